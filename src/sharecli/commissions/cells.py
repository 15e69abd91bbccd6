"""Reads the cells of one row as its platform writes them: numbers of orders, amounts, dates, states."""

import re
import unicodedata
from collections.abc import Sequence
from datetime import datetime, time
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from sharecli import money
from sharecli.commissions.match import Match
from sharecli.language import _
from sharecli.period import stamp, whole_day
from sharecli.text import clean

_RESAVED = re.compile(r"\d(?:[.,]\d+)?[Ee]\+?\d+")
_LONGEST = 120
"""Characters of a number."""

_FIRST_YEAR, _LAST_YEAR = 1971, 2199
"""1970 is what a platform writes for "never"; 2569 is this year in a Thai calendar, and no year of ours."""

_BELOW = re.compile(r"\(([^-+−()]+)\)|[-−]([^-+−()]+)")
"""-5.00, and (5.00) as accountants write it."""

_SIGN = r"[A-Z]{0,2}[$¥€£₱₫฿₩₹]|Rp|RM|Rs\.?|元"
_SIGNED = re.compile(rf"(?P<before>{_SIGN})?\s*(?P<amount>.*?)\s*(?P<behind>{_SIGN})?")
_COMMA = re.compile(r"[+-]?(?:\d{1,3}(?:\.\d{3})+|\d+)(?:,\d+)?")
_PLAIN = re.compile(r"[+-]?\d+(?:\.\d+)?")
_WORKBOOKS = ("xlsx", "ods", "xls")
"""Encodings in which a number may stand as a number, with a point whatever the country, and a date as a date."""

_NO_COLUMN: tuple[Sequence[int], frozenset[str]] = ((), frozenset())
_TYPED_DATES = ("%Y-%m-%d %H:%M:%S", "%Y-%m-%d")
_CLOCK = re.compile(r"%[HIXc]")
_USUAL_DATE = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d", re.ASCII)

_SIGNS_OF = {"Rs": {"INR", "PKR", "LKR", "NPR"}, "元": {"CNY"}, "US$": {"USD"}, "£": {"GBP", "EGP"}}
_OWN_SIGN = frozenset({"CNY", "JPY", "EUR", "GBP", "PHP", "VND", "THB", "KRW", "INR", "IDR", "MYR"})
"""Currencies that nobody writes with a dollar sign."""


class When(NamedTuple):
    """A date as it was read; all empty where there is none.

    Attributes:
        year: of whatever calendar; 0 where it is no date.
        moment: UTC as stored; a day without a clock as the day that it is wherever the seller lives.
        day: on the platform's own clock.
        begun: from when on a report may know of it, UTC as stored: a day without a clock from its beginning there.
    """

    year: int = 0
    moment: str = ""
    day: str = ""
    begun: str = ""


_NEVER = When()


class BadCell(ValueError):
    """A cell that cannot be read; carries the field."""

    def __init__(self, field: str, said: str, why: str) -> None:
        super().__init__(why)
        self.field = field
        self.said = said
        self.why = why


