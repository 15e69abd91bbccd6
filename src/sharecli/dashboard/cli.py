"""Bare sharecli: today's dashboard, or the four first steps on an empty file."""

from sharecli import period
from sharecli.dashboard import records
from sharecli.settings import records as settings
from sharecli.shell.desk import Desk
from sharecli.shell.page import Page


def dashboard(desk: Desk) -> Page:
    """What there is today."""
    from sharecli.dashboard import view

    counts = records.counts(desk.store)
    if not counts["products"] and not counts["commissions"]:
        return Page({}, view.first_steps)
    zone = settings.read(desk.store).zone
    day = desk.today(zone)
    month = records.moneys(desk.store, *period.parse("this-month", today=day).moments(zone))
    ever = records.moneys(desk.store, *period.EVER.moments(zone))
    return Page({}, lambda: view.today(day, counts, month, ever))
