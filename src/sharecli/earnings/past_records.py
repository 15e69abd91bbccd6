"""Reads promises, the whole history, payouts and goals: what the insights of earnings are drawn from."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sharecli.earnings.forecasting import Past, Waiting
from sharecli.earnings.goals import Goal
from sharecli.earnings.journal import Received
from sharecli.earnings.model import By
from sharecli.earnings.moves import Line, Row
from sharecli.earnings.records import days, taken_back
from sharecli.earnings.spans import ruler
from sharecli.period import Span, stamp
from sharecli.store.open import Store


def past(store: Store, platform: str, currency: str, *, most: int) -> list[Past]:
    """What became of a platform's latest promises, by order day, the latest first."""
    rows = store.reader.execute(
        f"""
        WITH {taken_back("platform = ?")}
        SELECT estimate_micros,
          iif(state = 'void', 0, coalesce(settled_micros, 0)) + adjusted_micros + coalesce(back.micros, 0),
          CAST(julianday(settled_at) - julianday(ordered_at) AS INTEGER)
        FROM commissions LEFT JOIN back ON back.promise = id
        WHERE platform = ? AND currency = ? AND state IN ('settled', 'paid', 'void') AND estimate_micros > 0
        ORDER BY ordered_at DESC, id DESC LIMIT ?
        """,  # noqa: S608 - a clause of our own
        [platform, platform, currency, most],
    )
    return [Past(*row) for row in map(tuple, rows)]


def waiting(store: Store, *, zone: ZoneInfo, today: date) -> list[Waiting]:
    """Promises that are neither settled nor void, by platform, currency, state and days on the seller's clock."""
    there = days(store, zone)
    if there is None or there.start is None:
        return []
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


def history(store: Store) -> Iterator[tuple[Line, Row]]:
    """The whole history, line by line."""
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


def received(store: Store) -> list[Received]:
    """Every payout that stands, by day."""
    rows = store.reader.execute(
        """
        SELECT id, platform, account, currency, paid_on, reference, gross_micros, fee_micros, tax_micros, net_micros
        FROM payouts WHERE voided_at IS NULL ORDER BY paid_on, id
        """
    )
    return [Received(*row) for row in map(tuple, rows)]


def goals(store: Store) -> list[Goal]:
    """Every goal, by its first day."""
    rows = store.reader.execute("SELECT start, last, currency, micros FROM goals ORDER BY start, last, currency")
    return [Goal(_span(row["start"], row["last"]), row["currency"], row["micros"]) for row in rows]


def _span(start: str, last: str) -> Span:
    return Span(date.fromisoformat(start), date.fromisoformat(last) + timedelta(days=1))


def set_goal(store: Store, goal: Goal, *, at: datetime) -> None:
    """Keep a goal; an earlier one of the same days and currency makes way."""
    row = {**_goal_key(goal), "micros": goal.micros, "set_at": stamp(at)}
    with store.writing() as db:
        db.table("goals").upsert(row, pk=("start", "last", "currency"))


def drop_goal(store: Store, goal: Goal) -> bool:
    """Take a goal away, whatever its amount; whether there was one."""
    with store.writing() as db:
        found = db.conn.execute(
            "DELETE FROM goals WHERE start = :start AND last = :last AND currency = :currency", _goal_key(goal)
        )
        return bool(found.rowcount)


def _goal_key(goal: Goal) -> dict[str, str]:
    start, end = goal.span.start, goal.span.end
    assert start is not None and end is not None  # noqa: S101, PT018 - a goal has days
    return {"start": str(start), "last": str(end - timedelta(days=1)), "currency": goal.currency}
