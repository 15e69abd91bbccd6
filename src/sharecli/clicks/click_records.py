"""Writes clicks and the agents that they came in; the one place that says how either is inserted."""

import sqlite3
from collections.abc import Iterable, Sequence

from sharecli.clicks.classes import Judged
from sharecli.clicks.model import Kind

_COLUMNS = "link_id, code, at_ms, how, kind, rules, agent_id, ref_host, visitor, source, key, led"
_AT_ONCE = 500
_LARGEST = 512
"""Rows of one statement, or half as many, and so on down to one."""

FOR_GOOD = 1 << 40
"""Rules of an agent that stands for many: no later ones judge it anew, for nobody knows any more what it said."""


def inserting(row: str, count: int) -> str:
    """The statement that keeps so many clicks, those left out that are known by their key.

    Args:
        row: what stands for the columns of one click, in their order: question marks, or a writer's own constants.
        count: rows.
    """
    rows = ", ".join([f"({row})"] * count)
    once = "ON CONFLICT (key) WHERE key IS NOT NULL DO NOTHING"
    return f"INSERT INTO clicks ({_COLUMNS}) VALUES {rows} {once}"  # noqa: S608 - question marks and our own words


def known(connection: sqlite3.Connection, names: Iterable[str], *, rules: int) -> dict[str, tuple[int, Judged]]:
    """The agents that these rules have judged, or later ones, with their numbers."""
    asked = list(names)
    found: dict[str, tuple[int, Judged]] = {}
    for place in range(0, len(asked), _AT_ONCE):
        some = asked[place : place + _AT_ONCE]
        marks = ", ".join("?" * len(some))
        question = f"SELECT id, agent, kind, app FROM agents WHERE rules >= ? AND agent IN ({marks})"  # noqa: S608 - question marks
        for number, agent, kind, app in connection.execute(question, [rules, *some]).fetchall():
            found[agent] = (number, Judged(Kind(kind), app))
    return found


def keep_agents(connection: sqlite3.Connection, fresh: Iterable[tuple[str, Judged]], *, rules: int) -> None:
    """Keep how agents were judged; what better rules have said of one stays.

    Args:
        connection: in a transaction.
        fresh: what each calls itself, and the verdict.
        rules: by which.
    """
    connection.executemany(
        "INSERT INTO agents (agent, kind, app, rules) VALUES (?, ?, ?, ?) ON CONFLICT (agent) DO UPDATE"
        " SET kind = excluded.kind, app = excluded.app, rules = excluded.rules WHERE rules < excluded.rules",
        [(name, one.kind.value, one.app, rules) for name, one in fresh],
    )


def agent_number(connection: sqlite3.Connection, name: str) -> int:
    """The number of an agent that is kept."""
    return int(connection.execute("SELECT id FROM agents WHERE agent = ?", [name]).fetchone()[0])


def insert(connection: sqlite3.Connection, rows: Sequence[Sequence[object]]) -> int:
    """Keep clicks, each a row of the columns in their order; how many were new."""
    before = connection.total_changes
    marks = ", ".join("?" * (_COLUMNS.count(",") + 1))
    # Few statements: Python gives its lock away at each, and in a busy server has to wait for it milliseconds. Of few
    # sizes: it keeps each that it has prepared, half a megabyte for the largest.
    place, size = 0, _LARGEST
    while place < len(rows):
        while size > len(rows) - place:
            size //= 2
        some = rows[place : place + size]
        connection.execute(inserting(marks, size), [value for row in some for value in row])
        place += size
    return connection.total_changes - before
