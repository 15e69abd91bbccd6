"""The only door to the file of clicks: create, refuse what is not ours, bring up to date, read, write."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shlex import quote

from sharecli.language import _
from sharecli.store import troubles
from sharecli.store.open import journal_mode, reading
from sharecli.store.troubles import StoreIsDamaged, StoreIsForeign, StoreIsNewer, StoreIsShut

APPLICATION_ID = 0x5348434B
"""``SHCK`` in the file's header."""

BUSY_MILLISECONDS = 5000

LINK_INDEX = "CREATE INDEX IF NOT EXISTS clicks_by_link ON clicks (link_id, kind, led)"
"""A large import makes it at its end, for it grows at a thousand places; whoever opens the file heals a killed one."""

_STEPS: tuple[tuple[str, ...], ...] = (
    (
        """
        CREATE TABLE agents (
          id    INTEGER PRIMARY KEY,
          agent TEXT NOT NULL UNIQUE,
          kind  TEXT NOT NULL CHECK (kind <> ''),
          app   TEXT NOT NULL,
          rules INTEGER NOT NULL
        ) STRICT
        """,
        """
        CREATE TABLE clicks (
          id       INTEGER PRIMARY KEY,
          link_id  INTEGER,
          code     TEXT NOT NULL CHECK (length(code) <= 80),
          at_ms    INTEGER NOT NULL,
          how      TEXT NOT NULL CHECK (how IN ('get', 'head', 'prefetch')),
          kind     TEXT NOT NULL CHECK (kind IN ('human', 'preview', 'bot', 'prefetch', 'head', 'unknown')),
          rules    INTEGER NOT NULL,
          agent_id INTEGER NOT NULL REFERENCES agents (id),
          ref_host TEXT NOT NULL DEFAULT '',
          visitor  BLOB CHECK (length(visitor) = 8),
          source   TEXT NOT NULL CHECK (source <> ''),
          key      TEXT
        ) STRICT
        """,
        # What serve has written carries no key, and an entry for each of a million clicks would be for nothing.
        "CREATE UNIQUE INDEX clicks_by_key ON clicks (key) WHERE key IS NOT NULL",
        "CREATE TABLE salts (day TEXT PRIMARY KEY, salt BLOB NOT NULL CHECK (length(salt) >= 16)) STRICT",
        """
        CREATE TABLE logs (
          id         INTEGER PRIMARY KEY,
          name       TEXT NOT NULL,
          first_hash TEXT NOT NULL UNIQUE,
          size       INTEGER NOT NULL CHECK (size >= 0),
          offset     INTEGER NOT NULL CHECK (offset >= 0),
          read_at    TEXT NOT NULL
        ) STRICT
        """,
    ),
    (
        # What became of it: 0 turned away, 1 led to where the link leads, 2 to its fallback.
        "ALTER TABLE clicks ADD COLUMN led INTEGER NOT NULL DEFAULT 1 CHECK (led IN (0, 1, 2))",
        # Whoever opens the file for writing makes it anew, with the new column.
        "DROP INDEX IF EXISTS clicks_by_link",
        # How far into each server's spool its clicks are in here, written in one transaction with them.
        "CREATE TABLE spools (name TEXT PRIMARY KEY, offset INTEGER NOT NULL CHECK (offset >= 0)) STRICT",
    ),
    (
        # What strangers made a server write on a day, since 1970 and UTC, and what of it was left out.
        """
        CREATE TABLE strangers (
          day      INTEGER PRIMARY KEY,
          orphans  INTEGER NOT NULL CHECK (orphans >= 0),
          left_out INTEGER NOT NULL CHECK (left_out >= 0),
          agents   INTEGER NOT NULL CHECK (agents >= 0)
        ) STRICT
        """,
        # How often stored clicks were judged anew: whoever counts on from what was counted has to begin again then.
        "CREATE TABLE judgings (times INTEGER NOT NULL) STRICT",
        "INSERT INTO judgings VALUES (0)",
    ),
)
"""The steps by which the file grew up; ``PRAGMA user_version`` is how many of them it has. A released one stays."""


def beside(ledger: Path) -> Path:
    """Where the clicks lie: ``clicks.db`` beside ``sharecli.db``, ``x.clicks.db`` beside another ``x.db``."""
    return ledger.with_name("clicks.db" if ledger.name == "sharecli.db" else f"{ledger.stem}.clicks.db")


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """SQLite's own errors as ours; what helps is about this file, for the seller's own is not at fault."""
    try:
        with troubles.explained(path):
            yield
    except (StoreIsForeign, StoreIsDamaged) as error:
        error.hint = _aside(path)
        raise
    except StoreIsShut as error:
        error.hint = _whose(path)
        raise


