"""Deals drawn for people: a line each, one with everybody in it, and a reckoning with its bars."""

import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.console import Group, RenderableType
from rich.text import Text

from sharecli.deals.model import How, Kind, Standing, State
from sharecli.deals.simulating import Outcome, Reckoning, percent
from sharecli.language import _
from sharecli.money import grouped
from sharecli.period import local
from sharecli.shell.page import console
from sharecli.shell.tables import plain, table
from sharecli.text import clean

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

_WIDEST_BAR = 36
_NARROWEST_BAR = 6


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
            _("paid") if member.paid else _("money back") if member.refunded else _("not paid"),
        )
        for member in one.members
    ]
    return Group(_prose([*lines, ""]), table((_("person"), _("joined"), "", ""), rows))


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
    columns = ("", _("person"), _("helped"), _("cut"), _("price then"))
    return Group(_prose([*lines, ""]), table(columns, rows, right=(0, 3, 4)))


def audit(rows: Sequence[dict[str, str | int | None]], sentence: str) -> RenderableType:
    """Every cut beside the one that the seed says."""
    cells = [tuple("" if value is None else str(value) for value in row.values()) for row in rows]
    columns = ("", _("person"), _("by the seed"), _("kept"))
    return Group(table(columns, cells, right=(0, 2, 3)), _prose(["", sentence]))


def reckoning(made: Reckoning) -> RenderableType:
    """A reckoning: the chance, the bars, and what each end means in money."""
    parts: list[RenderableType] = [_prose([*_chances(made), ""])]
    if made.bars:
        parts += [_plot(made), Text()]
    parts.append(_ends(made))
    return Group(*parts, _prose(["", _("all amounts in {currency}").format(currency=made.deal.currency)]))


def _ends(made: Reckoning) -> RenderableType:
    """What each end means in money, an end a column."""
    names = {
        "filled": _("it fills"), "failed": _("it fails"), "expected": _("expected"), "reached": _("kept as reached"),
    }  # fmt: skip
    currency = made.deal.currency

    def said(micros: int | None) -> str:
        return "–" if micros is None else grouped(micros, currency)

    def line(name: str, cell: Callable[[Outcome], str]) -> list[str]:
        return [name, *map(cell, made.outcomes)]

    rows = [
        line(_("chance, %"), lambda one: percent(one.chance) or ""),
        line(_("buyers"), lambda one: str(one.row(currency)["buyers"])),
        line(_("they pay"), lambda one: said(one.turnover)),
        line(_("discount"), lambda one: said(one.discount)),
        line(_("commission, shop discounts"), lambda one: said(one.commission)),
        line(_("left, you pay the discount"), lambda one: said(one.left)),
        line(_("to give back, at most"), lambda one: said(one.refund)),
    ]
    return table(["", *(names[one.name] for one in made.outcomes)], rows, right=range(1, 5), wide=(0,))


def _chances(made: Reckoning) -> list[str]:
    lines = []
    if made.rate and made.people is not None and made.chance:
        low, middle, high = (percent(one) for one in made.chance)
        words = _("chance to fill: {chance} %") if low == high else _("chance to fill: {chance} % ({low} to {high} %)")
        lines.append(words.format(chance=middle, low=low, high=high))
    else:
        lines.append(_("chance to fill: too few figures to say"))
    if isinstance(made.even, int) and isinstance(made.sure, int):
        words = _("it takes {even} people for an even chance, {sure} for nine in ten")
        lines.append(words.format(even=made.even, sure=made.sure))
    elif made.even is not None and made.sure is not None:
        words = _("an even chance from {even} % of {people} people on, nine in ten from {sure} % on")
        lines.append(words.format(even=percent(float(made.even)), sure=percent(float(made.sure)), people=made.people))
    elif made.people is not None:
        lines.append(_("{people} people are too few for it to fill at all").format(people=made.people))
    return lines


def _plot(made: Reckoning) -> RenderableType:
    heading = _("members") if made.deal.kind is Kind.group else _("helpers")
    labels = [one.label for one in made.bars]
    taken = max(cell_len(heading), *map(len, labels)) + 7 + 2 * 3 + cell_len(_("filled"))
    width = max(min(console().width - taken, _WIDEST_BAR), _NARROWEST_BAR)
    most = max(one.chance for one in made.bars)
    block = _block()
    rows = [
        (
            one.label,
            percent(one.chance) or "",
            block * (max(round(one.chance / most * width), one.chance > 0) if most else 0),
            _("filled") if one.most is None else "",
        )
        for one in made.bars
    ]
    return table((heading, "%", "", ""), rows, right=(0, 1))


def _block() -> str:
    """A whole block where one is a cell wide; in GBK and its like it is two cells, or a question mark."""
    encoding = (getattr(sys.stdout, "encoding", "") or "ascii").lower().replace("-", "")
    return "█" if encoding.startswith("utf") else "#"


def _prose(lines: Sequence[str]) -> Text:
    """Lines above and below a table, which wrap where the terminal is narrow."""
    return Text("\n".join(map(clean, lines)))


def _until(one: Standing, zone: "ZoneInfo") -> str:
    return _("until {when}, whatever happens").format(when=_moment(one.deal.closes_at, zone))


def _amount(one: Standing, micros: int) -> str:
    return grouped(micros, one.deal.currency)


def _moment(stamped: str, zone: "ZoneInfo") -> str:
    return f"{local(stamped, zone):%Y-%m-%d %H:%M}"
