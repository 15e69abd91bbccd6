"""What the words of reports about a line add up to: newer and older ones, corrections, what is gone. Pure.

Reports carry no date of their own. How old one is comes from its name, from its file or from the seller, which is sure,
or from the latest date in its rows, which is the least it can be. A word that is surely older than what a line was told
says nothing; one that only seems older may bring a line forward or take it away, no more, for it may be a later
report of earlier orders. Taking an import back leaves its words out and adds up the rest (:func:`replayed`).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from enum import IntEnum

from sharecli.commissions.ledger import Change, Standing, after, decide, only_estimates
from sharecli.commissions.model import Line, State

GONE = "gone:"
"""What is said of a line that a report has replaced or left out; the reason stands behind it."""

_EARNED = {State.settled, State.paid}


class Age(IntEnum):
    """How a report's word stands to what a line was told before."""

    older = -2
    seems_older = -1
    same = 0
    seems_newer = 1
    newer = 2


@dataclass(frozen=True, slots=True, order=True)
class AsOf:
    """The moment whose state of things a report tells.

    Attributes:
        moment: UTC, as stored; empty where nothing tells.
        sure: whether it is that moment; else it is the earliest that it can be.
    """

    moment: str = ""
    sure: bool = False

    def beside(self, told: "AsOf") -> Age:
        """How old this is beside what was told."""
        if not self.moment or not told.moment or self.moment == told.moment:
            return Age.same
        if self.moment < told.moment:
            # What was told is at least that late, so a sure moment before it is before it.
            return Age.older if self.sure else Age.seems_older
        return Age.newer if told.sure else Age.seems_newer


UNTOLD = AsOf()
"""Nothing tells."""


@dataclass(frozen=True, slots=True)
class Word:
    """What a report says of a line.

    Attributes:
        said: a state's word, or ``refunded``, or :data:`GONE` and a reason.
        estimate: micros, or None.
        settled: micros, or None.
        at: when it happened, UTC as stored, or empty.
        as_of: the moment whose state of things it tells.
        replaces: whether the platform's later word replaces its earlier one, however often.
        status: the platform's own word.
        back_at: when money was taken back, UTC as stored, or empty.
    """

    said: str
    estimate: int | None = None
    settled: int | None = None
    at: str = ""
    as_of: AsOf = UNTOLD
    replaces: bool = False
    status: str = ""
    back_at: str = ""


def word_of(line: Line, said: str, as_of: AsOf, *, replaces: bool, settled_at: str) -> Word:
    """What a report says of a line.

    What has no date came about at the latest when the report tells of it, however late it is imported; and nothing is
    taken back before it was settled.

    Args:
        line: as the report has it.
        said: the state that it is said to be in.
        as_of: the moment whose state of things is told.
        replaces: as of a word.
        settled_at: when the line of the ledger was settled, UTC as stored, or empty.
    """
    told = max(as_of.moment, line.ordered_at) if as_of.moment else ""
    at = line.settled_at or line.as_of or (line.facts.confirmed_at or told if said == "confirmed" else "")
    back = line.refunded_at or told
    back_at = max(back, line.settled_at, settled_at) if back else ""
    return Word(said, line.estimate, line.settled, at, as_of, replaces, line.status, back_at)


def hear(
    stands: Standing | None, told: AsOf, word: Word, said_before: Callable[[int], bool] = lambda _estimate: False
) -> list[Change]:
    """What a word changes.

    Args:
        stands: where the line stands, or None for a new one.
        told: the latest moment that the line was told of.
        word: what is said.
        said_before: whether a word that counts has told this estimate.
    """
    changes = _heard(stands, told, word, said_before)
    # What has a reason takes money back or corrects it: that has a day of its own.
    return [replace(one, at=one.at or word.back_at) if one.reason else one for one in changes]


