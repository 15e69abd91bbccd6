"""Reads what the funnel is made of: the diary of shares, clicks by people, orders that links brought."""

from collections import Counter
from contextlib import closing
from zoneinfo import ZoneInfo

from sharecli.clicks import records as clicks, store as clicks_store
from sharecli.commissions import link_records
from sharecli.earnings.funnel import Stage, sorted_stages
from sharecli.period import Span
from sharecli.store.open import Store

_LINKS = "SELECT l.id, l.channel, p.code AS product, l.created_at FROM links l JOIN products p ON p.id = l.product_id"


def stages(store: Store, *, by: str, span: Span, zone: ZoneInfo) -> list[Stage]:
    """The funnel of a period by channel or product.

    Args:
        store: the seller's file; the clicks lie beside it.
        by: ``channel`` or ``product``.
        span: the days of shares, clicks and orders.
        zone: the seller's clock.
    """
    links = store.reader.execute(_LINKS).fetchall()
    keys = {row["id"]: row[by] for row in links}
    made = {row["id"]: row["created_at"] for row in links}
    moments = clicks.milliseconds(span, zone)
    with closing(clicks_store.open_reader(clicks_store.beside(store.path))) as reader:
        counted = {link: keys[link] for link in clicks.counts(reader, moments, made) if link in keys}
        people = clicks.people(reader, counted, moments)
    orders: Counter[str] = Counter()
    of_counted: Counter[str] = Counter()
    settled: Counter[str] = Counter()
    for link, brought in link_records.orders(store, span.moments(zone)).items():
        orders[keys[link]] += brought
        of_counted[keys[link]] += brought if link in counted else 0
    for link, brought in link_records.orders(store, span.moments(zone), settled=True).items():
        settled[keys[link]] += brought
    shares = _shares(store, by=by, span=span, zone=zone)
    known = {*people, *orders, *(shares or {})}
    return sorted_stages(
        [
            Stage(
                key,
                None if shares is None else shares[key],
                people.get(key),
                orders[key],
                of_counted[key],
                settled[key],
            )
            for key in known
        ]
    )


def _shares(store: Store, *, by: str, span: Span, zone: ZoneInfo) -> Counter[str] | None:
    """How often each was posted; None where nothing was ever written into the diary."""
    there = store.reader.execute("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'shares'").fetchone()
    if there is None or store.reader.execute("SELECT 1 FROM shares LIMIT 1").fetchone() is None:
        return None
    column = {"channel": "s.channel", "product": "p.code"}[by]
    rows = store.reader.execute(
        f"SELECT {column}, count(*) FROM shares s JOIN products p ON p.id = s.product_id"  # noqa: S608 - one of two words
        " WHERE s.shared_at >= ? AND s.shared_at < ? GROUP BY 1",
        span.moments(zone),
    )
    return Counter(dict(map(tuple, rows)))
