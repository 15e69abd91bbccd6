"""From shares to people to orders: what part of each comes to the next, and how sure that is. Pure."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path

from sharecli import chances
from sharecli.earnings.model import tenths


@dataclass(frozen=True, slots=True)
class Reference:
    """A rate from the field.

    Attributes:
        key: its name in the data.
        name: in English.
        least: orders of a hundred people, at least.
        most: orders of a hundred people, at most.
        source: where it is from.
    """

    key: str
    name: str
    least: Fraction
    most: Fraction
    source: str

    def row(self) -> dict[str, str]:
        """The JSON contract: ``key least most source``."""
        return {"key": self.key, "least": tenths(self.least), "most": tenths(self.most), "source": self.source}


@dataclass(frozen=True, slots=True)
class Stage:
    """What became of shares under one key.

    Attributes:
        key: a channel or a product.
        shares: how often it was posted; None where no diary of shares is kept.
        people: who were led to where its links lead, each once a day; None where nothing was counted.
        orders: orders that were led back to its links.
        counted: those of them whose link's clicks are counted.
        settled: orders that were settled or paid.
    """

    key: str
    shares: int | None
    people: int | None
    orders: int
    counted: int
    settled: int

    @property
    def interval(self) -> tuple[Fraction, Fraction] | None:
        """Orders per person: the 95 % interval; None where more ordered than were counted, or nobody was."""
        if not self.people or self.counted > self.people:
            return None
        return chances.wilson(self.counted, self.people)

    @property
    def sure(self) -> bool:
        """Whether there are enough people, and the interval is narrow enough, for the rate to be said."""
        return chances.telling(self.counted, self.people or 0) is not None

    @property
    def why(self) -> str:
        """``not-counted``, ``more-orders-than-people``, ``too-few``, or empty where the rate can be said."""
        if self.people is None:
            return "not-counted"
        if self.counted > self.people:
            return "more-orders-than-people"
        return "" if self.sure else "too-few"

    def beside(self) -> tuple[Reference, ...]:
        """The field's rates that the interval touches; none where the rate cannot be said."""
        found = self.interval
        if found is None or not self.sure:
            return ()
        low, high = (100 * one for one in found)
        return tuple(one for one in references() if one.least <= high and low <= one.most)

    def row(self) -> dict[str, str | int | list[str] | None]:
        """The JSON contract: ``key shares people orders settled rate low high why beside``; rates in percent."""
        found = self.interval if self.sure else None
        rate = tenths(Fraction(100 * self.counted, self.people)) if found and self.people else None
        low, high = (tenths(100 * one) for one in found) if found else (None, None)
        return {
            "key": self.key or None, "shares": self.shares, "people": self.people, "orders": self.orders,
            "settled": self.settled, "rate": rate, "low": low, "high": high, "why": self.why or None,
            "beside": [one.key for one in self.beside()],
        }  # fmt: skip


@cache
def references() -> tuple[Reference, ...]:
    """The field's rates, the lowest first."""
    data = tomllib.loads(Path(__file__).with_name("references.toml").read_text("utf-8"))
    found = (
        Reference(key, one["name"], Fraction(one["least"]), Fraction(one["most"]), one["source"])
        for key, one in data.items()
    )
    return tuple(sorted(found, key=lambda one: one.least))


def sorted_stages(found: Sequence[Stage]) -> list[Stage]:
    """Those that brought the most orders first."""
    return sorted(found, key=lambda one: (-one.orders, -(one.people or 0), -(one.shares or 0), one.key))
