"""Brings a batch's files to the disk in groups: one gathers while the one before it is settled, named and noted."""

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor

from sharecli.batches.jobs import Done, Failed, Written
from sharecli.batches.manifest import Journal, Row
from sharecli.batches.pending import Drawn, Waiting
from sharecli.batches.writing import Misplaced, Writer
from sharecli.errors import CannotWrite

_LARGEST_GROUP = 128
"""Files that are settled on the disk together. The first groups are small: something is there soon."""

_GROUP_SECONDS = 0.3
"""No finished file waits longer for the next ones, unless none comes."""


class Clerk:
    """Takes what is drawn, in order, and gives back what became of it."""

    def __init__(self, tools: Callable[[], tuple[Writer, Journal]]) -> None:
        """Not yet at work.

        Args:
            tools: what writes, asked for when something is to be written.
        """
        self.rows: dict[str, Row] = {}
        self._tools = tools
        self._thread = ThreadPoolExecutor(1)
        self._group: list[Waiting] = []
        self._size, self._since = 1, 0.0
        self._settling: Future[list[Done]] | None = None

    @property
    def is_idle(self) -> bool:
        """Whether nothing waits here."""
        return not (self._group or self._settling)

    @property
    def is_due(self) -> bool:
        """Whether the group has waited long enough for more."""
        return self.is_full or time.monotonic() - self._since > _GROUP_SECONDS

    @property
    def is_full(self) -> bool:
        """Whether the group is large enough."""
        return len(self._group) >= self._size

    def take(self, one: Waiting) -> None:
        """One more for the group."""
        if not self._group:
            self._since = time.monotonic()
        self._group.append(one)

    def hand_over(self) -> list[Done]:
        """Have the group settled while the next gathers; the group before it."""
        done = self.settled()
        group, self._group = self._group, []
        self._size = min(self._size * 2, _LARGEST_GROUP)
        self._settling = self._thread.submit(self._settle, group)
        return done

    def settled(self, *, wait: bool = True) -> list[Done]:
        """The group that was handed over.

        Args:
            wait: for it; else none where it is still at work.

        Raises:
            CannotWrite: the disk is full, or gone.
        """
        if self._settling is None or not (wait or self._settling.done()):
            return []
        done = self._settling.result()
        self._settling = None
        return done

    def end(self) -> None:
        """Finish what was handed over."""
        self._thread.shutdown(wait=True)

    def save(self, more: Iterable[Waiting]) -> None:
        """Settle here and now what has gathered, and more.

        Raises:
            CannotWrite: the disk is full, or gone.
        """
        self._settle([*self._group, *more])

    def _settle(self, group: Sequence[Waiting]) -> list[Done]:
        """Noted first, then on the disk, then under its name: a name never has half a file, nor one nobody knows."""
        laid = [one.laid for one in group if isinstance(one, Drawn)]
        if not laid:
            return [one for one in group if not isinstance(one, Drawn)]
        writer, journal = self._tools()
        planned = [one.written() if isinstance(one, Drawn) else one for one in group]
        noted = _noted(journal, [one.recorded for one in planned if isinstance(one, Written)])
        writer.settle(laid)
        trouble = writer.place(laid)
        done = [_ended(one, plan, trouble) for one, plan in zip(group, planned, strict=True)] if trouble else planned
        self.rows |= {one.recorded["file"]: one.recorded for one in done if isinstance(one, Written)}
        if noted:
            raise noted
        for one in trouble.values():
            if one.ends:
                raise one.error
        return done


def _noted(journal: Journal, rows: Sequence[Row]) -> CannotWrite | None:
    """Note rows; on a full disk why they could not be, for what is drawn already may have its room all the same."""
    try:
        journal.note(rows)
    except CannotWrite as error:
        return error
    return None


def _ended(one: Waiting, plan: Done, trouble: Mapping[str, Misplaced]) -> Done:
    """What became of a file whose group was placed."""
    found = trouble.get(one.laid.waiting) if isinstance(one, Drawn) else None
    return Failed(plan.job, found.error) if found else plan
