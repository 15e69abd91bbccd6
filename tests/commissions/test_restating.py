"""What a later report says of lines that are there: the newest total wins, a day is replaced, a split order is void."""

import csv
import io
from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, datetime
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from commissions.papers import counts, earned, listed, standing, taken, undone
from conftest import Run
from sharecli.commissions import layouts, restating
from sharecli.commissions.model import Line
from sharecli.commissions.sheaf import Sheaf
from sharecli.platforms import loader

EBAY = ["Partner Network Transaction ID", "Event Date", "Update Date", "Status", "Earnings", "Campaign Name"]
AMAZON = ["ASIN", "Name", "Seller", "Tracking ID", "Date Shipped", "Price($)", "Items Shipped", "Returns", "Ad Fees($)"]
JD = ["订单号", "主单号", "商品ID", "订单状态", "预估佣金", "实际佣金", "下单时间", "结算时间"]


def report(header: Sequence[str], *rows: Sequence[str]) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out).writerows([header, *rows])
    return out.getvalue().encode()


def read(content: bytes) -> tuple[frozenset[str], list[Line]]:
    """The orders of which a report tells everything, and its lines."""
    match = layouts.recognise(content, list(loader.platforms().values()))
    assert match is not None
    with closing(Sheaf(match, datetime.now(UTC))) as sheaf:
        return sheaf.whole, [line for lines in sheaf.orders() for line in lines]


def ebay(order: str, updated: str, status: str, amount: str) -> list[str]:
    return [order, "2026-09-01 10:00:00", f"2026-09-{updated} 10:00:00", status, amount, "default"]


def amazon(day: str, item: str, amount: str, place: str = "x-20") -> list[str]:
    return [item, "Widget", "Amazon.com", place, f"2026-09-{day}", "10.00", "1", "0", amount]


def jd(order: str, parent: str, status: str = "已付款") -> list[str]:
    return [order, parent, "1", status, "3.00", "", "2026-08-01 12:00:00", ""]


def test_of_the_rows_of_one_ebay_transaction_only_the_newest_is_read_in_whatever_order_they_stand() -> None:
    rows = [
        ebay("1", "16", "Approved", "$6.40"),
        ebay("1", "28", "Approved", "$3.20"),
        ebay("1", "20", "Pending", "$9"),
    ]
    for turned in (rows, rows[::-1], rows[1:] + rows[:1]):
        _match, [line] = read(report(EBAY, *turned))
        assert (line.state, line.settled, line.as_of) == ("settled", 3_200_000, "2026-09-28T16:00:00Z")


def test_two_rows_of_one_moment_are_read_the_same_in_whatever_order_they_stand() -> None:
    rows = [
        ebay("1", "16", "Pending", "$6.40"),
        ebay("1", "16", "Approved", "$3.20"),
        ebay("1", "16", "Approved", "$3"),
    ]
    [first] = read(report(EBAY, *rows))[1]
    for turned in (rows[::-1], rows[1:] + rows[:1]):
        [line] = read(report(EBAY, *turned))[1]
        assert (line.state, line.settled) == (first.state, first.settled)


def test_an_older_word_of_ebay_changes_nothing_and_a_newer_one_every_time(run: Run, tmp_path: Path) -> None:
    first = report(EBAY, ebay("1", "16", "Approved", "$6.40"))
    taken(run, tmp_path, first)
    for day, status, amount in (
        ("20", "Approved", "3.20"),
        ("24", "Approved", "1.60"),
        ("26", "Reversed", "0.00"),
        ("28", "Approved", "6.40"),
    ):
        assert taken(run, tmp_path, report(EBAY, ebay("1", day, status, f"${amount}")))["updated"] == 1
        assert earned(run)["USD"]["earned"] == amount
        taken(run, tmp_path, first + b"\n")
        assert earned(run)["USD"]["earned"] == amount


def test_a_report_without_order_numbers_speaks_for_each_day_between_its_first_and_last_and_its_own_places() -> None:
    whole, _lines = read(
        report(AMAZON, amazon("03", "B1", "1"), amazon("05", "B1", "1"), amazon("04", "B1", "1", "y-20"))
    )
    days = ("03", "04", "05")
    assert whole == {f"2026-09-{day}/{place}/us" for day in days for place in ("x-20", "y-20")}
    assert restating.days_spoken_for([]) == frozenset()
    whole, _lines = read(
        report(AMAZON, amazon("03", "B1", "1"), ["B1", "W", "A", "x-20", "2020-01-01", "1", "1", "0", "1"])
    )
    assert whole == {"2026-09-03/x-20/us", "2020-01-01/x-20/us"}


def test_a_report_with_a_row_that_cannot_be_read_replaces_nothing() -> None:
    whole, lines = read(report(AMAZON, amazon("03", "B1", "1"), amazon("04", "B1", "x")))
    assert len(lines) == 1
    assert whole == frozenset()


