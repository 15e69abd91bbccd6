"""Sheets of cards and stickers: they fit the paper, every code is a vector and scans, too small ones are refused."""

import io
import itertools
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
import typst
from hypothesis import given, settings, strategies as st
from PIL import Image

from codes.decoders import opencv
from sharecli.codes.look import Look, Style
from sharecli.codes.qr import Code, Unscannable, read
from sharecli.codes.raster import drawn
from sharecli.errors import BadValue
from sharecli.lettering.fonts import Cabinet, GlyphMissing, cabinet
from sharecli.lettering.prices import Price
from sharecli.posters.palette import palette
from sharecli.sheets.cutting import Cut
from sharecli.sheets.pieces import SIZES, Pieces, module_of, size
from sharecli.sheets.printing import SheetItem, check, layout_of, pdf
from sharecli.sheets.proving import prove
from sharecli.sheets.sheet import Layout, Paper, Sheet, TooSmall, laid_out

BASE = "https://go.example.shop/"
DENSE = "https://shop.example.com/p/mug?utm_source=telegram&utm_campaign=%E6%98%A5&x=" + "y" * 60
COLOURS = palette("#c8402f")
V3, V10 = 29, 57
"""Modules a side of a short link and of a long one."""


def item(name: str, *, title: str = "Tea bowl", url: str = "", language: str = "en", label: str = "#ad") -> SheetItem:
    return SheetItem(
        title, Price("$", "24", ".50", ""), label, "Maya’s Corner", "Scan to see it", Code(url or BASE + name), language
    )


VARIANTS = [
    item("zh1", title="宜兴紫砂主人杯原矿朱泥手工制作全手工名家作品收藏级送礼盒装", language="zh", label="广告"),
    item("long", title="The Original Hand-poured Soy Candle with Cedar, Fig & Bergamot, slow-burning, 180 g " * 3),
    item("word", title="A" * 300),
    item("dense", url=DENSE),
    replace(item("none", title=""), price=None, seller="", label=""),
    replace(item("price"), price=Price("KWD ", "1,299,999", ".500", ""), line="price"),
]


def urls(items: Sequence[SheetItem]) -> Counter[str]:
    return Counter(one.code.url for one in items)


def seen(content: bytes, number: int = 0, *, dots: int = 300) -> Counter[str]:
    return Counter(read(drawn(content, "pdf", page=number + 1, ppi=dots)))


def pages(content: bytes) -> list[tuple[float, float]]:
    """Width and height of every page, in points, as the file says them."""
    boxes = re.findall(rb"/MediaBox ?\[0 0 ([\d.]+) ([\d.]+)\]", content)
    return [(float(width), float(height)) for width, height in boxes]


def square(layout: Layout, place: int, dots: int) -> tuple[int, int, int, int]:
    """The pixels of a piece."""
    x, y = layout.places[place]
    edges = (x, y, x + layout.shape.width, y + layout.shape.height)
    left, top, right, bottom = (round(edge / 25.4 * dots) for edge in edges)
    return left, top, right, bottom


@pytest.fixture(scope="module")
def fonts() -> Cabinet:
    return cabinet()


@pytest.mark.parametrize(
    ("sheet", "across", "down"),
    [
        (Sheet(), 2, 5),
        (Sheet(size=SIZES["card-cn"]), 2, 5),
        (Sheet(paper=Paper.letter, size=SIZES["card-us"]), 2, 5),
        (Sheet(size=SIZES["a7"]), 2, 2),
        (Sheet(size=(105.0, 74.0), margin=0.0), 2, 4),
        (Sheet(across=2, down=4), 2, 4),
        (Sheet(pieces=Pieces.stickers), 4, 7),
        (Sheet(pieces=Pieces.stickers, size=(30.0, 30.0)), 6, 9),
        (Sheet(pieces=Pieces.stickers, size=(50.0, 50.0)), 3, 5),
        (Sheet(pieces=Pieces.stickers, size=(63.5, 38.1), gap=(2.5, 0.0), margin=7.0), 3, 7),
    ],
)
def test_a_page_holds_as_many_as_fit(sheet: Sheet, across: int, down: int) -> None:
    layout = laid_out(sheet, V3)
    assert (layout.across, layout.down, layout.per_page) == (across, down, across * down)
    assert len(layout.places) == layout.per_page


