"""The platforms as they are loaded: the built-in files, real links, and a seller's own files."""

import re
from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

import sharecli.platforms
from sharecli.errors import BadData, NotFound
from sharecli.money import CURRENCIES
from sharecli.platforms import layouts, loader
from sharecli.platforms.model import Layout

BUILT_IN = {
    "amazon",
    "awin",
    "cj",
    "clickbank",
    "douyin",
    "ebay",
    "gumroad",
    "impact",
    "jd",
    "kuaishou",
    "lazada",
    "own-shop",
    "partnerstack",
    "pinduoduo",
    "rakuten",
    "shareasale",
    "shopee",
    "stripe",
    "taobao",
    "tiktok-shop",
}

LINKS = [
    # link, platform, item
    ("https://item.taobao.com/item.htm?id=575000000001&spm=a1z10", "taobao", "575000000001"),
    ("https://detail.tmall.com/item.htm?spm=x&id=600000000002", "taobao", "600000000002"),
    ("https://a.m.taobao.com/i575000000001.htm", "taobao", "575000000001"),
    ("https://world.taobao.com/item/575000000001.htm", "taobao", "575000000001"),
    ("https://detail.tmall.hk/hk/item.htm?id=11", "taobao", "11"),
    ("https://m.tb.cn/h.5AbCdEf", "taobao", ""),
    ("https://item.jd.com/100012043978.html", "jd", "100012043978"),
    ("https://item.m.jd.com/product/100012043978.html?utm_source=x", "jd", "100012043978"),
    ("https://npcitem.jd.hk/100012043978.html", "jd", "100012043978"),
    ("https://wq.jd.com/item/view?sku=100012043978", "jd", "100012043978"),
    ("https://u.jd.com/fQS0YAe", "jd", ""),
    ("https://3.cn/1-AbCdEf", "jd", ""),
    ("https://mobile.yangkeduo.com/goods.html?goods_id=72324361012", "pinduoduo", "72324361012"),
    ("https://mobile.pinduoduo.com/goods.html?a=1&goods_id=5", "pinduoduo", "5"),
    ("https://p.pinduoduo.com/OPaQ2zaG", "pinduoduo", ""),
    ("https://haohuo.jinritemai.com/views/product/item2?id=3001", "douyin", "3001"),
    ("https://haohuo.jinritemai.com/ecommerce/trade/detail/index.html?id=3001&x=1", "douyin", "3001"),
    ("https://v.douyin.com/iAbCdEf/", "douyin", ""),
    ("https://app.kwaixiaodian.com/merchant/shop/detail?id=21585967581834", "kuaishou", "21585967581834"),
    (
        "https://app.kwaixiaodian.com/page/kwaishop-buyer-goods-detail-outside?id=885839274282",
        "kuaishou",
        "885839274282",
    ),
    ("https://v.kuaishou.com/AbCdEf", "kuaishou", ""),
    ("https://shopee.ph/Rain-coat-i.100000001.20000000001", "shopee", "20000000001"),
    ("https://shopee.com.br/Anel-A%C3%A7o-i.216863756.19571410921?sp_atk=3", "shopee", "19571410921"),
    ("https://shopee.vn/product/438333144/10002287009", "shopee", "10002287009"),
    ("https://shopee.co.th/opaanlp/438333144/10002287009?__mobile__=1", "shopee", "10002287009"),
    ("https://shopee.tw/universal-link/product/1/2", "shopee", "2"),
    ("https://s.shopee.co.id/1BKAMUO5LU", "shopee", ""),
    ("https://shope.ee/8f4V2CKWrB", "shopee", ""),
    ("https://www.lazada.com.ph/products/rain-coat-i4000111222-s23000111.html", "lazada", "4000111222"),
    ("https://www.lazada.vn/products/i4000111222-s23000111.html?spm=a", "lazada", "4000111222"),
    ("https://c.lazada.co.id/t/c.bdOcnQ", "lazada", ""),
    ("https://shop.tiktok.com/view/product/1729384756102?region=VN", "tiktok-shop", "1729384756102"),
    ("https://www.tiktok.com/shop/pdp/rain-coat/1729384756102938475", "tiktok-shop", "1729384756102938475"),
    ("https://shop.tiktok.com/us/pdp/123456-coat/1729384756102938475", "tiktok-shop", "1729384756102938475"),
    ("https://vt.tiktok.com/ZSabcdef/", "tiktok-shop", ""),
    ("https://www.amazon.com/Some-Name/dp/B08N5WRWNW/ref=sr_1_1?keywords=x", "amazon", "B08N5WRWNW"),
    ("https://www.amazon.co.jp/gp/product/B08N5WRWNW", "amazon", "B08N5WRWNW"),
    ("https://www.amazon.de/gp/aw/d/B08N5WRWNW/", "amazon", "B08N5WRWNW"),
    ("https://amzn.to/3abcdef", "amazon", ""),
    ("https://a.co/d/abcdefg", "amazon", ""),
    ("https://www.ebay.com/itm/226979575818?hash=x", "ebay", "226979575818"),
    ("https://www.ebay.co.uk/itm/A-nice-thing/226979575818", "ebay", "226979575818"),
    ("https://ebay.us/m/AbCdEf", "ebay", ""),
    ("https://www.awin1.com/cread.php?awinmid=1&awinaffid=2&ued=https%3A%2F%2Fshop.example", "awin", ""),
    ("https://tidd.ly/3abcdef", "awin", ""),
    ("https://www.anrdoezrs.net/click-1000001-10000002", "cj", ""),
    ("https://www.kqzyfj.com/click-1000001-10000002?url=https%3A%2F%2Fshop.example", "cj", ""),
    ("https://vendor.hop.clickbank.net/?affiliate=me", "clickbank", ""),
    ("https://www.clickbank.com/x", "clickbank", ""),
    ("https://maker.gumroad.com/l/guide", "gumroad", "guide"),
    ("https://gumroad.com/a/100000001", "gumroad", ""),
    ("https://shop.sjv.io/c/1000001/200002/3003", "impact", ""),
    ("https://shop.pxf.io/AbCdEf", "impact", ""),
    ("https://maker.partnerstack.com/", "partnerstack", ""),
    ("https://grsm.io/me", "partnerstack", ""),
    ("https://click.linksynergy.com/deeplink?id=abc&mid=36000&murl=https%3A%2F%2Fshop.example", "rakuten", ""),
    ("https://click.linksynergy.com/fs-bin/click?id=abc&offerid=1.1", "rakuten", ""),
    ("https://www.shareasale.com/r.cfm?b=1&u=2&m=3", "shareasale", ""),
    ("https://shareasale.com/m-pr.cfm?merchantID=1&userID=2&productID=3", "shareasale", ""),
    ("https://buy.stripe.com/4gw5kA9bD3Ef8p2000", "stripe", "4gw5kA9bD3Ef8p2000"),
    ("https://donate.stripe.com/4gw5kA9bD3Ef8p2000", "stripe", "4gw5kA9bD3Ef8p2000"),
    ("https://shop.example/teapot", "own-shop", ""),
    ("https://xn--fiqs8s/茶", "own-shop", ""),
]

