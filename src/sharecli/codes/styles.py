"""How the modules of a code look: square, rounded or dots, and where a logo may stand among them."""

import base64
import io
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from sharecli.codes import png
from sharecli.codes.codewords import bearable, touched
from sharecli.codes.look import Look

LOGO_PX = 400
"""Pixels of a prepared logo's side: sharp at 300 dpi up to 34 mm, and a hundred codes with it still fit into a mail."""

LARGEST_SHARE = 0.1
"""Of the symbol's area, that a logo with its light moat may cover."""

MOAT = 1
"""Modules left light around a logo, so that a decoder does not take its edge for modules."""

_LARGEST_VERSION = 6
"""The last without an alignment pattern in its middle (ISO/IEC 18004, annex E). A logo hides that one, and of larger
codes one in a hundred was read by one decoder of three alone, although its codewords had reserves."""
_SEEN = 0.18
"""The share of the side below which a logo is hardly seen, and a code of the next version gives it more room."""
_LARGER = 2
"""Versions that a code may grow for its logo: beyond, its modules get smaller than the logo is worth."""

_FIRST_FREE = 9
"""The first row and column that neither a finder pattern, nor the format, nor the timing lines take."""


def outline(matrix: Sequence[bytes], style: str) -> str:
    """The dark modules as the data of one SVG path; one unit is one module.

    Args:
        matrix: rows; 1 is dark.
        style: ``square``, ``rounded`` or ``dots``.
    """
    import qrcode
    from qrcode.image.svg import SvgPathImage

    from sharecli.codes import drawers

    code = qrcode.QRCode(version=(len(matrix) - 17) // 4, border=0, box_size=drawers.UNITS)
    # The modules come from one encoder alone, so that every kind of file shows the same code.
    code.modules = [[bool(module) for module in row] for row in matrix]
    code.modules_count = len(matrix)
    code.data_cache = []
    module, eye = drawers.of(style)
    drawn = code.make_image(image_factory=SvgPathImage, module_drawer=module, eye_drawer=eye)
    return str(drawn.path.get("d"))


@cache
def clearing(version: int, level: str) -> int:
    """Modules a side of the largest square in the middle that a logo with its moat may take; 0 where none can.

    Every codeword that it touches counts as lost, and no block may lose more than half of what it can correct.
    """
    side = 4 * version + 17
    best = 0
    if version > _LARGEST_VERSION:
        return best
    # The side of a code is odd: only an odd clearing has the middle in common with it.
    for size in range(2 * MOAT + 1, side, 2):
        first = (side - size) // 2
        if first < _FIRST_FREE or size * size > LARGEST_SHARE * side * side:
            break
        middle = range(first, first + size)
        lost = {row * side + column for row in middle for column in middle}
        if bearable(touched(lost, version=version, level=level)):
            best = size
    return best


def roomy(least: int, level: str) -> int:
    """The version in which a logo can be seen, at little cost: ``least`` or a little larger; 0 where none has room."""
    shares = {
        version: (clearing(version, level) - 2 * MOAT) / (4 * version + 17)
        for version in range(least, max(least, min(least + _LARGER, _LARGEST_VERSION)) + 1)
    }
    enough = [version for version, share in shares.items() if share >= _SEEN]
    best = enough[0] if enough else max(shares, key=lambda version: shares[version])
    return best if shares[best] > 0 else 0


def drawing(matrix: Sequence[bytes], look: Look) -> tuple[str, str]:
    """The data of the path of the dark modules, and the logo as an SVG element, or an empty text.

    Args:
        matrix: rows; 1 is dark.
        look: how it is drawn.
    """
    if not look.logo:
        return outline(matrix, look.style), ""
    side = len(matrix)
    size = clearing((side - 17) // 4, look.level)
    first = (side - size) // 2
    middle = range(first, first + size)
    # What the logo and its moat hide is not drawn at all, so that neighbours end roundly there.
    rows = [
        row[:first] + bytes(size) + row[first + size :] if place in middle else row for place, row in enumerate(matrix)
    ]
    kind = "png" if png.is_png(look.logo) else "jpeg"
    inner = size - 2 * MOAT
    # The older name of the link is what older programs of printers know, and the newer ones know it too.
    logo = (
        f'<image x="{first + MOAT}" y="{first + MOAT}" width="{inner}" height="{inner}" '
        f'xlink:href="data:image/{kind};base64,{base64.b64encode(look.logo).decode()}"/>'
    )
    return outline(rows, look.style), logo


def prepared_logo(path: Path) -> bytes:
    """A seller's logo as a square JPEG on white, at most 400 pixels a side.

    Raises:
        BadPicture: no such file, another format, too large, or damaged.
    """
    from PIL import Image

    from sharecli.pictures import read

    with Image.open(io.BytesIO(read(path).jpeg), formats=["JPEG"]) as opened:
        opened.thumbnail((LOGO_PX, LOGO_PX))
        side = max(opened.size)
        square = Image.new("RGB", (side, side), "white")
        square.paste(opened, ((side - opened.width) // 2, (side - opened.height) // 2))
    out = io.BytesIO()
    square.save(out, "JPEG", quality=92, subsampling=0)
    return out.getvalue()
