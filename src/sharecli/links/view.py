"""Links drawn for people."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from rich.table import Table
from rich.text import Text

from sharecli.language import _
from sharecli.links.model import Link
from sharecli.period import local
from sharecli.shell.tables import plain, table


def links(rows: Sequence[tuple[Link, str]]) -> Table | Text:
    """A line per link: the link and what goes into its QR code."""
    if not rows:
        return plain(
            [_("No links. Make one with: {command}").format(command="sharecli link new PRODUCT --channel CHANNEL")]
        )
    retired = f" ({_('retired')})"
    headings: tuple[str, ...] = (_("code"), _("product"), _("channel"), _("campaign"), _("url"))
    lines: list[tuple[str, ...]] = [
        (one.code, one.product, one.channel, one.campaign, url + (retired if one.status == "retired" else ""))
        for one, url in rows
    ]
    if not any(one.campaign for one, _url in rows):  # few links have one; the address needs the room
        headings = (*headings[:3], headings[4])
        lines = [(*line[:3], line[4]) for line in lines]
    return table(headings, lines, wide=(len(headings) - 1, 1), fold=True)


def card(one: Link, url: str, history: Sequence[tuple[str, str, str]], zone: ZoneInfo) -> Table:
    """Everything about one link."""
    facts = [
        (_("code"), one.code),
        (_("product"), one.product),
        (_("channel"), one.channel),
        (_("campaign"), one.campaign or "–"),
        (_("url"), url),
        (_("leads to"), one.destination),
        (_("status"), _(one.status)),
        *(
            (f"{local(at, zone):%Y-%m-%d %H:%M}", _("{where}: {why}").format(where=_(event), why=destination))
            for at, event, destination in history
        ),
    ]
    return table(("", ""), facts, wide=1, fold=True, heading=False)
