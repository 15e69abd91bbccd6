"""Links: one per product, channel and campaign; where each led and when."""

from sqlite_utils import Database


def up(db: Database) -> None:
    """Make the tables of links. A code is never given twice: a retired link keeps its row."""
    db.execute(
        """
        CREATE TABLE links (
          id          INTEGER PRIMARY KEY,
          code        TEXT NOT NULL UNIQUE COLLATE NOCASE CHECK (code <> ''),
          product_id  INTEGER NOT NULL REFERENCES products (id),
          channel     TEXT NOT NULL CHECK (channel <> ''),
          campaign    TEXT NOT NULL DEFAULT '',
          destination TEXT NOT NULL CHECK (length(destination) <= 2048),
          status      TEXT NOT NULL DEFAULT 'active' CHECK (status <> ''),
          created_at  TEXT NOT NULL,
          updated_at  TEXT NOT NULL
        ) STRICT
        """
    )
    db.execute("CREATE UNIQUE INDEX links_one_active ON links (product_id, channel, campaign) WHERE status = 'active'")
    db.execute(
        """
        CREATE TABLE link_history (
          id          INTEGER PRIMARY KEY,
          link_id     INTEGER NOT NULL REFERENCES links (id),
          event       TEXT NOT NULL CHECK (event <> ''),
          destination TEXT NOT NULL,
          at          TEXT NOT NULL
        ) STRICT
        """
    )
    db.execute("CREATE INDEX link_history_by_link ON link_history (link_id)")
    for verb in ("UPDATE", "DELETE"):
        db.execute(
            f"""
            CREATE TRIGGER link_history_no_{verb.lower()} BEFORE {verb} ON link_history
            BEGIN SELECT raise(ABORT, 'a link''s history is never edited'); END
            """
        )
