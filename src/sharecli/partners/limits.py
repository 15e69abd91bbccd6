"""What terms may not be: overlapping, above the commission, in a circle, other than what was said for a sale."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from sharecli import money, period
from sharecli.errors import BadValue, Refused
from sharecli.language import _, plural
from sharecli.partners import records, sales_records
from sharecli.partners.model import Book, Excess, Terms
from sharecli.settings import records as settings
from sharecli.shell import typed
from sharecli.shell.desk import Desk


class TermsOverlap(Refused):
    """Terms would begin while others hold until a day, or go on when others begin."""

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


def check(desk: Desk, row: Terms) -> None:
    """Check terms that are to be kept, beside everybody's.

    Raises:
        BadValue: they would end before they begin.
        SharesAboveWhole: two shares would be more than the commission, on whatever day.
        InvitedInACircle: the partner would have invited themself.
    """
    if row.until and row.until < row.since:
        message = _("the terms would end on {until}, before they begin on {since}")
        hint = typed.again("--until", str(row.since))
        raise BadValue(message.format(until=row.until, since=row.since), hint=hint)
    book = Book([*records.terms(desk.store), row], settings.read(desk.store).zone)
    if path := book.circle(row.person):
        message = _("“{word}” would have invited themself by way of others: {path}")
        words = " ← ".join(path[:12])
        hint = f"sharecli partner show {path[1]}"
        raise InvitedInACircle(message.format(word=row.person, path=words), hint=hint)
    found = book.excesses()
    if row.rate + row.second > money.BILLIONTHS:
        message = _("{rate} and {second} are together more than the commission").format(
            rate=money.percent(row.rate), second=money.percent(row.second)
        )
        raise SharesAboveWhole(message, hint=_within_the_whole(row, found))
    if found:
        first = found[0]
        message = _(
            "from {day} on, {rate} for “{first}” and {second} for “{above}” would be more than the commission"
        ).format(
            day=first.day, first=first.first, above=first.second, rate=money.percent(first.rates[0]),
            second=money.percent(first.rates[1]),
        )  # fmt: skip
        raise SharesAboveWhole(message, hint=_within_the_whole(row, found))


def _within_the_whole(row: Terms, found: list[Excess]) -> str:
    """The command that was typed, with the most of each rate for which there is room."""
    rate = min([row.rate, *(money.BILLIONTHS - one.rates[1] for one in found if one.first == row.person)])
    friends = (money.BILLIONTHS - one.rates[0] for one in found if one.second == row.person)
    second = min([row.second, money.BILLIONTHS - rate, *friends])
    if rate == 0:  # whoever invited them has it all
        return f"sharecli partner show {row.invited_by}"
    said = typed.again("--rate", money.percent(rate)) if rate != row.rate else typed.again()
    if second == row.second:
        return said
    # Where it was said already, the last word counts.
    more = f"--second-rate {money.percent(second)}"
    return f"{said} {more}" if rate != row.rate else typed.again(*more.split())


def room_for(desk: Desk, book: Book, word: str, day: date, until: date | None) -> None:
    """Check that further terms of a partner may begin on a day: none that were agreed for it, or for later, are lost.

    Terms without a last day give way to others. Bounded and ended ones are ended before another begins in them; where
    others are to come, those before them need a last day.

    Args:
        desk: the file.
        book: everybody's terms.
        word: the partner's.
        day: the first of the further ones.
        until: their last day, or None.

    Raises:
        TermsOverlap: there is no room.
        SalesReckoned: sales of those days were reckoned by the terms before.
    """
    there = book.terms.get(word, ())
    coming = next((one for one in there if one.since > day), None)

    def later(after: date) -> str:
        free = _free(there, after)
        return typed.again("--from", str(free)) if until is None or free <= until else f"sharecli partner show {word}"

    nothing_reckoned(desk, book, word, day, until=until, instead=later)
    if coming and (until is None or until >= coming.since):
        message = _("other terms of “{word}” begin on {day}: these have to end before")
        hint = typed.again("--until", str(coming.since - timedelta(days=1)))
        raise TermsOverlap(message.format(word=word, day=coming.since), hint=hint)
    held = next((one for one in there if one.since < day and one.until and day <= one.until), None)
    if held and not any(one.since == held.before for one in there):
        message = _("the terms of “{word}” hold until {day}: others would overlap").format(word=word, day=held.until)
        hint = _("end them before: sharecli partner end {word} --on {day}")
        raise TermsOverlap(message, hint=hint.format(word=word, day=day - timedelta(days=1)))


def _free(there: Sequence[Terms], day: date) -> date:
    """The first day from this one on that lies in no bounded terms."""
    for one in there:
        if one.since < day and one.until and day <= one.until and one.before:
            day = one.before
    return day


def nothing_reckoned(
    desk: Desk, book: Book, word: str, day: date, *, until: date | None = None, instead: Callable[[date], str]
) -> None:
    """Check that no sale was reckoned for a partner from a day on: a sale keeps the terms of the day of its order.

    Args:
        desk: the file.
        book: everybody's terms.
        word: the partner's.
        day: the first.
        until: the last, or None.
        instead: a command for the first day after which none was.

    Raises:
        SalesReckoned: one was.
    """
    zone = settings.read(desk.store).zone
    since, before = period.Span(day, until + timedelta(days=1) if until else None).moments(zone)
    moments = [
        sale.ordered_at
        for sale, _stands in sales_records.standings(desk.store, [word, *book.invited(word)], since=since)
        if sale.ordered_at < before and any(share.person == word for share in book.shares(sale.person, sale.ordered_at))
    ]
    if moments:
        count = len(moments)
        message = plural(
            "{count} sale since {day} is reckoned by the terms before, and stays so",
            "{count} sales since {day} are reckoned by the terms before, and stay so",
            count,
        ).format(count=count, day=day)
        after = period.local(max(moments), zone).date() + timedelta(days=1)
        raise SalesReckoned(message, hint=instead(after))
