"""How likely a deal fills: binomial chances in floating numbers, and a rate with its interval. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import exp, fsum, lgamma, log, log1p

from sharecli import chances


@dataclass(frozen=True, slots=True)
class Rate:
    """How many of those who look do it.

    Attributes:
        low: the lower end of the interval, from 0 to 1.
        middle: the rate itself.
        high: the upper end.
        people: on how many it rests; 0 where the seller said it.
        basis: ``said``, ``product`` or ``file``.
    """

    low: Fraction
    middle: Fraction
    high: Fraction
    people: int
    basis: str


def measured(orders: int, people: int, basis: str) -> Rate | None:
    """A rate from counts, by Wilson's 95 % interval; None where that is too few to say, or more ordered than came.

    Args:
        orders: how many did.
        people: how many could.
        basis: what was counted.
    """
    interval = chances.telling(orders, people)
    if interval is None:
        return None
    low, high = interval
    return Rate(low, Fraction(orders, people), high, people, basis)


def distribution(people: int, rate: Fraction, most: int) -> list[float]:
    """The chance that exactly 0, 1, … ``most`` do it; whatever is left of 1 is the chance of more.

    Args:
        people: how many are asked, each for themself.
        rate: of those who do it, from 0 to 1.
        most: the last number to reckon.
    """
    most = min(most, people)
    if rate in {0, 1}:
        sure = 0 if rate == 0 else people
        return [1.0 if count == sure else 0.0 for count in range(most + 1)]
    yes, no = log(float(rate)), log1p(-float(rate))
    return [
        exp(lgamma(people + 1) - lgamma(count + 1) - lgamma(people - count + 1) + count * yes + (people - count) * no)
        for count in range(most + 1)
    ]


def chance(people: int, rate: Fraction, needed: int) -> float:
    """How likely at least ``needed`` of ``people`` do it."""
    if needed <= 0:
        return 1.0
    if needed > people:
        return 0.0
    return min(max(1.0 - fsum(distribution(people, rate, needed - 1)), 0.0), 1.0)


def rate_for(people: int, needed: int, wanted: float) -> Fraction | None:
    """The rate, to a thousandth, from which it is as likely as wanted; None where there are too few people.

    Args:
        people: how many are asked.
        needed: how many have to do it.
        wanted: a chance, such as 0.9.
    """
    if needed > people:
        return None
    low, high = 0, 1000
    while low < high:
        middle = (low + high) // 2
        if chance(people, Fraction(middle, 1000), needed) >= wanted:
            high = middle
        else:
            low = middle + 1
    return Fraction(low, 1000)


def mean_up_to(spread: Sequence[float], most: int) -> float:
    """The mean number, every one beyond ``most`` counted as ``most``; ``spread`` reaches up to ``most - 1``."""
    below = list(spread[:most])
    return fsum(count * part for count, part in enumerate(below)) + most * max(1.0 - fsum(below), 0.0)


def people_for(rate: Fraction, needed: int, wanted: float) -> int | None:
    """How many people have to be asked for it to be as likely as wanted; None where nobody does it.

    Args:
        rate: of those who do it, from 0 to 1.
        needed: how many have to do it.
        wanted: a chance, such as 0.9.
    """
    if not rate:
        return None
    high = max(needed, 1)
    while chance(high, rate, needed) < wanted:
        high *= 2
    low = needed
    while low < high:
        middle = (low + high) // 2
        if chance(middle, rate, needed) >= wanted:
            high = middle
        else:
            low = middle + 1
    return low
