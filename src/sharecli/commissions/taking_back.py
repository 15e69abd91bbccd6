"""Takes an import back: nothing is deleted, what is left of each line's words is added up again and written."""

from collections import Counter
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
        return _thought(desk, number)[0]
    batch_records.find(desk.store, number)  # before a file is made
    with desk.store.writing() as db:
        result, rows = _thought(desk, number)
        batch = batch_records.find(desk.store, number)
        entry = entry_records.Entry(
            db, platform=batch.platform, account=batch.account, at=desk.now(), batch=None, undoes=number
        )
        for line, life, changes in rows:
            entry.change(line, life.status, changes)
        batch_records.told(db, ((line.number, batch_records.told_of(life.told)) for line, life, _changes in rows))
        batch_records.unclaim(db, (line.number for line, life, _changes in rows if line.by_hand and not life.words))
        batch_records.mark_undone(db, number, desk.now())
    return result


_Row = tuple[records.Known, hearing.Life, list[ledger.Change]]


def _thought(desk: Desk, number: int) -> tuple[dict[str, Any], list[_Row]]:
    batch = batch_records.find(desk.store, number)
    if batch.undone_at:
        message = _("import {number} was taken back already").format(number=number)
        raise AlreadyUndone(message, hint="sharecli commission batches")
    lines = undo_records.spoken_of(desk.store, number)
    lives = undo_records.lives(desk.store, [line.number for line in lines], without=number)
    rows: list[_Row] = []
    counts: Counter[str] = Counter()
    sums: dict[str, Counter[str]] = {}
    later = undo_records.built_upon(desk.store, number)
    for line in lines:
        life = lives[line.number]
        changes = hearing.taken_back(line.stands, life)
        rows.append((line, life, changes))
        counts["unchanged" if not changes else "restored" if life.stands else "void"] += 1
        if changes and line.number in later:
            message = _("order “{order}” was changed by hand or paid since that import")
            hint = f"sharecli commission show id:{line.number}"
            raise BuiltUpon(message.format(order=clean(later[line.number], limit=60)), hint=hint)
        if changes:
            (pending, earned), (then, then_earned) = ledger.worth(line.stands), ledger.worth(life.stands)
            one = sums.setdefault(line.currency, Counter())
            one["pending"] += then - pending
            one["earned"] += then_earned - earned
    result: dict[str, Any] = {"batch": number, "file": batch.file, "platform": batch.platform, "lines": len(lines)}
    result |= {name: counts[name] for name in ("void", "restored", "unchanged")} | {"change": moved(sums)}
    return result, rows
