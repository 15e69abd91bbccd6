"""Reads the ledger for reports; the adding up happens in SQLite, in whole micros."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple
from zoneinfo import ZoneInfo

from sharecli.earnings.model import TIMES, By
from sharecli.period import EVER, Span, local
from sharecli.store.open import Store

if TYPE_CHECKING:
    from sqlite3 import Connection

    from sharecli.earnings.shrinking import Shrink

_KEYS = {
    By.channel: "channel",
    By.product: "coalesce(product, nullif(item_title, ''), '')",
    By.platform: "platform",
    By.campaign: "coalesce(campaign, '')",
    By.content: "coalesce((SELECT word FROM contents WHERE word = campaign AND campaign <> ''), '')",
    By.person: "coalesce(person, '')",
    By.link: "coalesce(link, '')",
}

_SUMS = """
    SELECT {named} currency, {rate} AS rate,
      count(*) FILTER (WHERE state <> 'void') AS lines,
      coalesce(sum(estimate_micros) FILTER (WHERE state = 'held'), 0) AS held,
      coalesce(sum(estimate_micros) FILTER (WHERE state IN ('pending', 'held')), 0) AS pending,
      coalesce(sum(estimate_micros) FILTER (WHERE state = 'confirmed'), 0) AS confirmed,
      coalesce(sum(settled_micros) FILTER (WHERE state = 'settled'), 0) AS settled,
      coalesce(sum(settled_micros) FILTER (WHERE state = 'paid'), 0) AS paid,
      sum(adjusted_micros) AS reversed
    FROM {facts} {where}
    GROUP BY {keys} currency{by_rate}
    HAVING lines OR count(*) FILTER (WHERE state = 'void' AND reason <> 'undone')
"""
"""Lines whose import was taken back are void and there, but nobody earned, or was promised, a zero by them. A filter
adds up nothing for the lines that it leaves out, which a ``CASE`` does for each of a million."""

_REPEATED = """
    SELECT {keys} unit, sum(lines - 1) AS here, sum(lines) - sum(first) AS anywhere
    FROM (
      SELECT {keys} unit, lines, row_number() OVER (PARTITION BY whole, unit) = 1 AS first
      FROM (
        SELECT whole, {named} {unit} AS unit, count(*) AS lines
        FROM (
          SELECT min(id) AS whole, platform, account, order_id FROM commissions {within}
          GROUP BY platform, account, order_id HAVING count(*) > 1
        )
        CROSS JOIN {facts} USING (platform, account, order_id)
        {where} state <> 'void'
        GROUP BY whole, {keys} unit
      )
    )
    GROUP BY {keys} unit
"""
"""Lines beyond the first of an order: under the same keys, and wherever they are. Nearly every order has one line, so
this is far less work than counting each order once."""

_JOINED = frozenset({By.product, By.campaign, By.content, By.person, By.link})
"""Keys that stand in other tables; for the others the view would carry its joins along for nothing."""

_MANY = 100_000
"""Lines beyond which two connections pay."""

_MOST = 0.2
"""The part of the ledger's days beyond which reading all of it is quicker than by the index of days."""


_Question = tuple[str, Sequence[str]]
_Answer = tuple[Any, ...]


class Part(NamedTuple):
    """What one key brought in one currency at one exchange rate.

    Attributes:
        keys: one for each thing grouped by.
        currency: ISO 4217 code.
        rate: the place of the exchange rate, -1 for none.
        lines: lines that are not void.
        held: of what is pending, estimates of lines that are held, in micros.
        micros: pending, confirmed, settled, paid, reversed.
    """

    keys: tuple[str, ...]
    currency: str
    rate: int
    lines: int
    held: int
    micros: tuple[int, int, int, int, int]


@dataclass(frozen=True, slots=True)
class Parts:
    """The ledger by keys, currency and rate.

    Attributes:
        rows: the sums.
        here: by keys and unit (a currency, or what it was converted to), lines beyond the first of an order there.
        anywhere: the same, wherever the order's other lines are.
    """

    rows: list[Part]
    here: dict[tuple[tuple[str, ...], str], int]
    anywhere: dict[str, int]


