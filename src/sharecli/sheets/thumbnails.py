"""Small pictures of finished files, read with distrust."""

import io
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from sharecli.codes.drawing_size import drawing_size
from sharecli.codes.raster import painted, sizes

if TYPE_CHECKING:
    from PIL.Image import Image

_MOST_PIXELS = 40_000_000
_MOST_BYTES = 64 * 1024 * 1024
_SMALLEST, _LARGEST = 0.01, 1_000_000.0
"""Points, or an SVG's own units, of the sides of a drawing; beyond, painters reckon wrongly, and abort."""

_POINT = 72
"""To the inch: at that, a pixel is a point."""


def small(path: Path, into: Path, box: tuple[int, int]) -> tuple[int, int] | None:
    """Write a file's small picture; its size, or None where it cannot be read."""
    from PIL import Image

    try:
        if path.stat().st_size > _MOST_BYTES:
            return None
        kind = path.suffix.lower().removeprefix(".")
        if kind in {"pdf", "svg"}:
            shown = _drawn(path.read_bytes(), kind, box)
            shown.thumbnail(box)
        else:
            with Image.open(path, formats=["PNG", "JPEG"]) as opened:  # only these parsers see what may be a stranger's
                if opened.width * opened.height > _MOST_PIXELS:
                    return None
                shown = _on_white(opened, box)
        shown.save(into, "JPEG", quality=90)
    except Exception:  # noqa: BLE001 - whatever a parser says to what is in a file, that file alone is not shown
        return None
    except BaseException as error:
        # A panic of Typst's; it stands beside Exception, and its module cannot be imported.
        if type(error).__name__ != "PanicException":
            raise
        return None
    return shown.size


def _on_white(opened: "Image", box: tuple[int, int]) -> "Image":
    from PIL import Image

    opened.draft("RGB", box)  # a JPEG is unpacked no larger than needed
    see_through = opened.mode in {"RGBA", "LA", "PA"} or "transparency" in opened.info
    # Pillow makes pictures of two colours, or of a table of them, smaller without blending.
    whole = opened if opened.mode in {"RGB", "L"} else opened.convert("RGBA" if see_through else "RGB")
    whole.thumbnail(box, Image.Resampling.LANCZOS)
    if not see_through:
        return whole.convert("RGB")
    flat = Image.new("RGB", whole.size, "white")
    flat.paste(whole, mask=whole.getchannel("A"))
    return flat


def _drawn(content: bytes, kind: str, box: tuple[int, int]) -> "Image":
    """An SVG, or the first page of a PDF, as large as it fits into the box: never larger, whatever it says of itself.

    Raises:
        ValueError: it cannot be read, or is too large to be a drawing.
    """
    width, height = sizes(content)[0] if kind == "pdf" else drawing_size(content)
    if not all(_SMALLEST <= side <= _LARGEST for side in (width, height)):
        raise ValueError(kind)
    scale = min(box[0] / width, box[1] / height)
    return painted(content, ppi=_POINT * scale) if kind == "pdf" else _painted(content, width * scale, height * scale)


def _painted(svg: bytes, width: float, height: float) -> "Image":
    """An SVG on a page of its own, so many pixels wide and high.

    Raises:
        ValueError: it cannot be read.
    """
    import typst
    from PIL import Image

    sides = f"width: {max(width, 1):.3f}pt, height: {max(height, 1):.3f}pt"
    source = f'#set page({sides}, margin: 0pt)\n#image("drawing.svg", {sides}, fit: "contain")'
    with tempfile.TemporaryDirectory(prefix="sharecli-") as folder:
        root = Path(folder)
        (root / "drawing.svg").write_bytes(svg)
        (root / "page.typ").write_text(source, "utf-8")
        try:
            drawn = typst.compile(root / "page.typ", root=root, format="png", ppi=_POINT, ignore_system_fonts=True)
        except typst.TypstError as error:
            raise ValueError(str(error)) from None
    assert isinstance(drawn, bytes)  # noqa: S101 - one page, so not a list
    with Image.open(io.BytesIO(drawn), formats=["PNG"]) as opened:
        return opened.convert("RGB")
