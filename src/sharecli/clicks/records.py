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
        others_away: requests of every other class that were turned away; in none of the others.
    """

    kinds: Mapping[Kind, int] = field(default_factory=dict)
    visitors: int = 0
    away: int = 0
    others_away: int = 0

    def row(self) -> dict[str, int]:
        """The JSON contract: ``human preview bot prefetch head unknown visitors turned_away others_turned_away``."""
        named = {kind.value: self.kinds.get(kind, 0) for kind in Kind}
        away = {"turned_away": self.away, "others_turned_away": self.others_away}
        return named | {"visitors": self.visitors} | away


NOT_KNOWN: dict[str, None] = dict.fromkeys(Count().row())
"""The same for a link of which nothing can be known: neither so many nor none."""

_OF_SOME = "csv"
"""The source that may tell of some links alone: a server and its log tell of all that it leads on."""


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


def people(connection: sqlite3.Connection, keys: Mapping[int, str], moments: tuple[int, int] = EVER) -> dict[str, int]:
    """How many people links have led to where they lead in a time, as :func:`people_through` counts them.

    Links of one key are counted together: whoever came by two of them on the same day is one.

    Args:
        connection: of :func:`sharecli.clicks.store.open_reader`.
        keys: of links, by their numbers; each is in the answer.
        moments: of :func:`milliseconds`.
    """
    from json import dumps

    rows = connection.execute(
        "WITH keys (link, key) AS (SELECT CAST(key AS INTEGER), value FROM json_each(?))"
        " SELECT k.key, count(DISTINCT c.visitor) + count(*) - count(c.visitor)"
        " FROM keys k JOIN clicks c ON c.link_id = k.link"
        " WHERE c.kind = 'human' AND c.led = 1 AND c.at_ms >= ? AND c.at_ms < ? GROUP BY 1",
        [dumps(keys), *moments],
    )
    return dict.fromkeys(keys.values(), 0) | dict(map(tuple, rows))


def counts(
    connection: sqlite3.Connection, moments: tuple[int, int] = EVER, made: Mapping[int, str] | None = None
) -> dict[int, Count]:
    """What came to each link in a time, as far as it can be known.

    A link that is not there is not known: nobody came, or nobody counted. It is only known that nobody came where a
    link was asked for at some time, so that somebody counts where it lies, and where something was counted in that
    time by what sees all links, and the link was there already. All else must not be shown as a zero.

    Args:
        connection: of :func:`sharecli.clicks.store.open_reader`.
        moments: of :func:`milliseconds`.
        made: when links were made, UTC as stored, by their numbers; a link that is not in it was always there.
    """
    asked = "FROM clicks c WHERE c.link_id NOT NULL AND c.at_ms >= ? AND c.at_ms < ?"
    found = _counted(connection, "c.link_id", asked, moments)
    if not _watched(connection, moments):
        return found
    seen = [row[0] for row in connection.execute("SELECT DISTINCT link_id FROM clicks WHERE link_id NOT NULL")]
    end, known = _stamped(moments[1]), made or {}
    return {one: found.get(one, Count()) for one in seen if one in found or known.get(one, "") < end}


def _watched(connection: sqlite3.Connection, moments: tuple[int, int]) -> bool:
    """Whether something was counted in a time by what sees all links that lie there."""
    asked = "SELECT 1 FROM clicks WHERE at_ms >= ? AND at_ms < ? AND source <> ? LIMIT 1"
    return connection.execute(asked, [*moments, _OF_SOME]).fetchone() is not None


def _stamped(at_ms: int) -> str:
    """A moment as stored, to be compared with others."""
    from datetime import UTC, datetime

    from sharecli.period import stamp

    return stamp(datetime.fromtimestamp(at_ms / 1000, UTC)) if at_ms < EVER[1] else "~"  # sorts after every digit


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
    others: Counter[Any] = Counter()
    each = f"SELECT {key}, c.kind, c.led = 0, count(*) {asked} GROUP BY 1, 2, 3 ORDER BY 1"
    for one, kind, refused, count in connection.execute(each, moments):
        known = kinds.setdefault(one, Counter())
        if not refused:
            known[Kind(kind)] = count
        elif kind == Kind.human:
            away[one] = count
        else:
            others[one] += count
    told_apart = f"SELECT {key}, count(DISTINCT c.visitor) {asked} AND c.kind = 'human' AND c.led > 0 GROUP BY 1"
    visitors = dict(map(tuple, connection.execute(told_apart, moments)))
    return {one: Count(known, visitors.get(one, 0), away[one], others[one]) for one, known in kinds.items()}


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
