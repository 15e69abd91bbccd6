"""One picture of everything: each file in its place and recognizable, hostile and broken ones left out and told of."""

import io
from collections.abc import Sequence
from pathlib import Path

import pytest
from PIL import Image, ImageStat

from sharecli.codes.qr import Code, read
from sharecli.errors import BadValue
from sharecli.lettering.fonts import Cabinet, cabinet
from sharecli.posters.palette import palette
from sharecli.sheets import thumbnails
from sharecli.sheets.overview import MOST_COLUMNS, TALLEST, WIDTH, Overview, Shown, TooMany, contact_sheet, grid

LIGHT = palette("#c8402f")
LINK = "https://go.example.shop/dm6d6bw"
RED, GREEN, BLUE = (220, 30, 30), (30, 160, 60), (30, 60, 220)


@pytest.fixture(scope="module")
def fonts() -> Cabinet:
    return cabinet()


def poster(path: Path, colour: tuple[int, int, int], size: tuple[int, int] = (1080, 1440)) -> Path:
    Image.new("RGB", size, colour).save(path)
    return path


def opened(made: Overview) -> Image.Image:
    with Image.open(io.BytesIO(made.jpeg), formats=["JPEG"]) as picture:
        return picture.convert("RGB")


def places(picture: Image.Image, colour: tuple[int, int, int]) -> tuple[int, int, int, int] | None:
    """The box in which a colour is found."""
    near = [
        channel.point(lambda value, wanted=wanted: 255 * (abs(value - wanted) < 12))
        for channel, wanted in zip(picture.split(), colour, strict=True)
    ]
    both = Image.merge("RGB", near).convert("L").point(lambda value: 255 * (value > 250))
    return both.getbbox()


def test_files_stand_left_to_right_and_groups_below_each_other(tmp_path: Path, fonts: Cabinet) -> None:
    shown = [
        Shown(poster(tmp_path / "a.png", RED), "a.png", "wechat-moments"),
        Shown(poster(tmp_path / "b.jpg", GREEN), "明前龙井礼盒 250 克", "wechat-moments"),
        Shown(poster(tmp_path / "c.png", BLUE, (1080, 1920)), "c.png", "朋友圈 · story"),
    ]
    made = contact_sheet(shown, title="posters", fonts=fonts, palette=LIGHT)
    picture = opened(made)
    assert picture.size == (made.width, made.height)
    assert made.broken == ()
    red, green, blue = (places(picture, colour) for colour in (RED, GREEN, BLUE))
    assert red is not None
    assert green is not None
    assert blue is not None
    assert red[2] < green[0], "the second stands right of the first"
    assert red[1] == pytest.approx(green[1], abs=2)
    assert blue[1] > red[3], "another group stands below"
    assert blue[0] == pytest.approx(red[0], abs=2)
    assert (red[3] - red[1]) / (red[2] - red[0]) == pytest.approx(4 / 3, rel=0.02)
    assert (blue[3] - blue[1]) / (blue[2] - blue[0]) == pytest.approx(16 / 9, rel=0.02)


def test_words_stand_below_each_picture_and_differ_with_the_caption(tmp_path: Path, fonts: Cabinet) -> None:
    path = poster(tmp_path / "a.png", RED)
    drawn = [
        contact_sheet([Shown(path, words)], title="t", fonts=fonts, palette=LIGHT).jpeg
        for words in ("tea", "mug", "茶", "杯", "tea")
    ]
    assert len(set(drawn)) == 4
    assert drawn[0] == drawn[4], "the same files make the same picture"


def test_a_code_as_svg_pdf_and_png_can_be_read_from_the_overview(tmp_path: Path, fonts: Cabinet) -> None:
    code = Code(LINK)
    contents = {"code.svg": code.svg(), "code.pdf": code.pdf(), "code.png": code.png()}
    for name, content in contents.items():
        (tmp_path / name).write_bytes(content)
    shown = [Shown(tmp_path / name, name) for name in contents]
    made = contact_sheet(shown, title="codes", fonts=fonts, palette=LIGHT)
    assert read(opened(made)) == [LINK] * 3


def test_what_is_transparent_stands_on_white(tmp_path: Path, fonts: Cabinet) -> None:
    Image.new("RGBA", (300, 300), (0, 0, 0, 0)).save(tmp_path / "clear.png")
    made = contact_sheet(
        [Shown(tmp_path / "clear.png", "")], title="", fonts=fonts, palette=palette("#c8402f", theme="dark")
    )
    box = places(opened(made), (255, 255, 255))
    assert box is not None
    assert box[2] - box[0] == pytest.approx(300, abs=4), "a small picture is not blown up"


def hostile(folder: Path) -> list[Path]:
    """Files that are not what they seem, or too much."""
    (folder / "words.png").write_text("no picture")
    (folder / "cut.jpg").write_bytes(b"\xff\xd8\xff\xe0\x00\x10JFIF")
    Image.new("RGB", (20, 20), GREEN).save(folder / "other.png", "GIF")
    (folder / "half.svg").write_text("<svg")
    (folder / "half.pdf").write_bytes(b"%PDF-1.7\n")
    Image.new("1", (8000, 6000)).save(folder / "huge.png")
    return [
        folder / name for name in ("words.png", "cut.jpg", "other.png", "half.svg", "half.pdf", "huge.png", "gone.png")
    ]


