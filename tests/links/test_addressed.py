"""A link is found by its code or its address, however it was pasted, and never by another's address."""

import sqlite3
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from conftest import Run
from factories import kept_product
from sharecli.errors import NotFound
from sharecli.links import addressed
from sharecli.store.open import Store


@pytest.fixture(autouse=True)
def _link(run: Run, db: Path) -> None:
    kept_product(db, url="https://shop.example.com/tea?id=7")
    run("config", "set", "base-url", "https://go.example.shop")
    assert run("link", "new", "longjing", "-c", "telegram", "--code", "tea-tg").code == 0


@pytest.mark.parametrize(
    "words",
    [
        "tea-tg",
        "TEA-TG",
        "ＴＥＡ－ＴＧ",
        " tea-tg ",
        "tea-tg+",
        "tea-tg/",
        "/tea-tg",
        "tea-tg?x=1",
        "go.example.shop/tea-tg",
        "https://go.example.shop/tea-tg/",
        "https://go.example.shop/tea-tg?x=https://a.example/b",
        "https://go.example.shop/tea-tg+",
        "https://go.example.shop/tea-tg#top",
        "http://GO.example.shop:80/TEA-TG",
    ],
)
def test_every_command_about_one_link_understands_what_was_pasted(run: Run, words: str) -> None:
    assert run("link", "show", words).code == 0
    assert run("link", "limit", words, "--max-clicks", "5").code == 0
    assert run("link", "retarget", words, "https://shop.example.com/cup").code == 0
    assert run("link", "retire", words).code == 0


@pytest.mark.parametrize(
    "words",
    [
        "https://other.example/tea-tg",
        "other.example/tea-tg",
        "https://go.example.shop.evil.example/tea-tg",
        "https://go.example.shop:8443/tea-tg",
        "https://go.example.shop/other/tea-tg",
        "https://go.example.shop@other.example/tea-tg",
    ],
)
def test_anothers_address_is_refused(run: Run, words: str) -> None:
    for verb in (("show",), ("retire",), ("retarget",), ("limit", "--max-clicks", "5")):
        more = ("https://shop.example.com/cup",) if verb == ("retarget",) else ()
        said = run("link", *verb, words, *more)
        assert (said.code, "is not an address of your links" in said.err) == (3, True), (verb, said.err)
        assert "hint: sharecli link who tea-tg" in said.err
    assert run("link", "show", "tea-tg").code == 0
    assert "active" in run("link", "show", "tea-tg", "-F", "json").out


def test_a_backends_address_of_the_link_is_the_sellers_too(run: Run, db: Path) -> None:
    with sqlite3.connect(db) as file:
        file.execute(
            "INSERT INTO backends (id, name, kind, address, added_at) "
            "VALUES (1, 'mine', 'kutt', 'https://k.example', '')"
        )
        file.execute(
            "INSERT INTO carried_links (link_id, backend_id, state, short_url, created_at, updated_at) "
            "SELECT id, 1, 'carried', 'https://k.example/s/tea-tg', '', '' FROM links"
        )
    file.close()
    assert run("link", "show", "https://k.example/s/tea-tg").code == 0
    assert run("link", "show", "https://k.example/tea-tg").code == 3


@given(st.text(max_size=60))
def test_whatever_was_pasted_gets_an_answer(words: str) -> None:
    try:
        assert isinstance(addressed.code_of(Store(Path("nothing.db")), words), str)
    except NotFound as error:
        assert error.hint  # noqa: PT017 - either is right
