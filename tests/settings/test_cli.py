"""Settings: what they accept, what they default to, and where each comes from."""

import json
from pathlib import Path

import pytest

from conftest import Run


def listed(run: Run) -> dict[str, tuple[str, str]]:
    return {row["key"]: (row["value"], row["from"]) for row in json.loads(run("config", "list", "-F", "json").out)}


def test_a_fresh_home_has_defaults_and_makes_no_file(run: Run, db: Path) -> None:
    assert listed(run) == {
        "base-url": ("", "default"),
        "currency": ("CNY", "default"),
        "time-zone": ("Asia/Shanghai", "default"),
        "name": ("", "default"),
        "tagline": ("", "default"),
    }
    assert not db.exists()


@pytest.mark.parametrize(
    ("key", "said", "kept"),
    [
        ("base-url", "https://go.example.shop/", "https://go.example.shop"),
        ("base-url", " HTTPS://GO.Example.shop:8443/s ", "https://go.example.shop:8443/s"),
        ("base-url", "https://我的店.example", "https://xn--hxt50fz8x.example"),
        ("currency", "usd", "USD"),
        ("time-zone", "America/New_York", "America/New_York"),
        ("name", "  林小茶\u3000的店 ", "林小茶 的店"),
        ("tagline", "[/] good tea", "[/] good tea"),
        ("account.amazon", "lin-20", "lin-20"),
        ("Account.Amazon", "lin-20", "lin-20"),
        ("TIME_ZONE", "UTC", "UTC"),
    ],
)
def test_a_setting_is_kept_as_it_is_meant(run: Run, key: str, said: str, kept: str) -> None:
    told = run("config", "set", key, said)
    assert (told.code, told.out) == (0, "")
    assert told.err.startswith("note: ")
    name = key.lower().replace("_", "-")
    assert run("config", "get", key).out == f"{kept}\n"
    assert listed(run)[name] == (kept, "you")
    assert json.loads(run("config", "get", key, "-F", "json").out)["value"] == kept


def test_an_empty_value_goes_back_to_the_default(run: Run) -> None:
    run("config", "set", "currency", "USD")
    assert run("config", "set", "currency", " ").err == "note: currency is back to its default\n"
    assert listed(run)["currency"] == ("CNY", "default")


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("base-url", "javascript:alert(1)"),
        ("base-url", "ftp://example.com"),
        ("base-url", "example.com"),
        ("base-url", "https://"),
        ("base-url", "https://user:secret@example.com"),
        ("base-url", "https://@example.com"),
        ("base-url", "https://example.com?x=1"),
        ("base-url", "https://example.com/#x"),
        ("base-url", "https://exa mple.com"),
        ("base-url", "https://example.com/a b"),
        ("base-url", "https://example.com:99999"),
        ("base-url", "https://a..b"),
        ("base-url", "https://[::1"),
        ("base-url", "https://example.com/" + "x" * 200),
        ("base-url", "https://example.com/\x1b[31m"),
        ("currency", "RMB"),
        ("currency", "1e9999"),
        ("time-zone", "Mars/Olympus"),
        ("time-zone", "../../etc/passwd"),
        ("time-zone", "/etc/localtime"),
        ("time-zone", "Asia"),
        ("time-zone", "x" * 5000),
        ("name", "x" * 81),
        ("account.amazon", "lin 20"),
        ("account.amazon", "林"),
    ],
)
def test_a_value_that_makes_no_sense_is_refused_and_nothing_is_kept(run: Run, db: Path, key: str, value: str) -> None:
    said = run("config", "set", key, value)
    assert said.code == 2
    assert said.err.startswith("error[bad-value]: ")
    assert len(said.err.splitlines()) == 2
    assert said.err.replace("\n", "").isprintable()
    assert not db.exists()


@pytest.mark.parametrize("verb", [("get",), ("set",)])
def test_a_setting_that_does_not_exist_is_refused_with_the_nearest(run: Run, verb: tuple[str]) -> None:
    said = run("config", *verb, "curency", *(["USD"] if verb == ("set",) else []))
    assert said.code == 3
    assert said.err == (
        "error[not-found]: there is no setting “curency”\n hint: did you mean sharecli config set currency …?\n"
    )


def test_hostile_characters_in_a_setting_are_made_visible_before_they_are_kept(run: Run) -> None:
    run("config", "set", "name", "Lin\x1b[31m\u202e\0")
    assert run("config", "get", "name").out == "Lin␛[31m�␀\n"


def test_settings_are_drawn_for_people(run: Run) -> None:
    run("config", "set", "name", "林小茶")
    said = run("config", "list")
    assert said.code == 0
    assert "林小茶" in said.out
    assert max(map(len, said.out.splitlines())) <= 80


def test_the_time_zone_of_the_system_is_used_where_it_says_one(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    for named, zone in (
        ("America/New_York", "America/New_York"),
        (":UTC", "UTC"),
        ("nonsense/zone", "UTC"),
        ("/etc/x", "UTC"),
    ):
        monkeypatch.setenv("TZ", named)
        assert listed(run)["time-zone"] == (zone, "default")


def test_the_path_of_the_file_is_told_whether_or_not_it_is_there(run: Run, db: Path) -> None:
    assert run("db", "path").out == f"{db}\n"
    assert not db.exists()
