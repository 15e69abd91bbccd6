"""Reads the rules about captions: the built-in files, and the seller's own over them."""

from functools import cache
from pathlib import Path

from sharecli import datafile, places
from sharecli.backends.services import services
from sharecli.captions.model import Rule, Severity
from sharecli.errors import BadData
from sharecli.language import _
from sharecli.shell.typed import again

BUILT_IN = Path(__file__).parent / "rules"
KINDS = (
    "words", "label", "label-unclear", "label-late", "label-not-first", "statement", "length", "fold", "no-link",
    "shortener",
)  # fmt: skip


def own_folder() -> Path:
    """Where the seller's own rules lie."""
    return places.config_folder() / "captions" / "rules"


def rules() -> tuple[Rule, ...]:
    """Every rule, in the order of the files' names and of the rules in them.

    Raises:
        BadData: a file is broken.
    """
    return _read(own_folder())[0]


def variants() -> dict[str, str]:
    """A character to those that are read as it.

    Raises:
        BadData: a file is broken.
    """
    return _read(own_folder())[1]


@cache
def _read(own: Path) -> tuple[tuple[Rule, ...], dict[str, str]]:
    try:
        return _every(own)
    except BadData as error:
        raise BadData(
            error.message, hint=_("mend it, or move the file away, then: {command}").format(command=again())
        ) from None


def _every(own: Path) -> tuple[tuple[Rule, ...], dict[str, str]]:
    found: list[Rule] = []
    disguises: dict[str, str] = {}
    for _key, table in datafile.shelf(BUILT_IN, own):
        found += [_rule(one) for one in table.tables("rule")]
        for character, others in table.words("variants").items():
            if len(character) != 1:
                raise table.wrong("variants", _("should name single characters"), word=character)
            disguises[character] = disguises.get(character, "") + others
        table.done()
    return tuple(found), disguises


def _rule(table: datafile.Table) -> Rule:
    kind = table.text("kind", "words")
    if kind not in KINDS:
        raise table.wrong("kind", _("should be one of {known}").format(known=", ".join(KINDS)))
    severity = table.text("severity")
    if severity not in set(Severity):
        raise table.wrong("severity", _("should be one of {known}").format(known=", ".join(Severity)))
    words = table.texts("words")
    for key in ("words", "except"):
        if blank := [word for word in table.texts(key) if not word.strip(" .…-'’")]:
            raise table.wrong(key, _("has an empty word in it"), word=f'"{blank[0]}"')
    if kind == "words" and not words:
        raise table.wrong("words", _("is missing"))
    why = table.text("why")
    rule = Rule(
        name=table.text("name"),
        kind=kind,
        severity=Severity(severity),
        source=table.text("source"),
        why=why,
        why_zh=table.text("why-zh", why),
        words=words,
        exceptions=table.texts("except"),
        languages=table.texts("languages"),
        not_languages=table.texts("not-languages"),
        channels=table.texts("channels"),
        labels=table.lists("labels"),
        hosts=(*table.texts("hosts"), *_known(table)),
        finds=table.texts("finds"),
        passes=table.texts("passes"),
    )
    table.done()
    return rule


def _known(table: datafile.Table) -> tuple[str, ...]:
    """The hosts of the public shorteners that ``backend`` knows, the seller's own file over them included."""
    if not table.flag("public-shorteners", default=False):
        return ()
    return tuple(host for service in services().values() for host in service.hosts)
