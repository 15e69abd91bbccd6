"""Words to people and groups: what a seller typed, checked and completed. Pure."""

import re
from collections.abc import Callable, Sequence

from sharecli import slug
from sharecli.errors import BadValue
from sharecli.language import _
from sharecli.people.model import GONE, Stage
from sharecli.products.model import tags_of
from sharecli.shell import typed
from sharecli.suggest import closest
from sharecli.text import clean, one_line

LONGEST_NAME = 100
LONGEST_NOTE = 500


def stage_of(word: str) -> Stage:
    """A stage by its name, in English or in the reader's language.

    Raises:
        BadValue: no such stage.
    """
    said = one_line(word).lower()
    for stage in Stage:
        if said in {stage.value, _(stage.value).lower()}:
            return stage
    message = _("there is no stage “{stage}”").format(stage=clean(word, limit=40))
    raise BadValue(message, hint=closest(said, [one.value for one in Stage], paste="--stage {}"))


def name_of(words: str, *, hint: str) -> str:
    """A name as it is kept: one line, in any script, at most 100 characters.

    Raises:
        BadValue: empty, nothing one can see, or too long.
    """
    name = one_line(words)
    if not name.strip("\ufffd\u200d\ufe0f\ufe0e "):
        raise BadValue(_("the name is empty"), hint=hint)
    if len(name) > LONGEST_NAME:
        message = _("the name has {count:,} characters; at most {most}").format(count=len(name), most=LONGEST_NAME)
        raise BadValue(message, hint=hint)
    return name


def note_of(words: str) -> str:
    """A note as it is kept: one line, at most 500 characters.

    Raises:
        BadValue: empty or too long.
    """
    note = one_line(words)
    if not note or len(note) > LONGEST_NOTE:
        message = _("the note has {count:,} characters; 1 to {most}").format(count=len(note), most=LONGEST_NOTE)
        raise BadValue(message, hint='sharecli person note ling "likes green tea"')
    return note


def interests_of(words: Sequence[str]) -> tuple[str, ...]:
    """Interests as they are kept: a product's tags, so that the two can be matched.

    Raises:
        BadValue: one is too long, or there are too many.
    """
    try:
        return tags_of(list(words))
    except BadValue as error:
        raise BadValue(error.message, hint=typed.again("--interest", "tea", short="-i")) from None


def handle_of(words: str) -> tuple[str, str]:
    """A channel and the handle there, from ``telegram=@ling``.

    Raises:
        BadValue: another spelling, an empty part, or a handle of more than 100 characters.
    """
    channel, _sign, handle = (part.strip() for part in one_line(words).partition("="))
    if not channel or not handle or len(handle) > LONGEST_NAME:
        message = _("“{said}” is not a channel and a handle").format(said=clean(words, limit=60))
        raise BadValue(message, hint=typed.again("--handle", "telegram=@ling"))
    return channel.lower(), handle


def word_of(said: str, *, what: str, hint: str) -> str:
    """A word that the seller chose for a person or a group.

    Raises:
        BadValue: not 1 to 40 letters, digits and inner hyphens, reserved, or like a forgotten person's.
    """
    word = slug.own_word(said, hint=hint, what=what)
    if word.startswith(GONE):
        message = _("{what} “{word}” is reserved").format(what=what, word=word)
        raise BadValue(message, hint=hint)
    return word


def free_word(base: str, *, taken: Callable[[str], bool]) -> str:
    """The word, with the first number behind it that nobody has."""
    return next(one for number in range(2, 10_000) if not taken(one := f"{base[:34].rstrip('-')}-{number}"))


def made_word(name: str, *, letter: str, taken: Callable[[str], bool]) -> str:
    """A word for a name: its ASCII words, else a letter and the first number that is free.

    Args:
        name: one line.
        letter: what the word begins with where the name gives none: ``p`` for ``p1``.
        taken: whether a word is somebody's already.
    """
    # A product's code wants three letters to be a word; Bo and Li are names. Of “Ánna” only “nna” would be left.
    short = re.fullmatch(r"[A-Za-z]{2}", name)
    base = name.lower() if short else slug.from_words(name if name.isascii() else "")
    if base and base not in slug.RESERVED and not base.startswith(GONE):
        endings = ("", *(f"-{number}" for number in range(2, 10_000)))
        return next(base + ending for ending in endings if not taken(base + ending))
    number = 1
    while taken(f"{letter}{number}"):
        number += 1
    return f"{letter}{number}"
