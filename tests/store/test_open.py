"""The only door to the file: what it refuses, what it survives, and what it never loses."""

import hashlib
import os
import shlex
import shutil
import signal
import sqlite3
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import pytest

from conftest import Run, Said
from factories import AT, kept_product, product
from process import ROOT, environment, sharecli, with_disk_for, without_roots_powers
from sharecli.__main__ import main
from sharecli.products import records
from sharecli.store import open as door
from sharecli.store.check import examine
from sharecli.store.open import Store
from sharecli.store.troubles import StoreIsLocked

READING = [
    ("product", "list"),
    ("earnings",),
    (),
    ("config", "list"),
    ("db", "check"),
    ("link", "list"),
    ("commission", "list"),
]
WRITING = [
    ("product", "add", "https://example.com/x", "--title", "x"),
    ("config", "set", "name", "Lin"),
    ("commission", "add", "longjing", "--amount", "1", "--order", "A-1"),
    ("link", "new", "longjing", "--channel", "wechat-moments"),
]
BACKUP = ("db", "backup")


@pytest.fixture
def kept(db: Path, run: Run) -> Path:
    """A file with a product, a link and a commission."""
    db.parent.mkdir(parents=True)
    kept_product(db)
    assert run("link", "new", "longjing", "--channel", "wechat-moments").code == 0
    words = ("--amount", "25.80", "--channel", "wechat-moments", "--order", "A-1001", "--on", "2026-10-03")
    assert run("commission", "add", "longjing", *words, "--state", "settled").code == 0
    return db


