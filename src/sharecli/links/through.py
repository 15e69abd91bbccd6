"""What --via adds to the page of links that were just made: what became of each at a backend."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from sharecli.errors import SharecliError
from sharecli.links import carrying
from sharecli.links.model import Link
from sharecli.shell.desk import Desk
from sharecli.shell.page import Page

if TYPE_CHECKING:
    from sharecli.backends.handing import Done


def page(desk: Desk, made: Page, links: Sequence[Link], via: str) -> Page:
    """A page of links that were just made, with what became of them at a backend."""
    from sharecli.backends import view

    notes: list[str] = []
    done: list[Done] = []
    problem: SharecliError | None = None
    try:
        parcel = carrying.packed(desk, links, via)
        notes = parcel.notes
        done += carrying.handed_over(desk, parcel)
    except SharecliError as error:  # the links are made, and shown
        problem = error
    by_code = {one.carried.code: one.carried for one in done}
    rows = made.data if isinstance(made.data, list) else [made.data]
    otherwise: carrying.Row = {"error": problem.code if problem else carrying.ShorteningForbidden.code}
    told = [row | _told(by_code[row["code"]].row() if row["code"] in by_code else otherwise, via) for row in rows]
    shown = [one.carried for one in done]
    return replace(
        made,
        data=told,
        draw=(lambda: view.carried(shown)) if shown else made.draw,
        notes=[*made.notes, *notes, *carrying.sentences(done)],
        error=made.error or problem or carrying.failure(done),
    )


def _told(row: carrying.Row, via: str) -> carrying.Row:
    return {"via": via, "via_url": row.get("url", ""), "via_error": row["error"]}
