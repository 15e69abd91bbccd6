"""Counts clicks for reports; judges them anew when the rules have improved."""

import sqlite3
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sharecli.clicks.model import Kind

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from sharecli.period import Span

EVER = (0, 1 << 62)
"""Milliseconds since ever and until ever."""


@dataclass(frozen=True, slots=True)
class Count:
    """How many requests of each class.

    Attributes:
        kinds: by class; one that is not there came never.
        visitors: people, told apart within each day and added up over the days.
    """

    kinds: Mapping[Kind, int] = field(default_factory=dict)
    visitors: int = 0

    def row(self) -> dict[str, int]:
        """The JSON contract: ``human preview bot prefetch head unknown visitors``."""
        return {kind.value: self.kinds.get(kind, 0) for kind in Kind} | {"visitors": self.visitors}


NEVER_SEEN: dict[str, None] = dict.fromkeys([*(kind.value for kind in Kind), "visitors"])
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


def humans(connection: sqlite3.Connection, link: int) -> int:
    """How many people came through a link, ever.

    Args:
        connection: of :func:`sharecli.clicks.store.open_reader`.
        link: its number.
    """
    found = connection.execute("SELECT count(*) FROM clicks WHERE link_id = ? AND kind = 'human'", [link])
    return int(found.fetchone()[0])


def counts(connection: sqlite3.Connection, moments: tuple[int, int] = EVER) -> dict[int, Count]:
    """What came to each link in a time; every link that ever had a request is there.

    A link that is not there was never seen to be asked for: nobody came, or nobody counts where it lies. Which of the
    two cannot be known, so that it must not be shown as a zero.

    Args:
        connection: of :func:`sharecli.clicks.store.open_reader`.
        moments: of :func:`milliseconds`.
    """
    found: dict[int, Counter[Kind]] = {
        row[0]: Counter() for row in connection.execute("SELECT DISTINCT link_id FROM clicks WHERE link_id NOT NULL")
    }
    where = "link_id NOT NULL AND at_ms >= ? AND at_ms < ?"
    for link, kind, count in connection.execute(
        f"SELECT link_id, kind, count(*) FROM clicks WHERE {where} GROUP BY 1, 2", moments
    ):
        found[link][Kind(kind)] = count
    people = dict(
        map(
            tuple,
            connection.execute(
                f"SELECT link_id, count(DISTINCT visitor) FROM clicks WHERE kind = 'human' AND {where} GROUP BY 1",
                moments,
            ),
        )
    )
    return {link: Count(kinds, people.get(link, 0)) for link, kinds in found.items()}


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
    found: dict[str, Counter[Kind]] = {}
    where = "FROM clicks c JOIN agents a ON a.id = c.agent_id WHERE c.link_id NOT NULL AND c.at_ms >= ? AND c.at_ms < ?"
    for key, kind, count in connection.execute(
        f"SELECT {_KEYS[by]}, c.kind, count(*) {where} GROUP BY 1, 2 ORDER BY 1", moments
    ):
        found.setdefault(key, Counter())[Kind(kind)] = count
    people = dict(
        map(
            tuple,
            connection.execute(
                f"SELECT {_KEYS[by]}, count(DISTINCT c.visitor) {where} AND c.kind = 'human' GROUP BY 1", moments
            ),
        )
    )
    return [(key, Count(kinds, people.get(key, 0))) for key, kinds in found.items()]


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
