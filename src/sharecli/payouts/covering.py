"""Which lines a payout covers, and what that does to them: settled becomes paid, what is owed back is set off."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from sharecli.commissions import life_records
from sharecli.commissions.ledger import Change
from sharecli.commissions.life import Balance
from sharecli.commissions.model import State
from sharecli.errors import BadValue, Refused
from sharecli.language import _
from sharecli.money import amount
from sharecli.payouts import records
from sharecli.payouts.model import Cover, Payout, up_to
from sharecli.period import midnight
from sharecli.shell.desk import Desk

if TYPE_CHECKING:
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from sqlite_utils import Database

_EARNED = (State.settled, State.paid)


class LineNotPayable(Refused):
    """A line of another platform or currency, or that is not settled, or of which nothing is left to pay."""

    code = "line-not-payable"


class PayoutVoid(Refused):
    """The payout is void already."""

    code = "payout-void"


def named(desk: Desk, payout: Payout, lines: Sequence[str]) -> list[Cover]:
    """The lines that a seller names, each with what it received: ``LINE`` or ``LINE=3.20``.

    Raises:
        LineNotPayable: a line that this payout cannot be for.
        NotFound: no such line.
    """
    found: dict[int, Cover] = {}
    for said in lines:
        word, equals, part = said.rpartition("=")
        line = life_records.find(desk.store, word if equals else said)
        micros = amount(part, line.currency, name="amount", negative=True).micros if equals else line.open
        _check(payout, line, part=bool(equals))
        if line.number in found:
            message = _("commission {number} is named twice").format(number=line.number)
            raise BadValue(message, hint=f"--line {line.number}")
        found[line.number] = Cover(line.number, micros)
    return list(found.values())


def _check(payout: Payout, line: Balance, *, part: bool) -> None:
    number = line.number
    if line.platform != payout.platform or (payout.account and line.account != payout.account):
        message = _("commission {number} is of {platform} {account}").format(
            number=number, platform=line.platform, account=line.account
        )
        raise LineNotPayable(message.rstrip(), hint=f"--platform {line.platform}")
    if line.currency != payout.amounts.currency:
        message = _("commission {number} is in {currency}").format(number=number, currency=line.currency)
        raise LineNotPayable(message, hint=f"--currency {line.currency}")
    if line.state not in _EARNED:
        message = _("commission {number} is {state}, and only what is settled is paid").format(
            number=number, state=_(line.state.value)
        )
        raise LineNotPayable(message, hint=f"sharecli commission settle {number}")
    if not line.open and line.payouts and not part:
        message = _("commission {number} is paid already, to the last cent").format(number=number)
        raise LineNotPayable(message, hint=f"sharecli commission show {number}")


def by_day(desk: Desk, payout: Payout, *, zone: "ZoneInfo", until: date | None) -> list[Cover]:
    """The lines that a payout is for, by its platform and day.

    All that was settled up to that day and no payout covers, and what is owed back. A line that a report calls paid and
    no payout covers is taken where it was paid since the payout before this one, or in the month of this one. Where the
    lines up to an earlier day add up to the payout exactly, it was for those.

    Args:
        desk: the desk.
        payout: not kept yet.
        zone: the seller's clock.
        until: the last day of settlement that it is for, or None.
    """
    lines = life_records.chosen(
        desk.store, platform=payout.platform, account=payout.account, currency=payout.amounts.currency,
        states=_EARNED, unpaid=True,
    )  # fmt: skip
    before = records.chosen(
        desk.store, platform=payout.platform, account=payout.account, currency=payout.amounts.currency,
        end=payout.paid_on, void=False,
    )  # fmt: skip
    last = before[0].paid_on if before else None
    open_ = []
    for line in lines:
        day = line.day_of(line.settled_at or line.ordered_at, zone)
        if line.state is State.paid and not line.payouts:
            paid = line.day_of(line.since, zone)
            fits = paid > last if last else (paid.year, paid.month) == (payout.paid_on.year, payout.paid_on.month)
            day = min(day, paid) if fits and line.open else date.max
        elif line.state is State.paid and not line.owed:
            continue
        if day <= (until or payout.paid_on):
            open_.append((day, line))
    open_.sort(key=lambda one: (one[0], one[1].number))
    count = up_to([(day, line.open) for day, line in open_], payout.amounts.gross) if until is None else len(open_)
    return [Cover(line.number, line.open) for _day, line in open_[:count]]


def keep(
    db: "Database", desk: Desk, payout: Payout, covers: Sequence[Cover], *, zone: "ZoneInfo", at: "datetime"
) -> Payout:
    """Record a payout, and its lines as paid, in a transaction that is open.

    Raises:
        PayoutKnown: its reference is recorded already.
    """
    arrived = midnight(payout.paid_on, zone)
    lines = life_records.chosen(desk.store, numbers=[one.line for one in covers])
    now_paid = [
        (line, [Change(State.paid, settled=line.settled, at=arrived)]) for line in lines if line.state is State.settled
    ]
    rows = life_records.append(db, desk.store, now_paid, at=at)
    return records.Entry(db, at).keep(payout, [(one, rows.get(one.line)) for one in covers])


def void(db: "Database", desk: Desk, payout: Payout, reason: str, *, at: "datetime") -> int:
    """Make a payout void, in a transaction that is open; how many lines stand as settled again.

    Raises:
        PayoutVoid: it is void already.
    """
    if payout.voided_at:
        message = _("payout {number} is void already").format(number=payout.number)
        raise PayoutVoid(message, hint=f"sharecli payout show {payout.number}")
    numbers = records.revived_by(desk.store, payout)
    records.Entry(db, at).void(payout, reason)
    lines = life_records.chosen(desk.store, numbers=numbers)
    back = [(line, [Change(State.settled, settled=line.settled, reason="correction")]) for line in lines]
    life_records.append(db, desk.store, back, at=at)
    return len(numbers)
