"""A year by platform, quarter and currency: gross, taken back, fees, withheld, net. No tax rate is known here. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

from sharecli.earnings.journal import Received
from sharecli.earnings.moves import Move
from sharecli.money import decimal_string

_AMOUNTS = ("gross", "reversed", "fees", "withheld", "net")


@dataclass(slots=True)
class Quarter:
    """What one platform paid in one currency in one quarter. Amounts are micros.

    Attributes:
        platform: its key; empty in a total.
        quarter: as ``2026Q3``; empty in a total.
        currency: ISO 4217 code.
        gross: what was settled in the quarter.
        reversed: what came or went after settlement in the quarter; mostly below zero.
        fees: what payouts of the quarter cost.
        withheld: tax that was kept back from payouts of the quarter.
    """

    platform: str
    quarter: str
    currency: str
    gross: int = 0
    reversed: int = 0
    fees: int = 0
    withheld: int = 0

    @property
    def net(self) -> int:
        """Gross and reversed, less fees and what was withheld, in micros."""
        return self.gross + self.reversed - self.fees - self.withheld

    def row(self) -> dict[str, str]:
        """The JSON contract: ``platform quarter currency gross reversed fees withheld net``."""
        return {"platform": self.platform, "quarter": self.quarter} | self.totals_row()

    def totals_row(self) -> dict[str, str]:
        """The same without platform and quarter."""
        amounts = {name: decimal_string(getattr(self, name), self.currency) for name in _AMOUNTS}
        return {"currency": self.currency} | amounts

    def add(self, other: "Quarter") -> None:
        """Take another's amounts in."""
        self.gross += other.gross
        self.reversed += other.reversed
        self.fees += other.fees
        self.withheld += other.withheld


def quarters(moved: Iterable[tuple[str, Move]], received: Iterable[tuple[str, Received]]) -> list[Quarter]:
    """The sums by platform, quarter and currency, where there is something.

    Args:
        moved: the quarter, and the move.
        received: the quarter, and the payout.
    """
    found: dict[tuple[str, str, str], Quarter] = {}

    def at(platform: str, quarter: str, currency: str) -> Quarter:
        return found.setdefault((platform, quarter, currency), Quarter(platform, quarter, currency))

    for quarter, move in moved:
        gross = move.micros[2] + move.micros[3]
        if gross or move.micros[4]:
            there = at(move.line.platform, quarter, move.line.currency)
            there.gross += gross
            there.reversed += move.micros[4]
    for quarter, one in received:
        if not one.fee and not one.tax:
            continue
        there = at(one.platform, quarter, one.currency)
        there.fees += one.fee
        there.withheld += one.tax
    return [found[key] for key in sorted(found)]


def totals(found: Iterable[Quarter]) -> list[Quarter]:
    """The sums by currency."""
    sums: dict[str, Quarter] = {}
    for one in found:
        sums.setdefault(one.currency, Quarter("", "", one.currency)).add(one)
    return [sums[currency] for currency in sorted(sums)]
