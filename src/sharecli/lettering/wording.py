"""The words around a product on a poster, in the language of its title."""

import re
import unicodedata
from functools import cache
from pathlib import Path

from sharecli import datafile, places
from sharecli.channels.model import Channel
from sharecli.language import _
from sharecli.lettering import emoji
from sharecli.lettering.prices import Price, price
from sharecli.money import Money

__all__ = ["Price", "deal_words", "label", "language_of", "phrases", "price", "saving", "search_words", "typesetting"]

_NEEDED = ("touch", "print", "search", "was", "now")
_FILLED = {"save": "{amount}", "recommends": "{name}"}
_DEAL = {
    "was": (), "alone": (), "group": ("{size}",), "start": (), "now": (), "floor": (), "missing": ("{count}",),
    "filled": (), "left": ("{amount}", "{count}"), "reached": (), "until": ("{time}",),
}  # fmt: skip
"""The words about a deal, each with the places that it has to have."""

_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
# Without the long-vowel mark and the middle dot, which stand in Chinese names, too.
_KANA = re.compile(r"[\u3041-\u3096\u30a1-\u30fa\u31f0-\u31ff\uff66-\uff6f\uff71-\uff9d]")
_HANGUL = re.compile(r"[\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3]")
_THAI = re.compile(r"[\u0e01-\u0e3a\u0e40-\u0e4e]")
_VIETNAMESE = re.compile(r"[ơưđạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]", re.IGNORECASE)
_SHARED_LETTERS = {"hr", "sr", "bs", "sl", "se", "yo", "ig"}
"""Languages that have some of the letters of Vietnamese."""
_TRADITIONAL = ("zh_tw", "zh_hk", "zh_mo", "zh_hant")
_IN_TRADITIONAL = {"TWD", "HKD", "MOP"}
"""Currencies of places that write traditional characters."""
_OF_CURRENCY = {
    "CNY": "zh", "TWD": "zh-Hant", "HKD": "zh-Hant", "MOP": "zh-Hant", "JPY": "ja", "KRW": "ko", "VND": "vi",
    "THB": "th", "IDR": "id", "BRL": "pt", "MXN": "es",
}  # fmt: skip
"""What is spoken where a currency is paid in: of those of one language."""
_OTHER_LETTERS = re.compile(r"[^\W\d_\u0000-\u024f\u1e00-\u1eff]")
"""Letters that are not Latin."""
_REGIONS = {"zh": "CN", "zh-Hant": "TW", "ja": "JP", "ko": "KR"}

_LONGEST_SEARCH, _LONGEST_LATIN = 18, 30
"""Characters: what people type, and what fits into a search field; Latin letters are half as wide."""
_NOT_THE_THING = re.compile(
    r"(?:[12]\d{3}年?|新款|新品|正品|官方|旗舰店|专卖店|专柜|热卖|热销|爆款|包邮|现货|特价|秒杀|同款|网红|[春夏秋冬]+季?)+"
)
"""Words before a thing's name that say when it is from, or where: whoever searches for them finds everything."""
_THING_LAST = {"en", "de", "nl", "sv", "da", "nb", "no", "fi"}
"""Languages of Latin letters in which a thing's name ends with the thing ("… Water Bottle")."""
_WITH = re.compile(r"\s(?:with|for|of|from|by|in|mit|für|aus|von|med|för)\s", re.IGNORECASE)
_OFFER = re.compile(r"\s*(?:【[^】]*】|\[[^\]]*\]|［[^］]*］)")
_PAUSE = re.compile(r"[，、。;；：|｜(（\[【!！?？~～\n]|[,:](?!\d)|\s[-–—/·]\s|——")


