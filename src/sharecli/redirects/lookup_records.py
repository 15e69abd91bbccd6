"""What a server reads of the seller's file: where codes lead, and two settings. It knows the columns.

Each is a question for :class:`sharecli.redirects.lookup.Ledger`, by names of columns: a later sharecli may bring the
file up to date under a server that runs.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

Ask = Callable[..., list[tuple[Any, ...]]]
"""Asks a question with its values, and reads all rows."""

_TARGET = (
    "SELECT link_id, code, destination, status, opens_at, closes_at, fallback, max_clicks FROM link_targets"
    " WHERE code = ?"
)
_AT_ONCE = 500
"""Words of one question."""

_MOST_ACTIVE = 5


class Target(NamedTuple):
    """What a redirect needs to know of a link. A named tuple: one is made for each request.

    Attributes:
        link: its number.
        code: as it was made.
        destination: where it leads.
        status: ``active`` or ``retired``.
        opens_at: from when it leads there, UTC as stored, or None.
        closes_at: from when it no longer does, or None.
        fallback: where it leads else, or empty.
        max_clicks: how many people it lets through, each counted once a day, or None.
    """

    link: int
    code: str
    destination: str
    status: str
    opens_at: str | None
    closes_at: str | None
    fallback: str
    max_clicks: int | None

    @property
    def always(self) -> bool:
        """Whether it leads to its destination at any time."""
        return self[3:6] == ("active", None, None) and self.max_clicks is None


def target(ask: Ask, code: str) -> Target | None:
    """The link of a code."""
    rows = ask(_TARGET, code)
    return Target._make(rows[0]) if rows else None


def active(ask: Ask, words: list[str]) -> list[str]:
    """Which of these words are codes of links in use: five at most, sorted."""
    found: list[str] = []
    for place in range(0, len(words), _AT_ONCE):
        some = words[place : place + _AT_ONCE]
        marks = ", ".join("?" * len(some))
        asked = f"SELECT code FROM link_targets WHERE code IN ({marks}) AND status = 'active' ORDER BY code LIMIT ?"  # noqa: S608 - question marks
        found += [row[0] for row in ask(asked, *some, _MOST_ACTIVE)]
    return sorted(found)[:_MOST_ACTIVE]


def setting(ask: Ask, key: str) -> str:
    """What the seller set; empty where that is nothing."""
    rows = ask("SELECT value FROM settings WHERE key = ?", key)
    return str(rows[0][0]) if rows else ""
