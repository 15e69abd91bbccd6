"""The product stays in sight, from its head to its foot, however much a poster has to say."""

import io
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from PIL import Image, ImageDraw

from codes.decoders import opened, zxing
from posters.compositions import BRAND, URL, drawn, jpeg, poster
from posters.letters import letters_in, spelled
from sharecli.codes.kinds import Kind as File
from sharecli.deals.model import Deal, Kind
from sharecli.deals.standing import standing
from sharecli.posters.model import Poster, Wish
from sharecli.posters.render import Studio

NOW = "2026-10-15T05:00:00Z"
ZONE = ZoneInfo("Asia/Shanghai")
CHINESE = "【官方正品】2026新款 大容量304不锈钢保温杯 男女士学生便携水杯 送杯套（满199减20，次日达！！）"
ENGLISH = (
    "Professional Stainless Steel Vacuum-Insulated Water Bottle, 1.5 L, Leakproof, with Carabiner & Cleaning Brush"
)
JAPANESE = "京都宇治の抹茶ロールケーキ（冷凍・6個入り）「お取り寄せ」送料無料"
FULL = [("wechat-moments", "portrait"), ("wechat-moments", "tall"), ("instagram", "story"), ("douyin", "story"),
        ("xiaohongshu", "cover"), ("print", "a6"), ("print", "a4")]  # fmt: skip


def goods(wide: int, tall: int, head: float, foot: float) -> bytes:
    """A product on a grey ground: magenta at its head, cyan at its foot."""
    picture = Image.new("RGB", (wide, tall), (150, 150, 150))
    draw = ImageDraw.Draw(picture)
    left, right = wide * 0.4, wide * 0.6
    draw.rectangle((left, tall * head, right, tall * foot), fill=(90, 90, 90))
    draw.rectangle((left, tall * head, right, tall * (head + 0.02)), fill=(255, 0, 255))
    draw.rectangle((left, tall * (foot - 0.02), right, tall * foot), fill=(0, 255, 255))
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=95, subsampling=0)
    return out.getvalue()


MUG = goods(1000, 1000, 0.24, 0.76)
KEPT = {"mug": MUG, "high": goods(1000, 1600, 0.2, 0.4), "wide": jpeg(1600, 600)}


@pytest.fixture(scope="module")
def studio() -> Iterator[Studio]:
    with Studio(KEPT.get, avatar=jpeg(400, 400)) as one:
        yield one


def made(template: str, channel: str, canvas: str, *, deal: bool, image: str = "mug", **over: Any) -> Poster:
    """A poster of the product with a price that is wide, and with a deal nobody has joined."""
    group = Deal("g", Kind.group, "longjing", "CNY", 1_299_999_990_000, 999_999_990_000, 20, "2026-10-15T04:00:00Z",
                 "2026-10-16T04:00:00Z")  # fmt: skip
    wish = Wish(canvas=canvas, deal=standing(group, [], NOW) if deal else None, zone=ZONE)
    words: dict[str, Any] = {"price": "1299999.99", "was": "1999999.99"} | over
    return poster(channel, canvas=canvas, template=template, wish=wish, image=image, **words)


def shown(studio: Studio, one: Poster) -> np.ndarray:
    return np.asarray(Image.open(io.BytesIO(drawn(studio, one))).convert("RGB")).astype(int)


def rows(picture: np.ndarray, colour: tuple[int, int, int]) -> tuple[int, int]:
    """The first and the last row with a broad stroke of a colour; zeros where it is out of sight."""
    there = np.flatnonzero((np.abs(picture - colour).sum(axis=2) < 90).sum(axis=1) > picture.shape[1] * 0.08)
    return (int(there[0]), int(there[-1])) if len(there) else (0, 0)


def whole(picture: np.ndarray) -> bool:
    """Whether the product's head and foot are both in sight."""
    return 0 < rows(picture, (255, 0, 255))[1] < rows(picture, (0, 255, 255))[0]


