"""The shapes of modules, as drawers of ``qrcode``. Imported where something is drawn: that package loads slowly."""

from collections.abc import Sequence
from typing import Any

from qrcode.image.styles.moduledrawers.svg import SvgPathCircleDrawer, SvgPathQRModuleDrawer, SvgPathSquareDrawer

UNITS = 10
"""Units of ``qrcode`` a module; it writes a tenth of them into an SVG, so that one there is one module."""

_EYE = 7
_DOT = 0.98
"""The diameter of a dot in modules; of smaller ones, OpenCV (5.0) reads fewer codes."""

_OUTER, _INNER, _PUPIL = 0.3, 0.8, 0.9
"""Radii of a finder pattern's corners in modules: of its ring, outside and inside, and of its pupil. OpenCV (5.0)
measures a code from the outer corners and misses some from 0.4 on; zxing misses some of 4 pixels a module where the
pupil is a circle."""


def of(style: str) -> tuple[Any, Any]:
    """The drawers of modules and of finder patterns for ``square``, ``rounded`` or ``dots``."""
    drawers: dict[str, tuple[Any, Any]] = {
        "square": (SvgPathSquareDrawer(), SvgPathSquareDrawer()),
        "rounded": (Rounded(), Eye()),
        "dots": (Dot(), Eye()),
    }
    return drawers[style]


class Rounded(SvgPathQRModuleDrawer):  # type: ignore[misc] # qrcode publishes no types
    """Modules that flow together with their neighbours, and are round wherever they end."""

    needs_neighbors = True

    def drawrect(self, box: Any, is_active: Any) -> None:
        """Draw the module at ``box``; ``is_active`` knows its eight neighbours."""
        if is_active:
            x, y = (edge // UNITS for edge in box[0])
            near = is_active
            self.img._subpaths.append(  # noqa: SLF001 - it is how qrcode's own path drawers hand over what they drew
                _rounded(x, y, 1, [0.5 * (not (a or b)) for a, b in (
                    (near.N, near.W), (near.N, near.E), (near.S, near.E), (near.S, near.W))])
            )  # fmt: skip

    def subpath(self, box: Any) -> str:
        """Not asked: the neighbours decide."""
        raise NotImplementedError


class Dot(SvgPathCircleDrawer):  # type: ignore[misc] # qrcode publishes no types
    """A round module. ``qrcode`` writes a radius shorter than half of its width, and Typst loses some dots by that."""

    def subpath(self, box: Any) -> str:
        """The circle."""
        x, y = (edge // UNITS for edge in box[0])
        free = (1 - _DOT) / 2
        return _rounded(x + free, y + free, _DOT, [_DOT / 2] * 4)


class Eye(SvgPathQRModuleDrawer):  # type: ignore[misc] # qrcode publishes no types
    """A finder pattern as a ring and a pupil in one piece: a camera looks for these first."""

    def subpath(self, box: Any) -> str:
        """The whole pattern for its first module, and nothing for the others."""
        x, y = (edge // UNITS for edge in box[0])
        far = self.img.width - _EYE
        if (x, y) not in {(0, 0), (far, 0), (0, far)}:
            return ""
        return (
            _rounded(x, y, _EYE, [_OUTER] * 4)
            + _rounded(x + 1, y + 1, _EYE - 2, [_INNER] * 4, hole=True)
            + _rounded(x + 2, y + 2, _EYE - 4, [_PUPIL] * 4)
        )


def _rounded(x: float, y: float, side: float, radii: Sequence[float], *, hole: bool = False) -> str:
    """The path of a square with rounded corners, from the upper left one on; a hole runs against the clock."""
    right, below = x + side, y + side
    corners = [
        (x, y + radii[0], x + radii[0], y),
        (right - radii[1], y, right, y + radii[1]),
        (right, below - radii[2], right - radii[2], below),
        (x + radii[3], below, x, below - radii[3]),
    ]
    if hole:
        corners = [(x2, y2, x1, y1) for x1, y1, x2, y2 in reversed(corners)]
        radii = list(reversed(radii))
    parts = [
        f"L{x1:g} {y1:g}" + (f"A{radius:g} {radius:g} 0 0 {0 if hole else 1} {x2:g} {y2:g}" if radius else "")
        for (x1, y1, x2, y2), radius in zip(corners, radii, strict=True)
    ]
    return "M" + "".join(parts)[1:] + "Z"