SIGNED = [
    "https://s.click.taobao.com/t?e=m%3D2",
    "https://uland.taobao.com/coupon/edetail?e=1",
    "https://m.tb.cn/h.5AbCdEf",
    "https://item.taobao.com/item.htm?id=1&ali_trackid=2",
    "https://u.jd.com/fQS0YAe",
    "https://union-click.jd.com/jdc?e=618&p=JF8B",
    "https://p.pinduoduo.com/OPaQ2zaG",
    "https://mobile.yangkeduo.com/duo_coupon_landing.html?goods_id=9&pid=1_2&cpsSign=CC_1&duoduo_type=2",
    "https://v.douyin.com/iAbCdEf/",
    "https://v.kuaishou.com/AbCdEf",
    "https://s.shopee.ph/an_redir?origin_link=x&affiliate_id=1",
    "https://shopee.vn/product/1/2?mmp_pid=an_1&utm_source=an_1",
    "https://s.lazada.com.ph/s.AbC",
    "https://vt.tiktok.com/ZSabcdef/",
    "https://amzn.to/3abcdef",
    "https://A.CO/d/abcdefg",
]

UNSIGNED = [
    "https://item.taobao.com/item.htm?id=1",
    "https://item.jd.com/1.html",
    "https://mobile.yangkeduo.com/goods.html?goods_id=1",
    "https://shopee.ph/a-i.1.2",
    "https://c.lazada.co.id/t/c.bdOcnQ",
    "https://www.amazon.com/dp/B08N5WRWNW",
    "https://www.ebay.com/itm/226979575818",
    "https://shop.example/?sign=1&pid=2",
]

