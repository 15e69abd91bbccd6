"""Every channel's every canvas by every template: exactly its size, and its code reads back from the final bytes."""

import io
import re
import struct
import threading
from collections.abc import Iterator
from dataclasses import replace
from itertools import cycle
from xml.etree import ElementTree as ET

import numpy as np
import pytest
from PIL import Image

from codes.decoders import opened, zxing
from posters.compositions import BRAND, NOTE, PICTURES, URL, drawn, every_canvas, jpeg, poster, wanted
from sharecli.codes import raster, verify
from sharecli.codes.kinds import Kind
from sharecli.codes.look import Look, Style
from sharecli.codes.qr import QUIET, Code, Unscannable
from sharecli.codes.styles import prepared_logo
from sharecli.lettering.fonts import GlyphMissing
from sharecli.pictures import BadPicture
from sharecli.posters import templates
from sharecli.posters.model import Brand, Poster, Wish
from sharecli.posters.render import Studio

LONG = ("The Original Hand-poured Soy Candle with Cedar, Fig & Bergamot, slow-burning, in a reusable cup; " * 4)[:300]
NOBODY = Brand()
VARIANTS: dict[str, dict[str, object]] = {
    "zh": {"note": "好。"},
    "en": {"title": "Portable Blender, 400 ml, USB-C", "price": "899.00", "currency": "PHP", "note": "Mine for years."},
    "ja": {"title": "抹茶ラテの素 有機 200g", "price": "1980", "currency": "JPY", "note": "毎朝これです。"},
    "ko": {"title": "제주 감귤 5kg 선물세트", "price": "29000", "currency": "KRW", "note": "겨울마다 삽니다."},
    "was": {"was": "1159.50", "note": NOTE},
    "long": {"title": LONG, "price": "1299999.90", "was": "1499999.90", "note": (NOTE * 12)[:300]},
    "long zh": {"title": "宜兴紫砂主人杯原矿朱泥手工制作" * 20, "note": "真" * 300},
    "one word": {"title": "A" * 300, "price": "12.500", "currency": "KWD", "note": "B" * 300},
    "no image": {"image": "", "note": "好。"},
    "no price": {"price": "", "note": "好。"},
    "no seller": {"brand": NOBODY, "note": "好。"},
    "nothing": {"image": "", "price": "", "title": "杯", "brand": NOBODY, "note": "好"},
    "dark": {"brand": replace(BRAND, theme="dark", accent="#ffd400"), "note": NOTE, "was": "159"},
    "no label": {"wish": Wish(label=False), "note": NOTE},
}
EVERY = [(channel, canvas.name) for channel, canvas in every_canvas()]
SIZES = [replace(canvas, name="") for _channel, canvas in every_canvas()]


@pytest.fixture(scope="module")
def studio() -> Iterator[Studio]:
    with Studio(PICTURES.get, avatar=jpeg(400, 400)) as one:
        yield one


def variants_for(template: str) -> dict[str, dict[str, object]]:
    """What a template can be asked for: one without a price has nothing to sell by price."""
    needs = templates.find(template).needs
    return {name: over for name, over in VARIANTS.items() if not ("price" in needs and over.get("price") == "")}


def made(channel: str, canvas: str, template: str, over: dict[str, object]) -> Poster:
    wish = replace(over.get("wish", Wish()), canvas=canvas)  # type: ignore[type-var]
    return poster(channel, canvas=canvas, template=template, **over | {"wish": wish})  # type: ignore[arg-type]


def proven(studio: Studio, one: Poster, kind: Kind = Kind.png, look: Look | None = None) -> bytes:
    """A poster's bytes, after the proof that its code scans with reserves, or that it has none."""
    look = look or Look()
    content = drawn(studio, one, kind, look)
    verify.prove(content, wanted(one, look), kind=kind.value, dpi=one.canvas.dots_per_inch if one.printed else 0)
    return content


