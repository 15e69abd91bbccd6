"""A data file of the seller's: what is in it, and where it is wrong."""

from pathlib import Path

import pytest

from sharecli import datafile
from sharecli.errors import BadData


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHARECLI_LANG", "en")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "some.toml"


def table(path: Path, text: str) -> datafile.Table:
    path.write_text(text, "utf-8")
    return datafile.load(path)[0]


def test_every_kind_of_value_is_read_and_nothing_is_left_over(path: Path) -> None:
    read = table(
        path,
        'a = "x"\nb = ["y", "z"]\nc = 3\nd = [1, 2]\ne = true\n[f]\ng = "h"\n[i]\nj = "k"\nl = ["m"]\n'
        '[n.o]\np = "q"\n[[r]]\ns = 1\n[[r]]\ns = 2\n',
    )
    assert read.text("a") == "x"
    assert read.texts("b") == ("y", "z")
    assert read.whole("c") == 3
    assert read.wholes("d", count=2) == (1, 2)
    assert read.flag("e", default=False) is True
    assert read.words("f") == {"g": "h"}
    assert read.lists("i") == {"j": ("k",), "l": ("m",)}
    assert read.words_by_name("n") == {"o": {"p": "q"}}
    assert [one.whole("s") for one in read.tables("r")] == [1, 2]
    read.done()


def test_what_is_missing_takes_its_default(path: Path) -> None:
    read = table(path, "")
    assert read.text("a", "x") == "x"
    assert read.texts("b") == ()
    assert read.whole("c", 7) == 7
    assert read.flag("d", default=True) is True
    assert read.words("e") == {}
    assert read.lists("f") == {}
    assert read.words_by_name("g") == {}
    assert read.table("h").text("i", "") == ""
    assert read.tables("j") == ()


def test_what_is_missing_without_a_default_is_refused(path: Path) -> None:
    with pytest.raises(BadData, match=r"some\.toml, line 1: “a” is missing"):
        table(path, "b = 1\n").text("a")


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(path: Path) -> None:
    path.write_bytes(b'\xef\xbb\xbfa = "x"\r\n[b]\r\nc = "y"\r\n')
    read = datafile.load(path)[0]
    assert (read.text("a"), read.words("b")) == ("x", {"c": "y"})


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadData, match=r"gone\.toml, line 1: No such file"):
        datafile.load(tmp_path / "gone.toml")
    (tmp_path / "folder.toml").mkdir()
    with pytest.raises(BadData, match=r"folder\.toml, line 1: "):
        datafile.load(tmp_path / "folder.toml")


def test_the_line_is_that_of_the_key_not_of_a_word_like_it(path: Path) -> None:
    read = table(path, '# name = 1\nname-zh = "name"\nold-name = "x"\n"name" = 1\n')
    with pytest.raises(BadData, match="line 4: “name” should be text"):
        read.text("name")


def test_the_line_is_that_of_the_right_one_of_several_tables(path: Path) -> None:
    read = table(path, "[[a]]\nx = 1\n[a.b]\ny = 1\n\n[[a]]\n[a.b]\ny = 2\n[c]\nx = 3\n")
    first, second = read.tables("a")
    assert "line 4: " in str(first.table("b").wrong("y", ""))
    assert "line 8: " in str(second.table("b").wrong("y", ""))
    assert "line 7: " in str(second.wrong("b", ""))
    assert "line 6: " in str(second.wrong("x", ""))
    assert "line 10: " in str(read.table("c").wrong("x", ""))


def test_the_line_is_found_in_inline_and_dotted_tables(path: Path) -> None:
    read = table(path, 'z = 1\na = { b = "x", c = 1 }\nd.e = 1\nf = [{ g = 1 }, { g = 2 }]\n')
    assert "line 2: " in str(read.table("a").wrong("c", ""))
    assert "line 3: " in str(read.table("d").wrong("e", ""))
    assert "line 4: " in str(read.tables("f")[1].wrong("g", ""))


def test_the_line_is_that_of_the_word_where_a_word_is_wrong(path: Path) -> None:
    read = table(path, 'a = [\n  "good",\n  "bad",\n]\n')
    assert "line 3: " in str(read.wrong("a", "", word="bad"))
    assert "line 1: " in str(read.wrong("a", "", word="elsewhere"))


def test_the_first_key_that_means_nothing_is_named(path: Path) -> None:
    read = table(path, "known = 1\nfirst = 1\nsecond = 1\n")
    read.whole("known")
    with pytest.raises(BadData, match="line 2: “first” is not a key here"):
        read.done()


def test_a_hostile_key_is_shown_and_not_obeyed(path: Path) -> None:
    with pytest.raises(BadData) as refused:
        table(path, '"\\u001b[31m" = 1\n').done()
    assert "\x1b" not in refused.value.message
    assert "␛[31m" in refused.value.message


def test_a_sellers_file_is_laid_over_the_built_in_one_key_by_key(tmp_path: Path) -> None:
    built_in, own = tmp_path / "built-in", tmp_path / "own"
    built_in.mkdir()
    own.mkdir()
    (built_in / "a.toml").write_text('x = "1"\ny = "2"\nlist = ["p", "q"]\n[t]\nu = "3"\nv = "4"\n', "utf-8")
    (own / "a.toml").write_text('y = "5"\nlist = ["r"]\n[t]\nv = "6"\nw = "7"\n', "utf-8")
    (own / "b.toml").write_text('x = "8"\n', "utf-8")
    (first, one), (second, two) = datafile.shelf(built_in, own)
    assert (first, one.text("x"), one.text("y"), one.texts("list")) == ("a", "1", "5", ("r",))
    assert one.words("t") == {"u": "3", "v": "6", "w": "7"}
    assert (second, two.text("x")) == ("b", "8")


def test_what_is_wrong_after_laying_over_is_blamed_on_the_sellers_file(tmp_path: Path) -> None:
    built_in, own = tmp_path / "built-in", tmp_path / "own"
    built_in.mkdir()
    own.mkdir()
    (built_in / "a.toml").write_text('x = "1"\n[t]\nu = "3"\n', "utf-8")
    (own / "a.toml").write_text("\n[t]\nu = 3\n", "utf-8")
    (_key, one), *_rest = datafile.shelf(built_in, own)
    with pytest.raises(BadData) as refused:
        one.table("t").text("u")
    assert refused.value.message == f"{own / 'a.toml'}, line 3: “u” should be text"


def test_the_key_of_a_file_is_its_name_in_lower_case_composed(tmp_path: Path) -> None:
    (tmp_path / "Cafe\u0301.toml").write_text("", "utf-8")
    (tmp_path / ".#b.toml").write_text("not toml", "utf-8")
    assert [key for key, _table in datafile.shelf(tmp_path / "none", tmp_path)] == ["caf\u00e9"]
