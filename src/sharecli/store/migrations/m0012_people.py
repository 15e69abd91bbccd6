"""People and groups: who they are to the seller, step by step."""

from sqlite_utils import Database

_STAGE = "CHECK (stage IN ('stranger', 'acquaintance', 'trusted', 'advocate'))"


def up(db: Database) -> None:
    """Make the people and the groups.

    What is personal (name, handles, tags, notes) can be erased, and is after ``person forget``; what is left is a node
    with an opaque word, so that links, orders and the tree of who brought whom stay true. The steps of trust are
    append-only: they say a number, a stage and a date, and nothing else, so they need no erasing. A note that explains
    a step lies among the notes. ``links.person`` is ``people.word``.
    """
    _people(db)
    _stages(db)
    _personal(db)
    _groups(db)


def _people(db: Database) -> None:
    db.execute(
        f"""
        CREATE TABLE people (
          id           INTEGER PRIMARY KEY,
          word         TEXT NOT NULL UNIQUE COLLATE NOCASE CHECK (word <> ''),
          name         TEXT NOT NULL DEFAULT '' CHECK (length(name) <= 200),
          stage        TEXT NOT NULL DEFAULT 'stranger' {_STAGE},
          brought_by   INTEGER REFERENCES people (id) CHECK (brought_by <> id),
          next_touch   TEXT CHECK (length(next_touch) = 10),
          created_at   TEXT NOT NULL,
          updated_at   TEXT NOT NULL,
          forgotten_at TEXT,
          CHECK ((forgotten_at IS NULL) = (name <> '')),
          CHECK (forgotten_at IS NULL OR next_touch IS NULL)
        ) STRICT
        """
    )
    db.execute("CREATE INDEX people_by_name ON people (name)")
    db.execute("CREATE INDEX people_by_brought_by ON people (brought_by)")
    db.execute("CREATE INDEX links_by_person ON links (person) WHERE person <> ''")


def _stages(db: Database) -> None:
    db.execute(
        f"""
        CREATE TABLE person_stages (
          id         INTEGER PRIMARY KEY,
          person_id  INTEGER NOT NULL REFERENCES people (id),
          stage      TEXT NOT NULL {_STAGE},
          reached_at TEXT NOT NULL
        ) STRICT
        """
    )
    db.execute("CREATE INDEX person_stages_by_person ON person_stages (person_id)")
    for verb in ("UPDATE", "DELETE"):
        db.execute(
            f"""
            CREATE TRIGGER person_stages_no_{verb.lower()} BEFORE {verb} ON person_stages
            BEGIN SELECT raise(ABORT, 'a step of trust is never edited: add the next one'); END
            """
        )
    db.execute(
        """
        CREATE TRIGGER person_stages_moves AFTER INSERT ON person_stages
        BEGIN UPDATE people SET stage = NEW.stage WHERE id = NEW.person_id; END
        """
    )


def _personal(db: Database) -> None:
    db.execute(
        """
        CREATE TABLE person_handles (
          person_id INTEGER NOT NULL REFERENCES people (id) ON DELETE CASCADE,
          channel   TEXT NOT NULL CHECK (channel <> ''),
          handle    TEXT NOT NULL CHECK (handle <> ''),
          PRIMARY KEY (person_id, channel)
        ) STRICT, WITHOUT ROWID
        """
    )
    db.execute(
        """
        CREATE TABLE person_tags (
          person_id INTEGER NOT NULL REFERENCES people (id) ON DELETE CASCADE,
          tag       TEXT NOT NULL CHECK (tag <> ''),
          PRIMARY KEY (person_id, tag)
        ) STRICT, WITHOUT ROWID
        """
    )
    db.execute("CREATE INDEX person_tags_by_tag ON person_tags (tag)")
    db.execute(
        """
        CREATE TABLE person_notes (
          id        INTEGER PRIMARY KEY,
          person_id INTEGER NOT NULL REFERENCES people (id) ON DELETE CASCADE,
          stage_id  INTEGER REFERENCES person_stages (id),
          text      TEXT NOT NULL CHECK (text <> ''),
          noted_at  TEXT NOT NULL
        ) STRICT
        """
    )
    db.execute("CREATE INDEX person_notes_by_person ON person_notes (person_id)")


def _groups(db: Database) -> None:
    db.execute(
        """
        CREATE TABLE groups (
          id            INTEGER PRIMARY KEY,
          word          TEXT NOT NULL UNIQUE COLLATE NOCASE CHECK (word <> ''),
          name          TEXT NOT NULL CHECK (name <> '' AND length(name) <= 200),
          channel       TEXT NOT NULL CHECK (channel <> ''),
          size          INTEGER CHECK (size BETWEEN 0 AND 1000000000),
          cooldown_days INTEGER NOT NULL DEFAULT 7 CHECK (cooldown_days BETWEEN 0 AND 3650),
          posts_a_day   INTEGER NOT NULL DEFAULT 2 CHECK (posts_a_day BETWEEN 0 AND 1000),
          status        TEXT NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'archived')),
          created_at    TEXT NOT NULL,
          updated_at    TEXT NOT NULL
        ) STRICT
        """
    )
    db.execute(
        """
        CREATE TABLE group_tags (
          group_id INTEGER NOT NULL REFERENCES groups (id) ON DELETE CASCADE,
          tag      TEXT NOT NULL CHECK (tag <> ''),
          PRIMARY KEY (group_id, tag)
        ) STRICT, WITHOUT ROWID
        """
    )
    db.execute("CREATE INDEX group_tags_by_tag ON group_tags (tag)")
    db.execute(
        """
        CREATE TABLE group_people (
          group_id  INTEGER NOT NULL REFERENCES groups (id) ON DELETE CASCADE,
          person_id INTEGER NOT NULL REFERENCES people (id) ON DELETE CASCADE,
          PRIMARY KEY (group_id, person_id)
        ) STRICT, WITHOUT ROWID
        """
    )
    db.execute("CREATE INDEX group_people_by_person ON group_people (person_id)")
