"""Prints cards and stickers: a PDF with the codes as vectors, read back page by page."""

import json
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass, replace
from pathlib import Path
from typing import Any

from sharecli.codes import qr
from sharecli.codes.expected import Expected
from sharecli.errors import BadValue
from sharecli.language import _
from sharecli.lettering.fonts import Cabinet, cabinet, drawable
from sharecli.lettering.prices import Price
from sharecli.lettering.wording import typesetting
from sharecli.sheets.pieces import FRAME_MM, module_of
from sharecli.sheets.proving import prove
from sharecli.sheets.sheet import Layout, Sheet, laid_out
from sharecli.text import HIDDEN

TEMPLATES = Path(__file__).parent / "print"

_MOST_PIECES = 5000
"""At ten a page, a ream of paper."""

_FACE = "face.jpg"

_NOTE_ROOM = 12.0
"""Millimetres of free paper in which a note stands clear of crop marks and of the edge that no printer reaches."""


@dataclass(frozen=True, slots=True)
class SheetItem:
    """What one card or sticker says.

    Attributes:
        title: of the product, or empty.
        price: in parts, or None.
        label: the ad label.
        seller: who shares it, or empty.
        call: the call to action.
        code: the code.
        language: of the words, such as ``zh-Hant``.
        line: what stands on a square sticker: ``title``, ``price`` or ``call``.
    """

    title: str
    price: Price | None
    label: str
    seller: str
    call: str
    code: qr.Code
    language: str = "en"
    line: str = "title"

    @property
    def said(self) -> str:
        """The field that a square sticker shows: the wished one, or the next that says anything."""
        there = {"title": self.title, "price": self.price, "call": self.call}
        return next((one for one in (self.line, "title", "call") if there[one]), "title")


