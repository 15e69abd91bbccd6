"""What the seller set: currency, time zone, base URL, the name on the posters."""

from sqlite_utils import Database


def up(db: Database) -> None:
    """Make the table of settings."""
    db.execute(
        """
        CREATE TABLE settings (
          key   TEXT PRIMARY KEY CHECK (key <> ''),
          value TEXT NOT NULL
        ) STRICT, WITHOUT ROWID
        """
    )
