"""A settled amount that a later report tells anew: corrected every time, on the day it is told, owed back once paid."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from commissions.papers import SETTLED, SHOPEE, Row, counts, earned, listed, paper, shopee, taken, taobao
from conftest import Run
from sharecli.commissions import undo_records
from sharecli.commissions.hearing import Life
from sharecli.period import local
from sharecli.store.open import Store

JD = "主单号,订单号,商品名称,订单状态,下单时间,结算时间,预估佣金,实际佣金"


def of_taobao(settled: str, day: str) -> bytes:
    later: Row = taobao(f"9{day}", ordered=f"2026-{day} 12:00:00")
    return paper(
        [taobao("1", SETTLED, estimate="9.00", settled=settled, **{"settled-at": "2026-09-20 12:00:00"}), later]
    )


def of_shopee(settled: str, day: str) -> bytes:
    done = shopee("1", settled, total=settled, net=settled, **{"settled-at": "2026-09-20 12:00:00"})
    later = shopee(f"9{day}", "1", total="1", net="1", status="Pending", **{"settled-at": ""})
    return paper([done, later | {"ordered": f"2026-{day} 12:00:00"}], SHOPEE)


def of_jd(settled: str, day: str) -> bytes:
    rows = [
        f"1,1,茶,已完成,2026-09-01 12:00:00,2026-09-20,9.00,{settled}",
        f"9{day},9{day},茶,已付款,2026-{day} 12:00:00,,3.00,0",
    ]
    return "\n".join([JD, *rows]).encode()


REPORTS = {"taobao": of_taobao, "shopee": of_shopee, "jd": of_jd}
DAYS = ("09-25", "10-02", "10-09", "10-14")


@pytest.mark.parametrize("platform", REPORTS)
@pytest.mark.parametrize("paid", [False, True])
@pytest.mark.parametrize("sure", [False, True])
def test_a_settled_amount_goes_down_with_every_later_report(
    run: Run, tmp_path: Path, platform: str, *, paid: bool, sure: bool
) -> None:
    def take(settled: str, day: str) -> dict[str, Any]:
        return taken(run, tmp_path, REPORTS[platform](settled, day), *(("--as-of", f"2026-{day}") if sure else ()))

    take("9.00", DAYS[0])
    if paid:
        assert run("payout", "add", "--platform", platform, "--gross", "9", "--line", "id:1").code == 0
    for settled, day in zip(("6.00", "3.00", "0.00"), DAYS[1:], strict=True):
        assert counts(take(settled, day))[:2] == (1, 1)
        (money,) = earned(run).values()
        assert money["earned"] == settled
        for again in DAYS[: DAYS.index(day) + 1]:  # each report once more changes nothing
            figure = ("9.00", "6.00", "3.00", "0.00")[DAYS.index(again)]
            assert counts(take(figure, again))[:2] == (0, 0)
    rows = json.loads(run("commission", "show", "id:1", "-F", "json").out)["rows"]
    zone = ZoneInfo("Asia/Shanghai")
    told = [(row["amount"], row["reason"], f"{local(row['at'], zone):%m-%d}") for row in rows]
    assert [one for one in told if one[1]] == [("-3.00", "correction", day) for day in DAYS[1:]]
    assert run("db", "check").code == 0
    if paid:
        due = json.loads(run("commission", "due", "-F", "json").out)["rows"]
        assert [(row["order"], row["amount"]) for row in due] == [("1", "-9.00")]
        words = ("reconcile", "--platform", platform, "--period", "all")
        said = run(*words, "-F", "json")
        assert said.code == 1
        off = [row for row in json.loads(said.out)["rows"] if row["order"] == "1"]
        assert [(row["verdict"], row["settled"], row["received"]) for row in off] == [("unexpected", "0.00", "9.00")]


def test_a_correction_is_of_the_latest_day_in_the_rows_where_nothing_else_tells(run: Run, tmp_path: Path) -> None:
    for figure in ("9.00", "6.00"):
        taken(run, tmp_path, of_taobao(figure, "09-25"))
    (row,) = [row for row in json.loads(run("commission", "show", "id:1", "-F", "json").out)["rows"] if row["reason"]]
    assert row["at"] == "2026-09-30T04:00:00Z"


def test_many_lines_are_corrected_again_without_asking_for_each(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    lives = undo_records.lives

    def counted(store: Store, lines: Sequence[int]) -> dict[int, Life]:
        asked.append(len(lines))
        return lives(store, lines)

    monkeypatch.setattr(undo_records, "lives", counted)
    for day, figure in (("10-02", "3.00"), ("10-09", "2.00"), ("10-14", "1.00")):
        rows = [taobao(str(order), SETTLED, settled=figure) for order in range(500)]
        taken(run, tmp_path, paper(rows), "--as-of", f"2026-{day}")
    assert {row["amount"] for row in listed(run)} == {"3.00"}
    assert earned(run)["CNY"]["earned"] == "500.00"
    assert sum(asked) == 500
    assert len(asked) == 10


JD_INVALID = {
    "无效-取消": "order_canceled", "3": "order_canceled", "无效-拆单": "duplicate", "2": "duplicate",
    "无效-违规订单-其他": "terms_violation", "13": "terms_violation", "无效-违反京东平台规则": "terms_violation",
    "25": "terms_violation", "26": "terms_violation", "27": "terms_violation", "28": "terms_violation",
    "无效-赠品类目不返佣": "other", "22": "other",
}  # fmt: skip


def jd_orders(state: str, settled_at: str = "") -> bytes:
    rows = [
        f"{n},{n},茶,{state or word},2026-09-01 12:00:00,{settled_at},3.00,{'3.00' if settled_at else ''}"
        for n, word in enumerate(JD_INVALID, 100)
    ]
    return "\n".join([JD, *rows]).encode()


@pytest.mark.parametrize("before", [jd_orders("已付款"), jd_orders("已完成", "2026-09-20"), b""])
def test_why_an_order_came_to_nothing_is_what_its_platform_says(run: Run, tmp_path: Path, before: bytes) -> None:
    if before:
        taken(run, tmp_path, before, "--as-of", "2026-10-01")
    content = jd_orders("")
    assert taken(run, tmp_path, content, "--as-of", "2026-10-14")["problems"] == 0
    assert [row["reason"] for row in listed(run)] == list(JD_INVALID.values())
    (money,) = earned(run).values()
    assert (money["pending"], money["earned"]) == ("0.00", "0.00")
    # Taken back and imported again, it has the same reasons: what was said is kept with them.
    assert run("commission", "import", "--undo", "2" if before else "1").code == 0
    taken(run, tmp_path, content, "--as-of", "2026-10-14")
    assert [row["reason"] for row in listed(run)] == list(JD_INVALID.values())
    assert run("db", "check").code == 0


def test_a_state_that_the_platform_itself_calls_unknown_is_remarked(run: Run, tmp_path: Path) -> None:
    rows = [f"{n},{n},茶,{word},2026-09-01 12:00:00,,3.00," for n, word in ((1, "未知"), (2, "-1"))]
    result = taken(run, tmp_path, "\n".join([JD, *rows]).encode())
    assert [row["state"] for row in listed(run)] == ["pending", "pending"]
    for word, line in (("未知", 2), ("-1", 3)):
        assert f"the status “{word}” is not known; pending for now: line {line}" in result["err"]


def test_a_promise_is_of_the_day_of_its_order_however_late_it_is_imported(run: Run, tmp_path: Path) -> None:
    taken(run, tmp_path, paper([taobao("1")]))
    taken(run, tmp_path, paper([taobao("1", estimate="2.50")]))
    taken(run, tmp_path, paper([taobao("1", SETTLED)]))
    rows = json.loads(run("commission", "show", "1", "-F", "json").out)["rows"]
    assert [(row["what"], row["at"][:10]) for row in rows] == [
        ("pending", "2026-09-30"), ("pending", "2026-10-10"), ("settled", "2026-10-10"),
    ]  # fmt: skip
    assert {row["recorded_at"][:10] for row in rows} == {"2026-10-15"}


def test_a_strict_import_that_is_refused_counts_nothing_as_new(run: Run, tmp_path: Path) -> None:
    taken(run, tmp_path, paper([taobao("1"), taobao("2")]))
    mixed = [taobao("1", SETTLED), taobao("2"), taobao("3"), taobao("4", "神秘"), taobao("5", estimate="x")]
    for words in (("--strict",), ("--strict", "-n")):
        result = taken(run, tmp_path, paper(mixed), *words)
        assert (counts(result), result["exit"]) == ((0, 0, 1, 3, 1), 5)
        assert (result["batch"], result["change"]) == (None, [])
    assert [row["state"] for row in listed(run)] == ["pending", "pending"]
