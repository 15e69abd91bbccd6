"""Bare sharecli: the first steps on an empty file, then today at a glance."""

from collections.abc import Callable
from pathlib import Path

import pytest
from rich.cells import cell_len

from commissions.papers import paper, taken, taobao
from conftest import Run
from factories import kept_product
from sharecli.dashboard.view import FIRST_STEPS
from sharecli.shell.rooms import ROOMS

Golden = Callable[[str, str], None]


@pytest.fixture
def filled(db: Path, run: Run) -> Path:
    """Two products, a link, and commissions in two currencies, two months and every state."""
    db.parent.mkdir(parents=True)
    kept_product(db)
    kept_product(db, code="mug", title="Mug", currency="USD", url="https://www.amazon.com/dp/B000000001")
    assert run("link", "new", "longjing", "--channel", "wechat-moments").code == 0
    for order, code, amount, on, state, channel in (
        ("A-1", "longjing", "25.80", "2026-10-03", "settled", "wechat-moments"),
        ("A-2", "longjing", "12345.60", "2026-10-01", "paid", "wechat-moments"),
        ("A-3", "longjing", "5", "2026-10-14", "pending", "qq"),
        ("A-4", "longjing", "7.07", "2026-09-30", "settled", "qq"),
        ("A-5", "mug", "3.21", "2026-10-15", "confirmed", "instagram"),
        ("A-6", "mug", "9", "2026-10-15", "void", ""),
    ):
        words = ("--amount", amount, "--order", order, "--on", on, "--state", state)
        said = run("commission", "add", code, *words, *(("--channel", channel) if channel else ()))
        assert said.code == 0, said
    return db


def test_an_empty_file_shows_the_four_first_steps(run: Run, golden: Golden, db: Path) -> None:
    said = run()
    assert (said.code, said.err) == (0, "")
    assert len(said.out.strip().splitlines()) == 4
    assert max(map(cell_len, said.out.splitlines())) <= 80
    golden("dashboard-empty", said.out)
    assert not db.exists()


def test_each_first_step_is_a_command_that_exists(run: Run) -> None:
    for command, _meaning in FIRST_STEPS:
        program, noun, verb, *_rest = command.split()
        assert program == "sharecli"
        assert noun in ROOMS
        assert run(noun, verb, "--help").code == 0


def test_a_filled_file_shows_what_came_and_what_is_coming(filled: Path, run: Run, golden: Golden) -> None:
    assert filled.is_file()
    said = run()
    assert (said.code, said.err) == (0, "")
    assert max(map(cell_len, said.out.splitlines())) <= 80
    golden("dashboard-filled", said.out)


def test_the_dashboards_figures_are_those_of_the_earnings(filled: Path, run: Run) -> None:
    assert filled.is_file()
    out = run().out
    for figure in ("12,371.40", "12,378.47", "5.00", "3.21"):
        assert figure in out


@pytest.mark.usefixtures("filled")
def test_a_month_is_the_sellers_month(run: Run, tmp_path: Path) -> None:
    # The morning of 1 October in Shanghai is an evening of September in New York; a day without a clock is that day.
    taken(run, tmp_path, paper([taobao("B", ordered="2026-10-01 08:00:00", estimate="1000.00")]))
    for zone, coming in (("Asia/Shanghai", "1,005.00"), ("America/New_York", "5.00")):
        run("config", "set", "time-zone", zone)
        month = next(line for line in run().out.splitlines() if line.startswith("this month"))
        assert month.split()[-2:] == [coming, "12,371.40"]


def test_products_alone_are_enough_for_a_dashboard(db: Path, run: Run) -> None:
    db.parent.mkdir(parents=True)
    kept_product(db)
    said = run()
    assert "2026-10-15" in said.out
    assert "sharecli product add" not in said.out
