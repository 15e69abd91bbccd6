"""Random lives of commissions, by hand, by reports and by payouts: what came in is what went out, to the last micro."""

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import HealthCheck, settings, strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, initialize, invariant, multiple, rule
from typer.testing import CliRunner

from commissions.papers import SETTLED, paper, taobao
from conftest import NOW
from sharecli.app import app
from sharecli.shell.desk import Desk
from sharecli.store.open import Store

LEADS = {
    ("pending", "confirm"): "confirmed", ("pending", "settle"): "settled", ("pending", "hold"): "held",
    ("pending", "void"): "void", ("confirmed", "settle"): "settled", ("confirmed", "hold"): "held",
    ("confirmed", "void"): "void", ("held", "void"): "void", ("void", "settle"): "settled",
}  # fmt: skip
EARNED = {"settled", "paid"}
CENTS = st.integers(1, 5000)


def money(cents: int) -> str:
    return f"{'-' if cents < 0 else ''}{abs(cents) // 100}.{abs(cents) % 100:02d}"


class Lives(RuleBasedStateMachine):
    """A model in whole cents beside the real file."""

    lines = Bundle("lines")
    payouts = Bundle("payouts")

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        self.path = Path(self.folder.name) / "x.db"
        self.stands: dict[str, dict[str, Any]] = {}
        self.paid: dict[int, dict[str, Any]] = {}

    def teardown(self) -> None:
        assert self.run("db", "check")[0] == 0
        self.folder.cleanup()

    def run(self, *words: str) -> tuple[int, Any]:
        desk = Desk(self.path, clock=lambda: NOW)
        try:
            said = CliRunner().invoke(app, [*words], obj=desk, catch_exceptions=False)
        finally:
            desk.close()
        return said.exit_code, json.loads(said.stdout) if said.stdout.startswith(("{", "[")) else said.stderr

    @initialize()
    def a_product(self) -> None:
        url = "https://item.taobao.com/item.htm?id=6100"
        assert self.run("product", "add", url, "--title", "龙井", "--code", "tea", "--price", "129")[0] == 0

    @rule(target=lines, cents=CENTS, state=st.sampled_from(["pending", "confirmed", "settled"]))
    def add(self, cents: int, state: str) -> str:
        order = f"A-{len(self.stands)}"
        words = ("commission", "add", "tea", "--amount", money(cents), "--order", order, "--on", "2026-10-01")
        assert self.run(*words, "--state", state)[0] == 0
        settled = cents if state == "settled" else None
        self.stands[order] = {"state": state, "estimate": cents, "settled": settled, "before": state, "adjusted": 0}
        self.stands[order] |= {"refunds": 0, "received": 0}
        return order

    @rule(line=lines, verb=st.sampled_from(["confirm", "settle", "hold", "void"]), cents=CENTS)
    def step(self, line: str, verb: str, cents: int) -> None:
        mine = self.stands[line]
        words = {"settle": ("--amount", money(cents)), "void": ("--reason", "order_canceled")}.get(verb, ())
        code, said = self.run("commission", verb, line, *words, "-F", "json")
        if (mine["state"], verb) not in LEADS:
            assert code == 1
            assert said.startswith("error[state-forbids]")
            return
        assert code == 0
        if mine["state"] in {"pending", "confirmed"}:
            mine["before"] = mine["state"]
        mine["state"] = LEADS[mine["state"], verb]
        if verb == "settle":
            mine["settled"] = cents

    @rule(line=lines)
    def release(self, line: str) -> None:
        mine = self.stands[line]
        code, _said = self.run("commission", "release", line, "-F", "json")
        assert code == (0 if mine["state"] == "held" else 1)
        if mine["state"] == "held":
            mine["state"] = mine["before"]

    @rule(line=lines, cents=CENTS, sign=st.sampled_from([1, -1]))
    def adjust(self, line: str, cents: int, sign: int) -> None:
        mine = self.stands[line]
        words = ("--amount", money(sign * cents), "--reason", "correction")
        code, _said = self.run("commission", "adjust", line, *words, "-F", "json")
        assert code == (0 if mine["state"] in EARNED else 1)
        if code == 0:
            mine["adjusted"] += sign * cents

    @rule(line=lines, share=st.integers(0, 129))
    def refund(self, line: str, share: int) -> None:
        mine = self.stands[line]
        words = ("commission", "adjust", line, "--refunded", str(share), "--of", "129", "-F", "json")
        code, _said = self.run(*words)
        if mine["state"] not in EARNED:
            assert code == 1
            return
        if share < mine.get("share", 0):
            assert code == 2
            return
        assert code == 0
        mine["share"] = share
        whole = max(mine["settled"] + mine["adjusted"] + mine["refunds"], 0)
        back = max(whole * share // 129 - mine["refunds"], 0)
        mine["adjusted"] -= back
        mine["refunds"] += back
        if share == 129:
            assert mine["settled"] + mine["adjusted"] <= 0

    @rule(line=lines, cents=CENTS)
    def report(self, line: str, cents: int) -> None:
        """A report settles the line, or says what is known, or corrects a line that was never adjusted."""
        mine = self.stands[line]
        if mine["state"] in EARNED:
            cents = mine["settled"]
        path = Path(self.folder.name) / f"{line}-{cents}.csv"
        amounts = {"estimate": money(mine["estimate"]), "settled": money(cents), "ordered": "2026-10-01 00:00:00"}
        path.write_bytes(paper([taobao(line, SETTLED, **amounts)]))
        assert self.run("commission", "import", str(path), "-F", "json")[0] == 0
        if mine["state"] not in EARNED:
            mine["state"], mine["settled"] = "settled", cents

    @rule(target=payouts, off=st.integers(-100, 100))
    def payout(self, off: int) -> Any:
        due = {line: self.owed(line) for line, mine in self.stands.items() if mine["state"] in EARNED}
        due = {line: cents for line, cents in due.items() if cents or self.stands[line]["state"] == "settled"}
        gross = sum(due.values()) + off
        words = ("payout", "add", "--platform", "taobao", "--gross", money(gross), "--as-they-are")
        code, row = self.run(*words, "-F", "json")
        assert code == 0
        covered = {one["order"]: round(float(one["amount"]) * 100) for one in row["rows"]}
        # All of it, or what adds up to the payout exactly.
        assert covered == due or (sum(covered.values()) == gross and covered.items() <= due.items())
        self.take(row["id"], covered, gross)
        return row["id"]

    @rule(target=payouts, line=lines, cents=CENTS)
    def payout_of_a_part(self, line: str, cents: int) -> Any:
        words = ("payout", "add", "--platform", "taobao", "--gross", money(cents), "--line", f"{line}={money(cents)}")
        code, row = self.run(*words, "-F", "json")
        if self.stands[line]["state"] not in EARNED:
            assert code == 1
            return multiple()
        assert code == 0
        self.take(row["id"], {line: cents}, cents)
        return row["id"]

    @rule(payout=consumes(payouts))
    def void_payout(self, payout: int) -> None:
        assert self.run("payout", "void", str(payout), "--reason", "typed twice", "-F", "json")[0] == 0
        mine = self.paid.pop(payout)
        for line, cents in mine["lines"].items():
            self.stands[line]["received"] -= cents
            others = any(line in one["lines"] for one in self.paid.values())
            if self.stands[line]["state"] == "paid" and not (others and self.all_there(line)):
                self.stands[line]["state"] = "settled"

    def take(self, payout: int, covered: dict[str, int], gross: int) -> None:
        self.paid[payout] = {"lines": covered, "gross": gross}
        for line, cents in covered.items():
            mine = self.stands[line]
            mine["received"] += cents
            if mine["state"] == "settled" and self.all_there(line):
                mine["state"] = "paid"

    def all_there(self, line: str) -> bool:
        return self.owed(line) <= 0 if self.net(line) >= 0 else self.owed(line) >= 0

    def owed(self, line: str) -> int:
        return self.net(line) - int(self.stands[line]["received"])

    def net(self, line: str) -> int:
        mine = self.stands[line]
        return int(mine["settled"] + mine["adjusted"]) if mine["state"] in EARNED else 0

    @invariant()
    def money_in_is_money_out(self) -> None:
        if not self.path.exists():
            return
        store = Store(self.path)
        try:
            rows = {row["order_id"]: row for row in store.reader.execute("SELECT * FROM commission_balances")}
            history = dict(
                tuple(row)
                for row in store.reader.execute(
                    "SELECT commission_id, coalesce(sum(adjustment_micros), 0) FROM commission_history GROUP BY 1"
                )
            )
            paid = store.reader.execute(
                "SELECT coalesce(sum(covered_micros), 0) FROM payouts WHERE voided_at IS NULL"
            ).fetchone()[0]
        finally:
            store.close()
        for line, mine in self.stands.items():
            row = rows[line]
            assert row["owed_micros"] == (self.owed(line) * 10_000 if mine["state"] in EARNED else 0)
            assert row["state"] == mine["state"], line
            assert row["adjusted_micros"] == mine["adjusted"] * 10_000 == history[row["id"]]
            assert row["received_micros"] == mine["received"] * 10_000
            if mine["state"] in EARNED:
                assert (row["settled_micros"] or 0) + row["adjusted_micros"] == self.net(line) * 10_000
        assert paid == sum(sum(one["lines"].values()) for one in self.paid.values()) * 10_000
        _code, data = self.run("earnings", "-F", "json")
        earned = sum(self.net(line) for line in self.stands)
        assert [one["earned"] for one in data["totals"]] == ([money(earned)] if self.stands else [])


TestLives = Lives.TestCase
TestLives.settings = settings(
    max_examples=15, stateful_step_count=18, deadline=None, suppress_health_check=list(HealthCheck)
)
