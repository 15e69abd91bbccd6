"""Group-buys and bargains."""

from sqlite_utils import Database


def up(db: Database) -> None:
    """To be filled."""
