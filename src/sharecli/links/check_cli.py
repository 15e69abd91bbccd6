"""sharecli link check: are the destinations alive, and do they still sell?"""

from typing import Annotated

import typer

from sharecli.errors import PartFailed, Usage
from sharecli.language import _, plural
from sharecli.links import choosing, records
from sharecli.links.model import Link
from sharecli.shell.desk import Desk, desk_of
from sharecli.shell.options import Channels, Out, Tags
from sharecli.shell.page import Format, Page


class DeadLinks(PartFailed):
    """Some links lead to what nobody can buy any more."""

    code = "dead-links"


def check(
    ctx: typer.Context,
    codes: Annotated[list[str] | None, typer.Argument(help="The links' codes.", show_default=False)] = None,
    every: Annotated[bool, typer.Option("--all", help="Every link in use.")] = False,
    product: Annotated[list[str] | None, typer.Option(help="Only this product's; may be repeated.")] = None,
    tag: Tags = None,
    channel: Channels = None,
    person: Annotated[list[str] | None, typer.Option(help="Only this person's; may be repeated.")] = None,
    dead: Annotated[bool, typer.Option("--dead", help="Show only what is dead or unknown.")] = False,
    out: Out = Format.table,
) -> Page:
    """Visit where your links lead: is it there, and still sold? Exit code 7 when something is dead."""
    from sharecli.links import checking, view
    from sharecli.links.judging import DEAD, State
    from sharecli.products.visiting import Messenger
    from sharecli.shell.progress import watched

    desk = desk_of(ctx)
    if codes and (every or product or tag or channel or person):
        raise Usage(_("either links by code, or a choice of them"), hint=_("leave one of the two out"))
    if not (codes or every or product or tag or channel or person):
        raise Usage(_("which links? none was named"), hint="sharecli link check --all")
    links = _chosen(desk, codes or [], product or [], tag or [], channel or [], person or [])
    pages = checking.pages_of(links)
    going = watched(checking.checked(pages, Messenger()), total=len(pages), what=_("checking"))
    found = {one.link.code: one for some in going for one in some}
    rows = [found[link.code] for link in links]
    counts = {state: sum(one.verdict.state == state for one in rows) for state in State}
    notes = [
        _("{links} {pages}: {alive} alive, {dead} dead, {unsure} unsure, {unknown} unknown").format(
            links=plural("{count} link leads to", "{count} links lead to", len(rows)).format(count=len(rows)),
            pages=plural("{count} page", "{count} pages", len(pages)).format(count=len(pages)),
            alive=counts[State.alive], dead=sum(counts[one] for one in DEAD), unsure=counts[State.unsure],
            unknown=counts[State.unknown],
        )
    ]  # fmt: skip
    if rows and not any(one.asked for one in rows):
        notes.append(_("nobody could be asked, so nothing is known of these links: try again with a network"))
    shown = [one for one in rows if one.verdict.state != State.alive] if dead else rows
    lost = [one for one in rows if one.verdict.state in DEAD]
    error = None
    if lost:
        message = plural("{count} link is dead", "{count} links are dead", len(lost)).format(count=len(lost))
        error = DeadLinks(message, hint=f"sharecli link retarget {lost[0].link.code} URL")
    return Page([one.row() for one in shown], lambda: view.checked(shown), out, notes, error=error)


def _chosen(
    desk: Desk, codes: list[str], goods: list[str], tags: list[str], channels: list[str], people: list[str]
) -> list[Link]:
    from sharecli.channels import loader
    from sharecli.links import showing

    if codes:
        return list({link.code: link for link in (showing.in_use(desk, code) for code in codes)}.values())
    named = [choosing.product_of(desk, code).code for code in goods]
    if tags:
        tagged = {one.code for one in choosing.selected(desk, [], every=False, tags=tags)}
        named = [code for code in named or sorted(tagged) if code in tagged]
    found = records.chosen(
        desk.store,
        products=named,
        channels=[loader.find(one).key for one in channels],
        people=choosing.people_of(people) if people else (),
    )
    if not found or (tags and not named):
        raise Usage(_("no link in use fits"), hint="sharecli link list")
    return found
