"""A partner's statement: what a period began with, each sale's share as it came or went, payments, the end."""

import json
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, Any

from sharecli.money import decimal_string, percent
from sharecli.partners import accruing, owing, records, sales_records
from sharecli.partners.accruing import Move, Sale
from sharecli.partners.model import Book, Share
from sharecli.partners.payment import Account, Entry, entries
from sharecli.period import Span, local
from sharecli.store.open import Store

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

COLUMNS = (
    "what", "on", "ordered_on", "platform", "order", "product", "level", "by", "commission", "rate", "amount",
    "currency",
)  # fmt: skip
"""The keys of a row, in order."""


_SOME = 500
"""Rows that are put aside at once."""


@dataclass(slots=True)
class Sums:
    """A period in one currency. Amounts are micros; ``opening + earned + taken_back - paid`` is ``closing``.

    Attributes:
        currency: ISO 4217 code.
        opening: owed when it began.
        earned: what came.
        taken_back: what went, below zero.
        paid: what was paid in it, less what of payments was taken back in it, whenever they were made.
        rows: how many sales' rows it has.
    """

    currency: str
    opening: int = 0
    earned: int = 0
    taken_back: int = 0
    paid: int = 0
    rows: int = 0

    @property
    def closing(self) -> int:
        """Owed when it ended."""
        return self.opening + self.earned + self.taken_back - self.paid

    def row(self, account: Account | None) -> dict[str, Any]:
        """The JSON contract: ``currency opening earned taken_back paid closing promised_now``."""
        words = {
            "opening": self.opening, "earned": self.earned, "taken_back": self.taken_back, "paid": self.paid,
            "closing": self.closing, "promised_now": account.promised + account.held if account else 0,
        }  # fmt: skip
        return {"currency": self.currency} | {
            name: decimal_string(micros, self.currency) for name, micros in words.items()
        }


@dataclass(frozen=True, slots=True)
class Statement:
    """A partner's statement. The rows are read each time they are asked for, and never held all at once.

    Attributes:
        store: the file.
        person: the partner's word.
        name: the partner's name, or empty.
        seller: the seller's name, or empty.
        span: the period.
        zone: the seller's clock.
        book: everybody's terms.
        payments: what was paid and taken back in the period, by day.
        sums: by currency.
        accounts: where the partner stands now.
    """

    store: Store
    person: str
    name: str
    seller: str
    span: Span
    zone: "ZoneInfo"
    book: Book = field(repr=False)
    payments: list[Entry]
    sums: list[Sums]
    accounts: list[Account]

    @property
    def lines(self) -> int:
        """How many rows of sales and payments it has."""
        return sum(one.rows for one in self.sums) + len(self.payments)

    def rows(self) -> Iterator[dict[str, Any]]:
        """What it began with, what came and went by its day, what it ended with; keys are ``COLUMNS``.

        On a day sales come first, then payments.
        """
        day = str(self.span.start) if self.span.start else None
        for one in self.sums:
            yield _row("opening", one.currency, one.opening, on=day)
        yield from self._by_day()
        last = str(date.fromordinal(self.span.end.toordinal() - 1)) if self.span.end else None
        for one in self.sums:
            yield _row("closing", one.currency, one.closing, on=last)

    def _by_day(self) -> Iterator[dict[str, Any]]:
        """Sales and payments by the day that stands beside them; what was read is put aside, not held."""
        from sharecli.store.pile import Pile

        with closing(Pile()) as pile:
            rows = enumerate(self._as_read())
            while some := [(place, key, _packed(row)) for place, (key, row) in islice(rows, _SOME)]:
                pile.put(some)
            for _key, value in pile.by_key():
                yield dict(zip(COLUMNS, json.loads(value), strict=True))

    def _as_read(self) -> Iterator[tuple[bytes, dict[str, Any]]]:
        """Rows, each with what it is sorted by: day and moment; what has no moment comes last on its day."""
        first, end = self.span.moments(self.zone)
        for sale, share, move, micros in _moves(self.store, self.book, self.person):
            if first <= move.at < end:
                row = _sale(sale, share, move, micros, self.zone)
                yield f"{row['on']} {move.at}".encode(), row
        for paid in self.payments:
            row = _row(paid.what, paid.currency, -paid.micros, on=str(paid.on), order=paid.reference or None)
            yield f"{paid.on} ~".encode(), row

    def head(self) -> dict[str, Any]:
        """The JSON contract without the rows: ``partner name seller period sums``."""
        now = {one.currency: one for one in self.accounts}
        return {
            "partner": self.person,
            "name": self.name or None,
            "seller": self.seller or None,
            "period": str(self.span),
            "sums": [one.row(now.get(one.currency)) for one in self.sums],
        }


def made(store: Store, person: str, *, name: str, seller: str, span: Span, zone: "ZoneInfo") -> Statement:
    """Add a statement up.

    Args:
        store: the file.
        person: the partner's word.
        name: the partner's name, or empty.
        seller: the seller's name, or empty.
        span: the days it is about.
        zone: the seller's clock.
    """
    book = records.book(store)
    sums: dict[str, Sums] = {}
    first, end = span.moments(zone)
    for sale, _share, move, micros in _moves(store, book, person):
        one = sums.setdefault(sale.currency, Sums(sale.currency))
        if move.at < first:
            one.opening += micros
        elif move.at < end:
            one.rows += 1
            if micros > 0:
                one.earned += micros
            else:
                one.taken_back += micros
    within = []
    for paid in entries(records.payments(store, person=person), zone):
        if span.end and paid.on >= span.end:
            continue
        one = sums.setdefault(paid.currency, Sums(paid.currency))
        if span.start and paid.on < span.start:
            one.opening -= paid.micros
        else:
            one.paid += paid.micros
            within.append(paid)
    accounts = owing.accounts(store, book, person=person)
    for account in accounts:
        sums.setdefault(account.currency, Sums(account.currency))
    found = [one for _currency, one in sorted(sums.items())]
    return Statement(store, person, name, seller, span, zone, book, within, found, accounts)


def _moves(store: Store, book: Book, person: str) -> Iterator[tuple[Sale, Share, Move, int]]:
    for sale, told in sales_records.histories(store, [person, *book.invited(person)]):
        for share in book.shares(sale.person, sale.ordered_at):
            if share.person == person:
                for move in accruing.moves(sale, told):
                    if micros := accruing.moved(move, share):
                        yield sale, share, move, micros


def _sale(sale: Sale, share: Share, move: Move, micros: int, zone: "ZoneInfo") -> dict[str, Any]:
    unit = sale.currency
    return {
        "what": move.what,
        "on": _day(move.at, zone),
        "ordered_on": _day(sale.ordered_at, zone),
        "platform": sale.platform,
        "order": sale.order,
        "product": sale.product or None,
        "level": share.level,
        "by": sale.person if share.level > 1 else None,
        "commission": decimal_string(move.after.earned - move.before.earned, unit),
        "rate": percent(share.rate),
        "amount": decimal_string(micros, unit),
        "currency": unit,
    }


def _row(what: str, currency: str, micros: int, **over: str | None) -> dict[str, Any]:
    words: dict[str, Any] = dict.fromkeys(COLUMNS)
    return words | over | {"what": what, "amount": decimal_string(micros, currency), "currency": currency}


def _packed(row: dict[str, Any]) -> bytes:
    return json.dumps([row[name] for name in COLUMNS], ensure_ascii=False).encode()


@lru_cache(maxsize=10_000)
def _day(moment: str, zone: "ZoneInfo") -> str:
    return f"{local(moment, zone):%Y-%m-%d}"
