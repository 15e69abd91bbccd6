"""Opens a log: a plain or gzipped file or the standard input, as blocks of lines, however long the file is."""

import codecs
import stat
import sys
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from sharecli.errors import Unreadable
from sharecli.language import _
from sharecli.workbooks import TooMuch

LONGEST_LINE = 256 * 1024
"""Bytes; a longer line is no line of a log. It is counted as one that cannot be read, and its rest is passed over."""

MOST_RATIO = 400
"""How many times larger than itself a file may be unpacked, once that is more than :data:`_HARMLESS`."""

_HARMLESS = 256 * 1024 * 1024
_PIECE = 1024 * 1024
_UNPACKED = 4 * 1024 * 1024
_GZIP = b"\x1f\x8b"
_OTHERS = {
    b"BZh": "bzip2 -dc", b"\xfd7zXZ": "xz -dc", b"\x28\xb5\x2f\xfd": "zstd -dc", b"PK\x03\x04": "unzip -p",
}  # fmt: skip
_NOT_TEXT = (b"SQLite format 3", b"%PDF", b"\x89PNG", b"\xff\xd8\xff")

TOO_LONG = "\0"
"""Stands for a line longer than :data:`LONGEST_LINE`; no parser takes it."""


class Block:
    """Lines of a log that were read together: as bytes, and as text once somebody asks.

    Args:
        raw: whole lines, without the last line feed.
        lines: where they are known already.
        numbers: of each in its file, where they do not simply follow those of the block before.
    """

    __slots__ = ("_lines", "numbers", "raw")

    def __init__(self, raw: bytes, lines: list[str] | None = None, numbers: list[int] | None = None) -> None:
        self.raw = raw
        self.numbers = numbers
        self._lines = lines

    @property
    def lines(self) -> list[str]:
        """The lines, without LF or CR LF; bytes that are no UTF-8 become ``�``."""
        if self._lines is None:
            text = self.raw.decode("utf-8", "replace")
            lines = text.split("\n")
            self._lines = [line.removesuffix("\r") for line in lines] if "\r" in text else lines
        return self._lines

    def halves(self) -> "tuple[Block, Block] | None":
        """The block in two; None where it is one line."""
        place = self.raw.find(b"\n", len(self.raw) // 2)
        if place < 0:
            place = self.raw.rfind(b"\n")
        return (Block(self.raw[:place]), Block(self.raw[place + 1 :])) if place >= 0 else None


class UnknownLog(Unreadable):
    """The file is no log that can be read.

    Attributes:
        foreign: whether it was seen to be something else, so that nothing of a log is lost where it is left out.
    """

    code = "unknown-log"

    def __init__(self, message: str, *, hint: str | None = None, foreign: bool = False) -> None:
        super().__init__(message, hint=hint)
        self.foreign = foreign


@contextmanager
def opened(path: Path) -> "Iterator[Iterator[Block]]":
    """The lines of a log, in blocks; ``-`` is the standard input.

    Raises:
        UnknownLog: it is not there, no plain file, packed in another way, or no text.
        TooMuch: while reading: it unpacks to far more than a log does.
    """
    if str(path) == "-":
        if sys.stdin.isatty():  # it would wait for somebody to type a log
            raise UnknownLog(_("nothing comes from the standard input"), hint="sharecli clicks import - < access.log")
        yield _blocks(_pieces(sys.stdin.buffer, path))
        return
    try:
        # A pipe without a writer would be waited for, for ever: looked at before it is opened.
        if not stat.S_ISREG(path.stat().st_mode) and not path.is_dir():
            message = _("“{path}” is no plain file").format(path=path)
            raise UnknownLog(message, hint="sharecli clicks import - < access.log")
        handle = path.open("rb")
    except OSError as error:
        raise _closed(path, error) from None
    with handle:
        yield _blocks(_pieces(handle, path))


def _closed(path: Path, error: OSError) -> UnknownLog:
    message = _("cannot read “{path}”: {why}").format(path=path, why=_((error.strerror or str(error)).lower()))
    return UnknownLog(message, hint="sharecli clicks import /var/log/nginx/access.log")


def _pieces(handle: BinaryIO, path: Path) -> Iterator[bytes]:
    """The bytes of a file, unpacked where it is packed."""
    try:
        first = handle.read(_PIECE)
        if first.startswith(_GZIP):
            yield from _unzipped(handle, first, path)
            return
        _text_only(first, path)
        while first:
            yield first
            first = handle.read(_PIECE)
    except OSError as error:
        raise _closed(path, error) from None


def _text_only(first: bytes, path: Path) -> None:
    for start, words in _OTHERS.items():
        if first.startswith(start):
            message = _("“{path}” is packed in a way that is not read here").format(path=path)
            raise UnknownLog(message, hint=f"{words} {path} | sharecli clicks import -")
    if first.startswith(_NOT_TEXT):
        message = _("“{path}” is no log").format(path=path)
        raise UnknownLog(message, hint="sharecli clicks import /var/log/nginx/access.log", foreign=True)


def _unzipped(handle: BinaryIO, first: bytes, path: Path) -> Iterator[bytes]:
    came = went = 0
    inside = False
    unpack = zlib.decompressobj(wbits=31)
    piece = first
    while piece:
        came += len(piece)
        while piece:
            try:
                made = unpack.decompress(piece, _UNPACKED)
            except zlib.error:
                raise _damaged(path) from None
            inside = not unpack.eof
            went += len(made)
            if went > max(came * MOST_RATIO, _HARMLESS):
                message = _("“{path}” unpacks to more than a log can be").format(path=path)
                raise TooMuch(message, hint=_("unpack it yourself, look at it, and import what is in it"))
            if made:
                yield made
            piece = unpack.unconsumed_tail
            if unpack.eof:  # logs are appended to each other; zeros behind them are padding
                piece = unpack.unused_data.lstrip(b"\0")
                unpack = zlib.decompressobj(wbits=31)
        piece = handle.read(_PIECE)
    if inside:
        raise _damaged(path)


def _damaged(path: Path) -> UnknownLog:
    message = _("“{path}” is damaged; what stood before the break was read").format(path=path)
    return UnknownLog(message, hint=f"gzip -t {path}")


def _blocks(pieces: Iterator[bytes]) -> Iterator[Block]:
    rest = b""
    skipping = False
    for piece in _unmarked(pieces):
        whole, found, tail = piece.rpartition(b"\n")
        if not found:
            rest, skipping = (b"", True) if skipping or len(rest) + len(tail) > LONGEST_LINE else (rest + tail, False)
            continue
        if skipping:
            whole = TOO_LONG.encode() + b"\n" + whole.partition(b"\n")[2] if b"\n" in whole else TOO_LONG.encode()
        else:
            whole = rest + whole
        skipping = len(tail) > LONGEST_LINE
        rest = b"" if skipping else tail
        yield Block(whole)
    if skipping:
        yield Block(TOO_LONG.encode())
    elif rest:
        yield Block(rest)


def _unmarked(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Without the mark that some editors put before UTF-8; and what the mark says to be UTF-16 as UTF-8."""
    for first in pieces:
        if first.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            yield from _recoded(chain([first], pieces))
        else:
            yield first.removeprefix(codecs.BOM_UTF8)
            yield from pieces


def _recoded(pieces: Iterator[bytes]) -> Iterator[bytes]:
    decoder = codecs.getincrementaldecoder("utf-16")("replace")
    for piece in pieces:
        yield decoder.decode(piece).encode()
    yield decoder.decode(b"", final=True).encode()
