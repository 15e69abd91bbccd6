"""Lays out posters with Typst: what stands on one in, the bytes of a PNG, JPEG, PDF or SVG out."""

import json
import tempfile
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sharecli.codes.kinds import Kind
from sharecli.codes.qr import QUIET, Code
from sharecli.files import write_whole
from sharecli.lettering.fonts import Cabinet, cabinet, drawable
from sharecli.posters import density, fence, judging, packing, templates
from sharecli.posters.given import given
from sharecli.posters.illustration import Illustrations
from sharecli.posters.model import Poster, Template
from sharecli.text import HIDDEN

_LARGE = 3_000_000
"""Pixels of a page from which on it is not worth keeping what the page before needed."""

_FORGET_SMALL, _FORGET_LARGE = 3, 9

_CODE_GROUND = "#ffffff"

_LABEL_ALONE = f'#import "/{templates.LIBRARY.name}": *\n#show: poster\n#context disclosure(area.w)\n'.encode()

_INNER = "studio"
"""The studio's own folder beside the templates, so that a template may have any name."""


class Studio:
    """Draws posters, one compiler a thread, in a temporary folder that goes when it is left.

    Args:
        picture: gives the JPEG of a SHA-256, or None.
        avatar: the seller's own picture, or None.
    """

    def __init__(self, picture: Callable[[str], bytes | None], *, avatar: bytes | None = None) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="sharecli-")
        self._fence = fence.offline()
        self._root = Path(self._folder.name)
        self._cabinet: Cabinet = cabinet()
        self._own = threading.local()
        inner = self._root / _INNER
        # Nothing lies there: a package that the seller has elsewhere would make posters that nobody else can make.
        self._packages = inner / "packages"
        self._packages.mkdir(parents=True)
        self._illustrations = Illustrations(self._root, _INNER, picture)
        self._lock = threading.Lock()
        self._laid: dict[str, Path] = {}
        self._empty = inner / "empty.typ"
        write_whole(self._empty, b"")
        self._label = inner / "label.typ"
        write_whole(self._label, _LABEL_ALONE)
        write_whole(self._root / templates.LIBRARY.name, templates.LIBRARY.read_bytes())
        if avatar:
            write_whole(inner / "avatar.jpg", avatar)
        self._avatar = f"/{_INNER}/avatar.jpg" if avatar else ""

    def __enter__(self) -> Self:
        self._fence.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._fence.__exit__(kind, error, trace)
        self._folder.cleanup()

    def families(self, language: str) -> tuple[str, ...]:
        """The fonts it draws a language with, the preferred one first."""
        return self._cabinet.families_for(language)

    def bring(self, image: str) -> None:
        """Fetch a picture into the studio for one poster, by the thread that may read the seller's file."""
        self._illustrations.bring(image)

    def let_go(self, image: str) -> None:
        """That poster needs the picture no more; to be called once for each time it was brought, from any thread."""
        self._illustrations.let_go(image)

    def check(self, poster: Poster) -> tuple[Poster, list[str]]:
        """The poster without the emoji that no font here has, and those emoji.

        What stands for a mark that nobody sees (``HIDDEN``) is left out like an emoji.

        Raises:
            GlyphMissing: a letter cannot be drawn.
        """
        gone: list[str] = []

        def kept(words: str) -> str:
            if HIDDEN in words:
                gone.append(HIDDEN)
                words = words.replace(HIDDEN, "").strip()
            left, lost = drawable(words, where=self._cabinet)
            gone.extend(lost)
            return left

        brand = poster.brand
        name = kept(brand.name)
        phrases = {key: kept(words) for key, words in poster.phrases.items()}
        if not name:  # of emoji alone; nobody recommends it then
            phrases["recommends"] = ""
        checked = replace(
            poster,
            title=kept(poster.title),
            words="\n".join(map(kept, poster.words.split("\n"))),
            label=kept(poster.label),
            search=kept(poster.search),
            brand=replace(brand, name=name, tagline=kept(brand.tagline), handle=kept(brand.handle)),
            phrases=phrases,
            deal=replace(poster.deal, status=kept(poster.deal.status), until=kept(poster.deal.until))
            if poster.deal
            else None,
        )
        for words in (poster.price.text if poster.price else "", poster.was, poster.saving):
            kept(words)
        return checked, list(dict.fromkeys(gone))

    def draw(self, poster: Poster, template: Template, code: Code | None, kind: Kind) -> bytes:
        """The poster as a file of that kind.

        Args:
            poster: checked; its picture was brought.
            template: the one it names.
            code: its QR code, or None.
            kind: PNG and JPEG carry their density; a PDF has the size of the paper; an SVG is as wide as its pixels, or
                as its paper.

        Raises:
            BadData: the template is broken, makes no page of the poster's size, or leaves out the ad label or the code.
            Unscannable: the link makes too dense a code.
            BadPicture: the product's picture is damaged, or gone.
        """
        if code:
            density.see(poster, code)
        place = (round(poster.width * template.picture[0]), round(poster.height * template.picture[1]))
        data = given(
            poster,
            fonts=self.families(poster.language),
            image=self._illustrations.place(poster.image, place, poster.focus),
            avatar=self._avatar,
            qr=_qr(poster, code) if code else None,
        )
        dots = poster.canvas.dots_per_inch
        if kind is Kind.svg:
            return packing.drawing(self._compile(poster, template, data, "svg"), dots)
        made = self._compile(poster, template, data, "pdf")
        return packing.paper(made, dots) if kind is Kind.pdf else packing.pixels(made, kind, poster.sheet, dots)

    def _compile(self, poster: Poster, template: Template, data: str, form: str) -> bytes:
        import typst

        if not hasattr(self._own, "compiler"):
            self._own.compiler = typst.Compiler(
                root=self._root,
                font_paths=self._cabinet.fonts,
                package_path=self._packages,
                package_cache_path=self._packages,
            )
        layout = self._layout(template)
        try:
            # Tags for readers aloud would say the price twice; a poster's link is its code.
            made = self._own.compiler.compile(layout, format=form, sys_inputs={"data": data}, pdf_tags=False)
            # Typst has the page at hand: to ask it takes a fifth of a millisecond.
            seen = json.loads(self._own.compiler.query("<sharecli>", field="value"))
        except typst.TypstError as error:
            raise judging.broken(template, str(error), getattr(error, "diagnostic", "") or "") from None
        self._forget(poster)
        content = judging.one_page(poster, template, made, form)
        judging.complete(poster, template, seen)
        if template.own and poster.label:  # the built-in ones are known to show it
            page = content if form == "pdf" else self._page(layout, data)
            judging.disclosed(poster, template, page, lambda: self._page(self._label, data))
        return content

    def _page(self, layout: Path, data: str) -> bytes:
        made = self._own.compiler.compile(layout, format="pdf", sys_inputs={"data": data}, pdf_tags=False)
        return bytes(made)

    def _forget(self, poster: Poster) -> None:
        """Let Typst forget the pictures of earlier posters.

        It keeps what ten compilations have not used, so ten pictures with their pixels, and offers no other way to let
        go. An empty page takes it a hundredth of a millisecond and counts as much as a poster.
        """
        pages = _FORGET_SMALL if poster.width * poster.height < _LARGE else _FORGET_LARGE
        for _page in range(pages):
            self._own.compiler.compile(self._empty, format="svg")

    def _layout(self, template: Template) -> Path:
        with self._lock:
            if template.key not in self._laid:
                path = self._root / f"{template.key}.typ"
                content = templates.layout_of(template).read_bytes()
                judging.offline(template, content)
                write_whole(path, content)
                self._laid[template.key] = path
            return self._laid[template.key]


def _qr(poster: Poster, code: Code) -> dict[str, Any]:
    return {
        "svg": code.bare_svg(),
        "modules": code.modules,
        "quiet": QUIET,
        "least": density.least_px(poster.canvas, printed=poster.printed),
        "light": _CODE_GROUND,
    }
