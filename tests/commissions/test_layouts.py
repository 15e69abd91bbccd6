"""Files as they lie in a seller's folder: titles above the header, mended cells, garbage; each is named or read."""

import csv
import io
import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings, strategies as st

from commissions.papers import (
    SETTLED,
    SHOPEE,
    TAOBAO,
    Row,
    counts,
    earned,
    lines_of,
    listed,
    paper,
    shopee,
    taken,
    taobao,
)  # fmt: skip
from conftest import Run
from sharecli import spreadsheet
from sharecli.commissions import layouts
from sharecli.commissions.model import Line
from sharecli.errors import RowProblem
from sharecli.platforms import loader as platforms

GOOD = taobao("9")
NO_REPORT = ("error[unknown-file]", "error[damaged-file]", "error[bad-archive]")


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
        ({"ordered": "2569-09-30 12:00:00"}, "创建时间", "not a date"),
        ({"status": SETTLED, "settled": "1", "settled-at": "yesterday"}, "结算时间", "not a date"),
        ({"estimate": "NaN"}, "付款预估收入", "not a decimal number"),
        ({"estimate": "Infinity"}, "付款预估收入", "not a decimal number"),
        ({"estimate": "1e400"}, "付款预估收入", "not a decimal number"),
        ({"estimate": "1.234,56"}, "付款预估收入", "not a decimal number"),
        ({"estimate": "12,5"}, "付款预估收入", "a comma only groups thousands"),
        ({"estimate": "¥1,2.3"}, "付款预估收入", "not a decimal number"),
        ({"estimate": "$3.00"}, "付款预估收入", "the sign is another currency's"),
        ({"estimate": "-€3.00"}, "付款预估收入", "the sign is another currency's"),
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
     ("１２．５０", "12.50"), ("￥3", "3.00"), ("0.00001", "0.00001"), ("1,234.56", "1234.56"), ("+2", "2.00"),
     ("๑๒.๕๐", "12.50"), ("3元", "3.00"), ("¥-5", "-5.00"), ("(¥5.00)", "-5.00")],
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


def test_a_sign_that_several_currencies_have_is_each_ones(run: Run, tmp_path: Path) -> None:
    tiktok = {
        "order": "Order ID", "line": "SKU ID", "item": "Product ID", "status": "Order settlement status",
        "settled": "Total final earned amount", "ordered": "Order date", "currency": "Currency",
        "estimate": "Est. standard commission",
    }  # fmt: skip

    def row(order: str, currency: str, amount: str) -> Row:
        return {"order": order, "line": "1", "item": "1", "status": "Settled", "settled": amount, "currency": currency,
                "ordered": "31/08/2026 12:00:00", "estimate": "/"}  # fmt: skip

    good = [
        ("SGD", "$1"),
        ("SGD", "S$1"),
        ("MXN", "$1"),
        ("USD", "US$1"),
        ("MYR", "RM1"),
        ("IDR", "Rp1"),
        ("BRL", "R$1"),
    ]
    bad = [("MYR", "$1"), ("USD", "R$1"), ("GBP", "€1"), ("USD", "¥1"), ("SGD", "US$1"), ("PHP", "Rp1")]
    rows = [row(str(number), *pair) for number, pair in enumerate([*good, *bad])]
    result = taken(run, tmp_path, paper(rows, tiktok))
    assert counts(result) == (len(good), 0, 0, 0, len(bad))
    assert {one["why"] for one in result["details"]} == {"the sign is another currency's"}


ITALY = {
    "item": "ASIN", "title": "Prodotto", "seller": "Venditore", "place": "TrackingID", "ordered": "Data Spedizione",
    "quantity": "Prodotti spediti", "back": "Resi", "settled": "Commissioni pubblicitarie (€)",
}  # fmt: skip


def italian(amount: str, ordered: str = "2026-09-02") -> Row:
    return {"item": "B0TEST0001", "seller": "Amazon.it", "place": "x-21", "ordered": ordered, "settled": amount}


