"""sharecli earnings with its options: keys together, the period before, one currency, one's own exchange rates."""

import json
import subprocess
import sys
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, strategies as st

from conftest import Run
from earnings.ledgers import Sold, Word, keep
from process import ROOT, environment
from sharecli.rates.model import rounded


def asked(run: Run, *words: str) -> dict[str, Any]:
    said = run("earnings", *words, "-F", "json")
    assert said.code == 0, said.err
    data: dict[str, Any] = json.loads(said.out)
    return data


def settled(order: str, micros: int, on: str, **over: Any) -> Sold:
    words = (Word("settled", micros, micros, f"{on}T05:00:00Z"),)
    return Sold(order, words, ordered_at=f"{on}T04:00:00Z", **over)


@pytest.fixture
def autumn(db: Path) -> None:
    keep(
        db,
        [
            settled("1", 10_000_000, "2026-09-03", channel="qq"),
            settled("2", 30_000_000, "2026-09-20", channel="telegram"),
            settled("3", 15_000_000, "2026-10-02", channel="qq", product=0, link=1),
            Sold("3", (Word("pending", 2_000_000),), ordered_at="2026-10-02T04:00:00Z", channel="telegram"),
            settled("4", 1_000_001, "2026-10-03", platform="amazon", currency="USD"),
            settled("5", 2_000_000, "2026-08-03", platform="amazon", currency="USD"),
        ],
    )


@pytest.mark.usefixtures("autumn")
def test_several_keys_stand_in_columns_of_their_own_and_in_one(run: Run) -> None:
    data = asked(run, "--by", "channel", "--by", "month", "--by", "channel", "--currency", "CNY")
    assert data["by"] == "channel,month"
    assert [(row["key"], row["channel"], row["month"], row["earned"]) for row in data["rows"]] == [
        ("telegram / 2026-09", "telegram", "2026-09", "30.00"),
        ("telegram / 2026-10", "telegram", "2026-10", "0.00"),
        ("qq / 2026-09", "qq", "2026-09", "10.00"),
        ("qq / 2026-10", "qq", "2026-10", "15.00"),
    ]
    assert sum(row["orders"] for row in data["rows"]) == 4
    assert data["totals"][0]["orders"] == 3
    head = run("earnings", "--by", "channel", "--by", "month", "-F", "csv").out.splitlines()[0]
    assert head == "key,channel,month,currency,orders,pending,confirmed,settled,paid,reversed,earned"
    shown = run("earnings", "--by", "channel", "--by", "month", "--currency", "CNY").out.splitlines()
    assert [line.split()[0] for line in shown[1:5]] == ["telegram", "2026-10", "qq", "2026-10"]


@pytest.mark.usefixtures("autumn")
@pytest.mark.parametrize(
    ("by", "keys"),
    [
        ("campaign", {"autumn", None}), ("person", {None}), ("link", {"link1", None}), ("year", {"2026"}),
        ("quarter", {"2026Q3", "2026Q4"}),
    ],
)  # fmt: skip
def test_links_people_campaigns_quarters_and_years(run: Run, by: str, keys: set[str | None]) -> None:
    assert {row["key"] for row in asked(run, "--by", by)["rows"]} == keys


@pytest.mark.usefixtures("autumn")
def test_a_period_under_way_is_compared_with_as_many_days(run: Run) -> None:
    data = asked(run, "--period", "2026-10", "--compare", "previous", "--currency", "CNY")
    assert data["compared"] == "2026-09-01..2026-09-15"
    rows = [tuple(row[name] for name in ("key", "worth", "before", "difference", "percent")) for row in data["rows"]]
    assert rows == [("qq", "15.00", "10.00", "5.00", "50.0"), ("telegram", "2.00", "0.00", "2.00", None)]
    assert [data["totals"][0][name] for name in ("worth", "before", "difference", "percent")] == [
        "17.00", "10.00", "7.00", "70.0",
    ]  # fmt: skip
    notes = run("earnings", "--period", "2026-10", "--compare", "previous", "--currency", "CNY").err
    assert "2026-10 is not over: it is compared with as many days, 2026-09-01..2026-09-15" in notes
    assert "11.8% of what 2026-10 is worth in CNY is still a promise" in notes


