"""Takes one platform's report in: every good row in one transaction, every bad one named, none twice."""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import sharecli
from sharecli import spreadsheet
from sharecli.channels import loader as channels
from sharecli.commissions import batch_records, layouts
from sharecli.commissions.as_of import as_of
from sharecli.commissions.hearing import AsOf
from sharecli.commissions.posting import How, Posting
from sharecli.errors import NothingReadable, RowProblem, SharecliError, Unreadable
from sharecli.language import _
from sharecli.money import decimal_string
from sharecli.settings import records as settings
from sharecli.shell.desk import Desk
from sharecli.text import clean

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
    work = Posting(desk, match, how)
    now = desk.now()
    work.as_of = as_of(
        work.lines, told=how.told, name=paper.name, made=paper.made, now=now, zone=settings.read(desk.store).zone
    )
    if how.dry_run or not work.lines:
        work.think()
    else:
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
    return _told(paper, match, work, how)


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
    unknown = [
        _("the status “{status}” is not known; {count} rows stay pending").format(
            status=clean(status, limit=40), count=count
        )
        for status, count in work.unknown.items()
    ]
    outcome = Outcome(result, [*map(_sentence, work.problems), *unknown])
    if work.problems and len(work.problems) + work.skipped == result["rows"]:
        message = _("not one row of “{file}” could be read").format(file=paper.name)
        outcome.error = NothingReadable(message, hint=_("import the file as it was downloaded"))
    elif how.strict and work.flaws():
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


def _sentence(problem: RowProblem) -> str:
    words = _("line {line}, {column}") if problem.column else _("line {line}")
    where = words.format(line=problem.line, column=problem.column)
    said = f" “{problem.said}”" if problem.said else ""
    return _("{where}: {why}").format(where=f"{where}{said}", why=problem.why)
