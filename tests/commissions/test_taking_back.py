"""Taking an import back: nothing is deleted, and the ledger stands as though that report had never come."""

import json
import sqlite3
import tracemalloc
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st
from sqlite_utils import Database

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
    standing,
    taken,
    taobao,
    undone,
)
from conftest import Run
from sharecli.commissions import undo_records
from sharecli.store.open import migrate


def history(db: Path) -> list[tuple[Any, ...]]:
    connection = sqlite3.connect(db)
    try:
        return connection.execute("SELECT * FROM commission_history ORDER BY id").fetchall()
    finally:
        connection.close()


def test_what_an_import_brought_is_void_once_it_is_taken_back_and_comes_again(
    run: Run, db: Path, tmp_path: Path
) -> None:
    content = paper([taobao("1"), taobao("2", SETTLED), taobao("3", SETTLED, claim="维权成功")])
    first = taken(run, tmp_path, content)
    assert first["batch"] == 1
    before, money = standing(db), earned(run)
    rows = history(db)
    back = undone(run, 1)
    assert (back["void"], back["restored"], back["unchanged"]) == (3, 0, 0)
    assert back["change"] == [{"currency": "CNY", "pending": "-3.00", "earned": "-3.00"}]
    assert history(db)[: len(rows)] == rows, "what was written is never edited"
    assert listed(run) == []
    assert {(row["state"], row["reason"]) for row in listed(run, "--undone")} == {("void", "undone")}
    assert earned(run) == {}
    assert "pending" not in run().out, "nor does the dashboard show a currency of which nothing is left"
    again = taken(run, tmp_path, content)
    assert (counts(again), again["change"]) == (counts(first), first["change"])
    assert (standing(db), earned(run)) == (before, money)
    assert run("db", "check").code == 0


def test_a_line_that_another_report_told_too_stands_where_that_has_it(run: Run, tmp_path: Path) -> None:
    taken(run, tmp_path, paper([taobao("1"), taobao("2")]))
    taken(run, tmp_path, paper([taobao("1", SETTLED, settled="2.80"), taobao("2")]))
    back = undone(run, 2)
    assert (back["void"], back["restored"], back["unchanged"]) == (0, 1, 1)
    assert {(row["order"], row["state"], row["amount"], row["settled_at"]) for row in listed(run)} == {
        ("1", "pending", "3.00", None), ("2", "pending", "3.00", None),
    }  # fmt: skip
    taken(run, tmp_path, paper([taobao("1", SETTLED, settled="2.80"), taobao("2")]))
    back = undone(run, 1)
    assert (back["void"], back["restored"], back["unchanged"]) == (0, 0, 2), "the later report told both"
    assert sorted(row["state"] for row in listed(run)) == ["pending", "settled"]
    assert run("db", "check").code == 0


def test_a_refund_that_is_taken_back_brings_the_money_again(run: Run, tmp_path: Path) -> None:
    taken(run, tmp_path, paper([taobao("1", SETTLED)]))
    taken(run, tmp_path, paper([taobao("1", SETTLED, claim="维权成功")]))
    assert undone(run, 2)["change"] == [{"currency": "CNY", "pending": "0.00", "earned": "3.00"}]
    assert earned(run)["CNY"]["earned"] == "3.00"
    back = undone(run, 1)
    assert (back["void"], earned(run)) == (1, {})
    assert run("db", "check").code == 0


def test_an_import_is_taken_back_once_and_only_if_there_is_one(run: Run, tmp_path: Path, db: Path) -> None:
    said = run("commission", "import", "--undo", "1")
    assert (said.code, "there is no import 1" in said.err, db.exists()) == (3, True, False)
    taken(run, tmp_path, paper([taobao("1")]))
    undone(run, 1)
    said = run("commission", "import", "--undo", "1")
    assert (said.code, "error[already-undone]" in said.err) == (4, True)
    assert run("commission", "import", "--undo", "1", "x.csv").code == 2


def test_a_dry_run_takes_nothing_back(run: Run, db: Path, tmp_path: Path) -> None:
    taken(run, tmp_path, paper([taobao("1")]))
    before = db.read_bytes()
    assert undone(run, 1, "--dry-run")["void"] == 1
    assert db.read_bytes() == before