@pytest.mark.usefixtures("autumn")
def test_what_is_gone_stands_in_the_comparison_too(run: Run) -> None:
    data = asked(run, "--period", "2026-10-04..2026-10-31", "--compare", "previous", "--currency", "CNY")
    assert data["compared"] == "2026-09-06..2026-09-17"
    data = asked(run, "--period", "2026-09-21..2026-09-30", "--compare", "previous", "--currency", "CNY")
    assert [(row["key"], row["orders"], row["before"], row["percent"]) for row in data["rows"]] == [
        ("telegram", 0, "30.00", "-100.0")
    ]
    assert data["totals"][0]["before"] == "30.00"


@pytest.mark.usefixtures("autumn")
def test_days_and_months_are_compared_in_their_order(run: Run) -> None:
    data = asked(run, "--by", "month", "--period", "2026-10", "--compare", "previous", "--currency", "CNY")
    assert [(row["key"], row["before"]) for row in data["rows"]] == [("2026-10", "10.00")]
    data = asked(run, "--by", "day", "--period", "2026-10", "--compare", "previous", "--currency", "CNY")
    assert [(row["key"], row["before"]) for row in data["rows"]] == [("2026-10-02", "0.00"), ("2026-10-03", "10.00")]


@pytest.mark.usefixtures("autumn")
def test_what_cannot_be_compared_is_said_to_be_so(run: Run) -> None:
    said = run("earnings", "--period", "2026-09", "--compare", "last-year")
    assert "there is nothing to compare with: your ledger begins after 2025-09" in said.err
    assert asked(run, "--period", "2026-09", "--compare", "last-year")["rows"][0]["percent"] is None
    said = run("earnings", "--compare", "previous")
    assert (said.code, said.err.splitlines()[0]) == (
        2, "error[bad-value]: a comparison needs a period with a beginning and an end",
    )  # fmt: skip
    assert run("earnings", "--compare", "tomorrow").code == 2


@pytest.mark.usefixtures("autumn")
def test_a_conversion_says_its_rates_and_what_it_left(run: Run) -> None:
    data = asked(run, "--by", "platform", "--in", "CNY")
    assert (data["in"], data["rates"], data["not_converted"]) == ("CNY", [], ["USD"])
    run("rate", "set", "USD", "CNY", "7.123456789", "--on", "2026-10-01")
    said = run("earnings", "--by", "platform", "--in", "CNY", "-F", "json")
    data = json.loads(said.out)
    assert [(row["key"], row["currency"], row["earned"]) for row in data["rows"]] == [
        ("taobao", "CNY", "55.00"), ("amazon", "CNY", "7.12"), ("amazon", "USD", "2.00"),
    ]  # fmt: skip
    assert data["rates"] == [
        {"currency": "USD", "base": "USD", "quote": "CNY", "rate": "7.123456789", "on": "2026-10-01", "lines": 1}
    ]
    assert data["not_converted"] == ["USD"]
    assert [(row["currency"], row["orders"], row["earned"]) for row in data["totals"]] == [
        ("CNY", 4, "62.12"), ("USD", 1, "2.00"),
    ]  # fmt: skip
    assert "1 line in USD: 1 USD = 7.123456789 CNY, your rate from 2026-10-01" in said.err
    assert "USD stays in USD where you set no rate" in said.err
    assert "rounded half up to 0.01 CNY" in said.err


