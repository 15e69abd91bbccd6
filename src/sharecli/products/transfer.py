"""Product lists in and out: CSV and JSON. What was exported comes back the same, byte by byte."""

import json
import os
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from sharecli import money, slug, spreadsheet
from sharecli.errors import BadValue, RowProblem, SharecliError, Unreadable
from sharecli.language import _
from sharecli.money import Money
from sharecli.pictures import BadPicture, Picture, read as read_picture
from sharecli.platforms import loader as platforms
from sharecli.products import compose
from sharecli.products.material import MIDDLE, be_higher, focus_of, former, note_of
from sharecli.products.model import COLUMNS, MATERIAL, Product, tags_of, title_of, url_of
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


class _Bad(BadValue):
    """A cell that cannot be used; knows its column."""

    def __init__(self, column: str, message: str) -> None:
        super().__init__(message)
        self.column = column


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


@dataclass(frozen=True, slots=True)
class Read:
    """A row that can be kept.

    Attributes:
        kept: the product that it changes, or None for a new one.
        made: what shall stand.
        picture: the SHA-256 of the picture that comes with it, or empty.
    """

    kept: Product | None
    made: Product
    picture: str


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


def pictures_of(
    rows: Sequence[Row | RowProblem], *, folder: Path, lay: Callable[[Picture], None]
) -> dict[int, str | SharecliError]:
    """The pictures of a list, one after another: what each line's SHA-256 is, or why there is none.

    Args:
        rows: as read.
        folder: where a relative ``image`` path begins; it may not lead out of it.
        lay: takes a picture; it is not held here, for a list may bring thousands.
    """
    found: dict[int, str | SharecliError] = {}
    for row in rows:
        if isinstance(row, RowProblem) or not row[1].get("image", "").strip():
            continue
        try:
            picture = _picture(folder, row[1]["image"])
        except SharecliError as error:
            found[row[0]] = error
            continue
        lay(picture)
        found[row[0]] = picture.sha256
    return found


def products_of(
    listed: Listed,
    *,
    pictures: Mapping[int, str | SharecliError],
    default_currency: str,
    known: Callable[[str], Product | None],
    by_url: Callable[[str], Product | None],
) -> Iterator[Read | RowProblem]:
    """Rows as products; one that cannot be read is a problem, and the next comes.

    A row for a kept product changes what it has a cell for; an empty cell takes a price, a commission, tags or what a
    poster shows besides away.

    Args:
        listed: as read.
        pictures: from :func:`pictures_of`.
        default_currency: the seller's.
        known: the kept product of a code.
        by_url: the kept product of a link, for a row without a code.
    """
    seen: dict[str, int] = {}
    links: dict[str, int] = {}

    def code_taken(code: str) -> bool:
        return code in seen or known(code) is not None

    for row in listed.rows:
        if isinstance(row, RowProblem):
            yield row
            continue
        line, words = row
        try:
            kept = _kept(words, known, by_url)
            made = _product(words, kept, default_currency, code_taken)
            _not_twice(made, words, seen, links)
            picture = pictures.get(line, "")
            if isinstance(picture, SharecliError):
                raise picture
        except SharecliError as error:
            column = error.column if isinstance(error, _Bad) else _column_of(error.message, words, default_currency)
            said = clean(words.get(column, ""), limit=60)
            yield RowProblem(line, listed.headings.get(column, column), said, clean(error.message))
            continue
        seen[made.code] = links[made.url] = line
        yield Read(kept, made, picture)


def _kept(
    words: dict[str, str], known: Callable[[str], Product | None], by_url: Callable[[str], Product | None]
) -> Product | None:
    link = url_of(words.get("url", ""))
    code = words.get("code", "")
    return known(slug.own_word(code, hint="")) if code.strip() else by_url(link)


def _product(
    words: dict[str, str], kept: Product | None, default_currency: str, taken: Callable[[str], bool]
) -> Product:
    made = compose.product(
        url=words.get("url", ""),
        title=words.get("title", ""),
        price=words.get("price", ""),
        currency=words.get("currency", "").strip() or (kept.currency if kept else ""),
        commission=words.get("commission", ""),
        code=words.get("code", ""),
        platform=words.get("platform", ""),
        tags=[words.get("tags", "")],
        default_currency=default_currency,
        taken=taken,
    )
    if kept is not None:
        made = _over(kept, made, words)
    made = _material(kept, made, words)
    status = words.get("status", "").strip().lower() or made.status
    if status not in {"active", "archived"}:
        why = _("the status “{said}” is neither active nor archived").format(said=clean(status, limit=30))
        raise _Bad("status", why)
    return replace(made, status=status)


def _over(kept: Product, made: Product, words: dict[str, str]) -> Product:
    """``made`` in the place of a kept product, which keeps what its row has no cell for."""
    price = made.price if "price" in words else kept.price
    if price is not None and price.currency != made.currency:
        raise _Bad("currency", _("a new currency needs a new price"))
    platform, item = compose.seller_of(kept, made.url, words.get("platform", ""))
    return replace(
        made,
        code=made.code if words.get("code", "").strip() else kept.code,
        price=price,
        rate=made.rate if "commission" in words else kept.rate,
        platform=platform,
        item=item,
        tags=made.tags if "tags" in words else kept.tags,
        status=kept.status,
        image=kept.image,
        id=kept.id,
    )


def _material(kept: Product | None, made: Product, words: dict[str, str]) -> Product:
    """With what a poster shows besides; a former price is compared with the price that will stand."""
    with _blaming("was" if "was" in words else "price"):
        was = kept.was if kept else None
        if "was" in words:
            was = _discounted(words["was"], made)
        elif was is not None:
            be_higher(was, made.price)
    with _blaming("note"):
        note = note_of(words["note"]) if "note" in words else kept.note if kept else ""
    with _blaming("focus"):
        focus = focus_of(words["focus"]) if "focus" in words else kept.focus if kept else MIDDLE
    return replace(made, was=was, note=note, focus=focus)


def _discounted(word: str, made: Product) -> Money | None:
    """A sheet's former price; a shop's own sheets repeat the price there where nothing is off."""
    same = (
        made.price is not None and word.strip() and money.amount(word, made.currency, name="former price") == made.price
    )
    return None if same else former(word, made.price, made.currency)


@contextmanager
def _blaming(column: str) -> Iterator[None]:
    try:
        yield
    except BadValue as error:
        raise _Bad(column, error.message) from None


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


def _picture(folder: Path, words: str) -> Picture:
    try:
        path = (folder / words.strip()).resolve()
        inside = path.is_relative_to(folder.resolve())
    except (ValueError, OSError, RuntimeError):  # a NUL, half a character, a link to itself
        inside = False
    if not inside:
        why = _("the picture “{path}” is outside the list's folder").format(path=clean(words, limit=60))
        raise _Bad("image", why)
    try:
        # A pipe would be waited for, and a whole list with it.
        if os.path.exists(path) and not os.path.isfile(path):  # noqa: PTH110, PTH113 - a name too long is none here
            raise _Bad("image", _("“{path}” is not a picture that can be read").format(path=clean(words, limit=60)))
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
    columns = [*COLUMNS, *(name for name in MATERIAL if any(name in row for row in rows))]
    if images is not None:
        columns.append("image")
    return ("\ufeff" if bom else "").encode() + as_csv(rows, columns, breaks=True).encode()
