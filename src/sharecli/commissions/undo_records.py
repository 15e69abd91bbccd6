"""Reads what is left of lines without an import: the words of the others, and what the seller did."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sharecli.commissions.hearing import AsOf, Life, Word, replayed
from sharecli.commissions.ledger import Change
from sharecli.commissions.model import State
from sharecli.commissions.records import Known, lines_numbered
from sharecli.store.open import Store

if TYPE_CHECKING:
    import sqlite3

_SOME = 500
"""Numbers in one question; SQLite takes no more than so many."""


def spoken_of(store: Store, number: int) -> list[Known]:
    """The lines of which a batch said something."""
    rows = store.reader.execute(
        "SELECT commission_id FROM commission_words WHERE batch_id = ? ORDER BY commission_id", [number]
    )
    return lines_numbered(store, [row["commission_id"] for row in rows])


def lives(store: Store, lines: Sequence[int], *, without: int) -> dict[int, Life]:
    """The lives of lines as they are without a batch, from what is left of their words, in their order."""
    events: dict[int, list[tuple[tuple[int, int, int], Word | list[Change]]]] = {line: [] for line in lines}
    for start in range(0, len(lines), _SOME):
        some = lines[start : start + _SOME]
        marks = ", ".join("?" * len(some))
        for row in store.reader.execute(
            f"""
            SELECT w.*, b.after_history, b.replaces, b.as_of AS batch_as_of, b.as_of_sure
            FROM commission_words w JOIN import_batches b ON b.id = w.batch_id
            WHERE w.commission_id IN ({marks}) AND b.undone_at IS NULL AND b.id <> ?
            """,  # noqa: S608 - marks alone
            [*some, without],
        ):
            events[row["commission_id"]].append(((row["after_history"], 1, row["batch_id"]), _word(row)))
        for row in store.reader.execute(
            f"""
            SELECT * FROM commission_history
            WHERE commission_id IN ({marks}) AND batch_id IS NULL AND undoes IS NULL
            """,  # noqa: S608 - marks alone
            some,
        ):
            events[row["commission_id"]].append(((row["id"], 0, 0), [_change(row)]))
    for found in events.values():
        found.sort(key=lambda event: event[0])
    return {line: replayed(one for _place, one in found) for line, found in events.items()}


def _word(row: "sqlite3.Row") -> Word:
    own = AsOf(row["as_of"], sure=True) if row["as_of"] else AsOf(row["batch_as_of"], row["as_of_sure"] == 1)
    return Word(
        row["said"], row["estimate_micros"], row["settled_micros"], row["happened_at"], own, row["replaces"] == 1,
        row["platform_status"],
    )  # fmt: skip


def _change(row: "sqlite3.Row") -> Change:
    return Change(
        State(row["state"]) if row["state"] else None, row["estimate_micros"], row["settled_micros"],
        row["adjustment_micros"], row["reason"], row["happened_at"] or "",
    )  # fmt: skip


def built_upon(store: Store, number: int) -> dict[int, str]:
    """The lines of a batch that the seller has changed or been paid for since, by number, with their orders."""
    rows = store.reader.execute(
        """
        SELECT c.id, c.order_id FROM commission_words w
        JOIN import_batches b ON b.id = w.batch_id JOIN commissions c ON c.id = w.commission_id
        WHERE w.batch_id = :batch AND (
          EXISTS (SELECT 1 FROM commission_history h
            WHERE h.commission_id = c.id AND h.batch_id IS NULL AND h.undoes IS NULL AND h.id > b.after_history)
          OR EXISTS (SELECT 1 FROM payout_history p JOIN payouts o ON o.id = p.payout_id
            WHERE p.commission_id = c.id AND p.kind = 'covers' AND o.voided_at IS NULL))
        """,
        {"batch": number},
    )
    return {row["id"]: row["order_id"] for row in rows}
