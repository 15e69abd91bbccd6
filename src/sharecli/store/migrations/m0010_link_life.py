"""A link's life: from when until when it leads, where it leads after, how many people it lets through."""

from sqlite_utils import Database


def up(db: Database) -> None:
    """To be filled."""
