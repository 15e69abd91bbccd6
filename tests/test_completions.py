"""The completion scripts: true to the command tree, and proven in the shells themselves."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from typer.main import get_command

import factories
import shells
from conftest import Run
from sharecli import money, period
from sharecli.app import app
from sharecli.products import records
from sharecli.settings.model import KEYS
from sharecli.shell import completions
from sharecli.shell.completions import FILES, Shell, script, what
from sharecli.shell.tree import Command, Parameter, tree
from sharecli.store import peek
from sharecli.store.open import Store

ROOT = tree(get_command(app))
EVIL = """It's "$(touch pwned)" `touch pwned` ${HOME} [x] {y} 50% \\n * ?~ # ; & | <z> !! \x1b[31m：“‘’”"""


@pytest.fixture
def shop(home: Path, db: Path) -> Path:
    """A home with a file of sixty products, one archived, with tags that a careless shell would run."""
    store = Store(db)
    for n in range(60):
        tags = ["tea", "茶", "x:y=z", "it's", "a$(touch${IFS}pwned)", "`id`"] if n == 0 else ["tea"]
        made = factories.product(code=f"tea-{n:02}", url=f"https://item.taobao.com/item.htm?id={n + 6100}", tags=tags)
        records.keep(store, made, at=factories.AT)
    old = factories.product(code="mooncake", url="https://item.taobao.com/item.htm?id=1")
    records.keep(store, replace(old, status="archived"), at=factories.AT)
    store.close()
    (home / "my shop.db").write_bytes(db.read_bytes())
    (home / "shopping").mkdir()
    return home


def _all() -> Iterator[tuple[Command, Parameter]]:
    return ((command, one) for command in ROOT.all() for one in (*command.options, *command.arguments))


# --- the tree and the tables


@pytest.mark.parametrize("shell", Shell)
def test_the_committed_script_is_what_the_command_tree_gives(shell: Shell) -> None:
    committed = (shells.COMPLETIONS / FILES[shell]).read_text("utf-8")
    assert script(shell, ROOT) == committed, "the command tree has changed: make bless"


@pytest.mark.parametrize("shell", Shell)
def test_the_command_prints_the_committed_script(run: Run, shell: Shell) -> None:
    said = run("completion", shell)
    assert (said.code, said.err) == (0, "")
    assert said.out == (shells.COMPLETIONS / FILES[shell]).read_text("utf-8")


def test_another_shell_is_refused_in_two_lines(run: Run) -> None:
    said = run("completion", "tcsh")
    assert (said.code, said.out) == (2, "")
    assert len(said.err.splitlines()) <= 2


@pytest.mark.parametrize("shell", Shell)
def test_every_script_knows_every_command_and_every_option(shell: Shell) -> None:
    text = (shells.COMPLETIONS / FILES[shell]).read_text("utf-8")
    for command in ROOT.all():
        assert f"'{' '.join(command.path)}'" in text
        for one in command.options:
            row = f"'{','.join(one.names)}{'*' * one.repeats}"
            assert row in text
            assert one.takes == "nothing" or f"'{' '.join(command.path)} {one.names[0]}'" in text
    assert "eval" not in re.sub(r"#.*", "", text).split()
    assert "Invoke-Expression" not in text


def test_every_row_of_the_table_of_living_values_is_used_and_every_kind_can_be_answered() -> None:
    keys = {(*(*command.path, "", "")[:2], one.key) for command, one in _all()}
    for noun, verb, key in completions._WHAT:
        assert any(noun in {"*", n} and verb in {"*", v} and key == k for n, v, k in keys), (noun, verb, key)
    kinds = {what(command.path, one)[0] for command, one in _all() if one.takes != "nothing"}
    assert kinds - {"file", "folder", "text", "words"} == {*peek._QUERIES, *peek._SHELVES}


