"""What a file is, by its first bytes and whatever its name: text, a workbook, an archive of these."""

import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from sharecli.errors import Unreadable
from sharecli.language import _
from sharecli.ods import KIND, tables_of_ods
from sharecli.spreadsheet import LARGEST, Content, Text, UnknownFile, beginning, content_of
from sharecli.workbooks import Table, TooMuch, broken, damaged, opened, tables_of_xls
from sharecli.xlsx import tables_of_xlsx

MOST_MEMBERS = 1_000
MOST_UNPACKED = 400 * 1024 * 1024
"""Bytes of all members of an archive together; what its own table says of them is never believed."""

MOST_RATIO = 250
"""How many times larger than itself a file may be unpacked, once that is more than :data:`_HARMLESS`."""

_HARMLESS = 16 * 1024 * 1024
_PIECE = 256 * 1024
_ZIP, _OLE, _GZIP = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\x1f\x8b"
_EMPTY_ZIP = b"PK\x05\x06"
_OTHERS = {
    b"%PDF": "PDF", b"\x89PNG": "PNG", b"\xff\xd8\xff": "JPEG", b"Rar!": "RAR", b"7z\xbc\xaf": "7z", b"GIF8": "GIF",
    b"SQLite format 3": "SQLite",
}  # fmt: skip


_MARKUP = frozenset({b"<html", b"<!doc", b"<tabl", b"<meta"})
"""How a table begins that was saved as a page, and what some platforms name .xls."""


class BadArchive(Unreadable):
    """An archive is empty, has an archive inside, or names a place outside itself."""

    code = "bad-archive"


@dataclass(frozen=True, slots=True)
class Part:
    """A table that was found in a file.

    Attributes:
        name: of the member and the sheet; empty for the file itself.
        content: bytes of text, or a workbook's sheet.
        made: when the workbook was made, UTC as stored, or empty.
    """

    name: str
    content: Content
    made: str = ""


def source_of(path: Path) -> bytes | Text:
    """A file to look into: where it lies if it is text, else its bytes; standard input for ``-``.

    Raises:
        UnknownFile: it is not there, no plain file, or too large.
    """
    try:
        if str(path) != "-" and path.is_file():
            with path.open("rb") as handle:
                packed = handle.read(4).startswith((_ZIP, _EMPTY_ZIP, _OLE[:4], _GZIP))
            if not packed:
                return Text(path)
    except OSError:
        pass  # what reads it says why
    return content_of(path, workbooks=True)


def parts_of(content: bytes | Text) -> Iterator[Part]:
    """The tables in a file, one after another.

    Raises:
        DamagedFile: it is cut off, or not what it begins as.
        LockedFile: it wants a password.
        TooMuch: it unpacks to more than a report can be.
        BadArchive: it is empty, has an archive inside, or names a place outside itself.
        UnknownFile: it is another kind of file.
    """
    if isinstance(content, Text):
        _refuse_others(beginning(content, 1024))
        yield Part("", content)
    else:
        yield from _parts(content, inside=False)


def _parts(content: bytes, *, inside: bool) -> Iterator[Part]:
    if content.startswith(_ZIP):
        with opened(content) as archive:
            tables = _workbook(archive, len(content))
            if tables is None:
                if inside or "mimetype" in archive.namelist():
                    raise _archive_inside() if inside else _other("OpenDocument")
                yield from _members(archive, len(content))
            else:
                for table in tables:
                    yield Part(table.name, table.grid, table.made)
    elif content.startswith(_EMPTY_ZIP):
        raise _empty()
    elif content.startswith(_GZIP):
        if inside:
            raise _archive_inside()
        yield from _parts(_gunzipped(content), inside=True)
    elif content.startswith(_OLE):
        for table in tables_of_xls(content):
            yield Part(table.name, table.grid)
    else:
        _refuse_others(content[:1024])
        yield Part("", content)


