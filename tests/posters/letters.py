"""Where every letter of a drawn poster stands, as its PDF says."""

import io
from collections.abc import Iterator, Sequence
from typing import NamedTuple


class Letter(NamedTuple):
    """One letter and its ink, in pixels from the top left corner of the page."""

    what: str
    left: float
    top: float
    right: float
    bottom: float


def letters_in(pdf: bytes, width: float) -> list[Letter]:
    """The letters of a one-page PDF that is to be ``width`` pixels wide, in the order in which they were drawn."""
    import pypdfium2

    document = pypdfium2.PdfDocument(io.BytesIO(pdf))
    try:
        page = document[0]
        # In the page's own units, whatever size of paper they come to.
        _left, _bottom, across, tall = page.get_mediabox()
        scale = width / across
        text = page.get_textpage()
        found = []
        for place in range(text.count_chars()):
            what = text.get_text_range(place, 1)
            left, bottom, right, top = text.get_charbox(place)
            if what.strip(" \u2060\u200b") and right > left:
                edges = (left, tall - top, right, tall - bottom)
                found.append(Letter(what, *(edge * scale for edge in edges)))
        return found
    finally:
        document.close()


def spelled(letters: Sequence[Letter], words: str) -> list[list[Letter]]:
    """Every place where these words stand, spaces apart."""
    wanted = "".join(words.split())
    drawn = "".join(letter.what[0] for letter in letters)
    return [list(letters[start : start + len(wanted)]) for start in _all(drawn, wanted)]


def lines_of(letters: Sequence[Letter]) -> list[str]:
    """What stands on each line, from the letters of one text: a new one begins further left."""
    lines: list[str] = []
    before: Letter | None = None
    for letter in letters:
        if before is None or letter.right < before.left:
            lines.append("")
        lines[-1] += letter.what
        before = letter
    return lines


def _all(words: str, part: str) -> Iterator[int]:
    start = words.find(part)
    while start >= 0:
        yield start
        start = words.find(part, start + 1)
