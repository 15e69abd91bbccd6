"""The sums of the contract, and what a difference is. Pure."""

from fractions import Fraction

import pytest

from sharecli.earnings.model import Sums, change, percent, tenths, together


def test_what_was_earned_is_settled_and_paid_and_what_was_taken_back() -> None:
    sums = Sums("", "PHP", 3, 1_000_000, 0, 33_575_000, 2_000_000, -575_000)
    assert sums.row() == {
        "key": None, "currency": "PHP", "orders": 3, "pending": "1.00", "confirmed": "0.00", "settled": "33.575",
        "paid": "2.00", "reversed": "-0.575", "earned": "35.00",
    }  # fmt: skip
    assert (sums.coming, sums.worth) == (1_000_000, 36_000_000)


@pytest.mark.parametrize(
    ("keys", "key"), [(("qq", "2026-10"), "qq / 2026-10"), (("", "x"), "– / x"), (("", ""), ""), (("a",), "a")]
)
def test_several_keys_are_one_with_a_stroke_between(keys: tuple[str, ...], key: str) -> None:
    assert together(keys) == key


@pytest.mark.parametrize(
    ("now", "before", "said"),
    [(110, 100, "10.0"), (100, 110, "-9.1"), (1, 3, "-66.7"), (0, 100, "-100.0"), (5, 0, None), (5, -1, None)],
)
def test_a_percentage_is_told_only_where_there_was_something(now: int, before: int, said: str | None) -> None:
    assert percent(now, before) == said


@pytest.mark.parametrize(
    ("exact", "said"),
    [(Fraction(1, 20), "0.1"), (Fraction(-1, 20), "-0.1"), (Fraction(-1, 100), "0.0"), (Fraction(7), "7.0")],
)
def test_tenths_are_rounded_half_up_on_both_sides_of_nothing(exact: Fraction, said: str) -> None:
    assert tenths(exact) == said


def test_what_cannot_be_compared_has_no_difference() -> None:
    now = Sums("", "CNY", 1, 0, 0, 3_000_000, 0, 0)
    assert change(now, None) == {"worth": "3.00", "before": None, "difference": None, "percent": None}
    assert change(now, 2_000_000) == {"worth": "3.00", "before": "2.00", "difference": "1.00", "percent": "50.0"}