LOOKALIKES = [
    "https://taobao.com.evil.example/item.htm?id=1",
    "https://eviltaobao.com/item.htm?id=1",
    "https://taobao.com@evil.example/item.htm?id=1",
    "https://evil.example/taobao.com/item.htm?id=1",
    "https://evil.example/?u=https://taobao.com",
    "https://shopee.ph.evil.example/a-i.1.2",
    "https://notamazon.com/dp/B08N5WRWNW",
    "https://ta-obao.com/",
    "https://[taobao.com/",
    "taobao.com/item.htm?id=1",
    "not a link",
    "",
]


@pytest.fixture(autouse=True)
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The seller's own platforms folder, empty; nothing of this machine's is read."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setenv("SHARECLI_LANG", "en")
    folder = tmp_path / "sharecli" / "platforms"
    folder.mkdir(parents=True)
    loader.platforms.cache_clear()
    yield folder
    loader.platforms.cache_clear()


def every() -> list[tuple[str, Layout]]:
    return [(key, layout) for key, platform in loader.platforms().items() for layout in platform.reports]


def test_every_built_in_platform_loads_in_the_order_of_its_key() -> None:
    assert list(loader.platforms()) == sorted(BUILT_IN)


def test_every_platform_has_a_name_in_both_languages_and_a_real_currency() -> None:
    for platform in loader.platforms().values():
        assert platform.named("en")
        assert platform.named("zh_CN")
        assert platform.currency in CURRENCIES


def test_every_layout_has_a_real_clock_and_real_currencies() -> None:
    assert every()
    for _key, layout in every():
        assert ZoneInfo(layout.time_zone)
        assert {*layout.symbols.values(), layout.currency} - {""} <= CURRENCIES
        assert layout.currency or layout.symbols or "currency" in layout.columns


def test_no_two_layouts_of_a_platform_have_one_name() -> None:
    named = [(key, layout.name) for key, layout in every()]
    assert len(named) == len(set(named))


def test_every_platform_says_how_long_a_commission_may_be_taken_back_and_who_says_so() -> None:
    for platform in loader.platforms().values():
        assert 0 <= platform.payout.holding_days <= 180
        assert platform.payout.holding_source
    assert {platform.payout.holding_days for platform in loader.platforms().values()} == {15}


def test_no_layout_reads_a_buyer() -> None:
    words = (
        r"buyer|customer|e-?mail|phone|address|\bzip\b|\bcity\b|买家|收货人|手机|电话|地址|姓名|"
        r"ผู้ซื้อ|người mua|pembeli\b|comprador|acquirente"
    )
    person = re.compile(words, re.IGNORECASE)
    for _key, layout in every():
        for headers in layout.columns.values():
            assert not [header for header in headers if person.search(header)]


def test_every_refusal_says_why_in_both_languages() -> None:
    refusals = [one for platform in loader.platforms().values() for one in platform.refusals]
    assert len(refusals) >= 10
    for one in refusals:
        assert len(one.has) >= 2
        assert one.said("en").isprintable()
        assert one.said("zh_CN") != one.said("en")
        assert not one.said("en").endswith(".")


def test_no_refusal_could_meet_a_layout() -> None:
    from sharecli.spreadsheet import name_of

    refusals = [one for platform in loader.platforms().values() for one in platform.refusals]
    for _key, layout in every():
        known = {name_of(header) for headers in layout.columns.values() for header in headers}
        known |= {name_of(header) for header in layout.has}
        for one in refusals:
            assert not {name_of(header) for header in one.has} <= known, (layout.name, one.has)


def test_headers_stand_without_the_currency_in_brackets() -> None:
    for _key, layout in every():
        for headers in layout.columns.values():
            assert not [header for header in headers if re.search(r"[()（）]|^\s|\s$", header)]


def test_only_own_shop_has_no_host_and_no_two_platforms_share_one() -> None:
    hosts = [host for platform in loader.platforms().values() for host in platform.hosts]
    assert len(hosts) == len(set(hosts))
    assert [key for key, platform in loader.platforms().items() if not platform.hosts] == ["own-shop"]


def test_every_signed_host_and_tagged_domain_belongs_to_its_platform() -> None:
    for platform in loader.platforms().values():
        for host in (*platform.signed_hosts, *platform.tags_at):
            assert platform.sells_at(host), host


def test_a_forbidden_thing_always_names_its_rule() -> None:
    for platform in loader.platforms().values():
        assert platform.shorten or platform.shorten_rule
        assert platform.print or platform.print_rule


def test_a_tag_with_an_account_comes_with_the_name_of_that_account() -> None:
    for platform in loader.platforms().values():
        values = [value for tags in (platform.tags, *platform.tags_at.values()) for value in tags.values()]
        assert bool(platform.account) == any("{account}" in value for value in values)


