"""The only door to the SQLite file: create, refuse what is not ours, back up, migrate, read, write."""

import os
import sqlite3
from contextlib import contextmanager
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from sharecli.language import _
from sharecli.store.migrations import SET, STEPS
from sharecli.store.troubles import (
    StoreIsDamaged,
    StoreIsForeign,
    StoreIsNewer,
    StoreIsShut,
    copies,
    explained,
    rescue,
    shut,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlite_utils import Database

APPLICATION_ID = 0x5348434C
"""``SHCL`` in the file's header."""

BUSY_MILLISECONDS = 5000


class Store:
    """The seller's file at a path. Nothing is opened, and nothing is made, until it is needed.

    Args:
        path: the SQLite file.
        busy_milliseconds: how long a writer waits for another.
    """

    def __init__(self, path: Path, *, busy_milliseconds: int = BUSY_MILLISECONDS) -> None:
        self.path = path
        self._busy = busy_milliseconds
        self._reader: sqlite3.Connection | None = None
        self._writer: Database | None = None

    @property
    def reader(self) -> sqlite3.Connection:
        """A connection for reading; where there is no file yet, an empty one in memory. Rows are ``sqlite3.Row``.

        Raises:
            StoreTrouble: the file is not ours, newer, damaged or locked.
        """
        if self._writer is not None:
            connection: sqlite3.Connection = self._writer.conn
            return connection
        if self._reader is None:
            with explained(self.path):
                self._reader = self._open_reader()
        return self._reader

    @contextmanager
    def writing(self) -> "Iterator[Database]":
        """One transaction: all of it is kept, or nothing. The file is made or migrated first where it has to be.

        Raises:
            StoreTrouble: the file is not ours, newer, damaged, locked, full or read-only.
        """
        with explained(self.path):
            if self._writer is None:
                self._writer = self._open_writer()
            connection = self._writer.conn
            # IMMEDIATE: a deferred transaction loses against another writer once it has read.
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._writer
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:  # a full disk has rolled back already
                    connection.execute("ROLLBACK")
                raise

    def close(self) -> None:
        """Close what is open."""
        for connection in (self._reader, self._writer.conn if self._writer else None):
            if connection is not None:
                connection.close()
        self._reader = self._writer = None

    def _open_reader(self) -> sqlite3.Connection:
        if not self.has_content():
            memory = _connection(":memory:")
            memory.executescript((Path(__file__).parent / "schema.sql").read_text("utf-8"))
            return memory
        connection = _connection(reading(self.path), uri=True)
        connection.execute(f"PRAGMA busy_timeout = {self._busy}")
        try:
            if inspect(connection, self.path) == len(STEPS):
                return connection
        except BaseException:
            connection.close()
            raise
        connection.close()
        self._writer = self._open_writer()
        migrated: sqlite3.Connection = self._writer.conn
        return migrated

    def _open_writer(self) -> "Database":
        fresh = not self.has_content()
        if fresh:
            _create(self.path)
        if self._reader is not None:
            self._reader.close()
            self._reader = None
        connection = _connection(self.path.absolute())
        try:
            return self._made_ready(connection, fresh=fresh)
        except BaseException:
            connection.close()
            raise

    def _made_ready(self, connection: sqlite3.Connection, *, fresh: bool) -> "Database":
        from sqlite_utils import Database  # three times the cost of sqlite3; only writers pay it

        connection.execute(f"PRAGMA busy_timeout = {self._busy}")
        applied = 0 if fresh else inspect(connection, self.path)
        if 0 < applied < len(STEPS):
            from sharecli.store.backup import keep_copy

            keep_copy(self.path, label=f"before-{STEPS[applied]}")
        connection.execute(f"PRAGMA journal_mode = {journal_mode()}")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA cache_size = -24576")  # KiB: hashes fall all over their index
        # The seller's sqlite-utils plug-ins are not ours to run.
        db = Database(connection, execute_plugins=False)
        if applied < len(STEPS):
            migrate(db)
        connection.execute("PRAGMA foreign_keys = ON")
        return db

    def has_content(self) -> bool:
        """Whether there is a file with something in it.

        Raises:
            StoreIsShut: it is a folder, or out of reach.
            StoreIsDamaged: it is empty, and its copies say that it was not before.
        """
        try:
            if not self.path.exists():
                return False
            if self.path.is_dir():
                message = _("“{path}” is a folder, not a file").format(path=self.path)
                raise StoreIsShut(message, hint=_("name a file: sharecli --db FILE …"))
            if self.path.stat().st_size:
                return True
        except OSError as error:
            raise shut(self.path, error) from None
        if copies(self.path):
            message = _("“{path}” is empty, and it was not before").format(path=self.path)
            raise StoreIsDamaged(message, hint=rescue(self.path))
        return False


def _connection(where: str | Path, *, uri: bool = False) -> sqlite3.Connection:
    # A seller may call the file "file:x.db"; only reading() speaks in URIs.
    connection = sqlite3.connect(where, uri=uri, isolation_level=None)
    connection.row_factory = sqlite3.Row
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA cell_size_check = ON")
    return connection


def reading(path: Path) -> str:
    """The URI under which the file is read: read-only, unless a writer died and SQLite has to undo what it left."""
    mode = "rw" if Path(f"{path}-journal").exists() else "ro"
    return f"{path.absolute().as_uri()}?mode={mode}"


def _create(path: Path) -> None:
    """An empty file that only its owner can read; SQLite's side files inherit that."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    except OSError as error:
        raise shut(path, error) from None


def inspect(connection: sqlite3.Connection, path: Path) -> int:
    """How many steps a file has taken; it is only looked at.

    Raises:
        StoreIsForeign: another program's file.
        StoreIsNewer: a later sharecli's file.
    """
    owner = connection.execute("PRAGMA application_id").fetchone()[0]
    if owner != APPLICATION_ID:
        if owner == 0 and not connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone():
            return 0
        message = _("“{path}” belongs to another program; it is left as it is").format(path=path)
        raise StoreIsForeign(message, hint=_("name another file: sharecli --db FILE …"))
    steps = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if steps > len(STEPS):
        message = _("“{path}” was written by a later sharecli; it is left as it is").format(path=path)
        raise StoreIsNewer(message, hint="pip install --upgrade sharecli")
    return steps


def migrate(db: "Database", *, upto: int | None = None) -> None:
    """Take the steps a file has not taken, all of them or none.

    Args:
        db: open for writing, outside a transaction.
        upto: how many steps there shall be, else all; fewer make a file as an older version left it.
    """
    from sqlite_utils import Migrations

    steps = STEPS[:upto]
    ledger = Migrations(SET)
    for step in steps:
        ledger(name=step)(import_module(f"sharecli.store.migrations.{step}").up)
    connection = db.conn
    connection.execute("PRAGMA foreign_keys = OFF")  # a table that others point to may be rebuilt
    connection.execute("BEGIN IMMEDIATE")
    try:
        ledger.apply(db)
        broken = connection.execute("PRAGMA foreign_key_check").fetchall()
        if broken:
            message = _("the file has rows that point nowhere, in: {tables}")
            raise StoreIsDamaged(message.format(tables=", ".join(sorted({row[0] for row in broken}))))  # noqa: TRY301 - rolls back below
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {len(steps)}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


@cache
def journal_mode() -> str:
    """``WAL`` where the linked SQLite is free of the WAL-reset bug, else ``DELETE`` (the rollback journal).

    Fixed in 3.51.3, 3.50.7 and 3.44.6 (sqlite.org/wal.html).
    """
    version = sqlite3.sqlite_version_info
    fixed = version >= (3, 51, 3) or (3, 50, 7) <= version < (3, 51, 0) or (3, 44, 6) <= version < (3, 45, 0)
    return "WAL" if fixed else "DELETE"
