"""Refuses what a group shall be spared, and says when it will be fine."""

from collections.abc import Iterable, Sequence
from datetime import datetime, time, timedelta

from sharecli.errors import Refused
from sharecli.language import _
from sharecli.people import group_records
from sharecli.people.model import Group
from sharecli.people.sparing import Shared, may_share
from sharecli.period import stamp
from sharecli.products.model import Product
from sharecli.shell.desk import Desk

_MOST_DAYS = 30
"""Days that are looked at beyond the rest; nobody plans a full group further than that."""


class GroupSpared(Refused):
    """A group shall not see that product yet, or nothing more today."""

    code = "group-spared"


def overruled(
    desk: Desk, group: Group | None, goods: Sequence[Product], now: datetime, *, force: bool
) -> dict[int, str]:
    """What is shared although the group should be spared: product numbers and why not.

    Args:
        desk: the file.
        group: or None where nobody is to be spared.
        goods: what shall be shared now, one after another.
        now: this moment on the seller's clock.
        force: whether that is to be overruled.

    Raises:
        GroupSpared: it is not.
    """
    if group is None:
        return {}
    past = recent(desk, group, now)
    found = {}
    for one in goods:
        if why := may_share(group, one.id, past, now):
            if not force:
                raise _spared(group, one, past, now, why)
            found[one.id] = why
        past.append(Shared(one.id, stamp(now)))
    return found


def recent(desk: Desk, group: Group, now: datetime) -> list[Shared]:
    """What of a group's diary counts for sparing it."""
    # A day more than the rest: today's posts count from the seller's midnight on.
    since = stamp(now - timedelta(days=group.cooldown_days + 1))
    return group_records.shared(group_records.diary(desk.store, group, since=since))


def fine_from(group: Group, product_id: int, past: Iterable[Shared], now: datetime) -> datetime | None:
    """From when a product may be shared in a group; None where it never may, or not soon. Pure.

    Args:
        group: the group.
        product_id: the product's number.
        past: what was shared there.
        now: this moment on the seller's clock.
    """
    past = list(past)
    last = max((one.shared_at for one in past if one.product_id == product_id), default="")
    rested = datetime.fromisoformat(last) + timedelta(days=group.cooldown_days) if last and group.cooldown_days else now
    at = max(now, rested).astimezone(now.tzinfo)
    for _day in range(_MOST_DAYS):
        if may_share(group, product_id, past, at) is None:
            return at
        at = datetime.combine(at.date() + timedelta(days=1), time(), tzinfo=now.tzinfo)
    return None


def _spared(group: Group, one: Product, past: Sequence[Shared], now: datetime, why: str) -> GroupSpared:
    fine = fine_from(group, one.id, past, now)
    moment = f"{fine:%Y-%m-%d %H:%M}" if fine else ""
    when = _("fine from {moment} on").format(moment=moment) if fine else _("never, as it is set")
    words = _("“{product}”: {why}").format(product=one.code, why=why)
    if not moment or moment not in why:  # the rest of a product says its end itself
        words = _("{why}; {when}").format(why=words, when=when)
    hint = _("what may be shared there now: {command}; or add --force").format(
        command=f"sharecli share next --group {group.word}"
    )
    return GroupSpared(words, hint=hint)
