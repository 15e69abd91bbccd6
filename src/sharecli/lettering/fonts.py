"""Which fonts draw a poster, and whether they have every letter on it."""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from sharecli.errors import Refused
from sharecli.language import _, plural
from sharecli.lettering import emoji, installing
from sharecli.lettering.apart import in_pieces, is_apart
from sharecli.lettering.faces import extra_folders, letters_of
from sharecli.lettering.families import EMOJI, WESTERN, ordered
from sharecli.text import clean

_INSIDE_TYPST = (
    range(0x2B0), range(0x370, 0x400), range(0x400, 0x460), range(0x490, 0x492), range(0x1E00, 0x1F00),
    range(0x2010, 0x2028), range(0x20A0, 0x20C1), range(0xE3F, 0xE40),
)  # fmt: skip
"""What the fonts inside Typst draw, which have no file to ask: Latin, Greek, Cyrillic, punctuation, currency signs."""

_CONTROLS = "".join(map(chr, range(0x2400, 0x2422)))
"""What stands for a control character in a text that was kept."""
_KEYCAP = "\u20e3"
_PART_OF_A_COUNTRY = "\U000e007f"
"""Ends the flag of England, Scotland or Wales; a font without it shows a black flag instead."""
_EVERYTHING_CHINESE = ("Noto Sans CJK", "Source Han Sans")
_SHOWN = 6
_NAMED = 3
_NARROWER, _WIDER = 0.9, 1.3
"""How wide an emoji may be beside one of its parts: a wider one is two side by side, a narrower one the sign at its
end."""

# Only a shaping engine knows whether a font has a family or a flag as one picture: Typst has one. The fonts are chosen
# as the templates choose them: an emoji font first for emoji alone, since a text font has the last sign of some ("♀").
_MEASURE = b"""#let fonts = json(bytes(sys.inputs.fonts))
#let covers = regex("[\\u{1F000}-\\u{1FAFF}\\u{2600}-\\u{27BF}\\u{231A}-\\u{23FA}\\u{2B1B}-\\u{2B55}]")
#let first = fonts.filter(name => name.contains("moji")).map(name => (name: name, covers: covers))
#set text(font: first + fonts, size: 100pt)
#context [#metadata((measure(sys.inputs.whole).width.pt(), measure(sys.inputs.part).width.pt()))<widths>]"""


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

    def families_for(self, language: str) -> tuple[str, ...]:
        """The families in the order that a language's readers want: a character's shape differs between countries."""
        return ordered(self.families, language)

    @property
    def has_emoji(self) -> bool:
        """Whether there is a font for emoji."""
        return any(family in EMOJI for family in self.families)

    @cached_property
    def _faces(self) -> list[tuple[str, str, int]]:
        """Families and files to ask for a letter, each once: the preferred families first."""
        rank = {family: place for place, family in enumerate(self.families)}
        known = [one for one in self.fonts.fonts() if one.path]
        known.sort(key=lambda one: (rank.get(one.family, len(rank)), one.path))
        return list(dict.fromkeys((one.family, one.path, one.index) for one in known))

    @cached_property
    def _seen(self) -> dict[str, bool]:
        return {}

    @cached_property
    def _whole(self) -> dict[str, bool]:
        return {}

    def missing(self, words: str) -> list[str]:
        """The letters of ``words`` that no font here can draw, each once; emoji apart, see :meth:`draws`."""
        return self._lacking("".join(one for one in words if not one.isspace() and not _silent(one)))

    def _lacking(self, signs: str) -> list[str]:
        asked = {one for one in set(signs) if one not in self._seen}
        # In the order in which they draw: some letters are a Western font's first, or that inside Typst.
        apart = {one for one in asked if is_apart(one)}
        asked -= apart - self._looked_for(apart, [face for face in self._faces if face[0] in WESTERN])
        asked = self._looked_for(asked, self._faces)
        self._seen.update(dict.fromkeys(asked, False))
        return sorted(one for one in set(signs) if not self._seen[one])

    def _looked_for(self, asked: set[str], faces: Iterable[tuple[str, str, int]]) -> set[str]:
        """Note which letters fonts draw, one font after the other; those that none has."""
        left = set(asked)
        for family, path, index in faces:
            if not left:
                break
            there = letters_of(path, index)
            found = {one for one in left if ord(one) in there}
            # A Western font sets an accent where it belongs.
            broken = set[str]()
            if family in self.families and family not in WESTERN:
                broken = {one for one in left if in_pieces(one, there)}
            self._seen.update(dict.fromkeys(found, True) | dict.fromkeys(broken, False))
            left -= found | broken
        found = {one for one in left if any(ord(one) in those for those in _INSIDE_TYPST)}
        self._seen.update(dict.fromkeys(found, True))
        return left - found

    def draws(self, one: str) -> bool:
        """Whether an emoji is drawn as one picture: not as two that stand side by side, nor as half of it."""
        parts = emoji.drawn_parts(one)
        asked = parts + (_PART_OF_A_COUNTRY if one.endswith(_PART_OF_A_COUNTRY) else "")
        if self._lacking(asked):
            return False
        if len(parts) == 1:
            return True
        if one not in self._whole:
            self._whole[one] = self._measured(one, "\U0001f600" if _KEYCAP in one else parts[0])
        return self._whole[one]

    def _measured(self, whole: str, part: str) -> bool:
        import json

        import typst

        inputs = {"fonts": json.dumps(self.families or ["DejaVu Sans Mono"]), "whole": whole, "part": part}
        said = typst.query(_MEASURE, "<widths>", field="value", one=True, font_paths=self.fonts, sys_inputs=inputs)
        wide, narrow = json.loads(said)
        return bool(narrow * _NARROWER <= wide <= narrow * _WIDER)


