"""Which platform's layout a file has: the one most of whose headings stand in it."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from sharecli import language, money, spreadsheet
from sharecli.errors import Unreadable
from sharecli.language import _
from sharecli.platforms.model import Layout, Platform, Refusal
from sharecli.spreadsheet import Sheet, name_of

_UNIT = re.compile(r"[(（]([^()（）]{1,6})[)）]\s*$")
_MONEY = ("net", "settled", "estimate", "base")
"""Fields whose headers may tell the currency, the surest first."""


_FEWEST = 2
"""Headings by which a header is known at all."""


class NotIncome(Unreadable):
    """The file is no report of what the seller earns: it tells what a merchant pays, or nothing about commissions."""

    code = "not-income"


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
        return {field: self._columns(names) for field, names in self.layout.columns.items()}

    @cached_property
    def nothing(self) -> frozenset[str]:
        """Cells that mean "nothing" wherever they stand."""
        return frozenset({"", *self.layout.nulls})

    @cached_property
    def fields(self) -> dict[str, tuple[list[int], frozenset[str]]]:
        """Field to the columns it may stand in, and to the cells that mean "nothing" there."""
        nulls = self.layout.nulls_of
        return {field: (places, self.nothing.union(nulls.get(field, ()))) for field, places in self.places.items()}

    @cached_property
    def marks(self) -> list[tuple[int, dict[str, str]]]:
        """The columns that tell a state before the status does, each with its words, case folded."""
        return [
            (place, {word.casefold(): state for word, state in words.items()})
            for header, words in self.layout.marks.items()
            for place in self._columns((header,))
        ]

    @cached_property
    def statuses(self) -> dict[str, str]:
        """The platform's status word, case folded, to a state."""
        return {word.casefold(): state for word, state in self.layout.statuses.items()}

    @cached_property
    def promises(self) -> bool:
        """Whether a row that is settled still tells what was promised: in a column of its own."""
        return self.layout.columns.get("estimate") != self.layout.columns.get("settled")

    @cached_property
    def reasons(self) -> dict[str, str]:
        """The platform's status word, case folded, to why the order is void or taken back."""
        return {word.casefold(): reason for word, reason in self.layout.reasons.items()}

    @cached_property
    def currency(self) -> str:
        """The currency of the whole file, or empty where each row has its own or none is told."""
        units = units_of(self.layout, self.sheet)
        told = next((code for unit in units if (code := self.layout.symbols.get(unit) or _code(unit))), "")
        # A header that names somebody else's money is not read in ours.
        return told or ("" if any(_foreign(unit, self.layout.currency) for unit in units) else self.layout.currency)

    @cached_property
    def payout_currency(self) -> str:
        """What the platform pays in, for a row that does not tell; empty where the headers name other money."""
        code = self.platform.payout.currency
        return "" if any(_foreign(unit, code) for unit in units_of(self.layout, self.sheet)) else code

    @cached_property
    def stranger(self) -> str:
        """A word in the file by which it is another market's, or empty."""
        wanted = {word.casefold() for word in self.layout.strangers}
        places = self.places.get("seller", []) if wanted else []
        said = (cells[place].strip() for place in places for _line, cells in self.sheet.rows if place < len(cells))
        return next((word for word in said if word.casefold() in wanted), "")

    def _columns(self, names: Sequence[str]) -> list[int]:
        wanted = [name_of(name) for name in names]
        return [self.sheet.names.index(name) for name in wanted if name in self.sheet.names]


def units_of(layout: Layout, sheet: Sheet) -> list[str]:
    """What stands in brackets behind the headers of a layout's money, the surest first."""
    found = []
    for field in _MONEY:
        for name in map(name_of, layout.columns.get(field, ())):
            if name in sheet.names:
                header = unicodedata.normalize("NFKC", sheet.header[sheet.names.index(name)])
                if unit := _UNIT.search(header):
                    found.append(unit[1].strip())
    return found


def recognise(content: spreadsheet.Content, among: Sequence[Platform]) -> Match | None:
    """The layout of a file's bytes or of a workbook's sheet, or None.

    Raises:
        NotIncome: the file is one of those that a platform names as no report of income.
    """
    known = [_Known(platform, layout) for platform in among for layout in platform.reports]
    refusals = [(refusal, {name_of(name) for name in refusal.has}) for one in among for refusal in one.refusals]
    headings = set[str]().union(*(one.headings for one in known), *(wanted for _refusal, wanted in refusals))

    def best(names: Sequence[str]) -> int:
        there = headings.intersection(names)
        if len(there) < _FEWEST:  # as nearly every row in nearly every encoding
            return 0
        refused = max((len(wanted) for _refusal, wanted in refusals if wanted <= there), default=0)
        return max(refused, max((one.points(there) for one in known), default=0))

    every = [one.layout.encodings for one in known] + [refusal.encodings for refusal, _wanted in refusals]
    encodings = list(dict.fromkeys(encoding for some in every for encoding in some))
    sheet = spreadsheet.read(content, best, encodings=encodings, mend=True)
    if sheet is None:
        return None
    there = set(sheet.names)
    for refusal, wanted in refusals:
        if wanted <= there:
            raise _not_income(refusal)
    # Two markets may have the same headings and differ in the currency behind them alone.
    suits = [_suits(one.layout, sheet) for one in known]
    chosen = known[max(range(len(known)), key=lambda place: (known[place].points(there), suits[place]))]
    if not isinstance(content, spreadsheet.Grid) and sheet.encoding.removesuffix("-sig") not in chosen.layout.encodings:
        # An ASCII header reads the same in every encoding; the layout knows which ones its platform writes.
        sheet = spreadsheet.read(content, best, encodings=chosen.layout.encodings) or sheet
    return Match(chosen.platform, chosen.layout, sheet)


class _Known:
    """A layout, and its headings as they are compared."""

    def __init__(self, platform: Platform, layout: Layout) -> None:
        self.platform = platform
        self.layout = layout
        self._fields = {field: {name_of(name) for name in names} for field, names in layout.columns.items()}
        self._has = {name_of(name) for name in layout.has}
        self.headings = self._has.union(*self._fields.values())

    def points(self, there: set[str]) -> int:
        # One column may serve two fields (an item's commission is estimate and settled amount in one).
        fields = {field for field, wanted in self._fields.items() if wanted & there}
        return len(fields) + len(self._has) if self._has <= there and set(self.layout.needs) <= fields else 0


def _suits(layout: Layout, sheet: Sheet) -> int:
    """How well a layout's currency suits the headers: 2 it is told, 1 nothing is, 0 another one is."""
    units = units_of(layout, sheet)
    if any(unit in layout.symbols for unit in units):
        return 2
    if layout.currency:
        return 0 if any(_foreign(unit, layout.currency) for unit in units) else 1
    return 0 if layout.symbols else 1


def _code(unit: str) -> str:
    return unit if unit in money.CURRENCIES else ""


def _foreign(unit: str, currency: str) -> bool:
    """Whether what stands behind a header is money, and another currency than this one."""
    bare = unit.rstrip(".")
    if unit == currency or money.SYMBOLS.get(currency) == unit:
        return False
    signs = {*money.SYMBOLS.values(), "Rs"}
    return bool(_code(unit)) or bare in signs or any(unicodedata.category(letter) == "Sc" for letter in unit)


def _not_income(refusal: Refusal) -> NotIncome:
    message = _("this file is no report of your income: {why}").format(why=refusal.said(language.chosen()))
    return NotIncome(message, hint=_("import the report of your own commissions"))
