"""Counts clicks for reports; judges them anew when the rules have improved."""

import sqlite3
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sharecli.clicks.model import Kind

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from sharecli.period import Span

EVER = (0, 1 << 62)
"""Milliseconds since ever and until ever."""

_LET_THROUGH = "link_id = ? AND kind = 'human' AND led = 1"
"""Clicks by people who were led to where the link leads."""


@dataclass(frozen=True, slots=True)
class Count:
    """How many requests of each class were led on.

    Attributes:
        kinds: by class; one that is not there came never.
        visitors: people, told apart within each day and added up over the days.
        away: people who were turned away with 404 or 410; in none of the others.
    """

    kinds: Mapping[Kind, int] = field(default_factory=dict)
    visitors: int = 0
    away: int = 0

    def row(self) -> dict[str, int]:
        """The JSON contract: ``human preview bot prefetch head unknown visitors turned_away``."""
        named = {kind.value: self.kinds.get(kind, 0) for kind in Kind}
        return named | {"visitors": self.visitors, "turned_away": self.away}


NEVER_SEEN: dict[str, None] = dict.fromkeys([*(kind.value for kind in Kind), "visitors", "turned_away"])
"""The same for a link of which nothing was ever seen: not known, rather than none."""


def milliseconds(span: "Span", zone: "ZoneInfo") -> tuple[int, int]:
    """The moments a period covers: from (included) and until (excluded), in milliseconds since 1970."""
    from datetime import datetime, time

    first, last = EVER
    if span.start is not None:
        first = int(datetime.combine(span.start, time(), tzinfo=zone).timestamp() * 1000)
    if span.end is not None:
        last = int(datetime.combine(span.end, time(), tzinfo=zone).timestamp() * 1000)
    return first, last


def people_through(connection: sqlite3.Connection, link: int) -> int:
    """How many people a link has led to where it leads, ever: neither turned away nor sent to its fallback.

    Whoever comes again on the same day is one; a request of which no visitor is known is one for itself.

    Args:
        connection: of :func:`sharecli.clicks.store.open_reader`.
        link: its number.
    """
    # A visitor's eight bytes are another's on each day, so days add up by themselves.
    asked = "SELECT count(DISTINCT visitor) + count(*) - count(visitor) FROM clicks"
    return int(connection.execute(f"{asked} WHERE {_LET_THROUGH}", [link]).fetchone()[0])


class People:
    """People as far as they were counted: those who are told apart, how many are not, and the last click looked at."""

    __slots__ = ("last", "nameless", "visitors")

    def __init__(self) -> None:
        self.visitors: set[bytes] = set()
        self.nameless = 0
        self.last = 0

    def __len__(self) -> int:
        """How many they are, as :func:`people_through` has it."""
        return len(self.visitors) + self.nameless


def count_on(connection: sqlite3.Connection, link: int, people: People, *, at_once: int) -> bool:
    """Count the people of a link on from the last click that was looked at; whether none is left to be looked at.

    The index ends in the click's number, so that what was counted before is not read again.

    Args:
        connection: for reading.
        link: its number.
        people: so far; they become more.
        at_once: clicks that are looked at, and no more.
    """
    new = connection.execute(
        f"SELECT id, visitor FROM clicks WHERE {_LET_THROUGH} AND id > ? ORDER BY id LIMIT ?",
        [link, people.last, at_once],
    ).fetchall()
    for _number, visitor in new:
        if visitor is None:
            people.nameless += 1
        else:
            people.visitors.add(visitor)
    if new:
        people.last = new[-1][0]
    return len(new) < at_once


def judgings(connection: sqlite3.Connection) -> int:
    """How often stored clicks were judged anew: what was counted before the last time may be counted otherwise now."""
    return int(connection.execute("SELECT times FROM judgings").fetchone()[0])


def turned_away(connection: sqlite3.Connection, link: int) -> int:
    """How many people asked for a link and got 404 or 410, ever.

    Args:
        connection: of :func:`sharecli.clicks.store.open_reader`.
        link: its number.
    """
    found = connection.execute("SELECT count(*) FROM clicks WHERE link_id = ? AND kind = 'human' AND led = 0", [link])
    return int(found.fetchone()[0])


