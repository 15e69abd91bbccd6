"""Commissions drawn for people."""

from collections.abc import Sequence
from typing import Any
from zoneinfo import ZoneInfo

from rich.table import Table
from rich.text import Text

from sharecli.commissions.model import Commission
from sharecli.language import _
from sharecli.period import local
from sharecli.shell.tables import plain, table


def commissions(rows: Sequence[Commission], zone: ZoneInfo) -> Table | Text:
    """A line per commission."""
    if not rows:
        return plain([_("No commissions. Log one with: {command}").format(command="sharecli commission import FILE")])
    return table(
        (_("ordered"), _("platform"), _("order"), _("product"), _("channel"), _("state"), _("amount"), "", _("taken back")),
        [
            (
                f"{local(one.ordered_at, zone):%Y-%m-%d}",
                one.platform,
                one.order,
                one.product or one.title[:20] or "–",
                one.channel or "–",
                _(one.state.value),
                one.amount.shown(),
                one.amount.currency,
                one.adjusted.shown() if one.adjusted.micros else "",
            )
            for one in rows
        ],
        right=(6, 8),
        wide=2,
    )


def tally(result: dict[str, Any]) -> Text:
    """What an import did."""
    words = _(
        "{file}: {platform} ({layout}), {rows} rows: {new} new, {updated} updated, {unchanged} unchanged, "
        "{skipped} skipped, {problems} problems"
    )
    lines = [words.format(**result)]
    lines += [
        _("{currency}: pending {pending}, earned {earned}").format(
            currency=one["currency"], pending=_signed(one["pending"]), earned=_signed(one["earned"])
        )
        for one in result["change"]
    ]
    return plain(lines)


def _signed(number: str) -> str:
    return number if number.startswith("-") else f"+{number}"
