"""Reads which codes were asked for that no link has."""

import sqlite3
from dataclasses import dataclass

from sharecli.clicks.records import EVER


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
