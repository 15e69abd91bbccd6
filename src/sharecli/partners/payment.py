"""What a partner is owed and was paid, in whole minor units; the rest is carried over. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from sharecli.money import decimal_string, digits
from sharecli.period import local

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class Payment:
    """Money that the seller gave a partner.

    Attributes:
        number: the row's number; 0 before it is kept.
        person: the partner's word.
        currency: ISO 4217 code.
        paid_on: the seller's day.
        micros: how much, above zero.
        reference: the number of the payment, or empty.
        voided_at: when it was taken back, UTC as stored, or empty.
        reason: why it was, or empty.
    """

    number: int
    person: str
    currency: str
    paid_on: date
    micros: int
    reference: str = ""
    voided_at: str = ""
    reason: str = ""

    def row(self) -> dict[str, Any]:
        """The JSON contract: ``id partner paid_on amount currency reference voided_at reason``."""
        return {
            "id": self.number,
            "partner": self.person,
            "paid_on": str(self.paid_on),
            "amount": decimal_string(self.micros, self.currency),
            "currency": self.currency,
            "reference": self.reference or None,
            "voided_at": self.voided_at or None,
            "reason": self.reason or None,
        }


class Entry(NamedTuple):
    """A payment, or that one was taken back, as it stands on a statement.

    Attributes:
        on: the seller's day on which it happened.
        what: ``payment`` or ``payment-undone``.
        currency: ISO 4217 code.
        micros: how much went to the partner; below zero where it is owed again.
        reference: of the payment, or empty. One that was taken back has none: it may have been the mistake.
    """

    on: date
    what: str
    currency: str
    micros: int
    reference: str


def entries(payments: Iterable[Payment], zone: "ZoneInfo") -> list[Entry]:
    """What was paid, and what was taken back of it, each on its day: what a statement said once stays true.

    Args:
        payments: void ones included.
        zone: the seller's clock.
    """
    found = []
    for one in payments:
        found.append(Entry(one.paid_on, "payment", one.currency, one.micros, "" if one.voided_at else one.reference))
        if one.voided_at:
            # Never before it was paid, should the seller's clock have moved.
            day = max(local(one.voided_at, zone).date(), one.paid_on)
            found.append(Entry(day, "payment-undone", one.currency, -one.micros, ""))
    return sorted(found, key=lambda one: one.on)


@dataclass(frozen=True, slots=True)
class Account:
    """Where a partner stands in one currency. Amounts are micros.

    Attributes:
        person: the partner's word.
        currency: ISO 4217 code.
        promised: shares of commissions that are pending or confirmed.
        held: shares of commissions in dispute.
        earned: shares of commissions that are settled or paid, less what was taken back.
        paid: what was paid and not taken back.
    """

    person: str
    currency: str
    promised: int = 0
    held: int = 0
    earned: int = 0
    paid: int = 0

    @property
    def balance(self) -> int:
        """What is owed, exactly; below zero what the partner owes back."""
        return self.earned - self.paid

    @property
    def owed(self) -> int:
        """What can be paid of the balance: whole minor units, toward zero."""
        unit: int = 10 ** (6 - digits(self.currency))
        whole = abs(self.balance) // unit * unit
        return whole if self.balance >= 0 else -whole

    @property
    def carried(self) -> int:
        """What is left below the minor unit; it stays in the balance."""
        return self.balance - self.owed

    def row(self) -> dict[str, Any]:
        """The JSON contract: ``partner currency promised held earned paid owed carried``."""
        return {"partner": self.person, "currency": self.currency} | {
            name: decimal_string(getattr(self, name), self.currency)
            for name in ("promised", "held", "earned", "paid", "owed", "carried")
        }


@dataclass(frozen=True, slots=True)
class Books:
    """The seller's commission of one currency, and what of it is whose. Amounts are micros.

    Attributes:
        currency: ISO 4217 code.
        earned: the seller's gross, as ``earnings`` has it.
        promised: the same of what is pending, confirmed or held.
        partners: what of ``earned`` is the partners'.
        partners_promised: what of ``promised`` would be.
    """

    currency: str
    earned: int
    promised: int
    partners: int
    partners_promised: int

    @property
    def left(self) -> int:
        """What is left to the seller of what was earned."""
        return self.earned - self.partners

    def row(self) -> dict[str, Any]:
        """The JSON contract: ``currency earned partners left promised partners_promised left_promised``."""
        sums = {
            "earned": self.earned, "partners": self.partners, "left": self.left, "promised": self.promised,
            "partners_promised": self.partners_promised, "left_promised": self.promised - self.partners_promised,
        }  # fmt: skip
        return {"currency": self.currency} | {
            name: decimal_string(micros, self.currency) for name, micros in sums.items()
        }
