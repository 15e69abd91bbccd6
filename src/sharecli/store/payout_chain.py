"""The payouts' chain of hashes: each row's hash covers its words, what its payout is, and the row before."""

import hashlib
import json
import sqlite3
from collections.abc import Iterator, Mapping
from typing import Any

from sharecli.store.chain import START

_PAYOUT = (
    "platform", "account", "currency", "paid_on", "reference", "gross_micros", "fee_micros", "tax_micros", "net_micros",
    "line_count", "covered_micros",
)  # fmt: skip
_ROW = ("id", "payout_id", "kind", "commission_id", "history_id", "micros", "reason", "recorded_at")
COVERED = (*_PAYOUT, *_ROW)
VERSION = 1
"""How a row is hashed; another way would be another number beside this one, so that old rows keep theirs."""

_ALL = f"""
    SELECT {", ".join(f"p.{name}" for name in _PAYOUT)}, {", ".join(f"h.{name}" for name in _ROW)}, h.hash
    FROM payout_history h LEFT JOIN payouts p ON p.id = h.payout_id ORDER BY h.id
"""  # noqa: S608 - names of our own columns


def link(before: str, row: Mapping[str, Any]) -> str:
    """The hash of a row, in hexadecimal: of a JSON object with sorted keys, without what is null.

    Args:
        before: the hash of the row before, or :data:`~sharecli.store.chain.START`.
        row: a value for every name in ``COVERED``.
    """
    told = {name: row[name] for name in COVERED if row[name] is not None}
    # The table's name is in it: a row of the one history can never stand for a row of the other.
    words = {"version": VERSION, "table": "payout_history", "before": before, **told}
    return hashlib.sha256(
        json.dumps(words, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    ).hexdigest()


def last(connection: sqlite3.Connection) -> tuple[int, str]:
    """The newest row's number and hash; 0 and the start where there is none."""
    row = connection.execute("SELECT id, hash FROM payout_history ORDER BY id DESC LIMIT 1").fetchone()
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
