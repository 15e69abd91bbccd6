"""Rows of a product list as products: each is kept, or a problem that names its column."""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from sharecli import money, slug
from sharecli.errors import BadValue, RowProblem, SharecliError
from sharecli.language import _
from sharecli.money import Money
from sharecli.pictures import BadPicture, Picture, read as read_picture
from sharecli.platforms import loader as platforms
from sharecli.products import compose
from sharecli.products.listfile import Listed, Row
from sharecli.products.material import MIDDLE, be_higher, focus_of, former, note_of
from sharecli.products.model import Product, tags_of, title_of, url_of
from sharecli.text import clean


class _Bad(BadValue):
    """A cell that cannot be used; knows its column."""

    def __init__(self, column: str, message: str) -> None:
        super().__init__(message)
        self.column = column


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
