"""What a line's history brings its partners, row by row: the shares follow the commission's life. Pure."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from sharecli.commissions.model import State
from sharecli.partners.model import Share, part

_EARNED = {State.settled.value, State.paid.value}
_PROMISED = {State.pending.value, State.confirmed.value}


class Standing(NamedTuple):
    """Where the seller's commission of a line stands, in micros.

    Attributes:
        promised: pending or confirmed.
        held: in dispute.
        earned: settled or paid, and what came or went since.
    """

    promised: int
    held: int
    earned: int


NOTHING = Standing(0, 0, 0)


class Sale(NamedTuple):
    """A line of the ledger that came by somebody's link.

    Attributes:
        number: the commission's.
        platform: a platform's key.
        order: the platform's order number.
        product: the product's code or the item's title, or empty.
        person: whose link it was.
        currency: ISO 4217 code.
        ordered_at: UTC, as stored.
    """

    number: int
    platform: str
    order: str
    product: str
    person: str
    currency: str
    ordered_at: str


class Told(NamedTuple):
    """One row of the ledger's history. Amounts are micros, or None where they stay.

    Attributes:
        state: the new state, or None for an adjustment.
        estimate: what was promised.
        settled: what was settled.
        adjustment: what came or went after settlement.
        reason: why, or empty.
        happened_at: UTC as stored, or None.
        recorded_at: UTC as stored.
        undoes: not None where an import was taken back: then an amount that is None is gone.
    """

    state: str | None
    estimate: int | None
    settled: int | None
    adjustment: int | None
    reason: str
    happened_at: str | None
    recorded_at: str
    undoes: int | None


class Move(NamedTuple):
    """What one row of the history moved.

    Attributes:
        at: when, UTC as stored.
        what: a state, a reason, or ``undone``.
        before: where the commission stood.
        after: where it stands then.
    """

    at: str
    what: str
    before: Standing
    after: Standing


def standing(state: str, estimate: int | None, settled: int | None, adjusted: int) -> Standing:
    """Where a commission stands; the same figures that ``earnings`` has."""
    return Standing(
        (estimate or 0) if state in _PROMISED else 0,
        (estimate or 0) if state == State.held.value else 0,
        ((settled or 0) if state in _EARNED else 0) + adjusted,
    )


def moves(sale: Sale, rows: Sequence[Told]) -> Iterator[Move]:
    """What each row of a line's history moved; one that moves nothing is left out."""
    state, estimate, settled, adjusted = "", None, None, 0
    stood = NOTHING
    moments = _moments(sale, rows) if len(rows) > 1 else [rows[0].happened_at or sale.ordered_at]
    for row, at in zip(rows, moments, strict=True):
        if row.state is not None:
            state = row.state
            estimate = row.estimate if row.undoes is not None or row.estimate is not None else estimate
            settled = row.settled if row.undoes is not None or row.settled is not None else settled
        adjusted += row.adjustment or 0
        stands = standing(state, estimate, settled, adjusted)
        if stands != stood:
            what = "undone" if row.undoes is not None else row.state or row.reason or "correction"
            yield Move(at, what, stood, stands)
            stood = stands


def moved(move: Move, share: Share) -> int:
    """What a move brought a share, or took of it, in micros."""
    return part(move.after.earned, share.rate) - part(move.before.earned, share.rate)


def _moments(sale: Sale, rows: Sequence[Told]) -> list[str]:
    """When each row happened. One that does not tell is as old as its record, but not younger than what came next."""
    found: list[str] = []
    later = "~"
    for place in range(len(rows) - 1, -1, -1):
        row = rows[place]
        at = row.happened_at or (sale.ordered_at if place == 0 else min(row.recorded_at, later))
        later = min(later, at) if row.happened_at else later
        found.append(at)
    return found[::-1]
