"""The rows of a line's life and of its money: ``records.py`` of the view ``commission_balances``."""

import re
import sqlite3
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sharecli.commissions import entry_records, records
from sharecli.commissions.ledger import Change
from sharecli.commissions.life import Balance, Event, moments
from sharecli.commissions.model import State
from sharecli.errors import NotFound, Usage
from sharecli.language import _
from sharecli.store import chain
from sharecli.store.open import Store
from sharecli.text import clean

if TYPE_CHECKING:
    from sqlite_utils import Database

_SOME = 500
"""Numbers in one question; SQLite takes no more than so many."""

_HISTORY = """
    SELECT coalesce(h.happened_at, '') AS at, c.ordered_at,
      coalesce(h.state, h.kind) AS what, h.estimate_micros,
      h.settled_micros, h.adjustment_micros AS micros, h.reason, h.platform_status AS word,
      coalesce(b.file, '') AS source, 0 AS payout, h.undoes IS NOT NULL AS undone, h.recorded_at,
      h.id AS place, 0 AS nth
    FROM commission_history h JOIN commissions c ON c.id = h.commission_id
      LEFT JOIN import_batches b ON b.id = coalesce(h.batch_id, h.undoes)
    WHERE h.commission_id = :line
    UNION ALL
    SELECT p.paid_on || 'T00:00:00Z', '', 'payout', NULL, NULL, c.micros, '', '', '', p.id, 0, c.recorded_at,
      coalesce(c.history_id, (SELECT coalesce(max(h.id), 0) FROM commission_history h
        WHERE h.commission_id = :line AND h.recorded_at <= c.recorded_at)), c.id
    FROM payout_history c JOIN payouts p ON p.id = c.payout_id WHERE c.kind = 'covers' AND c.commission_id = :line
    UNION ALL
    SELECT v.recorded_at, '', 'payout-void', NULL, NULL, -c.micros, v.reason, '', '', v.payout_id, 0,
      v.recorded_at, coalesce((SELECT max(h.id) FROM commission_history h
        WHERE h.commission_id = :line AND h.recorded_at <= v.recorded_at), 0), v.id
    FROM payout_history v JOIN payout_history c ON c.payout_id = v.payout_id AND c.kind = 'covers'
    WHERE v.kind = 'void' AND c.commission_id = :line
    ORDER BY place, nth
"""


class SeveralLines(Usage):
    """The word names more than one commission."""

    code = "several-lines"


def find(store: Store, said: str) -> Balance:
    """The line that a seller names: by the commission's number, by its order, or by ``ORDER/LINE``.

    ``id:12`` is the number and ``order:12`` the order, where both there are.

    Raises:
        NotFound: none.
        SeveralLines: an order of several lines, or a number that is one's own and another's order.
    """
    kind, colon, rest = said.strip().partition(":")
    word = rest if colon and kind in {"id", "order"} else said.strip()
    found: dict[int, Balance] = {}
    if kind != "order" and re.fullmatch(r"[1-9]\d{0,17}", word, re.ASCII):
        found |= {one.number: one for one in chosen(store, numbers=[int(word)])}
    if kind != "id" and word:
        found |= {one.number: one for one in chosen(store, order=word)}
        order, slash, line = word.rpartition("/")
        if not found and slash and order:
            found = {one.number: one for one in chosen(store, order=order) if one.line == line}
    found = {number: one for number, one in found.items() if not one.undone}
    if len(found) == 1:
        return next(iter(found.values()))
    if not found:
        message = _("there is no commission “{word}”").format(word=clean(word, limit=60))
        raise NotFound(message, hint="sharecli commission list")
    message = _("“{word}” is {count} commissions").format(word=clean(word, limit=60), count=len(found))
    names = (f"id:{one.number} ({clean(one.product or one.title or one.line, limit=24)})" for one in found.values())
    raise SeveralLines(message, hint=_("name one of them: {words}").format(words=", ".join(names)))


def chosen(
    store: Store,
    *,
    numbers: Sequence[int] | None = None,
    order: str = "",
    platform: str = "",
    account: str = "",
    currency: str = "",
    states: Sequence[State] = (),
    since: str = "",
    until: str = "~",
    unpaid: bool = False,
) -> list[Balance]:
    """Lines with their money, by number.

    Args:
        store: the file.
        numbers: only these, or None.
        order: only of this order.
        platform: only of this platform.
        account: only of this account, or empty.
        currency: only in this one.
        states: only in these, or empty.
        since: ordered at this moment or later (UTC, as stored).
        until: ordered before this moment.
        unpaid: without those of which payouts have paid all there is.
    """
    where, values = ["ordered_at >= ?", "ordered_at < ?"], [since, until]
    named = {"order_id": order, "platform": platform, "account": account, "currency": currency}
    for column, value in named.items():
        if value:
            where.append(f"{column} = ?")
            values.append(value)
    if states:
        where.append(f"state IN ({', '.join('?' * len(states))})")
        values += [one.value for one in states]
    if unpaid:
        where.append("(state <> 'paid' OR payouts = 0 OR owed_micros <> 0)")
    if numbers is None:
        return _asked(store, where, values)
    found: list[Balance] = []
    for start in range(0, len(numbers), _SOME):
        some = numbers[start : start + _SOME]
        found += _asked(store, [*where, f"id IN ({', '.join('?' * len(some))})"], [*values, *some])
    return found


