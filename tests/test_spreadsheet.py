"""A table file from anywhere: encoding, delimiter and header are found, and no line is lost."""

import csv
import io
import os
import stat
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from sharecli import spreadsheet
from sharecli.spreadsheet import UnknownFile

KNOWN = {"订单号", "商品", "佣金"}
ENCODINGS = ("utf-8", "gb18030", "utf-16", "cp1252")
HEADER = ["订单号", "商品", "佣金"]
CELLS = st.text(st.characters(codec="gb18030", exclude_characters="\0"), max_size=12)
ROWS = st.lists(st.tuples(CELLS, CELLS, CELLS), max_size=8)


def score(names: Sequence[str]) -> int:
    return len(KNOWN & set(names))


def written(rows: Sequence[Sequence[str]], *, delimiter: str = ",", ending: str = "\r\n") -> str:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, lineterminator=ending, quoting=csv.QUOTE_ALL).writerows(rows)
    return out.getvalue()


@given(
    ROWS,
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "gb18030"]),
    st.sampled_from(",;\t|"),
    st.sampled_from(["\n", "\r\n"]),
)
def test_what_was_written_is_read_in_any_encoding_and_with_any_delimiter(
    rows: list[tuple[str, str, str]], encoding: str, delimiter: str, ending: str
) -> None:
    content = written([HEADER, *rows], delimiter=delimiter, ending=ending).encode(encoding)
    sheet = spreadsheet.read(content, score, encodings=ENCODINGS)
    assert sheet is not None
    assert list(sheet.header) == HEADER
    kept = [list(row) for row in rows if any(cell.strip() for cell in row)]
    assert [cells for _line, cells in sheet.rows] == kept


@given(st.binary(max_size=400))
def test_no_bytes_are_an_accident(content: bytes) -> None:
    sheet = spreadsheet.read(content, score, encodings=ENCODINGS)
    assert sheet is None or score(sheet.names)
    assert isinstance(spreadsheet.first_row(content, encodings=ENCODINGS), list)


def test_a_header_below_a_title_is_found_and_lines_are_counted_as_an_editor_does() -> None:
    text = '结算报表,,\n,,\n订单号,商品,佣金(元)\n1,"two\nlines",3\n\n4,x,5\n'
    sheet = spreadsheet.read(text.encode(), score, encodings=ENCODINGS)
    assert sheet is not None
    assert sheet.names == ("订单号", "商品", "佣金")
    assert list(sheet.rows) == [(4, ["1", "two\nlines", "3"]), (7, ["4", "x", "5"])]


def test_a_header_too_far_down_is_not_looked_for() -> None:
    text = "x\n" * spreadsheet.HEADER_WITHIN + "订单号,商品,佣金\n1,2,3\n"
    assert spreadsheet.read(text.encode(), score, encodings=ENCODINGS) is None


@pytest.mark.parametrize(
    "heading", [" 订单号 ", "订单\u200b号", "\ufeff订单号", "订单号（元）", "订 单 号", "订单号(₱)"]
)
def test_headings_are_compared_without_what_platforms_sprinkle_in(heading: str) -> None:
    assert spreadsheet.name_of(heading) == "订单号"


def test_headings_are_compared_in_any_case_and_width() -> None:
    assert spreadsheet.name_of("Ｏrder ID") == spreadsheet.name_of("ORDER id") == "orderid"


def test_a_mark_decides_the_encoding_and_broken_bytes_after_it_are_replaced() -> None:
    content = b"\xef\xbb\xbf" + "订单号,商品,佣金\n1,".encode() + b"\xff,3\n"
    sheet = spreadsheet.read(content, score, encodings=ENCODINGS)
    assert sheet is not None
    assert sheet.encoding == "utf-8-sig"
    assert list(sheet.rows) == [(2, ["1", "�", "3"])]


def test_a_monstrous_cell_does_not_hide_the_rows_around_it() -> None:
    text = f"订单号,商品,佣金\n1,a,2\n2,{'x' * 1_100_000},3\n3,b,4\n"
    sheet = spreadsheet.read(text.encode(), score, encodings=ENCODINGS)
    assert sheet is not None
    assert (2, ["1", "a", "2"]) in sheet.rows
    assert len(sheet.rows) >= 2


def test_a_file_that_is_not_there_or_a_folder_is_named(tmp_path: Path) -> None:
    for path, why in ((tmp_path / "gone.csv", "no such file"), (tmp_path, "is a directory")):
        with pytest.raises(UnknownFile, match=why) as refused:
            spreadsheet.content_of(path)
        assert refused.value.exit_code == 5


