"""The build of a caption: label, links, statements, length."""

import json
from pathlib import Path

import pytest

from conftest import Run
from sharecli.backends.services import services
from sharecli.captions.lint import lint
from sharecli.channels import loader as channels
from sharecli.platforms import loader as platforms

URL = "https://shop.example/x"


def rules_of(text: str, channel: str = "email", language: str = "zh", **more: str) -> list[str]:
    there = [platforms.detect(more.get("url", URL))]
    found = lint(text, channel=channels.find(channel), language=language, platforms=there, **more)
    return [one.rule for one in found]


@pytest.mark.parametrize("text", ["求助力", "请大家助力", "点击助力", "帮忙点一下助力", "转发有礼", "发朋友圈返现"])
def test_bait_is_found_on_wechat_and_nowhere_else(text: str) -> None:
    for around in ("{}", "宝子们{}呀", "龙井上新，{}！"):
        said = f"广告 {around.format(text)}"
        assert set(rules_of(said, "wechat-group")) & {"assistance-bait", "induced-sharing"}, said
        assert rules_of(said, "weibo") == []


@pytest.mark.parametrize(
    "text",
    [
        "公益助力",
        "公益助力乡村茶农",
        "助力乡村振兴",
        "请大家助力乡村振兴",
        "转发有礼貌的回复",
        "适合发朋友圈，送朋友也好",
    ],
)
def test_a_good_cause_is_no_bait(text: str) -> None:
    assert rules_of(f"广告 {text}", "wechat-group") == []


def test_state_leaders_are_no_brand() -> None:
    assert rules_of("广告 中央领导特供") == ["state-words"]
    assert rules_of("广告 中央厨房专供") == []


@pytest.mark.parametrize(
    ("text", "language", "rules"),
    [
        ("广告\n好茶", "zh", []),
        ("【广告】好茶", "zh", []),
        ("广告｜好茶", "zh", []),
        ("📣广告 好茶", "zh", []),
        *((f"广告{bar}好茶", "zh", []) for bar in "|｜丨∣︱│┃"),
        *((f"{language}{bar}tea", "en", []) for bar in "|丨∣│" for language in ("Ad", "Advert")),
        ("광고ㅣ차", "ko", []),
        ("广告主丨好茶", "zh", ["label-missing"]),
        ("#广告# 好茶", "zh", []),
        ("广\u200b告 好茶", "zh", []),
        ("廣告 好茶", "zh-Hant", []),
        ("好茶", "zh", ["label-missing"]),
        ("这不是广告 好茶", "zh", ["label-missing"]),
        ("无广告 好茶", "zh", ["label-missing"]),
        ("广告位招租", "zh", ["label-missing"]),
        ("#ad 好茶", "zh", ["label-unclear"]),
        ("#推广 好茶", "zh", ["label-unclear"]),
        ("Ad: tea", "en", []),
        ("[Ad] tea", "en", []),
        ("#ad tea", "en", []),
        ("(paid link) tea", "en", []),
        ("ADVERTISEMENT\ntea", "en", []),
        ("tea", "en", ["label-missing"]),
        ("This is not an ad", "en", ["label-missing"]),
        ("Ad hoc tea", "en", ["label-missing"]),
        ("Not an #ad", "en", ["label-missing"]),
        ("#ad-free tea", "en", ["label-missing"]),
        ("adding tea", "en", ["label-missing"]),
        ("https://ad.example/#ad", "en", ["label-missing"]),
        ("#affiliate tea", "en", ["label-unclear"]),
        ("tea #sp", "en", ["label-unclear"]),
        ("#ad tea #spon", "en", []),
        ("广告\ntea", "en", ["label-unclear"]),
        ("Anzeige\nTee", "de", []),
        ("#ad Tee", "de", ["label-unclear"]),
        ("広告・PR\nお茶", "ja", []),
        (f"茶 {URL} 广告", "zh", ["label-late"]),
        (f"广告 茶 {URL}", "zh", []),
        ("好茶\n广告", "zh", ["label-not-first"]),
    ],
)
def test_the_label_is_there_is_understood_and_comes_first(text: str, language: str, rules: list[str]) -> None:
    assert rules_of(text, language=language) == rules