def test_a_sale_logged_by_hand_is_the_sellers_again(run: Run, tmp_path: Path) -> None:
    url = "https://item.taobao.com/item.htm?id=6100"
    run("product", "add", url, "--title", "龙井", "--code", "longjing", "--currency", "CNY")
    run("commission", "add", "longjing", "--amount", "3", "--order", "1")
    assert taken(run, tmp_path, paper([taobao("1", SETTLED)]), "--account", "wrong")["updated"] == 1
    assert undone(run, 1)["restored"] == 1
    assert [(row["state"], row["amount"]) for row in listed(run)] == [("pending", "3.00")]
    assert counts(taken(run, tmp_path, paper([taobao("1", SETTLED)]), "--account", "right")) == (0, 1, 0, 0, 0)
    assert [(row["state"], row["amount"]) for row in listed(run)] == [("settled", "3.00")]


def test_the_imports_are_listed_and_each_shows_what_it_changed(run: Run, tmp_path: Path) -> None:
    assert "No imports" in run("commission", "batches").out
    taken(run, tmp_path, paper([taobao("1"), taobao("2")]), "--account", "mine")
    taken(run, tmp_path, paper([taobao("1", SETTLED), taobao("", ordered="")]), "--account", "mine")
    undone(run, 1)
    rows = json.loads(run("commission", "batches", "-F", "json").out)
    assert [(row["batch"], row["new"], row["updated"], row["skipped"]) for row in rows] == [(2, 0, 1, 1), (1, 2, 0, 0)]
    assert [bool(row["undone_at"]) for row in rows] == [False, True]
    assert rows[0]["account"] == "mine"
    one = json.loads(run("commission", "batches", "2", "-F", "json").out)
    assert [(row["order"], row["state"], row["settled"]) for row in one["changes"]] == [("1", "settled", "3.00")]
    assert "undone" in run("commission", "batches", "1").out
    assert run("commission", "batches", "9").code == 3


WORDS = st.sampled_from(["pending", "lower", "confirmed", "settled", "less", "least", "void", "nothing", "refunded"])
ROWS = st.dictionaries(st.integers(1, 3), WORDS, min_size=1, max_size=3)
ACTS = st.lists(st.one_of(st.tuples(ROWS, st.integers(-3, 3)), st.integers(0, 5)), min_size=1, max_size=8)


def _row(order: int, word: str) -> Row:
    made = {
        "pending": taobao(str(order), PENDING, estimate=f"{order}.00"),
        "lower": taobao(str(order), PENDING, estimate="0.50"),
        "confirmed": taobao(str(order), CONFIRMED, estimate=f"{order}.00"),
        "settled": taobao(str(order), SETTLED, settled=f"{order}.00"),
        "less": taobao(str(order), SETTLED, settled="0.40"),
        "least": taobao(str(order), SETTLED, settled="0.00"),
        "void": taobao(str(order), VOID),
        "nothing": taobao(str(order), VOID, estimate="0.00"),
        "refunded": taobao(str(order), SETTLED, settled=f"{order}.00", claim="维权成功"),
    }
    return made[word]


def _import(run: Run, folder: Path, rows: dict[int, str], day: int) -> dict[str, Any]:
    """A report that is surely of a day, or that only seems so by a row beside the others (days below zero)."""
    words = ("--as-of", f"2026-10-{day + 10}") if day > 0 else ()
    beside = [taobao("9", ordered=f"2026-10-{10 - day} 18:00:00")] if day < 0 else []
    return taken(run, folder, paper([*beside, *(_row(order, word) for order, word in rows.items())]), *words)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ACTS)
def test_after_any_imports_and_undos_the_ledger_stands_as_the_rest_alone_would_have_it(
    run: Run, db: Path, tmp_path: Path, acts: Sequence[tuple[dict[int, str], int] | int]
) -> None:
    db.unlink(missing_ok=True)
    live: dict[int, tuple[dict[int, str], int]] = {}
    rows: list[tuple[Any, ...]] = []
    for act in acts:
        if isinstance(act, tuple):
            result = _import(run, tmp_path, *act)
            if result["batch"]:
                live[result["batch"]] = act
        elif live:
            number = sorted(live)[act % len(live)]
            del live[number]
            undone(run, number)
        after = history(db) if db.exists() else []
        assert after[: len(rows)] == rows
        rows = after
    stands = standing(db) if db.exists() else []
    if db.exists():
        assert run("db", "check").code == 0
    db.unlink(missing_ok=True)
    for _number, act in sorted(live.items()):
        _import(run, tmp_path, *act)
    assert stands == (standing(db) if db.exists() else [])


