"""sharecli commission confirm, settle, hold, release, void, adjust and show: the seller's own word about one line."""

import shlex
from collections.abc import Callable
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from sharecli import money, period
from sharecli.commissions import by_hand, life, life_records
from sharecli.commissions.ledger import Change
from sharecli.commissions.life import Balance
from sharecli.errors import BadValue, Usage
from sharecli.language import _
from sharecli.period import stamp
from sharecli.settings import records as settings
from sharecli.shell.desk import Desk, desk_of
from sharecli.shell.options import Out
from sharecli.shell.page import Format, Page

if TYPE_CHECKING:
    from rich.console import RenderableType

Reason = StrEnum("Reason", [(one, one) for one in by_hand.REASONS])  # type: ignore[misc] # the words stand in by_hand
Which = Annotated[str, typer.Argument(metavar="COMMISSION", help="Its number, its order number, or ORDER/LINE.")]
On = Annotated[str, typer.Option(help="The day it happened, such as 2026-10-03; else today.", show_default=False)]
Amount = Annotated[str, typer.Option(help="How much, such as 25.80; else the estimate.", show_default=False)]

_Act = Callable[[Balance, str], list[Change]]


def confirm(ctx: typer.Context, commission: Which, on: On = "", out: Out = Format.table) -> Page:
    """Confirm a commission: the buyer has kept the goods, and the holding period begins."""
    return _done(ctx, commission, on, out, by_hand.confirm)


def settle(ctx: typer.Context, commission: Which, amount: Amount = "", on: On = "", out: Out = Format.table) -> Page:
    """Settle a commission: the platform owes it for certain."""

    def act(line: Balance, at: str) -> list[Change]:
        return by_hand.settle(line, at, money.amount(amount, line.currency, name="amount").micros if amount else None)

    return _done(ctx, commission, on, out, act)


def hold(ctx: typer.Context, commission: Which, on: On = "", out: Out = Format.table) -> Page:
    """Hold a commission: there is a dispute about it."""
    return _done(ctx, commission, on, out, by_hand.hold)


def release(ctx: typer.Context, commission: Which, on: On = "", out: Out = Format.table) -> Page:
    """Release a commission that was held; it stands where it stood before."""
    store = desk_of(ctx).store
    return _done(
        ctx, commission, on, out,
        lambda line, at: by_hand.release(line, at, life_records.before_hold(store, line.number)),
    )  # fmt: skip


def void(
    ctx: typer.Context,
    commission: Which,
    reason: Annotated[Reason, typer.Option(help="Why it will not be paid.")],
    on: On = "",
    out: Out = Format.table,
) -> Page:
    """Make a commission void before it is settled."""
    return _done(ctx, commission, on, out, lambda line, at: by_hand.void(line, at, reason.value))


def adjust(
    ctx: typer.Context,
    commission: Which,
    refunded: Annotated[
        str,
        typer.Option(help="What the buyer got back of this line so far, all refunds together.", show_default=False),
    ] = "",
    of: Annotated[
        str, typer.Option(help="What the commission is reckoned from, where no report told it.", show_default=False)
    ] = "",
    amount: Annotated[
        str, typer.Option(help="What came or went, such as -3.20; instead of --refunded.", show_default=False)
    ] = "",
    reason: Annotated[Reason | None, typer.Option(help="Why it came or went.", show_default=False)] = None,
    on: On = "",
    out: Out = Format.table,
) -> Page:
    """Adjust a settled commission: a refund, a clawback or a correction, as a row of its own."""
    # What refunds take is added up by its reason, so a refund has no other.
    other = reason not in {None, Reason("refund"), Reason("order_canceled")}
    command = f"sharecli commission adjust {shlex.quote(commission)}"
    if amount and not refunded and reason is None:
        raise Usage(_("say why it came or went"), hint=f"{command} --amount {shlex.quote(amount)} --reason correction")
    if bool(refunded) == bool(amount) or (amount and of) or (refunded and other):
        message = _("say what was refunded, or an amount and its reason")
        said = f" --amount {shlex.quote(amount)} --reason {reason}" if amount and reason else ""
        raise Usage(message, hint=f"{command}{said or f' --refunded {shlex.quote(refunded or str(40))}'}")
    if amount:
        said = reason.value if reason else ""
        return _done(
            ctx, commission, on, out,
            lambda line, at: by_hand.adjust(line, at, _signed(amount, line.currency), said),
        )  # fmt: skip
    return _refund(ctx, commission, refunded, of, reason.value if reason else "refund", on, out)


