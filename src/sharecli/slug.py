"""Short codes: the alphabet without look-alikes, drawing one, and checking a seller's own word."""

import re
from collections.abc import Iterator
from functools import cache

from sharecli.errors import BadValue
from sharecli.language import _
from sharecli.text import clean

ALPHABET = "23456789bcdfghjkmnpqrstvwxyz"
"""No vowels (so no words), no 0 O 1 l i: 28 symbols, read the same in any font and either case."""

LENGTH = 7
"""28^7 codes: 1.9 million random guesses for an even chance to hit one of 10,000 links."""

_MODULUS = 29

RESERVED = frozenset(
    (
        "api admin login logout healthz robots.txt favicon.ico static assets qr js css images settings stats help "
        "about terms privacy new edit delete index sitemap.xml well-known robots favicon sitemap status 404"
    ).split()
)
"""Words a redirect server needs for itself."""

_SHORTEST_NUMBER = 7
_DAY = re.compile(r"20\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")
_MOBILE = re.compile(r"(?<!\d)(?:(?:00)?86)?1[3-9]\d{9}(?!\d)")
"""In mainland China, with letters around it."""

_OWN = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?")


@cache
def blocked() -> tuple[str, ...]:
    """Letter and number runs nobody wants on a poster (English and pinyin slurs, loaded dates)."""
    from importlib.resources import files

    lines = files("sharecli").joinpath("blocklist.txt").read_text("utf-8").splitlines()
    return tuple(word for line in lines if (word := line.split("#")[0].strip()))


@cache
def _nobody_wants() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, blocked())))


def draw(*, check: bool = False) -> str:
    """A new random link code. The caller keeps it unique.

    Args:
        check: whether it ends in a check character.
    """
    return next(drawn(1, check=check))


def drawn(at_once: int, *, check: bool = False) -> Iterator[str]:
    """New random link codes, as many as are asked for. The caller keeps them unique.

    Args:
        at_once: how many are probably asked for: so many are drawn together.
        check: whether each ends in a check character.
    """
    import secrets  # brings OpenSSL along, which only drawing needs

    # A byte of the last, incomplete round of the alphabet is thrown away, so that every symbol is as likely.
    fair = 256 - 256 % len(ALPHABET)
    symbols = bytes(ord(ALPHABET[byte % len(ALPHABET)]) for byte in range(256))
    while True:
        some = secrets.token_bytes(at_once * LENGTH + LENGTH * 2).translate(symbols, bytes(range(fair, 256))).decode()
        for start in range(0, len(some) - LENGTH + 1, LENGTH):
            code = some[start : start + LENGTH]
            if check:
                last = check_character(code)
                code += last
                if not last:
                    continue
            if not _nobody_wants().search(code):
                yield code


def check_character(body: str) -> str:
    """What stands behind a code that is typed by hand; empty where the code has none and another has to be drawn.

    Symbols are counted from 0, each times its place from 2 on, and the sum is taken modulo 29: a prime above the
    alphabet's 28, so that one wrong symbol or two that changed places always give another character.
    """
    total = sum(place * ALPHABET.index(symbol) for place, symbol in enumerate(body, start=2))
    rest = -total % _MODULUS
    return ALPHABET[rest] if rest < len(ALPHABET) else ""


def checks(code: str) -> bool | None:
    """Whether a code's check character fits; None where it is no drawn code with one."""
    word = code.strip().lower()
    if len(word) != LENGTH + 1 or not set(word) <= set(ALPHABET):
        return None
    return check_character(word[:-1]) == word[-1]


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


def is_number_of_somebody(word: str) -> bool:
    """Whether a word looks like a telephone number, or another long number that is one person's.

    A number that begins with a day, such as 20261111, is a campaign's.
    """
    bare = word.replace("-", "")
    if bare.isdigit():
        return len(bare) >= _SHORTEST_NUMBER and not _DAY.match(bare)
    return bool(_MOBILE.search(bare))


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
