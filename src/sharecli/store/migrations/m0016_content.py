"""Content: the reviews, videos and streams whose word is a campaign of links."""

from sqlite_utils import Database


def up(db: Database) -> None:
    """Make the pieces of content; ``word`` is ``links.campaign`` and ``shares.content``, and no number joins them."""
    db.execute(
        """
        CREATE TABLE contents (
          id         INTEGER PRIMARY KEY,
          word       TEXT NOT NULL UNIQUE COLLATE NOCASE CHECK (word <> ''),
          kind       TEXT NOT NULL CHECK (kind IN ('review', 'video', 'live', 'post', 'other')),
          title      TEXT NOT NULL CHECK (title <> '' AND length(title) <= 300),
          url        TEXT NOT NULL DEFAULT '',
          channel    TEXT NOT NULL DEFAULT '',
          made_on    TEXT NOT NULL CHECK (length(made_on) = 10),
          status     TEXT NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'archived')),
          created_at TEXT NOT NULL,
          updated_at TEXT NOT NULL
        ) STRICT
        """
    )
    db.execute("CREATE INDEX links_by_campaign ON links (campaign) WHERE campaign <> ''")
