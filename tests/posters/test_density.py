"""How dense a code may be depends on the canvas: a refusal names one that has room, and there it scans."""

from collections.abc import Iterator
from dataclasses import replace
from types import SimpleNamespace

import pytest

from posters.compositions import PICTURES, drawn, every_canvas, poster, wanted
from sharecli.channels import loader as channels
from sharecli.channels.model import Canvas
from sharecli.codes import verify
from sharecli.codes.qr import Code, Unscannable
from sharecli.posters import density
from sharecli.posters.render import Studio


@pytest.fixture(scope="module")
def studio() -> Iterator[Studio]:
    with Studio(PICTURES.get) as one:
        yield one


def long(length: int) -> str:
    return ("https://s.click.taobao.com/t?e=" + "m%3D2%26s%3D" * 300)[:length]


def test_a_screen_has_room_for_the_same_code_however_many_pixels_it_has() -> None:
    """A phone shows each as wide as itself."""
    for _channel, canvas in every_canvas():
        if canvas.dots_per_inch == 72:
            assert 89 <= density.densest(canvas, printed=False) < 93, canvas
    assert density.densest(Canvas("huge", 4320, 5760, 72, 0, 0, 0), printed=False) == 90
    assert density.densest(Canvas("small", 540, 720, 72, 0, 0, 0), printed=False) < 60


@pytest.mark.parametrize(("length", "canvas"), [(700, "a6"), (700, "a4"), (1250, "a4"), (2300, "a4")])
@pytest.mark.parametrize("template", ["card", "note"])
def test_paper_has_room_for_as_many_modules_as_it_has_millimetres(
    studio: Studio, length: int, canvas: str, template: str
) -> None:
    one = poster("print", canvas=canvas, template=template, url=long(length), note="好。")
    verify.prove(drawn(studio, one), wanted(one), kind="png", dpi=300)


@pytest.mark.parametrize(
    ("channel", "canvas", "length", "most", "option"),
    [
        ("telegram", "", 700, 89, "--channel print --canvas a6"),
        ("weibo", "tall", 1250, 90, "--channel print --canvas a4"),
        ("print", "", 1250, 104, "--canvas a4"),
    ],
)
def test_a_code_that_is_too_dense_is_refused_with_a_canvas_that_has_room(
    studio: Studio, channel: str, canvas: str, length: int, most: int, option: str
) -> None:
    one = poster(channel, canvas=canvas, url=long(length))
    with pytest.raises(Unscannable) as raised:
        drawn(studio, one)
    sides = Code(one.url).modules
    assert raised.value.message == (
        f"a link of {length} characters makes a code of {sides} modules a side, too dense to scan on"
        f" “{one.canvas.name}”: there is room for {most}"
    )
    assert str(raised.value.hint).startswith(f"{option} has room for it; or make the link shorter: sharecli config")
    there = option.split()
    better = poster(there[1] if there[0] == "--channel" else channel, canvas=there[-1], url=one.url)
    verify.prove(drawn(studio, better), wanted(better), kind="png", dpi=300)


def test_where_no_canvas_has_room_that_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    one, paper = poster("telegram", url=long(2300)), channels.find("print")
    small = {"print": replace(paper, canvases=(paper.canvas,))}
    monkeypatch.setattr(density, "channels", SimpleNamespace(channels=lambda: small))
    with pytest.raises(Unscannable) as raised:
        density.see(one, Code(one.url))
    assert str(raised.value.hint).startswith("no canvas has room for it; make the link shorter: sharecli config set")
