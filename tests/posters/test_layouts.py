"""What the built-in templates do with words that are hard to set, and with canvases that an app draws over."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from codes.decoders import opened, zxing
from posters.compositions import BRAND, NOTE, PICTURES, URL, drawn, jpeg, poster
from posters.letters import letters_in, lines_of, spelled
from sharecli.codes.kinds import Kind
from sharecli.lettering.apart import LETTERS
from sharecli.lettering.families import WESTERN
from sharecli.posters import templates
from sharecli.posters.model import Poster, Wish
from sharecli.posters.palette import palette
from sharecli.posters.render import Studio
from sharecli.sheets.printing import TEMPLATES as PRINT

BUILT_IN = list(templates.templates())
PLACES = {
    "story": [("instagram", "story"), ("douyin", "story"), ("print", "a6")],
    "card": [("wechat-moments", "portrait"), ("instagram", "square"), ("xiaohongshu", "cover"), ("douyin", "story")],
}
USUAL = [*PLACES["card"], ("print", "a6")]
MARGIN = 44
"""Pixels of a poster 1080 wide that no word of any template comes nearer to its sides."""

RUNS = [
    "绝了！！！！！！", "太好吃了！！！！！！", "猜猜这是什么……………………", "手工紫砂壶————————限时特价", "好" + "！" * 20,
    "Wow" + "!" * 40, "茶" + "（" * 22 + "龙井", "～" * 40, "·" * 60, "。" * 300, "绝了！？！？！？！？！？！？真的",
    "Достопримечательностисказочные", "コ" + "ー" * 18 + "ヒー", "ＳＡＬＥ" + "！" * 10, "1！2！3" + "！" * 21,
    "好吃！！！！！！ 好喝！！！！！！ 好看！！！！！！",
]  # fmt: skip


@pytest.fixture(scope="module")
def studio() -> Iterator[Studio]:
    with Studio(PICTURES.get, avatar=jpeg(400, 400)) as one:
        yield one


def made(channel: str, template: str, canvas: str = "", **over: object) -> Poster:
    one = poster(channel, canvas=canvas, template=template, wish=Wish(canvas=canvas), **over)  # type: ignore[arg-type]
    # A PDF with the size of paper has its letters in other units.
    return replace(one, canvas=replace(one.canvas, dots_per_inch=72))


@pytest.mark.parametrize("words", RUNS)
@pytest.mark.parametrize("template", BUILT_IN)
def test_no_run_of_marks_or_letters_leaves_the_page_or_goes_behind_the_code(
    studio: Studio, template: str, words: str
) -> None:
    # Two canvases each, another two for the next words: all have their turn.
    places, first = PLACES.get(template, USUAL), RUNS.index(words)
    for number in (first, first + 1):
        channel, canvas = places[number % len(places)]
        over: dict[str, object] = {"image": ""} if number % 2 else {}
        one = made(channel, template, canvas, title=words, note=words, **over)
        unit = one.width / 1080
        code = _code(studio, one)
        found = letters_in(drawn(studio, one, Kind.pdf), one.width)
        assert spelled(found, words[:1]) or spelled(found, "…"), "it is there"
        for letter in found:
            where = (template, channel, canvas, letter)
            assert MARGIN * unit <= letter.left < letter.right <= one.width - MARGIN * unit, where
            assert 0 <= letter.top < letter.bottom <= one.height, where
            if code:
                left, top, right, bottom = code
                beside = letter.right <= left or letter.left >= right or letter.bottom <= top or letter.top >= bottom
                assert beside, where


def _code(studio: Studio, one: Poster) -> tuple[int, int, int, int] | None:
    """Left, top, right and bottom of the modules of its code."""
    import zxingcpp

    if not one.url:
        return None
    found = zxingcpp.read_barcode(opened(drawn(studio, one)))
    assert found is not None
    place = found.position
    return place.top_left.x, place.top_left.y, place.bottom_right.x, place.bottom_right.y


def test_a_run_of_marks_that_is_little_wider_than_the_column_makes_the_type_smaller(studio: Studio) -> None:
    found = letters_in(drawn(studio, made("wechat-moments", "minimal", title="绝了！！！！！！"), Kind.pdf), 1080)
    (title,) = spelled(found, "绝了！！！！！！")
    assert lines_of(title) == ["绝了！！！！！！"]


@pytest.mark.parametrize("template", BUILT_IN)
@pytest.mark.parametrize(
    ("title", "language"),
    [
        ("제주 감귤 선물세트 테스트", "ko"),
        ("韩国直邮 제주감귤 선물세트 한국어 红参液", "zh"),
        ("선물세트 礼盒装 한국어제목", "zh"),
        ("Original 제주감귤 선물세트 한국어테스트 Tea", "en"),
    ],
)
def test_a_korean_word_stays_whole_beside_any_language(
    studio: Studio, template: str, title: str, language: str
) -> None:
    for channel, canvas in PLACES.get(template, USUAL):
        for image in ("square", ""):
            one = replace(made(channel, template, canvas, title=title, note=title, image=image), language=language)
            found = letters_in(drawn(studio, one, Kind.pdf), one.width)
            titles = spelled(found, title)
            assert titles
            for lines in map(lines_of, titles):
                for word in re.findall(r"[가-힣]+", title):
                    assert any(word in line for line in lines), (channel, canvas, image, lines)


@pytest.mark.parametrize(("channel", "canvas"), [("wechat-moments", ""), ("xiaohongshu", ""), ("instagram", "square")])
@pytest.mark.parametrize(
    ("price", "was"), [("1299", "19999.99"), ("3299", "13399.50"), ("9999.99", "12999"), ("1234567.5", "2000000")]
)
def test_the_comma_of_a_large_price_touches_nothing_below(
    studio: Studio, channel: str, canvas: str, price: str, was: str
) -> None:
    for template in BUILT_IN:
        if not templates.find(template).fits(made(channel, "card", canvas).canvas):
            continue
        one = made(channel, template, canvas, price=price, was=was, note=NOTE)
        assert one.price is not None
        found = letters_in(drawn(studio, one, Kind.pdf), one.width)
        amount = spelled(found, one.price.whole)[0]
        former = spelled(found, one.was)[-1]
        low = max(letter.bottom for letter in amount if letter.what == ",")
        high = min(letter.top for letter in former)
        assert high - low >= (former[0].bottom - former[0].top) * 0.25, (template, low, high)


@pytest.mark.parametrize("template", BUILT_IN)
@pytest.mark.parametrize(("channel", "image"), [("douyin", "square"), ("douyin", ""), ("instagram", "square")])
def test_what_an_app_draws_over_at_the_foot_is_coloured(
    studio: Studio, template: str, channel: str, image: str
) -> None:
    one = made(channel, template, "story", note=NOTE, was="159", image=image)
    picture = np.asarray(opened(drawn(studio, one)).convert("RGB")).astype(int)
    paper = [int(palette(BRAND.accent)["paper"][place : place + 2], 16) for place in (1, 3, 5)]
    blank = np.abs(picture[-one.canvas.safe_bottom :] - paper).sum(axis=2) < 12
    assert blank.mean() < 0.2


def test_a_product_on_a_sign_is_no_stamp_where_an_app_draws_over_the_foot(studio: Studio) -> None:
    one = made("douyin", "price", "story", was="159")
    picture = np.asarray(opened(drawn(studio, one)).convert("RGB")).astype(int)
    bare = np.asarray(
        opened(drawn(studio, made("douyin", "price", "story", was="159", image="tiny"))).convert("RGB")
    ).astype(int)
    rows = np.flatnonzero(np.abs(picture - bare).sum(axis=2).any(axis=1))
    assert rows.max() - rows.min() > 340


@pytest.mark.parametrize("title", ["龙井", "Tea", "明前龙井 250g 礼盒"])
@pytest.mark.parametrize(("channel", "canvas"), [("wechat-moments", ""), ("instagram", "square"), ("xiaohongshu", "")])
def test_a_sign_without_a_picture_has_its_title_in_the_middle_of_the_panel(
    studio: Studio, channel: str, canvas: str, title: str
) -> None:
    one = made(channel, "price", canvas, title=title, image="")
    picture = opened(drawn(studio, one)).convert("RGB")
    start = next(row for row in range(one.height) if picture.getpixel((10, row)) != picture.getpixel((10, 10)))
    found = letters_in(drawn(studio, one, Kind.pdf), one.width)
    # Where no code may be, a search field has the foot for itself.
    end = one.height if one.url else spelled(found, one.phrases["search"])[-1][0].top - 40
    words = spelled(found, title)[0]
    middle = (min(one.top for one in words) + max(one.bottom for one in words)) / 2
    assert abs(middle - (start + end) / 2) < (end - start) * 0.1


@pytest.mark.parametrize("canvas", ["portrait", "square"])
@pytest.mark.parametrize(
    ("title", "currency", "price", "was"),
    [
        ("Wool scarf", "USD", "88888.60", "1200000"), ("Wool scarf", "VND", "1300000", "2600000"),
        ("Wool scarf", "IDR", "1300000", "2600000"), ("Wollschal", "EUR", "1300000.5", "2600000"),
        ("羊毛围巾", "CNY", "129", "159"), ("抹茶ラテの素", "JPY", "1980", "1234567"),
        ("감귤 선물세트", "KRW", "29000", "9000000"),
    ],
)  # fmt: skip
def test_the_amount_on_the_star_stands_on_one_line_within_it(
    studio: Studio, canvas: str, title: str, currency: str, price: str, was: str
) -> None:
    one = made("wechat-moments", "price", canvas, title=title, currency=currency, price=price, was=was)
    found = letters_in(drawn(studio, one, Kind.pdf), one.width)
    amount = re.sub(r"[^0-9.,]", "", one.saving).strip(".")
    digits = spelled(found, amount)[-1]
    assert all(letter.left < after.left for letter, after in pairwise(digits)), lines_of(digits)
    # It is turned by eight degrees, so it climbs a little.
    wide = digits[-1].right - digits[0].left
    assert abs(digits[0].bottom - digits[-1].bottom) < wide * 0.2 + 4
    assert min(letter.left for letter in digits) > MARGIN


@pytest.mark.parametrize("wish", [Wish(), Wish(bleed=True), Wish(marks=True)])
def test_the_stripes_of_a_letter_run_on_around_its_corners(studio: Studio, wish: Wish) -> None:
    one = poster("print", template="note", note=NOTE, wish=wish)
    picture = np.asarray(opened(drawn(studio, one)).convert("RGB")).astype(int)
    room = (one.sheet[0] - one.width) // 2
    page = picture[room : room + one.height, room : room + one.width]
    band = round(24 * (one.width - 2 * one.bleed) / 1080 + one.bleed) - 3
    rows, columns = np.mgrid[0 : one.height, 0 : one.width]
    edge = (rows < band) | (columns < band) | (rows >= one.height - band) | (columns >= one.width - band)
    # Every stripe leans by 45 degrees, so all of one sum of row and column is of one colour.
    sums, colours = (rows + columns)[edge], page[edge]
    least = np.full((one.width + one.height, 3), 999)
    most = np.zeros((one.width + one.height, 3), int)
    np.minimum.at(least, sums, colours)
    np.maximum.at(most, sums, colours)
    uneven = (most - least).max(axis=1) > 60
    assert uneven[sums.min() : sums.max() + 1].mean() < 0.02, "but for the pixels of their edges"


@pytest.mark.parametrize("template", BUILT_IN)
@pytest.mark.parametrize("words", ["żółć", "İstanbul", "Ελληνικό", "ёлка й ќ", "Příliš"])
def test_words_with_letters_that_the_chinese_font_has_in_pieces_are_from_another(
    studio: Studio, template: str, words: str
) -> None:
    def fonts_of(**over: object) -> set[bytes]:
        channel, canvas = PLACES.get(template, USUAL)[0]
        content = drawn(studio, made(channel, template, canvas, was="159", **over), Kind.pdf)
        return set(re.findall(rb"/BaseFont/[A-Z]{6}\+([A-Za-z0-9]+)", content))

    assert fonts_of(title="Tea 茶", note="Tiếng Việt") == {b"NotoSansCJKsc"}
    assert fonts_of(title=f"龙井 {words}", note=NOTE) - {b"NotoSansCJKsc"}
    assert fonts_of(title="龙井", note=NOTE, brand=replace(BRAND, name=words)) - {b"NotoSansCJKsc"}


def test_what_the_layouts_say_of_western_letters_is_what_the_check_of_letters_says() -> None:
    for path in (templates.LIBRARY, PRINT / "words.typ"):
        layout = path.read_text("utf-8")
        (letters,) = re.findall(r'#let apart\(\) = regex\("\[(.*)\]"\)', layout)
        assert letters.replace("\\u{300}", "\u0300") == LETTERS
        (names,) = re.findall(r"#let western = \(([^)]*)\)", layout)
        assert tuple(re.findall(r'"([^"]*)"', names)) == WESTERN


def test_every_code_of_a_poster_with_hard_words_reads_back(studio: Studio) -> None:
    for template in BUILT_IN:
        channel = "instagram" if template == "story" else "wechat-moments"
        one = made(channel, template, title="绝了" + "！" * 20, note="绝了" + "！" * 60, was="159")
        assert zxing(opened(drawn(studio, one))) == [URL]


def test_no_number_is_cut_and_no_bracket_left_open_where_a_title_ends_early(studio: Studio) -> None:
    title = "【官方正品】2026新款 大容量304不锈钢保温杯 男女士学生便携水杯 送杯套（满199减20，次日达！！）"
    for cut in range(3):
        one = made("wechat-moments", "card", title=title + "好" * cut, was="")
        found = "".join(letter.what[0] for letter in letters_in(drawn(studio, one, Kind.pdf), one.width))
        shown = found.partition("…")[0]
        assert "…" in found
        assert shown.count("（") == shown.count("）")
        assert not re.search(r"(减2|满1|满19|30|202)$", shown)


@pytest.mark.parametrize(
    "title", ["Vietnamese Coffee, 500 g, whole bean, dark roast", "Thermos flask in steel, 1.5 L, leakproof"]
)
def test_a_number_stays_with_its_unit_before_a_comma_too(studio: Studio, title: str) -> None:
    number, unit = re.findall(r"[\d.]+|\b[gL](?=,)", title)
    for template in ("story", "card", "minimal"):
        one = made("wechat-moments", template, title=title)
        found = [one for one in letters_in(drawn(studio, one, Kind.pdf), one.width) if one.what != "\u00a0"]
        places = spelled(found, number + unit)
        assert places
        for place in places:
            assert place[0].top == pytest.approx(place[-1].top, abs=place[0].bottom - place[0].top)


def test_a_japanese_word_stays_whole_with_its_first_letter_and_its_ending(studio: Studio) -> None:
    title = "京都宇治の抹茶ロールケーキ（冷凍・6個入り）「お取り寄せ」送料無料"
    for template in ("story", "card", "price"):
        one = made("wechat-moments", template, title=title, currency="JPY", price="3980", was="")
        found = letters_in(drawn(studio, one, Kind.pdf), one.width)
        places = spelled(found, "お取り寄せ")
        assert places or template == "price"
        for place in places:
            assert place[0].left < place[-1].left, "on one line"


def test_the_stop_of_an_arabic_currency_stands_behind_it(studio: Studio) -> None:
    one = made(
        "telegram",
        "card",
        title="شاي أخضر فاخر",
        price="49.5",
        was="",
        currency="SAR",
        brand=replace(BRAND, locale="ar_SA"),
    )
    found = letters_in(drawn(studio, one, Kind.pdf), one.width)
    (currency,) = [letter for letter in found if letter.what == "س"]
    stops = [one for one in found if one.what == "." and abs(one.bottom - currency.bottom) < 60]
    assert min(stop.left for stop in stops) < currency.left, "to its left, as it is read"
