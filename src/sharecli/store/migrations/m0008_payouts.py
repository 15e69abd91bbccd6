"""Payouts: what a platform paid and the lines it covers, an append-only history behind it; and matched sub-ids."""

from sqlite_utils import Database

_AMOUNT = "BETWEEN -10000000000000000 AND 10000000000000000"
_FOR_EVER = (
    "id, platform, account, currency, paid_on, reference, gross_micros, fee_micros, tax_micros, net_micros, "
    "line_count, covered_micros, recorded_at"
)


def up(db: Database) -> None:
    """Make the payouts.

    ``payouts`` has what came in, which is never edited; ``payout_history`` is append-only, each row's hash over the one
    before: ``received`` first, ``covers`` for each line with what of the payout is its own, and ``void`` where a payout
    was a mistake. ``history_id`` is the row of the ledger by which a line became paid. ``sub_id_matches`` is what the
    seller said a sub-id means; the newest word counts, and imports follow it.
    """
    _payouts(db)
    _history(db)
    _balances(db)
    _matches(db)


def _payouts(db: Database) -> None:
    db.execute(
        f"""
        CREATE TABLE payouts (
          id             INTEGER PRIMARY KEY,
          platform       TEXT NOT NULL CHECK (platform <> ''),
          account        TEXT NOT NULL DEFAULT '',
          currency       TEXT NOT NULL CHECK (length(currency) = 3),
          paid_on        TEXT NOT NULL CHECK (length(paid_on) = 10),
          reference      TEXT NOT NULL DEFAULT '',
          gross_micros   INTEGER NOT NULL CHECK (gross_micros {_AMOUNT}),
          fee_micros     INTEGER NOT NULL CHECK (fee_micros {_AMOUNT}),
          tax_micros     INTEGER NOT NULL CHECK (tax_micros {_AMOUNT}),
          net_micros     INTEGER NOT NULL CHECK (net_micros = gross_micros - fee_micros - tax_micros),
          line_count     INTEGER NOT NULL CHECK (line_count >= 0),
          covered_micros INTEGER NOT NULL,
          recorded_at    TEXT NOT NULL,
          voided_at      TEXT
        ) STRICT
        """
    )
    db.execute(
        "CREATE UNIQUE INDEX payouts_one_reference ON payouts (platform, account, reference) "
        "WHERE reference <> '' AND voided_at IS NULL"
    )
    db.execute("CREATE INDEX payouts_by_paid_on ON payouts (paid_on)")
    db.execute(
        f"""
        CREATE TRIGGER payouts_identity BEFORE UPDATE OF {_FOR_EVER} ON payouts
        BEGIN SELECT raise(ABORT, 'a payout is never edited: void it and add it again'); END
        """
    )
    db.execute(
        """
        CREATE TRIGGER payouts_no_delete BEFORE DELETE ON payouts
        BEGIN SELECT raise(ABORT, 'a payout is never deleted: void it with a reason'); END
        """
    )


def _history(db: Database) -> None:
    db.execute(
        f"""
        CREATE TABLE payout_history (
          id            INTEGER PRIMARY KEY,
          payout_id     INTEGER NOT NULL REFERENCES payouts (id),
          kind          TEXT NOT NULL CHECK (kind <> ''),
          commission_id INTEGER REFERENCES commissions (id),
          history_id    INTEGER REFERENCES commission_history (id),
          micros        INTEGER CHECK (micros {_AMOUNT}),
          reason        TEXT NOT NULL DEFAULT '',
          recorded_at   TEXT NOT NULL,
          hash          TEXT NOT NULL UNIQUE CHECK (length(hash) = 64),
          CHECK ((kind = 'covers') = (commission_id IS NOT NULL AND micros IS NOT NULL))
        ) STRICT
        """
    )
    db.execute("CREATE INDEX payout_history_by_commission ON payout_history (commission_id)")
    db.execute(
        "CREATE UNIQUE INDEX payout_history_line_once ON payout_history (payout_id, commission_id) "
        "WHERE kind = 'covers'"
    )
    for verb in ("UPDATE", "DELETE"):
        db.execute(
            f"""
            CREATE TRIGGER payout_history_no_{verb.lower()} BEFORE {verb} ON payout_history
            BEGIN SELECT raise(ABORT, 'a row of the payouts is never edited: void the payout with a reason'); END
            """
        )
    db.execute(
        """
        CREATE TRIGGER payout_history_voids AFTER INSERT ON payout_history WHEN NEW.kind = 'void'
        BEGIN UPDATE payouts SET voided_at = NEW.recorded_at WHERE id = NEW.payout_id; END
        """
    )


