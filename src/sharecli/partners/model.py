"""A partner's terms and what they make of a sale: who gets which share of the seller's commission. Pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from sharecli.money import BILLIONTHS, percent
from sharecli.period import midnight

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

EVER = "~"
"""Sorts after every stored moment."""


@dataclass(frozen=True, slots=True)
class Terms:
    """One row of a partner's terms; days are the seller's.

    Attributes:
        person: the partner's word.
        since: the first day it holds for.
        until: the last day, or None.
        rate: billionths of the commission of the partner's own sales; 0 where this row ends the terms.
        second: billionths of the commission of sales by those the partner invited.
        invited_by: the word of who invited them, or empty.
        number: the row's number; 0 before it is kept.
    """

    person: str
    since: date
    until: date | None = None
    rate: int = 0
    second: int = 0
    invited_by: str = ""
    number: int = 0

    @property
    def ends(self) -> bool:
        """Whether it ends the terms before it."""
        return self.rate == 0

    @property
    def before(self) -> date | None:
        """The day after the last one, or None."""
        return self.until + timedelta(days=1) if self.until else None

    def row(self) -> dict[str, str | int | None]:
        """The JSON contract: ``partner from until rate second_rate invited_by``."""
        return {
            "partner": self.person,
            "from": str(self.since),
            "until": str(self.until) if self.until else None,
            "rate": percent(self.rate),
            "second_rate": percent(self.second),
            "invited_by": self.invited_by or None,
        }


class Share(NamedTuple):
    """Somebody's share of the commission of a sale.

    Attributes:
        person: whose.
        level: 1 for who shared the link, 2 for who invited them. There is no third.
        rate: billionths of the seller's commission.
    """

    person: str
    level: int
    rate: int


class Excess(NamedTuple):
    """Two shares that would be more than the whole commission.

    Attributes:
        first: who sells.
        second: who invited them.
        day: the first day on which both hold.
        rates: billionths of both.
    """

    first: str
    second: str
    day: date
    rates: tuple[int, int]


class _InForce(NamedTuple):
    since: str
    before: str
    terms: Terms


def in_force(rows: Iterable[Terms]) -> list[Terms]:
    """One partner's rows as the times they are in force for, oldest first; no two hold on one day.

    Args:
        rows: in the order in which they were recorded. A row ends the one before it on the day before its own, and
            takes the place of those that begin later; where it has a last day itself, of those until then.
    """
    found: list[Terms] = []
    for row in rows:
        coming = []
        while found and found[-1].since >= row.since:
            later = found.pop()
            if row.until and later.since > row.until:
                coming.append(later)
        if found and (found[-1].until is None or found[-1].until >= row.since):
            found[-1] = replace(found[-1], until=row.since - timedelta(days=1))
        if not row.ends:
            found.append(row)
        found += reversed(coming)
    return found


def part(micros: int, rate: int) -> int:
    """A share of a commission in whole micros, toward zero.

    What a line brought so far decides, not each refund for itself: several refunds take back what one of the same
    total does, and a full one takes back everything.

    Args:
        micros: the commission as it stands.
        rate: billionths.
    """
    whole = abs(micros) * rate // BILLIONTHS
    return whole if micros >= 0 else -whole


class Book:
    """All partners' terms, asked for single sales.

    Args:
        rows: of everybody, in the order in which they were recorded.
        zone: the seller's clock; a sale is of the day on which it was ordered there.
    """

    def __init__(self, rows: Iterable[Terms], zone: "ZoneInfo") -> None:
        own: dict[str, list[Terms]] = {}
        for row in rows:
            own.setdefault(row.person, []).append(row)
        self.terms: Mapping[str, Sequence[Terms]] = {person: in_force(some) for person, some in own.items()}
        self._times = {
            person: [
                _InForce(midnight(one.since, zone), midnight(one.before, zone) if one.before else EVER, one)
                for one in some
            ]
            for person, some in self.terms.items()
        }

    def on(self, person: str, moment: str) -> Terms | None:
        """The terms in force for a sale ordered at a moment (UTC, as stored), or None."""
        for since, before, terms in self._times.get(person, ()):
            if since <= moment < before:
                return terms
        return None

    def shares(self, person: str, moment: str) -> tuple[Share, ...]:
        """Who gets which share of a sale by somebody's link, ordered at a moment (UTC, as stored).

        Nobody has a second share where nobody has a first.
        """
        first = self.on(person, moment)
        if first is None:
            return ()
        own = Share(person, 1, first.rate)
        above = self.on(first.invited_by, moment) if first.invited_by else None
        if above is None or not above.second:
            return (own,)
        return own, Share(above.person, 2, above.second)

    def invited(self, person: str) -> list[str]:
        """The words of those whom somebody ever invited, sorted."""
        return sorted(one for one, some in self.terms.items() if any(terms.invited_by == person for terms in some))

    def excesses(self) -> list[Excess]:
        """Where two shares of one sale would come to more than the commission on some day."""
        return list(self._excesses())

    def circle(self, person: str) -> list[str]:
        """By way of whom somebody would have invited themself, at any time: the words, or nothing."""
        paths = [[person, one] for one in self._inviters(person)]
        seen: set[str] = set()
        while paths:
            path = paths.pop()
            if path[-1] == person:
                return path
            if path[-1] not in seen:
                seen.add(path[-1])
                paths += [[*path, one] for one in self._inviters(path[-1])]
        return []

    def _inviters(self, person: str) -> list[str]:
        return sorted({one.invited_by for one in self.terms.get(person, ()) if one.invited_by})

    def _excesses(self) -> Iterator[Excess]:
        for person, some in sorted(self.terms.items()):
            for first in some:
                for above in self.terms.get(first.invited_by, ()):
                    day = max(first.since, above.since)
                    ends = min(first.until or date.max, above.until or date.max)
                    if day <= ends and first.rate + above.second > BILLIONTHS:
                        yield Excess(person, above.person, day, (first.rate, above.second))