def language_of(title: str, *, locale: str, currency: str = "", more: str = "") -> str:
    """The language of a title as BCP 47 has it: by its script; Latin letters are read as the seller's language.

    What a script does not tell (Chinese from Japanese in Chinese characters alone, simplified from traditional, German
    from English), the locale tells; and without one, of Chinese characters, what else stands on the poster, and of
    Latin letters, figures and emoji the currency, where it is that of one language.

    Args:
        title: of a product.
        locale: the seller's, such as ``zh_TW``, or empty.
        currency: of the price, or empty: yen are paid for what has a Japanese title, and in yuan for what has Chinese
            words around it.
        more: the seller's words for it, or empty: kana in them say that the title is Japanese. They are the language's
            where the title has no letter at all.
    """
    if more and not any(map(str.isalpha, title)):
        title, more = more, ""
    own = _language(locale)
    han = len(_HAN.findall(title))
    kana = set(_KANA.findall(title))
    # In China "の" is an ornament, and a Japanese brand stands in Chinese titles.
    if kana and (own == "ja" or (not han and kana != {"の"}) or (kana != {"の"} and not _only_chinese(title))):
        return "ja"
    hangul, thai = len(_HANGUL.findall(title)), len(_THAI.findall(title))
    if hangul and (hangul >= max(han, thai) or (currency == "KRW" and hangul > thai and not _chinese(title))):
        return "ko"
    if thai > han:
        return "th"
    if han:
        return _of_han(title, own, currency, more)
    if _VIETNAMESE.search(title) and own not in _SHARED_LETTERS:
        return "vi"
    # In China and Japan, too, brands and models are written in Latin letters: there the price tells where it is sold.
    told = "" if own or _OTHER_LETTERS.search(unicodedata.normalize("NFKC", title)) else _OF_CURRENCY.get(currency, "")
    return next((one for one in (own, told) if one in _spoken()), "en")


def phrases(language: str, *, printed: bool, code: bool, seller: str = "") -> dict[str, str]:
    """The words around: ``cta`` (empty without a code), ``search``, ``was``, ``now``, ``recommends``.

    Args:
        language: as :func:`language_of` has it; English for one without words.
        printed: whether it ends up on paper, which nobody presses long.
        code: whether a QR code stands on it.
        seller: who recommends; without a name, ``recommends`` is empty.

    Raises:
        BadData: the seller's own ``words.toml`` is broken.
    """
    words = _words(language)
    return {
        "cta": words["print" if printed else "touch"] if code else "",
        "search": words["search"],
        "was": words["was"],
        "now": words["now"],
        "recommends": words["recommends"].replace("{name}", seller) if seller else "",
    }


def deal_words(language: str) -> tuple[str, dict[str, str]]:
    """The words about a deal, and the language they are in: English where the language has none.

    Raises:
        BadData: the seller's own ``words.toml`` is broken.
    """
    spoken = language if "deal.now" in _words(language) and language in _spoken() else "en"
    words = _words(spoken)
    return spoken, {key: words[f"deal.{key}"] for key in _DEAL}


def label(channel: Channel, language: str) -> str:
    """The ad label in a language: the language's own, or else the channel's."""
    return _words(language)["label"] or channel.label(language)


def saving(was: Money, now: Money, *, language: str, locale: str) -> str:
    """Such as ``省 ¥30``; empty where nothing is saved, or where two currencies do not compare."""
    if was.currency != now.currency or now.micros >= was.micros:
        return ""
    amount = price(Money(was.micros - now.micros, was.currency), language=language, locale=locale)
    return _words(language)["save"].replace("{amount}", amount.text)


def search_words(title: str, language: str = "") -> str:
    """The words of a title that one would type: no offers in brackets, no emoji, no year, at most 18 characters.

    Args:
        title: of a product.
        language: it is in; of a long name in Latin letters (at most 30 characters) the thing itself is kept.
    """
    plain = " ".join(emoji.without(title).split())
    bare = re.sub(rf"^(?:{_OFFER.pattern})+", "", plain).strip() or plain
    parts = (part.strip(" ·-–—】］") for part in _PAUSE.split(bare))
    words = next((part for part in parts if part), "").split(" ")
    while len(words) > 1 and _NOT_THE_THING.fullmatch(words[0]):
        del words[0]
    said = " ".join(words)
    latin = _OTHER_LETTERS.search(said) is None
    longest = _LONGEST_LATIN if latin else _LONGEST_SEARCH
    if len(said) <= longest:
        return said
    if latin:
        said = _WITH.split(said)[0]
        while language in _THING_LAST and len(said) > longest and " " in said:
            said = said.partition(" ")[2]
    if len(said) <= longest:
        return said.strip()
    cut = said[: longest + 1]
    return (cut.rpartition(" ")[0] or cut[:longest]).strip()


