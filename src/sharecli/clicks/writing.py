"""Writes what a server saw, each with its class: one transaction for as much as is handed over."""

import sqlite3
from collections.abc import Iterable, Mapping, Sequence

from sharecli.clicks import click_records, spool_records, stranger_records
from sharecli.clicks.classes import LONGEST, RULES, Judged, judged, kind_of
from sharecli.clicks.model import Hit
from sharecli.clicks.stranger_records import Strangers
from sharecli.text import clean

_CODE, _HOST = 80, 253
"""The most characters kept of what strangers send."""

MOST_ORPHANS = 10_000
"""Requests for codes that no link has which a server keeps of one day, 2 MB: strangers send as many as they like."""

MOST_AGENTS = 5000
"""User agents that are new on one day and are kept, a KB or two each; those beyond share one for their class."""


def add(
    connection: sqlite3.Connection, hits: Iterable[Hit], *, upto: Mapping[str, int] | None = None, capped: bool = False
) -> tuple[int, int]:
    """Keep requests: how many are new, and how many were there already by their key.

    Args:
        connection: of :func:`sharecli.clicks.store.open_writer`, outside a transaction.
        hits: any number; they are held in memory, so hand over a million in parts.
        upto: how far they reach into each spool that they are of; remembered together with them.
        capped: whether strangers sent them, who may not fill the disk. Those that are left out are in neither count.

    Raises:
        sqlite3.Error: nothing was kept.
    """
    found = hits if isinstance(hits, Sequence) else list(hits)
    # What is left out is not even judged: that takes a millisecond for each agent.
    found, days = _within(connection, found) if capped else (found, {})
    if not found and not upto and not days:
        return 0, 0
    names = {agent: _cut(agent, LONGEST) for agent in {one.agent for one in found}}
    known = click_records.known(connection, set(names.values()), rules=RULES)
    fresh = {name: judged(name) for name in sorted(set(names.values()) - known.keys())}
    shared = _too_many(connection, found, fresh, days) if capped else {}
    names |= {agent: shared[name] for agent, name in names.items() if name in shared}
    connection.execute("BEGIN IMMEDIATE")
    try:
        if fresh:
            own = [(name, one) for name, one in fresh.items() if name not in shared]
            click_records.keep_agents(connection, own, rules=RULES)
            anew = {shared[name]: fresh[name] for name in shared}
            click_records.keep_agents(connection, anew.items(), rules=click_records.FOR_GOOD)
            known |= click_records.known(connection, {shared.get(name, name) for name in fresh}, rules=RULES)
        added = click_records.insert(connection, _rows(found, names, known))
        for name, offset in (upto or {}).items():
            spool_records.reached(connection, name, offset)
        for more in days.values():
            stranger_records.add(connection, more)
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    return added, len(found) - added


def _rows(
    found: Sequence[Hit], names: Mapping[str, str], known: Mapping[str, tuple[int, Judged]]
) -> list[tuple[object, ...]]:
    kinds = {
        (how, agent): kind_of(how, known[name][1]).value
        for how in {one.how for one in found}
        for agent, name in names.items()
    }
    return [
        (
            one.link,
            _cut(one.code, _CODE),
            one.at_ms,
            one.how,
            kinds[one.how, one.agent],
            RULES,
            known[names[one.agent]][0],
            _cut(one.ref_host, _HOST),
            one.visitor,
            one.source,
            one.key,
            int(one.led),  # SQLite asks any other class how to adapt it
        )
        for one in found
    ]


def _within(connection: sqlite3.Connection, found: Sequence[Hit]) -> tuple[Sequence[Hit], dict[int, Strangers]]:
    """What may be kept of requests, and what that adds to each day on which there were orphans.

    The days are looked at outside of the transaction: where two servers write at once, each may go beyond by a batch.
    """
    days: dict[int, Strangers] = {}
    room: dict[int, int] = {}
    kept = []
    for one in found:
        if one.link is None:
            day = stranger_records.day_of(one.at_ms)
            if day not in days:
                days[day] = Strangers(day)
                room[day] = MOST_ORPHANS - stranger_records.on(connection, day).orphans
            if days[day].orphans >= room[day]:
                days[day].left_out += 1
                continue
            days[day].orphans += 1
        kept.append(one)
    return kept, days


def _too_many(
    connection: sqlite3.Connection, found: Sequence[Hit], fresh: Mapping[str, Judged], days: dict[int, Strangers]
) -> dict[str, str]:
    """New agents that are beyond what a day may bring, each with the name that it shares; the others are counted."""
    if not fresh:
        return {}
    day = stranger_records.day_of(max(one.at_ms for one in found))
    today = days.setdefault(day, Strangers(day))
    room = max(0, MOST_AGENTS - stranger_records.on(connection, day).agents)
    today.agents = min(room, len(fresh))
    return {name: _shared(fresh[name]) for name in list(fresh)[room:]}


def _shared(verdict: Judged) -> str:
    return f"({verdict.kind.value} {verdict.app})" if verdict.app else f"({verdict.kind.value})"


def _cut(said: str, most: int) -> str:
    """What a stranger said, without what a terminal would act on, and no longer than it may be."""
    if len(said) <= most and said.isascii() and said.isprintable():  # nearly always, and at a tenth of the price
        return said
    # SQLite takes no half of a surrogate pair, which a raw byte of a request can become.
    whole = said if said.isascii() else said.encode("utf-8", "replace").decode("utf-8")
    return clean(whole, limit=most)