@pytest.mark.parametrize("title", [CHINESE, ENGLISH, JAPANESE, "Tea"])
def test_a_square_card_shows_the_product_from_head_to_foot(studio: Studio, title: str) -> None:
    for deal in (True, False):
        for theme in ("light", "dark"):
            one = made("card", "telegram", "square", deal=deal, brand=replace(BRAND, theme=theme), title=title)
            assert whole(shown(studio, one)), (deal, theme)
        assert zxing(opened(drawn(studio, one))) == [URL]


@pytest.mark.parametrize("title", [CHINESE, ENGLISH])
def test_a_square_card_without_a_code_shows_the_product_of_a_deal_from_head_to_foot(studio: Studio, title: str) -> None:
    assert whole(shown(studio, replace(made("card", "telegram", "square", deal=True, title=title), url="")))


@pytest.mark.parametrize("title", [CHINESE, ENGLISH])
@pytest.mark.parametrize(("channel", "canvas"), FULL)
def test_the_sheet_of_a_story_leaves_the_product_in_sight_from_head_to_foot(
    studio: Studio, channel: str, canvas: str, title: str
) -> None:
    for deal in (True, False):
        one = made("story", channel, canvas, deal=deal, title=title)
        assert whole(shown(studio, one)), deal


@pytest.mark.parametrize("template", ["card", "story"])
@pytest.mark.parametrize("title", [CHINESE, ENGLISH])
def test_many_words_leave_the_picture_two_fifths_of_a_portrait(studio: Studio, template: str, title: str) -> None:
    for canvas in ("portrait", "tall"):
        one = made(template, "wechat-moments", canvas, deal=True, title=title)
        bare = shown(studio, replace(one, image=""))
        other = np.abs(shown(studio, one) - bare).sum(axis=2)[:, one.width // 2 - 40 : one.width // 2 + 40]
        top = int(np.flatnonzero((other > 24).mean(axis=1) > 0.9)[-1])
        assert top >= one.height * 0.38, canvas


@pytest.mark.parametrize("title", [CHINESE, "Tea"])
def test_what_matters_in_a_picture_is_in_the_middle_above_the_sheet(studio: Studio, title: str) -> None:
    one = made("story", "wechat-moments", "portrait", deal=False, title=title, image="high")
    picture = shown(studio, replace(one, focus=(50, 30)))
    middle = (rows(picture, (255, 0, 255))[0] + rows(picture, (0, 255, 255))[1]) / 2
    found = letters_in(drawn(studio, one, File.pdf), one.width)
    sheet = min(letter.top for letter in spelled(found, title[:3])[0]) - 60
    assert abs(middle - sheet / 2) < 30


@pytest.mark.parametrize("title", [CHINESE, ENGLISH])
@pytest.mark.parametrize(
    ("template", "channel", "canvas"),
    [("card", "wechat-moments", "square"), ("card", "wechat-moments", "portrait"), ("story", "douyin", "story"),
     ("story", "wechat-moments", "portrait"), ("story", "print", "a6")],
)  # fmt: skip
def test_words_that_make_room_stay_large_enough_and_within_the_free_part(
    studio: Studio, template: str, channel: str, canvas: str, title: str
) -> None:
    one = made(template, channel, canvas, deal=True, title=title)
    one = replace(one, canvas=replace(one.canvas, dots_per_inch=72))
    found = letters_in(drawn(studio, one, File.pdf), one.width)
    unit = one.width / 1080
    assert one.deal is not None
    for words in (one.deal.status, one.deal.until, one.deal.ladder[-1][0]):
        letters = spelled(found, words)[-1]
        assert max(letter.bottom for letter in letters) - min(letter.top for letter in letters) >= 17 * unit, words
    low = one.height - one.canvas.safe_bottom
    assert all(one.canvas.safe_top <= letter.top < letter.bottom <= low for letter in found)


def test_a_panorama_keeps_the_whole_width_of_a_square_card(studio: Studio) -> None:
    one = made("card", "wechat-moments", "square", deal=True, title=ENGLISH, image="wide")
    other = np.abs(shown(studio, one) - shown(studio, replace(one, image=""))).sum(axis=2) > 24
    assert other[150, -200:].mean() > 0.9
