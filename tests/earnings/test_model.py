"""Buckets of the seller's calendar, and the sums of the contract. Pure."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from sharecli.earnings.model import By, Sums, bucket


@pytest.mark.parametrize(
    ("moment", "by", "key"),
    [
        (datetime(2026, 10, 3, 9, tzinfo=UTC), By.day, "2026-10-03"),
        (datetime(2026, 10, 3, 9, tzinfo=UTC), By.week, "2026-W40"),
        (datetime(2026, 10, 3, 9, tzinfo=UTC), By.month, "2026-10"),
        (datetime(2027, 1, 1, tzinfo=UTC), By.week, "2026-W53"),
        (datetime(2026, 12, 31, 16, tzinfo=UTC).astimezone(ZoneInfo("Asia/Shanghai")), By.month, "2027-01"),
    ],
)
def test_a_moment_falls_into_the_day_week_and_month_of_its_own_clock(moment: datetime, by: By, key: str) -> None:
    assert bucket(moment, by) == key


def test_what_was_earned_is_settled_and_paid_and_what_was_taken_back() -> None:
    sums = Sums("", "PHP", 3, 1_000_000, 0, 33_575_000, 2_000_000, -575_000)
    assert sums.row() == {
        "key": None, "currency": "PHP", "orders": 3, "pending": "1.00", "confirmed": "0.00", "settled": "33.575",
        "paid": "2.00", "reversed": "-0.575", "earned": "35.00",
    }  # fmt: skip
