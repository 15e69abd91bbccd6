"""QR codes as files: decoders that did not make them read them back, and the quiet zone is there."""

from pathlib import Path

import pytest
import typst

from posters.decoders import drawn, margins, modules, modules_of_svg, opencv, opened, zxing
from sharecli.posters import qr
from sharecli.posters.qr import Code, Unscannable

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
    side = code.modules
    bare = code.bare_svg().replace("<svg ", f'<svg viewBox="0 0 {side} {side}" ', 1)
    assert modules_of_svg(bare) == [row[4:-4] for row in whole[4:-4]]


def test_an_svg_says_its_size_in_modules_so_that_it_grows_with_its_place() -> None:
    assert b'width="370" height="370" viewBox="0 0 37 37"' in Code(SHORT).svg()


def test_a_png_is_black_and_white_and_small() -> None:
    content = Code(SHORT).png()
    assert content[24:26] == b"\x01\x00", "one bit a pixel, grey"
    assert len(content) < 3000


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


def test_a_picture_that_says_something_else_is_not_proven() -> None:
    with pytest.raises(Unscannable, match="cannot be read back") as refused:
        qr.prove(Code("https://go.example.shop/other").png(), SHORT)
    assert refused.value.hint == "use a product picture without a QR code"


def test_a_picture_without_a_code_is_proven_only_where_none_is_wanted() -> None:
    import io

    from PIL import Image

    out = io.BytesIO()
    Image.new("L", (200, 200), "white").save(out, "PNG")
    qr.prove(out.getvalue(), "")
    with pytest.raises(Unscannable) as refused:
        qr.prove(out.getvalue(), SHORT)
    assert refused.value.hint == "use a shorter link"
    with pytest.raises(Unscannable):
        qr.prove(Code(SHORT).png(), "")
