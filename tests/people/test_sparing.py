"""A group is spared: the same product rests, and a day takes only so many posts."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, strategies as st

from sharecli.people.model import Group
from sharecli.people.sparing import Shared, may_share
from sharecli.period import stamp

SHANGHAI = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 10, 15, 12, 0, tzinfo=SHANGHAI)
GROUP = Group("tea-friends", "茶友群", "wechat-group")


def ago(product: int = 1, **span: int) -> Shared:
    return Shared(product, stamp(NOW - timedelta(**span)))


def test_a_product_rests_for_seven_days_and_not_a_second_longer() -> None:
    assert may_share(GROUP, 1, [ago(days=6, hours=23, minutes=59)], NOW) is not None
    assert may_share(GROUP, 1, [ago(days=7)], NOW) is None
    assert may_share(GROUP, 2, [ago(days=1)], NOW) is None


def test_the_reason_says_which_group_since_when_and_until_when_on_the_sellers_clock() -> None:
    said = may_share(GROUP, 1, [ago(days=9), ago(days=2, hours=11)], NOW)
    assert said == "“tea-friends” saw this product on 2026-10-13; it rests 7 days, until 2026-10-20 01:00"


def test_a_day_takes_two_posts_whatever_the_products() -> None:
    assert may_share(GROUP, 3, [ago(1, hours=1)], NOW) is None
    said = may_share(GROUP, 3, [ago(1, hours=1), ago(2, hours=2)], NOW)
    assert said == "“tea-friends” had 2 posts today, and 2 a day is what it is spared for"


def test_the_day_is_the_sellers_and_not_that_of_utc() -> None:
    # Half past midnight in Shanghai is still yesterday in UTC.
    night = datetime(2026, 10, 15, 0, 30, tzinfo=SHANGHAI)
    before = [Shared(5, stamp(night - timedelta(hours=1))), Shared(6, stamp(night - timedelta(hours=2)))]
    assert may_share(GROUP, 1, before, night) is None
    assert may_share(GROUP, 1, before, night.astimezone(UTC)) is not None


def test_no_rest_and_no_posts_are_what_they_say() -> None:
    free = Group("a", "a", "telegram", cooldown_days=0, posts_a_day=1000)
    assert may_share(free, 1, [ago(minutes=1)] * 5, NOW) is None
    assert may_share(Group("a", "a", "telegram", posts_a_day=0), 1, [], NOW) is not None


def test_a_share_from_a_clock_that_ran_ahead_counts_as_just_made() -> None:
    assert may_share(GROUP, 1, [Shared(1, stamp(NOW + timedelta(days=3)))], NOW) is not None


def test_a_moment_without_a_zone_is_a_mistake_of_the_callers() -> None:
    with pytest.raises(ValueError, match="zone"):
        may_share(GROUP, 1, [], datetime(2026, 10, 15))  # noqa: DTZ001 - the point of the test


@given(
    st.lists(st.tuples(st.integers(1, 3), st.integers(0, 20 * 24 * 60)), max_size=12),
    st.integers(0, 10),
    st.integers(0, 4),
)
def test_what_may_be_shared_breaks_neither_rule_and_what_may_not_breaks_one(
    past: list[tuple[int, int]], cooldown: int, posts: int
) -> None:
    group = Group("a", "a", "telegram", cooldown_days=cooldown, posts_a_day=posts)
    history = [ago(product, minutes=minutes) for product, minutes in past]
    rests = any(product == 1 and minutes < cooldown * 24 * 60 for product, minutes in past)
    today = sum(minutes <= 12 * 60 for _product, minutes in past)
    assert (may_share(group, 1, history, NOW) is None) == (not rests and today < posts)
