"""Workbooks: every cell as exactly as it was written, and no size believed."""

import io
import tracemalloc
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime

import pytest
from hypothesis import given, settings, strategies as st

from sharecli import containers, workbooks
from sharecli.containers import Part
from sharecli.errors import Unreadable
from sharecli.spreadsheet import Grid
from sharecli.workbooks import DamagedFile, LockedFile, TooMuch
from workbooks_made import CELLS, locked_xlsx, ods, ods_of, xls, xlsx, xlsx_of


def parts(content: bytes) -> list[Part]:
    return list(containers.parts_of(content))


def rows(content: bytes) -> list[list[str]]:
    (part,) = parts(content)
    assert isinstance(part.content, Grid)
    return part.content.rows


MOMENT = datetime(2026, 10, 3, 14, 5, 6)  # noqa: DTZ001 - a cell has no zone


def test_each_kind_of_cell_is_read_as_it_was_written() -> None:
    said = rows(
        xlsx(
            [["订单号", 12.5, 0.1 + 0.2, 7, 2.80267, True, MOMENT, 0.025, "=1+1", None, "#N/A", "001"]],
            formats={"G1": "yyyy-mm-dd hh:mm:ss", "H1": "0.00%"},
        )
    )
    assert said == [
        ["订单号", "12.5", "0.3", "7", "2.80267", "TRUE", "2026-10-03 14:05:06", "2.5%", "", "", "#N/A", "001"]
    ]


def test_the_result_of_a_formula_and_an_error_are_what_they_show() -> None:
    cells = (
        '<c r="A1" t="str"><f>"a"&amp;"b"</f><v>ab</v></c><c r="B1"><f>1+1</f><v>2</v></c>'
        '<c r="C1" t="e"><v>#DIV/0!</v></c><c r="E1" t="inlineStr"><is><t>in</t><t>line</t></is></c>'
    )
    assert rows(xlsx_of(f'<sheetData><row r="1">{cells}</row></sheetData>')) == [["ab", "2", "#DIV/0!", "", "inline"]]


@pytest.mark.parametrize("number", [123456789012345678, 1168000000000000001, 10**15, 1.168e18])
def test_a_number_of_more_digits_than_a_spreadsheet_keeps_is_shown_with_an_exponent(number: float) -> None:
    for made in (xlsx([[number]]), xls([[float(number)]]), ods([[number]])):
        assert "e+" in rows(made)[0][0]


@given(st.integers(-(10**13), 10**13), st.integers(0, 5))
def test_money_is_exact_to_the_last_digit(micros: int, digits: int) -> None:
    amount = micros / 10**digits
    from decimal import Decimal

    exact = Decimal(micros).scaleb(-digits)
    assert Decimal(workbooks.number(repr(amount))) == exact
    assert "e" not in workbooks.number(repr(amount)).lower()


def test_every_sheet_is_read_and_the_day_of_its_making_is_known() -> None:
    assert [one.name for one in parts(xlsx([["a"]], [["b", "c"]]))] == ["Sheet1", "Sheet2"]
    said = "<x:created>2026-10-01T00:00:00Z</x:created><x:modified>2026-10-03T04:05:06Z</x:modified>"
    made = xlsx_of("<sheetData/>", more={"docProps/core.xml": f'<p xmlns:x="http://purl.org/dc/terms/">{said}</p>'})
    assert [one.made for one in parts(made)] == ["2026-10-03T04:05:06Z"]


def test_an_xls_of_1997_is_read() -> None:
    cells: CELLS = [["订单号", "金额", "日期"], ["A-1", 12.5, (46298.5,)], ["A-2", 3.0, "x"]]
    assert rows(xls(cells)) == [
        ["订单号", "金额", "日期"], ["A-1", "12.5", "2026-10-03 12:00:00"], ["A-2", "3", "x"],
    ]  # fmt: skip


def test_a_workbook_with_a_password_is_told_so() -> None:
    with pytest.raises(LockedFile, match="password"):
        parts(locked_xlsx())