@dataclass(frozen=True, slots=True)
class Printed:
    """A finished sheet.

    Attributes:
        content: the PDF.
        codes: of every piece, in order; copies each for itself.
        layout: where everything stands.
        gone: emoji that no font here has, left out.
        poorer: how many of the different pieces lost one.
    """

    content: bytes
    codes: tuple[Expected, ...]
    layout: Layout
    gone: tuple[str, ...]
    poorer: int

    @property
    def pages(self) -> int:
        """How many there are."""
        return -(-len(self.codes) // self.layout.per_page)


def printed(
    items: Sequence[SheetItem],
    sheet: Sheet,
    *,
    palette: Mapping[str, str],
    copies: int = 1,
    face: bytes | None = None,
) -> Printed:
    """The items on sheets, drawn with the fonts of this computer.

    Args:
        items: what they say.
        sheet: the paper.
        palette: of the light theme.
        copies: of each item.
        face: the seller's picture, a square JPEG; a seal with the first letter of their name without it.

    Raises:
        GlyphMissing: a letter cannot be drawn.
        SharecliError: as :func:`pdf` does.
    """
    kept, gone, poorer = check(items, cabinet())
    content = pdf(kept, sheet, fonts=cabinet(), palette=palette, copies=copies, face=face)
    codes = tuple(item.code.expected() for item in kept for _copy in range(copies))
    return Printed(content, codes, layout_of(kept, sheet), tuple(gone), poorer)


def check(items: Sequence[SheetItem], fonts: Cabinet) -> tuple[list[SheetItem], list[str], int]:
    """The items without the emoji that no font here has, those emoji, and how many items lost one.

    What stands for a mark that nobody sees (``HIDDEN``) is left out like an emoji.

    Raises:
        GlyphMissing: a letter cannot be drawn.
    """
    kept: list[SheetItem] = []
    gone: dict[str, None] = {}
    poorer = 0
    for item in items:
        words: dict[str, Any] = {}
        lost: list[str] = []
        for field in ("title", "label", "seller", "call"):
            said = getattr(item, field)
            if HIDDEN in said:
                gone[HIDDEN] = None
            words[field], left_out = drawable(said.replace(HIDDEN, "").strip(), where=fonts)
            lost += left_out
        drawable(item.price.text if item.price else "", where=fonts)
        kept.append(replace(item, **words))
        gone |= dict.fromkeys(lost)
        poorer += bool(lost)
    return kept, list(gone), poorer


def layout_of(items: Sequence[SheetItem], sheet: Sheet) -> Layout:
    """Where everything stands; the densest code decides.

    Raises:
        BadValue: there is nothing to print, or the pieces do not fit on the paper.
        TooSmall: the densest code could not be scanned; names the size it needs.
    """
    if not items:
        raise BadValue(_("there is nothing to print"), hint="sharecli product list")
    return laid_out(sheet, max(item.code.modules for item in items))


def pdf(
    items: Sequence[SheetItem],
    sheet: Sheet,
    *,
    fonts: Cabinet,
    palette: Mapping[str, str],
    copies: int = 1,
    face: bytes | None = None,
) -> bytes:
    """The sheets as one PDF, each code a vector and read back; items left to right, every copy beside its like.

    Args:
        items: as :func:`check` gives them back.
        sheet: the paper.
        fonts: to draw with.
        palette: of the light theme, because paper is white.
        copies: of each item.
        face: the seller's picture, a square JPEG, or None.

    Raises:
        BadValue: nothing or too much to print, or the pieces do not fit on the paper.
        TooSmall: the densest code could not be scanned.
        Unscannable: a page does not read back as it should.
    """
    if copies < 1 or len(items) * copies > _MOST_PIECES:
        message = _("{count} pieces are not between 1 and {most}").format(count=len(items) * copies, most=_MOST_PIECES)
        raise BadValue(message, hint="--copies 1")
    layout = layout_of(items, sheet)
    order = [place for place in range(len(items)) for _copy in range(copies)]
    data = _data(items, order, layout, fonts, palette) | {"face": _FACE if face else None}
    made = _compiled(data, fonts, face)
    prove(made, [items[place].code.expected() for place in order], layout)
    return made


def _data(
    items: Sequence[SheetItem], order: Sequence[int], layout: Layout, fonts: Cabinet, palette: Mapping[str, str]
) -> dict[str, Any]:
    shape = layout.shape
    return {
        "title": "sharecli",
        "paper": layout.paper,
        "shape": {name: getattr(shape, name) for name in ("form", "width", "height", "unit", "pad", "tab", "code")},
        "frame": FRAME_MM,
        "places": layout.places,
        "cuts": layout.cuts,
        "note": _note(layout, fonts),
        "fonts": fonts.families,
        "palette": dict(palette),
        "order": order,
        "items": [_item(item, shape.code) for item in items],
    }


def _note(layout: Layout, fonts: Cabinet) -> dict[str, Any]:
    """What keeps a printer from making the sheet smaller: at the foot or along the left edge, where more room is."""
    foot, side = layout.paper[1] - layout.places[-1][1] - layout.shape.height, layout.places[0][0]
    words = _("print at 100 %, not “fit to page”") if max(foot, side) >= _NOTE_ROOM else ""
    off = max(4.3, (max(foot, side) - 5.0 - 2.1) / 2)
    return {"words": drawable(words, where=fonts)[0], "upright": side > foot, "off": off}


def _item(item: SheetItem, side: float) -> dict[str, Any]:
    lang, region = typesetting(item.language)
    return {
        "title": item.title,
        "price": astuple(item.price) if item.price else None,
        "label": item.label,
        "seller": item.seller,
        "call": item.call,
        "line": item.said,
        "lang": lang,
        "region": region or None,
        "svg": item.code.bare_svg(),
        "modules": item.code.modules,
        "module": module_of(side, item.code.modules)[0],
    }


def _compiled(data: dict[str, Any], fonts: Cabinet, face: bytes | None) -> bytes:
    import typst

    with tempfile.TemporaryDirectory(prefix="sharecli-") as folder:
        root = Path(folder)
        for name in ("words.typ", "sheet.typ"):
            (root / name).write_bytes((TEMPLATES / name).read_bytes())
        if face:
            (root / _FACE).write_bytes(face)
        (root / "data.json").write_text(json.dumps(data, ensure_ascii=False), "utf-8")
        # Tags would make the file several times as large, and nobody listens to a sheet of stickers.
        made = typst.compile(root / "sheet.typ", root=root, font_paths=fonts.fonts, format="pdf", pdf_tags=False)
    assert isinstance(made, bytes)  # noqa: S101 - a PDF is one file
    return made
