"""Takes down who came, in a process that only answers: lines in spools, which the process that writes reads."""

import logging
import time
from collections import deque
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

from sharecli.clicks.spooling import Spool
from sharecli.clicks.store import beside
from sharecli.language import _
from sharecli.redirects.arrivals import Arrival, recorded
from sharecli.redirects.board import Board
from sharecli.redirects.keeping import Tally
from sharecli.redirects.salting import DaySalts

MOST_SPOOLS = 64
"""Spools of one process that may wait, 64 MiB; what comes then is counted as dropped."""

_MOST_IN_MEMORY = 100_000
"""Requests that wait in memory where no spool can be made."""

_AGAIN = 1.0
"""Seconds until another spool is tried where none could be made."""

_log = logging.getLogger("sharecli.redirects")


class Seat(NamedTuple):
    """Where a process that answers belongs.

    Attributes:
        board: of its server.
        place: on it, from 0.
        name: how its spools begin; another process at the same place has another one.
    """

    board: Board
    place: int
    name: str


class Relay:
    """The sink of a process that only answers.

    Args:
        ledger: the seller's file; the clicks lie beside it.
        zone: the seller's clock, by which a visitor's day ends.
        seat: where the process belongs.
        visitors: whether a visitor is told from another; else no address is looked at.
    """

    def __init__(self, ledger: Path, zone: ZoneInfo, seat: Seat, *, visitors: bool = True) -> None:
        self.path = beside(ledger)
        self._board, self._place, self._name = seat
        self._salts = DaySalts(self.path, zone) if visitors else None
        self._full: deque[Spool] = deque()
        self._now: Spool | None = None
        self._made = 0
        self._again = 0.0
        self._homeless: deque[bytes] = deque()
        self._warned = False

    @property
    def tally(self) -> Tally:
        """Of the whole server, as far as its health goes."""
        board = self._board
        done = min(board.done, board.taken - board.dropped)
        trouble = "clicks" if board.trouble or self._homeless else ""
        return Tally(board.taken, done, dropped=board.dropped, trouble=trouble)

    def start(self) -> None:
        """Look up the day's salt now, and not while the first visitor waits."""
        if self._salts is not None:
            self._salts.of(time.time_ns() // 1_000_000)

    def take(self, arrival: Arrival) -> None:
        """Take a request down, before it is answered. From then on no kill loses it."""
        line = recorded(arrival, self._salts).line()
        if self._homeless or self._now is None or not self._now.append(line):
            self._homeless.append(line)
            self._house()
        self._board.took(self._place)

    def stop(self) -> Tally:
        """Let go of the spools, which the process that writes takes in; what has found no place in one is lost."""
        self._again = 0.0
        self._house()
        self._board.lost(self._place, len(self._homeless))
        self._homeless.clear()
        if self._now is not None:
            self._full.append(self._now)
            self._now = None
        while self._full:
            self._full.popleft().close(delete=False)
        return self.tally

    def _house(self) -> None:
        """Find a place for what has none, in new spools."""
        while self._homeless:
            if self._now is not None and self._now.append(self._homeless[0]):
                self._homeless.popleft()
            elif not self._another():
                break
        if len(self._homeless) > _MOST_IN_MEMORY:
            self._homeless.popleft()
            self._board.lost(self._place)

    def _another(self) -> bool:
        if time.monotonic() < self._again:
            return False
        if self._now is not None:
            self._full.append(self._now)
            self._now = None
        # The process that writes has deleted those that are committed to their ends. The others stay locked: no other
        # server may take them in.
        while self._full and not self._full[0].path.exists():
            self._full.popleft().close(delete=False)
        try:
            if len(self._full) >= MOST_SPOOLS:
                raise OSError(_("too many clicks wait"))  # noqa: TRY301 - told as any other reason
            self._now = Spool(self.path, name=f"{self._name}-{self._made:08}")
        except OSError as error:
            self._again = time.monotonic() + _AGAIN
            if not self._warned:
                self._warned = True
                words = _("clicks that wait are in memory only, and a kill would lose them: {why}")
                _log.error("%s", words.format(why=error.strerror or str(error)))
            return False
        self._made += 1
        self._warned = False
        return True
