"""Reckons a deal before it is opened: what it costs, how likely it fills, and the worst that can come. Pure."""

from fractions import Fraction

from sharecli import money
from sharecli.deals import odds
from sharecli.deals.model import Deal, Kind
from sharecli.deals.odds import Rate
from sharecli.deals.reckoning import Bar, Outcome, Reckoning
from sharecli.money import Money

MOST_BARS = 12
"""Lines of the plot."""


def reckoned(deal: Deal, *, commission: int | None, people: int | None, joined: int, rate: Rate | None) -> Reckoning:
    """A deal before it is opened.

    Args:
        deal: as it would be opened.
        commission: the product's rate in billionths, or None.
        people: how many will see it, each deciding for themself; or None.
        joined: how many are in already.
        rate: of those who join or help, or None.
    """
    needed = max(deal.size - joined, 0)
    chance = None
    bars: tuple[Bar, ...] = ()
    even: Fraction | int | None = None
    sure: Fraction | int | None = None
    spread: list[float] = []
    if people is not None and rate:
        chance = (
            odds.chance(people, rate.low, needed),
            odds.chance(people, rate.middle, needed),
            odds.chance(people, rate.high, needed),
        )
        spread = odds.distribution(people, rate.middle, needed - 1) if needed else []
        bars = _bars(spread, needed, joined, chance[1])
    if people is not None:
        even, sure = odds.rate_for(people, needed, 0.5), odds.rate_for(people, needed, 0.9)
    elif rate:
        even, sure = (odds.people_for(rate.middle, needed, wanted) for wanted in (0.5, 0.9))
    filled = chance[1] if chance else None
    reached = odds.mean_up_to(spread, needed) + joined if chance else None
    outcomes = _outcomes(deal, commission, filled, reached)
    return Reckoning(deal, people, joined, rate, chance, outcomes, bars, even, sure)


def _outcomes(deal: Deal, commission: int | None, filled: float | None, reached: float | None) -> tuple[Outcome, ...]:
    group = deal.kind is Kind.group
    buyers = deal.size if group else 1
    off = deal.start - deal.goal

    def brought(price: int) -> int | None:
        return None if commission is None else money.share(Money(price, deal.currency), commission).micros

    low, full = brought(deal.goal), brought(deal.start)
    left = None if full is None else full - off

    def times(micros: int | None, many: Fraction) -> int | None:
        return None if micros is None else _whole(micros * many, deal.unit)

    def mean(name: str, many: Fraction) -> Outcome:
        turnover, discount = _whole(deal.goal * many, deal.unit), _whole(off * many, deal.unit)
        return Outcome(name, None, many, turnover, discount, times(low, many), times(left, many))

    won = mean("filled", Fraction(buyers))
    won = Outcome("filled", filled, won.buyers, won.turnover, won.discount, won.commission, won.left)
    # The worst end of a group: all but one paid, nobody buys, and all of it goes back.
    worst = (deal.size - 1) * deal.goal if group else 0
    zero = None if commission is None else 0
    lost = Outcome("failed", None if filled is None else 1 - filled, Fraction(0), 0, 0, zero, zero, worst)
    found = [won, lost]
    if filled is not None:
        found.append(mean("expected", Fraction(filled).limit_denominator(10**6) * buyers))
    if reached is not None and not group:
        part = Fraction(reached).limit_denominator(10**6) / deal.size
        price, discount = deal.start - _whole(off * part, deal.unit), _whole(off * part, deal.unit)
        kept = None if full is None else full - discount
        found.append(Outcome("reached", None, Fraction(1), price, discount, brought(price), kept))
    return tuple(found)


def _bars(spread: list[float], needed: int, joined: int, filled: float) -> tuple[Bar, ...]:
    """How likely each number is, several together where there are many, and what fills the deal by itself."""
    spread = spread + [0.0] * (needed - len(spread))  # more than there are people: never
    step = -(-needed // (MOST_BARS - 1)) if needed else 1
    below = [
        Bar(joined + first, joined + min(first + step, needed) - 1, sum(spread[first : first + step]))
        for first in range(0, needed, step)
    ]
    return (*below, Bar(joined + needed, None, filled))


def _whole(micros: Fraction | int, unit: int) -> int:
    """Rounded half up to the currency's smallest unit."""
    return int((Fraction(micros) / unit + Fraction(1, 2)).__floor__()) * unit
