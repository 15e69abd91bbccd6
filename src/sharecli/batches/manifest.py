"""The manifest of a folder: what each file in it is and what its codes say. One that is read is not trusted."""

import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from stat import S_ISREG
from typing import IO, Any

from sharecli import __version__
from sharecli.batches import waiting
from sharecli.batches.rows import Row, brief, fault, is_inside
from sharecli.batches.writing import Writer
from sharecli.errors import CannotWrite
from sharecli.files import cannot_write
from sharecli.language import _
from sharecli.text import clean

__all__ = [
    "CAPTION", "LARGEST", "NAME", "START", "Journal", "Manifest", "Row", "brief", "content", "for_writing", "is_inside",
    "read", "standing", "write",
]  # fmt: skip

NAME = "manifest.json"

START = b'{"by": "sharecli"'
"""How one of ours begins."""

CAPTION = "caption.txt"
"""A text that may stand beside the files; it is the seller's to change, so no manifest names it."""

LARGEST = 128 * 1024 * 1024
"""Bytes of a manifest that is read: a hundred thousand files."""

_JOURNAL = "rows"
"""In a run's waiting folder: the rows that are not in the manifest yet, one a line."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """A manifest, read.

    Attributes:
        rows: by file, ``/`` between folders.
        wrong: rows that cannot be true: their file's name, as far as there is one, and why.
        mark: what the file was like when it was read.
    """

    rows: dict[str, Row] = field(default_factory=dict)
    wrong: tuple[tuple[str, str], ...] = ()
    mark: tuple[int, ...] = ()


def read(home: Path) -> Manifest:
    """The manifest of a folder, with the rows of runs that could not write theirs; empty where there is none.

    Raises:
        CannotWrite: it is somebody else's, damaged or too large.
    """
    path = home / NAME
    mark = _mark(path)
    good: dict[str, Row] = {}
    wrong: list[tuple[str, str]] = []
    for row in _loaded(path) if mark else []:
        if why := fault(row):
            wrong.append((clean(str(row.get("file") if isinstance(row, dict) else row), limit=80), why))
        else:
            good[row["file"]] = row
    for row in _journals(home):
        good[row["file"]] = row
    return Manifest(good, tuple(wrong), mark)


def for_writing(home: Path) -> Manifest:
    """As :func:`read`, for a run that will write it again.

    Raises:
        CannotWrite: as there, and where a row cannot be true: writing would lose it.
    """
    there = read(home)
    if there.wrong:
        raise _not_ours(home / NAME)
    return there


def write(home: Path, before: Manifest, mine: dict[str, Row], writer: Writer) -> None:
    """Write the manifest: what was there, and this run's rows; files that have gone are dropped.

    Between its reading and its writing, no other run may write it, or the rows of one of the two were lost.

    Raises:
        CannotWrite: the disk is full.
    """
    with waiting.alone(home):
        _write(home, before, mine, writer)


def _write(home: Path, before: Manifest, mine: dict[str, Row], writer: Writer) -> None:
    path = home / NAME
    # Another run may have added its own meanwhile.
    then = before if _mark(path) == before.mark else for_writing(home)
    rows = then.rows | mine
    start = f"{home}/"
    kept = [rows[name] for name in sorted(rows) if name in mine or os.path.isfile(start + name)]  # noqa: PTH113 - as fast
    if not kept and not before.mark:
        return
    laid = writer.lay(_parts(kept), str(path))
    writer.settle([laid])
    for trouble in writer.place([laid]).values():
        raise trouble.error


def content(rows: Iterable[Row]) -> bytes:
    """A manifest of these rows."""
    return b"".join(_parts(rows))


def _parts(rows: Iterable[Row]) -> Iterator[bytes]:
    """The same, in parts: ten thousand rows at once would be more memory than a poster takes."""
    yield f'{START.decode()}, "version": {json.dumps(__version__)}, "files": ['.encode()
    # A row a line: readable, a small change is a small difference, and much faster than an indented one.
    for number, row in enumerate(rows):
        line = f"{',' if number else ''}\n{json.dumps(row, ensure_ascii=False)}"
        # Half a character comes back from its escape as it was.
        yield line.encode("utf-8", "backslashreplace")
    yield b"\n]}\n"


class Journal:
    """Notes rows before their files are placed, so that a run that is killed loses none; :func:`read` finds them."""

    def __init__(self, writer: Writer) -> None:
        self._path = f"{writer.folder}/{_JOURNAL}"
        self._file: IO[bytes] | None = None

    def note(self, rows: Iterable[Row]) -> None:
        """Note these.

        Raises:
            CannotWrite: the disk is full.
        """
        lines = "".join(json.dumps(row) + "\n" for row in rows).encode()
        try:
            if self._file is None:
                self._file = open(self._path, "ab", buffering=0)  # noqa: SIM115, PTH123 - open as long as the run
            self._file.write(lines)
        except OSError as error:
            raise cannot_write(self._path, error) from None

    def close(self) -> None:
        """Close it, before its folder goes."""
        if self._file is not None:
            self._file.close()


def standing(home: str, row: Row | None, *, recipe: str, verified: bool) -> Row | None:
    """The row of a file that is there, whole, and is what would be made again; else None.

    A file with the size and the time it was left with is taken for the same: reading thousands would cost as much as
    making them. Another time, as in a copied folder, has its bytes read once, and the row that is returned knows it.

    Args:
        home: the folder.
        row: of the manifest, or None.
        recipe: hash of everything that determines the file.
        verified: whether it has to have been read back.
    """
    if row is None or not recipe or row.get("recipe") != recipe or (verified and row.get("verified") is not True):
        return None
    return _found(home, row)


def _found(home: str, row: Row) -> Row | None:
    """The row of a file that is there, whole, with the time it has now; else None."""
    path = f"{home}/{row['file']}"
    try:
        there = os.lstat(path)
        if there.st_size != row["bytes"] or not S_ISREG(there.st_mode):
            return None
        if there.st_mtime_ns == row.get("mtime_ns"):
            return row
        with open(path, "rb") as handle:  # noqa: PTH123 - a str here
            same = hashlib.file_digest(handle, "sha256").hexdigest() == row["sha256"]
    except OSError:
        return None
    return row | {"mtime_ns": there.st_mtime_ns} if same else None


def _mark(path: Path) -> tuple[int, ...]:
    try:
        there = path.lstat()
    except FileNotFoundError:
        return ()
    except OSError:
        raise _not_ours(path) from None
    if not S_ISREG(there.st_mode) or there.st_size > LARGEST:
        raise _not_ours(path)
    return (there.st_ino, there.st_mtime_ns, there.st_size)


def _loaded(path: Path) -> list[Any]:
    try:
        there = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        raise _not_ours(path) from None
    if not isinstance(there, dict) or there.get("by") != "sharecli" or not isinstance(there.get("files"), list):
        raise _not_ours(path)
    return list(there["files"])


def _journals(home: Path) -> Iterable[Row]:
    for folder in waiting.waiting_folders(home):
        try:
            lines = (folder / _JOURNAL).read_bytes().split(b"\n")
        except OSError:
            continue
        for line in lines:
            try:
                row = json.loads(line)
            except (ValueError, RecursionError):
                continue  # the last line of one that was killed
            # Rows are noted before their files have their names.
            if not fault(row) and (stands := _found(str(home), row)):
                yield stands


def _not_ours(path: Path) -> CannotWrite:
    message = _("“{path}” is not a manifest of sharecli's; it is left as it is").format(path=path)
    return CannotWrite(message, hint=_("name another folder with --into"))
