"""The rows of payouts: the only place that knows their columns."""

import sqlite3
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from sharecli.errors import NotFound, Taken
from sharecli.language import _
from sharecli.payouts.model import Amounts, Cover, Covered, Payout
from sharecli.period import stamp
from sharecli.store import payout_chain
from sharecli.store.open import Store
from sharecli.text import clean

if TYPE_CHECKING:
    from sqlite_utils import Database

_NEW_PAYOUT = """
    INSERT INTO payouts (id, platform, account, currency, paid_on, reference, gross_micros, fee_micros, tax_micros,
      net_micros, line_count, covered_micros, recorded_at)
    VALUES (:payout_id, :platform, :account, :currency, :paid_on, :reference, :gross_micros, :fee_micros, :tax_micros,
      :net_micros, :line_count, :covered_micros, :recorded_at)
"""
_NEW_ROW = """
    INSERT INTO payout_history (id, payout_id, kind, commission_id, history_id, micros, reason, recorded_at, hash)
    VALUES (:id, :payout_id, :kind, :commission_id, :history_id, :micros, :reason, :recorded_at, :hash)
"""


class PayoutKnown(Taken):
    """A payout of that reference is recorded already."""

    code = "payout-known"


def find(store: Store, said: str) -> Payout:
    """The payout of that number or reference, void ones included; of several, the newest that is not void.

    Raises:
        NotFound: there is none.
    """
    word = said.strip()
    number = int(word) if word.isascii() and word.isdigit() and len(word) < 19 else 0  # noqa: PLR2004 - fits SQLite
    row = store.reader.execute(
        "SELECT * FROM payouts WHERE id = ? OR reference = ? ORDER BY id = ? DESC, voided_at IS NULL DESC, id DESC",
        [number, word or None, number],
    ).fetchone()
    if row is None:
        message = _("there is no payout “{word}”").format(word=clean(word, limit=60))
        raise NotFound(message, hint="sharecli payout list")
    return _payout(row)


def chosen(
    store: Store,
    *,
    platform: str = "",
    account: str = "",
    currency: str = "",
    first: date | None = None,
    end: date | None = None,
    void: bool = True,
) -> list[Payout]:
    """Payouts, the newest first.

    Args:
        store: the file.
        platform: only of this platform, or empty.
        account: only of this account, or empty.
        currency: only in this one, or empty.
        first: paid on this day or later, or None.
        end: paid before this day, or None.
        void: void ones, too.
    """
    where, values = ["paid_on >= ?", "paid_on < ?"], [str(first) if first else "", str(end) if end else "~"]
    for column, value in (("platform", platform), ("account", account), ("currency", currency)):
        if value:
            where.append(f"{column} = ?")
            values.append(value)
    if not void:
        where.append("voided_at IS NULL")
    sql = f"SELECT * FROM payouts WHERE {' AND '.join(where)} ORDER BY paid_on DESC, id DESC"
    return [_payout(row) for row in store.reader.execute(sql, values)]


def covers(store: Store, payout: Payout) -> list[Covered]:
    """The lines of a payout, in their order."""
    rows = store.reader.execute(
        """
        SELECT c.id, c.order_id, coalesce(p.code, nullif(c.item_title, ''), '') AS product, c.state, h.micros
        FROM payout_history h JOIN commissions c ON c.id = h.commission_id LEFT JOIN products p ON p.id = c.product_id
        WHERE h.payout_id = ? AND h.kind = 'covers' ORDER BY h.id
        """,
        [payout.number],
    )
    return [Covered(row["id"], row["order_id"], row["product"], row["state"], row["micros"]) for row in rows]


def received(store: Store, lines: Iterable[int]) -> dict[int, list[tuple[int, str, int]]]:
    """What payouts brought of lines: number to payout's number, its day and micros; void ones bring nothing."""
    wanted = set(lines)
    found: dict[int, list[tuple[int, str, int]]] = {}
    rows = store.reader.execute(
        """
        SELECT h.commission_id, h.payout_id, p.paid_on, h.micros FROM payout_history h
        JOIN payouts p ON p.id = h.payout_id WHERE h.kind = 'covers' AND p.voided_at IS NULL ORDER BY h.id
        """
    )
    for row in rows:
        if row["commission_id"] in wanted:
            found.setdefault(row["commission_id"], []).append((row["payout_id"], row["paid_on"], row["micros"]))
    return found


def lines_of(store: Store, payouts: Sequence[Payout]) -> set[int]:
    """The numbers of all lines that payouts cover."""
    wanted = {one.number for one in payouts}
    rows = store.reader.execute("SELECT payout_id, commission_id FROM payout_history WHERE kind = 'covers'")
    return {row["commission_id"] for row in rows if row["payout_id"] in wanted}


