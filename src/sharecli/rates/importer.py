"""Reads a file of exchange rates: base, quote, rate and day, under English or Chinese headings."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sharecli import period, spreadsheet
from sharecli.errors import BadValue, RowProblem
from sharecli.language import _
from sharecli.money import known_currency
from sharecli.rates.model import Rate, billionths_of
from sharecli.text import clean

ENCODINGS = ("utf-8", "utf-16", "gb18030")
_HEADINGS = {
    "base": ("base", "from", "currency", "原币种", "币种", "外币", "货币"),
    "quote": ("quote", "to", "目标币种", "本币", "兑换币种"),
    "rate": ("rate", "value", "汇率", "牌价", "中间价"),
    "on": ("on", "day", "date", "日期", "生效日期"),
}
_FIELD = {spreadsheet.name_of(name): field for field, names in _HEADINGS.items() for name in names}


@dataclass(frozen=True, slots=True)
class Read:
    """A file of rates, read.

    Attributes:
        rates: the good rows.
        problems: the others.
    """

    rates: list[Rate]
    problems: list[RowProblem]


def read(file: Path, *, today: date) -> Read:
    """The rates in a file.

    Raises:
        UnknownFile: it cannot be read, or has not the headings.
    """
    content = spreadsheet.content_of(file)
    sheet = spreadsheet.read(content, _score, encodings=ENCODINGS)
    if sheet is None:
        message = _("“{file}” has no header that is known").format(file=clean(file.name))
        raise spreadsheet.UnknownFile(message, hint=_("the header is: {columns}").format(columns="base,quote,rate,on"))
    places = {_FIELD[name]: place for place, name in reversed(list(enumerate(sheet.names))) if name in _FIELD}
    rates: list[Rate] = []
    problems: list[RowProblem] = []
    for line, cells in sheet.rows:
        if why := spreadsheet.unread(cells):
            problems.append(RowProblem(line, "", "", why))
            continue
        words = {field: cells[place].strip() if place < len(cells) else "" for field, place in places.items()}
        found = _rate(line, words, today)
        if isinstance(found, Rate):
            rates.append(found)
        else:
            problems.append(found)
    return Read(rates, problems)


def _score(names: Sequence[str]) -> int:
    fields = {_FIELD[name] for name in names if name in _FIELD}
    return len(fields) if fields == set(_HEADINGS) else 0


def _rate(line: int, words: dict[str, str], today: date) -> Rate | RowProblem:
    column = ""
    try:
        column = "base"
        base = known_currency(words["base"])
        column = "quote"
        quote = known_currency(words["quote"])
        if base == quote:
            return RowProblem(line, column, quote, _("a currency has no rate to itself"))
        column = "on"
        day = period.a_day(words["on"].replace("/", "-"))
        if day > today:
            return RowProblem(line, column, words["on"], _("that day has not come yet"))
    except BadValue as error:
        return RowProblem(line, column, clean(words[column], limit=40), error.message)
    try:
        return Rate(base, quote, day, billionths_of(words["rate"]))
    except ValueError:
        return RowProblem(line, "rate", clean(words["rate"], limit=40), _("not a rate such as 7.12"))
