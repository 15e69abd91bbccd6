"""sharecli commission match: leads sub-ids that lead nowhere yet."""

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from sharecli.channels import loader as channels
from sharecli.commissions import sub_id_records
from sharecli.commissions.attribution import Origin
from sharecli.commissions.sub_ids import Guesser
from sharecli.errors import NotFound, Usage
from sharecli.language import _
from sharecli.links import records as links
from sharecli.platforms import loader as platforms
from sharecli.products import records as products
from sharecli.shell.desk import Desk, desk_of
from sharecli.shell.options import Out
from sharecli.shell.page import Format, Page
from sharecli.text import clean, one_line

if TYPE_CHECKING:
    from rich.console import RenderableType


def match(
    ctx: typer.Context,
    sub_id: Annotated[
        str, typer.Argument(help="A sub-id; none lists those that lead nowhere.", show_default=False)
    ] = "",
    link: Annotated[str, typer.Option(help="The link it means.", show_default=False)] = "",
    product: Annotated[str, typer.Option(help="The product it means; with --channel.", show_default=False)] = "",
    channel: Annotated[str, typer.Option("--channel", "-c", help="The channel it means.", show_default=False)] = "",
    person: Annotated[str, typer.Option(help="Whose link of that product and channel.", show_default=False)] = "",
    platform: Annotated[str, typer.Option(help="Only of this platform.", show_default=False)] = "",
    out: Out = Format.table,
) -> Page:
    """Lead the lines of a sub-id to a link, a product and a channel; later imports follow. Without one: list them."""
    desk = desk_of(ctx)
    where = platforms.find(platform).key if platform else ""
    word = one_line(sub_id)
    if not word:
        return _strays(desk, where, out)
    origin, said = _meant(desk, word, link, product, channel, one_line(person))
    spelled = sub_id_records.having(desk.store, word, where)
    if not spelled:
        message = _("no commission has the sub-id “{word}”").format(word=clean(word, limit=60))
        raise NotFound(message, hint="sharecli commission match")
    with desk.store.writing() as db:
        changed = sub_id_records.match(db, word, where, origin, at=desk.now(), spelled=spelled)
    result = {"sub_id": word, "platform": where or None, **said, "lines": spelled.total(), "changed": changed}
    sentence = _("{changed} of {lines} lines of “{sub_id}” lead elsewhere now; later imports follow")
    return Page(result, lambda: _sentence(sentence.format(**result)), out)


def _sentence(words: str) -> "RenderableType":
    from sharecli.shell.tables import plain

    return plain([words])


def _strays(desk: Desk, platform: str, out: Format) -> Page:
    every = [one for one in sub_id_records.strays(desk.store) if not platform or one.platform == platform]
    codes = [one.code for one in links.chosen(desk.store, retired=None)]
    guesser = Guesser(codes, channels.channels().values(), sub_id_records.products(desk.store))
    found = [replace(one, guess=guesser.guess(one.sub_id)) for one in every]
    notes = []
    if any(one.sub_id for one in found):
        notes.append(_("to lead one somewhere: sharecli commission match SUB-ID --link CODE"))
    if any(not one.sub_id for one in found):
        notes.append(_("without a sub-id a line is led by its item: sharecli product add LINK-OF-THE-ITEM"))

    def draw() -> "RenderableType":
        from sharecli.commissions import life_view

        return life_view.strays(found)

    return Page([one.row() for one in found], draw, out, notes)


def _meant(
    desk: Desk, word: str, link: str, product: str, channel: str, person: str
) -> tuple[Origin, dict[str, str | None]]:
    """Where a sub-id leads, and the same in words."""
    if link and not (product or channel or person):
        found = links.find(desk.store, link)
        number = products.find(desk.store, found.product).id
        return Origin(found.id, number, found.channel), {
            "link": found.code, "product": found.product, "channel": found.channel, "person": found.person or None,
        }  # fmt: skip
    if link or not channel or (person and not product):
        message = _("say where “{word}” leads: a link, or a channel and a product").format(word=clean(word, limit=60))
        raise Usage(message, hint=f"sharecli commission match {clean(word, limit=60)} --link CODE")
    place = channels.find(channel).key
    if not product:
        return Origin(None, None, place), {"link": None, "product": None, "channel": place, "person": None}
    goods = products.find(desk.store, product)
    if person:
        code = sub_id_records.person_link(desk.store, goods.id, place, person)
        if not code:
            message = _("“{person}” has no link of “{product}” on {channel}").format(
                person=clean(person, limit=40), product=goods.code, channel=place
            )
            raise NotFound(message, hint=f"sharecli link list --product {goods.code}")
    else:
        some = links.chosen(desk.store, products={goods.code}, channels=[place], campaign="", people=[""])
        code = some[0].code if some else ""
    there = links.find(desk.store, code) if code else None
    return Origin(there.id if there else None, goods.id, place), {
        "link": code or None, "product": goods.code, "channel": place,
        "person": (there.person if there else "") or None,
    }  # fmt: skip
