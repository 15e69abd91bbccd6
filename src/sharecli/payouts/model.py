"""A payout: what a platform sent on a day, and which lines it is for. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sharecli.errors import BadValue
from sharecli.language import _
from sharecli.money import decimal_string, grouped, smallest


@dataclass(frozen=True, slots=True)
class Amounts:
    """What was paid, in micros of one currency; ``net`` is ``gross - fee - tax``.

    Attributes:
        currency: ISO 4217 code.
        gross: what the lines brought.
        fee: what the platform kept for paying.
        tax: what it withheld.
        net: what arrived.
    """

    currency: str
    gross: int
    fee: int
    tax: int
    net: int


@dataclass(frozen=True, slots=True)
class Payout:
    """What a platform sent.

    Attributes:
        number: the row's number; 0 before it is kept.
        platform: a platform's key.
        account: the seller's account there, or empty.
        paid_on: the day it arrived, on the seller's calendar.
        amounts: gross, fee, tax and net.
        reference: the platform's or the bank's number of it, or empty.
        lines: how many lines it covers.
        covered: what these lines were to bring, in micros.
        voided_at: when it was made void, UTC as stored, or empty.
    """

    number: int
    platform: str
    account: str
    paid_on: date
    amounts: Amounts
    reference: str
    lines: int
    covered: int
    voided_at: str = ""

    @property
    def difference(self) -> int:
        """What was paid beyond what its lines were to bring, in micros; below zero where less."""
        return self.amounts.gross - self.covered

    def row(self) -> dict[str, Any]:
        """The JSON contract.

        ``id platform account paid_on currency gross fee tax net reference lines covered difference voided_at``.
        """
        unit = self.amounts.currency
        return {
            "id": self.number,
            "platform": self.platform,
            "account": self.account or None,
            "paid_on": str(self.paid_on),
            "currency": unit,
            "gross": decimal_string(self.amounts.gross, unit),
            "fee": decimal_string(self.amounts.fee, unit),
            "tax": decimal_string(self.amounts.tax, unit),
            "net": decimal_string(self.amounts.net, unit),
            "reference": self.reference or None,
            "lines": self.lines,
            "covered": decimal_string(self.covered, unit),
            "difference": decimal_string(self.difference, unit),
            "voided_at": self.voided_at or None,
        }

    def remark(self) -> str:
        """What there is to say about its difference; empty where there is none."""
        if not self.difference:
            return ""
        sum_ = f"{grouped(abs(self.difference), self.amounts.currency)} {self.amounts.currency}"
        if not self.number:  # not kept yet
            more, less = (
                _("this payout is {sum} more than its lines were to bring"),
                _("this payout is {sum} less than its lines were to bring"),
            )
            return (more if self.difference > 0 else less).format(sum=sum_)
        if self.difference > 0:
            return _("payout {number} is {sum} more than its lines were to bring").format(number=self.number, sum=sum_)
        return _("payout {number} is {sum} less than its lines were to bring").format(number=self.number, sum=sum_)


@dataclass(frozen=True, slots=True)
class Cover:
    """What of a payout is one line's.

    Attributes:
        line: the commission's number.
        micros: of the payout's currency; below zero where something owed back is set off.
    """

    line: int
    micros: int


@dataclass(frozen=True, slots=True)
class Covered:
    """A line of a payout, as it is shown.

    Attributes:
        line: the commission's number.
        order: the platform's order number.
        product: the product's code or the item's title, or empty.
        state: where the line stands now.
        micros: what of the payout is its own.
    """

    line: int
    order: str
    product: str
    state: str
    micros: int

    def row(self, currency: str) -> dict[str, Any]:
        """The JSON contract: ``id order product state amount currency``."""
        return {
            "id": self.line,
            "order": self.order,
            "product": self.product or None,
            "state": self.state,
            "amount": decimal_string(self.micros, currency),
            "currency": currency,
        }


def added_up(currency: str, *, gross: int | None, fee: int, tax: int, net: int | None, platform: str) -> Amounts:
    """The amounts of a payout: what is not said follows from the rest, and all of it has to add up.

    Args:
        currency: ISO 4217 code.
        gross: micros, or None.
        fee: micros.
        tax: micros.
        net: micros, or None.
        platform: who paid, for the command in the hint.

    Raises:
        BadValue: gross - fee - tax is not net, or neither is said.
    """
    if gross is None and net is None:
        hint = f"sharecli payout add --platform {platform} --currency {currency} --gross 128.00"
        raise BadValue(_("how much was paid? neither gross nor net is said"), hint=hint)
    whole = gross if gross is not None else (net or 0) + fee + tax
    arrived = whole - fee - tax
    if net is not None and net != arrived:
        sums = {"gross": whole, "fee": fee, "tax": tax, "said": net, "net": arrived}
        words = {name: decimal_string(micros, currency) for name, micros in sums.items()}
        message = _("{gross} less a fee of {fee} and a tax of {tax} is {net}, not {said}").format(**words)
        raise BadValue(message, hint=f"--net {words['net']}")
    return Amounts(currency, whole, fee, tax, arrived)


def far_off(payout: Payout, fees: int) -> bool:
    """Whether a payout is too far from its lines to be taken as what they brought.

    Platforms round, convert and keep something, so a twentieth of the lines or one smallest unit a line is nothing
    strange, and neither is what is said of fees and tax.

    Args:
        payout: with its lines.
        fees: what the platform keeps of its lines, in micros, as reports tell.
    """
    room = max(abs(payout.covered) // 20, payout.lines * smallest(payout.amounts.currency))
    return abs(payout.difference) > room + abs(payout.amounts.fee) + abs(payout.amounts.tax) + abs(fees)


def in_full(net: int, received: int, currency: str) -> bool:
    """Whether all there is of a line was received: what is left is less than can be paid. Amounts are micros."""
    left = net - received
    return left < smallest(currency) if net >= 0 else left > -smallest(currency)


def up_to(open_: Sequence[tuple[date, int]], gross: int, *, unit: int = 1) -> int:
    """How many of the lines that could be paid were: those up to the last day on which they add up to the payout.

    Platforms pay what was settled up to a day of their own. Where no day fits, all of them.

    Args:
        open_: when each was settled and what is open of it, in micros, by day.
        gross: of the payout, in micros.
        unit: the smallest that is paid, in micros: lines may be finer, their payout is rounded.
    """
    found, so_far = 0, 0
    for place, (day, micros) in enumerate(open_, start=1):
        so_far += micros
        ends_day = place == len(open_) or open_[place][0] != day
        if ends_day and abs(so_far - gross) < unit:
            found = place
    return found or len(open_)
