"""The file of clicks: made, refused, brought up to date, and its owner's alone."""

import os
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from process import environment
from sharecli.clicks import store
from sharecli.clicks.store import APPLICATION_ID, beside, open_reader, open_writer
from sharecli.errors import StoreTrouble
from sharecli.store.open import journal_mode


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "deep" / "clicks.db"


TABLES = {"agents", "clicks", "salts", "logs", "spools", "strangers", "judgings"}


def tables(connection: sqlite3.Connection) -> set[str]:
    return {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}


@pytest.mark.parametrize(
    ("ledger", "clicks"),
    [
        ("sharecli.db", "clicks.db"),
        ("shop.db", "shop.clicks.db"),
        ("茶.sqlite", "茶.clicks.db"),
        ("a.b.db", "a.b.clicks.db"),
    ],
)
def test_clicks_lie_beside_the_ledger(ledger: str, clicks: str) -> None:
    assert beside(Path("/home/x") / ledger) == Path("/home/x") / clicks


def test_a_file_is_made_for_its_owner_alone_and_lasts(path: Path) -> None:
    with closing(open_writer(path)) as made:
        assert tables(made) == TABLES
        assert made.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID
        assert made.execute("PRAGMA synchronous").fetchone()[0] == 2
        assert made.execute("PRAGMA foreign_keys").fetchone()[0] == 1
        assert made.execute("PRAGMA journal_mode").fetchone()[0] == journal_mode().lower()
    if os.name == "posix":
        assert path.stat().st_mode & 0o777 == 0o600
    before = path.read_bytes()
    with closing(open_writer(path)) as again:
        assert tables(again) == TABLES
    assert path.read_bytes() == before


def test_reading_makes_no_file(path: Path) -> None:
    with closing(open_reader(path)) as reader:
        assert reader.execute("SELECT count(*) FROM clicks").fetchone()[0] == 0
    assert not path.parent.exists()


def test_a_reader_cannot_write(path: Path) -> None:
    open_writer(path).close()
    with closing(open_reader(path)) as reader, pytest.raises(sqlite3.OperationalError):
        reader.execute("DELETE FROM clicks")


