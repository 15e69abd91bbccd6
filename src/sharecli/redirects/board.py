"""What the processes of one server tell each other while they run: a few numbers in memory that all of them share."""

import mmap
import os
from contextlib import suppress

_NUMBER = 8
"""Bytes of each; one is written at once, and by one process only."""

_ASLEEP, _TROUBLE, _DONE, _FIRST = range(4)


class Board:
    """Made by the first process; the others are copies of it.

    Args:
        places: processes that answer.
    """

    def __init__(self, places: int) -> None:
        self._places = places
        self._memory = mmap.mmap(-1, _NUMBER * (_FIRST + 2 * places))  # zeros
        self._numbers = memoryview(self._memory).cast("Q")
        self.woken, self._bell = os.pipe()
        os.set_blocking(self.woken, False)
        os.set_blocking(self._bell, False)

    def took(self, place: int) -> None:
        """One more request was taken down; by the process at that place, which wakes the one that writes."""
        self._numbers[_FIRST + 2 * place] += 1
        if self._numbers[_ASLEEP]:
            self._numbers[_ASLEEP] = 0
            with suppress(OSError):  # it was rung so often that it will be heard
                os.write(self._bell, b"\0")

    def lost(self, place: int, count: int = 1) -> None:
        """So many more were not kept."""
        self._numbers[_FIRST + 2 * place + 1] += count

    def sleep(self) -> None:
        """Whoever writes has nothing to do. It has to look once more after this call, before it waits for the bell."""
        self._numbers[_ASLEEP] = 1

    def wake(self) -> None:
        """It was woken, or did not sleep after all."""
        self._numbers[_ASLEEP] = 0
        with suppress(OSError):
            while os.read(self.woken, 4096):
                pass

    def tell(self, *, done: int, trouble: bool) -> None:
        """How many requests are through, and whether anything keeps the next ones from being written."""
        self._numbers[_DONE], self._numbers[_TROUBLE] = done, trouble

    @property
    def trouble(self) -> bool:
        """Whether anything keeps requests from being written."""
        return bool(self._numbers[_TROUBLE])

    @property
    def taken(self) -> int:
        """How many requests all of them have taken."""
        return sum(self._numbers[_FIRST + 2 * place] for place in range(self._places))

    @property
    def dropped(self) -> int:
        """How many of these were not kept."""
        return sum(self._numbers[_FIRST + 2 * place + 1] for place in range(self._places))

    @property
    def done(self) -> int:
        """How many are through."""
        return self._numbers[_DONE]
