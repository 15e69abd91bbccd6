"""sharecli person, as a seller types it: words for people, steps of trust, who brought whom, whom to talk to."""

import json
import shlex
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from conftest import Run
from factories import kept_product


@pytest.fixture(autouse=True)
def goods(db: Path) -> None:
    """One product."""
    db.parent.mkdir(parents=True)
    kept_product(db)


def person(run: Run, *words: str) -> dict[str, Any]:
    said = run("person", *words, "-F", "json")
    assert said.code == 0, said.err
    found: dict[str, Any] = json.loads(said.out)
    return found


def refused(run: Run, *words: str) -> str:
    said = run("person", *words)
    assert said.code in {1, 2, 3, 4}, said
    assert said.out == ""
    assert said.err.count("\n") == 2
    return said.err


def changed(db: Path, words: str, *values: object) -> None:
    with closing(sqlite3.connect(db)) as file, file:
        file.execute(words, values)


def order(run: Run, db: Path, number: str, link: str, amount: str, *words: str) -> None:
    assert run("commission", "add", "longjing", "--amount", amount, "--order", number, *words).code == 0
    changed(
        db, "UPDATE commissions SET link_id = (SELECT id FROM links WHERE code = ?) WHERE order_id = ?", link, number
    )


def link(run: Run, whose: str, channel: str = "wechat-group") -> str:
    said = run("link", "new", "longjing", "-c", channel, *(["--person", whose] if whose else []), "-F", "json")
    assert said.code == 0, said.err
    return str(json.loads(said.out)[0]["code"])


def test_a_handle_on_a_channel_that_is_none_is_hinted_at_as_it_is_typed(run: Run) -> None:
    run("person", "add", "Ling")
    for verb in (("add", "Z"), ("edit", "ling")):
        said = run("person", *verb, "--handle", "telegran=my {id}")
        assert said.err.splitlines()[-1] == " hint: did you mean --handle telegram='my {id}'?"
    said = run("person", "edit", "ling", "--no-handle", "telegran")
    assert said.err.splitlines()[-1] == " hint: did you mean --no-handle telegram?"


def test_somebody_is_kept_with_everything_that_was_said(run: Run) -> None:
    person(run, "add", "小美", "--word", "mei")
    assert run("group", "add", "Tea friends", "-c", "wechat-group").code == 0
    kept = person(
        run, "add", "Ling", "--handle", "telegram=@ling", "--handle", "微信群=灵", "--interest", "Tea,cups",
        "--stage", "acquaintance", "--on", "2026-09-01", "--referred-by", "小美", "--next", "2026-11-01",
        "--group", "tea-friends", "--note", "met at the fair",
    )  # fmt: skip
    assert {key: kept[key] for key in list(kept)[:8]} == {
        "person": "ling", "name": "Ling", "stage": "acquaintance", "interests": ["cups", "tea"],
        "handles": ["telegram=@ling", "wechat-group=灵"], "groups": ["tea-friends"], "referred_by": "mei",
        "next": "2026-11-01",
    }  # fmt: skip
    assert kept["steps"] == [{"at": "2026-08-31T16:00:00Z", "stage": "acquaintance", "note": "met at the fair"}]
    assert person(run, "show", "小美")["brought"] == ["ling"]
    shown = run("person", "show", "LING").out
    assert "2026-09-01  acquaintance: met at the fair" in shown


def test_a_name_without_latin_letters_gets_a_short_word_and_is_found_by_name(run: Run) -> None:
    assert person(run, "add", "小玲")["person"] == "p1"
    assert person(run, "add", "🍵")["person"] == "p2"
    assert person(run, "add", "Ánna")["person"] == "p3"
    assert person(run, "add", "Anna Bo")["person"] == "anna-bo"
    assert person(run, "show", "小玲")["person"] == "p1"
    assert person(run, "show", "ánna")["person"] == "p3"
    assert person(run, "show", "🍵")["name"] == "🍵"