def test_what_cannot_be_read_is_crossed_out_and_told_of(tmp_path: Path, fonts: Cabinet) -> None:
    bad = hostile(tmp_path)
    good = poster(tmp_path / "good.png", RED)
    shown = [Shown(path, path.name) for path in [*bad, good]]
    made = contact_sheet(shown, title="t", fonts=fonts, palette=LIGHT)
    assert made.broken == tuple(bad)
    assert places(opened(made), RED) is not None


def test_an_svg_cannot_bring_in_another_file(tmp_path: Path, fonts: Cabinet) -> None:
    secret = poster(tmp_path / "secret.png", RED, (100, 100))
    for name, link in (("a.svg", secret.as_uri()), ("b.svg", str(secret)), ("c.svg", "secret.png")):
        image = f'<image width="100" height="100" href="{link}"/>'
        (tmp_path / name).write_text(f'<svg xmlns="http://www.w3.org/2000/svg" width="100" height="100">{image}</svg>')
        made = contact_sheet([Shown(tmp_path / name, "x")], title="t", fonts=fonts, palette=LIGHT)
        assert places(opened(made), RED) is None


def test_a_file_too_large_to_be_a_poster_is_not_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = poster(tmp_path / "a.png", RED)
    assert thumbnails.small(path, tmp_path / "small.jpg", (90, 160)) == (90, 120)
    monkeypatch.setattr(thumbnails, "_MOST_BYTES", 10)
    assert thumbnails.small(path, tmp_path / "small.jpg", (90, 160)) is None


def test_a_small_picture_keeps_the_colours_of_the_large_one(tmp_path: Path) -> None:
    for name in ("a.png", "a.jpg"):
        thumbnails.small(poster(tmp_path / name, BLUE, (3000, 4000)), tmp_path / "small.jpg", (90, 160))
        with Image.open(tmp_path / "small.jpg") as small:
            assert small.size == (90, 120)
            assert ImageStat.Stat(small).mean == pytest.approx(BLUE, abs=3)


@pytest.mark.parametrize("counts", [[1], [2], [3, 1], [12], [6, 6, 6], [40], [66, 66, 66], [1] * 20, [300], [420]])
def test_the_grid_stays_within_the_picture_whatever_it_holds(counts: Sequence[int]) -> None:
    chosen = grid(counts)
    assert chosen.height(counts) <= TALLEST
    assert 2 * 56 + chosen.columns * chosen.cell + (chosen.columns - 1) * 26 <= WIDTH
    assert chosen.cell >= 120, "smaller ones would not be recognized"


def test_few_pictures_are_large_and_many_are_small() -> None:
    cells = [grid([count]).cell for count in (2, 8, 30, 120, 400)]
    assert cells == sorted(cells, reverse=True)
    assert cells[0] == 480


def test_the_picture_is_no_taller_than_was_reckoned(tmp_path: Path, fonts: Cabinet) -> None:
    path = poster(tmp_path / "a.png", RED, (540, 960))
    shown = [Shown(path, f"a-long-file-name-of-a-poster-{number}.png", f"group {number // 7}") for number in range(30)]
    made = contact_sheet(shown, title="t", fonts=fonts, palette=LIGHT)
    counts = [7, 7, 7, 7, 2]
    assert grid(counts).height(counts) - 150 < made.height <= grid(counts).height(counts)


def test_too_many_for_one_picture_are_refused() -> None:
    with pytest.raises(TooMany, match="2000 files are too many for one picture") as refused:
        grid([2000])
    assert refused.value.code == "too-many-pictures"


def test_columns_that_make_it_too_tall_are_refused_with_a_number_that_does() -> None:
    with pytest.raises(TooMany, match="with 2 columns the picture would be taller than 10000 pixels") as refused:
        grid([100], columns=2)
    assert refused.value.hint is not None
    with pytest.raises(TooMany, match="with 1 column the picture"):
        grid([100], columns=1)
    columns = int(refused.value.hint.removeprefix("--columns "))
    assert grid([100], columns=columns).columns == columns


@pytest.mark.parametrize("columns", [-1, MOST_COLUMNS + 1, 1000])
def test_columns_beyond_what_can_be_recognized_are_refused(columns: int) -> None:
    with pytest.raises(BadValue, match="are not between 1 and 13"):
        grid([5], columns=columns)


def test_nothing_to_show_is_refused(fonts: Cabinet) -> None:
    with pytest.raises(BadValue, match="nothing to show"):
        contact_sheet([], title="t", fonts=fonts, palette=LIGHT)


def test_a_caption_that_no_font_can_write_is_no_reason_to_show_nothing(tmp_path: Path, fonts: Cabinet) -> None:
    path = poster(tmp_path / "a.png", RED)
    made = contact_sheet(
        [Shown(path, "\U00012000 #panic() $x\x1b[31m")], title="\U00012000", fonts=fonts, palette=LIGHT
    )
    assert places(opened(made), RED) is not None


