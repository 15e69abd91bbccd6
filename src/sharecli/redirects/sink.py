"""Takes down who came: a line in a spool, a queue, and one thread that commits what waits in it as soon as it can."""

import logging
import sqlite3
import threading
import time
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import NamedTuple
from zoneinfo import ZoneInfo

from sharecli.clicks import spooling
from sharecli.clicks.model import Led
from sharecli.clicks.spooling import Record
from sharecli.clicks.store import beside, open_writer
from sharecli.clicks.visitors import visitor
from sharecli.clicks.writing import MOST_ORPHANS, add
from sharecli.errors import SharecliError
from sharecli.language import _, plural
from sharecli.redirects.salting import DaySalts
from sharecli.redirects.spools import Place, Spools

CAP = 100_000
"""Requests that may wait, some 50 MB; more are counted as dropped, for a full memory would lose all of them."""

_BATCH = 5000
_BUSY, _GATHER = 16, 0.02
"""From so many at once on, the next ones are let gather for so many seconds: a thread that is woken for each request
takes more time from the one that answers than what it does. They are in the spool meanwhile."""

_PATIENCE = 10.0
"""Seconds that a failing write is tried again once the server is to stop."""

_PAUSE = 0.2
"""Seconds between two tries."""

_log = logging.getLogger("sharecli.redirects")


class Arrival(NamedTuple):
    """A request as it came. It lives in memory only: the address is never written, nor logged.

    A named tuple: one is made for each request, at a fifth of a frozen dataclass's price.

    Attributes:
        link: the link's number, or None for an orphan.
        code: as it was asked for.
        at_ms: milliseconds since 1970, UTC.
        how: ``get``, ``head`` or ``prefetch``.
        agent: what the visitor's program calls itself.
        ref_host: the host of the page it came from, or empty.
        host: the domain that was asked.
        address: the visitor's, or empty.
        led: what became of it.
    """

    link: int | None
    code: str
    at_ms: int
    how: str
    agent: str
    ref_host: str
    host: str
    address: str
    led: Led


class _Waiting(NamedTuple):
    """A request that is not committed yet: the record, and where in which spool it ends; None where in none."""

    record: Record
    place: Place | None


@dataclass(slots=True)
class Tally:
    """What became of the requests since the start.

    Attributes:
        taken: handed over.
        stored: on the disk.
        left_out: for codes that no link has, beyond as many as are kept of a day.
        kept: left in a spool, which the next server takes in.
        dropped: lost, because too many waited, or neither the file nor a spool could be written to the end.
        trouble: why nothing can be written just now, or empty.
    """

    taken: int = 0
    stored: int = 0
    left_out: int = 0
    kept: int = 0
    dropped: int = 0
    trouble: str = ""

    @property
    def waiting(self) -> int:
        """How many are not in the file of clicks yet."""
        return self.taken - self.stored - self.left_out - self.kept - self.dropped


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
        self._thread: threading.Thread | None = None
        self._until = float("inf")
        self._warned = False
        self._looked_back = False

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
            record = self._record(arrival)
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
            self._until = time.monotonic() + _PATIENCE
            self._queue.put(None)
            self._thread.join()
            self._thread = None
            self.tally.dropped += self.tally.waiting
            self._spools.close()
        return self.tally

    def _record(self, one: Arrival) -> Record:
        known = None
        if self._salts is not None and one.address:
            salt = self._salts.of(one.at_ms)
            known = visitor(salt, host=one.host, address=one.address, agent=one.agent).hex()
        return Record(one.link, one.code, one.at_ms, one.how, one.agent, one.ref_host, known, one.led)

    def _run(self) -> None:
        connection: sqlite3.Connection | None = None
        batch: list[_Waiting] = []
        more = True
        while more or batch:
            try:
                connection = connection or self._connected()
                reached = _reached(batch)
                self._write(connection, batch, reached)
                busy = len(batch) >= _BUSY
                batch = []  # they are in the file, whatever becomes of their spools
                self._spools.committed(connection, reached)
            except Exception as error:  # noqa: BLE001 - this thread is all that stands between clicks and nothing
                self._failed(error)
                _close(connection)
                connection = None
                nothing_waits = not batch and self._queue.qsize() <= 1
                if time.monotonic() >= self._until - _PATIENCE * nothing_waits:
                    self._leave(batch)
                    return
                time.sleep(_PAUSE)
                continue
            if busy and more:
                time.sleep(_GATHER)
            batch, more = self._next() if more else ([], False)
        if connection is not None:
            with closing(connection):
                self._spools.finish(connection)

    def _connected(self) -> sqlite3.Connection:
        connection = open_writer(self.path)
        try:
            if not self._looked_back:
                count = spooling.take_in(connection, self.path)
                self._looked_back = True
                if count:
                    words = plural("{count} click of a server that was killed was taken in",
                                   "{count} clicks of a server that was killed were taken in", count)  # fmt: skip
                    _log.warning("%s", words.format(count=count))
        except BaseException:
            connection.close()
            raise
        return connection

    def _next(self) -> tuple[list[_Waiting], bool]:
        """Everything that waits, but not more than a transaction should hold; and whether more may come."""
        batch: list[_Waiting] = []
        while len(batch) < _BATCH:
            try:
                one = self._queue.get(block=not batch)
            except Empty:
                break
            if one is None:
                return batch, False
            batch.append(one)
        return batch, True

    def _write(self, connection: sqlite3.Connection, batch: list[_Waiting], reached: dict[str, int]) -> None:
        if batch:
            kept = sum(add(connection, [one.record.hit() for one in batch], upto=reached, capped=True))
            self.tally.stored += kept
            if kept < len(batch):
                self._left_out(len(batch) - kept)
        self.tally.trouble = ""

    def _left_out(self, count: int) -> None:
        if not self.tally.left_out:
            words = _("more than {count:,} requests a day for codes that no link has: the rest is not kept")
            _log.warning("%s", words.format(count=MOST_ORPHANS))
        self.tally.left_out += count

    def _leave(self, batch: list[_Waiting]) -> None:
        """What the file does not take: it is in a spool, or lost."""
        rest: list[_Waiting | None] = list(batch)
        with suppress(Empty):
            while True:
                rest.append(self._queue.get(block=False))
        self.tally.kept = sum(one is not None and one.place is not None for one in rest)

    def _failed(self, error: Exception) -> None:
        # Said once, not five times a second; healthz shows it as long as it lasts.
        said = error.message if isinstance(error, SharecliError) else str(error)
        if said != self.tally.trouble:
            _log.error("%s", _("clicks cannot be written, and wait: {why}").format(why=said))
        self.tally.trouble = said


def _reached(batch: list[_Waiting]) -> dict[str, int]:
    """How far into each spool these requests reach, the last spool last."""
    return dict(one.place for one in batch if one.place)  # a batch goes on from one spool into the next


def _close(connection: sqlite3.Connection | None) -> None:
    if connection is not None:
        connection.close()
