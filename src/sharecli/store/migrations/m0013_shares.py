"""The diary of what was shared, where and when."""

from sqlite_utils import Database


def up(db: Database) -> None:
    """To be filled."""
