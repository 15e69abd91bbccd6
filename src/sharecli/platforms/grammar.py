"""Reads the grammar of a platform's sub-ids from its file, and refuses what cannot be meant."""

import re

from sharecli import datafile
from sharecli.language import _
from sharecli.platforms.sub_ids import PLACEHOLDERS, SubId

_OF_CODES = "abcdefghijklmnopqrstuvwxyz0123456789"
"""Whatever else a platform allows, a link's code has to be sayable."""

_LONGEST = 2000


def check_template(table: datafile.Table, key: str, value: str) -> None:
    """Refuse a value that names something else than :data:`PLACEHOLDERS` in braces.

    Raises:
        BadData: it does, or a brace stands alone.
    """
    names = re.findall(r"\{(\w+)\}", value)
    if not PLACEHOLDERS.issuperset(names) or re.search(r"[{}]", re.sub(r"\{\w+\}", "", value)):
        known = ", ".join(f"{{{name}}}" for name in sorted(PLACEHOLDERS))
        raise table.wrong(key, _("may have only {known} in braces").format(known=known), word=value)


def sub_ids_of(links: datafile.Table) -> tuple[SubId, ...]:
    """The sub-ids in a platform's ``[links]``, in their order.

    Raises:
        BadData: one has no such parameter, or a grammar in which no link's code can be written.
    """
    parameters = set(links.words("tags")).union(*links.words_by_name("tags-at").values())
    outer = links.table("sub-ids")
    return tuple(_sub_id(outer, name, parameters) for name in outer.names())


def _sub_id(outer: datafile.Table, name: str, parameters: set[str]) -> SubId:
    table = outer.table(name)
    made = SubId(
        name=name,
        allowed=table.text("allowed"),
        longest=table.whole("longest", least=1, most=_LONGEST),
        enter=table.text("enter", ""),
        where=table.text("where", ""),
        source=table.text("source", "unproven"),
    )
    _check_allowed(table, made.allowed)
    check_template(table, "enter", made.enter)
    if made.enter and not made.where:
        raise table.wrong("enter", _("needs a “where”: who enters it has to know the place"))
    if not made.enter and name not in parameters:
        raise outer.wrong(name, _("is no parameter in “tags”; what is entered by hand has “enter” and “where”"))
    table.done()
    return made


def _check_allowed(table: datafile.Table, allowed: str) -> None:
    try:
        good = re.fullmatch(r"(?:[A-Za-z0-9]-[A-Za-z0-9]|[A-Za-z0-9_.~:@+=*,]|-$)+", allowed) and re.fullmatch(
            f"[{allowed}]+", _OF_CODES
        )
    except re.error:  # such as z-a
        good = None
    if not good:
        raise table.wrong("allowed", _("should list characters such as A-Za-z0-9_-, small letters and digits included"))
