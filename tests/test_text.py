"""Hostile text is made visible, and a spreadsheet cell never runs."""

import unicodedata

import pytest
from hypothesis import given, strategies as st

from sharecli.text import cell, clean, one_line, uncell

ANY_TEXT = st.text(st.characters(codec=None), max_size=60)
"""Lone surrogates, too: they come from bytes of a command line that are not UTF-8."""


@given(ANY_TEXT)
def test_cleaned_text_holds_nothing_that_a_terminal_acts_on(value: str) -> None:
    shown = clean(value)
    assert all(one.isprintable() or one in "\u200d\ufe0e\ufe0f" or 0x1F000 <= ord(one) < 0x1FB00 for one in shown)
    assert len(shown) == len(value)


@given(ANY_TEXT)
def test_cleaning_twice_changes_nothing_more(value: str) -> None:
    assert clean(clean(value)) == clean(value)
    assert one_line(one_line(value)) == one_line(value)


@given(st.text(st.characters(categories=("L", "N", "P", "S")), max_size=60))
def test_letters_digits_and_signs_of_every_script_stay_as_they_are(value: str) -> None:
    assert clean(value) == value


@pytest.mark.parametrize(
    ("hostile", "shown"),
    [
        ("\x1b[31mred", "␛[31mred"),
        ("\x1b]8;;https://evil.example\x07here", "␛]8;;https://evil.example␇here"),
        ("\x9b31m", "�31m"),
        ("safe\u202egpj.exe", "safe�gpj.exe"),
        ("\u2066isolate\u2069", "�isolate�"),
        ("nul\0byte", "nul␀byte"),
        ("over\rwritten", "over␍written"),
        ("two\nlines", "two␊lines"),
        ("two\u2028lines", "two�lines"),
        ("rub\x7fout", "rub␡out"),
        ("zero\u200bwidth", "zero�width"),
        ("tag\U000e0041s", "tag�s"),
        ("private\ue000use", "private�use"),
        ("far\U00040000off", "far�off"),
        ("🏴\U000e0075\U000e0073\U000e007f", "🏴���"),
        ("\udcff", "�"),
        ("no\u00a0break\u3000wide", "no break wide"),
        ("[/] [bold]", "[/] [bold]"),
    ],
)
def test_each_known_trick_is_shown_instead_of_obeyed(hostile: str, shown: str) -> None:
    assert clean(hostile) == shown


def test_a_family_of_emoji_stays_together() -> None:
    assert clean("👩‍👩‍👧 ❤️ 明前龙井") == "👩‍👩‍👧 ❤️ 明前龙井"


def test_an_emoji_younger_than_python_is_an_emoji() -> None:
    young = "".join(chr(point) for point in range(0x1F000, 0x1FB00))
    assert clean(young) == young
    assert one_line(f"茶 {young}") == f"茶 {young}"


def test_the_flags_of_parts_of_a_country_stay_whole() -> None:
    wales = "🏴\U000e0067\U000e0062\U000e0077\U000e006c\U000e0073\U000e007f"
    assert clean(f"{wales}\x1b{wales} tea\U000e0067") == f"{wales}␛{wales} tea�"


@given(ANY_TEXT, st.integers(1, 30))
def test_a_limit_is_never_exceeded_and_says_that_it_cut(value: str, limit: int) -> None:
    shown = clean(value, limit=limit)
    assert len(shown) <= limit
    assert shown == clean(value) or shown.endswith("…")


def test_a_pasted_title_becomes_one_composed_line() -> None:
    assert one_line("\ufeff  Cafe\u0301\u00a0Set\r\n\t明前　龙井  ") == "Café Set 明前 龙井"


def test_what_a_page_hides_between_letters_is_dropped_and_what_turns_a_line_is_seen() -> None:
    assert one_line("\u200eTea\u200b pot, hand\u00admade\u2060 \u200b ") == "Tea pot, handmade"
    assert one_line("Cafe\u200b\u0301") == "Café"
    assert one_line("👩\u200d👩\u200d👧 ❤️") == "👩\u200d👩\u200d👧 ❤️"
    assert one_line("safe\u202egpj.exe") == "safe�gpj.exe"


@given(ANY_TEXT)
def test_one_line_has_no_white_space_at_its_ends_or_twice(value: str) -> None:
    line = one_line(value)
    assert line == line.strip()
    assert "  " not in line
    assert all(one == " " or not one.isspace() for one in line)
    assert unicodedata.is_normalized("NFC", line)


@given(st.one_of(ANY_TEXT, st.text("'=+-@\t\r＝＋－＠1a", max_size=8)))
def test_a_guarded_cell_gives_back_exactly_what_was_there(value: str) -> None:
    assert uncell(cell(value)) == value


@given(st.sampled_from("=+-@\t\r＝＋－＠"), ANY_TEXT)
def test_a_guarded_cell_never_begins_like_a_formula(trigger: str, rest: str) -> None:
    assert cell(trigger + rest) == "'" + trigger + rest


def test_harmless_cells_are_left_alone() -> None:
    for harmless in ("", "tea", "5-pack", "a=b", "'quoted'", "龙井"):
        assert cell(harmless) == harmless
        assert uncell(harmless) == harmless
