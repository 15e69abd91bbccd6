"""Says which links have let through all the people they may, as far as clicks are known on this computer."""

from collections.abc import Sequence
from contextlib import closing

from sharecli.errors import SharecliError
from sharecli.language import _
from sharecli.links.model import Link
from sharecli.shell.desk import Desk


def people_through(desk: Desk, links: Sequence[Link]) -> tuple[dict[int, int], list[str]]:
    """How many people came through each link that lets through so many and no more, by the links' numbers.

    Returns:
        The counts; and a note where the file of clicks cannot be read, for then nobody knows.
    """
    limited = [one for one in links if one.limits.max_clicks and one.status != "retired"]
    if not limited:
        return {}, []
    from sharecli.clicks import records as clicks, store

    try:
        with closing(store.open_reader(store.beside(desk.path))) as reader:
            return {one.id: clicks.people_through(reader, one.id) for one in limited}, []
    except SharecliError as error:
        said = _("how many people came through is not known now: {why}")
        return {}, [said.format(why=error.message)]


def turned_away(desk: Desk, link: Link) -> int:
    """How many people asked for a link when it led nowhere; 0 where that is not known."""
    from sharecli.clicks import records as clicks, store

    try:
        with closing(store.open_reader(store.beside(desk.path))) as reader:
            return clicks.turned_away(reader, link.id)
    except SharecliError:  # a note says so where it matters
        return 0


def state_of(link: Link, at: str, people: int) -> str:
    """``waiting``, ``open``, ``closed`` or ``full`` at a moment, UTC as stored; a retired link says ``open``."""
    if link.status == "retired":
        return "open"
    state = link.limits.state(at)
    return "full" if state == "open" and 0 < link.limits.max_clicks <= people else state
