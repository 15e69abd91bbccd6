"""The proof of a finished file: what scans passes, and each way in which it might not has its own refusal."""

import io
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

import pytest
import typst
from PIL import Image, ImageDraw, ImageOps

from codes.decoders import opened, zxing
from sharecli.codes import drawers
from sharecli.codes.codewords import layout
from sharecli.codes.look import Look, Style
from sharecli.codes.qr import Code, Unscannable
from sharecli.codes.verify import Expected, prove

SHORT = "https://go.example.shop/dm6d6bw"
OTHER = "https://go.example.shop/zmxn9yz"
CODE = Code(SHORT)
NONE = Expected("")
MORE_ROOM = (
    "choose another --template or --canvas, or make the link shorter: "
    "sharecli config set base-url https://go.example.shop"
)


def saved(picture: Image.Image, kind: str = "PNG") -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, quality=88)
    return out.getvalue()


def canvas(*codes: tuple[Code, int, int, int], size: tuple[int, int] = (1080, 1440)) -> Image.Image:
    """Colours that run into each other, with codes on them: each with pixels a module, x and y."""
    made = Image.radial_gradient("L").resize(size)
    for code, px, x, y in codes:
        made.paste(opened(code.png(module_px=px)), (x, y))
    return made


def hurt(blocks: Sequence[int]) -> Image.Image:
    """The code with so many wrong codewords in each of its blocks, in whole modules."""
    plan = layout(CODE.version, CODE.level)
    modules = bytearray(b"".join(CODE.matrix))
    places = defaultdict(list)
    for place, codeword in enumerate(plan.codeword):
        places[codeword].append(place)
    for block, count in enumerate(blocks):
        for codeword in [one for one, owner in enumerate(plan.block) if owner == block][:count]:
            for place in places[codeword]:
                modules[place] ^= 1
    made = Image.new("L", (37, 37), 255)
    made.paste(Image.frombytes("L", (29, 29), bytes(modules)).point([255, 0] * 128), (4, 4))
    return made.resize((370, 370), Image.Resampling.NEAREST)


@pytest.mark.parametrize("kind", ["png", "jpg"])
@pytest.mark.parametrize("look", [Look(), Look(Style.dots, "#1f3a5f")])
def test_a_poster_with_its_code_is_proven(kind: str, look: Look) -> None:
    code = Code(SHORT, look)
    picture = canvas((code, 8, 600, 1000))
    prove(saved(picture, {"png": "PNG", "jpg": "JPEG"}[kind]), [code.expected()], kind=kind)
    prove(picture, [code.expected()], kind="")


@pytest.mark.parametrize("px", [4, 7, 13])
@pytest.mark.parametrize("quiet", [2, 3, 4])
def test_a_code_with_a_quiet_zone_of_two_modules_is_proven_wherever_it_stands(px: int, quiet: int) -> None:
    bare = opened(CODE.png(module_px=px)).crop((4 * px, 4 * px, 33 * px, 33 * px))
    picture = Image.new("L", (900, 900), 0)
    picture.paste(255, (201 - quiet * px, 303 - quiet * px, 201 + (29 + quiet) * px, 303 + (29 + quiet) * px))
    picture.paste(bare, (201, 303))
    prove(picture, [CODE.expected()], kind="png")


def test_a_quiet_zone_of_one_module_is_refused_though_it_reads() -> None:
    bare = opened(CODE.png(module_px=8)).crop((24, 24, 296 - 24, 296 - 24))
    picture = ImageOps.expand(bare, border=200, fill=0)
    assert zxing(picture) == [SHORT]
    with pytest.raises(Unscannable, match="the light zone around the code is narrower than 2 modules"):
        prove(picture, [CODE.expected()], kind="png")


def test_a_code_at_the_very_edge_of_the_picture_is_refused() -> None:
    bare = opened(CODE.png(module_px=8)).crop((32, 0, 296, 296))
    picture = ImageOps.expand(bare, border=(0, 100, 100, 100), fill=255)
    assert zxing(picture) == [SHORT]
    with pytest.raises(Unscannable, match="the light zone"):
        prove(picture, [CODE.expected()], kind="png")


