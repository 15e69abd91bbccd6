"""What is to be made: each order with its link and its file's name, and what the seller should know beforehand."""

from collections.abc import Sequence
from dataclasses import dataclass

from sharecli.batches.naming import Pattern
from sharecli.channels import loader as channels
from sharecli.errors import Usage
from sharecli.language import _
from sharecli.links import making as links, telling
from sharecli.links.making import Made
from sharecli.posters.model import file_name
from sharecli.products.model import Product
from sharecli.settings import records as settings
from sharecli.settings.model import Settings
from sharecli.shell.desk import Desk


@dataclass(frozen=True, slots=True)
class Order:
    """One thing to be made.

    Attributes:
        made: its link, product and channel.
        template: its key, or empty for the one of the command, the settings or the canvas.
        canvas: its name, or empty for the one of the command or the channel.
        words: the seller's recommendation, or empty for the one of the command or the product.
        name: of its file, a pattern; or empty for the one of the command.
    """

    made: Made
    template: str = ""
    canvas: str = ""
    words: str = ""
    name: str = ""


def ensured(
    desk: Desk,
    goods: Sequence[Product],
    keys: Sequence[str] | None,
    campaign: str,
    people: Sequence[str] = ("",),
    *,
    code: bool | None = None,
) -> tuple[list[Made], list[str], Settings]:
    """The links of products on channels for people, made where they are missing, and what the seller should know.

    Args:
        desk: the file.
        goods: the products.
        keys: of the channels.
        campaign: of the links, or empty.
        people: whose links.
        code: whether codes were asked for; None for what each channel allows.

    Raises:
        Usage: no channel was named.
        NotFound: no such channel.
    """
    if not keys:
        raise Usage(_("which channel? none was named"), hint="--channel wechat-moments")
    now = settings.read(desk.store)
    places = list({one.key: one for one in map(channels.find, keys)}.values())
    made = links.ensure(desk, now, goods, places, campaign=campaign, people=people)
    return made, remarks(made, now, code=code), now


def remarks(made: Sequence[Made], now: Settings, *, code: bool | None = None) -> list[str]:
    """What the seller should know about these links and their channels; each rule once.

    Args:
        made: the links.
        now: the seller's settings.
        code: whether codes were asked for; the rules about them are told of unless there will be none.
    """
    notes = telling.notes(made, now)
    places = {one.channel.key: one.channel for one in made}.values()
    if code is not False:
        notes += [_("{where}: {why}").format(where=one.key, why=_(one.qr_rule)) for one in places if one.qr_rule]
    if any(one.new for one in made):
        notes.insert(0, telling.tally(made))
    return notes


def named(
    pattern: Pattern | None,
    product: Product,
    channel: str,
    *,
    campaign: str,
    person: str,
    link: str,
    n: int,
    canvas: str = "",
    template: str = "",
) -> str:
    """The name of a file, without its ending.

    Args:
        pattern: of the name; None for the usual one.
        product: what it shows.
        channel: its key.
        campaign: or empty.
        person: whose link it is, or empty.
        link: its code.
        n: the file's number in this run, from 1.
        canvas: its name; empty for a code.
        template: its key; empty for a code.
    """
    if pattern is None:
        return file_name(product.code, channel, campaign, person)
    values = {
        "code": product.code,
        "channel": channel,
        "title": product.title,
        "platform": product.platform,
        "person": person,
        "campaign": campaign,
        "link": link,
        "canvas": canvas,
        "template": template,
    }
    return pattern.name(values, n=n)
