"""What a platform knows about a link, without any file."""

import dataclasses

import pytest
from hypothesis import given, strategies as st

from sharecli.platforms.model import Platform, host_of

PLATFORM = Platform(
    key="corner",
    name="Corner",
    name_zh="街角",
    currency="CNY",
    hosts=("corner.example", "shop.corner.example"),
    items=(r"path:/p/(\d+)", "query:id"),
    tags={"sub": "{link}", "market": "general"},
    tags_at={"de.corner.example": {"market": "de"}, "b.de.corner.example": {"market": "b"}},
    account="",
    signed_hosts=("go.corner.example",),
    signed_parameters=("sig",),
    shorten=True,
    shorten_rule="",
    print=True,
    print_rule="",
    statement="",
    reports=(),
)


def test_a_platform_is_named_in_the_sellers_language() -> None:
    assert (PLATFORM.named("zh_CN"), PLATFORM.named("zh"), PLATFORM.named("en")) == ("街角", "街角", "Corner")


def test_a_subdomain_belongs_to_a_domain_and_a_lookalike_does_not() -> None:
    assert PLATFORM.sells_at("corner.example")
    assert PLATFORM.sells_at("www.corner.example")
    assert not PLATFORM.sells_at("evilcorner.example")
    assert not PLATFORM.sells_at("corner.example.evil")
    assert not PLATFORM.sells_at("example")
    assert not PLATFORM.sells_at("")


def test_the_longest_domain_is_the_one_a_host_belongs_to() -> None:
    assert PLATFORM.domain_of("a.shop.corner.example") == "shop.corner.example"
    assert PLATFORM.domain_of("shop.example") == ""


def test_the_first_place_that_names_an_item_wins_and_an_empty_one_is_passed_over() -> None:
    assert PLATFORM.item_in("https://corner.example/p/7?id=8") == "7"
    assert PLATFORM.item_in("https://corner.example/x?id=8") == "8"
    assert PLATFORM.item_in("https://corner.example/x?id=") == ""
    assert PLATFORM.item_in("https://corner.example/x#id=8") == ""


def test_a_signing_parameter_counts_even_when_it_is_empty() -> None:
    assert PLATFORM.signs("https://corner.example/p/7?sig=")
    assert PLATFORM.signs("https://GO.corner.example/x")
    assert not PLATFORM.signs("https://corner.example/p/7?signature=1")
    assert not PLATFORM.signs("https://corner.example/sig=1")


def test_a_domains_own_tags_stand_over_the_general_ones() -> None:
    assert PLATFORM.tags_for("https://corner.example/") == {"sub": "{link}", "market": "general"}
    assert PLATFORM.tags_for("https://www.de.corner.example/") == {"sub": "{link}", "market": "de"}
    assert PLATFORM.tags_for("https://b.de.corner.example/") == {"sub": "{link}", "market": "b"}
    assert PLATFORM.tags == {"sub": "{link}", "market": "general"}


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://Corner.Example:8443/x", "corner.example"),
        ("https://corner.example./x", "corner.example"),
        ("https://corner.example@evil.example/", "evil.example"),
        ("https://[::1]/", "::1"),
        ("https://[::1", ""),
        ("corner.example", ""),
        ("", ""),
    ],
)
def test_the_host_of_a_link_is_what_a_browser_would_go_to(url: str, host: str) -> None:
    assert host_of(url) == host


@given(st.text())
def test_no_text_at_all_breaks_the_questions_a_link_is_asked(text: str) -> None:
    for url in (text, f"https://{text}", f"https://corner.example/{text}"):
        assert isinstance(PLATFORM.signs(url), bool)
        assert isinstance(PLATFORM.item_in(url), str)
        assert PLATFORM.tags_for(url)["sub"] == "{link}"


def test_a_platform_cannot_be_changed_by_accident() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        PLATFORM.name = "other"  # type: ignore[misc]
