"""QR codes: encoded once, drawn as PNG, SVG and PDF in a style and colour, with or without a logo."""

from dataclasses import dataclass
from functools import cached_property
from math import isqrt
from typing import TYPE_CHECKING, Any

from sharecli.codes import png
from sharecli.codes.expected import Expected, packed
from sharecli.codes.look import PLAIN, Look, PoorContrast, Style
from sharecli.codes.raster import typeset
from sharecli.errors import Refused
from sharecli.language import _
from sharecli.text import clean

if TYPE_CHECKING:
    from PIL.Image import Image

__all__ = [
    "LEAST_MM", "LEAST_PX", "LEAST_QUIET", "MODULE_MM", "MODULE_PX", "QUIET",
    "Code", "LogoTooLarge", "Look", "PoorContrast", "Style", "Unscannable",
    "read", "too_long",
]  # fmt: skip

QUIET = 4
"""Modules of quiet zone on every side (ISO/IEC 18004)."""

LEAST_QUIET = 2
"""Modules of quiet zone below which a finished file is refused."""

LEAST_PX = 4
"""Pixels a module on a screen, at least: an app may halve a shared picture."""

LEAST_MM = 0.4
"""Millimetres a module on paper, at least."""

MODULE_PX = 10
"""Pixels a module in an exported PNG."""

MODULE_MM = 1.0
"""Millimetres a module in an exported PDF."""

_BASE_URL = "sharecli config set base-url https://go.example.shop"
_DARK = bytes([1]) + bytes(255)
"""For bytes.translate: black is a dark module, anything else is none."""


class Unscannable(Refused):
    """What was drawn cannot be read back, so it was not kept."""

    code = "unscannable"


class LogoTooLarge(Refused):
    """A code with a logo would not have enough correction left."""

    code = "logo-too-large"


def too_long(url: str) -> Unscannable:
    """The error for a link that no QR code holds."""
    message = _("a link of {count} characters does not fit into a QR code")
    return Unscannable(message.format(count=len(url)), hint=_BASE_URL)


@dataclass(frozen=True)
class Code:
    """A QR code.

    Attributes:
        url: what it holds; ASCII.
        look: how it is drawn.
    """

    url: str
    look: Look = PLAIN

    @cached_property
    def _symbol(self) -> Any:
        if not self.url.isascii() or not self.url:
            message = _("“{url}” is not an ASCII link; only such a one goes into a QR code")
            raise Unscannable(message.format(url=clean(self.url, limit=80)), hint=_("give the link percent-encoded"))
        return self._with_room() if self.look.logo else _encoded(self.url, self.level)

    def _with_room(self) -> Any:
        """The symbol with a logo that is large enough to be seen."""
        from sharecli.codes.styles import roomy

        try:
            least = _version(_encoded(self.url, self.level))
        except Unscannable:
            raise _no_room(self.url) from None
        if not (version := roomy(least, self.level)):
            raise _no_room(self.url)
        return _encoded(self.url, self.level, version=version)

    @property
    def level(self) -> str:
        """Error correction: M, or H under a logo."""
        return self.look.level

    @cached_property
    def modules(self) -> int:
        """Modules a side, without the quiet zone."""
        return isqrt(len(self._flat))

    @property
    def version(self) -> int:
        """1 to 40: how large it is, in the standard's own count."""
        return (self.modules - 17) // 4

    @cached_property
    def _flat(self) -> bytes:
        return bytes(memoryview(self._symbol.to_image(scale=1, add_quiet_zones=False))).translate(_DARK)

    @cached_property
    def matrix(self) -> tuple[bytes, ...]:
        """Rows of modules without the quiet zone, those under a logo too; 1 is dark."""
        side = self.modules
        return tuple(self._flat[start : start + side] for start in range(0, side * side, side))

    def expected(self) -> Expected:
        """What a file with this code shall show, to be kept beside it and proven against it."""
        return Expected(self.url, self.modules, self.level, packed(self._flat))

    def png(self, *, module_px: int = MODULE_PX) -> bytes:
        """A PNG with its quiet zone, that prints at the size of the PDF."""
        dots = 25.4 * module_px / MODULE_MM
        if self._plain:
            drawn = self._symbol.to_image(scale=1, add_quiet_zones=True)
            grey, side = bytes(memoryview(drawn)), drawn.shape[0]
            return png.enlarged(grey, side, times=module_px, color=self.look.color, dots_per_inch=dots)
        page = typeset("code.svg", self.svg(), side_mm=self.side_mm, kind="png", dots_per_inch=dots)
        return png.with_dots_per_inch(page, dots)

    def svg(self) -> bytes:
        """An SVG with its quiet zone; one unit is one module, and a browser may scale it."""
        side = self.modules + 2 * QUIET
        size = f'width="{side * MODULE_PX}" height="{side * MODULE_PX}"'
        ground = f'<rect x="-{QUIET}" y="-{QUIET}" width="{side}" height="{side}" fill="#ffffff"/>'
        return self._drawing(f'{size} viewBox="-{QUIET} -{QUIET} {side} {side}"', ground).encode()

    def bare_svg(self) -> str:
        """An SVG of its modules and its logo alone, for a template that leaves the quiet zone and the ground itself."""
        side = self.modules
        return self._drawing(f'width="{side}" height="{side}" viewBox="0 0 {side} {side}"', "")

    def pdf(self) -> bytes:
        """A PDF page with its quiet zone; the modules are vectors."""
        return typeset("code.svg", self.svg(), side_mm=self.side_mm, kind="pdf")

    @property
    def side_mm(self) -> float:
        """A printed side with its quiet zone."""
        return (self.modules + 2 * QUIET) * MODULE_MM

    @property
    def _plain(self) -> bool:
        return self.look.style is Style.square and not self.look.logo

    def _drawing(self, frame: str, ground: str) -> str:
        outline, logo = self._outline
        # Squares end where pixels end; what is round must not be made angular again.
        sharp = ' shape-rendering="crispEdges"' if self.look.style is Style.square else ""
        return (
            '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
            f'{frame}>{ground}<path fill="{self.look.color}"{sharp} d="{outline}"/>{logo}</svg>'
        )

    @cached_property
    def _outline(self) -> tuple[str, str]:
        """The path of the dark modules, and the logo as an element."""
        if self._plain:
            # zxing joins neighbours to rectangles, in a tenth of the time of a drawer.
            drawn = str(self._symbol.to_svg(scale=1, add_quiet_zones=False))
            return drawn.partition(' d="')[2].partition('"')[0], ""
        from sharecli.codes import styles

        return styles.drawing(self.matrix, self.look)


def _encoded(url: str, level: str, *, version: int = 0) -> Any:
    import zxingcpp

    larger = {"version": version} if version else {}
    try:
        return zxingcpp.create_barcode(url, zxingcpp.BarcodeFormat.QRCode, ec_level=level, **larger)
    except (ValueError, RuntimeError):
        raise too_long(url) from None


def _version(symbol: Any) -> int:
    return (int(symbol.to_image(scale=1, add_quiet_zones=False).shape[0]) - 17) // 4


def _no_room(url: str) -> LogoTooLarge:
    message = _("a code for a link of {count} characters has no room for a logo")
    return LogoTooLarge(message.format(count=len(url)), hint=_BASE_URL)


def read(picture: "Image") -> list[str]:
    """Every QR code in a picture, as text."""
    import zxingcpp

    return [
        found.text
        for found in zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode))
    ]
