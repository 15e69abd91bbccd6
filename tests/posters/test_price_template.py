"""The sign for a sale covers nothing that it says, nor the product, and its price is what one sees first."""

import io
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from PIL import Image

from codes.decoders import opened, zxing
from posters.compositions import BRAND, URL, drawn, jpeg, poster, wanted
from posters.letters import Letter, letters_in, spelled
from sharecli.codes import verify
from sharecli.codes.kinds import Kind
from sharecli.deals.model import Deal, Event, Kind as Way
from sharecli.deals.standing import standing
from sharecli.posters.model import Poster, Wish
from sharecli.posters.palette import palette
from sharecli.posters.render import Studio

GOODS: dict[str, dict[str, str]] = {
    "en": {"title": "Espresso Machine, 15 bar", "price": "1299.95", "was": "1599.95", "currency": "USD"},
    "en long": {
        "title": "Professional Stainless Steel Vacuum-Insulated Water Bottle, 1.5 L, Leakproof, with Carabiner",
        "price": "1299999.99", "was": "1999999.99", "currency": "USD",
    },
    "zh": {"title": "明前龙井 100g 礼盒", "price": "129", "was": "159"},
    "zh long": {
        "title": "【官方正品】2026新款 大容量304不锈钢保温杯 男女士学生便携水杯 送杯套",
        "price": "128999", "was": "199999",
    },
    "ko": {
        "title": "제주 감귤 초콜릿 선물세트 24개입, 무료배송 당일발송",
        "price": "18900", "was": "25000", "currency": "KRW",
    },
}  # fmt: skip
LARGE = {"en": 1_099_950_000, "en long": 999_999_990_000, "zh": 89_000_000, "zh long": 88_888_500_000,
         "ko": 15_900_000_000}  # fmt: skip
"""What each costs in a group, in millionths."""

PLACES = [("wechat-moments", ""), ("xiaohongshu", ""), ("instagram", "square"), ("telegram", "square"), ("print", "a6"),
          ("douyin", "story"), ("telegram", "portrait")]  # fmt: skip
ZONE = ZoneInfo("Asia/Shanghai")


@cache
def flat(colour: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (900, 900), colour).save(out, "JPEG", quality=95)
    return out.getvalue()


@pytest.fixture(scope="module")
def studio() -> Iterator[Studio]:
    with Studio({"blue": flat("#0040ff"), "green": flat("#00c040")}.get, avatar=jpeg(400, 400)) as one:
        yield one


def sign(
    goods: str, channel: str = "wechat-moments", canvas: str = "", *, dealt: bool = False, **over: object
) -> Poster:
    """A poster of these goods, of a group-buy of three that one has joined where ``dealt``."""
    words = dict(GOODS[goods]) | over
    cost = round(float(GOODS[goods]["price"]) * 1_000_000)
    at = "2026-10-15T04:00:00Z"
    deal = Deal("g", Way.group, "longjing", GOODS[goods].get("currency", "CNY"), cost, LARGE[goods], 3, at,
                "2026-10-16T04:00:00Z")  # fmt: skip
    stood = standing(deal, [Event("joined", "p", at)], at) if dealt else None
    wish = Wish(canvas=canvas, deal=stood, zone=ZONE if dealt else None)
    one = poster(channel, canvas=canvas, template="price", wish=wish, **{"image": "blue"} | words)  # type: ignore[arg-type]
    return replace(one, canvas=replace(one.canvas, dots_per_inch=72))


def pixels(studio: Studio, one: Poster) -> np.ndarray:
    with Image.open(io.BytesIO(drawn(studio, one))) as picture:
        return np.asarray(picture.convert("RGB")).astype(int)


def rgb(colour: str) -> np.ndarray:
    return np.array([int(colour[place : place + 2], 16) for place in (1, 3, 5)])


def shown_of_picture(studio: Studio, one: Poster) -> np.ndarray:
    """Where the picture is seen: what changes with it."""
    return np.asarray(np.abs(pixels(studio, one) - pixels(studio, replace(one, image="green"))).sum(axis=2) > 60)


def seen(picture: np.ndarray, letters: list[Letter], colours: dict[str, str]) -> bool:
    """Whether these letters stand on the field or on a pill there, and nothing lies over them."""
    accent, other = rgb(colours["accent"]), rgb(colours["on_accent"])
    way = other - accent
    for one in letters:
        if one.what in "-,.:" or one.right - one.left < 4:
            continue
        box = picture[int(one.top) : int(one.bottom) + 1, int(one.left) : int(one.right) + 1].reshape(-1, 3)
        share = (box - accent) @ way / (way @ way)
        apart = np.abs(box - accent - share[:, None] * way).sum(axis=1)
        if apart.max() > 60 or share.max() < 0.7 or share.min() > 0.3:
            return False
    return True


@pytest.mark.parametrize("goods", list(GOODS))
@pytest.mark.parametrize(("channel", "canvas"), PLACES)
def test_nothing_covers_what_is_said_of_a_deal(studio: Studio, goods: str, channel: str, canvas: str) -> None:
    for image in ("blue", ""):
        one = sign(goods, channel, canvas, dealt=True, image=image)
        content = drawn(studio, one)
        verify.prove(content, wanted(one), kind="png", dpi=0)
        picture, found = pixels(studio, one), letters_in(drawn(studio, one, Kind.pdf), one.width)
        assert one.deal is not None
        assert one.price is not None
        said = [one.deal.status, one.deal.until, one.price.whole, *(name for name, _price in one.deal.ladder)]
        for words in said:
            places = spelled(found, words)
            assert places, (image, words)
            # The name of a group stands above the price, too.
            assert all(seen(picture, place, palette(BRAND.accent)) for place in places), (image, words)


