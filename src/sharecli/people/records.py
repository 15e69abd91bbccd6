"""The rows of people: who they are, found by word or name; nobody else knows their columns but the rooms beside."""

import sqlite3
from collections.abc import Iterable

from sharecli.errors import Taken, Usage
from sharecli.language import _
from sharecli.links.person_records import PersonUnknown
from sharecli.people import naming
from sharecli.people.group_records import group
from sharecli.people.model import Person, Stage
from sharecli.period import local
from sharecli.settings import records as settings
from sharecli.store.open import Store
from sharecli.suggest import closest
from sharecli.text import clean, one_line

__all__ = [
    "AmbiguousName",
    "PersonTaken",
    "PersonUnknown",
    "by_word",
    "called_exactly",
    "chosen",
    "find",
    "group",
    "named",
]

_MOST = 6
"""People of one name that an error tells apart."""

_SELECT = """
    SELECT p.*, b.word AS brought_by_word,
      (SELECT group_concat(tag, ' ') FROM person_tags t WHERE t.person_id = p.id) AS tags,
      (SELECT group_concat(channel || '=' || handle, char(10)) FROM person_handles h WHERE h.person_id = p.id)
        AS handles,
      (SELECT group_concat(g.word, ' ') FROM group_people m JOIN groups g ON g.id = m.group_id
        WHERE m.person_id = p.id) AS group_words
    FROM people p LEFT JOIN people b ON b.id = p.brought_by
"""


class AmbiguousName(Usage):
    """Two people have that name."""

    code = "ambiguous-name"


class PersonTaken(Taken):
    """Another person has that word."""

    code = "person-taken"


def find(store: Store, word_or_name: str) -> Person:
    """The person of exactly that word, else of that name; forgotten ones by their word only.

    Raises:
        PersonUnknown: with the closest words.
        AmbiguousName: several may be meant (see :func:`naming.meant`); with the words of all, and who they are.
    """
    said = one_line(word_or_name)
    if (there := by_word(store, said)) is not None and there.word == said:
        return there
    words = naming.meant(said, _known(store))
    if len(words) > 1:
        message = _("{count} people are called “{name}”: {words}")
        who = "; ".join(_told_apart(store, word) for word in words[:_MOST]) + "; …" * (len(words) > _MOST)
        raise AmbiguousName(
            message.format(count=len(words), name=clean(said, limit=60), words=who),
            hint=_("say which by the word: sharecli person show {word}").format(word=words[0]),
        )
    one = by_word(store, words[0]) if words else None
    if one is None:
        raise _unknown(store, said)
    return one


def _known(store: Store) -> list[tuple[str, str]]:
    return [(row["word"], row["name"]) for row in store.reader.execute("SELECT word, name FROM people")]


def _told_apart(store: Store, word: str) -> str:
    """A word, and what tells its person from others of the name."""
    one = by_word(store, word)
    assert one is not None  # noqa: S101 - the word was read just now
    facts = [_(one.stage.value), *(f"{channel} {handle}" for channel, handle in one.handles[:1])]
    day = f"{local(one.created_at, settings.read(store).zone):%Y-%m-%d}"
    facts.append(_("added on {day}").format(day=day))
    return f"{word} ({', '.join(facts)})"


def by_word(store: Store, word: str) -> Person | None:
    """The person of that word, forgotten ones included, or None."""
    row = store.reader.execute(f"{_SELECT} WHERE p.word = ?", [word]).fetchone()
    return person_from(row) if row else None


def chosen(
    store: Store, *, stage: Stage | None = None, interests: Iterable[str] = (), group_id: int | None = None
) -> list[Person]:
    """People by stage, interests and group, sorted by word; forgotten ones are left out.

    Args:
        store: the file.
        stage: or None for all.
        interests: with every one of these.
        group_id: in this group, or None for all.
    """
    where: list[str] = ["p.forgotten_at IS NULL"]
    values: list[str | int] = []
    if stage:
        where.append("p.stage = ?")
        values.append(stage.value)
    for one in interests:
        where.append("EXISTS (SELECT 1 FROM person_tags t WHERE t.person_id = p.id AND t.tag = ?)")
        values.append(one)
    if group_id is not None:
        where.append("EXISTS (SELECT 1 FROM group_people m WHERE m.person_id = p.id AND m.group_id = ?)")
        values.append(group_id)
    rows = store.reader.execute(f"{_SELECT} WHERE {' AND '.join(where)} ORDER BY p.word", values)
    return [person_from(row) for row in rows]


def strangers_to_the_list(store: Store) -> list[str]:
    """Words that links in use bear and that no person has, sorted; at most 50."""
    rows = store.reader.execute(
        "SELECT DISTINCT person FROM links WHERE person <> '' AND status = 'active' "
        "AND person NOT IN (SELECT word FROM people) ORDER BY person LIMIT 50"
    )
    return [row["person"] for row in rows]


def named(store: Store, name: str) -> list[str]:
    """The words of those with that name, in either case of any script, sorted."""
    return naming.called(one_line(name), _known(store))


def called_exactly(store: Store, name: str) -> str:
    """The word of somebody whose name is written exactly so, or an empty string."""
    row = store.reader.execute("SELECT word FROM people WHERE name = ? ORDER BY word LIMIT 1", [name]).fetchone()
    return row["word"] if row else ""


def _unknown(store: Store, said: str) -> PersonUnknown:
    words = [
        row["word"] for row in store.reader.execute("SELECT word FROM people WHERE forgotten_at IS NULL LIMIT 5000")
    ]
    message = _("there is no person “{word}”").format(word=clean(said, limit=60))
    if near := naming.alike(said, _known(store)):
        return PersonUnknown(message, hint=_("did you mean {words}?").format(words=", ".join(near[:3])))
    return PersonUnknown(message, hint=closest(said, words, paste="{}") if words else "sharecli person add Ling")


def person_from(row: sqlite3.Row) -> Person:
    """A person out of a row of the select above."""
    handles = (line.partition("=") for line in (row["handles"] or "").split("\n") if line)
    return Person(
        word=row["word"],
        name=row["name"],
        stage=Stage(row["stage"]),
        brought_by=row["brought_by_word"] or "",
        next_touch=row["next_touch"] or "",
        interests=tuple(sorted((row["tags"] or "").split())),
        handles=tuple(sorted((channel, handle) for channel, _sign, handle in handles)),
        groups=tuple(sorted((row["group_words"] or "").split())),
        created_at=row["created_at"],
        forgotten_at=row["forgotten_at"] or "",
        id=row["id"],
    )