def test_the_sellers_own_label_counts_unless_readers_do_not_understand_it() -> None:
    assert rules_of("Reklama\ntea", language="en", label="Reklama") == []
    assert rules_of("affiliate\ntea", language="en", label="affiliate") == ["label-unclear"]


def test_a_label_below_the_fold_is_late_and_so_is_a_link() -> None:
    assert rules_of("茶" * 130 + "广告", "wechat-moments") == ["label-missing"]
    assert rules_of("茶" * 130 + "\n广告", "wechat-moments") == ["label-late"]
    assert rules_of("广告" + "\n茶" * 70 + URL, "weibo") == ["link-below-fold"]
    assert rules_of("广告" + "\n茶" * 70 + URL, "wechat-group") == []


def test_amazon_wants_its_sentence_wherever_its_link_stands() -> None:
    amazon = "https://www.amazon.com/dp/B0ABCDEFGH"
    assert rules_of(f"#ad tea {amazon}", language="en", url=amazon) == ["statement-missing"]
    said = f"#ad tea {amazon}\nAs an Amazon associate, I earn from  qualifying purchases"
    assert rules_of(said, language="en", url=amazon) == []


def test_a_channel_counts_as_it_counts() -> None:
    assert rules_of("#ad " + "x" * 1020, "telegram", "en") == []
    assert rules_of("#ad " + "x" * 1018 + "😀", "telegram", "en") == []
    assert rules_of("#ad " + "x" * 1019 + "😀", "telegram", "en") == ["too-long"]
    assert rules_of("#ad " + "x" * 1019 + "😀", "whatsapp", "en") == []


@pytest.mark.parametrize(
    "url", ["https://bit.ly/x", "http://BIT.LY/x", "https://m.tb.cn/h.5", "www.tinyurl.com/x", "https://t.cn./x"]
)
def test_a_public_shortener_is_an_error_on_wechat_alone(url: str) -> None:
    assert rules_of(f"广告 茶 {url}", "wechat-group") == ["public-shortener"]
    assert rules_of(f"广告 茶 {url}", "weibo") == []
    assert rules_of("广告 茶 https://notbit.ly/x", "wechat-group") == []


def test_every_shortener_that_backend_knows_is_found_and_the_sellers_own(home: Path) -> None:
    own = home / "config" / "sharecli" / "shorteners.toml"
    own.parent.mkdir(parents=True)
    own.write_text(
        '[isgd]\nhosts = ["is.gd", "is.example"]\n'
        '[mine]\naddress = "https://kurz.example/"\nhosts = ["kurz.example"]\nstate = "unverified"\n',
        "utf-8",
    )
    hosts = [host for one in services().values() for host in one.hosts]
    assert {"po.st", "is.example", "kurz.example"} <= set(hosts)
    for host in hosts:
        assert rules_of(f"广告 茶 https://{host}/x", "wechat-group") == ["public-shortener"], host


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("bit.ly/x", True), ("点bit.ly/x看看", True), ("T.CN/abc", True), ("见：dwz.cn/abc", True),
        ("ｂｉｔ．ｌｙ／ｘ", True), ("m.tb.cn/h.5", True),
        ("notbit.ly/x", False), ("me@bit.ly/x", False), ("bit.ly.example/x", False),
        ("bit.ly", False), ("https://shop.example/?to=bit.ly/x", False), ("a-t.cn/x", False),
    ],
)  # fmt: skip
def test_a_shortener_is_found_where_it_is_typed_without_its_scheme(text: str, *, found: bool) -> None:
    assert rules_of(f"广告 茶\n{text}", "wechat-group") == ["public-shortener"] * found
    assert rules_of(f"广告 茶\n{text}", "weibo") == []