def test_a_later_report_of_the_same_days_replaces_them(run: Run, tmp_path: Path) -> None:
    whole = report(
        AMAZON, amazon("03", "B1", "2.25"), amazon("03", "B1", "2.25"), amazon("04", "B2", "1"), amazon("05", "B3", "4")
    )
    taken(run, tmp_path, whole)
    assert earned(run)["USD"]["earned"] == "9.50"
    # One of the twins is gone, another day's fee was restated, the last day is no part of the file.
    part = report(AMAZON, amazon("03", "B1", "2.25"), amazon("04", "B2", "0.80"))
    # Its rows alone end earlier: an older download of fewer days would look the same.
    older = taken(run, tmp_path, part)
    assert (counts(older), older["change"]) == ((0, 0, 2, 0, 0), [])
    assert "1 commission keeps the figure of a report that seems newer than this one; if this" in older["err"]
    assert "note: " not in taken(run, tmp_path, part)["err"]
    result = taken(run, tmp_path, part, "--as-of", "2026-10-14")
    assert result["change"] == [{"currency": "USD", "pending": "0.00", "earned": "-2.45"}]
    assert earned(run)["USD"]["earned"] == "7.05"
    for again in (whole + b"\n", whole, part):
        assert counts(taken(run, tmp_path, again))[:2] == (0, 0)
    assert earned(run)["USD"]["earned"] == "7.05"
    # Another tracking ID's days are another slice.
    taken(run, tmp_path, report(AMAZON, amazon("03", "B9", "1", "y-20"), amazon("05", "B9", "1", "y-20")))
    assert earned(run)["USD"]["earned"] == "9.05"


FIRST = [amazon("02", "B1", "1.10"), amazon("02", "B1", "1.10"), amazon("03", "B2", "2.00")]
THEN = [amazon("02", "B1", "1.10"), amazon("03", "B2", "1.50"), amazon("20", "B3", "3.00")]
LAST = [amazon("02", "B1", "1.20"), amazon("20", "B3", "2.80"), amazon("28", "B4", "0.50")]


@pytest.mark.parametrize("order", list(permutations(range(3))))
@pytest.mark.parametrize("sure", [True, False])
def test_days_are_those_of_the_newest_report_in_whatever_order_they_come_and_come_again(
    run: Run, db: Path, tmp_path: Path, order: tuple[int, ...], *, sure: bool
) -> None:
    def take(number: int) -> dict[str, Any]:
        day = ("--as-of", f"2026-10-{number + 1:02d}") if sure else ()
        return taken(run, tmp_path, report(AMAZON, *(FIRST, THEN, LAST)[number]), *day)

    for place, number in enumerate(order):
        take(number)
        before = standing(db)
        for again in order[: place + 1]:
            assert counts(take(again))[:2] == (0, 0)
        assert standing(db) == before
    assert earned(run)["USD"]["earned"] == "4.50"
    assert run("db", "check").code == 0
    # Without the newest, and without the newest two, it is as though they had not come.
    for number, right in ((2, "5.60"), (1, "4.20")):
        undone(run, order.index(number) + 1)
        assert earned(run)["USD"]["earned"] == right
    assert run("db", "check").code == 0


def test_an_order_of_jd_that_was_split_is_void_and_its_parts_are_not() -> None:
    rows = [jd("1", "1"), jd("2", "1"), jd("3", "1"), jd("4", "0"), jd("5", "5"), jd("6", "")]
    whole, lines = read(report(JD, *rows))
    assert {line.order: line.state for line in lines} == {
        "1": "void", "2": "pending", "3": "pending", "4": "pending", "5": "pending", "6": "pending",
    }  # fmt: skip
    assert whole == {"1"}


def test_an_order_of_jd_is_void_in_the_ledger_when_only_its_parts_are_reported(run: Run, tmp_path: Path) -> None:
    taken(run, tmp_path, report(JD, jd("1", "1")))
    result = taken(run, tmp_path, report(JD, jd("2", "1"), jd("3", "1")))
    assert result["change"] == [{"currency": "CNY", "pending": "3.00", "earned": "0.00"}]
    assert [(row["order"], row["state"]) for row in listed(run)] == [("1", "void"), ("2", "pending"), ("3", "pending")]


@pytest.mark.parametrize("cell", ["3.00E+11", "300000000001"])
def test_a_parent_number_that_a_spreadsheet_cut_is_nobodys_parent(cell: str) -> None:
    whole, _lines = read(report(JD, jd("300000000002", cell)))
    assert whole == (set() if "E" in cell else {cell})


def test_no_other_layout_speaks_for_more_than_it_shows() -> None:
    header = ["淘宝订单编号", "订单状态", "付款预估收入", "结算预估收入", "创建时间", "结算时间"]
    whole, lines = read(report(header, ["1", "已结算", "3", "2.80", "2026-09-01 12:00:00", "2026-09-20 12:00:00"]))
    assert lines
    assert whole == frozenset()
