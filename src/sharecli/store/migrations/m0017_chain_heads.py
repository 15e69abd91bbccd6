"""How far the chains of partners go: kept beside them, so that a missing end is found."""

from sqlite_utils import Database

_CHAINS = ("partner_terms", "partner_payments")


def up(db: Database) -> None:
    """Make the heads of the chains, and fill them from the rows that are there.

    A chain shows what was changed and what is missing inside it, but not that its end is gone. The ledger's and the
    payouts' ends are found by what their rows add up to; nothing adds up what partners were promised. So ``length`` is
    how many rows were written and ``hash`` that of the newest, both kept by a trigger.
    """
    db.execute(
        """
        CREATE TABLE chain_heads (
          chain  TEXT PRIMARY KEY CHECK (chain <> ''),
          length INTEGER NOT NULL CHECK (length > 0),
          hash   TEXT NOT NULL CHECK (length(hash) = 64)
        ) STRICT, WITHOUT ROWID
        """
    )
    for table in _CHAINS:
        db.execute(
            f"INSERT INTO chain_heads SELECT '{table}', id, hash FROM {table} ORDER BY id DESC LIMIT 1"  # noqa: S608 - ours
        )
        db.execute(
            f"""
            CREATE TRIGGER {table}_head AFTER INSERT ON {table}
            BEGIN
              INSERT INTO chain_heads (chain, length, hash) VALUES ('{table}', NEW.id, NEW.hash)
              ON CONFLICT (chain) DO UPDATE SET length = NEW.id, hash = NEW.hash;
            END
            """  # noqa: S608 - ours
        )
    db.execute(
        """
        CREATE TRIGGER chain_heads_no_delete BEFORE DELETE ON chain_heads
        BEGIN SELECT raise(ABORT, 'the end of a chain is never forgotten'); END
        """
    )
