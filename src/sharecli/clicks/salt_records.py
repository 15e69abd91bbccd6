"""Keeps the salt of each day, and deletes it when the day is over by a day."""

import sqlite3
from datetime import date, timedelta


def kept_or(connection: sqlite3.Connection, day: date, fresh: bytes) -> bytes:
    """The salt of a day; where it has none, this one from now on. Those of days before yesterday are deleted.

    Args:
        connection: for writing.
        day: on the seller's calendar; yesterday is as seen from it.
        fresh: a salt that was never used.
    """
    connection.execute("PRAGMA secure_delete = ON")  # their bytes are overwritten
    asked = "SELECT salt FROM salts WHERE day = ?"
    row = connection.execute(asked, [str(day)]).fetchone()
    if row is None:
        connection.execute("INSERT INTO salts (day, salt) VALUES (?, ?) ON CONFLICT DO NOTHING", [str(day), fresh])
        row = connection.execute(asked, [str(day)]).fetchone()  # another process may have been first
    connection.execute("DELETE FROM salts WHERE day < ?", [str(day - timedelta(days=1))])
    return bytes(row[0])
