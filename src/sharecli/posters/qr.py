"""QR codes: encoded, drawn as PNG, SVG and PDF, read back."""

import io
import tempfile
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sharecli.errors import Refused
from sharecli.language import _
from sharecli.text import clean

if TYPE_CHECKING:
    from PIL.Image import Image

LEVEL = "M"
"""Error correction level: 15 % of codewords; enough where no logo covers the code."""

QUIET = 4
"""Modules of quiet zone on every side (ISO/IEC 18004)."""

MODULE_PX = 10
"""Pixels a module in an exported PNG; 4 are the floor for a shared picture."""

MODULE_MM = 1.0
"""Millimetres a module in an exported PDF; 0.4 are the floor for print."""


class Unscannable(Refused):
    """What was drawn cannot be read back, so it was not kept."""

    code = "unscannable"


def too_long(url: str) -> Unscannable:
    """The error for a link that no QR code holds."""
    message = _("a link of {count} characters does not fit into a QR code")
    return Unscannable(message.format(count=len(url)), hint="sharecli config set base-url https://go.example.shop")


@dataclass(frozen=True)
class Code:
    """A QR code.

    Attributes:
        url: what it holds; ASCII.
    """

    url: str

    @cached_property
    def _symbol(self) -> Any:
        import zxingcpp

        if not self.url.isascii() or not self.url:
            message = _("“{url}” is not an ASCII link; only such a one goes into a QR code")
            raise Unscannable(message.format(url=clean(self.url, limit=80)), hint=_("give the link percent-encoded"))
        try:
            return zxingcpp.create_barcode(self.url, zxingcpp.BarcodeFormat.QRCode, ec_level=LEVEL)
        except (ValueError, RuntimeError):
            raise too_long(self.url) from None

    @property
    def modules(self) -> int:
        """Modules a side, without the quiet zone."""
        return int(self._symbol.to_image(scale=1, add_quiet_zones=False).shape[0])

    def png(self, *, module_px: int = MODULE_PX) -> bytes:
        """A black and white PNG with its quiet zone."""
        from PIL import Image

        drawn = self._symbol.to_image(scale=1, add_quiet_zones=True)
        height, width = drawn.shape
        modules = Image.frombuffer("L", (width, height), bytes(memoryview(drawn)))
        # Two colours first, then larger: Pillow dithers where it is not told otherwise, at four times the cost of all.
        drawn = modules.convert("1", dither=Image.Dither.NONE)
        out = io.BytesIO()
        size = (width * module_px, height * module_px)
        drawn.resize(size, Image.Resampling.NEAREST).save(out, "PNG", compress_level=1)
        return out.getvalue()

    def svg(self) -> bytes:
        """An SVG with its quiet zone; one unit is one module, and a browser may scale it."""
        drawn = str(self._symbol.to_svg(scale=1, add_quiet_zones=True))
        side = self.modules + 2 * QUIET
        # zxing gives a width and a height only; with a viewBox it grows with its place.
        px = side * MODULE_PX
        sized = f'<svg width="{px}" height="{px}" viewBox="0 0 {side} {side}" shape-rendering="crispEdges"'
        return drawn.replace(f'<svg width="{side}" height="{side}"', sized, 1).encode()

    def bare_svg(self) -> str:
        """An SVG of its modules alone, for a template that leaves the quiet zone itself."""
        return str(self._symbol.to_svg(scale=1, add_quiet_zones=False))

    def pdf(self) -> bytes:
        """A PDF page with its quiet zone; the modules are vectors."""
        return typeset("code.svg", self.svg(), side_mm=self.side_mm, kind="pdf")

    @property
    def side_mm(self) -> float:
        """A printed side with its quiet zone."""
        return (self.modules + 2 * QUIET) * MODULE_MM


def typeset(file: str, content: bytes, *, side_mm: float, kind: str) -> bytes:
    """A drawing (``code.svg`` or ``code.pdf``) on a square page of its own, as ``pdf`` or ``png``."""
    import typst

    page = f'#set page(width: {side_mm}mm, height: {side_mm}mm, margin: 0mm)\n#image("/{file}", width: 100%)'
    with tempfile.TemporaryDirectory(prefix="sharecli-") as folder:
        (Path(folder) / file).write_bytes(content)
        # There is no text on it: looking for the system's fonts would cost more than the rest.
        made = typst.compile(  # type: ignore[call-overload] # its stubs want literals
            page.encode(), root=folder, format=kind, ppi=25.4 * MODULE_PX / MODULE_MM, ignore_system_fonts=True
        )
    assert isinstance(made, bytes)  # noqa: S101 - one page, so not a list
    return made


def read(picture: "Image") -> list[str]:
    """Every QR code in a picture, as text."""
    import zxingcpp

    return [
        found.text
        for found in zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode))
    ]


def prove(picture: bytes, url: str) -> None:
    """Read a finished PNG back from its final bytes; an empty ``url`` means that it shall have no code.

    Raises:
        Unscannable: it holds another text, or none.
    """
    from PIL import Image

    with Image.open(io.BytesIO(picture), formats=["PNG"]) as opened:
        found = read(opened.convert("L"))
    if found != ([url] if url else []):
        message = _("the code cannot be read back: expected “{url}”, found “{found}”")
        raise Unscannable(
            message.format(url=clean(url, limit=80), found=clean(" ".join(found), limit=80)),
            # Another code is the product picture's own, and a buyer's phone may take that one.
            hint=_("use a product picture without a QR code") if found else _("use a shorter link"),
        )
