"""Looks up where a code leads, in a file that others write meanwhile: read-only, one indexed query a request."""

import asyncio
import os
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from sharecli.redirects import lookup_records
from sharecli.redirects.lookup_records import Target
from sharecli.redirects.meant import Allowance, dropped, slips, variants
from sharecli.settings.records import system_zone
from sharecli.store.open import APPLICATION_ID

T = TypeVar("T")

PATIENCE = 5.0
"""Seconds that a visitor waits for another sharecli that writes the file."""

BRIEFLY = 0.1
"""Seconds that a visitor waits where what was known a moment ago will do."""

_REMEMBERED = 10_000
"""Links whose target is kept at hand for when the file is locked."""


class NotNow(Exception):
    """Somebody writes the file at this moment: ask again in some milliseconds."""


class OutOfReach(Exception):
    """The file is away, damaged or another program's; the message says which."""


class StillWritten(OutOfReach):
    """Somebody has been writing the file for as long as was waited."""


class Ledger:
    """The seller's file, as a server sees it for months: replaced, migrated, restored, and never written from here.

    Args:
        path: the SQLite file. It need not be there yet.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._connection: sqlite3.Connection | None = None
        self._file: tuple[int, int] | None = None
        self._known: dict[str, Target] = {}
        self._allowance = Allowance()

    def target(self, code: str) -> Target | None:
        """Where a code leads; None where no link has it.

        Raises:
            NotNow: the file is being written.
            OutOfReach: the file cannot be read.
        """
        found = lookup_records.target(self._ask, code)
        if found is None:
            self._known.pop(code, None)
            return None
        if len(self._known) >= _REMEMBERED:
            self._known.clear()
        self._known[code] = found
        return found

    def last_known(self, code: str) -> Target | None:
        """Where a code led when it was last asked for, in this very file; None where it was not asked for lately."""
        return self._known.get(code)

    def alike(self, code: str) -> list[str]:
        """Codes of active links that may have been meant: one slip away, or text follows.

        Letters that look like others, swapped ones, one too many and a hyphen too few are always looked for; a letter
        left out, which takes hundreds of names, only as often as :class:`~sharecli.redirects.meant.Allowance` says.

        Raises:
            NotNow: the file is being written.
            OutOfReach: the file cannot be read.
        """
        found = lookup_records.active(self._ask, variants(code)) or lookup_records.active(self._ask, slips(code))
        if found or not (words := dropped(code)) or not self._allowance.take():
            return found
        return lookup_records.active(self._ask, words)

    def prefix(self) -> str:
        """The path of the seller's base URL, such as ``/go``; mostly empty.

        Raises:
            NotNow: the file is being written.
            OutOfReach: the file cannot be read.
        """
        return urlsplit(lookup_records.setting(self._ask, "base-url")).path.rstrip("/")

    def zone(self) -> ZoneInfo:
        """The seller's clock; this system's where none was set, or the file cannot be read."""
        try:
            return ZoneInfo(lookup_records.setting(self._ask, "time-zone") or system_zone())
        except (NotNow, OutOfReach, KeyError, ValueError, OSError):
            return ZoneInfo(system_zone())

    def close(self) -> None:
        """Let go of the file."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _ask(self, question: str, *values: str | int) -> list[tuple[Any, ...]]:
        try:
            # All rows: a statement that is not read to its end keeps its lock, and no other sharecli could write.
            return self._opened().execute(question, values).fetchall()
        except sqlite3.Error as error:
            self._let_go()
            name = getattr(error, "sqlite_errorname", "") or ""
            if name == "SQLITE_READONLY_ROLLBACK":
                self._undo()
                raise NotNow from error
            if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED", "SQLITE_SCHEMA")):
                raise NotNow from error
            self.close()
            raise OutOfReach(str(error)) from error
        except OSError as error:
            self.close()
            raise OutOfReach(error.strerror or str(error)) from error

    def _opened(self) -> sqlite3.Connection:
        if self._connection is not None and self._connection.in_transaction:
            return self._connection
        there = os.stat(self.path)  # noqa: PTH116 - at a third of pathlib's price
        file = (there.st_dev, there.st_ino)
        if self._connection is None or file != self._file:
            # A copy that was put in its place is another file; the old one would be read for ever.
            self.close()
            self._known.clear()
            self._connection = _reader(self.path)
            self._file = file
        # Requests that the event loop found together share one look at the file's locks, which costs more than what
        # is looked up. Before the loop waits again, the file is free: a writer hardly notices.
        with suppress(RuntimeError):  # no loop runs: each question is alone
            asyncio.get_running_loop().call_soon(self._let_go)
            self._connection.execute("BEGIN")
        return self._connection

    def _let_go(self) -> None:
        if self._connection is not None and self._connection.in_transaction:
            self._connection.execute("ROLLBACK")

    def _undo(self) -> None:
        """A writer was killed in the middle: SQLite takes back what it left, which a read-only reader may not."""
        uri = f"{self.path.absolute().as_uri()}?mode=rw"
        with closing(sqlite3.connect(uri, uri=True, isolation_level=None, timeout=0)) as connection:
            connection.execute("PRAGMA query_only = ON")
            connection.execute("SELECT count(*) FROM sqlite_master").fetchall()


def _reader(path: Path) -> sqlite3.Connection:
    uri = f"{path.absolute().as_uri()}?mode=ro"
    # Whoever waits for a lock here keeps every other visitor waiting: the server waits by itself, and serves meanwhile.
    connection = sqlite3.connect(uri, uri=True, isolation_level=None, timeout=0)
    try:
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.execute("PRAGMA query_only = ON")
        if connection.execute("PRAGMA application_id").fetchall() != [(APPLICATION_ID,)]:
            message = "it is another program's file, or empty"
            raise OutOfReach(message)  # noqa: TRY301 - the connection is closed below
    except BaseException:
        connection.close()
        raise
    return connection


async def patiently(ask: Callable[[], T], seconds: float = PATIENCE) -> T:
    """Ask until the file is free; others are served meanwhile.

    Args:
        ask: raises :class:`NotNow` as long as it is not.
        seconds: how long.

    Raises:
        StillWritten: it is not free for so long.
        OutOfReach: it cannot be read.
    """
    until = time.monotonic() + seconds
    while True:
        try:
            return ask()
        except NotNow as error:
            if time.monotonic() >= until:
                message = "it is being written for too long"
                raise StillWritten(message) from error
            await asyncio.sleep(0.005)
