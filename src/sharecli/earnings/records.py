"""Reads the view ``commission_facts``; the adding up happens in SQLite, in whole micros."""

from collections.abc import Callable
from functools import lru_cache
from zoneinfo import ZoneInfo

from sharecli.earnings.model import By, Sums, bucket
from sharecli.period import Span, local
from sharecli.store.open import Store

_KEYS = {By.channel: "channel", By.product: "coalesce(product, '')", By.platform: "platform"}

_SUMS = """
    SELECT
      {key} AS key, currency,
      count(DISTINCT CASE WHEN state <> 'void' THEN platform || char(31) || account || char(31) || order_id END)
        AS orders,
      sum(CASE WHEN state IN ('pending', 'held') THEN coalesce(estimate_micros, 0) ELSE 0 END) AS pending,
      sum(CASE WHEN state = 'confirmed' THEN coalesce(estimate_micros, 0) ELSE 0 END) AS confirmed,
      sum(CASE WHEN state = 'settled' THEN coalesce(settled_micros, 0) ELSE 0 END) AS settled,
      sum(CASE WHEN state = 'paid' THEN coalesce(settled_micros, 0) ELSE 0 END) AS paid,
      sum(adjusted_micros) AS reversed
    FROM commission_facts
    WHERE ordered_at >= ? AND ordered_at < ?
    GROUP BY 1, 2
"""


def sums(store: Store, *, by: By | None, span: Span, zone: ZoneInfo) -> list[Sums]:
    """What orders of a period brought, by key and currency; by currency alone where ``by`` is None.

    Days, weeks and months are sorted by time, other keys by what was earned, the most first.
    """
    key = "''"
    if by in _KEYS:
        key = _KEYS[by]
    elif by is not None:
        store.reader.create_function("bucket", 1, _bucketer(by, zone), deterministic=True)
        key = "bucket(ordered_at)"
    rows = store.reader.execute(_SUMS.format(key=key), span.moments(zone))
    found = [Sums(**{name: row[name] for name in row.keys()}) for row in rows]  # noqa: SIM118 - a Row iterates over values
    if by in _KEYS:
        return sorted(found, key=lambda one: (one.currency, -one.earned, -one.pending - one.confirmed, one.key))
    return sorted(found, key=lambda one: (one.key, one.currency))


def _bucketer(by: By, zone: ZoneInfo) -> Callable[[str], str]:
    @lru_cache(maxsize=100_000)
    def answer(stamped: str) -> str:
        return bucket(local(stamped, zone), by)

    return answer