@cache
def cabinet() -> Cabinet:
    """The fonts there are; found once."""
    import typst

    fonts = typst.Fonts(include_system_fonts=True, include_embedded_fonts=True, font_paths=extra_folders())
    there = set(fonts.families())
    return Cabinet(fonts, ordered(there))


def drawable(words: str, *, where: Cabinet) -> tuple[str, list[str]]:
    """``words`` without the emoji that no font here draws, and those emoji, each whole and once.

    Raises:
        GlyphMissing: a letter that is no emoji cannot be drawn.
    """
    letters = where.missing(emoji.without(words))
    if letters:
        shown = " ".join(f"{one} (U+{ord(one):04X})" for one in letters[:_SHOWN])
        message = _("no font here can draw: {letters}")
        more = " …" if len(letters) > _SHOWN else ""
        raise GlyphMissing(message.format(letters=clean(shown) + more), hint=_hint(letters, where))
    gone = [one for one in dict.fromkeys(emoji.emoji(words)) if not where.draws(one)]
    return (emoji.without(words, set(gone)) if gone else words), gone


def left_out(gone: Iterable[str], *, posters: int, where: Cabinet, untitled: Sequence[str] = ()) -> str:
    """What a seller is told of emoji that were left out: once for a whole batch.

    Args:
        gone: as :func:`drawable` gave them, of all posters.
        posters: how many posters lost one.
        where: the fonts.
        untitled: codes of the products whose titles were emoji alone, so that their posters have none.
    """
    said = plural(
        "no font here has {emoji}; left out of {count:,} poster",
        "no font here has {emoji}; left out of {count:,} posters",
        posters,
    )
    each = list(dict.fromkeys(gone))
    shown = " ".join(each[:_SHOWN]) + (" …" if len(each) > _SHOWN else "")
    # One who has an emoji font has emoji that are younger than it: to install it again would not help.
    hint = "" if where.has_emoji else f": {installing.command(['emoji'])}"
    bare = ""
    if untitled:
        each = list(dict.fromkeys(untitled))
        names = ", ".join(each[:_NAMED]) + (" …" if len(each) > _NAMED else "")
        bare = _("; these have no title now: {products}").format(products=names)
    return said.format(emoji=shown, count=posters) + bare + hint


def _hint(letters: list[str], where: Cabinet) -> str:
    if any(one in _CONTROLS for one in letters):  # no font is at fault
        return _("leave these letters out of the title")
    scripts = {installing.script_of(one) for one in letters}
    if scripts != {"cjk"}:
        return installing.command(scripts)
    if any(family.startswith(_EVERYTHING_CHINESE) for family in where.families):
        return _("leave these letters out of the title")
    return "pip install 'sharecli[fonts]'"


def _silent(one: str) -> bool:
    """Joiners and selectors, which are never drawn themselves."""
    return unicodedata.category(one) in {"Cf", "Mn"} and one != _KEYCAP
