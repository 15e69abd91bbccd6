"""A table file from anywhere: bytes to a header and rows of text, whatever the encoding and the delimiter."""

import csv
import io
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from sharecli.errors import Unreadable
from sharecli.language import _

LARGEST = 200 * 1024 * 1024
"""Bytes that are read into memory; a longer file is refused, never swallowed."""

HEADER_WITHIN = 20
"""A title or a summary may stand above the header, within so many rows."""

_DELIMITERS = ",\t;|"
_INVISIBLE = re.compile(r"[\s\u200b-\u200f\u2060\ufeff\u00ad]+")
_TRAILING_UNIT = re.compile(r"\([^()]{1,6}\)$")


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
        rows: the line of the file on which a row begins, from 1, and its cells.
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
        UnknownFile: it is not there, a folder, or larger than :data:`LARGEST`.
    """
    import sys

    try:
        if str(path) == "-":
            content = sys.stdin.buffer.read(LARGEST + 1)
        else:
            with path.open("rb") as handle:
                content = handle.read(LARGEST + 1)
    except OSError as error:
        message = _("cannot read “{path}”: {why}").format(path=path, why=_((error.strerror or str(error)).lower()))
        raise UnknownFile(message, hint=_("name a file that is there")) from None
    if len(content) > LARGEST:
        message = _("“{path}” is larger than {most} MB").format(path=path, most=LARGEST // 1024 // 1024)
        raise UnknownFile(message, hint=_("export it month by month"))
    return content


def read(content: bytes, score: Callable[[Sequence[str]], int], *, encodings: Iterable[str]) -> Sheet | None:
    """The table in a file's bytes, or None where no header is known.

    Encoding, delimiter and header row are those under which the most known headings appear: no order of trying
    encodings is right for every file (GB18030 decodes as cp1252 without a complaint, and the other way round).

    Args:
        content: the whole file.
        score: how many known headings a row of compared names has; 0 for "not a header".
        encodings: to try; the first wins a tie.
    """
    best: tuple[int, str, str, str, int] | None = None
    for encoding, text in _decoded(content, encodings):
        start = "\n".join(text.splitlines()[: HEADER_WITHIN * 4])
        for delimiter in _DELIMITERS:
            for place, (_line, cells) in enumerate(_parsed(start, delimiter)):
                if place >= HEADER_WITHIN:
                    break
                points = score([name_of(cell) for cell in cells])
                if points and (best is None or points > best[0]):
                    best = (points, encoding, text, delimiter, place)
    if best is None:
        return None
    _points, encoding, text, delimiter, place = best
    rows = list(_parsed(text, delimiter))
    header = tuple(rows[place][1])
    names = tuple(name_of(cell) for cell in header)
    return Sheet(encoding, header, names, [row for row in rows[place + 1 :] if any(cell.strip() for cell in row[1])])


def first_row(content: bytes, *, encodings: Iterable[str]) -> list[str]:
    """What most looks like a header where none is known: the longest of the first rows. For an error's words."""
    rows: list[list[str]] = []
    for _encoding, text in _decoded(content, encodings):
        start = "\n".join(text.splitlines()[:HEADER_WITHIN])
        rows += [cells for delimiter in _DELIMITERS for _line, cells in _parsed(start, delimiter)]
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


def _parsed(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    csv.field_size_limit(1_000_000)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            cells = [f"\0{error}"]
        yield line, cells
