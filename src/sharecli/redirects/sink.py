"""Takes down who came: a line in a spool, a queue, and one thread that commits what waits in it as soon as it can."""

import logging
import threading
import time
from contextlib import suppress
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import NamedTuple
from zoneinfo import ZoneInfo

from sharecli.clicks.spooling import Record
from sharecli.clicks.store import beside
from sharecli.language import _
from sharecli.redirects import keeping
from sharecli.redirects.arrivals import Arrival, recorded
from sharecli.redirects.keeping import Keeper, Tally
from sharecli.redirects.salting import DaySalts
from sharecli.redirects.spools import Place, Spools

CAP = 100_000
"""Requests that may wait, some 50 MB; more are counted as dropped, for a full memory would lose all of them."""

_log = logging.getLogger("sharecli.redirects")


class _Waiting(NamedTuple):
    """A request that is not committed yet: the record, and where in which spool it ends; None where in none."""

    record: Record
    place: Place | None


class Sink:
    """The one writer of a server's clicks.

    Args:
        ledger: the seller's file; the clicks lie beside it.
        zone: the seller's clock, by which a visitor's day ends.
        visitors: whether a visitor is told from another; else no address is looked at.
        cap: how many may wait.
    """

    def __init__(self, ledger: Path, zone: ZoneInfo, *, visitors: bool = True, cap: int = CAP) -> None:
        self.path = beside(ledger)
        self.tally = Tally()
        self._salts = DaySalts(self.path, zone) if visitors else None
        self._cap = cap
        self._queue: SimpleQueue[_Waiting | None] = SimpleQueue()
        self._spools = Spools(self.path)
        self._keeper = Keeper(self.path, self.tally)
        self._thread: threading.Thread | None = None
        self._until = float("inf")
        self._warned = False

    def start(self) -> None:
        """Begin; a second call changes nothing. A file that cannot be used is told of, and tried again and again."""
        if self._thread is None:
            if self._salts is not None:
                self._salts.of(time.time_ns() // 1_000_000)  # now, and not while the first visitor waits
            self._thread = threading.Thread(target=self._run, name="clicks", daemon=True)
            self._thread.start()

    def take(self, arrival: Arrival) -> None:
        """Hand a request over, before it is answered; it returns at once. From then on a kill does not lose it."""
        self.tally.taken += 1
        # One thread takes, another writes, and each adds to counters of its own: `dropped` is this one's until the end.
        if self._queue.qsize() < self._cap:
            record = recorded(arrival, self._salts)
            with self._spools.order:
                self._queue.put(_Waiting(record, self._spools.keep(record)))
            return
        self.tally.dropped += 1
        if not self._warned:
            self._warned = True
            words = _("more clicks wait than memory may hold ({count:,}): some are dropped")
            _log.warning("%s", words.format(count=self._cap))

    def stop(self) -> Tally:
        """Write what waits, and end. What cannot be written within some seconds stays in the spool, or is dropped."""
        if self._thread is not None:
            self._until = time.monotonic() + keeping.PATIENCE
            self._queue.put(None)
            self._thread.join()
            self._thread = None
            self.tally.dropped += self.tally.waiting
            self._spools.close()
        return self.tally

    def _run(self) -> None:
        batch: list[_Waiting] = []
        more = True
        while more or batch:
            try:
                connection = self._keeper.open()
                reached = _reached(batch)
                self._keeper.keep([one.record.hit() for one in batch], reached)
                pause = keeping.gathering(len(batch))
                batch = []  # they are in the file, whatever becomes of their spools
                self._spools.committed(connection, reached)
            except Exception as error:  # noqa: BLE001 - this thread is all that stands between clicks and nothing
                self._keeper.failed(error)
                nothing_waits = not batch and self._queue.qsize() <= 1
                if time.monotonic() >= self._until - keeping.PATIENCE * nothing_waits:
                    self._leave(batch)
                    return
                time.sleep(keeping.PAUSE)
                continue
            if pause and more:
                time.sleep(pause)
            batch, more = self._next() if more else ([], False)
        if self._keeper.is_open:
            self._spools.finish(self._keeper.open())
        self._keeper.close()

    def _next(self) -> tuple[list[_Waiting], bool]:
        """Everything that waits, but not more than a transaction should hold; and whether more may come."""
        batch: list[_Waiting] = []
        while len(batch) < keeping.BATCH:
            try:
                one = self._queue.get(block=not batch)
            except Empty:
                break
            if one is None:
                return batch, False
            batch.append(one)
        return batch, True

    def _leave(self, batch: list[_Waiting]) -> None:
        """What the file does not take: it is in a spool, or lost."""
        rest: list[_Waiting | None] = list(batch)
        with suppress(Empty):
            while True:
                rest.append(self._queue.get(block=False))
        self.tally.kept = sum(one is not None and one.place is not None for one in rest)


def _reached(batch: list[_Waiting]) -> dict[str, int]:
    """How far into each spool these requests reach, the last spool last."""
    return dict(one.place for one in batch if one.place)  # a batch goes on from one spool into the next
