"""The links as redirects see them, and which have let through all the people they may; it knows the columns."""

from collections.abc import Sequence
from contextlib import closing

from sharecli.redirects.publishing.model import Target
from sharecli.store.open import Store


def targets(store: Store) -> list[Target]:
    """Every link there ever was, sorted by code."""
    rows = store.reader.execute(
        """
        SELECT t.code, t.link_id, p.platform, t.destination, t.status, t.opens_at, t.closes_at, t.fallback, t.max_clicks
        FROM link_targets t JOIN links l ON l.id = t.link_id JOIN products p ON p.id = l.product_id ORDER BY t.code
        """
    )
    return [Target(*row) for row in rows]


def full(store: Store, links: Sequence[Target]) -> set[int]:
    """The numbers of those links that have let through as many people as they may, as far as clicks are known here.

    Raises:
        StoreTrouble: the file of clicks cannot be read.
    """
    limited = [one for one in links if one.max_clicks is not None and one.status != "retired"]
    if not limited:
        return set()
    from sharecli.clicks import records as clicks, store as clicks_store

    with closing(clicks_store.open_reader(clicks_store.beside(store.path))) as reader:
        return {one.link for one in limited if clicks.people_through(reader, one.link) >= (one.max_clicks or 0)}