def test_living_values_stand_where_a_seller_expects_them() -> None:
    found = {
        " ".join((*command.path, one.names[0])): what(command.path, one)[0]
        for command, one in _all()
        if one.takes != "nothing"
    }
    assert found["product show CODE"] == found["commission add PRODUCT"] == found["link new PRODUCTS"] == "products"
    assert found["product restore CODE"] == "archived"
    assert found["link show CODE"] == found["link retarget CODE"] == "links"
    assert found["product add --code"] == found["link new --code"] == found["product add URL"] == "text"
    assert found["qr export --channel"] == found["commission list --channel"] == "channels"
    assert found["product list --tag"] == "tags"
    assert found["commission match --link"] == "links"
    assert found["rate set BASE"] == found["earnings --in"] == found["earnings goal set WHEN"] == "words"
    assert found["product add --platform"] == "platforms"
    assert found["product import FILE"] == found["product add --image"] == found["--db"] == "file"
    assert found["poster make --into"] == found["product export --images"] == "folder"


def test_the_words_in_the_tables_are_words_the_program_takes() -> None:
    assert set(completions.SETTINGS) == set(KEYS)
    assert set(completions.CURRENCIES) <= money.CURRENCIES
    assert all(period.parse(word, today=date(2026, 10, 15)) for word in completions.PERIODS)


# --- bash


def test_bash_completes_nouns_verbs_and_options(home: Path) -> None:
    assert shells.bash(home, "") == [one.path[-1] for one in ROOT.verbs]
    assert shells.bash(home, "p") == ["product", "publish", "poster", "person", "people", "payout", "partner"]
    assert shells.bash(home, "product", "") == "add list show edit fetch-image archive restore import export".split()
    assert shells.bash(home, "-") == ["--db", "--version", "--help"]
    offered = ["--tag", "--platform", "--query", "--since", "--archived", "--format", "--help"]
    assert shells.bash(home, "product", "list", "--") == offered
    assert shells.bash(home, "product", "list", "") == shells.bash(home, "product", "list", "--")
    assert shells.bash(home, "nonsense", "") == []


def test_bash_offers_an_option_once_unless_it_may_be_repeated(home: Path) -> None:
    offered = shells.bash(home, "product", "list", "--tag", "tea", "-F", "json", "--platform", "=", "jd", "--")
    assert offered == ["--tag", "--query", "--since", "--archived", "--help"]


def test_bash_completes_the_words_of_an_enum(home: Path) -> None:
    assert shells.bash(home, "product", "list", "--format", "") == ["table", "json", "csv", "markdown"]
    assert shells.bash(home, "product", "list", "-F", "c") == ["csv"]
    assert shells.bash(home, "product", "list", "--format", "=", "j") == ["json"]
    assert shells.bash(home, "product", "list", "--format", "=") == ["table", "json", "csv", "markdown"]
    assert shells.bash(home, "completion", "z") == ["zsh"]
    assert shells.bash(home, "config", "get", "t") == ["time-zone", "tagline", "theme", "template"]


def test_bash_completes_codes_tags_and_channels_of_the_sellers_file(shop: Path) -> None:
    assert shells.bash(shop, "product", "show", "") == [f"tea-{n:02}" for n in range(50)]
    assert shells.bash(shop, "product", "show", "TEA-5") == [f"tea-{n}" for n in range(50, 60)]
    assert shells.bash(shop, "product", "restore", "") == ["mooncake"]
    assert shells.bash(shop, "link", "new", "tea-01", "tea-59") == ["tea-59"]
    assert shells.bash(shop, "link", "new", "tea-01", "--channel", "qq", "--channel", "wechat") == [
        "wechat-group",
        "wechat-moments",
    ]
    assert shells.bash(shop, "commission", "import", "--platform", "tao") == ["taobao"]
    assert shells.bash(shop, "product", "edit", "--", "tea-07") == ["tea-07"]
    assert shells.bash(shop, "product", "list", "--tag", "x") == ["x:y=z"]
    assert shells.bash(shop, "product", "list", "--tag", "x", ":", "y") == ["y=z"]
    # What would be run is quoted as bash itself quotes it.
    assert shells.bash(shop, "product", "list", "--tag", "a") == [r"a\$\(touch\$\{ifs\}pwned\)"]


