"""What is drawn on a sheet to cut along, in millimetres."""

from enum import StrEnum

from sharecli.errors import BadValue
from sharecli.language import _

Line = tuple[float, float, float, float]
"""x and y of one end, then of the other."""

_NARROWEST_MARGIN = 3.0
"""Millimetres beside the pieces that crop marks need."""
_MARK = (1.0, 4.0)
"""Crop marks keep off the piece, so that a blade beside its mark leaves no ink on it, and are this long."""
_OVERHANG = 3.0
"""Cut lines reach beyond the pieces: a ruler is laid on both ends."""


class Cut(StrEnum):
    """What shows where to cut."""

    lines = "lines"
    marks = "marks"
    none = "none"


def lines(cut: Cut, xs: list[float], ys: list[float]) -> tuple[Line, ...]:
    """Lines to cut along: hairlines from edge to edge, or short marks outside that leave the pieces clean.

    Args:
        cut: which.
        xs: where pieces begin and end from left to right, in millimetres from the paper's edge.
        ys: the same from top to bottom.

    Raises:
        BadValue: the margin has no room for marks.
    """
    if cut is Cut.none:
        return ()
    margin = min(xs[0], ys[0])
    if cut is Cut.marks and margin < _NARROWEST_MARGIN:
        message = _("crop marks need {least} mm of paper beside the pieces; there are {margin} mm")
        words = message.format(least=f"{_NARROWEST_MARGIN:g}", margin=f"{margin:g}")
        raise BadValue(words, hint="--cut lines")
    upright = [(x, low, x, high) for x in xs for low, high in _ends(cut, ys, margin)]
    return (*upright, *((low, y, high, y) for y in ys for low, high in _ends(cut, xs, margin)))


def _ends(cut: Cut, across: list[float], margin: float) -> list[tuple[float, float]]:
    """From where to where a line runs that crosses the edges ``across``."""
    if cut is Cut.lines:
        over = min(_OVERHANG, margin)
        return [(across[0] - over, across[-1] + over)]
    off, long = _MARK
    far = min(off + long, margin)
    return [(across[0] - far, across[0] - off), (across[-1] + off, across[-1] + far)]
