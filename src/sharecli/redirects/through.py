"""Counts the people that a link has let through, for a server that asks at every request and has no time."""

import asyncio
import os
import sqlite3
import time
from contextlib import suppress
from pathlib import Path

from sharecli.clicks import records
from sharecli.clicks.store import open_at_once
from sharecli.errors import SharecliError
from sharecli.redirects.lookup import NotNow, OutOfReach

_AT_ONCE = 20_000
"""Requests that are looked at before others are served: some hundredths of a second."""


_LATELY = 0.1
"""Seconds for which a count will do while the file is locked: as long as clicks may be on their way into it anyway."""


class Through:
    """The people of each link that lets through so many and no more, counted on from where it was counted last.

    Args:
        clicks: the file of clicks. It need not be there yet.
    """

    def __init__(self, clicks: Path) -> None:
        self._clicks = clicks
        self._connection: sqlite3.Connection | None = None
        self._file: tuple[int, int] | None = None
        self._people: dict[int, records.People] = {}
        self._looked: dict[int, float] = {}
        self._judged = 0

    def full(self, link: int, most: int) -> bool:
        """Whether a link has let through as many people as it may.

        Raises:
            NotNow: the file is being written, or there is more to be counted than at once.
            OutOfReach: the file cannot be read.
        """
        try:
            if not self._opened():
                return False
            assert self._connection is not None  # noqa: S101 - it was just opened
            judged = records.judgings(self._connection)
            if judged != self._judged:
                self._forget()
                self._judged = judged
            people = self._people.setdefault(link, records.People())
            if len(people) >= most:
                return True  # they do not become fewer
            counted = records.count_on(self._connection, link, people, at_once=_AT_ONCE)
            if len(people) < most and not counted:
                raise NotNow
            self._looked[link] = time.monotonic()
            return len(people) >= most
        except sqlite3.Error as error:
            self._let_go()
            name = getattr(error, "sqlite_errorname", "") or ""
            if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED", "SQLITE_SCHEMA", "SQLITE_READONLY_ROLLBACK")):
                known = len(self._people.get(link, ()))
                # They do not become fewer; and where they may have become more, a count of just now will do.
                if known >= most or time.monotonic() < self._looked.get(link, 0.0) + _LATELY:
                    return known >= most
                raise NotNow from error  # what a killed writer left behind, the sink takes back
            self.close()
            raise OutOfReach(str(error)) from error
        except SharecliError as error:
            raise OutOfReach(error.message) from error
        except OSError as error:
            self.close()
            raise OutOfReach(error.strerror or str(error)) from error

    def close(self) -> None:
        """Let go of the file, and of what was counted in it."""
        if self._connection is not None:
            self._connection.close()
        self._connection = None
        self._forget()

    def _forget(self) -> None:
        self._people.clear()
        self._looked.clear()

    def _opened(self) -> bool:
        """Whether there is a file to count in; another one that was put in its place is counted from its start."""
        if self._connection is not None and self._connection.in_transaction:
            return True
        try:
            there = os.stat(self._clicks)  # noqa: PTH116 - at a third of pathlib's price
        except FileNotFoundError:
            self.close()
            return False
        file = (there.st_dev, there.st_ino)
        if self._connection is None or file != self._file:
            self.close()
            self._connection = open_at_once(self._clicks)
            self._file = file
        if self._connection is None:
            return False
        # Requests that the event loop found together share one look at the file's locks; then its writer goes on.
        with suppress(RuntimeError):  # no loop runs: each question is alone
            asyncio.get_running_loop().call_soon(self._let_go)
            self._connection.execute("BEGIN")
        return True

    def _let_go(self) -> None:
        if self._connection is not None and self._connection.in_transaction:
            self._connection.execute("ROLLBACK")