def parts(
    store: Store,
    *,
    bys: Sequence[By],
    span: Span,
    zone: ZoneInfo,
    currency: str = "",
    rate: Callable[[str, str], int] | None = None,
    to: str = "",
) -> Parts:
    """What orders of a period brought, by keys, currency and exchange rate.

    Args:
        store: the file.
        bys: what to group by; nothing for the totals alone.
        span: the days of the orders.
        zone: the seller's clock.
        currency: only this one, or empty.
        rate: the place of the exchange rate for a currency and a stored moment, or -1; None to convert nothing.
        to: the currency that is converted to.
    """
    rulers = _rulers(store, bys, span, zone)
    named = [_KEYS.get(by) or f"bucket_{by}(ordered_at)" for by in bys]
    columns = "".join(f"k{place}, " for place in range(len(named)))
    defined = "".join(f"{key} AS k{place}, " for place, key in enumerate(named))
    narrow = span != EVER and not _most_of(store, span, zone)
    where, values = _where(span, zone, currency, narrow=narrow)
    at_rate = "rate_of(currency, ordered_at)" if rate is not None else "-1"
    unit = f"iif({at_rate} >= 0, '{to}', currency)" if rate is not None else "currency"
    facts = "commissions" if _JOINED.isdisjoint(bys) else "commission_facts"
    sums = _SUMS.format(
        keys=columns, named=defined, rate=at_rate, by_rate=", rate" if rate is not None else "", facts=facts,
        where=f"WHERE {where}" if where else "",
    )  # fmt: skip
    within, first = ("WHERE ordered_at >= ? AND ordered_at < ?", span.moments(zone)) if narrow else ("", ())
    among = f"WHERE {where} AND" if where else "WHERE"
    again = _REPEATED.format(keys=columns, named=defined, unit=unit, facts=facts, where=among, within=within)

    def ready(connection: "Connection") -> None:
        for by, answer in rulers.items():
            connection.create_function(f"bucket_{by}", 1, answer, deterministic=True)
        if rate is not None:
            connection.create_function("rate_of", 2, rate, deterministic=True)

    added, repeated = _both(store, ready, (sums, values), (again, [*first, *values]), narrow=narrow)
    width = len(named)
    rows = [
        Part(row[:width], row[width], row[width + 1], row[width + 2], row[width + 3], row[width + 4 :]) for row in added
    ]
    here: dict[tuple[tuple[str, ...], str], int] = {}
    anywhere: dict[str, int] = {}
    for row in repeated:
        here[row[:width], row[width]] = row[width + 1]
        anywhere[row[width]] = anywhere.get(row[width], 0) + row[width + 2]
    return Parts(rows, here, anywhere)


def _both(
    store: Store,
    ready: "Callable[[Connection], None]",
    one: _Question,
    other: _Question,
    *,
    narrow: bool,
) -> tuple[list[_Answer], list[_Answer]]:
    """The answers to two questions. Where they take long, they are asked at once, over two connections."""

    def ask(connection: "Connection", question: _Question) -> list[_Answer]:
        ready(connection)
        return list(map(tuple, connection.execute(*question)))

    def ask_beside() -> list[_Answer]:
        beside = Store(store.path)
        try:
            return ask(beside.reader, other)
        finally:
            beside.close()

    if not narrow and _lines(store) > _MANY:
        from concurrent.futures import ThreadPoolExecutor

        before = _changes(store)
        with ThreadPoolExecutor(max_workers=1) as pool:
            coming = pool.submit(ask_beside)
            answers = ask(store.reader, one), coming.result()
        if _changes(store) == before:
            return answers
        # Somebody wrote meanwhile: the two may have seen different ledgers.
    return ask(store.reader, one), ask(store.reader, other)


def _lines(store: Store) -> int:
    return int(store.reader.execute("SELECT coalesce(max(id), 0) FROM commissions").fetchone()[0])


def _changes(store: Store) -> int:
    return int(store.reader.execute("PRAGMA data_version").fetchone()[0])


def days(store: Store, zone: ZoneInfo) -> Span | None:
    """The days from the first order to the last, or None where there is none."""
    row = store.reader.execute(
        "SELECT (SELECT min(ordered_at) FROM commissions), (SELECT max(ordered_at) FROM commissions)"
    ).fetchone()
    if row[0] is None:
        return None
    return Span(local(row[0], zone).date(), local(row[1], zone).date() + timedelta(days=1))


def first(store: Store, currency: str, span: Span, zone: ZoneInfo) -> date | None:
    """The seller's day of the oldest line in a currency that is worth something, or None."""
    where, values = _where(span, zone, currency, narrow=False)
    row = store.reader.execute(
        f"SELECT min(ordered_at) FROM commissions WHERE {where} AND (state <> 'void' OR adjusted_micros <> 0)",
        values,
    ).fetchone()
    return local(row[0], zone).date() if row[0] else None


