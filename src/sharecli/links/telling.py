"""What a seller should know about the links just made: each rule named once."""

from collections.abc import Mapping, Sequence

from sharecli.language import _, plural
from sharecli.links.clearing import account_in
from sharecli.links.making import Made
from sharecli.links.tagging import seller_of
from sharecli.platforms import loader as platforms
from sharecli.platforms.model import Platform
from sharecli.settings.model import Settings

_NAMED = 3
"""Codes in one sentence."""


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
            urls = [other.product.url for other in made if other.product.platform == seller.key]
            said.append(_no_account(seller, urls))
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
    return said + replaced({one.product.code: one.taken for one in made if one.taken}) + _signed(made)


def replaced(taken: Mapping[str, Sequence[str]]) -> list[str]:
    """What stood in shops' links and does no more; products alike in that share a sentence.

    Args:
        taken: a product's or a link's code to words such as ``tag=other-20``.
    """
    alike: dict[tuple[str, ...], list[str]] = {}
    for code, words in taken.items():
        if words:
            alike.setdefault(tuple(words), []).append(code)
    said = _("{names}: the shop's link carried {words}; your own stands there now, so that sales lead back to you")
    return [said.format(names=_few(codes), words=", ".join(words)) for words, codes in alike.items()]


def _signed(made: Sequence[Made]) -> list[str]:
    """Links that may not be touched: whether a sale leads back to them, the platform was told before, or never."""
    signed: dict[str, tuple[Platform, list[Made]]] = {}
    for one in {one.product.code: one for one in made if one.new}.values():
        seller = seller_of(one.product.url, one.product.platform)
        if seller.signs(one.product.url):
            signed.setdefault(seller.key, (seller, []))[1].append(one)
    return [_untouched(seller, links) for seller, links in signed.values()]


def _untouched(seller: Platform, links: Sequence[Made]) -> str:
    names, fields = _few([one.product.code for one in links]), [one.name for one in seller.sub_ids if one.enter]
    if not fields:
        words = _(
            "warning: {names}: a signed link stays as it is, so no report of {platform} leads back to its channel"
        )
        return words.format(names=names, platform=seller.key)
    words = _(
        "warning: {names}: a signed link stays as it is, so a sale leads back to it only where {fields} was entered"
        " when {platform} made it: {command}"
    )
    command = f"sharecli link show {links[0].link.code}"
    return words.format(names=names, fields=", ".join(fields), platform=seller.key, command=command)


def _no_account(seller: Platform, urls: Sequence[str]) -> str:
    command = f"sharecli config set account.{seller.key} …"
    if there := next(filter(None, (account_in(url, seller) for url in urls)), ""):
        words = _("no {what} is set, so whether {there} in the link is yours is not known here: {command}")
        return words.format(what=_(seller.account), there=there, command=command)
    words = _("no {what} is set, so {platform} will not know the sale is yours: {command}")
    return words.format(what=_(seller.account), platform=seller.key, command=command)


def _few(codes: Sequence[str]) -> str:
    return ", ".join(codes[:_NAMED]) + (" …" if len(codes) > _NAMED else "")


def tally(made: Sequence[Made]) -> str:
    """How many are new."""
    return tally_of(sum(one.new for one in made), len(made))


def tally_of(new: int, links: int) -> str:
    """How many of so many are new."""
    return plural("{new} new link", "{new} new links", new).format(new=new) + (
        _(", {kept} as before").format(kept=links - new) if new < links else ""
    )