@pytest.mark.parametrize(
    ("said", "amount"),
    [("1.234,56", "1234.56"), ("1.234", "1234.00"), ("12,5", "12.50"), ("(0,60)", "-0.60"), ("-1.000,00 €", "-1000.00"),
     ("€ 3", "3.00"), ("１，５０", "1.50")],
)  # fmt: skip
def test_a_platform_with_a_comma_for_the_decimal_mark_groups_by_points(
    run: Run, tmp_path: Path, said: str, amount: str
) -> None:
    taken(run, tmp_path, paper([italian(said)], ITALY))
    assert [row["amount"] for row in listed(run)] == [amount]


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("12.50", "a point only groups thousands; the decimal mark is a comma"),
        ("1,234.56", "not a decimal number"),
        ("1.23,4", "not a decimal number"),
        ("NaN", "not a decimal number"),
        ("1e400", "not a decimal number"),
        ("£1,00", "the sign is another currency's"),
    ],
)
def test_what_does_not_fit_the_comma_is_named(run: Run, tmp_path: Path, said: str, why: str) -> None:
    result = taken(run, tmp_path, paper([italian("1,00"), italian(said)], ITALY))
    assert counts(result) == (1, 0, 0, 0, 1)
    assert (result["details"][0]["column"], result["details"][0]["why"]) == (ITALY["settled"], why)


def test_a_number_of_a_workbook_has_its_point_in_any_country_and_a_date_its_year_first() -> None:
    header = list(ITALY.values())

    def row(amount: str, ordered: str = "2026-09-02 00:00:00") -> list[str]:
        return [italian(amount, ordered).get(field, "") for field in ITALY]

    rows = [
        row("19.9"),
        row("-0.6"),
        row("1.234,56"),
        row("1234.5"),
        row("3", "03/09/2026"),
        row("1.234"),
        row("1.2345"),
    ]
    match = layouts.recognise(spreadsheet.Grid("xlsx", [header, *rows]), list(platforms.platforms().values()))
    assert match is not None
    read = [found.one for found in layouts.rows_of(match)]
    assert [one.settled for one in read if isinstance(one, Line)] == [
        19_900_000, -600_000, 1_234_560_000, 1_234_500_000, 3_000_000, 1_234_500,
    ]  # fmt: skip
    assert [one.why for one in read if isinstance(one, RowProblem)] == [
        "thousands or thousandths: a workbook does not tell"
    ]


def test_a_date_column_in_two_orders_is_a_problem_of_the_rows_that_do_not_fit(run: Run, tmp_path: Path) -> None:
    days = ["03/09/2026", "13/09/2026", "09/13/2026", "2026-09-13", "31/02/2026"]
    result = taken(run, tmp_path, paper([italian("1,00", day) for day in days], ITALY))
    assert [one["said"] for one in result["details"]] == ["09/13/2026", "31/02/2026"]
    assert [row["order"] for row in listed(run)] == [f"2026-09-{day}/x-21/italy" for day in ("03", "13", "13")]


def test_a_header_in_a_currency_that_its_market_has_not_is_read_in_none(run: Run, tmp_path: Path) -> None:
    english = {
        "item": "ASIN", "title": "Name", "seller": "Seller", "place": "Tracking ID", "ordered": "Date Shipped",
        "quantity": "Items Shipped", "back": "Returns", "settled": "Ad Fees",
    }  # fmt: skip
    row = italian("1.00") | {"seller": "Third Party"}
    for unit, layout, currency in (
        ("", "uk", "GBP"),
        ("($)", "us", "USD"),
        ("(Rs.)", "india", "INR"),
        ("(£)", "uk", "GBP"),
    ):
        result = taken(run, tmp_path, paper([row | {"item": unit}], english | {"settled": f"Ad Fees{unit}"}))
        assert (result["layout"], result["change"][0]["currency"]) == (layout, currency)
    for unit in ("(€)", "(CA$)"):
        result = taken(run, tmp_path, paper([row], english | {"settled": f"Ad Fees{unit}"}))
        assert result["exit"] == 5
        assert "the currency is not told" in result["details"][0]["why"]


def test_a_file_of_a_market_with_the_same_header_and_another_dollar_is_not_read(run: Run, tmp_path: Path) -> None:
    english = {
        "item": "ASIN", "title": "Name", "seller": "Seller", "place": "Tracking ID", "ordered": "Date Shipped",
        "quantity": "Items Shipped", "back": "Returns", "settled": "Ad Fees($)",
    }  # fmt: skip
    rows = [italian("1.00") | {"seller": seller} for seller in ("Third Party", "amazon.ca ", "Amazon.com")]
    result = taken(run, tmp_path, paper(rows, english))
    assert (result["exit"], counts(result)) == (5, (0, 0, 0, 0, 3))
    assert {one["column"] for one in result["details"]} == {"Seller"}
    assert taken(run, tmp_path, paper([rows[0], rows[2]], english))["new"] == 2


