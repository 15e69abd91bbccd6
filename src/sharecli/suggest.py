"""What a person probably meant."""

from collections.abc import Callable, Iterable
from operator import eq

from sharecli.language import _


def closest(said: str, known: Iterable[str], *, paste: str) -> str:
    """A hint with the likeliest of the known words, as a command to paste; a few of them where none is near.

    Args:
        said: what was typed.
        known: the words there are.
        paste: the command, with ``{}`` for the word.
    """
    import difflib  # only a wrong word needs it

    words = list(known)
    if near := difflib.get_close_matches(said.lower(), words, n=3, cutoff=0.6):
        return _("did you mean {words}?").format(words=", ".join(paste.format(word) for word in near))
    if not words:
        return _("there is none yet")
    return _("there are: {words}").format(words=", ".join(words[:12]) + (" …" if len(words) > 12 else ""))  # noqa: PLR2004 - as many as a line bears


def distance(one: str, other: str, same: Callable[[str, str], bool] = eq) -> int:
    """How many letters have to be added, left out, changed or swapped with their neighbour.

    Args:
        one: a word.
        other: another.
        same: whether two letters count as the same.
    """
    before: list[int] = []
    last = list(range(len(other) + 1))
    for row, letter in enumerate(one, start=1):
        now = [row]
        for column, its in enumerate(other, start=1):
            best = min(last[column] + 1, now[-1] + 1, last[column - 1] + (not same(letter, its)))
            if row > 1 and column > 1 and letter == other[column - 2] and one[row - 2] == its:
                best = min(best, before[column - 2] + 1)
            now.append(best)
        before, last = last, now
    return last[-1]
