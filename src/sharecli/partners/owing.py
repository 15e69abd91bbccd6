"""Adds up what partners are promised, earned and are owed, and what is left to the seller."""

from dataclasses import replace

from sharecli.partners import records, sales_records
from sharecli.partners.model import Book, part
from sharecli.partners.payment import Account, Books
from sharecli.store.open import Store


def accounts(store: Store, book: Book, *, person: str = "") -> list[Account]:
    """Where partners stand, by word and currency.

    Args:
        store: the file.
        book: everybody's terms.
        person: only this partner, or empty.
    """
    people = {person, *book.invited(person)} if person else set(book.terms)
    found: dict[tuple[str, str], list[int]] = {}
    for sale, stands in sales_records.standings(store, sorted(people)):
        for share in book.shares(sale.person, sale.ordered_at):
            if person in {"", share.person}:
                sums = found.setdefault((share.person, sale.currency), [0, 0, 0])
                for place, micros in enumerate(stands):
                    sums[place] += part(micros, share.rate)
    made = {key: Account(*key, *sums) for key, sums in found.items()}
    for key, micros in records.paid(store, person=person).items():
        made[key] = replace(made.get(key, Account(*key)), paid=micros)
    return [one for _key, one in sorted(made.items())]


def books(store: Store, every: list[Account]) -> list[Books]:
    """What is whose of the seller's commission, by currency.

    Args:
        store: the file.
        every: all partners' accounts.
    """
    found = []
    for currency, (earned, promised) in sales_records.gross(store).items():
        theirs = [one for one in every if one.currency == currency]
        shares, likely = sum(one.earned for one in theirs), sum(one.promised + one.held for one in theirs)
        found.append(Books(currency, earned, promised, shares, likely))
    return found
