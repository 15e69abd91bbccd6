"""A stranger's picture: upright, without what the camera wrote into it, and never a bomb."""

import io
import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st
from PIL import Image, ImageCms, ImageOps

from conftest import Run
from sharecli.pictures import LARGEST_SIDE, BadPicture, read, read_bytes, square
from sharecli.products.records import by_code, jpeg
from sharecli.store.open import Store

ADD = ("product", "add", "https://shop.example/x", "--title", "Cup", "--code", "cup", "--image")


def bomb(width: int, height: int) -> bytes:
    """A PNG of less than a hundred bytes that claims to be that large."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 9)) + chunk(b"IEND", b"")


def photo(kind: str = "JPEG", *, orientation: int = 1) -> bytes:
    """A picture 60 × 40, its left half red, with a place and a comment in it."""
    image = Image.new("RGB", (60, 40), "blue")
    image.paste("red", (0, 0, 30, 40))
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "Secret Camera"
    exif.get_ifd(0x8825)[2] = (31.0, 13.0, 48.0)
    out = io.BytesIO()
    image.save(out, kind, exif=exif, quality=95)
    return out.getvalue()


def kept(db: Path) -> Image.Image:
    store = Store(db)
    try:
        one = by_code(store, "cup")
        assert one is not None
        content = jpeg(store, one.image)
        assert content is not None
        assert b"Secret" not in content
        return Image.open(io.BytesIO(content))
    finally:
        store.close()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_picture_is_kept_as_a_jpeg_without_place_or_camera(run: Run, db: Path, tmp_path: Path, kind: str) -> None:
    (tmp_path / "cup").write_bytes(photo(kind))
    assert run(*ADD, str(tmp_path / "cup")).code == 0
    image = kept(db)
    assert (image.format, image.mode, image.size) == ("JPEG", "RGB", (60, 40))
    assert not image.getexif()
    assert "comment" not in image.info


def test_a_picture_taken_sideways_is_turned_upright(run: Run, db: Path, tmp_path: Path) -> None:
    (tmp_path / "cup.jpg").write_bytes(photo(orientation=6))  # the camera was turned: the left is the top
    run(*ADD, str(tmp_path / "cup.jpg"))
    image = kept(db)
    assert image.size == (40, 60)
    top, bottom = image.getpixel((20, 10)), image.getpixel((20, 50))
    assert isinstance(top, tuple)
    assert isinstance(bottom, tuple)
    assert top[0] > 200 > bottom[0]


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P", "L", "1", "I;16", "CMYK"])
def test_every_kind_of_pixel_becomes_red_green_and_blue(tmp_path: Path, mode: str) -> None:
    path = tmp_path / "cup"
    Image.new(mode, (8, 8)).save(path, "JPEG" if mode == "CMYK" else "PNG")
    assert read(path).width == 8


def test_what_is_transparent_becomes_white(tmp_path: Path) -> None:
    path = tmp_path / "cup.png"
    Image.new("RGBA", (8, 8), (255, 0, 0, 0)).save(path)
    assert Image.open(io.BytesIO(read(path).jpeg)).getpixel((4, 4)) == (255, 255, 255)


def test_a_large_picture_is_made_small_and_keeps_its_shape(tmp_path: Path) -> None:
    path = tmp_path / "cup.png"
    Image.new("RGB", (4000, 1000)).save(path)
    made = read(path)
    assert (made.width, made.height) == (LARGEST_SIDE, LARGEST_SIDE // 4)


BAD: dict[str, Callable[[], bytes]] = {
    "bomb.png": lambda: bomb(20_000, 20_000),
    "large.png": lambda: bomb(9_000, 9_000),
    "endless.png": lambda: bomb(2**31 - 1, 2**31 - 1),
    "drawing.svg": lambda: b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    "moving.gif": lambda: (
        b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;"
    ),
    "paper.pdf": lambda: b"%PDF-1.7\n1 0 obj<<>>endobj",
    "half.jpg": lambda: photo()[:400],
    "empty.png": lambda: b"",
    "text.png": lambda: b"hello",
    "\x1b[31m.png": lambda: b"hello",
}


@pytest.mark.parametrize("name", BAD)
def test_what_is_no_picture_or_a_bomb_is_refused_and_nothing_is_kept(
    run: Run, db: Path, tmp_path: Path, name: str
) -> None:
    (tmp_path / name).write_bytes(BAD[name]())
    said = run(*ADD, str(tmp_path / name))
    assert (said.code, said.out) == (5, "")
    assert said.err.startswith("error[bad-picture]")
    assert "\x1b" not in said.err
    assert not db.exists()


@pytest.mark.parametrize("name", ["bomb.png", "large.png", "endless.png"])
def test_a_picture_of_too_many_pixels_is_called_too_large_whoever_counts_them(name: str) -> None:
    with pytest.raises(BadPicture, match="is too large") as raised:
        read_bytes(BAD[name](), name=name)
    assert "25 megapixels" in str(raised.value.hint)


def test_a_picture_that_is_not_there_or_a_folder_is_named(run: Run, tmp_path: Path) -> None:
    for path in (tmp_path / "no.png", tmp_path):
        said = run(*ADD, str(path))
        assert said.code == 5
        assert "cannot read the picture" in said.err


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from(["JPEG", "PNG", "WEBP"]),
    st.lists(st.tuples(st.integers(0, 10_000), st.binary(max_size=6)), max_size=6),
)
def test_a_damaged_picture_is_read_or_refused_and_nothing_else(
    tmp_path: Path, kind: str, wounds: list[tuple[int, bytes]]
) -> None:
    content = bytearray(photo(kind))
    for place, wound in wounds:
        start = place % len(content)
        content[start : start + len(wound)] = wound
    path = tmp_path / "cup"
    path.write_bytes(bytes(content))
    try:
        assert read(path).jpeg.startswith(b"\xff\xd8")
    except BadPicture:
        return


def colour(path: Path) -> tuple[int, ...]:
    """The colour in the middle of a picture as it is kept."""
    found = Image.open(io.BytesIO(read(path).jpeg)).getpixel((4, 4))
    assert isinstance(found, tuple)
    return found


def swapped_profile() -> bytes:
    """The profile of sRGB with its red and blue exchanged: what it calls red looks blue."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    return bytes(profile.replace(b"rXYZ", b"tmpX", 1).replace(b"bXYZ", b"rXYZ", 1).replace(b"tmpX", b"bXYZ", 1))


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "P"])
def test_a_profile_is_followed_before_it_is_dropped(tmp_path: Path, mode: str) -> None:
    path = tmp_path / "cup.png"
    Image.new("RGB", (8, 8), "red").convert(mode).save(path, icc_profile=swapped_profile())
    red, _green, blue = colour(path)
    assert (red < 30, blue > 220) == (True, True)
    assert "icc_profile" not in Image.open(io.BytesIO(read(path).jpeg)).info