def fingerprint(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def codes_in(path: Path) -> list[str]:
    connection = sqlite3.connect(path)
    try:
        return [row[0] for row in connection.execute("SELECT code FROM products ORDER BY code")]
    finally:
        connection.close()


def refused(said: Said, code: str) -> None:
    assert said.code == 6
    assert said.out == ""
    first, second = said.err.splitlines()
    assert first.startswith(f"error[{code}]: ")
    assert second.startswith(" hint: ")


def somebody_elses(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE contacts (name TEXT)")
    connection.commit()
    connection.close()


def marked_by_another(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA application_id = 12345")
    connection.commit()
    connection.close()


def newer(path: Path) -> None:
    kept_product(path)
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 99")
    connection.close()


def a_text(path: Path) -> None:
    path.write_text("title,price\n明前龙井,129\n" * 200, "utf-8")


def a_scrap(path: Path) -> None:
    path.write_bytes(b"SQ")


@pytest.mark.parametrize("words", [*READING, *WRITING, BACKUP])
@pytest.mark.parametrize(
    ("make", "code"),
    [
        (somebody_elses, "store-foreign"),
        (marked_by_another, "store-foreign"),
        (newer, "store-newer"),
        (a_text, "store-foreign"),
        (a_scrap, "store-foreign"),
    ],
)
def test_a_file_that_is_not_ours_to_use_is_refused_and_left_untouched(
    db: Path, run: Run, make: Callable[[Path], None], code: str, words: tuple[str, ...]
) -> None:
    db.parent.mkdir(parents=True)
    make(db)
    before = fingerprint(db)
    refused(run(*words), code)
    assert fingerprint(db) == before
    assert [one.name for one in db.parent.iterdir() if one.name != "backups"] == [db.name]


@pytest.mark.parametrize("words", [*READING, *WRITING, BACKUP])
def test_a_folder_in_the_files_place_is_refused(db: Path, run: Run, words: tuple[str, ...]) -> None:
    db.mkdir(parents=True)
    refused(run(*words), "store-shut")
    assert list(db.iterdir()) == []


def test_an_empty_file_without_copies_is_a_beginning(db: Path, run: Run) -> None:
    db.parent.mkdir(parents=True)
    db.touch()
    assert run("product", "list").code == 0
    assert db.stat().st_size == 0
    refused(run("db", "backup"), "store-shut")
    assert run("product", "add", "https://example.com/x", "--title", "Green tea").code == 0
    assert codes_in(db) == ["green-tea"]


@pytest.mark.parametrize("words", [*READING, *WRITING, BACKUP])
def test_an_empty_file_with_copies_has_lost_its_contents_and_names_the_newest(
    kept: Path, run: Run, words: tuple[str, ...]
) -> None:
    run("db", "backup")
    copy = run("db", "backup").out.strip()
    kept.write_bytes(b"")
    said = run(*words)
    refused(said, "store-damaged")
    assert copy in said.err
    assert kept.stat().st_size == 0


def test_nothing_is_made_by_reading(db: Path, run: Run) -> None:
    for words in READING:
        assert run(*words).code == (6 if words == ("db", "check") else 0)
    assert not db.parent.exists()


def test_the_file_and_its_folder_are_the_owners_alone(kept: Path, run: Run, tmp_path: Path) -> None:
    run("product", "add", "https://example.com/x", "--title", "x", "--code", "fresh")
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    fresh = tmp_path / "new" / "folder" / "my.db"
    before = os.umask(0)
    try:
        kept_product(fresh)
    finally:
        os.umask(before)
    assert stat.S_IMODE(fresh.stat().st_mode) == 0o600
    assert stat.S_IMODE(fresh.parent.stat().st_mode) == 0o700


def test_a_writer_waits_for_another_and_then_says_so(kept: Path) -> None:
    holder = sqlite3.connect(kept, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    store = Store(kept, busy_milliseconds=50)
    before = time.monotonic()
    with (
        pytest.raises(StoreIsLocked, match="being written by another sharecli; nothing was changed"),
        store.writing(),
    ):
        pass
    assert 0.04 < time.monotonic() - before < 60
    assert [row["code"] for row in store.reader.execute("SELECT code FROM products")] == ["longjing"]
    holder.execute("ROLLBACK")
    with store.writing() as db:
        records.add(db, product(code="second"), at=AT)
    store.close()
    holder.close()
    assert codes_in(kept) == ["longjing", "second"]


def test_a_real_command_gives_up_after_five_seconds_and_readers_do_not_wait(kept: Path) -> None:
    holder = sqlite3.connect(kept, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    assert sharecli("product", "list").returncode == 0  # one that waited would say that the file is locked
    before = time.monotonic()
    said = sharecli("config", "set", "name", "Lin")
    assert said.returncode == 6
    assert said.stderr.decode().startswith("error[store-locked]: ")
    assert time.monotonic() - before > 4.5
    holder.close()


def test_a_truncated_file_is_told_to_be_damaged(kept: Path, run: Run) -> None:
    whole = kept.read_bytes()
    for part in (0.1, 0.3, 0.5, 0.9):
        kept.write_bytes(whole[: int(len(whole) * part)])
        broken = 0
        for words in (*READING, BACKUP):
            said = run(*words)
            assert said.code in {0, 6}
            broken += said.code == 6
        assert broken
        assert run("db", "check").code == 6


def test_overwritten_pages_are_told_to_be_damaged(kept: Path, run: Run) -> None:
    whole = kept.read_bytes()
    for page in range(len(whole) // 4096):
        kept.write_bytes(whole[: page * 4096] + b"\xff" * 4096 + whole[(page + 1) * 4096 :])
        said = run("db", "check")
        assert said.code == 6, page
        assert said.err.startswith("error[store-")
        for words in (("product", "list"), ("earnings",)):
            assert run(*words).code in {0, 6}


@pytest.mark.parametrize("words", [("db", "check"), ("earnings",)])
def test_what_to_do_about_a_damaged_file_is_a_command_that_works(kept: Path, run: Run, words: tuple[str, ...]) -> None:
    def hint() -> str:
        said = run(*words)
        refused(said, "store-damaged")
        return said.err.split("hint: ")[1]

    copy = run("db", "backup").out.strip()
    report = ROOT / "tests/commissions/reports/taobao-legacy.csv"
    kept.write_bytes(kept.read_bytes()[:5000])
    assert copy in hint()
    typed = hint().split("prove it with: ")[1].partition(",")[0]
    assert sharecli(*shlex.split(typed)[1:]).returncode == 0
    Path(copy).unlink()
    assert f"there is no copy in {kept.parent / 'backups'}" in hint()
    typed = hint().split("with your reports: ")[1].replace("FILE", str(report))
    assert sharecli(*shlex.split(typed)[1:]).returncode == 0
    assert len(kept.read_bytes()) == 5000


@pytest.fixture
def whole_program(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., Said]:
    """The whole of ``main()`` in this process: what it would end with, and what it would say."""

    def go(*words: str) -> Said:
        monkeypatch.setattr(sys, "argv", ["sharecli", *words])
        with pytest.raises(SystemExit) as ended:
            main()
        told = capsys.readouterr()
        assert isinstance(ended.value.code, int)
        return Said(ended.value.code, told.out, told.err)

    return go


def test_no_flipped_bit_anywhere_shows_a_traceback(kept: Path, whole_program: Callable[..., Said]) -> None:
    whole = kept.read_bytes()
    random = Random(6)  # noqa: S311 - the same places every time
    used = [place for place, byte in enumerate(whole) if byte]
    places = [*range(0, 100, 3), *random.sample(used, 160)]
    for place in places:
        flipped = bytearray(whole)
        flipped[place] ^= 1 << random.randrange(8)
        kept.write_bytes(flipped)
        for words in (("commission", "list"), ("product", "list", "-F", "json"), ("db", "check")):
            said = whole_program(*words)
            assert said.code in {0, 1, 6}, (place, words, said)
            assert said.code == 0 or (said.err.startswith("error[") and len(said.err.splitlines()) <= 2), (
                place,
                words,
                said,
            )
        shutil.rmtree(kept.parent / "backups", ignore_errors=True)


@pytest.fixture
def anybodys() -> Iterator[Path]:
    """A folder whose permissions a test may take away."""
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder)
        Path(folder).chmod(0o700)


def test_a_read_only_place_can_be_read_and_refuses_to_be_written(anybodys: Path) -> None:
    path = anybodys / "my.db"
    kept_product(path)
    before = fingerprint(path)
    path.chmod(0o400)
    anybodys.chmod(0o500)
    listed = sharecli("--db", str(path), "product", "list", "-F", "json", before=without_roots_powers)
    assert (listed.returncode, listed.stderr) == (0, b"")
    for words in (*WRITING, BACKUP):
        said = sharecli("--db", str(path), *words, before=without_roots_powers)
        assert said.returncode == (1 if words is BACKUP else 6)
        expected = "error[cannot-write]: " if words is BACKUP else "error[store-shut]: "
        assert said.stderr.decode().startswith(expected)
        assert len(said.stderr.splitlines()) == 2
    assert fingerprint(path) == before


def test_a_read_only_folder_without_a_file_refuses_the_first_word(anybodys: Path) -> None:
    anybodys.chmod(0o500)
    path = anybodys / "my.db"
    assert sharecli("--db", str(path), "product", "list", before=without_roots_powers).returncode == 0
    said = sharecli("--db", str(path), *WRITING[0], before=without_roots_powers)
    assert said.returncode == 6
    assert "permission denied" in said.stderr.decode()


def test_a_file_that_may_not_be_read_is_refused(anybodys: Path) -> None:
    path = anybodys / "my.db"
    kept_product(path)
    path.chmod(0)
    for words in (("product", "list"), WRITING[0]):
        said = sharecli("--db", str(path), *words, before=without_roots_powers)
        assert said.returncode == 6
        assert said.stderr.decode().startswith("error[store-shut]: ")
    assert sharecli("--values", "products", "", "--db", str(path), before=without_roots_powers).stdout == b""


def test_a_full_disk_loses_nothing_that_was_kept(kept: Path, tmp_path: Path) -> None:
    rows = "".join(f"https://example.com/{nth},{'x' * 150} {nth}\n" for nth in range(2000))
    (tmp_path / "many.csv").write_text(f"url,title\n{rows}", "utf-8")
    limit = with_disk_for(kept.stat().st_size + 8192)
    said = sharecli("product", "import", str(tmp_path / "many.csv"), before=limit)
    assert said.returncode == 6
    assert said.stderr.decode().startswith("error[store-full]: the disk is full: nothing was written")
    assert codes_in(kept) == ["longjing"]
    assert sharecli("db", "check").returncode == 0
    assert sharecli("product", "import", str(tmp_path / "many.csv")).returncode == 0
    assert len(codes_in(kept)) == 2001


def test_a_disk_too_full_to_begin_leaves_a_place_to_begin_later(db: Path) -> None:
    said = sharecli(*WRITING[0], before=with_disk_for(3 * 4096))
    assert said.returncode == 6
    assert said.stderr.decode().startswith("error[store-full]: ")
    assert sharecli(*WRITING[0]).returncode == 0
    assert len(codes_in(db)) == 1


_TEN = """
import contextlib, os, sys
from sharecli.__main__ import main
for nth in range(10):
    url, title = f"https://example.com/{os.getpid()}/{nth}", f"Tea {os.getpid()} {nth}"
    sys.argv = ["sharecli", "product", "add", url, "--title", title]
    try:
        main()
    except SystemExit as ended:
        if ended.code:
            sys.exit(ended.code)
"""


def test_eight_processes_that_write_at_once_from_the_first_moment_lose_no_row(db: Path) -> None:
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", _TEN],
            env=environment(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _nth in range(8)
    ]
    said = [writer.communicate(timeout=60)[1] for writer in writers]
    assert [writer.returncode for writer in writers] == [0] * 8, said
    assert len(codes_in(db)) == 80
    assert {one["result"] for one in examine(Store(db))} == {"ok"}


_BATCHES = """
import sys
from pathlib import Path
from factories import AT, product
from sharecli.products import records
from sharecli.store.open import Store
store = Store(Path(sys.argv[1]))
for batch in range(10_000):
    with store.writing() as db:
        for nth in range(5):
            records.add(db, product(code=f"p-{sys.argv[2]}-{batch}-{nth}"), at=AT)
    print(batch, flush=True)
"""


def test_a_writer_that_is_killed_leaves_whole_batches_and_a_sound_file(db: Path) -> None:
    db.parent.mkdir(parents=True)
    random = Random(9)  # noqa: S311 - the same moments every time
    promised = 0
    for nth in range(10):
        with subprocess.Popen(
            [sys.executable, "-c", _BATCHES, str(db), str(nth)],
            env=environment(PYTHONPATH=str(Path(__file__).parent.parent)),
            stdout=subprocess.PIPE,
        ) as writer:
            assert writer.stdout
            writer.stdout.readline()
            time.sleep(random.uniform(0.01, 0.12))
            writer.send_signal(signal.SIGKILL)
            promised += 1 + len(writer.stdout.read().splitlines())
        store = Store(db)
        count = store.reader.execute("SELECT count(*) FROM products").fetchone()[0]
        assert count % 5 == 0
        assert count >= promised * 5
        assert {one["result"] for one in examine(store)} == {"ok"}
        store.close()


_SPILL = """
import os, signal, sys
from pathlib import Path
from factories import AT, product
from sharecli.products import records
from sharecli.store.open import Store
store = Store(Path(sys.argv[1]))
with store.writing() as db:
    db.execute("PRAGMA cache_size = 1")
    for nth in range(300):
        records.add(db, product(code=f"lost-{nth}", title="x" * 200), at=AT)
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.parametrize(
    "words", [("product", "list", "-F", "json"), ("db", "backup"), ("config", "set", "name", "Lin")]
)
def test_what_a_killed_writer_left_half_done_is_undone_by_whoever_comes_next(
    kept: Path, words: tuple[str, ...], run: Run
) -> None:
    before = kept.stat().st_size
    env = environment(PYTHONPATH=str(Path(__file__).parent.parent))
    subprocess.run([sys.executable, "-c", _SPILL, str(kept)], env=env, check=False)
    assert kept.stat().st_size > before
    assert Path(f"{kept}-journal").exists()
    said = run(*words)
    assert (said.code, said.err.startswith("error")) == (0, False)
    assert run("db", "check").code == 0
    assert codes_in(kept) == ["longjing"]


def test_an_error_halfway_keeps_nothing_of_a_transaction(kept: Path) -> None:
    store = Store(kept)

    def halfway() -> None:
        with store.writing() as db:
            records.add(db, product(code="half"), at=AT)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        halfway()
    with store.writing() as db:
        records.add(db, product(code="whole"), at=AT)
    store.close()
    assert codes_in(kept) == ["longjing", "whole"]


def test_a_reader_sees_what_the_same_desk_wrote(db: Path) -> None:
    store = Store(db)
    assert store.reader.execute("SELECT count(*) FROM products").fetchone()[0] == 0
    records.keep(store, product(), at=AT)
    assert store.reader.execute("SELECT count(*) FROM products").fetchone()[0] == 1
    store.close()


@pytest.mark.parametrize(
    ("version", "mode"),
    [
        ((3, 40, 1), "DELETE"),
        ((3, 44, 5), "DELETE"),
        ((3, 44, 6), "WAL"),
        ((3, 45, 0), "DELETE"),
        ((3, 50, 6), "DELETE"),
        ((3, 50, 7), "WAL"),
        ((3, 51, 2), "DELETE"),
        ((3, 51, 3), "WAL"),
        ((4, 0, 0), "WAL"),
    ],
)
def test_a_write_ahead_log_is_used_only_where_sqlite_is_free_of_its_bug(
    version: tuple[int, int, int], mode: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite3, "sqlite_version_info", version)
    door.journal_mode.cache_clear()
    try:
        assert door.journal_mode() == mode
    finally:
        door.journal_mode.cache_clear()


def test_each_connection_is_set_to_be_safe(kept: Path) -> None:
    store = Store(kept)
    with store.writing() as db:
        asked = {
            name: db.conn.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("synchronous", "foreign_keys", "trusted_schema")
        }
    store.close()
    assert asked == {"synchronous": 2, "foreign_keys": 1, "trusted_schema": 0}


def test_the_named_file_is_the_one_an_error_speaks_of(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    kept_product(path)
    content = bytearray(path.read_bytes())
    root = sqlite3.connect(path).execute("SELECT rootpage FROM sqlite_master WHERE name = 'products'").fetchone()[0]
    content[(root - 1) * 4096 : root * 4096] = b"\xff" * 4096
    path.write_bytes(content)
    said = sharecli("--db", str(path), "product", "list")
    assert said.returncode == 6
    assert f"“{path}” is damaged" in said.stderr.decode()


def test_a_name_with_the_marks_of_a_pattern_or_a_uri_is_just_a_name(tmp_path: Path, run: Run) -> None:
    path = tmp_path / "我的 [1] 50%?#.db"
    assert run("config", "list").code == 0
    kept_product(path)
    for words in (("product", "list"), ("db", "backup"), ("db", "check")):
        assert sharecli("--db", str(path), *words).returncode == 0
    path.write_bytes(b"")
    assert sharecli("--db", str(path), "product", "list").returncode == 6
