"""Judges what was stored by older rules anew, and changes only what they see otherwise."""

import sqlite3
from collections import Counter

from sharecli.clicks.classes import RULES, Judged, judged
from sharecli.clicks.model import Kind

Moved = Counter[tuple[Kind, Kind]]
"""How many clicks went from one class to another."""


def reclassify(connection: sqlite3.Connection, *, every: bool, dry_run: bool) -> tuple[int, Moved]:
    """Look at user agents again; how many were looked at, and which clicks moved.

    HEAD requests and those of a browser that fetches ahead stay what they are: they are known by how they asked.

    Args:
        connection: of :func:`sharecli.clicks.store.open_writer`.
        every: also those that were judged by today's rules: crawlerdetect, below them, improves as well.
        dry_run: change nothing.
    """
    least = RULES if every else RULES - 1
    seen = connection.execute("SELECT id, agent FROM agents WHERE rules <= ?", [least]).fetchall()
    verdicts = [(row["id"], judged(row["agent"])) for row in seen]
    connection.execute("BEGIN IMMEDIATE")
    try:
        moved = _move(connection, verdicts)
        connection.execute("ROLLBACK" if dry_run else "COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    return len(verdicts), moved


def _move(connection: sqlite3.Connection, verdicts: list[tuple[int, Judged]]) -> Moved:
    connection.execute("CREATE TEMP TABLE IF NOT EXISTS verdicts (agent_id INTEGER PRIMARY KEY, kind TEXT) STRICT")
    connection.execute("DELETE FROM temp.verdicts")
    connection.executemany(
        "INSERT INTO temp.verdicts VALUES (?, ?)", [(one, said.kind.value) for one, said in verdicts]
    )
    connection.executemany(
        "UPDATE agents SET kind = ?, app = ?, rules = ? WHERE id = ?",
        [(said.kind.value, said.app, RULES, one) for one, said in verdicts],
    )
    other = "FROM temp.verdicts v WHERE v.agent_id = clicks.agent_id AND clicks.how = 'get' AND clicks.kind <> v.kind"
    among = other.replace("FROM temp.verdicts v WHERE", "FROM clicks, temp.verdicts v WHERE")
    moved: Moved = Counter()
    for before, after, count in connection.execute(f"SELECT clicks.kind, v.kind, count(*) {among} GROUP BY 1, 2"):
        moved[Kind(before), Kind(after)] = count
    if moved:
        connection.execute("UPDATE judgings SET times = times + 1")
        connection.execute(f"UPDATE clicks SET kind = v.kind, rules = ? {other}", [RULES])  # noqa: S608 - the same
    return moved
