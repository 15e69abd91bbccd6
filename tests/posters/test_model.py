"""What stands on a poster: language, price, words to search for, label, size, names."""

import json
import re
from dataclasses import replace
from typing import Any

import pytest

from factories import product
from posters.compositions import BRAND, NOTE, URL, every_canvas, poster
from process import ROOT
from sharecli.channels import loader as channels
from sharecli.channels.model import Canvas
from sharecli.lettering import wording
from sharecli.money import Money
from sharecli.posters import templates
from sharecli.posters.composing import compose
from sharecli.posters.given import given
from sharecli.posters.model import Brand, TemplateDoesNotFit, Wish, file_name, shape_of


@pytest.mark.parametrize(
    ("title", "language", "label"),
    [
        ("明前龙井 100g 礼盒", "zh", "广告"),
        ("iPhone 保护壳", "zh", "广告"),
        ("iPhone 16 Pro", "zh", "广告"),
        ("Чай", "en", "#ad"),
        ("𠮷野家 bowl", "zh", "广告"),
        ("🎁🎁", "zh", "广告"),
        ("抹茶ラテの素", "ja", "広告・PR"),
        ("제주 감귤 5kg", "ko", "광고"),
    ],
)
def test_the_language_follows_from_the_title(title: str, language: str, label: str) -> None:
    made = poster(title=title)
    assert (made.language, made.label) == (language, label)
    assert made.phrases == wording.phrases(language, printed=False, code=True, seller="小满")


def test_the_seller_s_locale_decides_where_a_script_does_not() -> None:
    german = poster(title="Tee", price="1234.50", currency="EUR", brand=replace(BRAND, locale="de_DE"))
    assert german.language == "de"
    assert german.price is not None
    assert german.price.text == "1.234,50\u00a0€"
    assert poster(title="茶", brand=replace(BRAND, locale="zh_TW")).language == "zh-Hant"


@pytest.mark.parametrize(
    ("price", "currency", "title", "text"),
    [
        ("129", "CNY", "茶", "¥129"),
        ("129.50", "CNY", "茶", "¥129.50"),
        ("1299999.90", "CNY", "茶", "¥1,299,999.90"),
        ("5999", "CNY", "iPhone 16 Pro", "¥5,999"),
        ("129", "CNY", "Чай", "CN¥129"),
        ("1299", "JPY", "Tea", "￥1,299"),
        ("1299", "JPY", "绿茶", "JP¥1,299"),
        ("1299", "JPY", "茶", "￥1,299"),
        ("18", "USD", "Tea", "$18"),
        ("18", "USD", "茶", "US$18"),
        ("12.500", "KWD", "Tea", "KWD\u00a012.500"),
        ("899.00", "PHP", "Blender", "₱899"),
        ("0.05", "EUR", "Pin", "€0.05"),
        ("0", "EUR", "Pin", "€0"),
        ("9.99", "CHF", "Cheese", "CHF\u00a09.99"),
    ],
)
def test_a_price_says_its_currency_to_readers_of_the_title(price: str, currency: str, title: str, text: str) -> None:
    made = poster(price=price, currency=currency, title=title)
    assert made.price is not None
    assert made.price.text == text


def test_without_a_price_nothing_stands_there() -> None:
    made = poster(price="")
    assert (made.price, made.was, made.saving) == (None, "", "")
    assert json.loads(given(made, fonts=(), image=None, avatar="", qr=None))["price"] is None


def test_a_former_price_comes_with_what_is_saved() -> None:
    made = poster(price="129", was="159")
    assert (made.was, made.saving) == ("¥159", "省 ¥30")


def test_a_former_price_that_is_not_higher_is_not_shown() -> None:
    # Only a file that was edited by hand can have one: the command refuses it.
    goods = product(price="129")
    for micros in (129_000_000, 99_000_000):
        cheap = replace(goods, was=Money(micros, "CNY"))
        place = channels.find("telegram")
        layout = templates.find("card")
        made = compose(cheap, place, place.canvas, layout, name="a", link="b", url=URL, brand=BRAND, wish=Wish())
        assert (made.was, made.saving) == ("", "")


