"""Reads published files back, by rules of its own: what is found there is what an engine would do."""

import json
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser


class Unclear(Exception):
    """A file does not read as it should."""


def redirects(grammar: str, files: Mapping[str, bytes], *, prefix: str) -> dict[str, str]:
    """Code to where it leads, as the files say.

    Args:
        grammar: ``nginx``, ``caddy``, ``rules`` or ``pages``.
        files: names to contents.
        prefix: the path before a code in ``rules``.

    Raises:
        Unclear: a file is malformed, or says two things of one code.
    """
    texts = {name: content.decode() for name, content in files.items()}
    if grammar == "pages":
        pairs = list(_pages(texts))
    elif grammar == "rules":
        pairs = list(_rules(texts["_redirects"], prefix))
    elif grammar == "nginx":
        pairs = list(_mapped(list(_nginx_words(texts["sharecli-map.conf"])), ["map", "$sharecli_path", "$sharecli_to"]))
    else:
        pairs = list(_caddy(texts["sharecli.caddy"]))
    found = dict(pairs)
    if len(found) != len(pairs):
        raise Unclear("one code twice")
    return found


def _nginx_words(text: str) -> Iterator[str]:
    """The words of a configuration; ``{``, ``}`` and ``;`` for themselves, what was quoted led by a quote."""
    place, end = 0, len(text)
    while place < end:
        one = text[place]
        if one.isspace():
            place += 1
        elif one == "#":
            place = (text.find("\n", place) + 1) or end
        elif one in "{};":
            yield one
            place += 1
        elif one in "\"'":
            word, place = _quoted(text, place)
            yield '"' + word
        else:
            start = place
            while place < end and not text[place].isspace() and text[place] not in "{};":
                place += 1
            yield text[start:place]


def _quoted(text: str, place: int) -> tuple[str, int]:
    quote, word = text[place], []
    place += 1
    while place < len(text) and text[place] != quote:
        if text[place] == "\\" and text[place + 1 : place + 2] in {'"', "'", "\\"}:
            place += 1
        word.append(text[place])
        place += 1
    if place >= len(text):
        raise Unclear("a quotation mark is open")
    return "".join(word), place + 1


def _mapped(words: list[str], head: list[str]) -> Iterator[tuple[str, str]]:
    """The pairs of nginx's map; a variable in it can only be the one that holds a dollar."""
    starts = [place for place in range(len(words)) if words[place : place + 4] == [*head, "{"]]
    if len(starts) != 1:
        raise Unclear("not one map")
    place = starts[0] + 4
    while words[place : place + 1] != ["}"]:
        key, value, stop = (*words[place : place + 3], "", "", "")[:3]
        if stop != ";" or not value.startswith('"'):
            raise Unclear(f"not a pair: {key}")
        if key != "default":
            pieces = value[1:].split("${sharecli_dollar}")
            if any("$" in piece for piece in pieces) or not key.startswith('"/'):
                raise Unclear(f"not a plain text: {key}")
            yield key[2:], "$".join(pieces)
        place += 3


def _caddy(text: str) -> Iterator[tuple[str, str]]:
    """The pairs of a Caddyfile's map: a line each, its words quoted, in which only a quote is escaped."""
    lines = text.splitlines()
    if lines.count("map {path} {sharecli_to} {") != 1:
        raise Unclear("not one map")
    for line in lines[lines.index("map {path} {sharecli_to} {") + 1 :]:
        if line == "}":
            return
        if line == '\tdefault ""':
            continue
        words = line.strip().replace('\\"', "\0").split('"')
        if len(words) != 5 or words[0] or words[2] != " " or words[4] or not words[1].startswith("/"):  # noqa: PLR2004 - "key" "value"
            raise Unclear(f"not a pair: {line}")
        if {"{", "}", "`", "\0"} & set(line.replace('\\"', "\0")):
            raise Unclear(f"not a plain text: {line}")
        yield words[1][1:], words[3]
    raise Unclear("a map is open")


def _rules(text: str, prefix: str) -> Iterator[tuple[str, str]]:
    """The rules that lead away; one that leads to a page of the site itself is no link."""
    for line in text.splitlines():
        words = line.split()
        if not words or words[0].startswith("#"):
            continue
        if len(words) != 3 or not words[0].startswith("/"):  # noqa: PLR2004 - from, to, status
            raise Unclear(f"not a rule: {line}")
        if words[1].startswith("/"):
            continue
        path, found, code = words[0].rpartition("/")
        if path != prefix or not found or "*" in words[0] or ":" in words[0] or words[2].rstrip("!") != "302":
            raise Unclear(f"not a link: {line}")
        yield code, words[1]


def _pages(texts: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for name, text in texts.items():
        if name in {"404.html", ".nojekyll"}:
            continue
        page = _Page()
        page.feed(text)
        page.close()
        if len(page.said) != 4 or len(set(page.said)) != 1:  # noqa: PLR2004 - refresh, canonical, script and link
            raise Unclear(f"a page does not say one thing: {name}")
        yield name.removesuffix(".html"), page.said[0]


class _Page(HTMLParser):
    """Gathers every way in which a page leads on."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self._in_script = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element begins."""
        has = {name: value or "" for name, value in attrs}
        if tag == "meta" and has.get("http-equiv") == "refresh":
            self.said.append(has["content"].removeprefix("0; url="))
        elif (tag == "link" and has.get("rel") == "canonical") or tag == "a":
            self.said.append(has["href"])
        self._in_script = tag == "script"

    def handle_endtag(self, tag: str) -> None:
        """An element ends."""
        self._in_script = self._in_script and tag != "script"

    def handle_data(self, data: str) -> None:
        """What stands in an element."""
        if self._in_script:
            if not (data.startswith("location.replace(") and data.endswith(")")):
                raise Unclear(f"not one call: {data[:80]}")
            self.said.append(str(json.loads(data.removeprefix("location.replace(")[:-1])))