class Row:
    """The cells of one row, read field by field.

    Args:
        match: the file.
        cells: the row.
    """

    def __init__(self, match: Match, cells: Sequence[str]) -> None:
        self._match = match
        self._layout = match.layout
        self._fields = match.fields
        # Once for all that is asked of a row: a large file has millions of cells.
        self._cells = [cell.strip() if cell.isascii() else _composed(cell) for cell in cells]
        self._cells += [""] * (len(match.sheet.names) - len(self._cells))
        self._texts: dict[str, str] = {}

    def words(self, field: str) -> list[str]:
        """What stands in each of a field's columns, without those that mean nothing."""
        places, nothing = self._fields.get(field, _NO_COLUMN)
        return [said for place in places if (said := self._cells[place]) not in nothing]

    def text(self, field: str) -> str:
        """What stands in the first of a field's columns that is not empty."""
        found = self._texts.get(field)
        if found is None:
            found = ""
            places, nothing = self._fields.get(field, _NO_COLUMN)
            for place in places:
                said = self._cells[place]
                if said not in nothing:
                    found = said
                    break
            self._texts[field] = found
        return found

    def number(self, field: str) -> str:
        """A number that names something, unwrapped: a trailing tab, ``'``, ``="…"``, ``.0``.

        Raises:
            BadCell: a spreadsheet has cut it, and it names the line.
        """
        said = self.text(field)
        if not said or (said.isdecimal() and len(said) <= _LONGEST):
            return said
        if said.startswith('="') and said.endswith('"'):
            said = said[2:-1]
        said = said.strip().lstrip("'").strip()
        if said.endswith(".0") and said[:-2].isdecimal():
            said = said[:-2]
        if field in {"order", "parent", *self._layout.key} and _RESAVED.fullmatch(said):
            raise BadCell(field, said, _("a spreadsheet has cut this number; import the file as it was downloaded"))
        return clean(said, limit=_LONGEST)

    def micros(self, field: str, currency: str) -> int | None:
        """An amount; the sum of its columns where the layout says so.

        Raises:
            BadCell: not an amount as the platform writes it, or with the sign of another currency.
        """
        if field not in self._layout.sums:
            word = self.text(field)
            return self._amount(field, word, currency) if word else None
        amounts = [self._amount(field, word, currency) for word in self.words(field)]
        return sum(amounts) if amounts else None

    def quantity(self, field: str) -> int:
        """A number of pieces; 1 where none is told."""
        said = self.number(field)
        return int(said) if said.isascii() and said.isdigit() and len(said) < 10 else 1  # noqa: PLR2004 - fits SQLite

    def moment(self, field: str) -> str:
        """A date on the platform's clock, UTC as stored; empty where there is none.

        Raises:
            BadCell: not a date in one of the layout's forms.
        """
        return self._date(field).moment

    def day(self, field: str) -> str:
        """The day of a date on the platform's own clock."""
        return self._date(field).day

    def begun(self, field: str) -> str:
        """From when on a report may know of a date: a day without a clock begins on the platform's."""
        return self._date(field).begun

    def state(self) -> tuple[str, str]:
        """The state that the row is said to be in, ``?`` where the word is not known, and the word."""
        status = self.text("status")
        for place, words in self._match.marks:
            said = self._cells[place]
            if said not in self._match.nothing and (state := words.get(said.casefold(), words.get("*", ""))):
                return state, status or said
        state = self._match.statuses.get(status.casefold(), "?") if status else self._layout.state or "?"
        claim = self._layout.claims.get(self.text("claim"), "ignore")
        return (state if claim == "ignore" else claim), status

    def currency(self) -> str:
        """The currency of the row's money, or empty where it is not told."""
        told = self._match.currency or self.text("currency").upper()
        for field in ("settled", "estimate", "base"):
            for word in () if told else self.words(field):
                told = told or self._layout.symbols.get(_parts(word)[1], "")
        return told or self._match.payout_currency

    def _amount(self, field: str, said: str, currency: str) -> int:
        typed = self._match.sheet.encoding in _WORKBOOKS
        try:
            sign, micros = _read_amount(said, comma=self._layout.decimal == ",", typed=typed)
        except ValueError as why:
            sign, micros, wrong = _parts(said)[1], 0, str(why)
        else:
            wrong = ""
        if sign and currency and not self._its_sign(sign, currency):
            wrong = _("the sign is another currency's")
        if wrong:
            raise BadCell(field, said, wrong)
        return micros

    def _its_sign(self, sign: str, currency: str) -> bool:
        if sign in self._layout.symbols:
            return self._layout.symbols[sign] == currency
        known = _SIGNS_OF.get(sign) or {code for code, own in money.SYMBOLS.items() if own == sign}
        if currency in known:
            return True
        return sign.endswith("$") and currency not in _OWN_SIGN and not (sign in {"US$", "S$", "R$"} and known)

    def _date(self, field: str) -> When:
        said = self.text(field)
        if not said:
            return _NEVER
        if hour := self.text(f"{field}-time"):
            said = f"{said} {hour}"
        typed = _TYPED_DATES if self._match.sheet.encoding in _WORKBOOKS else ()
        zone = self._layout.zones.get(self.text("market"), self._layout.time_zone)
        dates = self._layout.dates
        found = _read_date(said, (*dates, *typed), zone, days=_writes_days(dates))
        if found.year and found.year < _FIRST_YEAR and field == "settled-at":
            return _NEVER
        if not found.moment:
            raise BadCell(field, said, _("not a date as this platform writes it"))
        return found


