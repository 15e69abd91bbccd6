"""Reads who brought whom, and what came by whose links, for the tree."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sharecli.people.branching import Coefficient
from sharecli.people.life_records import EARNED, Earned
from sharecli.store.open import Store


@dataclass(frozen=True, slots=True)
class Node:
    """A person in the tree.

    Attributes:
        word: their word.
        name: or empty where they are forgotten.
        stage: how far they trust the seller.
        brought_by: the word of who brought them, or empty.
        generation: 0 for who came first, or whose tree it is.
        friends: how many they brought themselves.
        earned: what orders by their own links brought, by currency; never what their friends' did.
    """

    word: str
    name: str
    stage: str
    brought_by: str
    generation: int
    friends: int
    earned: Sequence[Earned]

    def row(self) -> dict[str, object]:
        """The JSON contract: ``person name stage referred_by generation friends earnings``."""
        return {
            "person": self.word,
            "name": self.name or None,
            "stage": self.stage,
            "referred_by": self.brought_by or None,
            "generation": self.generation,
            "friends": self.friends,
            "earnings": [one.row() for one in self.earned],
        }


def tree(store: Store, root: str = "") -> list[Node]:
    """Everybody, or one person and whom they brought and so on; whom somebody brought stands right below them.

    Forgotten people stay in it, without a name.

    Args:
        store: the file.
        root: whose tree, a word; empty for everybody.
    """
    people = store.reader.execute("SELECT id, word, name, stage, brought_by FROM people ORDER BY word").fetchall()
    below: dict[int | None, list[int]] = {}
    for place, (_number, _word, _name, _stage, brought_by) in enumerate(people):
        below.setdefault(brought_by, []).append(place)
    money = _earned(store)
    roots = [place for place, row in enumerate(people) if row["word"] == root] if root else below.get(None, [])
    found = []
    # No recursion: a chain of friends may be longer than Python's stack.
    waiting = [(place, 0, "") for place in reversed(roots)]
    while waiting:
        place, generation, parent = waiting.pop()
        number, word, name, stage, _brought_by = people[place]
        friends = below.get(number, [])
        found.append(Node(word, name, stage, parent, generation, len(friends), money.get(word, ())))
        waiting += [(friend, generation + 1, word) for friend in reversed(friends)]
    return found


def _earned(store: Store) -> dict[str, list[Earned]]:
    """What orders by people's links brought, by person."""
    rows = store.reader.execute(
        f"SELECT person, currency, {EARNED} FROM commission_facts WHERE person <> '' "  # noqa: S608 - own words
        "GROUP BY person, currency ORDER BY person, currency"
    )
    found: dict[str, list[Earned]] = {}
    for person, *figures in rows:
        found.setdefault(person, []).append(Earned(*figures))
    return found


@dataclass(frozen=True, slots=True)
class Generation:
    """A generation of the tree.

    Attributes:
        number: 0 for who came first.
        people: how many.
        friends: how many those brought.
        earned: what orders by their own links brought, by currency.
    """

    number: int
    people: int
    friends: int
    earned: Sequence[Earned]

    def row(self) -> dict[str, object]:
        """The JSON contract: ``generation people friends earnings``."""
        return {
            "generation": self.number,
            "people": self.people,
            "friends": self.friends,
            "earnings": [one.row() for one in self.earned],
        }


def generations(nodes: Sequence[Node]) -> list[Generation]:
    """The tree by generations; currencies are never added together."""
    members: dict[int, list[Node]] = {}
    for node in nodes:
        members.setdefault(node.generation, []).append(node)
    return [
        Generation(number, len(members[number]), sum(one.friends for one in members[number]), _sums(members[number]))
        for number in sorted(members)
    ]


def _sums(nodes: Sequence[Node]) -> list[Earned]:
    sums: dict[str, tuple[int, int, int]] = {}
    for node in nodes:
        for currency, orders, promised, earned in node.earned:
            had = sums.get(currency, (0, 0, 0))
            sums[currency] = (had[0] + orders, had[1] + promised, had[2] + earned)
    return [Earned(currency, *sums[currency]) for currency in sorted(sums)]


def friends_by_generation(nodes: Sequence[Node]) -> list[list[int]]:
    """How many friends each person brought, by generation, the oldest first."""
    found: dict[int, list[int]] = {}
    for node in nodes:
        found.setdefault(node.generation, []).append(node.friends)
    return [found[number] for number in sorted(found)]


def data(nodes: Sequence[Node], sums: Sequence[Generation], rate: Coefficient, *, flat: bool) -> dict[str, Any]:
    """The JSON contract: ``coefficient generations rows``.

    Args:
        nodes: the people.
        sums: the generations.
        rate: the viral coefficient.
        flat: for a table of cells: a row for each person and currency instead of a list in a row.
    """
    rows = [node.row() for node in nodes]
    if flat:
        empty = dict.fromkeys(("currency", "orders", "promised", "earned"))
        rows = [
            {key: value for key, value in row.items() if key != "earnings"} | (one.row() if one else empty)
            for node, row in zip(nodes, rows, strict=True)
            for one in node.earned or (None,)
        ]
    return {"coefficient": rate.row(), "generations": [one.row() for one in sums], "rows": rows}
