"""Finds caption templates: the built-in ones and the seller's own; copies one for the seller to change."""

import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from sharecli import places, slug
from sharecli.channels import loader as channels
from sharecli.errors import BadData, NotFound, Taken
from sharecli.files import folder, write_whole
from sharecli.language import _
from sharecli.shell.typed import again
from sharecli.suggest import closest
from sharecli.text import clean

BUILT_IN = Path(__file__).parent / "templates"
ANY_LANGUAGE = "plain"
"""The tone that speaks every language there are words for."""
LARGEST = 100_000
"""Bytes of a template."""


class CaptionTemplateTaken(Taken):
    """A caption template has that name already."""

    code = "caption-template-taken"


@dataclass(frozen=True, slots=True)
class Template:
    """A caption template: ``[CHANNEL.]TONE[.LANGUAGE].txt``.

    Attributes:
        tone: the word after ``--tone``.
        channel: the only channel it is for, or empty.
        language: the only language it is for, or empty.
        path: its file.
        own: whether it is the seller's.
    """

    tone: str
    channel: str
    language: str
    path: Path
    own: bool

    @property
    def file(self) -> str:
        """Its name as other templates include it."""
        return ".".join(part for part in (self.channel, self.tone, self.language, "txt") if part)

    @property
    def key(self) -> str:
        """Its name without the ending."""
        return self.file.removesuffix(".txt")

    def source(self) -> str:
        """What stands in it.

        Raises:
            BadData: it is too large, or not UTF-8.
        """
        try:
            content = self.path.read_bytes()
            if len(content) > LARGEST:
                why = _("is larger than {most:,} bytes").format(most=LARGEST)
            else:
                return content.decode("utf-8-sig").replace("\r\n", "\n")
        except UnicodeDecodeError:
            why = _("is not UTF-8; save the file as UTF-8")
        except OSError as error:
            why = error.strerror or str(error)
        message = f"{self.path}: {why}"
        raise BadData(message, hint=_("mend it, or move the file away, then: {command}").format(command=again()))


def own_folder() -> Path:
    """Where the seller's own templates lie."""
    return places.config_folder() / "captions"


def templates() -> dict[str, Template]:
    """Every template by its key, sorted.

    Raises:
        BadData: a file's name is no template's.
    """
    return _templates(own_folder())


@cache
def _templates(own: Path) -> dict[str, Template]:
    found = [_named(path, own=False) for path in BUILT_IN.glob("*.txt")]
    # allow.txt is the list of phrases; Finder's ._name.txt and editors' files are none.
    mine = (path for path in sorted(own.glob("*.txt")) if path.name != "allow.txt" and not path.name.startswith("."))
    found += [_named(path, own=True) for path in mine]
    return {one.key: one for one in sorted(found, key=lambda one: (one.key, one.own))}


def _named(path: Path, *, own: bool) -> Template:
    parts = unicodedata.normalize("NFC", path.name.removesuffix(".txt")).split(".")
    channel = parts.pop(0) if len(parts) > 1 and parts[0].lower() in channels.channels() else ""
    if not parts or len(parts) > 2 or not all(parts):  # noqa: PLR2004 - tone and language
        words = _("{path}: a caption template is called {pattern}")
        raise BadData(
            words.format(path=path, pattern="[CHANNEL.]TONE[.LANGUAGE].txt"),
            hint=_("rename it, or move the file away, then: {command}").format(command=again()),
        )
    return Template(parts[0].lower(), channel.lower(), parts[1] if parts[1:] else "", path, own)


def tones() -> tuple[str, ...]:
    """The words after ``--tone``."""
    return tuple(dict.fromkeys(one.tone for one in templates().values()))


def fitting(tone: str, *, channel: str, language: str) -> Template:
    """The template for a tone on a channel in a language; the plain one where the tone does not speak it.

    Raises:
        NotFound: no template has that tone.
    """
    said = tone.strip().lower()
    if said not in tones():
        message = _("there is no caption template “{tone}”").format(tone=clean(tone, limit=40))
        raise NotFound(message, hint=closest(said, tones(), paste="--tone {}"))
    wanted = [(channel, language), (channel, ""), ("", language), ("", "")]
    here = {(one.channel, one.language): one for one in templates().values() if one.tone == said}
    found = next((here[one] for one in wanted if one in here), None)
    return found or templates()[ANY_LANGUAGE]


def copied(name: str, source: str) -> list[Path]:
    """Copy a tone, in each of its languages, or one template of it, into the seller's folder; the paths of the copies.

    Args:
        name: the new tone.
        source: a tone such as ``friendly``, or a template such as ``friendly.zh``.

    Raises:
        BadValue: the name is no word.
        NotFound: no such source.
        CaptionTemplateTaken: there is one of that name.
        CannotWrite: the folder cannot be written.
    """
    tone = slug.own_word(name, hint="sharecli caption template new mine --from friendly", what=_("the name"))
    said = source.strip()
    every = templates().values()
    chosen = [one for one in every if one.key == said] or [one for one in every if one.tone == said.lower()]
    if not chosen:
        message = _("there is no caption template “{tone}”").format(tone=clean(said, limit=40))
        raise NotFound(message, hint=closest(said, [*tones(), *templates()], paste="--from {}"))
    if tone in tones() or tone in channels.channels() or tone == "allow":
        message = _("there is a caption template or channel “{key}” already").format(key=tone)
        hint = f"sharecli caption template new {tone}-2 --from {said}"
        raise CaptionTemplateTaken(message, hint=hint)
    home = folder(own_folder(), hint=_("set XDG_CONFIG_HOME to a folder you may write"))
    made = []
    for one in chosen:
        name_parts = (one.channel, tone, one.language, "txt")
        made.append(home / ".".join(part for part in name_parts if part))
        write_whole(made[-1], one.source().encode())
    _templates.cache_clear()
    return made
