"""What of a group's diary counts at a moment, where the diary knows packs of days to come. Pure."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta

from sharecli.language import plural
from sharecli.people.model import Group
from sharecli.people.sparing import Shared, may_share
from sharecli.period import stamp

NO_PRODUCT = 0
"""The number of none: what is said of it is said of the group."""


def spared(group: Group, product_id: int, history: Iterable[Shared], at: datetime) -> str | None:
    """Why a product may not be shared in a group at a moment; None where it may.

    As :func:`sharecli.people.sparing.may_share` says, and both ways: what is planned there for less than the rest
    later is no less of a repetition. What is planned for another day takes no post of this one.

    Args:
        group: the group.
        product_id: the product's number.
        history: what was shared there, and what is planned; in any order.
        at: the moment on the seller's clock.
    """
    zone = at.tzinfo
    past = list(history)
    tomorrow = stamp(datetime.combine(at.date() + timedelta(days=1), time(), tzinfo=zone))
    rest = timedelta(days=group.cooldown_days)
    later = sorted(one.shared_at for one in past if one.product_id == product_id and one.shared_at >= tomorrow)
    if later and (planned := datetime.fromisoformat(later[0]).astimezone(zone)) - at < rest:
        words = plural(
            "“{group}” is to see this product on {day}; it rests {count} day",
            "“{group}” is to see this product on {day}; it rests {count} days",
            group.cooldown_days,
        )
        return words.format(group=group.word, day=f"{planned:%Y-%m-%d}", count=group.cooldown_days)
    return may_share(group, product_id, [one for one in past if one.shared_at < tomorrow], at)