def test_two_people_of_one_name_are_told_apart_by_their_words(run: Run) -> None:
    person(run, "add", "Ling")
    said = run("person", "add", "Ling")
    assert "there are others of that name: ling; say which by the word: ling-2" in said.err
    person(run, "add", "玲", "--word", "a")
    person(run, "add", "玲", "--word", "b")
    error = refused(run, "show", "玲")
    assert "error[ambiguous-name]: 2 people are called “玲”: a (stranger, added on 2026-10-15); b (" in error
    assert "sharecli person show a" in error


def test_a_word_is_one_persons(run: Run) -> None:
    person(run, "add", "Ling")
    error = refused(run, "add", "Another", "--word", "LING")
    assert "error[person-taken]: the word “ling” is another person's" in error


@pytest.mark.parametrize("word", ["gone-1", "玲", "a b", "", "-", "x" * 41, "api"])
def test_a_word_that_cannot_be_is_refused(run: Run, word: str) -> None:
    if not word:
        assert person(run, "add", "Ling", "--word", word)["person"] == "ling"
        return
    assert "error[bad-value]" in refused(run, "add", "Ling", "--word", word)


@pytest.mark.parametrize("name", ["", "   ", "\u200d\ufe0f", "\u202e\u2066", "x" * 101])
def test_a_name_that_nobody_can_read_is_refused(run: Run, name: str) -> None:
    assert "error[bad-value]" in refused(run, "add", name)


@pytest.mark.parametrize("name", ["\x1b[31mLing\x1b[0m", "[red]Ling[/]", "=cmd|'/c calc'!A1", "a\u202etxt.exe", "a\nb"])
def test_a_hostile_name_stays_text(run: Run, name: str) -> None:
    kept = person(run, "add", name, "--word", "x")
    shown = run("person", "list").out + run("person", "show", "x").out + run("person", "tree").out
    for sign in ("\x1b", "\u202e"):
        assert sign not in shown + json.dumps(kept, ensure_ascii=False)
    assert "[red]" not in name or "[red]Ling[/]" in shown
    table = run("people", "export").out
    assert not any(cell.startswith(("=", "@")) for line in table.splitlines() for cell in line.split(","))


def test_nobody_brings_themself_at_once_or_by_way_of_others(run: Run, db: Path) -> None:
    assert "error[brought-in-a-circle]" in refused(run, "add", "Ling", "--referred-by", "ling")
    for name, by in (("Ada", ""), ("Bo", "ada"), ("Cai", "bo")):
        person(run, "add", name, "--word", name.lower(), *(["--referred-by", by] if by else []))
    assert "“bo” would have brought themself" in refused(run, "edit", "bo", "--referred-by", "bo")
    error = refused(run, "edit", "ada", "--referred-by", "cai")
    assert "error[brought-in-a-circle]: “ada” would have brought themself: ada → bo → cai → ada" in error
    assert person(run, "show", "ada")["referred_by"] is None
    person(run, "edit", "cai", "--referred-by", "")
    assert person(run, "edit", "ada", "--referred-by", "cai")["referred_by"] == "cai"
    with pytest.raises(sqlite3.IntegrityError):
        changed(db, "UPDATE people SET brought_by = id WHERE word = 'bo'")


def test_trust_grows_and_falls_step_by_step_and_no_step_is_ever_edited(run: Run, db: Path) -> None:
    person(run, "add", "Ling", "--on", "2026-08-01")
    person(run, "edit", "ling", "--stage", "trusted", "--on", "2026-09-01", "--note", "bought twice")
    person(run, "edit", "ling", "--stage", "trusted")  # no step: it stands there already
    kept = person(run, "edit", "ling", "--stage", "acquaintance", "--note", "was cross")
    assert [(one["stage"], one["note"]) for one in kept["steps"]] == [
        ("stranger", None), ("trusted", "bought twice"), ("acquaintance", "was cross"),
    ]  # fmt: skip
    assert kept["steps"][2]["at"] == "2026-10-15T04:00:00Z"
    assert kept["stage"] == "acquaintance"
    assert "cannot be before that" in refused(run, "edit", "ling", "--stage", "trusted", "--on", "2026-10-01")
    assert "has not come yet" in refused(run, "edit", "ling", "--stage", "trusted", "--on", "2026-10-16")
    for words in ("UPDATE person_stages SET stage = 'advocate'", "DELETE FROM person_stages"):
        with pytest.raises(sqlite3.IntegrityError, match="never edited"):
            changed(db, words)


