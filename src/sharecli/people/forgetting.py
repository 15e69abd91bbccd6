"""Forgets a person: says what goes, asks, does it, and says what nobody can take back."""

import sys
from dataclasses import dataclass

from sharecli.errors import Refused, SharecliError
from sharecli.language import _, plural
from sharecli.people import forget_records, records
from sharecli.people.model import GONE, Person
from sharecli.settings import records as settings
from sharecli.shell.desk import Desk
from sharecli.store.troubles import copies


class NotConfirmed(Refused):
    """What cannot be taken back needs a clear yes."""

    code = "not-confirmed"


class TermsRun(Refused):
    """A partner's terms run on: somebody who is forgotten would go on earning."""

    code = "terms-run"


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What forgetting did, or would do.

    Attributes:
        was: the person before.
        word: what stands in the place of their word.
        done: how many rows of each table were erased or changed.
        left: sentences about what stays, and where.
        dry: whether nothing was changed.
    """

    was: Person
    word: str
    done: dict[str, int]
    left: list[str]
    dry: bool

    def row(self) -> dict[str, object]:
        """The JSON contract: ``person now changed left``. The name is not in it."""
        return {"person": self.was.word, "now": self.word, "changed": self.done, "left": self.left}


def forget(desk: Desk, who: str, *, yes: bool, dry_run: bool) -> Forgotten:
    """Forget a person.

    Args:
        desk: the file and the clock.
        who: word or name.
        yes: whether a yes was said already.
        dry_run: only say what would go.

    Raises:
        NotFound: nobody goes by that word or name.
        TermsRun: they are a partner, and what is ordered from tomorrow on would bring them a share.
        NotConfirmed: there was no yes, or nobody to ask.
        StoreTrouble: the file cannot be written.
    """
    one = records.find(desk.store, who)
    _no_partner_on(desk, one)
    left = _left(desk, one)
    opaque = f"{GONE}{one.id}"
    if dry_run:
        return Forgotten(one, opaque, forget_records.counted(desk.store, one), left, dry=True)
    if not one.forgotten_at:
        _sure(one, yes=yes)
    with desk.store.writing() as db:
        one = records.find(desk.store, one.word)
        _no_partner_on(desk, one)
        done = {} if one.forgotten_at else forget_records.forget(db, one, at=desk.now())
    try:
        forget_records.sweep(desk.store)
    except SharecliError as error:
        words = _("free pages of the file may still hold what was erased ({why}); once more: {command}")
        left = [words.format(why=error.message, command=f"sharecli person forget {opaque}"), *left]
    return Forgotten(one, opaque, done, left, dry=False)


def _no_partner_on(desk: Desk, one: Person) -> None:
    today = desk.today(settings.read(desk.store).zone)
    if not one.forgotten_at and forget_records.terms_run(desk.store, one, today=today):
        message = _("“{word}” has a share of your commission on what is ordered from tomorrow on: end the terms first")
        raise TermsRun(message.format(word=one.word), hint=f"sharecli partner end {one.word}")


def _sure(one: Person, *, yes: bool) -> None:
    import typer

    if yes:
        return
    command = f"sharecli person forget {one.word} --yes"
    if not sys.stdin.isatty():
        message = _("forgetting “{word}” cannot be taken back, and nobody is here to ask").format(word=one.word)
        raise NotConfirmed(message, hint=command)
    question = _("Erase the name, handles, interests, notes and groups of “{word}”? This cannot be taken back.")
    if not typer.confirm(question.format(word=one.word), err=True):
        raise NotConfirmed(_("“{word}” is not forgotten").format(word=one.word), hint=command)


def _left(desk: Desk, one: Person) -> list[str]:
    """What no command can take back."""
    said: list[str] = []
    if one.forgotten_at:
        return said
    if kept := forget_records.copies_with([str(path) for path in copies(desk.path)], one):
        words = plural(
            "{count} copy in {folder} knows them still", "{count} copies in {folder} know them still", len(kept)
        )
        said.append(words.format(count=len(kept), folder=desk.path.parent / "backups"))
    said.append(_("copies of the file that you put elsewhere know them still"))
    said.append(
        _("codes and posters that were printed or posted stay, and pictures, folders and manifests that were written")
    )
    said += _as_partner(desk, one)
    said += [
        plural(
            "{where} says their name or word in {count} row, which stays",
            "{where} says their name or word in {count} rows, which stay",
            rows,
        ).format(where=where, count=rows)
        for where, rows in forget_records.mentions(desk.store, one).items()
    ]
    return said


def _as_partner(desk: Desk, one: Person) -> list[str]:
    """What stays of a partner: what is owed, statements, references that name them."""
    said: list[str] = []
    opaque = f"{GONE}{one.id}"
    if forget_records.was_partner(desk.store, one):
        words = _("what they earned and were not paid stays owed: {now}; before they are forgotten: {before}")
        show = "sharecli partner show"
        said.append(words.format(now=f"{show} {opaque}", before=f"{show} {one.word}"))
        said.append(_("statements that were written or sent stay"))
    for number in forget_records.payments_that_say(desk.store, one):
        words = _("the reference of payment {number} names them and stays; to keep it off statements: {command}")
        command = f'sharecli partner unpay {number} --number --reason "the reference names somebody"'
        said.append(words.format(number=number, command=command))
    return said
