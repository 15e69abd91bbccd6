"""Whom, or which group, somebody means who types a word or a name. Pure."""

import re
import unicodedata
from collections.abc import Iterable

_WORD = re.compile(r"[a-z0-9][a-z0-9-]*")


def meant(said: str, known: Iterable[tuple[str, str]]) -> list[str]:
    """The words of those who may be meant, sorted; the one of exactly that word alone.

    Small letters are a word, as sharecli shows it, and never anybody's name that is written otherwise: the word of
    somebody who was forgotten leads to nobody, not to another of the same name. What is no word is a name or a word
    in either case, of any script.

    Args:
        said: one line, as it was typed.
        known: word and name of everybody; an empty name is nobody's.
    """
    every = list(known)
    if any(word == said for word, _name in every):
        return [said]
    if _WORD.fullmatch(said):
        return sorted(word for word, name in every if name == said)
    return alike(said, every)


def alike(said: str, known: Iterable[tuple[str, str]]) -> list[str]:
    """The words of those whose name or word it is in either case of any script, sorted."""
    folded = _folded(said)
    return sorted(word for word, name in known if folded and folded in {_folded(word), _folded(name)})


def called(said: str, known: Iterable[tuple[str, str]]) -> list[str]:
    """The words of those with that name, in either case of any script, sorted."""
    folded = _folded(said)
    return sorted(word for word, name in known if folded and _folded(name) == folded)


def _folded(words: str) -> str:
    return unicodedata.normalize("NFKC", words).casefold()
