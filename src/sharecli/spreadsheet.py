"""A table file from anywhere: bytes to a header and rows of text, whatever the encoding and the delimiter."""

import codecs
import csv
import io
import re
import stat
import unicodedata
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import BinaryIO, overload

from sharecli.errors import Unreadable
from sharecli.language import _

LARGEST = 200 * 1024 * 1024
"""Bytes that are read into memory; a longer file is refused, never swallowed."""

LONGEST = 1024 * 1024 * 1024
"""Bytes of a text file that is read piece by piece."""

HEADER_WITHIN = 20
"""A title or a summary may stand above the header, within so many rows."""

LONGEST_ROW = 50
"""Lines over which a row's quoted cells may run; a quotation mark that opens more was never closed."""

_LARGEST_ROW = 100_000
_DELIMITERS = ",\t;|"
_OWN_FILES = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
"""How .xlsx (and .ods) and .xls begin."""

_PIECE = 1024 * 1024
_HEAD = 256 * 1024
"""Characters in which the header is looked for: twenty rows, however wide."""

_INVISIBLE = re.compile(r"[\s\u200b-\u200f\u2060\ufeff\u00ad]+")
_TRAILING_UNIT = re.compile(r"\([^()]{1,6}\)$")
_SPACE_BEHIND_QUOTE = re.compile(r'"[ \t]+(?=[,;\t|\r\n]|$)')


class UnknownFile(Unreadable):
    """The file is none of those that can be read.

    Attributes:
        shut: whether it was not even looked at: not there, not allowed, no plain file, or too large.
    """

    code = "unknown-file"

    def __init__(self, message: str, *, hint: str | None = None, shut: bool = False) -> None:
        super().__init__(message, hint=hint)
        self.shut = shut


@dataclass(frozen=True, slots=True)
class Grid:
    """A sheet of a workbook: its cells are text already.

    Attributes:
        kind: ``xlsx``, ``ods`` or ``xls``; stands where a text file has its encoding.
        rows: the cells; a row's number is its place, from 1.
    """

    kind: str
    rows: list[list[str]]


class Text:
    """A text file where it lies: read from its beginning whenever it is needed, and never held.

    Args:
        path: a plain file.

    Raises:
        UnknownFile: it is larger than :data:`LONGEST`.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._stands = self._found()
        if self._stands[0] > LONGEST:
            raise _larger(path, LONGEST)

    def _found(self) -> tuple[int, int]:
        found = self._path.stat()
        return found.st_size, found.st_mtime_ns

    def open(self) -> BinaryIO:
        """Its bytes, from the first."""
        return self._path.open("rb")

    def unmoved(self) -> None:
        """Make sure that it was one file all the time.

        Raises:
            UnknownFile: somebody wrote to it since.
        """
        try:
            same = self._found() == self._stands
        except OSError:
            same = False
        if not same:
            message = _("“{path}” was changed while it was read").format(path=self._path)
            raise UnknownFile(message, hint=_("import it once it is complete"), shut=True)


Content = bytes | Text | Grid
"""What can be read: a text file, its bytes or where it lies, or a workbook's sheet."""


def _opened(content: bytes | Text) -> BinaryIO:
    return content.open() if isinstance(content, Text) else io.BytesIO(content)


def beginning(content: bytes | Text, length: int) -> bytes:
    """The first bytes."""
    with _opened(content) as handle:
        return handle.read(length)


def digest(content: Content) -> str:
    """The SHA-256 of what can be read, in hexadecimal."""
    import hashlib

    if not isinstance(content, Grid):
        found = hashlib.sha256()
        with _opened(content) as handle:
            while piece := handle.read(_PIECE):
                found.update(piece)
        return found.hexdigest()
    whole = hashlib.sha256(content.kind.encode())
    for row in content.rows:
        whole.update("\x1f".join(row).encode("utf-8", "surrogatepass") + b"\x1e")
    return whole.hexdigest()


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


