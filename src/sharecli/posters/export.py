"""Writes what was drawn: each file whole or not at all, read back before it is kept, with a manifest beside them."""

import hashlib
import json
import os
from collections import deque
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sharecli import __version__
from sharecli.errors import CannotWrite, PartFailed, SharecliError
from sharecli.files import folder, safe_name, write_whole
from sharecli.language import _, plural

MANIFEST = "manifest.json"

_LONGEST_NAME = 200
"""Bytes: a product, a channel and a campaign fit in whole, so that none is cut to another's name."""

_WRITERS = 4
"""Threads that wait for the disk: what several ask it to keep at a time, it keeps in one go."""


Drawn = tuple[bytes, list[str]] | SharecliError
"""A file's bytes and remarks, or why there are none."""


@dataclass(frozen=True, slots=True)
class Job:
    """A file to be made.

    Attributes:
        name: without its ending; made safe here.
        ending: ``png``, ``svg`` or ``pdf``.
        product: product code.
        channel: channel key.
        link: link code.
        url: what its QR code holds; empty without one.
        width: pixels, or 0 for a vector file.
        height: pixels, or 0.
        make: draws it and proves it, in a thread; the bytes, and remarks.
        before: brings what it needs out of the seller's file, which only the first thread may read.
    """

    name: str
    ending: str
    product: str
    channel: str
    link: str
    url: str
    width: int
    height: int
    make: Callable[[], tuple[bytes, list[str]]]
    before: Callable[[], None] = lambda: None


@dataclass(frozen=True, slots=True)
class Written:
    """A file that was made, read back and kept."""

    job: Job
    path: Path
    sha256: str
    size: int
    remarks: tuple[str, ...]

    def row(self) -> dict[str, Any]:
        """For JSON and the manifest."""
        return {
            "file": self.path.name,
            "product": self.job.product,
            "channel": self.job.channel,
            "link": self.job.link,
            "url": self.job.url or None,
            "width": self.job.width or None,
            "height": self.job.height or None,
            "bytes": self.size,
            "sha256": self.sha256,
            "verified": True,
        }


@dataclass(frozen=True, slots=True)
class Failed:
    """A file that was not made, and why."""

    job: Job
    error: SharecliError


def write_all(jobs: Sequence[Job], into: Path) -> Generator[Written | Failed]:
    """Make every file, several at a time, in the order of the jobs; the manifest follows at the end, or at Ctrl-C.

    Raises:
        CannotWrite: the folder cannot be written, or the disk is full; what was finished is kept.
    """
    home = folder(into)
    _told_apart(jobs)
    _manifest(home)  # refuses a folder whose manifest is somebody else's, before anything is drawn
    workers = min(os.cpu_count() or 1, 8)
    kept: dict[str, Any] = {}
    artists, writers = ThreadPoolExecutor(workers), ThreadPoolExecutor(_WRITERS)
    drawing: deque[tuple[Job, Future[Drawn]]] = deque()
    writing: deque[Future[Written | Failed]] = deque()
    try:
        for job in jobs:
            drawing.append((job, _begun(job, artists)))
            # A few ahead, not all: memory stays flat, and Ctrl-C ends soon.
            if len(drawing) > workers * 2:
                writing.append(writers.submit(_keep, *_drawn(drawing), home, kept))
            if len(writing) > _WRITERS * 2:
                yield writing.popleft().result()
        while drawing:
            writing.append(writers.submit(_keep, *_drawn(drawing), home, kept))
        while writing:
            yield writing.popleft().result()
    except BaseException:
        _stop(artists, writers)
        with suppress(CannotWrite):  # the disk is full, or gone: the first trouble is the one to tell of
            _write_manifest(home, kept)
        raise
    _stop(artists, writers)
    _write_manifest(home, kept)


def _told_apart(jobs: Sequence[Job]) -> None:
    """Two links whose pictures would have one name would overwrite each other.

    Raises:
        CannotWrite: naming the file.
    """
    names: dict[str, str] = {}
    for job in jobs:
        name = f"{safe_name(job.name, longest=_LONGEST_NAME)}.{job.ending}".lower()
        if names.setdefault(name, job.link) != job.link:
            message = _("two different links would make one file, {name}").format(name=name)
            raise CannotWrite(message, hint=_("make them in two folders"))


def _stop(artists: ThreadPoolExecutor, writers: ThreadPoolExecutor) -> None:
    """Begin no other drawing; write what was handed over."""
    artists.shutdown(wait=True, cancel_futures=True)
    writers.shutdown(wait=True)


def _begun(job: Job, artists: ThreadPoolExecutor) -> "Future[Drawn]":
    try:
        job.before()
    except SharecliError as error:
        failed: Future[Drawn] = Future()
        failed.set_result(error)
        return failed
    return artists.submit(_draw, job)


def _draw(job: Job) -> Drawn:
    try:
        return job.make()
    except SharecliError as error:
        return error


def _drawn(drawing: "deque[tuple[Job, Future[Drawn]]]") -> tuple[Job, Drawn]:
    """The next one, when it is ready."""
    job, future = drawing.popleft()
    return job, future.result()


def _keep(job: Job, drawn: Drawn, home: Path, kept: dict[str, Any]) -> Written | Failed:
    """Write one file; what is written is noted at once, so that the manifest has it whatever happens next."""
    if isinstance(drawn, SharecliError):
        return Failed(job, drawn)
    content, remarks = drawn
    path = home / f"{safe_name(job.name, longest=_LONGEST_NAME)}.{job.ending}"
    write_whole(path, content)
    written = Written(job, path, hashlib.sha256(content).hexdigest(), len(content), tuple(remarks))
    kept[path.name] = written.row()
    return written


def _manifest(home: Path) -> dict[str, Any]:
    """The rows of a manifest that is there, by file."""
    path = home / MANIFEST
    try:
        there = json.loads(path.read_text("utf-8"))
        return (
            {row["file"]: row for row in there["files"] if (home / row["file"]).is_file()}
            if there["by"] == "sharecli"
            else _not_ours(path)
        )
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return _not_ours(path)


def _not_ours(path: Path) -> dict[str, Any]:
    message = _("“{path}” is not a manifest of sharecli's; it is left as it is").format(path=path)
    raise CannotWrite(message, hint=_("name another folder with --into"))


def _write_manifest(home: Path, rows: dict[str, Any]) -> None:
    if not rows:
        return
    rows = _manifest(home) | rows  # as it is now: another batch may have added its own meanwhile
    content = {"by": "sharecli", "version": __version__, "files": [rows[name] for name in sorted(rows)]}
    write_whole(home / MANIFEST, (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode())


def failure(failed: Sequence[Failed], total: int) -> PartFailed | None:
    """The error of a batch in which some were not made; None where all were."""
    if not failed:
        return None
    names = ", ".join(f"{one.job.name}.{one.job.ending}" for one in failed[:5]) + (" …" if len(failed) > 5 else "")  # noqa: PLR2004
    words = plural(
        "{count} file of {total} was not made: {names}",
        "{count} files of {total} were not made: {names}",
        len(failed),
    )
    return PartFailed(words.format(count=len(failed), total=total, names=names), hint=failed[0].error.hint)
