"""Of which orders a report tells everything: a line of theirs that it does not show is gone. Pure."""

from collections.abc import Collection
from datetime import date, timedelta

from sharecli.commissions.cells import Row
from sharecli.commissions.hooks import parents_in
from sharecli.commissions.match import Match
from sharecli.commissions.model import Line

_LONGEST_SLICE = 800
"""Days: more than two years in one file are not one download."""


def spoken_for(match: Match, lines: Collection[Line]) -> frozenset[str]:
    """The orders that a report replaces.

    For a report without order numbers these are its days, from the first to the last, for each tracking ID in it; for
    JD Union the orders that were split into others. Empty for every other layout.

    Args:
        match: the file.
        lines: every line that was read in it.
    """
    if match.layout.hook == "split-orders":
        return frozenset(parents_in(match))
    if match.layout.hook != "replaces-its-days" or not lines or _has_more(match, lines):
        return frozenset()
    shown = {(day, place) for line in lines for day, _slash, place in [line.order.partition("/")]}
    days = sorted({day for day, _place in shown})
    first = date.fromisoformat(days[0])
    span = (date.fromisoformat(days[-1]) - first).days + 1
    if span > _LONGEST_SLICE:
        return frozenset(f"{day}/{place}" for day, place in shown)
    every = [(first + timedelta(n)).isoformat() for n in range(span)]
    return frozenset(f"{day}/{place}" for day in every for place in {place for _day, place in shown})


def _has_more(match: Match, lines: Collection[Line]) -> bool:
    """Whether a row could not be read: what it says is not gone, and nobody knows which line it is."""
    dated = sum(1 for _number, cells in match.sheet.rows if Row(match, cells).text("ordered"))
    return dated > len(lines)
