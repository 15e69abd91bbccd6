"""Finds every QR code in a finished file: what each says, how it is built, and where it is."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sharecli.codes import raster

if TYPE_CHECKING:
    from PIL.Image import Image
    from zxingcpp import Barcode

_FIRST_PPI = 200.0
"""For a first look: on paper, a camera's least module has three pixels; an SVG for screens has twice its own."""
_MOST_PPI = 900.0
_CLEAR_PX = 6
"""Pixels a module at which vectors are looked at: below, what is round is judged by its pixels and not by its shape."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A code found on a page: what it says, how it is built, its corners, and pixels an inch (0: nobody knows)."""

    page: "Image"
    ppi: float
    text: str
    level: str
    modules: int
    box: tuple[int, int, int, int]

    @property
    def px(self) -> float:
        """Pixels a module."""
        return (self.box[2] - self.box[0]) / self.modules


def search(picture: "bytes | Image", kind: str, dpi: float, pages: int, *, many: bool) -> list[Seen]:
    """Every code in a file, foreign ones too.

    Args:
        picture: the bytes of a file of vectors, or grey pixels.
        kind: svg or pdf, of vectors.
        dpi: of a file of pixels that is printed; 0 for a screen.
        pages: of a PDF.
        many: whether several codes may stand side by side.

    Raises:
        ValueError: the file is damaged.
    """
    if isinstance(picture, bytes):
        return [one for page in range(1, pages + 1) for one in _codes_in_vectors(picture, kind, page, many=many)]
    return _codes(picture, dpi, many=many)


def alone(page: "Image", ppi: float) -> Seen | None:
    """The code that fills a page, upright and even as it was drawn; None where it is not so, or something else is.

    What is between the modules is not looked at: whoever asks compares them.

    Args:
        page: grey pixels.
        ppi: pixels an inch on paper; 0 for a screen.
    """
    import zxingcpp

    one = zxingcpp.read_barcode(
        pixels(page), formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode), is_pure=True,
        binarizer=zxingcpp.Binarizer.GlobalHistogram, try_rotate=False, try_downscale=False, try_invert=False,
    )  # fmt: skip
    # Of a page that is not even, it may believe anything; of such a code it has nothing more to say.
    return _seen(one, page, ppi) if one and one.extra else None


def _codes(page: "Image", ppi: float, *, many: bool) -> list[Seen]:
    """Every code on a page.

    Among many codes side by side, a decoder joins finder patterns of neighbours and misses a fifth of the codes. So
    what it has read is painted over, until it reads nothing more.
    """
    found = fresh = _search(page, page, ppi)
    left = page.copy() if many else page
    while many and fresh:
        for one in fresh:
            left.paste(255, one.box)
        fresh = _search(left, page, ppi)
        found = found + fresh
    return found


def _search(where: "Image", page: "Image", ppi: float) -> list[Seen]:
    """The codes that one look finds, upside down, inverted and foreign ones too; they will be judged on ``page``."""
    import zxingcpp

    formats = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
    return [_seen(one, page, ppi) for one in zxingcpp.read_barcodes(pixels(where), formats=formats)]


def _seen(one: "Barcode", page: "Image", ppi: float) -> Seen:
    at = one.position
    corners = (at.top_left, at.top_right, at.bottom_right, at.bottom_left)
    across, down = [corner.x for corner in corners], [corner.y for corner in corners]
    box = (min(across), min(down), max(across), max(down))
    extra: Any = one.extra
    return Seen(page, ppi, one.text, one.ec_level, 4 * int(extra["Version"]) + 17, box)


def pixels(picture: "Image") -> Any:
    """Grey pixels as a decoder takes them; from Pillow's own array it would copy them several times."""
    return memoryview(picture.tobytes()).cast("B", shape=[picture.height, picture.width])


def _codes_in_vectors(content: bytes, kind: str, page: int, *, many: bool) -> list[Seen]:
    """The codes of a page, drawn so finely that their shapes can be judged."""
    found = _codes(raster.drawn(content, kind, page=page, ppi=_FIRST_PPI), _FIRST_PPI, many=many)
    finest = min((one.px for one in found), default=_CLEAR_PX)
    if finest >= _CLEAR_PX:
        return found
    ppi = min(1.02 * _FIRST_PPI * _CLEAR_PX / finest, _MOST_PPI)
    return _codes(raster.drawn(content, kind, page=page, ppi=ppi), ppi, many=many)
