"""What is written is read by others: rules by their grammar, pages by a browser's parser; and by our own reader."""

import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from conftest import Run
from redirects.publish_sites import BASE, HOSTILE, NEVER, a_file, links, many
from sharecli.redirects.publishing import reading
from sharecli.redirects.publishing.engines import To, engine
from sharecli.redirects.publishing.manifest import NAME
from sharecli.redirects.publishing.model import Plan, Target, Why, legal, plan
from sharecli.redirects.publishing.writing import Site, script_text, written

RULE = re.compile(r"(?P<from>/[A-Za-z0-9/._~-]*\*?) (?P<to>https?://[!-~]+|/[!-~]*) (?P<status>\d{3})(?P<force>!?)")
SITE = Site(BASE, "/var/log/links.json")


def hostile() -> dict[str, str]:
    return {code: there for code, (_raw, there) in HOSTILE.items()}


@pytest.mark.parametrize(("to", "force"), [("cloudflare", ""), ("netlify", "!")])
@pytest.mark.parametrize("prefix", ["", "/go"])
def test_rules_are_what_the_grammar_allows_and_static_ones_come_first(
    run: Run, home: Path, db: Path, to: str, force: str, prefix: str
) -> None:
    a_file(run, BASE + prefix)
    short = {code: pair for code, pair in HOSTILE.items() if code != "long"}
    links(db, {code: raw for code, (raw, _there) in short.items()} | NEVER | many(500))
    said = run("publish", "--to", to, str(home / "out"))
    assert said.code == 0, said.err
    assert f"note: {len(NEVER)} links are left out: no web address to lead to" in said.err
    text = (home / "out" / "_redirects").read_text("ascii")
    rules = [RULE.fullmatch(line) for line in text.splitlines() if not line.startswith("#")]
    assert all(rules)
    found = [rule for rule in rules if rule]
    away = [rule for rule in found if not rule["to"].startswith("/")]
    assert {rule["from"]: rule["to"] for rule in away} == {
        f"{prefix}/{code}": there
        for code, there in ({code: there for code, (_raw, there) in short.items()} | many(500)).items()
    }
    assert {(rule["status"], rule["force"]) for rule in away} == {("302", force)}
    assert not any("*" in rule["from"] for rule in away)
    assert found[: len(away)] == away
    # The manifest lists every code: whoever guesses its name is led away.
    assert found[len(away) :][0]["from"].startswith(f"/{NAME}")
    assert (home / "out" / "404.html").read_text().startswith("<!doctype html>")


