"""The rules of the ledger, under every sequence of reports: forward only, nothing edited, the net always right."""

from dataclasses import replace
from itertools import product as every

import pytest
from hypothesis import assume, given, strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from sharecli.commissions.ledger import REASONS, Change, Standing, decide, split
from sharecli.commissions.model import State

FORWARD = [State.pending, State.confirmed, State.held, State.settled, State.paid]
EARNED = {State.settled, State.paid}


def applied(stands: Standing | None, changes: list[Change]) -> Standing | None:
    """What the trigger of the database does with these rows."""
    for one in changes:
        if one.state is None:
            assert stands is not None
            assert one.adjustment is not None
            assert one.reason in REASONS
            stands = replace(stands, adjusted=stands.adjusted + one.adjustment)
            continue
        assert one.adjustment is None
        before = stands or Standing(one.state, None, None)
        stands = Standing(
            one.state,
            before.estimate if one.estimate is None else one.estimate,
            before.settled if one.settled is None else one.settled,
            before.adjusted,
        )
    return stands


def net(stands: Standing | None) -> int:
    return (stands.settled or 0) + stands.adjusted if stands and stands.state in EARNED else 0


WORDS = st.sampled_from(["pending", "confirmed", "settled", "paid", "held", "void", "refunded"])


class Reports(RuleBasedStateMachine):
    """One line of an order, under any sequence of reports about it, old ones and new ones."""

    def __init__(self) -> None:
        super().__init__()
        self.stands: Standing | None = None
        self.rows: list[Change] = []
        self.figure = 5_000_000
        self.was_earned = False
        self.was_taken = False

    @rule(said=WORDS, figure=st.booleans())
    def report(self, said: str, figure: bool) -> None:  # noqa: FBT001
        settled = self.figure if figure and said in {"settled", "paid", "refunded"} else None
        before = self.stands
        changes = decide(before, said, self.figure, settled)
        self.stands = applied(before, changes)
        self.rows += changes
        self.was_earned |= settled is not None and said != "refunded"
        if before is not None and before.state is State.void and said in {"settled", "paid"} and settled is not None:
            self.was_taken = False  # revived
        self.was_taken |= said in {"void", "refunded"}
        assert decide(self.stands, said, self.figure, settled) == [], "the same word twice says nothing new"
        self.never_back(before)

    def never_back(self, before: Standing | None) -> None:
        if before is None or self.stands is None or before.state is self.stands.state:
            return
        if self.stands.state is State.void:
            assert before.state in {State.pending, State.held, State.confirmed}
        elif before.state is State.void:
            assert self.stands.state in EARNED
        elif (before.state, self.stands.state) != (State.held, State.confirmed):
            assert FORWARD.index(self.stands.state) > FORWARD.index(before.state)
        if before.state in EARNED:
            assert (self.stands.settled, self.stands.state) == (before.settled, State.paid)

    @invariant()
    def the_net_is_what_was_settled_and_not_taken_back(self) -> None:
        assert net(self.stands) == (self.figure if self.was_earned and not self.was_taken else 0)

    @invariant()
    def only_what_was_earned_is_adjusted(self) -> None:
        adjusted = [one for one in self.rows if one.state is None]
        assert len(adjusted) <= 1
        assert not adjusted or (self.stands is not None and self.stands.state in EARNED)

    @precondition(lambda self: self.stands is not None)
    @rule()
    def an_older_report_changes_nothing(self) -> None:
        assert self.stands is not None
        assert decide(self.stands, "pending", self.figure, None) == []


TestReports = Reports.TestCase


