"""The rows of the ledger: the only place that knows their columns."""

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sharecli.commissions import sub_id_records
from sharecli.commissions.attribution import Map, Origin
from sharecli.commissions.hearing import UNTOLD, AsOf
from sharecli.commissions.ledger import Change, Standing
from sharecli.commissions.model import Commission, Facts, Line, State
from sharecli.links import records as links
from sharecli.money import Money
from sharecli.period import stamp
from sharecli.store import chain
from sharecli.store.open import Store

if TYPE_CHECKING:
    from sqlite_utils import Database

    from sharecli.channels.model import Channel

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


def origins(store: Store, channels: Iterable["Channel"]) -> Map:
    """Everything a report's line may lead back to."""
    numbers = {row["code"]: row["id"] for row in store.reader.execute("SELECT code, id FROM products")}
    every = links.chosen(store, retired=None)
    items = {
        (row["platform"], row["item"]): row["id"]
        for row in store.reader.execute("SELECT platform, item, id FROM products WHERE item <> '' ORDER BY id DESC")
    }
    return Map([(link, numbers[link.product]) for link in every], items, list(channels), sub_id_records.told(store))


@dataclass(frozen=True, slots=True)
class Known:
    """A line that the ledger has.

    Attributes:
        number: the row's number.
        account: the seller's account, or empty.
        order: order number.
        line: what tells it from the order's other lines; :func:`hand_line` where it was logged by hand.
        nth: which of the identical ones, from 1.
        currency: ISO 4217 code.
        ordered_at: UTC, as stored.
        by_hand: whether the seller logged it.
        reported_as: account, line and count that a line logged by hand has in its report, once that has come.
        origin: where it came from, as far as it is known.
        facts: what is known besides.
        stands: where it stands; None where the import that brought it was taken back.
        told: the latest moment whose state of things it was told.
    """

    number: int
    account: str
    order: str
    line: str
    nth: int
    currency: str
    ordered_at: str
    by_hand: bool
    reported_as: tuple[str, str, int] | None
    origin: Origin
    facts: Facts
    stands: Standing | None
    told: AsOf = UNTOLD


def hand_line(product: int) -> str:
    """What tells a line that was logged by hand from the order's others; a product's code may be another tomorrow."""
    return f"product:{product}"


def known(store: Store, platform: str, orders: Sequence[str]) -> list[Known]:
    """The lines of these orders that the ledger has, of every account of the seller's."""
    found: list[Known] = []
    for start in range(0, len(orders), 500):
        some = orders[start : start + 500]
        marks = ", ".join("?" * len(some))
        rows = store.reader.execute(
            f"SELECT * FROM commissions WHERE platform = ? AND order_id IN ({marks}) ORDER BY id",
            [platform, *some],
        )
        found += map(_known, rows)
    return found


def lines_numbered(store: Store, numbers: Sequence[int]) -> list[Known]:
    """The lines of these numbers."""
    found: list[Known] = []
    for start in range(0, len(numbers), 500):
        some = numbers[start : start + 500]
        marks = ", ".join("?" * len(some))
        found += map(_known, store.reader.execute(f"SELECT * FROM commissions WHERE id IN ({marks}) ORDER BY id", some))
    return found


def _known(row: sqlite3.Row) -> Known:
    return Known(
        number=row["id"],
        account=row["account"],
        order=row["order_id"],
        line=row["line"],
        nth=row["nth"],
        currency=row["currency"],
        ordered_at=row["ordered_at"],
        by_hand=row["batch_id"] is None,
        reported_as=tuple(json.loads(row["reported_as"])) if row["reported_as"] else None,
        origin=Origin(row["link_id"], row["product_id"], row["channel"]),
        facts=Facts(
            row["price_micros"], row["base_micros"], row["rate_billionths"], row["fee_micros"],
            row["refunded_micros"], row["confirmed_at"] or "",
        ),
        stands=_standing(row),
        told=AsOf(row["told_at"], row["told_surely"] == 1),
    )  # fmt: skip


