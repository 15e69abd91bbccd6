"""By which link a sale came that is logged by hand: as the seller says, and never a friend's by the channel alone."""

from sharecli.channels import loader as channels
from sharecli.errors import NotFound, Usage
from sharecli.language import _
from sharecli.links import records as links
from sharecli.links.model import Link
from sharecli.people import records as people
from sharecli.products.model import Product
from sharecli.shell import typed
from sharecli.store.open import Store

_MOST = 6
"""Links that a sentence names."""


def credited(store: Store, sold: Product, channel: str, *, person: str, code: str) -> Link | None:
    """The link that a sale is credited to; None where none is known.

    Args:
        store: the file.
        sold: what was sold; who follows a link may buy something else.
        channel: a channel's key, or empty.
        person: by whose link: word or name; empty for nobody's.
        code: of the link, or empty.

    Raises:
        NotFound: there is no such link or person, or the person has no link of that product there.
        AmbiguousName: two people have that name.
        Usage: link, person and channel contradict each other, or the person has several links.
    """
    whose = _whose(store, person) if person.strip() else ""
    if code:
        return _agreeing(links.find(store, code), channel, whose)
    if not (channel or whose):
        return None
    places = [channel] if channel else []
    every = links.chosen(store, products={sold.code}, channels=places, people=[whose], retired=None if whose else False)
    # A retired link brought its sales while it led.
    found = [one for one in every if one.status == "active"] or every
    plain = [one for one in found if not one.campaign]
    if not whose:
        return plain[0] if plain else None
    if not found:
        raise _no_link(sold, channel, whose)
    if len(plain) == 1 or len(found) == 1:
        return (plain or found)[0]
    codes = ", ".join(one.code for one in found[:_MOST])
    message = _("“{person}” has several links of “{product}”: {codes}")
    raise Usage(message.format(person=whose, product=sold.code, codes=codes), hint=typed.again("--link", found[0].code))


def _whose(store: Store, said: str) -> str:
    # A link may be older than the list of people.
    if said.strip() and links.chosen(store, people=[said.strip()], retired=None):
        return said.strip()
    return people.find(store, said).word


def _no_link(sold: Product, channel: str, whose: str) -> NotFound:
    words = {"person": whose, "product": sold.code, "channel": channel}
    if channel:
        message = _("“{person}” has no link of “{product}” on {channel}").format(**words)
        return NotFound(message, hint=f"sharecli link new {sold.code} --channel {channel} --person {whose}")
    message = _("“{person}” has no link of “{product}”").format(**words)
    return NotFound(message, hint=f"sharecli link list --product {sold.code}")


def _agreeing(link: Link, channel: str, whose: str) -> Link:
    if channel and link.channel != channel:
        message = _("the link “{code}” is on {there}, not on {channel}")
        there = message.format(code=link.code, there=link.channel, channel=channels.find(channel).key)
        raise Usage(there, hint=typed.again("--channel", link.channel, short="-c"))
    if whose and link.person != whose:
        message = _("the link “{code}” is not “{person}”'s").format(code=link.code, person=whose)
        if link.person:
            raise Usage(message, hint=typed.again("--person", link.person))
        raise Usage(message, hint=typed.again("--person", ""))
    return link


def notes(store: Store, sold: Product, by: Link | None, channel: str) -> list[str]:
    """What a seller is told about the friend whom a sale is credited to, or may have to be."""
    if by is not None:
        words = _("credited to the link {code} of “{person}”")
        return [words.format(code=by.code, person=by.person)] if by.person else []
    friends = links.chosen(store, products={sold.code}, channels=[channel]) if channel else []
    if whose := sorted({one.person for one in friends if one.person}):
        words = _("credited to no link: whether it was one of a friend's ({people}) is said by --person")
        return [words.format(people=", ".join(whose[:_MOST]))]
    return []