@pytest.mark.parametrize(("channel", "canvas"), EVERY)
def test_every_canvas_has_exactly_its_size_and_reads_back(studio: Studio, channel: str, canvas: str) -> None:
    """By every template where no earlier channel has such a canvas, else by one of them; the largest takes long."""
    place = EVERY.index((channel, canvas))
    there = poster(channel, canvas=canvas).canvas
    fit = [key for key, one in templates.templates().items() if one.fits(there)]
    if place != SIZES.index(SIZES[place]):
        fit = [fit[place % len(fit)]]
    elif there.name == "a4":
        fit = ["card", "note"]
    for number, template in enumerate(fit):
        names = list(variants_for(template))
        name = names[(place * 3 + number) % len(names)]
        content = proven(studio, made(channel, canvas, template, VARIANTS[name]))
        with Image.open(io.BytesIO(content)) as picture:
            assert picture.size == (there.width, there.height), (template, name)


@pytest.mark.parametrize("template", list(templates.templates()))
def test_every_template_draws_whatever_a_product_has_and_lacks(studio: Studio, template: str) -> None:
    places = cycle([("telegram", "portrait"), ("instagram", "feed"), ("xiaohongshu", "small")])
    for (name, over), (channel, canvas) in zip(variants_for(template).items(), places, strict=False):
        one = made(channel, canvas, template, over)
        picture = opened(proven(studio, one))
        assert picture.size == (one.width, one.height), name
        assert zxing(picture) == ([URL] if one.url else []), name


def test_all_that_is_said_is_seen(studio: Studio) -> None:
    whole = made("weibo", "portrait", "card", {"was": "159", "note": NOTE})
    without = [
        replace(whole, title="别的"), replace(whole, price=None), replace(whole, was=""), replace(whole, label=""),
        replace(whole, brand=NOBODY), replace(whole, image=""), replace(whole, url="", search="龙井"),
        replace(whole, brand=replace(BRAND, accent="#1f6f3a")), replace(whole, brand=replace(BRAND, theme="dark")),
        replace(whole, phrases=whole.phrases | {"cta": "扫一扫"}), replace(whole, image="wide", focus=(0, 50)),
        replace(whole, image="wide", focus=(100, 50)),
    ]  # fmt: skip
    assert len({drawn(studio, one) for one in [whole, *without]}) == len(without) + 1


def test_the_seller_s_words_are_on_the_note_and_the_avatar_beside_their_name(studio: Studio) -> None:
    one = made("weibo", "portrait", "note", {"note": NOTE})
    content = drawn(studio, one)
    assert drawn(studio, replace(one, words="别的话。")) != content
    with Studio(PICTURES.get) as faceless:
        assert drawn(faceless, one) != content


