"""Reads the ledger for partners: lines by somebody's link, with their standing or their history; nothing is kept."""

import json
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from sqlite3 import Cursor

from sharecli.partners.accruing import Sale, Standing, Told, standing
from sharecli.store.open import Store

_SALE = (
    "c.id, c.platform, c.order_id, coalesce(p.code, nullif(c.item_title, ''), ''), l.person, c.currency, c.ordered_at"
)

# The joins are crossed so that lines come by the index of days, and rows by that of lines: nothing is sorted, and the
# first row is there at once, however many there are.
_FROM = """
    FROM commissions c CROSS JOIN links l ON l.id = c.link_id
"""
_HISTORY = f"""
    SELECT {_SALE}, h.state, h.estimate_micros, h.settled_micros, h.adjustment_micros, h.reason, h.happened_at,
      h.recorded_at, h.undoes
    {_FROM} CROSS JOIN commission_history h ON h.commission_id = c.id LEFT JOIN products p ON p.id = c.product_id
    WHERE l.person IN (SELECT value FROM json_each(?)) ORDER BY c.ordered_at, c.id, h.id
"""  # noqa: S608 - our own columns
_STANDING = f"""
    SELECT {_SALE}, c.state, c.estimate_micros, c.settled_micros, c.adjusted_micros
    {_FROM} LEFT JOIN products p ON p.id = c.product_id
    WHERE l.person IN (SELECT value FROM json_each(?)) AND c.ordered_at >= ?
"""  # noqa: S608 - our own columns
_GROSS = """
    SELECT currency,
      sum(CASE WHEN state IN ('settled', 'paid') THEN coalesce(settled_micros, 0) ELSE 0 END) + sum(adjusted_micros)
        AS earned,
      sum(CASE WHEN state IN ('pending', 'held', 'confirmed') THEN coalesce(estimate_micros, 0) ELSE 0 END) AS promised
    FROM commissions GROUP BY currency HAVING max(state <> 'void' OR reason <> 'undone') ORDER BY currency
"""

_COLUMNS = len(Sale._fields)


def histories(store: Store, people: Iterable[str]) -> Iterator[tuple[Sale, list[Told]]]:
    """Each line by a link of these people with its history, by the day of the order; read as it is asked for."""
    rows = _plain(store, _HISTORY, [json.dumps(list(people))])
    for _number, some in groupby(rows, key=itemgetter(0)):
        told = list(some)
        yield Sale(*told[0][:_COLUMNS]), [Told(*row[_COLUMNS:]) for row in told]


def standings(store: Store, people: Iterable[str], *, since: str = "") -> Iterator[tuple[Sale, Standing]]:
    """Each line by a link of these people and where it stands.

    Args:
        store: the file.
        people: words.
        since: ordered at this moment or later, UTC as stored.
    """
    for row in _plain(store, _STANDING, [json.dumps(list(people)), since]):
        yield Sale(*row[:_COLUMNS]), standing(*row[_COLUMNS:])


def gross(store: Store) -> dict[str, tuple[int, int]]:
    """The seller's commission by currency, in micros: earned and promised."""
    return {row["currency"]: (row["earned"], row["promised"]) for row in store.reader.execute(_GROSS)}


def _plain(store: Store, question: str, values: list[str]) -> Cursor:
    # Rows by name cost three times as much as these.
    cursor = store.reader.cursor()
    cursor.row_factory = None
    return cursor.execute(question, values)
