"""Links drawn for people."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from rich.table import Table
from rich.text import Text

from sharecli.language import _
from sharecli.links.model import Link
from sharecli.period import local
from sharecli.shell.tables import plain, table, whole

if TYPE_CHECKING:
    from sharecli.links.bulk import Result
    from sharecli.links.checking import Checked
    from sharecli.links.likely import Candidate
    from sharecli.platforms.sub_ids import SubId


def links(
    rows: Sequence[tuple[Link, str]], *, states: Mapping[int, str] | None = None, zone: ZoneInfo | None = None
) -> Table | Text:
    """A line per link: the link and what goes into its QR code; one that does not lead now says so.

    Args:
        rows: links and their addresses.
        states: each link's by its number, such as ``closed``; None where every link is new.
        zone: the seller's clock.
    """
    if not rows:
        return plain(
            [_("No links. Make one with: {command}").format(command="sharecli link new PRODUCT --channel CHANNEL")]
        )
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
    columns.append((_("url"), [url + _mark(one, (states or {}).get(one.id, "open"), zone) for one, url in rows]))
    lines = list(zip(*(cells for _name, cells in columns), strict=True))
    return whole([name for name, _cells in columns], lines)


def _mark(one: Link, state: str, zone: ZoneInfo | None) -> str:
    if one.status == "retired":
        return f" ({_('retired')})"
    if state == "waiting" and zone:
        return f" ({_('opens {moment}').format(moment=_minute(one.limits.opens_at, zone))})"
    return f" ({_(state)})" if state in {"closed", "full"} else ""


def _minute(stamped: str, zone: ZoneInfo) -> str:
    return f"{local(stamped, zone):%Y-%m-%d %H:%M}"


def card(
    one: Link,
    url: str,
    history: Sequence[tuple[str, str, str]],
    zone: ZoneInfo,
    *,
    by_hand: "Sequence[tuple[SubId, str]]" = (),
    state: str = "open",
    people: int | None = None,
    away: int = 0,
) -> Table:
    """Everything about one link.

    Args:
        one: the link.
        url: what goes into its QR code.
        history: when (UTC), what, and where it led from then on.
        zone: the seller's clock.
        by_hand: what its platform wants entered, for its links cannot carry it.
        state: ``waiting``, ``open``, ``closed`` or ``full``.
        people: how many came through; None where that does not matter, or is not known.
        away: how many asked for it when it led nowhere.
    """
    limits = one.limits
    facts = [
        (_("code"), one.code),
        (_("product"), one.product),
        (_("channel"), one.channel),
        (_("campaign"), one.campaign or "–"),
        *([(_("person"), one.person)] if one.person else []),
        (_("url"), url),
        (_("leads to"), one.destination),
        (_("status"), _(one.status) + (f" ({_(state)})" if state != "open" else "")),
        *([(_("leads from"), _minute(limits.opens_at, zone))] if limits.opens_at else []),
        *([(_("leads until"), _minute(limits.closes_at, zone))] if limits.closes_at else []),
        *([(_("people at most"), f"{limits.max_clicks:,}")] if limits.max_clicks else []),
        *([(_("people so far"), f"{people:,}")] if people is not None else []),
        *([(_("turned away"), f"{away:,}")] if away else []),
        *([(_("else leads to"), limits.fallback)] if limits.fallback else []),
        *((_("enter by hand"), f"{sub_id.name} {word}: {_(sub_id.where)}") for sub_id, word in by_hand),
        *(
            (_minute(at, zone), _("{where}: {why}").format(where=_(event), why=destination))
            for at, event, destination in history
        ),
    ]
    return table(("", ""), facts, wide=1, fold=True, heading=False)


def likely(found: "Sequence[Candidate]") -> Table | Text:
    """A line per link that a code may mean."""
    names = (_("code"), _("product"), _("channel"), _("campaign"), _("person"), _("status"), _("slips"))
    cells = [
        (
            one.link.code, one.link.product, one.link.channel, one.link.campaign or "–", one.link.person or "–",
            _(one.link.status), str(one.slips),
        )
        for one in found
    ]  # fmt: skip
    return whole(names, cells)


def results(found: "Sequence[Result]") -> Table | Text:
    """A line per row of a list: what became of it."""
    names = (_("line"), _("result"), _("product"), _("channel"), _("code"), _("why"))
    rows = [one.row() for one in found]
    cells = [
        (
            str(row["line"]), _(row["result"]), row["product"] or "–", row["channel"] or "–", row["code"] or "–",
            ": ".join(word for word in (row["column"], row["said"], row["why"]) if word) or "–",
        )
        for row in rows
    ]  # fmt: skip
    return whole(names, cells)


def checked(found: "Sequence[Checked]") -> Table | Text:
    """A line per link: what its destination is, and why."""
    if not found:
        return plain([_("Nothing is dead.")])
    names = (_("code"), _("product"), _("channel"), _("state"), _("answer"), _("why"))
    cells = [
        (
            one.link.code, one.link.product, one.link.channel, _(one.verdict.state.value),
            str(one.verdict.status or "–"), one.verdict.why or "–",
        )
        for one in found
    ]  # fmt: skip
    return whole(names, cells)
