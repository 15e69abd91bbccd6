"""What eyes, hands and chats make of a code, and that the three who ask which was meant read it alike."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from sharecli import lookalikes
from sharecli.clicks.orphans import Likely
from sharecli.links.likely import likeliest
from sharecli.links.model import Link
from sharecli.lookalikes import alike, bare, by_hand, same
from sharecli.redirects.meant import variants

TABLE = tomllib.loads(Path(lookalikes.__file__).with_suffix(".toml").read_text("utf-8"))
LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"


def link(code: str) -> Link:
    return Link(code, "cup", "own-shop", "qq", "", "https://shop.example/", "active", "2026")


def test_the_table_goes_both_ways_and_names_letters_of_codes_alone() -> None:
    for letter, others in TABLE["alike"].items():
        assert letter in LETTERS
        assert letter not in others
        assert len(set(others)) == len(others)
        assert all(letter in alike(other) for other in others), letter
    for part in ("foreign", "signs"):
        assert all(len(key) == 1 and key.isascii() is (part == "signs") for key in TABLE[part])
        assert all(value in LETTERS for value in TABLE[part].values())
    assert all(bare(key) == value for key, value in TABLE["foreign"].items())


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("tea。", "tea"), ("“tea-9”", "tea-9"), ("TEA", "tea"), ("ｔｅａ", "tea"), ("tea!", "tea"),
        ("tea的链接abc", "tea"), ("ѕpring-ѕаlе", "spring-sale"), ("tea--", "tea"), ("。", ""), ("", ""),
    ],
)  # fmt: skip
def test_a_code_is_taken_out_of_what_a_chat_made_of_it(said: str, code: str) -> None:
    assert bare(said) == code


@pytest.mark.parametrize("said", ["ѕpring-ѕale", "spring-sa1e", "SPRING-SALE。"])
def test_all_who_ask_which_code_was_meant_find_the_same(said: str) -> None:
    others = ["bcdfghj", "candle-tg"]
    assert "spring-sale" in variants(said)
    assert Likely(["spring-sale", *others]).of(said) == "spring-sale"
    (first, *_more) = likeliest(said, [link(one) for one in ("spring-sale", *others)])
    assert first.link.code == "spring-sale"


def test_a_sign_is_a_letter_only_where_a_hand_typed_it() -> None:
    assert by_hand("$pring-sa|e") == "springsale"
    assert bare("tea!") == "tea"


@given(st.text(max_size=80))
def test_whatever_comes_becomes_a_code_and_few_words(said: str) -> None:
    assert set(bare(said)) <= {*LETTERS, "-"}
    assert bare(said) == bare(said).rstrip("-")
    assert len(variants(said)) <= 60
    assert bare(bare(said)) == bare(said)


@given(st.sampled_from(LETTERS), st.sampled_from(LETTERS))
def test_what_looks_like_a_letter_is_looked_like_by_it(one: str, other: str) -> None:
    assert same(one, other) is same(other, one)