class Browser(HTMLParser):
    """What a browser would do with a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.script = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data: str) -> None:
        if self.tags and self.tags[-1][0] == "script":
            self.script += data

    def one(self, tag: str, **attrs: str) -> dict[str, str]:
        (found,) = [has for name, has in self.tags if name == tag and attrs.items() <= has.items()]
        return found


def test_a_page_leads_on_in_four_ways_and_holds_nothing_else(run: Run, home: Path, db: Path) -> None:
    a_file(run, f"{BASE}/repository")
    links(db, {code: raw for code, (raw, _there) in HOSTILE.items()} | NEVER)
    said = run("publish", "--to", "html", str(home / "out"))
    assert said.code == 0, said.err
    for code, there in hostile().items():
        page = Browser((home / "out" / f"{code}.html").read_text())
        assert page.one("meta", **{"http-equiv": "refresh"})["content"] == f"0; url={there}"
        assert page.one("link", rel="canonical")["href"] == there
        assert page.one("a")["href"] == there
        assert page.one("meta", name="robots")["content"] == "noindex"
        literal = re.fullmatch(r'location\.replace\("([^"\\<>&\']|\\u[0-9a-f]{4})*"\)\s*', page.script)
        assert literal, page.script
        assert page.script.strip()[17:-1].encode().decode("unicode_escape") == f'"{there}"'
        assert [tag for tag, _has in page.tags].count("script") == 1
    assert {one.stem for one in (home / "out").glob("*.html")} == {*HOSTILE, "404"}
    assert "noindex" in (home / "out" / "404.html").read_text()


def test_pages_speak_the_sellers_language(run: Run, home: Path, db: Path) -> None:
    a_file(run)
    links(db, many(1))
    assert run("publish", "--to", "html", str(home / "out")).code == 0
    assert '<html lang="en">' in (home / "out" / "k00000.html").read_text()


@pytest.mark.parametrize("to", To)
def test_every_engine_reads_back_what_was_written(to: To) -> None:
    kind = engine(to)
    wanted = {code: there for code, there in (hostile() | many(50)).items() if not kind.line or len(there) < 900}
    files = written(kind, wanted, SITE)
    assert reading.redirects(kind.grammar, files, prefix="") == wanted


def _swapped(text: str) -> str:
    return text.replace("/p/1?", "/p/2?", 1)


def _doubled(text: str) -> str:
    return "".join(line * (1 + ("/p/1?" in line)) for line in text.splitlines(keepends=True))


def _lost(text: str) -> str:
    return "".join(line for line in text.splitlines(keepends=True) if "/p/1?" not in line)


@pytest.mark.parametrize("spoil", [_swapped, _doubled, _lost])
@pytest.mark.parametrize("to", To)
def test_one_wrong_line_does_not_pass(to: To, spoil: Callable[[str], str]) -> None:
    kind = engine(to)
    files = written(kind, many(3), SITE)
    spoiled = {name: spoil(content.decode()).encode() for name, content in files.items()}
    assert spoiled != files
    try:
        found = reading.redirects(kind.grammar, spoiled, prefix="")
    except reading.Unclear:
        return
    assert found != many(3)


@pytest.mark.parametrize("value", ["$host", "${x}", "a${sharecli_dollar}$b"])
def test_a_variable_in_a_map_of_nginx_does_not_pass(value: str) -> None:
    files = {"sharecli-map.conf": f'map $sharecli_path $sharecli_to {{ "/a" "{value}"; }}'.encode()}
    with pytest.raises(reading.Unclear):
        reading.redirects("nginx", files, prefix="")


@given(st.text(st.characters(codec="utf-8"), max_size=60))
def test_an_address_is_made_of_legal_characters_alone_or_is_none(tail: str) -> None:
    there = legal(f"https://s.example/{tail}")
    assert re.fullmatch(r"[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=%-]*", there)
    assert legal(there) == there  # what is encoded stays
    assert bool(there) == (not re.search(r"[\x00-\x1f\x7f]", tail))


@given(st.text())
def test_nothing_ends_a_script(text: str) -> None:
    made = script_text(text)
    assert made.isascii()
    assert not set(made) & set("<>&'\n")
    assert made.startswith('"')


CODES = st.from_regex(r"[a-z0-9][a-z0-9-]{0,20}", fullmatch=True)
TAILS = st.text(st.sampled_from("""$;"'{}\\`#%&<>! :*/?=ü茶a1"""), max_size=30)


@given(st.dictionaries(CODES, TAILS, min_size=1, max_size=8))
def test_whatever_a_link_holds_is_read_back(raw: dict[str, str]) -> None:
    wanted = {code: legal(f"https://s.example/{tail}") for code, tail in raw.items() if code not in {"404", "index"}}
    for to in To:
        kind = engine(to)
        assert reading.redirects(kind.grammar, written(kind, wanted, SITE), prefix="") == wanted


def test_capitals_in_a_code_are_one_code_with_the_small_ones() -> None:
    made = plan([Target("TeA", 1, "taobao", "https://s.example/")], now="2026-10-15T04:00:00Z")
    assert made == Plan({"tea": "https://s.example/"}, {}, {})


def test_a_code_that_no_command_makes_is_left_out() -> None:
    odd = [Target(code, 1, "taobao", "https://s.example/") for code in ("a b", "../x", "a/b", "茶", "x" * 41, "")]
    made = plan(odd, now="2026-10-15T04:00:00Z")
    assert not made.redirects
    assert set(made.left_out.values()) == {Why.unsafe}


def test_a_link_that_let_everybody_through_leads_to_its_fallback() -> None:
    there = Target("a", 1, "taobao", "https://s.example/", fallback="https://s.example/f", max_clicks=2)
    open_ = plan([there], now="2026-10-15T04:00:00Z")
    assert (open_.redirects, open_.counted) == ({"a": "https://s.example/"}, 1)
    shut = plan([there], now="2026-10-15T04:00:00Z", full={1})
    assert (shut.redirects, shut.fallen_back, shut.counted) == ({"a": "https://s.example/f"}, {"a": Why.full}, 0)
