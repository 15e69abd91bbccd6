"""Reads the lives of lines, or what is left of them without an import: words of reports, and what the seller did."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from sharecli.commissions.hearing import Life, replayed
from sharecli.commissions.ledger import Change
from sharecli.commissions.model import State
from sharecli.commissions.records import Known, lines_numbered
from sharecli.commissions.words import AsOf, Word
from sharecli.store.open import Store

if TYPE_CHECKING:
    import sqlite3

_SOME = 500
"""Lines at once, however many an import has; SQLite takes no more numbers in one question than so many."""

_AHEAD = 50
"""Lives that are read at once where a report asks for one: where one figure is another now, the next ones are, too."""

_NO_VOID_PAYOUT = """
    NOT (h.state IS 'settled' AND h.reason = 'correction') AND h.id NOT IN (
      SELECT p.history_id FROM payout_history p JOIN payouts o ON o.id = p.payout_id
      WHERE p.commission_id = h.commission_id AND p.history_id IS NOT NULL AND o.voided_at IS NOT NULL)
"""
"""Not what a payout that was made void has written, nor that it was: the one takes the other back."""


def spoken_of(store: Store, number: int) -> Iterator[list[Known]]:
    """The lines of which a batch said something, by their numbers, so many at once.

    Each question begins behind the last line of the one before: between them the ledger may be written to.
    """
    last = 0
    while True:
        rows = store.reader.execute(
            "SELECT commission_id FROM commission_words WHERE batch_id = ? AND commission_id > ? "
            "ORDER BY commission_id LIMIT ?",
            [number, last, _SOME],
        )
        found = [row["commission_id"] for row in rows]
        if not found:
            return
        yield lines_numbered(store, found)
        last = found[-1]


def lives(store: Store, lines: Sequence[int], *, without: int = 0) -> dict[int, Life]:
    """The lives of some lines, from their words in their order; as they are without a batch where one is named."""
    events: dict[int, list[tuple[tuple[int, int, int], Word | list[Change]]]] = {line: [] for line in lines}
    marks = ", ".join("?" * len(lines))
    for row in store.reader.execute(
        f"""
        SELECT w.*, b.after_history, b.replaces, b.as_of AS batch_as_of, b.as_of_sure
        FROM commission_words w JOIN import_batches b ON b.id = w.batch_id
        WHERE w.commission_id IN ({marks}) AND b.undone_at IS NULL AND b.id <> ?
        """,  # noqa: S608 - marks alone
        [*lines, without],
    ):
        events[row["commission_id"]].append(((row["after_history"], 1, row["batch_id"]), _word(row)))
    for row in store.reader.execute(
        f"""
        SELECT h.* FROM commission_history h
        WHERE h.commission_id IN ({marks}) AND h.batch_id IS NULL AND h.undoes IS NULL AND {_NO_VOID_PAYOUT}
        """,  # noqa: S608 - marks alone
        lines,
    ):
        events[row["commission_id"]].append(((row["id"], 0, 0), [_change(row)]))
    for found in events.values():
        found.sort(key=lambda event: event[0])
    return {line: replayed(one for _place, one in found) for line, found in events.items()}


class Lives:
    """The lives of lines that stand side by side in a report: asked for one by one, read some at a time.

    Args:
        store: the file.
        lines: their numbers, as they will be asked for.
    """

    def __init__(self, store: Store, lines: Sequence[int]) -> None:
        self._store = store
        self._lines = lines
        self._places: dict[int, int] | None = None
        self._read: dict[int, Life] = {}

    def of(self, number: int) -> Life:
        """One line's; with it, those of its neighbours are read."""
        if number not in self._read:
            if self._places is None:
                self._places = {line: place for place, line in enumerate(self._lines)}
            place = self._places[number]
            self._read |= lives(self._store, self._lines[place : place + _AHEAD])
        return self._read[number]


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


def built_upon(store: Store, number: int, lines: Sequence[int]) -> dict[int, int]:
    """Those of some lines of a batch that the seller has changed or been paid for since, with the payout or 0."""
    marks = ", ".join("?" * len(lines))
    rows = store.reader.execute(
        f"""
        SELECT h.commission_id, 0 AS payout FROM commission_history h
        WHERE h.commission_id IN ({marks}) AND h.batch_id IS NULL AND h.undoes IS NULL
          AND h.id > (SELECT after_history FROM import_batches WHERE id = ?) AND {_NO_VOID_PAYOUT}
        UNION ALL
        SELECT p.commission_id, o.id FROM payout_history p JOIN payouts o ON o.id = p.payout_id
        WHERE p.commission_id IN ({marks}) AND p.kind = 'covers' AND o.voided_at IS NULL
        ORDER BY payout
        """,  # noqa: S608 - marks alone
        [*lines, number, *lines],
    )
    return {row["commission_id"]: row["payout"] for row in rows}  # the latest payout is the first to make void
