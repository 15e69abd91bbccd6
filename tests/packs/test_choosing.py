"""The Beta distribution: its interval against a great many draws, its prior, its seed."""

from random import Random

import pytest
from hypothesis import given, settings, strategies as st

from sharecli.packs.choosing import NOTHING, Posterior, Prior, Tally, beta_left_of, drawn, prior_of

SIZES = st.floats(0.05, 5000, allow_nan=False)


def seeded(number: int) -> Random:
    return Random(number)  # noqa: S311 - repeatable on purpose


@given(SIZES, SIZES, st.floats(0.001, 0.999))
def test_the_incomplete_beta_function_is_a_distribution(a: float, b: float, x: float) -> None:
    left = beta_left_of(x, a, b)
    assert -1e-9 <= left <= 1 + 1e-9
    assert left + beta_left_of(1 - x, b, a) == pytest.approx(1, abs=1e-9)
    assert beta_left_of(0, a, b) == 0
    assert beta_left_of(1, a, b) == 1
    assert beta_left_of(min(x * 1.01, 1), a, b) >= left - 1e-9


@pytest.mark.parametrize(
    ("x", "a", "b", "left"),
    [(0.3, 1, 1, 0.3), (0.5, 2, 2, 0.5), (0.25, 1, 3, 1 - 0.75**3), (0.9, 4, 1, 0.9**4), (0.5, 0.5, 0.5, 0.5)],
)
def test_it_is_what_is_known_in_closed_form(x: float, a: float, b: float, left: float) -> None:
    assert beta_left_of(x, a, b) == pytest.approx(left, abs=1e-12)


@settings(max_examples=15, deadline=None)
@given(st.floats(0.3, 60), st.floats(0.5, 400), st.integers(0, 1000))
def test_the_interval_holds_95_of_100_draws(a: float, b: float, seed: int) -> None:
    one, source = Posterior(a, b), seeded(seed)
    low, high = one.interval
    inside = sum(low <= one.draw(source) <= high for _draw in range(4000))
    assert 0.93 < inside / 4000 < 0.97
    assert low < one.mean < high or a < 1


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 500)), max_size=30))
def test_the_prior_is_the_sellers_average_and_weighs_twenty(pairs: list[tuple[int, int]]) -> None:
    tallies = [Tally(orders, orders + rest) for orders, rest in pairs]
    prior = prior_of(tallies)
    assert prior.orders > 0
    assert prior.others > 0
    assert prior.orders + prior.others == pytest.approx(20)
    unchanged = prior.after(NOTHING)
    assert (unchanged.a, unchanged.b) == pytest.approx((prior.orders, prior.others))
    assert prior_of([]).after(NOTHING).mean == pytest.approx(0.02)
    later = prior.after(Tally(2, 10))
    assert (later.a, later.b) == pytest.approx((prior.orders + 2, prior.others + 8))


def test_the_same_seed_draws_the_same() -> None:
    pairs = [("weibo", 1), ("weibo", 2), ("qq", 1)]
    tallies = {("weibo", 1): Tally(3, 40)}
    first = drawn(pairs, tallies, Prior(0.4, 19.6), seeded(7))
    assert drawn(pairs, tallies, Prior(0.4, 19.6), seeded(7)) == first
    assert drawn(pairs, tallies, Prior(0.4, 19.6), seeded(8)) != first
    assert all(0 <= value <= 1 for value in first.values())