def test_another_text_none_and_one_too_many_are_refused() -> None:
    with pytest.raises(Unscannable, match=r"expected “https://go.example.shop/dm6d6bw”, found “.*zmxn9yz”"):
        prove(Code(OTHER).png(), [CODE.expected()], kind="png")
    with pytest.raises(Unscannable, match="cannot be read back") as refused:
        prove(saved(canvas()), [CODE.expected()], kind="png")
    assert refused.value.hint == MORE_ROOM
    with pytest.raises(Unscannable, match=r"there is another code in it, that says “.*zmxn9yz”") as refused:
        prove(saved(canvas((CODE, 8, 600, 1000), (Code(OTHER), 3, 90, 80))), [CODE.expected()], kind="png")
    assert refused.value.hint == "use a product picture without a QR code"
    with pytest.raises(Unscannable, match="there is another code"):
        prove(saved(canvas((CODE, 8, 600, 1000), (CODE, 8, 60, 60))), [CODE.expected()], kind="png")


@pytest.mark.parametrize("turned", [Image.Transpose.ROTATE_90, Image.Transpose.ROTATE_180])
def test_a_foreign_code_is_found_turned_or_inverted_too(turned: Image.Transpose) -> None:
    for foreign in (opened(Code(OTHER).png(module_px=5)).transpose(turned), ImageOps.invert(opened(Code(OTHER).png()))):
        picture = canvas((CODE, 8, 600, 1000))
        picture.paste(foreign, (100, 100))
        with pytest.raises(Unscannable, match="there is another code"):
            prove(picture, [CODE.expected()], kind="png")


def test_a_picture_that_shall_have_no_code_is_proven_only_without_one() -> None:
    prove(saved(canvas()), [NONE], kind="png")
    prove(saved(canvas()), [], kind="png")
    with pytest.raises(Unscannable, match="there is another code"):
        prove(CODE.png(), [NONE], kind="png")


def test_an_inverted_code_is_refused_because_some_phones_read_none() -> None:
    inverted = ImageOps.invert(opened(CODE.png()))
    assert zxing(inverted) == [SHORT]
    with pytest.raises(Unscannable):
        prove(inverted, [CODE.expected()], kind="png")


def test_a_module_of_three_pixels_is_refused_with_what_the_seller_can_do() -> None:
    picture = canvas((CODE, 3, 600, 1000))
    with pytest.raises(
        Unscannable, match=r"a module of the code is 3.0 pixels wide, and a shared picture needs 4"
    ) as one:
        prove(picture, [CODE.expected()], kind="png")
    assert one.value.hint == MORE_ROOM
    prove(canvas((CODE, 4, 600, 1000)), [CODE.expected()], kind="png")


def test_on_paper_it_is_millimetres_that_count() -> None:
    picture = canvas((CODE, 4, 600, 1000))
    with pytest.raises(
        Unscannable, match=r"a module of the code is 0.34 mm wide on paper, and a camera needs 0.4 mm"
    ) as one:
        prove(picture, [CODE.expected()], kind="png", dpi=300)
    assert one.value.hint == "print it at least 19 % larger, or use a shorter link"
    prove(canvas((CODE, 5, 600, 1000)), [CODE.expected()], kind="png", dpi=300)


def test_half_of_what_a_block_corrects_may_be_damaged_and_not_a_codeword_more() -> None:
    (correctable,) = layout(CODE.version, CODE.level).correctable
    assert correctable == 13
    prove(hurt([6]), [CODE.expected()], kind="png")
    worse = hurt([7])
    assert zxing(worse) == [SHORT], "a decoder still reads it here, and no longer in the rain"
    with pytest.raises(Unscannable, match="7 parts of the code are damaged; of the 13 that can be mended, half may be"):
        prove(worse, [CODE.expected()], kind="png")


