"""Every channel's poster, whatever the product lacks: at exactly its size, and the code reads back from the file."""

import io
import struct
import threading
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from PIL import Image

from factories import product
from posters.decoders import opencv, opencv_knows, opened, zxing
from sharecli.channels import loader as channels
from sharecli.errors import BadData
from sharecli.posters import qr
from sharecli.posters.fonts import GlyphMissing
from sharecli.posters.model import Poster, compose
from sharecli.posters.qr import Unscannable
from sharecli.posters.render import TEMPLATE, Studio

SHORT = "https://go.example.shop/dm6d6bw"
LONG_TITLE = (
    "The Original Hand-poured Soy Candle with Cedar, Fig & Bergamot, slow-burning, 180 g, in a reusable cup; " * 3
)[:300]
VARIANTS: dict[str, dict[str, str]] = {
    "zh": {},
    "en": {"title": "Portable Blender, 400 ml, USB-C", "price": "899.00", "currency": "PHP"},
    "mixed": {"title": "四川耙耙柑 Mandarin 5 斤 A+级", "price": "1299", "currency": "JPY"},
    "long": {"title": LONG_TITLE, "price": "1299999.90"},
    "long-zh": {"title": "宜兴紫砂主人杯原矿朱泥手工制作" * 20},
    "one word": {"title": "A" * 300, "price": "12.500", "currency": "KWD"},
    "no image": {"image": ""},
    "no price": {"price": ""},
    "no seller": {"seller": "", "tagline": ""},
    "nothing": {"image": "", "price": "", "seller": "", "tagline": "", "title": "杯"},
}


@cache
def picture(width: int, height: int) -> bytes:
    """Colours that run into each other, as in a photograph of a product."""
    out = io.BytesIO()
    red, green = Image.linear_gradient("L").resize((width, height)), Image.radial_gradient("L").resize((width, height))
    Image.merge("RGB", (red, green, green.rotate(180))).save(out, "JPEG", quality=88)
    return out.getvalue()


PICTURES = {"square": picture(900, 900), "wide": picture(1600, 600), "tall": picture(500, 1600), "tiny": picture(8, 8)}


@pytest.fixture(scope="module")
def studio() -> Iterator[Studio]:
    with Studio(PICTURES.get) as one:
        yield one


def poster(channel: str, *, url: str = SHORT, image: str = "square", **over: str) -> Poster:
    seller, tagline = over.pop("seller", "小满"), over.pop("tagline", "好物慢慢挑 · small things, well made")
    goods = replace(product(**over), image=image)
    return compose(goods, channels.find(channel), link="dm6d6bw", url=url, campaign="", seller=seller, tagline=tagline)


@pytest.mark.parametrize("key", sorted(channels.channels()))
def test_a_poster_of_every_channel_has_exactly_its_size_and_reads_back(studio: Studio, key: str) -> None:
    assert opencv_knows(SHORT)
    channel = channels.find(key)
    for name, over in VARIANTS.items():
        content = studio.png(poster(key, **over))
        drawn = opened(content)
        assert drawn.size == (channel.width, channel.height), name
        assert zxing(drawn) == ([SHORT] if channel.qr else []), name
        assert opencv(drawn) == (SHORT if channel.qr else ""), name