@pytest.mark.parametrize("day", ["2026-10-16", "tomorrow"])
def test_a_report_of_a_day_to_come_is_refused(run: Run, tmp_path: Path, day: str) -> None:
    (tmp_path / "a.csv").write_bytes(paper([taobao("1")]))
    assert run("commission", "import", str(tmp_path / "a.csv"), "--as-of", day).code == 2


def test_what_was_imported_before_words_were_kept_can_be_taken_back_too(run: Run, db: Path) -> None:
    db.parent.mkdir(parents=True)
    connection = sqlite3.connect(db, isolation_level=None)
    migrate(Database(connection), upto=6)
    for number in (1, 2):
        batch = [number, "a.csv", "0" * 64, "taobao", "modern", f"2026-10-0{number}T00:00:00Z"]
        connection.execute("INSERT INTO import_batches VALUES (?, ?, ?, ?, ?, ?)", batch)
    line = (
        "INSERT INTO commissions (platform, order_id, currency, ordered_at, batch_id) VALUES ('taobao', ?, 'CNY', ?, 1)"
    )
    for order in ("1", "2"):
        connection.execute(line, [order, "2026-10-01T00:00:00Z"])
    rows = [
        (1, "state", "pending", 3, None, None, "", 1), (2, "state", "settled", 3, 3, None, "", 1),
        (1, "state", "settled", None, 2, None, "", 2), (2, "adjustment", None, None, None, -1, "correction", 2),
    ]  # fmt: skip
    for nth, row in enumerate(rows):
        connection.execute(
            "INSERT INTO commission_history (commission_id, kind, state, estimate_micros, settled_micros, "
            "adjustment_micros, reason, batch_id, recorded_at, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, '2026', ?)",
            [*row, f"{nth:064d}"],
        )
    connection.close()
    undone(run, 2)
    assert [row[3:] for row in standing(db)] == [("pending", 3, None, 0), ("settled", 3, 3, 0)]
    undone(run, 1)
    assert standing(db) == []


def test_what_was_read_in_a_wrong_currency_comes_again_in_the_right_one(run: Run, tmp_path: Path) -> None:
    rows = [shopee("1", "1", total="1", net="1")]
    ringgit = {field: name.replace("₱", "RM") for field, name in SHOPEE.items()}
    taken(run, tmp_path, paper(rows, SHOPEE))
    undone(run, 1)
    for wanted in ((1, 0, 0, 0, 0), (0, 0, 1, 0, 0)):
        assert counts(taken(run, tmp_path, paper(rows, ringgit))) == wanted
    assert {currency: sums["earned"] for currency, sums in earned(run).items()} == {"MYR": "1.00"}


def test_a_sale_that_is_logged_by_hand_after_all_is_not_brought_twice(run: Run, tmp_path: Path) -> None:
    url = "https://item.taobao.com/item.htm?id=6100"
    run("product", "add", url, "--title", "龙井", "--code", "longjing", "--currency", "CNY")
    taken(run, tmp_path, paper([taobao("1")]))
    undone(run, 1)
    assert run("commission", "add", "longjing", "--amount", "3", "--order", "1").code == 0
    assert counts(taken(run, tmp_path, paper([taobao("1", SETTLED)]))) == (0, 1, 0, 0, 0)
    assert (earned(run)["CNY"]["earned"], earned(run)["CNY"]["orders"]) == ("3.00", 1)


@pytest.mark.parametrize(
    ("status", "since"),
    [
        (PENDING, ("commission", "confirm", "id:1")),
        (SETTLED, ("commission", "adjust", "id:1", "--amount", "-1", "--reason", "correction")),
        (SETTLED, ("payout", "add", "--platform", "taobao", "--gross", "3", "--line", "id:1")),
    ],
)
def test_an_import_is_not_taken_back_under_what_the_seller_did_since(
    run: Run, tmp_path: Path, status: str, since: tuple[str, ...]
) -> None:
    taken(run, tmp_path, paper([taobao("1", status)]))
    assert run(*since).code == 0
    said = run("commission", "import", "--undo", "1")
    assert (said.code, "error[built-upon]" in said.err) == (4, True)
    assert "order “1” was changed by hand or paid since that import" in said.err
    if "payout" in since:
        hint = said.err.partition("hint: sharecli ")[2].split()
        assert run(*hint).code == 0
        assert run("commission", "import", "--undo", "1").code == 0
        assert [row["state"] for row in listed(run, "--undone")] == ["void"]
    assert run("db", "check").code == 0


