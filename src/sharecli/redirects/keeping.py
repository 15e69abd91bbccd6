"""Commits requests to a file of clicks that may be away, shut or full: it tells of trouble once, and starts anew."""

import logging
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sharecli.clicks import spooling
from sharecli.clicks.model import Hit
from sharecli.clicks.store import open_writer
from sharecli.clicks.writing import MOST_ORPHANS, add
from sharecli.errors import SharecliError
from sharecli.language import _, plural

PATIENCE = 10.0
"""Seconds that a failing write is tried again once the server is to stop."""

PAUSE = 0.2
"""Seconds between two tries."""

BATCH = 10_000
"""Requests of one transaction at most."""

_BUSY, _GATHER = 16, 0.02
_CROWDED, _GATHER_LONGER = 250, 0.2
"""From so many at once on, the next ones are let gather for so many seconds: whoever writes at each request takes more
time from those that answer than what it does, and the pages of an index that many share are written once. They are in
a spool meanwhile."""

_log = logging.getLogger("sharecli.redirects")


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


def gathering(count: int) -> float:
    """Seconds that the next requests are let gather, where so many came together."""
    if count < _BUSY or count >= BATCH:  # alone, or with more behind them
        return 0
    return _GATHER if count < _CROWDED else _GATHER_LONGER


class Keeper:
    """The one connection through which a server writes.

    Args:
        clicks: the file of clicks.
        tally: what is stored, left out, and why it fails, is noted here.
    """

    def __init__(self, clicks: Path, tally: Tally) -> None:
        self.clicks = clicks
        self.tally = tally
        self._connection: sqlite3.Connection | None = None
        self._looked_back = False

    @property
    def is_open(self) -> bool:
        """Whether the file is open; it is not after a failure, until it is asked for again."""
        return self._connection is not None

    def open(self) -> sqlite3.Connection:
        """The connection; the first time, what servers that were killed left behind is taken in.

        Raises:
            StoreTrouble: the file cannot be used.
            sqlite3.Error: what was left behind cannot be taken in.
            OSError: the same.
        """
        if self._connection is None:
            self._connection = open_writer(self.clicks)
            if not self._looked_back:
                if count := spooling.take_in(self._connection, self.clicks):
                    words = plural("{count} click of a server that was killed was taken in",
                                   "{count} clicks of a server that was killed were taken in", count)  # fmt: skip
                    _log.warning("%s", words.format(count=count))
                self._looked_back = True
        return self._connection

    def keep(self, hits: Sequence[Hit], reached: Mapping[str, int]) -> None:
        """Commit requests.

        Args:
            hits: none is fine.
            reached: how far they reach into which spools.

        Raises:
            sqlite3.Error: none was kept.
        """
        if hits:
            kept = sum(add(self.open(), hits, upto=reached, capped=True))
            self.tally.stored += kept
            if kept < len(hits):
                self._left_out(len(hits) - kept)
        self.tally.trouble = ""

    def failed(self, error: Exception) -> None:
        """Tell of what went wrong, once and not five times a second, and let go of the file."""
        said = error.message if isinstance(error, SharecliError) else str(error)
        if said != self.tally.trouble:
            _log.error("%s", _("clicks cannot be written, and wait: {why}").format(why=said))
        self.tally.trouble = said
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _left_out(self, count: int) -> None:
        if not self.tally.left_out:
            words = _("more than {count:,} requests a day for codes that no link has: the rest is not kept")
            _log.warning("%s", words.format(count=MOST_ORPHANS))
        self.tally.left_out += count
