"""Small pictures of finished files, read with distrust."""

import io
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

_MOST_PIXELS = 40_000_000
_MOST_BYTES = 64 * 1024 * 1024


def small(path: Path, into: Path, box: tuple[int, int]) -> tuple[int, int] | None:
    """Write a file's small picture; its size, or None where it cannot be read."""
    from PIL import Image

    try:
        if path.stat().st_size > _MOST_BYTES:
            return None
        kind = path.suffix.lower().removeprefix(".")
        if kind in {"pdf", "svg"}:
            shown = _drawn(path.read_bytes(), kind, box[0])
            shown.thumbnail(box)
        else:
            with Image.open(path, formats=["PNG", "JPEG"]) as opened:  # only these parsers see what may be a stranger's
                if opened.width * opened.height > _MOST_PIXELS:
                    return None
                shown = _on_white(opened, box)
        shown.save(into, "JPEG", quality=90)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
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


def _drawn(content: bytes, kind: str, width: int) -> "Image":
    """An SVG, or the first page of a PDF, so many pixels wide.

    Raises:
        ValueError: it cannot be read.
    """
    import typst
    from PIL import Image

    source = f'#set page(width: auto, height: auto, margin: 0pt)\n#image("drawing.{kind}", width: {width}pt)'
    with tempfile.TemporaryDirectory(prefix="sharecli-") as folder:
        root = Path(folder)
        (root / f"drawing.{kind}").write_bytes(content)
        (root / "page.typ").write_text(source, "utf-8")
        try:
            drawn = typst.compile(root / "page.typ", root=root, format="png", ppi=72, ignore_system_fonts=True)
        except typst.TypstError as error:
            raise ValueError(str(error)) from None
    assert isinstance(drawn, bytes)  # noqa: S101 - one page, so not a list
    with Image.open(io.BytesIO(drawn), formats=["PNG"]) as opened:
        return opened.convert("RGB")
