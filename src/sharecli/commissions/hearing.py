"""What the words of reports about a line add up to: newer and older ones, corrections, what is gone. Pure.

Reports carry no date of their own. How old one is comes from its name, from its file or from the seller, which is sure,
or from the latest date in its rows, which is the least it can be. A word that is surely older than what a line was told
says nothing; one that only seems older may bring a line forward or take it away, no more, for it may be a later
report of earlier orders. One that is newer, or seems so and contradicts nothing that is known, brings a settled line to
its figure, however often. Taking an import back leaves its words out and adds up the rest (:func:`replayed`).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from sharecli.commissions.ledger import Change, Standing, after, decide, only_estimates
from sharecli.commissions.model import State
from sharecli.commissions.words import GONE, UNTOLD, Age, AsOf, Word

_EARNED = {State.settled, State.paid}


@dataclass(frozen=True, slots=True)
class Life:
    """A line as its words have it so far.

    Attributes:
        stands: where it stands; None before the first word.
        told: the latest moment it was told of.
        estimates: the estimates that it was told.
        figures: the settled amounts that it was told.
        corrected: what corrections of its figure come to.
        paid: whether a report has called it paid.
        happened: when it came into its state, UTC as stored, or empty.
        status: the platform's own word that brought it there.
        words: how many words of reports there were.
    """

    stands: Standing | None = None
    told: AsOf = UNTOLD
    estimates: frozenset[int] = frozenset()
    figures: frozenset[int] = frozenset()
    corrected: int = 0
    paid: bool = False
    happened: str = ""
    status: str = ""
    words: int = 0


def hear(stands: Standing | None, told: AsOf, word: Word, lived: Callable[[], Life] = Life) -> list[Change]:
    """What a word changes.

    Args:
        stands: where the line stands, or None for a new one.
        told: the latest moment that the line was told of.
        word: what is said.
        lived: the line's life so far; asked for where its standing alone does not tell.
    """
    changes = _heard(stands, told, word, lived)
    # What has a reason takes money back or corrects it: that has a day of its own.
    return [replace(one, at=one.at or word.back_at) if one.reason else one for one in changes]


def _heard(  # noqa: PLR0911 - the table of ages, row by row
    stands: Standing | None, told: AsOf, word: Word, lived: Callable[[], Life]
) -> list[Change]:
    age = word.as_of.beside(told)
    if age is Age.older or (age is Age.seems_older and (stands is None or word.replaces)):
        # A line that is not there, though something was told of it: a newer report of its day has it no more. And
        # reports that replace each other by days say nothing about days that a newer one has replaced.
        return []
    said, _colon, reason = word.said.partition(":")
    if word.said.startswith(GONE):
        return _gone(stands, reason)
    changes = decide(stands, said, word.estimate, word.settled, word.at, reason=reason)
    if stands is None:
        return changes
    if stands.state in _EARNED and said in _EARNED:
        return changes + _restated(stands, word, age, lived)
    if only_estimates(stands, changes):
        again = age is Age.same and word.estimate in lived().estimates
        return [] if age is Age.seems_older or again else changes
    if age is Age.seems_older and stands.state is State.void:
        return []  # it does not revive an order
    return changes


def _restated(stands: Standing, word: Word, age: Age, lived: Callable[[], Life]) -> list[Change]:
    """The same settled line with another figure: what was written stays, the difference is a row of its own."""
    net = (stands.settled or 0) + stands.adjusted
    if word.settled is None or word.settled == net or age is Age.seems_older:
        return []
    if not _tells_more(stands, word, age, lived):
        return []
    return [Change(None, adjustment=word.settled - net, reason="correction")]


def falls_behind(stands: Standing | None, told: AsOf, word: Word) -> bool:
    """Whether a word has another figure of a settled line, and is not heard only because it seems older."""
    if stands is None or stands.state not in _EARNED or word.said not in _EARNED or word.settled is None:
        return False
    return word.settled != (stands.settled or 0) + stands.adjusted and word.as_of.beside(told) is Age.seems_older


def _tells_more(stands: Standing, word: Word, age: Age, lived: Callable[[], Life]) -> bool:
    """Whether another figure of a settled line is a later one, and not one that is known."""
    if word.replaces:
        return age is not Age.same or word.settled not in lived().figures
    if stands.state is State.paid and word.said == State.settled and age is not Age.newer and lived().paid:
        return False  # its platform has called it paid before: this is older, whatever its rows seem
    if age is Age.same:
        # Nothing tells which is the later one. Once it was adjusted, the same files would go to and fro.
        return not stands.adjusted
    # What was taken back beside the figure (a refund, a hand) stays so as long as the figure is the one that is known.
    return not stands.adjusted or word.settled != (stands.settled or 0) + lived().corrected


def _gone(stands: Standing | None, reason: str) -> list[Change]:
    if stands is None or stands.state is State.void:
        return []
    if stands.state in _EARNED:
        left = (stands.settled or 0) + stands.adjusted
        return [Change(None, adjustment=-left, reason=reason)] if left else []
    return [Change(State.void, reason=reason)]


def replayed(events: Iterable[Word | list[Change]]) -> Life:
    """The line after these, in their order: words of reports, and rows that no report brought."""
    life = Life()
    for one in events:
        life = _after_word(life, one) if isinstance(one, Word) else _after_hand(life, one)
    return life


def _after_word(life: Life, word: Word) -> Life:
    changes = hear(life.stands, life.told, word, lambda: life)
    estimates, figures = (
        known if micros is None else known | {micros}
        for known, micros in ((life.estimates, word.estimate), (life.figures, word.settled))
    )
    return replace(
        _after(life, changes),
        told=max(life.told, word.as_of),
        estimates=estimates,
        figures=figures,
        paid=life.paid or word.said == State.paid,
        status=word.status if changes else life.status,
        words=life.words + 1,
    )


def _after_hand(life: Life, rows: list[Change]) -> Life:
    # What adjusted a line that is not told of any more adjusts nothing.
    rows = [row for row in rows if row.state or life.stands]
    told = {row.estimate for row in rows if row.estimate is not None}
    return replace(_after(life, rows), estimates=life.estimates | told)


def _after(life: Life, changes: list[Change]) -> Life:
    happened = life.happened
    for row in changes:
        if row.state:
            happened = row.at if row.state in _EARNED else ""
    corrected = sum(row.adjustment or 0 for row in changes if row.reason == "correction")
    return replace(life, stands=after(life.stands, changes), happened=happened, corrected=life.corrected + corrected)


def taken_back(stands: Standing | None, life: Life) -> list[Change]:
    """The rows that bring a line from where it stands to what is left of its life; none where it stands there.

    A line of which nothing is left is void, and counts nowhere.
    """
    if stands is None and life.stands is None:
        return []
    # Nothing may be left of a line that another import said is gone; without that one, it is there.
    stands = stands or Standing(State.void, None, None, reason="undone")
    left = life.stands or Standing(State.void, None, None, reason="undone")
    # Void and "undone" together mean that nothing is left; a line that the seller made void without a reason is there.
    reason = left.reason or ("other" if life.stands and left.state is State.void else "undone")
    if left == stands and reason == (stands.reason or "undone"):
        return []
    off = left.adjusted - stands.adjusted
    changes = [Change(None, adjustment=off, reason="undone")] if off else []
    return [*changes, Change(left.state, left.estimate, left.settled, reason=reason, at=life.happened)]