@pytest.mark.parametrize("profile", [b"broken", swapped_profile()[:200], b"\0" * 500])
def test_a_broken_profile_is_ignored(tmp_path: Path, profile: bytes) -> None:
    path = tmp_path / "cup.png"
    Image.new("RGB", (8, 8), "red").save(path, icc_profile=profile)
    assert colour(path)[0] > 240


@pytest.mark.parametrize(("level", "seen"), [(0, 0), (32768, 128), (65535, 255)])
def test_sixteen_bits_a_pixel_are_scaled_and_not_cut_off(tmp_path: Path, level: int, seen: int) -> None:
    path = tmp_path / "cup.png"
    Image.new("I;16", (8, 8), level).save(path)
    assert all(abs(one - seen) <= 2 for one in colour(path))


def test_bytes_from_elsewhere_are_read_as_a_file_is(tmp_path: Path) -> None:
    (tmp_path / "cup.jpg").write_bytes(photo(orientation=6))
    assert read_bytes(photo(orientation=6), name="https://shop.example/cup.jpg") == read(tmp_path / "cup.jpg")


@pytest.mark.parametrize("content", [BAD["bomb.png"](), BAD["large.png"](), BAD["half.jpg"](), b"<html>"])
def test_bad_bytes_are_refused_by_the_name_they_were_given(content: bytes) -> None:
    with pytest.raises(BadPicture, match="“cup␛”") as caught:
        read_bytes(content, name="cup\x1b", hint="try another")
    assert caught.value.hint == "try another"


def test_the_hint_fits_the_option_that_named_the_file(tmp_path: Path) -> None:
    with pytest.raises(BadPicture) as caught:
        read(tmp_path / "no.png")
    assert "--image FILE" in (caught.value.hint or "")
    with pytest.raises(BadPicture) as caught:
        read(tmp_path / "no.png", hint="sharecli config set avatar FILE")
    assert caught.value.hint == "sharecli config set avatar FILE"