@pytest.mark.parametrize(
    ("key", "template"),
    [
        ("wechat-moments", "card"),
        ("telegram", "minimal"),
        ("instagram", "story"),
        ("print", "card"),
        ("email", "price"),
    ],
)
def test_a_poster_reads_back_after_an_app_made_it_smaller_and_pressed_it(
    studio: Studio, key: str, template: str
) -> None:
    picture = opened(drawn(studio, poster(key, template=template)))
    half = picture.resize((picture.width // 2, picture.height // 2), Image.Resampling.BILINEAR)
    for worse in (picture, half):
        out = io.BytesIO()
        worse.save(out, "JPEG", quality=40)
        assert zxing(opened(out.getvalue())) == [URL]
    assert zxing(half) == [URL]


@pytest.mark.parametrize("shape", ["wide", "tall", "tiny"])
@pytest.mark.parametrize("kind", [Kind.png, Kind.pdf])
def test_a_picture_of_any_shape_covers_its_place(studio: Studio, kind: Kind, shape: str) -> None:
    for channel in ("wechat-moments", "instagram") if kind is Kind.png else ("print",):
        proven(studio, poster(channel, image=shape, focus="100,0"), kind)


def test_the_point_of_a_picture_stays_in_sight() -> None:
    """A picture black but for its right end: with the point there, the end is seen; with the other, it is not."""
    out = io.BytesIO()
    long = Image.new("RGB", (2000, 400))
    long.paste((255, 0, 255), (1700, 0, 2000, 400))
    long.save(out, "JPEG", quality=95, subsampling=0)
    one = replace(poster("weibo", template="card"), image="long")
    with Studio({"long": out.getvalue()}.get) as there:
        seen = {}
        for focus in ((0, 50), (50, 50), (100, 50)):
            with Image.open(io.BytesIO(drawn(there, replace(one, focus=focus)))) as picture:
                pixels = np.asarray(picture.convert("RGB")).astype(int)
            seen[focus] = int(((pixels[:, :, 0] > 200) & (pixels[:, :, 1] < 60) & (pixels[:, :, 2] > 200)).sum())
    assert seen[0, 50] == seen[50, 50] == 0
    assert seen[100, 50] > 100_000


def test_a_picture_that_is_damaged_is_named_as_such() -> None:
    with Studio({"square": b"\xff\xd8\xff half a picture"}.get) as there, pytest.raises(BadPicture, match="damaged"):
        drawn(there, poster("weibo"))


@pytest.mark.parametrize("length", [120, 440])
@pytest.mark.parametrize(("key", "template"), [("telegram", "card"), ("instagram", "story"), ("print", "note"),
                                               ("weibo", "price"), ("weibo", "minimal")])  # fmt: skip
def test_a_long_link_makes_a_larger_code_that_still_reads(studio: Studio, key: str, template: str, length: int) -> None:
    url = ("https://s.click.taobao.com/t?e=" + "m%3D2%26s%3D" * 200)[:length]
    proven(studio, poster(key, template=template, url=url, note="好。"))


@pytest.mark.parametrize("length", [600, 1000, 2048])
def test_a_link_whose_code_would_be_too_dense_for_a_camera_is_refused(studio: Studio, length: int) -> None:
    url = ("https://s.click.taobao.com/t?e=" + "m%3D2%26s%3D" * 200)[:length]
    with pytest.raises(Unscannable, match=f"a link of {length} characters"):
        drawn(studio, poster("wechat-moments", url=url))


@pytest.mark.parametrize("template", list(templates.templates()))
def test_the_quiet_zone_of_a_poster_is_four_modules_of_white(studio: Studio, template: str) -> None:
    import zxingcpp

    for theme in ("light", "dark"):
        one = poster("wechat-moments", template=template, note="好。", brand=replace(BRAND, theme=theme))
        picture = opened(drawn(studio, one))
        found = zxingcpp.read_barcode(picture)
        assert found is not None
        place = found.position
        left, top, right, bottom = place.top_left.x, place.top_left.y, place.top_right.x + 1, place.bottom_left.y + 1
        module = round((right - left) / Code(URL).modules)
        assert module >= 6, "large enough for a shared picture"
        zone = module * QUIET - 2  # without the hairline at its edge
        for box in ((left, top - zone, right, top), (left, bottom, right, bottom + zone),
                    (left - zone, top, left, bottom), (right, top, right + zone, bottom)):  # fmt: skip
            assert picture.crop(box).getextrema() == (255, 255), (theme, box)


@pytest.mark.parametrize(("style", "kind"), [*zip(cycle(Style), Kind), (Style.dots, Kind.png)])
def test_a_code_of_any_style_colour_and_logo_reads_back_in_every_kind(
    studio: Studio, tmp_path_factory: pytest.TempPathFactory, style: Style, kind: Kind
) -> None:
    logo = tmp_path_factory.mktemp("logo") / "logo.png"
    Image.new("RGB", (200, 200), "#c8402f").save(logo)
    proven(studio, poster("telegram"), kind, Look(style, "#1f3a5f", prepared_logo(logo)))


def chunks(content: bytes) -> dict[bytes, bytes]:
    """The chunks of a PNG, each name's first."""
    found: dict[bytes, bytes] = {}
    place = 8
    while place < len(content):
        (length,) = struct.unpack(">I", content[place : place + 4])
        found.setdefault(content[place + 4 : place + 8], content[place + 8 : place + 8 + length])
        place += 12 + length
    return found


@pytest.mark.parametrize("canvas", ["a6", "a4"])
def test_the_png_for_print_says_300_dots_an_inch_and_the_others_72(studio: Studio, canvas: str) -> None:
    printed = drawn(studio, poster("print", canvas=canvas))
    across, down, unit = struct.unpack(">IIB", chunks(printed)[b"pHYs"])
    assert (across, down, unit) == (11811, 11811, 1), "dots a metre"
    with Image.open(io.BytesIO(printed)) as one:
        assert [round(dots) for dots in one.info["dpi"]] == [300, 300]
    screen = drawn(studio, poster("telegram"))
    assert struct.unpack(">IIB", chunks(screen)[b"pHYs"]) == (2835, 2835, 1)


@pytest.mark.parametrize(("channel", "dots"), [("telegram", 72), ("print", 300)])
def test_a_jpeg_keeps_its_colours_at_full_size_and_says_its_density(studio: Studio, channel: str, dots: int) -> None:
    one = poster(channel, template="card")
    content = proven(studio, one, Kind.jpg)
    with Image.open(io.BytesIO(content), formats=["JPEG"]) as picture:
        assert picture.size == (one.width, one.height)
        assert picture.mode == "RGB"
        assert picture.info["dpi"] == (dots, dots)
        assert [layer[1:3] for layer in picture.layer] == [(1, 1)] * 3, "4:4:4"  # type: ignore[attr-defined]
    assert len(content) < len(drawn(studio, one))


def points(pdf: bytes) -> tuple[float, float]:
    """Width and height of the one page of a PDF, in points."""
    (box,) = re.findall(rb"/MediaBox ?\[([^\]]*)\]", pdf)
    left, bottom, right, top = map(float, box.split())
    assert (left, bottom) == (0, 0)
    return right, top


@pytest.mark.parametrize(
    ("channel", "canvas", "wish", "inches"),
    [
        ("print", "a6", Wish(), (1240 / 300, 1748 / 300)),
        ("print", "a6", Wish(bleed=True), (1311 / 300, 1819 / 300)),
        ("print", "a6", Wish(marks=True), (1429 / 300, 1937 / 300)),
        ("print", "a4", Wish(), (2480 / 300, 3508 / 300)),
        ("telegram", "", Wish(), (960 / 72, 1280 / 72)),
    ],
)
def test_a_pdf_has_the_size_of_the_paper(
    studio: Studio, channel: str, canvas: str, wish: Wish, inches: tuple[float, float]
) -> None:
    content = proven(studio, poster(channel, canvas=canvas, wish=replace(wish, canvas=canvas)), Kind.pdf)
    assert [side / 72 for side in points(content)] == pytest.approx(inches, abs=0.001)


def pictures_in(content: bytes) -> int:
    """Pictures made of pixels, in a PDF or an SVG."""
    return len(re.findall(rb"/Subtype ?/Image|data:image/(?:png|jpeg|jpg|gif|webp)", content))


@pytest.mark.parametrize(("channel", "template"), [*(("print", key) for key in templates.templates()), ("qq", "card")])
def test_the_code_of_a_pdf_and_of_an_svg_is_made_of_vectors(channel: str, template: str) -> None:
    one = poster(channel, template=template, image="", note="好。")
    with Studio(PICTURES.get) as there:
        for kind in (Kind.pdf, Kind.svg):
            content = proven(there, one, kind)
            assert pictures_in(content) == 0
        with_picture = proven(there, replace(one, image="square"), Kind.pdf)
        assert pictures_in(with_picture) == (1 if templates.find(template).picture[0] else 0)


def test_an_svg_is_as_wide_as_its_pixels_and_loads_nothing_from_elsewhere(studio: Studio) -> None:
    one = poster("telegram")
    root = ET.fromstring(proven(studio, one, Kind.svg))  # noqa: S314 - of our own making
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert root.get("viewBox") == "0 0 960 1280"
    links = [value for node in root.iter() for name, value in node.attrib.items() if name.endswith("href")]
    assert links
    assert all(link.startswith(("#", "data:")) for link in links)


def test_bleed_is_drawn_over_the_edge_and_changes_nothing_within(studio: Studio) -> None:
    plain = opened(proven(studio, poster("print", template="card")))
    bled = opened(proven(studio, poster("print", template="card", wish=Wish(bleed=True))))
    assert (plain.size, bled.size) == ((1240, 1748), (1311, 1819))
    trimmed = np.asarray(bled.crop((35, 35, 35 + 1240, 35 + 1748))).astype(int)
    assert np.abs(trimmed - np.asarray(plain)).mean() < 6, "half a pixel off, and the same poster"
    edges = [bled.crop(box) for box in ((0, 0, 1311, 20), (0, 0, 20, 900), (1291, 0, 1311, 900))]
    assert all(edge.getextrema() != (255, 255) for edge in edges), "the picture reaches over them"


def test_crop_marks_point_at_the_cut_and_stay_out_of_the_bleed(studio: Studio) -> None:
    one = poster("print", template="minimal", wish=Wish(marks=True))
    picture = opened(proven(studio, one))
    assert picture.size == (1429, 1937) == one.sheet
    room = (1429 - 1311) // 2
    dark = np.asarray(picture) < 128
    across = sorted(set(np.flatnonzero(dark[: room - 10].any(axis=0)).tolist()))
    cuts = [room + 35.5, room + 35.5 + 1240]
    assert {round(place, -1) for place in across} == {round(place, -1) for place in cuts}
    assert not dark[room - 8 : room].any(), "no mark touches what is drawn"
    assert dark[-(room - 10) :].any()
    assert dark[:, : room - 10].any()
    assert dark[:, -(room - 10) :].any()


HOSTILE = [
    '#panic("x")', "#pagebreak()", '#read("/etc/passwd")', "$x$", "$ sum_1^2 $", "]", "[", "#[", "*bold*", "_x_",
    "`code`", "```", "= Heading", "- item", "+ item", "/ term: x", "<label>", "@ref", "~", "\\", "\\u{41}", "//", "/*",
    '"', "'", "{json: 1}", "%s {0} {title}", "<script>alert(1)</script>", "&amp;", "https://evil.example/",
]  # fmt: skip


def test_what_would_be_markup_is_shown_as_text(studio: Studio) -> None:
    plain = poster("telegram", template="minimal", image="", title="茶 x 杯")
    made_of_all = {drawn(studio, replace(plain, title=f"茶 x {mark}杯")) for mark in HOSTILE}
    assert len(made_of_all | {drawn(studio, plain)}) == len(HOSTILE) + 1, "each of them is seen"
    assert {opened(one).size for one in made_of_all} == {(960, 1280)}


@pytest.mark.parametrize("template", list(templates.templates()))
def test_hostile_words_in_every_field_spoil_nothing(studio: Studio, template: str) -> None:
    together = " ".join(HOSTILE)[:300]
    brand = Brand(name=together[:80], tagline=together[:80], handle=together[:40], label=together[:20])
    one = poster("weibo", template=template, title=together, note=together, brand=brand, was="159")
    assert one.title == together
    proven(studio, one)
    ET.fromstring(drawn(studio, one, Kind.svg))  # noqa: S314 - of our own making


def test_control_characters_and_marks_of_direction_are_seen_or_refused_and_never_obeyed(studio: Studio) -> None:
    from factories import product

    title = product(title="茶\x1b[31m\u202e杯\x00\x07\ttab").title
    assert title.isprintable()
    one = poster("weibo", title="茶\x1b[31m\u202e杯\x00\x07\ttab", note="好\x1b]0;x\x07\r\n再好")
    assert one.title == title
    assert "\x1b" not in one.words
    with pytest.raises(GlyphMissing) as raised:  # no font has a picture of a control character
        studio.check(one)
    assert raised.value.message.isprintable()
    assert raised.value.hint == "leave these letters out of the title"


def test_the_same_poster_is_the_same_bytes(studio: Studio) -> None:
    for kind in Kind:
        assert drawn(studio, poster("weibo"), kind) == drawn(studio, poster("weibo"), kind)


def test_threads_draw_at_the_same_time_and_each_its_own(studio: Studio) -> None:
    urls = [f"https://go.example.shop/t{place}" for place in range(6)]
    found: dict[str, list[str]] = {}

    def draw(url: str, template: str) -> None:
        found[url] = zxing(opened(drawn(studio, poster("telegram", url=url, template=template))))

    threads = [threading.Thread(target=draw, args=[url, template])
               for url, template in zip(urls, cycle(["card", "minimal", "story"]), strict=False)]  # fmt: skip
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == {url: [url] for url in urls}


def test_a_picture_that_is_gone_is_an_error_and_no_poster_without_it(studio: Studio) -> None:
    with pytest.raises(BadPicture, match="not in your file"):
        drawn(studio, poster("weibo", template="card", image="not there"))
    assert drawn(studio, poster("weibo", template="minimal", image="not there")), "which shows no picture"


def test_every_poster_of_a_batch_that_is_brought_far_ahead_has_its_picture() -> None:
    images = {f"p{place:02}": jpeg(40 + place, 60) for place in range(40)}
    posters = [poster("telegram", canvas="square", template="note", note="好。", image=one) for one in [*images, "p00"]]
    with Studio(images.get) as there:
        bare = there.draw(replace(posters[0], image=""), templates.find("note"), Code(URL), Kind.png)
        for one in posters:
            there.bring(one.image)
        for one in posters:
            assert there.draw(one, templates.find("note"), Code(URL), Kind.png) != bare
            there.let_go(one.image)


def test_a_picture_that_was_let_go_is_brought_again() -> None:
    images = {f"p{place:02}": jpeg(40 + place, 60) for place in range(28)}
    with Studio(images.get) as there:
        first = drawn(there, poster("telegram", canvas="square", template="note", note="好。", image="p00"))
        for image in images:
            drawn(there, poster("telegram", canvas="square", template="note", note="好。", image=image))
        again = drawn(there, poster("telegram", canvas="square", template="note", note="好。", image="p00"))
        assert (
            again == first != drawn(there, poster("telegram", canvas="square", template="note", note="好。", image=""))
        )
        assert len(list(there._root.rglob("picture-*"))) == 1, "what lies in the temporary folder does not grow"
    assert not there._root.exists()


def test_a_letter_no_font_has_is_an_error_and_an_emoji_is_left_out(studio: Studio) -> None:
    for over in ({"title": "𒀀 clay tablet"}, {"brand": replace(BRAND, name="𒀀")}, {"note": "𒀀"},
                 {"brand": replace(BRAND, handle="@𒀀")}, {"brand": replace(BRAND, label="𒀀")}):  # fmt: skip
        with pytest.raises(GlyphMissing):
            studio.check(poster("weibo", **over))
    one = poster("weibo", title="茶 🎁 礼盒", note="好🍵\n再好", brand=replace(BRAND, tagline="🎁"))
    kept, gone = studio.check(one)
    if gone:  # a machine may have a font of emoji
        assert (kept.title, kept.words, kept.brand.tagline, gone) == ("茶 礼盒", "好\n再好", "", ["🎁", "🍵"])
    proven(studio, kept)


def test_a_poster_without_a_code_shows_none_and_the_proof_says_so_where_a_picture_has_one(studio: Studio) -> None:
    foreign = io.BytesIO()
    with Image.open(io.BytesIO(Code("https://evil.example/x").png(module_px=20))) as picture:
        picture.convert("RGB").save(foreign, "JPEG", quality=95)
    one = replace(poster("xiaohongshu", template="card"), image="foreign")
    with Studio({"foreign": foreign.getvalue()}.get) as there, pytest.raises(Unscannable, match="another code"):
        proven(there, one)
    assert raster.opened(proven(studio, poster("xiaohongshu")), "png").size == (1242, 1660)