def _workbook(archive: zipfile.ZipFile, size: int) -> Iterable[Table] | None:
    """The sheets of an archive that is a workbook; None of another."""
    unpack = _Unpacker(archive, size)
    if "[Content_Types].xml" in archive.namelist():
        return tables_of_xlsx(archive, unpack)
    if "mimetype" in archive.namelist() and b"".join(unpack("mimetype")).startswith(KIND):
        return tables_of_ods(archive, unpack)
    return None


def _refuse_others(head: bytes) -> None:
    """Refuse what is neither text nor packed, by its beginning."""
    if kind := next((name for start, name in _OTHERS.items() if head.startswith(start)), ""):
        raise _other(kind)
    if head.lstrip(b"\xef\xbb\xbf \t\r\n")[:5].lower() in _MARKUP:
        message = _("this is a web page, whatever its name: {kind}").format(kind="HTML")
        raise UnknownFile(message, hint=_("open it in a spreadsheet program, save it as .xlsx, and import that file"))


def _members(archive: zipfile.ZipFile, size: int) -> Iterator[Part]:
    unpack = _Unpacker(archive, size)
    for name in archive.namelist():
        if _outside(name):
            message = _("the archive names a place outside itself: “{name}”").format(name=name)
            raise BadArchive(message, hint=_("unpack it yourself, and import the reports in it"))
    names = [one.filename for one in archive.infolist() if not one.is_dir() and not _hidden(one.filename)]
    if not names:
        raise _empty()
    for name in sorted(names):
        content = b"".join(unpack(name))
        try:
            for part in _parts(content, inside=True):
                yield Part(f"{name}/{part.name}" if part.name else name, part.content, part.made)
        except UnknownFile:
            continue  # a picture or a letter beside the reports


def _hidden(name: str) -> bool:
    return any(part.startswith((".", "__MACOSX")) for part in PurePosixPath(name).parts)


def _outside(name: str) -> bool:
    plain = name.replace("\\", "/")
    return plain.startswith("/") or ".." in plain.split("/") or plain[1:2] == ":"


class _Unpacker:
    """Unpacks members piece by piece and counts what comes, whatever the archive says of itself."""

    def __init__(self, archive: zipfile.ZipFile, size: int) -> None:
        if len(archive.namelist()) > MOST_MEMBERS:
            raise _too_much()
        self._archive = archive
        self._most = _most(size)
        self._came = 0

    def __call__(self, name: str) -> Iterator[bytes]:
        with self._archive.open(name) as member:
            while piece := member.read(_PIECE):
                self._came += len(piece)
                if self._came > self._most:
                    raise _too_much()
                yield piece


def _most(size: int) -> int:
    return min(max(size * MOST_RATIO, _HARMLESS), MOST_UNPACKED)


def _gunzipped(content: bytes) -> bytes:
    most = min(_most(len(content)), LARGEST)
    whole = bytearray()
    left = content
    try:
        while left.startswith(_GZIP):  # several may stand behind one another
            reader = zlib.decompressobj(wbits=31)
            data = left
            while data and not reader.eof:
                whole += reader.decompress(data, _PIECE)
                data = reader.unconsumed_tail
                if len(whole) > most:
                    raise _too_much()
            if not reader.eof:
                raise damaged(broken())
            left = reader.unused_data
    except zlib.error as error:
        raise damaged(broken()) from error
    return bytes(whole)


def _too_much() -> TooMuch:
    message = _("the file unpacks to more than a report can be")
    return TooMuch(message, hint=_("unpack it yourself, look at it, and import the reports in it"))


def _archive_inside() -> BadArchive:
    return BadArchive(_("there is an archive inside the archive"), hint=_("unpack it, and import the reports in it"))


def _empty() -> BadArchive:
    return BadArchive(_("the archive is empty"), hint=_("download it again"))


def _other(kind: str) -> UnknownFile:
    message = _("this is a file of another kind: {kind}").format(kind=kind)
    return UnknownFile(message, hint=_("download the report as CSV or Excel"))
