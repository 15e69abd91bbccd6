"""The rules: each finds its examples and lets its counter-examples pass; a broken file is named with its line."""

import json
import re
from pathlib import Path

import pytest

from conftest import Run
from sharecli.captions import lint, rules
from sharecli.captions.model import Rule
from sharecli.channels import loader as channels
from sharecli.errors import BadData

EVERY = [one for one in rules.rules() if one.kind == "words"]


def _named(value: object) -> str:
    return value.name if isinstance(value, Rule) else str(value)


@pytest.mark.parametrize("rule", EVERY, ids=_named)
def test_a_rule_finds_its_examples_and_lets_its_counter_examples_pass(rule: Rule) -> None:
    for text in rule.finds:
        assert lint._of_words(rule, f"广告 {text}", ()), text
    for text in rule.passes:
        assert lint._of_words(rule, f"广告 {text}", ()) == [], text


@pytest.mark.parametrize("rule", EVERY, ids=_named)
def test_every_rule_about_words_has_examples_of_both_kinds_a_source_and_both_languages(rule: Rule) -> None:
    assert len(rule.finds) >= 3
    assert len(rule.passes) >= 3
    assert rule.source
    assert rule.why != rule.why_zh
    assert re.search(r"[\u4e00-\u9fff]", rule.why_zh)
    assert all(channels.find(key).key == key for key in rule.channels)


@pytest.mark.parametrize("rule", EVERY, ids=_named)
def test_every_word_is_found_with_spaces_zero_width_characters_and_in_full_width(rule: Rule) -> None:
    for word in rule.words:
        plain = word.replace("…", "一些")
        wide = "".join(chr(ord(one) + 0xFEE0) if "!" <= one <= "~" else one for one in plain)
        for disguised in (plain, plain.upper(), "\u200b".join(plain), wide):
            assert lint._of_words(rule, f"x, {disguised}, x", ()) or any(
                excused.replace("…", "") in plain for excused in rule.exceptions
            ), disguised


def test_the_first_characters_column_is_one_and_a_disguised_word_is_cited_as_it_stands() -> None:
    found = lint.lint("广告\n茶，最\u200b 佳\u200b！", channel=channels.find("email"), language="zh")
    assert [(one.rule, one.line, one.column, one.at, one.words) for one in found] == [
        ("absolute-word", 2, 3, 5, "最� 佳")
    ]


def test_an_english_or_japanese_caption_has_nothing_of_chinese_law_in_its_own_words() -> None:
    email = channels.find("email")
    assert lint.lint("広告\n最高級のお茶", channel=email, language="ja") == []
    assert [one.rule for one in lint.lint("Ad\n最高级 tea", channel=email, language="en")] == ["absolute-word"]


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ('[[rule]]\nname = "x"\nseverity = "grave"\n', 3, "“severity” should be one of error, warning"),
        ('[[rule]]\nname = "x"\nkind = "wods"\n', 3, "“kind” should be one of words, label"),
        ('[[rule]]\nname = "x"\nseverity = "error"\nwords = ["a", ""]\n', 4, "“words” has an empty word in it"),
        ('[[rule]]\nname = "x"\nseverity = "error"\nwhy = "y"\nsource = "z"\n', 1, "“words” is missing"),
        (
            '[[rule]]\nname = "x"\nseverity = "error"\nwhy = "y"\nsource = "z"\nword = ["a"]\nwords = ["a"]\n',
            6,
            "“word” is not a key",
        ),
        ("[[rule]\n", 1, "expected"),
    ],
)
def test_a_broken_rule_file_is_named_with_its_line(run: Run, home: Path, text: str, line: int, reason: str) -> None:
    own = home / "config" / "sharecli" / "captions" / "rules"
    own.mkdir(parents=True)
    (own / "mine.toml").write_text(text, "utf-8")
    said = run("caption", "lint", "-", "--channel", "email", stdin="广告".encode())
    assert (said.code, said.err.count("\n")) == (5, 2)
    assert f"mine.toml, line {line}: {reason}" in said.err
    with pytest.raises(BadData):
        rules.rules()


def test_a_sellers_own_rule_is_added(run: Run, home: Path) -> None:
    own = home / "config" / "sharecli" / "captions" / "rules"
    own.mkdir(parents=True)
    text = '[[rule]]\nname = "mine"\nseverity = "warning"\nwhy = "no"\nsource = "my own"\nwords = ["tea lover"]\n'
    (own / "mine.toml").write_text(text, "utf-8")
    said = run(
        "caption", "lint", "-", "--channel", "email", "-F", "json", stdin=b"Ad\nFor tea-lovers, a TEA  L0VER says"
    )
    assert [(row["rule"], row["words"], row["source"]) for row in json.loads(said.out)] == [
        ("mine", "TEA L0VER", "my own")
    ]
    assert said.code == 0
