"""A list of what to make: each row as it says, and what cannot be made is named by line and column, and has no link."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from conftest import NOW, Run
from factories import kept_people, kept_product
from sharecli.errors import BadValue, NotFound, NothingReadable, PartFailed
from sharecli.links import records as links
from sharecli.links.person_records import PersonUnknown
from sharecli.posters.listed import orders_from
from sharecli.posters.making import Order
from sharecli.products.listfile import MissingColumn
from sharecli.settings.model import Settings
from sharecli.shell.desk import Desk
from sharecli.spreadsheet import UnknownFile

Read = Callable[..., tuple[list[Order], list[str], Settings, PartFailed | None]]


@pytest.fixture
def desk(db: Path, run: Run) -> Iterator[Desk]:
    kept_product(db)
    kept_people(db, "ling", "bo", "mei")
    for code in ("cup", "pot", "old"):
        url = f"https://shop.example.com/{code}"
        assert run("product", "add", url, "--title", code, "--code", code).code == 0
    run("product", "archive", "old")
    run("config", "set", "base-url", "https://go.example.shop")
    with closing(Desk(db, clock=lambda: NOW)) as one:
        yield one


@pytest.fixture
def read(desk: Desk, home: Path) -> Read:
    def listed(
        text: str, *, keys: tuple[str, ...] = (), campaign: str = "", people: tuple[str, ...] = (), **how: Any
    ) -> tuple[list[Order], list[str], Settings, PartFailed | None]:
        path = home / "list.csv"
        path.write_text(text, "utf-8")
        return orders_from(desk, path, keys, campaign, people, **how)

    return listed


def said(orders: list[Order]) -> list[str]:
    links = [one.made.link for one in orders]
    return [f"{one.product} {one.channel} {one.campaign} {one.person}".strip() for one in links]


def test_a_row_is_made_as_it_says_in_the_order_of_the_list(read: Read) -> None:
    orders, notes, now, failed = read(
        "product,channel,campaign,person,template,canvas,words,name\n"
        "pot,telegram,,,minimal,square,好茶壶。,{n}-{code}\n"
        "longjing,朋友圈,spring sale,ling,,,,\n"
        "cup,telegram,,,,,,\n"
    )
    assert said(orders) == ["pot telegram", "longjing wechat-moments spring-sale ling", "cup telegram"]
    first = orders[0]
    assert (first.template, first.canvas, first.words, first.name) == ("minimal", "square", "好茶壶。", "{n}-{code}")
    assert failed is None
    assert notes[0] == "3 new links"
    assert now.base_url == "https://go.example.shop"
    assert all(one.made.url.startswith("https://go.example.shop/") for one in orders)


def test_what_a_row_leaves_open_is_what_the_command_says(read: Read) -> None:
    orders, *_rest = read(
        "product,channel,campaign,person\nlongjing,,,\ncup,qq,,mei\n",
        keys=("telegram", "weibo"), campaign="spring", people=("ling", "bo"),
    )  # fmt: skip
    assert said(orders) == [
        "longjing telegram spring ling", "longjing telegram spring bo", "longjing weibo spring ling",
        "longjing weibo spring bo", "cup qq spring mei",
    ]  # fmt: skip


def test_a_list_that_is_read_again_makes_no_link_again(read: Read) -> None:
    text = "product,channel\nlongjing,qq\nlongjing,qq\ncup,qq\n"
    first, *_rest = read(text)
    second, notes, *_rest = read(text)
    assert [one.made.link.code for one in first] == [one.made.link.code for one in second]
    assert first[0].made.link == first[1].made.link
    assert not any("new link" in note for note in notes)


@pytest.mark.parametrize(
    ("row", "where"),
    [
        ("nothing,qq,,,,,,", "line 3, product: there is no product “nothing”"),
        ("old,qq,,,,,,", "line 3, product: is archived"),
        (",qq,,,,,,", "line 3, product: no product is named"),
        ("longjing,,,,,,,", "line 3, channel: no channel is named, neither here nor by --channel"),
        ("longjing,fax,,,,,,", "line 3, channel: there is no channel “fax”"),
        ("longjing,qq,春天,,,,,", "line 3, campaign: the campaign “春天” may have only"),
        ("longjing,qq,,L i n g,,,,", "line 3, person: the person “L i n g” may have only"),
        ("longjing,qq,,nobody,,,,", "line 3, person: there is no person “nobody”"),
        ("longjing,qq,,,crad,,,", "line 3, template: there is no template “crad”"),
        ("longjing,qq,,,,huge,,", "line 3, canvas: “qq” has no canvas “huge”; it has: portrait, tall, square"),
        (f"longjing,qq,,,,,{'x' * 301},", "line 3, words: your recommendation has 301 characters"),
        ("longjing,qq,,,,,,{nope}", "line 3, name: the name “{nope}” cannot be used"),
        ("longjing,qq,,,,,,../../x", "line 3, name: the name “../../x” cannot be used"),
    ],
)
def test_a_row_that_cannot_be_made_is_named_by_line_and_column_and_has_no_link(
    read: Read, desk: Desk, row: str, where: str
) -> None:
    head = "product,channel,campaign,person,template,canvas,words,name\n"
    orders, notes, _now, failed = read(f"{head}cup,weibo,,,,,,\n{row}\npot,weibo,,,,,,\n")
    assert said(orders) == ["cup weibo", "pot weibo"]
    assert next(note for note in notes if note.startswith("line ")).startswith(where)
    assert failed is not None
    assert failed.message == "1 row of 3 was left out, the others were made"
    assert failed.exit_code == 7
    assert sorted(link.product for link in links.chosen(desk.store)) == ["cup", "pot"]


def test_a_list_of_which_nothing_can_be_made_is_an_error_with_the_first_reason(read: Read, desk: Desk) -> None:
    with pytest.raises(NothingReadable, match=r"no row of “list\.csv” can be made") as raised:
        read("product,channel\nnothing,qq\nlongjing,fax\n")
    assert raised.value.hint is not None
    assert raised.value.hint.startswith("line 2, product: ")
    with pytest.raises(NothingReadable) as raised:
        read("product,channel\n")
    assert raised.value.hint == "the list has no rows"
    assert links.chosen(desk.store) == []


def test_a_list_without_a_product_column_or_that_is_none_is_refused(read: Read) -> None:
    with pytest.raises(MissingColumn, match="has no column “product”"):
        read("channel,campaign\nqq,spring\n")
    with pytest.raises(UnknownFile):
        read("a,b\n1,2\n")


def test_a_channel_of_the_command_that_is_none_is_refused_at_once(read: Read) -> None:
    with pytest.raises(NotFound, match="fax"):
        read("product\nlongjing\n", keys=("fax",))


def test_a_campaign_that_looks_like_a_telephone_number_is_its_row_s_alone(read: Read, desk: Desk) -> None:
    table = "product,channel,campaign\npot,telegram,13800138000\ncup,telegram,spring-sale\npot,telegram,20261111\n"
    orders, notes, _now, failed = read(table)
    assert said(orders) == ["cup telegram spring-sale", "pot telegram 20261111"]
    assert failed is not None
    (why,) = [note for note in notes if "13800138000" in note]
    assert why.startswith("line 2, ")
    assert "looks like somebody's number" in why
    assert len(links.chosen(desk.store)) == 2


def test_a_campaign_of_the_command_that_looks_like_a_number_is_refused_at_once(read: Read, desk: Desk) -> None:
    with pytest.raises(BadValue, match="looks like somebody's number"):
        read("product,channel\npot,telegram\ncup,telegram\n", campaign="13800138000")
    assert not links.chosen(desk.store)


def test_a_person_of_the_command_who_is_not_in_the_list_is_refused_at_once(read: Read, desk: Desk) -> None:
    with pytest.raises(PersonUnknown, match="“lign”") as raised:
        read("product,channel,person\ncup,qq,mei\nlongjing,qq,\n", people=("lign",))
    assert "did you mean --person ling?" in (raised.value.hint or "")
    assert links.chosen(desk.store) == []


def test_a_link_of_somebody_who_was_never_in_the_list_is_drawn_and_no_other_is_made(
    read: Read, desk: Desk, db: Path
) -> None:
    read("product,channel,person\ncup,qq,mei\n")
    with closing(sqlite3.connect(db)) as file, file:
        file.execute("UPDATE links SET person = 'anna'")
    orders, notes, _now, _failed = read("product,channel,person\ncup,qq,anna\npot,qq,anna\n")
    assert said(orders) == ["cup qq  anna"]
    assert any(note.startswith("line 3, person: there is no person “anna”") for note in notes)
    assert len(links.chosen(desk.store)) == 1


def test_columns_that_mean_nothing_are_named(read: Read) -> None:
    _orders, notes, *_rest = read("product,channel,colour,size of font\nlongjing,qq,red,3\n")
    assert "columns that mean nothing here: colour, size of font" in notes


def test_a_list_of_a_chinese_spreadsheet_is_read(desk: Desk, home: Path) -> None:
    path = home / "清单.csv"
    path.write_bytes("商品编码,渠道,活动,推荐人,推荐语\r\nlongjing,微信群,,ling,今年的茶。\r\n".encode("gb18030"))
    orders, _notes, _now, failed = orders_from(desk, path, (), "", ())
    assert failed is None
    assert said(orders) == ["longjing wechat-group  ling"]
    assert orders[0].words == "今年的茶。"


def test_the_words_of_a_row_are_cleaned_as_the_command_s_are(read: Read) -> None:
    orders, *_rest = read('product,channel,words\nlongjing,qq,"好\x1b[31m  茶\n\n\n再好"\n')
    assert orders[0].words == "好␛[31m 茶\n\n再好"


def test_of_two_rows_with_one_name_the_first_wins_and_the_other_has_no_link(read: Read, desk: Desk) -> None:
    orders, notes, _now, failed = read(
        "product,channel,name\ncup,qq,tea\npot,qq,TEA\nlongjing,qq,\nlongjing,weibo,{n}-{code}\n"
    )
    assert said(orders) == ["cup qq", "longjing qq", "longjing weibo"]
    assert [note for note in notes if "line 3" in note] == ["line 3, name: its file would be TEA, as that of line 2"]
    assert failed is not None
    assert failed.message.startswith("1 row of 4 was left out")
    assert [link.product for link in links.chosen(desk.store)] == ["cup", "longjing", "longjing"]


def test_two_pictures_of_one_link_need_two_names_and_two_codes_of_it_are_one(read: Read) -> None:
    text = "product,channel,template\ncup,qq,card\ncup,qq,minimal\ncup,qq,商品卡\n"
    orders, notes, _now, failed = read(text)
    assert [order.template for order in orders] == ["card", "card"], "the third row is the first one again"
    assert any(note.startswith("line 3, name: its file would be cup-qq, as that of line 2") for note in notes)
    assert failed is not None
    orders, _notes, _now, failed = read(text, bare=True)
    assert (len(orders), failed) == (3, None)
    orders, _notes, _now, failed = read(text, name="{code}-{template}")
    assert (len(orders), failed) == (3, None)


def test_the_command_s_pattern_names_the_files_of_rows_that_have_none(read: Read) -> None:
    text = "product,channel\ncup,qq\ncup,weibo\npot,qq\n"
    orders, notes, _now, _failed = read(text, name="{code}")
    assert said(orders) == ["cup qq", "pot qq"]
    assert any(note.startswith("line 3, name: its file would be cup, as that of line 2") for note in notes)
    for name in ("{n}", "{link}", "{channel}/{code}"):
        assert len(read(text, name=name)[0]) == 3


def test_rules_about_codes_are_not_told_of_where_there_will_be_none(read: Read) -> None:
    text = "product,channel\ncup,wechat-moments\n"
    assert any("QR code" in note for note in read(text)[1])
    assert not any("QR code" in note for note in read(text, code=False)[1])
