"""Takes a platform's report in: every good row in one transaction, every bad one named, none twice."""

import hashlib
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sharecli import spreadsheet
from sharecli.channels import loader as channels
from sharecli.commissions import layouts, ledger, records
from sharecli.commissions.model import Line
from sharecli.errors import NothingReadable, RowProblem, Unreadable
from sharecli.language import _
from sharecli.money import decimal_string
from sharecli.platforms import loader as platforms
from sharecli.platforms.model import Layout
from sharecli.shell.desk import Desk
from sharecli.text import clean

if TYPE_CHECKING:
    from sharecli.commissions.attribution import Origin

    _Plan = tuple[records.Known | None, records.Known | None, Line, Origin, list[ledger.Change]]


def take_in(
    desk: Desk, file: Path, *, platform: str = "", account: str = "", dry_run: bool = False
) -> tuple[dict[str, Any], list[str], Unreadable | None]:
    """Import a report.

    Returns:
        The result (``file platform layout rows new updated unchanged skipped problems details``, which balances:
        rows = new + updated + unchanged + skipped + problems; ``change`` is the money that moved, per currency),
        remarks for the seller, and an error where not one row could be read.

    Raises:
        UnknownFile: no platform's layout.
        NotFound: no such platform.
    """
    content = spreadsheet.content_of(file)
    among = [platforms.find(platform)] if platform else list(platforms.platforms().values())
    match = layouts.recognise(content, among)
    if match is None:
        raise _unknown(content, file, among)
    lines, problems, skipped = _sorted(match)
    batch = {"file": file.name, "sha256": hashlib.sha256(content).hexdigest()}
    counts, change, notes = _keep(desk, match, lines, problems, account=account, batch=batch, dry_run=dry_run)
    result = {
        "file": file.name,
        "platform": match.platform.key,
        "layout": match.layout.name,
        "rows": len(match.sheet.rows),
        "new": counts["new"],
        "updated": counts["updated"],
        "unchanged": counts["unchanged"],
        "skipped": skipped,
        "problems": len(problems),
        "change": change,
        "details": [{"line": one.line, "column": one.column, "said": one.said, "why": one.why} for one in problems],
    }
    error = None
    if problems and len(problems) + skipped == len(match.sheet.rows):
        message = _("not one row of “{file}” could be read").format(file=file.name)
        error = NothingReadable(message, hint=_("import the file as it was downloaded"))
    return result, [*map(_sentence, problems), *notes], error


def _sorted(match: layouts.Match) -> tuple[list[Line], list[RowProblem], int]:
    lines: list[Line] = []
    problems: list[RowProblem] = []
    skipped = 0
    for one in layouts.lines_of(match):
        if one is None:
            skipped += 1
        elif isinstance(one, RowProblem):
            problems.append(one)
        else:
            lines.append(one)
    return lines, problems, skipped


def _keep(
    desk: Desk,
    match: layouts.Match,
    lines: list[Line],
    problems: list[RowProblem],
    *,
    account: str,
    batch: dict[str, str],
    dry_run: bool,
) -> tuple[Counter[str], list[dict[str, str]], list[str]]:
    counts: Counter[str] = Counter()
    unknown: Counter[str] = Counter()
    moved: dict[str, Counter[str]] = {}
    plan: list[_Plan] = []
    platform = match.platform.key
    orders = sorted({line.order for line in lines})

    origins = records.origins(desk.store, channels.channels().values())

    def think() -> None:
        from_where = [origins.origin(platform, line.item, line.sub_ids) for line in lines]
        there = _led_to(records.known(desk.store, platform, orders), account, lines, from_where)
        for line, origin, kept in zip(lines, from_where, there, strict=True):
            said = line.state
            if said == "?":
                unknown[line.status] += 1
                said = "pending"
            if kept and kept.currency != line.currency:
                why = _("the ledger has this order in {currency}").format(currency=kept.currency)
                problems.append(RowProblem(line.file_line, "", line.currency, why))
                continue
            stands = kept.stands if kept else None
            changes = _news(desk, kept, line, said)
            fuller = records.filled(kept, line, origin, account) if kept else None
            if not changes and fuller == kept:
                counts["unchanged"] += 1
                continue
            counts["updated" if kept else "new"] += 1
            plan.append((kept, fuller, line, origin, changes))
            if changes:
                _move(moved.setdefault(line.currency, Counter()), stands, changes)

    if dry_run or not lines:
        think()
    else:
        with desk.store.writing() as db:
            think()  # under the lock: what stands now is what is changed
            if plan:
                number_of = records.keep_batch(db, platform=platform, layout=match.layout.name, at=desk.now(), **batch)
                entry = records.Entry(db, platform=platform, account=account, at=desk.now(), batch=number_of)
                _write(entry, plan)
    notes = [
        _("the status “{status}” is not known; {count} rows stay pending").format(
            status=clean(status, limit=40), count=count
        )
        for status, count in unknown.items()
    ]
    change = [
        {
            "currency": currency,
            "pending": decimal_string(sums["pending"], currency),
            "earned": decimal_string(sums["earned"], currency),
        }
        for currency, sums in sorted(moved.items())
    ]
    return counts, change, notes


