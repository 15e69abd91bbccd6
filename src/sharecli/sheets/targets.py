"""Where a sheet or an overview goes: into a file of its kind, over nothing of another kind, and on record."""

import hashlib
from dataclasses import dataclass, field
from pathlib import Path
from stat import S_ISREG
from typing import Any, Self

from sharecli.batches import manifest
from sharecli.batches.manifest import Manifest
from sharecli.batches.writing import Writer
from sharecli.errors import BadValue, CannotWrite
from sharecli.files import cannot_write, folder, write_whole
from sharecli.language import _

_ENDINGS = {"pdf": (".pdf",), "jpg": (".jpg", ".jpeg")}
_STARTS = {"pdf": b"%PDF-", "jpg": b"\xff\xd8\xff"}
MARKS = {"pdf": b"/Title(sharecli)", "jpg": b"sharecli contact-sheet"}
"""What a finished file has in it, by which it is known again: a PDF's title, a JPEG's comment."""
_LARGEST = 256 * 1024 * 1024
"""Bytes of a file that is looked through: ours are far smaller."""


@dataclass(frozen=True, slots=True)
class Target:
    """A file that will be written.

    Attributes:
        path: of the file.
        before: the manifest of its folder, where the file shall be in it.
    """

    path: Path
    before: Manifest = field(default_factory=Manifest)

    @classmethod
    def picked(cls, path: Path, kind: str, *, ours: bool = False) -> Self:
        """The file that was named, before anything is made for it.

        Args:
            path: as named; its folder may be missing.
            kind: ``pdf`` or ``jpg``.
            ours: whether it is known that sharecli made what is there; else the file itself has to say so.

        Raises:
            BadValue: its name ends like another kind's.
            CannotWrite: there is something of another kind, or that sharecli did not make.
        """
        if path.suffix.lower() not in _ENDINGS[kind]:
            message = _("“{path}” does not end in {endings}").format(path=path, endings=", ".join(_ENDINGS[kind]))
            raise BadValue(message, hint="--to sheet.pdf" if kind == "pdf" else "--to contact-sheet.jpg")
        if not _is_free(path, _STARTS[kind]):
            message = _("“{path}” is there and no {kind}; it is left as it is").format(path=path, kind=kind.upper())
            raise CannotWrite(message, hint=_("name another file with --to"))
        if path.is_file() and not ours and not _is_marked(path, kind):
            message = _("“{path}” is there and was not made by sharecli; it is left as it is").format(path=path)
            raise CannotWrite(message, hint=_("name another file with --to"))
        return cls(path)

    @classmethod
    def recorded(cls, path: Path, kind: str) -> Self:
        """As :meth:`picked`, for a file that its folder's manifest shall name.

        Raises:
            BadValue: as there.
            CannotWrite: as there; or the manifest is somebody else's, or cannot name such a file.
        """
        home = path.parent
        if not manifest.is_inside(path.name):
            message = _("“{path}” is no name that a manifest can hold").format(path=path.name)
            raise CannotWrite(message, hint=_("name another file with --to"))
        try:
            before = manifest.for_writing(home) if home.is_dir() else Manifest()
        except CannotWrite as error:
            raise CannotWrite(error.message, hint=_("name another file with --to")) from None
        return cls(cls.picked(path, kind, ours=path.name in before.rows).path, before)

    def write(self, content: bytes) -> None:
        """Write the file, whole or not at all; its folder is made.

        Raises:
            CannotWrite: the disk is full, or the folder is read-only.
        """
        folder(self.path.parent, hint=_("name another file with --to"))
        write_whole(self.path, content)

    def record(self, content: bytes, facts: dict[str, Any]) -> None:
        """Write the file and its row of the manifest, each whole or not at all; the folder is made.

        Args:
            content: of the file.
            facts: what its row says beside its name, size and hash.

        Raises:
            CannotWrite: the disk is full, or the folder is read-only.
        """
        self.write(content)
        home, name = self.path.parent, self.path.name
        row = {"file": name, "bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
        writer = Writer(home)
        try:
            manifest.write(home, self.before, {name: row | facts}, writer)
        finally:
            writer.close()


def _is_marked(path: Path, kind: str) -> bool:
    """Whether a file says of itself that sharecli made it; one in which nothing is has nothing to lose."""
    try:
        content = path.read_bytes() if path.stat().st_size <= _LARGEST else b""
    except OSError as error:
        raise cannot_write(path, error) from None
    return MARKS[kind] in content or not path.stat().st_size


def _is_free(path: Path, start: bytes) -> bool:
    """Whether nothing is lost where a file is written there: nothing is, or nothing is in it, or one of its kind."""
    try:
        there = path.stat()
        if not S_ISREG(there.st_mode):
            return False  # a pipe would be waited for
        with path.open("rb") as file:
            return not there.st_size or file.read(len(start)) == start
    except (FileNotFoundError, NotADirectoryError):
        return True  # its folder is looked at when it is made
    except OSError as error:
        raise cannot_write(path, error) from None
