"""Tells visitors of one day apart, and forgets how: a hash under a day's salt, which is deleted. No address is kept."""

import hashlib
import secrets
import socket
import sqlite3
from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from sharecli.clicks import salt_records

BYTES = 8
"""Bytes of a visitor: enough for one day's visitors, of no use for anything else."""

_SALT = 32
_QUARTER = 900_000
"""Milliseconds of a quarter of an hour: no zone's midnight lies inside one."""


def salt_of(connection: sqlite3.Connection, day: date) -> bytes:
    """The salt of a day that is not over, or was over yesterday; made where it is missing.

    Salts of days before yesterday, as seen from ``day``, are deleted, and their bytes overwritten: from then on nobody
    can tell whether a visitor of theirs was somebody.

    Args:
        connection: for writing.
        day: on the seller's calendar.
    """
    return salt_records.kept_or(connection, day, secrets.token_bytes(_SALT))


def visitor(salt: bytes, *, host: str, address: str, agent: str) -> bytes:
    """Eight bytes that are the same for one visitor on one day, and mean nothing after it.

    Args:
        salt: of the day.
        host: the domain that was visited.
        address: IPv4 or IPv6; of the latter only the first 64 bits, which one household shares and changes within.
        agent: the user agent.
    """
    said = f"{host}\0{network(address) if ':' in address else address}\0{agent}".encode("utf-8", "replace")
    # Keyed BLAKE2b is made for this, and takes a third of HMAC's time.
    return hashlib.blake2b(said, key=salt, digest_size=BYTES).digest()


@lru_cache(20_000)
def network(address: str) -> str:
    """What of an IPv6 address tells visitors apart: its first 64 bits; all of an IPv4 address in its clothes."""
    try:
        packed = socket.inet_pton(socket.AF_INET6, address.strip("[]").partition("%")[0])
    except OSError:
        return address
    if packed.startswith(b"\0" * 10 + b"\xff\xff"):  # ::ffff:203.0.113.7
        return socket.inet_ntop(socket.AF_INET, packed[12:])
    return packed[:8].hex()


class Salts:
    """The salts of whatever days a log tells of.

    A day that is long over has no salt any more. It gets one that lives as long as this object: its visitors are told
    apart among each other, and nothing of it is kept.

    Args:
        connection: for writing.
        zone: the seller's clock.
        today: on it.
    """

    def __init__(self, connection: sqlite3.Connection, zone: ZoneInfo, today: date) -> None:
        self._connection = connection
        self._zone = zone
        self._kept = (today - timedelta(days=1), today)
        self._days: dict[date, bytes] = {}
        self._quarters: dict[int, bytes] = {}
        salt_of(connection, today)

    def at(self, at_ms: int) -> bytes:
        """The salt of the day of a moment.

        Args:
            at_ms: milliseconds since 1970, UTC.
        """
        quarter = at_ms // _QUARTER
        salt = self._quarters.get(quarter)
        if salt is None:
            day = datetime.fromtimestamp(at_ms / 1000, self._zone).date()
            salt = self._quarters[quarter] = self._days.get(day) or self._of(day)
        return salt

    def _of(self, day: date) -> bytes:
        kept = day in self._kept
        salt = self._days[day] = salt_of(self._connection, day) if kept else secrets.token_bytes(_SALT)
        return salt
