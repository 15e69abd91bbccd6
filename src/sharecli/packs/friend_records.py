"""Reads who of the people the seller knows may be sent something, and what came of that so far."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime, timedelta

from sharecli.channels import loader as channels
from sharecli.errors import Refused
from sharecli.packs.friends import Friend
from sharecli.people.model import Group, Person, Stage
from sharecli.people.sparing import Shared
from sharecli.period import stamp
from sharecli.store.open import Store

TRUSTING = (Stage.trusted, Stage.advocate)
"""Whom the seller may send something without being asked."""

ByLink = Mapping[int, int]
"""A count by a link's number."""


class NoHandle(Refused):
    """No channel is known on which somebody could be reached."""

    code = "no-handle"


def trusting(store: Store, named: list[Person], orders: ByLink, came: ByLink, now: datetime) -> list[Friend]:
    """Those with a handle who trust the seller, or those who were named; sorted by word.

    Args:
        store: the file.
        named: people that were asked for, whatever their stage; nobody for everybody who trusts.
        orders: of links, those not void.
        came: of links, people who came.
        now: this moment.
    """
    known = channels.channels()
    handles: dict[int, list[str]] = defaultdict(list)
    wanted = "p.stage IN (?, ?) AND p.forgotten_at IS NULL"
    values: list[str | int] = [one.value for one in TRUSTING]
    if named:
        wanted = f"p.id IN ({', '.join('?' * len(named))}) AND p.forgotten_at IS NULL"
        values = [one.id for one in named]
    for number, channel in store.reader.execute(
        f"SELECT p.id, h.channel FROM people p JOIN person_handles h ON h.person_id = p.id WHERE {wanted} "  # noqa: S608 - own words
        "ORDER BY p.id, h.channel",
        values,
    ):
        if channel in known:
            handles[number].append(channel)
    if not handles:
        return []
    tags: dict[int, set[str]] = defaultdict(set)
    for number, tag in store.reader.execute(
        f"SELECT t.person_id, t.tag FROM people p JOIN person_tags t ON t.person_id = p.id WHERE {wanted}",  # noqa: S608 - own words
        values,
    ):
        tags[number].add(tag)
    ordered, brought = _by_person(store, orders), _by_person(store, came)
    recent = _recent(store, now)
    rows = store.reader.execute(
        f"SELECT p.id, p.word, p.next_touch FROM people p WHERE {wanted} ORDER BY p.word",  # noqa: S608 - own words
        values,
    )
    return [
        Friend(
            word, frozenset(tags.get(number, ())), tuple(handles[number]), next_touch or "", recent.get(word, []),
            ordered.get(word, {}), brought.get(word, {}),
        )
        for number, word, next_touch in rows
        if number in handles
    ]  # fmt: skip


def _by_person(store: Store, counts: ByLink) -> dict[str, dict[int, int]]:
    """Counts of links by whose they are and by the product's number."""
    found: dict[str, dict[int, int]] = defaultdict(dict)
    if counts:
        for link, person, product in store.reader.execute(
            "SELECT id, person, product_id FROM links WHERE person <> ''"
        ):
            if many := counts.get(link):
                found[person][product] = found[person].get(product, 0) + many
    return found


def _recent(store: Store, now: datetime) -> dict[str, list[Shared]]:
    """What was sent to people by themselves, not to a group, and counts for sparing them."""
    since = stamp(now - timedelta(days=Group("", "", "").cooldown_days + 1))
    found: dict[str, list[Shared]] = defaultdict(list)
    for person, product, at in store.reader.execute(
        "SELECT person_word, product_id, shared_at FROM shares "
        "WHERE person_word <> '' AND group_id IS NULL AND shared_at >= ?",
        [since],
    ):
        found[person].append(Shared(product, at))
    return found


def last_sent(store: Store, person: str, product: int) -> str:
    """When a product was sent to somebody the last time, UTC as stored; or empty."""
    row = store.reader.execute(
        "SELECT max(shared_at) FROM shares WHERE person_word = ? AND group_id IS NULL AND product_id = ?",
        [person, product],
    ).fetchone()
    return row[0] or ""


def unreachable(store: Store) -> int:
    """How many who trust the seller have no handle, so that no channel is known for them."""
    row = store.reader.execute(
        "SELECT count(*) FROM people p WHERE p.stage IN (?, ?) AND p.forgotten_at IS NULL "
        "AND NOT EXISTS (SELECT 1 FROM person_handles h WHERE h.person_id = p.id)",
        [one.value for one in TRUSTING],
    ).fetchone()
    return int(row[0])
