"""A bar on the standard error stream for things that come one by one; a line every tenth where there is no terminal."""

import sys
import time
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, TypeVar

from sharecli.language import _

if TYPE_CHECKING:
    from rich.progress import Task
    from rich.text import Text

T = TypeVar("T")

_FEWEST = 20
"""A handful needs no news."""

_REDRAWN = 0.1
"""Seconds between two looks at the bar; one for each of thousands would take longer than making them."""


def watched(
    things: Iterable[T], *, total: int, what: str, worked: Callable[[T], bool] = lambda _thing: True
) -> Iterator[T]:
    """The things as they come, with a bar: count, rate and time left.

    Args:
        things: what is worked off.
        total: how many there will be.
        what: one word for the bar.
        worked: whether a thing took work. What stood there already counts as done, and says nothing of how fast the
            others come.
    """
    yield from _bar(things, total, what, worked) if sys.stderr.isatty() else _lines(things, total, what, worked)


class _Clock:
    """How many things took work, and since when."""

    def __init__(self) -> None:
        self.made = 0
        self._since = time.monotonic()

    def count(self, *, worked: bool) -> None:
        """One more is done."""
        if worked:
            self.made += 1
        elif not self.made:
            self._since = time.monotonic()  # the work begins behind what stood there

    @property
    def seconds(self) -> float:
        """Since the work began."""
        return time.monotonic() - self._since


def _bar(things: Iterable[T], total: int, what: str, worked: Callable[[T], bool]) -> Iterator[T]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, TextColumn
    from rich.text import Text

    clock = _Clock()

    class Pace(ProgressColumn):
        """How fast, and for how long still."""

        def render(self, task: "Task") -> "Text":
            work = bar.tasks[-1]
            return Text(pace(work.completed, total - task.completed, clock.seconds, lately=work.speed))

    columns = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn(), Pace())
    # It draws itself when something is done: a thread of its own would keep the work from being shared by processes.
    with Progress(*columns, console=Console(file=sys.stderr), transient=True, auto_refresh=False) as bar:
        task = bar.add_task(what, total=total)
        work = bar.add_task("", total=None, visible=False)  # only to know how many came of late
        shown = 0.0
        for done, thing in enumerate(things, start=1):
            clock.count(worked=worked(thing))
            yield thing
            if (now := time.monotonic()) - shown > _REDRAWN:
                if clock.made:
                    bar.update(work, completed=clock.made)
                bar.update(task, completed=done, refresh=True)
                shown = now


def _lines(things: Iterable[T], total: int, what: str, worked: Callable[[T], bool]) -> Iterator[T]:
    clock = _Clock()
    for done, thing in enumerate(things, start=1):
        clock.count(worked=worked(thing))
        yield thing
        if total >= _FEWEST and done * 10 // total > (done - 1) * 10 // total:
            line = f"{what} {done}/{total} {pace(clock.made, total - done, clock.seconds)}"
            sys.stderr.write(line.rstrip() + "\n")
            sys.stderr.flush()


def pace(made: float, left: float, seconds: float, *, lately: float | None = None) -> str:
    """Rate and time left, as ``12.5/s, 0:42 left``; empty before there is anything to tell.

    Args:
        made: things that are done and took work.
        left: things that are still to be done.
        seconds: since the work began.
        lately: things a second of late, where that is known; else on the whole.
    """
    rate = lately or (made / seconds if seconds > 0 else 0)
    if not made or not rate:
        return ""
    speed = f"{rate:,.0f}/s" if rate >= 10 else f"{rate:.1f}/s"  # noqa: PLR2004 - a digit is enough to compare by
    if left <= 0:
        return speed
    minutes, rest = divmod(round(left / rate), 60)
    hours, minutes = divmod(minutes, 60)
    clock = f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
    return _("{rate}, {time} left").format(rate=speed, time=clock)
