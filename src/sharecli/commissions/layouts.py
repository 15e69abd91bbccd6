"""Which platform's layout a file has, and its rows as lines of commission."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from sharecli import money, spreadsheet
from sharecli.commissions.ledger import split
from sharecli.commissions.model import Facts, Line
from sharecli.errors import BadValue, RowProblem
from sharecli.language import _
from sharecli.period import stamp
from sharecli.platforms.model import Layout, Platform
from sharecli.spreadsheet import Sheet, name_of
from sharecli.text import clean, one_line

_RESAVED = re.compile(r"\d(?:[.,]\d+)?[Ee]\+?\d+")
_FIRST_YEAR, _LAST_YEAR = 1971, 9998
"""1970 is what a platform writes for "never"; one more year on either side leaves room for any time zone."""

_SUREST = ("paid", "settled", "refunded", "confirmed", "held", "pending", "?", "void")
_UNIT = re.compile(r"[(（]([^()（）]{1,6})[)）]\s*$")
_BELOW = re.compile(r"\(([^-+−()]+)\)|[-−]([^-+−()]+)")
"""-5.00, and (5.00) as accountants write it."""
_SIGNS = "¥￥$€£₱₫฿₩₹"


class _Bad(ValueError):
    """A cell that cannot be read; carries the field."""

    def __init__(self, field: str, said: str, why: str) -> None:
        super().__init__(why)
        self.field = field
        self.said = said
        self.why = why


@dataclass(frozen=True)
class Match:
    """A file, and the layout it has.

    Attributes:
        platform: whose.
        layout: which.
        sheet: the file, read.
    """

    platform: Platform
    layout: Layout
    sheet: Sheet

    @cached_property
    def places(self) -> dict[str, list[int]]:
        """Field to the columns it may stand in, most telling first."""
        found: dict[str, list[int]] = {}
        for field, names in self.layout.columns.items():
            wanted = [name_of(name) for name in names]
            found[field] = [self.sheet.names.index(name) for name in wanted if name in self.sheet.names]
        return found

    @cached_property
    def currency(self) -> str:
        """The currency of the whole file, or empty where each row has its own or none is told."""
        if self.layout.currency:
            return self.layout.currency
        for place in (
            place for field in ("net", "settled", "estimate", "base") for place in self.places.get(field, ())
        ):
            unit = _UNIT.search(unicodedata.normalize("NFKC", self.sheet.header[place]))
            if unit and unit[1].strip() in self.layout.symbols:
                return self.layout.symbols[unit[1].strip()]
        return ""


def recognise(content: bytes, among: Sequence[Platform]) -> Match | None:
    """The layout of a file's bytes, or None."""
    layouts = [(platform, layout) for platform in among for layout in platform.reports]
    known = [
        {field: {name_of(name) for name in names} for field, names in layout.columns.items()} for _p, layout in layouts
    ]

    def points(names: Sequence[str], place: int) -> int:
        # One column may serve two fields (an item's commission is estimate and settled amount in one).
        there = set(names)
        fields = {field for field, wanted in known[place].items() if wanted & there}
        return len(fields) if set(layouts[place][1].needs) <= fields else 0

    def best(names: Sequence[str]) -> int:
        return max((points(names, place) for place in range(len(layouts))), default=0)

    encodings = list(dict.fromkeys(one for _platform, layout in layouts for one in layout.encodings))
    sheet = spreadsheet.read(content, best, encodings=encodings)
    if sheet is None:
        return None
    names = sheet.names
    place = max(range(len(layouts)), key=lambda one: points(names, one))
    platform, layout = layouts[place]
    if sheet.encoding.removesuffix("-sig") not in layout.encodings:
        # An ASCII header reads the same in every encoding; the layout knows which ones its platform writes.
        sheet = spreadsheet.read(content, best, encodings=layout.encodings) or sheet
    return Match(platform, layout, sheet)


