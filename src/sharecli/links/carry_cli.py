"""sharecli link push and link sync, and --via: links that backends carry."""

from collections.abc import Sequence
from typing import Annotated

import typer

from sharecli.errors import Usage
from sharecli.language import _
from sharecli.links.model import Link
from sharecli.shell.desk import Desk, desk_of
from sharecli.shell.options import Out
from sharecli.shell.page import Format, Page

Via = Annotated[
    str,
    typer.Option(
        "--via", help="A backend, or a public shortener such as isgd, that shall carry it.", show_default=False
    ),
]


def push(
    ctx: typer.Context,
    codes: Annotated[list[str] | None, typer.Argument(help="Link codes.", show_default=False)] = None,
    every: Annotated[bool, typer.Option("--all", help="Every link in use.")] = False,
    to: Annotated[str, typer.Option("--to", help="A backend's name.", show_default=False)] = "",
    out: Out = Format.table,
) -> Page:
    """Have a backend carry links under their own codes; one that leads elsewhere by now is moved there, too."""
    from sharecli.backends import view
    from sharecli.links import carrying

    if not to:
        raise Usage(_("which backend? none was named"), hint="sharecli backend list")
    desk = desk_of(ctx)
    links = carrying.chosen(desk, codes or [], every=every)
    parcel = carrying.packed(desk, links, to)
    done = list(carrying.handed_over(desk, parcel))
    notes = [*parcel.notes, *carrying.sentences(done), *carrying.other_address(desk, done)]
    shown = [one.carried for one in done]
    return Page(carrying.rows_of(done), lambda: view.carried(shown), out, notes, error=carrying.failure(done))


def sync(
    ctx: typer.Context,
    source: Annotated[str, typer.Option("--from", help="Only this backend.", show_default=False)] = "",
    out: Out = Format.table,
) -> Page:
    """Try pending links again, move those that lead elsewhere by now, and bring back what each backend counted."""
    from sharecli.backends import view
    from sharecli.links import syncing

    now = syncing.synced(desk_of(ctx), source)
    notes = [*now.notes, *view.rules(now.found)]
    return Page([one.row() for one in now.found], lambda: view.carried(now.found), out, notes, error=now.error)


def known(desk: Desk, via: str) -> None:
    """See that what shall carry links can, before any is made.

    Raises:
        NotFound: there is no such backend.
        CarrierClosed: the public service is gone, or unfit.
    """
    if via:
        # Few links go through anybody; the others need not wait for what speaks to them.
        from sharecli.backends import handing, records as backends

        handing.told_of(backends.find(desk.store, via))


def through(desk: Desk, page: Page, links: Sequence[Link], via: str) -> Page:
    """A page of links that were just made, with what became of them at a backend; the same page where none is named."""
    if not via:
        return page
    from sharecli.links import through as way

    return way.page(desk, page, links, via)
