"""Lays out posters with Typst: what stands on one in, the bytes of a PNG, JPEG, PDF or SVG out."""

import io
import re
import tempfile
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from sharecli.errors import BadData
from sharecli.files import write_whole
from sharecli.language import _
from sharecli.posters import raster, templates
from sharecli.posters.fonts import Cabinet, cabinet, drawable
from sharecli.posters.illustration import Illustrations
from sharecli.posters.kinds import Kind
from sharecli.posters.model import Poster, Template
from sharecli.posters.qr import LEAST_MM, LEAST_PX, QUIET, Code, Unscannable
from sharecli.text import clean

if TYPE_CHECKING:
    from PIL.Image import Image

_SCREEN = 72
_MM_PER_INCH = 25.4

_DENSEST = 89
"""Modules a side (version 18, about 450 characters): beyond, a module on a canvas 1080 wide gets under 5 pixels, and
the words beside the code have no room."""

_LARGE = 3_000_000
"""Pixels of a page from which on it is not worth keeping what the page before needed."""

_FORGET_SMALL, _FORGET_LARGE = 3, 9

_CODE_GROUND = "#ffffff"


class Studio:
    """Draws posters, one compiler a thread, in a temporary folder that goes when it is left.

    Args:
        picture: gives the JPEG of a SHA-256, or None.
        avatar: the seller's own picture, or None.
    """

    def __init__(self, picture: Callable[[str], bytes | None], *, avatar: bytes | None = None) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="sharecli-")
        self._root = Path(self._folder.name)
        self._cabinet: Cabinet = cabinet()
        self._own = threading.local()
        self._illustrations = Illustrations(self._root, picture)
        self._lock = threading.Lock()
        self._laid: dict[str, Path] = {}
        write_whole(self._root / "empty.typ", b"")
        write_whole(self._root / "sharecli.typ", templates.LIBRARY.read_bytes())
        if avatar:
            write_whole(self._root / "avatar.jpg", avatar)
        self._avatar = "/avatar.jpg" if avatar else ""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._folder.cleanup()

    def families(self, language: str) -> tuple[str, ...]:
        """The fonts it draws a language with, the preferred one first."""
        return self._cabinet.families_for(language)

    def bring(self, image: str) -> None:
        """Fetch a picture into the studio, by the thread that may read the seller's file; the last few are kept."""
        self._illustrations.bring(image)

    def check(self, poster: Poster) -> tuple[Poster, list[str]]:
        """The poster without the emoji that no font here has, and those emoji.

        Raises:
            GlyphMissing: a letter cannot be drawn.
        """
        gone: list[str] = []

        def kept(words: str) -> str:
            left, lost = drawable(words, where=self._cabinet)
            gone.extend(lost)
            return left

        brand = poster.brand
        checked = replace(
            poster,
            title=kept(poster.title),
            words="\n".join(map(kept, poster.words.split("\n"))),
            label=kept(poster.label),
            search=kept(poster.search),
            brand=replace(brand, name=kept(brand.name), tagline=kept(brand.tagline), handle=kept(brand.handle)),
            phrases={key: kept(words) for key, words in poster.phrases.items()},
        )
        for words in (poster.price.text if poster.price else "", poster.was, poster.saving):
            kept(words)
        return checked, list(dict.fromkeys(gone))

    def draw(self, poster: Poster, template: Template, code: Code | None, kind: Kind) -> bytes:
        """The poster as a file of that kind.

        Args:
            poster: checked.
            template: the one it names.
            code: its QR code, or None.
            kind: PNG and JPEG carry their density; a PDF has the size of the paper; an SVG is as wide as its pixels.

        Raises:
            BadData: the template is broken.
            Unscannable: the link makes too dense a code.
            BadPicture: the product's picture is damaged.
        """
        if code and code.modules > _DENSEST:
            message = _("a link of {count} characters makes a code too dense to scan from a poster")
            hint = "sharecli config set base-url https://go.example.shop"
            raise Unscannable(message.format(count=len(poster.url)), hint=hint)
        data = poster.data(
            fonts=self.families(poster.language),
            image=self._illustrations.place(poster, template),
            avatar=self._avatar,
            qr=_qr(poster, code) if code else None,
        )
        dots = poster.canvas.dots_per_inch
        if kind is Kind.svg:
            return self._compile(poster, template, data, "svg")
        made = self._compile(poster, template, data, "pdf")
        if kind is Kind.pdf:
            return _on_paper(made, dots) if dots != _SCREEN else made
        return _packed(raster.painted(made), kind, dots)

    def _compile(self, poster: Poster, template: Template, data: str, form: str) -> bytes:
        import typst

        if not hasattr(self._own, "compiler"):
            self._own.compiler = typst.Compiler(root=self._root, font_paths=self._cabinet.fonts)
        layout = self._layout(template)
        try:
            # Tags for readers aloud would say the price twice; a poster's link is its code.
            made = self._own.compiler.compile(layout, format=form, sys_inputs={"data": data}, pdf_tags=False)
        except typst.TypstError as error:
            raise self._broken(template, str(error), getattr(error, "diagnostic", "") or "") from None
        self._forget(poster)
        pages = (
            raster.pages(made)
            if isinstance(made, bytes) and form == "pdf"
            else 1
            if isinstance(made, bytes)
            else len(made)
        )
        if pages != 1:
            message = _("{path}: the template makes {count} pages instead of one")
            path = templates.layout_of(template)
            raise BadData(message.format(path=path, count=pages), hint=_("let everything fit on the page"))
        assert isinstance(made, bytes)  # noqa: S101 - one page, so not a list
        return made

    def _forget(self, poster: Poster) -> None:
        """Let Typst forget the pictures of earlier posters.

        It keeps what ten compilations have not used, so ten pictures with their pixels, and offers no other way to let
        go. An empty page takes it a hundredth of a millisecond and counts as much as a poster.
        """
        pages = _FORGET_SMALL if poster.width * poster.height < _LARGE else _FORGET_LARGE
        for _page in range(pages):
            self._own.compiler.compile(self._root / "empty.typ", format="svg")

    def _layout(self, template: Template) -> Path:
        with self._lock:
            if template.key not in self._laid:
                path = self._root / f"{template.key}.typ"
                write_whole(path, templates.layout_of(template).read_bytes())
                self._laid[template.key] = path
            return self._laid[template.key]

    def _broken(self, template: Template, said: str, diagnostic: str) -> BadData:
        """Typst's own words with the seller's file and line: the first place named that lies in the template itself."""
        named = re.findall(r"┌─ (?:\S*/)?([^/\s:]+\.typ):(\d+):\d+", diagnostic)
        path = templates.layout_of(template)
        line = next((line for file, line in named if file == f"{template.key}.typ"), "")
        if not line and named:
            path, line = templates.LIBRARY, named[0][1]
        where = _("{path}, line {line}").format(path=path, line=line) if line else str(path)
        message = _("{path}: the poster template is broken: {why}")
        return BadData(
            message.format(path=where, why=clean(said.strip(), limit=300)),
            hint=_("mend that line, or move the file away: {path}").format(path=path)
            if template.own
            else _("reinstall sharecli"),
        )


def _qr(poster: Poster, code: Code) -> dict[str, Any]:
    canvas = poster.canvas
    least = max(LEAST_PX, round(LEAST_MM / _MM_PER_INCH * canvas.dots_per_inch + 0.499)) if poster.printed else LEAST_PX
    return {
        "svg": code.bare_svg(),
        "modules": code.modules,
        "quiet": QUIET,
        "least": least,
        "light": _CODE_GROUND,
    }


def _packed(picture: "Image", kind: Kind, dots: int) -> bytes:
    """The pixels as a file that prints at its size.

    A JPEG has quality 90 and its colours at full size (4:4:4), so that the edges of modules stay sharp. A PNG is packed
    lightly: a photograph gains little by more, and it would take longer than everything else together.
    """
    out = io.BytesIO()
    if kind is Kind.jpg:
        picture.save(out, "JPEG", quality=90, subsampling=0, dpi=(dots, dots))
    else:
        picture.save(out, "PNG", compress_level=1, **({"dpi": (dots, dots)} if dots != _SCREEN else {}))
    return out.getvalue()


def _on_paper(pdf: bytes, dots: int) -> bytes:
    """The page at its size on paper; it was laid out with a point for a pixel."""
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
