"""The seller's face on printed cards: theirs where there is one, round and sharp, and a seal without."""

import io
import re
from dataclasses import replace

import pytest
from PIL import Image

from sharecli.codes.qr import Code
from sharecli.codes.raster import painted
from sharecli.lettering.fonts import cabinet
from sharecli.lettering.prices import Price
from sharecli.posters.palette import palette
from sharecli.sheets.pieces import SIZES, Pieces
from sharecli.sheets.printing import SheetItem, pdf, printed
from sharecli.sheets.sheet import Sheet

BLUE = (20, 60, 200)
ITEM = SheetItem(
    "Tea bowl", Price("$", "24", ".50", ""), "#ad", "Maya’s Corner", "Scan to see it",
    Code("https://go.example.shop/x"),
)  # fmt: skip
COLOURS = palette("#c8402f")


def face() -> bytes:
    """A portrait of 400 × 400 pixels, all of it blue."""
    out = io.BytesIO()
    Image.new("RGB", (400, 400), BLUE).save(out, "JPEG", quality=95)
    return out.getvalue()


def sheet(item: SheetItem, shown: bytes | None, paper: Sheet | None = None, *, copies: int = 1) -> bytes:
    return pdf([item], paper or Sheet(), fonts=cabinet(), palette=COLOURS, copies=copies, face=shown)


def blue(content: bytes, dots: int) -> Image.Image:
    """Where a page is of the portrait's colour."""
    red, _green, deep = painted(content, ppi=dots).convert("RGB").split()
    few = red.point(lambda value: 255 if value < 90 else 0)
    much = deep.point(lambda value: 255 if value > 150 else 0)
    return Image.composite(much, Image.new("L", much.size, 0), few)


@pytest.mark.parametrize("paper", [Sheet(), Sheet(size=SIZES["a7"])])
def test_the_face_of_the_seller_is_on_the_card_and_round(paper: Sheet) -> None:
    dots = 300
    content = sheet(ITEM, face(), paper)
    spot = blue(content, dots)
    box = spot.getbbox()
    assert box is not None
    left, top, right, bottom = box
    wide, tall = (right - left) / dots * 25.4, (bottom - top) / dots * 25.4
    assert 3 < wide < 8
    assert wide == pytest.approx(tall, abs=0.3)
    inked = sum(spot.crop(box).histogram()[128:]) / ((right - left) * (bottom - top))
    assert inked == pytest.approx(3.1416 / 4, abs=0.03)


def test_the_pixels_are_finer_than_a_printer_s_dots() -> None:
    (width,) = set(re.findall(rb"/Width ?(\d+)", sheet(ITEM, face())))
    assert int(width) / (5.4 / 25.4) > 600


def test_the_picture_is_in_the_file_once_however_many_cards_show_it() -> None:
    assert len(re.findall(rb"/Subtype ?/Image", sheet(ITEM, face(), copies=10))) == 1


def test_without_a_picture_a_seal_stands_there_and_nothing_is_of_pixels() -> None:
    content = sheet(ITEM, None)
    assert blue(content, 100).getbbox() is None
    assert not re.search(rb"/Subtype ?/Image", content)


def test_where_nobody_is_named_and_on_stickers_there_is_no_face() -> None:
    for one, paper in ((replace(ITEM, seller=""), Sheet()), (ITEM, Sheet(pieces=Pieces.stickers))):
        assert blue(sheet(one, face(), paper), 100).getbbox() is None


def test_a_printed_sheet_shows_the_face() -> None:
    made = printed([ITEM], Sheet(), palette=COLOURS, face=face())
    assert blue(made.content, 100).getbbox() is not None
