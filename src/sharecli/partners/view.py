"""Partners drawn for people."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from rich.console import Group, RenderableType
from rich.table import Table

from sharecli.language import _
from sharecli.money import grouped, percent
from sharecli.partners import wording
from sharecli.partners.model import Terms
from sharecli.partners.payment import Account, Books, Payment
from sharecli.partners.statement import Statement
from sharecli.shell.prose import prose
from sharecli.shell.tables import plain, table

MOST = 200
"""Rows of a statement on a screen; all of them are in its file."""


def partners(now: Mapping[str, Terms | None], accounts: Sequence[Account], books: Sequence[Books]) -> RenderableType:
    """A line per partner and currency, and what of the commission is left to the seller."""
    if not now:
        command = "sharecli partner add ling --rate 30%"
        return prose([_("Nobody shares your commission yet. Agree it with: {command}").format(command=command)])
    own: dict[str, list[Account]] = {}
    for one in accounts:
        own.setdefault(one.person, []).append(one)
    lines: list[tuple[str, ...]] = []
    for word, terms in now.items():
        head = (word, _rates(terms) if terms else _("ended"), terms.invited_by or "–" if terms else "–")
        some = [_sums(one) for one in own.get(word, [])]
        lines += [(*head, *cells) for cells in some] or [(*head, "", "", "", "", "")]
    headings = (_("partner"), _("share"), _("invited by"), _("promised"), _("earned"), _("paid"), _("owed"), "")
    parts: list[RenderableType] = [table(headings, lines, right=(1, 3, 4, 5, 6), wide=(0, 2), breaks=(3,))]
    if any(terms and terms.second for terms in now.values()):
        parts += [prose([_("what follows a + is of sales by those they invited")])]
    if books:
        rows = [
            (*(grouped(micros, one.currency) for micros in (one.earned, one.partners, one.left)), one.currency)
            for one in books
        ]
        parts += [plain([""]), table((_("you earned"), _("partners'"), _("left to you"), ""), rows, right=(0, 1, 2))]
    return Group(*parts)


def _rates(terms: Terms) -> str:
    return percent(terms.rate) + (f" + {percent(terms.second)}" if terms.second else "")


def _sums(one: Account) -> tuple[str, ...]:
    unit = one.currency
    promised = one.promised + one.held
    return (*(grouped(micros, unit) for micros in (promised, one.earned, one.paid, one.owed)), unit)


def card(
    word: str, name: str, terms: Sequence[Terms], invited: Sequence[str], accounts: Sequence[Account],
    payments: Sequence[Payment],
) -> RenderableType:  # fmt: skip
    """A partner's terms, friends, accounts and payments."""
    facts = [(_("partner"), word), (_("name"), name or _("forgotten"))]
    if invited:
        facts.append((_("invited"), " ".join(invited)))
    parts: list[RenderableType] = [table(("", ""), facts, wide=1, fold=True, heading=False), plain([""])]
    parts.append(agreed(terms) if terms else prose([_("no terms are in force, past or to come")]))
    if accounts:
        lines = [(*_sums(one)[:4], grouped(one.carried, one.currency), one.currency) for one in accounts]
        headings = (_("promised"), _("earned"), _("paid"), _("owed"), _("carried over"), "")
        parts += [plain([""]), table(headings, lines, right=range(5))]
    if payments:
        parts += [plain([""]), paid(payments)]
    return Group(*parts)


def agreed(rows: Sequence[Terms]) -> Table:
    """Terms, a line each."""
    lines = [
        (
            str(one.since), str(one.until) if one.until else "–", percent(one.rate),
            percent(one.second) if one.second else "–", one.invited_by or "–",
        )
        for one in rows
    ]  # fmt: skip
    headings = (_("from day"), _("until"), _("share"), _("of friends' sales"), _("invited by"))
    return table(headings, lines, right=(2, 3), wide=4)


def paid(rows: Sequence[Payment]) -> Table:
    """Payments, a line each."""
    lines = [
        (
            str(one.number), str(one.paid_on), one.person, one.reference or "–", grouped(one.micros, one.currency),
            one.currency, _("taken back: {reason}").format(reason=one.reason) if one.voided_at else "",
        )
        for one in rows
    ]  # fmt: skip
    headings = ("", _("paid on"), _("partner"), _("reference"), _("amount"), "", "")
    return table(headings, lines, right=(0, 4), wide=(3, 6))


def statement(made: Statement, rows: Iterable[dict[str, Any]]) -> RenderableType:
    """A statement: its totals, and as many rows as a screen bears."""
    facts = [
        (name, value)
        for name, value in (
            (_("for"), f"{made.name} ({made.person})" if made.name else made.person),
            (_("written by"), made.seller),
            (_("period"), str(made.span)),
        )
        if value
    ]
    parts: list[RenderableType] = [table(("", ""), facts, wide=1, fold=True, heading=False), plain([""])]
    if not made.sums:
        return Group(*parts, prose([_("Nothing came or went in this period.")]))
    parts.append(table(wording.sums_headings(), wording.sums_cells(made), right=range(1, 7)))
    lines = [wording.cells(row) for row in rows]
    if lines:
        parts += [plain([""]), table(wording.headings(), lines, right=(5, 6, 7), wide=(2, 3, 4), breaks=(5,))]
    return Group(*parts)
