"""How sure a share is that was counted: its 95 % interval, and whether there is enough to say it at all. Pure."""

from fractions import Fraction
from math import sqrt

FEWEST = 100
"""Counted people below which a rate is not said."""

WIDEST = Fraction(1, 10)
"""The width of an interval beyond which a rate is not said."""

NINETY_FIVE = 1.959963984540054
"""Standard deviations around the middle that hold 95 % of a normal law."""


def wilson(hits: int, of: int) -> tuple[Fraction, Fraction]:
    """The 95 % interval of a share by Wilson's score: it stays within 0 and 1, and holds for small numbers as well.

    Args:
        hits: how many did.
        of: how many could; at least one, and no fewer than did.
    """
    part = hits / of
    middle = part + NINETY_FIVE**2 / (2 * of)
    half = NINETY_FIVE * sqrt(part * (1 - part) / of + NINETY_FIVE**2 / (4 * of**2))
    whole = 1 + NINETY_FIVE**2 / of
    # At the ends the exact value is 0 or 1, which floating numbers miss by a hair.
    low = 0.0 if hits == 0 else max((middle - half) / whole, 0.0)
    high = 1.0 if hits == of else min((middle + half) / whole, 1.0)
    return Fraction(low), Fraction(high)


def telling(hits: int, of: int) -> tuple[Fraction, Fraction] | None:
    """The interval of a rate that can be said; None where too few were counted, it is too wide, or more did than could.

    Args:
        hits: how many did.
        of: how many could.
    """
    if of < FEWEST or hits > of:
        return None
    low, high = wilson(hits, of)
    return (low, high) if high - low <= WIDEST else None
