"""Shrink, forecast, tax year and goals: what can be said from the ledger, and what cannot."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st
from rich.cells import cell_len

from conftest import Run
from earnings.ledgers import Sold, Word, keep, sales, season
from sharecli.earnings.forecasting import ENOUGH, Past, Waiting, due, typical_days, worth
from sharecli.earnings.moves import Line, Row, moves, without_undone
from sharecli.store.open import Store

SLOW = settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
SETTLED = "2026-10-10T04:00:00Z"


def told(run: Run, *words: str) -> Any:
    said = run("earnings", *words, "-F", "json")
    assert said.code == 0, said.err
    return json.loads(said.out)


def test_shrink_counts_only_promises_that_were_decided(db: Path, run: Run) -> None:
    keep(
        db,
        [
            Sold("1", (Word("pending", 10_000_000), Word("settled", 10_000_000, 9_000_000, SETTLED)), product=0),
            Sold("1", (Word("pending", 10_000_000), Word("void"))),
            Sold("2", (Word("settled", 5_000_000, 4_000_000, SETTLED), Word("refunded")), product=0),
            Sold("3", (Word("pending", 7_000_000),)),
            Sold("4", (Word("settled", None, 3_000_000, SETTLED),)),
            Sold("5", (Word("settled", 1_000_000, 1_000_000, SETTLED),), platform="jd"),
        ],
    )
    assert told(run, "shrink") == [
        {
            "key": "taobao", "currency": "CNY", "orders": 2, "lines": 3, "void": 1, "promised": "25.00",
            "settled": "9.00", "percent": "36.0",
        },
        {
            "key": "jd", "currency": "CNY", "orders": 1, "lines": 1, "void": 0, "promised": "1.00", "settled": "1.00",
            "percent": "100.0",
        },
    ]  # fmt: skip
    rows = told(run, "shrink", "--by", "platform", "--by", "product")
    assert [(row["platform"], row["product"], row["promised"]) for row in rows] == [
        ("taobao", "龙井", "10.00"), ("taobao", "longjing", "15.00"), ("jd", "龙井", "1.00"),
    ]  # fmt: skip
    assert told(run, "shrink", "--period", "2026-09") == []
    (month,) = told(run, "shrink", "--by", "month")
    assert (month["key"], month["promised"], month["settled"]) == ("2026-10", "26.00", "10.00")
    assert "only orders that are settled or void" in run("earnings", "shrink").err


def test_without_a_past_nothing_is_foretold(db: Path, run: Run) -> None:
    keep(db, [Sold("1", (Word("pending", 7_000_000),)), Sold("2")])
    (row,) = told(run, "forecast")
    assert (row["promised"], row["likely"], row["low"], row["high"], row["past"]) == ("7.00", None, None, None, 1)
    assert row["due"] is None
    said = run("earnings", "forecast")
    assert "too few to say: fewer than 20 orders" in said.err
    assert "too few" in said.out


def test_a_forecast_is_what_became_of_earlier_promises(db: Path, run: Run) -> None:
    past = [
        Sold(f"P{number}", (Word("pending", 10_000_000), Word("settled", 10_000_000, 8_000_000, SETTLED)))
        for number in range(ENOUGH)
    ]
    waits = [
        Sold("1", (Word("pending", 5_000_000),), ordered_at="2026-10-12T04:00:00Z"),
        Sold("2", (Word("pending", 5_000_000), Word("confirmed", 5_000_000, None, "2026-10-14T04:00:00Z"))),
        Sold(
            "3",
            (Word("pending", 2_000_000), Word("confirmed", 2_000_000, None, "2026-09-20T04:00:00Z")),
            ordered_at="2026-09-01T04:00:00Z",
        ),
        Sold("4", (Word("held", 1_000_000),)),
    ]
    keep(db, [*past, *waits])
    rows = {row["due"]: row for row in told(run, "forecast")}
    assert {when: (row["promised"], row["likely"], row["low"], row["high"]) for when, row in rows.items()} == {
        "now": ("2.00", "1.60", "1.60", "1.60"),
        "2026-10": ("10.00", "8.00", "8.00", "8.00"),
        None: ("1.00", "0.80", "0.80", "0.80"),
    }
    assert rows["now"]["past"] == ENOUGH
    assert rows["now"]["percent"] == "80.0"


@given(st.lists(st.integers(0, 110), min_size=ENOUGH, max_size=60), st.integers(1, 200), st.integers(1, 10**10))
def test_a_forecast_lies_in_its_range_and_is_the_same_every_time(parts: list[int], lines: int, promised: int) -> None:
    past = [Past(100, part, None) for part in parts]
    said = worth(promised, lines, past, currency="CNY", seed="x")
    assert said == worth(promised, lines, past, currency="CNY", seed="x")
    assert said is not None
    likely, low, high = said
    assert low <= high
    assert min(said) >= 0
    assert max(said) <= promised * max(parts) // 100 + 10_000
    assert worth(promised, lines, past[: ENOUGH - 1], currency="CNY", seed="x") is None
    assert likely % 10_000 == 0


def test_what_is_due_when() -> None:
    today = date(2026, 10, 15)
    fresh = Waiting("taobao", "CNY", "pending", date(2026, 10, 1), None, 1, 1)
    received = Waiting("taobao", "CNY", "confirmed", date(2026, 9, 1), date(2026, 10, 10), 1, 1)
    held = Waiting("taobao", "CNY", "held", date(2026, 9, 1), None, 1, 1)
    assert due(fresh, holding=15, typical=None, today=today) == ""
    assert due(fresh, holding=15, typical=40, today=today) == "2026-11"
    assert due(received, holding=15, typical=None, today=today) == "2026-10"
    assert due(received, holding=5, typical=None, today=today) == "now"
    assert due(held, holding=15, typical=40, today=today) == ""
    assert typical_days([Past(1, 1, days) for days in range(ENOUGH)]) == 10
    assert typical_days([Past(1, 1, None)] * 99) is None


def test_a_tax_year_goes_by_the_day_of_each_word(db: Path, run: Run) -> None:
    words = (
        Word("pending", 10_000_000),
        Word("settled", 10_000_000, 9_000_000, "2026-06-30T17:00:00Z"),
        Word("refunded"),
    )
    keep(
        db,
        [
            Sold("1", words, ordered_at="2026-03-01T04:00:00Z"),
            Sold(
                "2", (Word("settled", 2_000_000, 2_000_000, "2025-12-31T15:00:00Z"),), ordered_at="2025-12-01T04:00:00Z"
            ),
        ],
    )
    store = Store(db)
    with store.writing() as opened:
        for reference, voided in (("a", None), ("b", "2026-09-01")):
            row = {
                "platform": "taobao", "account": "", "currency": "CNY", "paid_on": "2026-08-20", "reference": reference,
                "gross_micros": 9_000_000, "fee_micros": 100_000, "tax_micros": 1_400_000, "net_micros": 7_500_000,
                "line_count": 1, "covered_micros": 9_000_000, "recorded_at": "2026-08-20", "voided_at": voided,
            }  # fmt: skip
            opened.table("payouts").insert(row)
    store.close()
    data = told(run, "tax", "--year", "2026")
    assert data["rows"] == [
        {
            "platform": "taobao", "quarter": "2026Q3", "currency": "CNY", "gross": "9.00", "reversed": "0.00",
            "fees": "0.10", "withheld": "1.40", "net": "7.50",
        },
        {
            "platform": "taobao", "quarter": "2026Q4", "currency": "CNY", "gross": "0.00", "reversed": "-9.00",
            "fees": "0.00", "withheld": "0.00", "net": "-9.00",
        },
    ]  # fmt: skip
    assert data["totals"] == [
        {"currency": "CNY", "gross": "9.00", "reversed": "-9.00", "fees": "0.10", "withheld": "1.40", "net": "-1.50"}
    ]
    assert told(run, "tax", "--year", "2025")["totals"][0]["gross"] == "2.00"
    assert told(run, "tax")["year"] == "2026"
    assert "Nothing was settled" in run("earnings", "tax", "--year", "2020").out
    assert run("earnings", "tax", "--year", "0").code == 2


def test_a_payout_that_cost_nothing_makes_no_quarter_of_its_own(db: Path, run: Run) -> None:
    keep(db, [Sold("1", (Word("settled", 2_000_000, 2_000_000, "2026-06-15T05:00:00Z"),))])
    run("payout", "add", "--platform", "taobao", "--gross", "2", "--on", "2026-08-20")
    assert [row["quarter"] for row in told(run, "tax")["rows"]] == ["2026Q2"]
    run("payout", "add", "--platform", "taobao", "--net", "2", "--fee", "1", "--on", "2026-09-20", "--no-lines")
    assert [(row["quarter"], row["fees"]) for row in told(run, "tax")["rows"]] == [
        ("2026Q2", "0.00"),
        ("2026Q3", "1.00"),
    ]


@SLOW
@given(sales())
def test_all_tax_years_together_are_what_was_earned(db: Path, run: Run, sold: list[Sold]) -> None:
    db.unlink(missing_ok=True)
    keep(db, sold)
    years = [told(run, "tax", "--year", str(year))["totals"] for year in range(2025, 2027)]
    for total in told(run)["totals"]:
        mine = [one for year in years for one in year if one["currency"] == total["currency"]]
        assert sum(Decimal(one["net"]) for one in mine) == Decimal(total["earned"])
        assert sum(Decimal(one["reversed"]) for one in mine) == Decimal(total["reversed"])


def test_moves_add_up_to_where_a_line_stands_also_when_an_import_is_taken_back() -> None:
    line = Line(1, "taobao", "", "A-1", "CNY", "2026-10-01T04:00:00Z", "", "", "", None)

    def row(number: int, state: str, estimate: int | None, settled: int | None, *, undoes: bool = False) -> Row:
        return Row(number, state, estimate, settled, None, "", "", f"2026-10-1{number}T00:00:00Z", undoes)

    rows = [row(1, "pending", 5, None), row(2, "settled", None, 4), row(3, "pending", 5, None, undoes=True)]
    found = list(moves((line, one) for one in rows))
    assert [one.micros for one in found] == [(5, 0, 0, 0, 0), (-5, 0, 4, 0, 0), (5, 0, -4, 0, 0)]
    assert [one.at for one in found] == ["2026-10-01T04:00:00Z", "2026-10-12T00:00:00Z", "2026-10-13T00:00:00Z"]
    gone = [row(1, "pending", 5, None), row(2, "void", None, None, undoes=True)]
    assert [
        sum(micros) for micros in zip(*(one.micros for one in moves((line, one) for one in gone)), strict=True)
    ] == [0] * 5


def test_what_an_import_that_was_taken_back_moved_is_gone_on_its_own_day() -> None:
    line = Line(1, "taobao", "", "A-1", "CNY", "2026-10-01T04:00:00Z", "", "", "", None)

    def row(
        number: int, state: str, settled: int | None, adjustment: int | None = None, *, undoes: bool = False
    ) -> Row:
        return Row(number, state, 5, settled, adjustment, "", "", f"2026-10-1{number}T00:00:00Z", undoes)

    def left(*rows: Row) -> list[tuple[str, tuple[int, ...]]]:
        return [(one.at[8:10], one.micros) for one in without_undone(moves((line, one) for one in rows))]

    settled = (row(1, "pending", None), row(2, "settled", 4))
    assert left(*settled, row(3, "pending", None, undoes=True)) == [("01", (5, 0, 0, 0, 0))]
    assert left(*settled, row(3, "paid", 4), row(4, "settled", 4, undoes=True)) == left(*settled)
    refunded = (*settled, row(3, "", None, -4))
    assert left(*refunded, row(4, "", None, 4, undoes=True)) == left(*settled)
    part = left(*refunded, row(4, "", None, 1, undoes=True), row(5, "settled", 3, undoes=True))
    assert part == [("01", (5, 0, 0, 0, 0)), ("12", (-5, 0, 3, 0, 0)), ("13", (0, 0, 0, 0, -3))]


def test_a_record_is_not_younger_than_what_came_after_it() -> None:
    line = Line(1, "taobao", "", "A-1", "CNY", "2026-10-01T04:00:00Z", "", "", "", None)
    rows = [
        Row(1, "pending", 5, None, None, "", "", "2026-11-01T00:00:00Z", undoes=False),
        Row(2, "confirmed", 5, None, None, "", "", "2026-11-01T00:00:00Z", undoes=False),
        Row(3, "settled", 5, 4, None, "", "2026-10-20T00:00:00Z", "2026-11-02T00:00:00Z", undoes=False),
    ]
    assert [one.at[:10] for one in moves((line, row) for row in rows)] == ["2026-10-01", "2026-10-20", "2026-10-20"]


def test_a_goal_says_how_far_it_is_and_what_each_day_has_to_bring(db: Path, run: Run) -> None:
    assert "sharecli earnings goal set 2026-11 5000" in run("earnings", "goal").out
    said = run("earnings", "goal", "set", "2026-10", "5000", "--currency", "CNY")
    assert (said.code, said.err) == (0, "note: the goal of 2026-10 is 5,000.00 CNY\n")
    keep(
        db,
        [
            Sold("1", (Word("settled", 10**9, 10**9, SETTLED),), ordered_at="2026-10-02T04:00:00Z"),
            Sold("2", (Word("pending", 5 * 10**8),), ordered_at="2026-10-02T04:00:00Z"),
            Sold("3", ordered_at="2026-09-02T04:00:00Z"),
        ],
    )
    assert told(run, "goal") == [
        {
            "period": "2026-10", "currency": "CNY", "goal": "5000.00", "earned": "1000.00", "coming": "500.00",
            "percent": "20.0", "needed": "3500.00", "days_left": 17, "per_day": "205.89",
        }
    ]  # fmt: skip
    run("earnings", "goal", "set", "2026-10", "900")
    run("earnings", "goal", "set", "2026-09", "900")
    run("earnings", "goal", "set", "2026Q4", "30", "--currency", "JPY")
    rows = {row["period"]: row for row in told(run, "goal")}
    assert (rows["2026-10"]["percent"], rows["2026-10"]["needed"], rows["2026-10"]["per_day"]) == (
        "111.1",
        "0.00",
        "0.00",
    )
    assert (rows["2026-09"]["days_left"], rows["2026-09"]["per_day"]) == (0, None)
    assert (rows["2026Q4"]["days_left"], rows["2026Q4"]["per_day"]) == (78, "1")
    assert run("earnings", "goal", "remove", "2026Q4", "--currency", "JPY").code == 0
    assert run("earnings", "goal", "remove", "2026Q4", "--currency", "JPY").code == 3


@pytest.mark.parametrize(
    "words", [("all", "5000"), ("2026-11", "0"), ("2026-11", "-5"), ("2026-11", "x"), ("soon", "5")]
)
def test_what_is_no_goal_is_refused(run: Run, words: tuple[str, str]) -> None:
    assert run("earnings", "goal", "set", *words).code == 2


@pytest.mark.parametrize("words", [("shrink",), ("forecast",), ("tax",), ("goal",)])
@pytest.mark.parametrize("width", [80, 120])
def test_every_table_keeps_to_the_terminal(
    run: Run, db: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], width: int
) -> None:
    keep(db, season())
    run("earnings", "goal", "set", "2026-10", "5000")
    monkeypatch.setenv("COLUMNS", str(width))
    said = run("earnings", *words)
    assert said.code == 0
    assert max(map(cell_len, said.out.splitlines())) <= width
    for form in ("csv", "markdown", "json"):
        assert run("earnings", *words, "-F", form).code == 0
