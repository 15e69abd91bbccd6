"""sharecli earnings: sums that agree with each other, on the seller's own clock, one currency beside the other."""

import json
from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from commissions.papers import CONFIRMED, PENDING, SETTLED, SHOPEE, VOID, Row, paper, shopee, taken, taobao
from conftest import Run
from earnings.ledgers import Sold, Word, keep

KEYS = "key currency orders pending confirmed settled paid reversed earned".split()
MONEY = KEYS[3:]
BYS = ["channel", "product", "platform", "month", "week", "day"]


def report(run: Run, *words: str) -> dict[str, Any]:
    said = run("earnings", *words, "-F", "json")
    assert (said.code, said.err) == (0, "")
    data: dict[str, Any] = json.loads(said.out)
    assert list(data) == ["by", "period", "rows", "totals"]
    assert all(list(row) == KEYS for row in data["rows"])
    assert all(list(row) == KEYS[1:] for row in data["totals"])
    return data


def keys(run: Run, *words: str) -> list[tuple[str | None, str]]:
    return [(row["key"], row["currency"]) for row in report(run, *words)["rows"]]


def test_a_sale_just_before_midnight_belongs_to_the_sellers_day(run: Run, tmp_path: Path) -> None:
    rows = [
        taobao("1", SETTLED, ordered="2026-09-30 23:59:59"),
        taobao("2", SETTLED, ordered="2026-10-01 00:00:00"),
        taobao("3", SETTLED, ordered="2026-10-01 00:01:00"),
    ]
    taken(run, tmp_path, paper(rows))
    september, october = report(run, "--period", "2026-09"), report(run, "--period", "2026-10")
    assert [data["totals"][0]["orders"] for data in (september, october)] == [1, 2]
    assert (september["period"], october["by"]) == ("2026-09-01..2026-09-30", "channel")
    assert keys(run, "--by", "day") == [("2026-09-30", "CNY"), ("2026-10-01", "CNY")]
    assert keys(run, "--by", "month") == [("2026-09", "CNY"), ("2026-10", "CNY")]
    assert keys(run, "--by", "week") == [("2026-W40", "CNY")]
    run("config", "set", "time-zone", "UTC")
    assert keys(run, "--by", "day") == [("2026-09-30", "CNY")]
    assert report(run, "--period", "2026-10")["totals"] == []


def test_every_period_a_seller_says_is_understood(run: Run, tmp_path: Path) -> None:
    taken(run, tmp_path, paper([taobao("1", SETTLED, ordered="2026-10-03 12:00:00")]))
    for said in ("2026-10", "2026Q4", "this-month", "last-30-days", "本月", "2026", "all", "2026-10-03"):
        assert report(run, "--period", said)["totals"][0]["earned"] == "3.00", said
    for said in ("2026-09", "last-month", "上月", "2026Q3", "2025"):
        assert report(run, "-p", said)["totals"] == [], said
    assert run("earnings", "--period", "soon").code == 2
    assert run("earnings", "--by", "moon").code == 2


def test_currencies_stand_beside_each_other_and_never_in_one_sum(run: Run, tmp_path: Path) -> None:
    taken(run, tmp_path, paper([taobao("1", SETTLED)]))
    taken(run, tmp_path, paper([shopee("1", "33.575", total="33.575", net="33.575")], SHOPEE))
    data = report(run)
    assert [(row["key"], row["currency"], row["earned"]) for row in data["rows"]] == [
        (None, "CNY", "3.00"), (None, "PHP", "33.575"),
    ]  # fmt: skip
    assert [(row["currency"], row["earned"]) for row in data["totals"]] == [("CNY", "3.00"), ("PHP", "33.575")]
    assert keys(run, "--by", "platform") == [("taobao", "CNY"), ("shopee", "PHP")]


def test_the_most_earned_comes_first_and_days_come_in_order(run: Run, tmp_path: Path) -> None:
    rows = [
        taobao("1", SETTLED, place="朋友圈", ordered="2026-10-02 12:00:00"),
        taobao("2", SETTLED, place="telegram", settled="9", ordered="2026-10-01 12:00:00"),
        taobao("3", PENDING, place="qq", ordered="2026-10-03 12:00:00"),
    ]
    taken(run, tmp_path, paper(rows))
    assert [key for key, _unit in keys(run)] == ["telegram", "wechat-moments", "qq"]
    assert [key for key, _unit in keys(run, "--by", "day")] == ["2026-10-01", "2026-10-02", "2026-10-03"]


