"""The cuts of a bargain: exact, fair to whoever comes late, the same for ever and everywhere."""

import hashlib
from statistics import fmean

import pytest
from hypothesis import example, given, strategies as st

from sharecli.deals.cutting import cuts
from sharecli.deals.model import Deal, Kind, unit_of

SEEDS = st.integers(0, (1 << 63) - 1)


@given(seed=SEEDS, helpers=st.integers(1, 60), more=st.integers(0, 10**13))
@example(seed=0, helpers=1, more=0)
@example(seed=0, helpers=60, more=0)
def test_cuts_sum_exactly_with_exactly_that_many_helpers_and_none_below_one(seed: int, helpers: int, more: int) -> None:
    found = cuts(seed, helpers + more, helpers)
    assert (len(found), sum(found)) == (helpers, helpers + more)
    assert min(found) >= 1


@pytest.mark.parametrize(("currency", "unit"), [("JPY", 1_000_000), ("CNY", 10_000), ("KWD", 1_000)])
@given(data=st.data())
def test_no_cut_is_below_the_smallest_unit_of_a_currency_or_between_two(
    currency: str, unit: int, data: st.DataObject
) -> None:
    helpers = data.draw(st.integers(1, 40))
    units = data.draw(st.integers(helpers, 10**9))
    floor = data.draw(st.integers(0, 10**6)) * unit
    deal = Deal(
        "x", Kind.bargain, "p", currency, floor + units * unit, floor, helpers, "2026", "2027", seed=data.draw(SEEDS)
    )
    assert unit_of(currency) == unit
    assert sum(deal.cuts()) == deal.start - deal.goal
    assert all(one >= unit and one % unit == 0 for one in deal.cuts())


def test_the_same_seed_gives_the_same_cuts_and_another_others() -> None:
    assert cuts(7, 5000, 20) == [
        111, 102, 272, 218, 189, 216, 200, 228, 282, 330, 222, 258, 432, 260, 313, 310, 67, 338, 451, 201,
    ]  # fmt: skip
    assert len({tuple(cuts(seed, 5000, 20)) for seed in range(200)}) == 200


def test_the_cuts_are_what_the_page_says_recomputed_without_the_program() -> None:
    """docs/deals.md, written anew: a reader in another language must come to the same."""
    seed, units, helpers = 11, 730, 6
    bars, count, chosen = 3 * helpers - 1, 0, set[int]()
    places = units - helpers + bars
    for last in range(places - bars + 1, places + 1):
        while True:
            number = int(hashlib.sha256(f"sharecli-cuts-1:{seed}:{count}".encode()).hexdigest(), 16)
            count += 1
            if number < 2**256 - 2**256 % last:
                break
        chosen.add(last if number % last + 1 in chosen else number % last + 1)
    free = "".join("|" if place in chosen else "." for place in range(1, places + 1))
    parts = list(map(len, free.split("|")))
    assert [1 + sum(parts[start : start + 3]) for start in range(0, 3 * helpers, 3)] == cuts(seed, units, helpers)


def test_who_helps_last_cuts_as_much_on_average_as_who_helps_first() -> None:
    """In 3,000 bargains of 20 helpers every place has its fair 250, to within five standard errors."""
    rows = [cuts(seed, 5000, 20) for seed in range(3000)]
    for place in range(20):
        found = [row[place] for row in rows]
        middle = fmean(found)
        spread = (fmean((one - middle) ** 2 for one in found) / len(found)) ** 0.5
        assert abs(middle - 250) < 5 * spread
        assert 120 < spread * len(found) ** 0.5 < 160  # some 0.57 of the mean: neither all alike nor mostly nothing
    first = fmean(sum(row[:3]) for row in rows) / 5000
    assert 0.145 < first < 0.155


@pytest.mark.parametrize(("units", "helpers"), [(5, 10), (0, 1), (5, 0), (-1, 1)])
def test_what_cannot_be_split_is_refused(units: int, helpers: int) -> None:
    with pytest.raises(ValueError, match="among"):
        cuts(1, units, helpers)