def _aside(path: Path) -> str:
    command = f"mv {quote(str(path))} {quote(f'{path}.aside')}"
    return _("mend it or move it away; links and orders are not in it: {command}").format(command=command)


def _whose(path: Path) -> str:
    command = f"ls -ld {quote(str(path.parent))} {quote(str(path))}"
    return _("see who may read and write it: {command}").format(command=command)


def open_writer(path: Path, *, busy_milliseconds: int | None = None) -> sqlite3.Connection:
    """A connection for writing, outside of any transaction; the file is made or brought up to date first.

    Whoever opens it closes it. Rows are ``sqlite3.Row``.

    Args:
        path: of the file.
        busy_milliseconds: how long it waits for another writer; as long as is usual where None.

    Raises:
        StoreTrouble: the file is another program's, a later sharecli's, damaged, locked, or cannot be made.
    """
    with explained(path):
        _make(path)
        connection = _connection(str(path.absolute()), busy_milliseconds=busy_milliseconds)
        try:
            steps = _inspect(connection, path)
            connection.execute(f"PRAGMA journal_mode = {journal_mode()}")
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA foreign_keys = ON")
            if steps < len(_STEPS):
                _grow(connection)
            connection.execute(LINK_INDEX)
        except BaseException:
            connection.close()
            raise
    return connection


def open_reader(path: Path) -> sqlite3.Connection:
    """A connection for reading: to an empty file in memory where there is none, to one brought up to date if older.

    Whoever opens it closes it. Rows are ``sqlite3.Row``.

    Raises:
        StoreTrouble: the file is another program's, a later sharecli's, damaged or locked.
    """
    with explained(path):
        if not path.exists() or not path.stat().st_size:
            memory = _connection(":memory:")
            _grow(memory)
            return memory
        connection = _connection(reading(path), uri=True)
        try:
            if _inspect(connection, path) == len(_STEPS):
                return connection
        except BaseException:
            connection.close()
            raise
        connection.close()
    return open_writer(path)


def open_at_once(path: Path) -> sqlite3.Connection | None:
    """A connection for reading that waits for nobody and changes nothing, for a server that has no time.

    None where there is nothing to be read: no file, an empty one, or one that its writer has still to bring up to date.

    Raises:
        sqlite3.Error: among others, the file is locked at this moment.
        StoreTrouble: the file is another program's, or a later sharecli's.
    """
    if not path.exists() or not path.stat().st_size:
        return None
    connection = _connection(f"{path.absolute().as_uri()}?mode=ro", uri=True, busy_milliseconds=0)
    try:
        if _inspect(connection, path) == len(_STEPS):
            return connection
    except BaseException:
        connection.close()
        raise
    connection.close()
    return None


def _connection(where: str, *, uri: bool = False, busy_milliseconds: int | None = None) -> sqlite3.Connection:
    connection = sqlite3.connect(where, uri=uri, isolation_level=None)
    connection.row_factory = sqlite3.Row
    connection.execute(f"PRAGMA busy_timeout = {BUSY_MILLISECONDS if busy_milliseconds is None else busy_milliseconds}")
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA cell_size_check = ON")
    return connection


def _make(path: Path) -> None:
    """An empty file that only its owner can read, where there is none."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    except OSError as error:
        why = _((error.strerror or str(error)).lower())
        message = _("cannot open “{path}”: {why}").format(path=path, why=why)
        raise StoreIsShut(message, hint=_whose(path)) from None


def _inspect(connection: sqlite3.Connection, path: Path) -> int:
    """How many steps a file has taken; it is only looked at."""
    # One transaction: between two looks, another process may have made the file.
    connection.execute("BEGIN")
    try:
        owner = connection.execute("PRAGMA application_id").fetchone()[0]
        steps = int(connection.execute("PRAGMA user_version").fetchone()[0])
        empty = not connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchall()
    finally:
        connection.execute("ROLLBACK")
    if owner != APPLICATION_ID:
        if owner == 0 and empty:
            return 0
        message = _("“{path}” belongs to another program; it is left as it is").format(path=path)
        raise StoreIsForeign(message, hint=_aside(path))
    if steps > len(_STEPS):
        message = _("“{path}” was written by a later sharecli; it is left as it is").format(path=path)
        raise StoreIsNewer(message, hint="pip install --upgrade sharecli")
    return steps


def _grow(connection: sqlite3.Connection) -> None:
    """Take the steps a file has not taken, all of them or none."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        # Another process may have taken them while this one waited for the lock.
        taken = int(connection.execute("PRAGMA user_version").fetchone()[0])
        for step in _STEPS[taken:]:
            for statement in step:
                connection.execute(statement)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {len(_STEPS)}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