def test_amazon_forbids_short_links_and_paper_and_asks_for_its_sentence() -> None:
    amazon = loader.find("amazon")
    assert not amazon.shorten
    assert not amazon.print
    assert amazon.statement == "As an Amazon Associate I earn from qualifying purchases."
    assert amazon.tags == {"tag": "{account}"}


def test_shopee_reads_the_reports_of_four_languages_each_on_its_own_clock() -> None:
    clocks = {layout.name: layout.time_zone for layout in loader.find("shopee").reports}
    assert clocks == {
        "english": "Asia/Manila",
        "vietnamese": "Asia/Ho_Chi_Minh",
        "indonesian": "Asia/Jakarta",
        "brazilian": "America/Sao_Paulo",
    }


def test_shopee_shares_the_money_of_an_order_out_in_every_language() -> None:
    for layout in loader.find("shopee").reports:
        assert layout.hook == "order-money-on-first-row"
        assert {"net", "total", "estimate"} <= layout.columns.keys()
        assert set(layout.statuses.values()) == {"pending", "settled", "void"}


@pytest.mark.parametrize(("url", "key", "item"), LINKS)
def test_a_real_link_is_known_for_its_platform_and_its_item(url: str, key: str, item: str) -> None:
    platform = loader.detect(url)
    assert (platform.key, platform.item_in(url)) == (key, item)


def test_every_platform_is_recognised_from_two_shapes_of_link_or_more() -> None:
    for key in BUILT_IN:
        assert len([url for url, owner, _item in LINKS if owner == key]) >= 2, key


def test_every_host_of_a_platform_is_recognised_with_and_without_a_subdomain() -> None:
    for platform in loader.platforms().values():
        for host in platform.hosts:
            assert loader.detect(f"https://{host}/") is platform
            assert loader.detect(f"https://WWW.{host.upper()}./x") is platform


@pytest.mark.parametrize("url", SIGNED)
def test_a_signed_link_is_recognised(url: str) -> None:
    assert loader.detect(url).signs(url)


@pytest.mark.parametrize("url", UNSIGNED)
def test_a_link_that_may_take_tags_is_not_taken_for_a_signed_one(url: str) -> None:
    assert not loader.detect(url).signs(url)


@pytest.mark.parametrize("url", LOOKALIKES)
def test_a_lookalike_is_the_sellers_own_shop(url: str) -> None:
    assert loader.detect(url).key == "own-shop"


def test_a_platform_is_found_in_any_case_and_with_spaces_around() -> None:
    assert loader.find(" TaoBao ").key == "taobao"


def test_an_unknown_platform_is_refused_with_the_closest_one() -> None:
    with pytest.raises(NotFound) as refused:
        loader.find("taobo")
    assert refused.value.hint == "did you mean --platform taobao?"


def test_a_sellers_own_file_adds_a_platform(own: Path) -> None:
    text = 'name = "Corner"\ncurrency = "EUR"\nhosts = ["corner.example"]\n'
    (own / "corner.toml").write_text(text, "utf-8")
    corner = loader.detect("https://www.corner.example/x")
    assert (corner.key, corner.named("zh_CN"), corner.currency) == ("corner", "Corner", "EUR")
    assert set(loader.platforms()) == BUILT_IN | {"corner"}


def test_a_sellers_own_file_changes_a_built_in_platform_key_by_key(own: Path) -> None:
    before = loader.find("amazon")
    loader.platforms.cache_clear()
    (own / "Amazon.toml").write_text('[links.tags-at."amazon.de"]\ntag = "name-21"\n', "utf-8")
    after = loader.find("amazon")
    assert after.hosts == before.hosts
    assert after.tags == before.tags
    assert after.shorten == before.shorten
    assert after.tags_for("https://www.amazon.de/dp/B08N5WRWNW") == {"tag": "name-21"}
    assert after.tags_for("https://www.amazon.com/dp/B08N5WRWNW") == {"tag": "{account}"}


def test_a_sellers_own_platform_may_claim_a_subdomain_of_a_built_in_one(own: Path) -> None:
    (own / "aaa.toml").write_text('name = "A"\ncurrency = "CNY"\nhosts = ["my.taobao.com"]\n', "utf-8")
    assert loader.detect("https://shop.my.taobao.com/").key == "aaa"
    assert loader.detect("https://item.taobao.com/").key == "taobao"


