"""Files as pixels: PNG and JPEG as they are, PDF by PDFium, SVG by Typst; and drawings on a page of their own."""

import io
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from sharecli.codes.drawing_size import drawing_size

if TYPE_CHECKING:
    from PIL.Image import Image
    from pypdfium2 import PdfDocument

_POINT, CSS_INCH = 72, 96
"""Points to the inch, and an SVG's own pixels."""

_MOST_PIXELS = 100_000_000
"""Of a page that is painted: A3 with its bleed, as finely as a code is ever looked at, has a third of that."""

_FORMATS = {"png": "PNG", "jpg": "JPEG", "jpeg": "JPEG"}


def is_vector(kind: str) -> bool:
    """Whether a file of this kind (its ending) has no pixels of its own."""
    return kind not in _FORMATS


def opened(content: bytes, kind: str) -> "Image":
    """The pixels of a PNG or JPEG.

    Raises:
        ValueError: it is damaged, or would fill the memory.
    """
    from PIL import Image

    try:
        with Image.open(io.BytesIO(content), formats=[_FORMATS[kind]]) as picture:
            _see_size(*picture.size, 1)
            return picture.convert("L")
    except (OSError, SyntaxError) as error:
        raise ValueError(str(error)) from None


def drawn(content: bytes, kind: str, *, page: int, ppi: float) -> "Image":
    """A page (from 1) of an SVG or PDF at its own size, in grey.

    Args:
        content: the file.
        kind: svg or pdf.
        page: of a PDF.
        ppi: pixels an inch.

    Raises:
        ValueError: it is damaged, a page of it would fill the memory, or it has a pattern that could.
    """
    if kind == "pdf":
        return painted(content, page=page, ppi=ppi, grey=True)
    import typst

    _see_size(*drawing_size(content), ppi / CSS_INCH)

    source = f'#set page(width: auto, height: auto, margin: 0pt)\n#image("/drawn.{kind}")'
    try:
        pixels = _compiled(source, f"drawn.{kind}", content, "png", ppi)
    except typst.TypstError as error:
        raise ValueError(str(error)) from None
    return opened(pixels, "png")


_PDFIUM = threading.Lock()
"""PDFium is for one thread at a time, in the whole program."""


@contextmanager
def pdfium(pdf: bytes) -> Iterator["PdfDocument"]:
    """A PDF, opened; PDFium is this thread's alone meanwhile.

    Raises:
        ValueError: it is damaged, or what is asked of it is not there.
    """
    import pypdfium2

    with _PDFIUM:
        try:
            document = pypdfium2.PdfDocument(pdf)
        except pypdfium2.PdfiumError as error:
            raise ValueError(str(error)) from None
        try:
            yield document
        except (pypdfium2.PdfiumError, IndexError) as error:
            raise ValueError(str(error)) from None
        finally:
            document.close()


def painted(pdf: bytes, *, page: int = 1, ppi: float = _POINT, grey: bool = False) -> "Image":
    """A page (from 1) of a PDF, in RGB or in grey.

    Args:
        pdf: the file.
        page: which one.
        ppi: pixels an inch; 72 makes a pixel of a point.
        grey: one channel instead of three.

    Raises:
        ValueError: it is damaged, has no such page, or that would fill the memory.
    """
    with pdfium(pdf) as document:
        width, height = document.get_page_size(page - 1)
        _see_size(width, height, ppi / _POINT)
        bitmap = document[page - 1].render(scale=ppi / _POINT, grayscale=grey, rev_byteorder=not grey)
        picture: Image = bitmap.to_pil()
        # Grey ones share their bytes with the bitmap, which goes with this function; others are copies already.
        return picture if picture.mode == "RGB" else picture.convert("L" if grey else "RGB")


def _see_size(width: float, height: float, scale: float) -> None:
    if width * height * scale**2 > _MOST_PIXELS:
        raise ValueError(width, height)


def pages(pdf: bytes) -> int:
    """How many pages a PDF has.

    Raises:
        ValueError: it is damaged.
    """
    with pdfium(pdf) as document:
        return len(document)


def typeset(file: str, content: bytes, *, side_mm: float, kind: str, dots_per_inch: float = 254) -> bytes:
    """A drawing (``code.svg`` or ``code.pdf``) on a square page of its own, as ``pdf`` or ``png``."""
    source = f'#set page(width: {side_mm}mm, height: {side_mm}mm, margin: 0mm)\n#image("/{file}", width: 100%)'
    return _compiled(source, file, content, kind, dots_per_inch)


def _compiled(source: str, file: str, content: bytes, kind: str, ppi: float) -> bytes:
    import typst

    with tempfile.TemporaryDirectory(prefix="sharecli-") as folder:
        (Path(folder) / file).write_bytes(content)
        # Letters, if any, are in the file already: looking for the system's fonts would cost more than the rest.
        made = typst.compile(  # type: ignore[call-overload] # its stubs want literals
            source.encode(), root=folder, format=kind, ppi=ppi, ignore_system_fonts=True
        )
    assert isinstance(made, bytes)  # noqa: S101 - one page, so not a list
    return made


def sizes(pdf: bytes) -> list[tuple[float, float]]:
    """Width and height of every page of a PDF, in points; no pixel is painted for it.

    Raises:
        ValueError: it is damaged.
    """
    with pdfium(pdf) as document:
        return [document.get_page_size(page) for page in range(len(document))]
