"""Writes clicks, each with its class: one transaction for as many as are handed over."""

import sqlite3
from collections.abc import Iterable, Sequence

from sharecli.clicks import spool_records
from sharecli.clicks.classes import LONGEST, RULES, Judged, judged, kind_of
from sharecli.clicks.model import Hit, Kind
from sharecli.text import clean

_CODE, _HOST = 80, 253
"""The most characters kept of what strangers send."""

_AT_ONCE = 500
"""Rows of one statement. Python gives its lock away at each, and in a busy server has to wait for it milliseconds."""


def add(connection: sqlite3.Connection, hits: Iterable[Hit], *, upto: tuple[str, int] | None = None) -> tuple[int, int]:
    """Keep requests: how many are new, and how many were there already by their key.

    Args:
        connection: of :func:`sharecli.clicks.store.open_writer`, outside a transaction.
        hits: any number; they are held in memory, so hand over a million in parts.
        upto: the spool whose requests they are, and how far into it they reach; remembered together with them.

    Raises:
        sqlite3.Error: nothing was kept.
    """
    found = hits if isinstance(hits, Sequence) else list(hits)
    if not found:
        return 0, 0
    names = {agent: _cut(agent, LONGEST) for agent in {one.agent for one in found}}
    known = _known(connection, set(names.values()))
    # Judging an agent takes a millisecond: once for each, and not while the lock is held.
    fresh = {name: judged(name) for name in set(names.values()) - known.keys()}
    kinds = {
        (how, agent): kind_of(how, fresh.get(name) or known[name][1]).value
        for how in {one.how for one in found}
        for agent, name in names.items()
    }
    connection.execute("BEGIN IMMEDIATE")
    try:
        if fresh:
            _keep_agents(connection, fresh)
            known |= _known(connection, fresh)
        numbers = {agent: known[name][0] for agent, name in names.items()}
        before = connection.total_changes
        for place in range(0, len(found), _AT_ONCE):
            some = found[place : place + _AT_ONCE]
            values: list[object] = []
            for one in some:
                values += (
                    one.link,
                    _cut(one.code, _CODE),
                    one.at_ms,
                    one.how,
                    kinds[one.how, one.agent],
                    RULES,
                    numbers[one.agent],
                    _cut(one.ref_host, _HOST),
                    one.visitor,
                    one.source,
                    one.key,
                    int(one.led),  # SQLite asks any other class how to adapt it
                )
            connection.execute(_insertion(len(some)), values)
        added = connection.total_changes - before
        if upto:
            spool_records.reached(connection, *upto)
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    return added, len(found) - added


def _insertion(count: int) -> str:
    rows = ", ".join(["(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"] * count)
    columns = "link_id, code, at_ms, how, kind, rules, agent_id, ref_host, visitor, source, key, led"
    once = "ON CONFLICT (key) WHERE key IS NOT NULL DO NOTHING"
    return f"INSERT INTO clicks ({columns}) VALUES {rows} {once}"  # noqa: S608 - question marks


def _known(connection: sqlite3.Connection, names: Iterable[str]) -> dict[str, tuple[int, Judged]]:
    """The agents that today's rules have judged, with their numbers."""
    asked = list(names)
    found: dict[str, tuple[int, Judged]] = {}
    for place in range(0, len(asked), _AT_ONCE):
        some = asked[place : place + _AT_ONCE]
        marks = ", ".join("?" * len(some))
        question = f"SELECT id, agent, kind, app FROM agents WHERE rules >= ? AND agent IN ({marks})"  # noqa: S608 - question marks
        for number, agent, kind, app in connection.execute(question, [RULES, *some]).fetchall():
            found[agent] = (number, Judged(Kind(kind), app))
    return found


def _keep_agents(connection: sqlite3.Connection, fresh: dict[str, Judged]) -> None:
    connection.executemany(
        "INSERT INTO agents (agent, kind, app, rules) VALUES (?, ?, ?, ?) ON CONFLICT (agent) DO UPDATE"
        " SET kind = excluded.kind, app = excluded.app, rules = excluded.rules WHERE rules <= excluded.rules",
        [(name, one.kind.value, one.app, RULES) for name, one in fresh.items()],
    )


def _cut(said: str, most: int) -> str:
    """What a stranger said, without what a terminal would act on, and no longer than it may be."""
    # SQLite takes no half of a surrogate pair, which a raw byte of a request can become.
    whole = said if said.isascii() else said.encode("utf-8", "replace").decode("utf-8")
    return clean(whole, limit=most)
