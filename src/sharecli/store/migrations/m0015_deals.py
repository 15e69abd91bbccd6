"""Group-buys and bargains: what was offered until when, and an append-only list of what people did."""

from sqlite_utils import Database

_AMOUNT = "BETWEEN 0 AND 10000000000000000"
_FOR_EVER = (
    "id, code, kind, product_id, channel, currency, from_micros, goal_micros, size, seed, cuts, opened_at, closes_at"
)


def up(db: Database) -> None:
    """Make the deals.

    What a deal offers never changes, its deadline least of all: where it stands is computed from ``deal_events`` and
    the clock. Neither is ever edited, with one exception that privacy asks for: when a person is forgotten, their word
    becomes an opaque one (``gone-…``). Nobody can join or help after the deadline, whoever writes the row. ``cuts`` is
    by which way a bargain's cuts were settled.
    """
    _deals(db)
    _events(db)


def _deals(db: Database) -> None:
    db.execute(
        f"""
        CREATE TABLE deals (
          id          INTEGER PRIMARY KEY,
          code        TEXT NOT NULL UNIQUE COLLATE NOCASE CHECK (code <> ''),
          kind        TEXT NOT NULL CHECK (kind IN ('group', 'bargain')),
          product_id  INTEGER NOT NULL REFERENCES products (id),
          channel     TEXT NOT NULL DEFAULT '',
          currency    TEXT NOT NULL CHECK (length(currency) = 3),
          from_micros INTEGER NOT NULL CHECK (from_micros {_AMOUNT}),
          goal_micros INTEGER NOT NULL CHECK (goal_micros {_AMOUNT} AND goal_micros < from_micros),
          size        INTEGER NOT NULL CHECK (size BETWEEN 1 AND 1000),
          seed        INTEGER CHECK (seed >= 0),
          cuts        TEXT NOT NULL DEFAULT '',
          person_word TEXT NOT NULL DEFAULT '',
          opened_at   TEXT NOT NULL,
          closes_at   TEXT NOT NULL CHECK (closes_at > opened_at),
          CHECK (kind = 'bargain' OR size >= 2),
          CHECK ((kind = 'bargain') = (seed IS NOT NULL)),
          CHECK ((kind = 'bargain') = (cuts <> ''))
        ) STRICT
        """
    )
    db.execute("CREATE INDEX deals_by_product ON deals (product_id)")
    db.execute("CREATE INDEX deals_by_closes_at ON deals (closes_at)")
    db.execute(
        f"""
        CREATE TRIGGER deals_no_update BEFORE UPDATE OF {_FOR_EVER} ON deals
        BEGIN SELECT raise(ABORT, 'a deal is never edited: its price and its deadline stand'); END
        """
    )
    db.execute(
        """
        CREATE TRIGGER deals_forget_only BEFORE UPDATE OF person_word ON deals
        WHEN OLD.person_word = '' OR NEW.person_word NOT GLOB 'gone-*'
        BEGIN SELECT raise(ABORT, 'a deal is never edited'); END
        """
    )
    db.execute(
        """
        CREATE TRIGGER deals_no_delete BEFORE DELETE ON deals
        BEGIN SELECT raise(ABORT, 'a deal is never deleted: close it'); END
        """
    )


def _events(db: Database) -> None:
    db.execute(
        f"""
        CREATE TABLE deal_events (
          id          INTEGER PRIMARY KEY,
          deal_id     INTEGER NOT NULL REFERENCES deals (id),
          kind        TEXT NOT NULL CHECK (kind IN ('joined', 'paid', 'left', 'refunded', 'cut', 'closed')),
          person_word TEXT NOT NULL DEFAULT '',
          micros      INTEGER CHECK (micros {_AMOUNT} AND micros > 0),
          how         TEXT NOT NULL DEFAULT ''
                      CHECK (how IN ('', 'solo-price', 'seller-tops-up', 'price-reached')),
          happened_at TEXT NOT NULL,
          CHECK ((kind = 'closed') = (person_word = '')),
          CHECK ((kind = 'cut') = (micros IS NOT NULL)),
          CHECK (kind = 'closed' OR how = '')
        ) STRICT
        """
    )
    db.execute("CREATE INDEX deal_events_by_deal ON deal_events (deal_id)")
    db.execute("CREATE UNIQUE INDEX deal_events_one_help ON deal_events (deal_id, person_word) WHERE kind = 'cut'")
    db.execute("CREATE UNIQUE INDEX deal_events_one_end ON deal_events (deal_id) WHERE kind = 'closed'")
    db.execute(
        """
        CREATE TRIGGER deal_events_in_time BEFORE INSERT ON deal_events
        WHEN NEW.kind IN ('joined', 'cut')
          AND NEW.happened_at >= (SELECT closes_at FROM deals WHERE id = NEW.deal_id)
        BEGIN SELECT raise(ABORT, 'the deadline of the deal has passed'); END
        """
    )
    db.execute(
        """
        CREATE TRIGGER deal_events_no_update BEFORE UPDATE OF id, deal_id, kind, micros, how, happened_at ON deal_events
        BEGIN SELECT raise(ABORT, 'what happened to a deal is never edited'); END
        """
    )
    db.execute(
        """
        CREATE TRIGGER deal_events_forget_only BEFORE UPDATE OF person_word ON deal_events
        WHEN OLD.person_word = '' OR NEW.person_word NOT GLOB 'gone-*'
        BEGIN SELECT raise(ABORT, 'what happened to a deal is never edited'); END
        """
    )
    db.execute(
        """
        CREATE TRIGGER deal_events_no_delete BEFORE DELETE ON deal_events
        BEGIN SELECT raise(ABORT, 'what happened to a deal is never deleted'); END
        """
    )
