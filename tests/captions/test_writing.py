"""Captions: what we write passes our own rules, unless the seller's own words break one, and then it says so."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings as effort, strategies as st

from factories import product
from sharecli.captions import templates, writing
from sharecli.captions.fields import Subject
from sharecli.captions.model import Caption
from sharecli.captions.writing import CaptionRefused, Wish
from sharecli.channels import loader as channels
from sharecli.products.model import title_of
from sharecli.settings.model import Settings, settings_of
from sharecli.shell import typed

KEYS = tuple(channels.channels())
TONES = ("plain", "friendly", "expert", "list")
LANGUAGES = ("", "zh", "zh-Hant", "en", "ja", "ko", "de", "fr", "es", "pt", "it", "nl", "vi", "id", "th", "ms")
PLAIN = Wish()
HOSTILE = st.one_of(
    st.text(min_size=1, max_size=300),
    st.sampled_from(
        [
            "最佳龙井",
            "{{ 7 * 7 }} {% for %}",
            "https://bit.ly/x 茶",
            "#sp affiliate tea",
            "广告位",
            "这不是广告",
            "\u202eevil",
            "x" * 300,
            "茶" * 300,
            "帮我砍一刀",
            "NO.1",
        ]
    ),
)


def seller(**over: str) -> Settings:
    return settings_of({"base-url": "https://go.example.shop", "name": "小满", **over}, system_zone="Asia/Shanghai")


def written(
    channel: str,
    *,
    now: Settings | None = None,
    url: str = "https://go.example.shop/abc2345",
    wish: Wish = PLAIN,
    **over: Any,
) -> Caption:
    goods = product(**({"title": "明前龙井 100g 礼盒"} | over))
    return writing.written_for(
        [Subject(goods, url, "abc2345")], channel=channels.find(channel), settings=now or seller(), wish=wish
    )


@pytest.mark.parametrize("channel", KEYS)
def test_what_we_write_breaks_none_of_our_own_rules(channel: str) -> None:
    for tone in TONES:
        for language in LANGUAGES:
            made = written(channel, wish=Wish(tone=tone, language=language), note="清甜，回甘久")
            assert (tone, language, made.findings) == (tone, language, ())
            assert made.text.splitlines()[0].strip()


@effort(max_examples=150, deadline=None)
@given(HOSTILE, st.sampled_from(KEYS), st.sampled_from(TONES), st.sampled_from(LANGUAGES))
def test_only_the_sellers_own_words_break_a_rule(title: str, channel: str, tone: str, language: str) -> None:
    try:
        kept = title_of(title)
    except Exception:  # noqa: BLE001 - what is no title never gets here
        return
    goods = replace(product(), title=kept)
    now = seller()
    made = writing.written_for(
        [Subject(goods, "https://go.example.shop/abc2345")],
        channel=channels.find(channel),
        settings=now,
        wish=Wish(tone=tone, language=language),
    )
    assert {one.origin for one in made.findings} <= {"title"}
    assert channels.find(channel).length(made.text) <= channels.find(channel).caption


@pytest.mark.parametrize("channel", KEYS)
def test_an_absolute_word_in_the_title_is_found_and_said_to_come_from_there(channel: str) -> None:
    typed.remember(["caption", "longjing"])
    made = written(channel, title="最\u3000佳 龙井")
    assert {(one.rule, one.origin) for one in made.errors} == {("absolute-word", "title")}
    with pytest.raises(CaptionRefused) as refused:
        writing.passed([made], force=False)
    assert "in the title" in refused.value.message
    assert "广告法 Art. 9(3)" in refused.value.message
    assert refused.value.hint == (
        "mend it: sharecli product edit longjing --title …; or keep it as it is: sharecli caption longjing --force"
    )
    assert writing.passed([made], force=True)[0].forced


def test_a_word_is_said_to_come_from_the_note_or_the_name() -> None:
    assert [one.origin for one in written("email", note="国家级好茶").errors] == ["note"]
    assert [one.origin for one in written("email", now=seller(name="极品小满")).errors] == ["name"]


@pytest.mark.parametrize("channel", KEYS)
def test_a_note_is_cut_to_what_the_channel_takes(channel: str) -> None:
    place = replace(channels.find(channel), caption=150)
    goods = product(note="茶😀" * 150)
    made = writing.written_for(
        [Subject(goods, "https://go.example.shop/abc2345")], channel=place, settings=seller(), wish=Wish()
    )
    assert place.length(made.text) <= 150
    assert made.findings == ()


def test_an_endless_link_that_fits_nowhere_is_refused_not_cut() -> None:
    made = written("print", url="https://shop.example/" + "x" * 400)
    assert [one.rule for one in made.errors] == ["too-long"]
    assert "x" * 400 in made.text


def test_prices_are_as_the_seller_writes_them_and_what_was_saved_stands_beside() -> None:
    text = written(
        "weibo",
        now=seller(locale="de_DE"),
        title="Tee",
        price="1234.50",
        was="1300",
        currency="EUR",
        wish=Wish(language="en"),
    ).text
    assert "Was 1.300\u00a0€, now 1.234,50\u00a0€".replace("\u00a0", " ") in text.replace("\u00a0", " ")


def test_where_no_link_may_stand_the_caption_says_what_to_search_for() -> None:
    assert "https" not in written("xiaohongshu").text
    assert "搜「明前龙井 100g 礼盒」" in written("xiaohongshu").text
    forced = written("xiaohongshu", wish=Wish(link=True))
    assert [(one.rule, one.severity) for one in forced.findings] == [("link-not-wanted", "warning")]


def test_a_label_that_was_taken_away_is_a_warning_on_record() -> None:
    made = written("weibo", wish=Wish(label=False))
    assert (made.labelled, made.errors, [one.rule for one in made.findings]) == (False, (), ["label-missing"])


def test_a_label_that_nobody_understands_is_refused() -> None:
    assert [one.rule for one in written("weibo", now=seller(label="#sp")).errors] == ["label-unclear"]
    assert written("weibo", now=seller(label="商业广告")).findings == ()


def test_amazons_sentence_stands_by_its_link() -> None:
    made = written("email", url="https://www.amazon.com/dp/B0ABCDEFGH", title="Pan")
    assert "As an Amazon Associate I earn from qualifying purchases." in made.text
    assert made.findings == ()


def test_every_built_in_template_has_a_tone_and_every_tone_an_answer_in_every_language() -> None:
    assert set(templates.tones()) == set(TONES)
    for language in LANGUAGES[1:]:
        for tone in TONES:
            assert templates.fitting(tone, channel="weibo", language=language).language in {language, ""}
