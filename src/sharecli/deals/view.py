"""Deals drawn for people: a line each, one with everybody in it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.console import Group, RenderableType
from rich.text import Text

from sharecli.deals.model import How, Kind, Standing, State
from sharecli.language import _
from sharecli.money import grouped
from sharecli.period import local
from sharecli.shell.tables import plain, table
from sharecli.text import clean

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo


def deals(found: Sequence[Standing], zone: "ZoneInfo") -> RenderableType:
    """A line a deal."""
    if not found:
        command = "sharecli deal group open PRODUCT --price 89 --size 3 --hours 24"
        return plain([_("No deals yet. Open one: {command}").format(command=command)])
    columns = (_("deal"), _("product"), _("state"), _("have"), "", _("price"), _("goal"), _("until"))
    rows = [
        (
            one.deal.code,
            one.deal.product,
            state_of(one),
            f"{one.have}/{one.deal.size}",
            one.deal.currency,
            grouped(one.price, one.deal.currency),
            grouped(one.deal.goal, one.deal.currency),
            _moment(one.deal.closes_at, zone),
        )
        for one in found
    ]
    return table(columns, rows, right=(3, 5, 6), wide=(1, 0))


def state_of(one: Standing) -> str:
    """The state in the reader's language, with what the seller decided."""
    said = {
        State.open: _("open"), State.filled: _("filled"), State.failed: _("failed"), State.closed: _("closed"),
    }[one.state]  # fmt: skip
    how = {
        How.off: "",
        How.solo_price: _("at the solo price"),
        How.seller_tops_up: _("the seller tops up"),
        How.price_reached: _("at the price reached"),
    }[one.how]
    return f"{said}, {how}" if how else said


def deal(one: Standing, zone: "ZoneInfo") -> RenderableType:
    """One deal: what it offers, where it stands, everybody in it."""
    return _group(one, zone) if one.deal.kind is Kind.group else _bargain(one, zone)


def _group(one: Standing, zone: "ZoneInfo") -> RenderableType:
    offered = one.deal
    lines = [
        _("{deal}: a group-buy of {product}, {state}").format(
            deal=offered.code, product=offered.product, state=state_of(one)
        ),
        _("{currency} {alone} alone, {price} in a group of {size}").format(
            currency=offered.currency, alone=_amount(one, offered.start), price=_amount(one, offered.goal),
            size=offered.size,
        ),
        _until(one, zone),
        _("{have} of {size} are in; {missing} more to go").format(
            have=one.have, size=offered.size, missing=one.missing
        ),
    ]  # fmt: skip
    if one.leader:
        lines.append(_("{person} leads").format(person=one.leader))
    lines += [
        _("due back to {person}: {currency} {price}").format(
            person=member.person, currency=offered.currency, price=_amount(one, offered.goal)
        )
        for member in one.refunds_due
    ]
    if not one.members:
        return plain(lines)
    rows = [
        (
            member.person,
            _moment(member.joined_at, zone),
            _("left") if member.left else _("in"),
            _("has paid") if member.paid else _("money back") if member.refunded else _("not paid"),
        )
        for member in one.members
    ]
    return Group(prose([*lines, ""]), table((_("who"), _("joined"), "", ""), rows))


def _bargain(one: Standing, zone: "ZoneInfo") -> RenderableType:
    offered = one.deal
    lines = [
        _("{deal}: a bargain for {product}, {state}").format(
            deal=offered.code, product=offered.product, state=state_of(one)
        ),
        _("{currency} {start} at first, {floor} at last, by {size} helpers").format(
            currency=offered.currency, start=_amount(one, offered.start), floor=_amount(one, offered.goal),
            size=offered.size,
        ),
        _until(one, zone),
        _("the price now: {currency} {price}").format(currency=offered.currency, price=_amount(one, one.price)),
        _("truly left: {currency} {amount} by {missing} more helpers").format(
            currency=offered.currency, amount=_amount(one, one.left), missing=one.missing
        ),
        _("the seed of the cuts: {seed}; check them: {command}").format(
            seed=offered.seed, command=f"sharecli deal audit {offered.code}"
        ),
    ]  # fmt: skip
    if offered.owner:
        lines.insert(1, _("it is {person}'s").format(person=offered.owner))
    if not one.cuts:
        return plain(lines)
    price, rows = offered.start, []
    for number, help_ in enumerate(one.cuts, start=1):
        price -= help_.micros
        rows.append(
            (str(number), help_.person, _moment(help_.at, zone), _amount(one, help_.micros), _amount(one, price))
        )
    columns = ("", _("who"), _("helped"), _("cut"), _("price then"))
    return Group(prose([*lines, ""]), table(columns, rows, right=(0, 3, 4)))


def audit(rows: Sequence[dict[str, str | int | None]], sentence: str) -> RenderableType:
    """Every cut beside the one that the seed says."""
    cells = [tuple("" if value is None else str(value) for value in row.values()) for row in rows]
    columns = ("", _("who"), _("by the seed"), _("as written"))
    return Group(table(columns, cells, right=(0, 2, 3)), prose(["", sentence]))


def prose(lines: Sequence[str]) -> Text:
    """Lines above and below a table, which wrap where the terminal is narrow."""
    return Text("\n".join(map(clean, lines)))


def _until(one: Standing, zone: "ZoneInfo") -> str:
    return _("until {when}, whatever happens").format(when=_moment(one.deal.closes_at, zone))


def _amount(one: Standing, micros: int) -> str:
    return grouped(micros, one.deal.currency)


def _moment(stamped: str, zone: "ZoneInfo") -> str:
    return f"{local(stamped, zone):%Y-%m-%d %H:%M}"
