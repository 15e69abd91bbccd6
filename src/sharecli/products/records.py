"""The rows of products: the only place that knows their columns."""

import sqlite3
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sharecli.errors import NotFound, Taken
from sharecli.language import _
from sharecli.money import Money
from sharecli.period import stamp
from sharecli.products.model import Product
from sharecli.store.open import Store
from sharecli.suggest import closest
from sharecli.text import clean

if TYPE_CHECKING:
    from sqlite_utils import Database
    from sqlite_utils.db import Table

    from sharecli.pictures import Picture

_SELECT = """
    SELECT p.*, (SELECT group_concat(tag, ' ') FROM product_tags t WHERE t.product_id = p.id) AS tags
    FROM products p
"""


class CodeTaken(Taken):
    """Another product has that code."""

    code = "code-taken"


def find(store: Store, code: str) -> Product:
    """The product of that code, archived ones included.

    Raises:
        NotFound: with the closest codes.
    """
    row = store.reader.execute(f"{_SELECT} WHERE p.code = ?", [code.strip()]).fetchone()
    if row is None:
        codes = [one["code"] for one in store.reader.execute("SELECT code FROM products LIMIT 5000")]
        message = _("there is no product “{code}”").format(code=clean(code, limit=60))
        raise NotFound(
            message, hint=closest(code, codes, paste="{}") if codes else "sharecli product add URL --title …"
        )
    return _product(row)


def chosen(
    store: Store,
    codes: Sequence[str] = (),
    *,
    tags: Iterable[str] = (),
    platform: str = "",
    archived: bool | None = False,
    query: str = "",
    since: str = "",
) -> list[Product]:
    """Products by code, tag, platform, words and age, sorted by code.

    Args:
        store: the file.
        codes: only these; each has to exist. Empty for all.
        tags: with every one of these.
        platform: a platform's key, or empty.
        archived: True for archived ones only, None for both.
        query: words, each of which title or code contains, in either case; empty for all.
        since: the UTC moment, as stored, at or after which they were added; empty for all.

    Raises:
        NotFound: a code that does not exist.
    """
    where, values = ["1"], []
    for tag in tags:
        where.append("EXISTS (SELECT 1 FROM product_tags t WHERE t.product_id = p.id AND t.tag = ?)")
        values.append(tag.lower())
    if platform:
        where.append("p.platform = ?")
        values.append(platform)
    if archived is not None:
        where.append("p.status = ?")
        values.append("archived" if archived else "active")
    if since:
        where.append("p.created_at >= ?")
        values.append(since)
    if codes:
        named = {find(store, code).code for code in codes}
        where.append(f"p.code IN ({', '.join('?' * len(named))})")
        values.extend(named)
    rows = store.reader.execute(f"{_SELECT} WHERE {' AND '.join(where)} ORDER BY p.code", values)
    words = _folded(query).split()  # SQLite knows the two cases of ASCII alone
    return [_product(row) for row in rows if all(word in _folded(f"{row['title']}\n{row['code']}") for word in words)]


def _folded(words: str) -> str:
    return unicodedata.normalize("NFKC", words).casefold()


def keep(store: Store, product: Product, *, at: datetime, picture: "Picture | None" = None) -> Product:
    """Keep a new product.

    Raises:
        CodeTaken: another product has its code.
    """
    with store.writing() as db:
        return add(db, product, at=at, picture=picture)


def add(db: "Database", product: Product, *, at: datetime, picture: "Picture | None" = None) -> Product:
    """Keep a new product inside a transaction.

    Raises:
        CodeTaken: another product has its code.
    """
    image = _keep_picture(db, picture) if picture else product.image
    values = _values(product) | {
        "image_sha256": image or None,
        "created_at": stamp(at),
        "updated_at": stamp(at),
    }
    try:
        number = _row_number(db.table("products").insert(values, pk="id"))
    except sqlite3.IntegrityError as error:
        if "products.code" not in str(error):
            raise
        hint = _("choose another (--code {code}-2), or change that one: sharecli product edit {code} …")
        raise taken(product.code, hint=hint.format(code=product.code)) from None
    _keep_tags(db, number, product.tags)
    return _kept(product, number, image)


