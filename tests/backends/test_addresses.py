"""Addresses compared, and people's names left out of what a stranger reads."""

from urllib.parse import parse_qsl, quote, urlsplit

import pytest
from hypothesis import given, strategies as st

from sharecli.backends.addresses import same_address, without_names
from sharecli.backends.model import Visits


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://shop.example.com", "https://SHOP.example.com:443/", True),
        ("https://shop.example.com/%E8%8C%B6?a=%20", "https://shop.example.com/茶?a= ", True),
        ("https://shop.example.com/a", "http://shop.example.com/a", False),
        ("https://shop.example.com/a", "https://shop.example.com/A", False),
        ("https://shop.example.com/?a=1", "https://shop.example.com/?a=2", False),
        ("https://shop.example.com/", "https://shop.example.com.evil.test/", False),
        ("https://shop.example.com/", "https://shop.example.com@evil.test/", False),
        ("https://[bad", "https://[bad", True),
        ("", "https://shop.example.com/", False),
    ],
)
def test_addresses_are_one_however_they_are_written(one: str, other: str, *, same: bool) -> None:
    assert same_address(one, other) is same


@pytest.mark.parametrize(
    ("query", "kept", "dropped"),
    [
        ("id=7&utm_content=ling", "id=7", ("utm_content",)),
        ("utm_campaign=autumn-ling&utm_source=qq", "utm_source=qq", ("utm_campaign",)),
        ("utm_term=%E5%BC%A0%E7%8E%B2%E5%A5%BD&UTM_MEDIUM=LING", "", ("utm_term", "utm_medium")),
        ("utm_campaign=sterling&seller=ling", "utm_campaign=sterling&seller=ling", ()),
        ("utm_content=for+ling", "", ("utm_content",)),
        ("", "", ()),
    ],
)
def test_tags_that_name_a_person_are_left_out_and_nothing_else(query: str, kept: str, dropped: tuple[str, ...]) -> None:
    url = f"https://shop.example.com/p?{query}#part" if query else "https://shop.example.com/p#part"
    wanted = f"https://shop.example.com/p?{kept}#part" if kept else "https://shop.example.com/p#part"
    assert without_names(url, {"ling", "张玲", " "}) == (wanted, dropped)


@given(st.lists(st.tuples(st.sampled_from(["id", "utm_source", "utm_term", "x"]), st.text(max_size=8)), max_size=6))
def test_no_name_is_left_in_a_utm_tag_and_all_else_stays(pairs: list[tuple[str, str]]) -> None:
    safe = [(name, value.encode("utf-8", "ignore").decode()) for name, value in pairs]
    url = "https://shop.example.com/?" + "&".join(
        f"{name}={quote(value)}" for name, value in [*safe, ("utm_x", "ling")]
    )
    left, dropped = without_names(url, ["ling"])
    assert "utm_x" in dropped
    there = parse_qsl(urlsplit(left).query, keep_blank_values=True)
    assert [one for one in there if one[0] == "id"] == [one for one in safe if one[0] == "id"]


def test_visits_of_two_backends_have_no_sum() -> None:
    with pytest.raises(TypeError):
        Visits(1) + Visits(2)  # type: ignore[operator]
