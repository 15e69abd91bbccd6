"""sharecli caption: captions that say what they are, and the rules about them."""

from typing import Annotated

import typer

from sharecli.captions import lint_cli, options as o, template_cli
from sharecli.errors import Usage
from sharecli.language import _
from sharecli.shell.default_verb import usually
from sharecli.shell.desk import desk_of
from sharecli.shell.options import Campaign, Channels, Out, People
from sharecli.shell.page import Format, Page

app = typer.Typer(
    cls=usually("write"),
    add_completion=False,
    help="Write captions that say what they are, and check them.",
    subcommand_metavar="PRODUCT… | COMMAND [ARGS]...",
)
app.add_typer(template_cli.app, name="template")
app.command("lint")(lint_cli.lint)
app.command("templates")(template_cli.templates)


@app.command()
def write(
    ctx: typer.Context,
    products: Annotated[list[str], typer.Argument(help="Product codes.")],
    channel: Channels = None,
    tone: o.Tone = "",
    language: o.Language = "",
    campaign: Campaign = "",
    person: People = None,
    link: o.Link = None,
    no_label: o.NoLabel = False,
    words: o.Words = "",
    together: o.Together = False,
    allow: o.Allow = None,
    copy: o.Copy = False,
    force: o.Force = False,
    out: Out = Format.table,
) -> Page:
    """Write the captions of products on channels: ad label first, link above the fold, checked by the rules."""
    from sharecli.captions import ordering, view, writing
    from sharecli.products.material import note_of

    if not channel:
        raise Usage(_("which channel? none was named"), hint="--channel wechat-moments")
    if together and tone:
        raise Usage(
            _("{one} and {other} do not go together").format(one="--together", other="--tone"),
            hint=_("leave one of the two out"),
        )
    wish = writing.Wish(
        tone=writing.TOGETHER if together else tone or writing.TONE,
        language=language,
        link=link,
        label=not no_label,
        allow=tuple(allow or ()),
        note=note_of(words, what=_("your recommendation")) if words else "",
    )
    kept, notes = ordering.written(
        desk_of(ctx), products, channel, wish, campaign=campaign, people=person or [], together=together, force=force
    )
    if copy:
        from sharecli.shell.clipboard import copied
        from sharecli.shell.typed import again

        instead = f"{again(without='--copy')} > caption.txt"
        notes.append(copied("\n\n".join(one.text for one in kept), instead=instead))
    rows = [one.row(flat=out is not Format.json) for one in kept]
    return Page(rows, lambda: view.captions(kept), out, notes)