def test_an_unknown_stage_names_the_likeliest(run: Run) -> None:
    error = refused(run, "add", "Ling", "--stage", "trustd")
    assert "error[bad-value]: there is no stage “trustd”" in error
    assert "did you mean --stage trusted?" in error


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["--handle", "telegram"], "bad-value"),
        (["--handle", "telegram="], "bad-value"),
        (["--handle", "telegrm=@x"], "not-found"),
        (["--next", "soon"], "bad-value"),
        (["--interest", "x" * 41], "bad-value"),
        (["--referred-by", "nobody"], "person-not-found"),
        (["--group", "nowhere"], "group-not-found"),
        (["--note", "x" * 501], "bad-value"),
    ],
)
def test_what_cannot_be_is_refused_and_nobody_is_kept(run: Run, words: list[str], code: str) -> None:
    person(run, "add", "Somebody")
    assert f"error[{code}]" in refused(run, "add", "Ling", *words)
    assert [one["person"] for one in json.loads(run("person", "list", "-F", "json").out)] == ["somebody"]


def test_what_is_not_named_in_an_edit_stays(run: Run) -> None:
    before = person(run, "add", "Ling", "--handle", "telegram=@l", "--interest", "tea", "--next", "2026-11-01")
    after = person(run, "edit", "ling", "--name", "玲")
    assert after == before | {"name": "玲"}
    emptied = person(run, "edit", "ling", "--no-handle", "telegram", "--no-interests", "--next", "")
    assert (emptied["handles"], emptied["interests"], emptied["next"]) == ([], [], None)
    assert "error[usage]: nothing to change" in refused(run, "edit", "ling")
    assert "error[person-not-found]" in refused(run, "edit", "nobody", "--name", "X")


def test_a_list_is_narrowed_by_stage_interest_and_group(run: Run) -> None:
    run("group", "add", "茶友群", "-c", "wechat-group", "--word", "tea-friends")
    person(run, "add", "Ada", "--stage", "trusted", "--interest", "tea", "--interest", "cups")
    person(run, "add", "Bob", "--stage", "trusted", "--group", "茶友群")
    person(run, "add", "Cai", "--interest", "tea")

    def words(*narrow: str) -> list[str]:
        return [one["person"] for one in json.loads(run("person", "list", *narrow, "-F", "json").out)]

    assert words() == ["ada", "bob", "cai"]
    assert words("--stage", "trusted") == ["ada", "bob"]
    assert words("--interest", "tea", "--interest", "cups") == ["ada"]
    assert words("--group", "tea-friends") == ["bob"]
    person(run, "edit", "bob", "--leave", "tea-friends")
    assert words("--group", "tea-friends") == []


def test_links_that_name_nobody_of_the_list_are_pointed_out(run: Run, db: Path) -> None:
    code = link(run, "")
    changed(db, "UPDATE links SET person = 'bo' WHERE code = ?", code)  # made before there were people
    said = run("person", "list")
    assert "links name people who are not here: bo; for one: sharecli person add NAME --word bo" in said.err
    person(run, "add", "波", "--word", "bo")
    assert run("person", "list").err == ""
    assert [one["product"] for one in person(run, "show", "bo")["links"]] == ["longjing"]


