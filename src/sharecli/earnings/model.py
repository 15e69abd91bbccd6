"""Earnings: facts added up by what a seller wants to compare. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from sharecli.money import decimal_string
from sharecli.period import Span


class By(StrEnum):
    """What to group earnings by."""

    channel = "channel"
    product = "product"
    platform = "platform"
    campaign = "campaign"
    content = "content"
    person = "person"
    link = "link"
    day = "day"
    week = "week"
    month = "month"
    quarter = "quarter"
    year = "year"


class Against(StrEnum):
    """What a period is compared with."""

    previous = "previous"
    last_year = "last-year"


class Bookkeeper(StrEnum):
    """The programs whose journals are written."""

    hledger = "hledger"
    beancount = "beancount"


TIMES = frozenset({By.day, By.week, By.month, By.quarter, By.year})
"""Those that come in the order of the calendar."""

MONEY = ("pending", "confirmed", "settled", "paid", "reversed", "earned")
"""The amounts of the contract, in its order."""


@dataclass(frozen=True, slots=True)
class Sums:
    """What one key brought in one currency. Amounts are micros.

    Attributes:
        key: a channel, product, platform, month …; several in one, with " / " between; empty where it is not known.
        currency: ISO 4217 code; currencies never mix.
        orders: how many orders have a line that is not void.
        pending: estimates of lines that are pending or held.
        confirmed: estimates of lines whose goods were received.
        settled: settled and not yet paid out.
        paid: paid out.
        reversed: adjustments after settlement, summed; below zero where money was taken back.
        keys: one for each thing that was grouped by; empty where that was one or none.
    """

    key: str
    currency: str
    orders: int
    pending: int
    confirmed: int
    settled: int
    paid: int
    reversed: int
    keys: tuple[str, ...] = ()

    @property
    def earned(self) -> int:
        """Settled, paid and adjusted, in micros."""
        return self.settled + self.paid + self.reversed

    @property
    def coming(self) -> int:
        """Estimates of what is neither settled nor void, in micros."""
        return self.pending + self.confirmed

    @property
    def worth(self) -> int:
        """Earned and coming, in micros: what can be compared while orders are not settled yet."""
        return self.earned + self.coming

    @property
    def names(self) -> tuple[str, ...]:
        """The keys, also where there is one."""
        return self.keys or (self.key,)

    def row(self) -> dict[str, str | int | None]:
        """The JSON contract: ``key currency orders pending confirmed settled paid reversed earned``."""
        return {"key": self.key or None} | self.totals_row()

    def totals_row(self) -> dict[str, str | int | None]:
        """The same without the key."""
        strings = {name: decimal_string(getattr(self, name), self.currency) for name in MONEY}
        return {"currency": self.currency, "orders": self.orders, **strings}


def together(keys: Sequence[str]) -> str:
    """Several keys as one; empty where none of them is known."""
    return " / ".join(key or "–" for key in keys) if any(keys) else ""


@dataclass(frozen=True, slots=True)
class Conversion:
    """An exchange rate that a report used.

    Attributes:
        currency: what was converted.
        base: the rate's one unit.
        quote: what that was worth.
        rate: how much of it, as the seller wrote it.
        on: the day from which it is in force.
        lines: how many lines of orders it was used for.
    """

    currency: str
    base: str
    quote: str
    rate: str
    on: str
    lines: int

    def row(self) -> dict[str, str | int]:
        """The JSON contract of ``rates``."""
        return {
            "currency": self.currency, "base": self.base, "quote": self.quote, "rate": self.rate, "on": self.on,
            "lines": self.lines,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Report:
    """What was asked of the ledger, added up.

    Attributes:
        bys: what it is grouped by.
        span: the days whose orders count.
        rows: by key and currency.
        totals: by currency.
        compared: the days it is compared with, or None.
        before: what each row was worth then, in micros; None where that cannot be compared. Empty without a comparison.
        totals_before: the same for the totals.
        to: the currency that was converted to, or empty.
        conversions: the rates that were used.
        left: currencies of which something could not be converted.
        oldest: the day of the oldest line of each of these.
        held: estimates of lines that are held, in micros by the currency of their orders; pending has them.
    """

    bys: tuple[By, ...]
    span: Span
    rows: tuple[Sums, ...]
    totals: tuple[Sums, ...]
    compared: Span | None = None
    before: tuple[int | None, ...] = ()
    totals_before: tuple[int | None, ...] = ()
    to: str = ""
    conversions: tuple[Conversion, ...] = ()
    left: tuple[str, ...] = ()
    oldest: tuple[str, ...] = ()
    held: tuple[tuple[str, int], ...] = ()

    def data(self) -> dict[str, object]:
        """The JSON contract: ``by period rows totals``; what an option adds stands behind."""
        rows = [self._named(one) for one in self.rows]
        totals = [one.totals_row() for one in self.totals]
        data: dict[str, object] = {"by": ",".join(self.bys), "period": str(self.span), "rows": rows, "totals": totals}
        if self.compared is not None:
            data["compared"] = str(self.compared)
            for row, now, before in zip(rows, self.rows, self.before, strict=True):
                row.update(change(now, before))
            for row, now, before in zip(totals, self.totals, self.totals_before, strict=True):
                row.update(change(now, before))
        if self.to:
            data |= {"in": self.to, "rates": [one.row() for one in self.conversions], "not_converted": list(self.left)}
        return data

    def _named(self, one: Sums) -> dict[str, str | int | None]:
        names = zip(self.bys, one.keys, strict=True) if one.keys else ()
        head: dict[str, str | int | None] = {"key": one.key or None}
        return head | {by.value: key or None for by, key in names} | one.totals_row()


@dataclass(frozen=True, slots=True)
class Curve:
    """What one currency brought over time. Amounts are micros.

    Attributes:
        currency: ISO 4217 code.
        steps: days, weeks or months.
        earned: in each.
        coming: promised in each and not settled.
    """

    currency: str
    steps: tuple[str, ...]
    earned: tuple[int, ...]
    coming: tuple[int, ...]


def change(now: Sums, before: int | None) -> dict[str, str | int | None]:
    """``worth before difference percent``: earned and coming, now and then; nothing where it cannot be compared."""
    worth: dict[str, str | int | None] = {"worth": decimal_string(now.worth, now.currency)}
    if before is None:
        return worth | {"before": None, "difference": None, "percent": None}
    return worth | {
        "before": decimal_string(before, now.currency),
        "difference": decimal_string(now.worth - before, now.currency),
        "percent": percent(now.worth, before),
    }


def percent(now: int, before: int) -> str | None:
    """How much more or less it is, in percent with one decimal; None where there is nothing to be a part of."""
    if before <= 0:
        return None
    return tenths(Fraction(100 * (now - before), before))


def tenths(exact: Fraction) -> str:
    """A number with one decimal, rounded half up; below zero as above."""
    units = (20 * abs(exact.numerator) + exact.denominator) // (2 * exact.denominator)
    return f"{'-' if exact < 0 and units else ''}{units // 10}.{units % 10}"