def typesetting(language: str) -> tuple[str, str]:
    """Typst's ``lang`` and ``region`` (or empty), on which line breaks and the shapes of letters depend."""
    return language.partition("-")[0], _REGIONS.get(language, "")


def _of_han(title: str, own: str, currency: str, more: str) -> str:
    """The language of a title in Chinese characters: its own ones tell, then the locale, then what stands beside it."""
    told = _chinese(title)
    if told or own in {"ja", "ko", "zh-Hant"}:
        return told or own
    if own == "zh":
        return "zh-Hant" if _traditional(title) else "zh"
    beside = _chinese(more)
    if not beside and not _only_chinese(title):
        if currency == "JPY" or set(_KANA.findall(more)) - {"の"}:
            return "ja"
        if currency == "KRW" and _HANGUL.search(more):
            return "ko"
    return "zh-Hant" if currency in _IN_TRADITIONAL or _traditional(title) else beside or "zh"


def _only_chinese(title: str) -> bool:
    """Whether a character stands there that Chinese has in GB 2312 and Japanese has not in Shift JIS, such as 们."""
    return any(_known(one, "gb2312") and not _known(one, "cp932") for one in _HAN.findall(title))


def _chinese(words: str) -> str:
    """``zh`` or ``zh-Hant`` where a character stands that no other language has, such as 们 or 說; else empty.

    A simplified one says more: brands and ornaments are written in traditional ones, too.
    """
    found = ""
    for one in _HAN.findall(words):
        if not _known(one, "cp932"):
            simplified, traditional = _known(one, "gb2312"), _known(one, "big5")
            if simplified and not traditional:
                return "zh"
            if traditional and not simplified:
                found = "zh-Hant"
    return found


def _traditional(words: str) -> bool:
    """Whether Chinese words have a character that is not simplified, such as 龍, and none that is, such as 国."""
    each = [(_known(one, "big5"), _known(one, "gb2312")) for one in _HAN.findall(words)]
    return (True, False) in each and (False, True) not in each


def _known(character: str, encoding: str) -> bool:
    try:
        character.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def _language(locale: str) -> str:
    name = locale.replace("-", "_").lower()
    return "zh-Hant" if name.startswith(_TRADITIONAL) else re.split(r"[_.@]", name)[0]


def _words(language: str) -> dict[str, str]:
    spoken = _spoken()
    return spoken.get(language) or spoken["en"]


def _spoken() -> dict[str, dict[str, str]]:
    return _read(places.config_folder())


@cache
def _read(folder: Path) -> dict[str, dict[str, str]]:
    """The words by language, the seller's own over the built-in ones.

    Raises:
        BadData: the seller's file is broken.
    """
    table, values = datafile.load(Path(__file__).parent / "words.toml")
    own = folder / "words.toml"
    if own.is_file():
        table, _values = datafile.load(own, over=values)
    return {language: _one(table.table(language)) for language in table.names()}


def _of_deals(table: datafile.Table) -> dict[str, str]:
    words = {}
    for key, needed in _DEAL.items():
        words[f"deal.{key}"] = table.text(key)
        for place in needed:
            if place not in words[f"deal.{key}"]:
                raise table.wrong(key, _("has no {place} in it").format(place=place))
    table.done()
    return words


def _one(table: datafile.Table) -> dict[str, str]:
    words = {key: table.text(key) for key in _NEEDED}
    for key, place in _FILLED.items():
        words[key] = table.text(key)
        if place not in words[key]:
            raise table.wrong(key, _("has no {place} in it").format(place=place))
    words["label"] = table.text("label", "")
    if "deal" in table.names():
        words |= _of_deals(table.table("deal"))
    table.done()
    return words
