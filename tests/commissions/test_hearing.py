"""What words of reports add up to: the newest one counts, whatever comes first, and none counts twice."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import given, strategies as st

from sharecli.commissions.hearing import Life, hear, replayed, taken_back
from sharecli.commissions.ledger import Change, Standing, after, worth
from sharecli.commissions.model import State
from sharecli.commissions.words import GONE, AsOf, Word

SETTLED = Standing(State.settled, 300, 300)


def day(number: int, *, sure: bool = True) -> AsOf:
    return AsOf(f"2026-10-{number:02d}T00:00:00Z", sure)


def settled(figure: int, as_of: AsOf, said: str = "settled") -> Word:
    return Word(said, 900, figure, "2026-09-20T00:00:00Z", as_of, back_at=as_of.moment)


def net(life: Life) -> int:
    pending, earned = worth(life.stands)
    return earned or pending


def test_another_figure_after_settlement_is_a_row_of_its_own_on_the_day_of_the_report() -> None:
    row = Change(None, adjustment=-20, reason="correction", at=day(15).moment)
    assert hear(SETTLED, day(1), settled(280, day(15))) == [row]
    assert hear(SETTLED, AsOf(), replace(settled(280, AsOf()), back_at="")) == [replace(row, at="")]


def test_where_nothing_tells_which_figure_is_the_later_one_only_the_first_corrects() -> None:
    corrected = after(SETTLED, hear(SETTLED, AsOf(), settled(280, AsOf())))
    assert hear(corrected, AsOf(), settled(300, AsOf())) == hear(corrected, AsOf(), settled(280, AsOf())) == []
    assert hear(corrected, AsOf(), settled(260, AsOf())) == []


def test_a_payment_with_another_figure_leaves_the_settled_one_and_adds_a_correction() -> None:
    paid_, row = hear(SETTLED, day(1), settled(280, day(2), "paid"))
    assert paid_ == Change(State.paid, 900, 300, at="2026-09-20T00:00:00Z")
    assert (row.adjustment, row.reason) == (-20, "correction")
    life = replayed([settled(280, day(1, sure=False), "paid")])
    # Its platform has called it paid: "settled" is an older word, whatever the rows beside it seem to say.
    for as_of in (day(1, sure=False), day(9, sure=False)):
        assert hear(life.stands, life.told, settled(300, as_of), lambda: life) == []


@pytest.mark.parametrize("sure", [True, False])
def test_what_a_payout_has_paid_is_corrected_as_often_as_a_later_report_tells_another_figure(*, sure: bool) -> None:
    payout = [Change(State.paid)]
    words = [settled(figure, day(number, sure=sure)) for number, figure in ((1, 500), (11, 300), (21, 200))]
    life = replayed([words[0], payout, *words[1:]])
    assert life.stands == Standing(State.paid, 900, 500, -300)
    for again in words:
        assert hear(life.stands, life.told, again, lambda: life) == []
    undated = replayed([settled(500, AsOf()), payout, settled(300, AsOf())])
    assert net(undated) == 300


@pytest.mark.parametrize("sure", [True, False])
def test_what_was_taken_back_beside_the_figure_stays_until_the_figure_is_another(*, sure: bool) -> None:
    refund = [Change(None, adjustment=-100, reason="refund")]
    life = replayed([settled(300, day(1, sure=sure)), refund, settled(300, day(2, sure=sure))])
    assert net(life) == 200, "the platform has told nothing new"
    assert net(replayed([settled(300, day(1, sure=sure)), refund, settled(150, day(2, sure=sure))])) == 150


def test_what_only_seems_older_corrects_nothing() -> None:
    life = replayed([settled(300, day(9, sure=False)), settled(280, day(20, sure=False))])
    for late in (settled(260, day(9, sure=False)), settled(300, day(1, sure=False)), settled(1, day(3))):
        assert hear(life.stands, life.told, late, lambda: life) == []


FIGURES = st.lists(st.integers(0, 900), min_size=1, max_size=4)
ENDS = st.sampled_from(["settled", "refunded", "void:terms_violation"])


def chain(figures: Sequence[int], end: str, *, sure: bool) -> list[Word]:
    """A promise, what was settled of it by one report after another, and how that ended."""
    words = [Word("pending", 900, None, as_of=day(1, sure=sure))]
    words += [settled(figure, day(place + 2, sure=sure)) for place, figure in enumerate(figures)]
    last = day(len(words) + 1, sure=sure)
    return [*words, Word(end, 900, None if ":" in end else figures[-1], as_of=last)]


@given(FIGURES, ENDS)
def test_a_chain_of_reports_ends_where_it_ends_in_whatever_order_they_come(figures: list[int], end: str) -> None:
    words = chain(figures, end, sure=True)
    right = figures[-1] if end == "settled" else 0
    for some in permutations(words):
        assert worth(replayed(some).stands) == (0, right)


@given(FIGURES, ENDS, st.booleans(), st.data())
def test_a_report_that_comes_again_anywhere_changes_nothing(
    figures: list[int],
    end: str,
    sure: bool,  # noqa: FBT001 - from a strategy
    data: st.DataObject,
) -> None:
    words = chain(figures, end, sure=sure)
    heard: list[Word] = []
    for word in words:
        heard.append(word)
        life = replayed(heard)
        again = data.draw(st.sampled_from(heard))
        assert hear(life.stands, life.told, again, lambda: life) == []  # noqa: B023 - asked at once
        heard.append(again)
    assert worth(replayed(heard).stands) == worth(replayed(words).stands)
    assert worth(replayed(words).stands) == (0, figures[-1] if end == "settled" else 0)


@given(FIGURES)
def test_what_only_seems_newer_by_its_rows_corrects_every_time_and_what_seems_older_never(figures: list[int]) -> None:
    words = [settled(figure, day(place + 2, sure=False)) for place, figure in enumerate(figures)]
    for some in permutations(words):
        assert worth(replayed(some).stands) == (0, figures[-1])


def replacing(figure: int, number: int) -> Word:
    return replace(settled(figure, day(number, sure=False)), replaces=True)


def test_days_that_a_newer_report_has_replaced_are_not_replaced_by_an_older_one() -> None:
    gone = Word(f"{GONE}correction", as_of=day(20, sure=False), replaces=True)
    assert net(replayed([replacing(200, 3), replacing(150, 20), replacing(200, 3)])) == 150
    assert net(replayed([replacing(110, 3), gone, replacing(110, 3)])) == 0
    # It has told of a line's day before the line came, and not of the line.
    assert replayed([gone, replacing(110, 3)]).stands is None
    assert net(replayed([gone, replacing(110, 21)])) == 110
    # Of two of the same days the one that came later counts, and coming again it is no later.
    assert net(replayed([replacing(200, 3), replacing(150, 3), replacing(200, 3)])) == 150


def test_what_another_report_said_is_gone_is_there_once_that_report_is_taken_back() -> None:
    rows = taken_back(None, replayed([replacing(110, 3)]))
    assert after(None, rows) == Standing(State.settled, 900, 110)
    assert taken_back(None, Life()) == []