def test_bought_sheets_of_labels_are_met_where_they_are_cut() -> None:
    layout = laid_out(Sheet(pieces=Pieces.stickers, size=(63.5, 38.1), gap=(2.5, 0.0), margin=7.0), V3)
    assert layout.places[0] == (7.25, 15.15), "the maker's drawing of 21 labels on A4"
    assert layout.places[1] == (73.25, 15.15)
    assert layout.places[3] == (7.25, 53.25)


@settings(deadline=None, max_examples=200)
@given(
    paper=st.sampled_from(Paper),
    pieces=st.sampled_from(Pieces),
    width=st.floats(20, 150),
    height=st.floats(20, 150),
    margin=st.floats(0, 15),
    gap=st.tuples(st.floats(0, 8), st.floats(0, 8)),
    modules=st.integers(1, 40).map(lambda version: 17 + 4 * version),
)
def test_whatever_is_laid_out_stays_on_the_paper_apart_and_scannable(
    paper: Paper,
    pieces: Pieces,
    width: float,
    height: float,
    margin: float,
    gap: tuple[float, float],
    modules: int,
) -> None:
    sheet = Sheet(paper, pieces, (width, height), margin=margin, gap=gap, cut=Cut.none)
    try:
        layout = laid_out(sheet, modules)
    except (BadValue, TooSmall):
        return
    for x, y in layout.places:
        assert margin - 0.001 <= x <= paper.mm[0] - margin - width + 0.001
        assert margin - 0.001 <= y <= paper.mm[1] - margin - height + 0.001
    for (x1, y1), (x2, y2) in itertools.combinations(layout.places[: layout.across + 1], 2):
        assert abs(x1 - x2) >= width - 0.001 or abs(y1 - y2) >= height - 0.001
    assert layout.module >= 0.4
    assert layout.quiet >= 2
    assert layout.module * (modules + 2 * layout.quiet) <= layout.shape.code + 0.001
    assert layout.shape.code + layout.shape.tab + 2 * layout.shape.pad <= height


def test_a_sticker_too_small_for_its_code_names_the_size_that_is_enough() -> None:
    with pytest.raises(TooSmall) as refused:
        laid_out(Sheet(pieces=Pieces.stickers, size=(25.0, 25.0)), V10)
    assert refused.value.code == "too-small-to-scan"
    assert refused.value.message == ("on 25 mm a module of the code would be 0.30 mm, too fine to scan: it needs 32 mm")
    assert refused.value.hint == "--size 32"
    laid_out(Sheet(pieces=Pieces.stickers, size=size("32")), V10)
    with pytest.raises(TooSmall):
        laid_out(Sheet(pieces=Pieces.stickers, size=size("31")), V10)


@pytest.mark.parametrize(("first", "version"), [("card", 20), ("card-us", 22), ("a7", 28), ("60x40", 15)])
def test_a_card_too_small_for_its_code_names_the_size_that_is_enough(first: str, version: int) -> None:
    modules = 17 + 4 * version
    with pytest.raises(TooSmall) as refused:
        laid_out(Sheet(size=size(first)), modules)
    needed = size(str(refused.value.hint).removeprefix("--size "))
    assert laid_out(Sheet(size=needed), modules).module >= 0.4


def test_a_code_that_no_size_on_the_paper_holds_asks_for_a_shorter_link() -> None:
    with pytest.raises(TooSmall, match="no size on this paper is enough") as refused:
        laid_out(Sheet(pieces=Pieces.stickers, margin=80.0), 177)
    assert refused.value.hint == "sharecli config set base-url https://go.example.shop"


