"""A seller's own template: bounded in time, size and reach; what is wrong in it is named with file and line."""

import time
from pathlib import Path

import pytest

from conftest import Run
from sharecli.captions import render, sandbox, templates
from sharecli.captions.templates import Template


@pytest.fixture
def mine(run: Run, home: Path) -> Path:
    """A template of the seller's, for a product that is there."""
    run("product", "add", "https://shop.example/tea", "--title", "明前龙井", "--price", "129", "--code", "longjing")
    folder = home / "config" / "sharecli" / "captions"
    folder.mkdir(parents=True)
    return folder / "mine.txt"


CAPTION = ("caption", "longjing", "--channel", "weibo", "--tone", "mine")


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("{{ label }}\n{{ titel }}", 2, "'titel' is undefined"),
        ("{{ label }}\n\n{{ phrases.nope }}", 3, "has no attribute 'nope'"),
        ("{{ label }}\n{% if %}", 2, "Expected an expression"),
        ("{{ label }}\n{% for a in tags %}", 2, "Unexpected end of template"),
        ("{{ label }}\n{{ 1 / 0 }}", 2, "division by zero"),
        ("{{ label }}\n{{ 'x' * 10 ** 9 }}", 2, "is for small sums only"),
        ("{{ label }}\n{{ ''.__class__.__mro__ }}", 2, "unsafe"),
        (
            "{{ label }}\n{% include '/etc/passwd' %}",
            2,
            "there is no “/etc/passwd”: a template includes only templates",
        ),
        ("{{ label }}\n{% macro a() %}{{ a() }}{% endmacro %}{{ a() }}", 2, "without end"),
        ("{% for a in range(99999) %}{{ label }} and more{% endfor %}", 1, "more than 50,000 characters"),
        ("{{ label }}\n{{ range(10000000) }}", 2, "Range too big"),
    ],
)
def test_what_is_wrong_in_a_template_is_named_with_file_and_line(
    run: Run, mine: Path, text: str, line: int, reason: str
) -> None:
    mine.write_text(text, "utf-8")
    said = run(*CAPTION)
    assert (said.code, said.err.count("\n"), said.out) == (5, 2, "")
    assert said.err.startswith(f"error[bad-caption-template]: {mine}, line {line}: ")
    assert reason in said.err


def test_an_endless_loop_is_stopped(mine: Path) -> None:
    mine.write_text("{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}", "utf-8")
    began = time.monotonic()
    with pytest.raises(render.BadCaptionTemplate, match="it was stopped after 1 seconds"):
        render.texts(templates.templates()["mine"], [{"label": "广告"}], seconds=1)
    assert time.monotonic() - began < 60


def test_the_child_that_renders_sees_no_key(mine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mine.write_text("{{ label }}", "utf-8")
    child = mine.parent / "child.py"
    child.write_text("import json, os\nprint(json.dumps({'texts': [' '.join(os.environ)]}))", "utf-8")
    monkeypatch.setattr(sandbox, "__file__", str(child))
    monkeypatch.setenv("SHARECLI_KEY_DUB", "secret")
    monkeypatch.setenv("SOME_TOKEN", "secret")
    (seen,) = render.texts(templates.templates()["mine"], [{}])
    assert "PATH" in seen.split()
    assert not {"SHARECLI_KEY_DUB", "SOME_TOKEN"} & set(seen.split())


def test_an_own_template_is_used_and_may_include_another(run: Run, mine: Path) -> None:
    mine.write_bytes("\ufeff{% include 'plain.txt' %}\r\n\r\n\r\n\r\n到 {{ channel }} 问我".encode())
    assert run(*CAPTION).out.splitlines()[-2:] == ["", "到 微博 问我"]
    mine.rename(mine.with_name("weibo.friendly.zh.txt"))
    templates._templates.cache_clear()
    assert run(*CAPTION[:-2]).out.endswith("到 微博 问我\n")


def test_a_template_without_the_label_is_refused(run: Run, mine: Path) -> None:
    mine.write_text("{{ title }}\n{{ link }}", "utf-8")
    said = run(*CAPTION)
    assert (said.code, "label-missing (in the template “mine”)" in said.err) == (1, True)


@pytest.mark.parametrize(
    ("name", "content"), [("a.b.c.d.txt", b"x"), ("mine.txt", b"\xff"), ("mine.txt", b"x" * 100_001)]
)
def test_a_file_that_is_no_template_is_named(run: Run, mine: Path, name: str, content: bytes) -> None:
    mine.with_name(name).write_bytes(content)
    said = run(*CAPTION)
    assert (said.code, said.err.count("\n"), name in said.err) == (5, 2, True)


def test_the_builtin_templates_use_only_fields_that_are_given() -> None:
    for one in templates.templates().values():
        assert isinstance(one, Template)
        assert "texts" not in sandbox.rendered({one.file: one.source()}, one.file, [{}])


def test_a_copy_is_made_once_and_in_each_language(run: Run, home: Path) -> None:
    said = run("caption", "template", "new", "Warm", "--from", "friendly")
    names = {Path(line).name for line in said.out.split()}
    assert names == {"warm.zh.txt", "warm.zh-Hant.txt", "warm.en.txt", "xiaohongshu.warm.zh.txt", "email.warm.en.txt"}
    assert (run("caption", "template", "new", "warm").code, run("caption", "template", "new", "weibo").code) == (4, 4)
    assert run("caption", "template", "new", "cool", "--from", "nothing").code == 3
    assert run("caption", "template", "new", "a/b").code == 2
    listed = run("caption", "templates", "-F", "csv").out
    assert f"warm,,zh,True,{home}" in listed or "warm" in listed
