"""The smallest true row of each kind, by way of the command line's own doors; overrides by name."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sharecli.people import keeping_records
from sharecli.people.model import Person
from sharecli.products import compose, records
from sharecli.products.model import Product
from sharecli.store.open import Store

AT = datetime(2026, 10, 1, tzinfo=UTC)


def product(**over: Any) -> Product:
    """A product that is not kept yet."""
    words: dict[str, Any] = {
        "url": "https://item.taobao.com/item.htm?id=6100",
        "title": "明前龙井 100g 礼盒",
        "price": "129",
        "currency": "CNY",
        "commission": "20%",
        "code": "longjing",
        "tags": ["tea"],
    }
    return compose.product(**(words | over))


def kept_people(path: Path, *words: str) -> None:
    """People of these words in the file at ``path``."""
    store = Store(path)
    try:
        with store.writing() as db:
            for word in words:
                keeping_records.keep(db, Person(word, word.capitalize()), at=AT, brought_by=None)
    finally:
        store.close()


def kept_product(path: Path, **over: Any) -> Product:
    """A product in the file at ``path``."""
    store = Store(path)
    try:
        return records.keep(store, product(**over), at=AT)
    finally:
        store.close()