def _rulers(store: Store, bys: Sequence[By], span: Span, zone: ZoneInfo) -> dict[By, Callable[[str], str]]:
    times = [by for by in bys if by in TIMES]
    there = days(store, zone) if times else None
    if not times or there is None:
        return dict.fromkeys(times, str)
    from sharecli.earnings.spans import ruler

    both = Span(max(span.start or date.min, there.start or date.min), min(span.end or date.max, there.end or date.max))
    return {by: ruler(both, by, zone).bucket if _has_days(both) else str for by in times}


def _has_days(span: Span) -> bool:
    return span.start is not None and span.end is not None and span.start < span.end


def _where(span: Span, zone: ZoneInfo, currency: str, *, narrow: bool) -> tuple[str, list[str]]:
    clauses: list[str] = []
    values: list[str] = []
    if span != EVER:
        # A plus sign keeps SQLite from fetching most of the ledger row by row through the index.
        column = "ordered_at" if narrow else "+ordered_at"
        clauses += [f"{column} >= ?", f"{column} < ?"]
        values += span.moments(zone)
    if currency:
        clauses.append("currency = ?")
        values.append(currency)
    return " AND ".join(clauses), values


def _most_of(store: Store, span: Span, zone: ZoneInfo) -> bool:
    there = days(store, zone)
    if there is None or there.start is None or there.end is None or span.start is None or span.end is None:
        return True
    inside = min(span.end, there.end) - max(span.start, there.start)
    return inside > (there.end - there.start) * _MOST


_TAKEN_BACK = """
    taken AS MATERIALIZED (
      SELECT platform, account, order_id, currency, sum(settled_micros + adjusted_micros) AS micros
      FROM commissions
      WHERE settled_micros < 0 AND coalesce(estimate_micros, 0) <= 0 AND state IN ('settled', 'paid') {among}
      GROUP BY platform, account, order_id, currency
    ),
    back AS MATERIALIZED (
      SELECT min(p.id) AS promise, t.micros
      FROM taken t JOIN commissions p
        ON p.platform = t.platform AND p.order_id = t.order_id AND p.account = t.account AND p.currency = t.currency
      WHERE p.estimate_micros > 0 AND p.state IN ('settled', 'paid', 'void')
      GROUP BY t.platform, t.account, t.order_id, t.currency
    )
"""


def taken_back(among: str = "") -> str:
    """Clauses of a question: what lines took back that were never promised, beside the first promise of their order.

    Args:
        among: a condition on the lines, or empty; its values come first.
    """
    return _TAKEN_BACK.format(among=f"AND {among}" if among else "")


def shrinks(store: Store, *, bys: Sequence[By], span: Span, zone: ZoneInfo) -> "list[Shrink]":
    """What became of promises: lines that are settled, paid or void and had an estimate before; with what came back.

    A line below zero that was never promised takes back what another line of its order brought: it stands with that.
    """
    from sharecli.earnings.shrinking import Shrink

    named = [_KEYS.get(by) or f"bucket_{by}(ordered_at)" for by in bys]
    for by, answer in _rulers(store, bys, span, zone).items():
        store.reader.create_function(f"bucket_{by}", 1, answer, deterministic=True)
    where, values = _where(span, zone, "", narrow=span != EVER and not _most_of(store, span, zone))
    rows = store.reader.execute(
        f"""
        WITH {taken_back()}
        SELECT {"".join(f"{key} AS k{place}, " for place, key in enumerate(named))} currency,
          count(DISTINCT platform || char(31) || account || char(31) || order_id), count(*), sum(state = 'void'),
          sum(estimate_micros),
          sum(iif(state = 'void', 0, coalesce(settled_micros, 0)) + adjusted_micros + coalesce(back.micros, 0))
        FROM commission_facts LEFT JOIN back ON back.promise = id
        WHERE state IN ('settled', 'paid', 'void') AND estimate_micros > 0 {f"AND {where}" if where else ""}
        GROUP BY {"".join(f"k{place}, " for place in range(len(named)))} currency
        """,
        values,
    )
    width = len(named)
    return [Shrink(tuple(row[:width]), *row[width:]) for row in map(tuple, rows)]
