"""Bars and sparklines: whole cells, honest lengths, plain ASCII where blocks are not one cell wide."""

import os
from pathlib import Path

import pytest
from hypothesis import given, strategies as st
from rich.cells import cell_len

from conftest import Run
from earnings.ledgers import Sold, Word, keep, season
from process import ROOT, sharecli
from sharecli.earnings.chart import Pen, pen

FINE, PLAIN = Pen(fine=True), Pen(fine=False)
AMOUNTS = st.integers(-(10**9), 10**12)


@pytest.mark.parametrize(
    ("encoding", "fine"),
    [("utf-8", True), ("UTF8", True), ("gbk", False), ("cp936", False), ("ascii", False), ("", False)],
)
def test_only_a_unicode_terminal_gets_blocks(encoding: str, fine: bool) -> None:  # noqa: FBT001 - a table's column
    assert pen(encoding).fine is fine


@given(AMOUNTS, AMOUNTS, st.integers(1, 10**12), st.integers(1, 60), st.sampled_from([FINE, PLAIN]))
def test_a_bar_is_never_wider_than_it_may_be(filled: int, light: int, most: int, width: int, draw: Pen) -> None:
    bar = draw.bar(filled, light, most, width=width)
    assert cell_len(bar) == len(bar) <= width
    assert bool(bar.strip(" .░")) == (filled > 0)
    assert len(draw.progress(filled, light, most, width=width)) == width + 2


@given(st.lists(AMOUNTS, max_size=16), st.sampled_from([FINE, PLAIN]))
def test_a_sparkline_has_one_letter_for_each_step(values: list[int], draw: Pen) -> None:
    line = draw.spark(values)
    assert len(line) == cell_len(line) == len(values)
    assert all((letter == " ") == (value <= 0) for letter, value in zip(line, values, strict=True))


def test_a_bar_is_as_long_as_its_part() -> None:
    assert FINE.bar(50, 25, 100, width=8) == "████░░"
    assert FINE.bar(1, 0, 1000, width=8) == "▏"
    assert PLAIN.bar(50, 25, 100, width=8) == "####.."
    assert FINE.bar(0, 0, 0, width=8) == ""
    assert FINE.spark([0, 1, 50, 100]) == " ▁▅█"
    assert PLAIN.spark([0, 1, 50, 100]) == " .+@"


@pytest.fixture
def seasoned(db: Path) -> None:
    keep(db, season())


@pytest.mark.usefixtures("seasoned")
@pytest.mark.parametrize("width", [60, 80, 120])
@pytest.mark.parametrize("by", [("channel",), ("month",), ("platform", "channel")])
def test_a_chart_keeps_to_the_terminal(
    run: Run, monkeypatch: pytest.MonkeyPatch, width: int, by: tuple[str, ...]
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    lines = run("earnings", "--chart", *(word for one in by for word in ("--by", one))).out.splitlines()
    assert max(map(cell_len, lines)) <= width
    assert any("█" in line for line in lines)


@pytest.mark.usefixtures("seasoned")
def test_a_chart_is_right_in_chinese_and_in_a_gbk_console() -> None:
    chinese = {"SHARECLI_LANG": "zh_CN", "COLUMNS": "80", "PYTHONPATH": str(ROOT / "src")}
    said = sharecli("earnings", "--chart", env=chinese | {"PYTHONIOENCODING": "gbk"})
    assert said.returncode == 0, said.stderr
    shown = said.stdout.decode("gbk")
    assert max(map(cell_len, shown.splitlines())) <= 80
    assert "####" in shown
    assert not set("█▏░▁?") & set(shown)
    fine = sharecli("earnings", "--chart", env=chinese | {"PYTHONIOENCODING": "utf-8"})
    lines = fine.stdout.decode().splitlines()
    assert max(map(cell_len, lines)) <= 80
    starts = {cell_len(line[: line.index("█")]) for line in lines if "█" in line}
    assert len(starts) == 1, os.linesep.join(lines)


@pytest.mark.parametrize("width", [60, 80, 120])
def test_a_chart_of_a_comparison_draws_what_it_is_worth_and_what_it_was(
    run: Run, db: Path, monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    def settled(order: str, micros: int, day: str, channel: str) -> Sold:
        return Sold(
            order,
            (Word("settled", micros, micros, f"{day}T05:00:00Z"),),
            ordered_at=f"{day}T04:00:00Z",
            channel=channel,
        )

    keep(
        db,
        [
            settled("1", 40_000_000, "2026-08-02", "qq"), settled("2", 20_000_000, "2026-09-02", "qq"),
            settled("3", 10_000_000, "2026-09-03", "telegram"),
        ],
    )  # fmt: skip
    monkeypatch.setenv("COLUMNS", str(width))
    lines = run("earnings", "--chart", "--period", "2026-09", "--compare", "previous").out.splitlines()
    assert max(map(cell_len, lines)) <= width
    bars = [line.count("█") for line in lines if "█" in line]
    assert (len(bars), bars[1] // 2, bars[1] // 4) == (3, bars[0], bars[2])
    qq, before = lines[1].split(), lines[2].split()
    assert (qq[:5], before[:2]) == (["qq", "CNY", "worth", "20.00", "-50.0"], ["before", "40.00"])
    assert [line.split()[:2] for line in lines[-2:]] == [["total", "CNY"], ["before", "40.00"]]


def test_a_chart_of_nothing_says_what_to_do(run: Run) -> None:
    assert "sharecli commission import FILE" in run("earnings", "--chart").out