def lines_of(match: Match) -> Iterator[Line | RowProblem | None]:
    """The rows as lines; None for a row that is no order (a total, the header again, a status that is ignored)."""
    read = [_read(match, number, cells) for number, cells in match.sheet.rows]
    if match.layout.hook == "order-money-on-first-row":
        read = _order_money(match, read)
    counts = _counted([one for one in read if isinstance(one, Line)])
    for one in read:
        yield replace(one, nth=counts[one.file_line]) if isinstance(one, Line) else one


def _counted(lines: list[Line]) -> dict[int, int]:
    """Which of the identical ones each line is, by its place in the file: the same whatever the order of the rows."""
    seen: Counter[tuple[str, str]] = Counter()
    counts: dict[int, int] = {}
    for one in sorted(lines, key=_likeness):
        seen[one.order, one.line] += 1
        counts[one.file_line] = seen[one.order, one.line]
    return counts


def _likeness(one: Line) -> tuple[object, ...]:
    return (
        one.ordered_at,
        one.title,
        one.quantity,
        one.estimate or 0,
        _SUREST.index(one.state),
        one.settled or 0,
    )


def _read(match: Match, number: int, cells: list[str]) -> Line | RowProblem | None:
    try:
        return _line(match, number, cells)
    except _Bad as bad:
        return _problem(match, number, bad)


def _problem(match: Match, number: int, bad: _Bad) -> RowProblem:
    column = match.sheet.header[match.places[bad.field][0]] if match.places.get(bad.field) else bad.field
    return RowProblem(number, clean(column, limit=40), clean(bad.said, limit=60), bad.why)


def _line(match: Match, number: int, cells: list[str]) -> Line | None:
    layout = match.layout
    if len(cells) == 1 and cells[0].startswith("\0"):
        raise _Bad("order", "", clean(cells[0][1:]))
    if [name_of(cell) for cell in cells] == list(match.sheet.names):
        return None  # two files joined into one
    order, status = _id(match, "order", cells), _text(match, "status", cells)
    ordered = _text(match, "ordered", cells)
    if not order and not ordered:
        return None
    if not order:
        raise _Bad("order", "", _("the order number is missing"))
    if not ordered:
        raise _Bad("ordered", "", _("the date is missing"))
    state = layout.statuses.get(status) or layout.statuses.get(status.casefold()) or "?"
    claim = layout.claims.get(_text(match, "claim", cells), "ignore")
    if claim != "ignore":
        state = claim
    if state == "ignore":
        return None
    currency = match.currency or _text(match, "currency", cells).upper()
    if currency not in money.CURRENCIES:
        raise _Bad("currency", currency, _("the currency is not told"))
    return Line(
        file_line=number,
        order=order,
        line="|".join(_id(match, field, cells) for field in layout.key),
        nth=1,
        item=_id(match, "item", cells),
        title=one_line(_text(match, "title", cells))[:300],
        quantity=_quantity(match, cells),
        currency=currency,
        state=state,
        estimate=_micros(match, "estimate", cells),
        settled=_micros(match, "settled", cells) if state in {"settled", "paid", "refunded"} else None,
        status=clean(status, limit=60),
        ordered_at=_moment(match, "ordered", cells),
        settled_at=_moment(match, "settled-at", cells) if state in {"settled", "paid", "refunded"} else "",
        sub_ids=tuple(clean(word) for place in match.places.get("sub-id", ()) if (word := _cell(match, place, cells))),
        facts=_facts(match, cells),
    )


def _facts(match: Match, cells: list[str]) -> Facts:
    """What is told besides; a cell of these that cannot be read costs no row its money."""

    def micros(field: str) -> int | None:
        try:
            return _micros(match, field, cells)
        except _Bad:
            return None

    try:
        said = _text(match, "rate", cells)
        rate = money.rate(said) if said else None
    except BadValue:
        rate = None
    try:
        confirmed_at = _moment(match, "confirmed", cells)
    except _Bad:
        confirmed_at = ""
    return Facts(micros("price"), micros("base"), rate, micros("fee"), micros("refund"), confirmed_at)


