"""Which language is spoken, the Chinese catalogue itself, and the real program in Chinese."""

import re
import runpy
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from process import ROOT, sharecli
from sharecli import language

FOLDER = ROOT / "src/sharecli/locale/zh_CN/LC_MESSAGES"
DEMO = ROOT / "src/sharecli/demo"
HAN = re.compile(r"[\u4e00-\u9fff]")
VARIABLES = ("SHARECLI_LANG", "LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")


def committed() -> Catalog:
    """The catalogue as it lies in the repository."""
    with (FOLDER / "messages.po").open("rb") as file:
        return read_po(file, locale="zh_CN")


def sources(message: Message) -> tuple[str, ...]:
    """The English of an entry: one sentence, or one and its plural."""
    return message.id if isinstance(message.id, tuple) else (str(message.id),)


def translations(message: Message) -> tuple[str, ...]:
    """The Chinese of an entry."""
    said = message.string
    return tuple(str(one) for one in said) if isinstance(said, list | tuple) else (str(said),)


def entries() -> Iterator[Message]:
    """Every entry but the head."""
    return (message for message in committed() if message.id)


def placeholders(sentence: str) -> list[str]:
    """The fields of a format string."""
    return sorted(f"{name}:{form}" for _text, name, form, _how in Formatter().parse(sentence) if name is not None)


def test_the_committed_catalogue_is_what_the_script_writes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHARECLI_LANG", "en")
    script = runpy.run_path(str(ROOT / "scripts/catalogue.py"))
    text, compiled = script["written"](script["catalogue"]())
    assert text.decode() == (FOLDER / "messages.po").read_text("utf-8"), "run: make bless"
    assert compiled == (FOLDER / "messages.mo").read_bytes(), "run: make bless"


def test_no_sentence_waits_for_its_translation() -> None:
    assert [message.id for message in entries() if message.fuzzy or not all(translations(message))] == []
    assert not committed().obsolete


def test_every_translation_has_the_placeholders_of_its_source() -> None:
    differing = [
        message.id
        for message in entries()
        for said in translations(message)
        if placeholders(said) != placeholders(sources(message)[-1])
    ]
    assert differing == []


def test_chinese_sentences_have_chinese_punctuation_and_no_full_stop_at_the_end() -> None:
    ascii_mark = re.compile(r"[\u4e00-\u9fff”][,;:?!]|[,;!?][\u4e00-\u9fff]|[\"']")
    to_paste = re.compile(r'"[!-~]+"')  # a shell's quotes are ASCII
    off = [
        said
        for message in entries()
        for said in translations(message)
        if HAN.search(said) and (ascii_mark.search(to_paste.sub("", said)) or said.rstrip().endswith(("。", ".")))
    ]
    assert off == []


def test_the_compiled_catalogue_answers_every_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHARECLI_LANG", "zh_CN")
    language.chosen.cache_clear()
    for message in entries():
        if isinstance(message.id, tuple):
            one, many = message.id
            assert {language.plural(one, many, count) for count in (0, 1, 2)} == set(translations(message))
        else:
            assert (language._(str(message.id)),) == translations(message)


def test_a_sentence_without_words_stays_without_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """What gettext has under the empty text is its own head."""
    monkeypatch.setenv("SHARECLI_LANG", "zh_CN")
    language.chosen.cache_clear()
    assert language._("") == ""


def test_a_sentence_nobody_translated_is_said_in_english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHARECLI_LANG", "zh_CN")
    language.chosen.cache_clear()
    assert language._("a seller's own rule") == "a seller's own rule"
    assert language.plural("{count} thing", "{count} things", 2) == "{count} things"


@pytest.mark.parametrize("place", range(len(VARIABLES)))
@pytest.mark.parametrize(("wish", "other"), [("zh_CN.UTF-8", "en_US.UTF-8"), ("en_GB.UTF-8", "zh_CN.UTF-8")])
def test_the_first_variable_that_names_a_language_wins(
    monkeypatch: pytest.MonkeyPatch, place: int, wish: str, other: str
) -> None:
    for earlier in VARIABLES[:place]:
        monkeypatch.setenv(earlier, "")
    monkeypatch.setenv(VARIABLES[place], wish)
    for later in VARIABLES[place + 1 :]:
        monkeypatch.setenv(later, other)
    language.chosen.cache_clear()
    assert language.chosen() == ("zh_CN" if wish.startswith("zh") else "en")


