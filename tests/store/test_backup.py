"""Copies: proven, whole or not at all, the owner's alone."""

import os
import sqlite3
import stat
import threading
import time
from pathlib import Path

import pytest

from conftest import Run
from factories import kept_product
from process import sharecli, with_disk_for
from sharecli.errors import CannotWrite
from sharecli.store import backup
from sharecli.store.troubles import StoreIsDamaged, StoreIsForeign


@pytest.fixture
def kept(db: Path) -> Path:
    db.parent.mkdir(parents=True)
    kept_product(db)
    return db


def test_a_copy_opens_and_has_everything(kept: Path, run: Run) -> None:
    copy = Path(run("db", "backup").out.strip())
    assert copy.parent == kept.parent / "backups"
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert stat.S_IMODE(copy.parent.stat().st_mode) == 0o700
    assert "longjing" in sharecli("--db", str(copy), "product", "list").stdout.decode()
    assert [one.name for one in copy.parent.iterdir()] == [copy.name]


def test_two_copies_in_one_second_are_two_files(kept: Path, run: Run) -> None:
    copies = {run("db", "backup").out for _nth in range(3)}
    assert len(copies) == 3
    assert len(list((kept.parent / "backups").iterdir())) == 3


def test_a_copy_goes_where_it_is_told_and_never_over_something(kept: Path, run: Run, tmp_path: Path) -> None:
    target = tmp_path / "sub" / "copy.db"
    assert run("db", "backup", str(target)).out == f"{target}\n"
    before = target.read_bytes()
    for there in (target, tmp_path, kept):
        said = run("db", "backup", str(there))
        assert said.code == 1
        assert said.err.startswith("error[cannot-write]: ")
        assert "exists already" in said.err
    assert target.read_bytes() == before


def test_a_copy_into_a_file_or_out_of_reach_is_refused(kept: Path, run: Run, tmp_path: Path) -> None:
    assert kept.is_file()
    (tmp_path / "file").touch()
    for there in (tmp_path / "file" / "copy.db", Path("/proc/sharecli/copy.db"), tmp_path / ("x" * 300)):
        said = run("db", "backup", str(there))
        assert said.code == 1, there
        assert said.err.startswith("error[cannot-write]: ")


def test_a_file_that_is_not_there_cannot_be_copied(run: Run, db: Path) -> None:
    said = run("db", "backup")
    assert said.code == 6
    assert said.err.startswith("error[store-shut]: there is no file yet")
    assert not db.parent.exists()


def test_a_copy_taken_under_a_writer_is_whole(kept: Path, tmp_path: Path) -> None:
    done = threading.Event()

    def write() -> None:
        connection = sqlite3.connect(kept, isolation_level=None, timeout=10)
        nth = 0
        while not done.is_set():
            connection.execute("BEGIN IMMEDIATE")
            for half in ("a", "b"):
                connection.execute("INSERT INTO settings VALUES (?, ?)", [f"account.{nth}-{half}", "x" * 500])
            connection.execute("COMMIT")
            nth += 1
            time.sleep(0.002)
        connection.close()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for nth in range(5):
            backup.copy(kept, tmp_path / f"{nth}.db")
    finally:
        done.set()
        writer.join()
    for nth in range(5):
        copy = sqlite3.connect(tmp_path / f"{nth}.db")
        assert copy.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        assert copy.execute("SELECT count(*) FROM settings").fetchone()[0] % 2 == 0
        copy.close()


def test_a_damaged_or_foreign_file_is_not_copied(kept: Path, tmp_path: Path) -> None:
    whole = bytearray(kept.read_bytes())
    whole[8192:] = b"\xff" * (len(whole) - 8192)
    kept.write_bytes(whole)
    with pytest.raises(StoreIsDamaged):
        backup.copy(kept, tmp_path / "copy.db")
    kept.write_text("a text\n" * 100)
    with pytest.raises(StoreIsForeign):
        backup.copy(kept, tmp_path / "copy.db")
    assert not [one for one in tmp_path.iterdir() if one.suffix in {".db", ".part"}]


def test_a_full_disk_leaves_no_half_copy(kept: Path, tmp_path: Path) -> None:
    said = sharecli("db", "backup", str(tmp_path / "out" / "copy.db"), before=with_disk_for(8192))
    assert said.returncode in {1, 6}
    assert b"disk" in said.stderr or b"large" in said.stderr
    assert b"Traceback" not in said.stderr
    assert list((tmp_path / "out").iterdir()) == []
    assert kept.stat().st_size > 8192


def test_only_the_newest_automatic_copies_stay_and_the_sellers_own_are_never_touched(
    kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backup, "KEPT", 3)
    own = backup.keep_copy(kept, label="kept")
    os.utime(own, (1, 1))
    automatic = []
    for nth in range(5):
        automatic.append(backup.keep_copy(kept, label=f"before-m{nth:04}"))
        os.utime(automatic[-1], (1000 + nth, 1000 + nth))
    backup.keep_copy(kept, label="before-last")
    assert own.exists()
    assert [one.exists() for one in automatic] == [False, False, False, True, True]


def test_an_existing_target_is_refused_before_anything_is_read(kept: Path) -> None:
    with pytest.raises(CannotWrite, match="exists already"):
        backup.copy(kept, kept)
