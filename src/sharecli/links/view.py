"""Links drawn for people."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from rich.table import Table
from rich.text import Text

from sharecli.language import _
from sharecli.links.model import Link
from sharecli.period import local
from sharecli.shell.tables import plain, table, whole


def links(rows: Sequence[tuple[Link, str]]) -> Table | Text:
    """A line per link: the link and what goes into its QR code."""
    if not rows:
        return plain(
            [_("No links. Make one with: {command}").format(command="sharecli link new PRODUCT --channel CHANNEL")]
        )
    retired = f" ({_('retired')})"
    columns: list[tuple[str, list[str]]] = [
        (_("code"), [one.code for one, _url in rows]),
        (_("product"), [one.product for one, _url in rows]),
        (_("channel"), [one.channel for one, _url in rows]),
    ]
    # Few links have a campaign or a person; the address needs the room.
    if any(one.campaign for one, _url in rows):
        columns.append((_("campaign"), [one.campaign for one, _url in rows]))
    if any(one.person for one, _url in rows):
        columns.append((_("person"), [one.person for one, _url in rows]))
    columns.append((_("url"), [url + (retired if one.status == "retired" else "") for one, url in rows]))
    lines = list(zip(*(cells for _name, cells in columns), strict=True))
    return whole([name for name, _cells in columns], lines)


def card(one: Link, url: str, history: Sequence[tuple[str, str, str]], zone: ZoneInfo) -> Table:
    """Everything about one link."""
    facts = [
        (_("code"), one.code),
        (_("product"), one.product),
        (_("channel"), one.channel),
        (_("campaign"), one.campaign or "–"),
        *([(_("person"), one.person)] if one.person else []),
        (_("url"), url),
        (_("leads to"), one.destination),
        (_("status"), _(one.status)),
        *(
            (f"{local(at, zone):%Y-%m-%d %H:%M}", _("{where}: {why}").format(where=_(event), why=destination))
            for at, event, destination in history
        ),
    ]
    return table(("", ""), facts, wide=1, fold=True, heading=False)
