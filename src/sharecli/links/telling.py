"""What a seller should know about the links just made: each rule named once."""

from collections.abc import Sequence

from sharecli.language import _, plural
from sharecli.links.making import Made
from sharecli.platforms import loader as platforms
from sharecli.settings.model import Settings


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


def tally(made: Sequence[Made]) -> str:
    """How many are new."""
    new = sum(one.new for one in made)
    return plural("{new} new link", "{new} new links", new).format(new=new) + (
        _(", {kept} as before").format(kept=len(made) - new) if new < len(made) else ""
    )
