"""A link's life: from when until when it leads, where it leads after, how many people it lets through."""

from sqlite_utils import Database


def up(db: Database) -> None:
    """Give links their limits, and redirects the one thing they read.

    ``opens_at`` and ``closes_at`` are UTC and half open: a link leads from the first, and no more at the second.
    Outside of them, and after ``max_clicks`` people, it leads to ``fallback``, or nowhere where that is empty.
    ``link_targets`` is what a redirect needs of a link; a retired one is in it, for its code is never given again.
    """
    db.execute("ALTER TABLE links ADD COLUMN opens_at TEXT CHECK (opens_at <> '')")
    db.execute("ALTER TABLE links ADD COLUMN closes_at TEXT CHECK (closes_at <> '' AND closes_at > opens_at)")
    db.execute("ALTER TABLE links ADD COLUMN fallback TEXT NOT NULL DEFAULT '' CHECK (length(fallback) <= 2048)")
    db.execute("ALTER TABLE links ADD COLUMN max_clicks INTEGER CHECK (max_clicks > 0)")
    db.execute(
        """
        CREATE VIEW link_targets AS
        SELECT code, id AS link_id, destination, status, opens_at, closes_at, fallback, max_clicks FROM links
        """
    )
