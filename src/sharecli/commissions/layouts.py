"""The rows of a file whose layout is known, as lines of commission."""

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from typing import NamedTuple

from sharecli import money, spreadsheet
from sharecli.commissions.cells import BadCell, Row
from sharecli.commissions.match import Match, NotIncome, recognise
from sharecli.commissions.model import Facts, Line
from sharecli.errors import BadValue, RowProblem
from sharecli.language import _
from sharecli.period import stamp
from sharecli.spreadsheet import name_of
from sharecli.text import clean, one_line

__all__ = ["Match", "NotIncome", "Read", "recognise", "rows_of", "untold"]

_EARNED = {"settled", "paid", "refunded"}
_TAKEN_BACK = {"refunded", "void"}


class Read(NamedTuple):
    """What was read of one row, before the layout's rule for the rows of an order.

    Attributes:
        one: a line, a problem, or None for a row that is no order (a total, the header again, an ignored status).
        money: the net and the total of its order that stand in it, where the layout's rule asks for them.
        parent: the order that was split into its own, where the layout's rule asks for it, or empty.
        dated: whether a date stands in it, where the layout's rule asks.
    """

    one: Line | RowProblem | None
    money: tuple[int, int] = (0, 0)
    parent: str = ""
    dated: bool = False


def rows_of(match: Match, now: datetime | None = None) -> Iterator[Read]:
    """The rows, one after another; nothing of one is kept for the next.

    Args:
        match: the file.
        now: a settlement date after this is still to come; the machine's clock where it is not given.
    """
    today = stamp(now or datetime.now(UTC))
    hook = match.layout.hook
    for number, cells in match.sheet.rows:
        row = Row(match, cells)
        try:
            line = _line(match, number, row, cells, today)
            of_order = _of_order(row, line.currency) if line and hook == "order-money-on-first-row" else (0, 0)
        except BadCell as bad:
            found: Read = Read(_problem(match, number, bad))
        else:
            found = Read(line, of_order)
        if hook == "split-orders":
            found = found._replace(parent=_parent(row))
        elif hook == "replaces-its-days":
            found = found._replace(dated=bool(row.text("ordered")))
        yield found


def _problem(match: Match, number: int, bad: BadCell) -> RowProblem:
    places = match.places.get(bad.field)
    column = match.sheet.header[places[0]] if places else bad.field
    return RowProblem(number, clean(column, limit=40), clean(bad.said, limit=60), bad.why)


def _of_order(row: Row, currency: str) -> tuple[int, int]:
    """The order's net and total in a row; they stand in one of its rows."""
    return row.micros("net", currency) or 0, row.micros("total", currency) or 0


def _parent(row: Row) -> str:
    """The order that was split into this row's, or empty."""
    try:
        order, parent = row.number("order"), row.number("parent")
    except BadCell:
        return ""
    return parent if order and parent not in {"", "0", order} else ""


def _line(match: Match, number: int, row: Row, cells: Sequence[str], today: str) -> Line | None:
    if why := spreadsheet.unread(cells):
        raise BadCell("order", "", clean(why))
    names = match.sheet.names
    # The first cell first: nearly every row is told by it.
    if name_of(cells[0]) == names[0] and tuple(map(name_of, cells)) == tuple(names):
        return None  # two files joined into one
    order, ordered = row.number("order"), row.text("ordered")
    if not order and not ordered:
        return None
    if not order and not match.layout.order_from:
        raise BadCell("order", "", _("the order number is missing"))
    if not ordered:
        raise BadCell("ordered", "", _("the date is missing"))
    if match.stranger:
        raise BadCell("seller", match.stranger, _("the file is another market's, whose money is another currency"))
    state, status = _state(match, row, today)
    if state == "ignore":
        return None
    currency = row.currency()
    if currency not in money.CURRENCIES:
        raise BadCell("currency", currency, untold(match) if not currency else _("the currency is not told"))
    estimate, settled = _money(row, state, currency)
    state = "settled" if state == "reversal" else state
    key = [match.layout.kind] if match.layout.kind and order else []
    key += [_key(row, field, currency) for field in match.layout.key]
    return Line(
        file_line=number,
        order=order or _made(match, row),
        line="|".join(key),
        nth=1,
        item=row.number("item"),
        title=one_line(row.text("title"))[:300],
        quantity=row.quantity("quantity"),
        currency=currency,
        state=state,
        estimate=estimate,
        settled=settled,
        status=clean(status, limit=60),
        ordered_at=row.moment("ordered"),
        settled_at=row.moment("settled-at") if state in _EARNED else "",
        sub_ids=tuple(clean(word) for word in row.words("sub-id")),
        facts=_facts(row, currency),
        as_of=row.begun("updated") if match.layout.hook == "newest-wins" else "",
        refunded_at=_told(row.moment, "refunded-at") if state in _TAKEN_BACK else "",
        seen=_seen(match, row, state, today),
        reason=match.reasons.get(status.casefold(), "") if state in _TAKEN_BACK else "",
    )


