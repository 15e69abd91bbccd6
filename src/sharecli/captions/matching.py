"""Finds a rule's words in a caption, disguised ones included: spaces between, other scripts, digits for letters."""

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

_GAP = r"[ \t\u3000.*·•_|/~'’\-]{0,2}"
"""What may stand between two characters of a word without parting them; a line break or a comma does."""
_ANYTHING = r"[^\n。！？!?；;]{0,10}?"
_LOOSE = frozenset(" .-'’")
"""Characters of a word that are no more than a gap."""
_INVISIBLE = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0\u2800")
"""Characters that are drawn as nothing and are not format characters."""
_BARS = frozenset("丨｜∣︱│┃❘❙⎮⏐ǀ〡ㅣ￨")
"""Letters and signs that are drawn as an upright bar, and typed where one is meant."""
_URL = re.compile(r"(?:https?://|(?<![\w@.])www\.)[^\s<>\"'“”‘’，。；！？、（）【】《》「」]+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Folded:
    """A text as it is read: compatible forms made one, lower case, without what is invisible.

    Attributes:
        text: the folded text.
        places: for each character of it, and for its end, where it stands in the text it was made of.
    """

    text: str
    places: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where a part of it stands in the text it was made of."""
        return self.places[start], (self.places[end - 1] + 1 if end > start else self.places[start])


def folded(text: str) -> Folded:
    """A text as a reader reads it: what is drawn as a bar is one."""
    letters: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        if unicodedata.category(character) in {"Cf", "Mn"} and not "\u0e00" <= character <= "\u0eff":
            if unicodedata.category(character) == "Cf" or "\ufe00" <= character <= "\ufe0f":
                continue
        elif character in _INVISIBLE:
            continue
        for one in "|" if character in _BARS else unicodedata.normalize("NFKC", character).lower():
            letters.append(one)
            places.append(place)
    return Folded("".join(letters), (*places, len(text)))


def urls(text: str) -> list[tuple[int, str]]:
    """The links in a text: where each begins, and the link without the full stop that ends a sentence."""
    return [(found.start(), found[0].rstrip(".,;:!?)")) for found in _URL.finditer(text)]


def bare_hosts(text: str, hosts: Collection[str]) -> Iterator[tuple[int, str]]:
    """Where a link to one of these hosts was typed without its scheme, ``bit.ly/x``, and the host as it stands there.

    Apps make a link of that by themselves. A part of a longer word, of an e-mail address or of another link is none.
    """
    if not hosts:
        return
    read = folded(without_urls(text))
    known = "|".join(map(re.escape, sorted(hosts, key=len, reverse=True)))
    for found in re.finditer(rf"(?<![a-z0-9_@.\-/])((?:[a-z0-9\-]+\.)*(?:{known}))/[a-z0-9]", read.text):
        start, end = read.span(*found.span(1))
        yield start, text[start:end]


def without_urls(text: str) -> str:
    """The text with its links blanked out: a word in a link is no word of the caption's. As long as the text."""
    return _URL.sub(lambda found: "\n" * len(found[0]), text)


def found(
    read: Folded, words: Collection[str], exceptions: Collection[str], variants: Mapping[str, str]
) -> Iterator[tuple[int, int]]:
    """Where words stand in a folded text, those in an exception left out: start and end in the folded text."""
    if not words:
        return
    kept = frozenset(variants.items())
    pattern = _pattern(frozenset(words), kept)
    excused = [one.span() for one in _pattern(frozenset(exceptions), kept).finditer(read.text)] if exceptions else []
    at = 0
    while match := pattern.search(read.text, at):
        start, end = match.span()
        at = end
        if _is_part(read.text, start, end):
            at = start + 1
        elif not any(first <= start and end <= last for first, last in excused):
            yield start, end


def _is_part(text: str, start: int, end: int) -> bool:
    """Whether what was found is a part of a longer word or number in Latin letters or digits."""
    left = start and _plain(text[start - 1]) and _plain(text[start])
    right = end < len(text) and _plain(text[end]) and _plain(text[end - 1])
    return bool(left or right)


def _plain(character: str) -> bool:
    return character.isascii() and character.isalnum()


@lru_cache(maxsize=512)
def _pattern(words: frozenset[str], variants: frozenset[tuple[str, str]]) -> re.Pattern[str]:
    also = dict(variants)
    longest = sorted(words, key=lambda word: (-len(word), word))
    return re.compile("|".join(_of(word, also) for word in longest) or r"(?!)")


def _of(word: str, variants: Mapping[str, str]) -> str:
    parts: list[str] = []
    for character in folded(word).text.replace("...", "…"):
        if character == "…":
            parts.append(_ANYTHING)
        elif character not in _LOOSE:
            either = "".join(map(re.escape, character + variants.get(character, "")))
            parts.append(f"[{either}]" if len(either) > 1 else either)
    return _GAP.join(parts)
