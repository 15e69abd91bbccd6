"""A rich shop on narrow terminals: every reading command says its figures whole, in English and in Chinese."""

import json
import re
import shlex
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len

from commissions.papers import PENDING, SETTLED, Row, paper, taobao
from conftest import Run
from factories import kept_product
from sharecli import language
from sharecli.money import separated

LONG = "West Lake Longjing 明前龙井茶, hand-fired by the family that has fired it for three hundred years"
NAME = "Xiaohong 小红书 of the Very Long Name in Wuyishan"

READING = """
product list | product show longjing | link list | link show tea | group list | group show tea-friends
person list | person show xiaohong | person due | person tree | content list | content show spring
share log | share next --seed 1 | share plan --seed 1 | caption templates
commission list | commission list --unmatched | commission show 1 | commission due | commission batches
payout list | payout show 1 | reconcile --platform taobao --period all
partner list | partner show xiaohong
partner statement xiaohong | partner statement xiaohong --period 2026-10
earnings | earnings --by channel --by product --by platform | earnings --by day --by channel | earnings --chart
earnings --by month --chart | earnings --by platform --compare previous --period 2026-10
earnings shrink --by platform | earnings forecast | earnings tax --year 2026
earnings funnel --by product | earnings goal | caption lint caption.txt -c wechat-group
deal list | deal show longjing-g1 | deal show longjing-b1 | deal audit longjing-b1
deal simulate group longjing --price 1234567 --size 3 --people 100 --conversion 5%
deal simulate bargain longjing --floor 1234567 --helpers 4 --people 10 --conversion 40%
rate list | config list | clicks show | backend list |
"""

_FIGURE = re.compile(r"(?<![\w.,-])(?:-?\d[\d,]*\.\d\d+|\d{12,}|\d{4}-\d\d-\d\d(?: \d\d:\d\d)?)(?![\d.,]*\d)")
"""An amount, an order's number, a day."""
_COLOURS = re.compile(r"\x1b\[[0-9;]*m")


@pytest.fixture
def shop(run: Run, db: Path, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Seven-digit amounts, long names, and something in every room."""
    monkeypatch.chdir(home)
    db.parent.mkdir(parents=True)
    kept_product(db)
    orders: list[Row] = []
    for number in range(4):
        money = f"{1_234_567 + number}.89"
        row = {"ordered": f"2026-10-0{number + 1} 12:00:00", "estimate": money, "place": "tea", "title": LONG}
        orders.append(taobao(f"116800000000000010{number}", SETTLED, **row, settled=money))
    orders.append(taobao("1168000000000000199", PENDING, ordered="2026-10-12 12:00:00", estimate="2345678.90"))
    Path("report.csv").write_bytes(paper(orders))
    Path("caption.txt").write_text(f"转发有礼 {LONG} 点击助力\n", "utf-8")
    for line in f"""
        config set base-url https://go.example.shop
        product edit longjing --title "{LONG}" --price 2345678.90 --commission 10%
        person add "{NAME}" --word xiaohong --stage advocate --interest tea --note "{LONG}" --next 2026-10-15
        person add "Ann 安" --word ann --referred-by xiaohong
        partner add xiaohong --rate 33.33% --from 2026-10-01
        partner add ann --rate 20% --from 2026-10-01 --invited-by xiaohong
        group add "{NAME}" --word tea-friends -c wechat-group --interest tea
        content add spring --kind review --title "{LONG}"
        link new longjing -c wechat-moments --person xiaohong --code tea --campaign spring
        commission import report.csv
        commission add longjing --amount 7654321.09 --order 77 --channel wechat-moments
        commission hold 5
        commission confirm 6
        commission adjust 1 --amount -1234.56 --reason tracking_error
        payout add --platform taobao --gross 3703704.67 --fee 1000.25 --tax 2500.50 --on 2026-10-14 --as-they-are
        partner pay xiaohong --amount 1000 --on 2026-10-14 --reference "{LONG[:40]}"
        share longjing --group tea-friends --no-poster --force
        deal group open longjing --price 1234567 --size 3 --hours 240
        deal group join longjing-g1 xiaohong
        deal bargain open longjing --from 2345678.90 --floor 1234567 --helpers 4 --hours 240 --seed 7
        deal bargain cut longjing-b1 ann
        rate set USD CNY 7.123456 --on 2026-10-01
        earnings goal set 2026-10 9876543.21
        """.strip().splitlines():  # fmt: skip
        said = run(*shlex.split(line))
        assert said.code == 0, f"{line}\n{said.err}"


def seen(run: Run, monkeypatch: pytest.MonkeyPatch, line: str, width: int) -> str:
    """What a command draws on so wide a terminal."""
    monkeypatch.setenv("COLUMNS", str(width))
    said = run(*shlex.split(line))
    assert said.code == (1 if line.startswith(("reconcile", "caption lint")) else 0), f"{line}\n{said.err}"
    return _COLOURS.sub("", said.out)


def amounts(data: Any) -> set[str]:
    """The decimal numbers in an answer of the JSON contract, as people read them; nothing is said of zeros."""
    if isinstance(data, dict | list):
        return {one for value in (data.values() if isinstance(data, dict) else data) for one in amounts(value)}
    found = re.fullmatch(r"-?\d+\.\d+", data) if isinstance(data, str) else None
    return {separated(data)} if found and Decimal(data) else set()


@pytest.mark.usefixtures("shop")
@pytest.mark.parametrize("terminal", [False, True], ids=["pipe", "terminal"])
@pytest.mark.parametrize("width", [60, 80])
@pytest.mark.parametrize("speech", ["en", "zh_CN"])
def test_every_figure_is_whole_and_every_line_fits(
    run: Run, monkeypatch: pytest.MonkeyPatch, speech: str, width: int, *, terminal: bool
) -> None:
    if terminal:
        monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("SHARECLI_LANG", speech)
    language.chosen.cache_clear()
    wrong, compared = [], 0
    for line in (one.strip() for one in re.split(r"[|\n]", READING.strip())):
        drawn, roomy = seen(run, monkeypatch, line, width), seen(run, monkeypatch, line, 400)
        whole = set(_FIGURE.findall(roomy))
        told = json.loads(run(*shlex.split(line), "-F", "json").out) if line else {}
        compared += len(whole & amounts(told))
        if lost := {one for one in whole if one not in set(_FIGURE.findall(drawn))}:
            wrong.append(f"{line}: {sorted(lost)} is not in\n{drawn}")
        # What is to be copied, a command or an address, is left for the terminal to wrap.
        wide = [
            one for one in drawn.splitlines() if cell_len(one) > width and not re.search("sharecli |[:~]?//?\\S", one)
        ]
        if wide:
            wrong.append(f"{line}: wider than {width} cells:\n" + "\n".join(wide))
    assert not wrong, "\n\n".join(wrong)
    assert compared > 60  # so many amounts of the JSON are on the screens
