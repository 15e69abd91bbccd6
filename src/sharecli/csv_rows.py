"""The rows of a delimited text as its lines come; a quotation mark that is never closed costs one line."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence

from sharecli.language import _

LONGEST_ROW = 50
"""Lines over which a row's quoted cells may run; a quotation mark that opens more was never closed."""

_LARGEST_ROW = 100_000
_SPACE_BEHIND_QUOTE = re.compile(r'"[ \t]+(?=[,;\t|\r\n]|$)')


def lines_of(text: str) -> Iterator[str]:
    """The lines of a text, with their ends as they are."""
    return io.StringIO(text, newline="")


def unread(cells: Sequence[str]) -> str:
    """Why a line could not be read; empty for a row that was."""
    return cells[0][1:] if len(cells) == 1 and cells[0].startswith("\0") else ""


class _Feed:
    """Hands lines to a CSV reader, one row at a time, and knows when a row wants more than a row may have."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = iter(lines)
        self._held: list[str] = []
        self.start = self.taken = 0
        self.swallowed = False

    def begin(self) -> None:
        """A row begins behind what was taken."""
        del self._held[: self.taken]
        self.start += self.taken
        self.taken, self.swallowed = 0, False

    def row(self) -> Sequence[str]:
        """The lines of this row so far."""
        return self._held[: self.taken]

    def __iter__(self) -> "_Feed":
        return self

    def __next__(self) -> str:
        if self.taken and (self.taken == LONGEST_ROW or sum(map(len, self.row())) > _LARGEST_ROW):
            self.swallowed = True  # the reader asks for another line only inside a quoted cell
            raise StopIteration
        if self.taken == len(self._held):
            line = next(self._lines, None)
            if line is None:
                self.swallowed = self.taken > 0
                raise StopIteration
            self._held.append(line)
        self.taken += 1
        return self._held[self.taken - 1]


def parse_rows(lines: Iterable[str], delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """The rows with the line on which each begins, from 1, as lines come.

    A line whose quotation mark is never closed is one of its own, and reading goes on behind it: see :func:`unread`.

    Args:
        lines: with their ends.
        delimiter: one character.
    """
    csv.field_size_limit(1_000_000)
    feed = _Feed(lines)
    reader = csv.reader(feed, delimiter=delimiter)
    while True:
        feed.begin()
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            cells = [f"\0{error}"]
        line = feed.start + 1
        if feed.swallowed or (feed.taken > 1 and not _well_quoted(feed.row(), delimiter)):
            cells = ["\0" + _("a quotation mark opens a cell and none closes it")]
        if unread(cells):
            feed.taken = 1  # what stands below is read again
        yield line, cells


def _well_quoted(lines: Sequence[str], delimiter: str) -> bool:
    """Whether a row of several lines closes its quotation marks where cells end, not where the next row opens one."""
    text = _SPACE_BEHIND_QUOTE.sub('"', "".join(lines))
    try:
        return len(list(csv.reader(lines_of(text), delimiter=delimiter, strict=True))) == 1
    except csv.Error:
        return False
