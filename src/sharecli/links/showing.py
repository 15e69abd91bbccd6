"""Finds one link and shows it: what the commands about a single link have in common."""

from typing import TYPE_CHECKING, Any

from sharecli.errors import Refused
from sharecli.language import _
from sharecli.links import filling, making, records
from sharecli.links.model import Link
from sharecli.links.tagging import by_hand, seller_of
from sharecli.period import stamp
from sharecli.settings import records as settings
from sharecli.shell.desk import Desk
from sharecli.shell.page import Format, Page

if TYPE_CHECKING:
    from rich.console import RenderableType


class LinkRetired(Refused):
    """A retired link stays retired."""

    code = "link-retired"


def in_use(desk: Desk, code: str) -> Link:
    """The link of that code.

    Raises:
        NotFound: with the closest codes.
        LinkRetired: it is out of use for ever.
    """
    link = records.find(desk.store, code)
    if link.status == "retired":
        message = _("“{code}” is retired").format(code=link.code)
        further = f" --campaign {link.campaign}" * bool(link.campaign) + f" --person {link.person}" * bool(link.person)
        raise LinkRetired(message, hint=f"sharecli link new {link.product} --channel {link.channel}{further}")
    return link


def card(desk: Desk, link: Link, out: Format, notes: list[str] | None = None) -> Page:
    """One link with where it led over time, and what its platform wants entered by hand."""
    from sharecli.links import view

    now = settings.read(desk.store)
    url = making.url_of(link, now)
    seller = seller_of(link.destination, link.platform)
    words = by_hand(seller, code=link.code, product=link.product, channel=link.channel, campaign=link.campaign)
    known, unknown = filling.people_through(desk, [link])
    people = known.get(link.id)
    state = filling.state_of(link, stamp(desk.now()), people or 0)
    row: dict[str, Any] = link.row(url, state=state)
    if words:
        row["by_hand"] = {one.name: word for one, word in words}
    if people is not None:
        row["people"] = people
    if away := filling.turned_away(desk, link):
        row["turned_away"] = away

    def draw() -> "RenderableType":
        past = records.history(desk.store, link)
        return view.card(link, url, past, now.zone, by_hand=words, state=state, people=people, away=away)

    return Page(row, draw, out, [*(notes or []), *unknown])
