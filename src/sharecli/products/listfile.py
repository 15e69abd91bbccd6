"""Product lists as they stand in files: CSV and JSON to rows of words, and back, byte by byte."""

import json
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sharecli import spreadsheet
from sharecli.errors import RowProblem, Unreadable
from sharecli.language import _
from sharecli.products.model import COLUMNS, MATERIAL, Product
from sharecli.shell.page import as_csv, as_json
from sharecli.text import clean, uncell

ENCODINGS = ("utf-8", "utf-16", "gb18030")
_NEEDED = ("title", "url")
_MEANINGS = {
    # Chinese headings that sellers' own sheets have; what we write is always English.
    # Where a sheet has several of one meaning, the first of them here is the one that is read.
    "code": ("code", "编码", "代码", "商品编码", "商品代码", "商家编码", "货号"),
    "title": (
        "title", "name", "标题", "商品标题", "宝贝标题", "商品名称", "宝贝名称", "商品名", "名称", "品名", "商品",
    ),
    "price": ("price", "现价", "售价", "价格", "商品售价", "商品价格", "宝贝价格", "商品现价", "单价"),
    "currency": ("currency", "币种", "货币"),
    "commission": (
        "commission", "rate", "佣金比例", "佣金比率", "佣金率", "商品佣金率", "商品佣金比例", "收入比率", "佣金",
    ),
    "platform": ("platform", "平台", "所属平台", "电商平台"),
    "url": ("url", "link", "链接", "商品链接", "宝贝链接", "商品网址", "推广链接", "网址", "商品地址", "宝贝地址"),
    "tags": ("tags", "tag", "标签", "商品标签"),
    "status": ("status", "状态", "商品状态"),
    "was": ("was", "原价", "划线价", "市场价", "商品原价"),
    "note": ("note", "推荐语", "推荐理由", "推荐文案"),
    "focus": ("focus", "焦点", "图片焦点"),
    "image": ("image", "picture", "图片", "商品图片"),
}  # fmt: skip
_CHINESE = ("编码", "标题", "价格", "币种", "佣金比例", "平台", "链接", "标签", "状态")
"""A Chinese word for each of :data:`COLUMNS`."""

_FIELD = {name: field for field, names in _MEANINGS.items() for name in names}
_FIELD |= {f"{name}%": "commission" for name in _MEANINGS["commission"]}


class MissingColumn(Unreadable):
    """A column that has to be there is not."""

    code = "missing-column"


Row = tuple[int, dict[str, str]]


@dataclass(frozen=True, slots=True)
class Listed:
    """A product list as it stands in a file.

    Attributes:
        rows: the line and the words by field; a field without a column, or beyond the end of a short row, is missing.
        headings: a field's column as it is called in the file.
    """

    rows: list[Row | RowProblem]
    headings: dict[str, str] = field(default_factory=dict)


def rows_of(content: bytes, *, name: str) -> Listed:
    """The rows of a CSV or JSON file, as words by field.

    Args:
        content: the whole file.
        name: for errors.

    Raises:
        UnknownFile: neither.
        MissingColumn: no ``title`` or no ``url``.
    """
    if content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in {b"[", b"{"}:
        return Listed(_json_rows(content, name))
    sheet = spreadsheet.read(content, lambda names: sum(one in _FIELD for one in names), encodings=ENCODINGS)
    hint = _("the header is: {columns}, or in Chinese: {chinese}")
    hint = hint.format(columns=",".join(COLUMNS), chinese=",".join(_CHINESE))
    if sheet is None:
        found = ", ".join(clean(cell, limit=30) for cell in spreadsheet.first_row(content, encodings=ENCODINGS)[:8])
        message = _("“{file}” has no header that is known; its first row is: {found}").format(
            file=name, found=found or "–"
        )
        raise spreadsheet.UnknownFile(message, hint=hint)
    places = _places(sheet.names)
    for needed in _NEEDED:
        if needed not in places:
            message = _("“{file}” has no column “{column}”").format(file=name, column=needed)
            raise MissingColumn(message, hint=hint)
    percents = _in_percents(sheet.header[places["commission"]]) if "commission" in places else False
    rows: list[Row | RowProblem] = []
    for line, cells in sheet.rows:
        if why := spreadsheet.unread(cells):
            rows.append(RowProblem(line, "", "", clean(why)))
        elif len(cells) > len(sheet.names):
            why = _("has {count} cells, the header {header}").format(count=len(cells), header=len(sheet.names))
            rows.append(RowProblem(line, "", clean(cells[0], limit=40), why))
        else:
            words = {field: uncell(cells[place]) for field, place in places.items() if place < len(cells)}
            if percents and re.fullmatch(r"[\d.]+", bare := words.get("commission", "").strip()):
                words["commission"] = f"{bare}%"
            rows.append((line, words))
    return Listed(rows, {field: clean(sheet.header[place].strip(), limit=40) for field, place in places.items()})


def _places(names: Sequence[str]) -> dict[str, int]:
    """Where each field stands; of several columns with one meaning, the surest word's."""
    ranks = {name: rank for words in _MEANINGS.values() for rank, name in enumerate(words)}
    places: dict[str, int] = {}
    for place in sorted(range(len(names)), key=lambda one: ranks.get(names[one].removesuffix("%"), 0)):
        if wanted := _FIELD.get(names[place]):
            places.setdefault(wanted, place)
    return places


def _in_percents(heading: str) -> bool:
    return "%" in unicodedata.normalize("NFKC", heading)


def _json_rows(content: bytes, name: str) -> list[Row | RowProblem]:
    try:
        loaded = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        message = _("“{file}” is not JSON: {why}").format(file=name, why=clean(str(error), limit=100))
        raise spreadsheet.UnknownFile(message, hint="sharecli product export FILE.json") from None
    things = loaded.get("products") if isinstance(loaded, dict) else loaded
    if not isinstance(things, list):
        message = _("“{file}” holds no list of products").format(file=name)
        raise spreadsheet.UnknownFile(message, hint="sharecli product export FILE.json")
    rows: list[Row | RowProblem] = []
    for number, thing in enumerate(things, start=1):
        if isinstance(thing, dict):
            rows.append((number, {str(key): _words(value) for key, value in thing.items()}))
        else:
            rows.append(RowProblem(number, "", clean(str(thing), limit=40), _("is not a product")))
    return rows


def _words(value: Any) -> str:
    if value is None:
        return ""
    return " ".join(map(str, value)) if isinstance(value, list) else str(value)


def as_file(
    products: Sequence[Product], *, kind: str, images: dict[str, str] | None = None, bom: bool = False
) -> bytes:
    """A product list.

    Args:
        products: sorted already.
        kind: ``csv`` or ``json``.
        images: product code to its picture's path relative to the list, or None for a list without them.
        bom: lead the CSV with a byte order mark, which Excel needs to read Chinese.
    """
    rows: list[dict[str, Any]] = [
        one.row() | ({"image": images.get(one.code, "")} if images is not None else {}) for one in products
    ]
    if kind == "json":
        return as_json(rows).encode()
    columns = [*COLUMNS, *(name for name in MATERIAL if any(name in row for row in rows))]
    if images is not None:
        columns.append("image")
    return ("\ufeff" if bom else "").encode() + as_csv(rows, columns, breaks=True).encode()