def test_a_file_too_large_is_refused_and_not_swallowed(tmp_path: Path) -> None:
    path = tmp_path / "big.csv"
    with path.open("wb") as handle:
        handle.truncate(spreadsheet.LARGEST + 1)
    with pytest.raises(UnknownFile, match="larger than 200 MB"):
        spreadsheet.content_of(path)


def test_a_file_of_two_gigabytes_is_refused_by_its_size(tmp_path: Path) -> None:
    path = tmp_path / "big.csv"
    with path.open("wb") as handle:
        handle.truncate(2 * 1024**3)
    with pytest.raises(UnknownFile, match="larger than 200 MB"):
        spreadsheet.content_of(path)


def test_a_pipe_without_a_writer_is_not_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "pipe.csv"
    os.mkfifo(path)
    with pytest.raises(UnknownFile, match="no plain file") as refused:
        spreadsheet.content_of(path)
    assert "name the file -" in str(refused.value.hint)
    with pytest.raises(UnknownFile):
        spreadsheet.content_of(Path("/dev/zero"))


def test_what_is_not_there_a_folder_and_a_link_to_itself_are_named(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to("loop")
    for name in ("gone.csv", ".", "loop"):
        with pytest.raises(UnknownFile, match="cannot read"):
            spreadsheet.content_of(tmp_path / name)


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_a_file_that_may_not_be_read_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"a")
    path.chmod(stat.S_IWUSR)
    with pytest.raises(UnknownFile, match="permission denied"):
        spreadsheet.content_of(path)


def test_the_longest_of_the_first_rows_stands_for_an_unknown_header() -> None:
    assert spreadsheet.first_row(b"report\na,b,c\n1,2,3\n", encodings=ENCODINGS) == ["a", "b", "c"]
    assert spreadsheet.first_row(b"", encodings=ENCODINGS) == []


def orders(count: int, at: int, line: str) -> bytes:
    """A report of so many orders, of which one line is another."""
    lines = [f"{n},tea {n},{n}" for n in range(count)]
    lines[at] = line
    return "\n".join(["订单号,商品,佣金", *lines, ""]).encode()


@pytest.mark.parametrize("line", ['50,"tea,50', '50,"tea "" x,50', '"', '"50,tea,50', '50,tea,"'])
@pytest.mark.parametrize(("count", "at"), [(100, 50), (1000, 500), (100, 99), (100, 0)])
def test_a_quotation_mark_that_is_never_closed_costs_its_own_line_and_no_other(count: int, at: int, line: str) -> None:
    sheet = spreadsheet.read(orders(count, at, line), score, encodings=ENCODINGS)
    assert sheet is not None
    assert [number for number, cells in sheet.rows if spreadsheet.unread(cells)] == [at + 2]
    assert [number for number, _cells in sheet.rows] == list(range(2, count + 2))


def test_two_open_quotation_marks_do_not_close_one_another() -> None:
    content = orders(100, 20, '20,"15.6 inch,20').replace(b"40,tea 40,40", b'40,"13 inch,40').replace(b"tea 60", b'"t"')
    sheet = spreadsheet.read(content, score, encodings=ENCODINGS)
    assert sheet is not None
    assert [number for number, cells in sheet.rows if spreadsheet.unread(cells)] == [22, 42]
    assert len(sheet.rows) == 100


def test_a_cell_of_fifty_lines_is_read_and_one_of_more_is_no_cell() -> None:
    text = '订单号,商品,佣金\n1,"{}" ,3\n4,x,5\n'
    long = spreadsheet.LONGEST_ROW
    sheet = spreadsheet.read(text.format("a\n" * (long - 1)).encode(), score, encodings=ENCODINGS)
    assert sheet is not None
    assert [line for line, _cells in sheet.rows] == [2, 2 + long]
    sheet = spreadsheet.read(text.format("a\n" * long).encode(), score, encodings=ENCODINGS)
    assert sheet is not None
    assert spreadsheet.unread(sheet.rows[0][1])
    assert sheet.rows[-1] == (2 + long + 1, ["4", "x", "5"])


@pytest.mark.parametrize("start", [b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"])
def test_a_spreadsheets_own_file_is_told_to_be_saved_as_csv(tmp_path: Path, start: bytes) -> None:
    path = tmp_path / "list.xlsx"
    path.write_bytes(start + b"\0" * 100)
    with pytest.raises(UnknownFile, match="a spreadsheet's own file") as refused:
        spreadsheet.content_of(path)
    assert refused.value.hint == "open it, save it as CSV, and import that file"