@pytest.mark.parametrize("key", ["wechat-moments", "telegram", "instagram", "print", "email"])
@pytest.mark.parametrize("name", ["zh", "long", "no image"])
def test_a_poster_reads_back_after_an_app_made_it_smaller_and_pressed_it(studio: Studio, key: str, name: str) -> None:
    drawn = opened(studio.png(poster(key, **VARIANTS[name])))
    half = drawn.resize((drawn.width // 2, drawn.height // 2), Image.Resampling.BILINEAR)
    for worse in (drawn, half):
        out = io.BytesIO()
        worse.save(out, "JPEG", quality=40)
        assert zxing(opened(out.getvalue())) == [SHORT]
    assert zxing(half) == [SHORT]


@pytest.mark.parametrize("shape", ["wide", "tall", "tiny", "not there"])
@pytest.mark.parametrize("key", ["wechat-moments", "instagram"])
def test_a_picture_of_any_shape_covers_its_place(studio: Studio, key: str, shape: str) -> None:
    content = studio.png(poster(key, image=shape))
    assert zxing(opened(content)) == [SHORT]


@pytest.mark.parametrize("length", [120, 300, 440])
@pytest.mark.parametrize("key", ["wechat-moments", "telegram", "instagram", "print"])
def test_a_long_link_makes_a_larger_code_that_still_reads(studio: Studio, key: str, length: int) -> None:
    url = ("https://s.click.taobao.com/t?e=" + "m%3D2%26s%3D" * 200)[:length]
    assert zxing(opened(studio.png(poster(key, url=url)))) == [url]


@pytest.mark.parametrize("length", [600, 1000, 2048])
def test_a_link_whose_code_would_be_too_dense_for_a_camera_is_refused(studio: Studio, length: int) -> None:
    url = ("https://s.click.taobao.com/t?e=" + "m%3D2%26s%3D" * 200)[:length]
    with pytest.raises(Unscannable, match=f"a link of {length} characters"):
        studio.png(poster("wechat-moments", url=url))


def test_the_quiet_zone_of_a_poster_is_four_modules_of_white(studio: Studio) -> None:
    import zxingcpp

    content = studio.png(poster("wechat-moments"))
    drawn = opened(content)
    found = zxingcpp.read_barcode(drawn)
    assert found is not None
    left, top, right = found.position.top_left.x, found.position.top_left.y, found.position.top_right.x
    module = (right - left) / qr.Code(SHORT).modules
    assert module >= 6, "large enough for a shared picture"
    zone = round(module * 4) - 2
    side = right - left + 1
    frame = drawn.crop((left - zone, top - zone, left + side + zone, top + side + zone))
    inner = Image.new("L", (side + 4, side + 4), 255)
    frame.paste(inner, (zone - 2, zone - 2))
    assert frame.getextrema() == (255, 255)


def chunks(content: bytes) -> dict[bytes, bytes]:
    """The chunks of a PNG, each name's first."""
    found: dict[bytes, bytes] = {}
    place = 8
    while place < len(content):
        (length,) = struct.unpack(">I", content[place : place + 4])
        found.setdefault(content[place + 4 : place + 8], content[place + 8 : place + 8 + length])
        place += 12 + length
    return found


def test_the_poster_for_print_says_300_dots_an_inch_and_the_others_say_nothing(studio: Studio) -> None:
    printed = studio.png(poster("print"))
    across, down, unit = struct.unpack(">IIB", chunks(printed)[b"pHYs"])
    assert (across, down, unit) == (11811, 11811, 1), "dots a metre"
    with Image.open(io.BytesIO(printed)) as one:
        assert [round(dots) for dots in one.info["dpi"]] == [300, 300]
    assert b"pHYs" not in chunks(studio.png(poster("telegram")))


def test_what_would_be_markup_is_shown_as_text(studio: Studio) -> None:
    plain = studio.png(poster("weibo", image="", title="茶 x 杯"))
    marks = [
        "#",
        "*",
        "_",
        "$",
        "[",
        "]",
        "\\",
        "`",
        "<b>",
        "@",
        "= ",
        "//",
        "~",
        "#pagebreak()",
        '#read("/etc/passwd")',
    ]
    made = [studio.png(poster("weibo", image="", title=f"茶 x {mark}杯")) for mark in marks]
    assert len({plain, *made}) == len(marks) + 1, "each of them is seen"
    assert all(opened(one).size == (1080, 1440) for one in made)
    together = 'Hash #*_$[]\\ `code` <b> // @ref & = heading "quoted" {json: 1} \\u{41}'
    assert zxing(opened(studio.png(poster("weibo", title=together, seller=together, tagline=together)))) == [SHORT]


def test_the_same_poster_is_the_same_bytes(studio: Studio) -> None:
    assert studio.png(poster("weibo")) == studio.png(poster("weibo"))


def test_threads_draw_at_the_same_time_and_each_its_own(studio: Studio) -> None:
    urls = [f"https://go.example.shop/t{place}" for place in range(6)]
    found: dict[str, list[str]] = {}

    def draw(url: str) -> None:
        found[url] = zxing(opened(studio.png(poster("telegram", url=url))))

    threads = [threading.Thread(target=draw, args=[url]) for url in urls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == {url: [url] for url in urls}


def test_a_letter_no_font_has_is_an_error_and_an_emoji_is_left_out(studio: Studio) -> None:
    with pytest.raises(GlyphMissing):
        studio.check(poster("weibo", title="𒀀 clay tablet"))
    with pytest.raises(GlyphMissing):
        studio.check(poster("weibo", seller="𒀀"))
    kept, gone = studio.check(poster("weibo", title="茶 🎁 礼盒", tagline="🎁"))
    if gone:  # a machine may have a font of emoji
        assert (kept.title, kept.tagline, gone) == ("茶 礼盒", "", ["🎁"])
    assert zxing(opened(studio.png(kept))) == [SHORT]


def test_a_broken_template_is_named(tmp_path: Path) -> None:
    path = tmp_path / "mine.typ"
    path.write_text(TEMPLATE.read_text("utf-8") + "\n#nonsense(")
    with Studio(PICTURES.get, template=path) as studio, pytest.raises(BadData, match=r"mine\.typ: the poster template"):
        studio.png(poster("weibo"))