def test_induced_sharing_is_wechats_own_rule() -> None:
    assert rules_of("广告 集满38个赞免费领", "wechat-moments") == ["induced-sharing"]
    assert rules_of("广告 集满38个赞免费领", "telegram") == []


def test_a_word_in_a_link_is_no_word_of_the_caption() -> None:
    assert rules_of("#ad https://shop.example/cures/no.1", language="en") == []


def test_lint_reads_a_file_and_standard_input_and_ends_with_1_on_an_error(run: Run, home: Path) -> None:
    (home / "c.txt").write_bytes("\ufeff广告\r\n最佳好茶，最好喝".encode())
    said = run("caption", "lint", str(home / "c.txt"), "--channel", "wechat-group", "-F", "json")
    rows = json.loads(said.out)
    assert [tuple(row) for row in rows] == [("severity", "rule", "words", "line", "column", "why", "source")] * 2
    assert [(row["severity"], row["words"], row["line"], row["column"]) for row in rows] == [
        ("error", "最佳", 2, 1),
        ("warning", "最好", 2, 6),
    ]
    assert (said.code, said.err.count("no legal advice")) == (1, 1)
    assert "error[caption-faulty]: 1 error in the caption" in said.err
    assert run("caption", "lint", "-", "--channel", "wechat-group", stdin="广告 好茶".encode()).code == 0
    assert run("caption", "lint", "-", "--channel", "email", stdin="广告 最好".encode()).code == 0


def test_a_phrase_is_allowed_by_the_command_and_by_a_list(run: Run, home: Path) -> None:
    text = "广告 最佳拍档牌龙井，最佳口感".encode()
    lint_it = ("caption", "lint", "-", "--channel", "email", "-F", "json")
    assert [row["column"] for row in json.loads(run(*lint_it, stdin=text).out)] == [12]
    assert run(*lint_it, "--allow", "最佳口感", stdin=text).code == 0
    folder = home / "config" / "sharecli" / "captions"
    folder.mkdir(parents=True)
    (folder / "allow.txt").write_text("# mine\n\n…\n最佳口感  # the name of the cup\n", "utf-8")
    assert run(*lint_it, stdin=text).code == 0
    (folder / "allow.txt").write_bytes(b"ok\n\xff\n")
    said = run(*lint_it, stdin=text)
    assert (said.code, "allow.txt, line 2: is not UTF-8" in said.err) == (5, True)


def test_a_short_link_of_ones_own_counts_as_where_it_leads(run: Run) -> None:
    run("product", "add", "https://www.amazon.com/dp/B0ABCDEFGH", "--title", "Pan", "--code", "pan")
    run("link", "new", "pan", "--channel", "email", "--code", "pan-mail")
    run("config", "set", "base-url", "https://go.example.shop")
    said = run(
        "caption", "lint", "-", "--channel", "email", "-F", "json", stdin=b"Ad\nPan https://go.example.shop/pan-mail"
    )
    assert [row["rule"] for row in json.loads(said.out)] == ["statement-missing"]
    said = run("caption", "lint", "-", "--channel", "email", stdin=b"Ad\nPan https://go.example.shop/nobodys")
    assert said.code == 0


@pytest.mark.parametrize(
    ("words", "stdin", "code"),
    [
        (("nothing.txt", "--channel", "email"), b"", 5),
        (("-", "--channel", "email"), b"\xff\xfe", 5),
        (("-", "--channel", "email"), b" \n", 5),
        (("-", "--channel", "nowhere"), b"x", 3),
        (("-",), b"x", 2),
        (("-", "--channel", "email", "--language", "tlh"), b"x", 3),
    ],
)
def test_what_cannot_be_checked_is_refused_in_one_sentence(
    run: Run, words: tuple[str, ...], stdin: bytes, code: int
) -> None:
    said = run("caption", "lint", *words, stdin=stdin)
    assert (said.code, said.err.count("\n"), said.out) == (code, 2, "")