def test_a_picture_stays_on_every_sign_of_a_deal(studio: Studio) -> None:
    for goods in GOODS:
        for channel, canvas in PLACES:
            visible = shown_of_picture(studio, sign(goods, channel, canvas, dealt=True))
            assert visible.mean() > 0.06, (goods, channel, canvas)


@pytest.mark.parametrize("dealt", [False, True])
@pytest.mark.parametrize(("channel", "canvas"), PLACES)
def test_the_star_hides_at_most_a_corner_of_the_picture(
    studio: Studio, channel: str, canvas: str, *, dealt: bool
) -> None:
    for goods in GOODS:
        one = sign(goods, channel, canvas, dealt=dealt)
        assert one.saving
        found = letters_in(drawn(studio, one, Kind.pdf), one.width)
        amount = "".join(c for c in one.saving if c in "0123456789.,").strip(".,")
        assert spelled(found, amount), "it is said"
        visible = shown_of_picture(studio, one)
        rows, columns = np.flatnonzero(visible.any(axis=1)), np.flatnonzero(visible.any(axis=0))
        box = visible[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
        assert box.mean() > 0.965, (goods, box.mean())
        # Below its upper edge nothing lies over it.
        assert box[round(len(box) * 0.2) :].mean() > 0.995, goods


@pytest.mark.parametrize(("channel", "canvas"), PLACES)
def test_the_star_covers_neither_the_price_nor_the_former_one(studio: Studio, channel: str, canvas: str) -> None:
    for goods in GOODS:
        one = sign(goods, channel, canvas)
        assert one.price is not None
        picture, found = pixels(studio, one), letters_in(drawn(studio, one, Kind.pdf), one.width)
        for words in (one.price.whole, one.phrases["now"], one.phrases["was"]):
            places = spelled(found, words)
            assert places, (goods, words)
            assert all(seen(picture, place, palette(BRAND.accent)) for place in places), (goods, words)


@pytest.mark.parametrize(
    ("accent", "theme"),
    [("#222222", "light"), ("#0b1f4d", "light"), ("#c8402f", "light"), ("#ffe14d", "dark"), ("#ffe14d", "light"),
     ("#f5f5f5", "dark")],
)  # fmt: skip
def test_the_pill_of_the_ad_label_stands_out_from_the_field(studio: Studio, accent: str, theme: str) -> None:
    for channel, canvas in PLACES[:3]:
        one = sign("zh", channel, canvas, brand=replace(BRAND, accent=accent, theme=theme))
        picture, found = pixels(studio, one), letters_in(drawn(studio, one, Kind.pdf), one.width)
        first = spelled(found, one.label)[0][0]
        # In the middle of the pill's left end, and above it.
        pill = picture[round((first.top + first.bottom) / 2), round(first.left - 10 * one.width / 1080)]
        field = picture[round(first.top - 40 * one.width / 1080), round(first.left)]
        assert _contrast(pill, field) >= 3


@pytest.mark.parametrize("goods", list(GOODS))
@pytest.mark.parametrize(("channel", "canvas"), [("wechat-moments", ""), ("print", "a6"), ("telegram", "square")])
def test_the_price_of_a_deal_is_what_one_sees_first(studio: Studio, goods: str, channel: str, canvas: str) -> None:
    one = sign(goods, channel, canvas, dealt=True)
    assert one.price is not None
    found = letters_in(drawn(studio, one, Kind.pdf), one.width)
    amount = max(spelled(found, one.price.whole), key=lambda place: place[0].bottom - place[0].top)
    high, wide = amount[0].bottom - amount[0].top, amount[-1].right - amount[0].left
    assert wide > one.width * 0.5 or high > one.height * 0.15


@pytest.mark.parametrize(("channel", "canvas"), [("wechat-moments", ""), ("print", "a6"), ("print", "a4")])
def test_the_code_is_as_far_from_the_picture_as_from_the_edge(studio: Studio, channel: str, canvas: str) -> None:
    import zxingcpp

    one = sign("zh", channel, canvas)
    picture = opened(drawn(studio, one))
    found = zxingcpp.read_barcode(picture)
    assert found is not None
    assert zxing(picture) == [URL]
    left, right = found.position.top_left.x, found.position.bottom_right.x
    end = int(np.flatnonzero(shown_of_picture(studio, one).any(axis=0)).max())
    assert abs((left - end) - (one.width - right)) <= 6 * one.width / 1080
    # The title begins where the code's ground does.
    letters = letters_in(drawn(studio, one, Kind.pdf), one.width)
    title = spelled(letters, one.title)[0]
    assert end + 60 * one.width / 1080 < min(letter.left for letter in title) < left


def _contrast(one: np.ndarray, other: np.ndarray) -> float:
    """Of two colours, as WCAG reckons."""

    def light(colour: np.ndarray) -> float:
        parts = [
            part / 255 / 12.92 if part / 255 <= 0.04045 else ((part / 255 + 0.055) / 1.055) ** 2.4 for part in colour
        ]
        return float(np.dot(parts, (0.2126, 0.7152, 0.0722)))

    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)
