"""sharecli clicks show and reclassify: people first, the rest on request, and rules that improve."""

import json
from pathlib import Path

import pytest

from clicks import logs
from conftest import Run
from factories import kept_product
from sharecli.clicks import again_records, classes
from sharecli.clicks.model import Kind


@pytest.fixture
def counted(db: Path, run: Run, tmp_path: Path) -> None:
    """Two people in WeChat, one of them twice, a preview and a HEAD."""
    kept_product(db)
    run("link", "new", "longjing", "--channel", "telegram", "--code", "group")
    lines = [
        logs.nginx_json("/group"), logs.nginx_json("/group"), logs.nginx_json("/group", remote_addr="198.51.100.1"),
        logs.nginx_json("/group", agent="WhatsApp/2.23.20.0"), logs.nginx_json("/group", method="HEAD"),
    ]  # fmt: skip
    (tmp_path / "access.log").write_text("\n".join(lines))
    assert run("clicks", "import", str(tmp_path / "access.log")).code == 0


@pytest.mark.usefixtures("counted")
def test_people_are_shown_and_the_rest_on_request(run: Run) -> None:
    (row,) = json.loads(run("clicks", "show", "-F", "json").out)
    assert row == {"day": "2026-10-15", "human": 3, "preview": 1, "bot": 0, "prefetch": 0, "head": 1, "unknown": 0,
                   "visitors": 2, "turned_away": 0, "others_turned_away": 0}  # fmt: skip
    assert "preview" not in run("clicks", "show").out
    assert "preview" in run("clicks", "show", "--every-class").out
    apps = {
        row["app"]: row["human"] + row["preview"]
        for row in json.loads(run("clicks", "show", "--by", "app", "-F", "json").out)
    }
    assert apps["WeChat"] == 3
    assert apps["WhatsApp"] == 1
    assert json.loads(run("clicks", "show", "--period", "2026-09", "-F", "json").out) == []
    assert "sharecli clicks import" in run("clicks", "show", "--period", "2026-09").out


@pytest.mark.usefixtures("counted")
def test_better_rules_move_only_what_they_see_otherwise(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "0 clicks moved; 0 user agents" in run("clicks", "reclassify").err

    def better(agent: str) -> classes.Judged:
        return classes.Judged(
            Kind.bot if "WeChat" in agent or "MicroMessenger" in agent else classes.judged(agent).kind
        )

    monkeypatch.setattr(again_records, "judged", better)
    monkeypatch.setattr(again_records, "RULES", classes.RULES + 1)
    dry = run("clicks", "reclassify", "--dry-run", "-F", "json")
    assert json.loads(dry.out) == [{"before": "human", "now": "bot", "clicks": 3}]
    assert "3 clicks moved; 2 user agents were looked at" in dry.err
    assert run("clicks", "reclassify").out.split() == ["before", "now", "clicks", "human", "bot", "3"]
    (row,) = json.loads(run("clicks", "show", "-F", "json").out)
    assert (row["human"], row["bot"], row["preview"], row["head"]) == (0, 3, 1, 1)
    assert "0 clicks moved; 0 user agents" in run("clicks", "reclassify").err
    assert "0 clicks moved; 2 user agents" in run("clicks", "reclassify", "--all").err


def test_before_anything_was_counted_each_command_says_what_to_do(run: Run) -> None:
    assert "sharecli clicks import" in run("clicks", "show").out
    assert "No orphans" in run("clicks", "orphans").out
    assert run("clicks", "reclassify").code == 0


def test_machines_that_were_turned_away_are_shown(run: Run, db: Path, tmp_path: Path) -> None:
    kept_product(db)
    run("link", "new", "longjing", "--channel", "telegram", "--code", "group")
    lines = [
        logs.nginx_json("/group", agent="Twitterbot/1.0", status=410),
        logs.nginx_json("/group", method="HEAD", status=410), logs.nginx_json("/group", status=404),
    ]  # fmt: skip
    (tmp_path / "access.log").write_text("\n".join(lines))
    assert run("clicks", "import", str(tmp_path / "access.log")).code == 0
    apps = {row["app"]: row for row in json.loads(run("clicks", "show", "--by", "app", "-F", "json").out)}
    assert {key: (row["turned_away"], row["others_turned_away"]) for key, row in apps.items()} == {
        "WeChat": (1, 1), "X": (0, 1),
    }  # fmt: skip
    assert all(row[kind.value] == 0 for row in apps.values() for kind in Kind)
    (link,) = json.loads(run("link", "clicks", "-F", "json").out)
    assert (link["preview"], link["head"], link["turned_away"], link["others_turned_away"]) == (0, 0, 1, 2)
    assert "others turned away 2" in run("link", "clicks", "--every-class").out
    assert "others turned away 2" in run("clicks", "show", "--every-class").out.splitlines()[-1]
