"""Periods of the seller's calendar, and the moments they cover."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, strategies as st

from sharecli import period
from sharecli.errors import BadValue
from sharecli.period import Span

TODAY = date(2026, 10, 15)
ZONES = st.sampled_from(
    [
        "Asia/Shanghai",
        "America/New_York",
        "UTC",
        "Asia/Kathmandu",
        "Pacific/Apia",
        "Asia/Beirut",
        "America/Sao_Paulo",
    ]
).map(ZoneInfo)
DAYS = st.dates(date(1902, 1, 1), date(2999, 12, 31))


MOMENTS = st.datetimes(
    datetime(1900, 1, 2),  # noqa: DTZ001 - the strategy adds the zone
    datetime(2999, 12, 31),  # noqa: DTZ001 - the strategy adds the zone
    timezones=ZONES,
    allow_imaginary=False,
)


@pytest.mark.parametrize(
    ("word", "shown"),
    [
        ("2026", "2026-01-01..2026-12-31"),
        ("2026-10", "2026-10-01..2026-10-31"),
        ("2024-02", "2024-02-01..2024-02-29"),
        ("2026-12", "2026-12-01..2026-12-31"),
        ("2026Q3", "2026-07-01..2026-09-30"),
        ("2026-q4", "2026-10-01..2026-12-31"),
        ("2026-W41", "2026-10-05..2026-10-11"),
        ("2026W01", "2025-12-29..2026-01-04"),
        ("2026-10-03", "2026-10-03..2026-10-03"),
        ("2026-10-01..2026-10-15", "2026-10-01..2026-10-15"),
        ("today", "2026-10-15..2026-10-15"),
        ("yesterday", "2026-10-14..2026-10-14"),
        ("this-week", "2026-10-12..2026-10-18"),
        ("last-week", "2026-10-05..2026-10-11"),
        ("this-month", "2026-10-01..2026-10-31"),
        ("last-month", "2026-09-01..2026-09-30"),
        ("this-quarter", "2026-10-01..2026-12-31"),
        ("last-quarter", "2026-07-01..2026-09-30"),
        ("this-year", "2026-01-01..2026-12-31"),
        ("last-year", "2025-01-01..2025-12-31"),
        ("last-30-days", "2026-09-16..2026-10-15"),
        ("last-1-day", "2026-10-15..2026-10-15"),
        ("本月", "2026-10-01..2026-10-31"),
        ("上月", "2026-09-01..2026-09-30"),
        ("上个月", "2026-09-01..2026-09-30"),
        ("今天", "2026-10-15..2026-10-15"),
        ("近30天", "2026-09-16..2026-10-15"),
        ("最近7天", "2026-10-09..2026-10-15"),
        ("全部", "all"),
        ("all", "all"),
        (" This-Month ", "2026-10-01..2026-10-31"),
    ],
)
def test_each_spelling_means_the_days_a_seller_means(word: str, shown: str) -> None:
    assert str(period.parse(word, today=TODAY)) == shown


@pytest.mark.parametrize(
    "word",
    [
        "", "2026-13", "2026-00", "2026Q5", "2026-W54", "2026-02-30", "2026-10-15..2026-10-01", "last-0-days", "0000",
        "0001", "1899", "9999", "9999-12", "last-fortnight", "this-", "-", "2026-1", "\x1b[31m", "soon", "99999",
    ],
)  # fmt: skip
def test_what_is_no_period_is_refused_and_shown_safely(word: str) -> None:
    with pytest.raises(BadValue, match="is not a period") as refused:
        period.parse(word, today=TODAY)
    assert refused.value.message.isprintable()


@pytest.mark.parametrize("word", ["2026-02-30", "2026-1-1", "20261003", "", "0001-01-01", "today", "2026-10-03T00:00"])
def test_what_is_no_day_is_refused(word: str) -> None:
    with pytest.raises(BadValue, match="is not a day"):
        period.a_day(word)


def test_months_begin_at_the_sellers_midnight_not_at_greenwichs() -> None:
    october = period.parse("2026-10", today=TODAY)
    assert october.moments(ZoneInfo("Asia/Shanghai")) == ("2026-09-30T16:00:00Z", "2026-10-31T16:00:00Z")
    # New York leaves daylight time on 1 November: October is an hour shorter at neither end, but the offsets differ.
    assert october.moments(ZoneInfo("America/New_York")) == ("2026-10-01T04:00:00Z", "2026-11-01T04:00:00Z")
    november = period.parse("2026-11", today=TODAY)
    assert november.moments(ZoneInfo("America/New_York")) == ("2026-11-01T04:00:00Z", "2026-12-01T05:00:00Z")


def test_the_day_the_clock_is_put_forward_has_twenty_three_hours() -> None:
    since, until = period.parse("2026-03-08", today=TODAY).moments(ZoneInfo("America/New_York"))
    assert (since, until) == ("2026-03-08T05:00:00Z", "2026-03-09T04:00:00Z")


@given(DAYS, ZONES)
def test_one_day_ends_where_the_next_begins(day: date, zone: ZoneInfo) -> None:
    one = Span(day, day + timedelta(days=1)).moments(zone)
    other = Span(day + timedelta(days=1), day + timedelta(days=2)).moments(zone)
    assert one[0] <= one[1] == other[0]


@given(st.integers(1900, 2999), ZONES)
def test_the_months_of_a_year_are_the_year_without_a_gap(year: int, zone: ZoneInfo) -> None:
    months = [period.parse(f"{year}-{month:02}", today=TODAY).moments(zone) for month in range(1, 13)]
    assert [until for _since, until in months[:-1]] == [since for since, _until in months[1:]]
    whole = period.parse(str(year), today=TODAY).moments(zone)
    assert whole == (months[0][0], months[-1][1])
    quarters = [period.parse(f"{year}Q{quarter}", today=TODAY).moments(zone) for quarter in range(1, 5)]
    assert [since for since, _until in quarters] == [months[place][0] for place in (0, 3, 6, 9)]


@given(DAYS)
def test_this_and_last_touch_and_today_lies_in_this(day: date) -> None:
    for unit in ("week", "month", "quarter", "year"):
        this, last = (period.parse(f"{which}-{unit}", today=day) for which in ("this", "last"))
        assert last.end == this.start
        assert this.start is not None
        assert this.end is not None
        assert this.start <= day < this.end


@given(MOMENTS, ZONES)
def test_a_stored_moment_is_the_same_moment_on_any_clock(moment: datetime, zone: ZoneInfo) -> None:
    whole = moment.replace(microsecond=0)
    assert period.local(period.stamp(whole), zone).astimezone(UTC) == whole.astimezone(UTC)


def test_stored_moments_sort_as_they_happened_and_lie_between_ever_and_ever() -> None:
    since, until = period.EVER.moments(ZoneInfo("Asia/Shanghai"))
    moment = period.stamp(datetime(2026, 10, 15, tzinfo=UTC))
    assert since < moment < until


def test_a_moment_without_a_zone_is_a_mistake_of_the_program() -> None:
    with pytest.raises(ValueError, match="without a zone"):
        period.stamp(datetime(2026, 10, 15))  # noqa: DTZ001 - the point of the test


@pytest.mark.parametrize("zone", ["Pacific/Honolulu", "America/Los_Angeles", "UTC", "Asia/Shanghai", "Pacific/Chatham"])
@pytest.mark.parametrize("said", [date(2026, 1, 1), date(2026, 7, 31)])
def test_a_day_without_a_clock_is_the_same_day_nearly_everywhere(zone: str, said: date) -> None:
    assert period.local(period.whole_day(said), ZoneInfo(zone)).date() == said
