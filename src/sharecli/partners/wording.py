"""The words of a statement, for a screen and for paper alike."""

from collections.abc import Sequence
from typing import Any

from sharecli.language import _
from sharecli.money import grouped, micros_of
from sharecli.partners.payment import Account
from sharecli.partners.statement import Statement, Sums

HEADINGS = ("on", "what", "order", "product", "by", "commission", "share", "amount")


def notice() -> str:
    """What the seller is told where a second share is agreed or shown."""
    return _(
        "shares are of your own commission on completed sales, on two levels at most; nothing is ever paid for "
        "bringing people in. 禁止传销条例 Art. 7 forbids paying for people, entry fees and lines of sellers, and "
        "names no number of levels that is allowed: ask a lawyer"
    )


def still(accounts: Sequence[Account]) -> list[str]:
    """What is open with a partner, a sentence per currency, with what to do about it."""
    said = []
    for one in accounts:
        unit, word = one.currency, one.person
        if one.owed > 0:
            command = f"sharecli partner pay {word} --all --currency {unit}"
            words = _("{sum} is still owed to “{word}”: {command}")
            said.append(words.format(sum=_sum(one.owed, unit), word=word, command=command))
        elif one.owed < 0:
            words = _("“{word}” owes {sum} back; it is set off against what is earned next")
            said.append(words.format(sum=_sum(-one.owed, unit), word=word))
        if one.promised + one.held:
            words = _("{sum} is promised to “{word}” and may still be earned")
            said.append(words.format(sum=_sum(one.promised + one.held, unit), word=word))
    return said


def _sum(micros: int, unit: str) -> str:
    return f"{grouped(micros, unit)} {unit}"


def headings() -> list[str]:
    """The columns of a statement's rows."""
    return [_(name) for name in HEADINGS]


def cells(row: dict[str, Any]) -> tuple[str, ...]:
    """A row of a statement, as people read it."""
    unit = row["currency"]

    def money(said: str | None) -> str:
        return grouped(micros_of(said), unit) if said else ""

    return (
        row["on"] or "",
        _("payment taken back") if row["what"] == "payment-undone" else _(row["what"]),
        row["order"] or "",
        row["product"] or "",
        row["by"] or "",
        money(row["commission"]),
        row["rate"] or "",
        f"{money(row['amount'])} {unit}",
    )


def sums_headings() -> list[str]:
    """The columns of a statement's totals."""
    return ["", *(_(name) for name in ("opening", "earned", "taken back", "paid", "closing", "promised now"))]


def sums_cells(made: Statement) -> list[list[str]]:
    """The totals of a statement, a row per currency."""
    now = {one.currency: one.promised + one.held for one in made.accounts}

    def of(one: Sums) -> Sequence[int]:
        return one.opening, one.earned, one.taken_back, one.paid, one.closing, now.get(one.currency, 0)

    return [[one.currency, *(grouped(micros, one.currency) for micros in of(one))] for one in made.sums]