def content_of(path: Path, *, workbooks: bool = False) -> bytes:
    """A file's bytes; standard input for ``-``.

    Args:
        path: the file.
        workbooks: whether it may be a spreadsheet program's own file.

    Raises:
        UnknownFile: it is not there, a folder or no plain file, larger than :data:`LARGEST`, or a workbook.
    """
    try:
        content = _from_standard_input(path) if str(path) == "-" else _from_file(path)
    except OSError as error:
        message = _("cannot read “{path}”: {why}").format(path=path, why=_((error.strerror or str(error)).lower()))
        raise UnknownFile(message, hint=_("name a file that is there"), shut=True) from None
    if content.startswith(_OWN_FILES) and not workbooks:
        message = _("“{path}” is a spreadsheet's own file (.xlsx or .xls), which cannot be read yet").format(path=path)
        raise UnknownFile(message, hint=_("open it, save it as CSV, and import that file"))
    return content


def _from_standard_input(path: Path) -> bytes:
    import sys

    if sys.stdin.isatty():  # it would wait for somebody to type a report
        hint = _("name a file, or put one behind <")
        raise UnknownFile(_("nothing comes from the standard input"), hint=hint, shut=True)
    return _read(sys.stdin.buffer, path)


def _from_file(path: Path) -> bytes:
    # A pipe without a writer would be waited for, for ever: looked at before it is opened.
    found = path.stat()
    if not stat.S_ISREG(found.st_mode) and not stat.S_ISDIR(found.st_mode):  # opening a folder says what it is
        hint = _("give what a program writes to the standard input, and name the file -")
        raise UnknownFile(_("“{path}” is no plain file").format(path=path), hint=hint, shut=True)
    if found.st_size > LARGEST:
        raise _larger(path, LARGEST)
    with path.open("rb") as handle:
        return _read(handle, path)


def _read(handle: BinaryIO, path: Path) -> bytes:
    # Piece by piece: asked for 200 MB at once, Python sets so much memory aside for the smallest file.
    content = bytearray()
    while piece := handle.read(1024 * 1024):
        content += piece
        if len(content) > LARGEST:
            raise _larger(path, LARGEST)
    return bytes(content)


def _larger(path: Path, most: int) -> UnknownFile:
    message = _("“{path}” is larger than {most} MB").format(path=path, most=most // 1024 // 1024)
    return UnknownFile(message, hint=_("export it month by month"), shut=True)


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
    lines = list(_lines(head))
    for delimiter in _DELIMITERS:
        for place, (_line, cells) in enumerate(islice(parse_rows(lines, delimiter), HEADER_WITHIN)):
            points = score([name_of(cell) for cell in cells])
            if points and (best is None or points > best[0]):
                best = (points, encoding, delimiter, place)
    return best


def _sheet(content: bytes | Text, encoding: str, errors: str, delimiter: str, place: int) -> Sheet:
    def parsed(first: int) -> Generator[tuple[int, list[str]], None, None]:
        # Decoded line by line: as text, a file is up to four times as large.
        with io.TextIOWrapper(_opened(content), encoding, errors, newline="") as lines:
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


def unread(cells: Sequence[str]) -> str:
    """Why a line could not be read; empty for a row that was."""
    return cells[0][1:] if len(cells) == 1 and cells[0].startswith("\0") else ""


def first_row(content: Content, *, encodings: Iterable[str]) -> list[str]:
    """What most looks like a header where none is known: the longest of the first rows. For an error's words."""
    if isinstance(content, Grid):
        return max(content.rows[:HEADER_WITHIN], key=lambda row: sum(map(bool, row)), default=[])
    for encoding, head in _heads(content, encodings):
        start = list(islice(_lines(head), HEADER_WITHIN))
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
        with _opened(content) as handle:
            while piece := handle.read(_PIECE):
                decoder.decode(piece)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _lines(text: str) -> Iterator[str]:
    return io.StringIO(text, newline="")


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
        return len(list(csv.reader(_lines(text), delimiter=delimiter, strict=True))) == 1
    except csv.Error:
        return False
