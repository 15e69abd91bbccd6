"""Friends who help: their dated terms and what they were paid, both append-only and chained."""

from sqlite_utils import Database

_AMOUNT = "BETWEEN -10000000000000000 AND 10000000000000000"


def up(db: Database) -> None:
    """Make the terms and the payments of partners.

    A row of ``partner_terms`` holds from its day on, until its own last day or until the next row of that person; a row
    of the kind ``end`` is the first day without. ``second_billionths`` is what the person gets of the sales of those
    they invited. What a sale brings somebody is not kept: it follows from these rows and the ledger. What was paid is
    kept, with what was earned up to which row of the ledger (``history_id``) when it was paid. People stand there by
    number alone, so that forgetting somebody leaves both chains whole.
    """
    _terms(db)
    _payments(db)
    for table, sentence in (
        ("partner_terms", "terms are never edited: add the next ones"),
        ("partner_payments", "a payment is never edited: take it back with a reason"),
    ):
        for verb in ("UPDATE", "DELETE"):
            db.execute(
                f"""
                CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table}
                BEGIN SELECT raise(ABORT, '{sentence}'); END
                """
            )


def _terms(db: Database) -> None:
    db.execute(
        """
        CREATE TABLE partner_terms (
          id                INTEGER PRIMARY KEY,
          person_id         INTEGER NOT NULL REFERENCES people (id),
          kind              TEXT NOT NULL CHECK (kind IN ('terms', 'end')),
          from_day          TEXT NOT NULL CHECK (length(from_day) = 10),
          until_day         TEXT CHECK (length(until_day) = 10 AND until_day >= from_day),
          rate_billionths   INTEGER CHECK (rate_billionths BETWEEN 1 AND 1000000000),
          second_billionths INTEGER CHECK (second_billionths BETWEEN 0 AND 1000000000 - rate_billionths),
          invited_by        INTEGER REFERENCES people (id) CHECK (invited_by <> person_id),
          recorded_at       TEXT NOT NULL,
          hash              TEXT NOT NULL UNIQUE CHECK (length(hash) = 64),
          CHECK ((kind = 'terms') = (rate_billionths IS NOT NULL)),
          CHECK ((kind = 'terms') = (second_billionths IS NOT NULL)),
          CHECK (kind = 'terms' OR (until_day IS NULL AND invited_by IS NULL))
        ) STRICT
        """
    )
    db.execute("CREATE INDEX partner_terms_by_person ON partner_terms (person_id)")


def _payments(db: Database) -> None:
    db.execute(
        f"""
        CREATE TABLE partner_payments (
          id            INTEGER PRIMARY KEY,
          person_id     INTEGER NOT NULL REFERENCES people (id),
          kind          TEXT NOT NULL CHECK (kind IN ('paid', 'void')),
          voids         INTEGER REFERENCES partner_payments (id) CHECK (voids < id),
          currency      TEXT NOT NULL CHECK (length(currency) = 3),
          paid_on       TEXT NOT NULL CHECK (length(paid_on) = 10),
          micros        INTEGER NOT NULL CHECK (micros BETWEEN 1 AND 10000000000000000),
          reference     TEXT NOT NULL DEFAULT '',
          reason        TEXT NOT NULL DEFAULT '',
          earned_micros INTEGER NOT NULL CHECK (earned_micros {_AMOUNT}),
          history_id    INTEGER REFERENCES commission_history (id),
          recorded_at   TEXT NOT NULL,
          hash          TEXT NOT NULL UNIQUE CHECK (length(hash) = 64),
          CHECK ((kind = 'void') = (voids IS NOT NULL))
        ) STRICT
        """
    )
    db.execute("CREATE INDEX partner_payments_by_person ON partner_payments (person_id)")
    db.execute("CREATE UNIQUE INDEX partner_payments_void_once ON partner_payments (voids) WHERE voids IS NOT NULL")
