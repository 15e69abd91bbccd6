"""Runs several processes that answer, and writes in this one what they take down; none is lost when one is killed."""

import gc
import logging
import os
import secrets
import select
import signal
import socket
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from sharecli.clicks.store import beside
from sharecli.language import _
from sharecli.redirects import keeping, serving
from sharecli.redirects.board import Board
from sharecli.redirects.keeping import Keeper, Tally
from sharecli.redirects.relay import Seat
from sharecli.redirects.tails import Tails

if TYPE_CHECKING:
    from multiprocessing.process import BaseProcess

MOST = 64
"""Processes that may be asked for."""

_LONGEST_SLEEP = 1.0
_SHORTEST_LIFE = 1.0
"""Seconds; who ends sooner is not followed at once: it may end again and again."""

_SECONDS_TO_END = serving.SECONDS_TO_END + 3
"""Until a process that was asked to end is killed."""

_SIGNALS = [signal.SIGINT, signal.SIGTERM]

_log = logging.getLogger("sharecli.redirects")


def can_be_several() -> bool:
    """Whether this system can copy a process."""
    return hasattr(os, "fork")


def usual() -> int:
    """How many processes answer where nobody says: one a core with what makes it fast, else one.

    Who installs ``serve-fast`` expects more visitors than one process leads on; for everybody else one is plenty. Only
    Linux deals connections out among them, and macOS does not like a copy of a process that has used its libraries.
    """
    if find_spec("uvloop") is None:
        return 1
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(cores, 8) if sys.platform == "linux" else 1


class _Worker(NamedTuple):
    """A process that answers."""

    process: "BaseProcess"
    place: int
    name: str
    since: float