def _asked(store: Store, where: list[str], values: Sequence[Any]) -> list[Balance]:
    sql = f"SELECT * FROM commission_balances WHERE {' AND '.join(where)} ORDER BY id"  # noqa: S608 - our own names
    return [_balance(row) for row in store.reader.execute(sql, values)]


def _balance(row: sqlite3.Row) -> Balance:
    return Balance(
        number=row["id"], platform=row["platform"], account=row["account"], order=row["order_id"], line=row["line"],
        currency=row["currency"], item=row["item"], title=row["title"], quantity=row["quantity"],
        product=row["product"] or "", channel=row["channel"], link=row["link"] or "", sub_id=row["sub_id"],
        state=State(row["state"]), estimate=row["estimate_micros"], settled=row["settled_micros"],
        adjusted=row["adjusted_micros"], received=row["received_micros"], owed=row["owed_micros"],
        payouts=row["payouts"], price=row["price_micros"], base=row["base_micros"], rate=row["rate_billionths"],
        fee=row["fee_micros"], refunded=row["refunded_micros"], ordered_at=row["ordered_at"],
        confirmed_at=row["confirmed_at"] or "", settled_at=row["settled_at"] or "", since=row["since"] or "",
        word=row["word"] or "", reason=row["reason"],
    )  # fmt: skip


def events(store: Store, number: int) -> list[Event]:
    """What happened to a line, oldest first."""
    rows = store.reader.execute(_HISTORY, {"line": number}).fetchall()
    lived = [row for row in rows if row["ordered_at"]]
    days = iter(moments(lived[0]["ordered_at"] if lived else "", [(row["at"], row["recorded_at"]) for row in lived]))
    return [
        Event(
            next(days) if row["ordered_at"] else row["at"],
            row["what"], row["estimate_micros"], row["settled_micros"], row["micros"], row["reason"], row["word"],
            row["source"], row["payout"], row["undone"] == 1, row["recorded_at"],
        )
        for row in rows
    ]  # fmt: skip


def reversed_by_refunds(store: Store, number: int) -> int:
    """What refunds took back of a line so far, in micros above zero; those of imports that were undone do not count."""
    row = store.reader.execute(
        """
        SELECT -coalesce(sum(h.adjustment_micros), 0) FROM commission_history h
        LEFT JOIN import_batches b ON b.id = h.batch_id
        WHERE h.commission_id = ? AND h.reason IN ('refund', 'order_canceled') AND h.undoes IS NULL
          AND b.undone_at IS NULL
        """,
        [number],
    ).fetchone()
    return int(row[0])


def last_told(store: Store, number: int) -> str:
    """The latest moment at which a line is known to have come into a state, UTC as stored; empty where none is told."""
    row = store.reader.execute(
        """
        SELECT coalesce(max(h.happened_at), '') FROM commission_history h
        LEFT JOIN import_batches b ON b.id = h.batch_id
        WHERE h.commission_id = ? AND h.kind = 'state' AND h.undoes IS NULL AND b.undone_at IS NULL
        """,
        [number],
    ).fetchone()
    return str(row[0])


def before_hold(store: Store, number: int) -> State:
    """The state that a line had before it was held: confirmed or pending."""
    row = store.reader.execute(
        """
        SELECT state FROM commission_history WHERE commission_id = ? AND state IN ('pending', 'confirmed')
        ORDER BY id DESC LIMIT 1
        """,
        [number],
    ).fetchone()
    return State(row["state"]) if row else State.pending


def append(
    db: "Database", store: Store, happened: Sequence[tuple[Balance, Sequence[Change]]], *, at: datetime
) -> dict[int, int]:
    """Rows at the end of the ledger for lines of one platform, in a transaction that is open.

    Args:
        db: from ``store.writing()``.
        store: the file.
        happened: lines as they stand in this transaction, and what happens to each.
        at: now.

    Returns:
        A line's number to the number of its last new row.
    """
    known = {one.number: one for one in records.lines_numbered(store, [line.number for line, _changes in happened])}
    row, _hash = chain.last(db.conn)
    entry: entry_records.Entry | None = None
    places = {}
    for line, changes in happened:
        entry = entry or entry_records.Entry(db, platform=line.platform, account=line.account, at=at, batch=None)
        entry.change(known[line.number], "", changes)
        row += len(changes)
        places[line.number] = row
    return places


def note_refund(db: "Database", number: int, *, refunded: int, base: int) -> None:
    """What the buyer got back, and what the commission is reckoned from where that was not known."""
    db.conn.execute(
        "UPDATE commissions SET refunded_micros = ?, base_micros = coalesce(base_micros, ?) WHERE id = ?",
        [refunded, base, number],
    )
