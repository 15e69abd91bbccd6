"""Adds up what happened to a deal: where that leaves it at a moment. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from sharecli.deals.model import Deal, Event, How, Kind, Member, Standing, State


@dataclass(slots=True)
class _Told:
    """What the events say, as far as they were read."""

    members: dict[str, Member] = field(default_factory=dict)
    cuts: list[Event] = field(default_factory=list)
    filled_at: str = ""
    closed: Event | None = None

    def hear(self, deal: Deal, one: Event) -> None:
        there = self.members.get(one.person)
        if one.kind == "joined":
            # Who comes back stands behind everybody else.
            self.members.pop(one.person, None)
            self.members[one.person] = Member(one.person, one.at, paid=bool(there and there.paid))
        elif one.kind == "cut":
            self.cuts.append(one)
        elif one.kind == "closed":
            self.closed = one
        elif there:
            self.members[one.person] = Member(
                there.person, there.joined_at,
                paid=one.kind == "paid" or (there.paid and one.kind != "refunded"),
                refunded=one.kind == "refunded" or (there.refunded and one.kind != "paid"),
                left=there.left or one.kind == "left",
            )  # fmt: skip
        inside = sum(not member.left for member in self.members.values())
        have = len(self.cuts) if deal.kind is Kind.bargain else inside
        if have >= deal.size and not self.filled_at and self.closed is None:
            self.filled_at = one.at


def standing(deal: Deal, events: Iterable[Event], now: str) -> Standing:
    """Where a deal stands.

    A group that was filled stays filled, whoever leaves afterwards: that is one order taken back, not the group's end.

    Args:
        deal: which.
        events: all that happened to it, in order.
        now: this moment, UTC, as stored.
    """
    told = _Told()
    for one in events:
        told.hear(deal, one)
    state, ended, how = State.open, "", How.off
    if told.filled_at:
        state, ended = State.filled, told.filled_at
    elif told.closed:
        state, ended, how = State.closed, told.closed.at, How(told.closed.how)
    elif now >= deal.closes_at:
        state, ended = State.failed, deal.closes_at
    return Standing(deal, state, how, tuple(told.members.values()), tuple(told.cuts), ended)
