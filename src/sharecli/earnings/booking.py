"""Reads the history as moves of money on the seller's calendar: for the journal and for the tax year."""

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from sharecli.earnings import journal as books, past_records as records, taxes
from sharecli.earnings.model import Bookkeeper, By
from sharecli.earnings.moves import Move, moves, without_undone
from sharecli.earnings.spans import named
from sharecli.period import local
from sharecli.store.open import Store


def _by_day(found: Iterator[Move], zone: ZoneInfo) -> Iterator[tuple[str, Move]]:
    for move in found:
        yield str(local(move.at, zone).date()), move


def quarters(store: Store, *, zone: ZoneInfo, year: int) -> list[taxes.Quarter]:
    """A year by platform, quarter and currency."""
    moves_ = without_undone(moves(records.history(store)))
    moved = ((_quarter(day), move) for day, move in _by_day(moves_, zone) if day.startswith(f"{year:04d}-"))
    paid = ((_quarter(one.day), one) for one in records.received(store) if one.day.startswith(f"{year:04d}-"))
    return taxes.quarters(moved, paid)


def _quarter(day: str) -> str:
    from datetime import date

    return named(date.fromisoformat(day), By.quarter)


def journal(store: Store, *, zone: ZoneInfo, keeper: Bookkeeper) -> tuple[str, int]:
    """The whole ledger as a journal, and how many transactions it has."""
    found = books.entries(_by_day(moves(records.history(store)), zone), records.received(store))
    return books.written(found, keeper), len(found)
