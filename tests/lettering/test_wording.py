"""The words around a product: in the language of its title, and the seller's own over them."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from sharecli.channels import loader as channels
from sharecli.errors import BadData
from sharecli.lettering import wording
from sharecli.lettering.wording import label, language_of, phrases, saving, search_words, typesetting
from sharecli.money import Money

BUILT_IN = tomllib.loads(Path(wording.__file__).with_name("words.toml").read_text("utf-8"))


@pytest.mark.parametrize(
    ("title", "locale", "language"),
    [
        ("明前龙井 100g 礼盒", "", "zh"),
        ("iPhone 保护壳", "", "zh"),
        ("iPhone 保护壳", "de_DE", "zh"),
        ("臺灣高山烏龍茶", "zh_TW", "zh-Hant"),
        ("高山烏龍茶", "zh-Hant-HK", "zh-Hant"),
        ("𠮷野家 bowl", "", "zh"),
        ("𠮷", "", "zh"),
        ("抹茶 茶碗", "ja_JP", "ja"),
        ("人參 禮盒", "ko_KR", "ko"),
        ("宇治抹茶ラテ", "", "ja"),
        ("宇治抹茶の香り", "zh_CN", "ja"),
        ("お茶", "", "ja"),
        ("花の物语 手账本", "", "zh"),
        ("キリン 麒麟一番榨啤酒，我们的最爱", "", "zh"),
        ("の", "", "en"),
        ("정관장 홍삼정", "", "ko"),
        ("정관장 홍삼 禮品", "", "ko"),
        ("정관장 高丽参礼盒装", "", "zh"),
        ("ชาเขียว matcha", "", "th"),
        ("泰国香米 ข้าวหอม 五公斤家庭装大米", "", "zh"),
        ("Cà phê sữa đá", "", "vi"),
        ("Nước mắm Phú Quốc", "en_US", "vi"),
        ("Šal od vune, đak", "hr_HR", "en"),
        ("Čaj & Käse", "", "en"),
        ("Käse", "de_DE", "de"),
        ("Käse", "de_AT.UTF-8", "de"),
        ("Stoneware Mug, 350 ml", "", "en"),
        ("Stoneware Mug, 350 ml", "fr-FR", "fr"),
        ("Stoneware Mug", "sv_SE", "en"),
        ("Чай", "", "en"),
        ("🎁🎁", "", "en"),
        ("", "ja_JP", "ja"),
    ],
)
def test_the_language_follows_from_the_title_and_the_locale_settles_the_rest(
    title: str, locale: str, language: str
) -> None:
    assert language_of(title, locale=locale) == language


@pytest.mark.parametrize(
    ("title", "currency", "more", "language"),
    [
        ("抹茶 茶碗", "", "", "zh"),
        ("抹茶 茶碗", "JPY", "", "ja"),
        ("抹茶 茶碗", "CNY", "毎朝これで飲んでいます", "ja"),
        ("抹茶 茶碗", "JPY", "喝了三年，我们都爱它", "zh"),
        ("抹茶 茶碗", "CNY", "我の茶", "zh"),
        ("茶壳", "JPY", "", "zh"),
        ("你好茶", "JPY", "", "zh"),
        ("臺灣高山烏龍茶", "", "", "zh-Hant"),
        ("說茶", "JPY", "", "zh-Hant"),
        ("寶珠奶酪礼盒", "", "", "zh"),
        ("高山茶", "TWD", "", "zh-Hant"),
        ("高山茶", "HKD", "", "zh-Hant"),
        ("高山茶", "MOP", "", "zh-Hant"),
        ("保护壳", "HKD", "", "zh"),
        ("人蔘 茶", "KRW", "", "zh-Hant"),
        ("高山茶", "KRW", "", "zh"),
        ("高山茶", "KRW", "매일 마셔요", "ko"),
        ("고려 高麗人蔘茶", "KRW", "", "ko"),
        ("고려 高丽参礼盒", "KRW", "", "zh"),
        ("Stoneware Mug", "JPY", "毎朝これで", "ja"),
        ("🎁 2026", "CNY", "喝了三年，我们都爱它", "zh"),
        ("🎁", "JPY", "", "ja"),
        ("iPhone 16 Pro", "CNY", "", "zh"),
        ("ｉＰｈｏｎｅ １６", "CNY", "", "zh"),
        ("2026", "CNY", "", "zh"),
        ("", "CNY", "", "zh"),
        ("Nestlé Crème", "TWD", "", "zh-Hant"),
        ("iPhone 16 Pro", "HKD", "", "zh-Hant"),
        ("iPhone 16 Pro", "KRW", "", "ko"),
        ("iPhone 16 Pro", "VND", "", "vi"),
        ("iPhone 16 Pro", "THB", "", "th"),
        ("iPhone 16 Pro", "IDR", "", "id"),
        ("iPhone 16 Pro", "BRL", "", "pt"),
        ("iPhone 16 Pro", "USD", "", "en"),
        ("iPhone 16 Pro", "EUR", "", "en"),
        ("iPhone 16 Pro", "CHF", "", "en"),
        ("iPhone 16 Pro", "", "", "en"),
        ("Чай", "CNY", "", "en"),
    ],
)
def test_currency_and_note_tell_what_chinese_characters_alone_do_not(
    title: str, currency: str, more: str, language: str
) -> None:
    assert language_of(title, locale="", currency=currency, more=more) == language


@pytest.mark.parametrize(
    ("title", "locale", "currency", "language"),
    [
        ("抹茶 茶碗", "zh_CN", "JPY", "zh"),
        ("烏龍茶", "zh_CN", "CNY", "zh-Hant"),
        ("高山茶", "zh_TW", "JPY", "zh-Hant"),
        ("保护壳", "zh_TW", "TWD", "zh"),
        ("抹茶 茶碗", "ja_JP", "TWD", "ja"),
        ("抹茶 茶碗", "de_DE", "JPY", "ja"),
        ("iPhone 16 Pro", "en_US", "CNY", "en"),
        ("iPhone 16 Pro", "sv_SE", "CNY", "en"),
        ("iPhone 16 Pro", "zh_CN", "USD", "zh"),
    ],
)
def test_a_locale_that_knows_chinese_characters_says_more_than_a_currency(
    title: str, locale: str, currency: str, language: str
) -> None:
    assert language_of(title, locale=locale, currency=currency) == language


@given(
    st.text(max_size=40),
    st.sampled_from(["", "de_DE", "zh_TW", "ja", "nonsense"]),
    st.sampled_from(["", "JPY", "KRW", "TWD"]),
    st.text(max_size=20),
)
def test_every_title_has_a_language_with_words(title: str, locale: str, currency: str, more: str) -> None:
    assert language_of(title, locale=locale, currency=currency, more=more) in BUILT_IN


@pytest.mark.parametrize("language", sorted(BUILT_IN))
def test_every_language_has_all_the_words(language: str) -> None:
    said = phrases(language, printed=False, code=True, seller="Mia")
    assert set(said) == {"cta", "search", "was", "now", "recommends"}
    assert all(said.values())
    assert "Mia" in said["recommends"]
    assert not any("{" in one for one in said.values())
    assert saving(Money(5_000_000, "EUR"), Money(1_000_000, "EUR"), language=language, locale="")
    assert label(channels.find("instagram"), language)


def test_a_long_press_is_not_asked_for_on_paper_and_nothing_without_a_code() -> None:
    assert phrases("zh", printed=False, code=True)["cta"] == "长按或扫码查看"
    assert phrases("zh", printed=True, code=True)["cta"] == "扫码查看"
    assert phrases("zh", printed=False, code=False)["cta"] == ""


def test_nobody_recommends_without_a_name() -> None:
    assert phrases("zh", printed=False, code=True, seller="小满")["recommends"] == "小满 推荐"
    assert phrases("zh", printed=False, code=True)["recommends"] == ""
    assert phrases("en", printed=False, code=True, seller="{amount}")["recommends"] == "{amount} recommends"


@pytest.mark.parametrize(
    ("channel", "language", "words"),
    [
        ("wechat-moments", "zh", "广告"),
        ("instagram", "en", "#ad"),
        ("email", "en", "Ad"),
        ("wechat-moments", "zh-Hant", "廣告"),
        ("instagram", "ja", "広告・PR"),
        ("instagram", "ko", "광고"),
        ("print", "de", "Anzeige"),
        ("instagram", "fr", "Publicité"),
        ("email", "sv", "Ad"),
    ],
)
def test_the_ad_label_is_the_channels_in_chinese_and_english_and_else_the_languages(
    channel: str, language: str, words: str
) -> None:
    assert label(channels.find(channel), language) == words


@pytest.mark.parametrize(
    ("was", "now", "language", "said"),
    [
        ((159, "CNY"), (129, "CNY"), "zh", "省 ¥30"),
        ((10, "EUR"), (5, "EUR"), "en", "Save €5"),
        ((1999, "EUR"), (899, "EUR"), "de", "1.100\u00a0€ gespart"),
        ((129, "CNY"), (129, "CNY"), "zh", ""),
        ((99, "CNY"), (129, "CNY"), "zh", ""),
        ((159, "USD"), (129, "CNY"), "zh", ""),
    ],
)
def test_a_saving_is_told_where_there_is_one(
    was: tuple[int, str], now: tuple[int, str], language: str, said: str
) -> None:
    dear, cheap = (Money(units * 1_000_000, currency) for units, currency in (was, now))
    assert saving(dear, cheap, language=language, locale="") == said


@pytest.mark.parametrize(
    ("title", "search"),
    [
        ("明前龙井 100g 礼盒", "明前龙井 100g 礼盒"),
        ("新疆和田大枣，一级 500g", "新疆和田大枣"),
        ("【包邮】四川耙耙柑", "四川耙耙柑"),
        ("【包邮】【现货】四川耙耙柑（大果）", "四川耙耙柑"),
        ("【包邮】", "包邮"),
        ("「大吉嶺」紅茶", "「大吉嶺」紅茶"),
        ("🎁 礼盒 👨‍👩‍👧 亲子杯", "礼盒 亲子杯"),
        ("🇨🇳1️⃣ 国货", "国货"),
        ("🎁🎁", ""),
        ("Portable Blender, 400 ml", "Portable Blender"),
        ("Rice 1,000 g", "Rice 1,000 g"),
        ("Blender - the small one", "Blender"),
        ("[New] Hand-poured Soy Candle with Cedar", "Hand-poured Soy Candle"),
        ("Hand-poured Candles of soy", "Hand-poured Candles of soy"),
        ("Donaudampfschifffahrtsgesellschaft", "Donaudampfschifffahrtsgesellsc"),
        ("2026新款 大容量304不锈钢保温杯 男女士学生便携水杯", "大容量304不锈钢保温杯"),
        ("官方旗舰店 2026新款 大容量保温杯", "大容量保温杯"),
        ("2026新款", "2026新款"),
        ("Bouteille isotherme inoxydable grande contenance", "Bouteille isotherme inoxydable"),
        ("宜兴紫砂主人杯原矿朱泥手工制作小容量泡茶杯", "宜兴紫砂主人杯原矿朱泥手工制作小容量"),
    ],
)
def test_what_to_search_for_is_what_one_would_type(title: str, search: str) -> None:
    assert search_words(title) == search


def test_of_a_long_name_the_thing_itself_is_searched_for() -> None:
    title = "Professional Stainless Steel Vacuum-Insulated Water Bottle, 1.5 L, Leakproof"
    assert search_words(title, "en") == "Vacuum-Insulated Water Bottle"
    assert search_words("Professional Hair Dryer", "en") == "Professional Hair Dryer"


@given(st.text(max_size=80))
def test_words_to_search_for_are_short_and_stand_on_one_line(title: str) -> None:
    found = search_words(title)
    assert len(found) <= 30
    assert found == found.strip()
    assert "\n" not in found


def test_typst_is_told_the_language_and_where_it_is_written_so() -> None:
    assert typesetting("zh") == ("zh", "CN")
    assert typesetting("zh-Hant") == ("zh", "TW")
    assert typesetting("de") == ("de", "")


def _own(home: Path, text: str) -> None:
    path = home / "config" / "sharecli" / "words.toml"
    path.parent.mkdir(parents=True)
    path.write_text(text, "utf-8")


def test_a_seller_changes_one_word_and_keeps_the_others(home: Path) -> None:
    _own(home, '[zh]\ntouch = "扫一扫"\n\n[fr]\nlabel = "Collaboration commerciale"\n')
    said = phrases("zh", printed=False, code=True)
    assert (said["cta"], said["search"]) == ("扫一扫", "搜")
    assert label(channels.find("instagram"), "fr") == "Collaboration commerciale"


SWEDISH = """[sv]
touch = "Skanna"
print = "Skanna"
search = "Sök"
was = "Förut"
now = "Nu"
save = "Spara {amount}"
recommends = "{name} tipsar"
label = "Reklam"
"""


def test_a_seller_adds_a_language(home: Path) -> None:
    _own(home, SWEDISH)
    assert language_of("Kopp", locale="sv_SE") == "sv"
    assert label(channels.find("instagram"), "sv") == "Reklam"
    money = (Money(20_000_000, "SEK"), Money(10_000_000, "SEK"))
    assert saving(*money, language="sv", locale="sv_SE") == "Spara 10\u00a0kr"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ('[zh]\nsave = "省钱"\n', "line 2: “save” has no {amount} in it"),
        ('[zh]\ntuoch = "扫"\n', "line 2: “tuoch” is not a key here; did you mean “touch”?"),
        ('[sv]\ntouch = "Skanna"\n', "“print” is missing"),
        ('zh = "扫"\n', "line 1: “zh” should be a table"),
    ],
)
def test_a_slip_in_the_sellers_words_is_named_by_line(home: Path, text: str, why: str) -> None:
    _own(home, text)
    with pytest.raises(BadData) as refused:
        phrases("zh", printed=False, code=True)
    assert "words.toml" in refused.value.message
    assert why in refused.value.message
