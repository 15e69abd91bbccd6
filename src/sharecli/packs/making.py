"""Makes the folder of a pack: caption, poster and code, all of them or none."""

import errno
import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from itertools import count
from pathlib import Path

from sharecli.batches import export, manifest
from sharecli.batches.jobs import Failed, Job, Written
from sharecli.files import cannot_write, folder, write_whole

CAPTION, POSTER, CODE = manifest.CAPTION, "poster", "qr"
_THERE = {errno.ENOTEMPTY, errno.EEXIST, errno.ENOTDIR, errno.EISDIR}


@contextmanager
def waiting(home: Path, text: str, jobs: Sequence[Job]) -> Iterator[tuple[Path, list[str]]]:
    """A hidden folder in ``home`` with everything in it, and what the seller should know; it is gone afterwards.

    Args:
        home: where the pack shall stand; made where it is missing.
        text: the caption.
        jobs: what is drawn, each proven to scan.

    Raises:
        CannotWrite: the folder cannot be written.
        SharecliError: one of the files cannot be made.
    """
    folder(home)
    try:
        place = Path(tempfile.mkdtemp(prefix=".sharecli-", dir=home))
    except OSError as error:
        raise cannot_write(home, error) from None
    try:
        remarks = _drawn(jobs, place)
        write_whole(place / CAPTION, f"{text}\n".encode())
        place.chmod(0o755)
        yield place, remarks
    finally:
        shutil.rmtree(place, ignore_errors=True)


def placed(place: Path, name: str) -> Path:
    """Give a waiting folder its name, or the next free one: what was shared before stays as it was.

    Raises:
        CannotWrite: it cannot be named so.
    """
    for number in count(1):
        target = place.parent / (name if number == 1 else f"{name}-{number}")
        if target.exists() or target.is_symlink():
            continue
        try:
            place.rename(target)
        except OSError as error:
            if error.errno in _THERE:  # somebody was quicker
                continue
            raise cannot_write(target, error) from None
        _settled(target.parent)
        return target
    raise AssertionError  # numbers do not end


def names(folder_: Path) -> tuple[str, ...]:
    """The files of a pack for people and programs; the manifest is sharecli's own."""
    return tuple(sorted(one.name for one in folder_.iterdir() if one.name != "manifest.json"))


def _drawn(jobs: Sequence[Job], place: Path) -> list[str]:
    said: dict[str, None] = {}
    if jobs:
        with closing(export.write_all(jobs, place)) as files:
            for one in files:
                if isinstance(one, Failed):
                    raise one.error
                said |= dict.fromkeys(one.remarks if isinstance(one, Written) else ())
    return list(said)


def _settled(home: Path) -> None:
    """Have the new name on the disk, where the system can say so of a folder."""
    if hasattr(os, "O_DIRECTORY"):
        descriptor = os.open(home, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