def _told(date: Callable[[str], str], field: str) -> str:
    """A date that costs no row its money where it cannot be read."""
    try:
        return date(field)
    except BadCell:
        return ""


def _seen(match: Match, row: Row, state: str, today: str) -> str:
    """The latest moment that the report knows of by this row."""
    dates = [row.begun("ordered"), _told(row.begun, "confirmed")]
    if state in _EARNED:
        dates.append(row.begun("settled-at"))
    if state in _TAKEN_BACK:
        dates.append(_told(row.begun, "refunded-at"))
    if match.layout.hook == "newest-wins":
        dates.append(row.begun("updated"))
    return max((one for one in dates if one <= today), default="")


def _state(match: Match, row: Row, today: str) -> tuple[str, str]:
    state, status = row.state()
    if state == "settled" and "due" in match.layout.columns:
        due = row.begun("due")
        # Promised for a day that is still to come, or for none yet: confirmed, and no money so far.
        state = "settled" if due and due <= today else "confirmed"
    returned = row.quantity("returned") if row.text("returned") else 0
    if state in {"settled", "paid"} and returned and returned >= row.quantity("quantity"):
        state = "refunded"
    return state, status


def _money(row: Row, state: str, currency: str) -> tuple[int | None, int | None]:
    """The estimate and the settled amount."""
    estimate, settled = row.micros("estimate", currency), row.micros("settled", currency)
    if state == "reversal":
        # A row of its own that takes back: below zero, whichever sign its platform gives it.
        settled = settled if settled is not None else estimate
        return (None, None) if settled is None else (-abs(settled), -abs(settled))
    return estimate, settled if state in _EARNED else None


def _key(row: Row, field: str, currency: str) -> str:
    """What tells a line from its order's others; a price or a day is the same however it is written."""
    if field == "ordered":
        return row.day(field)
    if field == "price":
        price = row.micros(field, currency)
        return "" if price is None else money.decimal_string(price, currency)
    return row.number(field)


def _made(match: Match, row: Row) -> str:
    """An order number for a platform that has none."""
    fields = match.layout.order_from
    parts = [row.day(field) if field == "ordered" else row.number(field) for field in fields]
    parts += [match.layout.kind] if match.layout.kind else []
    return clean("/".join(parts), limit=120)


def untold(match: Match) -> str:
    """Why a row's money is in no currency that is known."""
    words = _('the currency is not told; say it in {path}: [payout] currency = "EUR", or yours')
    return words.format(path=match.platform.own_file)


def _facts(row: Row, currency: str) -> Facts:
    """What is told besides; a cell of these that cannot be read costs no row its money."""

    def micros(field: str) -> int | None:
        try:
            return row.micros(field, currency)
        except BadCell:
            return None

    try:
        said = row.text("rate")
        rate = _rate(said) if said else None
    except BadValue:
        rate = None
    confirmed_at = _told(row.moment, "confirmed")
    return Facts(micros("price"), micros("base"), rate, micros("fee"), micros("refund"), confirmed_at)


_rate = lru_cache(maxsize=256)(money.rate)
"""A platform has few rates, and a report many lines."""
