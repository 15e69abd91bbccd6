"""One accent makes a whole palette, and everything on it reads, whatever the accent."""

import pytest
from hypothesis import example, given, settings, strategies as st

from colours import difference
from sharecli.colour import colour, lch
from sharecli.posters.palette import THEMES, contrast, palette

COLOURS = st.integers(0, 0xFFFFFF).map("#{:06x}".format)
THEME = st.sampled_from(THEMES)
NAMES = {
    "paper", "ink", "muted", "rule", "accent", "on_accent", "strong", "wash", "on_strong",
}  # fmt: skip
HARD = ["#ffffff", "#000000", "#808080", "#ffff00", "#e6ff00", "#00ffff", "#ff00ff", "#0000ff", "#221d19", "#fbf7f0"]


def check(accent: str, theme: str) -> None:
    made = palette(accent, theme=theme)
    assert set(made) == NAMES
    assert all(colour(one) == one for one in made.values())
    for text, ground in (
        ("ink", "paper"), ("muted", "paper"), ("strong", "paper"),
        ("on_accent", "accent"), ("on_accent", "wash"), ("on_strong", "strong"),
    ):  # fmt: skip
        assert contrast(made[text], made[ground]) >= 4.5, (text, ground, made)
    assert contrast(made["ink"], made["paper"]) > contrast(made["muted"], made["paper"])
    assert 1.2 <= contrast(made["rule"], made["paper"]) <= 1.6
    assert 1.1 <= contrast(made["wash"], made["accent"]) <= 1.6
    assert contrast(made["accent"], made["paper"]) >= 1.2
    paper = lch(made["paper"])
    assert paper.light > 0.95 if theme == "light" else 0.15 < paper.light < 0.28
    assert 0 < paper.chroma < 0.03
    assert made["paper"] not in {"#000000", "#ffffff"}


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("accent", HARD)
def test_the_hardest_accents_make_a_palette_that_reads(accent: str, theme: str) -> None:
    check(accent, theme)


@settings(max_examples=400)
@given(COLOURS, THEME)
def test_every_accent_makes_a_palette_that_reads(accent: str, theme: str) -> None:
    check(accent, theme)


@given(st.integers(0, 255), THEME)
def test_every_grey_makes_a_palette_that_reads(level: int, theme: str) -> None:
    check(f"#{level:02x}{level:02x}{level:02x}", theme)


@given(COLOURS, THEME)
@example("#ffffff", "light")
@example("#000000", "dark")
@example("#f4f900", "light")
def test_the_accent_stays_the_accent(accent: str, theme: str) -> None:
    made = palette(accent, theme=theme)
    paper = made["paper"]
    drowns = contrast(accent, paper) < 1.25
    moved = difference(made["accent"], accent)
    assert moved < (0.32 if drowns else 0.11)
    if contrast(accent, "#ffffff") >= 4.5 and not drowns:
        assert made["accent"] == accent
    if lch(accent).chroma > 0.1 and moved:
        turn = abs(lch(made["accent"]).hue - lch(accent).hue)
        assert min(turn, 360 - turn) < 15


@pytest.mark.parametrize("accent", ["#c8402f", "#0f62fe", "#2e9e4f", "#7c3aed", "#ec4899"])
@pytest.mark.parametrize("theme", THEMES)
def test_the_strong_colour_looks_like_the_accent(accent: str, theme: str) -> None:
    strong, own = lch(palette(accent, theme=theme)["strong"]), lch(accent)
    assert abs(strong.hue - own.hue) < 3
    assert strong.chroma > 0.6 * own.chroma


@pytest.mark.parametrize("theme", THEMES)
def test_the_strong_colour_of_a_grey_is_as_good_as_ink(theme: str) -> None:
    for accent in ("#000000", "#808080", "#ffffff"):
        made = palette(accent, theme=theme)
        assert difference(made["strong"], made["ink"]) < 0.03


def test_the_neutrals_have_a_breath_of_the_accent() -> None:
    warm, cool = palette("#c8402f")["paper"], palette("#0f62fe")["paper"]
    assert int(warm[1:3], 16) > int(warm[5:7], 16)
    assert int(cool[1:3], 16) < int(cool[5:7], 16)


def test_a_yellow_made_darker_turns_to_amber_not_to_mud() -> None:
    assert 65 < lch(palette("#ffd400")["strong"]).hue < 82


def test_a_theme_that_does_not_exist_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match="sepia"):
        palette("#c8402f", theme="sepia")