def _heard(  # noqa: PLR0911 - the table of ages, row by row
    stands: Standing | None, told: AsOf, word: Word, said_before: Callable[[int], bool]
) -> list[Change]:
    age = word.as_of.beside(told) if stands is not None else Age.same
    if age is Age.seems_older and word.replaces:
        age = Age.same  # it speaks of its own days alone, and the platform restates them
    if age is Age.older:
        return []
    if word.said.startswith(GONE):
        return _gone(stands, word.said.removeprefix(GONE))
    changes = decide(stands, word.said, word.estimate, word.settled, word.at)
    if stands is None:
        return changes
    if word.replaces and stands.state in _EARNED and word.said in _EARNED:
        return [one for one in changes if one.state] + _brought_to(stands, word)
    if only_estimates(stands, changes):
        back = word.estimate is not None and said_before(word.estimate)
        return [] if age is Age.seems_older or (back and age is Age.same) else changes
    if age is Age.seems_older:
        return _forward(stands, changes)
    if age is Age.newer and not changes and stands.state in _EARNED and word.said in _EARNED:
        # Corrected before, and not for a refund: what is surely newer corrects it again.
        return _brought_to(stands, word) if stands.reason == "correction" else []
    return changes


def _forward(stands: Standing, changes: list[Change]) -> list[Change]:
    """What an older report may do as well: not revive an order, not correct a figure."""
    if stands.state is State.void:
        return []
    return [one for one in changes if one.state or one.reason != "correction"]


def _brought_to(stands: Standing, word: Word) -> list[Change]:
    off = 0 if word.settled is None else word.settled - (stands.settled or 0) - stands.adjusted
    return [Change(None, adjustment=off, reason="correction", at=word.at)] if off else []


def _gone(stands: Standing | None, reason: str) -> list[Change]:
    if stands is None or stands.state is State.void:
        return []
    if stands.state in _EARNED:
        left = (stands.settled or 0) + stands.adjusted
        return [Change(None, adjustment=-left, reason=reason)] if left else []
    return [Change(State.void, reason=reason)]


@dataclass(frozen=True, slots=True)
class Life:
    """A line as its words have it so far.

    Attributes:
        stands: where it stands; None before the first word.
        told: the latest moment it was told of.
        estimates: the estimates that it was told.
        happened: when it came into its state, UTC as stored, or empty.
        status: the platform's own word that brought it there.
        words: how many words of reports there were.
    """

    stands: Standing | None = None
    told: AsOf = UNTOLD
    estimates: frozenset[int] = frozenset()
    happened: str = ""
    status: str = ""
    words: int = 0


def replayed(events: Iterable[Word | list[Change]]) -> Life:
    """The line after these, in their order: words of reports, and rows that no report brought."""
    life = Life()
    for one in events:
        if isinstance(one, Word):
            changes = hear(life.stands, life.told, one, life.estimates.__contains__)
            told = max(life.told, one.as_of)
            estimates = life.estimates | ({one.estimate} if one.estimate is not None else set())
        else:
            # What adjusted a line that is not told of any more adjusts nothing.
            changes = [row for row in one if row.state or life.stands]
            told, estimates = life.told, life.estimates
            estimates |= {row.estimate for row in changes if row.estimate is not None}
        life = replace(life, stands=after(life.stands, changes), told=told, estimates=estimates)
        for row in changes:
            if row.state:
                life = replace(life, happened=row.at if row.state in _EARNED else "")
        if isinstance(one, Word):
            life = replace(life, words=life.words + 1, status=one.status if changes else life.status)
    return life


def taken_back(stands: Standing | None, life: Life) -> list[Change]:
    """The rows that bring a line from where it stands to what is left of its life; none where it stands there.

    A line of which nothing is left is void, and counts nowhere.
    """
    if stands is None:
        return []  # nothing was left before, and one batch fewer brings nothing
    left = life.stands or Standing(State.void, None, None, reason="undone")
    # Void and "undone" together mean that nothing is left; a line that the seller made void without a reason is there.
    reason = left.reason or ("other" if life.stands and left.state is State.void else "undone")
    if left == stands and reason == (stands.reason or "undone"):
        return []
    off = left.adjusted - stands.adjusted
    changes = [Change(None, adjustment=off, reason="undone")] if off else []
    return [*changes, Change(left.state, left.estimate, left.settled, reason=reason, at=life.happened)]