def test_every_pair_of_words_ends_where_it_should() -> None:
    ends = {}
    for first, second in every(("pending", "confirmed", "settled", "paid", "void", "refunded"), repeat=2):
        stands = applied(None, decide(None, first, 3, 3 if first in {"settled", "paid", "refunded"} else None))
        stands = applied(stands, decide(stands, second, 3, 3 if second in {"settled", "paid", "refunded"} else None))
        assert stands is not None
        ends[first, second] = (stands.state.value, net(stands))
    assert ends["pending", "settled"] == ("settled", 3)
    assert ends["settled", "pending"] == ("settled", 3)
    assert ends["settled", "paid"] == ("paid", 3)
    assert ends["settled", "void"] == ("settled", 0)
    assert ends["paid", "refunded"] == ("paid", 0)
    assert ends["pending", "void"] == ("void", 0)
    assert ends["void", "settled"] == ("settled", 3)
    assert ends["void", "paid"] == ("paid", 3)
    assert ends["void", "confirmed"] == ends["void", "pending"] == ("void", 0)
    assert ends["refunded", "settled"] == ("settled", 0)


def test_settled_without_a_figure_is_a_promise() -> None:
    assert decide(None, "settled", 3, None) == [Change(State.confirmed, 3)]
    assert decide(Standing(State.pending, 3, None), "paid", 3, None) == [Change(State.confirmed, 3)]
    assert decide(Standing(State.settled, 3, 2), "paid", 3, None) == [Change(State.paid, 3, 2)]


def test_an_estimate_may_change_until_it_is_settled() -> None:
    assert decide(Standing(State.pending, 3, None), "pending", 4, None) == [Change(State.pending, 4)]
    assert decide(Standing(State.settled, 3, 3), "pending", 4, None) == []


def test_a_line_that_is_held_comes_back() -> None:
    held = Standing(State.held, 3, None)
    assert decide(held, "confirmed", 3, None) == [Change(State.confirmed, 3)]
    assert decide(held, "settled", 3, 3) == [Change(State.settled, 3, 3)]
    for state in (State.pending, State.confirmed):
        assert decide(Standing(state, 3, None), "held", 3, None) == [Change(State.held, 3)]


def test_an_older_file_does_not_release_a_line_that_is_held() -> None:
    assert decide(Standing(State.held, 3, None), "pending", 4, None) == []


def test_of_what_is_settled_another_figure_is_no_matter_of_states() -> None:
    stands = Standing(State.settled, 300, 300)
    assert decide(stands, "settled", 300, 280) == []
    assert decide(stands, "paid", 300, 280, "x") == [Change(State.paid, 300, 300, at="x")]


@pytest.mark.parametrize("zero", [0, -5])
def test_what_was_promised_stays_known_when_the_order_is_void(zero: int) -> None:
    void = applied(Standing(State.pending, 300, None), decide(Standing(State.pending, 300, None), "void", zero, None))
    assert void == Standing(State.void, 300, None)
    assert decide(None, "void", zero, None) == [Change(State.void, zero, reason="order_canceled")]
    assert decide(None, "void", 300, None, reason="duplicate") == [Change(State.void, 300, reason="duplicate")]


def test_an_order_that_was_void_is_revived_by_money_alone() -> None:
    void = Standing(State.void, 300, None)
    assert decide(void, "settled", 300, None) == decide(void, "confirmed", 300, None) == []
    assert decide(void, "settled", 300, 280, "x") == [Change(State.settled, 300, 280, at="x")]
    assert decide(void, "refunded", 300, 280) == []


@given(st.integers(-(10**16), 10**16), st.lists(st.integers(0, 10**16), min_size=1, max_size=40))
def test_what_is_split_sums_exactly_and_each_part_is_off_by_less_than_one(total: int, parts: list[int]) -> None:
    assume(sum(parts))
    shares = split(total, parts)
    assert sum(shares) == total
    for share, part in zip(shares, parts, strict=True):
        assert abs(share * sum(parts) - total * part) < sum(parts)


def test_nothing_is_split_by_nothing() -> None:
    assert split(0, [0, 0]) == [0, 0]
    with pytest.raises(ValueError, match="nothing to split by"):
        split(1, [0, 0])
