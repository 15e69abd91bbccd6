"""Finds the line of the ledger that each line of a report is, those that the seller logged by hand among them."""

from dataclasses import replace
from typing import TYPE_CHECKING

from sharecli.commissions import records
from sharecli.commissions.model import Line

if TYPE_CHECKING:
    from sharecli.commissions.attribution import Origin


def led_to(
    known: list[records.Known], account: str, lines: list[Line], from_where: list["Origin"]
) -> list[records.Known | None]:
    """The line of the ledger that each line of the report is, or None.

    A sale that the seller logged by hand is the one the report tells now, whatever the account; counting both would pay
    twice. It is found by its product, or else it is the only one that was logged by hand of its order.
    """
    places: dict[tuple[str, str, str, int], records.Known] = {}
    undone: dict[tuple[str, str, str, int], records.Known] = {}
    by_hand: dict[str, list[records.Known]] = {}
    for one in known:
        if one.by_hand and one.reported_as is None:
            by_hand.setdefault(one.order, []).append(one)
        else:
            its_account, line_, nth = one.reported_as or (one.account, one.line, one.nth)
            (places if one.stands else undone)[its_account, one.order, line_, nth] = one
    found = [places.get((account, line.order, line.line, line.nth)) for line in lines]
    alone = {order for order, some in by_hand.items() if len(some) == 1}
    for place, (line, origin) in enumerate(zip(lines, from_where, strict=True)):
        same = [one for one in by_hand.get(line.order, []) if origin.product and one.origin.product == origin.product]
        if found[place] is None and same:
            found[place] = same[0]
            by_hand[line.order].remove(same[0])
    # The rest in an order that is the file's content's, not its rows': an unknown product and a near amount first.
    rest = [place for place, line in enumerate(lines) if found[place] is None and by_hand.get(line.order)]

    def likeness(place: int) -> tuple[object, ...]:
        line, hand = lines[place], by_hand[lines[place].order][0]
        off = abs((line.estimate or 0) - ((hand.stands.estimate if hand.stands else 0) or 0))
        return from_where[place].product is not None, off, line.line, line.nth

    for place in sorted(rest, key=likeness):
        line = lines[place]
        some = by_hand[line.order]
        if line.order in alone and some and some[0].currency == line.currency:
            found[place] = some.pop()
    # What was taken back comes again only where no sale that counts is the same.
    return [
        one or undone.get((account, line.order, line.line, line.nth)) for one, line in zip(found, lines, strict=True)
    ]


def told_apart(known: list[records.Known], account: str, lines: list[Line]) -> list[Line]:
    """The lines; one that was taken back in another currency is another line now.

    What identifies a line is never edited, and a report that was read in the wrong currency has to come again.
    """
    undone = {
        (one.order, one.line, one.nth): one.currency for one in known if one.stands is None and one.account == account
    }
    return [
        replace(line, line=f"{line.line}@{line.currency}")
        if undone.get((line.order, line.line, line.nth), line.currency) != line.currency
        else line
        for line in lines
    ]
