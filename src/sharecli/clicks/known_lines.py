"""Knows a line of a log again that says nothing by which its request could be known."""

import hashlib

_MANY = 50_000
"""Lines that are kept at hand, however long the log is."""


class KnownLines:
    """Knows a line again: by what it says, and how many lines before it in this log said the same.

    Two visits in one second can leave the same line twice. Where the line stands in its file does not matter, so that
    a log may be rotated, packed or put behind another, and is still the same. Where it is cut between two lines alike,
    the second is taken for the first one read again, which it looks like: rather a click too few than a log counted
    twice.
    """

    def __init__(self) -> None:
        self._young: dict[str, int] = {}
        self._old: dict[str, int] = {}

    def key(self, line: str) -> str:
        """What the line is known by."""
        digest = hashlib.blake2b(line.encode("utf-8", "replace"), digest_size=12).hexdigest()
        times = self._young.get(digest)
        if times is None:
            times = self._old.get(digest, 0)
            if len(self._young) > _MANY:  # lines alike stand close together: they tell the second
                self._old, self._young = self._young, {}
        self._young[digest] = times + 1
        return f"={digest}.{times}" if times else f"={digest}"
