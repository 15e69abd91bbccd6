"""Whose link a code is, also one that somebody typed wrong."""

import json
from typing import Any

import pytest
from hypothesis import given, strategies as st

from conftest import Run
from sharecli import slug
from sharecli.links.likely import likeliest
from sharecli.links.model import Link

CODES = st.text(slug.ALPHABET, min_size=slug.LENGTH, max_size=slug.LENGTH).filter(slug.check_character)


def link(code: str, status: str = "active") -> Link:
    return Link(code, "cup", "own-shop", "qq", "", "https://shop.example/", status, "2026")


@given(CODES, st.integers(0, 7), st.sampled_from(slug.ALPHABET))
def test_one_wrong_symbol_is_always_seen(body: str, place: int, symbol: str) -> None:
    code = body + slug.check_character(body)
    assert slug.checks(code) is True
    wrong = code[:place] + symbol + code[place + 1 :]
    assert slug.checks(wrong) is (wrong == code)


@given(CODES, st.integers(0, 7), st.integers(0, 7))
def test_two_symbols_that_changed_places_are_always_seen(body: str, one: int, other: int) -> None:
    code = list(body + slug.check_character(body))
    before = "".join(code)
    code[one], code[other] = code[other], code[one]
    assert slug.checks("".join(code)) is ("".join(code) == before)


def test_drawn_codes_check_and_no_other_word_is_judged() -> None:
    some = slug.drawn(500, check=True)
    for _code in range(500):
        code = next(some)
        assert slug.checks(code) is True
        assert slug.checks(code.upper()) is True
    assert slug.checks("candle-tg") is slug.checks("bcdfghj") is slug.checks("") is None


def test_drawn_codes_use_the_whole_alphabet_evenly() -> None:
    some = slug.drawn(4000)
    text = "".join(next(some) for _code in range(4000))
    counts = [text.count(symbol) for symbol in slug.ALPHABET]
    assert min(counts) > 800  # a thousand each is expected; a symbol that were drawn less would be far below
    assert max(counts) < 1200


@given(st.text(max_size=60))
def test_whatever_is_typed_gets_an_answer(words: str) -> None:
    assert len(likeliest(words, [link("bcdfghj"), link("candle-tg")])) <= 2


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("bcdfghj", "bcdfghj"),
        ("BCDFGHJ", "bcdfghj"),
        ("https://go.example/s/bcdfghj+", "bcdfghj"),
        ("https://go.example/bcdfghj?x=1#y", "bcdfghj"),
        ("ｂｃｄｆｇｈｊ", "bcdfghj"),
        ("bcdfhgj", "bcdfghj"),
        ("bcdfghjj", "bcdfghj"),
        ("cdfghj", "bcdfghj"),
        ("8cdf9hj", "bcdfghj"),
        ("ѕpring-ѕale", "spring-sale"),
        ("spring-sa1e", "spring-sale"),
        ("zzzzzzz", ""),
        ("", ""),
    ],
)
def test_the_likeliest_link_comes_first(typed: str, first: str) -> None:
    found = likeliest(typed, [link("bcdfghk", "retired"), link("bcdfghj"), link("spring-sale"), link("x2")])
    assert (found[0].link.code if found else "") == first


def test_a_link_in_use_goes_before_a_retired_one() -> None:
    found = likeliest("bcdfghx", [link("bcdfghj", "retired"), link("bcdfghk")])
    assert [one.link.code for one in found] == ["bcdfghk", "bcdfghj"]


@pytest.fixture
def cup(run: Run) -> dict[str, Any]:
    run("product", "add", "https://shop.example/cup", "--title", "Cup", "--code", "cup")
    assert run("person", "add", "Ling").code == 0
    (row,) = json.loads(run("link", "new", "cup", "-c", "qq", "--person", "ling", "--check", "-F", "json").out)
    found: dict[str, Any] = row
    return found


def test_the_command_names_product_channel_and_person(run: Run, cup: dict[str, Any]) -> None:
    code = cup["code"]
    said = run("link", "who", code, "-F", "json")
    assert json.loads(said.out) == [
        {"code": code, "product": "cup", "channel": "qq", "campaign": None, "person": "ling", "status": "active",
         "slips": 0}
    ]  # fmt: skip
    assert "its check character fits" in said.err
    wrong = code[:3] + ("2" if code[3] != "2" else "3") + code[4:]
    said = run("link", "who", wrong, "-F", "json")
    assert [(one["code"], one["slips"]) for one in json.loads(said.out)] == [(code, 1)]
    assert "it was mistyped" in said.err


def test_a_code_like_no_other_is_not_found(run: Run, cup: dict[str, Any]) -> None:
    said = run("link", "who", "\x1b[31mwho-knows")
    assert (said.code, said.out) == (3, "")
    assert "\x1b" not in said.err
    assert cup["code"] not in said.err
