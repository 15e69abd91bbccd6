"""People and groups: who they are to the seller, step by step."""

from sqlite_utils import Database


def up(db: Database) -> None:
    """To be filled."""
