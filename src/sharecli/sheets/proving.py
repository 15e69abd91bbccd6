"""Proves a finished sheet from its final bytes, piece by piece."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from sharecli.codes import raster, verify
from sharecli.codes.expected import Expected
from sharecli.codes.qr import Unscannable
from sharecli.language import _
from sharecli.sheets.pieces import module_of
from sharecli.sheets.sheet import Layout

if TYPE_CHECKING:
    from PIL.Image import Image

_MODULE_PX = 7.0
"""Pixels of the finest module when a page is read back: fine enough to judge round modules by their shape."""

_PHONE_PX = 5.0
"""What a phone held over the paper has for a module; with more pixels, a decoder may look in between dots."""


def prove(content: bytes, codes: Sequence[Expected], layout: Layout) -> None:
    """Prove from the final bytes that each piece shows its code and no other, and that it scans with reserves.

    Args:
        content: the PDF.
        codes: of every piece, in order.
        layout: where the pieces stand.

    Raises:
        Unscannable: it does not hold, with the page and the reason.
    """
    ppi = _MODULE_PX * 25.4 / layout.module
    for number, page in enumerate(_pages(codes, layout.per_page), start=1):
        picture = raster.drawn(content, "pdf", page=number, ppi=ppi)  # one at a time: memory has no room for a ream
        for code, (x, y) in zip(page, layout.places, strict=False):
            edges = (x, y, x + layout.shape.width, y + layout.shape.height)
            left, top, right, bottom = (round(edge / 25.4 * ppi) for edge in edges)
            try:
                _prove_piece(picture.crop((left, top, right, bottom)), code, ppi, layout)
            except Unscannable as error:
                message = _("page {page}: {why}").format(page=number, why=error.message)
                raise Unscannable(message, hint=error.hint) from None


def _prove_piece(piece: "Image", code: Expected, ppi: float, layout: Layout) -> None:
    try:
        verify.prove(piece, [code], kind="pdf", dpi=ppi)
    except Unscannable:
        smaller = _PHONE_PX / (module_of(layout.shape.code, code.modules)[0] / 25.4 * ppi)
        seen = piece.resize((round(piece.width * smaller), round(piece.height * smaller)))
        verify.prove(seen, [code], kind="pdf", dpi=ppi * smaller)


def _pages(codes: Sequence[Expected], per_page: int) -> Iterator[Sequence[Expected]]:
    for start in range(0, len(codes), per_page):
        yield codes[start : start + per_page]
