"""Which products a command is about, in the words of its options."""

from collections.abc import Sequence

from sharecli.errors import BadValue
from sharecli.language import _
from sharecli.products import records
from sharecli.products.model import Product
from sharecli.shell.desk import Desk
from sharecli.text import clean


def listed(
    desk: Desk,
    codes: Sequence[str] = (),
    *,
    tags: Sequence[str] = (),
    platform: str = "",
    archived: bool = False,
    query: str = "",
    since: str = "",
) -> list[Product]:
    """The products that fit every option, sorted by code.

    Args:
        desk: the file and the clock.
        codes: only these; empty for all.
        tags: with every one of these.
        platform: a platform's key, or empty.
        archived: only those off the list, instead of only those on it.
        query: words that title or code contain, every one; or empty.
        since: a day of the seller's calendar, or the period on whose first day to begin; or empty.

    Raises:
        BadValue: ``since`` is neither.
        NotFound: a code that does not exist.
    """
    moment = _moment(desk, since) if since.strip() else ""
    return records.chosen(desk.store, codes, tags=tags, platform=platform, archived=archived, query=query, since=moment)


def _moment(desk: Desk, since: str) -> str:
    from sharecli.period import parse  # most lists are of every age
    from sharecli.settings import records as settings

    zone = settings.read(desk.store).zone
    try:
        return parse(since, today=desk.today(zone)).moments(zone)[0]
    except BadValue:
        message = _("“{said}” is neither a day nor a period").format(said=clean(since, limit=40))
        hint = _("use a day or a period: 2026-10-03, today, last-7-days, this-week, this-month, 2026-10, 2026Q3, 2026")
        raise BadValue(message, hint=hint) from None
