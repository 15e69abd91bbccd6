"""Reads which codes the seller's links have: all that clicks know of a link is its number."""

from sharecli.store.open import Store


def codes(store: Store) -> dict[str, int]:
    """Lower-case code to link number, of every link there is."""
    return {row["code"].lower(): row["id"] for row in store.reader.execute("SELECT id, code FROM links")}
