"""A line's history as money that moves between pending, confirmed, settled, paid and taken back. Pure.

What the moves of a line add up to is where the line stands: the same figures as in every report.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from sharecli.commissions.life import moments

PLACES = ("pending", "confirmed", "settled", "paid", "reversed")
"""Where money of a line may be, as the columns of a report."""

_PLACE = {"pending": 0, "held": 0, "confirmed": 1, "settled": 2, "paid": 3}
_NOWHERE = (0, 0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Line:
    """What identifies a line of the ledger, and what is known of it.

    Attributes:
        number: the row's number.
        platform: a platform's key.
        account: the seller's account there, or empty.
        order: order number.
        currency: ISO 4217 code.
        ordered_at: UTC, as stored.
        product: the product's code, or empty.
        channel: the channel's key, or empty.
        title: of the item, or empty.
        fee: micros that the platform kept before it reckoned the commission, or None.
    """

    number: int
    platform: str
    account: str
    order: str
    currency: str
    ordered_at: str
    product: str
    channel: str
    title: str
    fee: int | None


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the history. Amounts are micros, or None where they stay.

    Attributes:
        number: the row's number.
        state: the new state, or empty for an adjustment.
        estimate: what was promised.
        settled: what was settled.
        adjustment: what came or went after settlement.
        reason: why, or empty.
        happened_at: UTC as stored, or empty.
        recorded_at: UTC as stored.
        undoes: whether it takes an import back: then an amount that is None is gone.
    """

    number: int
    state: str
    estimate: int | None
    settled: int | None
    adjustment: int | None
    reason: str
    happened_at: str
    recorded_at: str
    undoes: bool


@dataclass(frozen=True, slots=True)
class Move:
    """What one row of the history moved.

    Attributes:
        line: of the ledger.
        number: the row's number in the history.
        at: when, UTC as stored.
        state: the state after it.
        reason: why, or empty.
        micros: what came to each of :data:`PLACES`, or went.
        undoes: whether it takes an import back.
    """

    line: Line
    number: int
    at: str
    state: str
    reason: str
    micros: tuple[int, int, int, int, int]
    undoes: bool = False


def moves(rows: Iterable[tuple[Line, Row]]) -> Iterator[Move]:
    """What each row moved, line by line; a row that moves nothing is left out.

    Args:
        rows: the history, by line and number.
    """
    for line, some in groupby(rows, key=lambda pair: pair[0]):
        yield from _of_line(line, [row for _line, row in some])


def without_undone(found: Iterable[Move]) -> Iterator[Move]:
    """The moves as though no import that was taken back had come: what it moved is gone on its own day.

    A report that was a mistake is nobody's income of one year and nobody's loss of the next. The sums stay the same.

    Args:
        found: the moves, line by line.
    """
    for _line, some in groupby(found, key=lambda move: move.line):
        kept: list[Move] = []
        for move in some:
            rest = _taken_out(kept, move) if move.undoes else move
            if any(rest.micros):
                kept.append(rest)
        yield from (move for move in kept if any(move.micros))


def _taken_out(kept: list[Move], undoing: Move) -> Move:
    """What is left of a move that undoes, once the latest moves it is the reverse of are made smaller by it."""
    left = list(undoing.micros)
    for place in range(len(kept) - 1, -1, -1):
        now = list(kept[place].micros)
        for column, micros in enumerate(left):
            if micros * now[column] < 0:
                both = micros + now[column]
                stays = both * now[column] > 0  # the earlier move was the larger one
                now[column], left[column] = (both, 0) if stays else (0, both)
        kept[place] = replace(kept[place], micros=tuple(now))  # type: ignore[arg-type] # five of five
    return replace(undoing, micros=tuple(left))  # type: ignore[arg-type] # five of five


def _of_line(line: Line, rows: Sequence[Row]) -> Iterator[Move]:
    state, estimate, settled, adjusted = "", None, None, 0
    stood = _NOWHERE
    days = moments(line.ordered_at, [(row.happened_at, row.recorded_at) for row in rows])
    for row, at in zip(rows, days, strict=True):
        if row.state:
            state = row.state
            estimate = row.estimate if row.undoes or row.estimate is not None else estimate
            settled = row.settled if row.undoes or row.settled is not None else settled
        adjusted += row.adjustment or 0
        stands = _standing(state, estimate or 0, settled or 0, adjusted)
        moved = tuple(now - then for now, then in zip(stands, stood, strict=True))
        if any(moved):
            yield Move(line, row.number, at, state, row.reason, moved, row.undoes)  # type: ignore[arg-type] # five of five
        stood = stands


def _standing(state: str, estimate: int, settled: int, adjusted: int) -> tuple[int, int, int, int, int]:
    found = [0, 0, 0, 0, adjusted]
    place = _PLACE.get(state)
    if place is not None:
        found[place] = settled if state in {"settled", "paid"} else estimate
    return found[0], found[1], found[2], found[3], found[4]
