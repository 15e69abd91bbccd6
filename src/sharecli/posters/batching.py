"""Works a batch off: some files are drawn, some gather in a group, and the group before is brought to the disk."""

import shutil
import time
from collections import deque
from collections.abc import Callable, Generator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

from sharecli.errors import CannotWrite, SharecliError
from sharecli.posters import manifest
from sharecli.posters.crew import CHUNK, Awaited, Crew
from sharecli.posters.jobs import Done, Drawing, Failed, Job, Kept, Written
from sharecli.posters.manifest import Journal, Row
from sharecli.posters.writing import Laid, Writer, abandoned

_LARGEST_GROUP = 128
"""Files that are settled on the disk together. The first groups are small: something is there soon."""

_LONG_ROW = 1024
"""Bytes: so much room a file's row of the manifest takes."""

_GROUP_SECONDS = 0.3
"""No finished file waits longer for the next ones, unless none comes."""


class _Laid(NamedTuple):
    """A drawn file that waits for its group."""

    job: Job
    name: str
    laid: Laid
    drawing: Drawing


class _Apart(NamedTuple):
    """A file that is being drawn in another process."""

    job: Job
    name: str
    drawing: Awaited


_Waiting = _Laid | Kept | Failed


class Run:
    """One run, in the order of its jobs: some are drawn, a group gathers, the one before it is settled."""

    def __init__(self, home: Path, before: manifest.Manifest, *, workers: int, files: int, todo: int) -> None:
        """A run that has not begun.

        Args:
            home: the folder.
            before: its manifest.
            workers: files that are drawn at a time.
            files: how many there may be, so that room is set aside for their rows.
            todo: how many are to be drawn.
        """
        self._home, self._before, self._room = home, before, _LONG_ROW * files
        self._rows: dict[str, Row] = {}
        # A few are drawn ahead, not all: memory stays flat, and Ctrl-C ends soon.
        self._ahead = workers * 2
        self._workers, self._todo = workers, todo
        self._crew: Crew | None = None
        self._is_called = False
        self._artists, self._clerk = ThreadPoolExecutor(workers), ThreadPoolExecutor(1)
        self._drawing: deque[Future[_Laid | Failed] | _Apart | _Waiting] = deque()
        self._group: list[_Waiting] = []
        self._group_size, self._since = 1, 0.0
        self._settling: Future[list[Done]] | None = None
        self._pen: tuple[Writer, Journal] | None = None

    def __enter__(self) -> Self:
        # What a killed run had finished comes into the manifest before its journal goes.
        if left := abandoned(self._home):
            manifest.write(self._home, self._before, self._before.rows, self._tools()[0])
            for one in left:
                shutil.rmtree(one, ignore_errors=True)
        return self

    def _tools(self) -> tuple[Writer, Journal]:
        """What writes; a run that changes nothing makes nothing."""
        if self._pen is None:
            size = self._before.mark[-1] if self._before.mark else 0
            writer = Writer(self._home, reserve=size + self._room)
            self._pen = writer, Journal(writer)
        return self._pen

    @property
    def is_idle(self) -> bool:
        """Whether nothing comes before what is next."""
        return not (self._drawing or self._group or self._settling)

    def kept(self, job: Job, now: Row, before: Row | None) -> Kept:
        """A file that stays."""
        if now is not before:
            self._rows[now["file"]] = now
        return Kept(job, self._home / now["file"], now)

    def waits(self, one: Kept) -> None:
        """It is told of when those before it are."""
        self._drawing.append(one)

    def begin(self, job: Job, name: str) -> None:
        """Have a file drawn."""
        writer, _journal = self._tools()
        try:
            job.before()
        except SharecliError as error:
            self._drawing.append(Failed(job, error))
            return
        if not job.crowd:
            self._drawing.append(self._artists.submit(self._draw, job, name, job.make, writer))
        elif crew := self._called(job.crowd):
            self._drawing.append(_Apart(job, name, crew.take(job.make)))
        else:
            self._drawing.append(self._draw(job, name, job.make, writer))

    def _called(self, crowd: int) -> Crew | None:
        """The processes that draw, where there are to be some: called once, before there is a second thread."""
        if not self._is_called:
            self._is_called = True
            self._crew = Crew.called(self._workers, todo=self._todo, crowd=crowd)
            if self._crew:
                self._ahead *= CHUNK
        return self._crew

    def _draw(self, job: Job, name: str, make: Callable[[], Drawing], writer: Writer) -> _Laid | Failed:
        try:
            drawing = Drawing(*make())
        except SharecliError as error:
            return Failed(job, error)
        # Laid down at once, so that no more pictures are held than are being drawn.
        laid = writer.lay(drawing.content, f"{self._home}/{name}")
        return _Laid(job, name, laid, drawing._replace(content=b""))

    def ready(self) -> Generator[Done]:
        """Those that are finished; waits for one where too many are drawn ahead."""
        while self._drawing and (len(self._drawing) > self._ahead or _is_there(self._drawing[0])):
            self._gather()
            if len(self._group) >= self._group_size or time.monotonic() - self._since > _GROUP_SECONDS:
                yield from self._hand_over()
        if self._settling is not None and self._settling.done():
            yield from self._settled()

    def rest(self) -> Generator[Done]:
        """All that is left."""
        while self._drawing:
            self._gather()
            if len(self._group) >= self._group_size:
                yield from self._hand_over()
        yield from self._hand_over()
        yield from self._settled()

    def _gather(self) -> None:
        first = self._drawing[0]
        one = self._waited(first)
        self._drawing.popleft()
        if not self._group:
            self._since = time.monotonic()
        self._group.append(one)

    def _waited(self, one: Future[_Laid | Failed] | _Apart | _Waiting) -> _Waiting:
        if isinstance(one, Future):
            return one.result()
        if isinstance(one, _Apart):
            return self._draw(one.job, one.name, one.drawing.result, self._tools()[0])
        return one

    def _hand_over(self) -> list[Done]:
        """Have the group settled while the next gathers; the group before it."""
        done = self._settled()
        group, self._group = self._group, []
        self._group_size = min(self._group_size * 2, _LARGEST_GROUP)
        self._settling = self._clerk.submit(self._settle, group)
        return done

    def _settled(self) -> list[Done]:
        if self._settling is None:
            return []
        done = self._settling.result()
        self._settling = None
        return done

    def _settle(self, group: Sequence[_Waiting]) -> list[Done]:
        """On the disk first, then under its name, then on record: a name never has half a file."""
        laid = [one.laid for one in group if isinstance(one, _Laid)]
        if not laid:
            return [one for one in group if not isinstance(one, _Laid)]
        writer, journal = self._tools()
        writer.settle(laid)
        trouble = writer.place(laid)
        done = [_written(one) if isinstance(one, _Laid) else one for one in group if not _is_in(trouble, one)]
        rows = {one.recorded["file"]: one.recorded for one in done if isinstance(one, Written)}
        self._rows |= rows
        journal.note(rows.values())
        if trouble:
            raise next(iter(trouble.values()))
        return done

    def __exit__(
        self, _kind: type[BaseException] | None, error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        if self._crew:
            self._crew.close()
        self._artists.shutdown(wait=True, cancel_futures=True)
        self._clerk.shutdown(wait=True)
        try:
            if error is not None and self._pen is not None:
                self._save()
            if self._rows:
                manifest.write(self._home, self._before, self._rows, self._tools()[0])
        except CannotWrite:
            # The disk is full, or gone. The journal stays for the next run; the first trouble is the one to tell of.
            self._put_away(keep=True)
            if error is None:
                raise
        else:
            self._put_away(keep=False)

    def _save(self) -> None:
        """Keep what was finished before the trouble came."""
        with suppress(CannotWrite):
            self._group += [self._waited(one) for one in self._drawing if _is_made(one)]
            self._settle(self._group)
        self._tools()[0].clear()  # makes room for the manifest

    def _put_away(self, *, keep: bool) -> None:
        if self._pen is not None:
            writer, journal = self._pen
            journal.close()
            writer.close(keep=keep)


def _is_in(trouble: Mapping[str, CannotWrite], one: _Waiting) -> bool:
    return isinstance(one, _Laid) and one.laid.waiting in trouble


def _is_there(one: "Future[_Laid | Failed] | _Apart | _Waiting") -> bool:
    if isinstance(one, _Apart):
        return one.drawing.done()
    return not isinstance(one, Future) or one.done()


def _is_made(one: "Future[_Laid | Failed] | _Apart | _Waiting") -> bool:
    if isinstance(one, _Apart):
        return one.drawing.kept()
    return not isinstance(one, Future) or (one.done() and not one.cancelled() and one.exception() is None)


def _written(one: _Laid) -> Written:
    job, laid = one.job, one.laid
    row = {
        "file": one.name,
        "product": job.product,
        "channel": job.channel,
        "link": job.link,
        "url": job.url or None,
        "width": job.width or None,
        "height": job.height or None,
        "bytes": laid.size,
        "sha256": laid.sha256,
        "verified": job.verified,
        "kind": job.ending,
    }
    known_later = {"recipe": job.recipe, "codes": list(one.drawing.codes), "mtime_ns": laid.mtime_ns}
    return Written(job, Path(laid.path), tuple(one.drawing.remarks), row | dict(job.facts) | row | known_later)
