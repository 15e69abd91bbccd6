"""Agrees terms with a friend, changes and ends them: whatever was said for a sale stays; never above the commission."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from shlex import quote
from typing import TYPE_CHECKING

from sharecli import money, period
from sharecli.errors import BadValue, NotFound, Refused, Taken
from sharecli.language import _, plural
from sharecli.partners import records, sales_records
from sharecli.partners.model import Book, Terms
from sharecli.people import editing, records as people
from sharecli.people.records import PersonUnknown
from sharecli.settings import records as settings
from sharecli.shell.desk import Desk
from sharecli.text import clean

if TYPE_CHECKING:
    from sharecli.people.model import Person


class PartnerKnown(Taken):
    """Somebody has terms already."""

    code = "partner-known"


class PartnerNotFound(NotFound):
    """Somebody has, and had, no terms."""

    code = "partner-not-found"


class TermsOverlap(Refused):
    """Terms would begin before those that are there have ended, or before they began."""

    code = "terms-overlap"


class SharesAboveWhole(Refused):
    """Two shares of one sale would be more than the seller's commission."""

    code = "shares-above-whole"


class InvitedInACircle(Refused):
    """Somebody would have invited themself, at once or by way of others."""

    code = "invited-in-a-circle"


class SalesReckoned(Refused):
    """Sales were reckoned by the terms that would be changed."""

    code = "sales-reckoned"


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
    words = Terms(person.word, _since(desk, wish), _until(wish), _own_rate(wish.rate), _rate(wish.second or "0%"))

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
        TermsOverlap: they would begin before those that are there have ended, or before they began.
        SalesReckoned: sales since that day were reckoned by the terms before.
        BadValue: a rate or a day is not one.
        SharesAboveWhole: two shares would be more than the commission.
        InvitedInACircle: they would have invited themself.
    """
    person = editing.known(desk, partner(desk, who).word)
    day = _since(desk, wish)

    def made(book: Book) -> Terms:
        rows = [one for one in records.terms(desk.store) if one.person == person.word]
        before = next(one for one in reversed(rows) if not one.ends)
        _after(book, rows, day)
        changed = replace(
            before, since=day, until=_until(wish),
            rate=_own_rate(wish.rate) if wish.rate else before.rate,
            second=_rate(wish.second) if wish.second else before.second,
            invited_by="" if wish.nobody else before.invited_by,
        )  # fmt: skip
        _nothing_reckoned(desk, book, person.word, day)
        return changed

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
            raise TermsOverlap(message, hint=f"sharecli partner show {person.word}")
        _nothing_reckoned(desk, book, person.word, row.since)
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
        inviter = _inviter(desk, wish.invited_by or words.invited_by, person)
        row = replace(words, invited_by=inviter.word if inviter else "", number=0)
        _checked(desk, row)
        return records.keep_terms(db, row, person, inviter, at=desk.now())


def _inviter(desk: Desk, who: str, person: "Person") -> "Person | None":
    if not who:
        return None
    inviter = _known(desk, who)
    if inviter.word == person.word:
        message = _("“{word}” would have invited themself").format(word=person.word)
        raise InvitedInACircle(message, hint=_("leave --invited-by out"))
    return partner(desk, inviter.word)


def _checked(desk: Desk, row: Terms) -> None:
    if row.until and row.until < row.since:
        message = _("the terms would end on {until}, before they begin on {since}")
        raise BadValue(message.format(until=row.until, since=row.since), hint=f"--from {row.until}")
    if row.rate + row.second > money.BILLIONTHS:
        message = _("{rate} and {second} are together more than the commission").format(
            rate=money.percent(row.rate), second=money.percent(row.second)
        )
        raise SharesAboveWhole(message, hint=f"--second-rate {money.percent(money.BILLIONTHS - row.rate)}")
    book = Book([*records.terms(desk.store), row], settings.read(desk.store).zone)
    if path := book.circle(row.person):
        message = _("“{word}” would have invited themself by way of others: {path}")
        words = " ← ".join(path[:12])
        raise InvitedInACircle(message.format(word=row.person, path=words), hint=_("leave --invited-by out"))
    if found := book.excess():
        message = _(
            "from {day} on, {rate} for “{first}” and {second} for “{above}” would be more than the commission"
        ).format(
            day=found.day, first=found.first, above=found.second, rate=money.percent(found.rates[0]),
            second=money.percent(found.rates[1]),
        )  # fmt: skip
        room = money.BILLIONTHS - (found.rates[1] if row.person == found.first else found.rates[0])
        option = "--rate" if row.person == found.first else "--second-rate"
        raise SharesAboveWhole(message, hint=f"{option} {money.percent(room)}")


def _after(book: Book, rows: list[Terms], day: date) -> None:
    """Further terms begin on the day of the last ones or later, and after the last day of bounded ones."""
    last = rows[-1]
    word = last.person
    if day < last.since:
        message = _("other terms of “{word}” begin on {day}: they would overlap").format(word=word, day=last.since)
        raise TermsOverlap(message, hint=f"--from {last.since}")
    bounded = next((one for one in book.terms.get(word, ()) if one.number == last.number and one.until), None)
    if bounded and bounded.until and last.since < day <= bounded.until:
        message = _("the terms of “{word}” hold until {day}: others would overlap").format(word=word, day=bounded.until)
        hint = _("end them before: sharecli partner end {word} --on {day}")
        raise TermsOverlap(message, hint=hint.format(word=word, day=day - timedelta(days=1)))


def _nothing_reckoned(desk: Desk, book: Book, word: str, day: date) -> None:
    """A sale keeps the terms that were in force when it was ordered, so none may have been reckoned since."""
    zone = settings.read(desk.store).zone
    since = period.midnight(day, zone)
    moments = [
        sale.ordered_at
        for sale, _stands in sales_records.standings(desk.store, [word, *book.invited(word)], since=since)
        if any(share.person == word for share in book.shares(sale.person, sale.ordered_at))
    ]
    if moments:
        count = len(moments)
        message = plural(
            "{count} sale since {day} is reckoned by the terms before, and stays so",
            "{count} sales since {day} are reckoned by the terms before, and stay so",
            count,
        ).format(count=count, day=day)
        after = period.local(max(moments), zone).date() + timedelta(days=1)
        raise SalesReckoned(message, hint=_("begin after the last of them: {day}").format(day=after))


def _rate(words: str) -> int:
    try:
        rate = money.rate(words)
    except BadValue as error:
        message = _("“{said}” is no share of a commission").format(said=clean(words, limit=40))
        raise BadValue(message, hint=error.hint) from None
    return rate


def _own_rate(words: str) -> int:
    rate = _rate(words)
    if rate == 0:
        raise BadValue(_("a partner's own share is above zero"), hint="--rate 30%")
    return rate


def _since(desk: Desk, wish: Wish) -> date:
    return _day(wish.since) if wish.since else desk.today(settings.read(desk.store).zone)


def _until(wish: Wish) -> date | None:
    return _day(wish.until) if wish.until else None


def _day(word: str) -> date:
    day = period.a_day(word)
    return day if day.year < date.max.year else period.a_day("")  # the day after it has to exist
