"""Plans days ahead, group by group: what is planned rests as if it were shared. Pure."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from sharecli.packs.known import Known
from sharecli.packs.suggesting import Drawn, Suggestion, best
from sharecli.people.model import Group
from sharecli.people.sparing import Shared
from sharecli.period import stamp

NOON = time(12)
"""When a share of a day to come is thought to be made."""


@dataclass(frozen=True, slots=True)
class Planned:
    """A share that is planned.

    Attributes:
        day: of the seller's calendar.
        choice: what for whom, and why.
    """

    day: date
    choice: Suggestion

    def row(self, zone: ZoneInfo) -> dict[str, Any]:
        """The JSON contract: ``day group channel product content why``; a plan's file has the same columns."""
        one = self.choice
        return {
            "day": str(self.day), "group": one.group.word, "channel": one.group.channel, "product": one.product.code,
            "content": None, "why": one.why(zone),
        }  # fmt: skip


def planned(known: Known, now: datetime, source: Random, *, days: int, posts: int) -> list[Planned]:
    """A plan, day by day, the groups of a day by their words.

    Every day is drawn anew, so that a week tries more than today's luck.

    Args:
        known: what is known; what is planned is added to its recent shares.
        now: this moment on the seller's clock; the plan begins today.
        source: of the draws.
        days: how many, today among them.
        posts: a day in a group, at most; fewer where the group is spared for fewer.
    """
    found: list[Planned] = []
    for ahead in range(days):
        day = now.date() + timedelta(days=ahead)
        at = datetime.combine(day, NOON, tzinfo=now.tzinfo) if ahead else now
        luck = Drawn.of(known, source)
        for group in known.groups:
            found += [Planned(day, choice) for choice in _for_group(known, luck, group, at, posts)]
    return found


def _for_group(known: Known, luck: Drawn, group: Group, at: datetime, posts: int) -> list[Suggestion]:
    past = known.recent.setdefault(group.id, [])
    had = sum(datetime.fromisoformat(one.shared_at).astimezone(at.tzinfo).date() == at.date() for one in past)
    found: list[Suggestion] = []
    for _post in range(max(posts - had, 0)):
        choices = best(known, luck, group, at, count=1)
        found += choices
        past.extend(Shared(one.product.id, stamp(at)) for one in choices)
    return found
