"""What a partner is owed and was paid, in whole minor units; the rest is carried over. Pure."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sharecli.money import decimal_string, digits


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
