"""What terms may not be: overlapping, above the commission, in a circle, other than what was said for a sale."""

from collections.abc import Sequence
from datetime import date, timedelta

from sharecli import money, period
from sharecli.errors import BadValue, Refused
from sharecli.language import _, plural
from sharecli.partners import records, sales_records
from sharecli.partners.model import Book, Terms
from sharecli.settings import records as settings
from sharecli.shell.desk import Desk


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


def check(desk: Desk, row: Terms) -> None:
    """Check terms that are to be kept, beside everybody's.

    Raises:
        BadValue: they would end before they begin.
        SharesAboveWhole: two shares would be more than the commission, on whatever day.
        InvitedInACircle: the partner would have invited themself.
    """
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


def after_the_last(book: Book, rows: Sequence[Terms], day: date) -> None:
    """Check that further terms begin on the day of the last ones or later, and after the last day of bounded ones.

    Args:
        book: everybody's terms.
        rows: the partner's own, as they were recorded.
        day: the first of the further ones.

    Raises:
        TermsOverlap: they do not.
    """
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


def nothing_reckoned(desk: Desk, book: Book, word: str, day: date) -> None:
    """Check that no sale was reckoned for a partner from a day on: a sale keeps the terms of the day of its order.

    Raises:
        SalesReckoned: one was.
    """
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
