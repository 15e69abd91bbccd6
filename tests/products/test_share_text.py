"""What shops' apps put on the clipboard: link, title and price, whatever else stands around them."""

import json
import re
import time

import pytest
from hypothesis import given, strategies as st

from conftest import Run
from sharecli.errors import SharecliError
from sharecli.products.share_text import LONGEST, NoShareText, Shared, decoded, read

TEXTS = [
    # text, link, platform, title, price
    (
        "【淘宝】https://m.tb.cn/h.Abc123?tk=XyZ9 CZ0001 「法式复古碎花连衣裙女夏」点击链接直接打开",
        "https://m.tb.cn/h.Abc123?tk=XyZ9", "taobao", "法式复古碎花连衣裙女夏", "",
    ),
    (
        ("【淘宝】7天无理由退货 https://e.tb.cn/h.71ENK0ASa7KF?tk=GeUTfHxQ CZ321 「ESP32-C6 开发板「乐鑫」WIFI6」\n"
        "点击链接直接打开 或者 淘宝搜索直接打开"),
        "https://e.tb.cn/h.71ENK0ASa7KF?tk=GeUTfHxQ", "taobao", "ESP32-C6 开发板「乐鑫」WIFI6", "",
    ),
    (
        ("【明前龙井茶叶2026新茶礼盒装】https://m.tb.cn/h.fAwWH69 点击链接，再选择浏览器咑閞；或復·制这段€abcDEF123€"
        "后到👉淘♂寳♀👈"),
        "https://m.tb.cn/h.fAwWH69", "taobao", "明前龙井茶叶2026新茶礼盒装", "",
    ),
    (
        ("明前龙井 250g\n【在售价】159.00元\n【券后价】129.00元\n-----------------\n【立即下单】"
        "https://s.click.taobao.com/abc\n-----------------\n复制这条信息，￥CZ0001abc￥，打开【手机淘宝】即可查看"),
        "https://s.click.taobao.com/abc", "taobao", "明前龙井 250g", "129.00",
    ),
    (
        ("【京东】https://3.cn/35RO-7uG?jkl=@W0a0c28PhTuD@ CA1565 「【京东物流】100双中筒袜」\r\n"
        "点击链接直接打开 或者复制文案打开京东"),
        "https://3.cn/35RO-7uG?jkl=@W0a0c28PhTuD@", "jd", "【京东物流】100双中筒袜", "",
    ),
    ("【京东】https://u.jd.com/YO5「爱他美 6罐」点击链接直接打开", "https://u.jd.com/YO5", "jd", "爱他美 6罐", ""),
    (
        ("我在拼多多发现了一个好物，四川爱媛果冻橙 5斤 拼单价 ¥19.9 https://mobile.yangkeduo.com/goods.html?goods_id=272&ps=Ou"
        " 快来一起拼单"),
        "https://mobile.yangkeduo.com/goods.html?goods_id=272&ps=Ou", "pinduoduo", "四川爱媛果冻橙 5斤", "19.9",
    ),
    (
        "https://mobile.yangkeduo.com/goods2.html?goods_id=2723075938&page_from=0&share_uin=ZJZ_G",
        "https://mobile.yangkeduo.com/goods2.html?goods_id=2723075938&page_from=0&share_uin=ZJZ_G", "pinduoduo", "", "",
    ),
    ("看看这个茶壶https://item.jd.com/1.html，不错", "https://item.jd.com/1.html", "jd", "看看这个茶壶", ""),
    # Words that only say what to do are no title.
    ("看看这个https://item.jd.com/1.html，不错", "https://item.jd.com/1.html", "jd", "", ""),
    (
        ("点击链接，再选择浏览器打开：https://s.click.taobao.com/zzz，或复制这段描述￥abCD12efGH3￥后到👉淘♂寳♀👈"),
        "https://s.click.taobao.com/zzz", "taobao", "", "",
    ),
    ("【淘宝】https://m.tb.cn/h.zzy，点击。", "https://m.tb.cn/h.zzy", "taobao", "", ""),
    (
        "快来帮我拼一下，拼多多 https://p.pinduoduo.com/x 仅需 ¥9.9",
        "https://p.pinduoduo.com/x", "pinduoduo", "", "9.9",
    ),
    (
        "快来帮我砍一刀，拼多多 明前茶 礼盒 https://p.pinduoduo.com/x 仅需 ¥9.9",
        "https://p.pinduoduo.com/x", "pinduoduo", "明前茶 礼盒", "9.9",
    ),
    ("[https://3.cn/a-B](https://3.cn/a-B) 「键盘」", "https://3.cn/a-B", "jd", "键盘", ""),
    # The first number of the app's own word is no price.
    (
        "58￥ CZ3457 i1Fm2bT5kcd￥ https://m.tb.cn/h.x  明前龙井茶叶礼盒",
        "https://m.tb.cn/h.x", "taobao", "明前龙井茶叶礼盒", "",
    ),
    (
        "0.0复制整段信息，打开👉手机淘宝👈，即可查看此商品:【明前茶】(未安装App点这里：https://m.tb.cn/h.14zz )",
        "https://m.tb.cn/h.14zz", "taobao", "明前茶", "",
    ),
    (
        "【京东】https://item.jd.com/1.html 点击链接直接打开 【小米手环9】 券后价199元",
        "https://item.jd.com/1.html", "jd", "小米手环9", "199",
    ),
    # A number within a title is a name.
    (
        "「【官方旗舰】茶￥99礼盒 3件9.9包邮」 https://m.tb.cn/h.x1",
        "https://m.tb.cn/h.x1", "taobao", "【官方旗舰】茶￥99礼盒 3件9.9包邮", "",
    ),
    (
        "我在京东发现了一个不错的商品…小米手环9 NFC版 https://item.m.jd.com/product/100.html",
        "https://item.m.jd.com/product/100.html", "jd", "小米手环9 NFC版", "",
    ),
    (
        "我在京东发现了一个不错的商品，赶快来看看吧。小米手环9 https://item.m.jd.com/product/100.html",
        "https://item.m.jd.com/product/100.html", "jd", "小米手环9", "",
    ),
    (
        "快来和我一起拼单吧 【3.9元】抽纸 https://mobile.yangkeduo.com/goods.html?goods_id=1",
        "https://mobile.yangkeduo.com/goods.html?goods_id=1", "pinduoduo", "抽纸", "3.9",
    ),
    (
        "我正在看【小米手环9】，分享给你，一起看吧！https://item.m.jd.com/product/1.html",
        "https://item.m.jd.com/product/1.html", "jd", "小米手环9", "",
    ),
    (
        "8￥ HU0025 vbJf4Vd8Hn9￥ https://m.tb.cn/h.5f  【官方】维达抽纸 18包整箱",
        "https://m.tb.cn/h.5f", "taobao", "维达抽纸 18包整箱", "",
    ),
    ("小米手环9\n原价299 券后价 199元\nhttps://u.jd.com/abc", "https://u.jd.com/abc", "jd", "小米手环9", "199"),
    ("「茶」 https://m.tb.cn/h.x12", "https://m.tb.cn/h.x12", "taobao", "茶", ""),
    ("58￥ https://m.tb.cn/h.x12 茶", "https://m.tb.cn/h.x12", "taobao", "茶", ""),
    ("【淘\u200b宝】https://m.tb.cn/h.a1 「\u202e好\x1b[31m茶」", "https://m.tb.cn/h.a1", "taobao", "好␛[31m茶", ""),
]  # fmt: skip


