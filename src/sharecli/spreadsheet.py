"""A table file from anywhere: bytes to a header and rows of text, whatever the encoding and the delimiter."""

import codecs
import io
import re
import unicodedata
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from typing import overload

from sharecli.contents import (  # fmt: skip
    LARGEST,
    LONGEST,
    PIECE,
    Content,
    Grid,
    Text,
    UnknownFile,
    beginning,
    content_of,
    digest,
    opened,
)
from sharecli.csv_rows import LONGEST_ROW, lines_of, parse_rows, unread

__all__ = [
    "HEADER_WITHIN", "LARGEST", "LONGEST", "LONGEST_ROW", "Content", "Grid", "Rows", "Sheet", "Text", "UnknownFile",
    "beginning", "content_of", "digest", "first_row", "name_of", "parse_rows", "read", "unread",
]  # fmt: skip

HEADER_WITHIN = 20
"""A title or a summary may stand above the header, within so many rows."""

_DELIMITERS = ",\t;|"
_HEAD = 256 * 1024
"""Characters in which the header is looked for: twenty rows, however wide."""

_INVISIBLE = re.compile(r"[\s\u200b-\u200f\u2060\ufeff\u00ad]+")
_TRAILING_UNIT = re.compile(r"\([^()]{1,6}\)$")


class Rows(Sequence[tuple[int, list[str]]]):
    """The rows below a header, read anew each time they are gone through: the cells of all of them at once are many.

    Args:
        read: begins from the first.
    """

    def __init__(self, read: Callable[[], Iterator[tuple[int, list[str]]]]) -> None:
        self._read = read
        self._count: int | None = None

    def __iter__(self) -> Iterator[tuple[int, list[str]]]:
        return self._read()

    def __len__(self) -> int:
        if self._count is None:
            self._count = sum(1 for _row in self)
        return self._count

    @overload
    def __getitem__(self, place: int) -> tuple[int, list[str]]: ...
    @overload
    def __getitem__(self, place: slice) -> list[tuple[int, list[str]]]: ...
    def __getitem__(self, place: int | slice) -> tuple[int, list[str]] | list[tuple[int, list[str]]]:
        return list(self)[place]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table file, read.

    Attributes:
        encoding: Python's name of it; a workbook's kind where it is one.
        header: the header's cells as they stand.
        names: the header's cells as they are compared.
        rows: the line of the file on which a row begins, from 1, and its cells. A line that cannot be read has one
            cell, of which :func:`unread` tells.
    """

    encoding: str
    header: tuple[str, ...]
    names: tuple[str, ...]
    rows: Rows


def name_of(heading: str) -> str:
    """A heading as it is compared: NFKC, case folded, no white space or invisible characters, no ``(₱)`` at its end."""
    if heading.isascii():  # the same, ten times as fast
        plain = "".join(heading.split()).lower()
        return _TRAILING_UNIT.sub("", plain) if plain.endswith(")") else plain
    folded = _INVISIBLE.sub("", unicodedata.normalize("NFKC", heading)).casefold()
    return _TRAILING_UNIT.sub("", folded)


def read(
    content: Content, score: Callable[[Sequence[str]], int], *, encodings: Iterable[str], mend: bool = False
) -> Sheet | None:
    """The table in a file's bytes, or None where no header is known.

    Encoding, delimiter and header row are those under which the most known headings appear: no order of trying
    encodings is right for every file (GB18030 decodes as cp1252 without a complaint, and the other way round).

    Args:
        content: the whole file.
        score: how many known headings a row of compared names has; 0 for "not a header".
        encodings: to try; the first wins a tie.
        mend: where no encoding reads the whole file, whether the best one shall, what it cannot read replaced.
    """
    if isinstance(content, Grid):
        return _read_grid(content, score)
    found = [best for encoding, head in _heads(content, encodings) if (best := _header(encoding, head, score))]
    found.sort(key=lambda one: -one[0])
    for errors in ("strict", "replace") if mend else ("strict",):
        for _points, encoding, delimiter, place in found:
            how = "replace" if encoding in _MARKED else errors
            if how == "replace" or _reads(content, encoding):
                return _sheet(content, encoding, how, delimiter, place)
    return None


def _header(encoding: str, head: str, score: Callable[[Sequence[str]], int]) -> tuple[int, str, str, int] | None:
    """The points of the best header row in one encoding, the encoding, the delimiter and the row's place."""
    best: tuple[int, str, str, int] | None = None
    lines = list(lines_of(head))
    for delimiter in _DELIMITERS:
        for place, (_line, cells) in enumerate(islice(parse_rows(lines, delimiter), HEADER_WITHIN)):
            points = score([name_of(cell) for cell in cells])
            if points and (best is None or points > best[0]):
                best = (points, encoding, delimiter, place)
    return best


def _sheet(content: bytes | Text, encoding: str, errors: str, delimiter: str, place: int) -> Sheet:
    def parsed(first: int) -> Generator[tuple[int, list[str]], None, None]:
        # Decoded line by line: as text, a file is up to four times as large.
        with io.TextIOWrapper(opened(content), encoding, errors, newline="") as lines:
            yield from islice(parse_rows(lines, delimiter), first, None)

    with closing(parsed(place)) as found:
        _line, header = next(found)

    def rows() -> Iterator[tuple[int, list[str]]]:
        return (row for row in parsed(place + 1) if any(row[1]) and any(cell.strip() for cell in row[1]))

    return Sheet(encoding, tuple(header), tuple(map(name_of, header)), Rows(rows))


def _read_grid(grid: Grid, score: Callable[[Sequence[str]], int]) -> Sheet | None:
    points = [score([name_of(cell) for cell in cells]) for cells in grid.rows[:HEADER_WITHIN]]
    if not any(points):
        return None
    place = points.index(max(points))
    header = grid.rows[place]

    def rows() -> Iterator[tuple[int, list[str]]]:
        below = islice(enumerate(grid.rows, 1), place + 1, None)
        return (row for row in below if any(cell.strip() for cell in row[1]))

    return Sheet(grid.kind, tuple(header), tuple(map(name_of, header)), Rows(rows))


def first_row(content: Content, *, encodings: Iterable[str]) -> list[str]:
    """What most looks like a header where none is known: the longest of the first rows. For an error's words."""
    if isinstance(content, Grid):
        return max(content.rows[:HEADER_WITHIN], key=lambda row: sum(map(bool, row)), default=[])
    for encoding, head in _heads(content, encodings):
        start = list(islice(lines_of(head), HEADER_WITHIN))
        found = [cells for delimiter in _DELIMITERS for _line, cells in parse_rows(start, delimiter)]
        rows = [cells for cells in found if not unread(cells)]
        if rows and _reads(content, encoding):
            return max(rows, key=len)
    return []


_MARKED = ("utf-8-sig", "utf-16")
"""Told by a mark at the file's beginning, so that there is no doubt; broken bytes after it are replaced."""


def _heads(content: bytes | Text, encodings: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The beginning of the file in each encoding that may be its own."""
    head = beginning(content, _HEAD)
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if head.startswith(mark):
            yield encoding, head.decode(encoding, errors="replace")
            return
    for encoding in encodings:
        if encoding == "utf-16" and b"\0" not in head[:200]:
            continue  # any even number of bytes decodes as UTF-16
        name = "utf-16-le" if encoding == "utf-16" else encoding
        yield name, head.decode(name, errors="replace")


def _reads(content: bytes | Text, encoding: str) -> bool:
    if encoding in _MARKED:
        return True
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        with opened(content) as handle:
            while piece := handle.read(PIECE):
                decoder.decode(piece)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True
