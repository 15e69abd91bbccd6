"""A goal: what a seller wants to earn in a period, how far it is, and what each day has to bring. Pure."""

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from sharecli.earnings.model import tenths
from sharecli.earnings.spans import called
from sharecli.money import decimal_string, digits
from sharecli.period import Span


@dataclass(frozen=True, slots=True)
class Goal:
    """What shall be earned.

    Attributes:
        span: the days whose orders count.
        currency: ISO 4217 code.
        micros: how much.
    """

    span: Span
    currency: str
    micros: int


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a goal is.

    Attributes:
        goal: what shall be earned.
        earned: settled, paid and adjusted, in micros.
        coming: promised and not settled, in micros.
        today: the seller's day.
    """

    goal: Goal
    earned: int
    coming: int
    today: date

    @property
    def needed(self) -> int:
        """Micros that are neither earned nor on their way; 0 at the goal."""
        return max(self.goal.micros - self.earned - self.coming, 0)

    @property
    def days(self) -> int:
        """Days that are left, today among them; 0 when it is over, all of them before it begins."""
        span = self.goal.span
        assert span.start is not None and span.end is not None  # noqa: S101, PT018 - a goal has days
        return max((span.end - max(span.start, self.today)) // timedelta(days=1), 0)

    @property
    def per_day(self) -> int | None:
        """Micros that each day left has to bring, rounded up to the minor unit; None when it is over."""
        if not self.days:
            return None
        unit = int(10 ** (6 - digits(self.goal.currency)))
        return -(-self.needed // (self.days * unit)) * unit

    @property
    def percent(self) -> str:
        """What was earned of the goal, in percent with one decimal."""
        return tenths(Fraction(100 * self.earned, self.goal.micros))

    def row(self) -> dict[str, str | int | None]:
        """The JSON contract: ``period currency goal earned coming percent needed days_left per_day``."""
        unit = self.goal.currency
        return {
            "period": called(self.goal.span), "currency": unit, "goal": decimal_string(self.goal.micros, unit),
            "earned": decimal_string(self.earned, unit), "coming": decimal_string(self.coming, unit),
            "percent": self.percent, "needed": decimal_string(self.needed, unit), "days_left": self.days,
            "per_day": None if self.per_day is None else decimal_string(self.per_day, unit),
        }  # fmt: skip
