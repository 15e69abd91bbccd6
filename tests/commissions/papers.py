"""Small reports to import: rows of the Taobao and Shopee layouts, written as their platforms write them."""

import csv
import io
import json
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from conftest import Run
from sharecli.commissions.match import Match
from sharecli.commissions.model import Line
from sharecli.commissions.sheaf import Sheaf

TAOBAO = {
    "ordered": "创建时间", "settled-at": "结算时间", "item": "商品ID", "title": "商品标题", "order": "淘宝订单编号",
    "line": "淘宝子订单号", "status": "订单状态", "estimate": "付款预估收入", "settled": "结算预估收入",
    "place": "推广位名称", "claim": "维权标签",
}  # fmt: skip
SHOPEE = {
    "order": "Order id", "line": "Conversion id", "ordered": "Order Time", "settled-at": "Complete Time",
    "item": "Item id", "title": "Item Name", "model": "Model id", "promotion": "Promotion id",
    "amount": "Item Total Commission(₱)", "total": "Total Order Commission(₱)", "net": "Affiliate Net Commission(₱)",
    "status": "Affiliate Item Status", "sub1": "Sub_id1", "sub2": "Sub_id2",
}  # fmt: skip

PENDING, CONFIRMED, SETTLED, VOID = "已付款", "已收货", "已结算", "已失效"

Row = dict[str, str]


def taobao(order: str, status: str = PENDING, **cells: str) -> Row:
    """A line: an estimate of 3.00, and as much once it is settled."""
    row = {"ordered": "2026-09-30 12:00:00", "item": "6100", "title": "龙井", "order": order, "line": order}
    row |= {"status": status, "estimate": "3.00", "settled": "--", "settled-at": "--"}
    if status == SETTLED:
        row |= {"settled": "3.00", "settled-at": "2026-10-10 12:00:00"}
    return row | cells


def shopee(order: str, amount: str, **cells: str) -> Row:
    """A completed item; the order's total and net stand on the first row of the order only."""
    row = {"order": order, "line": f"2{order}", "ordered": "2026-09-30 12:00:00", "item": "1", "model": "1"}
    row |= {"settled-at": "2026-10-10 12:00:00", "amount": amount, "total": "0", "net": "0", "status": "Completed"}
    return row | cells


def paper(rows: Sequence[Row], names: dict[str, str] = TAOBAO) -> bytes:
    """A report of these rows."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(names.values())
    writer.writerows([row.get(field, "") for field in names] for row in rows)
    return out.getvalue().encode()


def taken(run: Run, folder: Path, content: bytes, *words: str) -> dict[str, Any]:
    """What an import says as JSON (it has to balance), with its exit code and remarks."""
    path = folder / "report.csv"
    path.write_bytes(content)
    said = run("commission", "import", str(path), "-F", "json", *words)
    assert said.out, said.err
    result: dict[str, Any] = json.loads(said.out)
    counted = sum(result[name] for name in ("new", "updated", "unchanged", "skipped", "problems"))
    assert result["rows"] == counted, result
    assert result["problems"] == len(result["details"])
    return result | {"exit": said.code, "err": said.err}


def counts(result: dict[str, Any]) -> tuple[int, ...]:
    """new, updated, unchanged, skipped, problems."""
    return tuple(result[name] for name in ("new", "updated", "unchanged", "skipped", "problems"))


def listed(run: Run, *words: str) -> list[dict[str, Any]]:
    """The ledger as JSON, oldest row first."""
    rows: list[dict[str, Any]] = json.loads(run("commission", "list", *words, "-F", "json").out)
    return sorted(rows, key=lambda row: row["id"])


def earned(run: Run) -> dict[str, dict[str, Any]]:
    """The totals of all earnings by currency."""
    totals = json.loads(run("earnings", "-F", "json").out)["totals"]
    return {row["currency"]: row for row in totals}


def lines_of(match: Match) -> list[Line]:
    """The lines of a report whose layout is known, as they stand in it."""
    with closing(Sheaf(match, datetime.now(UTC))) as sheaf:
        return sorted((line for lines in sheaf.orders() for line in lines), key=lambda line: line.file_line)


STANDING = "SELECT order_id, line, nth, state, estimate_micros, settled_micros, adjusted_micros FROM commissions"


def standing(db: Path) -> list[tuple[Any, ...]]:
    """Every line that counts, as it stands."""
    connection = sqlite3.connect(db)
    try:
        return sorted(connection.execute(f"{STANDING} WHERE NOT (state = 'void' AND reason = 'undone')"))
    finally:
        connection.close()


def undone(run: Run, batch: int, *words: str) -> dict[str, Any]:
    said = run("commission", "import", "--undo", str(batch), "-F", "json", *words)
    assert said.code == 0, said.err
    result: dict[str, Any] = json.loads(said.out)
    assert result["lines"] == result["void"] + result["restored"] + result["unchanged"]
    return result