def test_each_kind_of_cell_of_an_ods_is_read_as_it_was_written() -> None:
    def cell(kind: str, value: str = "", shown: str = "1") -> str:
        return f'<t:table-cell o:value-type="{kind}" {value}><x:p>{shown}</x:p></t:table-cell>'

    cells = (
        cell("string", shown="订<x:span>单</x:span>号")
        + cell("float", 'o:value="0.30000000000000004"')
        + cell("currency", 'o:currency="CNY" o:value="1234.5"', "¥1,234.50")
        + cell("percentage", 'o:value="0.025"', "3%")
        + cell("date", 'o:date-value="2026-10-03"', "03.10.26")
        + cell("date", 'o:date-value="2026-10-03T14:05:06.000000000"', "03.10.26")
        + cell("time", 'o:time-value="PT09H05M06S"')
        + cell("boolean", 'o:boolean-value="true"', "WAHR")
        + cell("string", 'o:string-value="001"')
        + cell("string", 'o:string-value=""', "#N/A")
        + cell("string", shown='a<x:s x:c="2"/>b<x:tab/>\n c</x:p><x:p>d')
        + '<t:covered-table-cell/><t:table-cell t:number-columns-repeated="2"/>'
        + "<t:table-cell><o:annotation><x:p>a remark</x:p></o:annotation></t:table-cell>"
        + '<t:table-cell o:value-type="float" o:value="7" t:number-columns-repeated="2"><x:p>7</x:p></t:table-cell>'
    )
    assert rows(ods_of(f"<t:table-row>{cells}</t:table-row>")) == [
        ["订单号", "0.3", "1234.5", "2.5%", "2026-10-03 00:00:00", "2026-10-03 14:05:06", "09:05:06", "TRUE", "001",
         "#N/A", "a  b  c\nd", "", "", "", "", "7", "7"]
    ]  # fmt: skip


@given(
    st.lists(st.lists(st.one_of(st.sampled_from(["", "a", "订单", "1"]), st.integers(0, 99)), max_size=4), max_size=5)
)
def test_an_ods_is_read_as_another_reader_reads_it(cells: list[list[str | int]]) -> None:
    from python_calamine import CalamineWorkbook

    made = ods(cells)
    theirs = CalamineWorkbook.from_filelike(io.BytesIO(made)).get_sheet_by_index(0).to_python(skip_empty_area=False)

    def told(grid: Sequence[Sequence[object]]) -> list[list[str]]:
        plain = [[workbooks.number(str(cell)) if cell != "" else "" for cell in row] for row in grid]
        for row in plain:
            while row and not row[-1]:
                row.pop()
        while plain and not plain[-1]:
            plain.pop()
        return plain

    assert told(rows(made)) == told(theirs)


def _row(cell: str, again: int) -> str:
    return f'<t:table-row t:number-rows-repeated="{again}">{cell}</t:table-row>'


def _cell(again: str | int, said: str = "a") -> str:
    return f'<t:table-cell t:number-columns-repeated="{again}"><x:p>{said}</x:p></t:table-cell>'


@pytest.mark.parametrize(
    "sheets",
    [
        [_row(_cell(2_000), 1_000_000)],
        [_row(_cell(2_001), 1)],
        [_row(_cell("9" * 5_000), 1)],
        [_row(_cell(1), 1_048_577)],
        [_row(_cell(16_000, "") + _cell(1), 1)],
        [_row(_cell(1, ""), 1_048_576) + _row(_cell(1), 1)],
        [_row(_cell(2_000), 5_000)] * 3,
    ],
)
def test_what_says_that_it_is_there_a_million_times_is_counted_first(sheets: list[str]) -> None:
    tracemalloc.start()
    with pytest.raises(TooMuch):
        parts(ods_of(*sheets))
    assert tracemalloc.get_traced_memory()[1] < 2_000_000
    tracemalloc.stop()


def test_what_is_there_a_few_times_is_there_and_emptiness_at_the_end_is_not() -> None:
    made = ods_of(_row(_cell(2), 2) + _row(_cell(16_384, ""), 3) + _row(_cell("x"), 1) + _row(_cell(1, ""), 1_048_000))
    assert rows(made) == [["a", "a"], ["a", "a"], [], [], [], ["a"]]
    assert [one.name for one in parts(ods_of("", _row(_cell(1), 1)))] == ["Sheet1", "Sheet2"]


