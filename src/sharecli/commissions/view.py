"""Commissions drawn for people."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from rich.table import Table
from rich.text import Text

from sharecli.commissions.model import Commission
from sharecli.language import _
from sharecli.period import local
from sharecli.shell.prose import prose
from sharecli.shell.tables import table

if TYPE_CHECKING:
    from sharecli.commissions.batch_records import Batch

_TITLE_CELLS = 24
"""Enough to know a product by; a Chinese character takes two."""


def commissions(rows: Sequence[Commission], zone: ZoneInfo) -> Table | Text:
    """A line per commission; two where the terminal is too narrow for one."""
    if not rows:
        return prose([_("No commissions. Log one with: {command}").format(command="sharecli commission import FILE")])
    headings = ["", _("ordered"), _("platform"), _("order"), _("product"), _("channel"), _("state"), _("amount"), ""]
    lines = [
        (str(one.id), _day(one, zone), one.platform, one.order, _what(one), one.channel or "–", *_worth(one),
         _("import undone") if one.undone else _taken_back(one))
        for one in rows
    ]  # fmt: skip
    return table([*headings, _("taken back")], lines, right=(0, 7, 9), breaks=(4,))


def unmatched(rows: Sequence[Commission], zone: ZoneInfo) -> Table | Text:
    """What there is to lead each back by: the item's number and the sub-id."""
    if not rows:
        return prose([_("Every commission has its product and its channel.")])
    lines: list[tuple[str, ...]] = []
    for one in rows:
        lines.append((_day(one, zone), _what(one), one.item or "–", one.channel or "–", one.sub_id or "–"))
        lines.append((one.platform, one.order, "", "", ""))
    return table((_("ordered"), _("product"), _("item"), _("channel"), _("sub-id")), lines, wide=(4,))


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


def tallies(results: dict[str, Any] | list[dict[str, Any]]) -> Text:
    """What an import did, file by file."""
    if isinstance(results, dict):
        return tally(results)
    return Text("\n").join(tally(one) for one in results if not one.get("error") or one["platform"])


def tally(result: dict[str, Any]) -> Text:
    """What an import of one report did."""
    words = _(
        "{file}: {platform} ({layout}), {rows} rows: {new} new, {updated} updated, {unchanged} unchanged, "
        "{skipped} skipped, {problems} problems"
    )
    return prose([words.format(**result), *_moved(result)])


def undone(result: dict[str, Any]) -> Text:
    """What taking an import back did."""
    words = _(
        "import {batch} ({file}) is taken back: of {lines} commissions {void} are void, "
        "{restored} stand where other reports have them, {unchanged} stand where they stood"
    )
    return prose([words.format(**result), *_moved(result)])


def _moved(result: dict[str, Any]) -> list[str]:
    return [
        _("{currency}: pending {pending}, earned {earned}").format(
            currency=one["currency"], pending=_signed(one["pending"]), earned=_signed(one["earned"])
        )
        for one in result["change"]
    ]


def batches(found: "Sequence[Batch]", zone: ZoneInfo) -> Table | Text:
    """A line per import."""
    if not found:
        words = _("No imports. Import a report with: {command}")
        return prose([words.format(command="sharecli commission import FILE")])
    headings = ("", _("imported"), _("file"), _("platform"), _("rows"), _("new"), _("updated"), "")
    lines = [
        (
            str(one.number), f"{local(one.imported_at, zone):%Y-%m-%d %H:%M}", one.file, one.platform,
            *("–" if one.counts[name] is None else str(one.counts[name]) for name in ("rows", "new", "updated")),
            _("undone") if one.undone_at else "",
        )
        for one in found
    ]  # fmt: skip
    return table(headings, lines, right=(0, 4, 5, 6), wide=(2,))


def batch(changes: Sequence[dict[str, Any]]) -> Table | Text:
    """What an import changed, row by row."""
    if not changes:
        return prose([_("This import changed nothing.")])
    headings = (_("order"), _("item"), _("state"), _("estimate"), _("settled"), _("taken back"), "", _("reason"))
    names = ("estimate", "settled", "adjustment", "currency")
    lines = [
        (one["order"], one["item"] or "–", _(one["state"]) if one["state"] else "–",
         *(one[name] or "" for name in names), _(one["reason"]) if one["reason"] else "")
        for one in changes
    ]  # fmt: skip
    return table(headings, lines, right=(3, 4, 5))


def _signed(number: str) -> str:
    return number if number.startswith("-") else f"+{number}"