@pytest.mark.parametrize(
    ("title", "search"),
    [
        ("明前龙井 100g 礼盒", "明前龙井 100g 礼盒"),
        ("新疆和田大枣，一级 500g", "新疆和田大枣"),
        ("【包邮】四川耙耙柑", "四川耙耙柑"),
        ("Portable Blender, 400 ml", "Portable Blender"),
        ("Hand-poured Soy Candle with Cedar", "Hand-poured Soy Candle"),
    ],
)
def test_where_no_code_may_stand_the_words_to_search_for_do(title: str, search: str) -> None:
    made = poster("xiaohongshu", title=title)
    assert (made.url, made.phrases["cta"], made.search) == ("", "", search)


def test_where_a_code_stands_nothing_is_to_be_searched_for() -> None:
    assert (poster().url, poster().search) == (URL, "")


def test_the_seller_decides_whether_a_code_stands_there() -> None:
    with_code, without = poster("xiaohongshu", wish=Wish(code=True)), poster("telegram", wish=Wish(code=False))
    assert (with_code.url, with_code.search) == (URL, "")
    assert with_code.phrases["cta"]
    assert (without.url, without.phrases["cta"]) == ("", "")
    assert without.search == "明前龙井 100g 礼盒"


def test_a_touch_is_not_asked_for_on_paper() -> None:
    assert "长按" in poster().phrases["cta"]
    assert "长按" not in poster("print").phrases["cta"]


def test_the_ad_label_is_the_seller_s_the_language_s_or_none_where_it_was_taken_away() -> None:
    assert poster().label == "广告"
    assert poster(brand=replace(BRAND, label="推广")).label == "推广"
    assert poster(brand=replace(BRAND, label="推广"), wish=Wish(label=False)).label == ""


def test_the_seller_s_words_are_those_of_the_command_or_the_product_s_own() -> None:
    assert poster().words == ""
    assert poster(note=NOTE).words == NOTE
    assert poster(note=NOTE, wish=Wish(words="今年的。")).words == "今年的。"


@pytest.mark.parametrize(
    ("channel", "canvas", "wish", "page", "sheet"),
    [
        ("print", "a6", Wish(), (1240, 1748), (1240, 1748)),
        ("print", "a6", Wish(bleed=True), (1311, 1819), (1311, 1819)),
        ("print", "a6", Wish(marks=True), (1311, 1819), (1429, 1937)),
        ("print", "a4", Wish(bleed=True), (2551, 3579), (2551, 3579)),
        ("telegram", "", Wish(bleed=True), (960, 1280), (960, 1280)),
        ("telegram", "", Wish(marks=True), (960, 1280), (988, 1308)),
    ],
)
def test_bleed_and_crop_marks_make_the_page_larger(
    channel: str, canvas: str, wish: Wish, page: tuple[int, int], sheet: tuple[int, int]
) -> None:
    made = poster(channel, canvas=canvas, wish=replace(wish, canvas=canvas))
    assert (made.width, made.height) == page
    assert made.sheet == sheet
    assert 2 * made.bleed == page[0] - made.canvas.width, "whole pixels in all, half ones on a side"


@pytest.mark.parametrize(
    ("words", "name"),
    [
        (("longjing", "print", ""), "longjing-print"),
        (("longjing", "print", "spring"), "longjing-print_spring"),
        (("longjing", "print", "", "ling"), "longjing-print__ling"),
        (("longjing", "print", "spring", "ling"), "longjing-print_spring__ling"),
    ],
)
def test_a_file_is_named_for_product_channel_campaign_and_person(words: tuple[str, ...], name: str) -> None:
    assert file_name(*words) == name