def test_the_day_of_the_making_of_an_ods_is_known_where_it_says_whose_clock() -> None:
    for said, made in (("2026-10-03T04:05:06.5Z", "2026-10-03T04:05:06Z"), ("2026-10-03T04:05:06.123", "")):
        (part,) = parts(ods_of("", more={"meta.xml": f'<m xmlns:d="urn:d"><d:date>{said}</d:date></m>'}))
        assert part.made == made


def test_an_ods_that_is_locked_or_has_a_document_type_is_refused() -> None:
    with pytest.raises(LockedFile, match="password"):
        parts(ods_of("", more={"META-INF/manifest.xml": "<m><file-entry><encryption-data/></file-entry></m>"}))
    with pytest.raises(DamagedFile, match="not a workbook"):
        parts(ods_of("", more={"content.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}))


@pytest.mark.parametrize(
    "sheet",
    [
        "<t:table-cell><x:p>a</x:p></t:table-cell>",
        _row(f"<x:p>a</x:p>{_cell(-3)}", -1),
        _row(f"<t:table-cell><t:table>{_row(_cell(1), 1)}</t:table><x:p>c</x:p></t:table-cell>", 1),
        "<t:table-row t:number-rows-repeated='٣'><t:table-cell o:value-type='date' o:date-value='soon'/></t:table-row>",
        "<t:table-row><t:table-row><t:table-cell/></t:table-row></t:table-row>",
    ],
)
def test_nonsense_in_an_ods_is_no_accident(sheet: str) -> None:
    assert isinstance(rows(ods_of(sheet)), list)


@pytest.mark.parametrize("upto", [10, 40, 400, 1500, 3000])
@pytest.mark.parametrize(
    "made",
    [xlsx([["a", 1]] * 50), xls([["a", 1.0]] * 10), ods([[f"a{n * n}", n] for n in range(999)])],
    ids=["xlsx", "xls", "ods"],
)
def test_a_workbook_that_is_cut_off_is_damaged(made: bytes, upto: int) -> None:
    with pytest.raises(DamagedFile):
        parts(made[:upto])


def test_a_sheet_that_claims_to_be_endless_costs_nothing() -> None:
    for cell in ('<row r="1048577"><c r="A1048577"><v>1</v></c></row>', '<row r="1"><c r="XFD1"><v>1</v></c></row>'):
        with pytest.raises(TooMuch):
            parts(xlsx_of(f"<sheetData>{cell}</sheetData>"))
    last = '<dimension ref="A1:XFD1048576"/><sheetData><row r="1048576"><c r="B1048576"><v>1</v></c></row></sheetData>'
    assert rows(xlsx_of(last))[-1] == ["", "1"]


def test_a_thousand_columns_are_read() -> None:
    assert len(rows(xlsx([[f"c{n}" for n in range(1000)]]))[0]) == 1000


@pytest.mark.parametrize(
    "sheet",
    [
        "<sheetData><row><c t='s'><v>99</v></c><c t='s'><v>x</v></c><c s='99'><v>1</v></c></row></sheetData>",
        "<sheetData><row r='-1'><c r='1'/><c r='ÄÖ'><v>1</v></c></row></sheetData>",
        "<sheetData><row r='٣'><c r='A1' t='n'><v>1e999</v></c><c><v>nan</v></c></row></sheetData>",
        "<sheetData><row r='5'/><row r='2'><c><v>1</v></c></row></sheetData>",
    ],
)
def test_nonsense_in_a_sheet_is_no_accident(sheet: str) -> None:
    assert isinstance(rows(xlsx_of(sheet)), list)


def test_a_document_type_is_refused() -> None:
    bomb = '<!DOCTYPE si [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><sst><si><t>&b;</t></si></sst>'
    with pytest.raises(DamagedFile, match="not a workbook"):
        parts(xlsx_of("<sheetData/>", strings=bomb))


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_no_change_of_a_byte_is_an_accident(data: st.DataObject) -> None:
    made = bytearray(data.draw(st.sampled_from([BOOK, OLD, OPEN])))
    for _time in range(data.draw(st.integers(1, 4))):
        made[data.draw(st.integers(0, len(made) - 1))] = data.draw(st.integers(0, 255))
    with suppress(Unreadable):
        assert isinstance(parts(bytes(made)), list)


BOOK, OLD, OPEN = xlsx([["a", 1, MOMENT]] * 3), xls([["a", 1.0]] * 3), ods([["a", 1.5]] * 3)