def test_the_quiet_zone_shrinks_before_a_code_is_refused_and_never_below_two_modules() -> None:
    assert module_of(20.0, 29) == (20 / 37, 4)
    assert module_of(25.0, 57)[1] == 2
    assert module_of(0.4 * (57 + 6), 57)[1] == 3
    assert module_of(10.0, 57) == (10 / 61, 2)


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("card", (85, 54)),
        ("A7", (74, 105)),
        ("40", (40, 40)),
        ("42.5", (42.5, 42.5)),
        ("85x54", (85, 54)),
        ("85 × 54 mm", (85, 54)),
    ],
)
def test_a_size_is_a_name_or_millimetres(words: str, meant: tuple[float, float]) -> None:
    assert size(words) == meant


@pytest.mark.parametrize("words", ["", "big", "40x", "0", "-3x4", "nan", "inf", "1x2x3"])
def test_what_is_no_size_is_refused(words: str) -> None:
    with pytest.raises(BadValue, match="is not a size"):
        size(words)


@pytest.mark.parametrize(
    ("sheet", "words"),
    [
        (Sheet(across=3), "3 × 85 mm do not fit into the 194 mm that A4 has between margins of 8 mm"),
        (Sheet(size=(300.0, 54.0)), "a piece of 300 × 54 mm does not fit into the 194 × 281 mm that A4 has"),
        (Sheet(size=(300.0, 300.0)), "a piece of 300 × 300 mm does not fit into the 194 × 281 mm that A4 has"),
        (Sheet(size=(54.0, 300.0)), "a piece of 54 × 300 mm does not fit"),
        (Sheet(across=40, down=90), "too small for title, price and code"),
        (Sheet(across=30, down=2, gap=(10.0, 0.0)), "30 × 2 pieces with their gaps do not fit on A4"),
        (Sheet(gap=(1e308, 0.0)), "a margin or gap of 1e+308 mm is larger than the paper"),
        (Sheet(gap=(0.0, float("inf"))), "is larger than the paper"),
        (Sheet(margin=500.0), "a margin or gap of 500 mm is larger than the paper"),
        (Sheet(margin=-1.0), "cannot be negative"),
        (Sheet(margin=float("nan")), "cannot be negative"),
        (Sheet(margin=200.0), "margins of 200 mm leave nothing of A4, which is 210 × 297 mm"),
        (Sheet(margin=105.0), "leave nothing of A4"),
        (Sheet(size=(50.0, 20.0)), "50 × 20 mm are too small for title, price and code"),
        (Sheet(pieces=Pieces.stickers, size=(15.0, 15.0)), "stickers of 15 mm are too small"),
        (Sheet(size=(105.0, 74.0), margin=0.0, cut=Cut.marks), "crop marks need 3 mm of paper"),
    ],
)
def test_what_does_not_fit_is_refused_with_its_figures(sheet: Sheet, words: str) -> None:
    with pytest.raises(BadValue, match=re.escape(words)):
        laid_out(sheet, V3)


def test_cut_lines_run_past_the_pieces_and_crop_marks_keep_off_them() -> None:
    lines = laid_out(Sheet(), V3)
    assert len(lines.cuts) == 3 + 6
    assert (20.0, 10.5, 20.0, 286.5) in lines.cuts
    assert (17.0, 13.5, 193.0, 13.5) in lines.cuts
    marks = laid_out(Sheet(cut=Cut.marks, size=SIZES["a7"], gap=(4.0, 4.0)), V3)
    assert len(marks.cuts) == (4 + 4) * 2
    for x1, y1, x2, y2 in marks.cuts:
        for x, y in marks.places:
            assert max(x1, x2) < x or min(x1, x2) > x + 74 or max(y1, y2) < y or min(y1, y2) > y + 105
        assert all(0 <= one <= most for one, most in zip((x1, y1, x2, y2), marks.paper * 2, strict=True))
    assert laid_out(Sheet(cut=Cut.none), V3).cuts == ()


