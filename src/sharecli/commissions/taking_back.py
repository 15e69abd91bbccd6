"""Takes an import back: nothing is deleted, what is left of each line's words is added up again and written."""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from sharecli.commissions import batch_records, entry_records, hearing, ledger, records, undo_records
from sharecli.commissions.importer import moved
from sharecli.errors import Taken
from sharecli.language import _
from sharecli.shell.desk import Desk
from sharecli.text import clean


class AlreadyUndone(Taken):
    """The import was taken back before."""

    code = "already-undone"


class BuiltUpon(Taken):
    """The seller has changed a line since, or a payout covers it."""

    code = "built-upon"


def take_back(desk: Desk, number: int, *, dry_run: bool) -> dict[str, Any]:
    """Take an import back.

    Returns:
        ``batch file platform lines void restored unchanged change``: of the lines of which it told, those of which
        nothing is left, those that stand where the other words have them, and those that stand where they stood.

    Raises:
        NotFound: there is no such import.
        AlreadyUndone: it was taken back before.
        BuiltUpon: a line that would change was changed by hand since, or paid.
    """
    if dry_run:
        return _taken_back(desk, number, write=None)
    batch_records.find(desk.store, number)  # before a file is made
    with desk.store.writing() as db:
        batch = batch_records.find(desk.store, number)
        entry = entry_records.Entry(
            db, platform=batch.platform, account=batch.account, at=desk.now(), batch=None, undoes=number
        )

        def write(rows: Sequence[_Row]) -> None:
            for line, life, changes in rows:
                entry.change(line, life.status, changes)
            batch_records.told(db, ((line.number, batch_records.told_of(life.told)) for line, life, _changes in rows))
            batch_records.unclaim(db, (line.number for line, life, _changes in rows if line.by_hand and not life.words))

        result = _taken_back(desk, number, write)
        batch_records.mark_undone(db, number, desk.now())
    return result


_Row = tuple[records.Known, hearing.Life, list[ledger.Change]]


def _taken_back(desk: Desk, number: int, write: Callable[[Sequence[_Row]], None] | None) -> dict[str, Any]:
    batch = batch_records.find(desk.store, number)
    if batch.undone_at:
        message = _("import {number} was taken back already").format(number=number)
        raise AlreadyUndone(message, hint="sharecli commission batches")
    counts: Counter[str] = Counter()
    sums: dict[str, Counter[str]] = {}
    # A line's life is its own: some lines may be written before the next are thought of, and all of an import's at
    # once are many. One that refuses takes back what was written, for it is one transaction.
    for lines in undo_records.spoken_of(desk.store, number):
        rows = _thought(desk, number, lines)
        for line, life, changes in rows:
            counts["unchanged" if not changes else "restored" if life.stands else "void"] += 1
            if changes:
                (pending, earned), (then, then_earned) = ledger.worth(line.stands), ledger.worth(life.stands)
                one = sums.setdefault(line.currency, Counter())
                one["pending"] += then - pending
                one["earned"] += then_earned - earned
        if write is not None:
            write(rows)
    result: dict[str, Any] = {"batch": number, "file": batch.file, "platform": batch.platform}
    result |= {"lines": counts.total()} | {name: counts[name] for name in ("void", "restored", "unchanged")}
    return result | {"change": moved(sums)}


def _thought(desk: Desk, number: int, lines: Sequence[records.Known]) -> list[_Row]:
    numbers = [line.number for line in lines]
    lives = undo_records.lives(desk.store, numbers, without=number)
    later = undo_records.built_upon(desk.store, number, numbers)
    rows: list[_Row] = []
    for line in lines:
        life = lives[line.number]
        changes = hearing.taken_back(line.stands, life)
        if changes and line.number in later:
            message = _("order “{order}” was changed by hand or paid since that import")
            paid = later[line.number]
            way = f"payout void {paid} --reason undone" if paid else f"commission show id:{line.number}"
            raise BuiltUpon(message.format(order=clean(line.order, limit=60)), hint=f"sharecli {way}")
        rows.append((line, life, changes))
    return rows
