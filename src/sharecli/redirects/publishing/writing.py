"""Writes an engine's files from their templates, and refuses what does not fit; nothing is ever cut."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from sharecli import language
from sharecli.errors import Refused
from sharecli.language import _, plural
from sharecli.redirects.publishing.engines import Engine
from sharecli.redirects.publishing.manifest import NAME

if TYPE_CHECKING:
    from jinja2 import Environment

_ROOM = 2048
"""How many entries nginx keeps room for unasked."""


class TooManyRedirects(Refused):
    """The engine takes fewer redirects than there are links."""

    code = "too-many-redirects"


class RedirectTooLong(Refused):
    """A link leads to an address that is longer than the engine takes."""

    code = "redirect-too-long"


@dataclass(frozen=True, slots=True)
class Site:
    """Where the codes stand.

    Attributes:
        base_url: the seller's, without a slash at the end.
        log: the file that the engine shall write its log to, or empty.
    """

    base_url: str
    log: str = ""

    @property
    def prefix(self) -> str:
        """The path before the codes, such as ``/go``; mostly empty."""
        return urlsplit(self.base_url).path.rstrip("/")

    @property
    def pattern(self) -> str:
        """The prefix as a regular expression."""
        return self.prefix.replace(".", r"\.")

    @property
    def host(self) -> str:
        """The domain, with its port where it has one."""
        return urlsplit(self.base_url).netloc

    @property
    def language(self) -> str:
        """The pages' language, as HTML names it."""
        return "zh-CN" if language.chosen().startswith("zh") else "en"


def written(engine: Engine, redirects: Mapping[str, str], site: Site) -> dict[str, bytes]:
    """The engine's files by name.

    Raises:
        TooManyRedirects: more than it takes.
        RedirectTooLong: a line or a value longer than it takes.
    """
    if engine.rules and len(redirects) > engine.rules:
        raise _too_many(engine, len(redirects))
    there = _templates()
    shared = {"site": site, "words": _words(), "manifest": NAME}
    table = _ROOM
    while table < 2 * len(redirects):
        table *= 2
    missing = there.get_template("404.html").render(shared)
    made: dict[str, bytes] = {}
    for name, template in engine.files.items():
        drawn = there.get_template(template)
        if "{code}" in name:
            made |= {name.format(code=code): drawn.render(shared, to=to).encode() for code, to in redirects.items()}
        else:
            made[name] = drawn.render(shared, redirects=redirects, missing=missing, table=table).encode()
    _check_lengths(engine, redirects, made)
    return made


def _templates() -> "Environment":
    from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

    there = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        keep_trailing_newline=True,
        trim_blocks=True,
    )
    there.filters |= {"nginx": nginx_word, "caddy": caddy_word, "word": bare_word, "script": script_text}
    return there


def nginx_word(text: str) -> str:
    """A text as a word of nginx's configuration, in which no variable is looked for."""
    quoted = " ".join(text.split("\n")).strip().replace("\\", "\\\\").replace('"', '\\"')
    return '"' + quoted.replace("$", "${sharecli_dollar}") + '"'


def caddy_word(text: str) -> str:
    """A text as a word of a Caddyfile.

    Braces would be looked up there, by several hands and more than once, whatever leads them: the text has none.
    """
    if "{" in text or "}" in text:
        raise ValueError(text)
    return '"' + " ".join(text.split("\n")).strip().replace('"', '\\"') + '"'


def bare_word(text: str) -> str:
    """A text as a word between spaces."""
    if not text or re.search(r"\s", text):
        raise ValueError(text)
    return text


def script_text(text: str) -> str:
    """A text as a literal of a script inside a page: nothing in it can end the script."""
    from markupsafe import Markup

    plain = json.dumps(text)  # ASCII
    for character in "<>&'":
        plain = plain.replace(character, f"\\u{ord(character):04x}")
    return Markup(plain)  # noqa: S704 - it has just been made harmless


def _words() -> dict[str, str]:
    return {
        "missing": _("There is nothing here"),
        "look_again": _("This link is not known here, or it is no longer used. Please look at it again."),
        "on_the_way": _("On the way to the shop"),
        "go_on": _("Go on to the shop"),
    }


def _too_many(engine: Engine, count: int) -> TooManyRedirects:
    message = _("{engine} takes {most:,} redirects, and there are {count:,}; nothing was written")
    return TooManyRedirects(
        message.format(engine=engine.name, most=engine.rules, count=count),
        hint=_("nginx and caddy take as many as you like, and so does your own machine: {commands}").format(
            commands="sharecli publish --to nginx DIR · sharecli publish --to caddy DIR · sharecli serve"
        ),
    )


def _check_lengths(engine: Engine, redirects: Mapping[str, str], made: Mapping[str, bytes]) -> None:
    long: list[str] = []
    if engine.word:
        long = [code for code, to in redirects.items() if len(nginx_word(to)) > engine.word]
    elif engine.line:
        lines = (
            line.split() for file in made.values() for line in file.decode().splitlines() if len(line) > engine.line
        )
        long = [words[0].rpartition("/")[2] for words in lines if words]
    if long:
        sentence = plural(
            "{count} link is longer than {engine} takes: {codes}; nothing was written",
            "{count} links are longer than {engine} takes: {codes}; nothing was written",
            len(long),
        )
        shown = ", ".join(long[:5]) + (" …" if len(long) > 5 else "")  # noqa: PLR2004 - enough to see which
        raise RedirectTooLong(
            sentence.format(count=len(long), engine=engine.name, codes=shown),
            hint=_("lead it to the platform's short link: {command}").format(
                command=f"sharecli link retarget {long[0]} URL"
            ),
        )
