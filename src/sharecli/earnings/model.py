"""Earnings: facts added up by what a seller wants to compare. Pure."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sharecli.money import decimal_string


class By(StrEnum):
    """What to group earnings by."""

    channel = "channel"
    product = "product"
    platform = "platform"
    month = "month"
    week = "week"
    day = "day"


@dataclass(frozen=True, slots=True)
class Sums:
    """What one key brought in one currency. Amounts are micros.

    Attributes:
        key: a channel, product, platform, month …; empty where it is not known.
        currency: ISO 4217 code; currencies never mix.
        orders: how many orders have a line that is not void.
        pending: estimates of lines that are pending or held.
        confirmed: estimates of lines whose goods were received.
        settled: settled and not yet paid out.
        paid: paid out.
        reversed: adjustments after settlement, summed; below zero where money was taken back.
    """

    key: str
    currency: str
    orders: int
    pending: int
    confirmed: int
    settled: int
    paid: int
    reversed: int

    @property
    def earned(self) -> int:
        """Settled, paid and adjusted, in micros."""
        return self.settled + self.paid + self.reversed

    def row(self) -> dict[str, str | int | None]:
        """The JSON contract: ``key currency orders pending confirmed settled paid reversed earned``."""
        return {"key": self.key or None} | self.totals_row()

    def totals_row(self) -> dict[str, str | int | None]:
        """The same without the key."""
        amounts = {
            "pending": self.pending,
            "confirmed": self.confirmed,
            "settled": self.settled,
            "paid": self.paid,
            "reversed": self.reversed,
            "earned": self.earned,
        }
        strings = {name: decimal_string(micros, self.currency) for name, micros in amounts.items()}
        return {"currency": self.currency, "orders": self.orders, **strings}


def bucket(moment: datetime, by: By) -> str:
    """The day, ISO week or month of a moment on the seller's clock: ``2026-10-03``, ``2026-W40``, ``2026-10``."""
    if by is By.week:
        year, week, _weekday = moment.isocalendar()
        return f"{year}-W{week:02d}"
    return moment.strftime("%Y-%m" if by is By.month else "%Y-%m-%d")
