"""Importing a platform's report: each line once, forward only, whatever the order and number of the files."""

import json
import random
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from commissions.papers import (
    CONFIRMED,
    PENDING,
    SETTLED,
    SHOPEE,
    TAOBAO,
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
from sharecli import platforms
from sharecli.period import local

REPORTS = Path(__file__).parent / "reports"


def history(db: Path) -> list[tuple[Any, ...]]:
    connection = sqlite3.connect(db)
    try:
        return connection.execute("SELECT * FROM commission_history ORDER BY id").fetchall()
    finally:
        connection.close()


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
    assert "the status “神秘␛[31m” is not known; pending for now: lines 2, 3\n" in result["err"]
    assert {row["state"] for row in listed(run)} == {"pending"}


def test_an_unknown_status_leaves_what_is_known_where_it_stands_and_names_its_lines(run: Run, tmp_path: Path) -> None:
    taken(run, tmp_path, paper([taobao("1", SETTLED)]))
    result = taken(run, tmp_path, paper([taobao("9"), taobao("1", "")]))
    assert [row["state"] for row in listed(run)] == ["settled", "pending"]
    assert result["err"].count("note: ") == 1
    assert "without a status; left as they were: line 3\n" in result["err"]
    many = taken(run, tmp_path, paper([taobao(f"{n}", "神秘") for n in range(100, 140)]))
    assert "pending for now: lines 2, 3, 4, 5, 6, 7, 8, 9 and 32 more" in many["err"]


def test_many_rows_with_the_same_trouble_are_a_few_notes_and_all_of_them_in_json(run: Run, tmp_path: Path) -> None:
    cut = [taobao("1.168E+18") for _row in range(200)]
    result = taken(run, tmp_path, paper([taobao("1"), *cut, taobao("2", estimate="x")]))
    assert (result["problems"], len(result["details"])) == (201, 201)
    notes = [line for line in result["err"].splitlines() if line.startswith("note: ")]
    assert len(notes) == 5
    assert notes[3] == (
        "note: and 197 more of the same: a spreadsheet has cut this number; import the file as it was downloaded"
    )
    assert notes[4].startswith("note: line 203, 付款预估收入")


def test_orders_that_stand_under_another_account_are_remarked(run: Run, tmp_path: Path) -> None:
    orders = paper([taobao("1"), taobao("2")])
    assert "twice" not in taken(run, tmp_path, orders)["err"]
    dry = taken(run, tmp_path, orders, "--account", "second", "-n")
    assert "2 commissions stand under no account already, and count twice now\n" in dry["err"]
    result = taken(run, tmp_path, orders, "--account", "second")
    way = f"if that is the same account: sharecli commission import --undo {result['batch']}"
    assert f"2 commissions stand under no account already, and count twice now; {way}\n" in result["err"]
    third = taken(run, tmp_path, paper([taobao("2"), taobao("3")]), "--account", "third")
    assert "1 commission stands under the account “second” already" in third["err"]


def test_what_was_confirmed_without_a_day_was_so_when_the_report_tells_it(run: Run, tmp_path: Path) -> None:
    def due() -> str:
        (row,) = json.loads(run("commission", "due", "-F", "json").out)["rows"]
        return str(row["payable_on"])

    taken(run, tmp_path, paper([taobao("1")]))
    taken(run, tmp_path, paper([taobao("1", "已收货")]), "--as-of", "2026-10-04")
    assert due() == "2026-10-19"
    assert counts(taken(run, tmp_path, paper([taobao("1", "已收货")]), "--as-of", "2026-10-06"))[1] == 0
    assert due() == "2026-10-19"
    assert run("db", "check").code == 0


@pytest.mark.parametrize(("as_of", "day"), [("2026-10-12", "2026-10-12"), ("2026-10-09", "2026-10-10")])
def test_a_refund_without_a_day_is_of_the_day_of_the_report_and_not_before_the_settlement(
    run: Run, tmp_path: Path, as_of: str, day: str
) -> None:
    settled = taobao("1", SETTLED)
    taken(run, tmp_path, paper([settled]), "--as-of", "2026-10-08")
    taken(run, tmp_path, paper([settled | {"claim": "维权成功"}]), "--as-of", as_of)
    rows = json.loads(run("commission", "show", "1", "-F", "json").out)["rows"]
    zone = ZoneInfo("Asia/Shanghai")
    assert [(row["what"], str(local(row["at"], zone).date())) for row in rows] == [
        ("settled", "2026-10-10"), ("adjustment", day),
    ]  # fmt: skip


def test_a_refund_is_of_the_day_that_its_report_names(run: Run) -> None:
    run("commission", "import", str(REPORTS / "lazada-conversions.csv"))
    rows = json.loads(run("commission", "show", "1009000000000001/1009000000000103", "-F", "json").out)["rows"]
    assert [(row["what"], row["at"][:10]) for row in rows] == [("settled", "2026-07-09"), ("adjustment", "2026-07-15")]


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
    net: dict[int, str] = {}
    before: list[tuple[Any, ...]] = []
    for file in files:
        rows = {order: _row(order, word) for order, word in file}  # one row an order and file
        for order, word in dict(file).items():
            net[order] = _then(net.get(order, ""), word)
        result = taken(run, tmp_path, paper(list(rows.values())))
        assert result["problems"] == result["skipped"] == 0
        after = history(db)
        assert after[: len(before)] == before, "what was written is never edited"
        before = after
    right = sum(order + 1 for order, stands in net.items() if stands == "earned")
    assert earned(run)["CNY"]["earned"] == f"{right}.00"
    assert len(listed(run)) == len(net)
    assert run("db", "check").code == 0


def _then(stands: str, word: str) -> str:
    """Whether an order is open, earned, void before it was earned, or taken back afterwards."""
    if word == SETTLED:
        return "earned" if stands in {"", "open", "void"} else stands
    if word == "refunded":
        return stands if stands == "void" else "back"
    if word == VOID:
        return {"earned": "back", "back": "back"}.get(stands, "void")
    return stands or "open"


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


def rows_of(db: Path, columns: str) -> list[tuple[Any, ...]]:
    connection = sqlite3.connect(db)
    try:
        return connection.execute(f"SELECT {columns} FROM commissions ORDER BY id").fetchall()  # noqa: S608 - our own
    finally:
        connection.close()


def logged(run: Run, *words: str) -> None:
    url = "https://item.taobao.com/item.htm?id=6100"
    run("product", "add", url, "--title", "龙井", "--code", "longjing")
    said = run("commission", "add", "longjing", "--amount", "3", "--order", "1", "--on", "2026-09-30", *words)
    assert said.code == 0, said.err


@pytest.mark.parametrize("item", ["6100", "77", ""])
@pytest.mark.parametrize("account", ["", "second"])
def test_a_sale_logged_by_hand_is_found_whatever_the_account_and_item(
    run: Run, tmp_path: Path, item: str, account: str
) -> None:
    logged(run)
    words = ("--account", account) if account else ()
    for status, wanted in ((PENDING, (0, 1, 0, 0, 0)), (PENDING, (0, 0, 1, 0, 0)), (SETTLED, (0, 1, 0, 0, 0))):
        assert counts(taken(run, tmp_path, paper([taobao("1", status, item=item)]), *words)) == wanted
    assert [(row["state"], row["product"]) for row in listed(run)] == [("settled", "longjing")]
    assert (earned(run)["CNY"]["orders"], earned(run)["CNY"]["earned"]) == (1, "3.00")
    assert run("db", "check").code == 0


def test_of_an_orders_lines_the_one_logged_by_hand_is_taken_once_whatever_their_order(run: Run, tmp_path: Path) -> None:
    logged(run)
    rows = [taobao("1", line="11", item="77", estimate="9.00"), taobao("1", line="12", item="78", estimate="3.10")]
    assert counts(taken(run, tmp_path, paper(rows))) == (1, 1, 0, 0, 0)
    for turned in (rows[::-1], rows[:1], rows[1:]):
        assert counts(taken(run, tmp_path, paper(turned))) == (0, 0, len(turned), 0, 0)
    assert counts(taken(run, tmp_path, paper([taobao("1", line="13", item="79")]))) == (1, 0, 0, 0, 0)
    assert counts(taken(run, tmp_path, paper(rows[:1]), "--account", "second")) == (1, 0, 0, 0, 0)
    assert [row["amount"] for row in listed(run)] == ["3.10", "9.00", "3.00", "9.00"]


def test_a_product_among_an_orders_lines_is_the_one_that_was_logged(run: Run, tmp_path: Path) -> None:
    logged(run, "-c", "telegram")
    rows = [taobao("1", line="11", item="77"), taobao("1", line="12", estimate="8.00", place="朋友圈")]
    assert counts(taken(run, tmp_path, paper(rows))) == (1, 1, 0, 0, 0)
    assert [(row["amount"], row["product"], row["channel"]) for row in listed(run)] == [
        ("8.00", "longjing", "telegram"),
        ("3.00", None, None),
    ]


def test_a_line_without_product_and_channel_is_filled_once_they_are_known(run: Run, db: Path, tmp_path: Path) -> None:
    content = paper([taobao("1", SETTLED, place="moments-tea")])
    taken(run, tmp_path, content)
    before = history(db)
    run("product", "add", "https://item.taobao.com/item.htm?id=6100", "--title", "龙井", "--code", "longjing")
    run("link", "new", "longjing", "-c", "wechat-moments", "--code", "moments-tea")
    result = taken(run, tmp_path, content)
    assert (counts(result), result["change"]) == ((0, 1, 0, 0, 0), [])
    assert counts(taken(run, tmp_path, content)) == (0, 0, 1, 0, 0)
    [row] = listed(run)
    assert (row["product"], row["channel"], row["link"]) == ("longjing", "wechat-moments", "moments-tea")
    assert history(db) == before
    assert run("db", "check").code == 0


def test_an_older_report_does_not_bring_an_older_estimate_back(run: Run, db: Path, tmp_path: Path) -> None:
    old, new = paper([taobao("1", estimate="3.00")]), paper([taobao("1", estimate="4.00")])
    assert [counts(taken(run, tmp_path, one))[:3] for one in (old, new, old, new)] == [
        (1, 0, 0), (0, 1, 0), (0, 0, 1), (0, 0, 1),
    ]  # fmt: skip
    assert [row["amount"] for row in listed(run)] == ["4.00"]
    assert len(history(db)) == 2
    taken(run, tmp_path, paper([taobao("1", estimate="5.00")]))
    assert [row["amount"] for row in listed(run)] == ["5.00"]


FACTS = "price_micros, base_micros, rate_billionths, fee_micros, refunded_micros"


def test_what_a_report_tells_besides_is_kept_and_filled_in_later(run: Run, db: Path, tmp_path: Path) -> None:
    names = TAOBAO | {"price": "商品单价", "base": "付款金额", "rate": "收入比率", "fee": "技术服务费"}
    taken(run, tmp_path, paper([taobao("1", price="129.00", base="120", rate="2.5%", fee="x")], names))
    assert rows_of(db, FACTS) == [(129_000_000, 120_000_000, 25_000_000, None, None)]
    later = paper([taobao("1", price="99.00", rate="200", fee="0.30")], names)
    assert counts(taken(run, tmp_path, later)) == (0, 1, 0, 0, 0)
    assert counts(taken(run, tmp_path, later)) == (0, 0, 1, 0, 0)
    assert rows_of(db, FACTS) == [(129_000_000, 120_000_000, 25_000_000, 300_000, None)]


def test_a_refund_grows_and_an_older_report_does_not_shrink_it(run: Run, db: Path, tmp_path: Path) -> None:
    names = SHOPEE | {"refund": "Refund Amount(₱)"}
    for said, kept in (("0", 0), ("5", 5_000_000), ("0", 5_000_000), ("9", 9_000_000)):
        taken(run, tmp_path, paper([shopee("1", "1", total="1", net="1", refund=said)], names))
        assert rows_of(db, "refunded_micros") == [(kept,)]


def test_the_day_of_confirmation_is_kept_where_a_layout_has_it(run: Run, db: Path, tmp_path: Path) -> None:
    folder = tmp_path / "config" / "sharecli" / "platforms"
    folder.mkdir(parents=True)
    builtin = (Path(platforms.__file__).parent / "taobao.toml").read_text("utf-8")
    (folder / "taobao.toml").write_text(
        builtin.replace('settled-at = "结算时间"', 'settled-at = "结算时间"\nconfirmed = "确认收货时间"'), "utf-8"
    )
    names = TAOBAO | {"confirmed": "确认收货时间"}
    day = "2026-10-05 12:00:00"
    taken(run, tmp_path, paper([taobao("1", CONFIRMED, confirmed=day), taobao("2", SETTLED, confirmed=day)], names))
    assert rows_of(db, "state, confirmed_at") == [
        ("confirmed", "2026-10-05T04:00:00Z"), ("settled", "2026-10-05T04:00:00Z"),
    ]  # fmt: skip
    assert counts(taken(run, tmp_path, paper([taobao("1", SETTLED, confirmed="--")], names))) == (0, 1, 0, 0, 0)
    assert rows_of(db, "confirmed_at")[0] == ("2026-10-05T04:00:00Z",)
