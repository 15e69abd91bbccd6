"""Reads what is known of a person over time: steps, notes, friends, links, shares, orders and what they brought."""

from dataclasses import dataclass
from typing import Any, NamedTuple

from sharecli.money import decimal_string, grouped
from sharecli.people.dealing_records import Dealings, dealings
from sharecli.people.model import Person
from sharecli.store.open import Store

EARNED = """
    count(DISTINCT CASE WHEN state <> 'void' THEN platform || char(31) || account || char(31) || order_id END)
      AS orders,
    sum(CASE WHEN state IN ('pending', 'held', 'confirmed') THEN coalesce(estimate_micros, 0) ELSE 0 END) AS promised,
    sum(CASE WHEN state IN ('settled', 'paid') THEN coalesce(settled_micros, 0) ELSE 0 END) + sum(adjusted_micros)
      AS earned
"""
"""Orders that are not void; what platforms promise; what they settled, with what came or went after. By currency."""


class Step(NamedTuple):
    """A step of trust: when it was reached (UTC, as stored), the stage, and the note about it or empty."""

    reached_at: str
    stage: str
    note: str


class Earned(NamedTuple):
    """What orders brought in one currency.

    Attributes:
        currency: ISO 4217 code.
        orders: how many, void ones left out.
        promised: micros that platforms estimate for what is not settled.
        earned: micros that platforms settled, with what came or went after.
    """

    currency: str
    orders: int
    promised: int
    earned: int

    def row(self) -> dict[str, str | int]:
        """The JSON contract: ``currency orders promised earned``."""
        return {
            "currency": self.currency,
            "orders": self.orders,
            "promised": decimal_string(self.promised, self.currency),
            "earned": decimal_string(self.earned, self.currency),
        }

    def words(self) -> str:
        """What was earned, for people: ``1,234.50 CNY``."""
        return f"{grouped(self.earned, self.currency)} {self.currency}"


@dataclass(frozen=True, slots=True)
class Life:
    """Everything the file knows of one person.

    Attributes:
        steps: in the order in which they were taken.
        notes: moment (UTC, as stored) and text, the newest first; notes about steps are with the steps.
        brought: the words of the friends they brought, sorted.
        links: rows of their links, retired ones included.
        shares: rows of what was shared with their link.
        orders: rows of the order lines that came by their links.
        earned: the sums of those, by currency.
        dealings: what was agreed with them.
    """

    steps: list[Step]
    notes: list[tuple[str, str]]
    brought: list[str]
    links: list[dict[str, Any]]
    shares: list[dict[str, Any]]
    orders: list[dict[str, Any]]
    earned: list[Earned]
    dealings: Dealings

    def row(self) -> dict[str, Any]:
        """The JSON contract: ``steps notes brought links shares orders earnings``, and their dealings; times in UTC."""
        return {
            "steps": [{"at": one.reached_at, "stage": one.stage, "note": one.note or None} for one in self.steps],
            "notes": [{"at": at, "text": text} for at, text in self.notes],
            "brought": self.brought,
            "links": self.links,
            "shares": self.shares,
            "orders": self.orders,
            "earnings": [one.row() for one in self.earned],
            **self.dealings.row(),
        }


def life(store: Store, one: Person) -> Life:
    """Everything the file knows of one person."""
    # "AND … <> ''" says that the indexes of what belongs to somebody will do.
    return Life(
        steps=steps(store, one),
        notes=[
            (row["noted_at"], row["text"])
            for row in store.reader.execute(
                "SELECT noted_at, text FROM person_notes WHERE person_id = ? AND stage_id IS NULL "
                "ORDER BY noted_at DESC, id DESC",
                [one.id],
            )
        ],
        brought=[
            row["word"]
            for row in store.reader.execute("SELECT word FROM people WHERE brought_by = ? ORDER BY word", [one.id])
        ],
        links=_rows(
            store,
            "SELECT l.code, p.code AS product, l.channel, l.campaign, l.status, l.created_at FROM links l "
            "JOIN products p ON p.id = l.product_id WHERE l.person = ? AND l.person <> '' ORDER BY l.id",
            one.word,
        ),
        shares=_rows(
            store,
            "SELECT s.shared_at, p.code AS product, s.channel, s.content FROM shares s "
            "JOIN products p ON p.id = s.product_id WHERE s.person_word = ? AND s.person_word <> '' "
            "ORDER BY s.shared_at, s.id",
            one.word,
        ),
        orders=[
            row | {"amount": decimal_string(row.pop("micros"), str(row["currency"]))}
            for row in _rows(
                store,
                "SELECT ordered_at, platform, order_id AS 'order', product, channel, state, currency, "
                "amount_micros + adjusted_micros AS micros FROM commission_facts WHERE person = ? AND person <> '' "
                "ORDER BY ordered_at, id",
                one.word,
            )
        ],
        earned=earned(store, one.word),
        dealings=dealings(store, one),
    )


def steps(store: Store, one: Person) -> list[Step]:
    """The steps of trust, in the order in which they were taken."""
    rows = store.reader.execute(
        "SELECT s.reached_at, s.stage, coalesce(n.text, '') AS note FROM person_stages s "
        "LEFT JOIN person_notes n ON n.stage_id = s.id WHERE s.person_id = ? ORDER BY s.id",
        [one.id],
    )
    return [Step(row["reached_at"], row["stage"], row["note"]) for row in rows]


def earned(store: Store, word: str) -> list[Earned]:
    """What orders by somebody's links brought, by currency."""
    rows = store.reader.execute(
        f"SELECT currency, {EARNED} FROM commission_facts WHERE person = ? AND person <> '' "  # noqa: S608 - own words
        "GROUP BY currency ORDER BY currency",
        [word],
    )
    return [Earned(row["currency"], row["orders"], row["promised"], row["earned"]) for row in rows]


def last_heard(store: Store) -> dict[int, str]:
    """The last day the seller had to do with each person, UTC as stored, by their number.

    It is the latest of: added, a note, a step of trust, a link made for them, something shared with it.
    """
    rows = store.reader.execute(
        """
        SELECT p.id, max(
          p.created_at,
          coalesce((SELECT max(noted_at) FROM person_notes n WHERE n.person_id = p.id), ''),
          coalesce((SELECT max(reached_at) FROM person_stages s WHERE s.person_id = p.id), ''),
          coalesce(l.at, ''), coalesce(d.at, '')
        ) AS heard
        FROM people p
        LEFT JOIN (SELECT person, max(created_at) AS at FROM links WHERE person <> '' GROUP BY person) l
          ON l.person = p.word
        LEFT JOIN (SELECT person_word, max(shared_at) AS at FROM shares WHERE person_word <> '' GROUP BY person_word) d
          ON d.person_word = p.word
        WHERE p.forgotten_at IS NULL
        """
    )
    return {row["id"]: row["heard"] for row in rows}


def _rows(store: Store, words: str, value: str) -> list[dict[str, Any]]:
    return [dict(row) for row in store.reader.execute(words, [value])]
