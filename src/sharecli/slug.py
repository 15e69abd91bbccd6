"""Short codes: the alphabet without look-alikes, drawing one, and checking a seller's own word."""

import re
from functools import cache

from sharecli.errors import BadValue
from sharecli.language import _
from sharecli.text import clean

ALPHABET = "23456789bcdfghjkmnpqrstvwxyz"
"""No vowels (so no words), no 0 O 1 l i: 28 symbols, read the same in any font and either case."""

LENGTH = 7
"""28^7 codes: 1.9 million random guesses for an even chance to hit one of 10,000 links."""

RESERVED = frozenset(
    (
        "api admin login logout healthz robots.txt favicon.ico static assets qr js css images settings stats help "
        "about terms privacy new edit delete index sitemap.xml well-known"
    ).split()
)
"""Words a redirect server needs for itself."""

_OWN = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?")


@cache
def blocked() -> tuple[str, ...]:
    """Letter and number runs nobody wants on a poster (English and pinyin slurs, loaded dates)."""
    from importlib.resources import files

    lines = files("sharecli").joinpath("blocklist.txt").read_text("utf-8").splitlines()
    return tuple(word for line in lines if (word := line.split("#")[0].strip()))


def draw() -> str:
    """A new random link code. The caller keeps it unique."""
    import secrets  # brings OpenSSL along, which only drawing needs

    while True:
        code = "".join(secrets.choice(ALPHABET) for _place in range(LENGTH))
        if not any(word in code for word in blocked()):
            return code


def own_word(word: str, *, hint: str, what: str = "") -> str:
    """A seller's own code, lower-cased: 1 to 40 letters, digits and inner hyphens, in ASCII.

    Args:
        word: as it was typed.
        hint: for the error.
        what: the word is, translated, with its article; "the code" where empty.

    Raises:
        BadValue: another character, too long, or a reserved word.
    """
    code = word.strip().lower()
    said = what or _("the code")
    if not _OWN.fullmatch(code):
        message = _("{what} “{word}” may have only a–z, 0–9 and inner hyphens, 40 at most")
        raise BadValue(message.format(what=said, word=clean(word, limit=60)), hint=hint)
    if code in RESERVED:
        raise BadValue(_("{what} “{word}” is reserved").format(what=said, word=code), hint=hint)
    return code


def from_words(words: str) -> str:
    """A code made of the ASCII words of a title, at most 32 characters; empty where there are too few."""
    ascii_words = re.findall(r"[a-z0-9]+", words.lower())
    code = ""
    for word in ascii_words:
        longer = f"{code}-{word}" if code else word
        if len(longer) > 32:  # noqa: PLR2004 - leaves room for "-2" within own_word's 40
            break
        code = longer
    return code if len(re.sub(r"[^a-z]", "", code)) >= 3 else ""  # noqa: PLR2004 - three letters make a word
