"""Visitors: told apart within a day, forgotten after it, and never by an address that is kept."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from sqlite3 import Connection
from zoneinfo import ZoneInfo

import pytest

from sharecli.clicks.store import open_writer
from sharecli.clicks.visitors import Salts, salt_of, visitor

ZONE = ZoneInfo("Asia/Shanghai")
TODAY = date(2026, 10, 15)
SALT = b"s" * 32


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[Connection]:
    opened = open_writer(tmp_path / "clicks.db")
    yield opened
    opened.close()


def who(address: str, *, agent: str = "phone", host: str = "go.example.shop", salt: bytes = SALT) -> bytes:
    return visitor(salt, host=host, address=address, agent=agent)


def test_a_visitor_is_eight_bytes_of_address_agent_host_and_salt() -> None:
    one = who("203.0.113.7")
    assert len(one) == 8
    assert one == who("203.0.113.7")
    others = {who("203.0.113.8"), who("203.0.113.7", agent="other"), who("203.0.113.7", host="x"),
              who("203.0.113.7", salt=b"t" * 32)}  # fmt: skip
    assert len(others | {one}) == 5


def test_ipv6_counts_by_the_first_64_bits_and_mapped_ipv4_as_ipv4() -> None:
    assert who("2001:db8:1:2::1") == who("2001:db8:1:2:ffff::9") != who("2001:db8:1:3::1")
    assert who("::ffff:203.0.113.7") == who("203.0.113.7")
    assert who("[2001:db8:1:2::1]") == who("2001:db8:1:2::5%eth0")
    assert len(who("no:address")) == 8


def test_a_salt_is_made_once_and_deleted_when_its_day_is_over_by_a_day(connection: Connection) -> None:
    first = salt_of(connection, TODAY)
    assert (len(first), salt_of(connection, TODAY)) == (32, first)
    assert salt_of(connection, TODAY + timedelta(days=1)) != first
    assert salt_of(connection, TODAY) == first
    salt_of(connection, TODAY + timedelta(days=2))
    assert salt_of(connection, TODAY) != first


def test_a_day_long_over_has_a_salt_that_is_never_kept(connection: Connection) -> None:
    salts = Salts(connection, ZONE, TODAY)
    old = int(datetime(2026, 10, 1, 12, tzinfo=ZONE).timestamp() * 1000)
    now = int(datetime(2026, 10, 15, 12, tzinfo=ZONE).timestamp() * 1000)
    assert salts.at(old) == salts.at(old + 3_600_000)
    assert salts.at(now) == salt_of(connection, TODAY)
    later = int(datetime(2031, 1, 1, tzinfo=ZONE).timestamp() * 1000)
    assert salts.at(later)
    days = [row[0] for row in connection.execute("SELECT day FROM salts")]
    assert days == ["2026-10-15"]
    assert Salts(connection, ZONE, TODAY).at(old) != salts.at(old)


def test_the_day_of_a_salt_is_the_sellers_day(connection: Connection) -> None:
    salts = Salts(connection, ZONE, TODAY)
    midnight = int(datetime(2026, 10, 15, tzinfo=ZONE).timestamp() * 1000)
    assert salts.at(midnight) == salts.at(midnight + 23 * 3_600_000) != salts.at(midnight - 1)
