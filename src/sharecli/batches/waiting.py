"""The hidden folder in which a run's files wait until they are whole: made, locked while the run lives, found again."""

import os
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sharecli.files import cannot_write

_HAS_LOCKS = sys.platform != "win32"
if _HAS_LOCKS:
    import fcntl

WAITING = ".sharecli-run-"
"""How the folder begins in which a run's files wait until they are whole."""

_DAY = 24 * 60 * 60.0
_PATIENCE = 20.0
"""Seconds that another run may take to write the manifest; who holds the lock longer is no run."""

_PAUSE = 0.01


@contextmanager
def alone(home: Path) -> Iterator[None]:
    """No other run reads and writes this folder's manifest meanwhile; where there are no locks, nobody is kept out."""
    lock = _waited_for(str(home)) if _HAS_LOCKS else None
    try:
        yield
    finally:
        if lock is not None:
            os.close(lock)


def _waited_for(home: str) -> int | None:
    until = time.monotonic() + _PATIENCE
    while (lock := _locked(home)) == -1 and time.monotonic() < until:
        time.sleep(_PAUSE)
    return None if lock == -1 else lock


def abandoned(home: Path) -> list[Path]:
    """The folders of waiting files that belong to no run any more."""
    return [one for one in waiting_folders(home) if _is_abandoned(one)]


def waiting_folders(home: Path) -> list[Path]:
    """The folders of waiting files of all runs, also of one that is at work."""
    with os.scandir(home) as there:
        return [Path(one.path) for one in there if one.name.startswith(WAITING) and one.is_dir(follow_symlinks=False)]


def own_folder(home: Path) -> tuple[str, int | None]:
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
