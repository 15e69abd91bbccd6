"""Works a batch off: so many files are drawn at a time, and in the order of the jobs they go to the disk."""

import shutil
from collections import deque
from collections.abc import Callable, Generator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Self

from sharecli.batches import manifest
from sharecli.batches.attempts import attempted, readied
from sharecli.batches.crew import CHUNK, Crew
from sharecli.batches.jobs import Done, Drawing, Failed, Job, Kept
from sharecli.batches.manifest import Journal, Row
from sharecli.batches.pending import Apart, Drawn, Pending, Waiting, is_made, is_there
from sharecli.batches.settling import Clerk
from sharecli.batches.waiting import abandoned
from sharecli.batches.writing import Writer
from sharecli.errors import CannotWrite, SharecliError

_LONG_ROW = 1024
"""Bytes: so much room a file's row of the manifest takes."""


class Hanging(KeyboardInterrupt):
    """Ctrl-C a second time: what was finished is kept, and something is still being drawn that may never end."""


class Run:
    """One run, in the order of its jobs; however it ends, what was finished is kept and on record."""

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
        self._clerk = Clerk(self._tools)
        # A few are drawn ahead, not all: memory stays flat, and Ctrl-C ends soon.
        self._ahead = workers * 2
        self._workers, self._todo = workers, todo
        self._crew: Crew | None = None
        self._is_called = False
        self._artists = ThreadPoolExecutor(workers)
        self._drawing: deque[Pending] = deque()
        self._pen: tuple[Writer, Journal] | None = None

    def __enter__(self) -> Self:
        # What a killed run had finished comes into the manifest before its journal goes.
        if left := abandoned(self._home):
            self._before = manifest.for_writing(self._home)  # it may have been killed since
            manifest.write(self._home, self._before, {}, self._tools()[0])
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
        return not self._drawing and self._clerk.is_idle

    def kept(self, job: Job, now: Row, before: Row | None) -> Kept:
        """A file that stays."""
        if now is not before:
            self._clerk.rows[now["file"]] = now
        return Kept(job, self._home / now["file"], now)

    def waits(self, one: Kept) -> None:
        """It is told of when those before it are."""
        self._drawing.append(one)

    def refuse(self, job: Job, error: SharecliError) -> None:
        """A file that cannot be made; it is told of when those before it are."""
        self._drawing.append(Failed(job, error))

    def begin(self, job: Job, name: str) -> None:
        """Have a file drawn."""
        writer, _journal = self._tools()
        if trouble := readied(job.before, name):
            self._drawing.append(Failed(job, trouble))
            return
        make = partial(attempted, job.make, name)
        if not job.crowd:
            self._drawing.append(self._artists.submit(self._draw, job, name, make, writer))
        elif crew := self._called(job.crowd):
            self._drawing.append(Apart(job, name, crew.take(make)))
        else:
            self._drawing.append(self._draw(job, name, make, writer))

    def _called(self, crowd: int) -> Crew | None:
        """The processes that draw, where there are to be some: called once, before there is a second thread."""
        if not self._is_called:
            self._is_called = True
            self._crew = Crew.called(self._workers, todo=self._todo, crowd=crowd)
            if self._crew:
                self._ahead *= CHUNK
        return self._crew

    def _draw(self, job: Job, name: str, make: Callable[[], Drawing | SharecliError], writer: Writer) -> Drawn | Failed:
        drawing = make()
        if isinstance(drawing, SharecliError):
            return Failed(job, drawing)
        # Laid down at once, so that no more pictures are held than are being drawn.
        laid = writer.lay(drawing.content, f"{self._home}/{name}")
        return Drawn(job, name, laid, drawing._replace(content=b""))

    def ready(self) -> Generator[Done]:
        """Those that are finished; waits for one where too many are drawn ahead."""
        while self._drawing and (len(self._drawing) > self._ahead or is_there(self._drawing[0])):
            self._gather()
            if self._clerk.is_due:
                yield from self._clerk.hand_over()
        yield from self._clerk.settled(wait=False)

    def rest(self) -> Generator[Done]:
        """All that is left."""
        while self._drawing:
            self._gather()
            if self._clerk.is_full:
                yield from self._clerk.hand_over()
        yield from self._clerk.hand_over()
        yield from self._clerk.settled()

    def _gather(self) -> None:
        self._clerk.take(self._waited(self._drawing[0]))
        self._drawing.popleft()

    def _waited(self, one: Pending) -> Waiting:
        if isinstance(one, Future):
            return one.result()
        if isinstance(one, Apart):
            return self._draw(one.job, one.name, one.drawing.result, self._tools()[0])
        return one

    def __exit__(
        self, _kind: type[BaseException] | None, error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        hangs = self._hangs()
        try:
            if hangs or (error is not None and self._pen is not None):
                self._save()
            if self._clerk.rows:
                manifest.write(self._home, self._before, self._clerk.rows, self._tools()[0])
        except CannotWrite:
            # The disk is full, or gone. The journal stays for the next run; the first trouble is the one to tell of.
            self._put_away(keep=True)
            if error is None:
                raise
        else:
            self._put_away(keep=False)
        if hangs:
            raise Hanging

    def _hangs(self) -> bool:
        """End what draws; whether somebody would not wait for it."""
        try:
            if self._crew:
                self._crew.close()
            self._artists.shutdown(wait=True, cancel_futures=True)
            self._clerk.end()
        except KeyboardInterrupt:
            # The second Ctrl-C: a template of the seller's own may go in circles, and then Typst never comes back.
            self._artists.shutdown(wait=False, cancel_futures=True)
            self._clerk.end()
            return True
        return False

    def _save(self) -> None:
        """Keep what was finished before the trouble came."""
        with suppress(CannotWrite):
            self._clerk.save([self._waited(one) for one in self._drawing if is_made(one)])
        if self._pen is not None:
            self._pen[0].clear()  # makes room for the manifest

    def _put_away(self, *, keep: bool) -> None:
        if self._pen is not None:
            writer, journal = self._pen
            journal.close()
            writer.close(keep=keep)