@pytest.mark.parametrize(("text", "url", "platform", "title", "price"), TEXTS)
def test_link_title_and_price_are_found(text: str, url: str, platform: str, title: str, price: str) -> None:
    assert read(text) == Shared(url, platform, title, price)


PRICES = [
    # words, price, what is not clear
    ("京东价：¥5,999.00 到手价：¥5,499.00", "5499.00", ""),
    ("【券后价】1,099.00元", "1099.00", ""),
    ("￥1,299.50", "1299.50", ""),
    ("仅需￥10,999", "10999", ""),
    ("【券后￥1,299】", "1299", ""),
    ("券后￥1,299，2件装", "1299", ""),
    ("到手价 ¥1,234,567.80", "1234567.80", ""),
    ("￥１２９．５", "129.5", ""),
    ("¥99，包邮", "99", ""),
    ("¥129券后", "129", ""),
    ("¥99 2026新茶", "99", ""),
    ("￥5 999", "", "5 999"),
    ("¥5，999.00", "", "5，999.00"),
    ("券后价12.345元", "", "12.345"),
    ("¥12,34", "", "12,34"),
    ("¥1.299,50", "", "1.299,50"),
    ("¥123456789", "", "123456789"),
    ("¥1.2万", "", "1.2"),
    ("券后8折", "", "8"),
    ("仅需3步", "", "3"),
    ("¥99-199", "", "99"),
    ("价格：99元～199元", "", "99"),
    ("仅需9块9", "", "9"),
    ("到手价：¥5 499 京东价：¥5999", "", "5 499"),
    ("满￥300减￥50", "", ""),
    ("领¥20券 到手¥79", "79", ""),
    ("¥20优惠券", "", ""),
]


@pytest.mark.parametrize(("words", "price", "unclear"), PRICES)
def test_a_price_is_read_whole_or_not_at_all(words: str, price: str, unclear: str) -> None:
    found = read(f"「茶」 https://3.cn/2x {words}")
    assert (found.title, found.price, found.unclear) == ("茶", price, unclear)


@given(st.integers(0, 9_999_999), st.integers(0, 99), st.sampled_from(["券后价：￥{}", "¥{}", "【到手价】{}元"]))
def test_every_price_with_commas_is_the_one_without(whole: int, cents: int, words: str) -> None:
    for form in ("{:,}.{:02}", "{}.{:02}"):
        said = words.format(form.format(whole, cents))
        assert read(f"「茶」 https://3.cn/2x {said}").price == f"{whole}.{cents:02}"


