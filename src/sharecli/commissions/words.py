"""What a report says of a line, and as of when. Pure."""

from dataclasses import dataclass
from enum import IntEnum

from sharecli.commissions.model import Line

GONE = "gone:"
"""What is said of a line that a report has replaced or left out; the reason stands behind it."""

_TAKEN_BACK = {"void", "refunded"}
"""What may have its reason behind it, too: ``void:terms_violation``."""


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
        said: a state's word, or ``refunded``, or :data:`GONE`; a reason may stand behind it (``void:duplicate``).
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


def word_of(line: Line, said: str, as_of: AsOf, *, replaces: bool, promises: bool = True, settled_at: str) -> Word:
    """What a report says of a line.

    What has no date came about at the latest when the report tells of it, however late it is imported; and nothing is
    taken back before it was settled.

    Args:
        line: as the report has it.
        said: the state that it is said to be in.
        as_of: the moment whose state of things is told.
        replaces: as of a word.
        promises: whether a row that is settled still tells what was promised; else its estimate is but the settled
            amount once more, and what was promised before stays known.
        settled_at: when the line of the ledger was settled, UTC as stored, or empty.
    """
    told = max(as_of.moment, line.ordered_at) if as_of.moment else ""
    at = line.settled_at or line.as_of or (line.facts.confirmed_at or told if said == "confirmed" else "")
    back = line.refunded_at or told
    back_at = max(back, line.settled_at, settled_at) if back else ""
    said = f"{said}:{line.reason}" if line.reason and said in _TAKEN_BACK else said
    estimate = line.estimate if promises or line.settled is None else None
    return Word(said, estimate, line.settled, at, as_of, replaces, line.status, back_at)
