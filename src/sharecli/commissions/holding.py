"""When a commission becomes payable: settled already, or its holding period over; reckoned when it is asked. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from sharecli.commissions.life import Balance
from sharecli.commissions.model import State
from sharecli.money import decimal_string

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

DAYS = 15
"""From the confirmation, where a platform is not known any more."""


@dataclass(frozen=True, slots=True)
class Due:
    """What becomes payable of one line.

    Attributes:
        line: the line.
        day: from which day; the seller's calendar.
        micros: how much; below zero what is owed back.
        sure: whether it was settled; else it is an estimate whose holding period ends.
    """

    line: Balance
    day: date
    micros: int
    sure: bool

    def row(self) -> dict[str, Any]:
        """The JSON contract: ``payable_on id platform order product state amount currency``."""
        return {
            "payable_on": str(self.day),
            "id": self.line.number,
            "platform": self.line.platform,
            "account": self.line.account or None,
            "order": self.line.order,
            "product": self.line.product or None,
            "state": self.line.state.value,
            "amount": self.line.said(self.micros),
            "currency": self.line.currency,
        }


def due(line: Balance, *, days: int, zone: "ZoneInfo") -> Due | None:
    """What becomes payable of a line and when; None where nothing does, or nobody can say when.

    Args:
        line: as it stands.
        days: of the platform's holding period.
        zone: the seller's clock.
    """
    if line.state in {State.settled, State.paid}:
        day = line.day_of(line.settled_at or line.ordered_at, zone)
        return Due(line, day, line.owed, sure=True) if line.owed else None
    if line.state is State.confirmed and line.estimate:
        confirmed = line.day_of(line.confirmed_at or line.since, zone)
        return Due(line, confirmed + timedelta(days=days), line.estimate, sure=False)
    return None


def totals(found: Iterable[Due]) -> list[dict[str, Any]]:
    """Sums by currency: of what is settled, of estimates whose holding period ends, and of what is owed back."""
    sums: dict[str, dict[str, int]] = {}
    for one in found:
        kind = "owed_back" if one.micros < 0 else "settled" if one.sure else "confirmed"
        mine = sums.setdefault(one.line.currency, {"lines": 0, "settled": 0, "confirmed": 0, "owed_back": 0})
        mine["lines"] += 1
        mine[kind] += one.micros
    rows = []
    for currency, mine in sorted(sums.items()):
        lines = mine.pop("lines")
        said = {name: decimal_string(micros, currency) for name, micros in mine.items()}
        rows.append({"currency": currency, "lines": lines, **said, "due": decimal_string(sum(mine.values()), currency)})
    return rows
