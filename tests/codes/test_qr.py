"""QR codes as files: decoders that did not make them read them back, and the quiet zone is there."""

import hashlib
import io
from pathlib import Path

import pytest
import typst
from PIL import Image

from codes.decoders import drawn, margins, modules, modules_of_svg, opencv, opened, zxing
from sharecli.codes import qr
from sharecli.codes.qr import Code, Look, PoorContrast, Style, Unscannable
from sharecli.errors import BadValue

SHORT = "https://go.example.shop/dm6d6bw"
LINKS = [
    SHORT,
    "https://go.example.shop/zmxn9yz",
    "HTTPS://GO.EXAMPLE.SHOP/T7",
    "https://shop.example.com/p/mug?utm_source=telegram&utm_campaign=%E6%98%A5",
    "https://s.click.taobao.com/t?e=" + "m%3D2%26s%3D" * 60,
    "https://shop.example.com/?q=" + "x" * 2020,
]


@pytest.mark.parametrize("url", LINKS)
def test_every_kind_of_file_holds_the_same_modules_and_reads_back(url: str, tmp_path: Path) -> None:
    code = Code(url)
    png = opened(code.png())
    there = modules(png, qr.MODULE_PX)
    assert zxing(png) == [url]
    assert margins(there) == (4, 4, 4, 4)
    assert len(there) == code.modules + 8
    assert modules_of_svg(code.svg().decode()) == there
    # Typst draws the finished PDF with a renderer of its own.
    (tmp_path / "code.pdf").write_bytes(code.pdf())
    side = len(there)
    page = tmp_path / "page.typ"
    page.write_text(f'#set page(width: {side}pt, height: {side}pt, margin: 0pt)\n#image("code.pdf", width: {side}pt)')
    printed = typst.compile(str(page), format="png", ppi=72 * 4)
    assert isinstance(printed, bytes)
    assert zxing(opened(printed)) == [url]
    assert modules(opened(printed).point(lambda value: 255 * (value > 127)), 4) == there


@pytest.mark.parametrize("url", LINKS[:4])
def test_a_decoder_that_did_not_make_the_code_reads_png_and_svg(url: str) -> None:
    code = Code(url)
    assert opencv(opened(code.png())) == url
    assert opencv(opened(code.png(module_px=4))) == url
    assert opencv(drawn(modules_of_svg(code.svg().decode()))) == url


def test_a_bare_code_has_no_quiet_zone_and_the_same_modules() -> None:
    code = Code(SHORT)
    whole = modules_of_svg(code.svg().decode())
    bare = modules_of_svg(code.bare_svg())
    assert bare == [row[4:-4] for row in whole[4:-4]]
    assert bare == [[bool(module) for module in row] for row in code.matrix]


def test_a_bare_code_leaves_the_ground_to_its_template() -> None:
    assert "#ffffff" not in Code(SHORT).bare_svg()
    assert "#ffffff" in Code(SHORT).svg().decode()


def test_an_svg_says_its_size_in_modules_so_that_it_grows_with_its_place() -> None:
    assert b'width="370" height="370" viewBox="-4 -4 37 37"' in Code(SHORT).svg()


def test_a_png_is_black_and_white_and_small() -> None:
    content = Code(SHORT).png()
    assert content[24:26] == b"\x01\x00", "one bit a pixel, grey"
    assert len(content) < 1000


@pytest.mark.parametrize("px", [1, 3, 4, 10, 12])
def test_a_png_has_the_same_pixels_as_pillow_would_write(px: int) -> None:
    code = Code(SHORT)
    with Image.open(io.BytesIO(code.png(module_px=px))) as made:
        assert (made.mode, made.size) == ("1", (37 * px, 37 * px))
        assert [round(dots) for dots in made.info["dpi"]] == [round(25.4 * px)] * 2, (
            "it prints at a millimetre a module"
        )
        wide = Image.new("L", (37, 37), 255)
        wide.paste(Image.frombytes("L", (29, 29), b"".join(code.matrix)).point([255, 0] * 128), (4, 4))
        assert made.convert("L").tobytes() == wide.resize(made.size, Image.Resampling.NEAREST).tobytes()


def test_a_png_in_a_colour_has_two_colours() -> None:
    with Image.open(io.BytesIO(Code(SHORT, Look(color="1F3A5F")).png())) as made:
        assert {colour for _count, colour in made.convert("RGB").getcolors() or []} == {(255, 255, 255), (31, 58, 95)}


@pytest.mark.parametrize("style", list(Style))
def test_every_style_of_png_says_how_large_it_prints(style: Style) -> None:
    with Image.open(io.BytesIO(Code(SHORT, Look(style)).png(module_px=8))) as made:
        assert made.size == (37 * 8, 37 * 8)
        assert [round(dots) for dots in made.info["dpi"]] == [203, 203]


@pytest.mark.parametrize("url", ["", "https://go.example.shop/茶", "https://例え.jp/x"])
def test_a_link_that_is_not_ascii_is_refused(url: str) -> None:
    with pytest.raises(Unscannable, match="is not an ASCII link"):
        Code(url).png()


def test_a_link_of_5000_characters_is_refused_with_its_length() -> None:
    with pytest.raises(Unscannable, match="a link of 5000 characters does not fit into a QR code") as refused:
        Code("https://go.example.shop/" + "x" * 4976).png()
    assert refused.value.hint == "sharecli config set base-url https://go.example.shop"


def test_the_longest_link_a_product_may_have_still_fits() -> None:
    from sharecli.products.model import LONGEST_URL

    assert Code("x" * LONGEST_URL).modules <= 177


@pytest.mark.parametrize("color", ["#ffffff", "#ffd700", "#07c160", "#9a9a9a"])
def test_a_colour_too_pale_for_a_camera_is_refused_with_its_contrast(color: str) -> None:
    with pytest.raises(PoorContrast, match=f"the colour “{color}” is too pale for a code: its contrast with white is"):
        Look(color=color)


def test_what_is_no_colour_never_gets_into_a_file() -> None:
    with pytest.raises(BadValue):
        Look(color='#000"/><script>')


def test_a_look_is_written_down_by_what_it_is_made_of() -> None:
    assert Look().row() == {"style": "square", "color": "#000000", "logo": None, "level": "M"}
    row = Look(Style.dots, "1F3A5F", b"a picture").row()
    assert row | {"logo": ""} == {"style": "dots", "color": "#1f3a5f", "logo": "", "level": "H"}
    assert row["logo"] == hashlib.sha256(b"a picture").hexdigest()


def test_a_look_is_the_same_for_the_same_colour_however_it_is_written() -> None:
    assert Look(color="#1F3A5F") == Look(color="1f3a5f")
    assert hash(Look(color="#1F3A5F")) == hash(Look(color="1f3a5f"))
