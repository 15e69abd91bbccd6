"""Makes links: one per product, channel, campaign and person; asking again gives the same one."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from sharecli import slug
from sharecli.channels.model import Channel
from sharecli.errors import BadValue, Refused, Usage
from sharecli.language import _, plural
from sharecli.links import records
from sharecli.links.model import Link, not_a_loop, tagged
from sharecli.period import stamp
from sharecli.platforms import loader as platforms
from sharecli.platforms.model import host_of
from sharecli.products import records as products
from sharecli.products.model import LONGEST_URL, Product
from sharecli.products.selection import listed
from sharecli.settings.model import Settings
from sharecli.shell.desk import Desk

if TYPE_CHECKING:
    from sqlite_utils import Database


@dataclass(frozen=True, slots=True)
class Made:
    """A link that was asked for.

    Attributes:
        link: the link.
        url: what goes into its QR code.
        product: what it sells.
        channel: where it is posted.
        new: whether it was made just now.
    """

    link: Link
    url: str
    product: Product
    channel: Channel
    new: bool


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


def ensure(
    desk: Desk,
    settings: Settings,
    goods: Sequence[Product],
    channels: Sequence[Channel],
    *,
    campaign: str = "",
    code: str = "",
    people: Sequence[str] = ("",),
) -> list[Made]:
    """A link for every product, channel and person, in that order; the missing ones are made in one transaction.

    Args:
        desk: the file and the clock.
        settings: base URL and accounts.
        goods: products.
        channels: channels.
        campaign: or empty.
        code: the seller's own word, for a single link.
        people: whose links, each once; an empty word for nobody's.

    Raises:
        Usage: a code for more than one link.
        LinkTaken: the code is another link's.
        BadValue: a destination leads back to the seller's own short domain.
    """
    wanted = [(one, channel, person) for one in goods for channel in channels for person in people]
    if code and len(wanted) != 1:
        raise Usage(
            _("one code fits one link; this would be {count}").format(count=len(wanted)), hint=_("leave --code out")
        )
    there = _active(desk, goods, channels, campaign, people)
    missing = [one for one in wanted if _key(*one) not in there]
    if code and not missing and next(iter(there.values())).code != code:
        kept = next(iter(there.values()))
        message = _("“{product}” has a link for {channel} already: {code}")
        raise records.LinkTaken(
            message.format(product=kept.product, channel=kept.channel, code=kept.code),
            hint=f"sharecli link retire {kept.code}",
        )
    made: set[str] = set()
    late = _without_account(there, goods, settings)
    if missing or late:
        with desk.store.writing() as db:
            for link, destination in late:
                records.move(db, link, destination, at=desk.now())
            # Another sharecli may have made some since; under the lock the answer stands.
            there = _active(desk, goods, channels, campaign, people)
            still = [one for one in missing if _key(*one) not in there]
            made = _make(desk, db, settings, still, campaign=campaign, code=code)
            there = _active(desk, goods, channels, campaign, people)
    return [
        Made(link, url_of(link, settings), one, channel, link.code in made)
        for one, channel, person in wanted
        if (link := there[_key(one, channel, person)])
    ]


def _make(
    desk: Desk,
    db: "Database",
    settings: Settings,
    wanted: Sequence[tuple[Product, Channel, str]],
    *,
    campaign: str,
    code: str,
) -> set[str]:
    """Keep a new link for each product, channel and person; their codes."""
    used = records.codes(desk.store)
    if code and wanted and code in used:
        raise records.taken(code)
    made: set[str] = set()
    fresh = []
    for one, channel, person in wanted:
        word = code or _drawn(used)
        used.add(word)
        made.add(word)
        fresh.append((one.id, _link(word, one, channel, campaign, person, settings, stamp(desk.now()))))
    records.keep_all(db, fresh, at=desk.now())
    return made


def _without_account(
    there: dict[tuple[str, str, str], Link], goods: Sequence[Product], settings: Settings
) -> list[tuple[Link, str]]:
    """Links that were made before the platform's account was set, and where they shall lead now.

    A link that the seller led elsewhere is left alone: only one that is exactly what was made then is made anew.
    """
    late = []
    if settings.accounts:
        nobody = replace(settings, accounts={})
        products_by_code = {one.code: one for one in goods}
        for link in there.values():
            then, now = (_made_for(link, products_by_code[link.product], whose) for whose in (nobody, settings))
            if link.destination == then != now:
                late.append((link, now))
    return late


def _made_for(link: Link, product: Product, settings: Settings) -> str:
    return destination_of(
        product.url,
        product.platform,
        code=link.code,
        product=product.code,
        channel=link.channel,
        campaign=link.campaign,
        settings=settings,
    )


def url_of(link: Link, settings: Settings) -> str:
    """What goes into a link's QR code."""
    there = host_of(link.destination)
    return link.url(settings.base_url, shorten=_may_shorten(link.platform, there))


