"""Whether the file is sound: SQLite's own checks, the chains of hashes, and the standing of every line and payout."""

import sqlite3
from collections.abc import Iterator
from itertools import groupby

from sharecli.language import _
from sharecli.store import partner_chain, payout_chain
from sharecli.store.chain import breaks
from sharecli.store.open import Store
from sharecli.store.troubles import explained

# Where a line stands is what its history adds up to; a trigger keeps it so, and this proves it.
_STANDING = """
    SELECT c.id FROM commissions c
    WHERE c.adjusted_micros <> (
        SELECT coalesce(sum(h.adjustment_micros), 0) FROM commission_history h WHERE h.commission_id = c.id)
    OR c.state <> (
        SELECT h.state FROM commission_history h WHERE h.commission_id = c.id AND h.kind = 'state'
        ORDER BY h.id DESC LIMIT 1)
    OR c.settled_micros IS NOT (
        SELECT h.settled_micros FROM commission_history h
        WHERE h.commission_id = c.id AND h.kind = 'state' AND (h.settled_micros IS NOT NULL OR h.undoes IS NOT NULL)
        ORDER BY h.id DESC LIMIT 1)
    OR c.estimate_micros IS NOT (
        SELECT h.estimate_micros FROM commission_history h
        WHERE h.commission_id = c.id AND h.kind = 'state' AND (h.estimate_micros IS NOT NULL OR h.undoes IS NOT NULL)
        ORDER BY h.id DESC LIMIT 1)
    OR NOT EXISTS (SELECT 1 FROM commission_history h WHERE h.commission_id = c.id)
    ORDER BY c.id LIMIT 1
"""

# The days of a line are those of its rows, as well; where an import was taken back, they are told row by row.
_DAYS = """
    SELECT c.id FROM commissions c
    WHERE (
      c.settled_at IS NOT (
        SELECT h.happened_at FROM commission_history h
        WHERE h.commission_id = c.id AND h.state = 'settled' AND h.happened_at IS NOT NULL ORDER BY h.id DESC LIMIT 1)
      OR c.paid_at IS NOT (
        SELECT h.happened_at FROM commission_history h
        WHERE h.commission_id = c.id AND h.state = 'paid' AND h.happened_at IS NOT NULL ORDER BY h.id DESC LIMIT 1)
    )
    AND NOT EXISTS (SELECT 1 FROM commission_history h WHERE h.commission_id = c.id AND h.undoes IS NOT NULL)
    ORDER BY c.id LIMIT 1
"""
_DAYS_TAKEN_BACK = """
    SELECT h.commission_id, h.state, h.happened_at, h.undoes, c.settled_at, c.paid_at
    FROM commission_history h JOIN commissions c ON c.id = h.commission_id
    WHERE h.kind = 'state'
      AND h.commission_id IN (SELECT u.commission_id FROM commission_history u WHERE u.undoes IS NOT NULL)
    ORDER BY h.commission_id, h.id
"""

# A payout's own figures say how many rows follow it, so that a missing end of its history is found.
_PAYOUTS = """
    SELECT p.id FROM payouts p
    LEFT JOIN (
      SELECT payout_id, sum(kind = 'received') AS received, sum(kind = 'void') AS voids, sum(kind = 'covers') AS lines,
        coalesce(sum(micros), 0) AS micros, max(iif(kind = 'void', recorded_at, NULL)) AS voided_at
      FROM payout_history GROUP BY payout_id
    ) h ON h.payout_id = p.id
    WHERE h.received IS NOT 1 OR h.lines <> p.line_count OR h.micros <> p.covered_micros OR h.voids > 1
      OR h.voided_at IS NOT p.voided_at
    ORDER BY p.id LIMIT 1
"""

