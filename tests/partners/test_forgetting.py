"""Who may be forgotten: whether terms run on is asked of the file as the book of terms would answer it."""

import tempfile
from datetime import timedelta
from pathlib import Path

from hypothesis import given, strategies as st

from factories import AT, kept_people
from partners.test_model import FIRST, unordered
from sharecli.partners import records
from sharecli.partners.model import Terms, in_force
from sharecli.people import forget_records, records as people
from sharecli.store.open import Store


@given(unordered(), st.integers(-2, 45))
def test_terms_run_on_where_some_hold_after_today(some: list[Terms], days: int) -> None:
    today = FIRST + timedelta(days=days)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.db"
        kept_people(path, "ling")
        store = Store(path)
        try:
            ling = people.find(store, "ling")
            with store.writing() as db:
                for one in some:
                    row = Terms("ling", one.since, one.until, one.rate, 0)
                    records.keep_terms(db, row, ling, None, at=AT)
            wanted = any(one.until is None or one.until > today for one in in_force(some))
            assert forget_records.terms_run(store, ling, today=today) == wanted
        finally:
            store.close()
