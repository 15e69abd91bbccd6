"""What a finished file shall show, small enough to be kept beside it."""

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil
from typing import Any, Self

_TO_DIGITS, _TO_BITS = bytes.maketrans(b"\0\1", b"01"), bytes.maketrans(b"01", b"\0\1")


@dataclass(frozen=True, slots=True)
class Expected:
    """A code that a file shall show.

    Attributes:
        url: its text; empty where the file shall show no code at all.
        modules: a side.
        level: M or H.
        matrix: its modules, row after row, a bit each, the highest first; dark is 1.
    """

    url: str
    modules: int = 0
    level: str = ""
    matrix: bytes = b""

    def to_json(self) -> dict[str, Any]:
        """As a manifest keeps it."""
        matrix = base64.b64encode(self.matrix).decode()
        return {"url": self.url, "modules": self.modules, "level": self.level, "matrix": matrix}

    @classmethod
    def from_json(cls, row: Mapping[str, Any]) -> Self:
        """As a manifest kept it.

        Raises:
            KeyError: a part is missing.
            TypeError: a part is of another kind.
            ValueError: the parts do not belong together.
        """
        matrix = base64.b64decode(row["matrix"], validate=True)
        kept = cls(str(row["url"]), int(row["modules"]), str(row["level"]), matrix)
        sound = kept.modules in range(21, 178, 4) and kept.level in {"L", "M", "Q", "H"}
        if kept.url and not (sound and len(kept.matrix) == ceil(kept.modules**2 / 8)):
            raise ValueError(kept.url)
        return kept

    def flat(self) -> bytes:
        """A byte a module, row after row; dark is 1."""
        digits = f"{int.from_bytes(self.matrix):0{8 * len(self.matrix)}b}"
        return digits[: self.modules**2].encode().translate(_TO_BITS)


def packed(flat: bytes) -> bytes:
    """Eight modules (1 is dark) a byte, the highest bit first."""
    length = ceil(len(flat) / 8)
    return int(flat.translate(_TO_DIGITS).ljust(8 * length, b"0"), 2).to_bytes(length)
