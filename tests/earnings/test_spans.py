"""Buckets on the seller's calendar, and the days that a period is compared with. Pure."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, strategies as st

from sharecli import period
from sharecli.earnings.model import TIMES, Against, By
from sharecli.earnings.spans import against, buckets, called, named, ruler, shifted

TODAY = date(2026, 10, 15)


@pytest.mark.parametrize(
    ("day", "by", "key"),
    [
        (date(2026, 10, 3), By.day, "2026-10-03"),
        (date(2026, 10, 3), By.week, "2026-W40"),
        (date(2026, 10, 3), By.month, "2026-10"),
        (date(2026, 10, 3), By.quarter, "2026Q4"),
        (date(2026, 10, 3), By.year, "2026"),
        (date(2027, 1, 1), By.week, "2026-W53"),
    ],
)
def test_a_day_is_in_a_bucket_whose_name_is_a_period(day: date, by: By, key: str) -> None:
    assert named(day, by) == key
    span = period.parse(key, today=TODAY)
    assert span.start is not None
    assert span.end is not None
    assert span.start <= day < span.end
    assert called(span) == key
    assert buckets(span, by) == [key]


@given(
    st.datetimes(datetime(2024, 1, 1), datetime(2026, 12, 30)),  # noqa: DTZ001 - of UTC
    st.sampled_from(["Asia/Shanghai", "Asia/Kolkata", "America/Sao_Paulo", "America/New_York", "Pacific/Apia", "UTC"]),
    st.sampled_from(sorted(TIMES)),
)
def test_the_ruler_says_what_the_clock_says(naive: datetime, zone: str, by: By) -> None:
    moment = naive.replace(tzinfo=UTC, microsecond=0)
    clock = ZoneInfo(zone)
    day = moment.astimezone(clock).date()
    rule = ruler(period.Span(day - timedelta(days=40), day + timedelta(days=9)), by, clock)
    assert rule.bucket(period.stamp(moment)) == named(day, by)


@pytest.mark.parametrize(
    ("said", "how", "then"),
    [
        ("2026-09", Against.previous, "2026-08-01..2026-08-31"),
        ("2026-09", Against.last_year, "2025-09-01..2025-09-30"),
        ("2026Q3", Against.previous, "2026-04-01..2026-06-30"),
        ("2025", Against.previous, "2024-01-01..2024-12-31"),
        ("2026-10", Against.previous, "2026-09-01..2026-09-15"),
        ("2026", Against.last_year, "2025-01-01..2025-10-15"),
        ("2026-W40", Against.previous, "2026-09-21..2026-09-27"),
        ("2026-W40", Against.last_year, "2025-09-29..2025-10-05"),
        ("2024-02-29", Against.last_year, "2023-02-28..2023-02-28"),
        ("2026-10-01..2026-10-10", Against.previous, "2026-09-21..2026-09-30"),
        ("2026-03", Against.previous, "2026-02-01..2026-02-28"),
    ],
)
def test_a_period_is_compared_with_as_much_before_it(said: str, how: Against, then: str) -> None:
    assert str(against(period.parse(said, today=TODAY), how, today=TODAY)) == then


def test_a_month_later_may_be_shorter() -> None:
    assert shifted(date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert shifted(date(2026, 1, 31), -2) == date(2025, 11, 30)
