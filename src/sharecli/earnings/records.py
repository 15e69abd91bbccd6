"""Reads the ledger for reports; the adding up happens in SQLite, in whole micros."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple
from zoneinfo import ZoneInfo

from sharecli.earnings.model import TIMES, By
from sharecli.period import EVER, Span, local, stamp
from sharecli.store.open import Store

if TYPE_CHECKING:
    from sharecli.earnings.forecasting import Past, Waiting
    from sharecli.earnings.goals import Goal
    from sharecli.earnings.journal import Received
    from sharecli.earnings.moves import Line, Row
    from sharecli.earnings.shrinking import Shrink

_KEYS = {
    By.channel: "channel",
    By.product: "coalesce(product, '')",
    By.platform: "platform",
    By.campaign: "coalesce(campaign, '')",
    By.person: "coalesce(person, '')",
    By.link: "coalesce(link, '')",
}

_SUMS = """
    SELECT {named} currency, {rate} AS rate,
      sum(state <> 'void') AS lines,
      sum(CASE WHEN state IN ('pending', 'held') THEN coalesce(estimate_micros, 0) ELSE 0 END) AS pending,
      sum(CASE WHEN state = 'confirmed' THEN coalesce(estimate_micros, 0) ELSE 0 END) AS confirmed,
      sum(CASE WHEN state = 'settled' THEN coalesce(settled_micros, 0) ELSE 0 END) AS settled,
      sum(CASE WHEN state = 'paid' THEN coalesce(settled_micros, 0) ELSE 0 END) AS paid,
      sum(adjusted_micros) AS reversed
    FROM commission_facts {where}
    GROUP BY {keys} currency, rate
"""
_REPEATED = """
    SELECT {keys} unit, sum(lines - 1) AS here, sum(lines) - sum(first) AS anywhere
    FROM (
      SELECT {keys} unit, lines,
        row_number() OVER (PARTITION BY platform, account, order_id, unit) = 1 AS first
      FROM (
        SELECT f.platform, f.account, f.order_id, {named} {unit} AS unit, count(*) AS lines
        FROM (SELECT platform, account, order_id FROM commissions {within} GROUP BY 1, 2, 3 HAVING count(*) > 1)
        CROSS JOIN commission_facts f USING (platform, account, order_id)
        {where} f.state <> 'void'
        GROUP BY f.platform, f.account, f.order_id, {keys} unit
      )
    )
    GROUP BY {keys} unit
"""
"""Lines beyond the first of an order: under the same keys, and wherever they are. Nearly every order has one line, so
this is far less work than counting each order once."""

_MOST = 0.2
"""The part of the ledger's days beyond which reading all of it is quicker than by the index of days."""


class Part(NamedTuple):
    """What one key brought in one currency at one exchange rate.

    Attributes:
        keys: one for each thing grouped by.
        currency: ISO 4217 code.
        rate: the place of the exchange rate, -1 for none.
        lines: lines that are not void.
        micros: pending, confirmed, settled, paid, reversed.
    """

    keys: tuple[str, ...]
    currency: str
    rate: int
    lines: int
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
    for by, answer in rulers.items():
        store.reader.create_function(f"bucket_{by}", 1, answer, deterministic=True)
    if rate is not None:
        store.reader.create_function("rate_of", 2, rate, deterministic=True)
    narrow = span != EVER and not _most_of(store, span, zone)
    where, values = _where(span, zone, currency, narrow=narrow)
    at_rate = "rate_of(currency, ordered_at)" if rate is not None else "-1"
    unit = f"iif({at_rate} >= 0, '{to}', currency)" if rate is not None else "currency"
    sums = _SUMS.format(keys=columns, named=defined, rate=at_rate, where=f"WHERE {where}" if where else "")
    width = len(named)
    rows = [
        Part(tuple(row[:width]), row[width], row[width + 1], row[width + 2], tuple(row[width + 3 :]))
        for row in map(tuple, store.reader.execute(sums, values))
    ]
    within, first = ("WHERE ordered_at >= ? AND ordered_at < ?", span.moments(zone)) if narrow else ("", ())
    among = f"WHERE {where} AND" if where else "WHERE"
    again = _REPEATED.format(keys=columns, named=defined, unit=unit, where=among, within=within)
    here: dict[tuple[tuple[str, ...], str], int] = {}
    anywhere: dict[str, int] = {}
    for row in map(tuple, store.reader.execute(again, [*first, *values])):
        here[tuple(row[:width]), row[width]] = row[width + 1]
        anywhere[row[width]] = anywhere.get(row[width], 0) + row[width + 2]
    return Parts(rows, here, anywhere)


def days(store: Store, zone: ZoneInfo) -> Span | None:
    """The days from the first order to the last, or None where there is none."""
    row = store.reader.execute(
        "SELECT (SELECT min(ordered_at) FROM commissions), (SELECT max(ordered_at) FROM commissions)"
    ).fetchone()
    if row[0] is None:
        return None
    return Span(local(row[0], zone).date(), local(row[1], zone).date() + timedelta(days=1))


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


