"""How likely a product sells, as far as the past says: a Beta posterior, one draw of it, its interval. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import exp, lgamma, log
from random import Random
from typing import NamedTuple

FIELD = (1, 50)
"""What is believed before anything is known: 1 order of 50, the lower middle of what the field reports."""

STRENGTH = 20
"""How many cases the seller's own average weighs beside a product's."""

_TAIL = 0.025
_ROUNDS = 300
_HALVINGS = 34
"""So many leave a ten-billionth, and two decimals of a percent are shown."""


class Tally(NamedTuple):
    """What became of a product on a channel.

    Attributes:
        orders: that came of it, at most as many as ``of``.
        of: people who came, or shares.
    """

    orders: int
    of: int


@dataclass(frozen=True, slots=True)
class Prior:
    """What is believed of a product nothing is known about.

    Attributes:
        orders: cases that ended in an order; the Beta distribution's first number.
        others: cases that did not; its second.
    """

    orders: float
    others: float

    def after(self, tally: Tally) -> "Posterior":
        """What is believed once that is known."""
        return Posterior(self.orders + tally.orders, self.others + tally.of - tally.orders)


@dataclass(frozen=True, slots=True)
class Posterior:
    """A Beta distribution.

    Attributes:
        a: orders, the prior's among them.
        b: the rest, the prior's among them.
    """

    a: float
    b: float

    def draw(self, source: Random) -> float:
        """One value, as likely as it is believed."""
        return source.betavariate(self.a, self.b)

    @property
    def mean(self) -> float:
        """The value believed on average."""
        return self.a / (self.a + self.b)

    @property
    def interval(self) -> tuple[float, float]:
        """Between these the value is believed to be with 95 %."""
        return _quantile(_TAIL, self.a, self.b), _quantile(1 - _TAIL, self.a, self.b)


NOTHING = Tally(0, 0)


def prior_of(tallies: Iterable[Tally]) -> Prior:
    """The seller's own average, which the field's stands in for as long as there is little."""
    every = list(tallies)
    rate = (sum(one.orders for one in every) + FIELD[0]) / (sum(one.of for one in every) + FIELD[1])
    return Prior(STRENGTH * rate, STRENGTH * (1 - rate))


def drawn(
    pairs: Iterable[tuple[str, int]], tallies: Mapping[tuple[str, int], Tally], prior: Prior, source: Random
) -> dict[tuple[str, int], float]:
    """One draw for each pair of channel and product, in that order: the same source gives the same draws."""
    return {pair: prior.after(tallies.get(pair, NOTHING)).draw(source) for pair in pairs}


@lru_cache(maxsize=8192)
def _quantile(part: float, a: float, b: float) -> float:
    """Where the Beta distribution has so much to its left, found by halving; many products have the same past."""
    low, high = 0.0, 1.0
    for _half in range(_HALVINGS):
        middle = (low + high) / 2
        if beta_left_of(middle, a, b) < part:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def beta_left_of(x: float, a: float, b: float) -> float:
    """The regularised incomplete beta function I_x(a, b), by its continued fraction (DLMF 8.17.22).

    Args:
        x: between 0 and 1.
        a: above 0.
        b: above 0.
    """
    if x <= 0 or x >= 1:
        return float(x >= 1)
    if x > (a + 1) / (a + b + 2):
        return 1 - beta_left_of(1 - x, b, a)  # the fraction converges fast only on this side
    front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log(1 - x)) / a
    return front * _fraction(x, a, b)


def _fraction(x: float, a: float, b: float) -> float:
    """Lentz's method, with no denominator of zero."""
    tiny = 1e-30
    above, below = 1.0, 1 / _not_zero(1 - (a + b) * x / (a + 1), tiny)
    found = below
    for step in range(1, _ROUNDS):
        for term in (
            step * (b - step) * x / ((a + 2 * step - 1) * (a + 2 * step)),
            -(a + step) * (a + b + step) * x / ((a + 2 * step) * (a + 2 * step + 1)),
        ):
            below = 1 / _not_zero(1 + term * below, tiny)
            above = _not_zero(1 + term / above, tiny)
            found *= above * below
        if abs(above * below - 1) < 1e-12:  # noqa: PLR2004 - more than is ever shown
            break
    return found


def _not_zero(value: float, tiny: float) -> float:
    return value if abs(value) > tiny else tiny
