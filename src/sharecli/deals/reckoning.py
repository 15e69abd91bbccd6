"""A deal reckoned before it is opened: its chance, its ends in money, its bars. Pure."""

from dataclasses import dataclass
from fractions import Fraction

from sharecli.deals.model import Deal
from sharecli.deals.odds import Rate
from sharecli.money import decimal_string


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one end of the deal means in money, in micros of the deal's currency.

    Attributes:
        name: ``filled``, ``failed``, ``expected`` or ``reached`` (a bargain's price is kept as far as it got).
        chance: from 0 to 1, or None where it is not known, or where the outcome is a mean.
        buyers: how many buy at the deal's price; a mean where the outcome is one.
        turnover: what they pay.
        discount: what that is below the full price.
        commission: the seller's, where the shop itself lowers the price.
        left: of the commission on the full price, where the seller pays the discount; may be below zero.
        refund: the most that has to be given back.
    """

    name: str
    chance: float | None
    buyers: Fraction
    turnover: int
    discount: int
    commission: int | None
    left: int | None
    refund: int = 0

    def row(self, currency: str) -> dict[str, str | None]:
        """The JSON contract: ``outcome chance buyers currency turnover discount commission left refund``."""

        def said(micros: int | None) -> str | None:
            return None if micros is None else decimal_string(micros, currency)

        return {
            "outcome": self.name,
            "chance": percent(self.chance),
            "buyers": f"{float(self.buyers):.2f}".rstrip("0").rstrip("."),
            "currency": currency,
            "turnover": said(self.turnover),
            "discount": said(self.discount),
            "commission": said(self.commission),
            "left": said(self.left),
            "refund": said(self.refund),
        }


@dataclass(frozen=True, slots=True)
class Bar:
    """A line of the plot.

    Attributes:
        least: how many join or help, at least.
        most: at most; None for any number, which fills the deal.
        chance: from 0 to 1.
    """

    least: int
    most: int | None
    chance: float

    @property
    def label(self) -> str:
        """Such as ``2``, ``4–7`` or ``20+``."""
        if self.most is None:
            return f"{self.least}+"
        return str(self.least) if self.most == self.least else f"{self.least}–{self.most}"


@dataclass(frozen=True, slots=True)
class Reckoning:
    """A deal, reckoned.

    Attributes:
        deal: as it would be opened.
        people: how many will see it, or None where that was not said.
        joined: how many are in already.
        rate: of those who join or help, or None where it is not known.
        chance: that it fills: at the low end of the rate, at the rate, at the high end; None where it is not known.
        outcomes: in money.
        bars: how likely each number is.
        even: the rate from which it is as likely as not, where people are known; or the people, where the rate is.
        sure: the same for nine in ten.
    """

    deal: Deal
    people: int | None
    joined: int
    rate: Rate | None
    chance: tuple[float, float, float] | None
    outcomes: tuple[Outcome, ...]
    bars: tuple[Bar, ...]
    even: Fraction | int | None
    sure: Fraction | int | None

    def row(self) -> dict[str, object]:
        """The JSON contract; rates and chances in percent.

        ``kind product currency from goal size joined people rate rate_low rate_high rate_people rate_basis chance
        chance_low chance_high needed_even needed_sure bars rows``.
        """
        deal, rate, chance = self.deal, self.rate, self.chance or (None, None, None)
        return {
            "kind": deal.kind.value,
            "product": deal.product,
            "currency": deal.currency,
            "from": decimal_string(deal.start, deal.currency),
            "goal": decimal_string(deal.goal, deal.currency),
            "size": deal.size,
            "joined": self.joined,
            "people": self.people,
            "rate": percent(float(rate.middle) if rate else None),
            "rate_low": percent(float(rate.low) if rate else None),
            "rate_high": percent(float(rate.high) if rate else None),
            "rate_people": (rate.people or None) if rate else None,
            "rate_basis": rate.basis if rate else None,
            "chance": percent(chance[1]),
            "chance_low": percent(chance[0]),
            "chance_high": percent(chance[2]),
            "needed_even": _said(self.even),
            "needed_sure": _said(self.sure),
            "bars": [{"count": one.label, "chance": percent(one.chance)} for one in self.bars],
            "rows": [one.row(deal.currency) for one in self.outcomes],
        }


def percent(chance: float | None) -> str | None:
    """A chance in percent, to a tenth; what is neither sure nor out of the question is not rounded to it."""
    if chance is None:
        return None
    if 0 < chance < 0.0005:  # noqa: PLR2004 - would round to 0.0
        return "<0.1"
    if 0.9995 <= chance < 1:  # noqa: PLR2004 - would round to 100.0
        return ">99.9"
    return f"{100 * chance:.1f}"


def _said(needed: Fraction | int | None) -> str | int | None:
    return percent(float(needed)) if isinstance(needed, Fraction) else needed
