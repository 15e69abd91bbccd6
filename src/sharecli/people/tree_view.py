"""The tree of friends drawn for people."""

from collections.abc import Sequence

from rich.console import Group as Stack, RenderableType

from sharecli.language import _, plural
from sharecli.money import grouped
from sharecli.people.branching import FEWEST_FRIENDS, FEWEST_PEOPLE, METHOD, Coefficient
from sharecli.people.tree_records import Generation, Node
from sharecli.shell.prose import prose
from sharecli.shell.tables import plain, table

_MOST = 60
"""People drawn one by one; more are a wall of names. All of them are in the JSON."""
_DEEPEST = 12
"""Generations that are indented further."""


def tree(nodes: Sequence[Node], generations: Sequence[Generation], rate: Coefficient) -> RenderableType:
    """Who brought whom, each generation, and how many friends one person brings."""
    if not nodes:
        return prose([_("No people yet. Add one with: {command}").format(command="sharecli person add Ling")])
    parts: list[RenderableType] = [prose([_line(node) for node in nodes[:_MOST]])]
    if len(nodes) > _MOST:
        words = _("… and {count:,} more; one branch: {branch}; all: {all}")
        command = f"sharecli person tree {nodes[0].word}"
        parts.append(prose([words.format(count=len(nodes) - _MOST, branch=command, all="-F json")]))
    lines = [line for one in generations for line in _lines(one)]
    headings = (_("generation"), _("people"), _("brought"), _("orders"), _("promised"), _("earned"), "")
    parts += [plain([""]), table(headings, lines, right=range(6)), prose(["", *_said(rate)])]
    return Stack(*parts)


def _line(node: Node) -> str:
    name = node.name if node.name.casefold() != node.word else ""
    facts = (" ".join(filter(None, (node.word, name))), _(node.stage), *(one.words() for one in node.earned))
    return "  " * min(node.generation, _DEEPEST) + " · ".join(facts)


def _lines(one: Generation) -> list[tuple[str, ...]]:
    """A line per currency; the people are said once."""
    head = (str(one.number), f"{one.people:,}", f"{one.friends:,}")
    money = [
        (f"{sums.orders:,}", grouped(sums.promised, sums.currency), grouped(sums.earned, sums.currency), sums.currency)
        for sums in one.earned
    ] or [("", "", "", "")]
    return [(*(("", "", "") if place else head), *cells) for place, cells in enumerate(money)]


def _said(rate: Coefficient) -> list[str]:
    if rate.value is None:
        words = plural(
            "friends brought per person: too few to say ({friends} by {people} person; from {least} by {fewest} on)",
            "friends brought per person: too few to say ({friends} by {people} people; from {least} by {fewest} on)",
            rate.people,
        )
        said = words.format(friends=rate.friends, people=rate.people, least=FEWEST_FRIENDS, fewest=FEWEST_PEOPLE)
        return [said]
    words = _("friends brought per person: {value} (between {low} and {high}; {friends:,} by {people:,} people)")
    figures = {"value": rate.value, "low": rate.low, "high": rate.high}
    ends = {name: f"{number:.2f}" for name, number in figures.items()}
    return [words.format(**ends, friends=rate.friends, people=rate.people), _(METHOD)]