def test_orders_and_earnings_come_by_the_persons_links_and_currencies_are_never_added(run: Run, db: Path) -> None:
    person(run, "add", "Ling")
    person(run, "add", "Bo")
    code = link(run, "ling")
    order(run, db, "1", code, "20.00", "--state", "settled")
    order(run, db, "2", code, "5.50")
    order(run, db, "3", code, "3", "--currency", "USD", "--state", "settled")
    order(run, db, "4", code, "9.99", "--state", "void")
    order(run, db, "5", link(run, "bo"), "7.00", "--state", "settled")
    shown = person(run, "show", "ling")
    assert shown["earnings"] == [
        {"currency": "CNY", "orders": 2, "promised": "5.50", "earned": "20.00"},
        {"currency": "USD", "orders": 1, "promised": "0.00", "earned": "3.00"},
    ]
    assert [(one["order"], one["amount"], one["currency"]) for one in shown["orders"]] == [
        ("1", "20.00", "CNY"), ("2", "5.50", "CNY"), ("3", "3.00", "USD"), ("4", "9.99", "CNY"),
    ]  # fmt: skip


def test_whom_to_talk_to_is_said_by_the_day_that_was_set_and_by_silence(run: Run, db: Path) -> None:
    for name, words in (
        ("Ada", ["--next", "2026-10-15"]),
        ("Bob", ["--next", "2026-10-15"]),
        ("Cai", ["--next", "2026-10-16"]),
        ("Dan", ["--stage", "trusted"]),
        ("Eve", []),
        ("Fan", []),
        ("Gao", []),
    ):
        person(run, "add", name, *words)
    with closing(sqlite3.connect(db)) as file, file:  # it is long ago that they were added
        file.execute("DROP TRIGGER person_stages_no_update")
        file.execute("UPDATE people SET created_at = '2026-01-01T00:00:00Z'")
        file.execute("UPDATE person_stages SET reached_at = '2026-01-01T00:00:00Z'")
    changed(db, "UPDATE people SET next_touch = '2026-10-01' WHERE word = 'bob'")  # and it was set long ago
    link(run, "fan")  # something was done for them today
    person(run, "note", "gao", "called")
    rows = json.loads(run("person", "due", "-F", "json").out)
    assert [(one["person"], one["why"]) for one in rows] == [
        ("bob", "14 days past the day you set"), ("ada", "today is the day you set"),
        ("dan", "287 days of silence"), ("eve", "287 days of silence"),
    ]  # fmt: skip
    said = run("person", "due", "--limit", "1")
    assert "3 more people; all of them: --limit 0" in said.err
    assert "bob" in said.out
    assert run("person", "due", "--silent", "0").code == 2
    over = run("person", "note", "bob", "talked about green tea")
    assert "sharecli person edit bob --next DATE" in over.err
    assert person(run, "show", "bob")["next"] is None
    assert person(run, "show", "bob")["notes"][0]["text"] == "talked about green tea"


def test_a_note_before_the_day_leaves_it_and_may_set_another(run: Run) -> None:
    person(run, "add", "Ling", "--next", "2026-11-01")
    assert person(run, "note", "ling", "wrote")["next"] == "2026-11-01"
    assert person(run, "note", "ling", "wrote", "--next", "2026-12-01")["next"] == "2026-12-01"
    assert "error[bad-value]" in refused(run, "note", "ling", "  ")


@pytest.mark.parametrize(
    "words",
    [
        ("person", "show", "{}"), ("person", "edit", "{}", "--stage", "trusted"), ("person", "note", "{}", "called"),
        ("person", "forget", "{}", "--yes"), ("people", "export", "--person", "{}"), ("partner", "pay", "{}", "--all"),
        ("partner", "add", "{}", "--rate", "30%"), ("person", "add", "Mei", "--referred-by", "{}"),
    ],
)  # fmt: skip
def test_a_name_that_two_people_have_does_nothing_and_the_word_as_shown_works(run: Run, words: tuple[str, ...]) -> None:
    person(run, "add", "Ling", "--handle", "telegram=@one")
    person(run, "add", "Ling", "--stage", "trusted")
    assert run("partner", "add", "ling-2", "--rate", "30%").code == 0
    before = run("people", "export").out
    for name in ("Ling", "LING", "Ｌing"):
        said = run(*(one.format(name) for one in words))
        assert (said.code, said.out) == (2, ""), said
        assert "ling (stranger, telegram @one, added on 2026-10-15); ling-2 (trusted, added on 2026-10-15)" in said.err
    assert run("people", "export").out == before
    for word in ("ling", "ling-2"):
        assert "ambiguous" not in run(*(one.format(word) for one in words)).err
    assert person(run, "show", "ling-2")["person"] == "ling-2"


