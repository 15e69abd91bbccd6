"""Each platform's grammar of sub-ids: what is written into a link, or entered by hand, leads back to the link."""

import re
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given, strategies as st

from conftest import Run
from sharecli import places
from sharecli.channels import loader as channels
from sharecli.commissions.attribution import Map
from sharecli.errors import BadData, BadValue
from sharecli.links.model import Link
from sharecli.links.tagging import Tagging, by_hand, destination_of
from sharecli.platforms import loader as platforms
from sharecli.platforms.sub_ids import PLACEHOLDERS, SubId
from sharecli.settings import records as settings
from sharecli.settings.model import Settings
from sharecli.store.open import Store

CODES = ("b2c3d4f", "b2c3d4fg", "spring-cup")
ITEM = "6100"
URLS = {
    "awin": "https://www.awin1.com/cread.php?awinmid=1&awinaffid=2&ued=https%3A%2F%2Fshop.example",
    "cj": "https://www.anrdoezrs.net/links/1/type/dlg/https://shop.example/",
    "clickbank": "https://hop.clickbank.net/?affiliate=a&vendor=b",
    "ebay": "https://www.ebay.com/itm/100000000001",
    "impact": "https://shop.sjv.io/c/1/2/3",
    "lazada": "https://c.lazada.sg/t/c.abc",
    "own-shop": "https://shop.example.com/p/cup?size=2",
    "rakuten": "https://click.linksynergy.com/deeplink?id=a&mid=1",
    "shareasale": "https://www.shareasale.com/r.cfm?b=1&u=2&m=3",
}
BY_HAND = ("douyin", "jd", "kuaishou", "partnerstack", "pinduoduo", "shopee", "taobao")
NOTHING = {
    "amazon": "its report has the account's tracking ID alone",
    "gumroad": "its links carry no word of the seller's",
    "stripe": "its links carry no word of the seller's",
    "tiktok-shop": "its report knows the content, not a word of the seller's",
}


@pytest.fixture
def now(db: Path) -> Settings:
    return settings.read(Store(db))


def origin_of(platform: str, code: str, sub_ids: tuple[str, ...], item: str = "") -> int | None:
    links = [
        (Link(code, "cup", platform, "wechat-moments", "", "https://x/", "active", "", 1), 10),
        (Link("zzzzzzz", "cup", platform, "qq", "", "https://x/", "active", "", 2), 10),
    ]
    return Map(links, {(platform, ITEM): 10}, list(channels.channels().values())).origin(platform, item, sub_ids).link


def test_every_platform_is_here() -> None:
    assert sorted([*URLS, *BY_HAND, *NOTHING]) == sorted(platforms.platforms())


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("platform", URLS)
def test_the_tag_in_the_link_leads_back_to_the_link(platform: str, code: str, now: Settings) -> None:
    there = destination_of(
        URLS[platform], platform, code=code, product="cup", channel="wechat-moments", campaign="", settings=now
    )
    assert there.startswith(URLS[platform])
    seller = platforms.find(platform)
    before = dict(parse_qsl(urlsplit(URLS[platform]).query))
    tags = {name: value for name, value in parse_qsl(urlsplit(there).query) if name not in before}
    for one in seller.sub_ids:
        if one.name in tags:
            assert re.fullmatch(f"[{one.allowed}]{{1,{one.longest}}}", tags[one.name])
    assert origin_of(platform, code, tuple(tags.values())) == 1


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("platform", BY_HAND)
def test_what_is_entered_by_hand_leads_back_to_the_link(platform: str, code: str) -> None:
    words = by_hand(platforms.find(platform), code=code, product="cup", channel="wechat-moments", campaign="")
    assert all(re.fullmatch(f"[{one.allowed}]{{1,{one.longest}}}", word) and one.where for one, word in words)
    # A promotion position has the channel's name; with the item it is the one link there.
    assert origin_of(platform, code, tuple(word for _one, word in words), ITEM) == 1


