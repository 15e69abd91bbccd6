"""The rules of the ledger: what a report's word about a line changes. Pure.

``pending → confirmed → settled → paid``; ``held`` before settlement, and on from there to ``confirmed`` or later;
``void`` before settlement, and on from there only where money comes after all. After settlement nothing is edited: what
comes or goes is an adjustment with a reason. A report moves a line forward, never back.
"""

from dataclasses import dataclass, field, replace

from sharecli.commissions.model import State

_RANK = {State.pending: 0, State.confirmed: 1, State.held: 2, State.settled: 3, State.paid: 4}
_BEFORE_SETTLEMENT = {State.pending, State.held, State.confirmed}
_EARNED = {State.settled, State.paid}

REASONS = (
    "order_canceled",
    "refund",
    "terms_violation",
    "tracking_error",
    "duplicate",
    "correction",
    "undone",
    "other",
)
"""Why money came or went after settlement, or why a line is void."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a line stands: its state and micros, and why that came last."""

    state: State
    estimate: int | None
    settled: int | None
    adjusted: int = 0
    reason: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Change:
    """One new row of the history: either a state or an adjustment.

    Attributes:
        state: the new state, or None for an adjustment.
        estimate: micros, or None where it stays.
        settled: micros, or None where it stays.
        adjustment: micros, or None for a state.
        reason: one of :data:`REASONS`, or empty.
        at: when it happened, UTC as stored, or empty.
    """

    state: State | None
    estimate: int | None = None
    settled: int | None = None
    adjustment: int | None = None
    reason: str = ""
    at: str = ""


def after(stands: Standing | None, changes: list[Change]) -> Standing | None:
    """Where a line stands once these rows are in its history: what the triggers of the file do."""
    for one in changes:
        if one.state is None:
            assert stands is not None  # noqa: S101 - an adjustment follows a state
            stands = replace(stands, adjusted=stands.adjusted + (one.adjustment or 0), reason=one.reason)
            continue
        before = stands or Standing(one.state, None, None)
        stands = Standing(
            one.state,
            before.estimate if one.estimate is None else one.estimate,
            before.settled if one.settled is None else one.settled,
            before.adjusted,
            one.reason,
        )
    return stands


def worth(stands: Standing | None) -> tuple[int, int]:
    """What a line adds to pending and to earned money."""
    if stands is None or stands.state is State.void:
        return 0, 0
    if stands.state in _EARNED:
        return 0, (stands.settled or 0) + stands.adjusted
    return stands.estimate or 0, 0


def decide(  # noqa: C901, PLR0911 - the table of states, row by row
    stands: Standing | None, said: str, estimate: int | None, settled: int | None, at: str = "", *, reason: str = ""
) -> list[Change]:
    """What a report's word changes; nothing where it says what is known, or less.

    Another figure of a line that is settled is no matter of states: ``hearing.py`` weighs it.

    Args:
        stands: where the line stands, or None for a new one.
        said: a state's word, or ``refunded``.
        estimate: micros that the report gives, or None.
        settled: micros that the report gives, or None.
        at: when it was settled, UTC as stored, or empty.
        reason: why it is taken back, where the platform's word tells; else that of ``said``.
    """
    if said in {"refunded", "void"}:
        why = reason or ("refund" if said == "refunded" else "order_canceled")
        return _taken_back(stands, said, estimate, settled, at, why)
    state = State(said)
    if state in _EARNED and settled is None:
        # "Settled" without a figure is a promise, not money.
        if stands is not None and stands.settled is not None:
            settled = stands.settled
        else:
            state = State.confirmed
    if stands is None:
        return [Change(state, estimate, settled, at=at)]
    if stands.state is State.void:
        # Money for an order that was void: the platform has revived it. A mere word does not.
        return [Change(state, estimate, settled, at=at)] if state in _EARNED else []
    if stands.state is State.held and state is State.confirmed:
        return [Change(state, estimate, at=at)]
    if stands.state is State.settled and state is State.paid:
        return [Change(state, estimate, stands.settled, at=at)]
    if _RANK[state] > _RANK[stands.state]:
        return [Change(state, estimate, settled, at=at)]
    if _RANK[state] < _RANK[stands.state]:
        return []
    if state in _BEFORE_SETTLEMENT:
        return [Change(state, estimate, at=at)] if estimate is not None and estimate != stands.estimate else []
    return []


def only_estimates(stands: Standing | None, changes: list[Change]) -> bool:
    """Whether nothing but the estimate would change; an older report would say one that was there before."""
    return (
        stands is not None
        and len(changes) == 1
        and changes[0].state is stands.state
        and changes[0].settled is None
        and stands.state in _BEFORE_SETTLEMENT
    )


def _taken_back(
    stands: Standing | None, said: str, estimate: int | None, settled: int | None, at: str, reason: str
) -> list[Change]:
    if stands is None or stands.state in _BEFORE_SETTLEMENT:
        if said == "refunded" and settled:
            return [
                Change(State.settled, estimate, settled, at=at),
                Change(None, adjustment=-settled, reason=reason),
            ]
        # What is void is worth nothing, and a platform may say so in the estimate's place; the promise stays known.
        promised = stands is not None and (stands.estimate or 0) > 0
        return [Change(State.void, None if promised else estimate, reason=reason)]
    if stands.state is State.void:
        return []
    left = (stands.settled or 0) + stands.adjusted
    return [Change(None, adjustment=-left, reason=reason)] if left > 0 else []


def split(total: int, parts: list[int]) -> list[int]:
    """``total`` in the proportion of ``parts``, in whole micros that sum exactly to it (parts are not below zero).

    Raises:
        ValueError: the parts sum to nothing and the total does not.
    """
    whole = sum(parts)
    if whole == 0:
        if total:
            message = "nothing to split by"
            raise ValueError(message)
        return [0] * len(parts)
    shares, so_far, given = [], 0, 0
    for part in parts:
        so_far += part
        upto = total * so_far // whole
        shares.append(upto - given)
        given = upto
    return shares