@pytest.mark.parametrize(
    ("variable", "value", "spoken"),
    [
        ("SHARECLI_LANG", "zh", "zh_CN"),
        ("SHARECLI_LANG", "zh-CN", "zh_CN"),
        ("SHARECLI_LANG", "ZH_cn", "zh_CN"),
        ("SHARECLI_LANG", "zh_Hans", "zh_CN"),
        ("SHARECLI_LANG", "en", "en"),
        ("LANGUAGE", "fr:zh_CN:en", "zh_CN"),
        ("LANGUAGE", "fr:en:zh_CN", "en"),
        ("LC_ALL", "C", "en"),
        ("LC_ALL", "POSIX", "en"),
        ("LC_ALL", "zh_CN.GB18030", "zh_CN"),
        ("LC_ALL", "de_DE.UTF-8", "en"),
    ],
)
def test_a_language_has_many_spellings(monkeypatch: pytest.MonkeyPatch, variable: str, value: str, spoken: str) -> None:
    monkeypatch.setenv("LANG", "")
    monkeypatch.setenv(variable, value)
    language.chosen.cache_clear()
    assert language.chosen() == spoken


def test_an_environment_without_a_language_is_english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("LANG")
    language.chosen.cache_clear()
    assert language.chosen() == "en"
    assert language.plural("{count} link", "{count} links", 1) == "{count} link"


def squeezed(words: str) -> str:
    """Without spaces and frames, so that a folded line is found again."""
    return re.sub(r"[\s│]+", "", words)


def english_left(said: str) -> list[str]:
    """Sentences of ours that stand untranslated in what was said: pieces of two words and more between placeholders.

    A piece that stands in the translation too (a command to paste) is no leftover.
    """
    seen = squeezed(said)
    return [
        piece
        for message in entries()
        for source in sources(message)
        for piece in re.split(r"\{[^}]*\}|\b(?=sharecli )", source)
        if len(re.findall(r"[A-Za-z]{2,}", piece)) > 1
        and squeezed(piece) in seen
        and not any(squeezed(piece) in squeezed(chinese) for chinese in translations(message))
    ]


def test_what_is_left_in_english_is_found() -> None:
    said = sharecli("product", "add", "--help").stdout.decode()
    assert {"Add a product.", "Its title, one line.", "Show this message and exit."} <= set(english_left(said))


def in_chinese(*words: str, **env: str) -> tuple[int, str, str]:
    """The real program: exit code, output, remarks."""
    done = sharecli(*words, env={"SHARECLI_LANG": "zh_CN", "PYTHONIOENCODING": "utf-8"} | env)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


@pytest.mark.parametrize(
    "words",
    [
        "",
        "--help",
        "product --help",
        "product add --help",
        "product list",
        "link new --help",
        "link list",
        "qr --help",
        "qr export --help",
        "poster batch --help",
        "commission --help",
        "commission add --help",
        "commission import --help",
        "commission list",
        "earnings --help",
        "earnings",
        "config set --help",
        "config list",
        "db --help",
        "completion --help",
        "demo --help",
    ],
)
def test_a_chinese_seller_reads_chinese(words: str) -> None:
    code, out, err = in_chinese(*words.split())
    assert code == 0
    assert err == ""
    assert HAN.search(out)
    assert english_left(out) == []
    assert "Usage" not in out


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("produkt",), "error[usage]: 没有命令 produkt\n 建议：你是想输入 product, payout 吗？\n"),
        (("product",), "error[usage]: 缺少命令\n 建议：sharecli product --help\n"),
        (
            ("product", "add"),
            (
                "error[bad-value]: 缺少链接\n 建议：sharecli product add https://item.taobao.com/item.htm?id=6100 "
                "--title …\n"
            ),
        ),
        (("product", "list", "--zzz"), "error[usage]: 没有选项 --zzz\n 建议：sharecli product list --help\n"),
        (("product", "list", "more"), "error[usage]: 多余的参数：more\n 建议：sharecli product list --help\n"),
        (
            ("product", "list", "-F", "xml"),
            "error[usage]: --format / -F：“xml”不可用，可选：table, json, csv, markdown\n",
        ),
        (("product", "list", "--tag"), "error[usage]: --tag 后面缺少值\n"),
        (("product", "list", "--archived=1"), "error[usage]: --archived 后面不能带值\n"),
        (("product", "show", "tea"), "error[not-found]: 没有商品“tea”\n"),
        (
            ("product", "add", "https://a.example/1", "--title", "t", "--price", "abc"),
            "error[bad-value]: 无法识别价格“abc”：不是数字\n 建议：写法如 129 或 1,299.50\n",
        ),
        (
            ("product", "import", "nope.csv"),
            "error[unknown-file]: 无法读取“nope.csv”：文件或目录不存在\n 建议：请指定一个存在的文件\n",
        ),
    ],
)
def test_a_refusal_is_chinese_and_its_code_and_command_are_not(words: tuple[str, ...], expected: str) -> None:
    code, out, err = in_chinese(*words)
    assert (code != 0, out) == (True, "")
    assert err.startswith(expected)
    assert english_left(err) == []


