"""What was shared in a group, and which products may be shared there now."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sharecli.people import group_records
from sharecli.people.foreknowing import spared
from sharecli.people.group_records import Entry
from sharecli.people.model import Group
from sharecli.period import stamp
from sharecli.products import records as products
from sharecli.settings import records as settings
from sharecli.shell.desk import Desk


@dataclass(frozen=True, slots=True)
class Facts:
    """A group as it stands now.

    Attributes:
        people: the words of who is known to be in it.
        diary: what was shared there, the newest first.
        now: product code and why it may not be shared now, or None where it may; what the group likes stands first.
        zone: the seller's clock.
    """

    people: list[str]
    diary: list[Entry]
    now: list[tuple[str, str | None]]
    zone: ZoneInfo

    def row(self) -> dict[str, Any]:
        """The JSON contract: ``people shared may_share resting``; times are UTC."""
        return {
            "people": self.people,
            "shared": [
                {"at": one.shared_at, "product": one.product, "link": one.link, "content": one.content or None,
                 "forced": one.forced}
                for one in self.diary
            ],
            "may_share": [product for product, why in self.now if why is None],
            "resting": [{"product": product, "why": why} for product, why in self.now if why is not None],
        }  # fmt: skip


def facts(desk: Desk, one: Group) -> Facts:
    """A group as it stands now."""
    zone = settings.read(desk.store).zone
    now = desk.now().astimezone(zone)
    # A day more than the rest: today's posts count from the seller's midnight on.
    since = stamp(now - timedelta(days=one.cooldown_days + 1))
    recent = group_records.shared(group_records.diary(desk.store, one, since=since))
    likes = set(one.interests)
    goods = sorted(products.chosen(desk.store), key=lambda item: (-len(likes.intersection(item.tags)), item.code))
    return Facts(
        people=group_records.members(desk.store, one),
        diary=group_records.diary(desk.store, one),
        now=[(item.code, spared(one, item.id, recent, now)) for item in goods],
        zone=zone,
    )
