"""Takes down who came: a queue, and one thread that commits what waits in it as soon as it can."""

import logging
import sqlite3
import threading
import time
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import NamedTuple
from zoneinfo import ZoneInfo

from sharecli.clicks.model import Hit
from sharecli.clicks.store import beside, open_writer
from sharecli.clicks.visitors import salt_of, visitor
from sharecli.clicks.writing import add
from sharecli.language import _

CAP = 100_000
"""Requests that may wait, some 50 MB; more are counted as dropped, for a full memory would lose all of them."""

_BATCH = 5000
_PATIENCE = 10.0
"""Seconds that a failing write is tried again once the server is to stop."""

_QUARTER = 900_000
"""Milliseconds."""

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
    """

    link: int | None
    code: str
    at_ms: int
    how: str
    agent: str
    ref_host: str
    host: str
    address: str


@dataclass(slots=True)
class Tally:
    """What became of the requests since the start.

    Attributes:
        taken: handed over.
        stored: on the disk.
        dropped: lost, because too many waited or the disk refused to the end.
        trouble: why nothing can be written just now, or empty.
    """

    taken: int = 0
    stored: int = 0
    dropped: int = 0
    trouble: str = ""

    @property
    def waiting(self) -> int:
        """How many are in memory only."""
        return self.taken - self.stored - self.dropped


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
        self._zone = zone
        self._visitors = visitors
        self._cap = cap
        self._queue: SimpleQueue[Arrival | None] = SimpleQueue()
        self._thread: threading.Thread | None = None
        self._until = float("inf")
        self._warned = False

    def start(self) -> None:
        """Open the file and begin; a second call changes nothing.

        Raises:
            StoreTrouble: the file of clicks cannot be used.
        """
        if self._thread is None:
            open_writer(self.path).close()  # a refusal belongs here, where somebody hears it
            self._thread = threading.Thread(target=self._run, name="clicks", daemon=True)
            self._thread.start()

    def take(self, arrival: Arrival) -> None:
        """Hand a request over; it returns at once."""
        self.tally.taken += 1
        # One thread takes, another writes, and each adds to counters of its own: `dropped` is this one's until the end.
        if self._queue.qsize() < self._cap:
            self._queue.put(arrival)
            return
        self.tally.dropped += 1
        if not self._warned:
            self._warned = True
            words = _("more clicks wait than memory may hold ({count:,}): some are dropped")
            _log.warning("%s", words.format(count=self._cap))

    def stop(self) -> Tally:
        """Write what waits, and end. What cannot be written within some seconds is counted as dropped."""
        if self._thread is not None:
            self._until = time.monotonic() + _PATIENCE
            self._queue.put(None)
            self._thread.join()
            self._thread = None
            self.tally.dropped += self.tally.waiting
        return self.tally

    def _run(self) -> None:
        connection: sqlite3.Connection | None = None
        salts = _Salts(self._zone)
        more = True
        while more:
            batch, more = self._next()
            while batch:
                try:
                    connection = connection or open_writer(self.path)
                    self._write(connection, batch, salts)
                    batch = []
                except Exception as error:  # noqa: BLE001 - this thread is all that stands between clicks and nothing
                    self._failed(error)
                    _close(connection)
                    connection = None
                    if time.monotonic() >= self._until:
                        return
                    time.sleep(0.2)
        _close(connection)

    def _next(self) -> tuple[list[Arrival], bool]:
        """Everything that waits, but not more than a transaction should hold; and whether more may come."""
        batch: list[Arrival] = []
        while len(batch) < _BATCH:
            try:
                one = self._queue.get(block=not batch)
            except Empty:
                break
            if one is None:
                return batch, False
            batch.append(one)
        return batch, True

    def _write(self, connection: sqlite3.Connection, batch: list[Arrival], salts: "_Salts") -> None:
        add(connection, [self._hit(connection, one, salts) for one in batch])
        self.tally.stored += len(batch)
        self.tally.trouble = ""

    def _hit(self, connection: sqlite3.Connection, one: Arrival, salts: "_Salts") -> Hit:
        known = None
        if self._visitors and one.address:
            known = visitor(salts.of(connection, one.at_ms), host=one.host, address=one.address, agent=one.agent)
        return Hit(one.link, one.code, one.at_ms, one.how, one.agent, one.ref_host, known, "serve")

    def _failed(self, error: Exception) -> None:
        # Said once, not five times a second; healthz shows it as long as it lasts.
        said = str(error)
        if said != self.tally.trouble:
            _log.error("%s", _("clicks cannot be written, and wait: {why}").format(why=said))
        self.tally.trouble = said


class _Salts:
    """The salt of the seller's day on which requests come; asked for when a day begins."""

    def __init__(self, zone: ZoneInfo) -> None:
        self._zone = zone
        self._quarter = 0
        self._day: date | None = None
        self._salt = b""

    def of(self, connection: sqlite3.Connection, at_ms: int) -> bytes:
        # No zone's midnight lies inside a quarter of an hour: the calendar is asked that often, not for each request.
        if (quarter := at_ms // _QUARTER) != self._quarter:
            day = datetime.fromtimestamp(at_ms / 1000, self._zone).date()
            if day != self._day:
                self._salt = salt_of(connection, day)
            self._day, self._quarter = day, quarter
        return self._salt


def _close(connection: sqlite3.Connection | None) -> None:
    if connection is not None:
        connection.close()
