"""The dashboard, drawn."""

from datetime import date
from typing import Any

from rich.console import Group, RenderableType
from rich.text import Text

from sharecli.language import _, plural
from sharecli.money import grouped
from sharecli.shell.prose import prose
from sharecli.shell.tables import table

FIRST_STEPS = (
    ("sharecli product add URL --title TITLE --price 129", "keep a product"),
    ("sharecli link new CODE --channel wechat-moments", "make its link"),
    ("sharecli poster make CODE --channel wechat-moments", "make a poster that scans"),
    ("sharecli commission import FILE", "see what came of it"),
)


def first_steps() -> RenderableType:
    """The four lines that get a seller to a first poster."""
    return table(("", ""), [(command, _(meaning)) for command, meaning in FIRST_STEPS], wide=1, heading=False)


def today(
    day: date, counts: dict[str, int], this_month: list[dict[str, Any]], all_time: list[dict[str, Any]]
) -> RenderableType:
    """What there is, what this month brought, and what is still coming."""
    head = _("{day}: {products}, {links}, {commissions}").format(
        day=day,
        products=plural("{count} product", "{count} products", counts["products"]).format(count=counts["products"]),
        links=plural("{count} link", "{count} links", counts["links"]).format(count=counts["links"]),
        commissions=plural("{count} commission", "{count} commissions", counts["commissions"]).format(
            count=counts["commissions"]
        ),
    )
    rows = [(_("this month"), *_amounts(one)) for one in this_month] + [
        (_("all time"), *_amounts(one)) for one in all_time
    ]
    parts: list[RenderableType] = [prose([head])]
    if rows:
        parts += [Text(), table(("", "", _("orders"), _("coming"), _("earned")), rows, right=(2, 3, 4))]
    if counts["unmatched"]:
        words = plural(
            "{count} commission leads to no product or channel yet:",
            "{count} commissions lead to no product or channel yet:",
            counts["unmatched"],
        )
        parts += [prose(["", words.format(count=counts["unmatched"]), "  sharecli commission list --unmatched"])]
    return Group(*parts)


def _amounts(one: dict[str, Any]) -> tuple[str, ...]:
    currency = one["currency"]
    return currency, str(one["orders"]), grouped(one["coming"], currency), grouped(one["earned"], currency)