def _balances(db: Database) -> None:
    # A line that a report calls paid and no payout covers was paid before payouts were kept: what is owed of it is
    # only what came or went since.
    db.execute(
        """
        CREATE VIEW commission_balances AS
        SELECT
          c.id, c.platform, c.account, c.order_id, c.line, c.nth, c.currency, c.item, c.quantity, c.ordered_at, c.state,
          c.sub_id, c.channel, c.estimate_micros, c.settled_micros, c.adjusted_micros, c.price_micros, c.base_micros,
          c.rate_billionths, c.fee_micros, c.refunded_micros, c.confirmed_at, c.settled_at, c.paid_at,
          p.code AS product, coalesce(nullif(c.item_title, ''), p.title, '') AS title, l.code AS link,
          coalesce(k.micros, 0) AS received_micros, coalesce(k.payouts, 0) AS payouts,
          CASE
            WHEN c.state = 'settled' OR (c.state = 'paid' AND k.payouts > 0)
              THEN coalesce(c.settled_micros, 0) + c.adjusted_micros - coalesce(k.micros, 0)
            WHEN c.state = 'paid' THEN (
              SELECT coalesce(sum(h.adjustment_micros), 0) FROM commission_history h
              JOIN commission_history s ON s.id = (
                SELECT max(id) FROM commission_history WHERE commission_id = c.id AND state = 'paid')
              WHERE h.commission_id = c.id AND h.kind = 'adjustment' AND h.id > s.id
                AND (h.batch_id IS NULL OR h.batch_id IS NOT s.batch_id))
            ELSE 0
          END AS owed_micros,
          (SELECT coalesce(h.happened_at, h.recorded_at) FROM commission_history h
            WHERE h.commission_id = c.id AND h.state = c.state ORDER BY h.id LIMIT 1) AS since,
          (SELECT h.platform_status FROM commission_history h
            WHERE h.commission_id = c.id AND h.platform_status <> '' ORDER BY h.id DESC LIMIT 1) AS word,
          c.reason
        FROM commissions c
        LEFT JOIN products p ON p.id = c.product_id
        LEFT JOIN links l ON l.id = c.link_id
        LEFT JOIN (
          SELECT h.commission_id, sum(h.micros) AS micros, count(*) AS payouts
          FROM payout_history h JOIN payouts o ON o.id = h.payout_id
          WHERE h.kind = 'covers' AND o.voided_at IS NULL GROUP BY h.commission_id
        ) k ON k.commission_id = c.id
        """
    )


def _matches(db: Database) -> None:
    db.execute(
        """
        CREATE TABLE sub_id_matches (
          id         INTEGER PRIMARY KEY,
          platform   TEXT NOT NULL DEFAULT '',
          sub_id     TEXT NOT NULL CHECK (sub_id <> ''),
          product_id INTEGER REFERENCES products (id),
          link_id    INTEGER REFERENCES links (id),
          channel    TEXT NOT NULL DEFAULT '',
          matched_at TEXT NOT NULL
        ) STRICT
        """
    )
    for verb in ("UPDATE", "DELETE"):
        db.execute(
            f"""
            CREATE TRIGGER sub_id_matches_no_{verb.lower()} BEFORE {verb} ON sub_id_matches
            BEGIN SELECT raise(ABORT, 'a match is never edited: match the sub-id again'); END
            """
        )
