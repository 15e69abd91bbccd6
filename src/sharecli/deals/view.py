"""Deals drawn for people: a line each, one with everybody in it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.console import Group, RenderableType

from sharecli.deals.model import How, Kind, Standing, State
from sharecli.language import _, plural
from sharecli.money import grouped, separated
from sharecli.period import local
from sharecli.shell.prose import prose
from sharecli.shell.tables import table

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo


def deals(found: Sequence[Standing], zone: "ZoneInfo") -> RenderableType:
    """A line a deal; two where the terminal is too narrow for one: no code, amount or day is ever broken."""
    if not found:
        command = "sharecli deal group open PRODUCT --price 89 --size 3 --hours 24"
        return prose([_("No deals yet. Open one: {command}").format(command=command)])
    rows = [
        (
            (one.deal.code, one.deal.product, state_of(one)),
            (
                f"{one.have}/{one.deal.size}",
                one.deal.currency,
                grouped(one.price, one.deal.currency),
                grouped(one.deal.goal, one.deal.currency),
                _moment(one.deal.closes_at, zone),
            ),
        )
        for one in found
    ]
    names, figures = (_("deal"), _("product"), _("state")), (_("have"), "", _("price"), _("goal"), _("until"))
    headings, lines = (*names, *figures), [(*said, *numbers) for said, numbers in rows]
    return table(headings, lines, right=(3, 5, 6), breaks=(len(names),))


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
        (_("{have} of {size} are in; {missing} more to go") if one.missing else _("{have} of {size} are in")).format(
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
        return prose(lines)
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
        plural(
            "{currency} {start} at first, {floor} at last, by {size} helper",
            "{currency} {start} at first, {floor} at last, by {size} helpers",
            offered.size,
        ).format(
            currency=offered.currency, start=_amount(one, offered.start), floor=_amount(one, offered.goal),
            size=offered.size,
        ),
        _until(one, zone),
        _("the price now: {currency} {price}").format(currency=offered.currency, price=_amount(one, one.price)),
        _left(one),
        _("the seed of the cuts: {seed}; check them: {command}").format(
            seed=offered.seed, command=f"sharecli deal audit {offered.code}"
        ),
    ]  # fmt: skip
    if offered.owner:
        lines.insert(1, _("it is {person}'s").format(person=offered.owner))
    if not one.cuts:
        return prose(lines)
    price, rows = offered.start, []
    for number, help_ in enumerate(one.cuts, start=1):
        price -= help_.micros
        rows.append(
            (str(number), help_.person, _moment(help_.at, zone), _amount(one, help_.micros), _amount(one, price))
        )
    columns = ("", _("who"), _("helped"), _("cut"), _("price then"))
    return Group(prose([*lines, ""]), table(columns, rows, right=(0, 3, 4)))


def _left(one: Standing) -> str:
    if not one.missing:
        words = plural("{have} of {size} helper has helped", "{have} of {size} helpers have helped", one.deal.size)
        return words.format(have=one.have, size=one.deal.size)
    words = plural(
        "truly left: {currency} {amount} by {missing} more helper",
        "truly left: {currency} {amount} by {missing} more helpers",
        one.missing,
    )
    return words.format(currency=one.deal.currency, amount=_amount(one, one.left), missing=one.missing)


def audit(rows: Sequence[dict[str, str | int | None]], sentence: str) -> RenderableType:
    """Every cut beside the one that the seed says."""
    cells = [tuple(_said(value) for value in row.values()) for row in rows]
    columns = ("", _("who"), _("by the seed"), _("as written"))
    return Group(table(columns, cells, right=(0, 2, 3)), prose(["", sentence]))


def _said(value: str | int | None) -> str:
    """A cell of an audit; its amounts are decimal numbers as the JSON has them."""
    return "" if value is None else separated(value) if isinstance(value, str) and "." in value else str(value)


def _until(one: Standing, zone: "ZoneInfo") -> str:
    return _("until {when}, whatever happens").format(when=_moment(one.deal.closes_at, zone))


def _amount(one: Standing, micros: int) -> str:
    return grouped(micros, one.deal.currency)


def _moment(stamped: str, zone: "ZoneInfo") -> str:
    return f"{local(stamped, zone):%Y-%m-%d %H:%M}"