def test_a_network_that_does_not_tell_its_currency_is_told_it_by_the_seller(
    run: Run, tmp_path: Path, home: Path
) -> None:
    awin = {
        "order": "id",
        "status": "commission_status",
        "settled": "commission",
        "ordered": "date",
        "base": "sale_amount",
    }
    row = {"order": "1", "status": "1", "settled": "3.00", "ordered": "2026-09-01 12:00:00", "base": "30"}
    result = taken(run, tmp_path, paper([row], awin))
    assert result["exit"] == 5
    own = home / "config" / "sharecli" / "platforms"
    way = f'{own / "awin.toml"}: [payout] currency = "EUR"'
    assert f"say it in {way}" in result["details"][0]["why"]
    assert f" hint: write into {way}" in result["err"]
    own.mkdir(parents=True)
    (own / "awin.toml").write_text('[payout]\ncurrency = "EUR"\n', "utf-8")
    platforms.platforms.cache_clear()
    taken(run, tmp_path, paper([row], awin))
    assert earned(run)["EUR"]["earned"] == "3.00"


JD = {
    "order": "订单号", "parent": "主单号", "item": "商品ID", "status": "订单状态", "estimate": "预估佣金",
    "settled": "实际佣金", "ordered": "下单时间", "due": "结算时间",
}  # fmt: skip


def jd(order: str, status: str, **cells: str) -> Row:
    return {"order": order, "status": status, "item": "1", "ordered": "2026-08-01 12:00:00", "estimate": "3"} | cells


@pytest.mark.parametrize("code", [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 20, 21, 22, 27])
def test_every_reason_for_which_jd_pays_nothing_is_void_by_its_number(run: Run, tmp_path: Path, code: int) -> None:
    result = taken(run, tmp_path, paper([jd("1", str(code), settled="9", due="2026-09-20")], JD))
    assert ([row["state"] for row in listed(run)], "not known" in result["err"]) == (["void"], False)


def test_a_word_that_no_platform_is_known_to_write_is_pending_and_never_money() -> None:
    among = list(platforms.platforms().values())
    for expected in sorted((Path(__file__).parent / "reports").glob("*.json")):
        match = layouts.recognise(expected.with_suffix(".csv").read_bytes(), among)
        assert match is not None
        if "status" not in match.layout.columns:
            continue  # the state shows in other columns, or every row is earned
        words = match.places["status"]
        # A mark of "any word at all" (a payslip's number) is a word that is known: empty.
        others = [*match.places.get("claim", []), *(place for place, _words in match.marks if place not in words)]
        rows = [list(match.sheet.header)]
        for _number, cells in match.sheet.rows:
            new = {place: "something new" for place in words if cells[place].strip()} | dict.fromkeys(others, "")
            rows.append([new.get(place, cell) for place, cell in enumerate(cells)])
        out = io.StringIO(newline="")
        csv.writer(out).writerows(rows)
        match = layouts.recognise(out.getvalue().encode(), among)
        assert match is not None
        lines = lines_of(match)
        assert {(one.state, one.settled) for one in lines} <= {("?", None), ("void", None)}, expected.stem
        assert "?" in {one.state for one in lines}


def test_settled_before_its_day_is_confirmed(run: Run, tmp_path: Path) -> None:
    rows = [
        jd("1", "17", settled="3", due="2026-09-20"),
        jd("2", "已完成", settled="3", due="2098-09-20"),
        jd("3", "已完成", settled="3", due=""),
        jd("4", "已完成", settled="3", due="0"),
        jd("5", "已完成", settled="", due="20260920"),
    ]
    taken(run, tmp_path, paper(rows, JD))
    assert [row["state"] for row in listed(run)] == ["settled", "confirmed", "confirmed", "confirmed", "confirmed"]


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
    assert "shareasale, shopee, stripe, taobao, tiktok-shop" in said


@pytest.mark.parametrize(
    "content", [b"", b"\n", b"\xff\xfe", b"\0" * 500, bytes(range(256)) * 20, b"PK\x03\x04" + b"\x80" * 90]
)
def test_an_empty_file_and_binary_garbage_are_refused_by_name(run: Run, tmp_path: Path, content: bytes) -> None:
    assert refused(run, tmp_path / "x.csv", content).startswith(NO_REPORT)


