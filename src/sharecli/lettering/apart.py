"""Which letters a Chinese font lacks, or draws as a letter with its accent behind it."""

import re
import unicodedata
from collections.abc import Container

LETTERS = "Ą-ďĔ-ęĜ-ħĬ-łŅ-ņŉ-ŋŐ-őŔ-ŧŮ-ƑƓ-ƟƢ-ƮƱ-ǌǝ-ǷǺ-ɐɒ-ɠɢ-ʯ\u0300-ΐΪ-ΰϊ-ЀЂ-Џѐђ-ԯḀ-ḽṀ-ẟỺ-ỿ"
"""Ranges of Latin, Greek and Cyrillic letters that Noto Sans CJK has not: it has those of Pinyin, Vietnamese, Russian.
Words with one of them have all their letters from a Western font; the templates say the same."""

_LETTERS = re.compile(f"[{LETTERS}]")


def is_apart(letter: str) -> bool:
    """Whether a Chinese font is not asked for it while there is a Western one."""
    return _LETTERS.match(letter) is not None


def in_pieces(letter: str, there: Container[int]) -> bool:
    """Whether a font would draw a letter as several signs, since it has those and not the letter.

    Args:
        letter: one.
        there: code points that the font has.
    """
    parts = unicodedata.normalize("NFD", letter)
    return len(parts) > 1 and ord(letter) not in there and all(ord(part) in there for part in parts)
