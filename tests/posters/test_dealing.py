"""A poster says how a deal stands: who is missing, the prices it goes down by, until when; and scans."""

import io
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from PIL import Image

from conftest import Run, Said
from factories import kept_product, product
from posters.compositions import BRAND, PICTURES, drawn, jpeg, poster, wanted
from sharecli.codes import verify
from sharecli.deals.model import Deal, Event, Kind, Standing
from sharecli.deals.standing import standing
from sharecli.posters.dealing import shown
from sharecli.posters.given import given
from sharecli.posters.model import Poster, Wish
from sharecli.posters.render import Studio

CLOSES = "2026-10-16T04:00:00Z"
NOW = "2026-10-15T05:00:00Z"
GROUP = Deal("g", Kind.group, "longjing", "CNY", 129_000_000, 89_000_000, 3, "2026-10-15T04:00:00Z", CLOSES)
BARGAIN = Deal(
    "b", Kind.bargain, "longjing", "CNY", 129_000_000, 79_000_000, 20, "2026-10-15T04:00:00Z", CLOSES, seed=7
)
ZONE = ZoneInfo("Asia/Shanghai")


def group(have: int, deal: Deal = GROUP) -> Standing:
    return standing(deal, [Event("joined", f"p{one}", NOW) for one in range(have)], NOW)


def bargain(helped: int) -> Standing:
    cuts = BARGAIN.cuts()[:helped]
    return standing(BARGAIN, [Event("cut", f"p{n}", NOW, micros=one) for n, one in enumerate(cuts)], NOW)


def with_deal(one: Standing, template: str, channel: str = "telegram", canvas: str = "", **over: Any) -> Poster:
    wish = Wish(canvas=canvas, deal=one, zone=ZONE)
    return poster(channel, canvas=canvas, template=template, wish=wish, **{"was": "159"} | over)


@pytest.fixture(scope="module")
def studio() -> Iterator[Studio]:
    with Studio(PICTURES.get, avatar=jpeg(400, 400)) as one:
        yield one


def test_a_group_is_told_in_chinese_and_english() -> None:
    goods = product(was="159")
    said = shown(group(2), goods, language="zh", locale="", zone=ZONE)
    assert (said.status, said.until) == ("差 1 人成团", "10月16日 12:00 截止")
    assert said.ladder == (("原价", "¥159"), ("单买价", "¥129"), ("3人团", "¥89"))
    assert shown(group(3), goods, language="zh", locale="", zone=ZONE).status == "已成团"
    english = shown(group(2), goods, language="en", locale="", zone=ZONE)
    assert (english.status, english.until) == ("1 more to go", "Until Oct 16, 12:00")
    assert [name for name, _price in english.ladder] == ["Was", "Alone", "Group of 3"]
    # A language without words about deals has the English ones, with its own way to write a price.
    assert shown(group(2), goods, language="de", locale="", zone=ZONE).ladder[-1][0] == "Group of 3"


def test_a_bargain_is_told_as_far_as_it_has_come_with_what_is_truly_left() -> None:
    goods = product(was="129.01")
    said = shown(bargain(1), goods, language="zh", locale="", zone=ZONE)
    assert said.status == "还差 ¥48.89，还需 19 人"
    assert (said.price.micros, said.former.micros) == (127_890_000, 129_000_000)
    assert shown(bargain(20), goods, language="zh", locale="", zone=ZONE).status == "已到底价"
    assert [name for name, _price in said.ladder] == ["原价", "起始价", "底价"]


def test_a_former_price_that_is_not_higher_stands_on_no_ladder() -> None:
    said = shown(group(2), product(was=""), language="zh", locale="", zone=None)
    assert [price for _name, price in said.ladder] == ["¥129", "¥89"]
    assert said.until == "10月16日 04:00 截止"


def test_a_template_is_given_the_deal_and_its_price() -> None:
    one = with_deal(group(2), "card")
    data = json.loads(given(one, fonts=(), image=None, avatar="", qr=None))
    assert data["deal"] == {
        "status": "差 1 人成团", "until": "10月16日 12:00 截止", "missing": 1, "size": 3,
        "ladder": [
            {"name": "原价", "price": "¥159"}, {"name": "单买价", "price": "¥129"}, {"name": "3人团", "price": "¥89"},
        ],
    }  # fmt: skip
    assert (data["price"]["whole"], data["was"], data["saving"]) == ("89", "¥129", "省 ¥40")
    assert json.loads(given(poster(), fonts=(), image=None, avatar="", qr=None))["deal"] is None
    assert {"差 1 人成团", "3人团", "¥89", "10月16日 12:00 截止"} <= set(one.texts())


@pytest.mark.parametrize("template", ["card", "price", "story", "minimal", "note"])
@pytest.mark.parametrize("over", [{}, {"title": "Soy Candle with Cedar and Fig, 180 g", "currency": "USD"}])
def test_every_template_shows_it_and_scans(studio: Studio, template: str, over: dict[str, Any]) -> None:
    for one in (group(2), bargain(1)):
        deal = with_deal(one, template, note="好。", **over)
        content = drawn(studio, deal)
        verify.prove(content, wanted(deal), kind="png", dpi=0)
        assert content != drawn(studio, poster("telegram", template=template, note="好。", was="159", **over))
    assert drawn(studio, with_deal(group(2), template, note="好。", **over)) != drawn(
        studio, with_deal(group(1), template, note="好。", **over)
    )


