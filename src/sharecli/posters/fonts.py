"""Which fonts draw a poster, and whether they have every letter on it."""

import unicodedata
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from sharecli.errors import Refused
from sharecli.language import _
from sharecli.text import clean

_PREFERRED = (
    "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "PingFang SC", "Hiragino Sans GB", "Microsoft YaHei",
    "WenQuanYi Micro Hei", "WenQuanYi Zen Hei", "Noto Sans", "Segoe UI", "Helvetica Neue", "Arial", "DejaVu Sans",
)  # fmt: skip
"""Sans-serif families, Chinese ones first; those that are here are used in this order."""

_INSIDE_TYPST = (
    range(0x2B0), range(0x370, 0x400), range(0x400, 0x460), range(0x1E00, 0x1F00), range(0x2010, 0x2028),
    range(0x20A0, 0x20C1), range(0xE3F, 0xE40),
)  # fmt: skip
"""What the fonts inside Typst draw, which have no file to ask: Latin, Greek, Cyrillic, punctuation, currency signs."""

_EMOJI = range(0x1F000, 0x20000)
"""Beyond them lie rare Chinese characters."""
_KEYCAP = "\u20e3"


class GlyphMissing(Refused):
    """A letter that no font here can draw."""

    code = "glyph-missing"


@dataclass(frozen=True)
class Cabinet:
    """The fonts of this system and of the extra ``fonts``.

    Attributes:
        fonts: Typst's handle of them.
        families: the preferred ones that are here, in order.
    """

    fonts: Any
    families: tuple[str, ...]

    @cached_property
    def _faces(self) -> list[tuple[str, int]]:
        """Files to ask for a letter, each once: the preferred families first."""
        rank = {family: place for place, family in enumerate(self.families)}
        known = [one for one in self.fonts.fonts() if one.path]
        known.sort(key=lambda one: (rank.get(one.family, len(rank)), one.path))
        return list(dict.fromkeys((one.path, one.index) for one in known))

    @cached_property
    def _seen(self) -> dict[str, bool]:
        return {}

    def missing(self, words: str) -> list[str]:
        """The letters of ``words`` that no font here can draw, each once."""
        asked = {one for one in set(words) if one not in self._seen and not one.isspace() and not _silent(one)}
        for path, index in self._faces:
            if not asked:
                break
            there = _letters(path, index)
            found = {one for one in asked if ord(one) in there}
            self._seen.update(dict.fromkeys(found, True))
            asked -= found
        self._seen.update({one: any(ord(one) in those for those in _INSIDE_TYPST) for one in asked})
        return sorted(one for one in set(words) if not self._seen.get(one, True))


@cache
def cabinet() -> Cabinet:
    """The fonts there are; found once."""
    import typst

    folders: list[str] = []
    try:
        from noto_cjk_sans_otc import FONT_PATH
    except ImportError:
        pass
    else:
        folders.append(str(Path(str(FONT_PATH)).parent))
    fonts = typst.Fonts(include_system_fonts=True, include_embedded_fonts=True, font_paths=folders)
    there = set(fonts.families())
    return Cabinet(fonts, tuple(family for family in _PREFERRED if family in there))


def drawable(words: str, *, where: Cabinet) -> tuple[str, list[str]]:
    """``words`` without the emoji that no font here has, and those emoji.

    Raises:
        GlyphMissing: a letter that is no emoji cannot be drawn.
    """
    missing = where.missing(words)
    letters = [one for one in missing if not _emoji(one)]
    if letters:
        shown = " ".join(f"{one} (U+{ord(one):04X})" for one in letters[:6]) + (" …" if len(letters) > 6 else "")  # noqa: PLR2004
        message = _("no font here can draw: {letters}").format(letters=clean(shown))
        raise GlyphMissing(
            message,
            hint="pip install 'sharecli[fonts]'"
            if not _has_chinese(where)
            else _("leave these letters out of the title"),
        )
    gone = [one for one in missing if _emoji(one)]
    if not gone:
        return words, []
    kept = "".join(one for one in words if one not in gone and one not in "\u200d\ufe0f\u20e3")
    return " ".join(kept.split()), gone


def _has_chinese(where: Cabinet) -> bool:
    return not where.missing("的")


def _emoji(one: str) -> bool:
    return ord(one) in _EMOJI or unicodedata.category(one) == "So" or one == _KEYCAP


def _silent(one: str) -> bool:
    """Joiners and selectors, which are never drawn themselves."""
    return unicodedata.category(one) in {"Cf", "Mn"} and one != _KEYCAP


@cache
def _letters(path: str, index: int) -> frozenset[int]:
    from fontTools.ttLib import TTFont, TTLibError

    try:
        with TTFont(path, fontNumber=index, lazy=True) as font:
            return frozenset(font.getBestCmap() or ())
    except (TTLibError, OSError, KeyError):
        return frozenset()
