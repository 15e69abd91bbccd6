"""The chance that a deal fills: exact, against counting every case; the seller's own rate with its interval."""

from fractions import Fraction
from itertools import product
from math import comb, prod

import pytest
from hypothesis import given, strategies as st

from sharecli.deals import odds
from sharecli.deals.model import Deal, Kind
from sharecli.deals.reckoning import percent
from sharecli.deals.simulating import reckoned

GROUP = Deal("x", Kind.group, "p", "CNY", 129_000_000, 89_000_000, 3, "2026", "2027")
BARGAIN = Deal("x", Kind.bargain, "p", "CNY", 129_000_000, 79_000_000, 20, "2026", "2027", seed=1)


def test_the_chance_is_that_of_counting_every_case() -> None:
    rate = Fraction(3, 10)
    for needed in range(9):
        every = sum(
            prod(rate if one else 1 - rate for one in case) for case in product((0, 1), repeat=7) if sum(case) >= needed
        )
        assert odds.chance(7, rate, needed) == pytest.approx(float(every), abs=1e-12)


@given(people=st.integers(1, 400), parts=st.integers(0, 1000), needed=st.integers(0, 50))
def test_the_chance_is_the_exact_binomial(people: int, parts: int, needed: int) -> None:
    rate = Fraction(parts, 1000)
    below = sum(comb(people, k) * rate**k * (1 - rate) ** (people - k) for k in range(min(needed, people + 1)))
    assert odds.chance(people, rate, needed) == pytest.approx(float(1 - below), abs=1e-9)


def test_a_rate_of_few_people_is_not_said() -> None:
    assert odds.measured(2, 20, "product") is None
    assert odds.measured(120, 100, "product") is None
    assert odds.measured(60, 120, "product") is None  # half, but as well 41 or 59 of a hundred
    rate = odds.measured(12, 200, "product")
    assert rate is not None
    assert rate.middle == Fraction(6, 100)
    for end in (float(rate.low), float(rate.high)):  # what Wilson's interval is: where the rate is z errors away
        assert abs(end - 0.06) == pytest.approx(1.959964 * (end * (1 - end) / 200) ** 0.5, rel=1e-5)
    none = odds.measured(0, 200, "product")
    assert none is not None
    assert none.low == 0


def test_how_many_people_it_takes_is_the_least_number_that_does() -> None:
    rate = Fraction(6, 100)
    for wanted in (0.5, 0.9):
        people = odds.people_for(rate, 3, wanted)
        assert people is not None
        assert odds.chance(people, rate, 3) >= wanted > odds.chance(people - 1, rate, 3)
    assert odds.people_for(Fraction(0), 3, 0.5) is None
    assert odds.rate_for(2, 3, 0.5) is None


def test_what_is_neither_sure_nor_impossible_is_not_rounded_to_it() -> None:
    assert [percent(one) for one in (0.0, 0.0001, 0.4327, 0.9999, 1.0, None)] == [
        "0.0", "<0.1", "43.3", ">99.9", "100.0", None,
    ]  # fmt: skip


def test_a_reckoning_of_a_group_adds_up() -> None:
    rate = odds.Rate(Fraction(6, 100), Fraction(6, 100), Fraction(6, 100), 0, "said")
    made = reckoned(GROUP, commission=200_000_000, people=40, joined=0, rate=rate)
    assert sum(one.chance for one in made.bars) == pytest.approx(1)
    filled, failed, expected = (one.row("CNY") for one in made.outcomes)
    assert filled == {
        "outcome": "filled", "chance": "43.3", "buyers": "3", "currency": "CNY", "turnover": "267.00",
        "discount": "120.00", "commission": "53.40", "left": "-42.60", "refund": "0.00",
    }  # fmt: skip
    assert (failed["chance"], failed["refund"]) == ("56.7", "178.00")
    assert (expected["discount"], expected["buyers"]) == ("52.02", "1.3")
    already = reckoned(GROUP, commission=None, people=40, joined=2, rate=rate)
    assert [one.label for one in already.bars] == ["2", "3+"]
    assert already.chance == pytest.approx((1 - 0.94**40,) * 3)
    assert already.outcomes[0].left is None


def test_a_reckoning_of_a_bargain_says_the_price_to_expect() -> None:
    rate = odds.Rate(Fraction(1, 10), Fraction(1, 10), Fraction(1, 10), 0, "said")
    made = reckoned(BARGAIN, commission=200_000_000, people=150, joined=0, rate=rate)
    assert len(made.bars) <= 12
    assert sum(one.chance for one in made.bars) == pytest.approx(1)
    kept = made.outcomes[-1].row("CNY")
    assert (kept["outcome"], kept["turnover"], kept["discount"]) == ("reached", "91.93", "37.07")
    assert reckoned(BARGAIN, commission=None, people=10, joined=0, rate=rate).chance == (0.0, 0.0, 0.0)
    unknown = reckoned(BARGAIN, commission=None, people=None, joined=0, rate=None)
    assert (unknown.chance, unknown.bars, unknown.even) == (None, (), None)
