"""Clicks drawn for people."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from rich.table import Table
from rich.text import Text

from sharecli.clicks import counting_view
from sharecli.clicks.again_records import Moved
from sharecli.clicks.model import Kind
from sharecli.clicks.orphan_records import Orphan
from sharecli.clicks.records import Count
from sharecli.clicks.tally import Tally
from sharecli.language import _, plural
from sharecli.shell.tables import plain, table


def counts(rows: Sequence[tuple[str, Count]], by: str, *, every: bool) -> Table | Text:
    """A line per key, and a total."""
    if not rows:
        return plain([_("No clicks. Read a server's log: {command}").format(command="sharecli clicks import FILE")])
    everything = Count(
        {kind: sum(one.kinds.get(kind, 0) for _key, one in rows) for kind in Kind},
        sum(one.visitors for _key, one in rows),
        sum(one.away for _key, one in rows),
        sum(one.others_away for _key, one in rows),
    )
    names = counting_view.headings(every=every)
    lines = [(_shown(key, by), *counting_view.cells(one, every=every)) for key, one in rows]
    lines += [("",) * (len(names) + 1), (_("total"), *counting_view.cells(everything, every=every))]
    if every:
        return counting_view.numbers([_(by), *names], lines, first=1)
    return table([_(by), *names], lines, right=range(1, len(names) + 1), wide=0)


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
        (
            one.code,
            counting_view.number(one.human),
            counting_view.number(one.count),
            day_of(one.last_ms, zone),
            likely or "–",
        )
        for one, likely in found
    ]
    return table([_("code"), _("people"), _("requests"), _("last"), _("probably")], lines, right=(1, 2), wide=0)


def beyond(left_out: int) -> list[str]:
    """A remark where a server was asked for more unknown codes than it keeps."""
    if not left_out:
        return []
    words = plural(
        "{count:,} request more was not kept: strangers asked for more unknown codes in a day than are written down",
        "{count:,} requests more were not kept: strangers asked for more unknown codes in a day than are written down",
        left_out,
    )
    return [words.format(count=left_out)]


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
