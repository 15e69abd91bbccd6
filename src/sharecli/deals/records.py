"""The rows of deals and of what happened to them: the only place that knows their columns."""

import sqlite3
from datetime import datetime
from itertools import count
from typing import TYPE_CHECKING

from sharecli.deals.cutting import WAY
from sharecli.deals.model import Deal, Event, Kind, Standing, State
from sharecli.deals.standing import standing
from sharecli.errors import NotFound, Taken
from sharecli.language import _
from sharecli.period import stamp
from sharecli.shell.typed import again
from sharecli.store.open import Store
from sharecli.suggest import closest
from sharecli.text import clean

if TYPE_CHECKING:
    from sqlite_utils import Database

_SELECT = "SELECT d.*, p.code AS product FROM deals d JOIN products p ON p.id = d.product_id"
_EVENTS = "SELECT deal_id, kind, person_word, happened_at, micros, how FROM deal_events"


class DealUnknown(NotFound):
    """No deal has that code, or it is of the other sort."""

    code = "deal-not-found"


class DealTaken(Taken):
    """Another deal has that code."""

    code = "deal-taken"


def find(store: Store, code: str, *, now: datetime, kind: Kind | None = None) -> Standing:
    """The deal of that code, as it stands.

    Args:
        store: the file.
        code: as it was typed.
        now: this moment.
        kind: which sort it has to be, or None.

    Raises:
        DealUnknown: with the closest codes; or it is of the other sort.
    """
    said = code.strip()
    row = store.reader.execute(f"{_SELECT} WHERE d.code = ?", [said]).fetchone()
    if row is None:
        words = [one["code"] for one in store.reader.execute("SELECT code FROM deals ORDER BY id DESC LIMIT 5000")]
        hint = closest(said, words, paste="{}") if words else "sharecli deal group open PRODUCT --price … --size 3"
        raise DealUnknown(_("there is no deal “{code}”").format(code=clean(said, limit=60)), hint=hint)
    deal = _deal(row)
    if kind and deal.kind is not kind:
        message = _("“{code}” is a bargain") if deal.kind is Kind.bargain else _("“{code}” is a group-buy")
        raise DealUnknown(message.format(code=deal.code), hint=f"sharecli deal show {deal.code}")
    return standing(deal, _events(store, deal.id), stamp(now))


def chosen(
    store: Store, *, now: datetime, kind: Kind | None = None, state: State | None = None, product: str = ""
) -> list[Standing]:
    """Deals by sort, state and product, those that end last first."""
    where, values = ["1"], []
    if kind:
        where.append("d.kind = ?")
        values.append(kind.value)
    if product:
        where.append("p.code = ?")
        values.append(product)
    rows = store.reader.execute(f"{_SELECT} WHERE {' AND '.join(where)} ORDER BY d.closes_at DESC, d.id DESC", values)
    deals = [_deal(row) for row in rows]
    # All events at once: a query a deal would take a second with thousands of them.
    happened: dict[int, list[Event]] = {}
    for row in store.reader.execute(f"{_EVENTS} ORDER BY id"):
        happened.setdefault(row["deal_id"], []).append(_event(row))
    found = [standing(one, happened.get(one.id, ()), stamp(now)) for one in deals]
    return [one for one in found if state is None or one.state is state]


def number(store: Store, product_id: int, kind: Kind) -> int:
    """How many deals of a sort a product had, and one."""
    asked = "SELECT count(*) + 1 FROM deals WHERE product_id = ? AND kind = ?"
    return int(store.reader.execute(asked, [product_id, kind.value]).fetchone()[0])


def keep(db: "Database", deal: Deal) -> int:
    """A new deal, in an open transaction; its number.

    Raises:
        DealTaken: another has its code.
    """
    row = {
        "code": deal.code, "kind": deal.kind.value, "product_id": deal.product_id, "channel": deal.channel,
        "currency": deal.currency, "from_micros": deal.start, "goal_micros": deal.goal, "size": deal.size,
        "seed": deal.seed, "cuts": WAY if deal.kind is Kind.bargain else "", "person_word": deal.owner,
        "opened_at": deal.opened_at, "closes_at": deal.closes_at,
    }  # fmt: skip
    if db.execute("SELECT 1 FROM deals WHERE code = ?", [deal.code]).fetchone():
        message = _("there is a deal “{code}” already").format(code=deal.code)
        raise DealTaken(message, hint=again("--code", _free(db, deal.code)))
    number = db.table("deals").insert(row).last_pk
    assert isinstance(number, int)  # noqa: S101 - told to the type checker
    return number


def _free(db: "Database", code: str) -> str:
    words = (f"{code[:34].rstrip('-')}-{number}" for number in count(2))
    return next(one for one in words if not db.execute("SELECT 1 FROM deals WHERE code = ?", [one]).fetchone())


def add(db: "Database", deal_id: int, event: Event) -> None:
    """Something that happened, in an open transaction."""
    row = {
        "deal_id": deal_id, "kind": event.kind, "person_word": event.person, "micros": event.micros or None,
        "how": event.how, "happened_at": event.at,
    }  # fmt: skip
    db.table("deal_events").insert(row)


def _events(store: Store, deal_id: int) -> list[Event]:
    rows = store.reader.execute(f"{_EVENTS} WHERE deal_id = ? ORDER BY id", [deal_id])
    return [_event(row) for row in rows]


def _event(row: sqlite3.Row) -> Event:
    return Event(row["kind"], row["person_word"], row["happened_at"], row["micros"] or 0, row["how"])


def _deal(row: sqlite3.Row) -> Deal:
    return Deal(
        code=row["code"],
        kind=Kind(row["kind"]),
        product=row["product"],
        currency=row["currency"],
        start=row["from_micros"],
        goal=row["goal_micros"],
        size=row["size"],
        opened_at=row["opened_at"],
        closes_at=row["closes_at"],
        owner=row["person_word"],
        channel=row["channel"],
        seed=row["seed"],
        id=row["id"],
        product_id=row["product_id"],
    )
