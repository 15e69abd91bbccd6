"""A page is shown once: for people, or as JSON, CSV or Markdown, and nothing in it acts on a terminal."""

import csv
import io
import json
import unicodedata
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, strategies as st

from sharecli.errors import PartFailed
from sharecli.shell.page import Format, Page, as_csv, as_json, as_markdown, show
from sharecli.shell.tables import plain, table, whole
from sharecli.text import clean, uncell

HOSTILE = "\x1b]8;;x\x07[/]\u202e\x00\x7f\u2028\U000e0041\ud800|<b>\\"
ROWS: list[dict[str, Any]] = [
    {"code": "longjing", "title": "明前龙井 🍵", "price": "129.00", "note": None, "tags": ["tea", "绿茶"]},
    {"code": "=1+1", "title": HOSTILE, "price": "-12.50", "note": "", "tags": []},
]


def test_json_reads_back_as_what_it_was_even_with_hostile_text() -> None:
    assert json.loads(as_json(ROWS)) == ROWS


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda some: st.lists(some) | st.dictionaries(st.text(), some) | st.tuples(some, some),
)


@given(st.dictionaries(st.text(), ANYTHING))
def test_json_is_written_as_the_standard_library_writes_it(data: dict[str, Any]) -> None:
    written = json.dumps(data, ensure_ascii=False, indent=2) + "\n"
    if written.replace("\n", "").isprintable():
        assert as_json(data) == written


@given(st.dictionaries(st.text(st.characters(codec=None)), st.text(st.characters(codec=None))))
def test_json_of_any_text_reads_back_and_acts_on_no_terminal(data: dict[str, str]) -> None:
    written = as_json(data)
    assert json.loads(written) == data
    assert written.replace("\n", "").isprintable()