def test_the_word_of_somebody_forgotten_leads_to_nobody_else(run: Run) -> None:
    person(run, "add", "Ling")
    person(run, "add", "Ling")
    assert run("person", "forget", "ling", "--yes").code == 0
    assert "hint: did you mean ling-2?" in refused(run, "show", "ling")
    assert "error[person-not-found]" in refused(run, "edit", "ling", "--note", "x")
    assert person(run, "show", "Ling")["person"] == "ling-2"


def test_nobody_is_called_what_is_another_persons_word(run: Run) -> None:
    person(run, "add", "Ling")
    person(run, "add", "Ada")
    error = refused(run, "add", "ling")
    assert "error[person-taken]: “ling” is another person's word" in error
    assert "hint: sharecli person add Ling" in error
    error = refused(run, "edit", "ada", "--name", "ling", "--note", "so she says")
    assert "hint: sharecli person edit ada --name Ling --note 'so she says'" in error
    person(run, "edit", "ling", "--name", "ling")  # their own
    person(run, "add", "bo", "--word", "p9")
    error = refused(run, "add", "Bo Yi", "--word", "bo", "--stage", "trusted")
    assert "“bo” is what another person is called: p9" in error
    assert "hint: sharecli person add 'Bo Yi' --word bo-2 --stage trusted" in error
    assert person(run, "add", "Bo")["person"] == "bo-2"
    assert person(run, "show", "bo")["person"] == "p9"


@pytest.mark.parametrize("words", [("add", "Mei"), ("edit", "ling"), ("note", "ling", "wrote me")])
def test_a_day_that_is_over_is_no_day_to_talk_to_somebody(run: Run, words: tuple[str, ...]) -> None:
    person(run, "add", "Ling")
    error = refused(run, *words, "--next", "2026-10-14")
    assert "error[bad-value]: the day 2026-10-14 is over" in error
    command = error.splitlines()[-1].removeprefix(" hint: sharecli person ")
    assert command.endswith("--next 2026-10-15")
    assert person(run, *shlex.split(command))["next"] == "2026-10-15"


def test_who_would_have_brought_themself_is_added_without(run: Run) -> None:
    error = refused(run, "add", "Mei Li", "--referred-by", "mei-li", "--stage", "trusted")
    command = error.splitlines()[-1].removeprefix(" hint: sharecli person ")
    kept = person(run, *shlex.split(command))
    assert (kept["person"], kept["referred_by"], kept["stage"]) == ("mei-li", None, "trusted")


def test_a_narrow_terminal_breaks_no_day_and_no_heading(run: Run) -> None:
    person(run, "add", "Anna-Karolina Montgomery-Featherstone", "--word", "x" * 40, "--interest", "green-tea,cups")
    person(run, "add", "Y" * 60, "--referred-by", "x" * 40, "--next", "2026-12-24", "--interest", "a-very-long-tag")
    lines = run("person", "list").out.splitlines()
    assert lines[0].split("  ")[0] == "word"
    headings = "  ".join(lines[: next(place for place, line in enumerate(lines) if "anna" in line.casefold())])
    assert {"stage", "interests", "brought by", "next"} <= {one.strip() for one in headings.split("  ")}
    assert "2026-12-24" in "\n".join(lines)
    assert max(map(len, lines)) <= 80
