"""Judges whether the ad label is really seen on a page: on it, large enough to be read, and covered by nothing."""

import ctypes
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil, floor, sqrt
from typing import TYPE_CHECKING, Any

from sharecli.codes import raster
from sharecli.language import _
from sharecli.posters.model import Poster

if TYPE_CHECKING:
    from PIL.Image import Image

_USUAL = 1080
"""Pixels of the width that templates are written for."""
_LEAST = 16
"""Of these, the size of a label that is read on a phone: its letters are a millimetre high."""
_NEARLY = 0.99

_INVISIBLE = 3
"""PDF's way to draw letters: not at all."""

_SEEN = 8.0
"""Shades of grey, of 256, by which a letter changes its place on the mean; a pale one on white changes it by 20."""

_Box = tuple[float, float, float, float]
"""Left, bottom, right, top, in pixels from the lower left corner, as a PDF has it."""


@dataclass(frozen=True, slots=True)
class _Letter:
    """A letter on a page: where it stands, how large it is, and what draws it."""

    sign: str
    box: _Box
    size: float
    drawn_by: Any


def fault(poster: Poster, pdf: bytes, words: Sequence[str]) -> str:
    """Why the ad label is not seen, as a sentence about the template's ``{path}``; empty where it is seen.

    Args:
        poster: what was laid out.
        pdf: its page, a point a pixel.
        words: of the label, as they are found in a PDF; some scripts are not found there as they are written.

    Raises:
        ValueError: the page is damaged.
    """
    why = _hidden()
    with raster.pdfium(pdf) as document:
        page = document[0]
        text = page.get_textpage()
        letters = list(_letters(text))
        for place in _places(letters, words):
            why = _unseen(poster, page, place)
            if not why:
                break
        text.close()
        page.close()
    return why


def _hidden() -> str:
    return _("{path}: the template hides the ad label")


def words_of(pdf: bytes) -> list[str]:
    """The words of a page that has nothing but the label, as they are found there.

    Raises:
        ValueError: the page is damaged.
    """
    with raster.pdfium(pdf) as document:
        page = document[0]
        text = page.get_textpage()
        said: str = text.get_text_range()
        text.close()
        page.close()
    return said.split()


def _letters(text: Any) -> Iterator[_Letter]:
    """What stands on a page, letter by letter; spaces and joiners left out, capitals made small."""
    from pypdfium2 import raw

    for number in range(text.count_chars()):
        signs = _plain(chr(raw.FPDFText_GetUnicode(text.raw, number)))
        if not signs:
            continue
        turn = raw.FS_MATRIX()
        raw.FPDFText_GetMatrix(text.raw, number, ctypes.byref(turn))
        size = raw.FPDFText_GetFontSize(text.raw, number) * sqrt(abs(turn.a * turn.d - turn.b * turn.c))
        drawn_by = raw.FPDFText_GetTextObject(text.raw, number)
        for sign in signs:
            yield _Letter(sign, text.get_charbox(number), size, drawn_by)


def _plain(words: str) -> str:
    """As it is compared: a template may set it in capitals, and break its lines."""
    bare = unicodedata.normalize("NFKC", words).casefold()
    return "".join(one for one in bare if unicodedata.category(one)[0] not in "CZ")


def _places(letters: Sequence[_Letter], words: Sequence[str]) -> Iterator[list[_Letter]]:
    """Where these words stand; the label beside others that say the same, such as a title, may be any of them."""
    there = "".join(one.sign for one in letters)
    found: list[list[list[_Letter]]] = []
    for word in filter(None, map(_plain, words)):
        starts = [start for start in range(len(there)) if there.startswith(word, start)]
        found.append([list(letters[start : start + len(word)]) for start in starts])
    if found and all(found):
        # Words that were found one by one are judged together, each where it stands last.
        yield from found[0] if len(found) == 1 else [[letter for those in found for letter in those[-1]]]


def _unseen(poster: Poster, page: Any, place: Sequence[_Letter]) -> str:
    """Why a label at that place is not seen; empty where it is."""
    cut = [
        (side - inner) / 2
        for side, inner in zip(poster.sheet, (poster.canvas.width, poster.canvas.height), strict=True)
    ]
    edge = (cut[0] - 1, cut[1] - 1, poster.sheet[0] - cut[0] + 1, poster.sheet[1] - cut[1] + 1)
    boxes = [one.box for one in place if one.box[2] - one.box[0] > 0 and one.box[3] - one.box[1] > 0]
    if not boxes:
        return _hidden()
    lefts, bottoms, rights, tops = zip(*boxes, strict=True)
    whole = (floor(min(lefts)), floor(min(bottoms)), ceil(max(rights)), ceil(max(tops)))
    if whole[0] < edge[0] or whole[1] < edge[1] or whole[2] > edge[2] or whole[3] > edge[3]:
        return _("{path}: the template draws the ad label beyond the edge of the page")
    least = _LEAST * poster.canvas.width / _USUAL
    if (size := min(one.size for one in place)) < least * _NEARLY:
        words = _("{path}: the template draws the ad label {size} pixels high, and to be read it takes {least}")
        return words.replace("{size}", f"{size:.1f}").replace("{least}", f"{least:.0f}")
    return "" if _changes(page, place, boxes, whole) else _hidden()


def _changes(page: Any, place: Sequence[_Letter], boxes: Sequence[_Box], whole: tuple[int, int, int, int]) -> bool:
    """Whether each letter is seen: whether the page looks otherwise there without it."""
    from PIL import ImageChops, ImageStat
    from pypdfium2 import raw

    before = _painted(page, whole)
    for one in place:
        raw.FPDFTextObj_SetTextRenderMode(one.drawn_by, _INVISIBLE)
    changed = ImageChops.difference(before, _painted(page, whole))
    for left, bottom, right, top in boxes:
        spot = (floor(left) - whole[0], whole[3] - ceil(top), ceil(right) - whole[0], whole[3] - floor(bottom))
        if ImageStat.Stat(changed.crop(spot)).mean[0] < _SEEN:
            return False
    return True


def _painted(page: Any, box: tuple[int, int, int, int]) -> "Image":
    """That part of a page, in grey."""
    width, height = map(round, page.get_size())
    crop = (box[0], box[1], width - box[2], height - box[3])
    picture: Image = page.render(scale=1, grayscale=True, crop=crop).to_pil().convert("L")
    return picture
