"""Importing a platform's report: each line once, forward only, whatever the order and number of the files."""

import json
import random
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from commissions.papers import (
    CONFIRMED,
    PENDING,
    SETTLED,
    SHOPEE,
    VOID,
    Row,
    counts,
    earned,
    listed,
    paper,
    shopee,
    taken,
    taobao,
)
from conftest import Run

REPORTS = Path(__file__).parent / "reports"


def history(db: Path) -> list[tuple[Any, ...]]:
    connection = sqlite3.connect(db)
    try:
        return connection.execute("SELECT * FROM commission_history ORDER BY id").fetchall()
    finally:
        connection.close()


@pytest.mark.parametrize("expected", sorted(REPORTS.glob("*.json")), ids=lambda path: path.stem)
def test_a_report_brings_the_figures_that_were_computed_by_hand(run: Run, expected: Path) -> None:
    wanted = json.loads(expected.read_text("utf-8"))
    report = expected.with_suffix(".csv")
    said = run("commission", "import", str(report), "-F", "json")
    assert (said.code, said.err) == (0, "")
    result = json.loads(said.out)
    assert [result[name] for name in ("file", "platform", "layout", "rows", "new", "problems")] == [
        report.name, wanted["platform"], wanted["layout"], wanted["rows"], wanted["rows"], 0,
    ]  # fmt: skip
    kept = [
        [row[name] for name in ("order", "state", "amount", "currency", "ordered_at", "settled_at")]
        for row in listed(run)
    ]
    assert kept == wanted["commissions"]
    assert list(earned(run).values()) == [wanted["totals"]]
    moved = {name: wanted["totals"][name] for name in ("currency", "pending", "earned")}
    assert result["change"] == [moved]
    again = json.loads(run("commission", "import", str(report), "-F", "json").out)
    assert (again["unchanged"], again["new"], again["change"]) == (wanted["rows"], 0, [])


def test_the_same_orders_in_another_encoding_are_the_same_orders(run: Run) -> None:
    run("commission", "import", str(REPORTS / "taobao-modern-utf16.csv"))
    said = run("commission", "import", str(REPORTS / "taobao-modern-gb18030.csv"), "-F", "json")
    assert json.loads(said.out)["unchanged"] == 4