def test_an_answer_in_parts_is_shown_whole_or_not_at_all(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    def parts(*, broken: bool) -> Iterator[str | bytes]:
        yield b"\xef\xbb\xbf"
        yield "茶\n" * 500_000
        if broken:
            raise PartFailed("half of it")
        yield "end\n"

    with pytest.raises(PartFailed):
        show(Page({}, raw=parts(broken=True)))
    assert capsysbinary.readouterr().out == b""
    show(Page({}, raw=parts(broken=False)))
    assert capsysbinary.readouterr().out == b"\xef\xbb\xbf" + ("茶\n" * 500_000 + "end\n").encode()


def test_json_keeps_chinese_readable() -> None:
    assert "明前龙井 🍵" in as_json(ROWS)


def test_csv_guards_formulas_and_leaves_numbers_alone() -> None:
    rows = [
        {"a": value}
        for value in (
            "=1+1",
            "+1",
            "-12.50",
            "-x",
            "@x",
            "＝1",
            "'=1",
            "129.00",
            "-",
            "-1.2.3",
            "1e5",
            "-1e5",
        )
    ]
    read = [row["a"] for row in csv.DictReader(io.StringIO(as_csv(rows)))]
    assert read == [
        "'=1+1",
        "'+1",
        "-12.50",
        "'-x",
        "'@x",
        "'＝1",
        "''=1",
        "129.00",
        "'-",
        "'-1.2.3",
        "1e5",
        "'-1e5",
    ]


@given(st.lists(st.fixed_dictionaries({"a": st.text(max_size=20), "b": st.text(max_size=20)}), min_size=1, max_size=5))
def test_csv_of_any_text_has_one_line_a_row_and_gives_back_what_people_saw(
    rows: list[dict[str, str]],
) -> None:
    written = as_csv(rows)
    assert written.count("\n") == len(rows) + 1
    # A sign that this Python does not know yet may be an emoji of next year's.
    known = "".join(sign for sign in written if sign not in "\n\u200d" and unicodedata.category(sign) != "Cn")
    assert known.isprintable()
    assert [{key: uncell(cell) for key, cell in row.items()} for row in csv.DictReader(io.StringIO(written))] == [
        {key: clean(value) for key, value in row.items()} for row in rows
    ]


def test_csv_of_nothing_is_nothing_unless_its_columns_are_known() -> None:
    assert as_csv([]) == ""
    assert as_csv([], ["code", "title"]) == "code,title\n"
    assert as_csv([{"b": 1, "a": 2}], ["a", "c"]) == "a,c\n2,\n"


def test_markdown_keeps_its_table_whatever_is_in_a_cell() -> None:
    written = as_markdown(ROWS)
    assert written.splitlines() == [
        "| code | title | price | note | tags |",
        "| --- | --- | --- | --- | --- |",
        "| longjing | 明前龙井 🍵 | 129.00 |  | tea 绿茶 |",
        "| =1+1 | ␛]8;;x␇[/]�␀␡���\\|&lt;b>\\\\ | -12.50 |  |  |",
    ]
    assert as_markdown([]) == ""


def shown(capsys: pytest.CaptureFixture[str], page: Page) -> tuple[str, str]:
    show(page)
    said = capsys.readouterr()
    return said.out, said.err


def test_a_report_with_rows_is_those_rows_in_csv_and_whole_in_json(
    capsys: pytest.CaptureFixture[str],
) -> None:
    report = {"by": "channel", "rows": [{"key": "qq"}], "totals": []}
    assert shown(capsys, Page(report, format=Format.csv)) == ("key\nqq\n", "")
    assert json.loads(shown(capsys, Page(report, format=Format.json))[0]) == report
    assert shown(capsys, Page({"key": "qq"}, format=Format.csv)) == ("key\nqq\n", "")
    assert shown(capsys, Page({"key": "qq"}, format=Format.markdown)) == ("| key |\n| --- |\n| qq |\n", "")


def test_notes_go_to_the_error_stream_and_are_made_harmless(capsys: pytest.CaptureFixture[str]) -> None:
    assert shown(capsys, Page({}, notes=["first", "second"], raw="data\n")) == (
        "data\n",
        "note: first\nnote: second\n",
    )


def test_the_part_that_failed_is_told_after_the_part_that_did_not(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(PartFailed):
        show(Page([{"a": 1}], format=Format.csv, error=PartFailed("one failed")))
    assert capsys.readouterr().out == "a\n1\n"


def test_raw_bytes_are_written_as_they_are(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    show(Page({}, raw=b"\xef\xbb\xbf\xff\x00"))
    assert capfdbinary.readouterr().out == b"\xef\xbb\xbf\xff\x00"


def test_what_is_no_page_is_not_shown(capsys: pytest.CaptureFixture[str]) -> None:
    show(None)
    assert capsys.readouterr().out == ""


def test_a_table_has_no_line_that_ends_in_blanks_and_obeys_nothing(
    capsys: pytest.CaptureFixture[str],
) -> None:
    rows = [("a", "1.00"), (HOSTILE, "12345.00"), ("[bold]x[/bold] :smile:", "3.00")]
    out, _err = shown(capsys, Page([], lambda: table(("name", "price"), rows, right=(1,))))
    assert all(line == line.rstrip() for line in out.splitlines())
    assert out.replace("\n", "").isprintable()
    assert "[bold]x[/bold] :smile:" in out
    assert "␛]8;;x␇[/]" in out


def test_chinese_is_counted_two_cells_wide(capsys: pytest.CaptureFixture[str]) -> None:
    out, _err = shown(capsys, Page([], lambda: table(("a", "b"), [("龙井", "x"), ("abcd", "y")])))
    assert out.splitlines()[1:] == ["龙井  x", "abcd  y"]


def test_plain_lines_are_shown_as_they_are_and_hostile_ones_are_not(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert shown(capsys, Page([], lambda: plain(["[bold]one[/]", "two\x1b"])))[0] == "[bold]one[/]\ntwo␛\n"


@pytest.mark.parametrize("columns", ["80", "40", "20", "1", "0", "-5", "x", ""])
def test_no_width_is_too_strange(
    capsys: pytest.CaptureFixture[str], columns: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    out, _err = shown(capsys, Page([], lambda: table(("code", "title"), [("longjing", "明前龙井 " * 20)], wide=1)))
    assert out
    if columns in {"80", "40"}:
        from rich.cells import cell_len

        assert max(map(cell_len, out.splitlines())) <= int(columns)


def test_rows_that_differ_in_keys_share_one_header() -> None:
    rows = [{"code": "a"}, {"code": "b", "note": "x"}, {"code": "c", "person": "ling"}]
    assert as_csv(rows) == "code,note,person\na,,\nb,x,\nc,,ling\n"
    assert as_markdown(rows).splitlines()[2:] == ["| a |  |  |", "| b | x |  |", "| c |  | ling |"]


def test_a_line_break_is_a_picture_in_a_row_and_stays_in_a_file_for_a_spreadsheet() -> None:
    rows = [{"note": "a\n=1\x1b"}, {"note": "=1\nb"}]
    assert as_csv(rows) == "note\na␊=1␛\n'=1␊b\n"
    read = list(csv.DictReader(io.StringIO(as_csv(rows, breaks=True), newline="")))
    assert [row["note"] for row in read] == ["a\n=1␛", "'=1\nb"]


@pytest.mark.parametrize("terminal", ["", "1"])
def test_a_link_that_is_wider_than_the_terminal_is_one_line(
    terminal: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "30")
    monkeypatch.setenv("FORCE_COLOR", terminal)
    link = "https://shop.example/?a=" + "x" * 60
    show(Page([], lambda: whole(("code", "product", "url"), [("m8n9pqr", "茶", link)])))
    assert capsys.readouterr().out.splitlines() == ["code     product  url", "m8n9pqr  茶", f"  {link}"]
