"""A long report is never held whole, and brings the same; one that was read before is not read again."""

import random
import sqlite3
import tracemalloc
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from commissions.papers import SHOPEE, TAOBAO, counts, paper, shopee, taken, taobao
from conftest import Run
from sharecli import spreadsheet
from sharecli.commissions import layouts, posting
from sharecli.commissions.match import Match
from sharecli.commissions.sheaf import Sheaf
from sharecli.errors import Unreadable
from sharecli.platforms import loader

NOW = datetime(2026, 12, 1, tzinfo=UTC)


def ledger(path: Path) -> list[tuple[Any, ...]]:
    """Every row of the ledger, hashes too."""
    names = ("import_batches", "commissions", "commission_history", "commission_words")
    with closing(sqlite3.connect(path)) as file:
        return [row for name in names for row in file.execute(f"SELECT * FROM {name} ORDER BY 1, 2")]  # noqa: S608 - own names


def orders(count: int, seed: int = 1) -> list[dict[str, str]]:
    """Lines of orders of one to three items; the order's money stands on its first."""
    draw = random.Random(seed)  # noqa: S311 - the same file every time
    rows = []
    for number in range(count):
        items = draw.choice((1, 1, 2, 3))
        for item in range(items):
            money = (
                {"total": f"{items}.00", "net": f"{items}.00" if draw.random() < 0.5 else "0.90"} if not item else {}
            )
            rows.append(shopee(f"A{number}", "1.00", item=str(item % 2), **money))
    return rows


def match_of(content: spreadsheet.Content) -> Match:
    found = layouts.recognise(content, list(loader.platforms().values()))
    assert found is not None
    return found


def test_in_however_many_parts_a_report_is_thought_of_the_ledger_is_the_same(
    run: Run, db: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = orders(60)
    random.Random(2).shuffle(rows)  # noqa: S311 - an order's lines lie far apart
    found = []
    for most in (posting._LINES, 1, 7):
        monkeypatch.setattr(posting, "_LINES", most)
        for file in db.parent.glob("*.db"):
            file.unlink()
        taken(run, tmp_path, paper(rows, SHOPEE))
        taken(run, tmp_path, paper(rows[::-1], SHOPEE))
        found.append(ledger(db))
    assert found[0] == found[1] == found[2]
    assert run("db", "check").code == 0


def test_what_is_held_of_a_report_does_not_grow_with_it(tmp_path: Path) -> None:
    peaks = []
    for count in (500, 5_000):
        path = tmp_path / f"{count}.csv"
        path.write_bytes(paper(orders(count), SHOPEE))
        tracemalloc.start()
        with closing(Sheaf(match_of(spreadsheet.Text(path)), NOW)) as sheaf:
            assert sum(map(len, sheaf.orders())) == sheaf.count > count
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < peaks[0] + 2_000_000  # of the ten times as many lines, 8,750, all at once are four times that


def test_a_file_that_is_written_while_it_is_read_is_refused_and_nothing_of_it_kept(
    run: Run, db: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "report.csv"
    path.write_bytes(paper([taobao("1")]))
    write = posting.Posting.write

    def meanwhile(work: posting.Posting, *words: Any) -> None:
        write(work, *words)
        with path.open("ab") as handle:
            handle.write(b"\n")

    monkeypatch.setattr(posting.Posting, "write", meanwhile)
    said = run("commission", "import", str(path))
    assert said.code == 5
    assert "was changed while it was read" in said.err
    assert ledger(db) == []


def test_a_text_file_longer_than_any_report_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "big.csv"
    with path.open("wb") as handle:
        handle.truncate(spreadsheet.LONGEST + 1)
    with pytest.raises(Unreadable, match="larger than 1024 MB"):
        spreadsheet.Text(path)


def again(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rows: bytes) -> dict[str, Any]:
    """The same file once more, without anybody reading its lines."""
    with monkeypatch.context() as patched:
        patched.setattr(layouts, "rows_of", None)
        return taken(run, tmp_path, rows)


def test_a_product_that_was_added_finds_its_lines_without_the_file_being_read_again(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = paper([taobao("1", place="wechat-moments"), taobao("2", item="7"), taobao("3", place="a b")], TAOBAO)
    assert counts(taken(run, tmp_path, content)) == (3, 0, 0, 0, 0)
    run("product", "add", "https://item.taobao.com/item.htm?id=6100", "--title", "龙井", "--code", "longjing")
    result = again(run, tmp_path, monkeypatch, content)
    assert (counts(result), result["batch"], result["change"]) == ((0, 2, 1, 0, 0), 2, [])
    result = again(run, tmp_path, monkeypatch, content)
    assert (counts(result), result["batch"]) == ((0, 0, 3, 0, 0), None)
    run("product", "add", "https://item.taobao.com/item.htm?id=7", "--title", "a", "--code", "seven")
    assert counts(again(run, tmp_path, monkeypatch, content)) == (0, 1, 2, 0, 0)
    assert run("commission", "import", "--undo", "3").code == 0
    assert counts(taken(run, tmp_path, content)) == (0, 0, 3, 0, 0)
    assert run("db", "check").code == 0


def test_how_the_words_of_a_sub_id_were_parted_is_asked_of_the_file_where_it_matters(run: Run, tmp_path: Path) -> None:
    run("product", "add", "https://shopee.ph/a-i.5.1", "--title", "Scarf", "--code", "scarf")
    content = paper([shopee("1", "1.00", sub1="wechat", sub2="moments")], SHOPEE)
    taken(run, tmp_path, content)
    run("product", "add", "https://shopee.ph/a-i.5.2", "--title", "Hat", "--code", "hat")
    # As one word it would be a channel's; as two it is, or is not, what each of them is.
    first = taken(run, tmp_path, content)
    assert counts(taken(run, tmp_path, content + b"\n")) == counts(first)
