"""What a table is read from: a file's bytes, a text file where it lies, or a workbook's sheet."""

import io
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from sharecli.errors import Unreadable
from sharecli.language import _

LARGEST = 200 * 1024 * 1024
"""Bytes that are read into memory; a longer file is refused, never swallowed."""

LONGEST = 1024 * 1024 * 1024
"""Bytes of a text file that is read piece by piece."""

PIECE = 1024 * 1024
"""Bytes that are read at a time."""

_OWN_FILES = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
"""How .xlsx (and .ods) and .xls begin."""


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


def opened(content: bytes | Text) -> BinaryIO:
    """A file's bytes, from the first."""
    return content.open() if isinstance(content, Text) else io.BytesIO(content)


def beginning(content: bytes | Text, length: int) -> bytes:
    """The first bytes."""
    with opened(content) as handle:
        return handle.read(length)


def digest(content: Content) -> str:
    """The SHA-256 of what can be read, in hexadecimal."""
    import hashlib

    if not isinstance(content, Grid):
        found = hashlib.sha256()
        with opened(content) as handle:
            while piece := handle.read(PIECE):
                found.update(piece)
        return found.hexdigest()
    whole = hashlib.sha256(content.kind.encode())
    for row in content.rows:
        whole.update("\x1f".join(row).encode("utf-8", "surrogatepass") + b"\x1e")
    return whole.hexdigest()


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
    while piece := handle.read(PIECE):
        content += piece
        if len(content) > LARGEST:
            raise _larger(path, LARGEST)
    return bytes(content)


def _larger(path: Path, most: int) -> UnknownFile:
    message = _("“{path}” is larger than {most} MB").format(path=path, most=most // 1024 // 1024)
    return UnknownFile(message, hint=_("export it month by month"), shut=True)
