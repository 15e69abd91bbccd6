"""sharecli person forget: what was personal is gone from the file, byte by byte; money and the tree stay true."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from conftest import NOW, Run
from factories import kept_product
from sharecli.people import forget_records, forgetting, records
from sharecli.people.model import Person
from sharecli.shell.desk import Desk
from sharecli.store.open import Store

SECRETS = ("Xiaoling", "小玲玲", "@xl-secret", "verysecretnote", "xiaoling")


@pytest.fixture
def ling(run: Run, db: Path) -> str:
    """Somebody with everything a person can have; the code of their link."""
    db.parent.mkdir(parents=True)
    kept_product(db)
    run("person", "add", "小美", "--word", "mei")
    run("group", "add", "Tea", "-c", "wechat-group")
    run(
        "person", "add", "Xiaoling 小玲玲", "--word", "xiaoling", "--handle", "telegram=@xl-secret",
        "--interest", "silk", "--referred-by", "mei", "--next", "2026-11-01", "--group", "tea",
        "--note", "verysecretnote",
    )  # fmt: skip
    run("person", "note", "xiaoling", "verysecretnote again")
    run("person", "edit", "xiaoling", "--stage", "trusted", "--name", "Xiaoling")
    run("person", "add", "Bo", "--referred-by", "xiaoling")
    code = json.loads(run("link", "new", "longjing", "-c", "wechat-group", "--person", "xiaoling", "-F", "json").out)
    run("commission", "add", "longjing", "--amount", "20", "--order", "1", "--state", "settled")
    with closing(sqlite3.connect(db)) as file, file:
        file.execute("UPDATE commissions SET link_id = 1")
        file.execute(
            "INSERT INTO shares (link_id, product_id, channel, person_word, shared_at, files_folder) "
            "VALUES (1, 1, 'wechat-group', 'xiaoling', '2026-10-03T00:00:00Z', '/home/x/longjing-xiaoling')"
        )
    return str(code[0]["code"])


@pytest.mark.usefixtures("ling")
def test_not_one_byte_of_what_was_personal_is_left_in_the_file(run: Run, db: Path) -> None:
    assert any(secret.encode() in db.read_bytes() for secret in SECRETS)
    said = run("person", "forget", "xiaoling", "--yes")
    assert said.code == 0, said.err
    for path in db.parent.iterdir():
        if path.is_file():
            content = path.read_bytes()
            assert [secret for secret in SECRETS if secret.encode() in content] == [], path


def test_money_and_the_tree_stay_true_without_a_name(run: Run, ling: str) -> None:
    before = json.loads(run("person", "tree", "-F", "json").out)
    earned = run("earnings", "-F", "json").out
    assert run("person", "forget", "xiaoling", "--yes").code == 0
    after = json.loads(run("person", "tree", "-F", "json").out)
    assert after["generations"] == before["generations"]
    assert run("earnings", "-F", "json").out == earned
    gone = json.loads(run("person", "show", "gone-2", "-F", "json").out)
    assert {key: gone[key] for key in ("name", "interests", "handles", "groups", "referred_by", "next", "brought")} == {
        "name": None, "interests": [], "handles": [], "groups": [], "referred_by": "mei", "next": None,
        "brought": ["bo"],
    }  # fmt: skip
    assert gone["earnings"] == [{"currency": "CNY", "orders": 1, "promised": "0.00", "earned": "20.00"}]
    assert [one["stage"] for one in gone["steps"]] == ["stranger", "trusted"]
    assert json.loads(run("link", "show", ling, "-F", "json").out)["person"] == "gone-2"
    assert json.loads(run("link", "list", "--person", "gone-2", "-F", "json").out)
    assert [one["person"] for one in json.loads(run("person", "list", "-F", "json").out)] == ["bo", "mei"]
    assert run("person", "list").err == ""


@pytest.mark.usefixtures("ling")
def test_it_says_what_it_did_and_what_nobody_can_take_back(run: Run, db: Path) -> None:
    run("link", "new", "longjing", "-c", "telegram", "--code", "for-xiaoling")
    assert run("db", "backup").code == 0
    done = json.loads(run("person", "forget", "xiaoling", "--yes", "-F", "json").out)
    assert (done["person"], done["now"]) == ("xiaoling", "gone-2")
    assert done["changed"] == {
        "person_handles": 1, "person_tags": 1, "person_notes": 2, "group_people": 1, "links": 1, "shares": 1,
    }  # fmt: skip
    left = "\n".join(done["left"])
    assert f"1 copy in {db.parent / 'backups'} knows them still" in left
    assert "printed" in left
    assert "manifests" in left
    assert "links.code says their name or word in 1 row, which stays" in left
    assert "Xiaoling" not in json.dumps(done)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Иван", "для ИВАН"), ("иван", "Иван пишет"), ("Éva", "éva's"), ("Éva", "E\u0301VA"), ("Strasse", "Straße"),
        ("Eva", "ＥＶＡ"), ("李明", "给李明的"),
    ],
)  # fmt: skip
def test_a_name_is_found_in_whatever_capitals_of_whatever_script(run: Run, db: Path, name: str, text: str) -> None:
    kept_product(db)
    run("person", "add", name, "--word", "somebody")
    run("product", "edit", "longjing", "--note", text)
    done = json.loads(run("person", "forget", "somebody", "--dry-run", "-F", "json").out)
    assert "products.note says their name or word in 1 row, which stays" in done["left"]


@pytest.mark.usefixtures("ling")
def test_without_a_yes_nothing_is_forgotten(run: Run, db: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said = run("person", "forget", "小美")
    assert said.code == 1
    assert "error[not-confirmed]" in said.err
    assert "hint: sharecli person forget mei --yes" in said.err
    dry = run("person", "forget", "xiaoling", "--dry-run", "-F", "json")
    assert json.loads(dry.out)["changed"]["links"] == 1
    assert json.loads(run("person", "show", "xiaoling", "-F", "json").out)["name"] == "Xiaoling"
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    desk = Desk(db, clock=lambda: NOW)
    for answer, forgotten in ((False, False), (True, True)):
        monkeypatch.setattr("typer.confirm", lambda *_words, _said=answer, **_more: _said)
        if forgotten:
            assert not forgetting.forget(desk, "mei", yes=False, dry_run=False).dry
        else:
            with pytest.raises(forgetting.NotConfirmed):
                forgetting.forget(desk, "mei", yes=False, dry_run=False)
        assert bool(records.find(desk.store, "gone-1" if forgotten else "mei").forgotten_at) is forgotten
    desk.close()


@pytest.mark.usefixtures("ling")
def test_who_is_forgotten_stays_forgotten(run: Run) -> None:
    assert run("person", "forget", "xiaoling", "--yes").code == 0
    assert run("person", "forget", "gone-2", "--yes").code == 0  # sweeps the file once more
    for words in (("edit", "gone-2", "--name", "X"), ("note", "gone-2", "x")):
        said = run("person", *words)
        assert said.code == 1
        assert "error[person-forgotten]" in said.err
    for said_now in ("xiaoling", "Xiaoling", ""):
        assert run("person", "show", said_now).code == 3
    again = json.loads(run("person", "add", "Xiaoling", "-F", "json").out)
    assert (again["person"], again["links"], again["brought"]) == ("xiaoling", [], [])


@pytest.mark.usefixtures("ling")
def test_the_diary_is_never_edited_but_to_forget(db: Path) -> None:
    with closing(sqlite3.connect(db)) as file:
        for change in (
            "shared_at = '2027'", "person_word = 'bo'", "files_folder = '/x'", "forced = 1",
            "person_word = 'gone-2', files_folder = '/x'", "person_word = 'gone-2', channel = 'qq'",
        ):  # fmt: skip
            with pytest.raises(sqlite3.IntegrityError, match="diary"):
                file.execute(f"UPDATE shares SET {change}")  # noqa: S608 - a change of our own
        with pytest.raises(sqlite3.IntegrityError, match="diary"):
            file.execute("DELETE FROM shares")
        file.execute("UPDATE shares SET person_word = 'gone-2', files_folder = ''")


@pytest.mark.usefixtures("ling")
def test_every_table_that_may_hold_a_persons_word_is_reached(db: Path) -> None:
    """A later step may bring another table: a column called ``person`` or ``person_word`` is enough to be found."""
    with closing(sqlite3.connect(db)) as file, file:
        file.execute("CREATE TABLE later (id INTEGER PRIMARY KEY, person TEXT NOT NULL) STRICT")
        file.execute("INSERT INTO later VALUES (1, 'xiaoling'), (2, 'bo')")
    store = Store(db)
    one = records.find(store, "xiaoling")
    with store.writing() as writer:
        assert forget_records.forget(writer, one, at=NOW)["later"] == 1
    assert [row["person"] for row in store.reader.execute("SELECT person FROM later ORDER BY id")] == ["gone-2", "bo"]
    store.close()


@pytest.mark.usefixtures("ling")
def test_a_name_is_found_elsewhere_as_a_word_of_its_own_only(run: Run, db: Path) -> None:
    run("product", "add", "https://shop.example/1", "--title", "Li and Linen", "--code", "linen", "--price", "1")
    run("product", "add", "https://shop.example/2", "--title", "送小李的茶", "--code", "cha", "--price", "1")

    def found(name: str) -> dict[str, Any]:
        store = Store(db)
        try:
            return dict(forget_records.mentions(store, Person("zz9", name)))
        finally:
            store.close()

    assert found("Li") == {"products.title": 1}
    assert found("Line") == {}
    assert found("小李") == {"products.title": 1}
    assert found("%") == {}