@pytest.mark.parametrize("name", ["taobao-modern-utf16", "shopee-ph"])
def test_shuffled_rows_and_overlapping_halves_bring_nothing_new(run: Run, tmp_path: Path, name: str) -> None:
    content = (REPORTS / f"{name}.csv").read_bytes()
    text = content.decode("utf-16" if "utf16" in name else "utf-8-sig")
    header, *lines = text.splitlines()
    run("commission", "import", str(REPORTS / f"{name}.csv"))
    before = listed(run)
    dice = random.Random(7)  # noqa: S311 - a fixed shuffle
    for _time in range(5):
        dice.shuffle(lines)
        for some in (lines, lines[: len(lines) // 2 + 1], lines[len(lines) // 2 - 1 :]):
            result = taken(run, tmp_path, "\n".join([header, *some]).encode())
            assert counts(result) == (0, 0, len(some), 0, 0)
    assert listed(run) == before


def test_two_lines_that_are_the_same_stay_two(run: Run, tmp_path: Path) -> None:
    twins = [taobao("1", line="", estimate="0.21"), taobao("1", line="", estimate="0.21")]
    assert counts(taken(run, tmp_path, paper(twins))) == (2, 0, 0, 0, 0)
    assert counts(taken(run, tmp_path, paper(twins))) == (0, 0, 2, 0, 0)
    assert earned(run)["CNY"]["pending"] == "0.42"
    assert earned(run)["CNY"]["orders"] == 1


def test_lines_told_apart_by_their_count_alone_may_be_shuffled(run: Run, tmp_path: Path) -> None:
    rows = [
        taobao("1", SETTLED, line="", estimate="0.21", settled="0.20"),
        taobao("1", line="", estimate="0.30"),
        taobao("1", line="", estimate="0.21"),
        taobao("1", VOID, line="", estimate="0.21"),
    ]
    taken(run, tmp_path, paper(rows))
    for turned in (rows[::-1], rows[2:] + rows[:2], rows[1:] + rows[:1]):
        assert counts(taken(run, tmp_path, paper(turned))) == (0, 0, 4, 0, 0)
    assert (earned(run)["CNY"]["pending"], earned(run)["CNY"]["earned"]) == ("0.51", "0.20")


def test_an_order_moves_forward_and_an_older_file_does_not_move_it_back(run: Run, tmp_path: Path) -> None:
    files = [paper([taobao("1", status)]) for status in (PENDING, CONFIRMED, SETTLED)]
    for place, (content, state) in enumerate(zip(files, ("pending", "confirmed", "settled"), strict=True)):
        assert counts(taken(run, tmp_path, content)) == ((1, 0, 0, 0, 0) if place == 0 else (0, 1, 0, 0, 0))
        assert [row["state"] for row in listed(run)] == [state]
    assert listed(run)[0]["settled_at"] == "2026-10-10T04:00:00Z"
    for content in files:
        assert counts(taken(run, tmp_path, content)) == (0, 0, 1, 0, 0)
    assert earned(run)["CNY"] | {"orders": 0} == {
        "currency": "CNY", "orders": 0, "pending": "0.00", "confirmed": "0.00", "settled": "3.00", "paid": "0.00",
        "reversed": "0.00", "earned": "3.00",
    }  # fmt: skip


@pytest.mark.parametrize("back", [{"claim": "维权成功"}, {"status": VOID}])
def test_what_is_taken_back_after_settlement_is_a_row_of_its_own(
    run: Run, db: Path, tmp_path: Path, back: dict[str, str]
) -> None:
    taken(run, tmp_path, paper([taobao("1", SETTLED)]))
    before = history(db)
    result = taken(run, tmp_path, paper([taobao("1", **({"status": SETTLED} | back))]))
    assert result["change"] == [{"currency": "CNY", "pending": "0.00", "earned": "-3.00"}]
    assert history(db)[: len(before)] == before
    assert len(history(db)) == len(before) + 1
    assert [(row["state"], row["amount"]) for row in listed(run)] == [("settled", "3.00")]
    totals = earned(run)["CNY"]
    assert (totals["settled"], totals["reversed"], totals["earned"]) == ("3.00", "-3.00", "0.00")
    assert counts(taken(run, tmp_path, paper([taobao("1", SETTLED)]))) == (0, 0, 1, 0, 0)
    assert earned(run)["CNY"] == totals
    assert "taken back" in run("commission", "list").out


def test_an_order_that_is_void_before_settlement_is_void(run: Run, tmp_path: Path) -> None:
    taken(run, tmp_path, paper([taobao("1")]))
    taken(run, tmp_path, paper([taobao("1", VOID)]))
    assert [row["state"] for row in listed(run)] == ["void"]
    assert {name: earned(run)["CNY"][name] for name in ("orders", "pending", "earned")} == {
        "orders": 0, "pending": "0.00", "earned": "0.00",
    }  # fmt: skip


def test_a_claim_that_is_not_decided_changes_nothing(run: Run, tmp_path: Path) -> None:
    claims = ["维权创建", "等待处理", "维权失败", "--", "something new"]
    taken(run, tmp_path, paper([taobao(str(n), SETTLED, claim=claim) for n, claim in enumerate(claims)]))
    assert earned(run)["CNY"]["earned"] == "15.00"


def test_another_settled_figure_is_a_correction(run: Run, tmp_path: Path) -> None:
    taken(run, tmp_path, paper([taobao("1", SETTLED)]))
    result = taken(run, tmp_path, paper([taobao("1", SETTLED, settled="2.80")]))
    assert result["change"] == [{"currency": "CNY", "pending": "0.00", "earned": "-0.20"}]
    totals = earned(run)["CNY"]
    assert (totals["settled"], totals["reversed"], totals["earned"]) == ("3.00", "-0.20", "2.80")


def test_an_unknown_status_stays_pending_and_is_remarked(run: Run, tmp_path: Path) -> None:
    result = taken(run, tmp_path, paper([taobao("1", "神秘\x1b[31m"), taobao("2", "神秘\x1b[31m")]))
    assert counts(result) == (2, 0, 0, 0, 0)
    assert "the status “神秘␛[31m” is not known; 2 rows stay pending" in result["err"]
    assert {row["state"] for row in listed(run)} == {"pending"}


def test_the_order_money_of_shopee_is_split_over_its_items_to_the_last_micro(run: Run, tmp_path: Path) -> None:
    rows = [shopee("1", "1", total="10", net="7"), *(shopee("1", "3", item=str(n)) for n in (2, 3, 4))]
    for turned in (rows, rows[::-1], rows[2:] + rows[:2]):
        result = taken(run, tmp_path, paper(turned, SHOPEE))
        assert result["problems"] == 0
    assert sorted(row["amount"] for row in listed(run)) == ["0.70", "2.10", "2.10", "2.10"]
    assert earned(run)["PHP"]["earned"] == "7.00"
    odd = [shopee("2", "1", total="3", net="1"), shopee("2", "1", item="2"), shopee("2", "1", item="3")]
    for turned in (odd, odd[::-1]):
        taken(run, tmp_path, paper(turned, SHOPEE))
    assert earned(run)["PHP"]["earned"] == "8.00"


def test_a_row_of_shopee_whose_order_money_is_unreadable_is_named(run: Run, tmp_path: Path) -> None:
    rows = [shopee("1", "1", total="1", net="x"), shopee("2", "1", total="1", net="1")]
    result = taken(run, tmp_path, paper(rows, SHOPEE))
    assert [(one["line"], one["column"]) for one in result["details"]] == [(2, "Affiliate Net Commission(₱)")]
    assert earned(run)["PHP"]["earned"] == "1.00"


def test_the_same_order_in_another_currency_is_a_problem_and_never_a_sum(run: Run, tmp_path: Path) -> None:
    rows = [shopee("1", "1", total="1", net="1")]
    taken(run, tmp_path, paper(rows, SHOPEE))
    ringgit = {field: name.replace("₱", "RM") for field, name in SHOPEE.items()}
    result = taken(run, tmp_path, paper([*rows, shopee("2", "1")], ringgit))
    assert counts(result) == (1, 0, 0, 0, 1)
    assert result["details"][0]["why"] == "the ledger has this order in PHP"
    assert {currency: sums["earned"] for currency, sums in earned(run).items()} == {"PHP": "1.00", "MYR": "1.00"}


def test_two_accounts_may_have_the_same_order_number(run: Run, tmp_path: Path) -> None:
    for account in ("", "second"):
        assert taken(run, tmp_path, paper([taobao("1")]), "--account", account)["new"] == 1
    assert earned(run)["CNY"]["orders"] == 2


def test_a_dry_run_says_what_would_come_and_changes_nothing(run: Run, db: Path, tmp_path: Path) -> None:
    result = taken(run, tmp_path, paper([taobao("1", SETTLED)]), "--dry-run")
    assert (result["new"], result["change"][0]["earned"]) == (1, "3.00")
    assert "a dry run" in result["err"]
    assert not db.exists()
    taken(run, tmp_path, paper([taobao("1")]))
    before = db.read_bytes()
    assert taken(run, tmp_path, paper([taobao("1", SETTLED)]), "-n")["updated"] == 1
    assert db.read_bytes() == before


def test_a_report_comes_from_standard_input_too(run: Run) -> None:
    said = run("commission", "import", "-", "--platform", "taobao", stdin=paper([taobao("1")]))
    assert (said.code, "1 new" in said.out) == (0, True)


STATUSES = st.sampled_from([PENDING, CONFIRMED, SETTLED, VOID, "refunded"])
FILES = st.lists(st.lists(st.tuples(st.integers(0, 3), STATUSES), min_size=1, max_size=6), min_size=1, max_size=6)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(FILES)
def test_after_any_files_in_any_order_the_ledger_is_right(
    run: Run, db: Path, tmp_path: Path, files: Sequence[Sequence[tuple[int, str]]]
) -> None:
    db.unlink(missing_ok=True)
    said: dict[int, set[str]] = {}
    before: list[tuple[Any, ...]] = []
    for file in files:
        rows = {order: _row(order, word) for order, word in file}  # one row an order and file
        for order, word in dict(file).items():
            said.setdefault(order, set()).add(word)
        result = taken(run, tmp_path, paper(list(rows.values())))
        assert result["problems"] == result["skipped"] == 0
        after = history(db)
        assert after[: len(before)] == before, "what was written is never edited"
        before = after
    right = sum(order + 1 for order, words in said.items() if SETTLED in words and not words & {VOID, "refunded"})
    assert earned(run)["CNY"]["earned"] == f"{right}.00"
    assert len(listed(run)) == len(said)
    assert run("db", "check").code == 0


def _row(order: int, word: str) -> Row:
    money = f"{order + 1}.00"
    if word == "refunded":
        return taobao(str(order), SETTLED, estimate=money, settled=money, claim="维权成功")
    return taobao(str(order), word, estimate=money, **({"settled": money} if word == SETTLED else {}))


def test_a_sale_logged_by_hand_is_not_counted_again_when_the_report_tells_it(run: Run) -> None:
    url = "https://item.taobao.com/item.htm?id=575000000001"
    run("product", "add", url, "--title", "明前龙井", "--price", "129", "--code", "longjing")
    run("commission", "add", "longjing", "--amount", "25.80", "--order", "1168000000000000101", "--on", "2026-10-02")
    report = str(Path(__file__).parents[2] / "src/sharecli/demo/reports/taobao-2026-10.csv")
    first = json.loads(run("commission", "import", report, "-F", "json").out)
    assert (first["new"], first["updated"]) == (7, 1)
    again = json.loads(run("commission", "import", report, "-F", "json").out)
    assert (again["new"], again["updated"], again["unchanged"]) == (0, 0, 8)
    rows = json.loads(run("commission", "list", "--product", "longjing", "-F", "json").out)
    assert [row["state"] for row in rows if row["order"] == "1168000000000000101"] == ["settled"]
    assert run("db", "check").code == 0
    twice = run("commission", "add", "longjing", "--amount", "25.80", "--order", "1168000000000000102")
    assert twice.code == 4
