"""Takes a list of payouts in: every good row in one transaction, every bad one named, none twice."""

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from sharecli import money, spreadsheet
from sharecli.errors import BadValue, NothingReadable, PartFailed, RowProblem, SharecliError, Unreadable
from sharecli.language import _, plural
from sharecli.payouts import covering, records
from sharecli.payouts.model import Payout, added_up
from sharecli.platforms import loader as platforms
from sharecli.platforms.model import Platform
from sharecli.settings import records as settings
from sharecli.shell.desk import Desk
from sharecli.text import clean, one_line

COLUMNS = {
    "date": ("date", "paid on", "paid_on", "payment date", "日期", "打款日期", "到账日期", "结算日期", "付款日期"),
    "platform": ("platform", "平台", "渠道平台"),
    "account": ("account", "账号", "帐号", "账户"),
    "currency": ("currency", "币种", "货币"),
    "gross": ("gross", "gross amount", "总额", "应付金额", "结算金额", "税前金额", "佣金总额"),
    "fee": ("fee", "fees", "手续费", "服务费", "技术服务费"),
    "tax": ("tax", "tax withheld", "withholding", "税", "税额", "个税", "代扣税", "代扣个税"),
    "net": ("net", "net amount", "amount", "净额", "实付金额", "实收", "实收金额", "到账金额", "金额"),
    "reference": ("reference", "payment id", "payout id", "流水号", "参考号", "打款单号", "结算单号", "单号"),
}
"""Field to the headings it goes by."""

_FIELD = {spreadsheet.name_of(name): field for field, names in COLUMNS.items() for name in names}
_DATE = re.compile(r"(\d{4})[-/.年]?(\d{1,2})[-/.月]?(\d{1,2})日?(?:[ T].*)?")
_ENCODINGS = ("utf-8", "gb18030", "utf-16")


class MissingColumn(Unreadable):
    """A column that has to be there is not."""

    code = "missing-column"


def take_in(
    desk: Desk, file: Path, *, platform: str, currency: str, cover: bool, as_they_are: bool, dry_run: bool
) -> tuple[dict[str, Any], list[str], SharecliError | None]:
    """Import payouts.

    Args:
        desk: the desk.
        file: a CSV.
        platform: who paid where no column says it, or empty.
        currency: ISO 4217 code where no column says it, or empty.
        cover: whether they cover lines.
        as_they_are: whether they do so however far from them they are.
        dry_run: change nothing.

    Returns:
        The result (``file rows new unchanged problems lines details``; rows = new + unchanged + problems), remarks for
        the seller, and an error where not one row could be read, or a payout is far from its lines.

    Raises:
        MissingColumn: neither a gross nor a net amount, or no date.
    """
    sheet = spreadsheet.read(spreadsheet.content_of(file), _score, encodings=_ENCODINGS)
    fields = [_FIELD.get(name, "") for name in sheet.names] if sheet else []
    if sheet is None or "date" not in fields or not {"gross", "net"} & set(fields):
        message = _("“{file}” has no columns for a date and an amount").format(file=file.name)
        raise MissingColumn(message, hint=_("name them date, platform, currency, gross, fee, tax, net, reference"))
    zone = settings.read(desk.store).zone
    found: list[tuple[int, Payout]] = []
    problems: list[RowProblem] = []
    for line, cells in sheet.rows:
        row = {field: one_line(cell) for field, cell in zip(fields, cells, strict=False) if field}
        try:
            if why := spreadsheet.unread(cells):
                raise BadValue(why)
            found.append((line, _payout(row, platform=platform, currency=currency, today=desk.today(zone))))
        except SharecliError as wrong:
            problems.append(RowProblem(line, "", "", wrong.message))
    far: list[SharecliError] = []
    result, notes = _kept(desk, found, problems, far, cover=cover, as_they_are=as_they_are, dry_run=dry_run)
    rows = len(list(sheet.rows))
    details = [{"line": one.line, "why": one.why} for one in sorted(problems, key=lambda one: one.line)]
    told = [_("line {line}: {why}").format(**one) for one in details]
    error: SharecliError | None = _far_off(far) if far else None
    if not far and rows and len(problems) == rows:
        error = NothingReadable(
            _("not one row of “{file}” could be read").format(file=file.name), hint="sharecli payout import --help"
        )
    counts = {"file": file.name, "rows": rows, **result, "problems": len(problems), "details": details}
    return counts, [*told, *notes], error


def _score(names: Sequence[str]) -> int:
    fields = {_FIELD[name] for name in names if name in _FIELD}
    return len(fields) if "date" in fields and fields & {"gross", "net"} else 0


