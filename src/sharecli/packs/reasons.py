"""The clauses that a suggestion's reason is made of. Pure."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from sharecli.language import _, plural
from sharecli.packs.choosing import Posterior, Tally
from sharecli.period import local


def liked(tags: Sequence[str]) -> str:
    """What a product and its readers have in common."""
    return _("likes {tags}").format(tags=", ".join(tags)) if tags else _("no interest in common")


def past(tally: Tally, *, of_people: bool) -> str:
    """What became of it so far, of people who came or of shares."""
    if not tally.of:
        return _("never tried there")
    words = (
        plural("{orders} orders of {count} person", "{orders} orders of {count} people", tally.of)
        if of_people
        else plural("{orders} orders of {count} share", "{orders} orders of {count} shares", tally.of)
    )
    return words.format(orders=tally.orders, count=tally.of)


def believed(posterior: Posterior, draw: float) -> str:
    """Between which rates it is believed to be, and the one that was drawn."""
    low, high = posterior.interval
    words = _("believed {low}–{high} %, drawn {draw} %")
    return words.format(low=percent(low), high=percent(high), draw=percent(draw))


def day(stamped: str, zone: ZoneInfo) -> str:
    """The seller's day of a stored moment; empty for none."""
    return f"{local(stamped, zone):%Y-%m-%d}" if stamped else ""


def percent(part: float) -> str:
    """A part as percent, with two decimals."""
    return f"{100 * part:.2f}"
