"""Whether a group may be shown a product now, so that its trust is not spent. Pure."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple

from sharecli.language import plural
from sharecli.people.model import Group


class Shared(NamedTuple):
    """A share of the diary.

    Attributes:
        product_id: the product's number.
        shared_at: UTC, as stored.
    """

    product_id: int
    shared_at: str


def may_share(group: Group, product_id: int, history: Iterable[Shared], now: datetime) -> str | None:
    """Why a product may not be shared in a group now; None where it may.

    The same product rests for ``group.cooldown_days`` times 24 hours after it was shared there, and a day of the
    seller's calendar takes ``group.posts_a_day`` shares, whatever the products. A share in the future (a clock that
    was set back) counts as one just made.

    Args:
        group: the group.
        product_id: the product's number.
        history: what was shared in this group; older than the rest and than today may be left out. In any order.
        now: this moment on the seller's clock: its zone says when the day began.

    Returns:
        One clause, or None.
    """
    zone = now.tzinfo
    if zone is None:
        message = "a moment without a zone"
        raise ValueError(message)
    moments = [(one.product_id, _moment(one.shared_at)) for one in history]
    last = max((at for product, at in moments if product == product_id), default=None)
    rest = timedelta(days=group.cooldown_days)
    if last is not None and group.cooldown_days and now - last < rest:
        again = (last + rest).astimezone(zone)
        words = plural(
            "“{group}” saw this product on {day}; it rests {count} day, until {until}",
            "“{group}” saw this product on {day}; it rests {count} days, until {until}",
            group.cooldown_days,
        )
        return words.format(
            group=group.word, day=f"{last.astimezone(zone):%Y-%m-%d}", count=group.cooldown_days,
            until=f"{again:%Y-%m-%d %H:%M}",
        )  # fmt: skip
    today = sum(at.astimezone(zone).date() >= now.date() for _product, at in moments)
    if today >= group.posts_a_day:
        words = plural(
            "“{group}” had {count} post today, and {most} a day is what it is spared for",
            "“{group}” had {count} posts today, and {most} a day is what it is spared for",
            today,
        )
        return words.format(group=group.word, count=today, most=group.posts_a_day)
    return None


def _moment(stamped: str) -> datetime:
    return datetime.fromisoformat(stamped)
