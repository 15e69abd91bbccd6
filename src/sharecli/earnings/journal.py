"""The ledger as double entry for hledger and beancount: one transaction for each move of money. Pure.

A promise is no income yet: it stands against ``Income:…:Promised`` until it is settled or void. The balance of each
account is a column of the reports: ``Assets:Commission:Pending:Taobao`` is what Taobao has pending. A payout takes its
gross out of ``Paid``, to the bank, to fees and to tax; what is left there is paid by a report's word, and not received.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sharecli.earnings.model import Bookkeeper
from sharecli.earnings.moves import PLACES, Move
from sharecli.money import decimal_string

BANK = "Assets:Bank"


@dataclass(frozen=True, slots=True)
class Received:
    """A payout that came in. Amounts are micros; ``net`` is ``gross`` less ``fee`` and ``tax``.

    Attributes:
        number: the row's number.
        platform: a platform's key.
        account: the seller's account there, or empty.
        currency: ISO 4217 code.
        day: as ``2026-10-03``.
        reference: the platform's word for it, or empty.
        gross: before fee and tax.
        fee: what the payout cost.
        tax: what was withheld.
        net: what arrived.
    """

    number: int
    platform: str
    account: str
    currency: str
    day: str
    reference: str
    gross: int
    fee: int
    tax: int
    net: int


@dataclass(frozen=True, slots=True)
class Entry:
    """One transaction; its postings add up to nothing.

    Attributes:
        day: as ``2026-10-03``.
        code: unique in the journal, such as ``C17``.
        payee: who.
        words: what happened.
        facts: name and value of what is known besides.
        postings: account, micros and currency.
    """

    day: str
    code: str
    payee: str
    words: str
    facts: tuple[tuple[str, str], ...]
    postings: tuple[tuple[str, int, str], ...]


def entries(moved: Iterable[tuple[str, Move]], received: Iterable[Received]) -> list[Entry]:
    """The transactions, by day and number.

    Args:
        moved: the day on the seller's clock, and the move.
        received: payouts.
    """
    found = [(day, 0, move.number, _entry(day, move)) for day, move in moved]
    found += [(one.day, 1, one.number, _payout(one)) for one in received]
    return [entry for _day, _kind, _number, entry in sorted(found, key=lambda one: one[:3])]


def _entry(day: str, move: Move) -> Entry:
    line, who = move.line, _part(move.line.platform)
    promised = move.micros[0] + move.micros[1]
    earned = move.micros[2] + move.micros[3]
    postings = [
        (f"Assets:Commission:{place.capitalize()}:{who}", micros, line.currency)
        for place, micros in zip(PLACES, move.micros, strict=True)
    ]
    postings += [
        (f"Income:Commission:Promised:{who}", -promised, line.currency),
        (f"Income:Commission:Settled:{who}", -earned, line.currency),
        (f"Income:Commission:Reversed:{who}", -move.micros[4], line.currency),
    ]
    known = (
        ("order", line.order), ("account", line.account), ("product", line.product), ("channel", line.channel),
        ("title", line.title), ("reason", move.reason),
        ("fee", decimal_string(line.fee, line.currency) if line.fee else ""),
    )  # fmt: skip
    words = "adjusted" if move.micros[4] else move.state
    facts = tuple((name, value) for name, value in known if value)
    return Entry(day, f"C{move.number}", line.platform, words, facts, tuple(one for one in postings if one[1]))


def _payout(one: Received) -> Entry:
    who = _part(one.platform)
    postings = (
        (BANK, one.net, one.currency),
        (f"Expenses:Commission:Fees:{who}", one.fee, one.currency),
        (f"Expenses:Commission:Tax:{who}", one.tax, one.currency),
        (f"Assets:Commission:Paid:{who}", -one.gross, one.currency),
    )
    facts = tuple((name, value) for name, value in (("account", one.account), ("reference", one.reference)) if value)
    return Entry(one.day, f"P{one.number}", one.platform, "payout", facts, tuple(post for post in postings if post[1]))


def _part(platform: str) -> str:
    """A platform's key as a part of an account's name: letters, digits and dashes, a capital first."""
    safe = re.sub(r"[^A-Za-z0-9]+", "-", platform).strip("-") or "Other"
    return safe[0].upper() + safe[1:]


def written(found: list[Entry], keeper: Bookkeeper) -> str:
    """The journal as text; the same ledger makes the same text, byte by byte."""
    lines = _hledger(found) if keeper is Bookkeeper.hledger else _beancount(found)
    return "\n".join(lines) + "\n"


def _accounts(found: list[Entry]) -> list[str]:
    return sorted({account for entry in found for account, _micros, _currency in entry.postings})


def _hledger(found: list[Entry]) -> Iterator[str]:
    yield "; sharecli earnings export --to hledger"
    yield ""
    for currency in sorted({currency for entry in found for _account, _micros, currency in entry.postings}):
        # Six digits, so that no balance is rounded when it is shown.
        yield f"commodity 1000.000000 {currency}"
    for account in _accounts(found):
        yield f"account {account}"
    for entry in found:
        yield ""
        yield f"{entry.day} * ({entry.code}) {_plain(entry.payee)} | {_plain(entry.words)}"
        for name, value in entry.facts:
            yield f"    ; {name}: {_plain(value)}"
        for account, micros, currency in entry.postings:
            yield f"    {account}  {decimal_string(micros, currency)} {currency}"


_WIDE = str.maketrans({";": "；", "|": "｜", ",": "，", "[": "［", "]": "］", ":": "：", "\t": " "})
"""hledger has no way to write these in a word: each has a meaning there, so its wide sister stands for it."""


def _plain(value: str) -> str:
    return " ".join("".join(one if one.isprintable() else " " for one in value.translate(_WIDE)).split())


def _beancount(found: list[Entry]) -> Iterator[str]:
    yield ";; sharecli earnings export --to beancount"
    if not found:
        return
    for account in _accounts(found):
        yield f"{found[0].day} open {account}"
    for entry in found:
        yield ""
        yield f"{entry.day} * {_quoted(entry.payee)} {_quoted(entry.words)} ^{entry.code}"
        for name, value in entry.facts:
            yield f"  {name}: {_quoted(value)}"
        for account, micros, currency in entry.postings:
            yield f"  {account}  {decimal_string(micros, currency)} {currency}"


def _quoted(value: str) -> str:
    seen = "".join(one if one.isprintable() else " " for one in value)
    return '"' + seen.replace("\\", "\\\\").replace('"', '\\"') + '"'
