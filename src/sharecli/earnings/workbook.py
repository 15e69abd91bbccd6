"""The report as a workbook: money as numbers that say exactly what the ledger says, text that never runs."""

import io
from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from sharecli.earnings.model import MONEY, Report, Sums, percent
from sharecli.language import _
from sharecli.money import MICROS, decimal_string, digits
from sharecli.text import clean

if TYPE_CHECKING:
    from collections.abc import Sequence

_TIME_OF_MAKING = datetime(2000, 1, 1)  # noqa: DTZ001 - the file's own mark; the same report makes the same bytes
_LONGEST_CELL = 32_000
_WIDE, _NARROW = 22, 9


def workbook(made: Report, *, notes: "Sequence[str]") -> bytes:
    """The file's bytes: the rows, the totals, and what there is to say."""
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    )
    book.set_properties({"created": _TIME_OF_MAKING})
    sheet = book.add_worksheet(_("Earnings"))
    bold = book.add_format({"bold": True, "bottom": 1})
    formats = _formats(book, made)
    heads = [*(_(by.value) for by in made.bys), _("currency"), _("orders"), *map(_, _columns())]
    if made.compared is not None:
        heads += [_("worth"), _("before"), _("difference"), "%"]
    for place, head in enumerate(heads):
        sheet.write_string(0, place, head, bold)
    width = len(made.bys)
    rows = zip(made.rows, made.before or (None,) * len(made.rows), strict=True)
    line = 1
    for one, before in rows:
        _write(sheet, line, one.names, one, before, formats, compared=made.compared is not None)
        line += 1
    line += 1
    for one, before in zip(made.totals, made.totals_before or (None,) * len(made.totals), strict=True):
        names = (_("total"), *("",) * (width - 1))
        _write(sheet, line, names[:width], one, before, formats, compared=made.compared is not None)
        line += 1
    for note in notes:
        line += 1
        sheet.write_string(line, 0, clean(note))
    sheet.freeze_panes(1, width)
    sheet.set_column(0, width - 1, _WIDE)
    sheet.set_column(width, width + 1, _NARROW)
    sheet.set_column(width + 2, len(heads), _WIDE * 2 // 3)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    book.close()
    return out.getvalue()


def _columns() -> list[str]:
    return ["taken back" if name == "reversed" else name for name in MONEY]


def _formats(book: Any, made: Report) -> dict[str, Any]:
    """A number format per currency: its code, and as many digits as the finest amount has."""
    finest: dict[str, int] = {}
    for one, before in _amounts(made):
        for micros in (*(getattr(one, name) for name in MONEY), one.worth, before, one.worth - before):
            _whole, _point, tail = decimal_string(micros, one.currency).partition(".")
            finest[one.currency] = max(finest.get(one.currency, digits(one.currency)), len(tail))
    return {
        currency: book.add_format({"num_format": f'#,##0{"." if tail else ""}{"0" * tail} "{currency}"'})
        for currency, tail in finest.items()
    }


def _amounts(made: Report) -> Iterable[tuple[Sums, int]]:
    for ones, befores in ((made.rows, made.before), (made.totals, made.totals_before)):
        for one, before in zip(ones, befores or (0,) * len(ones), strict=True):
            yield one, before or 0


def _write(
    sheet: Any,
    line: int,
    names: Iterable[str],
    one: Sums,
    before: int | None,
    formats: dict[str, Any],
    *,
    compared: bool,
) -> None:
    place = 0
    for name in names:
        sheet.write_string(line, place, clean(name, limit=_LONGEST_CELL))
        place += 1
    sheet.write_string(line, place, one.currency)
    sheet.write_number(line, place + 1, one.orders)
    amounts: list[int | None] = [getattr(one, name) for name in MONEY]
    if compared:
        amounts += [one.worth, before, None if before is None else one.worth - before]
    for column, micros in enumerate(amounts, place + 2):
        if micros is not None:
            _money(sheet, line, column, micros, formats[one.currency], one.currency)
    part = percent(one.worth, before) if before is not None else None
    if part is not None:
        sheet.write_number(line, place + 2 + len(amounts), float(part))


def _money(sheet: Any, line: int, place: int, micros: int, shown: Any, currency: str) -> None:
    exact = Decimal(micros) / MICROS
    number = float(exact)
    # A cell's number has sixteen digits at most; what needs more stands there as text, and is exact.
    if Decimal(f"{number:.16G}") == exact:
        sheet.write_number(line, place, number, shown)
    else:
        sheet.write_string(line, place, decimal_string(micros, currency))