def change(db: "Database", product: Product, *, at: datetime, picture: "Picture | None" = None) -> Product:
    """Keep a product that is kept already, by its number, in the transaction in which it was found.

    Raises:
        CodeTaken: another product has its code.
    """
    image = _keep_picture(db, picture) if picture else product.image
    values = _values(product) | {"image_sha256": image or None, "updated_at": stamp(at)}
    try:
        db.table("products").update(product.id, values)
    except sqlite3.IntegrityError as error:
        if "products.code" not in str(error):
            raise
        raise taken(product.code, hint=f"--new-code {product.code}-2") from None
    db.execute("DELETE FROM product_tags WHERE product_id = ?", [product.id])
    _keep_tags(db, product.id, product.tags)
    return _kept(product, product.id, image)


def taken(code: str, *, hint: str) -> CodeTaken:
    """The error for a code that is another product's."""
    return CodeTaken(_("the code “{code}” is another product's").format(code=code), hint=hint)


def by_url(store: Store, url: str) -> Product | None:
    """The first product with that link."""
    row = store.reader.execute(f"{_SELECT} WHERE p.url = ? ORDER BY p.id LIMIT 1", [url]).fetchone()
    return _product(row) if row else None


def of_item(store: Store, platform: str, item: str) -> Product | None:
    """The first product that is that item of a platform; None where the item's number is not known."""
    if not item:
        return None
    found = f"{_SELECT} WHERE p.platform = ? AND p.item = ? ORDER BY p.id LIMIT 1"
    row = store.reader.execute(found, [platform, item]).fetchone()
    return _product(row) if row else None


def by_code(store: Store, code: str) -> Product | None:
    """The product of that code, or None."""
    row = store.reader.execute(f"{_SELECT} WHERE p.code = ?", [code]).fetchone()
    return _product(row) if row else None


def jpeg(store: Store, sha256: str) -> bytes | None:
    """A picture's bytes."""
    row = store.reader.execute("SELECT jpeg FROM images WHERE sha256 = ?", [sha256]).fetchone()
    return row["jpeg"] if row else None


def _kept(product: Product, number: int, image: str) -> Product:
    return replace(product, id=number, image=image)


def _values(product: Product) -> dict[str, Any]:
    return {
        "code": product.code,
        "title": product.title,
        "price_micros": product.price.micros if product.price else None,
        "currency": product.currency,
        "rate_billionths": product.rate,
        "platform": product.platform,
        "item": product.item,
        "url": product.url,
        "status": product.status,
        "was_micros": product.was.micros if product.was else None,
        "note": product.note,
        "focus_x": product.focus[0],
        "focus_y": product.focus[1],
    }


def _row_number(table: "Table") -> int:
    number = table.last_pk
    assert isinstance(number, int)  # noqa: S101 - an integer primary key was just given
    return number


def _keep_tags(db: "Database", number: int, tags: Iterable[str]) -> None:
    db.table("product_tags").insert_all([{"product_id": number, "tag": tag} for tag in tags])


def _keep_picture(db: "Database", picture: "Picture") -> str:
    values = {
        "sha256": picture.sha256,
        "width": picture.width,
        "height": picture.height,
        "jpeg": picture.jpeg,
    }
    db.table("images").insert(values, pk="sha256", ignore=True)
    return picture.sha256


def _product(row: sqlite3.Row) -> Product:
    price, was = row["price_micros"], row["was_micros"]
    return Product(
        code=row["code"],
        title=row["title"],
        price=Money(price, row["currency"]) if price is not None else None,
        currency=row["currency"],
        rate=row["rate_billionths"],
        platform=row["platform"],
        item=row["item"],
        url=row["url"],
        tags=tuple(sorted((row["tags"] or "").split())),
        status=row["status"],
        image=row["image_sha256"] or "",
        was=Money(was, row["currency"]) if was is not None else None,
        note=row["note"],
        focus=(row["focus_x"], row["focus_y"]),
        id=row["id"],
    )


def compared(kept: Product | None, made: Product, picture: str) -> str:
    """What keeping ``made`` would be: ``new``, ``updated`` or ``unchanged``.

    Args:
        kept: what stands now.
        made: what shall stand, with the kept one's number and picture.
        picture: the SHA-256 of a picture that comes with it, or empty.
    """
    if kept is None:
        return "new"
    return "unchanged" if made == kept and picture in {"", kept.image} else "updated"
