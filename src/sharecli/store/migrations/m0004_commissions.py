"""Commissions: one line each, an append-only history behind it, and the view that reports read."""

from sqlite_utils import Database

_AMOUNT = "BETWEEN -10000000000000000 AND 10000000000000000"


def up(db: Database) -> None:
    """Make the ledger.

    ``commission_history`` is the truth: append-only, each row's hash over the one before. ``commissions`` holds what
    identifies a line, which is never edited, and where the line stands now, which only a trigger on the history writes.
    What a report tells besides (price, base, rate, fee, refund, and where the sale came from) is filled in when it is
    known. ``reported_as`` is the key that a line logged by hand has in its report: ``["account", "line", nth]``. Which
    words a state or a kind may be is checked in Python: a later one needs no new table.
    """
    db.execute(
        """
        CREATE TABLE import_batches (
          id          INTEGER PRIMARY KEY,
          file        TEXT NOT NULL,
          sha256      TEXT NOT NULL CHECK (length(sha256) = 64),
          platform    TEXT NOT NULL,
          layout      TEXT NOT NULL,
          imported_at TEXT NOT NULL
        ) STRICT
        """
    )
    db.execute("CREATE INDEX import_batches_by_sha256 ON import_batches (sha256)")
    db.execute(
        f"""
        CREATE TABLE commissions (
          id              INTEGER PRIMARY KEY,
          platform        TEXT NOT NULL,
          account         TEXT NOT NULL DEFAULT '',
          order_id        TEXT NOT NULL CHECK (order_id <> ''),
          line            TEXT NOT NULL DEFAULT '',
          nth             INTEGER NOT NULL DEFAULT 1 CHECK (nth >= 1),
          currency        TEXT NOT NULL CHECK (length(currency) = 3),
          item            TEXT NOT NULL DEFAULT '',
          item_title      TEXT NOT NULL DEFAULT '',
          quantity        INTEGER NOT NULL DEFAULT 1 CHECK (quantity >= 0),
          ordered_at      TEXT NOT NULL,
          sub_id          TEXT NOT NULL DEFAULT '',
          product_id      INTEGER REFERENCES products (id),
          link_id         INTEGER REFERENCES links (id),
          channel         TEXT NOT NULL DEFAULT '',
          batch_id        INTEGER REFERENCES import_batches (id),
          state           TEXT NOT NULL DEFAULT 'pending' CHECK (state <> ''),
          estimate_micros INTEGER CHECK (estimate_micros {_AMOUNT}),
          settled_micros  INTEGER CHECK (settled_micros {_AMOUNT}),
          adjusted_micros INTEGER NOT NULL DEFAULT 0 CHECK (adjusted_micros {_AMOUNT}),
          platform_status TEXT NOT NULL DEFAULT '',
          reason          TEXT NOT NULL DEFAULT '',
          confirmed_at    TEXT,
          settled_at      TEXT,
          paid_at         TEXT,
          price_micros    INTEGER CHECK (price_micros {_AMOUNT}),
          base_micros     INTEGER CHECK (base_micros {_AMOUNT}),
          rate_billionths INTEGER CHECK (rate_billionths BETWEEN 0 AND 1000000000),
          fee_micros      INTEGER CHECK (fee_micros {_AMOUNT}),
          refunded_micros INTEGER CHECK (refunded_micros {_AMOUNT}),
          reported_as     TEXT,
          UNIQUE (platform, account, order_id, line, nth)
        ) STRICT
        """
    )
    db.execute("CREATE INDEX commissions_by_ordered_at ON commissions (ordered_at)")
    db.execute("CREATE INDEX commissions_by_order ON commissions (platform, order_id)")
    db.execute("CREATE INDEX commissions_by_product ON commissions (product_id)")
    db.execute("CREATE INDEX commissions_by_link ON commissions (link_id)")
    db.execute(
        f"""
        CREATE TABLE commission_history (
          id                INTEGER PRIMARY KEY,
          commission_id     INTEGER NOT NULL REFERENCES commissions (id),
          kind              TEXT NOT NULL CHECK (kind <> ''),
          state             TEXT CHECK (state <> ''),
          estimate_micros   INTEGER CHECK (estimate_micros {_AMOUNT}),
          settled_micros    INTEGER CHECK (settled_micros {_AMOUNT}),
          adjustment_micros INTEGER CHECK (adjustment_micros {_AMOUNT}),
          reason            TEXT NOT NULL DEFAULT '',
          platform_status   TEXT NOT NULL DEFAULT '',
          happened_at       TEXT,
          recorded_at       TEXT NOT NULL,
          batch_id          INTEGER REFERENCES import_batches (id),
          hash              TEXT NOT NULL UNIQUE CHECK (length(hash) = 64),
          CHECK ((kind = 'state') = (state IS NOT NULL)),
          CHECK ((kind = 'adjustment') = (adjustment_micros IS NOT NULL))
        ) STRICT
        """
    )
    db.execute("CREATE INDEX commission_history_by_commission ON commission_history (commission_id)")
    for verb in ("UPDATE", "DELETE"):
        db.execute(
            f"""
            CREATE TRIGGER commission_history_no_{verb.lower()} BEFORE {verb} ON commission_history
            BEGIN SELECT raise(ABORT, 'a ledger row is never edited: add one with a reason'); END
            """
        )
    db.execute(
        """
        CREATE TRIGGER commissions_no_delete BEFORE DELETE ON commissions
        BEGIN SELECT raise(ABORT, 'a ledger row is never deleted: add one with a reason'); END
        """
    )
    db.execute(
        """
        CREATE TRIGGER commissions_identity
        BEFORE UPDATE OF platform, account, order_id, line, nth, currency, ordered_at ON commissions
        BEGIN SELECT raise(ABORT, 'what identifies a commission is never edited'); END
        """
    )
    db.execute(
        """
        CREATE TRIGGER commission_history_moves_state AFTER INSERT ON commission_history WHEN NEW.kind = 'state'
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
        CREATE TRIGGER commission_history_adjusts AFTER INSERT ON commission_history WHEN NEW.kind = 'adjustment'
        BEGIN
          UPDATE commissions SET
            adjusted_micros = adjusted_micros + NEW.adjustment_micros,
            platform_status = NEW.platform_status,
            reason = NEW.reason
          WHERE id = NEW.commission_id;
        END
        """
    )
    db.execute(
        """
        CREATE VIEW commission_facts AS
        SELECT
          c.id, c.platform, c.account, c.order_id, c.line, c.currency, c.quantity, c.ordered_at,
          c.state, c.estimate_micros, c.settled_micros, c.adjusted_micros,
          coalesce(c.settled_micros, c.estimate_micros, 0) AS amount_micros,
          c.settled_at, c.channel, c.item, c.sub_id,
          p.code AS product, p.title AS product_title, c.item_title,
          l.code AS link, l.campaign AS campaign
        FROM commissions c
        LEFT JOIN products p ON p.id = c.product_id
        LEFT JOIN links l ON l.id = c.link_id
        """
    )
