"""Charts as inline SVG: columns over time, bars in a row; every text is escaped. Pure."""

from collections.abc import Sequence
from html import escape

_WIDTH, _HEIGHT = 720, 120
_FOOT, _HEAD = 16, 14


def columns(steps: Sequence[str], earned: Sequence[int], coming: Sequence[int], *, top: str) -> str:
    """What was earned step after step, and on top of it what is on its way.

    Args:
        steps: what stands under each column.
        earned: micros; nothing is drawn of what is below zero.
        coming: micros.
        top: what the highest column is worth, in words.
    """
    heights = [max(one, 0) + max(more, 0) for one, more in zip(earned, coming, strict=True)]
    most = max(heights, default=0)
    if most <= 0:
        return ""
    field = _HEIGHT - _FOOT - _HEAD
    wide = _WIDTH * 10 // len(steps)
    drawn = []
    for place, step in enumerate(steps):
        x, solid = place * wide, _tenths(max(earned[place], 0), most, field)
        whole = _tenths(heights[place], most, field)
        ground = (_HEIGHT - _FOOT) * 10
        drawn.append(_rect(x + wide // 8, ground - whole, wide * 3 // 4, whole - solid, "coming"))
        drawn.append(_rect(x + wide // 8, ground - solid, wide * 3 // 4, solid, "earned"))
        middle = _written(x + wide // 2)
        drawn.append(f'<text x="{middle}" y="{_HEIGHT - 4}" text-anchor="middle">{escape(step)}</text>')
    line = f'<line x1="0" y1="{_HEAD}" x2="{_WIDTH}" y2="{_HEAD}"/>'
    label = f'<text x="{_WIDTH}" y="{_HEAD - 4}" text-anchor="end">{escape(top)}</text>'
    return f'<svg viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" aria-hidden="true">{line}{label}{"".join(drawn)}</svg>'


def bar(earned: int, coming: int, most: int) -> str:
    """A bar in a row of a table: earned, and behind it what is on its way; ``most`` fills it."""
    if most <= 0:
        return ""
    solid = _tenths(max(earned, 0), most, 100)
    whole = _tenths(max(earned, 0) + max(coming, 0), most, 100)
    drawn = _rect(0, 0, solid, 100, "earned") + _rect(solid, 0, whole - solid, 100, "coming")
    return f'<svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">{drawn}</svg>'


def _tenths(part: int, whole: int, length: int) -> int:
    """A part of a length, in tenths; what is not nothing is seen."""
    return max(part * length * 10 // whole, 1 if part > 0 else 0)


def _rect(x: int, y: int, width: int, height: int, kind: str) -> str:
    if width <= 0 or height <= 0:
        return ""
    at = " ".join(
        f'{name}="{_written(value)}"'
        for name, value in zip(("x", "y", "width", "height"), (x, y, width, height), strict=True)
    )
    return f'<rect class="{kind}" {at}/>'


def _written(tenths: int) -> str:
    return f"{tenths // 10}.{tenths % 10}"
