"""The command as it was typed, for hints that repeat it with only the wrong part changed."""

from collections.abc import Sequence
from shlex import join

_words: list[str] = []
"""One process runs one command; the root sets this before any other part of it runs."""


def remember(words: Sequence[str]) -> None:
    """Keep the words after the program's name."""
    _words[:] = words


def again(option: str = "", value: str | None = None, *, short: str = "", without: str = "") -> str:
    """The command to paste.

    Args:
        option: to be added, or to have another value, such as ``--price``; empty to repeat the command as it is.
        value: its value; None where it takes none.
        short: its other name, such as ``-c``.
        without: an option without a value that is left out, such as ``--copy``.
    """
    words = [word for word in _words if word != without]
    if not option:
        return join(["sharecli", *words])
    end = words.index("--") if "--" in words else len(words)
    places: list[int] = []
    kept: list[str] = []
    skip = False
    for place, word in enumerate(words[:end]):
        name, sign, _value = word.partition("=")
        if skip:
            skip = False
        elif name in {option, short} and name:
            places.append(len(kept))
            skip = value is not None and not sign and place + 1 < end
        else:
            kept.append(word)
    at = places[0] if places else len(kept)
    kept[at:at] = [option] if value is None else [option, value]
    return join(["sharecli", *kept, *words[end:]])
