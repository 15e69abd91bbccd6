"""What a poster shows besides: a former price, the seller's own words, the point of a picture; the seller's face."""

from sqlite_utils import Database


def up(db: Database) -> None:
    """Add to products; make the table of the seller's own pictures.

    ``focus_x`` and ``focus_y`` are whole percents from the left and the top. A former price has the price's currency.
    """
    db.execute("ALTER TABLE products ADD COLUMN was_micros INTEGER CHECK (was_micros BETWEEN 0 AND 10000000000000000)")
    db.execute("ALTER TABLE products ADD COLUMN note TEXT NOT NULL DEFAULT ''")
    for axis in ("x", "y"):
        db.execute(
            f"ALTER TABLE products ADD COLUMN focus_{axis} INTEGER NOT NULL DEFAULT 50 "
            f"CHECK (focus_{axis} BETWEEN 0 AND 100)"
        )
    db.execute(
        """
        CREATE TABLE seller_pictures (
          kind   TEXT PRIMARY KEY CHECK (kind <> ''),
          sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
          width  INTEGER NOT NULL CHECK (width > 0),
          height INTEGER NOT NULL CHECK (height > 0),
          jpeg   BLOB NOT NULL
        ) STRICT
        """
    )
