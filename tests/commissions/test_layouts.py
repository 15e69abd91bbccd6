"""Files as they lie in a seller's folder: titles above the header, mended cells, garbage; each is named or read."""

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings, strategies as st

from commissions.papers import SETTLED, SHOPEE, TAOBAO, counts, earned, listed, paper, shopee, taken, taobao
from conftest import Run

GOOD = taobao("9")


@pytest.mark.parametrize(
    ("cells", "column", "why"),
    [
        (
            {"order": "1.168E+18"},
            "淘宝订单编号",
            "a spreadsheet has cut this number; import the file as it was downloaded",
        ),
        ({"line": "1.168E+18"}, "淘宝子订单号", "a spreadsheet has cut this number"),
        ({"line": "", "item": "5.75E+11"}, "商品ID", "a spreadsheet has cut this number"),
        ({"order": ""}, "淘宝订单编号", "the order number is missing"),
        ({"ordered": ""}, "创建时间", "the date is missing"),
        ({"ordered": "2026-02-30 12:00:00"}, "创建时间", "not a date as this platform writes it"),
        ({"ordered": "30/09/2026"}, "创建时间", "not a date"),
        ({"ordered": "1970-01-01 08:00:00"}, "创建时间", "not a date"),
        ({"ordered": "0001-01-01 00:00:00"}, "创建时间", "not a date"),
        ({"ordered": "9999-12-31 23:59:59"}, "创建时间", "not a date"),
        ({"status": SETTLED, "settled": "1", "settled-at": "yesterday"}, "结算时间", "not a date"),
        ({"estimate": "NaN"}, "付款预估收入", "not a decimal number"),
        ({"estimate": "Infinity"}, "付款预估收入", "not a decimal number"),
        ({"estimate": "1e400"}, "付款预估收入", "not a decimal number"),
        ({"estimate": "1.234,56"}, "付款预估收入", "not a decimal number"),
        ({"estimate": "12,5"}, "付款预估收入", "a comma only groups thousands"),
        ({"estimate": "(5.00"}, "付款预估收入", "not a decimal number"),
        ({"estimate": "5.00)"}, "付款预估收入", "not a decimal number"),
        ({"estimate": "--5"}, "付款预估收入", "not a decimal number"),
        ({"estimate": "()"}, "付款预估收入", "not a decimal number"),
        ({"estimate": "9" * 30}, "付款预估收入", "too large"),
        ({"estimate": "0.1234567"}, "付款预估收入", "more than six digits"),
    ],
)
def test_a_bad_cell_is_named_by_line_and_column_and_costs_no_other_row(
    run: Run, tmp_path: Path, cells: dict[str, str], column: str, why: str
) -> None:
    result = taken(run, tmp_path, paper([GOOD, taobao("1") | cells, taobao("2")]))
    assert (result["exit"], counts(result)) == (0, (2, 0, 0, 0, 1))
    [problem] = result["details"]
    assert (problem["line"], problem["column"]) == (3, column)
    assert why in problem["why"]
    assert f"note: line 3, {column}" in result["err"]
    assert run("commission", "list").code == 0


@pytest.mark.parametrize(
    ("said", "amount"),
    [("(5.00)", "-5.00"), ("-5.00", "-5.00"), ("−5", "-5.00"), ("-¥1,234.5", "-1234.50"), ("¥ 12.30", "12.30"),
     ("１２．５０", "12.50"), ("￥3", "3.00"), ("0.00001", "0.00001"), ("1,234.56", "1234.56"), ("+2", "2.00")],
)  # fmt: skip
def test_an_amount_is_read_in_the_ways_platforms_write_it(run: Run, tmp_path: Path, said: str, amount: str) -> None:
    taken(run, tmp_path, paper([taobao("1", estimate=said)]))
    assert [row["amount"] for row in listed(run)] == [amount]


@pytest.mark.parametrize("wrapped", ["'116800", '="116800"', "116800\t", " 116800 ", "116800.0", "\ufeff116800"])
def test_a_number_in_its_wrapping_is_the_same_number(run: Run, tmp_path: Path, wrapped: str) -> None:
    taken(run, tmp_path, paper([taobao("116800")]))
    assert counts(taken(run, tmp_path, paper([taobao(wrapped, line=wrapped)]))) == (0, 0, 1, 0, 0)


def test_a_title_above_the_header_and_an_empty_line_are_passed_over(run: Run, tmp_path: Path) -> None:
    title = "我的报表,,\n2026-10-01 至 2026-10-31\n\n".encode()
    result = taken(run, tmp_path, title + paper([GOOD, taobao("1") | {"estimate": "x"}]))
    assert counts(result) == (1, 0, 0, 0, 1)
    assert result["details"][0]["line"] == 6


def test_two_files_joined_into_one_have_their_header_twice(run: Run, tmp_path: Path) -> None:
    joined = paper([taobao("1")]) + b"\xef\xbb\xbf" + paper([taobao("2")])
    assert counts(taken(run, tmp_path, joined)) == (2, 0, 0, 1, 0)


def test_a_total_below_the_rows_is_skipped_and_counted(run: Run, tmp_path: Path) -> None:
    total = {"estimate": "3.00", "title": "合计"}
    assert counts(taken(run, tmp_path, paper([GOOD, total]))) == (1, 0, 0, 1, 0)


def test_columns_may_stand_in_another_order_and_more_of_them(run: Run, tmp_path: Path) -> None:
    names = {"more": "新的一列", **dict(reversed(TAOBAO.items()))}
    assert taken(run, tmp_path, paper([taobao("1", SETTLED, more="x")], names))["new"] == 1
    assert earned(run)["CNY"]["earned"] == "3.00"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_report_is_read_in_any_encoding_and_with_any_delimiter(
    run: Run, tmp_path: Path, encoding: str, delimiter: str
) -> None:
    content = paper([taobao("1"), taobao("2", place="朋友圈")]).decode().replace(",", delimiter).encode(encoding)
    assert counts(taken(run, tmp_path, content)) == (2, 0, 0, 0, 0)


