"""Clicks drawn for people."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from rich.cells import cell_len
from rich.table import Table
from rich.text import Text

from sharecli.clicks.again_records import Moved
from sharecli.clicks.importer import Tally
from sharecli.clicks.model import Kind
from sharecli.clicks.records import Count, Orphan
from sharecli.language import _, plural
from sharecli.shell.page import console
from sharecli.shell.tables import plain, table


def headings(*, every: bool) -> list[str]:
    """The headings of counts: people and visitors; each other class and who was turned away where that is asked for."""
    if not every:
        return [_("people"), _("visitors")]
    return [*(_(kind.value) for kind in Kind), _("visitors"), _("turned away")]


def cells(count: Count | None, *, every: bool) -> list[str]:
    """Counts as text; a dash where nothing is known, a dot for none."""
    if count is None:
        return ["–"] * (len(Kind) + 2 if every else 2)
    kinds = list(Kind) if every else [Kind.human]
    away = [_number(count.away)] if every else []
    return [*(_number(count.kinds.get(kind, 0)) for kind in kinds), _number(count.visitors), *away]


def numbers(names: Sequence[str], rows: Sequence[Sequence[str]], *, first: int) -> Table | Text:
    """A table that ends in columns of numbers; where it does not fit, each row's stand below it with their names.

    So neither a code nor a heading is ever broken, however many columns there are.

    Args:
        names: the headings.
        rows: the cells.
        first: the column of the first number.
    """
    widths = [max(map(cell_len, column)) for column in zip(names, *rows, strict=True)]
    if sum(widths) + 2 * (len(widths) - 1) <= console().width:
        return table(names, rows, right=range(first, len(names)))
    lines: list[str] = []
    for row in rows:
        said = [f"{name} {cell}" for name, cell in zip(names[first:], row[first:], strict=True) if cell not in _NOTHING]
        if any(row):
            lines += ["  ".join(row[:first]), "  " + (", ".join(said) or row[first])]
    return plain(lines)


_NOTHING = {"", "·", "–"}


def _number(count: int) -> str:
    return f"{count:,}" if count else "·"


def counts(rows: Sequence[tuple[str, Count]], by: str, *, every: bool) -> Table | Text:
    """A line per key, and a total."""
    if not rows:
        return plain([_("No clicks. Read a server's log: {command}").format(command="sharecli clicks import FILE")])
    everything = Count(
        {kind: sum(one.kinds.get(kind, 0) for _key, one in rows) for kind in Kind},
        sum(one.visitors for _key, one in rows),
        sum(one.away for _key, one in rows),
    )
    names = headings(every=every)
    lines = [(_shown(key, by), *cells(one, every=every)) for key, one in rows]
    lines += [("",) * (len(names) + 1), (_("total"), *cells(everything, every=every))]
    if every:
        return numbers([_(by), *names], lines, first=1)
    return table([_(by), *names], lines, right=range(1, len(names) + 1), wide=0)


def away(count: int) -> list[str]:
    """A remark where people were turned away, for a table that does not show it."""
    if not count:
        return []
    words = plural(
        "{count} person was turned away with 404 or 410, and is not counted: --every-class shows where",
        "{count} people were turned away with 404 or 410, and are not counted: --every-class shows where",
        count,
    )
    return [words.format(count=count)]


def _shown(key: str, by: str) -> str:
    return _(key) if by in {"kind", "source"} or key == "browser" else key or "–"


def tallies(found: Sequence[Tally]) -> Table:
    """A line per log."""
    rows = [one.row() for one in found]
    names = ("file", "as", "read", "imported", "duplicate", "orphan", "ignored", "bad")
    lines = [
        [f"{row[name]:,}" if isinstance(row[name], int) else str(row[name] or "–") for name in names] for row in rows
    ]
    headings = [_("new") if name == "imported" else _(name) for name in names]
    return table(headings, lines, right=range(2, 8), wide=0)


def orphans(found: Sequence[tuple[Orphan, str]], zone: ZoneInfo) -> Table | Text:
    """A line per code."""
    if not found:
        return plain([_("No orphans: every code that was asked for is a link's.")])
    lines = [
        (one.code, _number(one.human), _number(one.count), day_of(one.last_ms, zone), likely or "–")
        for one, likely in found
    ]
    return table([_("code"), _("people"), _("requests"), _("last"), _("probably")], lines, right=(1, 2), wide=0)


def day_of(at_ms: int, zone: ZoneInfo) -> str:
    """The day and minute of a moment on the seller's clock."""
    from datetime import datetime

    return f"{datetime.fromtimestamp(at_ms / 1000, zone):%Y-%m-%d %H:%M}"


def moved(found: Moved) -> Table | Text:
    """A line per change of class."""
    if not found:
        return plain([_("No click moved.")])
    lines = [(_(before.value), _(after.value), f"{count:,}") for (before, after), count in sorted(found.items())]
    return table([_("before"), _("now"), _("clicks")], lines, right=(2,))
