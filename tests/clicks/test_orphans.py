"""Codes that no link has, and which was meant."""

import pytest
from hypothesis import given, strategies as st

from sharecli.clicks.orphans import Likely

CODES = ("k7m2npq", "longjing", "teapot-9", "zz")


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("k7m2npp", "k7m2npq"), ("k7m2np", "k7m2npq"), ("k7m2npqq", "k7m2npq"), ("7km2npq", "k7m2npq"),
        ("k7m2npq。", "k7m2npq"), ("longjing)", "longjing"), ("LONGJNIG", "longjing"), ("quite-other", ""),
        ("", ""), ("z", ""), ("wp-login", ""),
    ],
)  # fmt: skip
def test_a_slip_of_one_letter_or_two_swapped_ones_is_understood(said: str, meant: str) -> None:
    assert Likely(CODES).of(said) == meant


def test_where_two_are_as_near_none_is_named() -> None:
    assert Likely(["tea1", "tea2"]).of("tea3") == ""


@given(st.text(max_size=30))
def test_whatever_was_typed_is_answered_with_a_code_or_nothing(said: str) -> None:
    assert Likely(CODES).of(said) in {*CODES, ""}
