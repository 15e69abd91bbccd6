"""Which lines a payout covers, and what that does to them: settled becomes paid, what is owed back is set off."""

import shlex
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from sharecli.commissions import life_records
from sharecli.commissions.ledger import Change
from sharecli.commissions.life import Balance
from sharecli.commissions.model import State
from sharecli.errors import BadValue, Refused
from sharecli.language import _
from sharecli.money import amount, decimal_string, grouped, smallest
from sharecli.payouts import records
from sharecli.payouts.model import Cover, Payout, far_off, in_full, up_to
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


class LinesDoNotAddUp(Refused):
    """A payout is far from what the lines were to bring that it would mark as paid."""

    code = "lines-do-not-add-up"


class PayoutVoid(Refused):
    """The payout is void already."""

    code = "payout-void"


def named(desk: Desk, payout: Payout, lines: Sequence[str], *, zone: "ZoneInfo") -> list[Cover]:
    """The lines that a seller names, each with what it received: ``LINE`` or ``LINE=3.20``.

    Raises:
        LineNotPayable: a line that this payout cannot be for.
        NotFound: no such line.
    """
    found: dict[int, Cover] = {}
    for said in lines:
        word, equals, part = said.rpartition("=")
        line = life_records.find(desk.store, word if equals else said)
        micros = amount(part, line.currency, name="amount", negative=True, fine=True).micros if equals else line.open
        _check(payout, line, part=bool(equals))
        _check_day(payout, line, zone)
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


def _check_day(payout: Payout, line: Balance, zone: "ZoneInfo") -> None:
    day = line.day_of(line.ordered_at, zone)
    if payout.paid_on < day:
        message = _("commission {number} was ordered on {day}, after the payout of {paid_on}").format(
            number=line.number, day=day, paid_on=payout.paid_on
        )
        raise LineNotPayable(message, hint=f"--on {day}")


def by_day(desk: Desk, payout: Payout, *, zone: "ZoneInfo", until: date | None) -> list[Cover]:
    """The lines that a payout is for, by its platform and day.

    All that was settled up to that day and no payout covers, and what is owed back. A line that a report calls paid and
    no payout covers is taken where it was paid since the payout before this one, or in the month of this one. Where the
    lines up to an earlier day add up to the payout exactly, it was for those; or so without what is owed back.

    Args:
        desk: the desk.
        payout: not kept yet.
        zone: the seller's clock.
        until: the last day of settlement that it is for, or None.
    """
    open_ = _open(desk, payout, zone=zone, until=until)
    if until is None:
        open_ = _fitting(open_, payout)
    return [Cover(line.number, line.open) for _day, line in open_]


def _open(desk: Desk, payout: Payout, *, zone: "ZoneInfo", until: date | None) -> "list[tuple[date, Balance]]":
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
    return sorted(open_, key=lambda one: (one[0], one[1].number))


def _fitting(open_: "list[tuple[date, Balance]]", payout: Payout) -> "list[tuple[date, Balance]]":
    unit = smallest(payout.amounts.currency)
    for some in (open_, [one for one in open_ if one[1].open >= 0]):
        count = up_to([(day, line.open) for day, line in some], payout.amounts.gross, unit=unit)
        if abs(sum(line.open for _day, line in some[:count]) - payout.amounts.gross) < unit:
            return some[:count]
    return open_


def weigh(desk: Desk, payout: Payout, covers: Sequence[Cover], *, zone: "ZoneInfo") -> None:
    """Refuse a payout that would mark lines as paid which it is far from paying.

    Raises:
        LinesDoNotAddUp: it is; the hint has the ways to say it.
    """
    lines = life_records.chosen(desk.store, numbers=[one.line for one in covers])
    whole = replace(payout, lines=len(covers), covered=sum(one.micros for one in covers))
    if not covers or not far_off(whole, sum(line.fee or 0 for line in lines)):
        return
    unit = payout.amounts.currency
    message = _("the payout is {gross} {currency}, and the lines that it would mark as paid ({count}) are {covered}")
    said = {"gross": grouped(payout.amounts.gross, unit), "covered": grouped(whole.covered, unit)}
    ways = _ways(payout, covers, _open(desk, payout, zone=zone, until=None))
    hint = _("{command}; or else: {others}, or --as-they-are to mark them as paid all the same").format(
        command=f"{_command(payout)} {ways[0]}", others=", ".join(ways[1:])
    )
    raise LinesDoNotAddUp(message.format(currency=unit, count=len(covers), **said), hint=hint)


