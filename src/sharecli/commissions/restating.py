"""Of which orders a report tells everything: a line of theirs that it does not show is gone. Pure."""

from collections.abc import Collection
from datetime import date, timedelta

_LONGEST_SLICE = 800
"""Days: more than two years in one file are not one download."""


def days_spoken_for(shown: Collection[str]) -> frozenset[str]:
    """The orders that a report without order numbers replaces, given those it shows.

    These are its days, from the first to the last, for each tracking ID in it.
    """
    pairs = {(day, place) for order in shown for day, _slash, place in [order.partition("/")]}
    days = sorted({day for day, _place in pairs})
    if not days:
        return frozenset()
    first = date.fromisoformat(days[0])
    span = (date.fromisoformat(days[-1]) - first).days + 1
    if span > _LONGEST_SLICE:
        return frozenset(f"{day}/{place}" for day, place in pairs)
    every = [(first + timedelta(n)).isoformat() for n in range(span)]
    return frozenset(f"{day}/{place}" for day in every for place in {place for _day, place in pairs})
