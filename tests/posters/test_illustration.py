"""Pictures for templates: none is lost that a poster waits for, none is kept that nobody waits for."""

import io
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PIL import Image

from posters.compositions import jpeg
from sharecli.pictures import BadPicture
from sharecli.posters.illustration import Illustrations

CENTRE = (50, 50)
SMALL = (16, 16)


class File:
    """A seller's file with as many pictures as one asks for; it counts how often it was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def __call__(self, image: str) -> bytes | None:
        self.asked.append(image)
        return None if image == "gone" else jpeg(40 + sum(map(ord, image)) % 30, 40)


@pytest.fixture
def file() -> File:
    return File()


@pytest.fixture
def there(tmp_path: Path, file: File) -> Illustrations:
    (tmp_path / "in").mkdir()
    return Illustrations(tmp_path, "in", file)


@contextmanager
def brought(there: Illustrations, image: str) -> Iterator[None]:
    """For one poster."""
    there.bring(image)
    yield
    there.let_go(image)


@pytest.mark.parametrize("ahead", [1, 23, 24, 60, 128])
def test_no_picture_is_lost_however_many_posters_are_brought_ahead(there: Illustrations, ahead: int) -> None:
    waiting: deque[str] = deque()
    for number in range(ahead * 2):
        waiting.append(f"p{number % (ahead + 3)}")
        there.bring(waiting[-1])
        if len(waiting) > ahead:
            shown = there.place(waiting[0], SMALL, CENTRE)
            assert shown is not None
            there.let_go(waiting.popleft())
    for image in waiting:
        assert there.place(image, SMALL, CENTRE) is not None
        there.let_go(image)
    assert not there._waiting


def test_a_picture_that_is_wanted_again_after_many_others_is_there(there: Illustrations) -> None:
    posters = ["p0", *(f"p{number}" for number in range(1, 24)), "p0", "p24", "p25"]
    for image in posters:
        there.bring(image)
    for image in posters:
        assert there.place(image, SMALL, CENTRE) is not None
        there.let_go(image)


def test_a_picture_stays_until_the_last_poster_let_it_go(there: Illustrations, file: File) -> None:
    with brought(there, "tea"):
        with brought(there, "tea"):
            assert there.place("tea", SMALL, CENTRE)
        assert there.place("tea", (20, 20), CENTRE), "of another size, so out of the file's bytes"
    assert file.asked == ["tea"]
    assert not there._waiting


def test_memory_stays_flat_over_a_long_batch(there: Illustrations) -> None:
    most = 0
    for number in range(500):
        with brought(there, f"p{number}"):
            there.place(f"p{number}", SMALL, CENTRE)
            most = max(most, len(there._waiting))
    assert most == 1
    assert not there._waiting


def test_a_picture_made_ready_serves_the_next_poster(there: Illustrations, tmp_path: Path) -> None:
    for _poster in range(2):
        with brought(there, "tea"):
            shown = there.place("tea", SMALL, CENTRE)
    assert shown is not None
    assert (tmp_path / shown["path"].lstrip("/")).is_file()
    assert len(there._ready) == 1
    assert len(list(tmp_path.rglob("*.jpg"))) == 1


def test_a_picture_that_is_gone_from_the_file_is_an_error_for_its_poster_alone(there: Illustrations) -> None:
    there.bring("gone")
    there.bring("tea")
    with pytest.raises(BadPicture, match="the product's picture is not in your file") as raised:
        there.place("gone", SMALL, CENTRE)
    assert raised.value.hint == "sharecli product edit CODE --image FILE"
    assert there.place("tea", SMALL, CENTRE)
    assert there.place("gone", (0, 0), CENTRE) is None, "a template without a place for it needs none"


def test_a_picture_that_nobody_brought_is_a_mistake_and_no_blank(there: Illustrations) -> None:
    with pytest.raises(LookupError, match="was not brought"):
        there.place("tea", SMALL, CENTRE)


@pytest.mark.parametrize("size", [(1, 1), (7, 7), (1, 30), (30, 1), (8, 8)])
def test_the_smallest_picture_is_drawn_like_any_other(tmp_path: Path, size: tuple[int, int]) -> None:
    (tmp_path / "in").mkdir()
    there = Illustrations(tmp_path, "in", lambda _image: jpeg(*size))
    with brought(there, "p"):
        for place in (SMALL, (540, 720), (1, 1)):
            shown = there.place("p", place, CENTRE)
            assert shown is not None
            with Image.open(tmp_path / shown["path"].lstrip("/"), formats=["JPEG"]) as picture:
                assert picture.size == (shown["width"], shown["height"])


def test_a_product_without_a_picture_has_none(there: Illustrations, file: File) -> None:
    with brought(there, ""):
        assert there.place("", SMALL, CENTRE) is None
    assert file.asked == []


@pytest.mark.parametrize(
    ("focus", "colour"), [((0, 50), (255, 0, 0)), ((50, 50), (0, 255, 0)), ((100, 50), (0, 0, 255))]
)
def test_what_lies_far_from_the_focus_is_cut_off(
    tmp_path: Path, focus: tuple[int, int], colour: tuple[int, int, int]
) -> None:
    long = Image.new("RGB", (3000, 200), (255, 0, 0))
    long.paste((0, 255, 0), (1000, 0, 2000, 200))
    long.paste((0, 0, 255), (2000, 0, 3000, 200))
    out = io.BytesIO()
    long.save(out, "JPEG", quality=95, subsampling=0)
    (tmp_path / "in").mkdir()
    there = Illustrations(tmp_path, "in", {"long": out.getvalue()}.get)
    there.bring("long")
    shown = there.place("long", (80, 80), focus)
    assert shown is not None
    with Image.open(tmp_path / shown["path"].lstrip("/")) as cut:
        assert cut.width <= 130
        x = min(int(shown["focus"][0] * cut.width), cut.width - 1)
        seen = cut.convert("RGB").getpixel((x, cut.height // 2))
    assert isinstance(seen, tuple)
    assert all(abs(one - other) < 20 for one, other in zip(seen, colour, strict=True))
