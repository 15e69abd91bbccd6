"""sharecli share next: which product to show to whom, each with its reason."""

from dataclasses import replace
from datetime import datetime
from heapq import nsmallest
from random import Random
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sharecli.errors import BadValue
from sharecli.language import _, plural
from sharecli.packs import spots
from sharecli.people import group_records, records as people
from sharecli.people.model import Group, Person
from sharecli.settings import records as settings
from sharecli.shell.desk import Desk, desk_of
from sharecli.shell.options import Out
from sharecli.shell.page import Format, Page
from sharecli.shell.typed import again

if TYPE_CHECKING:
    from rich.console import RenderableType

    from sharecli.packs.friends import Tip
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
    person: Annotated[
        list[str] | None,
        typer.Option("--person", help="Only for this person; may be repeated.", show_default=False),
    ] = None,
    count: Annotated[int, typer.Option("--count", "-n", help="At most so many for groups, and for people.")] = 5,
    seed: Seed = None,
    out: Out = Format.table,
) -> Page:
    """Suggest which product to show to whom next: by interests, by what sold so far, and who is to be spared."""
    from sharecli.packs import next_records, suggesting

    if not 1 <= count <= 1000:  # noqa: PLR2004 - more is no suggestion
        raise BadValue(_("the number of suggestions is not between 1 and 1000"), hint=again("--count", "5", short="-n"))
    desk = desk_of(ctx)
    zone = settings.read(desk.store).zone
    now = desk.now().astimezone(zone)
    start = start_of(seed)
    groups = [] if person and not group else asked(desk, group)
    known = next_records.known(desk.store, groups, now, whom=_whom(desk, group, person))
    luck = suggesting.Drawn.of(known, Random(start))  # noqa: S311 - repeatable on purpose
    each = count if group and len(group) == 1 else 1  # several groups: the best of each
    choices = [one for that in known.groups for one in suggesting.best(known, luck, that, now, count=each)]
    choices.sort(key=lambda one: (-one.value, one.group.word, one.product.code))
    shown = [
        replace(one, last=next_records.last_shared(desk.store, one.group.id, one.product.id)) for one in choices[:count]
    ]
    tips = _tips(desk, known, luck, now, count, each=count if person and len(person) == 1 else 1)
    spared = sum(suggesting.is_full(one, known, now) for one in known.groups)

    def draw() -> "RenderableType":
        from sharecli.packs import view

        return view.suggestions([*shown, *tips], zone, known)

    rows = [*(one.row(zone) for one in shown), *(one.row(zone) for one in tips)]
    first = [_("the first of them: {command}").format(command=rows[0]["command"])] if rows else []
    notes = [*first, *_rest(spared), *_handles(desk, group, person), said(start)]
    return Page(basis(known, luck, start) | {"rows": rows}, draw, out, notes)


def _whom(desk: Desk, group: list[str] | None, person: list[str] | None) -> list[Person] | None:
    """Who was asked for; everybody where nothing was, nobody where only groups were."""
    from sharecli.packs import friend_records

    if not person:
        return None if group else []
    found = {one.word: one for one in (people.find(desk.store, word) for word in person)}
    for one in found.values():
        if one.forgotten_at:
            raise people.PersonUnknown(_("“{word}” was forgotten").format(word=one.word), hint="sharecli person list")
        if not one.handles:
            message = _("“{word}” has no handle, so no channel is known for them").format(word=one.word)
            raise friend_records.NoHandle(message, hint=f"sharecli person edit {one.word} --handle telegram=@…")
    return [found[word] for word in sorted(found)]


def _tips(desk: Desk, known: "Known", luck: "Drawn", now: datetime, count: int, *, each: int) -> "list[Tip]":
    from sharecli.packs import friend_records, friends

    places = sorted({place for one in known.friends for place in one.channels})
    shelf = friends.Shelf.of(luck.order, places)
    found = nsmallest(
        count,
        (tip for one in known.friends for tip in friends.best(shelf, one, now, count=each)),
        key=lambda tip: (-tip.value, tip.friend.word, tip.product.code),
    )
    return [
        friends.told(
            tip, luck.prior, known.tallies, of_people=known.of_people,
            last=friend_records.last_sent(desk.store, tip.friend.word, tip.product.id),
        )
        for tip in found
    ]  # fmt: skip


def _handles(desk: Desk, group: list[str] | None, person: list[str] | None) -> list[str]:
    from sharecli.packs import friend_records

    if group or person or not (count := friend_records.unreachable(desk.store)):
        return []
    words = plural(
        "{count} person who trusts you has no handle, so no channel is known for them: {command}",
        "{count} people who trust you have no handle, so no channel is known for them: {command}",
        count,
    )
    return [words.format(count=count, command="sharecli person edit PERSON --handle telegram=@…")]


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
        raise BadValue(_("the seed is a whole number from 0 on"), hint=again("--seed", "7"))
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