@pytest.mark.usefixtures("autumn")
@pytest.mark.parametrize("words", [(), ("--period", "2026-10", "--compare", "previous")])
def test_the_hint_for_a_missing_rate_is_a_command_after_which_none_is_missing(run: Run, words: tuple[str, ...]) -> None:
    run("rate", "set", "USD", "CNY", "7.12")  # of today, and the lines are older
    note = run("earnings", *words, "--in", "CNY").err
    command = note.split("set one: ")[1].splitlines()[0]
    assert command == f"sharecli rate set USD CNY RATE --on {'2026-10-03' if words else '2026-08-03'}"
    assert run(*command.replace("RATE", "7.12").split()[1:]).code == 0
    assert asked(run, *words, "--in", "CNY")["not_converted"] == []


@pytest.mark.usefixtures("autumn")
def test_a_rate_counts_from_its_day_and_its_inverse_is_exact(run: Run) -> None:
    run("rate", "set", "CNY", "USD", "0.14", "--on", "2026-01-01")
    run("rate", "set", "USD", "CNY", "7", "--on", "2026-10-01")
    data = asked(run, "--by", "month", "--in", "CNY", "--currency", "USD")
    assert [(row["key"], row["earned"]) for row in data["rows"]] == [("2026-08", "14.29"), ("2026-10", "7.00")]
    assert [(one["base"], one["rate"], one["on"]) for one in data["rates"]] == [
        ("CNY", "0.14", "2026-01-01"), ("USD", "7", "2026-10-01"),
    ]  # fmt: skip
    assert data["not_converted"] == []


@given(st.fractions(-(10**12), 10**12, max_denominator=10**9), st.sampled_from(["CNY", "JPY", "KWD"]))
def test_rounding_is_half_up_and_the_same_below_nothing(exact: Fraction, unit: str) -> None:
    size = {"CNY": 10_000, "JPY": 1_000_000, "KWD": 1_000}[unit]
    done = rounded(exact, unit)
    assert done % size == 0
    assert abs(done - exact) * 2 <= size
    assert rounded(-exact, unit) == -done
    assert rounded(Fraction(size, 2), unit) == size


@pytest.mark.usefixtures("autumn")
def test_the_currency_and_the_words_are_checked(run: Run) -> None:
    assert run("earnings", "--currency", "XYZ").code == 2
    assert run("earnings", "--in", "gold").code == 2
    assert {row["currency"] for row in asked(run, "--currency", "usd")["rows"]} == {"USD"}


def test_an_option_before_a_verb_is_not_swallowed(run: Run) -> None:
    said = run("earnings", "--by", "month", "tax")
    assert (said.code, said.err) == (
        2, "error[usage]: --by stands before “tax”, which does not hear it\n hint: sharecli earnings tax --help\n",
    )  # fmt: skip
    said = run("earnings", "goal", "-F", "json", "set", "2026-11", "1")
    assert (said.code, said.err.splitlines()[1]) == (2, " hint: sharecli earnings goal set --help")


def test_what_is_void_needs_no_rate(run: Run, db: Path) -> None:
    keep(db, [Sold("1", (Word("pending", 5_000_000), Word("void")), currency="USD"), Sold("2")])
    assert asked(run, "--in", "CNY")["not_converted"] == []


_LISTING = """
import atexit, sys
atexit.register(lambda: print(*sys.modules, file=sys.stderr))
from sharecli.__main__ import main
main()
"""
_LATER = {
    "xlsxwriter", "beancount", "html", "random", "sharecli.earnings.workbook", "sharecli.earnings.web_page",
    "sharecli.earnings.journal", "sharecli.earnings.forecasting", "sharecli.earnings.chart_view", "sharecli.rates.cli",
    "sharecli.earnings.spans", "sharecli.earnings.converting",
}  # fmt: skip


@pytest.mark.usefixtures("autumn")
def test_earnings_without_options_import_nothing_that_options_need() -> None:
    env = environment(PYTHONPATH=str(ROOT / "src"))
    words = [sys.executable, "-c", _LISTING, "earnings", "-F", "json"]
    said = subprocess.run(words, env=env, capture_output=True, text=True, check=True)
    assert sorted(_LATER & set(said.stderr.splitlines()[-1].split())) == []
