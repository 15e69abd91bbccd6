"""Rows without names fit at least k people each, and say less rather than pointing at somebody."""

from collections import Counter

from hypothesis import given, strategies as st

from sharecli.people.anonymity import ANY, Row, Traits, anonymous

TRAITS = st.builds(
    Traits,
    st.sampled_from(["stranger", "acquaintance", "trusted", "advocate"]),
    st.sampled_from(["2025Q4", "2026Q1", "2026Q2"]),
    st.lists(st.sampled_from(["tea", "cups", "silk"]), unique=True, max_size=2).map(lambda tags: tuple(sorted(tags))),
    st.integers(0, 12),
    st.integers(0, 12),
)


@given(st.lists(TRAITS, max_size=60), st.integers(2, 6))
def test_every_row_fits_at_least_so_many_people_and_nobody_is_lost_without_a_word(
    people: list[Traits], fewest: int
) -> None:
    made = anonymous(people, fewest=fewest)
    assert all(count >= fewest for count in Counter(made.rows).values())
    assert len(made.rows) + made.left_out == len(people)
    assert made.left_out < fewest
    assert made.rows == sorted(made.rows)


@given(st.lists(TRAITS, min_size=1, max_size=40))
def test_the_order_in_which_people_are_kept_says_nothing(people: list[Traits]) -> None:
    assert anonymous(people) == anonymous(people[::-1])


def test_people_who_are_alike_keep_their_detail_and_one_who_is_not_loses_it() -> None:
    alike = [Traits("trusted", "2026Q3", ("tea",), 1, 2)] * 6
    other = [Traits("trusted", "2026Q3", (f"tag{number}",), 1, 3) for number in range(5)]
    made = anonymous([*alike, *other], fewest=5)
    assert Counter(made.rows) == {
        Row("trusted", "2026Q3", "tea", "1", "2-4"): 6,
        Row("trusted", "2026Q3", ANY, "1", "2-4"): 5,
    }


def test_four_people_are_too_few_for_five() -> None:
    made = anonymous([Traits("trusted", "2026Q3", (), 0, 0)] * 4, fewest=5)
    assert (made.rows, made.left_out) == ([], 4)
