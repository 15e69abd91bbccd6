"""Styles, colours and logos: decoders that did not make the codes read all of them, at every size that is allowed."""

import base64
import io
import itertools
import re
from functools import cache
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw

from codes.decoders import have_zbar, opencv, opened, zbar, zxing
from sharecli.codes import raster, verify
from sharecli.codes.codewords import bearable, layout, touched
from sharecli.codes.look import Look, Style
from sharecli.codes.qr import Code, LogoTooLarge
from sharecli.codes.styles import clearing, prepared_logo, roomy
from sharecli.pictures import BadPicture

SHORT = "https://go.example.shop/dm6d6bw"
LINKS = [
    SHORT,
    "HTTPS://GO.EXAMPLE.SHOP/T7",
    "https://shop.example.com/p/mug?utm_source=telegram&utm_campaign=%E6%98%A5",
]


@cache
def mark(width: int = 400, height: int = 400) -> bytes:
    """A logo such as a shop has: a disc with something light in it."""
    drawn = Image.new("RGB", (width, height), "white")
    ImageDraw.Draw(drawn).ellipse((10, 10, width - 10, height - 10), fill="#ff2442")
    ImageDraw.Draw(drawn).rectangle((width * 0.2, height * 0.45, width * 0.8, height * 0.55), fill="white")
    out = io.BytesIO()
    drawn.save(out, "PNG")
    return out.getvalue()


def pixel(picture: Image.Image, place: int) -> int:
    """The grey of a pixel on the diagonal."""
    return picture.crop((place, place, place + 1, place + 1)).tobytes()[0]


def looks(*colors: str) -> list[Look]:
    return [Look(*one) for one in itertools.product(Style, colors, (b"", mark()))]


def named(look: Look) -> str:
    return f"{look.style} {look.color}{' logo' if look.logo else ''}"


@pytest.mark.parametrize("px", [4, 5, 6, 7, 8, 9, 10, 12])
@pytest.mark.parametrize("look", looks("#000000", "#ff2442"), ids=named)
def test_decoders_that_did_not_make_it_read_every_look_at_every_size(look: Look, px: int) -> None:
    for url in LINKS[:2]:
        code = Code(url, look)
        content = code.png(module_px=px)
        verify.prove(content, [code.expected()], kind="png")
        assert opencv(opened(content)) == url
        if have_zbar() and px in {4, 10}:
            assert zbar(content) == url


@pytest.mark.parametrize("look", looks("#1f3a5f"), ids=named)
@pytest.mark.parametrize("url", [*LINKS[:2], "https://shop.example.com/p/mug?from=telegram&on=%E6%98%A5"])
def test_every_kind_of_file_shows_the_same_modules(look: Look, url: str) -> None:
    code = Code(url, look)
    drawings = [
        opened(code.png(module_px=8)),
        raster.drawn(code.svg(), "svg", page=1, ppi=96),
        raster.drawn(code.pdf(), "pdf", page=1, ppi=254),
    ]
    side = code.modules + 8
    hidden = clearing(code.version, "H") if look.logo else 0
    first = (code.modules - hidden) // 2
    wanted = np.array([list(row) for row in code.matrix], dtype=bool)
    wanted[first : first + hidden, first : first + hidden] = False
    for one in drawings:
        middles = np.asarray(one.resize((side, side), Image.Resampling.NEAREST)) < 160
        shown = middles[4:-4, 4:-4].copy()
        shown[first : first + hidden, first : first + hidden] = False
        assert (shown == wanted).all()
        assert not middles[:4].any()
        assert not middles[:, -4:].any()
        assert zxing(one) == [url]


@pytest.mark.parametrize("style", [Style.rounded, Style.dots])
def test_a_finder_pattern_is_a_ring_and_a_pupil_and_never_dots(style: Style) -> None:
    dark = (np.asarray(opened(Code(SHORT, Look(style)).png(module_px=10))) < 128).astype(np.uint8)
    for top, left in ((40, 40), (40, 260), (260, 40)):
        count, _labels = cv2.connectedComponents(dark[top : top + 70, left : left + 70])
        assert count - 1 == 2, "without the ground"