# What takes a payment back says the same figures, so that neither can be taken for another's.
_PARTNER_PAYMENTS = """
    SELECT v.voids FROM partner_payments v LEFT JOIN partner_payments p ON p.id = v.voids AND p.kind = 'paid'
    WHERE v.kind = 'void' AND (p.person_id, p.currency, p.paid_on, p.micros)
      IS NOT (v.person_id, v.currency, v.paid_on, v.micros)
    ORDER BY v.voids LIMIT 1
"""


def examine(store: Store) -> list[dict[str, str]]:
    """Every check and its result: ``ok``, or what is wrong, with the first broken row.

    Raises:
        StoreTrouble: the file cannot even be opened.
    """
    connection = store.reader
    with explained(store.path):
        return [
            {"check": "contents", "result": _contents(connection)},
            {"check": "references", "result": _references(connection)},
            {"check": "ledger chain", "result": _chain(connection)},
            {"check": "ledger standing", "result": _standing(connection)},
            {"check": "payout chain", "result": _payout_chain(connection)},
            {"check": "payout standing", "result": _payouts(connection)},
            {"check": "partner chains", "result": _partner_chains(connection)},
            {"check": "partner payments", "result": _partner_payments(connection)},
        ]


def _contents(connection: sqlite3.Connection) -> str:
    return "; ".join(row[0] for row in connection.execute("PRAGMA integrity_check(3)"))


def _references(connection: sqlite3.Connection) -> str:
    row = connection.execute("PRAGMA foreign_key_check").fetchone()
    return _("row {row} of {table} points nowhere").format(row=row[1], table=row[0]) if row else "ok"


def _chain(connection: sqlite3.Connection) -> str:
    first = next(breaks(connection), None)
    return (
        "ok"
        if first is None
        else _("row {row} of the history was changed, or one before it is missing").format(row=first)
    )


def _standing(connection: sqlite3.Connection) -> str:
    row = connection.execute(_STANDING).fetchone() or next(_misdated(connection), None)
    return "ok" if row is None else _("commission {id} does not stand where its history says").format(id=row[0])


def _misdated(connection: sqlite3.Connection) -> Iterator[tuple[int]]:
    """Lines that were settled or paid on another day than their history says."""
    yield from connection.execute(_DAYS)
    # What takes an import back sets days as they stand in it: such lines are followed row by row.
    for line, rows in groupby(connection.execute(_DAYS_TAKEN_BACK), key=lambda row: row["commission_id"]):
        settled_at = paid_at = None
        for row in rows:
            state, at = row["state"], row["happened_at"]
            if row["undoes"] is not None:
                settled_at = (at or settled_at) if state in {"settled", "paid"} else None
                paid_at = paid_at if state == "paid" else None
            elif state == "settled":
                settled_at = at or settled_at
            elif state == "paid":
                paid_at = at or paid_at
            stands = row["settled_at"], row["paid_at"]
        if stands != (settled_at, paid_at):
            yield (line,)


def _payout_chain(connection: sqlite3.Connection) -> str:
    first = next(payout_chain.breaks(connection), None)
    return (
        "ok"
        if first is None
        else _("row {row} of the payouts was changed, or one before it is missing").format(row=first)
    )


def _payouts(connection: sqlite3.Connection) -> str:
    row = connection.execute(_PAYOUTS).fetchone()
    return "ok" if row is None else _("payout {id} is not what its rows say").format(id=row[0])


def _partner_chains(connection: sqlite3.Connection) -> str:
    if first := next(partner_chain.breaks(connection), None):
        words = _("row {row} of {table} was changed, or one before it is missing")
        return words.format(row=first[1], table=first[0])
    if end := next(partner_chain.cut(connection), None):
        words = _("the end of {table} is not the one that was written: row {row}")
        return words.format(row=end[1], table=end[0])
    return "ok"


def _partner_payments(connection: sqlite3.Connection) -> str:
    row = connection.execute(_PARTNER_PAYMENTS).fetchone()
    return "ok" if row is None else _("payment {id} to a partner is not what its rows say").format(id=row[0])