def void_reason(store: Store, payout: Payout) -> str:
    """Why a payout was made void; empty where it was not."""
    row = store.reader.execute(
        "SELECT reason FROM payout_history WHERE payout_id = ? AND kind = 'void'", [payout.number]
    ).fetchone()
    return row["reason"] if row else ""


def paid_by_payouts(store: Store, payout: Payout) -> list[int]:
    """The lines of a payout that are paid because payouts brought what was settled, and by no report's word."""
    rows = store.reader.execute(
        """
        SELECT h.commission_id FROM payout_history h JOIN commissions c ON c.id = h.commission_id
        WHERE h.payout_id = ? AND h.kind = 'covers' AND c.state = 'paid' AND EXISTS (
          SELECT 1 FROM payout_history b WHERE b.commission_id = c.id AND b.history_id = (
            SELECT max(s.id) FROM commission_history s
            WHERE s.commission_id = c.id AND s.kind = 'state' AND s.undoes IS NULL))
        ORDER BY h.id
        """,
        [payout.number],
    )
    return [row["commission_id"] for row in rows]


class Entry:
    """Writes payouts and their history in a transaction that is open, each row's hash over the one before.

    Args:
        db: from ``store.writing()``.
        at: now.
    """

    def __init__(self, db: "Database", at: datetime) -> None:
        self._connection = db.conn
        self._at = stamp(at)
        self._row, self._hash = payout_chain.last(db.conn)

    def keep(self, payout: Payout, covers: Sequence[tuple[Cover, int | None]]) -> Payout:
        """A new payout with its lines; each line with the row of the ledger by which it became paid, or None.

        Raises:
            PayoutKnown: its reference is another's that is not void.
        """
        number = self._connection.execute("SELECT coalesce(max(id), 0) + 1 FROM payouts").fetchone()[0]
        kept = Payout(
            number, payout.platform, payout.account, payout.paid_on, payout.amounts, payout.reference, len(covers),
            sum(one.micros for one, _history in covers),
        )  # fmt: skip
        words = _words(kept)
        try:
            self._connection.execute(_NEW_PAYOUT, words | {"recorded_at": self._at})
        except sqlite3.IntegrityError as error:
            if "reference" not in str(error):
                raise
            raise known(kept) from None
        self._append(words, "received")
        for one, history in covers:
            self._append(words, "covers", commission_id=one.line, history_id=history, micros=one.micros)
        return kept

    def void(self, payout: Payout, reason: str) -> None:
        """A payout that was a mistake; it counts no more."""
        self._append(_words(payout), "void", reason=reason)

    def _append(self, words: dict[str, Any], kind: str, **over: Any) -> None:
        self._row += 1
        row: dict[str, Any] = {
            "id": self._row, "kind": kind, "commission_id": None, "history_id": None, "micros": None, "reason": "",
            "recorded_at": self._at,
        } | words | over  # fmt: skip
        self._hash = row["hash"] = payout_chain.link(self._hash, row)
        self._connection.execute(_NEW_ROW, row)


def known(payout: Payout) -> PayoutKnown:
    """The error for a reference that is recorded already."""
    message = _("the payout “{reference}” of {platform} is recorded already").format(
        reference=clean(payout.reference, limit=60), platform=payout.platform
    )
    return PayoutKnown(message, hint=f"sharecli payout show {clean(payout.reference, limit=60)}")


def _words(payout: Payout) -> dict[str, Any]:
    return {
        "payout_id": payout.number,
        "platform": payout.platform,
        "account": payout.account,
        "currency": payout.amounts.currency,
        "paid_on": str(payout.paid_on),
        "reference": payout.reference,
        "gross_micros": payout.amounts.gross,
        "fee_micros": payout.amounts.fee,
        "tax_micros": payout.amounts.tax,
        "net_micros": payout.amounts.net,
        "line_count": payout.lines,
        "covered_micros": payout.covered,
    }


def _payout(row: sqlite3.Row) -> Payout:
    return Payout(
        number=row["id"],
        platform=row["platform"],
        account=row["account"],
        paid_on=date.fromisoformat(row["paid_on"]),
        amounts=Amounts(row["currency"], row["gross_micros"], row["fee_micros"], row["tax_micros"], row["net_micros"]),
        reference=row["reference"],
        lines=row["line_count"],
        covered=row["covered_micros"],
        voided_at=row["voided_at"] or "",
    )
