"""Friends who help: their dated terms, what they earned and were paid."""

from sqlite_utils import Database


def up(db: Database) -> None:
    """To be filled."""
