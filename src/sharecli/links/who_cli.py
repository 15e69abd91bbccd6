"""sharecli link who: whose link a code is, also a mistyped one."""

from typing import Annotated

import typer

from sharecli import slug
from sharecli.errors import NotFound
from sharecli.language import _
from sharecli.links import records
from sharecli.links.likely import likeliest, typed
from sharecli.shell.desk import desk_of
from sharecli.shell.options import Out
from sharecli.shell.page import Format, Page
from sharecli.text import clean


def who(
    ctx: typer.Context,
    code: Annotated[str, typer.Argument(help="A code as somebody typed it, or the whole address.")],
    out: Out = Format.table,
) -> Page:
    """Say what a code belongs to; for a mistyped one, the likeliest links."""
    from sharecli.links import view

    desk = desk_of(ctx)
    found = likeliest(code, records.chosen(desk.store, retired=None))
    word = clean(typed(code), limit=60)
    fits = slug.checks(word)
    if not found:
        message = _("no link is called “{code}”, or anything like it").format(code=word)
        hint = _("its check character fits, so it was probably typed as printed: is it of this file?")
        raise NotFound(message, hint=hint if fits else "sharecli link list")
    notes = []
    if found[0].slips:
        notes.append(_("no link is called “{code}”; these are the likeliest").format(code=word))
        if fits is False:
            notes.append(_("its check character does not fit: it was mistyped"))
    elif fits:
        notes.append(_("its check character fits"))
    return Page([one.row() for one in found], lambda: view.likely(found), out, notes)
