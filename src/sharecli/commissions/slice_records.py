"""Reads which days earlier imports have replaced, and what they showed there."""

from dataclasses import dataclass

from sharecli.commissions.words import AsOf
from sharecli.store.open import Store


@dataclass(frozen=True, slots=True)
class Slice:
    """What an import that counts told of some days, and replaced there.

    Attributes:
        batch: its number.
        as_of: the moment whose state of things it tells.
        shown: the orders that it shows.
    """

    batch: int
    as_of: AsOf
    shown: frozenset[str]


def slices(store: Store, platform: str, account: str, *, since: AsOf) -> list[Slice]:
    """What imports as old as a moment, or younger, told of the days that they replace; in the order of the imports."""
    rows = store.reader.execute(
        """
        SELECT DISTINCT b.id, b.as_of, b.as_of_sure, c.order_id
        FROM import_batches b
        JOIN commission_words w ON w.batch_id = b.id AND w.said NOT LIKE 'gone:%'
        JOIN commissions c ON c.id = w.commission_id
        WHERE b.platform = ? AND b.account = ? AND b.replaces = 1 AND b.undone_at IS NULL AND b.rows_problems = 0
          AND b.as_of >= ?
        ORDER BY b.id
        """,
        [platform, account, since.moment],
    )
    found: dict[tuple[int, AsOf], set[str]] = {}
    for row in rows:
        found.setdefault((row["id"], AsOf(row["as_of"], row["as_of_sure"] == 1)), set()).add(row["order_id"])
    return [Slice(number, moment, frozenset(shown)) for (number, moment), shown in found.items()]
