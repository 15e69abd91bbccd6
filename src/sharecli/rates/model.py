"""An exchange rate of a day, and which one is in force on another; exact fractions, never a float. Pure."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from sharecli.money import BILLIONTHS, digits

_WRITTEN = re.compile(r"(\d{1,6})(?:\.(\d{1,20}))?")
_FINEST = 9
"""Digits after the point."""


@dataclass(frozen=True, slots=True, order=True)
class Rate:
    """What one unit of a currency was worth in another, from a day on.

    Attributes:
        base: ISO 4217 code of the one unit.
        quote: ISO 4217 code of what it is worth.
        day: the first day it is in force, on the seller's calendar.
        billionths: billionths of ``quote`` per ``base``.
    """

    base: str
    quote: str
    day: date
    billionths: int

    @property
    def exact(self) -> Fraction:
        """``quote`` per ``base``."""
        return Fraction(self.billionths, BILLIONTHS)

    @property
    def number(self) -> str:
        """The rate as it was written: ``7.12``."""
        return decimal(self.billionths)

    def row(self) -> dict[str, str]:
        """The JSON contract: ``base quote rate on``."""
        return {"base": self.base, "quote": self.quote, "rate": self.number, "on": str(self.day)}


def decimal(billionths: int) -> str:
    """Billionths as a plain decimal number."""
    whole, fraction = divmod(billionths, BILLIONTHS)
    tail = f"{fraction:09d}".rstrip("0")
    return f"{whole}{'.' + tail if tail else ''}"


def billionths_of(word: str) -> int:
    """A rate that a person typed, in billionths.

    Raises:
        ValueError: not a decimal number above zero and below a million, or finer than a billionth.
    """
    match = _WRITTEN.fullmatch(unicodedata.normalize("NFKC", word).strip())
    fraction = (match[2] or "").rstrip("0") if match else ""
    if match is None or len(fraction) > _FINEST:
        raise ValueError(word)
    found = int(match[1]) * BILLIONTHS + int(f"{fraction:0<{_FINEST}}")
    if not found:
        raise ValueError(word)
    return found


@dataclass(frozen=True, slots=True)
class Step:
    """How a currency is converted from a day on.

    Attributes:
        day: the first day.
        exact: units of the other currency for one of this.
        rate: the rate behind it; its inverse is used where it was set the other way round.
    """

    day: date
    exact: Fraction
    rate: Rate


def steps(rates: Iterable[Rate], *, to: str) -> dict[str, list[Step]]:
    """Every currency that can be converted to ``to``, and its steps by day.

    A rate that was set the other way round is turned over, exactly; on a day that has both, the direct one counts.
    """
    found: dict[str, dict[date, Step]] = {}
    for one in sorted(rates, key=lambda rate: rate.quote == to):  # direct ones come last and stay
        if one.quote == to:
            found.setdefault(one.base, {})[one.day] = Step(one.day, one.exact, one)
        elif one.base == to:
            found.setdefault(one.quote, {})[one.day] = Step(one.day, 1 / one.exact, one)
    return {currency: [by_day[day] for day in sorted(by_day)] for currency, by_day in sorted(found.items())}


def rounded(exact: Fraction, currency: str) -> int:
    """Micros that may be broken, rounded half up to the currency's minor unit; below zero as above."""
    unit = int(10 ** (6 - digits(currency)))
    units = (2 * abs(exact.numerator) + unit * exact.denominator) // (2 * unit * exact.denominator)
    return units * unit if exact >= 0 else -units * unit
