"""A table file from anywhere: bytes to a header and rows of text, whatever the encoding and the delimiter."""

import csv
import io
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from sharecli.errors import Unreadable
from sharecli.language import _

LARGEST = 200 * 1024 * 1024
"""Bytes that are read into memory; a longer file is refused, never swallowed."""

HEADER_WITHIN = 20
"""A title or a summary may stand above the header, within so many rows."""

LONGEST_ROW = 50
"""Lines over which a row's quoted cells may run; a quotation mark that opens more was never closed."""

_LARGEST_ROW = 100_000
_DELIMITERS = ",\t;|"
_OWN_FILES = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
"""How .xlsx (and .ods) and .xls begin."""

_INVISIBLE = re.compile(r"[\s\u200b-\u200f\u2060\ufeff\u00ad]+")
_TRAILING_UNIT = re.compile(r"\([^()]{1,6}\)$")
_SPACE_BEHIND_QUOTE = re.compile(r'"[ \t]+(?=[,;\t|\r\n]|$)')


class UnknownFile(Unreadable):
    """The file is none of those that can be read."""

    code = "unknown-file"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table file, read.

    Attributes:
        encoding: Python's name of it.
        header: the header's cells as they stand.
        names: the header's cells as they are compared.
        rows: the line of the file on which a row begins, from 1, and its cells. A line that cannot be read has one
            cell, of which :func:`unread` tells.
    """

    encoding: str
    header: tuple[str, ...]
    names: tuple[str, ...]
    rows: list[tuple[int, list[str]]]


def name_of(heading: str) -> str:
    """A heading as it is compared: NFKC, case folded, no white space or invisible characters, no ``(₱)`` at its end."""
    folded = _INVISIBLE.sub("", unicodedata.normalize("NFKC", heading)).casefold()
    return _TRAILING_UNIT.sub("", folded)


def content_of(path: Path) -> bytes:
    """A file's bytes; standard input for ``-``.

    Raises:
        UnknownFile: it is not there, a folder, larger than :data:`LARGEST`, or a spreadsheet program's own file.
    """
    import sys

    try:
        if str(path) == "-":
            content = _read(sys.stdin.buffer)
        else:
            with path.open("rb") as handle:
                content = _read(handle)
    except OSError as error:
        message = _("cannot read “{path}”: {why}").format(path=path, why=_((error.strerror or str(error)).lower()))
        raise UnknownFile(message, hint=_("name a file that is there")) from None
    if len(content) > LARGEST:
        message = _("“{path}” is larger than {most} MB").format(path=path, most=LARGEST // 1024 // 1024)
        raise UnknownFile(message, hint=_("export it month by month"))
    if content.startswith(_OWN_FILES):
        message = _("“{path}” is a spreadsheet's own file (.xlsx or .xls), which cannot be read yet").format(path=path)
        raise UnknownFile(message, hint=_("open it, save it as CSV, and import that file"))
    return content


def _read(handle: BinaryIO) -> bytes:
    # Piece by piece: asked for 200 MB at once, Python sets so much memory aside for the smallest file.
    content = bytearray()
    while len(content) <= LARGEST and (piece := handle.read(1024 * 1024)):
        content += piece
    return bytes(content)


def read(content: bytes, score: Callable[[Sequence[str]], int], *, encodings: Iterable[str]) -> Sheet | None:
    """The table in a file's bytes, or None where no header is known.

    Encoding, delimiter and header row are those under which the most known headings appear: no order of trying
    encodings is right for every file (GB18030 decodes as cp1252 without a complaint, and the other way round).

    Args:
        content: the whole file.
        score: how many known headings a row of compared names has; 0 for "not a header".
        encodings: to try; the first wins a tie.
    """
    best: tuple[int, str, list[str], str, int] | None = None
    for encoding, text in _decoded(content, encodings):
        lines = _lines(text)
        for delimiter in _DELIMITERS:
            for place, (_line, cells) in enumerate(_parsed(lines, delimiter)):
                if place >= HEADER_WITHIN:
                    break
                points = score([name_of(cell) for cell in cells])
                if points and (best is None or points > best[0]):
                    best = (points, encoding, lines, delimiter, place)
    if best is None:
        return None
    _points, encoding, lines, delimiter, place = best
    rows = list(_parsed(lines, delimiter))
    header = tuple(rows[place][1])
    names = tuple(name_of(cell) for cell in header)
    return Sheet(encoding, header, names, [row for row in rows[place + 1 :] if any(cell.strip() for cell in row[1])])


def unread(cells: Sequence[str]) -> str:
    """Why a line could not be read; empty for a row that was."""
    return cells[0][1:] if len(cells) == 1 and cells[0].startswith("\0") else ""


def first_row(content: bytes, *, encodings: Iterable[str]) -> list[str]:
    """What most looks like a header where none is known: the longest of the first rows. For an error's words."""
    rows: list[list[str]] = []
    for _encoding, text in _decoded(content, encodings):
        start = _lines(text)[:HEADER_WITHIN]
        found = [cells for delimiter in _DELIMITERS for _line, cells in _parsed(start, delimiter)]
        rows += [cells for cells in found if not unread(cells)]
        if rows:
            break
    return max(rows, key=len, default=[])


def _decoded(content: bytes, encodings: Iterable[str]) -> Iterator[tuple[str, str]]:
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if content.startswith(mark):
            yield encoding, content.decode(encoding, errors="replace")
            return
    for encoding in encodings:
        if encoding == "utf-16" and b"\0" not in content[:200]:
            continue  # any even number of bytes decodes as UTF-16
        try:
            yield encoding, content.decode("utf-16-le" if encoding == "utf-16" else encoding)
        except UnicodeDecodeError:
            continue


def _lines(text: str) -> list[str]:
    return list(io.StringIO(text, newline=""))


class _Feed:
    """Hands lines to a CSV reader, one row at a time, and knows when a row wants more than a row may have."""

    def __init__(self, lines: Sequence[str]) -> None:
        self.lines = lines
        self.start = self.next = 0
        self.swallowed = False

    def begin(self) -> None:
        """A row begins here."""
        self.start, self.swallowed = self.next, False

    def row(self) -> Sequence[str]:
        """The lines of this row so far."""
        return self.lines[self.start : self.next]

    def __iter__(self) -> "_Feed":
        return self

    def __next__(self) -> str:
        taken = self.next - self.start
        if self.next == len(self.lines) or taken == LONGEST_ROW or (taken and sum(map(len, self.row())) > _LARGEST_ROW):
            self.swallowed = taken > 0  # the reader asks for another line only inside a quoted cell
            raise StopIteration
        self.next += 1
        return self.lines[self.next - 1]


def _parsed(lines: Sequence[str], delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """The rows; a line whose quotation mark is never closed is one of its own, and reading goes on behind it."""
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
        if feed.swallowed or (feed.next > line and not _well_quoted(feed.row(), delimiter)):
            cells = ["\0" + _("a quotation mark opens a cell and none closes it")]
        if unread(cells):
            feed.next = line
        yield line, cells


def _well_quoted(lines: Sequence[str], delimiter: str) -> bool:
    """Whether a row of several lines closes its quotation marks where cells end, not where the next row opens one."""
    text = _SPACE_BEHIND_QUOTE.sub('"', "".join(lines))
    try:
        return len(list(csv.reader(_lines(text), delimiter=delimiter, strict=True))) == 1
    except csv.Error:
        return False
