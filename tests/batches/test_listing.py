"""A mixed list is read whatever it was saved as, and what is wrong in it is named by line and column."""

import io
import time
from pathlib import Path

import pytest

from sharecli.batches import listing
from sharecli.batches.listing import Wanted, listed
from sharecli.errors import Unreadable
from sharecli.products.listfile import MissingColumn
from sharecli.spreadsheet import UnknownFile

ENGLISH = "product,channel,campaign,person,template,canvas,words,name\n"


def test_every_field_is_read() -> None:
    text = ENGLISH + 'tea,qq,spring,ling,card,1080x1440,"Fresh,\nand green",{channel}/{code}\n'
    found = listed(text.encode(), name="list.csv")
    words = "Fresh,\nand green"
    assert found.rows == (Wanted(2, "tea", "qq", "spring", "ling", "card", "1080x1440", words, "{channel}/{code}"),)
    assert (found.problems, found.unknown) == ((), ())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_chinese_list_is_read_in_every_encoding_that_spreadsheets_save(encoding: str, delimiter: str) -> None:
    lines = [
        ["商品", "渠道", "活动", "好友", "模板", "画布", "推荐语", "文件名"],
        ["longjing", "wechat-moments", "春茶", "阿玲", "card", "小红书", "今年的新茶，很鲜", "明前龙井"],
    ]
    content = "\r\n".join(delimiter.join(line) for line in lines).encode(encoding)
    (row,) = listed(content, name="单子.csv").rows
    assert row == Wanted(
        2, "longjing", "wechat-moments", "春茶", "阿玲", "card", "小红书", "今年的新茶，很鲜", "明前龙井"
    )


def test_columns_may_be_few_in_any_order_and_called_otherwise() -> None:
    found = listed("渠道,颜色,推荐人,货号,Price\nqq,red,ling,tea,3\n".encode(), name="list.csv")
    assert found.rows == (Wanted(2, "tea", "qq", person="ling"),)
    assert found.unknown == ("颜色", "Price")
    assert found.headings == {"product": "货号", "channel": "渠道", "person": "推荐人"}


def test_the_surest_word_wins_where_two_columns_mean_one_thing() -> None:
    found = listed(b"code,product\nwrong,right\n", name="list.csv")
    assert (found.rows[0].product, found.unknown) == ("right", ("code",))


def test_a_bad_row_is_named_and_the_good_ones_are_kept() -> None:
    text = "product,channel,words\ntea,qq\n,qq,x\ncup,qq,a,b,c\n" + f'pot,qq,{"x" * 3000}\nmug,qq,ok,,\n"open,qq\n'
    found = listed(text.encode(), name="list.csv")
    assert [row.product for row in found.rows] == ["tea", "mug"]
    assert [(one.line, one.column) for one in found.problems] == [(3, "product"), (4, ""), (5, "words"), (7, "")]
    assert found.problems[0].why == "no product is named"
    assert found.problems[1].why == "has 5 cells, the header 3"
    assert "quotation mark" in found.problems[3].why


def test_a_problem_found_later_has_the_lists_own_heading() -> None:
    found = listed("货号,渠道\ntea\x1b,nowhere\n".encode(), name="list.csv")
    problem = found.problem(found.rows[0], "channel", "there is no channel “nowhere”")
    assert (problem.line, problem.column, problem.said) == (2, "渠道", "nowhere")
    assert found.problem(found.rows[0], "product", "x").said == "tea␛"
    assert found.problem(found.rows[0], "", "x").column == ""


@pytest.mark.parametrize("content", [b"", b"\n", b"1,2\n3,4\n", b"\0" * 50, b"\xff" * 9, b"PK\x05\x06"])
def test_what_is_no_list_is_refused_with_the_header_it_should_have(content: bytes) -> None:
    with pytest.raises(UnknownFile) as caught:
        listed(content, name="list.csv")
    assert "product,channel" in str(caught.value.hint)
    assert caught.value.message.isprintable()


@pytest.mark.parametrize("encoding", ["ascii", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_product_codes_alone_are_a_list_without_a_header(encoding: str, end: str) -> None:
    content = end.join(["candle", "", ' "Tea-Pot" ', "mug"]).encode(encoding)
    found = listed(content, name="-")
    assert found.rows == (Wanted(1, "candle"), Wanted(3, "tea-pot"), Wanted(4, "mug"))
    assert found.problem(found.rows[0], "product", "x").column == "product"
    assert listed(b"candle\n", name="-").rows == (Wanted(1, "candle"),)


@pytest.mark.parametrize(
    "content", [b"candle\nmy favourite mug\n", b"candle,qq\nmug,qq\n", b"title\napi\n", "茶\n".encode()]
)
def test_lines_that_are_not_all_codes_are_no_list(content: bytes) -> None:
    with pytest.raises(UnknownFile):
        listed(content, name="-")


def test_a_list_without_products_is_refused() -> None:
    with pytest.raises(MissingColumn, match="no column “product”"):
        listed(b"channel,campaign\nqq,x\n", name="list.csv")


def test_a_cell_that_a_spreadsheet_was_kept_from_running_is_what_it_was() -> None:
    assert listed(b"product,words\ntea,'=1+1\n", name="list.csv").rows[0].words == "=1+1"


def test_a_dash_is_the_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"product\ntea\n")))
    assert listing.read(Path("-")).rows == (Wanted(2, "tea"),)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="no such file"):
        listing.read(tmp_path / "list.csv")


def test_ten_thousand_rows_are_read_in_a_moment() -> None:
    content = (ENGLISH + "tea,qq,spring,ling,card,feed,words of mine,\n" * 10_000).encode()
    began = time.perf_counter()
    assert len(listed(content, name="list.csv").rows) == 10_000
    assert time.perf_counter() - began < 60  # about 0.2 s; a square of the rows would be minutes
