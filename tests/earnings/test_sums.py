"""Whatever it is grouped by, the ledger adds up to the same: every sum against every other and against the ledger."""

import sqlite3
from collections import Counter
from datetime import date
from itertools import combinations
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from earnings.ledgers import LINKS, Sold, keep, sales, season
from sharecli import period
from sharecli.earnings import records
from sharecli.earnings.adding import Asked, report
from sharecli.earnings.model import By, Report
from sharecli.earnings.spans import named
from sharecli.store.open import Store

ZONE = ZoneInfo("Asia/Shanghai")
TODAY = date(2026, 10, 15)
SLOW = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])

Sum = tuple[int, ...]


def asked(*bys: By, span: str = "all", **over: str) -> Asked:
    return Asked(bys, period.parse(span, today=TODAY), ZONE, TODAY, **over)  # type: ignore[arg-type] # words only


def sums(made: Report) -> dict[tuple[tuple[str, ...], str], Sum]:
    found: dict[tuple[tuple[str, ...], str], Sum] = {
        (one.names, one.currency): (one.orders, one.pending, one.confirmed, one.settled, one.paid, one.reversed)
        for one in made.rows
    }
    assert len(found) == len(made.rows)
    return found


def _key(line: sqlite3.Row, by: By) -> str:
    day = period.local(line["ordered_at"], ZONE).date()
    link = line["link_id"]
    known: dict[By, str] = {
        By.channel: line["channel"],
        By.platform: line["platform"],
        By.product: (line["item_title"], "longjing", "biluochun")[line["product_id"] or 0],
        By.link: f"link{link - 1}" if link else "",
        By.campaign: LINKS[link - 1][2] if link else "",
        By.content: LINKS[link - 1][2] if link else "",  # each campaign of these is a piece of content
        By.person: LINKS[link - 1][3] if link else "",
    }
    return known[by] if by in known else named(day, by)


def by_hand(path: Path, bys: tuple[By, ...]) -> dict[tuple[tuple[str, ...], str], Sum]:
    """The same sums, line by line in Python."""
    connection = sqlite3.connect(path)
    connection.row_factory = sqlite3.Row
    found: dict[tuple[tuple[str, ...], str], list[int]] = {}
    orders: dict[tuple[tuple[str, ...], str], set[tuple[str, ...]]] = {}
    for line in connection.execute("SELECT * FROM commissions"):
        at = tuple(_key(line, by) for by in bys), line["currency"]
        there = found.setdefault(at, [0] * 5)
        if line["state"] != "void":
            orders.setdefault(at, set()).add((line["platform"], line["account"], line["order_id"]))
        place = {"pending": 0, "held": 0, "confirmed": 1, "settled": 2, "paid": 3}.get(line["state"])
        if place is not None:
            there[place] += (line["settled_micros"] if place > 1 else line["estimate_micros"]) or 0
        there[4] += line["adjusted_micros"]
    connection.close()
    return {at: (len(orders.get(at, ())), *there) for at, there in found.items()}


@SLOW
@given(sales(most=14), st.data())
def test_every_key_and_every_pair_of_keys_adds_up_to_the_ledger(
    db: Path, sold: list[Sold], data: st.DataObject
) -> None:
    db.unlink(missing_ok=True)
    keep(db, sold)
    store = Store(db)
    try:
        totals = report(store, asked()).totals
        pairs = [data.draw(st.sampled_from(list(combinations(By, 2)))) for _pair in range(3)]
        three = data.draw(st.permutations(list(By)))[:3]
        for bys in (*((by,) for by in By), *pairs, tuple(three)):
            made = report(store, asked(*bys))
            assert sums(made) == by_hand(db, bys)
            assert made.totals == totals
            for total in totals:
                mine = [one for one in made.rows if one.currency == total.currency]
                assert sum(one.earned for one in mine) == total.earned
                assert sum(one.coming for one in mine) == total.coming
        whole = Counter({one.currency: one.earned for one in totals})
        years = [report(store, asked(span=year)).totals for year in ("2024", "2025", "2026")]
        added: Counter[str] = Counter()
        for part in years:
            added.update({one.currency: one.earned for one in part})
        assert {unit: sum_ for unit, sum_ in added.items() if sum_} == {
            unit: sum_ for unit, sum_ in whole.items() if sum_
        }
        assert Counter(one.currency for one in report(store, asked(By.day, currency="PHP")).rows).keys() <= {"PHP"}
    finally:
        store.close()


@pytest.fixture
def seasoned(db: Path) -> Store:
    keep(db, season())
    return Store(db)


def test_a_narrow_period_goes_by_the_index_and_a_wide_one_does_not_and_both_add_up(seasoned: Store) -> None:
    plans: list[str] = []
    for span in ("2026-03", "2026"):
        seen: list[str] = []
        seasoned.reader.set_trace_callback(seen.append)
        report(seasoned, asked(By.channel, span=span))
        seasoned.reader.set_trace_callback(None)
        statement = next(one for one in seen if "sum(adjusted_micros)" in one)
        plans.append(" ".join(row["detail"] for row in seasoned.reader.execute(f"EXPLAIN QUERY PLAN {statement}")))
    assert "commissions_by_ordered_at" in plans[0]
    assert "commissions_by_ordered_at" not in plans[1]
    months = [report(seasoned, asked(span=f"2026-{month:02d}")).totals for month in range(1, 13)]
    found = sum(one.earned for part in months for one in part if one.currency == "CNY")
    assert found == next(one.earned for one in report(seasoned, asked()).totals if one.currency == "CNY")
    seasoned.close()


@pytest.mark.parametrize("writer", [False, True])
def test_two_connections_say_what_one_says_also_when_somebody_writes_meanwhile(
    seasoned: Store,
    monkeypatch: pytest.MonkeyPatch,
    writer: bool,  # noqa: FBT001 - a table's column
) -> None:
    wanted = [report(seasoned, asked(by, span=span)) for by in By for span in ("all", "2026")]
    monkeypatch.setattr(records, "_MANY", 0)
    if writer:
        changes = iter(range(1000))
        monkeypatch.setattr(records, "_changes", lambda _store: next(changes))
    assert [report(seasoned, asked(by, span=span)) for by in By for span in ("all", "2026")] == wanted
    seasoned.close()
