"""What a request is: judged over a labelled set of real user agents, whose figures are printed."""

import sys
import tomllib
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import pytest

from sharecli.clicks import classes
from sharecli.clicks.classes import Judged, how_of, judged, kind_of
from sharecli.clicks.lines import NO_AGENT
from sharecli.clicks.model import Kind

AGENTS = Path(__file__).with_name("agents.tsv")


CUBOT = (
    "Mozilla/5.0 (Linux; Android 14; CUBOT X70) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Mobile "
    "Safari/537.36"
)
LIAR = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 "
    "MicroMessenger/8.0.42 (compatible; EvilBot/1.0; +https://evil.example/bot)"
)


class Known(NamedTuple):
    label: str
    app: str
    agent: str
    source: str


def labelled() -> list[Known]:
    return [Known(*line.split("\t")) for line in AGENTS.read_text("utf-8").splitlines()[1:]]


def test_at_least_120_real_agents_are_judged_and_the_figures_printed(capsys: pytest.CaptureFixture[str]) -> None:
    known = labelled()
    assert len({one.agent for one in known}) == len(known) >= 120
    assert all(one.source for one in known)
    table = Counter((one.label, judged(one.agent).kind.value) for one in known)
    with capsys.disabled():
        say = sys.stdout.write
        say(f"\n{len(known)} user agents: label (down), judged (across)\n")
        columns = [kind.value for kind in Kind if any(said == kind for _label, said in table)]
        say("".join(f"{word:>10}" for word in ("", *columns, "\n")))
        for label in ("human", "preview", "bot"):
            say("".join(f"{word:>10}" for word in (label, *(table[label, said] for said in columns), "\n")))
    called_machines = sum(count for (label, said), count in table.items() if label == "human" and said != "human")
    missed = sum(count for (label, said), count in table.items() if label != "human" and said == "human")
    assert called_machines <= 1
    assert missed <= 5


def test_the_app_a_person_came_in_is_a_column_of_its_own() -> None:
    wrong = [(one.app, judged(one.agent).app) for one in labelled() if one.label == "human"]
    assert [pair for pair in wrong if pair[0] != pair[1]] == []


IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148"


@pytest.mark.parametrize("tail", ["XiaoHongShu/8.40", "xiaohongshu", "discover/8.25.0", "discover/8.25.0 NetType/WIFI"])
def test_xiaohongshu_is_known_however_it_spells_itself(tail: str) -> None:
    assert judged(f"{IPHONE} {tail}") == Judged(Kind.human, "Xiaohongshu")
    assert judged(f"{IPHONE} rediscover/8.25.0").app == ""


def test_previews_are_no_crawlers_and_say_whose_they_are() -> None:
    previews = [one for one in labelled() if one.label == "preview"]
    assert {judged(one.agent).kind for one in previews} == {Kind.preview}
    assert {judged(one.agent).app for one in previews} >= {"iMessage", "LINE", "KakaoTalk", "WhatsApp", "Slack"}


@pytest.mark.parametrize(
    ("agent", "kind"),
    [
        ("", Kind.bot), ("-", Kind.bot), ("   ", Kind.bot), ("okhttp/4.12.0", Kind.bot),
        ("SomeApp/1.0", Kind.unknown), ("\x1b[31m", Kind.unknown), ("x" * 100_000, Kind.unknown),
        (CUBOT, Kind.human), (LIAR, Kind.bot),
        ("Mozilla/5.0", Kind.bot), ("Mozilla/4.0 ", Kind.bot), ("Mozilla", Kind.bot), ("Mozilla/5.0 ()", Kind.bot),
        ("Opera/9.80", Kind.bot), ("Mozilla/5.0 (X11; Linux) Chrome/1", Kind.human), (NO_AGENT, Kind.unknown),
    ],
)  # fmt: skip
def test_what_says_nothing_or_lies_is_not_a_person(agent: str, kind: Kind) -> None:
    assert judged(agent).kind is kind


def test_head_and_fetching_ahead_are_known_by_how_they_ask() -> None:
    person = Judged(Kind.human, "WeChat")
    assert kind_of("head", person) is Kind.head
    assert kind_of("prefetch", person) is Kind.prefetch
    assert kind_of("get", person) is Kind.human
    assert how_of("HEAD") == "head"
    assert how_of("GET", {"sec-purpose": "prefetch;prerender"}) == "prefetch"
    assert how_of("GET", [("x-moz", "Prefetch")]) == "prefetch"
    assert how_of("GET", {"purpose": "shopping", "accept": "prefetch"}) == "get"


def test_no_rule_captures_and_every_rule_is_a_regular_expression() -> None:
    data = tomllib.loads(Path(classes.__file__).with_name("agents.toml").read_text("utf-8"))
    import re

    rules = {name: rule for part in ("preview", "machine", "in-app") for name, rule in data[part].items()}
    assert [name for name, rule in rules.items() if re.compile(rule).groups] == []
