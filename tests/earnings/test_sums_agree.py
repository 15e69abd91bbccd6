"""Earned, promised and orders mean the same in every room that adds them up, however each asks the ledger."""

from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, given, settings

from earnings.ledgers import Sold, keep, sales
from sharecli import period
from sharecli.dashboard import records as dashboard
from sharecli.earnings.adding import Asked, report
from sharecli.earnings.model import By
from sharecli.partners import sales_records
from sharecli.people import life_records
from sharecli.store.open import Store

DAY = date(2026, 10, 15)


@given(sales())
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_earnings_dashboard_partners_and_people_add_up_alike(tmp_path: Path, sold: list[Sold]) -> None:
    path = tmp_path / "one.db"
    path.unlink(missing_ok=True)
    keep(path, sold)
    store = Store(path)
    zone = ZoneInfo("Asia/Shanghai")
    by_person = report(store, Asked((By.person,), period.parse("all", today=DAY), zone, DAY))

    totals = {one.currency: (one.earned, one.coming) for one in by_person.totals}
    assert sales_records.gross(store) == totals

    shown = {one["currency"]: (one["earned"], one["coming"], one["orders"]) for one in dashboard.moneys(store, "", "~")}
    assert shown == {one.currency: (one.earned, one.coming, one.orders) for one in by_person.totals}

    anns = {one.currency: (one.earned, one.promised, one.orders) for one in life_records.earned(store, "ann")}
    assert anns == {
        one.currency: (one.earned, one.coming, one.orders) for one in by_person.rows if one.names == ("ann",)
    }
    store.close()
