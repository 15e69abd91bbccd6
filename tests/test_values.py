"""The fast path of TAB at its limits: ten thousand products, files that are not ours, every shell's manners."""

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

import factories
from process import sharecli
from sharecli.store import peek
from sharecli.store.open import APPLICATION_ID, Store


@pytest.fixture
def many(db: Path) -> Path:
    """A file of 10,000 products, each third archived, in two thousand tags, with as many links."""
    store = Store(db)
    with store.writing() as writer:
        writer.conn.executemany(
            "INSERT INTO products (id, code, title, currency, platform, url, status, created_at, updated_at)"
            " VALUES (?1, ?2, 'T', 'CNY', 'taobao', 'https://example.com', ?3, '', '')",
            [(n, f"tea-{n:05}", "archived" if n % 3 == 0 else "active") for n in range(10_000)],
        )
        writer.conn.executemany(
            "INSERT INTO product_tags VALUES (?, ?)", [(n, f"tag-{n % 2000:04}") for n in range(10_000)]
        )
        writer.conn.executemany(
            "INSERT INTO links (code, product_id, channel, destination, created_at, updated_at)"
            " VALUES (?, ?, 'qq', 'https://example.com', '', '')",
            [(f"k{n:06}", n) for n in range(10_000)],
        )
    store.close()
    return db


def _asked(*words: str, **environment: str) -> list[str]:
    ended = sharecli("--values", *words, env=environment)
    assert (ended.returncode, ended.stderr) == (0, b"")
    return ended.stdout.decode().splitlines()


def test_ten_thousand_products_give_at_most_fifty_values_sorted(many: Path) -> None:
    for kind, prefix in (("products", "te"), ("archived", ""), ("links", "k0"), ("tags", "TAG")):
        found = peek.values(kind, prefix, path=many)
        assert len(found) == 50
        assert found == sorted(set(found))
        assert all(value.startswith(prefix.lower()) for value in found)
    assert peek.values("products", "TEA-0430", path=many) == [f"tea-0430{n}" for n in (0, 1, 3, 4, 6, 7, 9)]
    assert peek.values("archived", "tea-0430", path=many) == ["tea-04302", "tea-04305", "tea-04308"]


@pytest.mark.parametrize("kind", ["products", "archived", "links", "tags"])
def test_every_query_is_a_search_of_an_index_in_its_own_order(many: Path, kind: str) -> None:
    connection = sqlite3.connect(many)
    plan = [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {peek._QUERIES[kind]}", ("t", 50))]
    connection.close()
    assert len(plan) == 1
    assert plan[0].startswith("SEARCH ")
    assert "INDEX" in plan[0]


def test_channels_and_platforms_bear_the_keys_that_the_loaders_give_them(home: Path) -> None:
    from sharecli.channels import loader as channels
    from sharecli.platforms import loader as platforms

    assert peek.values("channels", "") == list(channels.channels())
    assert peek.values("platforms", "") == sorted(platforms.platforms())
    own = home / "config" / "sharecli" / "channels"
    own.mkdir(parents=True)
    (own / "We-Love-Tea.toml").write_text("name = 'Tea'", "utf-8")
    (own / ".#weibo.toml").write_text("", "utf-8")
    assert peek.values("channels", "WE") == ["we-love-tea", "wechat-group", "wechat-moments", "weibo"]


def test_another_programs_file_is_not_read_even_if_it_has_products(home: Path) -> None:
    connection = sqlite3.connect(home / "other.db")
    connection.execute("CREATE TABLE products (code, status)")
    connection.execute("INSERT INTO products VALUES ('secret', 'active')")
    connection.commit()
    connection.close()
    assert peek.values("products", "", path=home / "other.db") == []
    assert peek._OURS == APPLICATION_ID


def test_a_file_whose_pages_are_damaged_is_met_with_silence_and_nothing_is_made_beside_it(many: Path) -> None:
    content = bytearray(many.read_bytes())
    content[4096:] = bytes(reversed(content[4096:]))
    many.write_bytes(content)
    assert peek.values("products", "", path=many) == []
    assert [path.name for path in many.parent.iterdir()] == [many.name]


def test_a_reader_of_a_wal_file_leaves_no_side_files_and_reads_those_that_are_there(db: Path) -> None:
    factories.kept_product(db)
    connection = sqlite3.connect(db, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.close()
    assert peek.values("products", "", path=db) == ["longjing"]
    assert [path.name for path in db.parent.iterdir()] == [db.name]
    connection = sqlite3.connect(db, isolation_level=None)
    connection.execute("UPDATE products SET code = 'biluochun'")
    assert peek.values("products", "", path=db) == ["biluochun"]
    connection.close()


def test_a_value_that_would_act_on_the_terminal_or_cannot_be_shown_there_is_left_out(db: Path) -> None:
    factories.kept_product(db)
    connection = sqlite3.connect(db, isolation_level=None)
    connection.executemany(
        "INSERT INTO product_tags VALUES (1, ?)", [("\x1b[31mred",), ("two\nlines",), ("\u202eback",), ("乌龙",)]
    )
    connection.close()
    assert _asked("tags", "", PYTHONIOENCODING="utf-8") == ["tea", "乌龙"]
    assert _asked("tags", "", PYTHONIOENCODING="ascii") == ["tea"]


def test_a_file_is_found_under_any_name(db: Path, home: Path) -> None:
    factories.kept_product(db)
    for name in ("100% sure?.db", "a#b;c&d=e.db", "我的 店.db", "back\\slash.db", "%41.db"):
        (home / name).write_bytes(db.read_bytes())
        assert peek.values("products", "", path=home / name) == ["longjing"]
        assert _asked("products", "", "--db", str(home / name)) == ["longjing"]


def test_the_fast_path_imports_nothing_that_takes_long() -> None:
    slow = ("typer", "rich", "sqlite_utils", "sharecli.app", "pathlib", "typing", "re", "contextlib")
    program = (
        f"import sys; sys.path.insert(0, {str(Path(peek.__file__).parents[2])!r});"
        "sys.argv = ['sharecli', '--values', 'products', '']; from sharecli.__main__ import main; main();"
        f"print([name for name in {slow} if name in sys.modules])"
    )
    # -S: a virtual environment may import what it likes at its start.
    ended = subprocess.run([sys.executable, "-S", "-c", program], capture_output=True, text=True, check=True)
    assert ended.stdout == "[]\n"


def test_the_fast_path_takes_what_any_shell_hands_it(db: Path) -> None:
    factories.kept_product(db)
    assert _asked() == _asked("products", "x", "--db") == _asked("nothing", "") == _asked("products", "\udcff") == []
    assert _asked("products") == _asked("products", "LONG") == ["longjing"]
    assert _asked("products", "", "--db", "~/data/sharecli/sharecli.db") == ["longjing"]
    assert _asked("products", "", "--db", "~nobody-of-that-name/x.db") == []
    # Windows PowerShell drops an empty word.
    assert _asked("products", "--db", str(db)) == ["longjing"]
    assert _asked("products", "--db", str(db.parent / "other.db")) == []