LARGE = Deal("x", Kind.group, "longjing", "VND", 1_299_999_000_000_000, 1_199_999_000_000_000, 100, "2026", CLOSES)


@pytest.mark.parametrize(
    ("template", "channel", "canvas"),
    [
        ("card", "telegram", ""), ("card", "wechat-group", "square"), ("price", "wechat-group", "square"),
        ("price", "telegram", ""), ("story", "instagram", "story"), ("story", "telegram", ""),
    ],
)  # fmt: skip
def test_long_prices_stay_inside_the_margin(studio: Studio, template: str, channel: str, canvas: str) -> None:
    """The outermost pixels of a poster without a picture are its ground: no letter reaches an edge."""
    goods = {"title": "Xe máy điện Yadea G5", "price": "1299999000", "was": "1499999000", "currency": "VND"}
    deal = with_deal(group(1, LARGE), template, channel, canvas, image="", brand=BRAND, **goods)
    content = drawn(studio, deal)
    verify.prove(content, wanted(deal), kind="png", dpi=0)
    with Image.open(io.BytesIO(content)) as picture:
        pixels = np.asarray(picture.convert("RGB")).astype(int)
    top = round(picture.height * 0.55)
    for edge in (pixels[top:, 4:30], pixels[top:, -30:-4]):
        steps = np.abs(np.diff(edge, axis=1)).sum(axis=2)
        assert (steps > 60).mean() < 0.03


@pytest.fixture
def seller(db: Path, run: Run) -> Callable[..., Said]:
    """A seller with a group-buy that one has joined."""
    db.parent.mkdir(parents=True)
    kept_product(db, was="159")
    kept_product(db, code="cup", url="https://shop.example.com/cup", title="Cup")
    run("config", "set", "base-url", "https://go.example.shop")
    assert run("person", "add", "Mei").code == 0
    assert run("deal", "group", "open", "longjing", "--price", "89", "--size", "2", "--leader", "mei").code == 0
    return run


def test_a_poster_of_a_deal_lies_beside_the_usual_one(seller: Callable[..., Said], tmp_path: Path) -> None:
    into = tmp_path / "out"
    words = ("poster", "make", "longjing", "-c", "telegram", "--into", str(into))
    assert seller(*words).code == 0
    said = seller(*words, "--deal", "longjing-g1")
    assert said.code == 0, said.err
    assert "as the deal stands at 12:00; when somebody joins or leaves, make it again" in said.err
    assert sorted(path.name for path in into.glob("*.png")) == [
        "longjing-telegram.png", "longjing-telegram___longjing-g1.png",
    ]  # fmt: skip
    before = (into / "longjing-telegram___longjing-g1.png").read_bytes()
    assert seller("person", "add", "Bo").code == 0
    assert seller("deal", "group", "join", "longjing-g1", "bo").code == 0
    assert seller(*words, "--deal", "longjing-g1").code == 0
    assert (into / "longjing-telegram___longjing-g1.png").read_bytes() != before


def test_a_poster_of_another_s_deal_or_of_one_that_is_off_is_refused(
    seller: Callable[..., Said], tmp_path: Path
) -> None:
    words = ("poster", "make", "cup", "-c", "telegram", "--into", str(tmp_path / "out"), "--deal")
    assert "error[usage]: the deal “longjing-g1” is about “longjing”" in seller(*words, "longjing-g1").err
    assert "error[deal-not-found]" in seller(*words, "nothing").err
    assert seller("deal", "group", "close", "longjing-g1").code == 0
    words = ("poster", "make", "longjing", "-c", "telegram", "--into", str(tmp_path / "out"), "--deal")
    assert "error[deal-over]" in seller(*words, "longjing-g1").err
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("kind", "how"), [("group", "--seller-tops-up"), ("group", "--at-solo-price"), ("bargain", "--at-price-reached")]
)
def test_a_deal_that_was_closed_is_on_no_poster_however_it_was_decided(
    seller: Callable[..., Said], tmp_path: Path, kind: str, how: str
) -> None:
    assert seller("deal", "bargain", "open", "longjing", "--floor", "79", "--helpers", "3").code == 0
    deal = f"longjing-{kind[0]}1"
    assert seller("deal", kind, "close", deal, how).code == 0
    said = seller("poster", "make", "longjing", "-c", "telegram", "--into", str(tmp_path / "out"), "--deal", deal)
    assert (said.code, "error[deal-over]" in said.err) == (1, True)
    assert not (tmp_path / "out").exists()
    assert json.loads(seller("deal", "show", deal, "-F", "json").out)["missing"] == 0
    assert "more to go" not in seller("deal", "show", deal).out
    assert "truly left" not in seller("deal", "show", deal).out


def test_on_wechat_the_rule_is_told(seller: Callable[..., Said], tmp_path: Path) -> None:
    words = ("poster", "make", "longjing", "-c", "wechat-group", "--into", str(tmp_path), "--deal", "longjing-g1")
    assert "WeChat forbids group-buys that are false" in seller(*words).err
