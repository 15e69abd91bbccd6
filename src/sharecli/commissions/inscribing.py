"""Writes what was thought of a report's lines, and what it said of each."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from sharecli.commissions import batch_records
from sharecli.commissions.entry_records import Entry
from sharecli.commissions.intent import Intent
from sharecli.commissions.words import GONE, Word

if TYPE_CHECKING:
    from sqlite_utils import Database

_AT_ONCE = 2_000
"""Words that are put down at once."""

_MISSING = batch_records.said_of(Word(f"{GONE}correction"))
"""What a report says of a line that its days have no more."""


def write(db: "Database", entry: Entry, batch: int, intents: Iterable[Intent]) -> None:
    """Write some lines, in a transaction that is open.

    Args:
        db: from ``store.writing()``.
        entry: of the import.
        batch: its number.
        intents: in the order of the file.
    """
    words: list[tuple[int, batch_records.Said]] = []
    later: list[tuple[int, batch_records.Told]] = []
    for one in intents:
        number = _line(db, entry, one)
        words.append((number, one.said))
        if one.identity is not None and one.told is not None:
            later.append((number, one.told))
        if len(words) == _AT_ONCE:
            _say(db, batch, words, later)
    _say(db, batch, words, later)


def _line(db: "Database", entry: Entry, one: Intent) -> int:
    """A line's rows, and its number."""
    if one.new is not None:
        number = entry.add_row(one.new, one.status, one.changes)
        for before in one.without:
            batch_records.say(db, before, [(number, _MISSING)])
        return number
    assert one.identity is not None  # noqa: S101 - it is new or it is there
    number = one.identity[0]
    entry.change_row(one.identity, one.status, one.changes)
    if one.filling is not None:
        entry.fill(number, one.filling)
    return number


def _say(
    db: "Database", batch: int, words: list[tuple[int, batch_records.Said]], later: list[tuple[int, batch_records.Told]]
) -> None:
    batch_records.say(db, batch, words)
    batch_records.told(db, later)
    words.clear()
    later.clear()