def test_a_code_that_says_the_same_but_was_not_made_for_it_is_refused() -> None:
    with pytest.raises(Unscannable, match="the code is not the one that was made for it"):
        prove(CODE.png(), [Code(SHORT, Look(logo=b"x")).expected()], kind="png")


@pytest.mark.parametrize(
    ("dot", "px", "says"), [(0.4, 4, "cannot be read at half its size"), (0.4, 5, "a little blurred and pressed")]
)
def test_dots_too_small_for_a_phone_are_refused(
    monkeypatch: pytest.MonkeyPatch, dot: float, px: int, says: str
) -> None:
    monkeypatch.setattr(drawers, "_DOT", dot)
    code = Code(SHORT, Look(Style.dots, "#767676"))
    with pytest.raises(Unscannable, match=says) as refused:
        prove(code.png(module_px=px), [code.expected()], kind="png")
    assert refused.value.hint == MORE_ROOM


@pytest.mark.parametrize("style", list(Style))
def test_svg_and_pdf_are_proven_by_drawing_what_is_in_them(style: Style) -> None:
    code = Code(SHORT, Look(style))
    prove(code.svg(), [code.expected()], kind="svg")
    prove(code.pdf(), [code.expected()], kind="pdf")
    with pytest.raises(Unscannable, match="cannot be read back"):
        prove(code.svg(), [Code(OTHER).expected()], kind="svg")


def sheet(codes: Sequence[Code], *, module_mm: float, across: int) -> bytes:
    """Codes in rows on sheets of A4, as a PDF."""
    side = (codes[0].modules + 8) * module_mm
    # An SVG within a text of Typst needs its quotes escaped.
    cells = ", ".join(
        'image(bytes("' + one.svg().decode().replace('"', '\\"') + f'"), format: "svg", width: {side}mm)'
        for one in codes
    )
    source = f'#set page(paper: "a4", margin: 5mm)\n#grid(columns: {across}, gutter: 1mm, {cells})'
    made = typst.compile(source.encode(), format="pdf")
    assert isinstance(made, bytes)
    return made


def test_a_sheet_of_many_codes_has_each_of_them_once() -> None:
    codes = [Code(f"https://go.example.shop/t{place:02}") for place in range(99)]
    twice = [*codes, codes[0]]
    wanted = [one.expected() for one in twice]
    content = sheet(twice, module_mm=0.5, across=10)
    prove(content, wanted, kind="pdf")
    with pytest.raises(Unscannable, match=r"there is another code in it, that says “https://go.example.shop/t00”"):
        prove(content, wanted[:-1], kind="pdf")
    with pytest.raises(Unscannable, match=r"expected “https://go.example.shop/t98”, found “”"):
        prove(content, [*wanted, wanted[-2]], kind="pdf")


def test_the_pages_of_a_pdf_are_proven_together() -> None:
    codes = [Code(f"https://go.example.shop/t{place:02}") for place in range(6)]
    content = sheet(codes, module_mm=4, across=1)
    prove(content, [one.expected() for one in codes], kind="pdf", pages=6)
    with pytest.raises(Unscannable, match="cannot be read back"):
        prove(content, [one.expected() for one in codes], kind="pdf", pages=5)


def test_a_sheet_with_modules_too_fine_for_a_camera_is_refused() -> None:
    with pytest.raises(Unscannable, match=r"a module of the code is 0.3\d mm wide on paper"):
        prove(sheet([CODE], module_mm=0.35, across=1), [CODE.expected()], kind="pdf")


@pytest.mark.parametrize(
    ("kind", "content"), [("png", CODE.png()[:200]), ("jpg", b"no"), ("pdf", b"%PDF-1.7 no"), ("svg", b"<svg")]
)
def test_a_damaged_file_is_refused_as_such(kind: str, content: bytes) -> None:
    with pytest.raises(Unscannable, match="the file is damaged"):
        prove(content, [CODE.expected()], kind=kind)


