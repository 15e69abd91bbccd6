"""The check of the file: it finds what SQLite does not, and names the first broken row."""

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from commissions.papers import SETTLED, paper, taobao
from conftest import Run
from factories import kept_product
from sharecli.store import chain

CHECKS = (
    "contents", "references", "ledger chain", "ledger standing", "payout chain", "payout standing", "partner chains",
    "partner payments",
)  # fmt: skip
OK = dict.fromkeys(CHECKS, "ok")


@pytest.fixture
def ledger(db: Path, run: Run) -> Path:
    """A file with five commissions, whose history has five rows."""
    db.parent.mkdir(parents=True)
    kept_product(db)
    for nth in range(1, 6):
        said = run("commission", "add", "longjing", "--amount", "25.80", "--order", f"A-{nth}", "--on", "2026-10-03")
        assert said.code == 0
    return db


def tamper(path: Path, *statements: str) -> None:
    """Change the file as somebody would who drops the triggers first."""
    connection = sqlite3.connect(path, isolation_level=None)
    triggers = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for name, _sql in triggers:
        connection.execute(f"DROP TRIGGER {name}")
    for statement in statements:
        connection.execute(statement)
    for _name, sql in triggers:
        connection.execute(sql)
    connection.close()


def findings(run: Run) -> dict[str, str]:
    said = run("db", "check", "-F", "json")
    found = {one["check"]: one["result"] for one in json.loads(said.out)}
    assert said.code == (0 if found == OK else 6)
    assert found == OK or said.err.startswith("error[store-damaged]: the file is not sound: ")
    return found


def test_a_sound_file_passes_every_check(ledger: Path, run: Run) -> None:
    assert ledger.is_file()
    assert findings(run) == OK
    assert run("db", "check").out.count("ok") == len(CHECKS)


def test_a_file_that_is_not_there_yet_is_not_called_sound(run: Run) -> None:
    said = run("db", "check")
    assert said.code == 6
    assert "there is no file yet" in said.err


@pytest.mark.parametrize("table", ["commission_history", "commissions", "link_history"])
@pytest.mark.parametrize("statement", ["DELETE FROM {}", "UPDATE {} SET id = id + 100"])
def test_the_ledger_refuses_to_be_edited(ledger: Path, run: Run, table: str, statement: str) -> None:
    assert run("link", "new", "longjing", "--channel", "wechat-moments").code == 0
    connection = sqlite3.connect(ledger)
    connection.execute("PRAGMA foreign_keys = ON")
    with pytest.raises(sqlite3.IntegrityError):
        connection.execute(statement.format(table))
    connection.close()


@pytest.mark.parametrize("column", ["platform", "account", "order_id", "line", "nth", "currency", "ordered_at"])
def test_what_identifies_a_commission_is_never_edited(ledger: Path, column: str) -> None:
    connection = sqlite3.connect(ledger)
    with pytest.raises(sqlite3.IntegrityError, match="what identifies a commission is never edited"):
        connection.execute(f"UPDATE commissions SET {column} = {column}")  # noqa: S608 - a name of our own
    connection.close()


@pytest.mark.parametrize(
    ("statements", "row"),
    [
        (["UPDATE commission_history SET estimate_micros = 99000000 WHERE id = 3"], 3),
        (["UPDATE commission_history SET reason = 'other' WHERE id IN (2, 4)"], 2),
        (["UPDATE commission_history SET hash = printf('%064d', 1) WHERE id = 4"], 4),
        (["UPDATE commissions SET order_id = 'B-1' WHERE id = 1"], 1),
        (["UPDATE commissions SET ordered_at = '2026-09-01T00:00:00Z' WHERE id = 5"], 5),
        (["DELETE FROM commission_history WHERE id = 2"], 3),
        (["DELETE FROM commission_history WHERE id = 1", "DELETE FROM commissions WHERE id = 1"], 2),
    ],
)
def test_the_first_row_that_was_tampered_with_is_named(ledger: Path, run: Run, statements: list[str], row: int) -> None:
    tamper(ledger, *statements)
    assert findings(run)["ledger chain"] == f"row {row} of the history was changed, or one before it is missing"


def test_a_missing_end_of_the_history_is_found_by_where_the_lines_stand(ledger: Path, run: Run) -> None:
    tamper(ledger, "DELETE FROM commission_history WHERE id = 5")
    assert findings(run) == OK | {"ledger standing": "commission 5 does not stand where its history says"}