@given(st.text(st.sampled_from("0123456789,.，、 '’"), min_size=1, max_size=14))
def test_no_price_is_a_part_of_a_number(said: str) -> None:
    found = read(f"「茶」 https://3.cn/2x 券后价￥{said}")
    # What follows a sentence's comma or a space is another number, unless it could be three digits of this one.
    whole = re.split(r"[，、 ]", said.strip(" "))[0].rstrip(",.'’")
    assert found.price in {"", whole.replace(",", "")}


@pytest.mark.parametrize("words", ["¥5，999.00", "", "58￥ CZ3457 i1Fm2bT5kcd￥"])
def test_a_price_that_is_not_taken_is_said(run: Run, words: str) -> None:
    text = f"「茶」 https://3.cn/2x {words}".encode()
    said = run("product", "add", "--from-text", "-", "--code", "tea", "-F", "json", stdin=text)
    assert (said.code, json.loads(said.out).get("price")) == (0, None), said.out
    assert "sharecli product edit tea --price" in said.err
    assert ("“5，999.00” in the text may be more than one price" in said.err) == ("，" in words)
    said = run("product", "add", "--from-text", "-", "--price", "5999", "-F", "json", stdin=text)
    assert (json.loads(said.out)["price"], "--price" in said.err) == ("5999.00", False)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "no link"),
        ("￥CZ0001 abcDEF￥ 打开手机淘宝", "no link"),
        ("javascript:alert(1) //3.cn/x", "no link"),
        ("「一」https://3.cn/aaaa 「二」https://3.cn/bbbb", "2 links"),
        ("【淘宝】https://tb.cn.evil.example/h.x 「茶」", "from 淘宝, and its link leads to tb.cn.evil.example"),
        ("【京东】https://m.tb.cn/h.x12 「茶」", "from 京东"),
    ],
)
def test_a_text_of_which_no_single_product_can_be_made_is_refused(text: str, said: str) -> None:
    with pytest.raises(SharecliError, match=said):
        read(text)


@given(st.text(st.sampled_from("【】「」《》￥¥€ 淘宝京东http:/.m.tbcn3?=aA1\n\x1b\u202e点击复制券后价"), max_size=300))
def test_no_text_breaks_it(text: str) -> None:
    try:
        found = read(text)
    except SharecliError:
        return
    assert found.url in text.replace("\u202e", "")


@pytest.mark.parametrize("piece", ["「", "【", "《", "￥1", "复制", "https://", " ", "券后价", "1", "CZ"])
def test_a_long_and_hostile_text_takes_no_time(piece: str) -> None:
    start = time.process_time()
    with pytest.raises(NoShareText):
        read(piece * (LONGEST // len(piece)))
    read(piece * 3000 + " https://3.cn/abc ") if piece != "https://" else None
    assert time.process_time() - start < 60


def test_a_text_in_any_encoding_is_read_and_anything_else_refused() -> None:
    for encoding in ("utf-8", "utf-8-sig", "gb18030", "utf-16"):
        assert decoded("「茶」".encode(encoding)).removeprefix("\ufeff") == "「茶」"
    for content in (b"\xff\xff\xff\x00", b"a" * (LONGEST + 1)):
        with pytest.raises(NoShareText):
            decoded(content)


def test_what_is_there_already_is_named(run: Run) -> None:
    for text in ("「茶」 https://m.tb.cn/h.x12", "「杯」 https://item.jd.com/100.html"):
        said = run("product", "add", "--from-text", "-", "--code", f"c{len(text)}", stdin=text.encode())
        assert "the same" not in said.err
    said = run("product", "add", "--from-text", "-", stdin="「茶」 https://m.tb.cn/h.x12".encode())
    assert (said.code, "“c25” has the same link" in said.err) == (0, True), said.err
    text = "「杯」 https://item.m.jd.com/product/100.html?utm_source=app"
    said = run("product", "add", "--from-text", "-", stdin=text.encode())
    assert (said.code, "is the same item under another link" in said.err) == (0, True), said.err


def test_the_command_adds_what_the_text_says_and_words_go_before_it(run: Run) -> None:
    text = TEXTS[3][0].encode()
    row = json.loads(run("product", "add", "--from-text", "-", "--code", "tea", "-F", "json", stdin=text).out)
    assert (row["url"], row["title"], row["price"], row["platform"]) == (
        "https://s.click.taobao.com/abc", "明前龙井 250g", "129.00", "taobao",
    )  # fmt: skip
    words = ("--title", "龙井", "--price", "99", "-F", "json")
    row = json.loads(run("product", "add", "--from-text", "-", *words, stdin=text).out)
    assert (row["title"], row["price"]) == ("龙井", "99.00")
    assert run("product", "add", "https://3.cn/a", "--from-text", "-", stdin=text).code == 2
    assert run("product", "add", "--from-text", "-", stdin=TEXTS[7][0].encode()).code == 2  # it has no title
    assert run("product", "add", "--title", "Tea").code == 2
