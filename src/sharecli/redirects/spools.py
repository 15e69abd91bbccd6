"""Writes each request into a server's spool before it is answered, and deletes spools that are committed."""

import logging
import sqlite3
import time
from collections import deque
from contextlib import suppress
from pathlib import Path
from threading import Lock

from sharecli.clicks import spool_records
from sharecli.clicks.spooling import Record, Spool
from sharecli.language import _

_AGAIN = 1.0
"""Seconds until another spool is tried where none could be made."""

Place = tuple[str, int]
"""Where a request ends: the spool's name, and bytes from its start."""

_log = logging.getLogger("sharecli.redirects")


class Spools:
    """The spools of one server: one it writes, and those before it that are not committed to their ends.

    Args:
        clicks: the file of clicks; the spools lie beside it.
    """

    def __init__(self, clicks: Path) -> None:
        self._clicks = clicks
        self._all: deque[Spool] = deque()
        self._now: Spool | None = None
        self._again = 0.0
        self._warned = False
        self.order = Lock()
        """Held while a request is written and queued: the queue has the order of the spool."""

    def keep(self, record: Record) -> Place | None:
        """Where a request ends now; None where no spool takes it, and a kill would lose it."""
        line = record.line()
        if self._now is not None and (end := self._now.append(line)):
            return self._now.name, end
        try:
            spool = self._another()
        except OSError as error:
            if not self._warned:
                self._warned = True
                words = _("clicks that wait are in memory only, and a kill would lose them: {why}")
                _log.error("%s", words.format(why=error.strerror or str(error)))
            return None
        if spool is None:
            return None
        self._warned = False
        return spool.name, spool.append(line)

    def committed(self, connection: sqlite3.Connection, place: Place | None) -> None:
        """Delete those before the one that is committed up to a place."""
        if place:
            self._delete(connection, until=place[0])

    def finish(self, connection: sqlite3.Connection) -> None:
        """All of them are committed to their ends: delete them."""
        self._now = None
        self._delete(connection, until="")

    def close(self) -> None:
        """Leave them to the next server."""
        self._now = None
        while self._all:
            self._all.popleft().close(delete=False)

    def _another(self) -> Spool | None:
        if time.monotonic() < self._again:
            return None
        self._again = time.monotonic() + _AGAIN
        self._now = None
        self._now = Spool(self._clicks)
        self._all.append(self._now)
        self._again = 0.0
        return self._now

    def _delete(self, connection: sqlite3.Connection, *, until: str) -> None:
        gone = []
        with suppress(OSError, sqlite3.Error):  # they are committed all the same, and must not be a second time
            while self._all and self._all[0].name != until:
                spool = self._all.popleft()
                spool.close(delete=True)
                gone.append(spool.name)
            # After the file: what is not remembered and still there would be taken in twice.
            spool_records.forget(connection, gone)
