"""Living values for TAB: quick, silent, and they leave no trace."""

import sqlite3
from pathlib import Path

import pytest

from conftest import Run
from factories import kept_product
from process import sharecli
from sharecli.store.peek import answer, values


@pytest.fixture
def kept(db: Path) -> Path:
    db.parent.mkdir(parents=True)
    for code, tags in (("longjing", ["tea", "绿茶"]), ("longan", ["fruit"]), ("mug", ["tea"])):
        kept_product(db, code=code, tags=tags)
    return db


def test_codes_and_tags_come_by_their_beginning_in_any_case(kept: Path, run: Run) -> None:
    assert kept.is_file()
    assert values("products", "lon") == ["longan", "longjing"]
    assert values("products", "LONGJ") == ["longjing"]
    assert values("products", "") == ["longan", "longjing", "mug"]
    assert values("tags", "") == ["fruit", "tea", "绿茶"]
    assert values("tags", "绿") == ["绿茶"]
    assert run("product", "archive", "mug").code == 0
    assert values("products", "m") == []
    assert values("archived", "") == ["mug"]


def test_link_codes_come_and_retired_ones_do_not(kept: Path, run: Run) -> None:
    assert kept.is_file()
    assert run("link", "new", "longjing", "--channel", "wechat-moments", "--code", "spring").code == 0
    assert values("links", "s") == ["spring"]
    assert run("link", "retire", "spring").code == 0
    assert values("links", "s") == []


def test_channels_and_platforms_come_from_their_files_and_the_sellers_own(tmp_path: Path) -> None:
    assert {"wechat-moments", "wechat-group"} <= set(values("channels", "WECHAT"))
    assert values("platforms", "taob") == ["taobao"]
    own = tmp_path / "config" / "sharecli" / "channels"
    own.mkdir(parents=True)
    (own / "my-blog.toml").touch()
    assert values("channels", "my") == ["my-blog"]


def test_there_are_never_more_than_fifty(db: Path) -> None:
    db.parent.mkdir(parents=True)
    kept_product(db)
    connection = sqlite3.connect(db)
    connection.executemany("INSERT INTO product_tags VALUES (1, ?)", [(f"tag-{nth}",) for nth in range(80)])
    connection.commit()
    connection.close()
    assert len(values("tags", "")) == 50


@pytest.mark.parametrize("prefix", ["'", "%", "\\", "[", "*", "\0", "\udcff", "x" * 10_000, "\U0010ffff"])
def test_no_beginning_is_an_accident(kept: Path, prefix: str) -> None:
    assert kept.is_file()
    assert values("products", prefix) == []
    assert values("channels", prefix) == []


def test_nothing_is_made_where_there_is_nothing(db: Path) -> None:
    assert values("products", "") == []
    assert values("nonsense", "") == []
    assert not db.parent.exists()


def test_a_file_that_cannot_be_read_is_passed_over_in_silence(kept: Path) -> None:
    whole = kept.read_bytes()
    for content in (b"", b"a text" * 100, whole[:5000], whole[:100] + b"\xff" * (len(whole) - 100)):
        kept.write_bytes(content)
        assert values("products", "") == []
    kept.unlink()
    kept.mkdir()
    assert values("products", "") == []


def test_a_writer_does_not_keep_it_waiting(kept: Path) -> None:
    holder = sqlite3.connect(kept, isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    assert values("products", "") == []
    holder.execute("ROLLBACK")
    holder.execute("BEGIN IMMEDIATE")
    assert values("products", "mug") == ["mug"]
    holder.close()


def test_the_answer_is_one_value_a_line_and_never_a_control_character(
    kept: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    connection = sqlite3.connect(kept)
    connection.execute("UPDATE products SET code = 'mug' || char(27) || '[31m' WHERE code = 'mug'")
    connection.commit()
    connection.close()
    answer(["products", ""])
    assert capsys.readouterr().out == "longan\nlongjing\n"


@pytest.mark.parametrize(
    "words",
    [[], ["products"], ["products", "lon", "--db"], ["products", "", "--db", ""], ["a", "b", "c", "d", "e"]],
)
def test_words_that_are_off_are_answered_with_what_there_is(
    kept: Path, words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert kept.is_file()
    answer(words)
    assert capsys.readouterr().err == ""


def test_the_fast_path_answers_from_the_named_file(kept: Path, tmp_path: Path) -> None:
    assert sharecli("--values", "products", "longj").stdout == b"longjing\n"
    assert sharecli("--values", "products", "longj", "--db", str(kept)).stdout == b"longjing\n"
    assert sharecli("--values", "products", "longj", "--db", str(tmp_path / "gone.db")).stdout == b""
    assert not (tmp_path / "gone.db").exists()
