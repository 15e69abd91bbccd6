"""Converts sums into one currency at the seller's own rates, exactly; each figure is rounded once, at the end."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable
from fractions import Fraction
from zoneinfo import ZoneInfo

from sharecli.earnings.model import Conversion
from sharecli.earnings.records import Part
from sharecli.period import midnight
from sharecli.rates.model import Rate, Step, rounded, steps

_Key = tuple[tuple[str, ...], str]


class Converter:
    """Knows which rate is in force for an order, and remembers which were used.

    Args:
        rates: the seller's.
        to: the currency to convert to.
        zone: the seller's clock, on which a rate's day begins.
    """

    def __init__(self, rates: Iterable[Rate], to: str, zone: ZoneInfo) -> None:
        self._to = to
        self._steps: list[Step] = []
        self._places: dict[str, tuple[list[str], int]] = {}
        for currency, found in steps(rates, to=to).items():
            self._places[currency] = ([midnight(step.day, zone) for step in found], len(self._steps))
            self._steps += found
        self._lines: Counter[tuple[str, int]] = Counter()
        self._left: set[str] = set()

    def place(self, currency: str, ordered_at: str) -> int:
        """Which rate converts an order of a stored moment: 0 for the currency itself, -1 for none."""
        if currency == self._to:
            return 0
        starts, first = self._places.get(currency, ([], 0))
        begun = bisect_right(starts, ordered_at)
        return first + begun if begun else -1

    def converted(self, rows: Iterable[Part], *, note: bool = False) -> dict[_Key, tuple[int, ...]]:
        """The sums by keys and currency; what has no rate stays in its own currency.

        Args:
            rows: by keys, currency and rate.
            note: whether to remember the rates as used.
        """
        sums: dict[_Key, list[Fraction]] = {}
        mixed: set[_Key] = set()
        for row in rows:
            key = row.keys, self._to if row.rate >= 0 else row.currency
            exact = self._steps[row.rate - 1].exact if row.rate > 0 else Fraction(1)
            there = sums.setdefault(key, [Fraction(0)] * len(row.micros))
            for at, micros in enumerate(row.micros):
                there[at] += micros * exact
            if row.rate > 0:
                mixed.add(key)
            if not row.lines and not any(row.micros):
                continue  # void lines alone need no rate
            if note and row.rate > 0:
                self._lines[row.currency, row.rate - 1] += row.lines
            elif note and row.rate < 0:
                self._left.add(row.currency)
        return {
            # What needed no conversion is not rounded either.
            key: tuple(rounded(one, self._to) if key in mixed else int(one) for one in micros)
            for key, micros in sums.items()
        }

    def used(self) -> tuple[Conversion, ...]:
        """The rates that were used, by currency and day."""
        found = []
        for (currency, place), lines in sorted(self._lines.items()):
            rate = self._steps[place].rate
            found.append(Conversion(currency, rate.base, rate.quote, rate.number, str(rate.day), lines))
        return tuple(found)

    def left(self) -> tuple[str, ...]:
        """Currencies of which something had no rate, sorted."""
        return tuple(sorted(self._left))
