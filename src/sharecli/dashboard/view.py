"""The dashboard, drawn."""

from datetime import date
from typing import Any

from rich.console import Group, RenderableType

from sharecli.language import _
from sharecli.money import grouped
from sharecli.shell.tables import plain, table

FIRST_STEPS = (
    ("sharecli product add URL --title “…” --price 129 --commission 20%", "keep a product you share"),
    ("sharecli link new CODE --channel wechat-moments", "make its link for a channel"),
    ("sharecli poster make CODE --channel wechat-moments --into posters/", "make a poster that scans"),
    ("sharecli commission import FILE", "import what a platform paid, then: sharecli earnings"),
)


def first_steps() -> RenderableType:
    """The four lines that get a seller to a first poster."""
    return table(("", ""), [(command, _(meaning)) for command, meaning in FIRST_STEPS], wide=1)


def today(
    day: date, counts: dict[str, int], this_month: list[dict[str, Any]], all_time: list[dict[str, Any]]
) -> RenderableType:
    """What there is, what this month brought, and what is still coming."""
    head = _("{day}: {products} products, {links} links, {commissions} commissions").format(day=day, **counts)
    rows = [(_("this month"), *_amounts(one)) for one in this_month] + [
        (_("all time"), *_amounts(one)) for one in all_time
    ]
    parts: list[RenderableType] = [plain([head])]
    if rows:
        parts += [plain([""]), table(("", "", _("orders"), _("coming"), _("earned")), rows, right=(2, 3, 4))]
    if counts["unmatched"]:
        words = _("{count} commissions lead to no product or channel yet: {command}")
        parts += [plain(["", words.format(count=counts["unmatched"], command="sharecli commission list --unmatched")])]
    return Group(*parts)


def _amounts(one: dict[str, Any]) -> tuple[str, ...]:
    currency = one["currency"]
    return currency, str(one["orders"]), grouped(one["coming"], currency), grouped(one["earned"], currency)
