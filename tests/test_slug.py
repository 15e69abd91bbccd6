"""Short codes: drawn without look-alikes and bad words, or a seller's own."""

import re

import pytest
from hypothesis import given, strategies as st

from sharecli import slug
from sharecli.errors import BadValue


def test_a_drawn_code_has_seven_symbols_and_no_bad_word() -> None:
    codes = [slug.draw() for _nth in range(3000)]
    assert all(len(code) == slug.LENGTH == 7 and set(code) <= set(slug.ALPHABET) for code in codes)
    assert not [code for code in codes if any(word in code for word in slug.blocked())]
    assert len(set(codes)) == len(codes)


def test_the_alphabet_has_no_vowel_and_nothing_that_looks_alike() -> None:
    assert len(set(slug.ALPHABET)) == len(slug.ALPHABET) == 28
    assert not set(slug.ALPHABET) & set("aeiou01l")
    assert slug.ALPHABET.lower() == slug.ALPHABET


def test_each_blocked_word_could_be_drawn_or_it_need_not_be_listed() -> None:
    assert {"cnm", "tmd", "fck", "8964"} - set(slug.blocked()) == set()
    for word in slug.blocked():
        assert word == word.strip().lower()
        assert word


@given(st.from_regex(r"[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?", fullmatch=True))
def test_a_sellers_own_word_is_kept_in_lower_case(word: str) -> None:
    if word in slug.RESERVED:
        with pytest.raises(BadValue, match="reserved"):
            slug.own_word(word, hint="")
    else:
        assert slug.own_word(f" {word.upper()} ", hint="") == word


@pytest.mark.parametrize(
    "word",
    ["", "-", "-a", "a-", "a b", "龙井", "a/b", "..", "a" * 41, "a\n", "ä", "\x1b", "ａ", "a_b", "x\0"],
)
def test_a_word_with_anything_else_is_refused_and_shown_safely(word: str) -> None:
    if word.strip().lower() == "a":
        assert slug.own_word(word, hint="") == "a"
        return
    with pytest.raises(BadValue, match="may have only") as refused:
        slug.own_word(word, hint="--code longjing")
    assert refused.value.hint == "--code longjing"
    assert refused.value.message.isprintable()


def test_a_refused_word_is_called_what_it_is() -> None:
    with pytest.raises(BadValue, match="the person “阿玲” may have only"):
        slug.own_word("阿玲", hint="", what="the person")
    with pytest.raises(BadValue, match="the name “api” is reserved"):
        slug.own_word("api", hint="", what="the name")
    with pytest.raises(BadValue, match="the code “茶” may have only"):
        slug.own_word("茶", hint="")


@pytest.mark.parametrize("word", ["api", "QR", "robots.txt", "well-known"])
def test_a_word_the_redirect_server_needs_is_refused(word: str) -> None:
    with pytest.raises(BadValue):
        slug.own_word(word, hint="")


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("Longjing Tea 100g", "longjing-tea-100g"),
        ("明前龙井 100g 礼盒", ""),
        ("明前龙井 Longjing 礼盒", "longjing"),
        ("A very long title that goes on and on for ever", "a-very-long-title-that-goes-on"),
        ("!!!", ""),
        ("x" * 50, ""),
    ],
)
def test_a_title_gives_a_code_where_it_has_words(title: str, code: str) -> None:
    assert slug.from_words(title) == code


@given(st.text(max_size=80))
def test_a_code_from_a_title_is_a_code(title: str) -> None:
    code = slug.from_words(title)
    assert len(code) <= 32
    assert not code or re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", code)
