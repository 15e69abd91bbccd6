"""What a command asks links for, from its own words: which products, whose, and of which campaign."""

from collections.abc import Sequence
from shlex import quote

from sharecli import slug
from sharecli.errors import BadValue, Refused, Usage
from sharecli.language import _
from sharecli.products import records as products
from sharecli.products.model import Product
from sharecli.products.selection import listed
from sharecli.shell.desk import Desk
from sharecli.text import clean, one_line


class ProductArchived(Refused):
    """The product is off the list."""

    code = "product-archived"


def selected(
    desk: Desk,
    codes: Sequence[str],
    *,
    every: bool,
    tags: Sequence[str],
    platform: str = "",
    query: str = "",
    since: str = "",
) -> list[Product]:
    """The products a command is about: named, by tag, platform, words or age, or all.

    Args:
        desk: the file and the clock.
        codes: product codes.
        every: whether ``--all`` was said.
        tags: with every one of these.
        platform: a platform's key, or empty.
        query: words that title or code contain, or empty.
        since: a day or a period, as :func:`sharecli.products.selection.listed` takes it; or empty.

    Raises:
        Usage: none was named, or both names and ``--all``.
        BadValue: ``since`` is neither a day nor a period.
        NotFound: a code that does not exist.
        ProductArchived: a named product is archived.
    """
    if codes and every:
        raise Usage(_("either products by name, or --all"), hint=_("leave one of the two out"))
    if not (codes or every or tags or platform or query.strip() or since.strip()):
        raise Usage(_("which product? none was named"), hint=_("name one, or use --tag TAG or --all"))
    for code in codes:
        if (one := products.find(desk.store, code)).status == "archived":
            message = _("“{code}” is archived").format(code=one.code)
            raise ProductArchived(message, hint=f"sharecli product restore {one.code}")
    found = listed(desk, codes, tags=tags, platform=platform, query=query, since=since)
    if not found:
        raise Usage(_("no active product fits"), hint="sharecli product list")
    return found


def product_of(desk: Desk, code: str) -> Product:
    """The product of that code, archived ones included.

    Raises:
        NotFound: with the closest codes.
    """
    return products.find(desk.store, code)


def people_of(words: Sequence[str]) -> tuple[str, ...]:
    """Whose links: each person once, in the order named; nobody's where none is named.

    Raises:
        BadValue: a word is not 1 to 40 small letters, digits and inner hyphens, in ASCII.
    """
    hint = _("use the word that “sharecli person list” shows, such as --person ling")
    for word in words:
        if word.strip() != word.strip().lower() and word.isascii():
            # Somebody else may be called so: two people of one name have two words, and only one of them earns.
            message = _("“{word}” is a name; a person's word is written small").format(word=clean(word, limit=60))
            raise BadValue(message, hint=f"sharecli person show {quote(clean(word, limit=60))}")
    return tuple(dict.fromkeys(slug.own_word(word, hint=hint, what=_("the person")) for word in words)) or ("",)


def campaign_of(words: str) -> str:
    """A campaign as a word; empty for none.

    Raises:
        BadValue: it is not 1 to 40 letters, digits and inner hyphens, in ASCII.
    """
    word = one_line(words).replace(" ", "-")
    return slug.own_word(word, hint="--campaign spring-sale", what=_("the campaign")) if word else ""


def nobodys_number(word: str) -> None:
    """See that a word of a new link is nobody's telephone number: everybody can read a link.

    Raises:
        BadValue: it looks like one.
    """
    if slug.is_number_of_somebody(word):
        message = _("“{word}” looks like somebody's number, and everybody can read a link").format(word=word)
        raise BadValue(message, hint=_("use a word instead, such as spring-sale"))
