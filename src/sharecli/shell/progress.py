"""A bar on the standard error stream for things that come one by one; a line every tenth where there is no terminal."""

import sys
from collections.abc import Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")


def watched(things: Iterable[T], *, total: int, what: str) -> Iterator[T]:
    """The things as they come, with a bar: count, rate and time left.

    Args:
        things: what is worked off.
        total: how many there will be.
        what: one word for the bar.
    """
    if not sys.stderr.isatty():
        yield from _lines(things, total, what)
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(file=sys.stderr), transient=True) as bar:
        task = bar.add_task(what, total=total)
        for thing in things:
            yield thing
            bar.advance(task)


def _lines(things: Iterable[T], total: int, what: str) -> Iterator[T]:
    step = max(total // 10, 1)
    for done, thing in enumerate(things, start=1):
        yield thing
        if total >= 20 and done % step == 0:  # noqa: PLR2004 - a handful needs no news
            sys.stderr.write(f"{what} {done}/{total}\n")
