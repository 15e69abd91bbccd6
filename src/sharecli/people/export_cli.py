"""sharecli people: takes the people out, with their names, without, or one of them with everything."""

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sharecli.errors import BadValue, Refused, Usage
from sharecli.language import _, plural
from sharecli.people import anonymity, life_records, records, trait_records
from sharecli.shell import typed
from sharecli.shell.desk import Desk, desk_of
from sharecli.shell.page import Page, as_csv, as_json

if TYPE_CHECKING:
    from collections.abc import Sequence

app = typer.Typer(add_completion=False, help="Take the people out, with or without their names.")


class ListFormat(StrEnum):
    """How a list is written."""

    csv = "csv"
    json = "json"


class TooFewPeople(Refused):
    """Among so few, everybody can be told apart."""

    code = "too-few-people"


@app.callback()
def people() -> None:
    """Take the people out, with or without their names."""


@app.command()
def export(
    ctx: typer.Context,
    person: Annotated[
        str, typer.Option("--person", help="Everything about one of them, to hand it to them.", show_default=False)
    ] = "",
    anonymous: Annotated[
        bool, typer.Option("--anonymous", help="No names, words, handles, notes, days or amounts.")
    ] = False,
    fewest: Annotated[
        int, typer.Option("--k", help="With --anonymous: how many people each row has to fit at least.")
    ] = anonymity.FEWEST,
    as_: Annotated[ListFormat, typer.Option("--as", help="How to write it.")] = ListFormat.csv,
) -> Page:
    """Write the people to the standard output."""
    desk = desk_of(ctx)
    if person and anonymous:
        raise Usage(_("one person is never anonymous"), hint=typed.again(without="--anonymous"))
    notes: list[str] = []
    if person:
        return _one(desk, person, as_)
    if anonymous:
        rows, notes = _anonymous(desk, fewest)
    else:
        rows = [one.row() for one in records.chosen(desk.store)]
        notes = [_("this has names in it: keep it as you would keep the file")] if rows else []
    return Page({}, raw=_written(rows, as_), notes=notes)


def _one(desk: Desk, who: str, kind: ListFormat) -> Page:
    one = records.find(desk.store, who)
    life = life_records.life(desk.store, one)
    everything = one.row() | life.row()
    if kind is ListFormat.json:
        return Page({}, raw=as_json(everything))
    return Page({}, raw=as_csv(list(_facts(everything))))


def _facts(everything: dict[str, Any]) -> "Sequence[dict[str, str]]":
    """A person as rows of three cells: what, when, and what it says."""
    rows = []
    for what, value in everything.items():
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, dict):
                when = next((str(cell) for key, cell in one.items() if key in _WHEN), "")
                said = " ".join(str(cell) for key, cell in one.items() if key not in _WHEN and cell not in {None, ""})
                rows.append({"what": what, "at": when, "said": said})
            elif one not in {None, ""}:
                rows.append({"what": what, "at": "", "said": str(one)})
    return rows


_WHEN = frozenset({"at", "created_at", "shared_at", "ordered_at"})


def _anonymous(desk: Desk, fewest: int) -> tuple[list[dict[str, Any]], list[str]]:
    if fewest < 2:  # noqa: PLR2004 - a row that fits one person tells them apart
        raise BadValue(_("each row has to fit at least 2 people"), hint=typed.again("--k", "5"))
    made = anonymity.anonymous(trait_records.traits(desk.store), fewest=fewest)
    if not made.rows:
        message = _("fewer than {count} people: each of them could be told apart")
        raise TooFewPeople(message.format(count=fewest), hint="sharecli person list")
    notes = [_("each row fits at least {count} people").format(count=fewest)]
    if made.left_out:
        words = plural(
            "{count} person is left out: no row fits enough",
            "{count} people are left out: no row fits enough",
            made.left_out,
        )
        notes.append(words.format(count=made.left_out))
    return [row._asdict() for row in made.rows], notes


def _written(rows: list[dict[str, Any]], kind: ListFormat) -> str:
    return as_json(rows) if kind is ListFormat.json else as_csv(rows)
