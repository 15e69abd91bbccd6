"""What is to be written of a report's lines, put aside until all of it is thought of."""

import marshal
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from sharecli.commissions.batch_records import Said, Told
from sharecli.commissions.entry_records import ChangeRow, Filling, Identity, LineRow
from sharecli.store.pile import Pile

_BEHIND = 40
"""Bits of a place: what has a greater one stands behind every row of any file."""


class Intent(NamedTuple):
    """What is to be written of one line: plain values, which are put aside several times as fast as objects.

    Attributes:
        said: what is said of it.
        status: the platform's own word.
        changes: what that changes.
        new: the row of a new one, or None.
        identity: which line of the ledger it is, or None for a new one.
        filling: what is known of it by now, or None where that is nothing new.
        told: the latest moment it was told of, or None where that stays.
        without: imports that told of its day, and not of it.
    """

    said: Said
    status: str
    changes: list[ChangeRow]
    new: LineRow | None = None
    identity: Identity | None = None
    filling: Filling | None = None
    told: Told | None = None
    without: tuple[int, ...] = ()


class Intents:
    """Everything that is to be written, in the order of the file; what is lost stands behind it."""

    def __init__(self) -> None:
        self._pile = Pile()

    def add(self, some: Sequence[tuple[int, Intent]]) -> None:
        """Intents of rows of the file, with their lines there."""
        self._pile.put([(place, b"", marshal.dumps(tuple(one))) for place, one in some])

    def add_lost(self, part: int, some: Sequence[tuple[int, Intent]]) -> None:
        """Intents of lines that the file has not, with their numbers; one part of its orders after another."""
        self.add([((part + 1) << _BEHIND | number, one) for number, one in some])

    def every(self) -> Iterator[Intent]:
        """All of them."""
        for _key, value in self._pile.by_place():
            yield Intent(*marshal.loads(value))  # noqa: S302 - our own, from a file of our own

    def close(self) -> None:
        """Nothing is left of it."""
        self._pile.close()