@pytest.mark.parametrize(
    "sheet",
    [
        Sheet(),
        Sheet(size=SIZES["a7"], cut=Cut.marks),
        Sheet(pieces=Pieces.stickers, size=(30.0, 30.0), cut=Cut.none),
        Sheet(pieces=Pieces.stickers, size=(63.5, 38.1), gap=(2.5, 0.0), margin=7.0),
    ],
    ids=["cards", "a7", "stickers", "labels"],
)
def test_every_code_of_a_sheet_reads_back_for_two_decoders(sheet: Sheet, fonts: Cabinet) -> None:
    made = pdf(VARIANTS, sheet, fonts=fonts, palette=COLOURS)
    layout = layout_of(VARIANTS, sheet)
    found = sum((seen(made, number) for number in range(len(pages(made)))), Counter[str]())
    assert found == urls(VARIANTS)
    first = drawn(made, "pdf", page=1, ppi=300)
    for place, one in enumerate(VARIANTS[: layout.per_page]):
        assert opencv(first.crop(square(layout, place, 300))) == one.code.url, "each stands in its own place"


def test_nothing_is_printed_across_a_cut(fonts: Cabinet) -> None:
    sheet = Sheet(size=(90.0, 54.0), cut=Cut.none)
    picture = drawn(pdf(VARIANTS, sheet, fonts=fonts, palette=COLOURS), "pdf", page=1, ppi=200)
    layout = layout_of(VARIANTS, sheet)
    for place in range(layout.per_page):
        left, top, right, bottom = square(layout, place, 200)
        for edge in ((left, top, right, top + 12), (left, bottom - 12, right, bottom),
                     (left, top, left + 12, bottom), (right - 12, top, right, bottom)):  # fmt: skip
            assert picture.crop(edge).getextrema() == (255, 255), "1.5 mm along the cut stay white"


def test_a_sheet_is_a_pdf_of_a4_pages_without_pixels(fonts: Cabinet) -> None:
    made = pdf(VARIANTS, Sheet(), fonts=fonts, palette=COLOURS, copies=4)
    assert len(pages(made)) == 3
    assert all(box == pytest.approx((595.28, 841.89), abs=0.01) for box in pages(made))
    assert not re.search(rb"/Subtype ?/Image", made)


def test_a_pdf_with_pixels_would_be_noticed(tmp_path: Path) -> None:
    Image.new("L", (9, 9)).save(tmp_path / "dot.png")
    (tmp_path / "page.typ").write_text('#image("dot.png")')
    made = typst.compile(tmp_path / "page.typ", format="pdf")
    assert isinstance(made, bytes)
    assert re.search(rb"/Subtype ?/Image", made)


def test_letter_paper_is_letter_paper(fonts: Cabinet) -> None:
    made = pdf(VARIANTS[:1], Sheet(paper=Paper.letter), fonts=fonts, palette=COLOURS)
    assert pages(made) == [pytest.approx((612, 792), abs=0.01)]


def test_copies_stand_beside_each_other_and_run_on_to_the_next_page(fonts: Cabinet) -> None:
    items = [item("one"), item("two"), item("three")]
    made = pdf(items, Sheet(), fonts=fonts, palette=COLOURS, copies=5)
    assert seen(made, 0) == {BASE + "one": 5, BASE + "two": 5}
    assert seen(made, 1) == {BASE + "three": 5}


def test_the_same_sheet_is_the_same_file(fonts: Cabinet) -> None:
    made = [pdf(VARIANTS[:2], Sheet(), fonts=fonts, palette=COLOURS) for _again in range(2)]
    assert made[0] == made[1]


def test_a_sticker_shows_what_was_asked_for_or_the_next_that_there_is() -> None:
    assert item("x").said == "title"
    assert replace(item("x"), line="price").said == "price"
    assert replace(item("x"), line="price", price=None).said == "title"
    assert replace(item("x"), title="").said == "call"