@pytest.mark.parametrize(
    "code", [CODE, Code("https://shop.example.com/?q=" + "x" * 2020), Code(SHORT, Look(logo=b"x"))]
)
def test_what_is_expected_comes_back_from_a_manifest(code: Code) -> None:
    one = code.expected()
    assert Expected.from_json(one.to_json()) == one
    assert one.flat() == b"".join(code.matrix)
    assert Expected.from_json(NONE.to_json()) == NONE


@pytest.mark.parametrize(
    "change", [{"modules": 30}, {"level": "X"}, {"matrix": ""}, {"matrix": "§"}, {"modules": "many"}]
)
def test_what_somebody_changed_in_a_manifest_is_not_believed(change: dict[str, object]) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - int and base64 say it in words of their own
        Expected.from_json(CODE.expected().to_json() | change)


def test_an_expected_code_with_other_modules_is_noticed() -> None:
    one = CODE.expected()
    with pytest.raises(Unscannable, match="parts of the code are damaged"):
        prove(CODE.png(), [replace(one, matrix=bytes(len(one.matrix)))], kind="png")


def test_a_poster_is_proven_after_an_app_has_drawn_lines_beside_the_code() -> None:
    picture = canvas((CODE, 8, 600, 1000))
    ImageDraw.Draw(picture).rectangle((598, 998, 898, 1298), outline=0, width=2)
    prove(picture, [CODE.expected()], kind="png")


@pytest.mark.parametrize("kind", ["png", "poster"])
def test_a_code_too_pale_for_a_camera_is_refused_whoever_drew_it(kind: str) -> None:
    pale = opened(CODE.png()).point([230] * 128 + [255] * 128)
    picture = Image.new("L", (1080, 1440), 255)
    picture.paste(pale, (400, 700))
    with pytest.raises(Unscannable, match=r"too pale: its contrast is 1\.\d, and a camera needs 3"):
        prove(saved(pale if kind == "png" else picture), [CODE.expected()], kind="png")


def test_a_pale_foreign_code_beside_one_that_fills_the_page_is_found() -> None:
    page = Image.new("L", (1000, 1000), 255)
    page.paste(opened(CODE.png(module_px=12)), (0, 0))
    other = opened(Code(OTHER).png()).point([185] * 128 + [255] * 128)
    page.paste(other, (600, 600))
    with pytest.raises(Unscannable, match="there is another code"):
        prove(saved(page), [CODE.expected()], kind="png")


def test_modules_that_are_wide_and_not_high_are_refused() -> None:
    flat = opened(CODE.png(module_px=4)).resize((37 * 4, 37 * 2), Image.Resampling.NEAREST)
    with pytest.raises(Unscannable):
        prove(saved(flat), [CODE.expected()], kind="png")


@pytest.mark.parametrize(("dpi", "side", "unit"), [(0, 111, ""), (300, 12, "mm")])
def test_an_svg_with_modules_too_small_for_its_place_is_refused(dpi: int, side: int, unit: str) -> None:
    made = CODE.svg().replace(b'width="370" height="370"', f'width="{side}{unit}" height="{side}{unit}"'.encode())
    with pytest.raises(Unscannable, match="a module of the code is"):
        prove(made, [CODE.expected()], kind="svg", dpi=dpi)
    prove(CODE.svg(), [CODE.expected()], kind="svg", dpi=dpi)


def test_an_svg_with_a_pattern_that_could_fill_the_memory_is_never_drawn() -> None:
    tile = (
        b'<pattern id="p" width="1" height="1" patternTransform="scale(200000)"><rect width="1" height="1"/></pattern>'
    )
    hostile = CODE.svg().replace(b"<path", tile + b'<rect width="9" height="9" fill="url(#p)"/><path', 1)
    with pytest.raises(Unscannable, match="the file is damaged"):
        prove(hostile, [CODE.expected()], kind="svg")


@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
def test_a_picture_of_more_pixels_than_any_poster_is_never_unpacked() -> None:
    out = io.BytesIO()
    Image.new("1", (11_000, 11_000), 1).save(out, "PNG")
    with pytest.raises(Unscannable, match="the file is damaged"):
        prove(out.getvalue(), [], kind="png")
