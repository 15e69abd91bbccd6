"""Colours: read, compared and moved, against figures that others published."""

import pytest
from hypothesis import example, given, strategies as st

from colours import difference
from sharecli.colour import Lch, colour, contrast, first, lch, luminance
from sharecli.errors import BadValue

COLOURS = st.integers(0, 0xFFFFFF).map("#{:06x}".format)


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("#e8423f", "#e8423f"),
        ("e8423f", "#e8423f"),
        ("E8423F", "#e8423f"),
        ("#e43", "#ee4433"),
        ("000", "#000000"),
        ("  #FFF\n", "#ffffff"),
        ("＃Ｅ８４２３Ｆ", "#e8423f"),
    ],
)
def test_a_colour_is_read_however_it_is_written(said: str, kept: str) -> None:
    assert colour(said) == kept


@pytest.mark.parametrize(
    "said", ["", "#", "red", "#12", "#1234", "#12345", "#1234567", "#11223344", "##123", "#12345g", "# 123", "0x123456"]
)
def test_what_is_no_colour_is_refused_with_how_to_write_one(said: str) -> None:
    with pytest.raises(BadValue) as refused:
        colour(said)
    assert f"“{said}”" in refused.value.message
    assert '"#c8402f" in quotes' in (refused.value.hint or "")


@given(st.text(max_size=12))
def test_a_colour_is_always_six_digits_and_stays_the_same_when_read_again(said: str) -> None:
    try:
        kept = colour(said)
    except BadValue:
        return
    assert kept.isascii()
    assert len(kept) == 7
    assert colour(kept) == kept == f"#{int(kept[1:], 16):06x}"


@pytest.mark.parametrize(
    ("a", "b", "ratio"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#ffffff", "#ffffff", 1.0),
        ("#ffffff", "#767676", 4.54),  # the lightest grey that passes AA on white
        ("#ffffff", "#777777", 4.48),
        ("#ff0000", "#ffffff", 4.00),
        ("#0000ff", "#ffffff", 8.59),
    ],
)
def test_contrast_is_what_wcag_says(a: str, b: str, ratio: float) -> None:
    assert contrast(a, b) == pytest.approx(ratio, abs=0.005)
    assert contrast(b, a) == contrast(a, b)


@pytest.mark.parametrize(("rgb", "share"), [("#ff0000", 0.2126), ("#00ff00", 0.7152), ("#0000ff", 0.0722)])
def test_luminance_is_what_wcag_says(rgb: str, share: float) -> None:
    assert luminance(rgb) == pytest.approx(share)


@pytest.mark.parametrize(
    ("rgb", "light", "chroma", "hue"),
    [
        # CSS Color 4 and Ottosson's own page give these.
        ("#ff0000", 0.62796, 0.25768, 29.23),
        ("#00ff00", 0.86644, 0.29483, 142.50),
        ("#0000ff", 0.45201, 0.31321, 264.05),
        ("#ffff00", 0.96798, 0.21101, 109.77),
    ],
)
def test_oklch_is_what_was_published(rgb: str, light: float, chroma: float, hue: float) -> None:
    found = lch(rgb)
    assert found.light == pytest.approx(light, abs=2e-4)
    assert found.chroma == pytest.approx(chroma, abs=2e-4)
    assert found.hue == pytest.approx(hue, abs=0.05)


def test_white_is_light_and_black_is_not_and_neither_has_colour() -> None:
    assert lch("#ffffff").light == pytest.approx(1, abs=1e-6)
    assert lch("#000000").light == 0
    assert lch("#ffffff").chroma < 1e-6
    assert difference("#000000", "#ffffff") == pytest.approx(1, abs=1e-6)


@given(COLOURS)
def test_every_colour_of_a_screen_comes_back_from_oklch_unchanged(rgb: str) -> None:
    assert lch(rgb).hex() == rgb
    assert difference(rgb, rgb) < 1e-6


@given(st.floats(0.2, 1.2), st.floats(0, 0.5), st.floats(0, 360))
@example(-0.2, 0.3, 40)
def test_what_a_screen_cannot_show_becomes_greyer_but_no_lighter(light: float, chroma: float, hue: float) -> None:
    shown = lch(Lch(light, chroma, hue).hex())
    assert shown.light == pytest.approx(min(1, max(0, light)), abs=0.02)
    assert shown.chroma <= chroma + 0.02


@given(COLOURS, st.floats(1, 4.4), st.booleans())
@example("#0041ef", 3.0, False)
def test_the_first_good_shade_is_good_and_no_further_than_it_has_to_be(ground: str, least: float, up: bool) -> None:  # noqa: FBT001 - Hypothesis names it
    def grey(light: float) -> str:
        return Lch(light, 0, 0).hex()

    def good(shade: str) -> bool:
        return contrast(shade, ground) >= least

    end = 1.0 if up else 0.0
    start = lch(ground).light
    found = first(grey, good, start=start, end=end)
    if good(grey(end)):
        assert good(found)
        nearer = lch(found).light - (0.02 if up else -0.02)
        same = grey(nearer) in {found, grey(end)}  # near black, eight bits a channel tell no steps apart
        assert good(grey(start)) or (nearer - start) * (1 if up else -1) < 0 or same or not good(grey(nearer))
    else:
        assert found == grey(end)
