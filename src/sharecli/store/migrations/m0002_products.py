"""Products the seller shares, their tags, and their pictures."""

from sqlite_utils import Database


def up(db: Database) -> None:
    """Make the tables of products. A price and its currency stand or fall together; a rate is in billionths."""
    db.execute(
        """
        CREATE TABLE images (
          sha256 TEXT PRIMARY KEY CHECK (length(sha256) = 64),
          width  INTEGER NOT NULL CHECK (width > 0),
          height INTEGER NOT NULL CHECK (height > 0),
          jpeg   BLOB NOT NULL
        ) STRICT
        """
    )
    db.execute(
        """
        CREATE TABLE products (
          id               INTEGER PRIMARY KEY,
          code             TEXT NOT NULL UNIQUE COLLATE NOCASE CHECK (code <> ''),
          title            TEXT NOT NULL CHECK (title <> ''),
          price_micros     INTEGER CHECK (price_micros BETWEEN 0 AND 10000000000000000),
          currency         TEXT NOT NULL CHECK (length(currency) = 3),
          rate_billionths  INTEGER CHECK (rate_billionths BETWEEN 0 AND 1000000000),
          platform         TEXT NOT NULL CHECK (platform <> ''),
          item             TEXT NOT NULL DEFAULT '',
          url              TEXT NOT NULL CHECK (length(url) <= 2048),
          status           TEXT NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'archived')),
          image_sha256     TEXT REFERENCES images (sha256),
          created_at       TEXT NOT NULL,
          updated_at       TEXT NOT NULL
        ) STRICT
        """
    )
    db.execute("CREATE INDEX products_by_item ON products (platform, item) WHERE item <> ''")
    db.execute("CREATE INDEX products_by_url ON products (url)")
    db.execute(
        """
        CREATE TABLE product_tags (
          product_id INTEGER NOT NULL REFERENCES products (id) ON DELETE CASCADE,
          tag        TEXT NOT NULL CHECK (tag <> ''),
          PRIMARY KEY (product_id, tag)
        ) STRICT, WITHOUT ROWID
        """
    )
    db.execute("CREATE INDEX product_tags_by_tag ON product_tags (tag)")
