"""A bar on the standard error stream for things that come one by one; a line every tenth where there is no terminal."""

import sys
import time
from collections.abc import Iterable, Iterator
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


def watched(things: Iterable[T], *, total: int, what: str) -> Iterator[T]:
    """The things as they come, with a bar: count, rate and time left.

    Args:
        things: what is worked off.
        total: how many there will be.
        what: one word for the bar.
    """
    yield from _bar(things, total, what) if sys.stderr.isatty() else _lines(things, total, what)


def _bar(things: Iterable[T], total: int, what: str) -> Iterator[T]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, TextColumn
    from rich.text import Text

    class Pace(ProgressColumn):
        """How fast, and for how long still."""

        def render(self, task: "Task") -> "Text":
            return Text(pace(task.completed, total, task.elapsed or 0.0, lately=task.speed))

    columns = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn(), Pace())
    # It draws itself when something is done: a thread of its own would keep the work from being shared by processes.
    with Progress(*columns, console=Console(file=sys.stderr), transient=True, auto_refresh=False) as bar:
        task = bar.add_task(what, total=total)
        shown = 0.0
        for done, thing in enumerate(things, start=1):
            yield thing
            if (now := time.monotonic()) - shown > _REDRAWN:
                bar.update(task, completed=done, refresh=True)
                shown = now


def _lines(things: Iterable[T], total: int, what: str) -> Iterator[T]:
    began = time.monotonic()
    for done, thing in enumerate(things, start=1):
        yield thing
        if total >= _FEWEST and done * 10 // total > (done - 1) * 10 // total:
            line = f"{what} {done}/{total} {pace(done, total, time.monotonic() - began)}"
            sys.stderr.write(line.rstrip() + "\n")
            sys.stderr.flush()


def pace(done: float, total: int, seconds: float, *, lately: float | None = None) -> str:
    """Rate and time left, as ``12.5/s, 0:42 left``; empty before there is anything to tell.

    Args:
        done: things that are done.
        total: things there are.
        seconds: since the first began.
        lately: things a second of late, where that is known; else on the whole.
    """
    rate = lately or (done / seconds if seconds > 0 else 0)
    if not done or not rate:
        return ""
    speed = f"{rate:,.0f}/s" if rate >= 10 else f"{rate:.1f}/s"  # noqa: PLR2004 - a digit is enough to compare by
    if done >= total:
        return speed
    minutes, left = divmod(round((total - done) / rate), 60)
    hours, minutes = divmod(minutes, 60)
    clock = f"{hours}:{minutes:02}:{left:02}" if hours else f"{minutes}:{left:02}"
    return _("{rate}, {time} left").format(rate=speed, time=clock)
