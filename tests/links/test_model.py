"""Tags on links, and the loop that a link must not make. Pure."""

from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given, strategies as st

from sharecli.errors import BadValue
from sharecli.links.model import not_a_loop
from sharecli.links.tagging import Tagging
from sharecli.products.model import url_of

TAGS = {"utm_source": "{channel}", "utm_medium": "social", "utm_campaign": "{campaign}", "utm_content": "{link}"}


def tagged(url: str, tags: dict[str, str], values: dict[str, str]) -> str:
    return Tagging(url, tags).tagged(values)


VALUES = {"channel": "wechat_moments", "campaign": "spring", "link": "b2c3d4f", "account": ""}


def test_tags_come_behind_what_stands_there_byte_by_byte() -> None:
    url = "https://shop.example/x?a=%E8%8C%B6+1&&b&c=%2f#part"
    assert tagged(url, TAGS, VALUES) == (
        "https://shop.example/x?a=%E8%8C%B6+1&&b&c=%2f"
        "&utm_source=wechat_moments&utm_medium=social&utm_campaign=spring&utm_content=b2c3d4f#part"
    )


def test_a_parameter_of_the_sellers_own_stays_and_a_tag_without_a_value_is_left_out() -> None:
    made = tagged("https://shop.example/?utm_source=mine&utm_medium=", TAGS | {"tag": "{account}"}, VALUES)
    assert made == "https://shop.example/?utm_source=mine&utm_medium=&utm_campaign=spring&utm_content=b2c3d4f"


@given(st.text(st.characters(min_codepoint=33, max_codepoint=0x9FFF), max_size=40))
def test_tagging_adds_parameters_and_changes_nothing_else(query: str) -> None:
    try:
        url = url_of(f"https://shop.example/x?{query}")
    except BadValue:
        return
    before, after = urlsplit(url), urlsplit(tagged(url, TAGS, VALUES))
    assert after.query.startswith(before.query)
    assert (after.netloc, after.path, after.fragment) == (before.netloc, before.path, before.fragment)
    assert set(TAGS) <= {name for name, _value in parse_qsl(after.query, keep_blank_values=True)}
    assert tagged(urlsplit(url).geturl(), {}, VALUES) == url


@pytest.mark.parametrize(
    ("destination", "base", "loops"),
    [
        ("https://go.example/x", "https://go.example", True),
        ("https://GO.example/", "https://go.example", True),
        ("https://go.example/s/x", "https://go.example/s", True),
        ("https://go.example/shop", "https://go.example/s", False),
        ("https://go.example.evil/x", "https://go.example", False),
        ("https://shop.example/?u=https://go.example/x", "https://go.example", False),
        ("https://shop.example/", "", False),
    ],
)
def test_a_link_that_leads_back_to_its_own_short_domain_is_refused(destination: str, base: str, loops: bool) -> None:  # noqa: FBT001
    if loops:
        with pytest.raises(BadValue, match="back to your own short domain"):
            not_a_loop(destination, base)
    else:
        assert not_a_loop(destination, base) == destination
