"""People drawn for people."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from rich.console import Group as Stack, RenderableType
from rich.table import Table
from rich.text import Text

from sharecli.language import _, plural
from sharecli.money import grouped, separated
from sharecli.people.due import Due
from sharecli.people.forgetting import Forgotten
from sharecli.people.life_records import Earned, Life
from sharecli.people.model import Person
from sharecli.period import local
from sharecli.shell.prose import prose
from sharecli.shell.tables import plain, table

_MOST = 12
"""Links and orders on a card; all of them are in its JSON."""


def people(rows: Sequence[Person]) -> Table | Text:
    """A line per person."""
    if not rows:
        return prose([_("No people yet. Add one with: {command}").format(command="sharecli person add Ling")])
    lines = [
        (one.word, one.name, _(one.stage.value), " ".join(one.interests), one.brought_by or "–", one.next_touch or "–")
        for one in rows
    ]
    headings = (_("word"), _("name"), _("stage"), _("interests"), _("brought by"), _("next"))
    return table(headings, lines, wide=(1, 3, 0, 4))


def due(rows: Sequence[Due]) -> Table | Text:
    """A line per person to talk to."""
    if not rows:
        return prose([_("Nobody is waiting for you today.")])
    lines = [
        (
            one.person.word,
            one.person.name,
            _(one.person.stage.value),
            one.why,
            str(one.last),
            " ".join(one.person.interests),
        )
        for one in rows
    ]
    headings = (_("word"), _("name"), _("stage"), _("why"), _("last heard"), _("interests"))
    return table(headings, lines, wide=(1, 5, 3, 0))


def card(one: Person, life: Life, zone: ZoneInfo) -> RenderableType:
    """Everything about one person."""
    facts = [
        (_("word"), one.word),
        (_("name"), one.name or _("forgotten on {day}").format(day=_day(one.forgotten_at, zone))),
        *((_("handle"), f"{channel} {handle}") for channel, handle in one.handles),
        *([(_("interests"), " ".join(one.interests))] if one.interests else []),
        *([(_("groups"), " ".join(one.groups))] if one.groups else []),
        *(
            (_day(step.reached_at, zone), f"{_(step.stage)}{f': {step.note}' if step.note else ''}")
            for step in life.steps
        ),
        *([(_("brought by"), one.brought_by)] if one.brought_by else []),
        *([(_("brought"), " ".join(life.brought))] if life.brought else []),
        *([(_("next"), one.next_touch)] if one.next_touch else []),
        *((_day(at, zone), text) for at, text in life.notes),
    ]
    parts: list[RenderableType] = [table(("", ""), facts, wide=1, fold=True, heading=False)]
    if life.links:
        links = [(row["code"], row["product"], row["channel"], _(row["status"])) for row in life.links[-_MOST:]]
        parts += [plain([""]), table((_("link"), _("product"), _("channel"), _("status")), links, wide=(1, 2))]
    if life.orders:
        orders = [
            (
                _day(row["ordered_at"], zone),
                row["order"],
                row["product"] or "–",
                _(row["state"]),
                separated(row["amount"]),
                row["currency"],
            )
            for row in life.orders[-_MOST:]
        ]
        headings = (_("ordered"), _("order"), _("product"), _("state"), _("amount"), "")
        parts += [plain([""]), table(headings, orders, right=(4,), wide=(1, 2))]
    if life.earned:
        parts += [plain([""]), earnings(life.earned)]
    if max(len(life.links), len(life.orders)) > _MOST:
        parts += [prose([_("the newest {count} are shown; all: {command}").format(count=_MOST, command="-F json")])]
    return Stack(*parts)


def earnings(sums: Sequence[Earned]) -> Table:
    """A line per currency."""
    lines = [
        (str(one.orders), grouped(one.promised, one.currency), grouped(one.earned, one.currency), one.currency)
        for one in sums
    ]
    return table((_("orders"), _("promised"), _("earned"), ""), lines, right=(0, 1, 2))


def forgotten(done: Forgotten) -> Text:
    """What forgetting did, and what it cannot do. The name is not in it."""
    head = _("“{word}” would become “{now}”:") if done.dry else _("“{word}” is forgotten; what stays is “{now}”:")
    lines = [head.format(word=done.was.word, now=done.word)]
    lines += [
        "  " + plural("{table}: {count} row", "{table}: {count} rows", rows).format(table=table_, count=rows)
        for table_, rows in done.done.items()
    ]
    if done.left:
        lines += [_("What cannot be taken back:"), *(f"  {sentence}" for sentence in done.left)]
    return plain(lines)


def _day(stamped: str, zone: ZoneInfo) -> str:
    return f"{local(stamped, zone):%Y-%m-%d}" if stamped else ""
