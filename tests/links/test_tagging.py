"""Each platform's grammar of sub-ids: what is written into a link, or entered by hand, leads back to the link."""

import json
import re
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given, strategies as st

from conftest import Run
from sharecli import places
from sharecli.channels import loader as channels
from sharecli.commissions.attribution import Map
from sharecli.errors import BadData, BadValue
from sharecli.links.clearing import cleared
from sharecli.links.model import Link
from sharecli.links.tagging import Tagging, Way, by_hand
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
    there = Way(URLS[platform], platform, now).to(code=code, product="cup", channel="wechat-moments", campaign="")
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
        Way(URLS["cj"], "cj", now).to(code=code, product="c", channel="qq", campaign="")


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


FOREIGN = {
    # platform: the link that was copied from somebody, what it is without their words, what is said to be replaced
    "awin": (
        "https://www.awin1.com/cread.php?awinmid=1&clickref=old&ued=https%3A%2F%2Fshop.example",
        "https://www.awin1.com/cread.php?awinmid=1&ued=https%3A%2F%2Fshop.example&clickref=b2c3d4f",
        ("clickref=old",),
    ),
    "impact": (
        "https://shop.sjv.io/c/1/2/3?subid1=old&x=1&subId1=older&subId2=theirs",
        "https://shop.sjv.io/c/1/2/3?x=1&subId1=b2c3d4f&subId2=qq&subId3=cup",
        ("subid1=old", "subId1=older", "subId2=theirs"),
    ),
    "ebay": (
        "https://www.ebay.com/itm/100000000001?mkevt=1&campid=999&customid=old&toolid=20012#x",
        (
            "https://www.ebay.com/itm/100000000001?mkevt=1&toolid=20012&mkcid=1&campid=mine&customid=b2c3d4f"
            "&mkrid=711-53200-19255-0#x"
        ),
        ("campid=999", "customid=old"),
    ),
    "amazon": (
        "https://www.amazon.com/dp/B08N5WRWNW?tag=other-20&ascsubtag=zz&th=1",
        "https://www.amazon.com/dp/B08N5WRWNW?th=1&tag=mine",
        ("tag=other-20", "ascsubtag=zz"),
    ),
    "own-shop": (
        "https://shop.example.com/p?utm_campaign=mine",
        "https://shop.example.com/p?utm_campaign=mine&utm_source=qq&utm_medium=social&utm_content=b2c3d4f",
        (),
    ),
}


@pytest.mark.parametrize("platform", FOREIGN)
def test_words_of_others_make_room_for_ours(platform: str, now: Settings) -> None:
    url, there, taken = FOREIGN[platform]
    way = Way(url, platform, replace(now, accounts={platform: "mine"}))
    assert way.to(code="b2c3d4f", product="cup", channel="qq", campaign="") == there
    assert way.taken == taken


def test_the_sellers_own_account_stays_with_all_that_belongs_to_it(now: Settings) -> None:
    url = "https://www.amazon.com/dp/B08N5WRWNW?tag=mine&ascsubtag=zz"
    way = Way(url, "amazon", replace(now, accounts={"amazon": "mine"}))
    assert (way.to(code="b2c3d4f", product="cup", channel="qq", campaign=""), way.taken) == (url, ())
    way = Way(url, "amazon", now)  # whose it is, is not known
    assert (way.to(code="b2c3d4f", product="cup", channel="qq", campaign=""), way.taken) == (url, ())


def test_an_account_in_a_file_of_the_sellers_own_goes_before_anothers(now: Settings) -> None:
    folder = Path(places.config_folder()) / "platforms"
    folder.mkdir(parents=True)
    (folder / "amazon.toml").write_text('[links.tags-at."amazon.de"]\ntag = "mine-21"\n', "utf-8")
    platforms.platforms.cache_clear()
    way = Way("https://www.amazon.de/dp/B08N5WRWNW?tag=other-21", "amazon", now)
    assert way.to(code="x", product="cup", channel="qq", campaign="").endswith("?tag=mine-21")
    assert way.taken == ("tag=other-21",)


@given(st.lists(st.sampled_from(["tag=a", "tag=b", "TAG=mine", "ascsubtag=1", "x=%E8%8C%B6", "", "q", "tag"])))
def test_what_is_nobodys_account_stays_byte_by_byte(pieces: list[str]) -> None:
    url = "https://www.amazon.com/dp/B08N5WRWNW?" + "&".join(pieces)
    seller = platforms.find("amazon")
    left, taken = cleared(url, seller.tags, seller, "mine")
    others = [one for one in pieces if not one.lower().startswith(("tag", "ascsubtag"))]
    assert [one for one in urlsplit(left).query.split("&") if one in others and one] == [one for one in others if one]
    assert not {"tag=a", "tag=b"} & set(urlsplit(left).query.split("&"))
    assert taken or left == url or not {"tag=a", "tag=b", "tag"}.isdisjoint(pieces)


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("https://s.click.taobao.com/t?e=abc&pid=mm_1_2_3&sub=old", "adzone was entered when taobao made it"),
        ("https://amzn.to/abc?tag=other-20", "no report of amazon leads back to its channel"),
        ("https://shopee.ph/x-i.1.2?affiliate_id=9", "Sub_id1, Sub_id2 was entered when shopee made it"),
    ],
)
def test_a_signed_link_is_never_touched_and_the_seller_is_told(run: Run, url: str, said: str) -> None:
    run("config", "set", "account.amazon", "mine-20")
    run("product", "add", url, "--title", "Cup", "--code", "cup")
    found = run("link", "new", "cup", "-c", "qq", "-c", "email", "-F", "json")
    assert {one["destination"] for one in json.loads(found.out)} == {url}
    assert "warning: cup: a signed link stays as it is" in found.err
    assert said in found.err
    assert "signed" not in run("link", "new", "cup", "-c", "qq").err


def test_the_seller_is_told_what_was_replaced(run: Run) -> None:
    url = "https://www.amazon.com/dp/B08N5WRWNW?tag=other-20&ascsubtag=zz"
    run("product", "add", url, "--title", "Echo", "--code", "echo")
    assert "whether tag=other-20 in the link is yours is not known here" in run("link", "new", "echo", "-c", "qq").err
    run("config", "set", "account.amazon", "mine-20")
    late = run("link", "new", "echo", "-c", "qq", "-c", "email", "-F", "json")
    assert {one["destination"] for one in json.loads(late.out)} == {"https://www.amazon.com/dp/B08N5WRWNW?tag=mine-20"}
    said = "echo: the shop's link carried tag=other-20, ascsubtag=zz; your own stands there now"
    assert said in late.err
    assert "carried" not in run("link", "new", "echo", "-c", "qq").err
    assert said in run("link", "new", "--from", "-", stdin=b"product,channel\necho,weibo\n").err
    assert said in run("link", "new", "echo", "-c", "telegram", "--dry-run").err
    awin = "https://www.awin1.com/cread.php?awinmid=1&clickref={}"
    run("product", "add", awin.format("old"), "--title", "Awin", "--code", "awin")
    run("link", "new", "awin", "-c", "qq", "--code", "awin-qq")
    assert "carried clickref=zz" in run("link", "retarget", "awin-qq", awin.format("zz")).err
    assert "carried" not in run("link", "retarget", "awin-qq", awin.format("awin-qq")).err
    assert "carried" not in run("link", "retarget", "awin-qq", awin.format("zz"), "--as-it-is").err


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
