"""sharecli link limit: from when until when a link leads, where it leads after, how many people it lets through."""

from typing import Annotated

import typer

from sharecli.errors import Usage
from sharecli.language import _, plural
from sharecli.links import filling, lagging, limiting, making, records, showing
from sharecli.links.model import UNLIMITED
from sharecli.period import stamp
from sharecli.settings import records as settings
from sharecli.shell.desk import desk_of
from sharecli.shell.options import Out
from sharecli.shell.page import Format, Page


def limit(
    ctx: typer.Context,
    code: Annotated[str, typer.Argument(help="The link's code.")],
    opens: Annotated[
        str | None, typer.Option("--from", help="It leads from this day on, or this minute: 2026-11-01T20:00.")
    ] = None,
    until: Annotated[
        str | None, typer.Option("--until", help="Until the end of this day, or until this minute.")
    ] = None,
    fallback: Annotated[str | None, typer.Option(help="Where it leads before, after, and when it is full.")] = None,
    max_clicks: Annotated[
        str | None, typer.Option(help="How many people it lets through; machines do not count.")
    ] = None,
    no_limit: Annotated[bool, typer.Option("--no-limit", help="Take every limit away first.")] = False,
    out: Out = Format.table,
) -> Page:
    """Say how long a link leads, and where it leads after; what is not named stays."""
    desk = desk_of(ctx)
    now = settings.read(desk.store)
    words = {"opens": opens, "until": until, "fallback": fallback, "most": max_clicks}
    if not no_limit and all(word is None for word in words.values()):
        raise Usage(_("no limit was named"), hint="--from 2026-11-01 --until 2026-11-12, or --no-limit")
    showing.in_use(desk, code)
    with desk.store.writing() as db:
        link = showing.in_use(desk, code)  # under the lock: another sharecli may have changed it since
        limits = limiting.limits_of(now, **words, before=UNLIMITED if no_limit else link.limits)
        kept = records.limit(db, link, limits, at=desk.now())
    notes = []
    if kept.limits != UNLIMITED and making.url_of(kept, now) == kept.destination:
        notes.append(_("this link has no short form, so nothing can stop who has its address: the limits do nothing"))
    people = filling.people_through(desk, [kept])[0].get(kept.id, 0)
    state = filling.state_of(kept, stamp(desk.now()), people)
    if state == "closed":
        notes.append(_("that moment has passed: the link is closed already"))
    elif state == "full":
        told = plural(
            "{count:,} person came through already: the link is full",
            "{count:,} people came through already: the link is full",
            people,
        )
        notes.append(told.format(count=people))
    return showing.card(desk, kept, out, [*notes, *lagging.limited(desk, kept)])
