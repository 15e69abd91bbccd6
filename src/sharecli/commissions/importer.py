"""Takes one platform's report in: every good row in one transaction, every bad one named, none twice."""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import sharecli
from sharecli import spreadsheet
from sharecli.channels import loader as channels
from sharecli.commissions import batch_records, entry_records, layouts, remarks
from sharecli.commissions.as_of import as_of
from sharecli.commissions.posting import REPLACING, How, Posting
from sharecli.commissions.retelling import retold
from sharecli.commissions.words import AsOf
from sharecli.errors import NothingReadable, SharecliError, Unreadable
from sharecli.language import _
from sharecli.money import decimal_string
from sharecli.settings import records as settings
from sharecli.shell.desk import Desk

if TYPE_CHECKING:
    from sharecli.platforms.model import Platform


class NotStrict(Unreadable):
    """With --strict nothing of a file is kept that has a problem row or an unknown status."""

    code = "not-strict"


@dataclass(frozen=True, slots=True)
class Paper:
    """One table to take in.

    Attributes:
        name: of the file, and of the part of it.
        content: bytes of text, or a workbook's sheet.
        made: when the workbook was made, UTC as stored, or empty.
    """

    name: str
    content: spreadsheet.Content
    made: str = ""


@dataclass(slots=True)
class Outcome:
    """What an import did.

    Attributes:
        result: ``file platform layout rows new updated unchanged skipped problems`` (rows = new + updated + unchanged +
            skipped + problems), ``change`` the money that moved per currency, ``batch as_of details``.
        notes: remarks for the seller.
        error: where not one row could be read, or a strict import was refused.
    """

    result: dict[str, Any]
    notes: list[str] = field(default_factory=list)
    error: SharecliError | None = None


def take_in(desk: Desk, paper: Paper, among: Sequence["Platform"], how: How) -> Outcome | None:
    """Import a report; None where no platform has its layout.

    Raises:
        NotIncome: the file is no report of what the seller earns.
    """
    match = layouts.recognise(paper.content, among)
    if match is None:
        return None
    sha256 = spreadsheet.digest(paper.content)
    mark = _mark(match, paper, how, sha256)
    if again := batch_records.seen(desk.store, mark):
        return Outcome(_result(paper, match, again.again(), as_of=again.as_of))
    if (told := _retold(desk, paper, match, how, sha256=sha256, mark=mark)) is not None:
        return told
    with closing(Posting(desk, match, how)) as work:
        now, zone = desk.now(), settings.read(desk.store).zone
        work.as_of = as_of(work.sheaf.latest, told=how.told, name=paper.name, made=paper.made, now=now, zone=zone)
        if how.dry_run or not work.sheaf.count:
            work.think()
        else:
            _post(desk, paper, match, work, how, sha256=sha256, mark=mark)
        return _told(paper, match, work, how)


def _post(desk: Desk, paper: Paper, match: layouts.Match, work: Posting, how: How, *, sha256: str, mark: str) -> None:
    """Think of a report and keep it, in one transaction."""
    now = desk.now()
    with desk.store.writing() as db:
        work.think()  # under the lock: what stands now is what is changed
        known = {"sha256": sha256, "platform": match.platform.key, "account": how.account}
        said_before = batch_records.same(desk.store, as_of=work.as_of, **known)
        if work.has_news(said_before) and not (how.strict and work.flaws()):
            result = _result(paper, match, work.counts, as_of=work.as_of)
            work.batch = batch_records.keep(
                db, result, sha256=sha256, account=how.account, as_of=work.as_of, replaces=work.replaces,
                seen="" if work.flaws() else mark, at=now,
            )  # fmt: skip
            work.write(db, now)
            batch_records.close(db, work.batch)
        if isinstance(paper.content, spreadsheet.Text):
            paper.content.unmoved()  # else nothing of it is kept


def _retold(desk: Desk, paper: Paper, match: layouts.Match, how: How, *, sha256: str, mark: str) -> Outcome | None:
    """What a file brings that was imported before and need not be read again; None where it has to be."""
    platform = match.platform.key
    again = retold(desk, mark, platform)
    if again is None:
        return None
    if not again.leads or how.dry_run:
        return Outcome(_result(paper, match, again.counts(), as_of=again.before.as_of))
    now = desk.now()
    with desk.store.writing() as db:
        again = retold(desk, mark, platform)  # under the lock: somebody may have written
        if again is None:
            return None
        as_of_ = again.before.as_of
        result = _result(paper, match, again.counts(), as_of=as_of_)
        result["batch"] = batch_records.keep(
            db, result, sha256=sha256, account=how.account, as_of=as_of_,
            replaces=match.layout.hook in REPLACING, seen=mark, at=now,
        )  # fmt: skip
        entry_records.lead(db, again.leads)
        batch_records.repeat(db, result["batch"], before=again.before.number)
        batch_records.close(db, result["batch"])
    return Outcome(result)


def _mark(match: layouts.Match, paper: Paper, how: How, sha256: str) -> str:
    """A fingerprint of a file and of everything in the program that its import depends on."""
    parts = (sharecli.__version__, sha256, paper.name, paper.made, how.account, how.told, match.layout, match.platform)
    return hashlib.sha256(repr((*parts, sorted(channels.channels().items()))).encode()).hexdigest()


def _result(paper: Paper, match: layouts.Match, counts: Mapping[str, int], *, as_of: AsOf) -> dict[str, Any]:
    result: dict[str, Any] = {"file": paper.name, "platform": match.platform.key, "layout": match.layout.name}
    result |= {name: counts[name] for name in batch_records.COUNTS}
    assert result["rows"] == sum(result[name] for name in batch_records.COUNTS[1:]), result  # noqa: S101 - it balances
    return result | {"as_of": as_of.moment or None, "batch": None, "change": [], "details": []}


def _told(paper: Paper, match: layouts.Match, work: Posting, how: How) -> Outcome:
    result = _result(paper, match, work.counts, as_of=work.as_of)
    result["batch"] = work.batch
    result["change"] = moved(work.moved)
    result["details"] = [
        {"line": one.line, "column": one.column, "said": one.said, "why": one.why} for one in work.problems
    ]
    if refused := how.strict and work.flaws():
        # Nothing of it was kept: what would have come is left out like everything else.
        result |= {"new": 0, "updated": 0, "change": []}
        result["skipped"] += work.tally["new"] + work.tally["updated"]
    outcome = Outcome(result, [*remarks.rows(work.problems), *work.remarks.words()])
    if work.batch is not None or how.dry_run:
        outcome.notes += [*work.remarks.older(), *work.remarks.twice(work.batch)]
    if work.problems and len(work.problems) + work.sheaf.skipped == result["rows"]:
        message = _("not one row of “{file}” could be read").format(file=paper.name)
        untold = all(one.why == layouts.untold(match) for one in work.problems)
        hint = _('write into {path}: [payout] currency = "EUR", or yours').format(path=match.platform.own_file)
        outcome.error = NothingReadable(message, hint=hint if untold else _("import the file as it was downloaded"))
    elif refused:
        message = _("“{file}” has rows with problems or unknown words; nothing of it was kept").format(file=paper.name)
        outcome.error = NotStrict(message, hint=_("mend the rows named above, or import without --strict"))
    return outcome


def moved(sums: dict[str, Counter[str]]) -> list[dict[str, str]]:
    """How pending and earned money moved, per currency, for JSON."""
    return [
        {
            "currency": currency,
            "pending": decimal_string(one["pending"], currency),
            "earned": decimal_string(one["earned"], currency),
        }
        for currency, one in sorted(sums.items())
    ]
