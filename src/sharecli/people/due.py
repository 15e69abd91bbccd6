"""Whom to talk to: the day for it has come, or nothing was heard for long. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sharecli.language import _, plural
from sharecli.people.model import Person, Stage
from sharecli.period import local

_ORDER = list(Stage)


@dataclass(frozen=True, slots=True)
class Due:
    """Somebody to talk to.

    Attributes:
        person: who.
        late: days since the day that was set for it; None where none was, or it has not come.
        silent: whole days since the seller had to do with them.
        last: the seller's day of that.
    """

    person: Person
    late: int | None
    silent: int
    last: date

    @property
    def why(self) -> str:
        """The reason, one clause."""
        if self.late == 0:
            return _("today is the day you set")
        if self.late is not None:
            words = plural("{count} day past the day you set", "{count} days past the day you set", self.late)
            return words.format(count=self.late)
        return plural("{count} day of silence", "{count} days of silence", self.silent).format(count=self.silent)

    def row(self) -> dict[str, str | int | list[str] | None]:
        """The JSON contract: ``person name stage why next late_days last_heard silent_days interests``."""
        return {
            "person": self.person.word,
            "name": self.person.name,
            "stage": self.person.stage.value,
            "why": self.why,
            "next": self.person.next_touch or None,
            "late_days": self.late,
            "last_heard": str(self.last),
            "silent_days": self.silent,
            "interests": list(self.person.interests),
        }


def due(people: Iterable[Person], heard: Mapping[int, str], *, now: datetime, zone: ZoneInfo, silent: int) -> list[Due]:
    """Whom to talk to today: first the days that were set, the oldest first; then silence, who trusts most first.

    Somebody whose day is set and has not come is left in peace until then.

    Args:
        people: all of them.
        heard: by number, when the seller last had to do with them, UTC as stored.
        now: this moment.
        zone: the seller's clock.
        silent: days of silence that are long.
    """
    today = now.astimezone(zone).date()
    found = []
    for one in people:
        last = local(heard.get(one.id, one.created_at), zone).date()
        days = max((today - last).days, 0)
        late = (today - date.fromisoformat(one.next_touch)).days if one.next_touch else None
        if late is not None and late < 0:
            continue
        if late is not None or days >= silent:
            found.append(Due(one, late, days, last))
    return sorted(found, key=_rank)


def _rank(one: Due) -> tuple[bool, int, int, int, str]:
    return (
        one.late is None,
        -(one.late or 0),
        -_ORDER.index(one.person.stage),
        -one.silent,
        one.person.word,
    )
