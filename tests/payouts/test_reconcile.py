"""Expected against received, each difference with its cause; exit 1 where nothing explains it."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from commissions.papers import SETTLED, paper, taken, taobao
from conftest import Run

REPORTS = Path(__file__).parents[1] / "commissions/reports"
KEYS = "verdict id order product state expected settled received off currency cause payout".split()


@pytest.fixture(autouse=True)
def goods(run: Run) -> None:
    url = "https://item.taobao.com/item.htm?id=6100"
    run("product", "add", url, "--title", "龙井", "--code", "tea", "--price", "129")


def line(run: Run, order: str, *words: str, settled: str = "") -> None:
    assert run("commission", "add", "tea", "--amount", "10", "--order", order, "--on", "2026-10-01", *words).code == 0
    if settled:
        assert run("commission", "settle", order, "--amount", settled, "--on", "2026-10-05").code == 0


def paid(run: Run, *words: str) -> None:
    assert run("payout", "add", "--platform", "taobao", "--on", "2026-10-10", *words).code == 0


def compared(run: Run, *words: str) -> tuple[int, dict[str, Any]]:
    said = run("reconcile", "--platform", "taobao", "--period", "2026-10", *words, "-F", "json")
    data: dict[str, Any] = json.loads(said.out)
    assert (said.code == 1) == said.err.startswith("error[does-not-match]: "), said.err
    return said.code, data


def verdict(run: Run) -> tuple[int, str, str, str | None]:
    code, data = compared(run)
    row = data["rows"][-1]
    assert list(row) == KEYS
    return code, row["verdict"], row["off"], row["cause"]


def test_what_was_paid_as_expected_matches(run: Run) -> None:
    line(run, "A", settled="10")
    paid(run, "--gross", "10")
    assert verdict(run) == (0, "matches", "0.00", None)
    _code, data = compared(run)
    assert data["totals"] == [
        {
            "currency": "CNY", "expected": "10.00", "settled": "10.00", "received": "10.00", "off": "0.00",
            "matches": 1, "waiting": 0, "missing": 0, "shrunk": 0, "reversed": 0, "unexpected": 0,
        }
    ]  # fmt: skip
    assert data["payouts"][0]["lines"] == 1


def test_what_is_settled_and_not_paid_is_missing(run: Run) -> None:
    line(run, "A", settled="10")
    assert verdict(run) == (1, "missing", "-10.00", "settled, and no payout covers it")
    said = run("reconcile", "--platform", "taobao", "--period", "2026-10")
    assert "taobao 2026-10-01..2026-10-31 does not match: 1 difference, -10.00 CNY in all" in said.err
    assert "hint: sharecli commission show 1" in said.err


def test_what_a_report_calls_paid_and_no_payout_covers_is_missing(run: Run) -> None:
    line(run, "A", "--state", "paid")
    assert verdict(run) == (1, "missing", "-10.00", "the platform calls it paid, and no payout covers it")


def test_what_is_not_payable_yet_waits(run: Run) -> None:
    line(run, "A")
    assert verdict(run) == (0, "waiting", "0.00", None)
    run("commission", "confirm", "A", "--on", "2026-10-03")
    assert verdict(run)[1] == "waiting"


def test_a_holding_period_that_is_over_without_a_settlement_is_missing(run: Run) -> None:
    run("commission", "add", "tea", "--amount", "10", "--order", "A", "--on", "2026-09-01")
    run("commission", "confirm", "A", "--on", "2026-09-10")
    said = run("reconcile", "--platform", "taobao", "--period", "2026-09", "-F", "json")
    (row,) = json.loads(said.out)["rows"]
    assert (said.code, row["verdict"]) == (1, "missing")
    assert "over on 2026-09-25, and it was never settled" in row["cause"]


def test_a_settlement_below_the_estimate_is_shrunk_and_explained(run: Run) -> None:
    line(run, "A", settled="8")
    paid(run, "--gross", "8")
    assert verdict(run) == (0, "shrunk", "0.00", "settled for less than the estimate")


def test_a_payment_below_the_settlement_is_shrunk_and_does_not_match(run: Run) -> None:
    line(run, "A", settled="10")
    paid(run, "--gross", "9", "--line", "A=9")
    assert verdict(run) == (1, "shrunk", "-1.00", "less was paid than was settled")


def test_a_refund_reverses_and_is_explained(run: Run) -> None:
    line(run, "A", settled="10")
    run("commission", "adjust", "A", "--amount", "-10", "--reason", "refund")
    assert verdict(run) == (0, "reversed", "0.00", "refund")


def test_a_void_order_names_its_reason_and_the_platforms_word(run: Run, tmp_path: Path) -> None:
    taken(run, tmp_path, paper([taobao("A", "已失效", ordered="2026-10-02 12:00:00")]))
    assert verdict(run) == (0, "reversed", "0.00", "order canceled; the platform says “已失效”")


def test_a_refund_after_the_payment_is_unexpected_until_it_is_set_off(run: Run) -> None:
    line(run, "A", settled="10")
    paid(run, "--gross", "10")
    run("commission", "adjust", "A", "--amount", "-10", "--reason", "refund")
    assert verdict(run) == (1, "unexpected", "10.00", "paid before it was taken back: refund")
    paid(run, "--gross", "-10", "--line", "A")
    assert verdict(run)[:3] == (0, "reversed", "0.00")


def test_what_of_a_payout_no_line_explains_is_unexpected(run: Run) -> None:
    paid(run, "--gross", "5", "--no-lines")
    assert verdict(run) == (1, "unexpected", "5.00", "no line was paid with it")


def test_two_wrongs_that_cancel_out_are_two_wrongs(run: Run) -> None:
    line(run, "A", settled="10")
    paid(run, "--gross", "10", "--no-lines")
    code, data = compared(run)
    assert (code, data["totals"][0]["off"]) == (1, "0.00")


def test_a_fee_that_the_report_tells_explains_what_is_missing(run: Run, tmp_path: Path) -> None:
    taken(run, tmp_path, paper([taobao("A", SETTLED, ordered="2026-10-02 12:00:00")]))
    import sqlite3

    connection = sqlite3.connect(tmp_path / "data/sharecli/sharecli.db")
    connection.execute("UPDATE commissions SET fee_micros = 300000")
    connection.commit()
    connection.close()
    paid(run, "--gross", "2.70")
    assert verdict(run) == (0, "shrunk", "0.00", "the platform's fee for these lines")


def test_a_payout_brings_its_lines_into_its_own_period(run: Run) -> None:
    run("commission", "add", "tea", "--amount", "10", "--order", "A", "--on", "2026-09-01")
    run("commission", "settle", "A", "--on", "2026-09-20")
    paid(run, "--gross", "10")
    code, data = compared(run)
    assert (code, [row["order"] for row in data["rows"]]) == (0, ["A"])


def test_rows_are_csv_for_a_script(run: Run) -> None:
    line(run, "A", settled="10")
    said = run("reconcile", "--platform", "taobao", "--period", "2026-10", "-F", "csv")
    (row,) = csv.DictReader(io.StringIO(said.out))
    assert (row["verdict"], row["off"], said.code) == ("missing", "-10.00", 1)


def test_nothing_to_compare_is_said_and_is_no_mistake(run: Run) -> None:
    said = run("reconcile", "--platform", "jd", "--period", "2026-10")
    assert (said.code, said.out) == (0, "No orders and no payouts in this period.\n")
    assert run("reconcile", "--platform", "x").code == 3
    assert run("reconcile").code == 2


def test_what_is_owed_back_and_was_never_paid_waits_for_the_next_payout(run: Run) -> None:
    line(run, "A", settled="10")
    run("commission", "adjust", "A", "--amount", "-14", "--reason", "terms_violation")
    assert verdict(run) == (0, "waiting", "0.00", "owed back; the next payout sets it off")
    assert run("payout", "list", "-F", "json").out == "[]\n"


@pytest.mark.parametrize("gross", ["33.575", "33.58", "33.57"])
def test_lines_finer_than_a_cent_match_their_rounded_payout(run: Run, gross: str) -> None:
    assert run("commission", "import", str(REPORTS / "shopee-ph.csv")).code == 0
    words = ("--platform", "shopee", "--currency", "PHP", "--gross", gross, "--on", "2026-10-10", "-F", "json")
    said = run("payout", "add", *words)
    assert (said.code, json.loads(said.out)["covered"]) == (0, "33.575"), said.err
    said = run("reconcile", "--platform", "shopee", "--period", "all", "-F", "json")
    assert said.code == 0, said.err
    causes = [row["cause"] for row in json.loads(said.out)["rows"] if row["payout"] and not row["id"]]
    assert causes == ([] if gross == "33.575" else ["rounded to what can be paid"])


def test_a_void_order_of_nothing_is_no_line_and_sums_are_grouped(run: Run, tmp_path: Path) -> None:
    void = taobao("V", "已失效", ordered="2026-10-02 12:00:00", estimate="0.00")
    taken(run, tmp_path, paper([void]))
    line(run, "A", settled="1234.50")
    paid(run, "--gross", "1234.50")
    said = run("reconcile", "--platform", "taobao", "--period", "2026-10")
    assert (said.code, said.out.count("1,234.50")) == (0, 6), said.out
    assert "reversed" not in said.out