def test_what_an_undone_import_brought_is_no_sale_that_came_to_nothing(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken(run, tmp_path, paper([taobao("1", SETTLED), taobao("2", VOID)]))
    taken(run, tmp_path, paper([taobao("3"), taobao("4", SETTLED)]))
    before = run().out
    assert "4 commissions" in before
    undone(run, 2)
    assert [row["order"] for row in listed(run)] == ["1", "2"]
    assert [row["order"] for row in listed(run, "--state", "void")] == ["2"]
    assert [(row["order"], row["reason"]) for row in listed(run, "--undone")] == [
        ("1", None), ("2", "order_canceled"), ("3", "undone"), ("4", "undone"),
    ]  # fmt: skip
    assert [row["order"] for row in listed(run, "--undone", "--unmatched")] == ["1", "2"]
    assert "import undone" not in run("commission", "list").out
    for columns in ("80", "140"):
        monkeypatch.setenv("COLUMNS", columns)
        said = run("commission", "list", "--undone").out
        assert said.count("import undone") == 2
        assert all(len(row) <= int(columns) for row in said.splitlines())
    assert "2 commissions" in run().out
    assert earned(run)["CNY"]["orders"] == 1
    (row,) = json.loads(run("earnings", "--by", "channel", "-F", "json").out)["rows"]
    assert (row["orders"], row["earned"]) == (1, "3.00")
    (shrunk,) = json.loads(run("earnings", "shrink", "-F", "json").out)
    assert (shrunk["orders"], shrunk["lines"]) == (2, 2)
    compared = json.loads(run("reconcile", "--platform", "taobao", "--period", "2026-09", "-F", "json").out)
    assert [one["order"] for one in compared["rows"]] == ["1", "2"]
    undone(run, 1)
    assert "sharecli product add" in run().out, "nothing is left to show"
    assert json.loads(run("earnings", "shrink", "-F", "json").out) == []


def test_a_line_that_the_seller_made_void_without_a_reason_is_there_when_a_report_is_taken_back(
    run: Run, tmp_path: Path
) -> None:
    url = "https://item.taobao.com/item.htm?id=6100"
    run("product", "add", url, "--title", "龙井", "--code", "longjing", "--currency", "CNY")
    run("commission", "add", "longjing", "--amount", "3", "--order", "1", "--state", "void")
    taken(run, tmp_path, paper([taobao("1", SETTLED)]))
    assert [row["state"] for row in listed(run)] == ["settled"]
    assert undone(run, 1)["restored"] == 1
    assert [(row["state"], row["reason"]) for row in listed(run)] == [("void", "other")]


def test_in_however_many_parts_an_import_is_taken_back_the_ledger_is_the_same(
    run: Run, db: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = []
    for most in (undo_records._SOME, 1, 3):
        monkeypatch.setattr(undo_records, "_SOME", most)
        db.unlink(missing_ok=True)
        taken(run, tmp_path, paper([taobao(str(order), PENDING) for order in range(7)]))
        taken(run, tmp_path, paper([taobao(str(order), SETTLED) for order in range(3, 10)]))
        dry = undone(run, 2, "--dry-run")
        back = undone(run, 2)
        assert (back, back["void"], back["restored"]) == (dry, 3, 4)
        found.append((back, history(db), standing(db)))
    assert found[0] == found[1] == found[2]
    assert run("db", "check").code == 0


def test_a_line_that_refuses_takes_back_what_was_written_before_it(
    run: Run, db: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(undo_records, "_SOME", 1)
    taken(run, tmp_path, paper([taobao("1"), taobao("2"), taobao("3")]))
    assert run("commission", "confirm", "id:3").code == 0
    before = history(db), standing(db)
    assert run("commission", "import", "--undo", "1").code == 4
    assert (history(db), standing(db)) == before


def test_what_is_held_of_an_import_that_is_taken_back_does_not_grow_with_it(run: Run, db: Path, tmp_path: Path) -> None:
    peaks = []
    for count in (600, 6_000):
        db.unlink(missing_ok=True)
        taken(run, tmp_path, paper([taobao(str(order)) for order in range(count)]))
        tracemalloc.start()
        assert undone(run, 1, "--dry-run")["void"] == count
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < peaks[0] + 1_000_000