def shrinks(store: Store, *, bys: Sequence[By], span: Span, zone: ZoneInfo) -> "list[Shrink]":
    """What became of promises: lines that are settled, paid or void and had an estimate."""
    from sharecli.earnings.shrinking import Shrink

    named = [_KEYS[by] for by in bys]
    where, values = _where(span, zone, "", narrow=span != EVER and not _most_of(store, span, zone))
    rows = store.reader.execute(
        f"""
        SELECT {"".join(f"{key} AS k{place}, " for place, key in enumerate(named))} currency,
          count(DISTINCT platform || char(31) || account || char(31) || order_id), count(*), sum(state = 'void'),
          sum(estimate_micros), sum(iif(state = 'void', 0, coalesce(settled_micros, 0)) + adjusted_micros)
        FROM commission_facts
        WHERE state IN ('settled', 'paid', 'void') AND estimate_micros > 0 {f"AND {where}" if where else ""}
        GROUP BY {"".join(f"k{place}, " for place in range(len(named)))} currency
        """,
        values,
    )
    width = len(named)
    return [Shrink(tuple(row[:width]), *row[width:]) for row in map(tuple, rows)]


def past(store: Store, platform: str, currency: str, *, most: int) -> "list[Past]":
    """What became of a platform's latest promises, by order day, the latest first."""
    from sharecli.earnings.forecasting import Past

    rows = store.reader.execute(
        """
        SELECT estimate_micros, iif(state = 'void', 0, coalesce(settled_micros, 0)) + adjusted_micros,
          CAST(julianday(settled_at) - julianday(ordered_at) AS INTEGER)
        FROM commissions
        WHERE platform = ? AND currency = ? AND state IN ('settled', 'paid', 'void') AND estimate_micros > 0
        ORDER BY ordered_at DESC, id DESC LIMIT ?
        """,
        [platform, currency, most],
    )
    return [Past(*row) for row in map(tuple, rows)]


def waiting(store: Store, *, zone: ZoneInfo, today: date) -> "list[Waiting]":
    """Promises that are neither settled nor void, by platform, currency, state and days on the seller's clock."""
    there = days(store, zone)
    if there is None or there.start is None:
        return []
    from sharecli.earnings.forecasting import Waiting
    from sharecli.earnings.spans import ruler

    calendar = ruler(Span(there.start, max(today, there.end or today) + timedelta(days=1)), By.day, zone)
    store.reader.create_function("bucket_day", 1, calendar.bucket, deterministic=True)
    rows = store.reader.execute(
        """
        SELECT platform, currency, state, bucket_day(ordered_at) AS ordered,
          iif(confirmed_at IS NULL OR state <> 'confirmed', NULL, bucket_day(confirmed_at)) AS confirmed,
          count(*), sum(estimate_micros)
        FROM commissions
        WHERE state IN ('pending', 'confirmed', 'held') AND estimate_micros IS NOT NULL
        GROUP BY 1, 2, 3, 4, 5
        """
    )
    return [
        Waiting(platform, currency, state, date.fromisoformat(ordered), _day(confirmed), lines, promised)
        for platform, currency, state, ordered, confirmed, lines, promised in map(tuple, rows)
    ]


def _day(said: str | None) -> date | None:
    return date.fromisoformat(said) if said else None


def history(store: Store) -> "Iterator[tuple[Line, Row]]":
    """The whole history, line by line."""
    from sharecli.earnings.moves import Line, Row

    rows = store.reader.execute(
        """
        SELECT c.id, c.platform, c.account, c.order_id, c.currency, c.ordered_at, coalesce(f.product, ''), c.channel,
          coalesce(nullif(c.item_title, ''), f.product_title, ''), c.fee_micros,
          h.id, coalesce(h.state, ''), h.estimate_micros, h.settled_micros, h.adjustment_micros, h.reason,
          coalesce(h.happened_at, ''), h.recorded_at, h.undoes IS NOT NULL
        FROM commission_history h
        JOIN commissions c ON c.id = h.commission_id
        JOIN commission_facts f ON f.id = h.commission_id
        ORDER BY h.commission_id, h.id
        """
    )
    for row in map(tuple, rows):
        yield Line(*row[:10]), Row(*row[10:])


def received(store: Store) -> "list[Received]":
    """Every payout that stands, by day."""
    from sharecli.earnings.journal import Received

    rows = store.reader.execute(
        """
        SELECT id, platform, account, currency, paid_on, reference, gross_micros, fee_micros, tax_micros, net_micros
        FROM payouts WHERE voided_at IS NULL ORDER BY paid_on, id
        """
    )
    return [Received(*row) for row in map(tuple, rows)]


def goals(store: Store) -> "list[Goal]":
    """Every goal, by its first day."""
    from sharecli.earnings.goals import Goal

    rows = store.reader.execute("SELECT start, last, currency, micros FROM goals ORDER BY start, last, currency")
    return [Goal(_span(row["start"], row["last"]), row["currency"], row["micros"]) for row in rows]


def _span(start: str, last: str) -> Span:
    return Span(date.fromisoformat(start), date.fromisoformat(last) + timedelta(days=1))


def set_goal(store: Store, goal: "Goal", *, at: datetime) -> None:
    """Keep a goal; an earlier one of the same days and currency makes way."""
    row = {**_goal_key(goal), "micros": goal.micros, "set_at": stamp(at)}
    with store.writing() as db:
        db.table("goals").upsert(row, pk=("start", "last", "currency"))


def drop_goal(store: Store, goal: "Goal") -> bool:
    """Take a goal away, whatever its amount; whether there was one."""
    with store.writing() as db:
        found = db.conn.execute(
            "DELETE FROM goals WHERE start = :start AND last = :last AND currency = :currency", _goal_key(goal)
        )
        return bool(found.rowcount)


def _goal_key(goal: "Goal") -> dict[str, str]:
    start, end = goal.span.start, goal.span.end
    assert start is not None and end is not None  # noqa: S101, PT018 - a goal has days
    return {"start": str(start), "last": str(end - timedelta(days=1)), "currency": goal.currency}
