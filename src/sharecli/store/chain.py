"""The ledger's chain of hashes: each row's hash covers its words, what identifies its line, and the row before."""

import hashlib
import json
import sqlite3
from collections.abc import Iterator, Mapping
from typing import Any

START = "0" * 64
"""What the first row follows."""

_LINE = ("platform", "account", "order_id", "line", "nth", "currency", "ordered_at")
_ROW = (
    "id", "commission_id", "kind", "state", "estimate_micros", "settled_micros", "adjustment_micros", "reason",
    "platform_status", "happened_at", "recorded_at", "batch_id", "undoes",
)  # fmt: skip
COVERED = (*_LINE, *_ROW)
VERSION = 1
"""How a row is hashed; another way would be another number beside this one, so that old rows keep theirs."""

_WORDS = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))

_ALL = f"""
    SELECT {", ".join(f"c.{name}" for name in _LINE)}, {", ".join(f"h.{name}" for name in _ROW)}, h.hash
    FROM commission_history h LEFT JOIN commissions c ON c.id = h.commission_id ORDER BY h.id
"""  # noqa: S608 - names of our own columns


def link(before: str, row: Mapping[str, Any]) -> str:
    """The hash of a row, in hexadecimal: of a JSON object with sorted keys, without what is null.

    A column that comes later is null in the rows before it, so that their hashes stay what they were.

    Args:
        before: the hash of the row before, or :data:`START`.
        row: a value for every name in ``COVERED``.
    """
    told = {name: row[name] for name in COVERED if row[name] is not None}
    return hashlib.sha256(_WORDS.encode({"version": VERSION, "before": before, **told}).encode()).hexdigest()


def last(connection: sqlite3.Connection) -> tuple[int, str]:
    """The newest row's number and hash; 0 and :data:`START` on an empty ledger."""
    row = connection.execute("SELECT id, hash FROM commission_history ORDER BY id DESC LIMIT 1").fetchone()
    return (row["id"], row["hash"]) if row else (0, START)


def breaks(connection: sqlite3.Connection) -> Iterator[int]:
    """The numbers of rows whose hash is not what their words give, or before which one is missing."""
    before, number = START, 0
    for row in connection.execute(_ALL):
        number += 1
        if row["id"] != number or row["hash"] != link(before, row):
            yield row["id"]
            number = row["id"]
        before = row["hash"]
