"""Lays out posters with Typst: a spec in, the bytes of a PNG out."""

import io
import struct
import tempfile
import threading
import zlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Self

from sharecli.errors import BadData
from sharecli.files import write_whole
from sharecli.language import _
from sharecli.posters.fonts import Cabinet, cabinet, drawable
from sharecli.posters.model import Poster
from sharecli.posters.qr import Code, Unscannable
from sharecli.products.images import BadPicture
from sharecli.text import clean

TEMPLATE = Path(__file__).parent / "templates" / "card.typ"
_SCREEN = 72
_DENSEST = 89
"""Modules a side (version 18, about 450 characters): beyond, a module on a canvas 1080 wide gets under 5 pixels, and
the words beside the code have no room."""


class Studio:
    """Draws posters, one compiler a thread, in a temporary folder that goes when it is left.

    Args:
        picture: gives the JPEG of a SHA-256, or None.
        template: a Typst file.
    """

    def __init__(self, picture: Callable[[str], bytes | None], *, template: Path = TEMPLATE) -> None:
        self._picture = picture
        self._template = template
        self._folder = tempfile.TemporaryDirectory(prefix="sharecli-")
        self._root = Path(self._folder.name)
        self._cabinet: Cabinet = cabinet()
        self._own = threading.local()
        self._brought: set[str] = set()
        self._lock = threading.Lock()
        write_whole(self._root / "template.typ", template.read_bytes())

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._folder.cleanup()

    def bring(self, image: str) -> None:
        """Fetch a picture into the studio, by the thread that may read the seller's file; one at a time, not all."""
        if image and image not in self._brought:
            self._brought.add(image)
            if (jpeg := self._picture(image)) is not None:
                write_whole(self._root / f"{image}.jpg", jpeg)

    def check(self, poster: Poster) -> tuple[Poster, list[str]]:
        """The poster without the emoji that no font here has, and those emoji.

        Raises:
            GlyphMissing: a letter cannot be drawn.
        """
        title, gone = drawable(poster.title, where=self._cabinet)
        seller, gone_too = drawable(poster.seller, where=self._cabinet)
        tagline, gone_as_well = drawable(poster.tagline, where=self._cabinet)
        search, _same = drawable(poster.search, where=self._cabinet)
        label, gone_from_label = drawable(poster.label, where=self._cabinet)
        drawable(poster.call + poster.price_symbol, where=self._cabinet)
        kept = replace(poster, title=title, seller=seller, tagline=tagline, search=search, label=label)
        return kept, list(dict.fromkeys(gone + gone_too + gone_as_well + gone_from_label))

    def png(self, poster: Poster) -> bytes:
        """The poster's picture.

        Raises:
            BadData: the template is broken.
            Unscannable: the link does not fit into a QR code.
        """
        code = Code(poster.url) if poster.url else None
        if code and code.modules > _DENSEST:
            message = _("a link of {count} characters makes a code too dense to scan from a poster")
            hint = "sharecli config set base-url https://go.example.shop"
            raise Unscannable(message.format(count=len(poster.url)), hint=hint)
        qr = {"svg": code.bare_svg(), "modules": code.modules} if code else None
        data = poster.data(fonts=self._cabinet.families, image=self._image(poster), qr=qr)
        made = self._compile(data)
        return _with_dots_per_inch(made, poster.dots_per_inch) if poster.dots_per_inch != _SCREEN else made

    def _compile(self, data: str) -> bytes:
        import typst

        if not hasattr(self._own, "compiler"):
            self._own.compiler = typst.Compiler(root=self._root, font_paths=self._cabinet.fonts)
        try:
            made = self._own.compiler.compile(
                self._root / "template.typ", format="png", ppi=_SCREEN, sys_inputs={"data": data}
            )
        except typst.TypstError as error:
            message = _("{path}: the poster template is broken: {why}").format(
                path=self._template, why=clean(str(error), limit=300)
            )
            raise BadData(message, hint=_("mend that file, or reinstall sharecli")) from None
        assert isinstance(made, bytes)  # noqa: S101 - the template has one page
        return made

    def _image(self, poster: Poster) -> str:
        """The picture's path from the root; made as wide as the canvas, because Typst scales a larger one slowly."""
        if not poster.image:
            return ""
        self.bring(poster.image)
        name = f"{poster.image}-{poster.width}x{poster.height}.jpg"
        path = self._root / name
        with self._lock:
            if not path.exists():
                whole = self._root / f"{poster.image}.jpg"
                if not whole.exists():
                    return ""
                write_whole(path, _covering(whole.read_bytes(), poster.width, round(poster.height * 0.62)))
        return f"/{name}"


def _covering(jpeg: bytes, width: int, height: int) -> bytes:
    """The picture at the size at which it just covers ``width`` x ``height``; a smaller one stays as it is."""
    from PIL import Image

    try:
        with Image.open(io.BytesIO(jpeg), formats=["JPEG"]) as opened:
            scale = max(width / opened.width, height / opened.height)
            if scale >= 1:
                opened.load()  # Typst would say less clearly that it is damaged
                return jpeg
            small = opened.resize((round(opened.width * scale), round(opened.height * scale)), Image.Resampling.LANCZOS)
    except (OSError, ValueError, SyntaxError):
        message = _("the product's picture is damaged")
        raise BadPicture(message, hint="sharecli product edit CODE --image FILE") from None
    out = io.BytesIO()
    small.save(out, "JPEG", quality=90)
    return out.getvalue()


def _with_dots_per_inch(png: bytes, dots: int) -> bytes:
    """The PNG with a ``pHYs`` chunk after its header, so that it prints at its size; no pixel is encoded again."""
    per_metre = round(dots / 0.0254)
    body = b"pHYs" + struct.pack(">IIB", per_metre, per_metre, 1)
    chunk = struct.pack(">I", 9) + body + struct.pack(">I", zlib.crc32(body))
    end_of_header = 8 + 25  # signature; IHDR's length, name, 13 bytes and checksum
    return png[:end_of_header] + chunk + png[end_of_header:]