def _cell(match: Match, place: int, cells: list[str]) -> str:
    said = unicodedata.normalize("NFC", cells[place]).strip().strip("\u200b\ufeff") if place < len(cells) else ""
    return "" if said in match.layout.nulls else said


def _text(match: Match, field: str, cells: list[str]) -> str:
    return next((said for place in match.places.get(field, ()) if (said := _cell(match, place, cells))), "")


def _id(match: Match, field: str, cells: list[str]) -> str:
    said = _text(match, field, cells)
    if said.startswith('="') and said.endswith('"'):
        said = said[2:-1]
    said = said.strip().lstrip("'").strip()
    if re.fullmatch(r"\d+\.0", said):
        said = said[:-2]
    if field in {"order", *match.layout.key} and _RESAVED.fullmatch(said):
        raise _Bad(field, said, _("a spreadsheet has cut this number; import the file as it was downloaded"))
    return clean(said, limit=120)


def _micros(match: Match, field: str, cells: list[str]) -> int | None:
    said = _text(match, field, cells)
    if not said:
        return None
    bare = unicodedata.normalize("NFKC", said).strip()
    below = _BELOW.fullmatch(bare)
    if below:
        bare = below[1] or below[2]
    try:
        micros = money.micros_of(bare.strip().strip(_SIGNS))
    except ValueError as why:
        raise _Bad(field, said, str(why)) from None
    return -micros if below else micros


def _quantity(match: Match, cells: list[str]) -> int:
    said = _id(match, "quantity", cells)
    return int(said) if said.isascii() and said.isdigit() and len(said) < 10 else 1  # noqa: PLR2004 - fits SQLite


def _moment(match: Match, field: str, cells: list[str]) -> str:
    said = _text(match, field, cells)
    if not said:
        return ""
    for form in match.layout.dates:
        try:
            read = datetime.strptime(said, form)  # noqa: DTZ007 - the zone is the layout's, set below
        except ValueError:
            continue
        if read.year < _FIRST_YEAR and field == "settled-at":
            return ""
        if not _FIRST_YEAR <= read.year <= _LAST_YEAR:
            break
        return stamp(read if read.tzinfo else read.replace(tzinfo=ZoneInfo(match.layout.time_zone)))
    raise _Bad(field, said, _("not a date as this platform writes it"))


def _order_money(match: Match, read: list[Line | RowProblem | None]) -> list[Line | RowProblem | None]:
    """Shopee prints an order's net commission on its first row only: it is split over the order's items.

    The first row may be a cancelled item; skipping it would lose the order's money, summing the column per item would
    give it to the wrong one. An item gets its own commission x (the order's net / the order's total).
    """
    orders: dict[str, list[int]] = {}
    nets: Counter[str] = Counter()
    totals: Counter[str] = Counter()
    for place, (one, (number, cells)) in enumerate(zip(read, match.sheet.rows, strict=True)):
        if not isinstance(one, Line):
            continue
        try:
            net, total = _micros(match, "net", cells) or 0, _micros(match, "total", cells) or 0
        except _Bad as bad:
            read[place] = _problem(match, number, bad)
            continue
        orders.setdefault(one.order, []).append(place)
        nets[one.order] += net
        totals[one.order] += total
    for order, places in orders.items():
        items = [(place, one) for place in places if isinstance(one := read[place], Line)]
        # Always in the same order, so that shuffled rows give each item the same share, to the last micro.
        items.sort(key=lambda item: (item[1].line, _likeness(item[1])))
        parts = [max(one.estimate or 0, 0) for _place, one in items]
        whole, net, total = sum(parts), nets[order], totals[order]
        if net == total or not whole:
            continue
        # Without a total (some layouts lack it) the net is the order's; with one, these items may be a part of it.
        for (place, one), share in zip(items, split(net * whole // total if total else net, parts), strict=True):
            read[place] = replace(one, estimate=share, settled=share if one.settled is not None else None)
    return read
