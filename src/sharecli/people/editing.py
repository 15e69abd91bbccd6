"""Adds and changes people in one transaction each: their words checked, no circle, a date for each step."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from shlex import quote
from typing import TYPE_CHECKING

from sharecli import period
from sharecli.channels import loader as channels
from sharecli.errors import BadValue
from sharecli.language import _
from sharecli.links.person_records import PersonForgotten
from sharecli.people import compose, keeping_records as keeping, life_records, records
from sharecli.people.model import Group, Person, Stage
from sharecli.settings import records as settings
from sharecli.shell import typed
from sharecli.shell.desk import Desk

if TYPE_CHECKING:
    from sqlite_utils import Database

    from sharecli.store.open import Store


@dataclass(frozen=True, slots=True)
class Change:
    """What to change of a person; None leaves a thing as it is.

    Attributes:
        name: one line.
        stage: a stage's name.
        on: the seller's day on which the step was taken; today where empty.
        note: why, or anything.
        brought_by: word or name; empty for nobody.
        next_touch: a day; empty for none.
        handles: to set, each ``channel=handle``.
        no_handles: channels to take away.
        interests: all of them.
        join: groups to be in.
        leave: groups to leave.
    """

    name: str | None = None
    stage: str | None = None
    on: str = ""
    note: str | None = None
    brought_by: str | None = None
    next_touch: str | None = None
    handles: Sequence[str] = field(default_factory=tuple)
    no_handles: Sequence[str] = field(default_factory=tuple)
    interests: Sequence[str] | None = None
    join: Sequence[str] = field(default_factory=tuple)
    leave: Sequence[str] = field(default_factory=tuple)

    def __bool__(self) -> bool:
        """Whether anything is to change."""
        return self != Change(on=self.on)


def add(desk: Desk, name: str, *, word: str = "", change: Change) -> Person:
    """Keep a new person.

    Args:
        desk: the file and the clock.
        name: one line.
        word: the seller's word for them; else one is made.
        change: everything else.

    Raises:
        BadValue: something is not what it should be.
        PersonTaken: another person has the word, or has a word for a name, or a name for a word.
    """
    hint = typed.again("--word", "ling")
    own = compose.word_of(word, what=_("the word"), hint=hint) if word.strip() else ""
    said = compose.name_of(name, hint="sharecli person add Ling")
    store = desk.store
    with store.writing() as db:
        _no_word(store, said, 0, hint=f"sharecli person add {quote(_unlike(said))}")
        if own and (other := records.called_exactly(store, own)):
            free = compose.free_word(own, taken=lambda one: _goes_by(store, one))
            message = _("“{word}” is what another person is called: {other}").format(word=own, other=other)
            raise records.PersonTaken(message, hint=typed.again("--word", free))
        key = own or compose.made_word(said, letter="p", taken=lambda one: _goes_by(store, one))
        stage = compose.stage_of(change.stage) if change.stage else Stage.stranger
        one, brought_by = _changed(desk, Person(key, said, stage), replace(change, name=None))
        number = keeping.keep(db, one, at=desk.now(), brought_by=brought_by)
        taken = keeping.step(db, number, stage, at=_moment(desk, change.on))
        _rest(desk, db, number, change, step_id=taken)
    return records.find(store, key)


def edit(desk: Desk, who: str, change: Change) -> Person:
    """Change a person.

    Raises:
        NotFound: nobody goes by that word or name.
        PersonForgotten: they are forgotten.
        BroughtInACircle: they would have brought themself.
        BadValue: something is not what it should be.
    """
    known(desk, who)  # who is not there is told before a file is made
    with desk.store.writing() as db:
        before = known(desk, who)
        one, brought_by = _changed(desk, before, change)
        _no_word(desk.store, one.name, one.id, hint=typed.again("--name", _unlike(one.name)))
        keeping.change(db, one, at=desk.now(), brought_by=brought_by)
        taken = None
        stage = compose.stage_of(change.stage) if change.stage else before.stage
        if stage != before.stage:
            at = _moment(desk, change.on)
            _not_before(desk, before, at)
            taken = keeping.step(db, before.id, stage, at=at)
        _rest(desk, db, before.id, change, step_id=taken)
    return records.find(desk.store, before.word)


def known(desk: Desk, who: str) -> Person:
    """The person of that word or name.

    Raises:
        NotFound: nobody goes by it.
        PersonForgotten: they are forgotten.
    """
    one = records.find(desk.store, who)
    if one.forgotten_at:
        message = _("“{word}” is forgotten: nothing is kept about them").format(word=one.word)
        raise PersonForgotten(message, hint="sharecli person add Ling")
    return one


def note(desk: Desk, who: str, text: str, *, next_touch: str | None) -> tuple[Person, bool]:
    """Note something about a person: having talked to them, a day that was set and has come is over.

    Returns:
        The person, and whether such a day was taken away.
    """
    said = compose.note_of(text)
    day = _next_day(desk, next_touch)
    known(desk, who)
    with desk.store.writing() as db:
        one = known(desk, who)
        keeping.note(db, one.id, said, at=desk.now())
        today = desk.today(settings.read(desk.store).zone)
        over = day is None and bool(one.next_touch) and one.next_touch <= str(today)
        if over or day is not None:
            keeping.touch_next(db, one.id, day or "", at=desk.now())
    return records.find(desk.store, one.word), over


def _changed(desk: Desk, before: Person, change: Change) -> tuple[Person, Person | None]:
    handles = dict(before.handles)
    for one in change.no_handles:
        handles.pop(channels.find(one, paste="--no-handle {}").key, None)
    for one in change.handles:
        channel, handle = compose.handle_of(one)
        typed_so = quote(handle).replace("{", "{{").replace("}", "}}")
        handles[channels.find(channel, paste=f"--handle {{}}={typed_so}").key] = handle
    day = _next_day(desk, change.next_touch)
    said = before.brought_by if change.brought_by is None else change.brought_by.strip()
    brought_by = None
    if said:
        if said.lower() == before.word and not before.id:
            message = _("“{word}” would have brought themself").format(word=before.word)
            raise keeping.BroughtInACircle(message, hint=typed.again("--referred-by", ""))
        brought_by = records.find(desk.store, said)
        if before.id:
            keeping.not_a_circle(desk.store, before.word, brought_by)
    return replace(
        before,
        name=before.name if change.name is None else compose.name_of(change.name, hint=typed.again("--name", "Ling")),
        interests=before.interests if change.interests is None else compose.interests_of(change.interests),
        handles=tuple(sorted(handles.items())),
        next_touch=before.next_touch if day is None else day,
    ), brought_by


def _rest(desk: Desk, db: "Database", number: int, change: Change, *, step_id: int | None) -> None:
    """Groups and the note."""
    keeping.join(db, number, _groups(desk, change.join))
    keeping.leave(db, number, _groups(desk, change.leave))
    if change.note:
        keeping.note(db, number, compose.note_of(change.note), at=desk.now(), step_id=step_id)


def _groups(desk: Desk, words: Sequence[str]) -> list[Group]:
    return [records.group(desk.store, one) for one in words]


def _goes_by(store: "Store", word: str) -> bool:
    """Whether somebody has the word, or a name that is written exactly so."""
    return records.by_word(store, word) is not None or records.called_exactly(store, word) != ""


def _no_word(store: "Store", name: str, number: int, *, hint: str) -> None:
    """Refuse a name that is another person's word: whoever types it would mean either."""
    other = records.by_word(store, name)
    if other is not None and other.id != number and other.word == name:
        message = _("“{name}” is another person's word, so nobody else is called exactly that").format(name=name)
        raise records.PersonTaken(message, hint=hint)


