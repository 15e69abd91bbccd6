"""Counts by the day what strangers made a server write, so that it can stop; and what it left out."""

import sqlite3
from dataclasses import dataclass

_DAY = 86_400_000
"""Milliseconds."""


@dataclass(slots=True)
class Strangers:
    """What a server wrote on one day for requests that are nobody's.

    Attributes:
        day: since 1970, UTC.
        orphans: requests that were kept for a code that no link has.
        left_out: such requests that were not.
        agents: user agents that were new.
    """

    day: int
    orphans: int = 0
    left_out: int = 0
    agents: int = 0


def day_of(at_ms: int) -> int:
    """The day of a moment, since 1970, UTC: a limit needs a day, and not the seller's."""
    return at_ms // _DAY


def on(connection: sqlite3.Connection, day: int) -> Strangers:
    """What was written on a day so far."""
    row = connection.execute("SELECT orphans, left_out, agents FROM strangers WHERE day = ?", [day]).fetchone()
    return Strangers(day, *row) if row else Strangers(day)


def add(connection: sqlite3.Connection, more: Strangers) -> None:
    """Add to a day what was written, in the transaction that wrote it."""
    connection.execute(
        "INSERT INTO strangers (day, orphans, left_out, agents) VALUES (?, ?, ?, ?) ON CONFLICT (day) DO UPDATE SET"
        " orphans = orphans + excluded.orphans, left_out = left_out + excluded.left_out,"
        " agents = agents + excluded.agents",
        [more.day, more.orphans, more.left_out, more.agents],
    )


def left_out(connection: sqlite3.Connection, moments: tuple[int, int]) -> int:
    """How many requests for codes that no link has were not kept, on the days that a time touches.

    Args:
        connection: of :func:`sharecli.clicks.store.open_reader`.
        moments: of :func:`sharecli.clicks.records.milliseconds`.
    """
    first, last = (day_of(one) for one in moments)
    asked = "SELECT coalesce(sum(left_out), 0) FROM strangers WHERE day BETWEEN ? AND ?"
    return int(connection.execute(asked, [first, last]).fetchone()[0])
