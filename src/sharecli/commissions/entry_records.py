"""Writes lines and their history: the only place that appends to the ledger."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sharecli.commissions.attribution import Origin
from sharecli.commissions.hearing import UNTOLD, AsOf
from sharecli.commissions.ledger import Change, Standing
from sharecli.commissions.model import Facts, Line, State
from sharecli.commissions.records import Known
from sharecli.period import stamp
from sharecli.store import chain

if TYPE_CHECKING:
    from sqlite_utils import Database

_NEW_LINE = """
    INSERT INTO commissions (id, platform, account, order_id, line, nth, currency, item, item_title, quantity,
      ordered_at, sub_id, product_id, link_id, channel, batch_id, price_micros, base_micros, rate_billionths,
      fee_micros, refunded_micros, confirmed_at, told_at, told_surely)
    VALUES (:id, :platform, :account, :order_id, :line, :nth, :currency, :item, :item_title, :quantity, :ordered_at,
      :sub_id, :product_id, :link_id, :channel, :batch_id, :price_micros, :base_micros, :rate_billionths,
      :fee_micros, :refunded_micros, :confirmed_at, :told_at, :told_surely)
"""
_FILLED = """
    UPDATE commissions SET product_id = :product_id, link_id = :link_id, channel = :channel, reported_as = :reported_as,
      price_micros = :price_micros, base_micros = :base_micros, rate_billionths = :rate_billionths,
      fee_micros = :fee_micros, refunded_micros = :refunded_micros, confirmed_at = coalesce(confirmed_at, :confirmed_at)
    WHERE id = :id
"""
_NEW_HISTORY = """
    INSERT INTO commission_history (id, commission_id, kind, state, estimate_micros, settled_micros, adjustment_micros,
      reason, platform_status, happened_at, recorded_at, batch_id, undoes, hash)
    VALUES (:id, :commission_id, :kind, :state, :estimate_micros, :settled_micros, :adjustment_micros,
      :reason, :platform_status, :happened_at, :recorded_at, :batch_id, :undoes, :hash)
"""


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
        self._line += 1
        values = {
            "id": self._line,
            "platform": self._platform,
            "account": self._account,
            "order_id": line.order,
            "line": line.line,
            "nth": line.nth,
            "currency": line.currency,
            "item": line.item,
            "item_title": line.title,
            "quantity": line.quantity,
            "ordered_at": line.ordered_at,
            "sub_id": " ".join(line.sub_ids)[:300],
            "product_id": origin.product,
            "link_id": origin.link,
            "channel": origin.channel,
            "batch_id": self._batch,
            "told_at": told.moment,
            "told_surely": int(told.sure),
            **_columns(line.facts),
        }
        self._connection.execute(_NEW_LINE, values)
        new = Known(
            self._line, self._account, line.order, line.line, line.nth, line.currency, line.ordered_at,
            by_hand=self._batch is None, reported_as=None, origin=origin, facts=line.facts,
            stands=Standing(State.pending, None, None),
        )  # fmt: skip
        self.change(new, line.status, changes)
        return self._line

    def fill(self, line: Known) -> None:
        """What was not known of a line before; nothing of what identifies it or of its money."""
        values = {
            "id": line.number,
            "product_id": line.origin.product,
            "link_id": line.origin.link,
            "channel": line.origin.channel,
            "reported_as": json.dumps(line.reported_as, ensure_ascii=False) if line.reported_as else None,
            **_columns(line.facts),
        }
        self._connection.execute(_FILLED, values)

    def change(self, line: Known, status: str, changes: Sequence[Change]) -> None:
        """What happened to a line, at the end of the history; what identifies it is the ledger's, not the report's."""
        for change in changes:
            self._history += 1
            row: dict[str, Any] = {
                "platform": self._platform,
                "account": line.account,
                "order_id": line.order,
                "line": line.line,
                "nth": line.nth,
                "currency": line.currency,
                "ordered_at": line.ordered_at,
                "id": self._history,
                "commission_id": line.number,
                "kind": "state" if change.state else "adjustment",
                "state": change.state.value if change.state else None,
                "estimate_micros": change.estimate,
                "settled_micros": change.settled,
                "adjustment_micros": change.adjustment,
                "reason": change.reason,
                "platform_status": status,
                "happened_at": change.at or None,
                "recorded_at": self._at,
                "batch_id": self._batch,
                "undoes": self._undoes,
            }
            self._hash = row["hash"] = chain.link(self._hash, row)
            self._connection.execute(_NEW_HISTORY, row)


def _columns(facts: Facts) -> dict[str, int | str | None]:
    return {
        "price_micros": facts.price,
        "base_micros": facts.base,
        "rate_billionths": facts.rate,
        "fee_micros": facts.fee,
        "refunded_micros": facts.refunded,
        "confirmed_at": facts.confirmed_at or None,
    }
