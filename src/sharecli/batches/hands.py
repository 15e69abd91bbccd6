"""What a process of the crew does: it draws what it is handed, and ends with the process that called it."""

import gc
import os
import signal
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from sharecli.batches.jobs import Drawing
from sharecli.errors import SharecliError

if TYPE_CHECKING:
    from multiprocessing.synchronize import Event

Made = Drawing | SharecliError
Make = Callable[[], Made]

_TRIM_THRESHOLD, _MMAP_THRESHOLD = -1, -3
_SPARE = 8 * 1024 * 1024
"""Bytes that a process of the crew keeps."""

_stopped: Callable[[], Any] = bool
"""In a process of the crew: whether to begin nothing more."""


def set_up(stop: "Event") -> None:
    """In a new process: Ctrl-C is for the first one, and with it, however it ends, this one ends."""
    from multiprocessing import parent_process

    global _stopped  # noqa: PLW0603 - once in the life of a process
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.freeze()  # what was copied is not looked through, so its memory stays shared
    gc.disable()  # done after each group: a tenth of the time would go into looking through pictures that are in use
    _stopped = stop.is_set
    _keep_memory()
    threading.Thread(target=_end_with, args=(parent_process(),), daemon=True).start()


def _keep_memory() -> None:
    """Each code takes and frees the same few pictures: giving them back to the system each time costs a tenth."""
    import ctypes

    with suppress(AttributeError, OSError, TypeError):  # only in glibc
        for number, size in ((_TRIM_THRESHOLD, _SPARE), (_MMAP_THRESHOLD, _SPARE // 2)):
            ctypes.CDLL(None).mallopt(number, size)


def _end_with(parent: Any) -> None:
    parent.join()
    os._exit(1)  # it was killed; nobody waits for what is made here


def work(makes: Sequence[Make]) -> list[Made]:
    """In a process of the crew: fewer than were asked for where the run is stopped."""
    made: list[Made] = []
    for make in makes:
        if _stopped():
            break
        made.append(make())
    gc.collect(0)
    return made
