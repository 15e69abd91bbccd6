"""Imports that can be taken back: what each report said of each line, as of when, and the rows that undo it."""

from sqlite_utils import Database

_AMOUNT = "BETWEEN -10000000000000000 AND 10000000000000000"
_BATCH = (
    "account TEXT NOT NULL DEFAULT ''",
    "as_of TEXT NOT NULL DEFAULT ''",
    "as_of_sure INTEGER NOT NULL DEFAULT 0 CHECK (as_of_sure IN (0, 1))",
    "replaces INTEGER NOT NULL DEFAULT 0 CHECK (replaces IN (0, 1))",
    "rows_read INTEGER",
    "rows_new INTEGER",
    "rows_updated INTEGER",
    "rows_unchanged INTEGER",
    "rows_skipped INTEGER",
    "rows_problems INTEGER",
    "after_history INTEGER NOT NULL DEFAULT 0",
    "seen TEXT NOT NULL DEFAULT ''",
    "world TEXT NOT NULL DEFAULT ''",
    "undone_at TEXT",
)


def up(db: Database) -> None:
    """Add to batches, lines and history; keep what was said.

    ``commission_words`` has what a batch said of a line, whether that changed it or not: where a line stands is what
    the words of the batches that were not undone add up to, in their order (``after_history`` is the newest row of the
    history when a batch began). A row of the history that ``undoes`` a batch sets a line's figures as they stand in it,
    empty ones too. ``told_at`` is the latest moment whose state of things a line was told, ``seen`` and ``world`` are
    fingerprints of a file and of everything that its import depended on.
    """
    for column in _BATCH:
        db.execute(f"ALTER TABLE import_batches ADD COLUMN {column}")
    db.execute("ALTER TABLE commissions ADD COLUMN told_at TEXT NOT NULL DEFAULT ''")
    db.execute(
        "ALTER TABLE commissions ADD COLUMN told_surely INTEGER NOT NULL DEFAULT 0 CHECK (told_surely IN (0, 1))"
    )
    db.execute("ALTER TABLE commission_history ADD COLUMN undoes INTEGER REFERENCES import_batches (id)")
    db.execute(
        f"""
        CREATE TABLE commission_words (
          commission_id   INTEGER NOT NULL REFERENCES commissions (id),
          batch_id        INTEGER NOT NULL REFERENCES import_batches (id),
          said            TEXT NOT NULL CHECK (said <> ''),
          estimate_micros INTEGER CHECK (estimate_micros {_AMOUNT}),
          settled_micros  INTEGER CHECK (settled_micros {_AMOUNT}),
          happened_at     TEXT NOT NULL DEFAULT '',
          as_of           TEXT NOT NULL DEFAULT '',
          platform_status TEXT NOT NULL DEFAULT '',
          PRIMARY KEY (batch_id, commission_id)
        ) STRICT, WITHOUT ROWID
        """
    )
    db.execute("CREATE INDEX commission_words_by_commission ON commission_words (commission_id)")
    _keep_words_of_before(db)
    _triggers_and_view(db)


def _keep_words_of_before(db: Database) -> None:
    """What earlier imports said, as far as it changed something."""
    mine = "FROM commission_history s WHERE s.commission_id = h.commission_id AND s.batch_id = h.batch_id"
    db.execute(
        f"""
        INSERT INTO commission_words
          (commission_id, batch_id, said, estimate_micros, settled_micros, happened_at, platform_status)
        SELECT h.commission_id, h.batch_id,
          CASE
            WHEN max(h.reason = 'refund') THEN 'refunded'
            WHEN max(h.reason = 'order_canceled') THEN 'void'
            ELSE coalesce((SELECT s.state {mine} AND s.kind = 'state' ORDER BY s.id DESC LIMIT 1), 'settled')
          END,
          (SELECT s.estimate_micros {mine} AND s.estimate_micros IS NOT NULL ORDER BY s.id DESC LIMIT 1),
          CASE
            WHEN max(h.reason = 'correction') THEN c.settled_micros + (
              SELECT sum(s.adjustment_micros) FROM commission_history s
              WHERE s.commission_id = h.commission_id AND s.id <= max(h.id))
            ELSE (SELECT s.settled_micros {mine} AND s.settled_micros IS NOT NULL ORDER BY s.id DESC LIMIT 1)
          END,
          coalesce(max(h.happened_at), ''),
          max(h.platform_status)
        FROM commission_history h JOIN commissions c ON c.id = h.commission_id
        WHERE h.batch_id IS NOT NULL
        GROUP BY h.commission_id, h.batch_id
        """  # noqa: S608 - a clause of our own
    )
    db.execute(
        """
        UPDATE import_batches SET
          after_history = coalesce((SELECT min(id) - 1 FROM commission_history WHERE batch_id = import_batches.id), 0),
          account = coalesce((SELECT max(account) FROM commissions WHERE batch_id = import_batches.id), '')
        """
    )


def _triggers_and_view(db: Database) -> None:
    db.execute("DROP TRIGGER commission_history_moves_state")
    db.execute(
        """
        CREATE TRIGGER commission_history_moves_state AFTER INSERT ON commission_history
        WHEN NEW.kind = 'state' AND NEW.undoes IS NULL
        BEGIN
          UPDATE commissions SET
            state = NEW.state,
            estimate_micros = coalesce(NEW.estimate_micros, estimate_micros),
            settled_micros = coalesce(NEW.settled_micros, settled_micros),
            platform_status = NEW.platform_status,
            reason = NEW.reason,
            confirmed_at = coalesce(iif(NEW.state = 'confirmed', NEW.happened_at, NULL), confirmed_at),
            settled_at = coalesce(iif(NEW.state = 'settled', NEW.happened_at, NULL), settled_at),
            paid_at = coalesce(iif(NEW.state = 'paid', NEW.happened_at, NULL), paid_at)
          WHERE id = NEW.commission_id;
        END
        """
    )
    db.execute(
        """
        CREATE TRIGGER commission_history_takes_back AFTER INSERT ON commission_history
        WHEN NEW.kind = 'state' AND NEW.undoes IS NOT NULL
        BEGIN
          UPDATE commissions SET
            state = NEW.state,
            estimate_micros = NEW.estimate_micros,
            settled_micros = NEW.settled_micros,
            platform_status = NEW.platform_status,
            reason = NEW.reason,
            settled_at = iif(NEW.state IN ('settled', 'paid'), coalesce(NEW.happened_at, settled_at), NULL),
            paid_at = iif(NEW.state = 'paid', paid_at, NULL)
          WHERE id = NEW.commission_id;
        END
        """
    )
    db.execute("DROP VIEW commission_facts")
    db.execute(
        """
        CREATE VIEW commission_facts AS
        SELECT
          c.id, c.platform, c.account, c.order_id, c.line, c.currency, c.quantity, c.ordered_at,
          c.state, c.estimate_micros, c.settled_micros, c.adjusted_micros,
          coalesce(c.settled_micros, c.estimate_micros, 0) AS amount_micros,
          c.settled_at, c.channel, c.item, c.sub_id, c.reason,
          p.code AS product, p.title AS product_title, c.item_title,
          l.code AS link, l.campaign AS campaign, l.person AS person
        FROM commissions c
        LEFT JOIN products p ON p.id = c.product_id
        LEFT JOIN links l ON l.id = c.link_id
        """
    )
    for verb in ("UPDATE", "DELETE"):
        db.execute(
            f"""
            CREATE TRIGGER commission_words_no_{verb.lower()} BEFORE {verb} ON commission_words
            BEGIN SELECT raise(ABORT, 'what a report said is never edited'); END
            """
        )
