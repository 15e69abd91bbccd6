"""Writes each request into a server's spool before it is answered, and deletes spools that are committed."""

import logging
import sqlite3
import time
from collections import deque
from collections.abc import Mapping
from contextlib import suppress
from itertools import takewhile
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

    def committed(self, connection: sqlite3.Connection, reached: Mapping[str, int]) -> None:
        """Delete those before the last one that is committed, which may be written still.

        Args:
            connection: for writing.
            reached: how far into each spool what was just committed goes, the last one last.
        """
        if reached:
            self._delete(connection, until=[*reached][-1])

    def finish(self, connection: sqlite3.Connection) -> None:
        """All of them are committed to their ends: delete them."""
        self._now = None
        self._delete(connection, until="")

    def close(self) -> None:
        """Leave them to the next server."""
        self._now = None
        while self._all:
            with suppress(OSError):  # on the way out
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
        with self.order:
            before = list(takewhile(lambda spool: spool.name != until, self._all))
        gone = []
        for spool in before:
            # One that cannot be deleted stays, and is tried again: how far it is committed is remembered meanwhile.
            with suppress(OSError):
                spool.close(delete=True)
                gone.append(spool)
        with self.order:
            for spool in gone:
                self._all.remove(spool)
        # After the files: what is not remembered and still there would be taken in twice.
        with suppress(sqlite3.Error):
            spool_records.forget(connection, [spool.name for spool in gone])