def _news(desk: Desk, kept: records.Known | None, line: Line, said: str) -> list[ledger.Change]:
    """What a line of a report changes."""
    stands = kept.stands if kept else None
    at = line.settled_at or (line.facts.confirmed_at if said == "confirmed" else "")
    changes = ledger.decide(stands, said, line.estimate, line.settled, at)
    # An estimate that stood there before is an older report's, not news.
    old = (
        kept is not None
        and ledger.only_estimates(stands, changes)
        and records.had_estimate(desk.store, kept.number, line.estimate)
    )
    return [] if old else changes


def _write(entry: records.Entry, plan: list["_Plan"]) -> None:
    for kept, fuller, line, origin, changes in plan:
        if kept is None or fuller is None:
            entry.add(line, origin, changes)
            continue
        entry.change(kept, line.status, changes)
        if fuller != kept:
            entry.fill(fuller)


def _led_to(
    known: list[records.Known], account: str, lines: list[Line], from_where: list["Origin"]
) -> list[records.Known | None]:
    """The line of the ledger that each line of the report is, or None.

    A sale that the seller logged by hand is the one the report tells now, whatever the account; counting both would pay
    twice. It is found by its product, or else it is the only one that was logged by hand of its order.
    """
    places: dict[tuple[str, str, str, int], records.Known] = {}
    by_hand: dict[str, list[records.Known]] = {}
    for one in known:
        if one.by_hand and one.reported_as is None:
            by_hand.setdefault(one.order, []).append(one)
        else:
            its_account, line_, nth = one.reported_as or (one.account, one.line, one.nth)
            places[its_account, one.order, line_, nth] = one
    found = [places.get((account, line.order, line.line, line.nth)) for line in lines]
    alone = {order for order, some in by_hand.items() if len(some) == 1}
    for place, (line, origin) in enumerate(zip(lines, from_where, strict=True)):
        same = [one for one in by_hand.get(line.order, []) if origin.product and one.origin.product == origin.product]
        if found[place] is None and same:
            found[place] = same[0]
            by_hand[line.order].remove(same[0])
    # The rest in an order that is the file's content's, not its rows': an unknown product and a near amount first.
    rest = [place for place, line in enumerate(lines) if found[place] is None and by_hand.get(line.order)]

    def likeness(place: int) -> tuple[object, ...]:
        line, hand = lines[place], by_hand[lines[place].order][0]
        off = abs((line.estimate or 0) - (hand.stands.estimate or 0))
        return from_where[place].product is not None, off, line.line, line.nth

    for place in sorted(rest, key=likeness):
        line = lines[place]
        some = by_hand[line.order]
        if line.order in alone and some and some[0].currency == line.currency:
            found[place] = some.pop()
    return found


def _move(sums: Counter[str], stands: ledger.Standing | None, changes: list[ledger.Change]) -> None:
    """How pending and earned money moves with these changes."""
    pending, earned = _worth(stands)
    after = stands
    for one in changes:
        if one.state is None:
            assert after is not None  # noqa: S101 - an adjustment follows a state
            after = replace(after, adjusted=after.adjusted + (one.adjustment or 0))
        else:
            before = after or ledger.Standing(one.state, None, None)
            after = ledger.Standing(
                one.state,
                one.estimate if one.estimate is not None else before.estimate,
                one.settled if one.settled is not None else before.settled,
                before.adjusted,
            )
    then_pending, then_earned = _worth(after)
    sums["pending"] += then_pending - pending
    sums["earned"] += then_earned - earned


def _worth(stands: ledger.Standing | None) -> tuple[int, int]:
    if stands is None or stands.state == "void":
        return 0, 0
    if stands.state in {"settled", "paid"}:
        return 0, (stands.settled or 0) + stands.adjusted
    return stands.estimate or 0, 0


def _sentence(problem: RowProblem) -> str:
    words = _("line {line}, {column}") if problem.column else _("line {line}")
    where = words.format(line=problem.line, column=problem.column)
    said = f" “{problem.said}”" if problem.said else ""
    return _("{where}: {why}").format(where=f"{where}{said}", why=problem.why)


def _alike(names: set[str], layout: Layout) -> int:
    """How many of a header's names a layout has."""
    return len(names & {spreadsheet.name_of(name) for group in layout.columns.values() for name in group})


def _unknown(content: bytes, file: Path, among: list[Any]) -> spreadsheet.UnknownFile:
    header = spreadsheet.first_row(content, encodings=("utf-8", "utf-16", "gb18030", "cp1252"))
    names = {spreadsheet.name_of(cell) for cell in header}
    near = sorted(
        ((_alike(names, layout), one.key, layout.name) for one in among for layout in one.reports), reverse=True
    )
    message = _("“{file}” has no layout that is known; its header is: {found}").format(
        file=file.name, found=", ".join(clean(cell, limit=24) for cell in header[:10]) or "–"
    )
    if near and near[0][0]:
        points, key, layout = near[0]
        hint = _("the closest is {platform} ({layout}), with {count} columns the same").format(
            platform=key, layout=layout, count=points
        )
    else:
        hint = _("these platforms' reports are known: {platforms}").format(
            platforms=", ".join(one.key for one in among if one.reports)
        )
    return spreadsheet.UnknownFile(message, hint=hint)
