"""Gives a server the salt of the seller's day, and a makeshift one where the file of clicks cannot be asked."""

import secrets
import sqlite3
from contextlib import closing
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from sharecli.clicks.store import open_writer
from sharecli.clicks.visitors import salt_of
from sharecli.errors import SharecliError

_QUARTER = 900_000
"""Milliseconds."""

_BRIEFLY = 50
"""Milliseconds that the file is waited for: every visitor waits with it, once a day."""

_LATER = 10_000
"""Milliseconds until a file that could not be asked is asked again."""

_BYTES = 32


class DaySalts:
    """The salt of the day on which requests come; asked for when a day begins.

    A makeshift salt is written nowhere: visitors are told apart under it, and a server that is started anew knows none
    of them again.

    Args:
        clicks: the file of clicks.
        zone: the seller's clock.
    """

    def __init__(self, clicks: Path, zone: ZoneInfo) -> None:
        self._clicks = clicks
        self._zone = zone
        self._quarter = 0
        self._again: float = 0
        self._day: date | None = None
        self._salt = b""

    def of(self, at_ms: int) -> bytes:
        """The salt for a moment that is now.

        Args:
            at_ms: milliseconds since 1970, UTC.
        """
        # No zone's midnight lies inside a quarter of an hour: the calendar is asked that often, not for each request.
        if at_ms // _QUARTER != self._quarter or at_ms >= self._again:
            self._quarter = at_ms // _QUARTER
            day = datetime.fromtimestamp(at_ms / 1000, self._zone).date()
            if day != self._day or at_ms >= self._again:
                self._begin(day, at_ms)
        return self._salt

    def _begin(self, day: date, at_ms: int) -> None:
        try:
            with closing(open_writer(self._clicks, busy_milliseconds=_BRIEFLY)) as connection:
                self._salt = salt_of(connection, day)
            self._again = float("inf")
        except (SharecliError, sqlite3.Error, OSError):
            if day != self._day:
                self._salt = secrets.token_bytes(_BYTES)
            self._again = at_ms + _LATER
        self._day = day