def _ways(payout: Payout, covers: Sequence[Cover], open_: "list[tuple[date, Balance]]") -> list[str]:
    """The ways to say what a payout is for, the likeliest first."""
    if len(covers) == 1 and 0 < payout.amounts.gross < covers[0].micros:  # a part of the only one
        return [
            f"--line {covers[0].line}={decimal_string(payout.amounts.gross, payout.amounts.currency)}",
            "--no-lines",
        ]
    so_far, days = 0, {}
    for day, line in open_:
        so_far += line.open
        days[day] = so_far
    gross = payout.amounts.gross
    day = min(days, key=lambda one: abs(days[one] - gross), default=payout.paid_on)
    by_day = f"--until {day}"
    exact = next((line for _day, line in open_ if line.open == gross), None)
    by_name = f"--line {exact.number}" if exact else "--line COMMISSION=3.20"
    if exact:
        return [by_name, by_day, "--no-lines"]
    near = day in days and not far_off(replace(payout, lines=len(open_), covered=days[day]), 0)
    return [by_day, by_name, "--no-lines"] if near else ["--no-lines", by_day, by_name]


def _command(payout: Payout) -> str:
    """What a seller types to record it."""
    sums, unit = payout.amounts, payout.amounts.currency
    said = {
        "--platform": payout.platform, "--account": payout.account, "--currency": unit,
        "--gross": decimal_string(sums.gross, unit), "--fee": decimal_string(sums.fee, unit) if sums.fee else "",
        "--tax": decimal_string(sums.tax, unit) if sums.tax else "", "--on": str(payout.paid_on),
        "--reference": payout.reference,
    }  # fmt: skip
    words = (f"{name} {shlex.quote(word)}" for name, word in said.items() if word)
    return " ".join(("sharecli payout add", *words))


def overpaid(desk: Desk, covers: Sequence[Cover]) -> list[str]:
    """Remarks about lines that get more than was settled of them; before it is kept."""
    brought = {one.line: one.micros for one in covers}
    notes = []
    for line in life_records.chosen(desk.store, numbers=list(brought)):
        over = line.received + brought[line.number] - line.net
        if brought[line.number] > 0 and line.net >= 0 and over >= smallest(line.currency):
            words = _("commission {number} has received {sum} more than was settled of it")
            notes.append(words.format(number=line.number, sum=f"{grouped(over, line.currency)} {line.currency}"))
    return notes


def keep(
    db: "Database", desk: Desk, payout: Payout, covers: Sequence[Cover], *, zone: "ZoneInfo", at: "datetime"
) -> Payout:
    """Record a payout, and the lines of which all was received as paid, in a transaction that is open.

    Raises:
        PayoutKnown: its reference is recorded already.
    """
    arrived = midnight(payout.paid_on, zone)
    lines = life_records.chosen(desk.store, numbers=[one.line for one in covers])
    brought = {one.line: one.micros for one in covers}
    now_paid = [
        (line, [Change(State.paid, settled=line.settled, at=arrived)])
        for line in lines
        # What is paid in part goes on being settled, and is due, until the rest is there.
        if line.state is State.settled and in_full(line.net, line.received + brought[line.number], line.currency)
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
    records.Entry(db, at).void(payout, reason)
    lines = life_records.chosen(desk.store, numbers=records.paid_by_payouts(desk.store, payout))
    back = [
        (line, [Change(State.settled, settled=line.settled, reason="correction")])
        for line in lines
        if not line.payouts or not in_full(line.net, line.received, line.currency)
    ]
    life_records.append(db, desk.store, back, at=at)
    return len(back)
