"""The order in which font families are asked for a letter, by language: shapes differ for one code point."""

from collections.abc import Container

_CHINESE = (
    "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "PingFang SC", "Hiragino Sans GB", "Microsoft YaHei",
    "WenQuanYi Micro Hei", "WenQuanYi Zen Hei",
)  # fmt: skip
_TAIWANESE = (
    "Noto Sans CJK TC", "Noto Sans TC", "Source Han Sans TC", "PingFang TC", "Microsoft JhengHei", "Noto Sans CJK HK",
    "Noto Sans HK", "PingFang HK",
)  # fmt: skip
_JAPANESE = (
    "Noto Sans CJK JP", "Noto Sans JP", "Source Han Sans", "Hiragino Sans", "Hiragino Kaku Gothic ProN", "Yu Gothic",
    "Meiryo", "IPAexGothic", "IPAGothic",
)  # fmt: skip
_KOREAN = (
    "Noto Sans CJK KR", "Noto Sans KR", "Source Han Sans K", "Apple SD Gothic Neo", "Malgun Gothic", "NanumGothic",
)  # fmt: skip
_FIRST = {"zh": _CHINESE, "zh-Hant": _TAIWANESE, "ja": _JAPANESE, "ko": _KOREAN}

WESTERN = ("Source Sans 3", "Noto Sans", "Segoe UI", "Helvetica Neue", "Arial", "Liberation Sans", "DejaVu Sans")
"""They have the letters that :mod:`sharecli.lettering.apart` leaves to them. Templates name the same, in this order."""

_OTHERS = (
    "Noto Sans Thai", "Leelawadee UI", "Thonburi", "Loma", "Noto Sans Arabic", "Noto Sans Hebrew",
    "Noto Sans Devanagari",
)  # fmt: skip
"""They have no Latin letters or digits worth having: never the first."""

EMOJI = (
    "Apple Color Emoji", "Segoe UI Emoji", "Noto Color Emoji", "Twemoji", "Twitter Color Emoji", "Twemoji Mozilla",
    "OpenMoji", "Noto Emoji",
)  # fmt: skip
"""The system's own before those that somebody installed, colour before black. Templates know them by "moji"."""

_ALWAYS = "Libertinus Serif"
"""Inside Typst."""


def ordered(there: Container[str], language: str = "zh") -> tuple[str, ...]:
    """The families to use that are ``there``, the preferred one first.

    An emoji font has digits, too, and a text font like DejaVu has some emoji in black: so emoji fonts stand behind the
    first text font and before the others.

    Args:
        there: names of families.
        language: as :func:`sharecli.lettering.wording.language_of` has it.
    """
    first = _FIRST.get(language, _CHINESE)
    texts = (*first, *_CHINESE, *_TAIWANESE, *_JAPANESE, *_KOREAN, *WESTERN)
    found = [family for family in dict.fromkeys(texts) if family in there]
    emoji = [family for family in EMOJI if family in there]
    if emoji and not found:
        found = [_ALWAYS]
    others = [family for family in _OTHERS if family in there]
    return (*found[:1], *emoji, *found[1:], *others)