class Workers:
    """The processes of one server.

    Args:
        path: the seller's file.
        listening: a socket for each process.
        trusted: of :func:`sharecli.redirects.serving.proxies`.
        visitors: whether one visitor is told from another.
    """

    def __init__(
        self, path: Path, listening: Sequence[socket.socket], *, trusted: Sequence[str], visitors: bool
    ) -> None:
        self._path, self._listening, self._trusted, self._visitors = path, listening, trusted, visitors
        self._server = secrets.token_hex(6)
        self._board = Board(len(listening))
        self._life, self._alive = os.pipe()
        self._crew: list[_Worker] = []
        self._vacant = list(range(len(listening)))
        self._not_before = 0.0
        self._born = 0
        self._asked_at: float | None = None
        self._drowsy = False
        self._tally = Tally()
        self._keeper = Keeper(beside(path), self._tally)
        self._tails = Tails(beside(path), self._server)

    def run(self) -> Tally:
        """Serve until SIGTERM or Ctrl-C; what came until then is on the disk afterwards.

        Raises:
            ServerMissing: uvicorn is not installed.
        """
        serving.ready()
        gc.collect()
        gc.freeze()  # what the others share with this one is not looked through by each, and stays shared
        with self._told() as news:
            try:
                self._collect(news)
            finally:
                for one in self._crew:
                    one.process.kill()
                os.close(self._alive)
        self._keeper.close()
        self._tails.close()
        self._tally.dropped = self._board.dropped
        return self._tally

    def _collect(self, news: int) -> None:
        failing_since: float | None = None
        while True:
            self._look_after()
            over = not self._crew and self._asked_at is not None
            try:
                hits, reached = self._tails.gather(keeping.BATCH)
                connection = self._keeper.open()
                self._keeper.keep(hits, reached)
                self._tails.committed(connection, reached)
            except Exception as error:  # noqa: BLE001 - this loop is all that stands between clicks and nothing
                self._keeper.failed(error)
                self._tell()
                failing_since = failing_since or time.monotonic()
                if over and time.monotonic() >= failing_since + keeping.PATIENCE:
                    self._tally.kept = self._tails.waiting()
                    return
                time.sleep(keeping.PAUSE)
                continue
            failing_since = None
            self._tell()
            if over and not hits:
                return
            self._rest(news, len(hits))

    def _tell(self) -> None:
        done = self._tally.stored + self._tally.left_out
        self._board.tell(done=done, trouble=bool(self._tally.trouble))

    def _rest(self, news: int, count: int) -> None:
        """Until there is something to write, or anybody ends or shall end.

        Args:
            news: of :meth:`_told`.
            count: how many requests were written just now.
        """
        if pause := keeping.gathering(count):
            select.select([news], [], [], pause)
        elif not (count or self._drowsy):
            self._drowsy = True
            self._board.sleep()  # and look once more
            return
        elif not count:
            select.select([news, self._board.woken], [], [], _LONGEST_SLEEP)
        self._drowsy = False
        self._board.wake()
        with suppress(OSError):
            while os.read(news, 4096):
                pass

    def _look_after(self) -> None:
        """Take leave of processes that have ended, let others follow them, and end those that shall end."""
        now = time.monotonic()
        for one in [one for one in self._crew if not one.process.is_alive()]:
            self._crew.remove(one)
            with suppress(OSError):  # a folder that cannot be looked into is told of where it is read
                self._tails.ended(one.name)
            self._vacant.append(one.place)
            if self._asked_at is None:
                words = _("a process that answers has ended ({code}); another one takes its place")
                _log.error("%s", words.format(code=one.process.exitcode))
                if now - one.since < _SHORTEST_LIFE:
                    self._not_before = now + _SHORTEST_LIFE
        if self._asked_at is not None:
            for listening in self._listening:
                listening.close()  # else whoever comes now would wait for an answer that nobody gives
            for one in self._crew:
                if now > self._asked_at + _SECONDS_TO_END:
                    one.process.kill()
                else:
                    one.process.terminate()  # again and again: the first may have come before it could hear
        elif self._vacant and now >= self._not_before:
            # No copy of an open file of SQLite's may come along: its locks are not copied.
            self._keeper.close()
            while self._vacant:
                self._hire(self._vacant.pop(0))

    def _hire(self, place: int) -> None:
        from multiprocessing import get_context

        self._born += 1
        name = f"{self._born:04}"
        seat = Seat(self._board, place, f"{self._server}-{name}")
        process = get_context("fork").Process(target=self._work, args=(seat,), name=f"sharecli-{name}")
        # What is asked for between its birth and its first word shall not be lost on it.
        before = signal.pthread_sigmask(signal.SIG_BLOCK, _SIGNALS)
        try:
            process.start()
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
        self._crew.append(_Worker(process, place, name, time.monotonic()))

    def _work(self, seat: Seat) -> None:
        """In the new process."""
        from sharecli.redirects.asgi import Redirects

        signal.set_wakeup_fd(-1)
        for one in (*_SIGNALS, signal.SIGCHLD):
            signal.signal(one, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _SIGNALS)
        os.close(self._alive)
        threading.Thread(target=_end_with, args=(self._life,), daemon=True).start()
        for place, other in enumerate(self._listening):
            if place != seat.place and other is not self._listening[seat.place]:
                other.close()
        redirects = Redirects(self._path, visitors=self._visitors, seat=seat)
        serving.run(redirects, self._listening[seat.place], trusted=self._trusted)

    @contextmanager
    def _told(self) -> Iterator[int]:
        """What becomes readable when a signal comes; being asked to end is noted."""
        news, bell = os.pipe()
        for one in (news, bell):
            os.set_blocking(one, False)

        def asked(*_words: object) -> None:
            self._asked_at = self._asked_at or time.monotonic()

        before = {one: signal.signal(one, asked) for one in _SIGNALS}
        before[signal.SIGCHLD] = signal.signal(signal.SIGCHLD, lambda *_words: None)
        rung = signal.set_wakeup_fd(bell)
        try:
            yield news
        finally:
            signal.set_wakeup_fd(rung)
            for one, handler in before.items():
                signal.signal(one, handler)
            os.close(news)
            os.close(bell)


def _end_with(life: int) -> None:
    """In a process that answers: when the one that writes is killed, nobody reads its spools before it is gone."""
    os.read(life, 1)
    os._exit(1)
