"""The rows of the ledger as they are read; ``entry_records.py`` writes them."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sharecli.commissions import sub_id_records
from sharecli.commissions.attribution import Map, Origin
from sharecli.commissions.ledger import Standing
from sharecli.commissions.model import Commission, Facts, Line, State
from sharecli.commissions.words import UNTOLD, AsOf
from sharecli.links import records as links
from sharecli.money import Money
from sharecli.store.open import Store

if TYPE_CHECKING:
    from sharecli.channels.model import Channel


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
        settled_at: when it was settled, UTC as stored, or empty.
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
    settled_at: str = ""


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
        settled_at=row["settled_at"] or "",
    )  # fmt: skip


def _standing(row: sqlite3.Row) -> Standing | None:
    if row["state"] == "void" and row["reason"] == "undone":
        return None
    return Standing(
        State(row["state"]), row["estimate_micros"], row["settled_micros"], row["adjusted_micros"], row["reason"]
    )


def filled(kept: Known, line: Line, origin: Origin, account: str) -> Known:
    """A line with what a report tells of it for the first time; the same where that is nothing."""
    was, said = kept.facts, line.facts
    refunds = [micros for micros in (was.refunded, said.refunded) if micros is not None]
    return replace(
        kept,
        origin=joined(kept.origin, origin),
        reported_as=kept.reported_as or ((account, line.line, line.nth) if kept.by_hand else None),
        facts=Facts(
            price=said.price if was.price is None else was.price,
            base=said.base if was.base is None else was.base,
            rate=said.rate if was.rate is None else was.rate,
            fee=said.fee if was.fee is None else was.fee,
            refunded=max(refunds, default=None),  # refunds only grow; an older report knows less of them
            # That of a report which names no day is its own, and the confirmation was before it.
            confirmed_at=min(filter(None, (was.confirmed_at, said.confirmed_at)), default=""),
        ),
    )


def joined(known_: Origin, told: Origin) -> Origin:
    """Where a line leads by what is known and by what a report tells; what is known stays."""
    channel = known_.channel or told.channel
    # A link of another channel than the seller said is not where the sale came from.
    link = known_.link or (told.link if channel == told.channel else None)
    return Origin(link, known_.product or told.product, channel)


@dataclass(frozen=True, slots=True)
class HalfKnown:
    """A line of which a report told, and of which it is not known all the way where it came from.

    Attributes:
        number: the row's number.
        item: the platform's number of the item, or empty.
        sub_id: the platform's words, as they are kept.
        origin: where it came from, as far as it is known.
        told_by: the fingerprint of the file that told of it first, or empty.
    """

    number: int
    item: str
    sub_id: str
    origin: Origin
    told_by: str


def half_known(store: Store, batch: int) -> Iterator[HalfKnown]:
    """The lines of an import that may come to lead somewhere, by their numbers."""
    rows = store.reader.execute(
        """
        SELECT c.id, c.item, c.sub_id, c.link_id, c.product_id, c.channel, coalesce(b.seen, '') AS told_by
        FROM commission_words w JOIN commissions c ON c.id = w.commission_id
        LEFT JOIN import_batches b ON b.id = c.batch_id
        WHERE w.batch_id = ? AND w.said NOT LIKE 'gone:%'
          AND (c.product_id IS NULL OR c.link_id IS NULL OR c.channel = '')
        ORDER BY c.id
        """,
        [batch],
    )
    for row in rows:
        origin = Origin(row["link_id"], row["product_id"], row["channel"])
        yield HalfKnown(row["id"], row["item"], row["sub_id"], origin, row["told_by"])


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
    undone: bool = False,
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
        undone: also those whose import was taken back.
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
        where.append("(product IS NULL OR channel = '')")
    if unmatched or not undone:  # what was taken back is no sale to lead anywhere
        where.append("NOT (state = 'void' AND reason = 'undone')")
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
        reason=row["reason"],
    )
