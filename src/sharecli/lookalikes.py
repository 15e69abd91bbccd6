"""Reads a code that came through eyes, hands and chats: the code itself, and what its letters are taken for. Pure.

Three callers ask which code was meant, each in the way and with the limits of its place: a seller who has all links
at hand (``links.likely``), a list of hundreds of orphans (``clicks.orphans``), and a server that may ask its file for
some words while a visitor waits (``redirects.meant``).
"""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from sharecli.datafile import load

FEWEST = 3
"""Letters below which one more or less says nothing."""


@dataclass(frozen=True, slots=True)
class _Table:
    alike: Mapping[str, str]
    foreign: Mapping[str, str]
    signs: Mapping[str, str]


def alike(letter: str) -> str:
    """The letters that one of a code is taken for.

    >>> alike("8"), alike("-")
    ('b3', '')
    """
    return _table().alike.get(letter, "")


def same(one: str, other: str) -> bool:
    """Whether two letters are the same to an eye."""
    return one == other or other in alike(one)


def bare(words: str) -> str:
    """The code without what a chat took into the link before or behind it, in narrow small letters.

    >>> bare("“Tea-9。"), bare("ѕaⅼe"), bare("。")
    ('tea-9', 'sale', '')
    """
    foreign = _table().foreign
    found = ""
    for character in _narrow(words):
        letter = foreign.get(character, character)
        if _of_a_code(letter):
            found += letter
        elif found:
            break
    return found.rstrip("-")


def by_hand(words: str) -> str:
    """The letters and digits of a code that a hand typed, signs read as the letters they look like.

    >>> by_hand("$pring-sa|e")
    'springsale'
    """
    table = _table()
    letters = (table.foreign.get(one, table.signs.get(one, one)) for one in _narrow(words))
    return "".join(one for one in letters if one.isalnum())


def without_one(word: str) -> list[str]:
    """A word with each of its letters left out in turn.

    >>> without_one("tea")
    ['ea', 'ta', 'te']
    """
    return [word[:place] + word[place + 1 :] for place in range(len(word))]


def _narrow(words: str) -> str:
    return unicodedata.normalize("NFKC", words).casefold()


def _of_a_code(letter: str) -> bool:
    return letter.isascii() and (letter.isalnum() or letter == "-")


@cache
def _table() -> _Table:
    table, _values = load(Path(__file__).with_name("lookalikes.toml"))
    found = _Table(table.words("alike"), table.words("foreign"), table.words("signs"))
    table.done()
    return found
