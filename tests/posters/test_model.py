"""What stands on a poster: language, price, words to search for, names."""

import json

import pytest

from factories import product
from sharecli.channels import loader as channels
from sharecli.posters.model import Poster, compose


def poster(channel: str = "wechat-moments", *, campaign: str = "", seller: str = "小满", **over: object) -> Poster:
    return compose(
        product(**over), channels.find(channel), link="dm6d6bw", url="https://go.example.shop/dm6d6bw",
        campaign=campaign, seller=seller, tagline="",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("title", "language"),
    [
        ("明前龙井 100g 礼盒", "zh"),
        ("iPhone 保护壳", "zh"),
        ("Stoneware Mug, 350 ml", "en"),
        ("Čaj & Käse", "en"),
        ("𠮷野家 bowl", "zh"),
        ("🎁🎁", "en"),
    ],
)
def test_the_language_follows_from_the_title(title: str, language: str) -> None:
    made = poster(title=title)
    assert made.language == language
    assert made.call == {"zh": "长按或扫码查看", "en": "Scan to see it"}[language]
    assert made.label == {"zh": "广告", "en": "#ad"}[language]


@pytest.mark.parametrize(
    ("price", "currency", "title", "symbol", "amount"),
    [
        ("129", "CNY", "茶", "¥", "129"),
        ("129.50", "CNY", "茶", "¥", "129.50"),
        ("1299999.90", "CNY", "茶", "¥", "1,299,999.90"),
        ("129", "CNY", "Tea", "CN¥", "129"),
        ("1299", "JPY", "Tea", "¥", "1,299"),
        ("1299", "JPY", "茶", "JP¥", "1,299"),
        ("18", "USD", "Tea", "$", "18"),
        ("18", "USD", "茶", "US$", "18"),
        ("12.500", "KWD", "Tea", "KWD ", "12.500"),
        ("12.000", "KWD", "茶", "KWD ", "12"),
        ("899.00", "PHP", "Blender", "₱", "899"),
        ("0.05", "EUR", "Pin", "€", "0.05"),
        ("0", "EUR", "Pin", "€", "0"),
        ("150000", "VND", "Cà phê", "₫", "150,000"),
        ("9.99", "CHF", "Cheese", "CHF ", "9.99"),
    ],
)
def test_a_price_says_its_currency_to_readers_of_the_title(
    price: str, currency: str, title: str, symbol: str, amount: str
) -> None:
    made = poster(price=price, currency=currency, title=title)
    assert (made.price_symbol, made.price_amount) == (symbol, amount)


def test_without_a_price_nothing_stands_there() -> None:
    made = poster(price="")
    assert (made.price_symbol, made.price_amount) == ("", "")


@pytest.mark.parametrize(
    ("title", "search"),
    [
        ("明前龙井 100g 礼盒", "明前龙井 100g 礼盒"),
        ("新疆和田大枣，一级 500g", "新疆和田大枣"),
        ("【包邮】四川耙耙柑", "【包邮】四川耙耙柑"),
        ("Portable Blender, 400 ml", "Portable Blender"),
        ("Hand-poured Soy Candle with Cedar", "Hand-poured Soy"),
        ("Donaudampfschifffahrtsgesellschaft", "Donaudampfschifffa"),
        ("宜兴紫砂主人杯原矿朱泥手工制作小容量泡茶杯", "宜兴紫砂主人杯原矿朱泥手工制作小容量"),
    ],
)
def test_where_no_code_may_stand_the_words_to_search_for_do(title: str, search: str) -> None:
    made = poster("xiaohongshu", title=title)
    assert (made.url, made.call, made.search) == ("", "", search)


def test_where_a_code_stands_nothing_is_to_be_searched_for() -> None:
    assert (poster().url, poster().search) == ("https://go.example.shop/dm6d6bw", "")


def test_a_touch_is_not_asked_for_on_paper() -> None:
    assert poster("print").call == "扫码查看"


def test_a_file_is_named_for_product_channel_and_campaign() -> None:
    assert poster().name == "longjing-wechat-moments"
    assert poster(campaign="spring").name == "longjing-wechat-moments_spring"


def test_the_template_takes_the_words_as_data() -> None:
    title = 'A "quoted" #title \\ $x$'
    data = json.loads(poster(title=title).data(fonts=("Noto Sans CJK SC",), image="", qr=None))
    assert data["title"] == title
    assert data["image"] is None
    assert data["qr"] is None
    assert data["fonts"] == ["Noto Sans CJK SC"]
    assert {"width", "height", "safe_top", "safe_bottom", "lang", "seller", "cta", "search_hint"} <= set(data)