SVG = '<svg xmlns="http://www.w3.org/2000/svg" {} fill="#dc1e1e"><rect width="100%" height="100%"/></svg>'


def pdf(box: str, *, unit: str = "") -> bytes:
    """A PDF of one page, of that size."""
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        f"<</Type/Page/Parent 2 0 R/MediaBox[{box}]{unit}>>",
    ]
    body, places = b"%PDF-1.7\n", []
    for number, words in enumerate(objects, start=1):
        places.append(len(body))
        body += f"{number} 0 obj{words}endobj\n".encode()
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    end = f"xref\n0 4\n0000000000 65535 f \n{table}trailer<</Size 4/Root 1 0 R>>\nstartxref\n{len(body)}\n%%EOF\n"
    return body + end.encode()


@pytest.mark.parametrize(
    ("said", "size"),
    [
        ('width="300" height="400"', (90, 120)),
        ('width="40mm" height="40mm" viewBox="0 0 37 37"', (90, 90)),
        ('viewBox="0 0 9 16"', (90, 160)),
        ('width="100%" height="100%" viewBox="0,0,16,9"', (90, 51)),
        ('width="1" height="200000"', (1, 160)),
        ('width="200000" height="200000"', (90, 90)),
    ],
)
def test_a_drawing_is_painted_no_larger_than_it_is_shown(tmp_path: Path, said: str, size: tuple[int, int]) -> None:
    (tmp_path / "a.svg").write_text(SVG.format(said))
    assert thumbnails.small(tmp_path / "a.svg", tmp_path / "small.jpg", (90, 160)) == size
    if size[0] > 1:
        with Image.open(tmp_path / "small.jpg") as small:
            assert ImageStat.Stat(small).mean == pytest.approx(RED, abs=3)


@pytest.mark.parametrize(
    ("said", "inner"),
    [
        ('width="1" height="1e30"', ""),
        ('width="1e30" height="1e30"', ""),
        ('width="1e999" height="1e999"', ""),
        ('viewBox="0 0 nan nan"', ""),
        ('viewBox="0 0 -1 -1"', ""),
        ("", ""),
        (
            'width="9" height="9"',
            '<pattern id="p" width="1e6" height="1e6"/><path d="M0 0h9v9z" fill="url(#p)"/>',
        ),
    ],
)
def test_a_drawing_that_would_end_the_program_is_not_painted(tmp_path: Path, said: str, inner: str) -> None:
    (tmp_path / "a.svg").write_text(f'<svg xmlns="http://www.w3.org/2000/svg" {said}>{inner}</svg>')
    assert thumbnails.small(tmp_path / "a.svg", tmp_path / "small.jpg", (90, 160)) is None


@pytest.mark.parametrize("words", ["", "<!DOCTYPE svg [<!ENTITY a 'aaaa'>]>", "<html/>", "<a:svg/>", "\0"])
def test_what_only_looks_like_a_drawing_is_not_painted(tmp_path: Path, words: str) -> None:
    (tmp_path / "a.svg").write_text(words + ("<svg width='&a;' height='9'/>" if words.startswith("<!") else ""))
    assert thumbnails.small(tmp_path / "a.svg", tmp_path / "small.jpg", (90, 160)) is None


@pytest.mark.parametrize(
    ("box", "unit", "size"),
    [
        ("0 0 300 400", "", (90, 120)),
        ("0 0 1000000 1000000", "", (90, 90)),
        ("0 0 2 400000", "", (1, 160)),
        ("0 0 2000000 2000000", "", None),
        ("0 0 1000000000000 1000000000000", "", (90, 117)),  # PDFium takes a sheet of letter paper instead
        ("0 0 14400 14400", "/UserUnit 10000", (90, 90)),
    ],
)
def test_a_page_is_painted_no_larger_than_it_is_shown(
    tmp_path: Path, box: str, unit: str, size: tuple[int, int] | None
) -> None:
    (tmp_path / "a.pdf").write_bytes(pdf(box, unit=unit))
    assert thumbnails.small(tmp_path / "a.pdf", tmp_path / "small.jpg", (90, 160)) == size


def test_a_panic_of_the_painter_costs_one_picture_and_ctrl_c_still_stops(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class PanicException(BaseException):
        """As pyo3 has it: no Exception, and in a module that cannot be imported."""

    def fall(trouble: type[BaseException]) -> None:
        def painted(*_words: object) -> None:
            raise trouble

        monkeypatch.setattr(thumbnails, "_painted", painted)

    (tmp_path / "a.svg").write_bytes(Code(LINK).svg())
    fall(PanicException)
    assert thumbnails.small(tmp_path / "a.svg", tmp_path / "small.jpg", (90, 160)) is None
    fall(KeyboardInterrupt)
    with pytest.raises(KeyboardInterrupt):
        thumbnails.small(tmp_path / "a.svg", tmp_path / "small.jpg", (90, 160))