def test_what_an_app_covers_does_not_count_for_the_shape() -> None:
    assert shape_of(Canvas("story", 1000, 2000, 72, 250, 250, 0)) == 1.5
    assert shape_of(Canvas("square", 1000, 1000, 72, 0, 0, 0)) == 1


def test_a_template_fits_from_its_flattest_to_its_tallest_canvas() -> None:
    one = replace(templates.find("card"), least=1.0, most=1.5)
    sizes = {999: False, 1000: True, 1500: True, 1501: False}
    assert {high: one.fits(Canvas("mine", 1000, high, 72, 0, 0, 0)) for high in sizes} == sizes


def test_a_template_is_refused_on_a_canvas_it_is_not_made_for() -> None:
    with pytest.raises(TemplateDoesNotFit) as raised:
        poster("telegram", canvas="square", template="story")
    assert raised.value.message == "the template “story” is not made for a canvas of 1080 × 1080"
    assert raised.value.hint == "sharecli poster templates"


@pytest.mark.parametrize(
    ("need", "what", "option"),
    [
        ("price", "a price", "--price 129"),
        ("was", "a former price", "--was 159"),
        ("words", "words of yours", '--note "…"'),
        ("image", "a picture", "--image FILE"),
    ],
)
def test_a_template_that_needs_what_a_product_lacks_says_how_to_give_it(need: str, what: str, option: str) -> None:
    place = channels.find("telegram")
    layout = replace(templates.find("card"), key="mine", needs=(need,))
    how: dict[str, Any] = {"name": "a", "link": "b", "url": URL, "brand": BRAND, "wish": Wish()}
    whole = replace(product(price="129", was="159", note=NOTE), image="square")
    assert compose(whole, place, place.canvas, layout, **how).template == "mine"
    with pytest.raises(TemplateDoesNotFit) as raised:
        compose(product(price=""), place, place.canvas, layout, **how)
    assert raised.value.message == f"the template “mine” needs {what}, and “longjing” has none"
    assert raised.value.hint == f"sharecli product edit longjing {option}"


def test_every_canvas_has_a_template_and_a_choice_of_three() -> None:
    for key, canvas in every_canvas():
        fit = [one.key for one in templates.templates().values() if one.fits(canvas)]
        assert templates.fitting(canvas).key in fit, (key, canvas.name)
        assert len(fit) >= 3, (key, canvas.name)


def test_the_template_takes_the_words_as_data() -> None:
    title = 'A "quoted" #title \\ $x$'
    data = json.loads(given(poster(title=title), fonts=("Noto Sans CJK SC",), image=None, avatar="", qr=None))
    assert data["title"] == title
    assert (data["image"], data["qr"], data["avatar"]) == (None, None, None)
    assert data["fonts"] == ["Noto Sans CJK SC"]


def test_the_page_about_templates_names_every_field_that_they_are_given() -> None:
    page = (ROOT / "docs/templates.md").read_text("utf-8")
    table = page.partition("| field | unit | means |")[2].partition("\n\n")[0]
    named = [name for line in table.splitlines()[2:] for name in re.findall(r"`(\w+)`", line.split("|")[1])]
    data = json.loads(given(poster(was="159", note=NOTE), fonts=(), image=None, avatar="/a.jpg", qr=None))
    assert sorted(named) == sorted(data)
    colours = set(re.findall(r"`(\w+)`", page.partition("`palette`")[2].partition("(below)")[0].split("each:")[1]))
    assert colours == set(data["palette"]), "which nothing is drawn in"
    assert set(data["price"]) == {"before", "whole", "cents", "after"}
    assert set(data["phrases"]) == {"cta", "search", "was", "now", "recommends"}


def test_all_that_a_font_has_to_draw_is_among_its_texts() -> None:
    brand = Brand(name="小满", tagline="tag", handle="@x", label="推广")
    made = poster(was="159", note=NOTE, brand=brand)
    texts = made.texts()
    for said in ("小满", "tag", "@x", "推广", "¥129", "¥159", "省 ¥30", NOTE, made.title, *made.phrases.values()):
        assert said in texts
