"""Refuses what a group shall be spared at a moment, now or planned, and says when it will be fine."""

from collections.abc import Iterable, Sequence
from datetime import datetime, time, timedelta

from sharecli.errors import Refused
from sharecli.language import _, plural
from sharecli.people import group_records
from sharecli.people.foreknowing import NO_PRODUCT, spared
from sharecli.people.model import Group
from sharecli.people.sparing import Shared
from sharecli.period import stamp
from sharecli.products.model import Product
from sharecli.shell.desk import Desk

_MOST_DAYS = 30
"""Days that are looked at beyond the rest; nobody plans a full group further than that."""


class GroupSpared(Refused):
    """A group shall not see that product yet, or nothing more today."""

    code = "group-spared"


def overruled(
    desk: Desk,
    group: Group | None,
    goods: Sequence[Product],
    now: datetime,
    *,
    force: bool,
    besides: Iterable[Shared] = (),
) -> dict[int, str]:
    """What is shared although the group should be spared: product numbers and why not.

    Args:
        desk: the file.
        group: or None where nobody is to be spared.
        goods: what shall be shared then, one after another.
        now: the moment on the seller's clock for which that is.
        force: whether that is to be overruled.
        besides: what counts as shared there and the diary does not know.

    Raises:
        GroupSpared: it is not.
    """
    if group is None:
        return {}
    past = [*recent(desk, group, now), *besides]
    found = {}
    for one in goods:
        if why := spared(group, one.id, past, now):
            if now.date() != desk.now().astimezone(now.tzinfo).date() and spared(group, NO_PRODUCT, past, now):
                why = _full(group, past, now)
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
    past, rest = list(past), timedelta(days=group.cooldown_days)
    moments = (datetime.fromisoformat(one.shared_at) for one in past if one.product_id == product_id)
    rested = sorted({max(now, (one + rest).astimezone(now.tzinfo)) for one in moments})
    days = max([now, *rested]).date() - now.date() + timedelta(days=_MOST_DAYS)
    # Nothing else makes fine what was not: a rest that ends, and a new day.
    midnights = (
        datetime.combine(now.date() + timedelta(days=ahead), time(), tzinfo=now.tzinfo)
        for ahead in range(1, days.days + 1)
    )
    return next((at for at in sorted({now, *rested, *midnights}) if spared(group, product_id, past, at) is None), None)


def _full(group: Group, past: Iterable[Shared], at: datetime) -> str:
    """That a day to come has its posts."""
    count = sum(datetime.fromisoformat(one.shared_at).astimezone(at.tzinfo).date() == at.date() for one in past)
    words = plural(
        "“{group}” has {count} post on {day}, and {most} a day is what it is spared for",
        "“{group}” has {count} posts on {day}, and {most} a day is what it is spared for",
        count,
    )
    return words.format(group=group.word, count=count, day=f"{at:%Y-%m-%d}", most=group.posts_a_day)


def _spared(group: Group, one: Product, past: Sequence[Shared], now: datetime, why: str) -> GroupSpared:
    fine = fine_from(group, one.id, past, now)
    moment = f"{fine:%Y-%m-%d %H:%M}" if fine else ""
    when = _("fine from {moment} on").format(moment=moment) if fine else _("never, as it is set")
    words = _("“{product}”: {why}").format(product=one.code, why=why)
    if not moment or moment not in why:  # the rest of a product says its end itself
        words = _("{why}; {when}").format(why=words, when=when)
    hint = _("what may be shared there: {command}").format(command=f"sharecli share next --group {group.word}")
    return GroupSpared(words, hint=hint)
