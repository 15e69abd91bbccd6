"""Reads who may have a link: people in the seller's list, by their words. Other links of theirs stay as they are."""

from collections.abc import Iterable, Sequence
from shlex import quote

from sharecli.errors import NotFound, Refused
from sharecli.language import _
from sharecli.store.open import Store
from sharecli.suggest import distance
from sharecli.text import clean


class PersonUnknown(NotFound):
    """Nobody goes by that word or name."""

    code = "person-not-found"


class PersonForgotten(Refused):
    """Nothing is kept about a forgotten person any more, and no link is made for them."""

    code = "person-forgotten"


def check(store: Store, words: Iterable[str]) -> None:
    """Check that new links may be made for these people; an empty word is nobody's.

    Args:
        store: the file.
        words: whose the links would be.

    Raises:
        PersonUnknown: one is not in the list; with the nearest word, and how to add them.
        PersonForgotten: one is forgotten.
    """
    asked = [word for word in dict.fromkeys(words) if word]
    if not asked:
        return
    there = known(store)
    for word in asked:
        known_to_be(word, there)


def known(store: Store) -> dict[str, bool]:
    """Everybody's word, and whether they are forgotten."""
    rows = store.reader.execute("SELECT word, forgotten_at IS NOT NULL AS gone FROM people")
    return {row["word"]: row["gone"] == 1 for row in rows}


def known_to_be(word: str, there: dict[str, bool]) -> None:
    """Check one word against :func:`known`.

    Raises:
        PersonUnknown: nobody has it.
        PersonForgotten: who has it is forgotten.
    """
    if there.get(word):
        message = _("“{word}” is forgotten: no link is made for them").format(word=word)
        raise PersonForgotten(message, hint="sharecli person list")
    if word not in there:
        message = _("there is no person “{word}”").format(word=clean(word, limit=60))
        raise PersonUnknown(message, hint=_or_add(word, [one for one, gone in there.items() if not gone]))


def _or_add(word: str, words: Sequence[str]) -> str:
    command = f"sharecli person add {quote(clean(word, limit=60).capitalize())} --word {word}"
    nearest = min(words, key=lambda one: (distance(word, one), one), default="")
    if not nearest or distance(word, nearest) > max(1, len(word) // 3):
        return command
    said = _("did you mean --person {nearest}? somebody new: {command}")
    return said.format(nearest=nearest, command=command)
