"""Writes lines and their history: the only place that appends to the ledger."""

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sharecli.commissions.attribution import Origin
from sharecli.commissions.ledger import Change
from sharecli.commissions.model import Line
from sharecli.commissions.records import Known
from sharecli.commissions.words import UNTOLD, AsOf
from sharecli.period import stamp
from sharecli.store import chain

if TYPE_CHECKING:
    from sqlite_utils import Database

_NEW_LINE = """
    INSERT INTO commissions (id, platform, account, batch_id, order_id, line, nth, currency, ordered_at, item,
      item_title, quantity, sub_id, product_id, link_id, channel, price_micros, base_micros, rate_billionths,
      fee_micros, refunded_micros, confirmed_at, told_at, told_surely)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_FILLED = """
    UPDATE commissions SET product_id = ?, link_id = ?, channel = ?, reported_as = ?, price_micros = ?, base_micros = ?,
      rate_billionths = ?, fee_micros = ?, refunded_micros = ?, confirmed_at = coalesce(?, confirmed_at)
    WHERE id = ?
"""
_NEW_HISTORY = """
    INSERT INTO commission_history (id, commission_id, kind, state, estimate_micros, settled_micros, adjustment_micros,
      reason, platform_status, happened_at, recorded_at, batch_id, undoes, hash)
    VALUES (:id, :commission_id, :kind, :state, :estimate_micros, :settled_micros, :adjustment_micros,
      :reason, :platform_status, :happened_at, :recorded_at, :batch_id, :undoes, :hash)
"""


LONGEST_SUB_ID = 300
"""Characters of a sub-id that are kept."""

_Count = int | None
Lead = tuple[_Count, _Count, str, int]
"""Product, link and channel, and the number of the line that leads there."""
LineRow = tuple[
    str, str, int, str, str, str, str, int, str, _Count, _Count, str, _Count, _Count, _Count, _Count, _Count,
    str | None, str, int,
]  # fmt: skip
"""A new line: order, line, nth, currency, the moment of the order, and what else stands in its row."""
Identity = tuple[int, str, str, str, int, str, str]
"""What identifies a line: number, account, order, line, nth, currency, the moment of the order."""
ChangeRow = tuple[str | None, _Count, _Count, _Count, str, str]
"""A row of the history: state, estimate, settled, adjustment, reason, when it happened."""
Filling = tuple[
    _Count, _Count, str, str | None, _Count, _Count, _Count, _Count, _Count, str | None,
]  # fmt: skip
"""Product, link, channel, what it is reported as, price, base, rate, fee, refunded, when it was confirmed."""


class Entry:
    """Writes lines and history in a transaction that is open, each row's hash over the one before.

    Args:
        db: from ``store.writing()``.
        platform: a platform's key.
        account: the seller's account there, or empty.
        at: now.
        batch: the import's number, or None.
        undoes: the number of the import that is taken back, or None.
    """

    def __init__(
        self,
        db: "Database",
        *,
        platform: str,
        account: str,
        at: datetime,
        batch: int | None,
        undoes: int | None = None,
    ) -> None:
        self._connection = db.conn
        self._platform = platform
        self._account = account
        self._at = stamp(at)
        self._batch = batch
        self._undoes = undoes
        self._history, self._hash = chain.last(db.conn)
        self._line: int = db.conn.execute("SELECT coalesce(max(id), 0) FROM commissions").fetchone()[0]

    def add(self, line: Line, origin: Origin, changes: Sequence[Change], told: AsOf = UNTOLD) -> int:
        """A new line and how its life began; its number."""
        return self.add_row(row_of(line, origin, told), line.status, [change_of(one) for one in changes])

    def add_row(self, row: LineRow, status: str, changes: Iterable[ChangeRow]) -> int:
        """The same of plain values."""
        self._line += 1
        self._connection.execute(_NEW_LINE, (self._line, self._platform, self._account, self._batch, *row))
        order, line, nth, currency, ordered_at = row[:5]
        self.change_row((self._line, self._account, order, line, nth, currency, ordered_at), status, changes)
        return self._line

    def fill(self, number: int, filling: Filling) -> None:
        """What was not known of a line before; nothing of what identifies it or of its money."""
        self._connection.execute(_FILLED, (*filling, number))

    def change(self, line: Known, status: str, changes: Sequence[Change]) -> None:
        """What happened to a line, at the end of the history; what identifies it is the ledger's, not the report's."""
        self.change_row(identity_of(line), status, [change_of(one) for one in changes])

    def change_row(self, identity: Identity, status: str, changes: Iterable[ChangeRow]) -> None:
        """The same of plain values."""
        number, account, order, line, nth, currency, ordered_at = identity
        for state, estimate, settled, adjustment, reason, at in changes:
            self._history += 1
            row: dict[str, Any] = {
                "platform": self._platform,
                "account": account,
                "order_id": order,
                "line": line,
                "nth": nth,
                "currency": currency,
                "ordered_at": ordered_at,
                "id": self._history,
                "commission_id": number,
                "kind": "state" if state else "adjustment",
                "state": state,
                "estimate_micros": estimate,
                "settled_micros": settled,
                "adjustment_micros": adjustment,
                "reason": reason,
                "platform_status": status,
                "happened_at": at or None,
                "recorded_at": self._at,
                "batch_id": self._batch,
                "undoes": self._undoes,
            }
            self._hash = row["hash"] = chain.link(self._hash, row)
            self._connection.execute(_NEW_HISTORY, row)


def row_of(line: Line, origin: Origin, told: AsOf) -> LineRow:
    """A new line as the plain values of its row."""
    facts = line.facts
    return (
        line.order, line.line, line.nth, line.currency, line.ordered_at, line.item, line.title, line.quantity,
        " ".join(line.sub_ids)[:LONGEST_SUB_ID], origin.product, origin.link, origin.channel,
        facts.price, facts.base, facts.rate, facts.fee, facts.refunded, facts.confirmed_at or None,
        told.moment, int(told.sure),
    )  # fmt: skip


def identity_of(line: Known) -> Identity:
    """What identifies a line, as plain values."""
    return line.number, line.account, line.order, line.line, line.nth, line.currency, line.ordered_at


def change_of(one: Change) -> ChangeRow:
    """A change as plain values."""
    state = one.state.value if one.state else None
    return state, one.estimate, one.settled, one.adjustment, one.reason, one.at


def filling_of(line: Known) -> Filling:
    """What is known of a line by now, as plain values."""
    facts = line.facts
    return (
        line.origin.product, line.origin.link, line.origin.channel,
        json.dumps(line.reported_as, ensure_ascii=False) if line.reported_as else None,
        facts.price, facts.base, facts.rate, facts.fee, facts.refunded, facts.confirmed_at or None,
    )  # fmt: skip


def lead(db: "Database", leads: Iterable[Lead]) -> None:
    """Where lines lead, once more is known of that."""
    db.conn.executemany("UPDATE commissions SET product_id = ?, link_id = ?, channel = ? WHERE id = ?", leads)
