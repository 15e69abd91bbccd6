"""Writes many files, each whole or not at all, at the price of a few: the disk is asked for a group of them at once."""

import errno
import hashlib
import itertools
import os
import shutil
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from sharecli.batches.waiting import WAITING, own_folder
from sharecli.errors import CannotWrite
from sharecli.files import cannot_write
from sharecli.language import _

__all__ = ["WAITING", "Laid", "Misplaced", "Writer"]

_FEW = 4
"""Files that are asked for one by one: keeping all that waits in the file system would take longer."""

_PORTERS = 4
"""Threads that give files their names. An old file that goes waits for the disk, a millisecond each, but many at once
wait no longer than one."""

_PARTS = 256
"""Parts of a file that are written at once."""

_ENDS = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO})
"""Troubles of the whole disk; any other is one name's."""

_BINARY = getattr(os, "O_BINARY", 0)
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY | getattr(os, "O_CLOEXEC", 0)


@dataclass(frozen=True, slots=True)
class Laid:
    """A file that waits under another name.

    Attributes:
        waiting: its path now.
        path: where it shall be.
        sha256: of its bytes, hex.
        size: bytes.
        mtime_ns: when it was changed last, nanoseconds; a new name does not change that.
    """

    waiting: str
    path: str
    sha256: str
    size: int
    mtime_ns: int


class Misplaced(NamedTuple):
    """A file that could not get its name.

    Attributes:
        error: why.
        ends: whether no other file would fare better: the disk is full, or broken.
    """

    error: CannotWrite
    ends: bool


class Writer:
    """Files are laid down, by any thread; then a group is settled on the disk, and placed under its names.

    Whatever happens between these, a name has its old file or its new one, whole. What a run leaves behind that was
    killed lies in one hidden folder, which the next run finds by :func:`sharecli.batches.waiting.abandoned`.
    """

    def __init__(self, home: Path, *, reserve: int = 0) -> None:
        """In a folder that is there.

        Args:
            home: the folder.
            reserve: bytes that :meth:`clear` gives back, so that on a full disk something can still be written.

        Raises:
            CannotWrite: nothing can be made in it.
        """
        self._home = home
        self._numbers = itertools.count()
        self._folders: set[str] = {str(home)}
        self.folder, self._lock = own_folder(home)
        _set_aside(f"{self.folder}/{next(self._numbers)}", reserve)

    def lay(self, content: bytes | Iterable[bytes], path: str) -> Laid:
        """Write a file that shall be at ``path`` later; what is long may come in parts.

        Raises:
            CannotWrite: the disk is full.
        """
        waiting = f"{self.folder}/{next(self._numbers)}"
        digest, size = hashlib.sha256(), 0
        try:
            descriptor = os.open(waiting, _NEW, 0o644)
            try:
                for part in (content,) if isinstance(content, bytes) else _gathered(content):
                    digest.update(part)
                    size += len(part)
                    _write(descriptor, part)
                changed = os.fstat(descriptor).st_mtime_ns
            finally:
                os.close(descriptor)
        except OSError as error:
            raise cannot_write(path, error) from None
        return Laid(waiting, path, digest.hexdigest(), size, changed)

    def settle(self, group: Sequence[Laid]) -> None:
        """Return when the bytes of these are on the disk.

        Raises:
            CannotWrite: the disk is full, or broken.
        """
        if len(group) > _FEW and _sync_around(self.folder):
            return
        for one in group:
            try:
                descriptor = os.open(one.waiting, os.O_RDWR | _BINARY)
                try:
                    os.fsync(descriptor)
                finally:
                    os.close(descriptor)
            except OSError as error:
                raise cannot_write(one.path, error) from None

    def place(self, group: Sequence[Laid]) -> dict[str, Misplaced]:
        """Give settled files their names; what was there is replaced.

        Returns:
            Those that could not be placed, by where they wait: a folder has that name, or one on the way leads
            elsewhere.
        """
        if len(group) <= _FEW:
            return self._place_some(group)
        with ThreadPoolExecutor(_PORTERS) as porters:
            parts = porters.map(self._place_some, [group[start::_PORTERS] for start in range(_PORTERS)])
            return {waiting: error for part in parts for waiting, error in part.items()}

    def _place_some(self, group: Sequence[Laid]) -> dict[str, Misplaced]:
        trouble = {}
        for one in group:
            try:
                self._place(one)
            except CannotWrite as error:
                trouble[one.waiting] = Misplaced(error, ends=False)
            except OSError as error:
                ends = error.errno in _ENDS
                refusal = cannot_write(one.path, error)
                if not ends:
                    refusal = CannotWrite(refusal.message, hint=_("move it away, or name another folder with --into"))
                trouble[one.waiting] = Misplaced(refusal, ends)
        return trouble

    def _place(self, one: Laid) -> None:
        folder = os.path.dirname(one.path)  # noqa: PTH120 - a Path would cost as much as the renaming
        if folder not in self._folders:
            self._make(folder)
        os.replace(one.waiting, one.path)  # noqa: PTH105 - as above

    def _make(self, folder: str) -> None:
        place = self._home
        for part in Path(folder).relative_to(self._home).parts:
            place /= part
            place.mkdir(exist_ok=True)
            if place.is_symlink():
                message = _("the folder “{path}” is a link to another place").format(path=place)
                raise CannotWrite(message, hint=_("name another folder with --into"))
        self._folders.add(folder)

    def clear(self) -> None:
        """Take away what waits still, and what was set aside."""
        with os.scandir(self.folder) as there:
            for one in there:
                if one.name.isdecimal():
                    os.unlink(one.path)  # noqa: PTH108 - a path as text

    def close(self, *, keep: bool = False) -> None:
        """End; ``keep`` leaves the folder to the next run."""
        if not keep:
            shutil.rmtree(self.folder, ignore_errors=True)
        if self._lock is not None:
            os.close(self._lock)


def _write(descriptor: int, content: bytes) -> None:
    written = os.write(descriptor, content)
    while written < len(content):
        written += os.write(descriptor, content[written:])


def _gathered(parts: Iterable[bytes]) -> Iterator[bytes]:
    """Short parts as fewer long ones: each is a call to the system."""
    ahead = iter(parts)
    while long := b"".join(itertools.islice(ahead, _PARTS)):
        yield long


def _set_aside(path: str, size: int) -> None:
    with suppress(OSError, AttributeError):  # no room any more, or a system that cannot: the run may do all the same
        descriptor = os.open(path, _NEW, 0o600)
        try:
            os.posix_fallocate(descriptor, 0, max(size, 1))
        finally:
            os.close(descriptor)


def _sync_around(folder: str) -> bool:
    """Have everything that waits in this file system written; whether that is known to be done.

    One call for a group costs a fifth of one for each file: the journal of the file system is written once.
    ``os.sync`` waits for every disk of the machine, and tells of no failure.
    """
    import ctypes

    try:
        syncfs = ctypes.CDLL(None).syncfs
    except (AttributeError, OSError, TypeError):  # not Linux
        return False
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        return bool(syncfs(descriptor) == 0)
    finally:
        os.close(descriptor)
