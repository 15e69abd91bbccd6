"""sharecli commission due: what becomes payable and when."""

from typing import TYPE_CHECKING, Annotated

import typer

from sharecli import period
from sharecli.commissions import holding, life_records
from sharecli.commissions.model import State
from sharecli.language import _
from sharecli.platforms import loader as platforms
from sharecli.settings import records as settings
from sharecli.shell.desk import desk_of
from sharecli.shell.options import Out
from sharecli.shell.page import Format, Page

if TYPE_CHECKING:
    from rich.console import RenderableType


def due(
    ctx: typer.Context,
    by: Annotated[
        str, typer.Option(help="Only what is payable by this day, such as 2026-10-31.", show_default=False)
    ] = "",
    platform: Annotated[str, typer.Option(help="Only of this platform.", show_default=False)] = "",
    out: Out = Format.table,
) -> Page:
    """List what becomes payable and when: what is settled, and estimates as their holding period ends."""
    desk = desk_of(ctx)
    zone = settings.read(desk.store).zone
    last = period.a_day(by) if by else None
    lines = life_records.chosen(
        desk.store, platform=platforms.find(platform).key if platform else "",
        states=(State.confirmed, State.settled, State.paid), unpaid=True,
    )  # fmt: skip
    asked = (holding.due(one, days=_holding_days(one.platform), zone=zone) for one in lines)
    found = sorted(
        (one for one in asked if one and (last is None or one.day <= last)), key=lambda one: (one.day, one.line.number)
    )
    sums = holding.totals(found)
    data = {
        "today": str(desk.today(zone)),
        "by": str(last) if last else None,
        "rows": [one.row() for one in found],
        "totals": sums,
    }

    def draw() -> "RenderableType":
        from sharecli.commissions import life_view

        return life_view.due(found, sums)

    return Page(data, draw, out, _unproven(found))


def _holding_days(platform: str) -> int:
    known = platforms.platforms().get(platform)
    return known.payout.holding_days if known else holding.DAYS


def _unproven(found: list[holding.Due]) -> list[str]:
    """A holding period that nobody states is named as a guess."""
    every = platforms.platforms()
    words = _("{platform}: {days} days from the confirmation are a guess; say yours in {path}: {words}")
    own = "[payout] holding-days = 30"
    guessed = sorted({one.line.platform for one in found if not one.sure})
    return [
        words.format(platform=key, days=_holding_days(key), path=every[key].own_file, words=own)
        for key in guessed
        if key in every and every[key].payout.holding_source == "unproven"
    ]
