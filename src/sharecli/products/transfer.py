"""Product lists in and out: CSV and JSON. What was exported comes back the same, byte by byte."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from sharecli import money, slug, spreadsheet
from sharecli.errors import BadValue, RowProblem, SharecliError, Unreadable
from sharecli.language import _
from sharecli.platforms import loader as platforms
from sharecli.products import compose
from sharecli.products.images import BadPicture, Picture, read as read_picture
from sharecli.products.model import COLUMNS, Product, tags_of, title_of, url_of
from sharecli.shell.page import as_csv, as_json
from sharecli.text import clean, uncell

ENCODINGS = ("utf-8", "utf-16", "gb18030")
_NEEDED = ("title", "url")
_MEANINGS = {
    # Chinese headings that sellers' own sheets have; what we write is always English.
    "code": ("code", "编码", "代码"),
    "title": ("title", "name", "标题", "商品", "商品名称", "商品标题", "名称"),
    "price": ("price", "价格", "售价"),
    "currency": ("currency", "币种", "货币"),
    "commission": ("commission", "rate", "佣金", "佣金比例", "佣金比率", "佣金率"),
    "platform": ("platform", "平台"),
    "url": ("url", "link", "链接", "商品链接"),
    "tags": ("tags", "tag", "标签"),
    "status": ("status", "状态"),
    "image": ("image", "picture", "图片"),
}
_FIELD = {name: field for field, names in _MEANINGS.items() for name in names}


class MissingColumn(Unreadable):
    """A column that has to be there is not."""

    code = "missing-column"


class _Bad(BadValue):
    """A cell that cannot be used; knows its column."""

    def __init__(self, column: str, message: str) -> None:
        super().__init__(message)
        self.column = column


Row = tuple[int, dict[str, str]]
Read = tuple[int, Product, Picture | None] | RowProblem


def rows_of(content: bytes, *, name: str) -> list[Row | RowProblem]:
    """The rows of a CSV or JSON file, as words by field.

    Args:
        content: the whole file.
        name: for errors.

    Raises:
        UnknownFile: neither.
        MissingColumn: no ``title`` or no ``url``.
    """
    if content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in {b"[", b"{"}:
        return _json_rows(content, name)
    sheet = spreadsheet.read(content, lambda names: sum(one in _FIELD for one in names), encodings=ENCODINGS)
    if sheet is None:
        found = ", ".join(clean(cell, limit=30) for cell in spreadsheet.first_row(content, encodings=ENCODINGS)[:8])
        message = _("“{file}” has no header that is known; its first row is: {found}").format(
            file=name, found=found or "–"
        )
        raise spreadsheet.UnknownFile(message, hint=_("the header is: {columns}").format(columns=",".join(COLUMNS)))
    fields = [_FIELD.get(one, "") for one in sheet.names]
    for needed in _NEEDED:
        if needed not in fields:
            message = _("“{file}” has no column “{column}”").format(file=name, column=needed)
            raise MissingColumn(message, hint=_("the header is: {columns}").format(columns=",".join(COLUMNS)))
    rows: list[Row | RowProblem] = []
    for line, cells in sheet.rows:
        if len(cells) > len(fields):
            why = _("has {count} cells, the header {header}").format(count=len(cells), header=len(fields))
            rows.append(RowProblem(line, "", clean(cells[0], limit=40), why))
        else:
            rows.append((line, {field: uncell(cell) for field, cell in zip(fields, cells, strict=False) if field}))
    return rows


def products_of(
    rows: Sequence[Row | RowProblem],
    *,
    folder: Path,
    default_currency: str,
    known: Callable[[str], Product | None],
    by_url: Callable[[str], Product | None],
) -> Iterator[Read]:
    """Rows as products; one that cannot be read is a problem, and the next comes.

    Args:
        rows: as read.
        folder: where a relative ``image`` path begins; it may not lead out of it.
        default_currency: the seller's.
        known: the kept product of a code.
        by_url: the kept product of a link, for a row without a code.
    """
    seen: dict[str, int] = {}
    links: dict[str, int] = {}

    def code_taken(code: str) -> bool:
        return code in seen or known(code) is not None

    for row in rows:
        if isinstance(row, RowProblem):
            yield row
            continue
        line, words = row
        try:
            made = _product(words, default_currency, code_taken, by_url)
            _not_twice(made, words, seen, links)
            picture = _picture(folder, words.get("image", ""))
        except SharecliError as error:
            column = error.column if isinstance(error, _Bad) else _column_of(error.message, words, default_currency)
            yield RowProblem(line, column, clean(words.get(column, ""), limit=60), clean(error.message))
            continue
        seen[made.code] = links[made.url] = line
        yield line, made, picture


def _product(
    words: dict[str, str],
    default_currency: str,
    taken: Callable[[str], bool],
    by_url: Callable[[str], Product | None],
) -> Product:
    made = compose.product(
        url=words.get("url", ""),
        title=words.get("title", ""),
        price=words.get("price", ""),
        currency=words.get("currency", ""),
        commission=words.get("commission", ""),
        code=words.get("code", ""),
        platform=words.get("platform", ""),
        tags=[words.get("tags", "")],
        default_currency=default_currency,
        taken=taken,
    )
    if not words.get("code", "").strip() and (kept := by_url(made.url)) is not None:
        made = replace(made, code=kept.code)
    status = words.get("status", "").strip().lower() or "active"
    if status not in {"active", "archived"}:
        why = _("the status “{said}” is neither active nor archived").format(said=clean(status, limit=30))
        raise _Bad("status", why)
    return replace(made, status=status)


def _not_twice(made: Product, words: dict[str, str], seen: dict[str, int], links: dict[str, int]) -> None:
    if made.code in seen:
        raise _Bad("code", _("the code stands on line {line}, too").format(line=seen[made.code]))
    if not words.get("code", "").strip() and made.url in links:
        # Without a code the link is what tells products apart: the next import could not.
        raise _Bad("url", _("the link stands on line {line}, too").format(line=links[made.url]))


def _column_of(sentence: str, words: dict[str, str], default_currency: str) -> str:
    """The column that an error is about: the one whose cell, read by itself, is refused in the same words."""

    def price(word: str) -> object:
        given = words.get("currency", "").strip() or default_currency
        return money.amount(word, money.known_currency(given), name="price")

    checks: dict[str, Callable[[str], object]] = {
        "url": url_of,
        "title": title_of,
        "platform": platforms.find,
        "currency": money.known_currency,
        "price": price,
        "commission": money.rate,
        "code": lambda word: slug.own_word(word, hint=""),
        "tags": lambda word: tags_of([word]),
    }
    for column, check in checks.items():
        try:
            check(words.get(column, ""))
        except SharecliError as error:
            if error.message == sentence:
                return column
    return "price"  # its currency is the platform's


def _picture(folder: Path, words: str) -> Picture | None:
    if not words.strip():
        return None
    try:
        path = (folder / words.strip()).resolve()
        inside = path.is_relative_to(folder.resolve())
    except (ValueError, OSError, RuntimeError):  # a NUL, half a character, a link to itself
        inside = False
    if not inside:
        why = _("the picture “{path}” is outside the list's folder").format(path=clean(words, limit=60))
        raise _Bad("image", why)
    try:
        return read_picture(path)
    except BadPicture as error:
        raise _Bad("image", error.message) from None


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
    columns = [*COLUMNS, "image"] if images is not None else COLUMNS
    return ("\ufeff" if bom else "").encode() + as_csv(rows, columns).encode()
