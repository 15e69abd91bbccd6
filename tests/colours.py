"""How unlike two colours look: what tests of colours measure by."""

import math

from sharecli.colour import lch


def difference(a: str, b: str) -> float:
    """How unlike two ``#rrggbb`` look: their distance in OKLab. 0.02 is just seen, 1 is black and white."""
    one, other = lch(a), lch(b)
    turn = math.radians(one.hue - other.hue)
    squared = one.chroma**2 + other.chroma**2 - 2 * one.chroma * other.chroma * math.cos(turn)
    return math.sqrt((one.light - other.light) ** 2 + max(0.0, squared))
