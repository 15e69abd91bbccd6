"""Draws codes in processes beside this one: as threads they would take turns, for each call is short."""

import os
import signal
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from importlib import import_module
from typing import TYPE_CHECKING, Self

from sharecli.batches import hands
from sharecli.batches.hands import Made, Make
from sharecli.batches.jobs import Drawing
from sharecli.codes import verify
from sharecli.codes.kinds import Kind
from sharecli.codes.look import Look, Style
from sharecli.codes.qr import Code

if TYPE_CHECKING:
    from concurrent.futures import Future

CHUNK = 16
"""Codes that are handed over together: fewer, and the handing over is felt; more, and the first files come late."""

_MANY_QUICK, _MANY_SLOW = 100, 8
"""From so many on, starting processes is paid for: plain PNGs take a millisecond, what Typst draws takes forty."""

_FRESH = 5
"""Times as many, where a process has to import everything anew."""

_BY_KIND: Mapping[Kind, Callable[[Code], bytes]] = {Kind.png: Code.png, Kind.svg: Code.svg, Kind.pdf: Code.pdf}


def drawn(url: str, look: Look, kind: Kind, *, verified: bool) -> Drawing:
    """A code as a file, proven if it shall be.

    Raises:
        Unscannable: it does not scan, or no code holds the link.
        LogoTooLarge: there is no room for the logo.
    """
    code = Code(url, look)
    content = _BY_KIND[kind](code)
    wanted = code.expected()
    if verified:
        verify.prove(content, [wanted], kind=kind.value)
    return Drawing(content, codes=[wanted.to_json()])


def crowd(look: Look, kind: Kind) -> int:
    """How many such codes are worth processes."""
    quick = kind is Kind.png and look.style is Style.square and not look.logo
    return _MANY_QUICK if quick else _MANY_SLOW


class _Chunk:
    """Drawings that are handed over together."""

    def __init__(self) -> None:
        self.makes: list[Make] = []
        self.future: Future[list[Made]] | None = None


class Awaited:
    """A drawing that is being made elsewhere; it looks like a future."""

    def __init__(self, crew: "Crew", chunk: _Chunk, make: Make) -> None:
        self._crew, self._chunk, self._make = crew, chunk, make
        self._place = len(chunk.makes) - 1

    def done(self) -> bool:
        """Whether it is there."""
        future = self._chunk.future
        return future is not None and future.done()

    def kept(self) -> bool:
        """Whether it was made, in a run that was stopped."""
        future = self._chunk.future
        there = future is not None and future.done() and not future.cancelled() and future.exception() is None
        return there and future is not None and self._place < len(future.result())

    def result(self) -> Made:
        """The drawing, or why there is none; waits for it.

        Where the system has killed a process, it is made here: the crew is gone, and the others of the chunk with it.
        """
        from concurrent.futures import BrokenExecutor

        if self._chunk.future is None:
            self._crew.send()
        assert self._chunk.future is not None  # noqa: S101 - just sent
        try:
            return self._chunk.future.result()[self._place]
        except BrokenExecutor:
            return self._make()


class Crew:
    """Some processes that draw."""

    @classmethod
    def called(cls, workers: int, *, todo: int, crowd: int) -> Self | None:
        """A crew, or None where one process is as fast.

        Args:
            workers: processes.
            todo: drawings to be made.
            crowd: how many are worth processes that begin as copies of this one.
        """
        forks = _may_fork()
        if workers < 2 or todo < crowd * (1 if forks else _FRESH):  # noqa: PLR2004 - one worker is this process
            return None
        try:
            return cls(workers, "fork" if forks else "spawn")
        except (ImportError, NotImplementedError, OSError):  # a system without semaphores
            return None

    def __init__(self, workers: int, method: str) -> None:
        """Not yet at work: the processes start with the first chunk.

        Args:
            workers: processes.
            method: ``fork`` or ``spawn``.
        """
        import multiprocessing
        from concurrent.futures import ProcessPoolExecutor

        if method == "fork":
            _read_in()
        context = multiprocessing.get_context(method)
        self._stop = context.Event()
        self._pool = ProcessPoolExecutor(workers, context, hands.set_up, (self._stop,))
        self._chunk = _Chunk()

    def take(self, make: Make) -> Awaited:
        """Have a drawing made."""
        self._chunk.makes.append(make)
        awaited = Awaited(self, self._chunk, make)
        if len(self._chunk.makes) >= CHUNK:
            self.send()
        return awaited

    def send(self) -> None:
        """Hand over what is gathered."""
        from concurrent.futures import BrokenExecutor, Future

        chunk, self._chunk = self._chunk, _Chunk()
        try:
            with _deaf():
                chunk.future = self._pool.submit(hands.work, chunk.makes)
        except BrokenExecutor as error:
            chunk.future = Future()
            chunk.future.set_exception(error)
        chunk.makes = []

    def close(self) -> None:
        """End the processes; what they are at is finished, what waits is not begun."""
        self._stop.set()
        self._pool.shutdown(wait=True, cancel_futures=True)


def _may_fork() -> bool:
    """Whether a copy of this process would be sound: a lock that another thread holds would stay closed in it."""
    try:
        return sys.platform == "linux" and len(os.listdir("/proc/self/task")) == 1  # noqa: PTH208 - names are enough
    except OSError:
        return False


def _read_in() -> None:
    """Import what every code needs, once instead of in each process."""
    for name in ("zxingcpp", "PIL.ImageChops", "PIL.ImageFilter", "PIL.JpegImagePlugin", "PIL.PngImagePlugin"):
        import_module(name)


@contextmanager
def _deaf() -> Iterator[None]:
    """Ctrl-C reaches every process of a terminal: no new one shall hear it before it is told not to."""
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