def test_bash_asks_the_file_that_the_line_names(shop: Path, db: Path) -> None:
    db.rename(shop / "elsewhere.db")
    assert shells.bash(shop, "product", "show", "tea-59") == []
    assert shells.bash(shop, "--db", "elsewhere.db", "product", "show", "tea-59") == ["tea-59"]
    assert shells.bash(shop, "--db", "=", "elsewhere.db", "product", "show", "tea-59") == ["tea-59"]
    assert shells.bash(shop, "--db", "'my shop.db'", "product", "show", "tea-59") == ["tea-59"]
    assert shells.bash(shop, "--db", r"~/my\ shop.db", "product", "show", "tea-59") == ["tea-59"]
    assert shells.bash(shop, "--db", "nothing.db", "product", "show", "tea-59") == []
    assert not (shop / "nothing.db").exists()


LINES = [
    ("pro\t sh\t tea-5\t9", ["product", "show", "tea-59"]),
    ("--db my\t", ["--db", "my shop.db"]),
    ("--db=./my\t", ["--db=./my shop.db"]),
    ('--db "my\t product restore m\t', ["--db", "my shop.db", "product", "restore", "mooncake"]),
    (
        "link new TEA-59\t --channel wechat-m\t -c q\t",
        ["link", "new", "tea-59", "--channel", "wechat-moments", "-c", "qq"],
    ),
    ("product list --format=js\t", ["product", "list", "--format=json"]),
    ("product list --tag x:\t", ["product", "list", "--tag", "x:y=z"]),
    ("product list --tag=x:y=\t", ["product", "list", "--tag=x:y=z"]),
    ("product list --tag a\t", ["product", "list", "--tag", "a$(touch${ifs}pwned)"]),
    ("product list --tag 'a\t", ["product", "list", "--tag", "a$(touch${ifs}pwned)"]),
    ("product list --tag it\t", ["product", "list", "--tag", "it's"]),
    (r"product list --tag \`" + "\t", ["product", "list", "--tag", "`id`"]),
    ("product list --tag 茶\t", ["product", "list", "--tag", "茶"]),
]


@pytest.mark.parametrize(("line", "words"), LINES)
def test_tab_on_a_real_bash_line_gives_whole_words_and_runs_nothing(shop: Path, line: str, words: list[str]) -> None:
    assert shells.typed(shop, "bash", line, shells.COMPLETIONS / "sharecli.bash") == words
    assert not list(shop.rglob("pwned"))


def test_tab_on_a_real_bash_line_offers_folders_where_a_folder_is_wanted(shop: Path) -> None:
    (shop / "shops.txt").write_text("", "utf-8")
    found = shells.typed(shop, "bash", "qr export --into sho\t", shells.COMPLETIONS / "sharecli.bash")
    assert found[-1].rstrip("/") == "shopping"


# --- zsh and fish: in the shell where it is installed, by its shape elsewhere


@pytest.mark.parametrize(("line", "words"), LINES)
def test_tab_on_a_real_zsh_line_gives_whole_words_and_runs_nothing(shop: Path, line: str, words: list[str]) -> None:
    path = shells.COMPLETIONS / "_sharecli"
    if shells.is_here("zsh"):
        assert shells.typed(shop, "zsh", line, path) == words
        assert not list(shop.rglob("pwned"))
    else:
        assert path.read_text("utf-8").startswith("#compdef sharecli\n")


def test_zsh_finds_the_script_in_its_fpath(shop: Path) -> None:
    path = shells.COMPLETIONS / "_sharecli"
    if shells.is_here("zsh"):
        assert shells.lines(shop, "zsh", "-n", str(path)) == []
        found = shells.typed(shop, "zsh", "product show tea-5\t9", path, by_fpath=True)
        assert found == ["product", "show", "tea-59"]
    else:
        assert path.name == "_sharecli"


