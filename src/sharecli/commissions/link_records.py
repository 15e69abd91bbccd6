"""Counts the orders that each link brought; an order of several lines, or told by several reports, is one."""

from sharecli.store.open import Store

_ORDER = "platform || char(31) || account || char(31) || order_id"
"""What is one order. The mark between the parts stands in none of them, as a slash might."""

_ORDERS = f"SELECT link_id, count(DISTINCT {_ORDER}) FROM commissions WHERE link_id NOT NULL AND "  # noqa: S608 - our own columns


def orders(store: Store, moments: tuple[str, str] | None = None, *, settled: bool = False) -> dict[int, int]:
    """How many orders each link brought, by its number; those that came to nothing are left out, and so are such links.

    Args:
        store: the file.
        moments: ordered from (included) and until (excluded), UTC as stored; None for since ever.
        settled: only those that a platform settled or paid.
    """
    question = _ORDERS + ("state IN ('settled', 'paid')" if settled else "state <> 'void'")
    values: tuple[str, ...] = ()
    if moments is not None:
        question, values = f"{question} AND ordered_at >= ? AND ordered_at < ?", moments
    return dict(map(tuple, store.reader.execute(f"{question} GROUP BY link_id", values)))
