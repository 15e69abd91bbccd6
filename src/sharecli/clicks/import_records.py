"""Keeps what logs tell of, thousands of lines at a time; remembers which logs were read."""

import sqlite3
from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from sharecli.clicks import click_records
from sharecli.clicks.classes import RULES, judged, kind_of
from sharecli.clicks.model import HOWS, Led
from sharecli.clicks.store import LINK_INDEX, open_writer
from sharecli.period import stamp
from sharecli.text import clean

if TYPE_CHECKING:
    from concurrent.futures import Future

_MANY = 50_000
"""Agents whose numbers are kept at hand."""

_AT_ONCE = (2000, 200, 20, 1)
"""Rows of one statement: SQLite works on many while Python reads on, and only few statements are kept prepared."""

_BULK, _FEW = 20_000, 100_000
"""So many rows at once are a large import; and into a file with no more than so many, an index is made afterwards."""


Row = tuple[int | None, str, int, str, str, str, bytes | None, str]
"""A request on its way into the file: the fields of :class:`sharecli.clicks.model.Hit` that change by line.

Link, code, milliseconds, how, agent, host it came from, visitor, key: a plain tuple, for there are a million of them.
"""


class Keeper:
    """Writes rows beside the reading, in a thread with a connection of its own, and knows which agent is which.

    Args:
        path: of the file of clicks.
        source: where the rows are known from.
    """

    def __init__(self, path: Path, source: str) -> None:
        from concurrent.futures import ThreadPoolExecutor

        self._source = source
        self._agents: dict[str, tuple[int, dict[str, str]]] = {}
        self._thread = ThreadPoolExecutor(max_workers=1)
        self._connection = self._thread.submit(_opened, path).result()

    def keep(self, clicks: Sequence[Row], orphans: Sequence[Row], away: Sequence[Row]) -> "Future[tuple[int, int]]":
        """Keep rows, all or none: how many clicks and how many orphans were new, once it is done.

        Args:
            clicks: of those who were led on.
            orphans: for codes that no link has.
            away: clicks of those who were turned away.
        """
        return self._thread.submit(self._keep, clicks, orphans, away)

    def close(self) -> None:
        """Finish, and close the file."""
        try:
            self._thread.submit(self._finish).result()
        finally:
            self._thread.shutdown()

    def _keep(self, clicks: Sequence[Row], orphans: Sequence[Row], away: Sequence[Row]) -> tuple[int, int]:
        if len(self._agents) > _MANY:
            self._agents.clear()
        new = {row[4] for rows in (clicks, orphans, away) for row in rows}.difference(self._agents)
        for agent in new:  # a millisecond each: not while the lock is held
            judged(agent)
        connection = self._connection
        connection.execute("BEGIN IMMEDIATE")
        try:
            if len(clicks) >= _BULK and (connection.execute("SELECT max(id) FROM clicks").fetchone()[0] or 0) <= _FEW:
                connection.execute("DROP INDEX IF EXISTS clicks_by_link")
            for agent in new:
                self._agents[agent] = self._number(agent)
            led = self._added(clicks, Led.there)
            added = led + self._added(away, Led.away), self._added(orphans, Led.away)
            connection.execute("COMMIT")
        except BaseException:
            self._agents.clear()  # their numbers are gone with the rest
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
        return added

    def _finish(self) -> None:
        try:
            self._connection.execute("PRAGMA cache_size = -4096")  # it sorts in as much memory, and then on the disk
            self._connection.execute(LINK_INDEX)
        finally:
            self._connection.close()

    def _added(self, rows: Sequence[Row], led: Led) -> int:
        agents, source = self._agents, self._source
        before = self._connection.total_changes
        start = 0
        while start < len(rows):
            size = next(size for size in _AT_ONCE if size <= len(rows) - start)
            some = rows[start : start + size]
            start += size
            values: list[object] = []
            for link, code, at_ms, how, agent, ref_host, visitor, key in some:
                number, kinds = agents[agent]
                values += (link, code, at_ms, how, kinds[how], number, ref_host, visitor, key)
            self._connection.execute(_insertion(len(some), source, led), values)
        return self._connection.total_changes - before

    def _number(self, agent: str) -> tuple[int, dict[str, str]]:
        verdict = judged(agent)
        name = plain(agent, 1000)
        click_records.keep_agents(self._connection, [(name, verdict)], rules=RULES)
        number = click_records.agent_number(self._connection, name)
        return number, {how: kind_of(how, verdict).value for how in HOWS}


def _opened(path: Path) -> sqlite3.Connection:
    connection = open_writer(path)
    connection.execute("PRAGMA cache_size = -16384")
    # How, kind, agent and source are put in by this module, from our own words; the rest is cut to length before. To
    # have them looked at for each of a million rows takes a quarter of the writing. `PRAGMA integrity_check` sees all.
    connection.execute("PRAGMA ignore_check_constraints = ON")
    connection.execute("PRAGMA foreign_keys = OFF")
    return connection


@lru_cache(8)
def _insertion(rows: int, source: str, led: Led) -> str:
    quoted = source.replace("'", "''")
    return click_records.inserting(f"?, ?, ?, ?, ?, {RULES}, ?, ?, ?, '{quoted}', ?, {int(led)}", rows)


def plain(said: str, most: int) -> str:
    """What a stranger said, without what a terminal would act on, and no longer than it may be."""
    # SQLite takes no half of a surrogate pair, which JSON can spell.
    whole = said if said.isascii() else said.encode("utf-8", "replace").decode("utf-8")
    return clean(whole, limit=most)


def remember(
    connection: sqlite3.Connection, *, name: str, first_hash: str, size: int, offset: int, at: datetime
) -> None:
    """Note that a log was read.

    Args:
        connection: for writing.
        name: of the file, without its folder.
        first_hash: of its first line, by which it is known again under another name.
        size: lines in it.
        offset: lines that were told of.
        at: now.
    """
    connection.execute(
        "INSERT INTO logs (name, first_hash, size, offset, read_at) VALUES (?, ?, ?, ?, ?) ON CONFLICT (first_hash)"
        " DO UPDATE SET name = excluded.name, size = excluded.size, offset = excluded.offset,"
        " read_at = excluded.read_at",
        [name, first_hash, size, offset, stamp(at)],
    )
