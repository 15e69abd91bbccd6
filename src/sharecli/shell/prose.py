"""Sentences in lines as wide as the terminal, broken between words: no figure and no command is broken in two."""

import re
from collections.abc import Iterable, Iterator

from rich.cells import cell_len, chop_cells
from rich.text import Text

from sharecli.shell.page import console
from sharecli.text import clean

_WIDE = "\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff"
"""Characters between which a line may end, as Chinese does."""
_OPENING = "（「『“‘《〈【"
_CLOSING = "，。、；：！？）」』”’》〉】…％"
_PIECE = re.compile(
    rf" +|sharecli .*|[{_OPENING}]*(?:[{_WIDE}]|[^ {_WIDE}]+?(?=[ {_WIDE}{_OPENING}]|$))[{_CLOSING}]*|[^ ]"
)
"""What stays together: spaces; a command with all that follows; a word or a Chinese character and its marks."""
_HANGING = "  "


def prose(lines: Iterable[str]) -> Text:
    """Lines of sentences and figures, each broken between words where the terminal is too narrow for it."""
    width = console().width
    broken = (part for line in lines for part in wrapped(clean(line), width))
    return Text("\n".join(broken), no_wrap=True, overflow="ignore")


def pieces_of(line: str) -> list[str]:
    """What of a line stays together, the spaces left out."""
    return [piece for piece in _PIECE.findall(line) if not piece.isspace()]


def wrapped(line: str, width: int, *, hanging: str = _HANGING) -> list[str]:
    """A line broken between words; what follows the first stands a little further to the right.

    Args:
        line: one line.
        width: cells that a line may take. A word or a command that is wider stays whole, for a terminal to wrap.
        hanging: what is put before the lines that follow, after the line's own indentation.
    """
    if cell_len(line) <= width:
        return [line]
    start = line[: len(line) - len(line.lstrip(" "))]
    found, now = [], start
    for piece in _PIECE.findall(line[len(start) :]):
        if now.strip() and cell_len(now + piece.rstrip()) > width:
            found.append(now.rstrip())
            now = start + hanging + piece.lstrip()
        else:
            now += piece
    return [*found, now.rstrip()]


def folded(cell: str, width: int) -> Iterator[str]:
    """A cell broken between words, and within one that is wider than its column: nothing of it is lost."""
    for line in wrapped(cell, width, hanging=""):
        yield from chop_cells(line, width) if cell_len(line) > width else (line,)
