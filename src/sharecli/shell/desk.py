"""The desk: the file, the clock. Each drawer opens on first use; tests hand in their own."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sharecli import places

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from sharecli.store.open import Store


def _clock() -> datetime:
    return datetime.now().astimezone()


class Desk:
    """What a command works with.

    Args:
        path: the SQLite file; the seller's own where None.
        clock: says what time it is, with its zone.
    """

    def __init__(self, path: Path | None = None, *, clock: Callable[[], datetime] = _clock) -> None:
        self._path = path
        self._clock = clock
        self._store: Store | None = None

    @property
    def path(self) -> Path:
        """Where the file lies, or will."""
        return self._path or places.data_file()

    @property
    def store(self) -> "Store":
        """The seller's file."""
        if self._store is None:
            from sharecli.store.open import Store

            self._store = Store(self.path)
        return self._store

    def now(self) -> datetime:
        """This moment, with its zone."""
        return self._clock()

    def today(self, zone: "ZoneInfo") -> date:
        """The day on the seller's calendar."""
        return self.now().astimezone(zone).date()

    def close(self) -> None:
        """Close what is open."""
        if self._store is not None:
            self._store.close()


def desk_of(ctx: Any) -> Desk:
    """The desk that the root laid out for a command."""
    desk = ctx.obj
    assert isinstance(desk, Desk)  # noqa: S101 - the root callback has put it there
    return desk
