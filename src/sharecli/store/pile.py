"""Rows that are too many to be held: put aside in a file that nobody else sees, and that is gone with the program."""

import sqlite3
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from sharecli.store.troubles import explained

_AT_ONCE = 500


class Pile:
    """Rows by their place and by their key.

    Few never leave the memory; many lie where the system keeps its temporary files, under no name.
    """

    def __init__(self) -> None:
        self._where = Path(tempfile.gettempdir())
        with explained(self._where):
            self._connection = sqlite3.connect("", isolation_level=None)
            self._connection.execute("PRAGMA journal_mode = OFF")
            self._connection.execute("PRAGMA cache_size = -4096")
            self._connection.execute("CREATE TABLE rows (place INTEGER PRIMARY KEY, key BLOB, value BLOB) STRICT")
            self._connection.execute("BEGIN")

    def put(self, rows: Sequence[tuple[int, bytes, bytes]]) -> None:
        """Lay rows down: a place that no other has, a key, and what is to be kept."""
        with explained(self._where):
            self._connection.executemany("INSERT INTO rows VALUES (?, ?, ?)", rows)

    def by_key(self) -> Iterator[tuple[bytes, bytes]]:
        """Keys and what was kept, by key and place."""
        return self._told("SELECT key, value FROM rows ORDER BY key, place")

    def by_place(self) -> Iterator[tuple[bytes, bytes]]:
        """Keys and what was kept, by place."""
        return self._told("SELECT key, value FROM rows ORDER BY place")

    def clear(self) -> None:
        """Take everything off."""
        with explained(self._where):
            self._connection.execute("DELETE FROM rows")

    def close(self) -> None:
        """Nothing is left of it."""
        self._connection.close()

    def _told(self, question: str) -> Iterator[tuple[bytes, bytes]]:
        cursor = self._connection.execute(question)
        while True:
            with explained(self._where):
                some = cursor.fetchmany(_AT_ONCE)
            if not some:
                return
            yield from some
