"""What was expected against what was received, line by line, each difference with its cause where it is known. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from sharecli.commissions.life import Balance
from sharecli.commissions.model import State
from sharecli.language import _
from sharecli.money import decimal_string, smallest
from sharecli.payouts.model import Payout


class Verdict(StrEnum):
    """How a line came out."""

    matches = "matches"
    waiting = "waiting"
    missing = "missing"
    shrunk = "shrunk"
    reversed = "reversed"
    unexpected = "unexpected"


@dataclass(frozen=True, slots=True)
class Finding:
    """One line, or what of a payout no line explains. Amounts are micros.

    Attributes:
        verdict: how it came out.
        cause: why, where that is known; else empty.
        line: or None for the rest of a payout.
        payout: the number of the last payout that is meant, or 0.
        currency: ISO 4217 code.
        expected: what was promised.
        settled: what was settled and not taken back.
        received: what payouts brought.
        off: what nothing explains: received beyond what was settled; below zero where it is missing.
    """

    verdict: Verdict
    cause: str
    line: Balance | None
    payout: int
    currency: str
    expected: int
    settled: int
    received: int
    off: int

    def row(self) -> dict[str, Any]:
        """The JSON contract: ``verdict id order product state expected settled received off currency cause payout``."""
        line = self.line
        return {
            "verdict": self.verdict.value,
            "id": line.number if line else None,
            "order": line.order if line else None,
            "product": (line.product or line.title or None) if line else None,
            "state": line.state.value if line else None,
            "expected": decimal_string(self.expected, self.currency),
            "settled": decimal_string(self.settled, self.currency),
            "received": decimal_string(self.received, self.currency),
            "off": decimal_string(self.off, self.currency),
            "currency": self.currency,
            "cause": self.cause or None,
            "payout": self.payout or None,
        }


def of_line(line: Balance, *, payable: date | None, today: date, payout: int) -> Finding:
    """How a line came out.

    Args:
        line: as it stands.
        payable: from which day it is payable; None where nobody can say.
        today: the seller's day.
        payout: the number of the last payout that covers it, or 0.
    """
    expected = line.estimate if line.estimate is not None else line.settled or 0
    earned = line.state in {State.settled, State.paid}
    settled = line.net if earned else 0
    # What a report calls paid without a payout that covers it has not arrived, as far as anybody here knows.
    off = line.received - settled
    if line.payouts and abs(off) < smallest(line.currency):
        off = 0  # reports are finer than what can be paid
    if not earned and line.state is not State.void:
        over = payable is not None and payable <= today
        if line.received or (over and expected):
            off = line.received - expected
            verdict, cause = Verdict.missing, _never_settled(line, payable)
        else:
            verdict, cause, off = Verdict.waiting, "", 0
    elif line.state is State.settled and settled < 0 and not line.payouts:
        verdict, cause, off = Verdict.waiting, _("owed back; the next payout sets it off"), 0
    elif off:
        verdict = Verdict.unexpected if off > 0 else Verdict.shrunk if line.received else Verdict.missing
        cause = _unpaid(line, off)
        if line.received and line.fee and -off == line.fee:
            off = 0  # explained
    elif line.state is State.void or (expected > 0 and settled <= 0):
        verdict, cause = Verdict.reversed, _reversed(line)
    elif settled < expected:
        verdict, cause = Verdict.shrunk, _shrunk(line)
    elif settled > expected:
        verdict, cause = Verdict.unexpected, _("settled for more than the estimate")
    else:
        verdict, cause = Verdict.matches, ""
    return Finding(verdict, cause, line, payout, line.currency, expected, settled, line.received, off)


def of_payout(payout: Payout, fees: int) -> Finding | None:
    """What of a payout is not its lines', with the cause where it is known; None where all of it is theirs.

    Args:
        payout: with its lines.
        fees: what the platform keeps of its lines, in micros, as reports tell.
    """
    if not payout.difference:
        return None
    unit = payout.amounts.currency
    cause, rounded = "", abs(payout.difference) < smallest(unit)
    if rounded:
        cause = _("rounded to what can be paid")
    elif fees and payout.difference == -fees:
        cause = _("the platform's fee for these lines")
    elif payout.difference == -(payout.amounts.fee + payout.amounts.tax):
        cause = _("the payout's fee and tax were taken off once more")
    elif not payout.lines:
        cause = _("no line was paid with it")
    verdict = Verdict.unexpected if payout.difference > 0 else Verdict.shrunk
    explained = rounded or (payout.difference == -fees and fees != 0)
    off = 0 if explained else payout.difference
    return Finding(verdict, cause, None, payout.number, unit, payout.covered, payout.covered, payout.amounts.gross, off)


def _never_settled(line: Balance, payable: date | None) -> str:
    said = _(" (the platform says “{word}”)").format(word=line.word) if line.word else ""
    if line.state is State.held:
        return _("held") + said
    return _("its holding period was over on {day}, and it was never settled").format(day=payable) + said


def _unpaid(line: Balance, off: int) -> str:
    if off > 0:
        reason = _("paid before it was taken back: {reason}").format(reason=_reason(line)) if line.adjusted < 0 else ""
        return reason or _("more was paid than was settled")
    if line.fee and -off == line.fee:
        return _("the platform's fee")
    if line.received:
        return _("less was paid than was settled")
    if line.state is State.paid:
        return _("the platform calls it paid, and no payout covers it")
    return _("settled, and no payout covers it")


def _reversed(line: Balance) -> str:
    why = _reason(line)
    said = _("the platform says “{word}”").format(word=line.word) if line.word else ""
    return "; ".join(filter(None, (why, said)))


def _shrunk(line: Balance) -> str:
    causes = []
    if line.settled is not None and line.estimate is not None and line.settled < line.estimate:
        fee = line.fee is not None and line.estimate - line.settled == line.fee
        causes.append(_("the platform's fee") if fee else _("settled for less than the estimate"))
    if line.adjusted < 0:
        causes.append(_("taken back: {reason}").format(reason=_reason(line) or "–"))
    return "; ".join(causes)


def _reason(line: Balance) -> str:
    """Why a line was last changed, in words and not as the file has it."""
    return _(line.reason).replace("_", " ") if line.reason else ""


def totals(found: Sequence[Finding]) -> list[dict[str, Any]]:
    """Sums by currency of the lines, with how many came out how; ``off`` has the rest of payouts, too."""
    sums: dict[str, dict[str, int]] = {}
    for one in found:
        names = ("expected", "settled", "received", "off")
        mine = sums.setdefault(one.currency, dict.fromkeys((*names, *(verdict.value for verdict in Verdict)), 0))
        if one.line is not None:
            mine["expected"] += one.expected
            mine["settled"] += one.settled
            mine["received"] += one.received
        mine["off"] += one.off
        mine[one.verdict.value] += 1
    rows = []
    for currency, mine in sorted(sums.items()):
        money = {name: decimal_string(mine[name], currency) for name in ("expected", "settled", "received", "off")}
        rows.append({"currency": currency, **money, **{verdict.value: mine[verdict.value] for verdict in Verdict}})
    return rows
