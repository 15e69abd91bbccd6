"""People as rows that fit at least k of them each: nobody can be told apart by what is exported. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

ANY = "*"
"""What stands for a value that would tell somebody apart."""

FEWEST = 5
"""k where none is named. Sweeney 2002: a row that fits k people points at nobody with more than one chance in k."""

_BANDS = ((0, "0"), (1, "1"), (4, "2-4"), (9, "5-9"))
"""Counts up to this, and how they are written; more are ``10+``."""


class Traits(NamedTuple):
    """What of a person is exported: no name, no word, no handle, no note, no day, no amount.

    Attributes:
        stage: how far they trust the seller.
        since: the quarter in which they were added, as ``2026Q3``.
        interests: tags, sorted.
        friends: how many they brought.
        orders: how many came by their links.
    """

    stage: str
    since: str
    interests: tuple[str, ...]
    friends: int
    orders: int


class Row(NamedTuple):
    """A row of the export; :data:`ANY` stands for what would tell somebody apart."""

    stage: str
    since: str
    interests: str
    friends: str
    orders: str


@dataclass(frozen=True, slots=True)
class Anonymous:
    """The export.

    Attributes:
        rows: sorted by what they say, so that their order says nothing; each is there at least k times.
        left_out: people too few to fit any row.
    """

    rows: list[Row]
    left_out: int


def anonymous(people: Sequence[Traits], *, fewest: int = FEWEST) -> Anonymous:
    """Rows that fit at least so many people each.

    Who is one of too many few at the finest level goes to the next, coarser one: interests go first, then counts
    become yes or no, quarters years, and at last everything but the stage goes. Who fits nowhere is left out.

    Args:
        people: their traits.
        fewest: k, at least 2.
    """
    waiting = list(people)
    rows: list[Row] = []
    for level in range(_LEVELS):
        classes: dict[Row, list[Traits]] = {}
        for one in waiting:
            classes.setdefault(_coarse(one, level), []).append(one)
        waiting = []
        for row, fitting in classes.items():
            if len(fitting) >= fewest:
                rows += [row] * len(fitting)
            else:
                waiting += fitting
    return Anonymous(sorted(rows), len(waiting))


_LEVELS = 5


def _coarse(one: Traits, level: int) -> Row:
    """A person as a row, the coarser the higher the level."""
    likes = " ".join(one.interests) if level == 0 else ANY
    if level <= 1:
        return Row(one.stage, one.since, likes, _band(one.friends), _band(one.orders))
    if level == 2:  # noqa: PLR2004 - a level's number
        return Row(one.stage, one.since[:4], likes, _any_at_all(one.friends), _any_at_all(one.orders))
    if level == 3:  # noqa: PLR2004 - a level's number
        return Row(one.stage, ANY, likes, ANY, ANY)
    return Row(ANY, ANY, likes, ANY, ANY)


def _band(count: int) -> str:
    return next((word for upto, word in _BANDS if count <= upto), "10+")


def _any_at_all(count: int) -> str:
    return "1+" if count else "0"
