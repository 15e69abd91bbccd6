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
        self.promised = False

    def live(self, random: Random) -> None:
        before, self.status = self.status, random.choice(NEXT[self.status])
        if before != SETTLED and self.status == SETTLED:
            self.settled = random.randint(1, self.estimate)  # never more than was promised, mostly less
        elif before == SETTLED and random.random() < 0.1:
            self.back = True  # the buyer got the money back after it was settled
        elif before == SETTLED and random.random() < 0.3:
            self.settled = random.randint(0, self.settled)  # or a part of it: the platform tells a smaller figure
        self.promised |= self.status in {PENDING, CONFIRMED, SETTLED}

    def row(self) -> Row:
        over = {"settled": _money(self.settled)} if self.status == SETTLED else {}
        claim = {"claim": "维权成功"} if self.back else {}
        estimate = 0 if self.status == VOID else self.estimate  # what is void is worth nothing any more
        return taobao(f"{7_000_000 + self.number}", self.status, estimate=_money(estimate), **over, **claim)

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

    def live_until(day: int) -> bytes:
        for one in lives:
            one.live(random)
        # A platform tells of all, in no order.
        report = paper([one.row() for one in random.sample(lives, LINES)])
        assert taken(run, tmp_path, report, "--as-of", f"2026-10-{day}")["problems"] == 0
        return report

    def again(report: bytes, day: int) -> None:
        result = taken(run, tmp_path, report, "--as-of", f"2026-10-{day}")
        assert (result["new"], result["updated"]) == (0, 0)

    reports = {day: live_until(day) for day in (10, 11, 12, 13)}
    # The last report comes once more, and one that is older than what came after it.
    again(reports[13], 13)
    again(reports[11], 11)

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
    (shrunk,) = json.loads(run("earnings", "shrink", "-F", "json").out)
    ended = [one for one in lives if one.promised and one.status in {SETTLED, VOID}]
    void = sum(one.status == VOID for one in ended)
    figures = tuple(_money(figure) for figure in (sum(one.estimate for one in ended), net))
    assert (shrunk["lines"], shrunk["void"], shrunk["promised"], shrunk["settled"]) == (len(ended), void, *figures)

    # What is paid is told anew, too, and owed back.
    again(live_until(15), 15)
    later, now = sum(one.net for one in lives), _total(run)
    assert now["settled"] + now["paid"] + now["reversed"] == now["earned"] == later
    again(reports[13], 13)
    assert _total(run) == now
    compared = json.loads(run("reconcile", "--platform", "taobao", "--period", "all", "-F", "json").out)
    assert sum(int(row["received"].replace(".", "")) for row in compared["rows"]) == net
    assert sum(int(row["settled"].replace(".", "")) for row in compared["rows"]) == later
    assert run("db", "check").code == 0
