"""Puts a deal on the posters that are asked for, with what a rule says to it."""

from collections.abc import Sequence
from dataclasses import replace

from sharecli.batches.naming import Pattern
from sharecli.deals import records, rules
from sharecli.language import _
from sharecli.links.making import Made
from sharecli.posters import dealing
from sharecli.posters.manner import Manner
from sharecli.settings.model import Settings
from sharecli.shell.desk import Desk


def with_deal(desk: Desk, code: str, made: Sequence[Made], manner: Manner, now: Settings) -> tuple[Manner, list[str]]:
    """How posters are to be made with a deal on them, and what the seller should know.

    Their files are named for the deal, so that the product's usual poster stays.

    Raises:
        DealUnknown: no deal has that code.
        DealOver: it is failed or called off.
        Usage: it is another product's.
    """
    there = records.find(desk.store, code, now=desk.now())
    dealing.suited(there, [one.product for one in made])
    # Of the same form as a file's usual name: "_" stands in no code.
    several = {one.link.campaign for one in made}, {one.link.person for one in made}
    name = "{code}-{channel}" + "_{campaign}" * any(several[0]) + "__{person}" * any(several[1])
    pattern = manner.pattern or Pattern.read(f"{name}___{there.deal.code}")
    notes = [
        rule for key in dict.fromkeys(one.channel.key for one in made) for rule in rules.notes(there.deal.kind, key)
    ]
    at = f"{desk.now().astimezone(now.zone):%H:%M}"
    notes.append(_("as the deal stands at {time}; when somebody joins or leaves, make it again").format(time=at))
    return replace(manner, pattern=pattern, wish=replace(manner.wish, deal=there, zone=now.zone)), notes