def counts(connection: sqlite3.Connection, moments: tuple[int, int] = EVER) -> dict[int, Count]:
    """What came to each link in a time; every link that ever had a request is there.

    A link that is not there was never seen to be asked for: nobody came, or nobody counts where it lies. Which of the
    two cannot be known, so that it must not be shown as a zero.

    Args:
        connection: of :func:`sharecli.clicks.store.open_reader`.
        moments: of :func:`milliseconds`.
    """
    seen = connection.execute("SELECT DISTINCT link_id FROM clicks WHERE link_id NOT NULL")
    asked = "FROM clicks c WHERE c.link_id NOT NULL AND c.at_ms >= ? AND c.at_ms < ?"
    found = _counted(connection, "c.link_id", asked, moments)
    return {row[0]: found.get(row[0], Count()) for row in seen}


def _counted(connection: sqlite3.Connection, key: str, asked: str, moments: tuple[int, int]) -> dict[Any, Count]:
    """Counts by an expression, in its order.

    Args:
        connection: for reading.
        key: the expression.
        asked: which clicks ``c`` are meant: from FROM to the end of WHERE, with two question marks.
        moments: for these.
    """
    kinds: dict[Any, Counter[Kind]] = {}
    away: Counter[Any] = Counter()
    each = f"SELECT {key}, c.kind, c.led = 0, count(*) {asked} GROUP BY 1, 2, 3 ORDER BY 1"
    for one, kind, refused, count in connection.execute(each, moments):
        known = kinds.setdefault(one, Counter())
        if not refused:
            known[Kind(kind)] = count
        elif kind == Kind.human:
            away[one] = count
    people = f"SELECT {key}, count(DISTINCT c.visitor) {asked} AND c.kind = 'human' AND c.led > 0 GROUP BY 1"
    visitors = dict(map(tuple, connection.execute(people, moments)))
    return {one: Count(known, visitors.get(one, 0), away[one]) for one, known in kinds.items()}


_KEYS = {
    "app": "iif(a.app = '', CASE c.kind WHEN 'human' THEN 'browser' ELSE '' END, a.app)",
    "source": "c.source",
    "from": "c.ref_host",
    "day": "day_of(c.at_ms)",
    "hour": "hour_of(c.at_ms)",
    "kind": "c.kind",
}
"""What clicks can be grouped by."""


def grouped(
    connection: sqlite3.Connection, by: str, moments: tuple[int, int], zone: "ZoneInfo"
) -> list[tuple[str, Count]]:
    """Clicks of links by something, orphans left out.

    Args:
        connection: of :func:`sharecli.clicks.store.open_reader`.
        by: a key of the table above.
        moments: of :func:`milliseconds`.
        zone: the seller's clock.
    """
    from datetime import datetime
    from functools import lru_cache

    @lru_cache(100_000)
    def local(quarter: int) -> datetime:
        return datetime.fromtimestamp(quarter * 900, zone)

    connection.create_function("day_of", 1, lambda at: str(local(at // 900_000).date()), deterministic=True)
    connection.create_function("hour_of", 1, lambda at: f"{local(at // 900_000).hour:02}", deterministic=True)
    asked = "FROM clicks c JOIN agents a ON a.id = c.agent_id WHERE c.link_id NOT NULL AND c.at_ms >= ? AND c.at_ms < ?"
    return list(_counted(connection, _KEYS[by], asked, moments).items())


@dataclass(frozen=True, slots=True)
class Orphan:
    """A code that was asked for and that no link has.

    Attributes:
        code: as it was asked for.
        human: how often by people.
        count: how often at all.
        last_ms: when last, in milliseconds since 1970, UTC.
    """

    code: str
    human: int
    count: int
    last_ms: int


def orphans(connection: sqlite3.Connection, moments: tuple[int, int] = EVER, *, most: int = 100) -> list[Orphan]:
    """Codes that no link had when they were asked for, those of the most people first."""
    rows = connection.execute(
        "SELECT code, sum(kind = 'human') AS human, count(*) AS count, max(at_ms) FROM clicks"
        " WHERE link_id IS NULL AND at_ms >= ? AND at_ms < ? GROUP BY code"
        " ORDER BY human DESC, count DESC, code LIMIT ?",
        [*moments, most],
    )
    return [Orphan(*row) for row in map(tuple, rows)]
