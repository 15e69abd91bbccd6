"""Tables and sentences on a narrow terminal: what is broken or cut is text, and never a figure, a day or a state."""

import re

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st
from rich.cells import cell_len
from rich.console import Group, RenderableType

from sharecli.shell.page import Page, show
from sharecli.shell.prose import folded, prose, wrapped
from sharecli.shell.tables import plain, table, whole

AMOUNTS = ["123,451.00", "1,234,567.89", "-98,765,432.10", "0.00"]
DAYS = ["2026-10-01", "2026-12-31"]
LONG = "West Lake Longjing 明前龙井茶 2026, hand-fired by the family that has fired it for three hundred years"
HEADINGS = ("who", "day", "order", "owed", "paid", "", "state", "why")
ROWS = [
    (LONG, DAYS[0], "1168000000000000101", *AMOUNTS[:2], "CNY", "已结算", LONG),
    ("", "", "", "", "", "", "", ""),
    ("total", DAYS[1], "", *AMOUNTS[2:], "CNY", "settled", ""),
]


@pytest.fixture(params=[False, True], ids=["pipe", "terminal"])
def terminal(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Whether people look: a pipe folds what a terminal cuts."""
    if request.param:
        monkeypatch.setenv("FORCE_COLOR", "1")
    return bool(request.param)


def seen(drawing: RenderableType, capsys: pytest.CaptureFixture[str]) -> str:
    show(Page({}, lambda: drawing))
    return re.sub(r"\x1b\[[0-9;]*m", "", capsys.readouterr().out)


@pytest.mark.usefixtures("terminal")
@pytest.mark.parametrize("width", [30, 40, 60, 80, 100, 160])
@pytest.mark.parametrize("wide", [(), (0,), (0, 7)])
def test_a_figure_a_day_or_a_state_is_never_cut(
    width: int, wide: tuple[int, ...], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    drawn = seen(table(HEADINGS, ROWS, right=(3, 4), wide=wide), capsys)
    known = {*AMOUNTS, *DAYS, "已结算", "settled", "CNY", "1168000000000000101"}
    assert [word for word in drawn.split() if word in known] == [
        DAYS[0], "1168000000000000101", *AMOUNTS[:2], "CNY", "已结算", DAYS[1], *AMOUNTS[2:], "CNY", "settled",
    ]  # fmt: skip
    if len(wide) == 2:
        assert max(map(cell_len, drawn.splitlines())) <= width
    for amount in AMOUNTS[1], AMOUNTS[3]:
        assert re.search(rf"{re.escape(amount)} +CNY", drawn)  # a currency stays beside its amount


def test_a_pipe_loses_nothing_of_what_gives_way(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    drawn = seen(table(("when", "why"), [(DAYS[0], LONG)], wide=1), capsys)
    assert " ".join(drawn.split()).replace(f"when why {DAYS[0]} ", "") == LONG


CELLS = st.text(st.sampled_from("ab 茶，.,"), max_size=30).map(str.strip)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=st.lists(
        st.tuples(CELLS, st.integers(-(10**12), 10**12), CELLS, st.integers(0, 10**9)), min_size=1, max_size=4
    ),
    width=st.integers(24, 90),
)
def test_of_any_table_every_figure_stands_whole_and_no_line_is_too_wide(
    rows: list[tuple[str, int, str, int]], width: int, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COLUMNS", str(width))
        cells = [(one, f"x{number:,}", other, f"x{more:,}") for one, number, other, more in rows]
        drawn = seen(table(("name", "earned", "note", "paid"), cells, right=(1, 3), wide=(0, 2)), capsys)
    figures = [word for word in drawn.split() if word.startswith("x")]
    assert sorted(figures) == sorted(cell for row in cells for cell in row if cell.startswith("x"))
    assert all(cell_len(line) <= width for line in drawn.splitlines())


def test_columns_of_a_row_on_two_lines_stand_under_their_headings(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "34")
    rows = [
        ("taobao", "wechat-moments", "CNY", "25.80", "73.60"),
        ("", "", "", "", ""),
        ("shopee", "qq", "CNY", "1", "2"),
    ]
    drawn = seen(table(("platform", "channel", "", "coming", "earned"), rows, right=(3, 4), breaks=(3,)), capsys)
    assert drawn.splitlines() == [
        "platform  channel",
        "  coming  earned",
        "taobao    wechat-moments  CNY",
        "   25.80   73.60",
        "",
        "shopee    qq              CNY",
        "       1       2",
    ]


def test_a_line_below_a_table_is_not_cropped(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    sentence = "payout 1 of 2026-11-01: gross 1,370,358.34, fee 1,000.25, tax 2,500.50, net 1,366,857.59 CNY"
    small = table(("a", "b"), [("1", "2")])
    assert seen(Group(small, plain([sentence])), capsys).splitlines()[-1] == sentence
    broken = seen(Group(small, prose([sentence])), capsys).splitlines()[2:]
    assert len(broken) > 2
    assert " ".join(line.strip() for line in broken) == sentence
    assert all(cell_len(line) <= 40 for line in broken)


def test_an_address_is_whole_and_a_reason_is_broken_between_words(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "50")
    address = "https://shop.example/" + "a" * 90
    assert f"  {address}\n" in seen(whole(("code", "url"), [("tea", address)]), capsys)
    drawn = seen(whole(("code", "rule", "source", "why"), [("tea", "x", LONG, LONG)], below=2, broken=True), capsys)
    assert all(cell_len(line) <= 50 for line in drawn.splitlines())
    assert " ".join(drawn.split()) == f"code rule source why tea x {LONG} {LONG}"
    short = seen(
        whole(("code", "rule", "source", "why"), [("tea", "x", "the law", LONG)], below=2, broken=True), capsys
    )
    assert short.splitlines()[1] == "tea   x     the law"


@pytest.mark.parametrize("width", [20, 40, 60])
@pytest.mark.parametrize(
    "line",
    [
        "第 3 笔打款（2026-10-01）：总额 1,369,358.09，手续费 0.00，税额 2,500.50，净额366,857.59元；4 笔佣金",
        "“tea” saw this product on 2026-11-25; it rests 7 days, until 2026-12-02 12:00",
        "  indented 1,234,567.89 CNY and 9,876,543.21 CNY and so on",
    ],
)
def test_a_sentence_is_broken_between_words_and_keeps_every_character(line: str, width: int) -> None:
    parts = wrapped(line, width)
    assert "".join("".join(parts).split()) == "".join(line.split())
    assert all(cell_len(part) <= width for part in parts)
    figures = re.findall(r"\d[\d,.:-]*\d", line)
    assert [one for part in parts for one in re.findall(r"\d[\d,.:-]*\d", part)] == figures
    assert all(part[0] == " " and part.strip()[0] not in "，。；：）" for part in parts[1:])


def test_a_command_in_a_sentence_stays_in_one_piece() -> None:
    command = "sharecli deal audit longjing-b1 --and-more words than there is room for"
    assert command in "\n".join(wrapped(f"check the cuts of the seed 7 with: {command}", 40))


def test_a_folded_cell_loses_nothing() -> None:
    for width in (8, 11, 20):
        parts = list(folded(LONG, width))
        assert "".join("".join(parts).split()) == "".join(LONG.split())
        assert all(cell_len(part) <= width for part in parts)