@pytest.mark.parametrize("size", [(300, 200), (200, 300), (40, 40), (1200, 900)])
def test_a_square_is_the_middle_of_a_picture(tmp_path: Path, size: tuple[int, int]) -> None:
    image = Image.new("RGB", size, "blue")
    side = min(size)
    left, top = (size[0] - side) // 2, (size[1] - side) // 2
    image.paste("red", (left, top, left + side, top + side))
    image.save(tmp_path / "face.png")
    picture = read(tmp_path / "face.png")
    made = square(picture, 400)
    assert square(picture.jpeg, 400) == made
    face = Image.open(io.BytesIO(made))
    assert (face.format, face.mode, face.size) == ("JPEG", "RGB", (400, 400))
    for place in ((20, 20), (200, 200), (379, 379)):
        red, _green, blue = face.getpixel(place)  # type: ignore[misc] # three bytes: the mode is RGB
        assert (red > 220, blue < 60) == (True, True)


def wounded(tag: int, kind: int, value: bytes) -> bytes:
    """A picture taken sideways, with another tag in its EXIF that is of a kind or a size it cannot be."""
    entries = struct.pack("<HHIHH", 0x0112, 3, 1, 6, 0) + struct.pack("<HHI", tag, kind, 1) + value
    out = io.BytesIO()
    exif = b"Exif\0\0II*\0\x08\0\0\0" + struct.pack("<H", 2) + entries + bytes(4)
    Image.new("RGB", (60, 40), "red").save(out, "JPEG", exif=exif)
    return out.getvalue()


WOUNDS = [
    (0x0100, 1, bytes(4)),
    (0x011A, 1, bytes(4)),
    (0x011A, 2, bytes(4)),
    (0x0213, 4, b"\xff" * 4),
    (0x010F, 5, bytes(4)),
    (0x0100, 6, b"\xff" * 4),
    (0x8769, 6, b"\xff" * 4),
    (0x010F, 11, bytes(4)),
    (0x011A, 11, b"\xff" * 4),
]


@pytest.mark.parametrize("wound", WOUNDS)
def test_a_damaged_exif_is_no_reason_to_refuse_a_picture(wound: tuple[int, int, bytes]) -> None:
    made = read_bytes(wounded(*wound), name="cup.jpg")
    assert (made.width, made.height) in {(40, 60), (60, 40)}
    assert not Image.open(io.BytesIO(made.jpeg)).getexif()


def test_a_picture_with_a_damaged_exif_is_turned_upright_where_that_can_be_read() -> None:
    made = read_bytes(wounded(*WOUNDS[0]), name="cup.jpg")
    assert (made.width, made.height) == (40, 60)


@pytest.mark.parametrize("orientation", range(10))
def test_every_way_to_hold_a_camera_is_turned_as_pillow_does(orientation: int) -> None:
    with Image.open(io.BytesIO(photo("PNG", orientation=orientation))) as opened:
        wanted = ImageOps.exif_transpose(opened).convert("RGB")
    made = Image.open(io.BytesIO(read_bytes(photo("PNG", orientation=orientation), name="cup").jpeg))
    assert made.size == wanted.size
    for place in ((8, 8), (wanted.width - 8, 8), (8, wanted.height - 8)):
        colours = made.getpixel(place), wanted.getpixel(place)
        assert all(abs(one - other) < 12 for one, other in zip(*colours, strict=True))  # type: ignore[arg-type] # RGB


@pytest.mark.parametrize("trouble", [TypeError, struct.error, AttributeError, IndexError, MemoryError, RuntimeError])
def test_whatever_a_parser_raises_is_a_bad_picture(trouble: type[Exception], monkeypatch: pytest.MonkeyPatch) -> None:
    from PIL.JpegImagePlugin import JpegImageFile

    def load(_self: JpegImageFile) -> None:
        raise trouble

    monkeypatch.setattr(JpegImageFile, "load", load)
    with pytest.raises(BadPicture, match="is not a picture that can be read"):
        read_bytes(photo(), name="cup.jpg")


def test_what_never_ends_is_too_large(tmp_path: Path) -> None:
    (tmp_path / "cup.png").symlink_to("/dev/zero")
    with pytest.raises(BadPicture, match="is too large"):
        read(tmp_path / "cup.png")
