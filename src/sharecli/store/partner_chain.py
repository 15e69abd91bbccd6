"""The chains of hashes of what partners were promised and paid: each row's hash covers its words and the row before."""

import hashlib
import json
import sqlite3
from collections.abc import Iterator, Mapping
from typing import Any

from sharecli.store.chain import START

COVERED = {
    "partner_terms": (
        "id", "person_id", "kind", "from_day", "until_day", "rate_billionths", "second_billionths", "invited_by",
        "recorded_at",
    ),
    "partner_payments": (
        "id", "person_id", "kind", "voids", "currency", "paid_on", "micros", "reference", "reason", "earned_micros",
        "history_id", "recorded_at",
    ),
}  # fmt: skip
"""The columns of each chain."""
VERSION = 1
"""How a row is hashed; another way would be another number beside this one, so that old rows keep theirs."""


def link(table: str, before: str, row: Mapping[str, Any]) -> str:
    """The hash of a row, in hexadecimal: of a JSON object with sorted keys, without what is null.

    Args:
        table: one of ``COVERED``; its name is in the hash, so that no row can stand in the other table.
        before: the hash of the row before, or :data:`~sharecli.store.chain.START`.
        row: a value for every column of the table.
    """
    told = {name: row[name] for name in COVERED[table] if row[name] is not None}
    words = {"version": VERSION, "table": table, "before": before, **told}
    return hashlib.sha256(
        json.dumps(words, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    ).hexdigest()


def last(connection: sqlite3.Connection, table: str) -> tuple[int, str]:
    """The newest row's number and hash; 0 and the start where there is none."""
    row = connection.execute(f"SELECT id, hash FROM {table} ORDER BY id DESC LIMIT 1").fetchone()  # noqa: S608 - one of ours
    return (row["id"], row["hash"]) if row else (0, START)


def cut(connection: sqlite3.Connection) -> Iterator[tuple[str, int]]:
    """The tables whose end is not the one that was written, and how many rows were written."""
    for table in COVERED:
        head = connection.execute("SELECT length, hash FROM chain_heads WHERE chain = ?", [table]).fetchone()
        length, newest = (head["length"], head["hash"]) if head else (0, START)
        if last(connection, table) != (length, newest):
            yield table, length


def breaks(connection: sqlite3.Connection) -> Iterator[tuple[str, int]]:
    """The tables and numbers of rows whose hash is not what their words give, or before which one is missing."""
    for table in COVERED:
        before, number = START, 0
        for row in connection.execute(f"SELECT * FROM {table} ORDER BY id"):  # noqa: S608 - one of ours
            number += 1
            if row["id"] != number or row["hash"] != link(table, before, row):
                yield table, row["id"]
                number = row["id"]
            before = row["hash"]