def test_the_words_are_on_the_card_and_differ_from_an_empty_one(fonts: Cabinet) -> None:
    full, empty = item("same"), replace(item("same"), title="", price=None, label="", seller="")
    pictures = [
        drawn(pdf([one], Sheet(), fonts=fonts, palette=COLOURS), "pdf", page=1, ppi=100) for one in (full, empty)
    ]
    left, top, _right, bottom = square(layout_of([full], Sheet()), 0, 100)
    words = (left + 8, top + 8, left + 140, bottom - 8)
    assert any(pictures[0].crop(words).histogram()[:100]), "something dark"
    assert pictures[1].crop(words).getextrema() == (255, 255)


def test_a_page_that_does_not_read_as_it_should_is_refused(fonts: Cabinet) -> None:
    made = pdf([item("one"), item("two")], Sheet(), fonts=fonts, palette=COLOURS)
    layout = layout_of([item("one")], Sheet())
    one, two, three = (Code(BASE + name).expected() for name in ("one", "two", "three"))
    prove(made, [one, two], layout)
    with pytest.raises(Unscannable, match=r"page 1: the code cannot be read back: expected .*two.*, found .*one"):
        prove(made, [two, one], layout)
    with pytest.raises(Unscannable, match=r"page 1: the code cannot be read back: expected .*three"):
        prove(made, [one, two, three], layout)


@pytest.mark.parametrize("style", [Style.square, Style.rounded])
def test_squares_round_modules_and_a_logo_are_proven_on_the_smallest_sticker_that_takes_them(
    style: Style, fonts: Cabinet
) -> None:
    out = io.BytesIO()
    Image.new("RGB", (200, 200), (200, 64, 47)).save(out, "PNG")
    items = [
        replace(item("x"), code=Code(BASE + "dm6d6bw", Look(style=style, color="#1f4e79", logo=logo)))
        for logo in (b"", out.getvalue())
    ]
    with pytest.raises(TooSmall) as refused:
        pdf(items, Sheet(pieces=Pieces.stickers, size=(20.0, 20.0)), fonts=fonts, palette=COLOURS)
    needed = size(str(refused.value.hint).removeprefix("--size "))
    made = pdf(items, Sheet(pieces=Pieces.stickers, size=needed), fonts=fonts, palette=COLOURS, copies=2)
    assert seen(made, dots=600) == {BASE + "dm6d6bw": 4}


def test_emoji_without_a_font_are_left_out_and_letters_without_one_are_refused(fonts: Cabinet) -> None:
    items = [item("x", title="Gift 🎁 box"), item("y", title="Gift 🎁"), item("z", title="Gift")]
    kept, gone, poorer = check(items, fonts)
    if gone:
        assert [one.title for one in kept] == ["Gift box", "Gift", "Gift"]
        assert gone == ["🎁"]
        assert poorer == 2, "of three"
    with pytest.raises(GlyphMissing):
        check([item("x", title="ᚠ rune \U00012000")], fonts)


@pytest.mark.parametrize("copies", [0, -1, 6000])
def test_no_copies_or_a_ream_of_them_are_refused(copies: int, fonts: Cabinet) -> None:
    with pytest.raises(BadValue, match="are not between 1 and 5000"):
        pdf([item("x")], Sheet(), fonts=fonts, palette=COLOURS, copies=copies)


def test_nothing_to_print_is_refused() -> None:
    with pytest.raises(BadValue, match="nothing to print"):
        layout_of([], Sheet())


def test_markup_in_a_title_is_words(fonts: Cabinet) -> None:
    made = pdf([item("x", title='#panic("no") $x$ *b* @ref "quoted" \\ [')], Sheet(), fonts=fonts, palette=COLOURS)
    assert seen(made) == {BASE + "x": 1}
