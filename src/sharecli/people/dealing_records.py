"""Reads what the seller agreed with a person: a partner's terms and payments, and their part in deals."""

from typing import Any, NamedTuple

from sharecli.money import decimal_string, percent
from sharecli.people.model import Person
from sharecli.store.open import Store


class Dealings(NamedTuple):
    """What was agreed with a person, as it was written down: ended and taken back, too.

    Attributes:
        terms: of sharing the commission; ``end`` is their end.
        invited: the words of those whom they invited to share, sorted.
        payments: what was paid out, and that one was taken back.
        deals: those that are theirs, and each of their acts in one.
    """

    terms: list[dict[str, Any]]
    invited: list[str]
    payments: list[dict[str, Any]]
    deals: list[dict[str, Any]]

    def row(self) -> dict[str, Any]:
        """The JSON contract: ``partner_terms partners_invited partner_payments deals``; times are UTC."""
        return {
            "partner_terms": self.terms,
            "partners_invited": self.invited,
            "partner_payments": self.payments,
            "deals": self.deals,
        }


def dealings(store: Store, one: Person) -> Dealings:
    """What was agreed with a person."""
    # The partners and deals stand above this floor; here their tables are read and not judged.
    return Dealings(
        terms=[_terms(row) for row in _rows(store, _TERMS, one.id)],
        invited=[row["word"] for row in _rows(store, _INVITED, one.id)],
        payments=[_with_amount(row) for row in _rows(store, _PAYMENTS, one.id)],
        deals=[_with_amount(row) for row in _rows(store, _DEALS, one.word, one.word)],
    )


_TERMS = """
    SELECT t.recorded_at AS at, t.kind AS what, t.from_day AS "from", t.until_day AS until,
      t.rate_billionths AS rate, t.second_billionths AS second_rate, p.word AS invited_by
    FROM partner_terms t LEFT JOIN people p ON p.id = t.invited_by WHERE t.person_id = ? ORDER BY t.id
"""
_INVITED = """
    SELECT DISTINCT p.word FROM partner_terms t JOIN people p ON p.id = t.person_id WHERE t.invited_by = ?
    ORDER BY p.word
"""
_PAYMENTS = """
    SELECT recorded_at AS at, kind AS what, id, voids, paid_on, micros, currency,
      nullif(reference, '') AS reference, nullif(reason, '') AS reason
    FROM partner_payments WHERE person_id = ? ORDER BY id
"""
_DEALS = """
    SELECT at, what, deal, kind, product, micros, currency FROM (
      SELECT d.opened_at AS at, 'opened' AS what, d.code AS deal, d.kind, p.code AS product, NULL AS micros, d.currency,
        0 AS number
      FROM deals d JOIN products p ON p.id = d.product_id WHERE d.person_word = ? AND d.person_word <> ''
      UNION ALL
      SELECT e.happened_at, e.kind, d.code, d.kind, p.code, e.micros, d.currency, e.id
      FROM deal_events e JOIN deals d ON d.id = e.deal_id JOIN products p ON p.id = d.product_id
      WHERE e.person_word = ? AND e.person_word <> ''
    ) ORDER BY at, number
"""


def _rows(store: Store, words: str, *values: str | int) -> list[dict[str, Any]]:
    return [dict(row) for row in store.reader.execute(words, values)]


def _terms(row: dict[str, Any]) -> dict[str, Any]:
    rates = ("rate", "second_rate")
    return row | {name: None if row[name] is None else percent(row[name]) for name in rates}


def _with_amount(row: dict[str, Any]) -> dict[str, Any]:
    """The row with its micros said in its currency."""
    said = {"amount" if key == "micros" else key: value for key, value in row.items()}
    return said | {"amount": None if row["micros"] is None else decimal_string(row["micros"], row["currency"])}
