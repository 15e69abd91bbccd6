"""Terms and shares: one set of terms a day, never above the commission, reversals exact."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, strategies as st

from sharecli.money import BILLIONTHS
from sharecli.partners import accruing
from sharecli.partners.accruing import Sale, Told
from sharecli.partners.model import Book, Terms, in_force, part
from sharecli.partners.payment import Account

SHANGHAI = ZoneInfo("Asia/Shanghai")
FIRST = date(2026, 1, 1)
PEOPLE = ("bo", "ling", "mei", "tan")
DAYS = st.integers(0, 30).map(lambda days: FIRST + timedelta(days=days))
RATES = st.integers(1, BILLIONTHS)


def percent(many: float) -> int:
    return round(many * BILLIONTHS / 100)


@st.composite
def rows(draw: st.DrawFn, person: str = "ling") -> list[Terms]:
    """Rows of one person as they may be recorded: each begins on the day of the one before or later."""
    found = []
    for day in sorted(draw(st.lists(DAYS, max_size=5))):
        if draw(st.integers(0, 4)) == 0:
            found.append(Terms(person, day))
            continue
        rate = draw(RATES)
        until = draw(st.none() | st.integers(0, 12).map(lambda days, day=day: day + timedelta(days=days)))  # type: ignore[misc] # a lambda's default
        inviter = draw(st.sampled_from(["", *(one for one in PEOPLE if one > person)]))
        found.append(Terms(person, day, until, rate, draw(st.integers(0, BILLIONTHS - rate)), inviter))
    return found


@st.composite
def unordered(draw: st.DrawFn) -> list[Terms]:
    """Rows of one person in whatever order: terms before others that are to come, an end before an end."""
    return draw(st.permutations(draw(rows())))


def as_recorded(some: Sequence[Terms], day: date) -> Terms | None:
    """The terms of a day by hand: the newest row that reaches it, where an unbounded one reaches all later days."""
    there: Terms | None = None
    for one in some:
        if one.since <= day and (one.until is None or day <= one.until):
            there = None if one.ends else one
        elif one.until is not None and one.since <= day and there is not None and there.since <= one.until:
            there = None  # it took the place of what held before, and nothing holds after its last day
    return there


@given(unordered())
def test_terms_before_others_that_are_agreed_leave_them_alone(some: list[Terms]) -> None:
    times = in_force(some)
    assert all(one.until and one.until < two.since for one, two in pairwise(times))
    for days in range(45):
        day = FIRST + timedelta(days=days)
        found = next((one for one in times if one.since <= day and (one.until is None or day <= one.until)), None)
        wanted = as_recorded(some, day)
        assert (found and (found.since, found.rate)) == (wanted and (wanted.since, wanted.rate))


def on(some: Sequence[Terms], day: date) -> Terms | None:
    """The terms of a day, as one would look them up by hand: the last row that has begun decides."""
    begun = [one for one in some if one.since <= day]
    last = begun[-1] if begun else None
    return None if last is None or last.ends or (last.until and last.until < day) else last


@given(rows())
def test_every_day_has_the_terms_of_the_last_row_that_has_begun_or_none(some: list[Terms]) -> None:
    book = Book(some, SHANGHAI)
    for days in range(45):
        day = FIRST + timedelta(days=days)
        for clock in ("00:00:00", "15:59:59"):  # midnight in Shanghai is 16:00 in UTC
            moment = f"{day}T{clock}Z"
            found, wanted = book.on("ling", moment), on(some, day)
            assert (found and (found.rate, found.invited_by)) == (wanted and (wanted.rate, wanted.invited_by))
        tomorrow, late = book.on("ling", f"{day}T16:00:00Z"), on(some, day + timedelta(days=1))
        assert (tomorrow is None) == (late is None)
    times = in_force(some)
    assert all(one.until and one.until < two.since for one, two in pairwise(times))


@given(st.data(), st.integers(-(10**12), 10**12))
def test_shares_are_never_more_than_the_commission_whatever_overlaps(data: st.DataObject, micros: int) -> None:
    everybody = [row for person in PEOPLE for row in data.draw(rows(person))]
    book = Book(everybody, SHANGHAI)
    worst = 0
    for person in PEOPLE:
        for days in range(45):
            shares = book.shares(person, f"{FIRST + timedelta(days=days)}T04:00:00Z")
            assert [one.level for one in shares] in ([], [1], [1, 2])  # there is no third, and no second alone
            assert len({one.person for one in shares}) == len(shares)
            worst = max(worst, sum(one.rate for one in shares))
            given_away = sum(part(micros, one.rate) for one in shares)
            if sum(one.rate for one in shares) <= BILLIONTHS:
                assert 0 <= given_away * (1 if micros >= 0 else -1) <= abs(micros)
    # What is found beforehand is what would go wrong on some day, and nothing else.
    assert bool(book.excesses()) == (worst > BILLIONTHS)


@given(RATES, st.integers(0, 10**10), st.lists(st.integers(0, 10**9), max_size=8))
def test_refunds_take_back_what_one_of_the_same_total_does_and_a_full_one_everything(
    rate: int, settled: int, refunds: list[int]
) -> None:
    sale = Sale(1, "taobao", "T-1", "tea", "ling", "CNY", "2026-01-01T00:00:00Z")
    book = Book([Terms("ling", FIRST, rate=rate)], SHANGHAI)
    (share,) = book.shares("ling", sale.ordered_at)

    def told(*adjustments: int) -> list[Told]:
        first = Told("settled", None, settled, None, "", None, "2026-02-01T00:00:00Z", None)
        return [first, *(Told(None, None, None, one, "refund", None, "2026-02-02T00:00:00Z", None)
                         for one in adjustments)]  # fmt: skip

    def left(*adjustments: int) -> int:
        return sum(accruing.moved(move, share) for move in accruing.moves(sale, told(*adjustments)))

    assert left(*(-one for one in refunds)) == left(-sum(refunds))
    assert left(*(-one for one in refunds), sum(refunds) - settled) == 0


def test_the_second_level_has_its_own_terms_of_the_day_and_needs_the_first() -> None:
    march, april, may = date(2026, 3, 1), date(2026, 4, 1), date(2026, 5, 1)
    book = Book(
        [
            Terms("mei", march, rate=percent(40), second=percent(10)),
            Terms("mei", april, rate=percent(40), second=percent(5)),
            Terms("ling", march, date(2026, 5, 31), rate=percent(30), invited_by="mei"),
            Terms("bo", march, rate=percent(20), invited_by="ling"),
        ],
        SHANGHAI,
    )

    def shares(person: str, day: date) -> list[tuple[object, ...]]:
        return [tuple(one) for one in book.shares(person, f"{day}T04:00:00Z")]

    assert shares("ling", march) == [("ling", 1, percent(30)), ("mei", 2, percent(10))]
    assert shares("ling", may) == [("ling", 1, percent(30)), ("mei", 2, percent(5))]
    assert shares("ling", date(2026, 6, 1)) == []  # no first, so no second
    assert shares("bo", march) == [("bo", 1, percent(20))]  # Ling has no second share, and Mei is a third level
    assert shares("nobody", march) == []


def test_a_binding_holds_from_its_day_on_so_an_older_order_follows_the_one_before() -> None:
    book = Book(
        [
            Terms("mei", FIRST, rate=percent(40), second=percent(10)),
            Terms("tan", FIRST, rate=percent(40), second=percent(20)),
            Terms("ling", FIRST, rate=percent(30), invited_by="mei"),
            Terms("ling", date(2026, 2, 1), rate=percent(30), invited_by="tan"),
        ],
        SHANGHAI,
    )
    assert [one.person for one in book.shares("ling", "2026-01-31T15:59:59Z")] == ["ling", "mei"]
    assert [one.person for one in book.shares("ling", "2026-01-31T16:00:00Z")] == ["ling", "tan"]
    assert book.invited("mei") == book.invited("tan") == ["ling"]


def test_what_is_paid_is_rounded_down_to_the_minor_unit_and_the_rest_is_carried() -> None:
    def sums(currency: str, earned: int, paid: int = 0) -> tuple[int, int]:
        one = Account("ling", currency, earned=earned, paid=paid)
        assert one.owed + one.carried == one.balance
        return one.owed, one.carried

    assert sums("CNY", 11_439_000) == (11_430_000, 9_000)
    assert sums("JPY", 11_999_999) == (11_000_000, 999_999)
    assert sums("KWD", 11_439_999) == (11_439_000, 999)
    assert sums("CNY", 0, 11_439_000) == (-11_430_000, -9_000)


@pytest.mark.parametrize("state", ["pending", "confirmed", "held", "void", "settled", "paid"])
def test_a_share_follows_the_state_of_its_commission(state: str) -> None:
    stands = accruing.standing(state, 10, 7, -2)
    wanted = {"held": (0, 10, -2), "void": (0, 0, -2), "settled": (0, 0, 5), "paid": (0, 0, 5)}
    assert stands == wanted.get(state, (10, 0, -2))


@pytest.mark.parametrize(
    ("micros", "percents", "share"),
    [(1, 30, 0), (-1, 30, 0), (19, 30, 5), (-19, 30, -5), (7, 100, 7), (10**16, 1, 10**14)],
)
def test_a_share_is_whole_micros_toward_zero(micros: int, percents: int, share: int) -> None:
    assert part(micros, percent(percents)) == share


@pytest.mark.parametrize(("last", "found"), [(19, False), (20, True), (None, True)])
def test_one_day_on_which_two_shares_meet_is_enough(last: int | None, *, found: bool) -> None:
    until = FIRST + timedelta(days=last) if last else None
    above = Terms("mei", FIRST, until, rate=percent(40), second=percent(40))
    below = Terms("ling", FIRST + timedelta(days=20), rate=percent(61), invited_by="mei")
    excesses = Book([above, below], SHANGHAI).excesses()
    assert [one.day for one in excesses] == ([below.since] if found else [])