@pytest.mark.parametrize("door", [open_reader, open_writer])
def test_an_older_file_keeps_its_rows_and_is_brought_up_to_date(
    path: Path, door: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(open_writer(path)) as made:
        made.execute("INSERT INTO salts VALUES ('2026-10-01', zeroblob(32))")
    monkeypatch.setattr(store, "_STEPS", (*store._STEPS, ("ALTER TABLE agents ADD COLUMN note TEXT",)))
    assert callable(door)
    with closing(door(path)) as grown:
        assert grown.execute("SELECT count(*) FROM salts").fetchone()[0] == 1
        assert "note" in [row[1] for row in grown.execute("PRAGMA table_info(agents)")]


def test_a_step_that_fails_leaves_the_file_as_it_was(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    open_writer(path).close()
    monkeypatch.setattr(store, "_STEPS", (*store._STEPS, ("CREATE TABLE half (x)", "CREATE TABLE clicks (x)")))
    with pytest.raises(StoreTrouble):
        open_writer(path)
    with closing(sqlite3.connect(path)) as found:
        assert tables(found) == TABLES
        assert found.execute("PRAGMA user_version").fetchone()[0] == 3


@pytest.mark.parametrize("door", [open_reader, open_writer])
@pytest.mark.parametrize(
    ("spoilt", "code"),
    [
        ("PRAGMA user_version = 900", "store-newer"),
        ("PRAGMA application_id = 7", "store-foreign"),
        ("no database at all, and longer than a page's head", "store-foreign"),
    ],
)
def test_a_file_that_is_not_ours_is_left_as_it_is(path: Path, door: object, spoilt: str, code: str) -> None:
    open_writer(path).close()
    if spoilt.startswith("PRAGMA"):
        with closing(sqlite3.connect(path)) as other:
            other.execute(spoilt)
    else:
        path.write_text(spoilt * 100)
    before = path.read_bytes()
    assert callable(door)
    with pytest.raises(StoreTrouble) as refused:
        door(path)
    assert refused.value.code == code
    assert path.read_bytes() == before
    if code == "store-foreign":  # the seller's own file is not at fault
        assert f"mv {path} {path}.aside" in (refused.value.hint or "")


@pytest.mark.parametrize("door", [open_reader, open_writer])
def test_a_damaged_file_may_be_moved_away(path: Path, door: object) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"SQLite format 3\0" + b"\7" * 9000)
    assert callable(door)
    with pytest.raises(StoreTrouble) as refused:
        door(path)
    assert "--db" not in (refused.value.hint or "--db")


def test_an_index_that_a_killed_import_left_out_is_made_again(path: Path) -> None:
    with closing(open_writer(path)) as made:
        made.execute("DROP INDEX clicks_by_link")
    with closing(open_writer(path)) as healed:
        assert "clicks_by_link" in [row[1] for row in healed.execute("PRAGMA index_list(clicks)")]


def test_a_folder_in_its_place_is_said_to_be_one(path: Path) -> None:
    path.mkdir(parents=True)
    with pytest.raises(StoreTrouble) as refused:
        open_writer(path)
    assert refused.value.code == "store-shut"
    assert f"ls -ld {path.parent} {path}" in (refused.value.hint or "")


def test_many_who_make_it_at_once_make_one(path: Path) -> None:
    def made(_nth: int) -> set[str]:
        with closing(open_writer(path)) as connection:
            return tables(connection)

    with ThreadPoolExecutor(8) as crew:
        assert set(map(frozenset, crew.map(made, range(16)))) == {frozenset(TABLES)}


def test_a_reader_takes_back_what_a_killed_writer_left(path: Path) -> None:
    with closing(open_writer(path)) as made:
        made.execute("INSERT INTO salts VALUES ('2026-10-01', zeroblob(32))")
    code = (
        "import os, sys\nfrom pathlib import Path\nfrom sharecli.clicks.store import open_writer\n"
        "c = open_writer(Path(sys.argv[1]))\nc.execute('PRAGMA cache_size = 1')\nc.execute('BEGIN IMMEDIATE')\n"
        "for n in range(3000): c.execute('INSERT INTO salts VALUES (?, zeroblob(400))', [str(n)])\n"
        "os.kill(os.getpid(), 9)\n"
    )
    subprocess.run([sys.executable, "-c", code, str(path)], env=environment(), check=False)
    with closing(open_reader(path)) as reader:
        assert reader.execute("SELECT count(*) FROM salts").fetchone()[0] == 1


def test_clicks_of_before_outcomes_were_kept_count_as_led_on(path: Path) -> None:
    path.parent.mkdir()
    with closing(sqlite3.connect(path, isolation_level=None)) as older:
        for statement in store._STEPS[0]:
            older.execute(statement)
        older.execute("CREATE INDEX clicks_by_link ON clicks (link_id, kind)")
        older.execute("INSERT INTO agents VALUES (1, 'x', 'human', '', 1)")
        older.execute(
            "INSERT INTO clicks (link_id, code, at_ms, how, kind, rules, agent_id, source)"
            " VALUES (1, 'tea', 5, 'get', 'human', 1, 1, 'serve')"
        )
        older.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        older.execute("PRAGMA user_version = 1")
    with closing(open_writer(path)) as grown:
        assert grown.execute("SELECT led FROM clicks").fetchone()[0] == 1
        question = "SELECT 1 FROM clicks WHERE link_id = 1 AND kind = 'human' AND led = 1 LIMIT 3"
        assert "COVERING INDEX clicks_by_link" in grown.execute(f"EXPLAIN QUERY PLAN {question}").fetchone()[3]