@lru_cache(maxsize=4096)
def _read_date(said: str, forms: tuple[str, ...], zone: str, *, days: bool) -> When:
    """A date; of one that is not of our years, the year alone. Where a platform writes days, a midnight is one.

    Kept for a while: the lines of an order have their moments in common, and their days.
    """
    for form in forms:
        try:
            if form == _TYPED_DATES[0] and _USUAL_DATE.fullmatch(said):  # the same, ten times as fast
                read = datetime.fromisoformat(said)
            else:
                read = datetime.strptime(said, form)  # noqa: DTZ007 - the zone is the layout's, set below
        except ValueError:
            continue
        if not _FIRST_YEAR <= read.year <= _LAST_YEAR:
            return When(read.year)
        begun = stamp(read if read.tzinfo else read.replace(tzinfo=ZoneInfo(zone)))
        # A spreadsheet keeps a day as its midnight.
        bare = not _CLOCK.search(form) or (days and read.tzinfo is None and read.time() == time())
        moment = whole_day(read.date()) if bare else begun
        return When(read.year, moment, f"{read:%Y-%m-%d}", begun)
    return _NEVER


@lru_cache(maxsize=64)
def _writes_days(forms: tuple[str, ...]) -> bool:
    """Whether a platform writes dates without a clock."""
    return any(not _CLOCK.search(form) for form in forms)


@lru_cache(maxsize=4096)
def _read_amount(said: str, *, comma: bool, typed: bool) -> tuple[str, int]:
    """The sign of an amount's currency, or an empty string, and the amount.

    Raises:
        ValueError: not an amount. The message is a clause that says why.
    """
    below, sign, bare = _parts(said)
    micros = money.micros_of(_with_point(bare, typed=typed) if comma else bare)
    return sign, -micros if below else micros


def _with_point(bare: str, *, typed: bool) -> str:
    """An amount of a platform whose decimal mark is a comma, with a point."""
    if typed and _PLAIN.fullmatch(bare):
        # A number of the spreadsheet's, or a text: with three digits behind the point nobody can tell.
        if re.fullmatch(r"[+-]?\d{1,3}\.\d{3}", bare):
            raise ValueError(_("thousands or thousandths: a workbook does not tell"))
        return bare
    if not _COMMA.fullmatch(bare):
        if "." in bare and "," not in bare:
            raise ValueError(_("a point only groups thousands; the decimal mark is a comma"))
        raise ValueError(_("not a decimal number"))
    return bare.replace(".", "").replace(",", ".")


def _composed(cell: str) -> str:
    return unicodedata.normalize("NFC", cell).strip().strip("\u200b\ufeff")


def _parts(said: str) -> tuple[bool, str, str]:
    """Whether an amount is below zero, its currency's sign or an empty string, and the bare number."""
    bare = unicodedata.normalize("NFKC", said).strip()
    below = _BELOW.fullmatch(bare)
    if below:
        bare = (below[1] or below[2]).strip()
    signed = _SIGNED.fullmatch(bare)
    if signed is None:  # a line break inside
        return bool(below), "", bare
    return bool(below), (signed["before"] or signed["behind"] or "").rstrip("."), signed["amount"]
