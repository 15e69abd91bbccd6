"""A product's words, checked one by one: titles, tags, links, estimates."""

import pytest
from hypothesis import given, strategies as st

from factories import product
from sharecli.errors import BadValue
from sharecli.products.model import LONGEST_TITLE, LONGEST_URL, tags_of, title_of, url_of
from sharecli.text import one_line


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("https://shop.example", "https://shop.example/"),
        ("HTTPS://Shop.Example/A", "https://shop.example/A"),
        ("https://例子.中国/茶?名=龙井", "https://xn--fsqu00a.xn--fiqs8s/%E8%8C%B6?%E5%90%8D=%E9%BE%99%E4%BA%95"),
        ("https://bücher.example/", "https://xn--bcher-kva.example/"),
        ("https://shop.example/a%20b?x=%E8%8C%B6+1&&y", "https://shop.example/a%20b?x=%E8%8C%B6+1&&y"),
        ("  https://shop.example/x#part ", "https://shop.example/x#part"),
        ("https://shop.example:8443/x", "https://shop.example:8443/x"),
        ("https://[2001:db8:0::1]/x", "https://[2001:db8::1]/x"),
    ],
)
def test_a_link_is_kept_normalised_and_what_is_encoded_stays(said: str, kept: str) -> None:
    assert url_of(said) == kept


@pytest.mark.parametrize(
    "said",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "ftp://shop.example/x",
        "//shop.example/x",
        "shop.example/x",
        "https://",
        "https:///x",
        "https://shop example/x",
        "https://shop.example/a b",
        "https://shop.example/a\r\nSet-Cookie: x",
        "https://shop.example/a\tb",
        "https://shop.example/\x1b[31m",
        "https://shop.example/\x00",
        "https://shop.example/\u202egpj",
        "https://shop.example/\ud800",
        "https://shop.example\\@evil.example/",
        "https://seller:secret@shop.example/",
        "https://seller@shop.example/",
        "https://@shop.example/",
        "https://shop.example:99999/",
        "https://shop.example:x/",
        "https://[::1/",
        "https://[v1.x]/",
        "https://" + "a" * 64 + ".example/",
        "https://a..example/",
        "https://-/",
        "",
        "https://shop.example/" + "x" * LONGEST_URL,
    ],
)
def test_a_link_that_no_browser_should_follow_is_refused(said: str) -> None:
    with pytest.raises(BadValue):
        url_of(said)


@given(st.text(alphabet=st.characters(), max_size=60))
def test_any_text_is_a_link_or_a_refusal_and_a_kept_link_stays_as_it_is(said: str) -> None:
    for words in (said, f"https://shop.example/{said}", f"https://{said}/x"):
        try:
            kept = url_of(words)
        except BadValue:
            continue
        assert kept.isascii()
        assert kept.isprintable()
        assert " " not in kept
        assert url_of(kept) == kept


@given(st.text(alphabet=st.characters(), max_size=60))
def test_a_kept_title_is_one_visible_line_and_stays_as_it_is(said: str) -> None:
    try:
        kept = title_of(said)
    except BadValue:
        assert not one_line(said) or len(said) > LONGEST_TITLE
        return
    assert "\n" not in kept
    assert "\x1b" not in kept
    assert title_of(kept) == kept


def test_a_title_of_three_hundred_characters_is_kept_and_one_more_is_refused() -> None:
    assert len(title_of("茶" * LONGEST_TITLE)) == LONGEST_TITLE
    with pytest.raises(BadValue, match="301 characters"):
        title_of("茶" * (LONGEST_TITLE + 1))


def test_tags_are_lower_case_each_once_and_sorted_however_they_were_joined() -> None:
    assert tags_of(["Tea,gift", "茶、礼物", "tea gift"]) == ("gift", "tea", "礼物", "茶")


@given(st.lists(st.text(max_size=12), max_size=6))
def test_tags_joined_by_spaces_are_read_back_the_same(words: list[str]) -> None:
    try:
        tags = tags_of(words)
    except BadValue:
        return
    assert tags_of([" ".join(tags)]) == tags


def test_an_estimate_is_rounded_half_up_to_the_currency_and_unknown_without_a_rate() -> None:
    estimate = product(price="19.90", commission="2.5%").estimate()
    assert estimate is not None
    assert str(estimate) == "0.50"
    yen = product(price="1250", currency="JPY", commission="1%").estimate()
    assert yen is not None
    assert str(yen) == "13"
    assert product(commission="").estimate() is None
    assert product(price="").estimate() is None
