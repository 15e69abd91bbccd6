"""Agrees terms with a friend, changes and ends them: whatever was said for a sale stays; never above the commission."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from shlex import quote
from typing import TYPE_CHECKING

from sharecli import money, period
from sharecli.errors import BadValue, NotFound, Taken
from sharecli.language import _
from sharecli.partners import limits, records
from sharecli.partners.model import Book, Terms
from sharecli.people import editing, records as people
from sharecli.people.records import PersonUnknown
from sharecli.settings import records as settings
from sharecli.shell import typed
from sharecli.shell.desk import Desk
from sharecli.text import clean

if TYPE_CHECKING:
    from sharecli.people.model import Person


_USUAL = {"--rate": "30%", "--second-rate": "10%"}
"""Options and a value that they may have."""


class PartnerKnown(Taken):
    """Somebody has terms already."""

    code = "partner-known"


class PartnerNotFound(NotFound):
    """Somebody has, and had, no terms."""

    code = "partner-not-found"


@dataclass(frozen=True, slots=True)
class Wish:
    """Terms as a seller typed them; an empty word is not said.

    Attributes:
        rate: such as ``30%``.
        second: such as ``10%``.
        invited_by: word or name.
        nobody: whether nobody invited them (any more).
        since: a day; today where empty.
        until: a day, or empty for no end.
    """

    rate: str = ""
    second: str = ""
    invited_by: str = ""
    nobody: bool = False
    since: str = ""
    until: str = ""


def add(desk: Desk, who: str, wish: Wish) -> Terms:
    """Agree the first terms with a person.

    Raises:
        NotFound: nobody goes by that word or name, or the inviter is no partner.
        PartnerKnown: they have terms.
        BadValue: a rate or a day is not one.
        SharesAboveWhole: two shares would be more than the commission.
        InvitedInACircle: they would have invited themself.
    """
    person = _person(desk, who)
    words = Terms(
        person.word, _since(desk, wish), _until(wish), _own_rate(wish.rate), _rate(wish.second or "0%", "--second-rate")
    )

    def made(book: Book) -> Terms:
        if person.word in book.terms:
            message = _("“{word}” has terms already").format(word=person.word)
            raise PartnerKnown(message, hint=f"sharecli partner terms {person.word} --rate {money.percent(words.rate)}")
        return words

    return _agreed(desk, person, wish, made)


def change(desk: Desk, who: str, wish: Wish) -> Terms:
    """Agree further terms with a partner, from a day on; what is not said stays as it was.

    Raises:
        PartnerNotFound: they have no terms to change.
        PersonForgotten: they are forgotten.
        TermsOverlap: others hold on that day until a last one, or are to come after it.
        SalesReckoned: sales since that day were reckoned by the terms before.
        BadValue: a rate or a day is not one.
        SharesAboveWhole: two shares would be more than the commission.
        InvitedInACircle: they would have invited themself.
    """
    person = editing.known(desk, partner(desk, who).word)
    day = _since(desk, wish)

    def made(book: Book) -> Terms:
        until = _until(wish)
        limits.room_for(desk, book, person.word, day, until)
        rows = [one for one in records.terms(desk.store) if one.person == person.word and not one.ends]
        there = [one for one in book.terms[person.word] if one.since <= day]
        before = (there or rows)[-1]
        return replace(
            before, since=day, until=until,
            rate=_own_rate(wish.rate) if wish.rate else before.rate,
            second=_rate(wish.second, "--second-rate") if wish.second else before.second,
            invited_by="" if wish.nobody else before.invited_by,
        )  # fmt: skip

    return _agreed(desk, person, wish, made)


def end(desk: Desk, who: str, on: str) -> Terms:
    """End a partner's terms; the day is the last one whose sales count.

    Raises:
        PartnerNotFound: they have no terms.
        TermsOverlap: no terms are in force on that day.
        SalesReckoned: sales after that day were reckoned by them.
    """
    person = partner(desk, who)
    last = _day(on) if on else desk.today(settings.read(desk.store).zone)
    with desk.store.writing() as db:
        book = records.book(desk.store)
        row = Terms(person.word, last + timedelta(days=1))
        there = next((one for one in book.terms[person.word] if one.until is None or one.until > last), None)
        if there is None:
            message = _("the terms of “{word}” have ended before {day}").format(word=person.word, day=row.since)
            raise limits.TermsOverlap(message, hint=f"sharecli partner show {person.word}")
        until = there.until

        def later(after: date) -> str:
            on = after - timedelta(days=1)
            fits = until is None or on < until
            return typed.again("--on", str(on)) if fits else f"sharecli partner show {person.word}"

        limits.nothing_reckoned(desk, book, person.word, row.since, instead=later)
        return records.keep_terms(db, row, person, None, at=desk.now())


def partner(desk: Desk, who: str) -> "Person":
    """A person who has or had terms; a forgotten one by their word, since debts are not forgotten.

    Raises:
        NotFound: nobody goes by that word or name.
        PartnerNotFound: they never had terms.
    """
    person = _known(desk, who)
    if person.word not in records.names(desk.store):
        message = _("“{word}” is no partner").format(word=person.word)
        raise PartnerNotFound(message, hint=f"sharecli partner add {person.word} --rate 30%")
    return person


def _person(desk: Desk, who: str) -> "Person":
    _known(desk, who)
    return editing.known(desk, who)


def _known(desk: Desk, who: str) -> "Person":
    try:
        return people.find(desk.store, who)
    except PersonUnknown as error:
        raise PersonUnknown(error.message, hint=f"sharecli person add {quote(clean(who, limit=60))}") from None


def _agreed(desk: Desk, person: "Person", wish: Wish, made: Callable[[Book], Terms]) -> Terms:
    with desk.store.writing() as db:
        book = records.book(desk.store)
        words = made(book)
        others = wish.rate or wish.second or wish.until
        inviter = _inviter(desk, wish.invited_by or words.invited_by, person, others=bool(others))
        row = replace(words, invited_by=inviter.word if inviter else "", number=0)
        limits.check(desk, row)
        return records.keep_terms(db, row, person, inviter, at=desk.now())


def _inviter(desk: Desk, who: str, person: "Person", *, others: bool) -> "Person | None":
    if not who:
        return None
    inviter = _known(desk, who)
    if inviter.word == person.word:
        message = _("“{word}” would have invited themself").format(word=person.word)
        hint = typed.again("--invited-by", "") if others else f"sharecli person show {person.word}"
        raise limits.InvitedInACircle(message, hint=hint)
    return partner(desk, inviter.word)


def _rate(words: str, option: str) -> int:
    try:
        rate = money.rate(words)
    except BadValue:
        message = _("“{said}” is no share of a commission").format(said=clean(words, limit=40))
        # Thirty is the slip of whoever means 30%.
        meant = f"{words.strip()}%" if re.fullmatch(r"[1-9]\d?|100", words.strip()) else _USUAL[option]
        raise BadValue(message, hint=typed.again(option, meant)) from None
    return rate


def _own_rate(words: str) -> int:
    rate = _rate(words, "--rate")
    if rate == 0:
        raise BadValue(_("a partner's own share is above zero"), hint=typed.again("--rate", _USUAL["--rate"]))
    return rate


def _since(desk: Desk, wish: Wish) -> date:
    return _day(wish.since) if wish.since else desk.today(settings.read(desk.store).zone)


def _until(wish: Wish) -> date | None:
    return _day(wish.until) if wish.until else None


def _day(word: str) -> date:
    day = period.a_day(word)
    return day if day.year < date.max.year else period.a_day("")  # the day after it has to exist
