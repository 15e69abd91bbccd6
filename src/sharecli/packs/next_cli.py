"""sharecli share next: which product to show to whom, each with its reason."""

from dataclasses import replace
from random import Random
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sharecli.errors import BadValue
from sharecli.language import _, plural
from sharecli.packs import spots
from sharecli.people import group_records
from sharecli.people.model import Group
from sharecli.settings import records as settings
from sharecli.shell.desk import Desk, desk_of
from sharecli.shell.options import Out
from sharecli.shell.page import Format, Page

if TYPE_CHECKING:
    from rich.console import RenderableType

    from sharecli.packs.known import Known
    from sharecli.packs.suggesting import Drawn

_SEEDS = 1_000_000
Groups = Annotated[
    list[str] | None,
    typer.Option("--group", "-g", help="Only for this group; may be repeated.", show_default=False),
]
Seed = Annotated[int | None, typer.Option("--seed", help="Where the draws begin; else any.", show_default=False)]


def next_(
    ctx: typer.Context,
    group: Groups = None,
    count: Annotated[int, typer.Option("--count", "-n", help="At most so many.")] = 5,
    seed: Seed = None,
    out: Out = Format.table,
) -> Page:
    """Suggest which product to show to whom next: by interests, by what sold so far, and who is to be spared."""
    from sharecli.packs import next_records, suggesting

    if not 1 <= count <= 1000:  # noqa: PLR2004 - more is no suggestion
        raise BadValue(_("the number of suggestions is not between 1 and 1000"), hint="--count 5")
    desk = desk_of(ctx)
    zone = settings.read(desk.store).zone
    now = desk.now().astimezone(zone)
    start = start_of(seed)
    known = next_records.known(desk.store, asked(desk, group), now)
    luck = suggesting.Drawn.of(known, Random(start))  # noqa: S311 - repeatable on purpose
    each = count if group and len(group) == 1 else 1  # several groups: the best of each
    choices = [one for that in known.groups for one in suggesting.best(known, luck, that, now, count=each)]
    choices.sort(key=lambda one: (-one.value, one.group.word, one.product.code))
    shown = [
        replace(one, last=next_records.last_shared(desk.store, one.group.id, one.product.id)) for one in choices[:count]
    ]
    spared = sum(suggesting.is_full(one, known, now) for one in known.groups)

    def draw() -> "RenderableType":
        from sharecli.packs import view

        return view.suggestions(shown, zone, known)

    data = basis(known, luck, start) | {"rows": [one.row(zone) for one in shown]}
    return Page(data, draw, out, [*_rest(spared), said(start)])


def asked(desk: Desk, words: list[str] | None) -> list[Group]:
    """The groups that were named, else every one in use; sorted by word.

    Raises:
        NotFound: there is no such group.
        GroupArchived: one is off the list.
    """
    if not words:
        return group_records.chosen(desk.store)
    named = {one.word: one for one in (spots.in_use(desk, word) for word in words)}
    return [named[word] for word in sorted(named)]


def start_of(seed: int | None) -> int:
    """Where the draws begin: as was said, else anywhere.

    Raises:
        BadValue: below zero, or too large to be typed again.
    """
    if seed is None:
        from secrets import randbelow

        return randbelow(_SEEDS)
    if not 0 <= seed < 1 << 63:
        raise BadValue(_("the seed is a whole number from 0 on"), hint="--seed 7")
    return seed


def said(start: int) -> str:
    """How to get the same draws again."""
    return _("drawn from --seed {seed}; the same seed and the same file give the same answer").format(seed=start)


def basis(known: "Known", luck: "Drawn", start: int) -> dict[str, Any]:
    """The JSON keys beside the rows: ``seed of prior_orders prior_others``."""
    return {
        "seed": start, "of": "people" if known.of_people else "shares",
        "prior_orders": f"{luck.prior.orders:.4f}", "prior_others": f"{luck.prior.others:.4f}",
    }  # fmt: skip


def _rest(spared: int) -> list[str]:
    words = plural("{count} group had its posts for today", "{count} groups had their posts for today", spared)
    return [words.format(count=spared)] if spared else []