def show(ctx: typer.Context, commission: Which, out: Out = Format.table) -> Page:
    """Show one commission: how its amount came about, and everything that happened to it."""
    desk = desk_of(ctx)
    zone = settings.read(desk.store).zone
    line = life_records.find(desk.store, commission)
    events = life_records.events(desk.store, line.number)

    def draw() -> "RenderableType":
        from sharecli.commissions import life_view

        return life_view.life(line, events, zone)

    return Page(life.told(line, events), draw, out)


def _refund(ctx: typer.Context, commission: str, refunded: str, of: str, reason: str, on: str, out: Format) -> Page:
    desk = desk_of(ctx)
    at = _moment(desk, on)
    number = life_records.find(desk.store, commission).number
    with desk.store.writing() as db:
        (line,) = life_records.chosen(desk.store, numbers=[number])
        by_hand.adjust(line, at, 0, reason)  # refuses where it stands before the amounts are looked at
        _checked(desk, line, at)
        back = money.amount(refunded, line.currency, name="refund").micros
        said = money.amount(of, line.currency, name="price").micros if of else None
        base = by_hand.base_of(line, said, refunded=back)
        back = by_hand.checked_refund(line, back, base)
        so_far = life_records.reversed_by_refunds(desk.store, number)
        taken = by_hand.taken_back(line, refunded=back, base=base, so_far=so_far)
        life_records.note_refund(db, number, refunded=back, base=base)
        if taken:
            changes = by_hand.adjust(line, at, -taken, reason)
            life_records.append(db, desk.store, [(line, changes)], at=desk.now())
    return _page(desk, number, out, [] if taken else [_("nothing more is taken back")])


def _signed(amount: str, currency: str) -> int:
    micros = money.amount(amount, currency, name="amount", negative=True).micros
    if not micros:
        raise BadValue(_("an adjustment of nothing changes nothing"), hint="--amount -3.20 --reason correction")
    return micros


def _done(ctx: typer.Context, commission: str, on: str, out: Format, act: _Act) -> Page:
    desk = desk_of(ctx)
    at = _moment(desk, on)
    number = life_records.find(desk.store, commission).number
    with desk.store.writing() as db:
        (line,) = life_records.chosen(desk.store, numbers=[number])  # under the lock: as it stands now
        changes = act(line, at)  # where it stands forbids more than its day does
        _checked(desk, line, at)
        life_records.append(db, desk.store, [(line, changes)], at=desk.now())
    return _page(desk, number, out, [])


def _moment(desk: Desk, on: str) -> str:
    if not on:
        return stamp(desk.now())
    zone = settings.read(desk.store).zone
    day = period.a_day(on)
    if day > desk.today(zone):
        raise BadValue(_("the day {day} has not come yet").format(day=day), hint=f"--on {desk.today(zone)}")
    return period.whole_day(day)


def _checked(desk: Desk, line: Balance, at: str) -> str:
    return by_hand.on_its_day(line, at, life_records.last_told(desk.store, line.number), settings.read(desk.store).zone)


def _page(desk: Desk, number: int, out: Format, notes: list[str]) -> Page:
    zone = settings.read(desk.store).zone
    (line,) = life_records.chosen(desk.store, numbers=[number])
    events = life_records.events(desk.store, number)
    if line.owed < 0:
        sum_ = f"{line.said(-line.owed)} {line.currency}"
        notes = [*notes, _("{sum} is owed back; the next payout sets it off").format(sum=sum_)]

    def draw() -> "RenderableType":
        from sharecli.commissions import life_view

        return life_view.life(line, events, zone)

    return Page(life.told(line, events), draw, out, notes)
