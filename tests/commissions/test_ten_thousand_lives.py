"""Ten thousand random lives, told by one report after another: what came in is what goes out, to the last cent."""

import json
from pathlib import Path
from random import Random

import pytest

from commissions.papers import CONFIRMED, PENDING, SETTLED, VOID, Row, paper, taken, taobao
from conftest import Run

LINES = 10_000
NEXT = {
    PENDING: (PENDING, CONFIRMED, SETTLED, VOID),
    CONFIRMED: (CONFIRMED, SETTLED, VOID),
    SETTLED: (SETTLED,),
    VOID: (VOID,),
}


class Life:
    """One order, as its platform tells of it; amounts in cents."""

    def __init__(self, number: int, random: Random) -> None:
        self.number, self.status, self.back = number, PENDING, False
        self.estimate = random.randint(1, 20_000)
        self.settled = 0

    def live(self, random: Random) -> None:
        before, self.status = self.status, random.choice(NEXT[self.status])
        if before != SETTLED and self.status == SETTLED:
            self.settled = random.randint(1, self.estimate)  # never more than was promised, mostly less
        elif before == SETTLED and random.random() < 0.1:
            self.back = True  # the buyer got the money back after it was settled

    def row(self) -> Row:
        over = {"settled": _money(self.settled)} if self.status == SETTLED else {}
        claim = {"claim": "维权成功"} if self.back else {}
        return taobao(f"{7_000_000 + self.number}", self.status, estimate=_money(self.estimate), **over, **claim)

    @property
    def net(self) -> int:
        return 0 if self.back else self.settled


def _money(cents: int) -> str:
    return f"{'-' if cents < 0 else ''}{abs(cents) // 100}.{abs(cents) % 100:02d}"


def _total(run: Run) -> dict[str, int]:
    (row,) = json.loads(run("earnings", "-F", "json").out)["totals"]
    names = ("pending", "confirmed", "settled", "paid", "reversed", "earned")
    return {name: int(row[name].replace(".", "")) for name in names}


@pytest.mark.parametrize("seed", [20_261_123])
def test_whatever_ten_thousand_orders_live_through_the_sums_are_those_of_their_lives(
    run: Run, tmp_path: Path, seed: int
) -> None:
    random = Random(seed)  # noqa: S311 - the same lives every time
    lives = [Life(number, random) for number in range(LINES)]
    for day in (11, 12, 13):
        for one in lives:
            one.live(random)
        # A platform tells of all, in no order; the last report comes twice.
        rows = [one.row() for one in random.sample(lives, LINES)]
        assert taken(run, tmp_path, paper(rows), "--as-of", f"2026-10-{day}")["problems"] == 0
    again = taken(run, tmp_path, paper(rows), "--as-of", "2026-10-13")
    assert (again["new"], again["updated"]) == (0, 0)

    def promised(status: str) -> int:
        return sum(one.estimate for one in lives if one.status == status)

    net = sum(one.net for one in lives)
    now = _total(run)
    assert (now["pending"], now["confirmed"]) == (promised(PENDING), promised(CONFIRMED))
    assert now["settled"] + now["paid"] + now["reversed"] == now["earned"] == net
    paid = run("payout", "add", "--platform", "taobao", "--gross", _money(net), "--on", "2026-10-14", "-F", "json")
    assert paid.code == 0, paid.err
    after = _total(run)
    assert (after["earned"], after["settled"]) == (net, 0)
    assert after["paid"] + after["reversed"] == net
    assert run("reconcile", "--platform", "taobao", "--period", "all").code == 0
    assert run("db", "check").code == 0
