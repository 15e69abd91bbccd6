"""What a poster shows besides, in a seller's words: the former price, the note, the point of a picture. Pure."""

import re

import pytest
from hypothesis import given, strategies as st

from factories import product
from sharecli.errors import BadValue
from sharecli.money import Money
from sharecli.products.material import LONGEST_NOTE, MIDDLE, be_higher, focus_of, focus_words, former, note_of


def test_a_former_price_is_read_in_the_currency_of_the_price() -> None:
    assert former("¥159", Money(129_000_000, "CNY"), "CNY") == Money(159_000_000, "CNY")
    assert former(" ", Money(129_000_000, "CNY"), "CNY") is None
    assert former("1,300", Money(1_200_000_000, "JPY"), "JPY") == Money(1_300_000_000, "JPY")


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("129", "the former price “129.00 CNY” is not higher than the price “129.00 CNY”"),
        ("99.5", "the former price “99.50 CNY” is not higher than the price “129.00 CNY”"),
        ("15,9", "the former price “15,9” cannot be read"),
        ("-159", "the former price “-159” is below zero"),
        ("159.999", "more digits after the point than CNY has"),
    ],
)
def test_a_former_price_that_saves_nobody_anything_is_refused_with_both(said: str, why: str) -> None:
    with pytest.raises(BadValue, match=re.escape(why)) as caught:
        product(price="129", was=said)
    assert caught.value.hint


def test_a_former_price_needs_a_price_of_its_own_currency() -> None:
    with pytest.raises(BadValue, match=r"“159\.00 CNY” needs a price"):
        product(price="", was="159")
    with pytest.raises(BadValue, match=r"“159\.00 CNY” is not higher than the price “20\.00 USD”"):
        be_higher(Money(159_000_000, "CNY"), Money(20_000_000, "USD"))


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("  香气  很足 \r\n\r\n\r\n 送人自用 \u2028都好\n", "香气 很足\n\n送人自用\n都好"),
        ("\n\n", ""),
        ("a\x1b[31m\nb\u202ec\x00", "a␛[31m\nb�c␀"),
        ("cafe\u0301\u3000x\rj", "café x\nj"),
        ("👩‍👩‍👧", "👩‍👩‍👧"),
    ],
)
def test_a_note_keeps_its_lines_and_nothing_hostile(said: str, kept: str) -> None:
    assert note_of(said) == kept


def test_a_note_of_three_hundred_characters_and_twenty_lines_is_kept_and_one_more_is_refused() -> None:
    assert len(note_of("茶" * LONGEST_NOTE)) == LONGEST_NOTE
    with pytest.raises(BadValue, match="301 characters"):
        note_of("茶" * (LONGEST_NOTE + 1))
    assert note_of("\n".join("茶" * 20)).count("\n") == 19
    with pytest.raises(BadValue, match="21 lines"):
        note_of("\n".join("茶" * 21))


@given(st.text(max_size=80))
def test_a_kept_note_stays_as_it_is_and_acts_on_no_terminal(said: str) -> None:
    try:
        kept = note_of(said)
    except BadValue:
        assert len(said.splitlines()) > 20
        return
    assert note_of(kept) == kept
    assert kept == kept.strip()
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2028\u2029]", kept)


@pytest.mark.parametrize(
    ("said", "point"),
    [
        ("50,30", (50, 30)),
        ("50%,30%", (50, 30)),
        (" 0 , 100 ", (0, 100)),
        ("５０％，３０％", (50, 30)),
        ("7、8", (7, 8)),
        ("50 30", (50, 30)),
        ("", MIDDLE),
        ("center", MIDDLE),
        ("Centre", MIDDLE),
        ("top", (50, 0)),
        ("BOTTOM", (50, 100)),
        ("left", (0, 50)),
        ("top-left", (0, 0)),
        ("left top", (0, 0)),
        ("bottom_right", (100, 100)),
        ("center-left", (0, 50)),
        ("上", (50, 0)),
        ("左上", (0, 0)),
        ("右下角", (100, 100)),
        ("居中", MIDDLE),
    ],
)
def test_a_point_is_said_in_percents_or_words(said: str, point: tuple[int, int]) -> None:
    assert focus_of(said) == point


@pytest.mark.parametrize(
    "said",
    ["101,0", "0,-1", "50", "50,30,20", "0.5,0.3", "left-right", "top-bottom", "top-top", "topleft", "x", "角", "-",
     "\x1b[31m", "center-top-left", "9999,1"],
)  # fmt: skip
def test_what_is_no_point_is_refused(said: str) -> None:
    with pytest.raises(BadValue, match="is no point of a picture") as caught:
        focus_of(said)
    assert "\x1b" not in caught.value.message


@given(st.tuples(st.integers(0, 100), st.integers(0, 100)))
def test_a_point_that_is_written_is_read_back(point: tuple[int, int]) -> None:
    assert focus_of(focus_words(point)) == point


def test_words_that_are_too_long_are_called_what_they_are() -> None:
    with pytest.raises(BadValue, match=r"^the note has 301 characters"):
        note_of("x" * 301)
    with pytest.raises(BadValue, match=r"^your recommendation has 301 characters"):
        note_of("x" * 301, what="your recommendation")
    with pytest.raises(BadValue, match=r"^your recommendation has 21 lines"):
        note_of("\n".join("x" * 21), what="your recommendation")