def test_rounded_and_dots_look_different_from_squares() -> None:
    shares = {style: (np.asarray(opened(Code(SHORT, Look(style)).png())) < 128).mean() for style in Style}
    assert shares[Style.square] > shares[Style.rounded] > shares[Style.dots]


@pytest.mark.parametrize("version", range(1, 7))
def test_a_logo_with_its_moat_stays_off_the_patterns_and_takes_no_more_than_the_code_can_lose(version: int) -> None:
    size = clearing(version, "H")
    side = 4 * version + 17
    assert size % 2 == 1, "it has the middle of the code in common, in whole modules"
    assert size**2 <= 0.1 * side**2
    first = (side - size) // 2
    assert first >= 9, "format, timing and finder patterns end at the ninth module"
    covered = {row * side + column for row in range(first, first + size) for column in range(first, first + size)}
    assert bearable(touched(covered, version=version, level="H"))
    assert layout(version, "H").codeword[covered.pop()] >= -1


def test_a_short_link_grows_one_version_so_that_its_logo_can_be_seen() -> None:
    code = Code(SHORT, Look(logo=mark()))
    assert (code.version, code.level) == (5, "H")
    (inner,) = re.findall(r'<image x="15" y="15" width="(\d+)" height="7" ', code.bare_svg())
    assert int(inner) / code.modules > 0.18
    assert Code(SHORT).modules == 29, "without a logo it stays as small as it can"


@pytest.mark.parametrize("least", range(2, 7))
def test_every_code_without_a_pattern_in_its_middle_has_room_for_a_logo_at_little_cost(least: int) -> None:
    assert least <= roomy(least, "H") <= min(least + 2, 6)


@pytest.mark.parametrize("least", range(7, 41))
def test_no_logo_hides_the_alignment_pattern_in_the_middle_of_a_larger_code(least: int) -> None:
    assert clearing(least, "H") == roomy(least, "H") == 0


def test_a_link_that_leaves_no_room_for_a_logo_is_refused_with_what_to_do() -> None:
    url = "https://shop.example.com/?q=" + "x" * 1300
    assert Code(url).modules
    with pytest.raises(LogoTooLarge, match="a code for a link of 1328 characters has no room for a logo") as refused:
        Code(url, Look(logo=mark())).png()
    assert refused.value.hint == "sharecli config set base-url https://go.example.shop"


@pytest.mark.parametrize("format_", ["PNG", "JPEG"])
def test_a_logo_is_in_the_svg_itself_so_that_it_travels_with_it(format_: str) -> None:
    out = io.BytesIO()
    Image.new("RGB", (90, 90), "#ff2442").save(out, format_)
    svg = Code(SHORT, Look(logo=out.getvalue())).svg().decode()
    found = re.search(r'xlink:href="data:image/(\w+);base64,([^"]+)"', svg)
    assert found is not None
    assert found[1] == format_.lower()
    assert base64.b64decode(found[2]) == out.getvalue()
    assert 60 < pixel(raster.drawn(svg.encode(), "svg", page=1, ppi=96), 225) < 140, "red, as grey"


@pytest.mark.parametrize(("width", "height"), [(1200, 300), (300, 1200), (64, 64), (1000, 1000)])
def test_a_logo_of_any_shape_is_made_square_on_white_and_small(tmp_path: Path, width: int, height: int) -> None:
    path = tmp_path / "logo.png"
    Image.new("RGBA", (width, height), (20, 40, 60, 255)).save(path)
    content = prepared_logo(path)
    with Image.open(io.BytesIO(content)) as made:
        side = min(max(width, height), 400)
        assert (made.format, made.size) == ("JPEG", (side, side))
        grey = made.convert("L")
        assert pixel(grey, side // 2) < 60
        assert (pixel(grey, 1) > 250) == (width != height)
    assert zxing(opened(Code(SHORT, Look(logo=content)).png())) == [SHORT]


def test_a_logo_that_is_no_picture_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "logo.png"
    path.write_text("<svg onload='…'/>")
    with pytest.raises(BadPicture):
        prepared_logo(path)
