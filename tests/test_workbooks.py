"""Workbooks: every cell as exactly as it was written, and no size believed."""

from contextlib import suppress
from datetime import datetime

import pytest
from hypothesis import given, settings, strategies as st

from sharecli import containers, workbooks
from sharecli.containers import Part
from sharecli.errors import Unreadable
from sharecli.spreadsheet import Grid
from sharecli.workbooks import DamagedFile, LockedFile, TooMuch
from workbooks_made import CELLS, locked_xlsx, xls, xlsx, xlsx_of


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
    for made in (xlsx([[number]]), xls([[float(number)]])):
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


@pytest.mark.parametrize("upto", [10, 40, 400, 1500, 3000])
@pytest.mark.parametrize("made", [xlsx([["a", 1]] * 50), xls([["a", 1.0]] * 10)], ids=["xlsx", "xls"])
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
    made = bytearray(data.draw(st.sampled_from([BOOK, OLD])))
    for _time in range(data.draw(st.integers(1, 4))):
        made[data.draw(st.integers(0, len(made) - 1))] = data.draw(st.integers(0, 255))
    with suppress(Unreadable):
        assert isinstance(parts(bytes(made)), list)


BOOK, OLD = xlsx([["a", 1, MOMENT]] * 3), xls([["a", 1.0]] * 3)
