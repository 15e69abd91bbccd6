"""Who carries links besides the seller's own domain, and what became of each."""

from sqlite_utils import Database


def up(db: Database) -> None:
    """To be filled."""
