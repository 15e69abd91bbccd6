"""A reckoning drawn for people: the chance to fill, the bars, what each end means in money."""

import sys
from collections.abc import Callable

from rich.cells import cell_len
from rich.console import Group, RenderableType
from rich.text import Text

from sharecli.deals.model import Kind
from sharecli.deals.reckoning import Outcome, Reckoning, percent
from sharecli.language import _
from sharecli.money import grouped
from sharecli.shell.page import console
from sharecli.shell.prose import prose
from sharecli.shell.tables import table

_WIDEST_BAR = 36
_NARROWEST_BAR = 6


def reckoning(made: Reckoning) -> RenderableType:
    """A reckoning: the chance, the bars, and what each end means in money."""
    parts: list[RenderableType] = [prose([*_chances(made), ""])]
    if made.bars:
        parts += [_plot(made), Text()]
    parts.append(_ends(made))
    return Group(*parts, prose(["", _("all amounts in {currency}").format(currency=made.deal.currency)]))


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
