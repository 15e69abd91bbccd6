"""Reads a list of links: which column says what, and which says nothing here."""

from collections.abc import Collection, Sequence
from difflib import get_close_matches

from sharecli import spreadsheet
from sharecli.errors import RowProblem
from sharecli.language import _, plural
from sharecli.products.listfile import MissingColumn
from sharecli.text import clean, uncell

Row = tuple[int, dict[str, str]] | RowProblem
"""Its line and what its cells say, by column; or what is wrong with it."""

COLUMNS = ("product", "channel", "campaign", "person", "code", "from", "until", "fallback", "max_clicks")
"""The headers, in order; the first two are needed."""

ENCODINGS = ("utf-8", "utf-16", "gb18030")
_MEANINGS = {
    "product": ("product", "商品编码", "商品代码", "编码", "商品"),
    "channel": ("channel", "渠道"),
    "campaign": ("campaign", "活动"),
    "person": ("person", "推广人", "达人", "人"),
    "code": ("code", "短码", "短链", "链接代码"),
    "from": ("from", "开始", "开始时间", "生效时间"),
    "until": ("until", "结束", "结束时间", "失效时间"),
    "fallback": ("fallback", "备用链接", "失效后链接"),
    "max_clicks": ("max_clicks", "max-clicks", "maxclicks", "最多点击", "点击上限"),
}
_FIELD = {spreadsheet.name_of(name): field for field, names in _MEANINGS.items() for name in names}
_SHOWN = 8
"""Columns that are named in one sentence."""


def rows_of(content: bytes, name: str) -> tuple[list[Row], list[str]]:
    """A list's rows: the line and its cells by column, or what is wrong; and a sentence on columns that nobody reads.

    Raises:
        UnknownFile: it cannot be read as a list.
        MissingColumn: it has no ``product`` or no ``channel`` column.
    """
    sheet = spreadsheet.read(content, lambda names: sum(one in _FIELD for one in names), encodings=ENCODINGS)
    hint = _("the header is: {columns}").format(columns=",".join(COLUMNS))
    if sheet is None:
        message = _("“{file}” has no header that is known").format(file=name)
        raise spreadsheet.UnknownFile(message, hint=hint)
    places: dict[str, int] = {}
    for place, heading in enumerate(sheet.names):
        if heading in _FIELD:
            places.setdefault(_FIELD[heading], place)
    for needed in COLUMNS[:2]:
        if needed not in places:
            message = _("“{file}” has no column “{column}”").format(file=name, column=needed)
            raise MissingColumn(message, hint=hint)
    rows: list[Row] = []
    for line, cells in sheet.rows:
        if why := spreadsheet.unread(cells):
            rows.append(RowProblem(line, "", "", clean(why)))
        elif len(cells) > len(sheet.names):
            why = _("has {count} cells, the header {header}").format(count=len(cells), header=len(sheet.names))
            rows.append(RowProblem(line, "", clean(cells[0], limit=40), why))
        else:
            rows.append((line, {key: uncell(cells[at]).strip() for key, at in places.items() if at < len(cells)}))
    return rows, _unread(sheet.names, set(places.values()))


def _unread(headings: Sequence[str], read: Collection[int]) -> list[str]:
    """The columns that say nothing here: a misspelt one would be a limit that never holds."""
    unread = [name for at, name in enumerate(headings) if at not in read and name]
    if not unread:
        return []
    words = plural(
        "warning: nothing is read from the column {names}", "warning: nothing is read from the columns {names}",
        len(unread),
    )  # fmt: skip
    shown = [clean(name, limit=40) for name in unread[:_SHOWN]] + ["…"] * (len(unread) > _SHOWN)
    said = words.format(names=", ".join(shown))
    near = [found for name in unread for found in get_close_matches(name, list(_FIELD), 1, 0.75)]
    if not near:
        return [said]
    meant = ", ".join(dict.fromkeys(_FIELD[one] for one in near))
    return [_("{what}; was {columns} meant?").format(what=said, columns=meant)]
