"""The rows of partners: terms and payments, read and appended; the only place that knows their columns."""

import sqlite3
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from sharecli.errors import NotFound
from sharecli.language import _
from sharecli.partners.model import Book, Terms
from sharecli.partners.payment import Payment
from sharecli.people.model import Person
from sharecli.period import stamp
from sharecli.settings import records as settings
from sharecli.store import partner_chain
from sharecli.store.open import Store
from sharecli.text import clean

if TYPE_CHECKING:
    from sqlite_utils import Database

_PAYMENTS = """
    SELECT p.*, w.word, v.reason AS void_reason, v.recorded_at AS voided_at
    FROM partner_payments p JOIN people w ON w.id = p.person_id LEFT JOIN partner_payments v ON v.voids = p.id
    WHERE p.kind = 'paid'
"""


def terms(store: Store) -> list[Terms]:
    """Everybody's rows, in the order in which they were recorded."""
    rows = store.reader.execute(
        """
        SELECT t.*, p.word, i.word AS inviter FROM partner_terms t JOIN people p ON p.id = t.person_id
        LEFT JOIN people i ON i.id = t.invited_by ORDER BY t.id
        """
    )
    return [
        Terms(
            row["word"],
            date.fromisoformat(row["from_day"]),
            date.fromisoformat(row["until_day"]) if row["until_day"] else None,
            row["rate_billionths"] or 0,
            row["second_billionths"] or 0,
            row["inviter"] or "",
            row["id"],
        )
        for row in rows
    ]


def book(store: Store) -> Book:
    """Everybody's terms, by the seller's clock."""
    return Book(terms(store), settings.read(store).zone)


def names(store: Store) -> dict[str, str]:
    """Who has or had terms: word to name, sorted; empty names of forgotten people."""
    rows = store.reader.execute(
        "SELECT word, name FROM people WHERE id IN (SELECT person_id FROM partner_terms) ORDER BY word"
    )
    return {row["word"]: row["name"] for row in rows}


def keep_terms(db: "Database", one: Terms, person: Person, inviter: Person | None, *, at: datetime) -> Terms:
    """Append a row of terms in a transaction that is open."""
    row = {
        "person_id": person.id,
        "kind": "end" if one.ends else "terms",
        "from_day": str(one.since),
        "until_day": str(one.until) if one.until else None,
        "rate_billionths": None if one.ends else one.rate,
        "second_billionths": None if one.ends else one.second,
        "invited_by": inviter.id if inviter else None,
        "recorded_at": stamp(at),
    }
    number = _append(db, "partner_terms", row)
    return Terms(one.person, one.since, one.until, one.rate, one.second, one.invited_by, number)


def payments(store: Store, *, person: str = "") -> list[Payment]:
    """Payments, void ones included, by day.

    Args:
        store: the file.
        person: only to whom this word is, or empty.
    """
    found = store.reader.execute(f"{_PAYMENTS} AND (? = '' OR w.word = ?) ORDER BY p.paid_on, p.id", [person, person])
    return [_payment(row) for row in found]


def payments_called(store: Store, said: str, *, by_number: bool = False) -> list[Payment]:
    """Which payments may be meant: the one of that number, and per partner the one of that reference.

    Of one partner's payments with one reference all but the newest are void.

    Args:
        store: the file.
        said: a number or a reference.
        by_number: whether it is a number, and no reference.

    Raises:
        NotFound: there is none.
    """
    word = said.strip()
    number = int(word) if word.isascii() and word.isdigit() and len(word) < 19 else 0  # noqa: PLR2004 - fits SQLite
    found = store.reader.execute(
        f"""
        {_PAYMENTS} AND (p.id = :number OR p.id IN (
          SELECT max(id) FROM partner_payments WHERE kind = 'paid' AND reference = :reference GROUP BY person_id
        )) ORDER BY p.id
        """,
        {"number": number, "reference": None if by_number else word or None},
    ).fetchall()
    if not found:
        message = _("there is no payment “{word}” to a partner").format(word=clean(word, limit=60))
        raise NotFound(message, hint="sharecli partner list")
    return [_payment(row) for row in found]


def paid(store: Store, *, person: str = "") -> dict[tuple[str, str], int]:
    """What was paid and not taken back, in micros, by word and currency."""
    rows = store.reader.execute(
        """
        SELECT w.word, p.currency, sum(iif(p.kind = 'paid', p.micros, -p.micros)) AS micros
        FROM partner_payments p JOIN people w ON w.id = p.person_id
        WHERE ? = '' OR w.word = ? GROUP BY w.word, p.currency
        """,
        [person, person],
    )
    return {(row["word"], row["currency"]): row["micros"] for row in rows}


def keep_payment(db: "Database", one: Payment, person: Person, *, earned: int, at: datetime) -> Payment:
    """Append a payment in a transaction that is open, with what was earned up to the ledger's last row.

    Args:
        db: from ``store.writing()``.
        one: not kept yet.
        person: to whom.
        earned: micros of its currency, all told.
        at: now.
    """
    (history,) = db.conn.execute("SELECT max(id) FROM commission_history").fetchone()
    row = _paid_row(one, person.id) | {"earned_micros": earned, "history_id": history, "recorded_at": stamp(at)}
    number = _append(db, "partner_payments", row)
    return Payment(number, one.person, one.currency, one.paid_on, one.micros, one.reference)


def void(db: "Database", one: Payment, reason: str, *, at: datetime) -> None:
    """Append that a payment was a mistake; it counts no more."""
    before = db.conn.execute("SELECT * FROM partner_payments WHERE id = ?", [one.number]).fetchone()
    row = {name: before[name] for name in partner_chain.COVERED["partner_payments"]}
    row |= {"kind": "void", "voids": one.number, "reason": reason, "recorded_at": stamp(at)}
    _append(db, "partner_payments", row)


def _paid_row(one: Payment, person: int) -> dict[str, Any]:
    return {
        "person_id": person, "kind": "paid", "voids": None, "currency": one.currency, "paid_on": str(one.paid_on),
        "micros": one.micros, "reference": one.reference, "reason": "",
    }  # fmt: skip


def _append(db: "Database", table: str, row: dict[str, Any]) -> int:
    number, before = partner_chain.last(db.conn, table)
    whole = row | {"id": number + 1}
    whole["hash"] = partner_chain.link(table, before, whole)
    columns = (*partner_chain.COVERED[table], "hash")
    marks = ", ".join(f":{name}" for name in columns)
    db.conn.execute(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", whole)
    return number + 1


def _payment(row: sqlite3.Row) -> Payment:
    return Payment(
        number=row["id"],
        person=row["word"],
        currency=row["currency"],
        paid_on=date.fromisoformat(row["paid_on"]),
        micros=row["micros"],
        reference=row["reference"],
        voided_at=row["voided_at"] or "",
        reason=row["void_reason"] or "",
    )