def test_fish_completes_words_values_and_files(shop: Path) -> None:
    if not shells.is_here("fish"):
        text = (shells.COMPLETIONS / "sharecli.fish").read_text("utf-8")
        assert text.count("\nfunction ") == len(re.findall(r"^end$", text, re.MULTILINE)) == 5
        return
    assert shells.fish(shop, "sharecli product re") == ["restore\tPut an archived product back on the list."]
    assert shells.fish(shop, "sharecli product list --fo") == ["--format\tHow to show it."]
    assert not any("--format" in one for one in shells.fish(shop, "sharecli product list -F json --fo"))
    assert sorted(shells.fish(shop, "sharecli earnings --by ")) == sorted(
        "channel product platform campaign content person link day week month quarter year".split()
    )
    assert len(shells.fish(shop, "sharecli product show ")) == 50
    assert shells.fish(shop, "sharecli product show tea-59") == ["tea-59"]
    assert shells.fish(shop, "sharecli product restore ") == ["mooncake"]
    assert shells.fish(shop, "sharecli link new tea-01 --channel qq --channel=wechat-m") == ["--channel=wechat-moments"]
    assert shells.fish(shop, "sharecli --db my") == ["my shop.db"]
    assert shells.fish(shop, "sharecli --db=my") == ["--db=my shop.db"]
    assert shells.fish(shop, "sharecli --db 'my shop.db' product show tea-59") == ["tea-59"]
    assert shells.fish(shop, "sharecli --db nothing.db product show tea-59") == []
    assert shells.fish(shop, "sharecli product list --tag 'it") == ["it's"]
    assert shells.fish(shop, "sharecli product list --tag a") == ["a$(touch${ifs}pwned)"]
    assert shells.fish(shop, "sharecli qr export --into ./shop") == ["./shopping/\tDirectory"]
    assert not list(shop.rglob("pwned"))


# --- a help text cannot break a script, whatever is in it


def _evil_script(home: Path, shell: Shell) -> Path:
    option = Parameter(
        ("--evil", "-e"), "evil", EVIL, "choice", (EVIL, "plain"), required=False, repeats=True, default=""
    )
    verb = Command(("evil",), EVIL, (option,), (), ())
    path = home / FILES[shell]
    path.write_text(script(shell, Command((), EVIL, (), (), (verb,))), "utf-8")
    return path


SHOWN = EVIL.split("!! ", maxsplit=1)[0] + "!!"


def test_a_help_text_with_every_odd_character_does_not_break_bash(home: Path) -> None:
    path = _evil_script(home, Shell.bash)
    assert shells.bash(home, "evil", "--", script=path) == ["--evil", "--help"]
    assert shells.bash(home, "evil", "--evil", "p", script=path) == ["plain"]
    assert shells.typed(home, "bash", "ev\t --ev\t pl\t", path) == ["evil", "--evil", "plain"]
    assert not (home / "pwned").exists()


def test_a_help_text_with_every_odd_character_does_not_break_zsh(home: Path) -> None:
    path = _evil_script(home, Shell.zsh)
    if shells.is_here("zsh"):
        asks = "compdef() {}; source $1; for at in evil ''; do _sharecli_offers $at; print -r -- $flags$verbs; done"
        flags, verbs = shells.lines(home, "zsh", "-f", "-c", asks, "zsh", str(path))
        assert flags.startswith(f"--evil,-e*:{SHOWN}")
        assert f"evil:{SHOWN}" in verbs
        assert shells.typed(home, "zsh", "ev\t --ev\t pl\t", path) == ["evil", "--evil", "plain"]
        assert not (home / "pwned").exists()
    else:
        assert r"It'\''s" in path.read_text("utf-8")


def test_a_help_text_with_every_odd_character_does_not_break_fish(home: Path) -> None:
    path = _evil_script(home, Shell.fish)
    if shells.is_here("fish"):
        found = shells.fish(home, "sharecli evil --e", script=path)
        assert len(found) == 1
        assert found[0].startswith(f"--evil\t{SHOWN}")
        assert not (home / "pwned").exists()
    else:
        assert r"It\'s" in path.read_text("utf-8")


def test_a_help_text_with_every_odd_character_stays_one_literal_in_powershell(home: Path) -> None:
    text = _evil_script(home, Shell.powershell).read_text("utf-8")
    assert text.isascii()  # Windows PowerShell would read other bytes in the system's code page, some as quotes
    bare = re.sub(r"^\s*#.*|\"[^\"\n]*\"|'(?:[^'\n]|'')*'", "", text, flags=re.MULTILINE)
    assert "touch" not in bare
    assert "'" not in bare
    assert bare.count("{") == bare.count("}")
    assert bare.count("(") == bare.count(")")


def test_a_help_text_is_cut_to_its_first_sentence_in_one_line_without_escapes() -> None:
    verb = Command(("x",), "One\n  line, e.g.\x1b[31m this.\nAnother sentence.", (), (), ())
    text = script(Shell.zsh, Command((), "", (), (), (verb,)))
    assert "'x:One line, e.g.[31m this.'" in text
