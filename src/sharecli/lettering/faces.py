"""Font files: those that the extra ``fonts`` brings, and which letters one has."""

from functools import cache
from pathlib import Path

_MOST_GLYPHS = 0x10000
"""That a font can have (OpenType, ``maxp.numGlyphs``)."""


def extra_folders() -> list[str]:
    """Where the fonts of the extra ``fonts`` lie; empty without it."""
    folders: list[Path] = []
    try:
        from noto_cjk_sans_otc import FONT_PATH
    except ImportError:
        pass
    else:
        folders.append(Path(str(FONT_PATH)).parent)
    try:
        # Its Latin is that of the Chinese font, with the letters of all of Europe.
        from fontpkg_source_sans_3 import ROOT
    except ImportError:
        pass
    else:
        folders.append(Path(str(ROOT)) / "files")
    return [str(folder) for folder in folders]


@cache
def letters_of(path: str, index: int) -> frozenset[int]:
    """The code points that a font has; none where its file is damaged.

    Args:
        path: the file.
        index: which of its fonts.
    """
    from fontTools.ttLib import TTFont

    try:
        # Opened here: of a file that it cannot read, the reader leaves closing to chance.
        with Path(path).open("rb") as file, TTFont(file, fontNumber=index, lazy=True) as font:
            # The names of a Chinese font's glyphs, which nobody asks for, would take 20 MB and most of the time.
            font.setGlyphOrder([""] * _MOST_GLYPHS)
            return frozenset(font.getBestCmap() or ())
    except Exception:  # noqa: BLE001 - a damaged font raises whatever its reader trips over; it draws no letter
        return frozenset()
