"""Payouts drawn for people."""

from collections.abc import Sequence
from typing import Any

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from sharecli.language import _
from sharecli.money import grouped
from sharecli.payouts.model import Covered, Payout
from sharecli.shell.prose import prose
from sharecli.shell.tables import plain, table


def payouts(rows: Sequence[Payout]) -> Table | Text:
    """A line per payout."""
    if not rows:
        return prose([_("No payouts yet. Record one with: {command}").format(command="sharecli payout add")])
    void = any(one.voided_at for one in rows)
    lines = [
        (
            str(one.number), str(one.paid_on), " ".join(filter(None, (one.platform, one.account))),
            one.reference or "–", _said(one.amounts.gross, one), _said(one.amounts.net, one),
            _said(one.difference, one) if one.difference and not one.voided_at else "", one.amounts.currency,
            *((_("void") if one.voided_at else "",) if void else ()),
        )
        for one in rows
    ]  # fmt: skip
    headings = ("", _("paid on"), _("platform"), _("reference"), _("gross"), _("net"), _("off by"), "")
    return table((*headings, "") if void else headings, lines, right=(0, 4, 5, 6), wide=(2, 3), breaks=(4,))


def payout(one: Payout, lines: Sequence[Covered], why: str) -> RenderableType:
    """One payout, its amounts and the lines it covers."""
    unit = one.amounts.currency
    head = [
        (_(name), value)
        for name, value in (
            ("payout", str(one.number) if one.number else ""),
            ("platform", f"{one.platform} {one.account}".strip()),
            ("paid on", str(one.paid_on)),
            ("reference", one.reference),
            ("void", why),
        )
        if value
    ]
    sums = [
        (_(name), grouped(micros, unit), unit)
        for name, micros in (
            ("gross", one.amounts.gross),
            ("fee", one.amounts.fee),
            ("tax", one.amounts.tax),
            ("net", one.amounts.net),
            ("its lines were to bring", one.covered),
            ("off by", one.difference),
        )
        if micros or name in {"gross", "net"}
    ]
    parts: list[RenderableType] = [table(("", ""), head, wide=1, fold=True, heading=False), plain([""])]
    parts.append(table(("", "", ""), sums, right=(1,), heading=False))
    if lines:
        rows = [
            (str(line.line), line.order, line.product or "–", _(line.state), grouped(line.micros, unit), unit)
            for line in lines
        ]
        headings = (_("commission"), _("order"), _("product"), _("state"), _("amount"), "")
        parts += [plain([""]), table(headings, rows, right=(0, 4), wide=(1, 2))]
    return Group(*parts)


def tally(result: dict[str, Any]) -> Text:
    """What an import of payouts did."""
    words = _("{file}: {rows} rows: {new} new, {unchanged} unchanged, {problems} problems; {lines} lines are paid")
    return prose([words.format(**result)])


def _said(micros: int, one: Payout) -> str:
    return grouped(micros, one.amounts.currency)