def test_no_platform_hears_of_a_person_and_every_tag_is_ascii() -> None:
    assert "person" not in PLACEHOLDERS
    for seller in platforms.platforms().values():
        tags = seller.tags | {name: word for some in seller.tags_at.values() for name, word in some.items()}
        assert all((name + word).isascii() for name, word in tags.items())
        grammars = {one.name for one in seller.sub_ids}
        assert {name for name, word in tags.items() if "{link}" in word} <= grammars, seller.key


@given(st.text(max_size=50), st.sampled_from(["a-z0-9", "A-Za-z0-9_", "A-Za-z0-9-", "A-Za-z0-9_.-"]))
def test_whatever_is_fitted_is_allowed_and_keeps_its_letters(word: str, allowed: str) -> None:
    made = SubId("x", allowed, 80).fit(word.lower())
    assert re.fullmatch(f"[{allowed}]*", made)
    assert re.sub("[^a-z0-9]", "", made) == re.sub("[^a-z0-9]", "", word.lower())


def test_a_word_that_is_too_long_is_refused_not_cut(now: Settings) -> None:
    code = "a" * 40
    with pytest.raises(BadValue, match="30 characters at most"):
        destination_of(URLS["cj"], "cj", code=code, product="c", channel="qq", campaign="", settings=now)


def test_without_its_tags_a_link_is_the_shops_own() -> None:
    url = "https://shop.example/x?a=%E8%8C%B6&b"
    tagging = Tagging(url, {"utm_source": "{channel}", "fixed": "1"})
    assert tagging.bare(tagging.tagged({"channel": "qq"})) == url


def test_link_show_says_what_to_enter(run: Run) -> None:
    run("product", "add", "https://item.jd.com/100012043978.html", "--title", "Cup", "--code", "cup")
    run("link", "new", "cup", "-c", "qq", "--code", "cup-qq")
    shown = run("link", "show", "cup-qq")
    assert "subUnionId cup_qq" in shown.out
    assert '"subUnionId": "cup_qq"' in run("link", "show", "cup-qq", "-F", "json").out


@pytest.mark.parametrize(
    ("part", "why"),
    [
        ('[links.tags]\nsub = "{link}"\n[links.sub-ids.other]\nallowed = "a-z0-9"\nlongest = 9', "is no parameter"),
        ('[links.sub-ids.sub]\nenter = "{link}"\nallowed = "a-z0-9"\nlongest = 9', "needs a"),
        ('[links.sub-ids.sub]\nenter = "{person}"\nwhere = "x"\nallowed = "a-z0-9"\nlongest = 9', "may have only"),
        ('[links.tags]\nsub = "{link}"\n[links.sub-ids.sub]\nallowed = "a-z"\nlongest = 9', "should list characters"),
        ('[links.tags]\nsub = "{link}"\n[links.sub-ids.sub]\nallowed = "^x]"\nlongest = 9', "should list characters"),
        ('[links.tags]\nsub = "{link}"\n[links.sub-ids.sub]\nallowed = "z-a0-9"\nlongest = 9', "should list"),
        ('[links.tags]\nsub = "{link}"\n[links.sub-ids.sub]\nallowed = "a-z0-9"\nlongest = 0', "whole number"),
        ('[links.tags]\nsub = "{link}"\n[links.sub-ids.sub]\nallowed = "a-z0-9"\nlongest = 9\nlenght = 1', "not a key"),
        ('[alive]\ngone-at = ["https://x.example/"]', "a host and the beginning of a path"),
        ('[alive]\nsold-out = "gone"', "list"),
    ],
)
def test_a_grammar_that_cannot_be_is_named_with_its_line(part: str, why: str) -> None:
    folder = Path(places.config_folder()) / "platforms"
    folder.mkdir(parents=True)
    (folder / "corner.toml").write_text(f'name = "X"\ncurrency = "CNY"\n{part}\n', "utf-8")
    platforms.platforms.cache_clear()
    with pytest.raises(BadData, match=why) as caught:
        platforms.platforms()
    assert re.search(r"corner\.toml, line [3-8]", str(caught.value))