def test_files_that_a_system_leaves_behind_are_not_platforms(own: Path) -> None:
    (own / "._taobao.toml").write_bytes(b"\x00\x05\x16\x07")
    (own / "notes.txt").write_text("no platform", "utf-8")
    assert set(loader.platforms()) == BUILT_IN


def test_a_seller_without_a_config_folder_has_the_built_in_platforms(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "nowhere"))
    assert set(loader.platforms()) == BUILT_IN


def test_the_examples_in_the_readme_load(own: Path) -> None:
    readme = Path(sharecli.platforms.__file__).with_name("README.md").read_text("utf-8")
    examples = re.findall(r"`(\w+\.toml)`[^`]*```toml\n(.*?)```", readme, re.DOTALL)
    assert [name for name, _text in examples] == ["corner.toml", "awin.toml", "amazon.toml"]
    for name, text in examples:
        (own / name).write_text(text, "utf-8")
    url = "https://www.corner.example/p/42"
    corner = loader.detect(url)
    assert (corner.key, corner.item_in(url), corner.print) == ("corner", "42", False)
    assert corner.tags_for(url) == {"partner": "{account}", "sub": "{link}"}
    assert corner.reports[0].columns["title"] == ("Product", "Product name")
    assert corner.signs("https://corner.example/p/42?sig=")
    assert loader.find("awin").payout.currency == "EUR"
    assert loader.find("amazon").tags_for("https://amazon.co.jp/")["tag"] == "name-22"


def test_the_readme_explains_every_key_and_field() -> None:
    readme = Path(sharecli.platforms.__file__).with_name("README.md").read_text("utf-8")
    assert {field for field in layouts.FIELDS if f"`{field}`" not in readme} == set()
    assert {state for state in layouts.STATES if f"`{state}`" not in readme} == set()
    assert {name for name in loader.PLACEHOLDERS if f"`{{{name}}}`" not in readme} == set()


