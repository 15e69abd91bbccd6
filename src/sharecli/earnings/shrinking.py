"""What platforms promised against what they settled. Pure."""

from dataclasses import dataclass
from fractions import Fraction

from sharecli.earnings.model import By, tenths, together
from sharecli.money import decimal_string


@dataclass(frozen=True, slots=True)
class Shrink:
    """What became of promises under one key in one currency. Amounts are micros.

    Attributes:
        keys: one for each thing grouped by.
        currency: ISO 4217 code.
        orders: how many.
        lines: how many.
        void: how many of the lines came to nothing.
        promised: the estimates.
        settled: what was settled, with what came or went after.
    """

    keys: tuple[str, ...]
    currency: str
    orders: int
    lines: int
    void: int
    promised: int
    settled: int

    @property
    def percent(self) -> str:
        """What was settled of what was promised, in percent with one decimal."""
        return tenths(Fraction(100 * self.settled, self.promised))

    def row(self, bys: tuple[By, ...]) -> dict[str, str | int | None]:
        """The JSON contract: ``key currency orders lines void promised settled percent``."""
        head: dict[str, str | int | None] = {"key": together(self.keys) or None}
        if len(bys) > 1:
            head |= {by.value: key or None for by, key in zip(bys, self.keys, strict=True)}
        return head | {
            "currency": self.currency, "orders": self.orders, "lines": self.lines, "void": self.void,
            "promised": decimal_string(self.promised, self.currency),
            "settled": decimal_string(self.settled, self.currency), "percent": self.percent,
        }  # fmt: skip