def _unlike(name: str) -> str:
    """A name that is no word."""
    return name.capitalize() if name.capitalize() != name else f"{name} (2)"


def _next_day(desk: Desk, word: str | None) -> str | None:
    """A day to come as it is kept, empty for none; None where nothing was said."""
    if word is None or not word.strip():
        return None if word is None else ""
    day = period.a_day(word.strip())
    today = desk.today(settings.read(desk.store).zone)
    if day < today:
        raise BadValue(_("the day {day} is over").format(day=day), hint=typed.again("--next", str(today)))
    return str(day)


def _moment(desk: Desk, on: str) -> datetime:
    """When a step was taken: now, or as a day of the seller's calendar begins."""
    zone = settings.read(desk.store).zone
    today = desk.today(zone)
    day = period.a_day(on.strip()) if on.strip() else today
    if day > today:
        raise BadValue(_("the day {day} has not come yet").format(day=day), hint=typed.again("--on", str(today)))
    return desk.now() if day == today else datetime(day.year, day.month, day.day, tzinfo=zone)


def _not_before(desk: Desk, one: Person, at: datetime) -> None:
    last = life_records.steps(desk.store, one)[-1]
    if period.stamp(at) < last.reached_at:
        day = period.local(last.reached_at, settings.read(desk.store).zone).date()
        message = _("“{word}” took the last step on {day}: the next one cannot be before that")
        raise BadValue(message.format(word=one.word, day=day), hint=typed.again("--on", str(day)))
