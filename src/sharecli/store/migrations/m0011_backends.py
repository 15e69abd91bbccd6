"""Who carries links besides the seller's own domain, and what became of each."""

from sqlite_utils import Database


def up(db: Database) -> None:
    """Make the tables of backends; none of them ever holds a key.

    A removed backend keeps its row, for the short links that it made may stand on posters. ``carried_links`` has one
    row per link and backend: ``destination`` is where the link led when it was sent, ``target`` what was sent of it.
    Visits are kept as each backend told them; they mean different things, so nothing adds them up. ``backend_checks``
    also has the public services, by their name.
    """
    _backends(db)
    _carried(db)
    db.execute(
        """
        CREATE VIEW carried_facts AS
        SELECT
          c.id, c.link_id, c.backend_id, l.code, p.code AS product, l.channel, l.status, b.name AS backend, b.kind,
          c.state, c.short_url, c.far_id, c.destination, c.target, c.problem, c.why, c.tries, c.again_at, c.verified_at,
          l.destination AS now_destination, v.visits, v.people, v.bots, v.read_at
        FROM carried_links c
        JOIN links l ON l.id = c.link_id
        JOIN products p ON p.id = l.product_id
        JOIN backends b ON b.id = c.backend_id
        LEFT JOIN carried_visits v ON v.id = (SELECT max(id) FROM carried_visits WHERE carried_id = c.id)
        """
    )


def _backends(db: Database) -> None:
    db.execute(
        """
        CREATE TABLE backends (
          id          INTEGER PRIMARY KEY,
          name        TEXT NOT NULL COLLATE NOCASE CHECK (name <> ''),
          kind        TEXT NOT NULL CHECK (kind <> ''),
          address     TEXT NOT NULL CHECK (length(address) BETWEEN 1 AND 2048),
          domain      TEXT NOT NULL DEFAULT '',
          private     INTEGER NOT NULL DEFAULT 0 CHECK (private IN (0, 1)),
          hyphens     INTEGER CHECK (hyphens IN (0, 1)),
          unique_urls INTEGER CHECK (unique_urls IN (0, 1)),
          added_at    TEXT NOT NULL,
          removed_at  TEXT
        ) STRICT
        """
    )
    db.execute("CREATE UNIQUE INDEX backends_one_name ON backends (name) WHERE removed_at IS NULL")
    db.execute(
        """
        CREATE TABLE backend_checks (
          id         INTEGER PRIMARY KEY,
          name       TEXT NOT NULL COLLATE NOCASE CHECK (name <> ''),
          kind       TEXT NOT NULL CHECK (kind <> ''),
          alive      INTEGER NOT NULL CHECK (alive IN (0, 1)),
          code       TEXT NOT NULL DEFAULT '',
          said       TEXT NOT NULL DEFAULT '' CHECK (length(said) <= 500),
          millis     INTEGER NOT NULL CHECK (millis >= 0),
          checked_at TEXT NOT NULL
        ) STRICT
        """
    )
    db.execute("CREATE INDEX backend_checks_by_name ON backend_checks (name)")


def _carried(db: Database) -> None:
    db.execute(
        """
        CREATE TABLE carried_links (
          id          INTEGER PRIMARY KEY,
          link_id     INTEGER NOT NULL REFERENCES links (id),
          backend_id  INTEGER NOT NULL REFERENCES backends (id),
          state       TEXT NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'carried')),
          short_url   TEXT NOT NULL DEFAULT '' CHECK (length(short_url) <= 2048),
          far_id      TEXT NOT NULL DEFAULT '' CHECK (length(far_id) <= 200),
          destination TEXT NOT NULL DEFAULT '',
          target      TEXT NOT NULL DEFAULT '',
          problem     TEXT NOT NULL DEFAULT '',
          why         TEXT NOT NULL DEFAULT '' CHECK (length(why) <= 500),
          tries       INTEGER NOT NULL DEFAULT 0 CHECK (tries >= 0),
          again_at    TEXT,
          verified_at TEXT,
          created_at  TEXT NOT NULL,
          updated_at  TEXT NOT NULL,
          UNIQUE (link_id, backend_id),
          CHECK ((state = 'carried') = (short_url <> ''))
        ) STRICT
        """
    )
    db.execute(
        """
        CREATE TABLE carried_visits (
          id         INTEGER PRIMARY KEY,
          carried_id INTEGER NOT NULL REFERENCES carried_links (id),
          visits     INTEGER NOT NULL CHECK (visits >= 0),
          people     INTEGER CHECK (people >= 0),
          bots       INTEGER CHECK (bots >= 0),
          read_at    TEXT NOT NULL
        ) STRICT
        """
    )
    db.execute("CREATE INDEX carried_visits_by_carried ON carried_visits (carried_id)")
