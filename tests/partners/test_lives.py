"""Random lives of commissions, terms and payments: shares and what is left are the commission, to the last micro."""

import json
from fractions import Fraction
from math import trunc
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import HealthCheck, settings, strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from typer.testing import CliRunner

from commissions.papers import CONFIRMED, PENDING, SETTLED, SHOPEE, VOID, paper, shopee, taobao
from conftest import NOW
from sharecli.app import app
from sharecli.money import micros_of
from sharecli.shell.desk import Desk

PEOPLE = ("bo", "ling", "mei")
CENTS = st.integers(1, 5000)
DAYS = st.integers(1, 15)
PERCENT = st.integers(1, 100)
STATES = {PENDING: "pending", CONFIRMED: "confirmed", SETTLED: "settled", VOID: "void"}
LEADS = {
    ("pending", "confirm"): "confirmed", ("pending", "settle"): "settled", ("pending", "hold"): "held",
    ("pending", "void"): "void", ("confirmed", "settle"): "settled", ("confirmed", "hold"): "held",
    ("confirmed", "void"): "void", ("held", "void"): "void", ("void", "settle"): "settled",
}  # fmt: skip


def money(cents: int) -> str:
    return f"{'-' if cents < 0 else ''}{abs(cents) // 100}.{abs(cents) % 100:02d}"


def share(micros: int, percent: int) -> int:
    return trunc(Fraction(micros * percent, 100))


