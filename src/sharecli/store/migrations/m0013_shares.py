"""The diary of what was shared, where and when."""

from sqlite_utils import Database

_FOR_EVER = "id, link_id, product_id, channel, group_id, content, shared_at, forced, label_removed"


def up(db: Database) -> None:
    """Make the diary.

    A row is never edited, with one exception that privacy asks for: when a person is forgotten, their word becomes an
    opaque one (``gone-…``) and the folder, whose name may say theirs, becomes empty. ``content`` is the link's
    campaign.
    """
    db.execute(
        """
        CREATE TABLE shares (
          id            INTEGER PRIMARY KEY,
          link_id       INTEGER NOT NULL REFERENCES links (id),
          product_id    INTEGER NOT NULL REFERENCES products (id),
          channel       TEXT NOT NULL CHECK (channel <> ''),
          group_id      INTEGER REFERENCES groups (id),
          person_word   TEXT NOT NULL DEFAULT '',
          content       TEXT NOT NULL DEFAULT '',
          shared_at     TEXT NOT NULL,
          forced        INTEGER NOT NULL DEFAULT 0 CHECK (forced IN (0, 1)),
          label_removed INTEGER NOT NULL DEFAULT 0 CHECK (label_removed IN (0, 1)),
          files_folder  TEXT NOT NULL DEFAULT ''
        ) STRICT
        """
    )
    db.execute("CREATE INDEX shares_by_shared_at ON shares (shared_at)")
    db.execute("CREATE INDEX shares_by_group ON shares (group_id, shared_at, product_id)")
    db.execute("CREATE INDEX shares_by_product ON shares (product_id, shared_at)")
    db.execute("CREATE INDEX shares_by_link ON shares (link_id)")
    db.execute("CREATE INDEX shares_by_person ON shares (person_word, shared_at) WHERE person_word <> ''")
    db.execute(
        f"""
        CREATE TRIGGER shares_no_update BEFORE UPDATE OF {_FOR_EVER} ON shares
        BEGIN SELECT raise(ABORT, 'a row of the diary is never edited'); END
        """
    )
    db.execute(
        """
        CREATE TRIGGER shares_forget_only BEFORE UPDATE OF person_word, files_folder ON shares
        WHEN NEW.person_word NOT GLOB 'gone-*' OR NEW.files_folder NOT IN (OLD.files_folder, '')
        BEGIN SELECT raise(ABORT, 'a row of the diary is never edited'); END
        """
    )
    db.execute(
        """
        CREATE TRIGGER shares_no_delete BEFORE DELETE ON shares
        BEGIN SELECT raise(ABORT, 'a row of the diary is never deleted'); END
        """
    )