def test_a_report_for_another_platform_is_refused(run: Run, tmp_path: Path) -> None:
    assert "unknown-file" in refused(run, tmp_path / "x.csv", paper([GOOD]), "--platform", "shopee")
    said = run("commission", "import", str(tmp_path / "x.csv"), "--platform", "taoboa")
    assert (said.code, "taobao" in said.err) == (3, True)
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
        assert said.err.startswith(NO_REPORT)


LAZADA = {
    "order": "Check Out ID", "line": "Sub Order ID", "status": "Status", "estimate": "Payout", "base": "Order Amount",
    "ordered": "Conversion Time", "settled-at": "Delivered Time", "currency": "Currency", "validity": "Validity",
    "sku": "Sku Order ID", "market": "Country",
}  # fmt: skip


def lazada(order: str, day: str) -> Row:
    return {
        "order": order, "line": order, "status": "Delivered", "estimate": "3", "base": "9", "ordered": day,
        "settled-at": day, "currency": "PHP", "validity": "valid", "sku": "1", "market": "PH",
    }  # fmt: skip


@pytest.mark.parametrize(
    "zone", ["Etc/UTC", "Pacific/Honolulu", "America/New_York", "Asia/Shanghai", "Pacific/Auckland"]
)
def test_a_date_without_a_clock_is_that_day_for_every_seller(run: Run, tmp_path: Path, zone: str) -> None:
    run("config", "set", "time-zone", zone)
    days = ("2026-07-01", "2026-07-31")
    taken(run, tmp_path, paper([lazada(day, day) for day in days], LAZADA))
    assert [len(listed(run, "--period", period)) for period in ("2026-06", "2026-07", "2026-08")] == [0, 2, 0]
    rows = json.loads(run("earnings", "--by", "day", "-F", "json").out)["rows"]
    assert [row["key"] for row in rows if row["orders"]] == list(days)


def test_a_date_with_a_clock_is_on_the_platforms_clock(run: Run, tmp_path: Path) -> None:
    taken(run, tmp_path, paper([taobao("1", ordered="2026-10-01 00:00:00")]))
    assert listed(run)[0]["ordered_at"] == "2026-09-30T16:00:00Z"


def test_a_day_is_the_same_day_in_a_workbook_and_the_midnight_of_a_clock_stays_one() -> None:
    among = list(platforms.platforms().values())
    for names, row, moment in (
        (LAZADA, lazada("1", "2026-07-01"), "2026-07-01T10:00:00Z"),
        (TAOBAO, taobao("1", ordered="2026-07-01 00:00:00"), "2026-06-30T16:00:00Z"),
    ):
        cells = [row.get(field, "") for field in names]
        typed = [f"{cell} 00:00:00" if cell == "2026-07-01" else cell for cell in cells]
        for kind, some in (("xlsx", cells), ("xlsx", typed), ("xls", cells), ("ods", typed)):
            match = layouts.recognise(spreadsheet.Grid(kind, [list(names.values()), some]), among)
            assert match is not None
            assert [line.ordered_at for line in lines_of(match)] == [moment]


def test_a_day_that_has_begun_is_no_later_than_the_report_that_names_it(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "report-202607010900.csv"  # in Shanghai
    path.write_bytes(paper([lazada("1", "2026-07-01")], LAZADA))
    assert json.loads(run("commission", "import", str(path), "-F", "json").out)["as_of"] == "2026-07-01T01:00:00Z"
    path.rename(tmp_path / "report.csv")
    said = run("commission", "import", str(tmp_path / "report.csv"), "-F", "json").out
    assert json.loads(said)["as_of"] == "2026-06-30T16:00:00Z"


def test_a_day_of_a_refund_that_cannot_be_read_costs_no_row_its_money(run: Run, tmp_path: Path) -> None:
    names = LAZADA | {"refunded-at": "Returned Time"}
    row = lazada("1", "2026-07-01") | {"status": "Returned", "refunded-at": "soon"}
    assert taken(run, tmp_path, paper([row], names), "--as-of", "2026-08-02")["problems"] == 0
    rows = json.loads(run("commission", "show", "order:1", "-F", "json").out)["rows"]
    assert rows[-1]["at"] == "2026-08-02T15:59:59Z"
