"""Reads what the next share is chosen by: groups and who is in them, products, what became of shares so far."""

from collections import defaultdict
from contextlib import closing
from datetime import datetime, timedelta

from sharecli.clicks import store as clicks_store
from sharecli.commissions import link_records
from sharecli.packs import friend_records
from sharecli.packs.choosing import Tally
from sharecli.packs.known import Known
from sharecli.people.model import Group, Person
from sharecli.people.sparing import Shared
from sharecli.period import stamp
from sharecli.products import records as products
from sharecli.store.open import Store


def known(store: Store, groups: list[Group], now: datetime, *, whom: list[Person] | None = None) -> Known:
    """What is known of these groups and people.

    Args:
        store: the file; the clicks lie beside it.
        groups: sorted by word.
        now: this moment.
        whom: people that were asked for; an empty list for all who trust the seller, None for nobody.
    """
    likes: dict[int, dict[str, int]] = defaultdict(dict)
    for group, tag, count in store.reader.execute(
        "SELECT m.group_id, t.tag, count(*) FROM group_people m JOIN person_tags t USING (person_id) GROUP BY 1, 2"
    ):
        likes[group][tag] = count
    people = dict(map(tuple, store.reader.execute("SELECT group_id, count(*) FROM group_people GROUP BY 1")))
    since = stamp(now - timedelta(days=max((one.cooldown_days for one in groups), default=0) + 1))
    recent: dict[int, list[Shared]] = defaultdict(list)
    for group, product, at in store.reader.execute(
        "SELECT group_id, product_id, shared_at FROM shares WHERE group_id NOT NULL AND shared_at >= ?", [since]
    ):
        recent[group].append(Shared(product, at))
    orders, seen = _orders(store), _seen(store)
    tallies = _tallies(store, orders, seen)
    friends = [] if whom is None else friend_records.trusting(
        store, whom, {link: count for _channel, _product, link, count in orders}, seen, now
    )  # fmt: skip
    return Known(groups, products.chosen(store), tallies, bool(seen), likes, people, recent, friends)


def _orders(store: Store) -> list[tuple[str, int, int, int]]:
    """Channel, product, link, and orders that came by it."""
    brought = link_records.orders(store)
    rows = store.reader.execute("SELECT channel, product_id, id FROM links")
    return [(channel, product, link, brought[link]) for channel, product, link in rows if link in brought]


def _seen(store: Store) -> dict[int, int]:
    """People who came, by link; empty where nobody counts them."""
    with closing(clicks_store.open_reader(clicks_store.beside(store.path))) as reader:
        return dict(
            map(
                tuple,
                reader.execute(
                    # Whoever comes again on the same day is one.
                    "SELECT link_id, count(DISTINCT visitor) + count(*) - count(visitor) FROM clicks"
                    " WHERE kind = 'human' AND led > 0 AND link_id NOT NULL"
                    " GROUP BY link_id"
                ),
            )
        )


def _tallies(
    store: Store, came_of: list[tuple[str, int, int, int]], seen: dict[int, int]
) -> dict[tuple[str, int], Tally]:
    """Orders of people who came where anybody counts those, else of shares; never the two beside each other."""
    of: dict[tuple[str, int], int] = defaultdict(int)
    orders: dict[tuple[str, int], int] = defaultdict(int)
    for channel, product, link, brought in came_of:
        # An order by a link whose clicks nobody counts says nothing about the people who came.
        orders[channel, product] += brought if not seen or link in seen else 0
    if seen:
        for link, channel, product in store.reader.execute("SELECT id, channel, product_id FROM links"):
            of[channel, product] += seen.get(link, 0)
    else:
        for channel, product, shares in store.reader.execute(
            "SELECT channel, product_id, count(*) FROM shares GROUP BY 1, 2"
        ):
            of[channel, product] = shares
    return {pair: Tally(min(orders.get(pair, 0), count), count) for pair, count in of.items() if count}


def last_shared(store: Store, group: int, product: int) -> str:
    """When a product was shared in a group the last time, UTC as stored; or empty."""
    row = store.reader.execute(
        "SELECT max(shared_at) FROM shares WHERE group_id = ? AND product_id = ?", [group, product]
    ).fetchone()
    return row[0] or ""