def _standing(row: sqlite3.Row) -> Standing | None:
    if row["state"] == "void" and row["reason"] == "undone":
        return None
    return Standing(
        State(row["state"]), row["estimate_micros"], row["settled_micros"], row["adjusted_micros"], row["reason"]
    )


def filled(kept: Known, line: Line, origin: Origin, account: str) -> Known:
    """A line with what a report tells of it for the first time; the same where that is nothing."""
    channel = kept.origin.channel or origin.channel
    # A link of another channel than the seller said is not where the sale came from.
    link = kept.origin.link or (origin.link if channel == origin.channel else None)
    was, said = kept.facts, line.facts
    refunds = [micros for micros in (was.refunded, said.refunded) if micros is not None]
    return replace(
        kept,
        origin=Origin(link, kept.origin.product or origin.product, channel),
        reported_as=kept.reported_as or ((account, line.line, line.nth) if kept.by_hand else None),
        facts=Facts(
            price=said.price if was.price is None else was.price,
            base=said.base if was.base is None else was.base,
            rate=said.rate if was.rate is None else was.rate,
            fee=said.fee if was.fee is None else was.fee,
            refunded=max(refunds, default=None),  # refunds only grow; an older report knows less of them
            confirmed_at=was.confirmed_at or said.confirmed_at,
        ),
    )


def had_estimate(store: Store, number: int, estimate: int) -> bool:
    """Whether a line was told this estimate before, by hand or by a report that was not taken back."""
    row = store.reader.execute(
        """
        SELECT 1 FROM commission_words w JOIN import_batches b ON b.id = w.batch_id
        WHERE w.commission_id = :line AND w.estimate_micros = :estimate AND b.undone_at IS NULL
        UNION ALL
        SELECT 1 FROM commission_history
        WHERE commission_id = :line AND estimate_micros = :estimate AND batch_id IS NULL AND undoes IS NULL
        LIMIT 1
        """,
        {"line": number, "estimate": estimate},
    ).fetchone()
    return row is not None


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


def chosen(
    store: Store,
    *,
    state: State | None = None,
    platform: str = "",
    channel: str = "",
    product: str = "",
    since: str = "",
    until: str = "~",
    unmatched: bool = False,
) -> list[Commission]:
    """Commissions, newest order first.

    Args:
        store: the file.
        state: only in this state.
        platform: only of this platform.
        channel: only from this channel.
        product: only of this product code.
        since: ordered at this moment or later (UTC, as stored).
        until: ordered before this moment.
        unmatched: only those whose product or channel is not known.
    """
    where, values = ["ordered_at >= ?", "ordered_at < ?"], [since, until]
    for column, value in (
        ("state", state.value if state else ""),
        ("platform", platform),
        ("channel", channel),
        ("product", product),
    ):
        if value:
            where.append(f"{column} = ?")
            values.append(value)
    if unmatched:
        # What was taken back is no sale to lead anywhere.
        where.append("(product IS NULL OR channel = '') AND reason <> 'undone'")
    rows = store.reader.execute(
        f"SELECT * FROM commission_facts WHERE {' AND '.join(where)} ORDER BY ordered_at DESC, id DESC",
        values,
    )
    return [_commission(row) for row in rows]


def _commission(row: sqlite3.Row) -> Commission:
    return Commission(
        id=row["id"],
        platform=row["platform"],
        order=row["order_id"],
        product=row["product"] or "",
        channel=row["channel"],
        link=row["link"] or "",
        state=State(row["state"]),
        amount=Money(row["amount_micros"], row["currency"]),
        adjusted=Money(row["adjusted_micros"], row["currency"]),
        ordered_at=row["ordered_at"],
        settled_at=row["settled_at"] or "",
        item=row["item"],
        sub_id=row["sub_id"],
        title=row["item_title"] or row["product_title"] or "",
    )
