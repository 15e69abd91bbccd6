"""sharecli partner statement: what a period brought a partner, on the screen, as data, CSV or PDF."""

from collections.abc import Iterator
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sharecli import period
from sharecli.errors import Usage
from sharecli.files import folder, write_whole, writing_whole
from sharecli.language import _
from sharecli.partners import binding, statement as statements
from sharecli.partners.pay_cli import Who
from sharecli.partners.statement import COLUMNS, Statement
from sharecli.places import expanded
from sharecli.settings import records as settings
from sharecli.shell import page
from sharecli.shell.desk import Desk, desk_of
from sharecli.shell.options import Out, Period
from sharecli.shell.page import Format, Page
from sharecli.text import clean

if TYPE_CHECKING:
    from rich.console import RenderableType

_SOME = 2000
"""Rows that are written at once."""
_BOM = b"\xef\xbb\xbf"


def statement(
    ctx: typer.Context,
    name: Who,
    period_: Period = "all",
    to: Annotated[
        Path | None, typer.Option("--to", help="A file to write: its ending is .pdf or .csv.", show_default=False)
    ] = None,
    bom: Annotated[bool, typer.Option("--bom", help="Lead a CSV with a byte order mark, for old Excel.")] = False,
    out: Out = Format.table,
) -> Page:
    """Show what a period brought a partner: each sale's share, refunds, payments, and what is owed."""
    desk = desk_of(ctx)
    made = _made(desk, name, period_)
    if to is not None:
        return _written(desk, made, to, bom=bom)
    if bom and out is not Format.csv:
        hint = f"sharecli partner statement {made.person} --format csv --bom"
        raise Usage(_("a byte order mark leads a CSV, nothing else"), hint=hint)
    if out is Format.csv:
        return Page({}, raw=chain([_BOM] if bom else [], _csv(made)))
    if out is not Format.table:
        return Page(made.head() | {"rows": list(made.rows())}, format=out)
    from sharecli.partners import view

    notes = []
    if made.lines > view.MOST:
        words = _("the first {count} of {all:,} rows are shown; all: {command}")
        command = f"sharecli partner statement {made.person} --period {clean(period_)} --to {made.person}.csv"
        notes.append(words.format(count=view.MOST, all=made.lines, command=command))

    def draw() -> "RenderableType":
        rows = (row for row in made.rows() if row["what"] not in {"opening", "closing"})
        return view.statement(made, islice(rows, view.MOST))

    return Page({}, draw, out, notes)


def _made(desk: Desk, name: str, period_: str) -> Statement:
    person = binding.partner(desk, name)
    mine = settings.read(desk.store)
    span = period.parse(period_, today=desk.today(mine.zone))
    return statements.made(desk.store, person.word, name=person.name, seller=mine.name, span=span, zone=mine.zone)


def _written(desk: Desk, made: Statement, to: Path, *, bom: bool) -> Page:
    path = expanded(to)
    ending = path.suffix.lower()
    if ending not in {".pdf", ".csv"} or (bom and ending != ".csv"):
        message = _("“{file}” ends in none of: {endings}").format(file=clean(path.name), endings=".pdf .csv")
        if ending == ".pdf":
            message = _("a byte order mark leads a CSV, nothing else")
        raise Usage(message, hint=f"sharecli partner statement {made.person} --to {made.person}.csv")
    if ending == ".pdf":
        from sharecli.partners import paper

        content = paper.pdf(made, today=str(desk.today(made.zone)))
        folder(path.parent, hint=_("name another file"))
        write_whole(path, content, mode=0o600)
    else:
        folder(path.parent, hint=_("name another file"))
        with writing_whole(path, mode=0o600) as handle:
            if bom:
                handle.write(_BOM)
            for some in _csv(made):
                handle.write(some.encode())
    return Page({}, notes=[_("written to {file}").format(file=clean(str(to)))])


def _csv(made: Statement) -> Iterator[str]:
    """A CSV in parts, so that a long one is never held as a whole."""
    rows = made.rows()
    head = page.as_csv([], COLUMNS)
    yield head
    while some := list(islice(rows, _SOME)):
        yield page.as_csv(some, COLUMNS)[len(head) :]
