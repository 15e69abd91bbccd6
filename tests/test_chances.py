"""A share that was counted: its interval against the textbook, and when it is too unsure to be said."""

from fractions import Fraction
from statistics import NormalDist

import pytest
from hypothesis import given, strategies as st

from sharecli.chances import FEWEST, NINETY_FIVE, WIDEST, telling, wilson


def test_the_quantile_is_that_of_the_normal_law() -> None:
    assert pytest.approx(NormalDist().inv_cdf(0.975), abs=1e-12) == NINETY_FIVE


def test_wilsons_interval_is_that_of_the_textbook() -> None:
    # Newcombe 1998, table I: 81 of 263, 15 of 148, 0 of 20, 1 of 29.
    known = {
        (81, 263): (0.2553, 0.3662),
        (15, 148): (0.0624, 0.1605),
        (0, 20): (0.0, 0.1611),
        (1, 29): (0.0061, 0.1718),
    }
    for (hits, of), (low, high) in known.items():
        assert [round(float(one), 4) for one in wilson(hits, of)] == [low, high]


@given(st.integers(0, 1000), st.integers(1, 1000))
def test_an_interval_holds_its_share_and_stays_within_none_and_all(hits: int, more: int) -> None:
    low, high = wilson(hits, hits + more)
    assert 0 <= low <= Fraction(hits, hits + more) <= high <= 1


@pytest.mark.parametrize(
    ("hits", "of", "said"),
    [(0, 0, False), (1, FEWEST - 1, False), (0, FEWEST, True), (50, FEWEST, False), (101, 100, False), (12, 200, True)],
)
def test_what_few_people_did_is_not_said(hits: int, of: int, said: bool) -> None:  # noqa: FBT001 - a parameter's
    assert (telling(hits, of) is not None) is said


@given(st.integers(0, 3000), st.integers(0, 3000))
def test_what_is_said_is_narrow_and_wilsons(hits: int, of: int) -> None:
    found = telling(hits, of)
    if found is not None:
        assert found == wilson(hits, of)
        assert found[1] - found[0] <= WIDEST
