"""Packs a laid-out page into a file: pixels that know their density, or a PDF of the size of the paper."""

import io
import re
import tempfile
from pathlib import Path

from sharecli.codes import png, raster
from sharecli.codes.kinds import Kind
from sharecli.errors import BadData
from sharecli.language import _

_SCREEN = 72
_MM = 25.4
_SIDES = re.compile(rb'width="([\d.]+)pt" height="([\d.]+)pt"')
"""Of an SVG, as Typst writes them."""


def pixels(pdf: bytes, kind: Kind, size: tuple[int, int], dots: int) -> bytes:
    """The page as a PNG or JPEG that says how large it prints; 72 dots an inch are a screen's.

    A JPEG has quality 90 and its colours at full size (4:4:4), so that the edges of modules stay sharp. A PNG is packed
    lightly: a photograph gains little by more, and it would take longer than everything else together.

    Args:
        pdf: one page, a point a pixel.
        kind: PNG or JPEG.
        size: of the page, in pixels.
        dots: to the inch.

    Raises:
        BadData: so large a picture cannot be painted here.
    """
    try:
        picture = raster.painted(pdf)
    except (ValueError, MemoryError):
        message = _("there is not enough memory for a picture of {width} × {height} pixels")
        raise BadData(message.format(width=size[0], height=size[1]), hint="--as pdf") from None
    if kind is not Kind.jpg:
        return png.packed(picture, dots)
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=90, subsampling=0, dpi=(dots, dots))
    return out.getvalue()


def drawing(svg: bytes, dots: int) -> bytes:
    """The SVG as wide as its pixels, or on paper as its millimetres; it was laid out with a point for a pixel."""

    def sides(found: re.Match[bytes]) -> bytes:
        width, height = (float(one) for one in found.groups())
        unit, share = ("", 1.0) if dots == _SCREEN else ("mm", _MM / dots)
        return f'width="{width * share:g}{unit}" height="{height * share:g}{unit}"'.encode()

    return _SIDES.sub(sides, svg, count=1)


def paper(pdf: bytes, dots: int) -> bytes:
    """The page as a PDF of its size on paper; it was laid out with a point for a pixel."""
    if dots == _SCREEN:
        return pdf
    import typst

    percent = 100 * _SCREEN / dots
    page = (
        "#set page(width: auto, height: auto, margin: 0pt)\n"
        f'#scale(x: {percent}%, y: {percent}%, reflow: true, image("/poster.pdf"))'
    )
    with tempfile.TemporaryDirectory(prefix="sharecli-") as folder:
        root = Path(folder)
        (root / "poster.pdf").write_bytes(pdf)
        (root / "page.typ").write_text(page, "utf-8")
        made = typst.compile(root / "page.typ", root=root, format="pdf", ignore_system_fonts=True)
    assert isinstance(made, bytes)  # noqa: S101 - one page, so not a list
    return made
