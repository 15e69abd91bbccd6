"""sharecli person forget, due and tree: the people as a whole, and out of it."""

from typing import TYPE_CHECKING, Annotated

import typer

from sharecli.errors import BadValue
from sharecli.language import _, plural
from sharecli.people import records
from sharecli.shell.desk import desk_of
from sharecli.shell.options import DryRun, Out
from sharecli.shell.page import Format, Page

if TYPE_CHECKING:
    from rich.console import RenderableType

Who = Annotated[str, typer.Argument(metavar="PERSON", help="Their word, or their name.")]


def forget(
    ctx: typer.Context,
    person: Who,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
    dry_run: DryRun = False,
    out: Out = Format.table,
) -> Page:
    """Erase name, handles, interests, notes and groups of somebody; orders and the tree stay, without a name."""
    from sharecli.people import forgetting

    done = forgetting.forget(desk_of(ctx), person, yes=yes, dry_run=dry_run)
    notes = [_("a dry run: nothing was changed")] if dry_run else []

    def draw() -> "RenderableType":
        from sharecli.people import view

        return view.forgotten(done)

    return Page(done.row(), draw, out, notes)


def due(
    ctx: typer.Context,
    silent: Annotated[int, typer.Option("--silent", help="Days of silence that are long.")] = 60,
    limit: Annotated[int, typer.Option("--limit", help="At most so many; 0 for all.")] = 20,
    out: Out = Format.table,
) -> Page:
    """Say whom to talk to: the day you set has come, or you had nothing to do with them for long."""
    from sharecli.people import due as reckoning, life_records
    from sharecli.settings import records as settings

    if silent < 1 or limit < 0:
        raise BadValue(_("the number of days or people is too small"), hint="sharecli person due --silent 60")
    desk = desk_of(ctx)
    zone = settings.read(desk.store).zone
    heard = life_records.last_heard(desk.store)
    every = reckoning.due(records.chosen(desk.store), heard, now=desk.now(), zone=zone, silent=silent)
    found = every[:limit] if limit else every
    more = len(every) - len(found)
    words = plural("{count} more person; all of them: --limit 0", "{count} more people; all of them: --limit 0", more)

    def draw() -> "RenderableType":
        from sharecli.people import view

        return view.due(found)

    return Page([one.row() for one in found], draw, out, [words.format(count=more)] if more else [])


def tree(
    ctx: typer.Context,
    person: Annotated[
        str, typer.Argument(metavar="PERSON", help="Whose friends; else everybody.", show_default=False)
    ] = "",
    out: Out = Format.table,
) -> Page:
    """Show which friends brought friends, with orders and earnings of each generation."""
    from sharecli.people import branching, tree_records

    store = desk_of(ctx).store
    nodes = tree_records.tree(store, records.find(store, person).word if person else "")
    generations = tree_records.generations(nodes)
    rate = branching.coefficient(tree_records.friends_by_generation(nodes))
    data = tree_records.data(nodes, generations, rate, flat=out in {Format.csv, Format.markdown})

    def draw() -> "RenderableType":
        from sharecli.people import tree_view

        return tree_view.tree(nodes, generations, rate)

    return Page(data, draw, out)