HEAD = 'name = "X"\ncurrency = "CNY"\n'
NEXT = '[[report]]\nlayout = "b"\n'
REPORT = '[[report]]\nlayout = "a"\n[report.columns]\norder = "O"\n'
BROKEN = [
    # file, line, reason
    (b'name = "X\n', 1, "illegal character"),
    (b'name = "X"\ncurrency "CNY"\n', 2, "expected '='"),
    (b'name = "X"\ncurrency = [\n"CNY"', 3, "unclosed array"),
    (b'name = "X"\nname = "Y"\n', 2, "cannot overwrite a value"),
    (b'name = "X"\ncurrency = "\xff\xfe"\n', 2, "is not UTF-8; save the file as UTF-8"),
    (b'currency = "CNY"\n', 1, "“name” is missing"),
    (b'# name\nname-zh = "X"\nname = 5\ncurrency = "CNY"\n', 3, "“name” should be text"),
    (b'name = "X"\ncurency = "CNY"\ncurrency = "CNY"\n', 2, "“curency” is not a key here; did you mean"),
    (b'name = "X"\ncurrency = "CNY"\nzzz = 1\n', 3, "“zzz” is not a key here"),
    (b'name = "X"\n\ncurrency = "RMB"\n', 3, "“currency” should be an ISO 4217 code, not “RMB”"),
    (f"{HEAD}hosts = 5\n", 3, "“hosts” should be a list of texts"),
    (f'{HEAD}hosts = [\n"a.example",\n"https://b.example"]\n', 5, "should be bare domains in lower case"),
    (f'{HEAD}items = [\n"query:id",\n"path:(("]\n', 5, "should be query:NAME or path:PATTERN"),
    (f'{HEAD}items = ["path:x"]\n', 3, "should be query:NAME or path:PATTERN"),
    (f'{HEAD}items = ["query:"]\n', 3, "should be query:NAME or path:PATTERN"),
    (f"{HEAD}links = 1\n", 3, "“links” should be a table"),
    (f"{HEAD}[links]\n\ntags = 1\n", 5, "“tags” should be a table of texts"),
    (f'{HEAD}[links.tags]\na = "{{link}}"\nb = "{{chanel}}"\n', 5, "may have only {account}, {campaign}"),
    (f'{HEAD}[links.tags]\nb = "{{link"\n', 4, "may have only {account}, {campaign}"),
    (f'{HEAD}[links.tags-at."x.example"]\nb = "{{x}}"\n', 4, "may have only {account}, {campaign}"),
    (f"{HEAD}[links.tags-at]\nx = 1\n", 4, "“x” should be a table of texts"),
    (f'{HEAD}[policy]\nshorten = "no"\n', 4, "“shorten” should be true or false"),
    (f"{HEAD}[policy]\nprnt = false\n", 4, "“prnt” is not a key here; did you mean “print”?"),
    (f"{HEAD}report = 1\n", 3, "“report” should be a list of tables"),
    (f'{HEAD}[[report]]\nneeds = ["order"]\n', 3, "“layout” is missing"),
    (f'{HEAD}{REPORT}ordre = "P"\n', 7, "unknown word “ordre”"),
    (f"{HEAD}{REPORT}item = [1]\n", 7, "“item” should be a list of texts"),
    (f'{HEAD}{REPORT}[report.status]\n"已付款" = "pendng"\n', 8, "the unknown word “pendng”"),
    (f'{HEAD}{REPORT}[report.claim]\nx = "maybe"\n', 8, "“claim” has the unknown word “maybe”"),
    (f'{HEAD}{REPORT}[report.symbols]\n"¥" = "RMB"\n', 8, "“symbols” should be an ISO 4217 code"),
    (f'{HEAD}{REPORT}{NEXT}hook = "x"\n', 9, "“hook” has the unknown word “x”"),
    (f'{HEAD}{REPORT}{NEXT}key = ["line"]\n', 9, "the unknown word “line”"),
    (f'{HEAD}{NEXT}needs = ["order"]\n', 5, "the unknown word “order”"),
    (f'{HEAD}{NEXT}time-zone = "Asia"\n', 5, "should be an IANA time zone"),
    (f'{HEAD}{NEXT}time-zone = "UTC+8"\n', 5, "should be an IANA time zone"),
    (f'{HEAD}{NEXT}time-zone = "../x"\n', 5, "should be an IANA time zone"),
    (f'{HEAD}{NEXT}encodings = ["gkb"]\n', 5, "should be encodings Python knows"),
    (f'{HEAD}{NEXT}currency = "¥"\n', 5, "should be an ISO 4217 code, not “¥”"),
    (f'{HEAD}{NEXT}decimal = ";"\n', 5, "“decimal” has the unknown word “;”"),
    (f'{HEAD}{NEXT}state = "done"\n', 5, "“state” has the unknown word “done”"),
    (f'{HEAD}{NEXT}sums = ["estimate"]\n', 5, "“sums” has the unknown word “estimate”"),
    (f'{HEAD}{NEXT}order-from = ["ordered"]\n', 5, "“order-from” has the unknown word “ordered”"),
    (f'{HEAD}{REPORT}[report.nulls-of]\nitem = "x"\n', 8, "“nulls-of” has the unknown word “item”"),
    (f'{HEAD}{REPORT}[report.marks."Paid"]\n"*" = "payd"\n', 8, "“marks” has the unknown word “payd”"),
    (f'{HEAD}{REPORT}[report.zones]\nPH = "Manila"\n', 8, "“zones” should be an IANA time zone"),
    (f'{HEAD}{NEXT}dates = ["%d/%m/%Y", "%m/%d/%Y"]\n', 5, "“dates” has the day before the month and behind it"),
    (f'{HEAD}[payout]\ncurrency = "RMB"\n', 4, "should be an ISO 4217 code, not “RMB”"),
    (f"{HEAD}[payout]\nholding-days = 181\n", 4, "should be a whole number from 0 to 180"),
    (f"{HEAD}[payout]\nholding = 7\n", 4, "“holding” is not a key here; did you mean “holding-days”?"),
    (f'{HEAD}[[refuse]]\nwhy = "x"\n', 3, "“has” is missing"),
    (f'{HEAD}[[refuse]]\nhas = []\nwhy = "x"\n', 4, "“has” should name a header or more"),
    (f'{HEAD}[[refuse]]\nhas = ["a"]\n', 3, "“why” is missing"),
    (f'{HEAD}[[refuse]]\nhas = ["a"]\nwhy = "x"\nencodings = ["gkb"]\n', 6, "should be encodings Python knows"),
]


@pytest.mark.parametrize(("text", "line", "reason"), BROKEN)
def test_a_broken_file_is_named_with_its_line_and_the_reason(
    own: Path, text: str | bytes, line: int, reason: str
) -> None:
    path = own / "x.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(BadData) as refused:
        loader.platforms()
    assert refused.value.message.startswith(f"{path}, line {line}: ")
    assert reason in refused.value.message
    assert (refused.value.exit_code, refused.value.code) == (5, "bad-data-file")
    assert str(path) in (refused.value.hint or "")