def test_an_order_of_two_lines_is_one_order_and_a_void_one_is_none(run: Run, tmp_path: Path) -> None:
    rows = [taobao("1", line="a"), taobao("1", line="b"), taobao("2", VOID), taobao("3", CONFIRMED)]
    taken(run, tmp_path, paper(rows))
    total = report(run)["totals"][0]
    assert (total["orders"], total["pending"], total["confirmed"]) == (2, "6.00", "3.00")


@st.composite
def orders(draw: st.DrawFn) -> list[Row]:
    rows = []
    for number in range(draw(st.integers(1, 8))):
        status = draw(st.sampled_from([PENDING, CONFIRMED, SETTLED, VOID]))
        money = f"{draw(st.integers(0, 10**7)) / 10**5:.5f}"
        day = f"2026-{draw(st.integers(8, 10)):02d}-{draw(st.integers(1, 14)):02d}"
        cells = {"estimate": money, "ordered": f"{day} {draw(st.integers(0, 23)):02d}:30:00"}
        cells["place"] = draw(st.sampled_from(["朋友圈", "telegram", "默认"]))
        cells["item"] = draw(st.sampled_from(["6100", "6200"]))
        if status == SETTLED:
            cells |= {"settled": money, "claim": draw(st.sampled_from(["--", "维权成功"]))}
        rows.append(taobao(str(number), status, **cells))
    return rows


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(orders())
def test_the_sums_by_every_key_agree_with_each_other_and_with_the_totals(
    run: Run, db: Path, tmp_path: Path, rows: list[Row]
) -> None:
    db.unlink(missing_ok=True)
    run("product", "add", "https://item.taobao.com/item.htm?id=6100", "--title", "龙井", "--code", "longjing")
    taken(run, tmp_path, paper(rows))
    totals = report(run)["totals"]
    for by in BYS:
        data = report(run, "--by", by)
        assert data["totals"] == totals
        sums = {name: sum(Decimal(row[name]) for row in data["rows"]) for name in MONEY}
        assert sums == {name: Decimal(totals[0][name]) for name in MONEY}
        assert Counter((row["key"], row["currency"]) for row in data["rows"]).most_common(1)[0][1] == 1
        for row in data["rows"]:
            assert Decimal(row["earned"]) == sum(Decimal(row[name]) for name in ("settled", "paid", "reversed"))
    months = [report(run, "--period", f"2026-{month:02d}")["totals"] for month in (7, 8, 9, 10)]
    added = sum(Decimal(total[0]["earned"]) for total in months if total)
    assert added == Decimal(totals[0]["earned"])


def test_earnings_come_as_csv_and_markdown_too(run: Run, tmp_path: Path) -> None:
    rows = [taobao("1", SETTLED, place="朋友圈"), taobao("2", SETTLED, place="朋友圈", claim="维权成功")]
    taken(run, tmp_path, paper(rows))
    assert run("earnings", "-F", "csv").out == (
        ",".join(KEYS) + "\nwechat-moments,CNY,2,0.00,0.00,6.00,0.00,-3.00,3.00\n"
    )
    assert run("earnings", "-F", "markdown").out.splitlines()[0] == "| " + " | ".join(KEYS) + " |"


def test_without_orders_it_says_what_to_do(run: Run, db: Path) -> None:
    assert "sharecli commission import FILE" in " ".join(run("earnings", "--period", "2026-10").out.split())
    assert report(run)["rows"] == []
    assert not db.exists()


@pytest.fixture
def autumn(run: Run, tmp_path: Path) -> None:
    """Two platforms, three channels, two currencies, one order taken back."""
    run(
        "product",
        "add",
        "https://item.taobao.com/item.htm?id=6100",
        "--title",
        "明前龙井 100g 礼盒",
        "--code",
        "longjing",
    )
    rows = [
        taobao("1", SETTLED, place="朋友圈", settled="12345.60"),
        taobao("2", SETTLED, place="微信群", claim="维权成功"),
        taobao("3", PENDING, place="朋友圈", estimate="2580.00"),
        taobao("4", CONFIRMED, item="9"),
    ]
    taken(run, tmp_path, paper(rows))
    taken(run, tmp_path, paper([shopee("5", "33.575", total="33.575", net="33.575", sub1="whatsapp")], SHOPEE))