def test_vietnamese_is_the_same_however_its_accents_are_written(run: Run, tmp_path: Path) -> None:
    import unicodedata

    text = (Path(__file__).parent / "reports" / "shopee-vn.csv").read_text("utf-8-sig")
    result = taken(run, tmp_path, unicodedata.normalize("NFD", text).encode())
    assert (result["layout"], result["new"], "not known" in result["err"]) == ("vietnamese", 1, False)


def test_hostile_cells_are_kept_visible_and_never_obeyed(run: Run, tmp_path: Path) -> None:
    bad = "\x1b[31m\u202e\x00\x9b"
    row = taobao(f"1{bad}", line=bad, item=bad, title=f"龙井{bad}", place=bad)
    result = taken(run, tmp_path, paper([row, taobao("2") | {"estimate": bad}]))
    assert counts(result) == (1, 0, 0, 0, 1)
    for said in (
        run("commission", "list"),
        run("commission", "list", "-F", "csv"),
        run("commission", "list", "-F", "json"),
    ):
        assert not set(bad) & set(said.out + said.err) - set("[31m")
    assert not {"\x1b", "\u202e", "\x00", "\x9b"} & set(result["err"])


def test_an_order_without_a_currency_is_a_problem(run: Run, tmp_path: Path) -> None:
    names = {field: name.replace("(₱)", "(€)") for field, name in SHOPEE.items()}
    result = taken(run, tmp_path, paper([shopee("1", "1")], names))
    assert result["exit"] == 5
    assert "the currency is not told" in result["err"]


def refused(run: Run, path: Path, content: bytes, *words: str) -> str:
    path.write_bytes(content)
    said = run("commission", "import", str(path), *words)
    assert (said.code, said.out) == (5, "")
    assert len(said.err.splitlines()) == 2
    return said.err


def test_an_unknown_layout_names_its_header_and_the_closest_platform(run: Run, db: Path, tmp_path: Path) -> None:
    said = refused(run, tmp_path / "x.csv", "淘宝订单编号,订单状态,付款预估收入,别的\n1,2,3,4\n".encode())
    assert "error[unknown-file]" in said
    assert "its header is: 淘宝订单编号, 订单状态, 付款预估收入, 别的" in said
    assert "the closest is taobao (modern), with 3 columns the same" in said
    assert not db.exists()


def test_a_file_like_no_report_names_the_platforms_that_are_known(run: Run, tmp_path: Path) -> None:
    said = refused(run, tmp_path / "x.csv", b"a,b,\x1b[31m\n1,2,3\n")
    assert "its header is: a, b, ␛[31m" in said
    assert "shopee, taobao" in said


@pytest.mark.parametrize(
    "content", [b"", b"\n", b"\xff\xfe", b"\0" * 500, bytes(range(256)) * 20, b"PK\x03\x04" + b"\x80" * 90]
)
def test_an_empty_file_and_binary_garbage_are_refused_by_name(run: Run, tmp_path: Path, content: bytes) -> None:
    assert "error[unknown-file]" in refused(run, tmp_path / "x.csv", content)


def test_a_report_for_another_platform_is_refused(run: Run, tmp_path: Path) -> None:
    assert "unknown-file" in refused(run, tmp_path / "x.csv", paper([GOOD]), "--platform", "shopee")
    said = run("commission", "import", str(tmp_path / "x.csv"), "--platform", "taoboa")
    assert (said.code, "taobao" in said.err) == (3, True)
    assert run("commission", "import", str(tmp_path)).code == 5
    assert run("commission", "import", str(tmp_path / "no.csv")).code == 5


def test_a_header_without_rows_is_no_error_and_rows_that_are_all_bad_are(run: Run, tmp_path: Path) -> None:
    assert counts(taken(run, tmp_path, paper([]))) == (0, 0, 0, 0, 0)
    result = taken(run, tmp_path, paper([taobao("1") | {"estimate": "x"}]))
    assert result["exit"] == 5
    assert "error[nothing-readable]" in result["err"]


def test_a_cell_longer_than_any_is_a_problem_and_not_an_end(run: Run, tmp_path: Path) -> None:
    result = taken(run, tmp_path, paper([taobao("1", title="x" * 1_200_000), taobao("2")]))
    assert result["rows"] >= 1
    assert result["exit"] in {0, 5}


HEADER = paper([]).decode()
CELLS = st.lists(st.one_of(st.sampled_from(list(GOOD.values())), st.text(max_size=12)), max_size=13).map(",".join)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example(HEADER.encode() + b'"')
@example(HEADER.encode() + b"\r\r\n\0\0")
@given(
    st.one_of(
        st.binary(max_size=400),
        st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace")),
        st.lists(CELLS, max_size=5).map(lambda rows: (HEADER + "\n".join(rows)).encode("utf-8", "replace")),
        st.binary(max_size=200).map(lambda tail: paper([GOOD]) + tail),
    )
)
def test_no_bytes_at_all_bring_more_than_a_named_error(run: Run, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x.csv").write_bytes(content)
    said = run("commission", "import", str(tmp_path / "x.csv"), "--dry-run", "-F", "json")
    assert said.code in {0, 5}
    assert not {"\x1b", "\0", "\x9b", "\u202e"} & set(said.out + said.err)
    if said.out:
        result = json.loads(said.out)
        assert result["rows"] == sum(counts(result))
    else:
        assert said.err.startswith("error[unknown-file]")
