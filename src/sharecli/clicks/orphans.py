"""Which link was probably meant by a code that no link has. Pure."""

from collections.abc import Collection, Iterable

from sharecli.lookalikes import FEWEST, bare, without_one


class Likely:
    """Finds the link that was meant: a slip of one letter, two swapped, or the punctuation a chat took into the link.

    Args:
        codes: of every link, in lower case.
    """

    def __init__(self, codes: Iterable[str]) -> None:
        self._codes = set(codes)
        self._near: dict[str, set[str]] = {}
        for code in self._codes:
            for short in without_one(code):
                self._near.setdefault(short, set()).add(code)

    def of(self, said: str) -> str:
        """The code that was meant; empty where none or several are near."""
        word = bare(said)
        if word in self._codes:
            return word
        # A code and one that differs by a letter more, a letter less, another letter or two swapped ones have a
        # common word of one letter less: found without comparing every code with every orphan.
        near: set[str] = set()
        for short in without_one(word):
            near |= self._near.get(short, set())
            near |= {short} & self._codes
        near |= self._near.get(word, set())
        return _only({one for one in near if min(len(one), len(word)) >= FEWEST})


def _only(found: Collection[str]) -> str:
    return next(iter(found)) if len(found) == 1 else ""
