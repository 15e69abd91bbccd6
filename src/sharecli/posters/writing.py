"""Writes many files, each whole or not at all, at the price of a few: the disk is asked for a group of them at once."""

import hashlib
import itertools
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from sharecli.errors import CannotWrite
from sharecli.files import cannot_write
from sharecli.language import _

_HAS_LOCKS = sys.platform != "win32"
if _HAS_LOCKS:
    import fcntl

WAITING = ".sharecli-run-"
"""How the folder begins in which a run's files wait until they are whole."""

_FEW = 4
"""Files that are asked for one by one: keeping all that waits in the file system would take longer."""

_PORTERS = 4
"""Threads that give files their names. An old file that goes waits for the disk, a millisecond each, but many at once
wait no longer than one."""

_DAY = 24 * 60 * 60.0
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


class Writer:
    """Files are laid down, by any thread; then a group is settled on the disk, and placed under its names.

    Whatever happens between these, a name has its old file or its new one, whole. What a run leaves behind that was
    killed lies in one hidden folder, which the next run finds by :func:`abandoned`.
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
        self.folder, self._lock = _own_folder(home)
        _set_aside(f"{self.folder}/{next(self._numbers)}", reserve)

    def lay(self, content: bytes, path: str) -> Laid:
        """Write a file that shall be at ``path`` later.

        Raises:
            CannotWrite: the disk is full.
        """
        waiting = f"{self.folder}/{next(self._numbers)}"
        try:
            descriptor = os.open(waiting, _NEW, 0o644)
            try:
                written = os.write(descriptor, content)
                while written < len(content):
                    written += os.write(descriptor, content[written:])
                changed = os.fstat(descriptor).st_mtime_ns
            finally:
                os.close(descriptor)
        except OSError as error:
            raise cannot_write(path, error) from None
        return Laid(waiting, path, hashlib.sha256(content).hexdigest(), len(content), changed)

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

    def place(self, group: Sequence[Laid]) -> dict[str, CannotWrite]:
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

    def _place_some(self, group: Sequence[Laid]) -> dict[str, CannotWrite]:
        trouble = {}
        for one in group:
            try:
                self._place(one)
            except CannotWrite as error:
                trouble[one.waiting] = error
        return trouble

    def _place(self, one: Laid) -> None:
        folder = os.path.dirname(one.path)  # noqa: PTH120 - a Path would cost as much as the renaming
        try:
            if folder not in self._folders:
                self._make(folder)
            os.replace(one.waiting, one.path)  # noqa: PTH105
        except OSError as error:
            raise cannot_write(one.path, error) from None

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


def _set_aside(path: str, size: int) -> None:
    with suppress(OSError, AttributeError):  # no room any more, or a system that cannot: the run may do all the same
        descriptor = os.open(path, _NEW, 0o600)
        try:
            os.posix_fallocate(descriptor, 0, max(size, 1))
        finally:
            os.close(descriptor)


def abandoned(home: Path) -> list[Path]:
    """The folders of waiting files that belong to no run any more."""
    return [one for one in waiting_folders(home) if _is_abandoned(one)]


def waiting_folders(home: Path) -> list[Path]:
    """The folders of waiting files of all runs, also of one that is at work."""
    with os.scandir(home) as there:
        return [Path(one.path) for one in there if one.name.startswith(WAITING) and one.is_dir(follow_symlinks=False)]


def _own_folder(home: Path) -> tuple[str, int | None]:
    """A new folder, locked for as long as this process lives."""
    while True:
        try:
            folder = tempfile.mkdtemp(prefix=WAITING, dir=home)
        except OSError as error:
            raise cannot_write(home, error) from None
        if not _HAS_LOCKS:
            return folder, None
        lock = _locked(folder)
        if lock is None:
            return folder, None  # a file system without locks
        if lock >= 0 and Path(folder).exists():
            return folder, lock
        # Between its making and its lock, another run took it for one that is abandoned.
        if lock >= 0:
            os.close(lock)


def _locked(folder: str) -> int | None:
    """A lock on a folder: a descriptor; -1 where another process has it, None where there are no locks."""
    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except FileNotFoundError:
        return -1
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        os.close(descriptor)
        return -1 if isinstance(error, BlockingIOError) else None
    return descriptor


def _is_abandoned(folder: Path) -> bool:
    lock = _locked(str(folder)) if _HAS_LOCKS else None
    if lock is None:
        return time.time() - folder.stat().st_mtime > _DAY
    if lock >= 0:
        os.close(lock)
    return lock >= 0


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
