"""Reads a mixed list, a file to be made per row; what is wrong in it is named by line and column."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sharecli import slug, spreadsheet
from sharecli.errors import BadValue, RowProblem
from sharecli.language import _
from sharecli.products.listfile import MissingColumn
from sharecli.text import clean, uncell

FIELDS = ("product", "channel", "campaign", "person", "template", "canvas", "words", "name")
ENCODINGS = ("utf-8", "utf-16", "gb18030")

_MEANINGS = {
    # Where a list has several columns of one meaning, the first of these words is the one that is read.
    "product": (
        "product", "code", "productcode", "product_code",
        "商品", "商品编码", "商品代码", "编码", "代码", "货号", "商家编码",
    ),
    "channel": ("channel", "渠道", "发布渠道", "推广渠道"),
    "campaign": ("campaign", "活动", "活动名称"),
    "person": ("person", "推荐人", "好友", "团长", "达人", "分享人"),
    "template": ("template", "模板", "模版", "海报模板"),
    "canvas": ("canvas", "size", "画布", "尺寸"),
    "words": ("words", "recommendation", "推荐语", "文案"),
    "name": ("name", "file", "filename", "file_name", "文件名", "文件名称"),
}  # fmt: skip
_CHINESE = ("商品", "渠道", "活动", "推荐人", "模板", "画布", "推荐语", "文件名")
"""A Chinese word for each of :data:`FIELDS`."""

_RANKS = {name: (field, rank) for field, names in _MEANINGS.items() for rank, name in enumerate(names)}
_LONGEST_CELL = 2000


@dataclass(frozen=True, slots=True)
class Wanted:
    """A row: what is to be made. The words as they stand, without white space around them; empty where none are.

    Attributes:
        line: of the list, from 1, as an editor counts.
        product: the product's code.
        channel: the channel's key.
        campaign: of the link.
        person: whose link it is.
        template: its name.
        canvas: its name, or pixels as in ``1080x1440``.
        words: what the seller says of it; may have line breaks.
        name: of the file, or a pattern of it.
    """

    line: int
    product: str
    channel: str = ""
    campaign: str = ""
    person: str = ""
    template: str = ""
    canvas: str = ""
    words: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """A list, read.

    Attributes:
        rows: the good rows, in order.
        problems: the others.
        headings: a field's column, as it is called in the list.
        unknown: columns that mean nothing here and are not read.
    """

    rows: tuple[Wanted, ...]
    problems: tuple[RowProblem, ...]
    headings: dict[str, str]
    unknown: tuple[str, ...]

    def problem(self, row: Wanted, field: str, why: str) -> RowProblem:
        """What turned out to be wrong with a row later on, under the heading that the list has.

        Args:
            row: the row.
            field: one of :data:`FIELDS`; empty for the row as a whole.
            why: one clause.
        """
        said = clean(getattr(row, field), limit=60) if field else ""
        return RowProblem(row.line, self.headings.get(field, field), said, clean(why))


def read(file: Path) -> Listing:
    """A list from a file, or from the standard input for ``-``.

    Raises:
        UnknownFile: it is not there, or no table with a known header.
        MissingColumn: it does not say which products.
    """
    return listed(spreadsheet.content_of(file), name=file.name)


def listed(content: bytes, *, name: str) -> Listing:
    """A list from its bytes: UTF-8, UTF-16 or GB18030. A product code a line, without a header, is a list, too.

    Args:
        content: the whole file.
        name: for errors.

    Raises:
        UnknownFile: no header is known.
        MissingColumn: it does not say which products.
    """
    hint = _("the header is: {columns}, or in Chinese: {chinese}")
    hint = hint.format(columns=",".join(FIELDS), chinese=",".join(_CHINESE))
    sheet = spreadsheet.read(content, lambda names: sum(one in _RANKS for one in names), encodings=ENCODINGS)
    if sheet is None:
        if alone := _codes_alone(content):
            return Listing(alone, (), {"product": "product"}, ())
        found = ", ".join(clean(cell, limit=30) for cell in spreadsheet.first_row(content, encodings=ENCODINGS)[:8])
        message = _("“{file}” has no header that is known; its first row is: {found}")
        raise spreadsheet.UnknownFile(message.format(file=name, found=found or "–"), hint=hint)
    places = _places(sheet.names)
    if "product" not in places:
        message = _("“{file}” has no column “{column}”").format(file=name, column="product")
        raise MissingColumn(message, hint=hint)
    headings = {field: clean(sheet.header[place].strip(), limit=40) for field, place in places.items()}
    rows: list[Wanted] = []
    problems: list[RowProblem] = []
    for line, cells in sheet.rows:
        one = _row(line, cells, places, headings, len(sheet.names))
        if isinstance(one, Wanted):
            rows.append(one)
        else:
            problems.append(one)
    read_ones = set(places.values())
    unknown = [clean(cell.strip(), limit=40) for place, cell in enumerate(sheet.header) if place not in read_ones]
    return Listing(tuple(rows), tuple(problems), headings, tuple(one for one in unknown if one))


def _codes_alone(content: bytes) -> tuple[Wanted, ...]:
    """The rows of a list that is a product code a line and nothing else; none where it is anything else."""
    for encoding in ("utf-8-sig", "utf-16"):
        try:
            lines = content.decode(encoding).splitlines()
        except UnicodeDecodeError:
            continue
        said = [(line, word) for line, words in enumerate(lines, start=1) if (word := words.strip().strip('"'))]
        try:
            return tuple(Wanted(line, slug.own_word(word, hint="")) for line, word in said)
        except BadValue:
            continue
    return ()


def _places(names: Sequence[str]) -> dict[str, int]:
    """Where each field stands; of several columns with one meaning, the surest word's."""
    places: dict[str, int] = {}
    known = [place for place, name in enumerate(names) if name in _RANKS]
    for place in sorted(known, key=lambda one: _RANKS[names[one]][1]):
        places.setdefault(_RANKS[names[place]][0], place)
    return places


def _row(
    line: int, cells: list[str], places: dict[str, int], headings: dict[str, str], columns: int
) -> Wanted | RowProblem:
    if why := spreadsheet.unread(cells):
        return RowProblem(line, "", "", clean(why))
    if any(cell.strip() for cell in cells[columns:]):
        why = _("has {count} cells, the header {header}").format(count=len(cells), header=columns)
        return RowProblem(line, "", clean(cells[0], limit=40), why)
    words = {field: uncell(cells[place]).strip() for field, place in places.items() if place < len(cells)}
    if not words.get("product"):
        return RowProblem(line, headings["product"], "", _("no product is named"))
    for field, said in words.items():
        if len(said) > _LONGEST_CELL:
            why = _("is longer than {most} characters").format(most=_LONGEST_CELL)
            return RowProblem(line, headings[field], clean(said, limit=60), why)
    return Wanted(line, **words)
