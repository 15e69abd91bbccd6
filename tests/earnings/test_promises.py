"""What counts as a promise and what became of it: cancelled orders, rows that take back, figures told twice."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from commissions.papers import CONFIRMED, PENDING, SETTLED, SHOPEE, VOID, paper, shopee, taken, taobao
from conftest import Run

RAKUTEN = (
    "Member ID (U1),MID,Advertiser Name,Order ID,Transaction Date,Transaction Time,SKU,Sales,# of Items,"
    "Total Commission,Process Date,Process Time"
)


def shrunk(run: Run, *words: str) -> dict[str, Any]:
    rows = json.loads(run("earnings", "shrink", *words, "-F", "json").out)
    return rows[0] if rows else {}


def test_an_order_that_came_to_nothing_was_promised_all_the_same(run: Run, tmp_path: Path) -> None:
    orders = [str(number) for number in range(60)]
    promised = [taobao(order, PENDING if int(order) % 2 else CONFIRMED, estimate="10.00") for order in orders]
    taken(run, tmp_path, paper(promised), "--as-of", "2026-10-05")
    now = [taobao(order, SETTLED, estimate="10.00", settled="8.00") for order in orders[:30]]
    now += [taobao(order, VOID, estimate="0.00") for order in orders[30:40]]
    for _again in range(2):
        taken(run, tmp_path, paper([*now, *promised[40:]]), "--as-of", "2026-10-14")
        row = shrunk(run)
        assert (row["orders"], row["void"], row["promised"], row["settled"], row["percent"]) == (
            40, 10, "400.00", "240.00", "60.0",
        )  # fmt: skip
    likely = json.loads(run("earnings", "forecast", "-F", "json").out)[0]
    assert (likely["percent"], likely["past"]) == ("60.0", 40)
    assert float(likely["low"]) < float(likely["likely"]) < float(likely["high"])
    compared = json.loads(run("reconcile", "--platform", "taobao", "--period", "all", "-F", "json").out)["rows"]
    gone = [row for row in compared if row["verdict"] == "reversed"]
    assert [row["order"] for row in gone] == orders[30:40]
    assert {row["expected"] for row in gone} == {"10.00"}
    assert run("db", "check").code == 0


def test_an_order_that_was_void_from_the_first_was_never_promised(run: Run, tmp_path: Path) -> None:
    taken(run, tmp_path, paper([taobao("1", VOID, estimate="0.00"), taobao("2", SETTLED)]))
    assert shrunk(run)["orders"] == 1


def test_a_promise_is_not_the_settled_amount_told_again_from_the_same_column(run: Run, tmp_path: Path) -> None:
    """Shopee has one column for both: what it says of a completed order is no promise that was kept."""
    waits = {"status": "Pending", "settled-at": ""}
    first = [shopee("1", "5", total="5", net="5", **waits), shopee("2", "4", total="4", net="4", **waits)]
    taken(run, tmp_path, paper(first, SHOPEE), "--as-of", "2026-10-05")
    then = [shopee("1", "3", total="3", net="3"), shopee("2", "0", status="Cancelled"), shopee("3", "7", total="7")]
    taken(run, tmp_path, paper(then, SHOPEE), "--as-of", "2026-10-14")
    row = shrunk(run)
    assert (row["orders"], row["void"], row["promised"], row["settled"]) == (2, 1, "9.00", "3.00")
    assert run("db", "check").code == 0


def rakuten(*rows: tuple[str, str, str]) -> bytes:
    out = io.StringIO(newline="")
    out.write(RAKUTEN + "\n")
    writer = csv.writer(out)
    for order, day, amount in rows:
        sign = "-1" if amount.startswith("-") else "1"
        writer.writerow(
            ["blog", "1", "Shop", order, day, "13:45:00", "S", f"{sign}0.00", sign, amount, day, "02:10:00"]
        )
    return out.getvalue().encode()


def test_what_was_never_promised_is_no_promise_that_was_kept(run: Run, tmp_path: Path) -> None:
    report = rakuten(("A-1", "9/5/26", "61.73"), ("A-1", "9/20/26", "-61.73"), ("A-2", "9/5/26", "5.00"))
    taken(run, tmp_path, report)
    assert shrunk(run, "--by", "platform") == {}
    assert "Nothing is settled yet that had an estimate before." in run("earnings", "shrink").out


HEAD = "Corner order,Item,Corner state,Commission,Ordered\n"


def corner(home: Path) -> None:
    """A platform of one's own, with one column for what it promises and what it settles."""
    folder = home / "config" / "sharecli" / "platforms"
    folder.mkdir(parents=True)
    (folder / "corner.toml").write_text(
        'name = "Corner"\ncurrency = "USD"\nhosts = ["corner.example"]\n[[report]]\nlayout = "orders"\n'
        'dates = ["%Y-%m-%d"]\ncurrency = "USD"\nneeds = ["order", "status", "estimate"]\nkey = ["item"]\n'
        '[report.columns]\norder = "Corner order"\nitem = "Item"\nestimate = "Commission"\nsettled = "Commission"\n'
        'status = "Corner state"\nordered = "Ordered"\n'
        '[report.status]\nopen = "pending"\ndone = "settled"\nback = "reversal"\n',
        "utf-8",
    )


@pytest.mark.parametrize("by", ["platform", "channel"])
def test_a_row_that_takes_back_counts_with_the_promise_of_its_order(run: Run, tmp_path: Path, by: str) -> None:
    corner(tmp_path)
    first = HEAD + "".join(f"{n},a,open,10.00,2026-09-0{n}\n" for n in (1, 2, 3))
    then = (
        HEAD
        + "1,a,done,8.00,2026-09-01\n1,b,back,3.00,2026-09-20\n2,a,done,8.00,2026-09-02\n4,a,back,2.00,2026-09-09\n"
    )
    for report, day in ((first, "05"), (then, "14")):
        assert taken(run, tmp_path, report.encode(), "--as-of", f"2026-10-{day}")["problems"] == 0
    row = shrunk(run, "--by", by)
    # The order 4 took back what nobody had promised here, and 3 still waits.
    assert (row["orders"], row["lines"], row["promised"], row["settled"]) == (2, 2, "20.00", "13.00")


def test_the_forecast_is_drawn_from_the_rows_that_shrink_shows(run: Run, tmp_path: Path) -> None:
    corner(tmp_path)
    first = HEAD + "".join(f"{n},a,open,10.00,2026-09-01\n" for n in range(50))
    done = "".join(f"{n},a,done,8.00,2026-09-01\n{n},b,back,{n % 4}.00,2026-09-20\n" for n in range(40))
    for report, day in ((first, "05"), (HEAD + done, "14")):
        assert taken(run, tmp_path, report.encode(), "--as-of", f"2026-10-{day}")["problems"] == 0
    (likely,) = json.loads(run("earnings", "forecast", "-F", "json").out)
    assert (likely["past"], likely["percent"]) == (40, shrunk(run)["percent"]) == (40, "65.0")