class Lives(RuleBasedStateMachine):
    """A model that looks everything up by hand, beside the real file."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        self.home = Path(self.folder.name)
        self.lines: dict[str, dict[str, Any]] = {}
        self.terms: dict[str, list[dict[str, Any]]] = {one: [] for one in PEOPLE}
        self.paid: dict[int, tuple[str, str, int]] = {}
        self.codes: dict[str, str] = {}

    def teardown(self) -> None:
        assert self.run("db", "check")[0] == 0
        self.folder.cleanup()

    def run(self, *words: str) -> tuple[int, Any]:
        desk = Desk(self.home / "x.db", clock=lambda: NOW)
        try:
            said = CliRunner().invoke(app, [*words], obj=desk, catch_exceptions=False)
        finally:
            desk.close()
        return said.exit_code, json.loads(said.stdout) if said.stdout.startswith(("{", "[")) else said.stderr

    @initialize()
    def friends(self) -> None:
        url = "https://item.taobao.com/item.htm?id=6100"
        assert self.run("product", "add", url, "--title", "龙井", "--code", "tea", "--price", "129")[0] == 0
        for one in PEOPLE:
            assert self.run("person", "add", one.capitalize(), "--word", one)[0] == 0
            (link,) = self.run("link", "new", "tea", "-c", "qq", "--person", one, "-F", "json")[1]
            self.codes[one] = link["code"]
        assert (
            self.run("partner", "add", "mei", "--rate", "40%", "--second-rate", "15%", "--from", "2026-10-03")[0] == 0
        )
        self.terms["mei"].append({"from": 3, "until": None, "rate": 40, "second": 15, "by": ""})

    @rule(who=st.sampled_from([*PEOPLE, ""]), cents=CENTS, day=DAYS, status=st.sampled_from(list(STATES)))
    def sale(self, who: str, cents: int, day: int, status: str) -> None:
        order = f"T-{len(self.lines)}"
        words = {"estimate": money(cents), "ordered": f"2026-10-{day:02} 00:00:00", "place": self.codes.get(who, "?")}
        if status == SETTLED:
            words["settled"] = money(cents)
        self.report(paper([taobao(order, status, **words)]))
        self.keep(order, who, day, "CNY", cents * 10_000, STATES[status])

    @rule(who=st.sampled_from(PEOPLE), micros=st.integers(1, 10**9))
    def sale_abroad(self, who: str, micros: int) -> None:
        micros = micros // 10 * 10  # five decimals
        order = f"S-{len(self.lines)}"
        amount = f"{micros // 1_000_000}.{micros % 1_000_000:06d}"[:-1]
        row = {"sub1": self.codes[who], "total": amount, "net": amount, "ordered": "2026-10-10 00:00:00"}
        self.report(paper([shopee(order, amount, **row)], SHOPEE))
        self.keep(order, who, 10, "PHP", micros, "settled")

    def report(self, content: bytes) -> None:
        path = self.home / "report.csv"
        path.write_bytes(content)
        assert self.run("commission", "import", str(path), "-F", "json")[0] == 0

    def keep(self, order: str, who: str, day: int, currency: str, micros: int, state: str) -> None:
        self.lines[order] = {
            "who": who, "day": day, "currency": currency, "estimate": micros, "state": state, "adjusted": 0,
            "settled": micros if state == "settled" else 0,
        }  # fmt: skip

    @precondition(lambda self: self.lines)
    @rule(data=st.data(), verb=st.sampled_from(["confirm", "settle", "hold", "void"]), cents=CENTS)
    def step(self, data: st.DataObject, verb: str, cents: int) -> None:
        order, mine = data.draw(st.sampled_from(sorted(self.lines.items(), key=lambda one: one[0])))
        words = {"settle": ("--amount", money(cents)), "void": ("--reason", "order_canceled")}.get(verb, ())
        code, _said = self.run("commission", verb, order, *words, "-F", "json")
        assert (code == 0) == ((mine["state"], verb) in LEADS)
        if code == 0:
            mine["state"] = LEADS[mine["state"], verb]
            mine["settled"] = cents * 10_000 if verb == "settle" else mine["settled"]

    @precondition(lambda self: self.lines)
    @rule(data=st.data(), cents=st.integers(-5000, 5000).filter(bool))
    def adjust(self, data: st.DataObject, cents: int) -> None:
        order, mine = data.draw(st.sampled_from(sorted(self.lines.items(), key=lambda one: one[0])))
        words = ("--amount", money(cents), "--reason", "refund" if cents < 0 else "correction")
        code, _said = self.run("commission", "adjust", order, *words, "-F", "json")
        assert (code == 0) == (mine["state"] == "settled")
        mine["adjusted"] += cents * 10_000 if code == 0 else 0

    @rule(
        who=st.sampled_from(PEOPLE), rate=PERCENT, second=st.none() | PERCENT, day=DAYS,
        long=st.none() | st.integers(0, 9), by=st.sampled_from([None, "", *PEOPLE]),
    )  # fmt: skip
    def agree(self, who: str, rate: int, second: int | None, day: int, long: int | None, by: str | None) -> None:
        held = next((one for past in range(day, 0, -1) if (one := self.on(who, past))), None)
        before = held or next((one for one in reversed(self.terms[who]) if one["rate"]), None)
        words = ["terms" if before else "add", who, "--rate", f"{rate}%", "--from", f"2026-10-{day:02}"]
        words += ["--second-rate", f"{second}%"] if second else []
        words += ["--until", f"2026-10-{day + long:02}"] if long is not None else []
        words += ["--invited-by", by] if by else ["--no-inviter"] if by == "" and before else []
        row = {
            "from": day, "until": day + long if long is not None else None, "rate": rate,
            "second": second or (before["second"] if before else 0),
            "by": by if by is not None else before["by"] if before else "",
        }  # fmt: skip
        was = self.shares()
        code, _said = self.run("partner", *words)
        if code == 0:
            self.terms[who].append(row)
            self.kept(who, was, first=before is None)

    @rule(who=st.sampled_from(PEOPLE), day=DAYS)
    def end(self, who: str, day: int) -> None:
        was = self.shares()
        if self.run("partner", "end", who, "--on", f"2026-10-{day:02}")[0] == 0:
            self.terms[who].append({"from": day + 1, "until": None, "rate": 0, "second": 0, "by": ""})
            self.kept(who, was, first=False)

    def kept(self, who: str, was: dict[str, dict[str, int]], *, first: bool) -> None:
        """What was reckoned of a sale for somebody is never changed by later terms of theirs."""
        now = self.shares()
        for order, some in was.items():
            if who in some and not first:
                assert now[order][who] == some[who]

    @rule(
        who=st.sampled_from(PEOPLE), unit=st.sampled_from(["CNY", "PHP"]), cents=st.none() | CENTS, ahead=st.booleans()
    )
    def pay(self, who: str, unit: str, cents: int | None, ahead: bool) -> None:  # noqa: FBT001 - a drawn value
        balance = self.balances().get((who, unit), 0)
        words = ["--amount", money(cents)] if cents else ["--all"]
        code, said = self.run(
            "partner", "pay", who, *words, "--currency", unit, "-F", "json", *(["--ahead"] if ahead else [])
        )
        wanted = cents * 10_000 if cents else balance // 10_000 * 10_000
        if not self.terms[who]:
            assert code == 3
        elif wanted <= 0 or (wanted > balance and not ahead):
            assert code == 1
        else:
            assert code == 0
            assert micros_of(said["amount"]) == wanted
            self.paid[said["id"]] = (who, unit, wanted)

    @precondition(lambda self: self.paid)
    @rule(data=st.data())
    def unpay(self, data: st.DataObject) -> None:
        number = data.draw(st.sampled_from(sorted(self.paid)))
        assert self.run("partner", "unpay", str(number), "--reason", "typed twice")[0] == 0
        del self.paid[number]

    def on(self, who: str, day: int) -> dict[str, Any] | None:
        """The newest row that reaches the day; behind a last day only what begins later holds."""
        found: dict[str, Any] | None = None
        for one in self.terms.get(who, []):
            if one["from"] <= day and (one["until"] is None or day <= one["until"]):
                found = one
            elif one["from"] <= day and found and found["from"] <= one["until"]:
                found = None
        return found if found and found["rate"] else None

    def shares(self) -> dict[str, dict[str, int]]:
        """Percent by order and person."""
        found: dict[str, dict[str, int]] = {}
        for order, mine in self.lines.items():
            found[order] = {}
            if first := self.on(mine["who"], mine["day"]):
                found[order][mine["who"]] = first["rate"]
                if (second := self.on(first["by"], mine["day"])) and second["second"]:
                    found[order][first["by"]] = second["second"]
            assert sum(found[order].values()) <= 100
        return found

    def net(self, mine: dict[str, Any]) -> int:
        return int(mine["settled"] + mine["adjusted"]) if mine["state"] == "settled" else 0

    def balances(self) -> dict[tuple[str, str], int]:
        found: dict[tuple[str, str], int] = {}
        for order, some in self.shares().items():
            mine = self.lines[order]
            for who, percent in some.items():
                key = who, mine["currency"]
                found[key] = found.get(key, 0) + share(self.net(mine), percent)
        for who, unit, micros in self.paid.values():
            found[who, unit] = found.get((who, unit), 0) - micros
        return found

    @invariant()
    def the_books_balance(self) -> None:
        if not self.codes:
            return
        _code, data = self.run("partner", "list", "-F", "json")
        rows = [one for one in data["rows"] if one["currency"]]
        found = {(one["partner"], one["currency"]): micros_of(one["owed"]) + micros_of(one["carried"]) for one in rows}
        wanted = self.balances()
        assert wanted == {key: micros for key, micros in found.items() if micros or key in wanted}
        _code, gross = self.run("earnings", "-F", "json")
        assert {one["currency"]: one["earned"] for one in gross["totals"]} == {
            one["currency"]: one["earned"] for one in data["totals"]
        }
        for one in data["totals"]:
            unit = one["currency"]
            left = sum(self.net(mine) for mine in self.lines.values() if mine["currency"] == unit)
            theirs = sum(share(self.net(self.lines[order]), percent) for order, some in self.shares().items()
                         for percent in some.values() if self.lines[order]["currency"] == unit)  # fmt: skip
            assert (micros_of(one["partners"]), micros_of(one["left"])) == (theirs, left - theirs)

    @invariant()
    def a_statement_adds_up_and_follows_the_one_before(self) -> None:
        for who in PEOPLE:
            if not self.terms[who]:
                continue
            ends: dict[str, str] = {}
            for span in ("1900-01-01..2026-10-09", "2026-10-10..2026-10-15", "2026-10-16..2027-12-31"):
                _code, made = self.run("partner", "statement", who, "--period", span, "-F", "json")
                for one in made["sums"]:
                    unit = one["currency"]
                    rows = [row for row in made["rows"] if row["currency"] == unit]
                    assert rows[0]["amount"] == one["opening"] == ends.get(unit, "0.00")
                    assert rows[-1]["amount"] == one["closing"]
                    assert sum(micros_of(row["amount"]) for row in rows[:-1]) == micros_of(one["closing"])
                    ends[unit] = one["closing"]
            wanted = {unit: micros for (person, unit), micros in self.balances().items() if person == who}
            assert {unit: micros_of(said) for unit, said in ends.items() if micros_of(said)} == {
                unit: micros for unit, micros in wanted.items() if micros
            }


TestLives = Lives.TestCase
TestLives.settings = settings(
    max_examples=10, stateful_step_count=16, deadline=None, suppress_health_check=list(HealthCheck)
)