def test_the_system_s_own_language_is_enough() -> None:
    done = sharecli("product", "list", env={"LANG": "zh_CN.UTF-8", "PYTHONIOENCODING": "utf-8"})
    assert done.stdout.decode() == "还没有商品。添加一个：sharecli product add URL --title …\n"


@pytest.mark.parametrize("words", ["", "--help", "product list", "product show tea", "earnings", "config list"])
@pytest.mark.parametrize("encoding", ["gbk", "ascii"])
def test_a_console_of_another_encoding_is_no_obstacle(words: str, encoding: str) -> None:
    sharecli("product", "add", "https://shop.example/1", "--title", "明前龙井 🍵 100g", "--code", "tea")
    done = sharecli(*words.split(), env={"SHARECLI_LANG": "zh_CN", "PYTHONIOENCODING": encoding})
    assert done.returncode == 0
    assert done.stderr == b""
    assert bool(HAN.search(done.stdout.decode(encoding))) == (encoding == "gbk")


def full(home: Path) -> None:
    """A home with products, links and commissions."""
    posters = str(home / "posters")
    for words in (
        ["config", "set", "base-url", "https://go.example.shop"],
        ["product", "import", str(DEMO / "products.csv")],
        ["link", "new", "longjing", "--channel", "wechat-moments", "--code", "tea"],
        ["poster", "make", "longjing", "--channel", "wechat-moments", "--into", posters],
        ["commission", "import", str(DEMO / "reports/taobao-2026-10.csv")],
        ["commission", "add", "longjing", "--amount", "5.40", "--order", "A-1", "--on", "2026-10-03"],
    ):
        done = sharecli(*words)
        assert done.returncode == 0, done.stderr.decode()


def test_programs_read_the_same_in_both_languages(home: Path) -> None:
    full(home)
    report = str(DEMO / "reports/taobao-2026-10.csv")
    for words in (
        ["product", "list"],
        ["product", "show", "longjing"],
        ["link", "list"],
        ["link", "show", "tea"],
        ["commission", "list"],
        ["commission", "import", report, "--dry-run"],
        ["earnings", "--by", "month"],
        ["config", "list"],
        ["db", "check"],
    ):
        for shape in ("json", "csv"):
            english = sharecli(*words, "--format", shape)
            chinese = sharecli(*words, "--format", shape, env={"SHARECLI_LANG": "zh_CN", "PYTHONIOENCODING": "utf-8"})
            assert (chinese.returncode, chinese.stdout) == (english.returncode, english.stdout), words
            assert english.stdout


@pytest.mark.parametrize(
    "words",
    [
        ["produkt"],
        ["product", "show", "tea"],
        ["product", "add", "https://a.example/1", "--title", "t", "--price", "1.234"],
        ["product", "import", "nope.csv"],
        ["link", "new", "tea", "--channel", "nowhere"],
        ["commission", "import", str(DEMO / "products.csv")],
        ["config", "set", "colour", "red"],
        ["--db", "/", "product", "list"],
    ],
)
def test_error_codes_are_the_same_in_both_languages(words: list[str]) -> None:
    english, chinese = sharecli(*words), sharecli(*words, env={"SHARECLI_LANG": "zh_CN", "PYTHONIOENCODING": "utf-8"})
    name = re.compile(rb"error\[([a-z-]+)\]: ")
    assert (found := name.match(english.stderr))
    assert (same := name.match(chinese.stderr))
    assert (chinese.returncode, same[1]) == (english.returncode, found[1])
    assert english.stderr != chinese.stderr


def test_a_day_at_the_desk_in_chinese(home: Path) -> None:
    full(home)
    code, out, err = in_chinese()
    assert code == 0
    assert "14 个商品，1 个链接，9 笔佣金" in out
    assert "待结算" in out
    assert "实得" in out
    for words in (
        ["product", "show", "longjing"],
        ["link", "show", "tea"],
        ["link", "new", "longjing", "--channel", "xiaohongshu"],
        ["poster", "make", "longjing", "--channel", "xiaohongshu", "--into", str(home / "posters")],
        ["commission", "list"],
        ["commission", "import", str(DEMO / "reports/shopee-2026-10.csv")],
        ["earnings", "--by", "product"],
        ["product", "export", str(home / "list.csv")],
        ["product", "edit", "longjing", "--url", "https://item.taobao.com/item.htm?id=7"],
    ):
        code, out, err = in_chinese(*words)
        assert code == 0, err
        assert HAN.search(out + err)
        assert english_left(out + err) == [], words


def test_a_long_chinese_help_text_goes_on_instead_of_being_cut() -> None:
    code, out, _err = in_chinese("product", "add", "--help", COLUMNS="60")
    assert code == 0
    assert "…" not in out
    assert "看不出" in squeezed(out)
