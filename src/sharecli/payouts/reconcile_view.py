"""What was expected and what was received, drawn for people: what differs line by line, and the sums."""

from collections.abc import Sequence
from typing import Any

from rich.console import Group, RenderableType

from sharecli.language import _
from sharecli.money import grouped, separated
from sharecli.payouts.model import Payout
from sharecli.payouts.reconciling import Finding, Verdict
from sharecli.shell.prose import prose
from sharecli.shell.tables import table

_QUIET = {Verdict.matches, Verdict.waiting}


def findings(found: Sequence[Finding], payouts: Sequence[Payout], totals: Sequence[dict[str, Any]]) -> RenderableType:
    """Two lines per difference: what it is about and how much, and the cause; then a total per currency."""
    if not found:
        return prose([_("No orders and no payouts in this period.")])
    lines: list[tuple[str, ...]] = []
    for one in found:
        if _tells(one):
            lines.append((
                _(one.verdict.value), _about(one), grouped(one.expected, one.currency),
                grouped(one.settled, one.currency), grouped(one.received, one.currency),
                grouped(one.off, one.currency) if one.off else "", one.currency,
            ))  # fmt: skip
            if one.cause:
                lines.append(("", one.cause, "", "", "", "", ""))
    headings = ("", _("order"), _("expected"), _("settled"), _("received"), _("off by"), "")
    sums = [
        (
            _("total"), _("{matches} match, {waiting} wait").format(**one),
            *(separated(one[name]) for name in ("expected", "settled", "received", "off")), one["currency"],
        )
        for one in totals
    ]  # fmt: skip
    parts: list[RenderableType] = [
        table(
            headings,
            [*lines, *([("",) * 7] if lines else []), *sums],
            right=(2, 3, 4, 5),
            wide=1,
            breaks=(2,),
            fold=True,
        )
    ]
    if payouts:
        parts += [prose(["", *map(_payout, payouts)])]
    return Group(*parts)


def _tells(one: Finding) -> bool:
    """Whether a line says more than that it came out; a void order of nothing tells nothing."""
    if one.verdict in _QUIET:
        return bool(one.off or one.cause)
    return bool(one.expected or one.settled or one.received or one.off)


def _about(one: Finding) -> str:
    if one.line is None:
        return _("payout {number}").format(number=one.payout)
    return one.line.order


def _payout(one: Payout) -> str:
    unit = one.amounts.currency
    words = _("payout {number} of {day}: gross {gross}, fee {fee}, tax {tax}, net {net} {currency}; {lines} lines")
    return words.format(
        number=one.number, day=one.paid_on, gross=grouped(one.amounts.gross, unit), fee=grouped(one.amounts.fee, unit),
        tax=grouped(one.amounts.tax, unit), net=grouped(one.amounts.net, unit), currency=unit, lines=one.lines,
    )  # fmt: skip