@pytest.mark.parametrize(
    "change",
    [
        "state = 'paid'",
        "estimate_micros = 1",
        "settled_micros = 5",
        "adjusted_micros = 7",
        "settled_micros = 0",
        "settled_at = '2026-09-20T00:00:00Z'",
        "paid_at = '2026-09-20T00:00:00Z'",
    ],
)
def test_a_line_that_does_not_stand_where_its_history_says_is_named(ledger: Path, run: Run, change: str) -> None:
    tamper(ledger, f"UPDATE commissions SET {change} WHERE id IN (2, 4)")  # noqa: S608 - a change of our own
    assert findings(run) == OK | {"ledger standing": "commission 2 does not stand where its history says"}


def test_the_days_of_a_line_are_those_of_its_history(ledger: Path, run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(paper([taobao("T-1", SETTLED), taobao("T-2", SETTLED), taobao("T-3")]))
    assert run("commission", "import", str(tmp_path / "a.csv")).code == 0
    (tmp_path / "b.csv").write_bytes(paper([taobao("T-3", SETTLED), taobao("T-4", SETTLED)]))
    assert run("commission", "import", str(tmp_path / "b.csv")).code == 0
    assert run("payout", "add", "--platform", "taobao", "--gross", "3", "--line", "T-1", "--on", "2026-10-11").code == 0
    assert findings(run) == OK
    for order, number in (("T-1", 6), ("T-2", 7)):
        for day in ("'2026-09-20T00:00:00Z'", "NULL"):
            where = f"FROM commissions WHERE order_id = '{order}'"
            (before,) = one(ledger, f"SELECT settled_at {where}")
            tamper(ledger, f"UPDATE commissions SET settled_at = {day} WHERE order_id = '{order}'")  # noqa: S608 - the same
            assert findings(run) == OK | {
                "ledger standing": f"commission {number} does not stand where its history says"
            }
            tamper(ledger, f"UPDATE commissions SET settled_at = '{before}' WHERE order_id = '{order}'")  # noqa: S608 - the same
    tamper(ledger, "UPDATE commissions SET paid_at = NULL WHERE order_id = 'T-1'")
    assert "commission 6" in findings(run)["ledger standing"]
    tamper(ledger, "UPDATE commissions SET paid_at = '2026-10-10T16:00:00Z' WHERE order_id = 'T-1'")


def test_the_days_of_a_line_of_which_an_import_was_taken_back_are_proven_too(
    ledger: Path, run: Run, tmp_path: Path
) -> None:
    for name, rows in (("a", [taobao("T-1")]), ("b", [taobao("T-1", SETTLED), taobao("T-2", SETTLED)])):
        (tmp_path / f"{name}.csv").write_bytes(paper(rows))
        assert run("commission", "import", str(tmp_path / f"{name}.csv")).code == 0
    assert run("commission", "import", "--undo", "2").code == 0
    assert findings(run) == OK
    assert run("commission", "import", str(tmp_path / "b.csv")).code == 0
    assert findings(run) == OK
    tamper(ledger, "UPDATE commissions SET settled_at = NULL WHERE order_id = 'T-2'")
    assert "commission 7" in findings(run)["ledger standing"]


def one(path: Path, question: str) -> tuple[str, ...]:
    connection = sqlite3.connect(path)
    row: tuple[str, ...] = connection.execute(question).fetchone()
    connection.close()
    return row


def test_a_row_that_points_nowhere_is_named(ledger: Path, run: Run) -> None:
    connection = sqlite3.connect(ledger)
    connection.execute("INSERT INTO product_tags VALUES (999, 'ghost')")
    connection.commit()
    connection.close()
    assert "product_tags points nowhere" in findings(run)["references"]


@pytest.mark.parametrize("damage", [lambda content: content.replace(b"longjing", b"longjin\xff", 1)])
def test_a_cell_that_is_no_text_any_more_is_told(ledger: Path, run: Run, damage: Callable[[bytes], bytes]) -> None:
    ledger.write_bytes(damage(ledger.read_bytes()))
    said = run("product", "list")
    assert said.code in {0, 6}
    assert run("db", "check").code == 6


def test_a_column_that_comes_later_leaves_the_hashes_of_before_as_they_were(monkeypatch: pytest.MonkeyPatch) -> None:
    row = dict.fromkeys(chain.COVERED) | {"id": 1, "kind": "state", "state": "pending"}
    before = chain.link(chain.START, row)
    monkeypatch.setattr(chain, "COVERED", ("a_later_one", *reversed(chain.COVERED)))
    assert chain.link(chain.START, row | {"a_later_one": None}) == before
    assert chain.link(chain.START, row | {"a_later_one": 1}) != before
    assert chain.link("1" * 64, row | {"a_later_one": None}) != before
