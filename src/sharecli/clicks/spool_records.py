"""Remembers how far into each spool its clicks are in the file."""

import sqlite3
from collections.abc import Iterable


def reached(connection: sqlite3.Connection, name: str, offset: int) -> None:
    """Note, in the transaction of the clicks themselves, that they are in the file up to here.

    Args:
        connection: in a transaction.
        name: of the spool, without its folder.
        offset: bytes of it.
    """
    connection.execute(
        "INSERT INTO spools (name, offset) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET offset = excluded.offset",
        [name, offset],
    )


def offset_of(connection: sqlite3.Connection, name: str) -> int:
    """How many bytes of a spool are in the file; 0 where it was never heard of."""
    row = connection.execute("SELECT offset FROM spools WHERE name = ?", [name]).fetchone()
    return int(row[0]) if row else 0


def names(connection: sqlite3.Connection) -> list[str]:
    """The spools that are remembered."""
    return [row[0] for row in connection.execute("SELECT name FROM spools")]


def forget(connection: sqlite3.Connection, gone: Iterable[str]) -> None:
    """No longer remember spools that are deleted.

    Args:
        connection: for writing, outside a transaction.
        gone: their names.
    """
    found = [[name] for name in gone]
    if found:
        connection.executemany("DELETE FROM spools WHERE name = ?", found)