def _payout(row: dict[str, str], *, platform: str, currency: str, today: date) -> Payout:
    payer = _platform(row.get("platform") or platform)
    unit = row.get("currency") or currency or payer.payout.currency or payer.currency
    unit = money.known_currency("CNY" if unit in {"人民币", "元", "￥", "¥"} else unit)
    day = _day(row.get("date", ""))
    if day > today:
        raise BadValue(_("the day {day} has not come yet").format(day=day))
    sums: dict[str, int | None] = {}
    for name in ("gross", "fee", "tax", "net"):
        word = row.get(name, "")
        nothing = word in {"", "-", "--"}
        sums[name] = None if nothing else money.amount(word, unit, name=name, negative=True, fine=True).micros
    fee, tax = abs(sums["fee"] or 0), abs(sums["tax"] or 0)
    amounts = added_up(unit, gross=sums["gross"], fee=fee, tax=tax, net=sums["net"], platform=payer.key)
    reference = row.get("reference", "").lstrip("'")
    return Payout(0, payer.key, row.get("account", ""), day, amounts, reference[:100], lines=0, covered=0)


def _platform(said: str) -> Platform:
    if not said:
        raise BadValue(_("no platform is said"), hint="--platform taobao")
    names = {name: one for one in platforms.platforms().values() for name in (one.name.lower(), one.name_zh)}
    return names.get(said.lower()) or names.get(said) or platforms.find(said)


def _day(said: str) -> date:
    match = _DATE.fullmatch(said)
    try:
        return date(int(match[1]), int(match[2]), int(match[3])) if match else _no_day()
    except ValueError:
        raise BadValue(_("“{said}” is not a day").format(said=clean(said, limit=40))) from None


def _no_day() -> date:
    raise ValueError


def _far_off(far: Sequence[SharecliError]) -> SharecliError:
    words = plural(
        "{count} payout is far from its lines and was left out",
        "{count} payouts are far from their lines and were left out",
        len(far),
    )
    return PartFailed(words.format(count=len(far)), hint=far[0].hint)


def _kept(
    desk: Desk,
    found: list[tuple[int, Payout]],
    problems: list[RowProblem],
    far: list[SharecliError],
    *,
    cover: bool,
    as_they_are: bool,
    dry_run: bool,
) -> tuple[dict[str, Any], list[str]]:
    counts = {"new": 0, "unchanged": 0, "lines": 0}
    notes: list[str] = []
    zone = settings.read(desk.store).zone
    new = _new(desk, found, problems, counts)
    if dry_run or not new:
        return counts | {"new": len(new)}, notes
    with desk.store.writing() as db:
        counts["unchanged"] = 0
        for line, payout in _new(desk, found, [], counts):  # under the lock: what is recorded now
            covers = covering.by_day(desk, payout, zone=zone, until=None) if cover else []
            try:
                if not as_they_are:
                    covering.weigh(desk, payout, covers, zone=zone)
            except covering.LinesDoNotAddUp as error:
                problems.append(RowProblem(line, "", "", error.message))
                far.append(error)
                continue
            kept = covering.keep(db, desk, payout, covers, zone=zone, at=desk.now())
            counts["new"] += 1
            counts["lines"] += kept.lines
            if cover and (remark := kept.remark()):
                notes.append(remark)
    return counts, notes


def _new(
    desk: Desk, found: list[tuple[int, Payout]], problems: list[RowProblem], counts: dict[str, int]
) -> list[tuple[int, Payout]]:
    """The payouts that are not recorded yet, the earliest first.

    One is known by its reference; without one by its day and amounts, as often as they stand there.
    """
    there = records.chosen(desk.store, void=False)
    by_reference = {(one.platform, one.account, one.reference): one for one in there if one.reference}
    alike = Counter(_likeness(one) for one in there if not one.reference)
    new = []
    for line, one in found:
        place = one.platform, one.account, one.reference
        if one.reference and place in by_reference:
            same = by_reference[place]
            if (same.amounts, same.paid_on) == (one.amounts, one.paid_on):
                counts["unchanged"] += 1
            else:
                why = _("“{reference}” is recorded with another day or other amounts")
                problems.append(RowProblem(line, "", "", why.format(reference=clean(one.reference, limit=60))))
        elif not one.reference and alike[_likeness(one)]:
            alike[_likeness(one)] -= 1
            counts["unchanged"] += 1
        else:
            if one.reference:
                by_reference[place] = one
            new.append((line, one))
    return sorted(new, key=lambda one: one[1].paid_on)


def _likeness(one: Payout) -> tuple[Any, ...]:
    return one.platform, one.account, one.paid_on, one.amounts
