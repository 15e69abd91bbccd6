"""Commissions drawn for people."""

from collections.abc import Sequence
from typing import Any
from zoneinfo import ZoneInfo

from rich.measure import Measurement
from rich.table import Table
from rich.text import Text

from sharecli.commissions.model import Commission
from sharecli.language import _
from sharecli.period import local
from sharecli.shell.page import console
from sharecli.shell.tables import plain, table

_ENDLESS = 10_000
_TITLE_CELLS = 24
"""Enough to know a product by; a Chinese character takes two."""


def commissions(rows: Sequence[Commission], zone: ZoneInfo) -> Table | Text:
    """A line per commission; two where the terminal is too narrow for one."""
    if not rows:
        return plain([_("No commissions. Log one with: {command}").format(command="sharecli commission import FILE")])
    where = console()
    drawn = _one_line_each(rows, zone)
    wanted = Measurement.get(where, where.options.update(width=_ENDLESS), drawn).maximum
    return drawn if wanted <= where.width else _two_lines_each(rows, zone)


def unmatched(rows: Sequence[Commission], zone: ZoneInfo) -> Table | Text:
    """What there is to lead each back by: the item's number and the sub-id."""
    if not rows:
        return plain([_("Every commission has its product and its channel.")])
    lines: list[tuple[str, ...]] = []
    for one in rows:
        lines.append((_day(one, zone), _what(one), one.item or "–", one.channel or "–", one.sub_id or "–"))
        lines.append((one.platform, one.order, "", "", ""))
    return table((_("ordered"), _("product"), _("item"), _("channel"), _("sub-id")), lines, wide=(4,))


def _one_line_each(rows: Sequence[Commission], zone: ZoneInfo) -> Table:
    headings = (_("ordered"), _("platform"), _("order"), _("product"), _("channel"), _("state"), _("amount"), "")
    lines = [
        (_day(one, zone), one.platform, one.order, _what(one), one.channel or "–", *_worth(one), _taken_back(one))
        for one in rows
    ]
    return table((*headings, _("taken back")), lines, right=(6, 8))


def _two_lines_each(rows: Sequence[Commission], zone: ZoneInfo) -> Table:
    lines: list[tuple[str, ...]] = []
    for one in rows:
        back = _taken_back(one)
        lines.append((_day(one, zone), _what(one), one.channel or "–", *_worth(one)))
        lines.append((one.platform, one.order, "", _("taken back") if back else "", back, ""))
    headings = (_("ordered"), _("product"), _("channel"), _("state"), _("amount"), "")
    return table(headings, lines, right=(4,), wide=(1, 2))


def _day(one: Commission, zone: ZoneInfo) -> str:
    return f"{local(one.ordered_at, zone):%Y-%m-%d}"


def _what(one: Commission) -> str:
    title = Text(one.product or one.title or "–")
    title.truncate(_TITLE_CELLS, overflow="ellipsis")
    return str(title)


def _worth(one: Commission) -> tuple[str, str, str]:
    return _(one.state.value), one.amount.shown(), one.amount.currency


def _taken_back(one: Commission) -> str:
    return one.adjusted.shown() if one.adjusted.micros else ""


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
