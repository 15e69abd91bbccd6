"""Finds emoji in a text, each whole: a family, a flag, a keycap is one."""

import re

# Whole blocks: a system's Python knows no emoji that is younger than itself.
_BLOCKS = "\U0001f000-\U0001faff"
# What is an emoji among the older signs (Unicode's emoji-data.txt), and the ornaments beside them.
_OLDER = (
    "\u00a9\u00ae\u203c\u2049\u2122\u2139\u2194-\u2199\u21a9\u21aa\u231a\u231b\u2328\u23cf\u23e9-\u23f3\u23f8-\u23fa\u24c2"
    "\u25aa\u25ab\u25b6\u25c0\u25fb-\u25fe\u2600-\u2775\u2794-\u27bf\u2934\u2935\u2b05-\u2b07\u2b1b\u2b1c\u2b50\u2b55\u3030"
    "\u303d\u3297\u3299"
)
_PICTURE = rf"[{_BLOCKS}{_OLDER}](?:[\ufe0e\ufe0f]|[\U0001f3fb-\U0001f3ff])?\u20e3?"
_EMOJI = re.compile(
    r"[\U0001f1e6-\U0001f1ff]{2}"  # a flag: two letters of a country
    r"|\U0001f3f4[\U000e0020-\U000e007e]+\U000e007f"  # a flag of a part of a country
    r"|[0-9#*]\ufe0f?\u20e3"  # a keycap
    rf"|{_PICTURE}(?:\u200d{_PICTURE})*\u200d?"
    r"|\u20e3"
)
_LOOKS = re.compile("[\ufe0e\ufe0f\u200d\U000e0020-\U000e007f]")


def emoji(words: str) -> list[str]:
    """Every emoji of ``words`` in order, each with its joiners, skin tones and selectors."""
    return [] if words.isascii() else _EMOJI.findall(words)


def without(words: str, these: set[str] | None = None) -> str:
    """``words`` without all emoji, or without ``these``; what white space they leave is folded, line breaks stay."""
    if words.isascii():
        return words
    left = _EMOJI.sub(lambda found: "" if these is None or found[0] in these else found[0], words)
    return left if left == words else "\n".join(" ".join(line.split()) for line in left.split("\n"))


def drawn_parts(one: str) -> str:
    """The characters of an emoji that a font has to have: selectors and joiners are never drawn."""
    return _LOOKS.sub("", one)
