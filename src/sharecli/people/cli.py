"""sharecli person: the people you know, and how far they trust you."""

from typing import TYPE_CHECKING, Annotated

import typer

from sharecli.errors import Usage
from sharecli.language import _
from sharecli.people import records, watching_cli
from sharecli.people.model import Person
from sharecli.people.watching_cli import Who
from sharecli.shell import typed
from sharecli.shell.desk import Desk, desk_of
from sharecli.shell.options import Out
from sharecli.shell.page import Format, Page

if TYPE_CHECKING:
    from rich.console import RenderableType

app = typer.Typer(add_completion=False, help="Keep the people you know, and how far they trust you.")

Handle = Annotated[
    list[str] | None,
    typer.Option("--handle", metavar="CHANNEL=HANDLE", help="Such as telegram=@ling; may be repeated."),
]
Interest = Annotated[
    list[str] | None, typer.Option("--interest", "-i", help="What they like, as products' tags; may be repeated.")
]
StageOf = Annotated[
    str, typer.Option("--stage", help="stranger, acquaintance, trusted or advocate.", show_default=False)
]
On = Annotated[
    str,
    typer.Option("--on", help="The day they reached the stage, such as 2026-10-03; else today.", show_default=False),
]
Next = Annotated[
    str | None, typer.Option("--next", help="The day to talk to them, such as 2026-10-20.", show_default=False)
]
By = Annotated[
    str | None, typer.Option("--referred-by", metavar="PERSON", help="Who brought them.", show_default=False)
]
Groups = Annotated[list[str] | None, typer.Option("--group", "-g", help="A group they are in; may be repeated.")]


@app.command()
def add(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(help="What you call them, in any script.")],
    word: Annotated[str, typer.Option(help="Your word for them; else one is made.", show_default=False)] = "",
    handle: Handle = None,
    interest: Interest = None,
    stage: StageOf = "",
    on: On = "",
    referred_by: By = None,
    next_: Next = None,
    group: Groups = None,
    note: Annotated[str, typer.Option(help="Anything worth knowing.", show_default=False)] = "",
    out: Out = Format.table,
) -> Page:
    """Add somebody you know; no phone number is needed, and none has a place here."""
    from sharecli.people import editing

    desk = desk_of(ctx)
    twins = records.named(desk.store, name)
    change = editing.Change(
        stage=stage or None, on=on, note=note or None, brought_by=referred_by or None, next_touch=next_ or None,
        handles=handle or (), interests=interest or (), join=group or (),
    )  # fmt: skip
    kept = editing.add(desk, name, word=word, change=change)
    notes = []
    if twins:
        words = _("there are others of that name: {words}; say which by the word: {word}")
        notes.append(words.format(words=", ".join(twins[:12]), word=kept.word))
    notes.append(_("next: {command}").format(command=f"sharecli link new PRODUCT -c CHANNEL --person {kept.word}"))
    return _card(desk, kept, out, notes)


@app.command("list")
def list_(
    ctx: typer.Context,
    stage: StageOf = "",
    interest: Interest = None,
    group: Annotated[str, typer.Option("--group", "-g", help="Only who is in this group.", show_default=False)] = "",
    out: Out = Format.table,
) -> Page:
    """List people."""
    from sharecli.people import compose

    store = desk_of(ctx).store
    found = records.chosen(
        store,
        stage=compose.stage_of(stage) if stage else None,
        interests=compose.interests_of(interest or ()),
        group_id=records.group(store, group).id if group else None,
    )
    notes = []
    if not (stage or interest or group) and (words := records.strangers_to_the_list(store)):
        said = _("links name people who are not here: {words}; for one: {command}")
        command = f"sharecli person add NAME --word {words[0]}"
        notes.append(said.format(words=", ".join(words[:12]) + " …" * (len(words) > 12), command=command))  # noqa: PLR2004 - as many as a line bears

    def draw() -> "RenderableType":
        from sharecli.people import view

        return view.people(found)

    return Page([one.row() for one in found], draw, out, notes)


@app.command()
def show(ctx: typer.Context, person: Who, out: Out = Format.table) -> Page:
    """Show everything about somebody: steps, friends, links, orders and what those brought."""
    desk = desk_of(ctx)
    return _card(desk, records.find(desk.store, person), out, [])


@app.command()
def edit(
    ctx: typer.Context,
    person: Who,
    name: Annotated[str, typer.Option(help="Another name.", show_default=False)] = "",
    stage: StageOf = "",
    on: On = "",
    note: Annotated[str, typer.Option(help="Why; it stands beside the step.", show_default=False)] = "",
    referred_by: By = None,
    next_: Next = None,
    handle: Handle = None,
    no_handle: Annotated[list[str] | None, typer.Option("--no-handle", help="A channel to take away.")] = None,
    interest: Interest = None,
    no_interests: Annotated[bool, typer.Option("--no-interests", help="Take the interests away.")] = False,
    group: Groups = None,
    leave: Annotated[list[str] | None, typer.Option("--leave", help="A group they left; may be repeated.")] = None,
    out: Out = Format.table,
) -> Page:
    """Change somebody; what is not named stays, and an empty --next or --referred-by takes it away."""
    from sharecli.people import editing

    change = editing.Change(
        name=name or None, stage=stage or None, on=on, note=note or None, brought_by=referred_by, next_touch=next_,
        handles=handle or (), no_handles=no_handle or (), interests=[] if no_interests else interest, join=group or (),
        leave=leave or (),
    )  # fmt: skip
    if interest and no_interests:
        raise Usage(_("either --interest or --no-interests"), hint=typed.again(without="--no-interests"))
    if not change:
        raise Usage(_("nothing to change"), hint=typed.again("--stage", "trusted"))
    desk = desk_of(ctx)
    return _card(desk, editing.edit(desk, person, change), out, [])


@app.command()
def note(
    ctx: typer.Context,
    person: Who,
    text: Annotated[str, typer.Argument(help="What to remember.")],
    next_: Next = None,
    out: Out = Format.table,
) -> Page:
    """Note something; a day for talking that has come is over with it."""
    from sharecli.people import editing

    desk = desk_of(ctx)
    kept, over = editing.note(desk, person, text, next_touch=next_)
    notes = [_("the day you had set has come; another one: {command}")] if over else []
    command = f"sharecli person edit {kept.word} --next DATE"
    return _card(desk, kept, out, [one.format(command=command) for one in notes])


for _one in (watching_cli.forget, watching_cli.due, watching_cli.tree):
    app.command()(_one)


def _card(desk: Desk, one: Person, out: Format, notes: list[str]) -> Page:
    from sharecli.people import life_records
    from sharecli.settings import records as settings

    life = life_records.life(desk.store, one)

    def draw() -> "RenderableType":
        from sharecli.people import view

        return view.card(one, life, settings.read(desk.store).zone)

    return Page(one.row() | life.row(), draw, out, notes)
