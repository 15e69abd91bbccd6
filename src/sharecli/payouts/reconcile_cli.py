"""sharecli reconcile: what a platform owed for a period against what it paid."""

from typing import TYPE_CHECKING, Annotated

import typer

from sharecli import period
from sharecli.commissions import holding, life_records
from sharecli.commissions.life import Balance
from sharecli.errors import Refused
from sharecli.language import plural
from sharecli.money import grouped
from sharecli.payouts import records
from sharecli.payouts.model import Payout
from sharecli.payouts.reconciling import Finding, Verdict, of_line, of_payout, totals
from sharecli.period import Span
from sharecli.platforms import loader as platforms
from sharecli.settings import records as settings
from sharecli.shell.desk import Desk, desk_of
from sharecli.shell.options import Out, Period
from sharecli.shell.page import Format, Page

if TYPE_CHECKING:
    from rich.console import RenderableType

app = typer.Typer(add_completion=False, help="Compare what a platform owed with what it paid, line by line.")


class DoesNotMatch(Refused):
    """What was paid is not what was owed, and nothing explains the difference."""

    code = "does-not-match"


@app.command()
def reconcile(
    ctx: typer.Context,
    platform: Annotated[str, typer.Option(help="Whose payouts.")],
    period_: Period = "this-month",
    account: Annotated[str, typer.Option(help="Only of this account of yours.", show_default=False)] = "",
    out: Out = Format.table,
) -> Page:
    """Compare what a platform owed with what it paid, line by line.

    It looks at the orders of the period and at every line that a payout of the period covers. Ends with 1 where money
    is off that nothing explains.
    """
    desk = desk_of(ctx)
    zone = settings.read(desk.store).zone
    span = period.parse(period_, today=desk.today(zone))
    key = platforms.find(platform).key
    payouts = records.chosen(desk.store, platform=key, account=account, first=span.start, end=span.end, void=False)
    found = _findings(desk, key, account, span, payouts)
    sums = totals(found)
    data = {
        "platform": key,
        "period": str(span),
        "rows": [one.row() for one in found],
        "totals": sums,
        "payouts": [one.row() for one in payouts],
    }

    def draw() -> "RenderableType":
        from sharecli.payouts import reconcile_view

        return reconcile_view.findings(found, payouts, sums)

    return Page(data, draw, out, error=_error(key, span, found))


def _findings(desk: Desk, platform: str, account: str, span: Span, payouts: list[Payout]) -> list[Finding]:
    now = settings.read(desk.store)
    zone, today = now.zone, desk.today(now.zone)
    since, until = span.moments(zone)
    lines = {
        one.number: one
        for one in life_records.chosen(desk.store, platform=platform, account=account, since=since, until=until)
        if not one.undone
    }
    there = records.lines_of(desk.store, payouts) - set(lines)
    lines |= {one.number: one for one in life_records.chosen(desk.store, numbers=sorted(there))}
    received = records.received(desk.store, lines)
    every = platforms.platforms()
    days = every[platform].payout.holding_days
    found = []
    for number in sorted(lines, key=lambda one: (lines[one].ordered_at, one)):
        due = holding.due(lines[number], days=days, zone=zone)
        last = received.get(number, [(0, "", 0)])[-1][0]
        found.append(of_line(lines[number], payable=due.day if due else None, today=today, payout=last))
    rests = (of_payout(one, _fees(lines, desk, one)) for one in payouts)
    return [*found, *(one for one in rests if one)]


def _fees(lines: dict[int, Balance], desk: Desk, payout: Payout) -> int:
    if not payout.difference:
        return 0
    return sum(lines[one].fee or 0 for one in records.lines_of(desk.store, [payout]) if one in lines)


def _error(platform: str, span: Span, found: list[Finding]) -> DoesNotMatch | None:
    sums: dict[str, int] = {}
    for one in found:
        if one.off:
            sums[one.currency] = sums.get(one.currency, 0) + one.off
    if not sums:
        return None
    # Too much here and too little there may add up to nothing, and is wrong twice all the same.
    count = sum(1 for one in found if one.off)
    words = ", ".join(f"{grouped(micros, currency)} {currency}" for currency, micros in sorted(sums.items()))
    sentence = plural(
        "{platform} {period} does not match: {count} difference, {sums} in all",
        "{platform} {period} does not match: {count} differences, {sums} in all",
        count,
    )
    message = sentence.format(platform=platform, period=span, count=count, sums=words)
    missing = next((one for one in found if one.verdict is Verdict.missing and one.line and one.off), None)
    hint = f"sharecli payout list --platform {platform}"
    if missing and missing.line:
        hint = f"sharecli commission show {missing.line.number}"
    return DoesNotMatch(message, hint=hint)