def destination_of(
    url: str, platform: str, *, code: str, product: str, channel: str, campaign: str, settings: Settings
) -> str:
    """A shop's link, tagged the platform's way; a signed link stays as it is."""
    seller = platforms.platforms().get(platform) or platforms.detect(url)
    if seller.signs(url):
        return not_a_loop(url, settings.base_url)
    values = {
        "link": code,
        "product": product,
        "channel": channel.replace("-", "_"),
        "campaign": campaign or product,
        "account": settings.accounts.get(seller.key, ""),
    }
    there = tagged(url, seller.tags_for(url), values)
    if len(there) > LONGEST_URL:
        message = _("the link of “{product}” has {count:,} characters with its tags; at most {most:,}")
        raise BadValue(
            message.format(product=product, count=len(there), most=LONGEST_URL),
            hint=_("use the platform's short link"),
        )
    return not_a_loop(there, settings.base_url)


def notes(made: Sequence[Made], settings: Settings) -> list[str]:
    """What the seller should know about these links; each rule is named once."""
    said: list[str] = []
    if not settings.base_url:
        said.append(
            _("no base-url is set, so a QR code holds the shop's whole link; for short ones: {command}").format(
                command="sharecli config set base-url https://go.example.shop"
            )
        )
    for one in {made.product.platform: made for made in made}.values():
        seller = platforms.platforms().get(one.product.platform)
        if seller is None:
            continue
        if seller.account and not settings.accounts.get(seller.key):
            words = _("no {what} is set, so {platform} will not know the sale is yours: {command}")
            said.append(
                words.format(
                    what=_(seller.account),
                    platform=seller.key,
                    command=f"sharecli config set account.{seller.key} …",
                )
            )
        if seller.statement:
            words = _("{platform} wants this sentence near its links: {sentence}")
            said.append(words.format(platform=seller.key, sentence=seller.statement))
        if not seller.shorten and settings.base_url:
            said.append(
                _("{platform} links stay long: {rule}").format(platform=seller.key, rule=_(seller.shorten_rule))
            )
        if not seller.print and any(other.channel.printed and other.product.platform == seller.key for other in made):
            said.append(
                _("warning: {platform} forbids printed links: {rule}").format(
                    platform=seller.key, rule=_(seller.print_rule)
                )
            )
    places = {one.channel.key: one.channel for one in made}.values()
    said.extend(
        _("{where}: {why}").format(where=place.key, why=_(place.link_rule)) for place in places if not place.link
    )
    return said


def people_of(words: Sequence[str]) -> tuple[str, ...]:
    """Whose links: each person once, in the order named; nobody's where none is named.

    Raises:
        BadValue: a word is not 1 to 40 letters, digits and inner hyphens, in ASCII.
    """
    hint = _("use pinyin or a nickname, such as --person ling; everyone can read a link, so no real name belongs in it")
    return tuple(dict.fromkeys(slug.own_word(word, hint=hint, what=_("the person")) for word in words)) or ("",)


def tally(made: Sequence[Made]) -> str:
    """How many are new."""
    new = sum(one.new for one in made)
    return plural("{new} new link", "{new} new links", new).format(new=new) + (
        _(", {kept} as before").format(kept=len(made) - new) if new < len(made) else ""
    )


def _active(
    desk: Desk, goods: Sequence[Product], channels: Sequence[Channel], campaign: str, people: Sequence[str]
) -> dict[tuple[str, str, str], Link]:
    """The links in use, by the key of what each is for."""
    keys = [channel.key for channel in channels]
    codes = {one.code for one in goods}
    found = records.chosen(desk.store, products=codes, channels=keys, campaign=campaign, people=people)
    return {(link.product, link.channel, link.person): link for link in found}


def _key(product: Product, channel: Channel, person: str) -> tuple[str, str, str]:
    return product.code, channel.key, person


def _drawn(used: set[str]) -> str:
    while (code := slug.draw()) in used:
        pass
    return code


def _link(
    code: str, product: Product, channel: Channel, campaign: str, person: str, settings: Settings, at: str
) -> Link:
    bare = Link(code, product.code, product.platform, channel.key, campaign, product.url, "active", at, person=person)
    return replace(bare, destination=_made_for(bare, product, settings))


@cache
def _may_shorten(platform: str, host: str) -> bool:
    # A link may have been led to another platform than its product's: both have a say.
    sellers = (platforms.platforms().get(platform), platforms.detect(f"https://{host}/"))
    return all(seller is None or seller.shorten for seller in sellers)
