"""sharecli earnings goal: what you want to earn, how far it is, and what each day has to bring."""

from typing import Annotated

import typer

from sharecli import money, period
from sharecli.errors import BadValue, NotFound
from sharecli.language import _
from sharecli.settings import records as settings
from sharecli.shell.desk import Desk, desk_of
from sharecli.shell.options import Out
from sharecli.shell.page import Format, Page

app = typer.Typer(add_completion=False, invoke_without_command=True, help="Set a goal and see how far it is.")

When = Annotated[str, typer.Argument(help="A period, such as 2026-11 or 2026Q4.")]
Unit = Annotated[str, typer.Option("--currency", help="An ISO 4217 code; else your own.", show_default=False)]


@app.callback()
def goal(ctx: typer.Context, out: Out = Format.table) -> Page | None:
    """Set a goal and see how far it is."""
    if ctx.invoked_subcommand is not None:
        from sharecli.earnings.verbs import nothing_before

        nothing_before(ctx)
        return None
    from sharecli.earnings import insight_view, outlook

    desk = desk_of(ctx)
    zone = settings.read(desk.store).zone
    found = outlook.progress(desk.store, zone=zone, today=desk.today(zone))
    return Page([one.row() for one in found], lambda: insight_view.progress(found), out)


@app.command("set")
def set_(
    ctx: typer.Context,
    when: When,
    amount: Annotated[str, typer.Argument(help="How much, such as 5000.")],
    currency: Unit = "",
) -> Page:
    """Set what you want to earn in a period; a second time sets it anew."""
    from sharecli.earnings import past_records as records
    from sharecli.earnings.goals import Goal
    from sharecli.earnings.spans import called

    desk = desk_of(ctx)
    span, unit = _asked(desk, when, currency)
    sum_ = money.amount(amount, unit, name="goal")
    if not sum_.micros:
        raise BadValue(_("a goal is more than nothing"), hint="sharecli earnings goal set 2026-11 5000")
    records.set_goal(desk.store, Goal(span, unit, sum_.micros), at=desk.now())
    words = _("the goal of {period} is {amount} {currency}")
    return Page({}, notes=[words.format(period=called(span), amount=sum_.shown(), currency=unit)])


@app.command()
def remove(ctx: typer.Context, when: When, currency: Unit = "") -> Page:
    """Take a goal away."""
    from sharecli.earnings import past_records as records
    from sharecli.earnings.goals import Goal
    from sharecli.earnings.spans import called

    desk = desk_of(ctx)
    span, unit = _asked(desk, when, currency)
    if not records.drop_goal(desk.store, Goal(span, unit, 0)):
        message = _("there is no goal of {period} in {currency}").format(period=called(span), currency=unit)
        raise NotFound(message, hint="sharecli earnings goal")
    return Page({}, notes=[_("removed: the goal of {period} in {currency}").format(period=called(span), currency=unit)])


def _asked(desk: Desk, when: str, currency: str) -> tuple[period.Span, str]:
    now = settings.read(desk.store)
    span = period.parse(when, today=desk.today(now.zone))
    if span.start is None or span.end is None:
        raise BadValue(
            _("a goal needs a period with a beginning and an end"), hint="sharecli earnings goal set 2026-11 5000"
        )
    return span, money.known_currency(currency) if currency else now.currency
