"""What money that is on its way is likely worth, from what became of earlier promises, and when it is due. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from random import Random

from sharecli.earnings.model import tenths
from sharecli.money import decimal_string
from sharecli.rates.model import rounded

ENOUGH = 20
"""Lines that have to be settled or void before anything is said."""

LATEST = 2000
"""How many of a platform's latest lines count."""

DRAWS = 400
"""How often the past is drawn anew."""

LOW, HIGH = 10, 90
"""The range that is told, in percent of the draws."""


@dataclass(frozen=True, slots=True)
class Past:
    """What became of one promise. Amounts are micros.

    Attributes:
        promised: the estimate, above zero.
        kept: what was settled, with what came or went after; 0 where it is void.
        days: from the order to the settlement, or None where it is not known.
    """

    promised: int
    kept: int
    days: int | None


@dataclass(frozen=True, slots=True)
class Waiting:
    """Promises of a platform that stand alike.

    Attributes:
        platform: a platform's key.
        currency: ISO 4217 code.
        state: ``pending``, ``confirmed`` or ``held``.
        ordered: the day of the order.
        confirmed: the day the goods were received, or None.
        lines: how many.
        promised: the estimates, in micros.
    """

    platform: str
    currency: str
    state: str
    ordered: date
    confirmed: date | None
    lines: int
    promised: int


@dataclass(frozen=True, slots=True)
class Likely:
    """What is due of a platform in a month. Amounts are micros; None where the past is too short to say.

    Attributes:
        platform: a platform's key.
        currency: ISO 4217 code.
        due: ``now``, a month as ``2026-11``, or empty where it is not known.
        lines: how many.
        promised: the estimates.
        likely: what they are worth if it goes on as before.
        low: at least that in nine of ten draws.
        high: at most that in nine of ten draws.
        past: how many settled or void lines that is drawn from.
    """

    platform: str
    currency: str
    due: str
    lines: int
    promised: int
    likely: int | None
    low: int | None
    high: int | None
    past: int

    def row(self) -> dict[str, str | int | None]:
        """The JSON contract: ``platform currency due lines promised likely low high percent past``."""
        amounts = {"promised": self.promised, "likely": self.likely, "low": self.low, "high": self.high}
        strings = {
            name: None if micros is None else decimal_string(micros, self.currency) for name, micros in amounts.items()
        }
        return {
            "platform": self.platform, "currency": self.currency, "due": self.due or None, "lines": self.lines,
            **strings, "percent": self.percent, "past": self.past,
        }  # fmt: skip

    @property
    def percent(self) -> str | None:
        """The likely part of what was promised, in percent with one decimal."""
        return None if self.likely is None or not self.promised else tenths(Fraction(100 * self.likely, self.promised))


def due(one: Waiting, *, holding: int, typical: int | None, today: date) -> str:
    """When a promise is due: so many days after it was confirmed, else as long after the order as is typical.

    Args:
        one: the promise.
        holding: days from the confirmation until a platform settles.
        typical: days from order to settlement, or None where the past is too short to say.
        today: what lies before is due now.
    """
    if one.state == "held":
        return ""
    if one.confirmed is not None:
        day = one.confirmed + timedelta(days=holding)
    elif typical is not None:
        day = one.ordered + timedelta(days=typical)
    else:
        return ""
    return "now" if day <= today else f"{day:%Y-%m}"


def typical_days(past: Sequence[Past]) -> int | None:
    """The middle one of the days from order to settlement; None where the past is too short to say."""
    days = sorted(one.days for one in past if one.days is not None)
    return days[len(days) // 2] if len(days) >= ENOUGH else None


def worth(promised: int, lines: int, past: Sequence[Past], *, currency: str, seed: str) -> tuple[int, int, int] | None:
    """Micros: what promises are likely worth, and its range; None where the past is too short to say.

    The past is drawn anew many times, with as many lines as wait; each draw says which part of a promise is kept.

    Args:
        promised: the estimates, in micros.
        lines: how many there are.
        past: the platform's latest lines.
        currency: ISO 4217 code; an estimate is told in its minor unit.
        seed: the same seed draws the same.
    """
    if len(past) < ENOUGH:
        return None
    chance = Random(seed)  # noqa: S311 - a simulation, and the same one every time
    kept = sum(one.kept for one in past)
    size = min(lines, len(past))
    parts = []
    for _draw in range(DRAWS):
        drawn = chance.choices(past, k=size)
        parts.append(Fraction(sum(one.kept for one in drawn), sum(one.promised for one in drawn)))
    parts.sort()
    whole = sum(one.promised for one in past)
    ends = (parts[DRAWS * LOW // 100], parts[DRAWS * HIGH // 100 - 1])
    low, high = (rounded(promised * part, currency) for part in ends)
    return rounded(Fraction(promised * kept, whole), currency), low, high