@pytest.mark.usefixtures("autumn")
def test_the_earnings_by_channel_are_a_picture(
    run: Run, golden: Callable[[str, str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    golden("earnings-by-channel", run("earnings", "--by", "channel").out)
    monkeypatch.setenv("COLUMNS", "120")
    golden("earnings-by-channel-wide", run("earnings", "--by", "channel").out)


@pytest.mark.usefixtures("autumn")
@pytest.mark.parametrize("width", [60, 70, 80, 100])
def test_no_amount_is_ever_cut_however_narrow_the_terminal(
    run: Run, monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    for words in (("earnings",), ("commission", "list")):
        shown = run(*words).out.split()
        assert "12,345.60" in shown, words
        assert "33.575" in shown


def test_by_content_are_the_campaigns_that_are_content_and_the_rest_is_nothing(run: Run) -> None:
    run("product", "add", "https://shop.example/tea", "--title", "Tea", "--price", "129", "--code", "longjing")
    run("content", "add", "spring", "--title", "x")
    for number, campaign in enumerate(("spring", "sale", "")):
        words = ("--campaign", campaign) if campaign else ()
        assert run("link", "new", "longjing", "-c", "qq", "--code", f"c{number}", *words).code == 0
        added = run("commission", "add", "longjing", "--amount", "1.50", "--order", str(number), "--link", f"c{number}")
        assert added.code == 0, added.err
    assert [(row["key"], row["orders"]) for row in report(run, "--by", "content")["rows"]] == [(None, 2), ("spring", 1)]
    assert len(report(run, "--by", "campaign")["rows"]) == 3
    assert "spring" in run("earnings", "--by", "content").out


@pytest.mark.usefixtures("autumn")
@pytest.mark.parametrize("width", [40, 60, 80, 200])
@pytest.mark.parametrize("bys", [["channel"], ["channel", "product"], ["month", "platform"]])
def test_no_part_of_what_was_earned_is_left_out_where_there_is_little_room(
    run: Run, monkeypatch: pytest.MonkeyPatch, width: int, bys: list[str]
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    words = [word for by in bys for word in ("--by", by)]
    drawn = run("earnings", *words).out
    assert max(map(len, drawn.splitlines())) <= width
    shown = drawn.split()
    for one in json.loads(run("earnings", *words, "-F", "json").out)["totals"]:
        coming = Decimal(one["pending"]) + Decimal(one["confirmed"])
        parts = ["pending", "confirmed"] if "pending" in shown else ["coming"]
        sums = {"coming": str(coming)} | one
        for name in [*parts, "settled", "paid", "reversed", "earned"]:
            assert Decimal(sums[name]) == 0 or f"{Decimal(sums[name]):,}" in shown, name


def test_what_is_held_is_marked_among_what_is_pending(db: Path, run: Run) -> None:
    held, pending = (Word("pending", 4_000_000), Word("held", 4_000_000)), (Word("pending", 3_000_000),)
    keep(db, [Sold("1", held), Sold("2", pending), Sold("3", (Word("pending", 1_000_000),), currency="USD")])
    assert run("earnings").err == "note: 4.00 CNY of what is pending is held\n"
    assert run("earnings", "--currency", "USD").err == ""


def test_items_that_are_in_no_catalogue_stand_apart_by_their_titles(db: Path, run: Run) -> None:
    keep(
        db,
        [
            Sold("1", title="茶"),
            Sold("2", title="杯"),
            Sold("3", title="杯"),
            Sold("4", title=""),
            Sold("5", product=0),
        ],
    )
    rows = json.loads(run("earnings", "--by", "product", "-F", "json").out)["rows"]
    assert {row["key"]: row["earned"] for row in rows} == {
        "茶": "3.00", "杯": "6.00", None: "3.00", "longjing": "3.00",
    }  # fmt: skip
