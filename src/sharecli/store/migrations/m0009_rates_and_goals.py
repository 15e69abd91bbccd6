"""Exchange rates that the seller dated, and what the seller wants to earn."""

from sqlite_utils import Database


def up(db: Database) -> None:
    """Make both tables.

    A rate is in force from its day on, until a later one of the same pair. A goal is for whole days, ``last`` included.
    """
    db.execute(
        """
        CREATE TABLE exchange_rates (
          base        TEXT NOT NULL CHECK (length(base) = 3),
          quote       TEXT NOT NULL CHECK (length(quote) = 3),
          day         TEXT NOT NULL CHECK (length(day) = 10),
          billionths  INTEGER NOT NULL CHECK (billionths BETWEEN 1 AND 1000000000000000),
          recorded_at TEXT NOT NULL,
          PRIMARY KEY (base, quote, day),
          CHECK (base <> quote)
        ) STRICT, WITHOUT ROWID
        """
    )
    db.execute(
        """
        CREATE TABLE goals (
          start    TEXT NOT NULL CHECK (length(start) = 10),
          last     TEXT NOT NULL CHECK (length(last) = 10),
          currency TEXT NOT NULL CHECK (length(currency) = 3),
          micros   INTEGER NOT NULL CHECK (micros BETWEEN 1 AND 10000000000000000),
          set_at   TEXT NOT NULL,
          PRIMARY KEY (start, last, currency),
          CHECK (start <= last)
        ) STRICT, WITHOUT ROWID
        """
    )
