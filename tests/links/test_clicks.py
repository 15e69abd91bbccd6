"""sharecli link clicks: people through each link, and never a zero where nobody counted."""

import json
from pathlib import Path

import pytest

from clicks import logs
from conftest import Run
from factories import kept_product


@pytest.fixture(autouse=True)
def links(db: Path, run: Run, tmp_path: Path) -> None:
    kept_product(db)
    run("link", "new", "longjing", "--channel", "telegram", "--code", "group")
    run("link", "new", "longjing", "--channel", "wechat-moments", "--code", "moments")
    run("link", "new", "longjing", "--channel", "weibo", "--code", "post")
    lines = [
        logs.nginx_json("/group"),
        logs.nginx_json("/moments", agent="curl/8"),
        logs.nginx_json("/moments", agent=""),
    ]
    (tmp_path / "access.log").write_text("\n".join(lines))
    assert run("clicks", "import", str(tmp_path / "access.log")).code == 0


def test_rows_are_the_contract_and_what_was_never_seen_is_unknown(run: Run) -> None:
    said = run("link", "clicks", "-F", "json")
    rows = json.loads(said.out)
    names = "code product channel human preview bot prefetch head unknown visitors turned_away"
    names += " others_turned_away"
    assert all(list(row) == names.split() for row in rows)
    assert [list(row.values()) for row in rows] == [
        ["group", "longjing", "telegram", 1, 0, 0, 0, 0, 0, 1, 0, 0],
        ["moments", "longjing", "wechat-moments", 0, 0, 2, 0, 0, 0, 0, 0, 0],
        ["post", "longjing", "weibo", *[None] * 9],
    ]
    assert "1 link was never seen to be asked for" in said.err


def test_people_see_people_and_a_dash_for_what_is_not_known(run: Run) -> None:
    lines = run("link", "clicks").out.splitlines()
    assert lines[0].split() == ["code", "product", "channel", "people", "visitors"]
    assert [line.split()[-2:] for line in lines[1:]] == [["1", "1"], ["·", "·"], ["–", "–"]]


def test_every_class_is_a_table_where_it_fits_and_breaks_no_code_where_it_does_not(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = run("link", "clicks", "--every-class").out
    assert said.splitlines() == [
        "group  longjing  telegram", "  human 1, visitors 1", "moments  longjing  wechat-moments", "  bot 2",
        "post  longjing  weibo", "  –",
    ]  # fmt: skip
    monkeypatch.setenv("COLUMNS", "150")
    names = "code product channel human preview bot prefetch head unknown visitors turned away others turned away"
    assert run("link", "clicks", "--every-class").out.splitlines()[0].split() == names.split()
    run("link", "new", "longjing", "--channel", "qq", "--code", "a-code-of-forty-letters-that-is-not-cut")
    monkeypatch.setenv("COLUMNS", "40")
    assert "a-code-of-forty-letters-that-is-not-cut  longjing  qq" in run("link", "clicks", "--every-class").out


def test_by_code_channel_and_period(run: Run) -> None:
    rows = json.loads(run("link", "clicks", "moments", "group", "-F", "json").out)
    assert [row["code"] for row in rows] == ["moments", "group"]
    (row,) = json.loads(run("link", "clicks", "--channel", "telegram", "--period", "2026-10", "-F", "json").out)
    assert (row["code"], row["human"]) == ("group", 1)
    assert run("link", "clicks", "nothing").code == 3


def in_period(run: Run, period: str) -> dict[str, int | None]:
    rows = json.loads(run("link", "clicks", "--period", period, "-F", "json").out)
    return {row["code"]: row["human"] for row in rows}


def read(run: Run, path: Path, *lines: str) -> None:
    path.write_text("\n".join(lines))
    assert run("clicks", "import", str(path)).code == 0


NOVEMBER = logs.AT + 20 * 86_400


def test_a_time_in_which_nothing_was_counted_is_unknown_and_not_zero(run: Run) -> None:
    assert in_period(run, "2026-11") == {"group": None, "moments": None, "post": None}
    said = run("link", "clicks", "group", "moments", "--period", "2026-11")
    assert [line.split()[-2:] for line in said.out.splitlines()[1:]] == [["–", "–"], ["–", "–"]]
    assert "of 2 links nothing is known in that time" in said.err


def test_zero_is_zero_where_something_was_counted_meanwhile(run: Run, tmp_path: Path) -> None:
    read(run, tmp_path / "more.log", logs.nginx_json("/moments", msec=NOVEMBER))
    assert in_period(run, "2026-11") == {"group": 0, "moments": 1, "post": None}


def test_a_list_of_some_links_says_nothing_of_the_others(run: Run, tmp_path: Path) -> None:
    read(run, tmp_path / "more.csv", "time,code,agent", f"2026-11-03 10:00,moments,{logs.PHONE.replace(',', '')}")
    assert in_period(run, "2026-11") == {"group": None, "moments": 1, "post": None}


def test_a_link_that_was_not_there_yet_is_unknown(run: Run, tmp_path: Path) -> None:
    september = logs.AT - 30 * 86_400
    read(run, tmp_path / "old.log", logs.nginx_json("/moments", msec=september))
    # Links of this test are made in October; what a log tells of one earlier is believed.
    assert in_period(run, "2026-09") == {"group": None, "moments": 1, "post": None}
