"""Reads how many of the people who came through the seller's links ordered: of one product, or of all."""

from contextlib import closing

from sharecli.clicks import records as clicks, store as clicks_store
from sharecli.commissions import link_records
from sharecli.store.open import Store


def counted(store: Store, product_id: int | None = None) -> tuple[int, int]:
    """Orders and people of links whose clicks are counted, since ever; orders that came to nothing are left out.

    Args:
        store: the seller's file; the clicks lie beside it.
        product_id: of one product, or None for all.
    """
    asked = "SELECT id FROM links WHERE ? IS NULL OR product_id = ?"
    links = {row["id"] for row in store.reader.execute(asked, [product_id, product_id])}
    with closing(clicks_store.open_reader(clicks_store.beside(store.path))) as reader:
        seen = links & clicks.counts(reader).keys()
        people = clicks.people(reader, dict.fromkeys(seen, ""))
    orders = sum(count for link, count in link_records.orders(store).items() if link in seen)
    return orders, people.get("", 0)
