"""From a report's line back to link, product and channel."""

import json
from pathlib import Path

import pytest

from commissions.papers import SHOPEE, listed, paper, shopee, taken, taobao
from conftest import Run
from sharecli.channels import loader as channels
from sharecli.commissions.attribution import Map, Origin
from sharecli.links.model import Link

LINKS = [
    (Link("b2c3d4f", "tea", "taobao", "wechat-moments", "", "https://x/", "active", "", 1), 10),
    (Link("spring-tea", "tea", "taobao", "telegram", "", "https://x/", "active", "", 2), 10),
    (Link("old", "tea", "taobao", "print", "", "https://x/", "retired", "", 3), 10),
    (Link("camp", "cup", "taobao", "print", "spring", "https://x/", "active", "", 4), 11),
    (Link("plain", "cup", "taobao", "print", "", "https://x/", "active", "", 5), 11),
    (Link("lings", "tea", "taobao", "qq", "", "https://x/", "active", "", 8, person="ling"), 10),
    (Link("shops", "tea", "taobao", "qq", "", "https://x/", "active", "", 9), 10),
    (Link("dans", "tea", "taobao", "douyin", "", "https://x/", "active", "", 10, person="dan"), 10),
    (Link("two-ways", "tea", "taobao", "weibo", "a", "https://x/", "active", "", 6), 10),
    (Link("twoways", "cup", "taobao", "weibo", "", "https://x/", "active", "", 7), 11),
]


@pytest.mark.parametrize(
    ("item", "sub_ids", "origin"),
    [
        ("", ("b2c3d4f",), Origin(1, 10, "wechat-moments")),
        ("", ("B2C3D4F",), Origin(1, 10, "wechat-moments")),
        ("", ("blog", "x_b2c3d4f_7"), Origin(1, 10, "wechat-moments")),
        ("", ("springtea",), Origin(2, 10, "telegram")),
        ("", ("spring-tea",), Origin(2, 10, "telegram")),
        ("", ("old",), Origin(3, 10, "print")),
        ("", ("qq", "old"), Origin(3, 10, "print")),
        ("", ("my old blog",), Origin(None, None, "")),  # a seller's own word is the whole sub-id, or nothing
        ("", ("spring-tea-2026",), Origin(None, None, "")),
        ("", ("twoways",), Origin(None, None, "")),  # either of two
        ("6100", ("two-ways",), Origin(None, 10, "")),
        ("6101", ("b2c3d4f",), Origin(1, 11, "wechat-moments")),  # came by the tea's link, bought the cup
        ("9999", ("b2c3d4f",), Origin(1, 10, "wechat-moments")),
        ("6100", ("朋友圈",), Origin(1, 10, "wechat-moments")),
        ("6100", ("wechat_moments",), Origin(1, 10, "wechat-moments")),
        ("6101", ("print",), Origin(5, 11, "print")),
        ("6100", ("默认", "110700000001"), Origin(None, 10, "")),
        ("", ("lings",), Origin(8, 10, "qq")),
        ("6100", ("qq",), Origin(9, 10, "qq")),  # somebody's link is never guessed
        ("6100", ("douyin",), Origin(None, 10, "douyin")),  # not even where it is the only one
        ("6100", ("dans",), Origin(10, 10, "douyin")),
        ("6101", ("qq",), Origin(None, 11, "qq")),
        ("9999", ("qq",), Origin(None, None, "qq")),
        ("9999", (), Origin(None, None, "")),
        ("", ("", "-", "--"), Origin(None, None, "")),
    ],
)
def test_a_line_leads_back_as_far_as_its_words_tell(item: str, sub_ids: tuple[str, ...], origin: Origin) -> None:
    items = {("taobao", "6100"): 10, ("taobao", "6101"): 11}
    assert Map(LINKS, items, list(channels.channels().values())).origin("taobao", item, sub_ids) == origin


def test_an_imported_line_knows_its_product_channel_and_link(run: Run, tmp_path: Path) -> None:
    run("product", "add", "https://item.taobao.com/item.htm?id=6100", "--title", "龙井", "--code", "longjing")
    run("link", "new", "longjing", "-c", "wechat-moments", "--code", "moments-tea")
    run("product", "add", "https://shopee.ph/a-i.5.77", "--title", "Scarf", "--code", "scarf")
    run("link", "new", "scarf", "-c", "telegram", "--code", "t2g")
    lines = [taobao("1", place="朋友圈"), taobao("2", place="默认"), taobao("3", item="9", place="moments-tea")]
    taken(run, tmp_path, paper(lines))
    sold = [shopee("4", "1", item="77", total="1", net="1", sub1="blog", sub2="t2g"), shopee("5", "1", item="78")]
    taken(run, tmp_path, paper(sold, SHOPEE))
    assert [(row["product"], row["channel"], row["link"]) for row in listed(run)] == [
        ("longjing", "wechat-moments", "moments-tea"),
        ("longjing", None, None),
        ("longjing", "wechat-moments", "moments-tea"),
        ("scarf", "telegram", "t2g"),
        (None, None, None),
    ]
    assert [row["order"] for row in listed(run, "--unmatched")] == ["2", "5"]


def test_a_sale_of_a_channel_where_only_a_friend_has_a_link_is_owed_to_nobody(run: Run, tmp_path: Path) -> None:
    run("product", "add", "https://shopee.ph/a-i.5.77", "--title", "Scarf", "--code", "scarf")
    run("person", "add", "Ling")
    run("partner", "add", "ling", "--rate", "30%", "--from", "2026-01-01")
    run("link", "new", "scarf", "-c", "telegram", "--person", "ling", "--code", "t2g")
    taken(run, tmp_path, paper([shopee("1", "5", item="77", total="5", net="5", sub1="telegram")], SHOPEE))
    assert [(row["product"], row["channel"], row["link"]) for row in listed(run)] == [("scarf", "telegram", None)]
    assert json.loads(run("partner", "list", "-F", "json").out)["rows"][0]["owed"] is None
    taken(run, tmp_path, paper([shopee("2", "5", item="77", total="5", net="5", sub1="t2g")], SHOPEE))
    assert json.loads(run("partner", "list", "-F", "json").out)["rows"][0]["owed"] == "1.50"
