"""How a caption is built: its ad label, links, statements and length, against the rules about those. Pure."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from sharecli.captions import matching
from sharecli.captions.model import Finding, Rule
from sharecli.channels.model import Channel
from sharecli.language import _, chosen
from sharecli.platforms.model import Platform, host_of

_MARKS = r"\[\])(【】（）|｜:：·•–—#.。!！?？"
"""What stands between a bare word and the sentence beside it."""
_NEAR = 24
"""Characters before a label that are looked at."""
_APART = re.compile(r"(?:^|[^\w])$")
_BEGUN = re.compile(rf"[\n{_MARKS}][^\w\n]*$")
_DENIED = re.compile(r"(?:\bnot an?|\bno|\bisn't an|\bwithout|不是|非|无|沒有|没有)\s*#?\s*$")


@dataclass(frozen=True, slots=True)
class Build:
    """A caption and where it goes.

    Attributes:
        text: the caption.
        channel: where it is posted.
        language: of its readers.
        platforms: that its links lead to.
        url: the link that it was written with, or empty.
        label: the seller's own word for the ad label, or empty.
    """

    text: str
    channel: Channel
    language: str
    platforms: tuple[Platform, ...] = ()
    url: str = ""
    label: str = ""

    def links(self) -> list[tuple[int, str]]:
        """The links in it, and where each begins."""
        own = self.text.find(self.url) if self.url else -1
        found = matching.urls(self.text)
        return found if own < 0 or any(at == own for at, _url in found) else sorted([*found, (own, self.url)])

    def label_at(self, every: Sequence[Rule]) -> tuple[int, int] | None:
        """Where the first ad label stands that its readers understand; None without one."""
        read = matching.folded(matching.without_urls(self.text))
        spans = [span for word in _labels(self, every) if (span := standing(word, read))]
        return read.span(*min(spans)) if spans else None


def of_the_build(rule: Rule, build: Build, every: Sequence[Rule]) -> Iterator[Finding]:
    """What a rule about the build says to a caption.

    Args:
        rule: one whose kind is not ``words``.
        build: the caption.
        every: the rules that apply; those about labels need one another.
    """
    return _KINDS[rule.kind](rule, build, every)


def standing(word: str, read: matching.Folded) -> tuple[int, int] | None:
    """Where a label stands by itself in a folded text: between marks, and not denied.

    A bare Latin word has to begin a line, or to stand after a mark, and a mark or the line's end has to follow it:
    “this is not an ad”, “ad hoc” and “无广告” have no label.
    """
    label = matching.folded(word).text
    loose = label.startswith("#") or not label.isascii()
    before = _APART if loose else _BEGUN
    after = re.compile(r"(?![\w\-])" if loose else rf"\s{{0,8}}(?:$|[\n{_MARKS},，]|-\s)")
    at = -1
    while (at := read.text.find(label, at + 1)) >= 0:
        line = read.text[max(0, at - _NEAR) : at]
        begun = before.search(line if at > _NEAR else f"\n{line}")
        if begun and after.match(read.text, at + len(label)) and not _DENIED.search(line.rpartition("\n")[2]):
            return at, at + len(label)
    return None


def _labels(build: Build, every: Sequence[Rule]) -> list[str]:
    """The words that are an ad label for its readers; the seller's own, where no rule calls it unclear."""
    spoken = build.language.partition("-")[0]
    known = [word for rule in every for word in rule.labels.get(spoken, ())]
    if not known or build.language == "zh-Hant":
        known += ["廣告", "广告"] if spoken == "zh" else [w for rule in every for w in rule.labels.get("en", ())]
    unclear = {matching.folded(word).text for rule in every if rule.kind == "label-unclear" for word in rule.words}
    own = [word for word in (build.label, build.channel.label(spoken)) if matching.folded(word).text not in unclear]
    return [*known, *(word for word in own if word)]


def _finding(rule: Rule, build: Build, words: str = "", at: int = 0, /, **places: object) -> Finding:
    values = {
        "words": words,
        "channel": build.channel.named(chosen()),
        "label": build.label or build.channel.label(build.language),
        **{name: str(value) for name, value in places.items()},
    }
    why, source = rule.said(chosen()), rule.source
    for name, value in values.items():
        why, source = why.replace(f"{{{name}}}", value), source.replace(f"{{{name}}}", value)
    return Finding(rule.severity, rule.name, words, at, why, source)


def _unclear(rule: Rule, build: Build, every: Sequence[Rule]) -> Iterator[Finding]:
    if build.label_at(every):
        return
    read = matching.folded(matching.without_urls(build.text))
    others = [word for one in every for words in one.labels.values() for word in words]
    for word in sorted({*rule.words, *others}, key=len, reverse=True):
        if span := standing(word, read):
            start, end = read.span(*span)
            yield _finding(rule, build, build.text[start:end], start)
            return


def _missing(rule: Rule, build: Build, every: Sequence[Rule]) -> Iterator[Finding]:
    unclear = [one for one in every if one.kind == "label-unclear"]
    if not build.label_at(every) and not any(True for one in unclear for _said in _unclear(one, build, every)):
        yield _finding(rule, build)


def _late(rule: Rule, build: Build, every: Sequence[Rule]) -> Iterator[Finding]:
    if (span := build.label_at(every)) and _is_late(build, span):
        yield _finding(rule, build, build.text[slice(*span)], span[0])


def _not_first(rule: Rule, build: Build, every: Sequence[Rule]) -> Iterator[Finding]:
    span = build.label_at(every)
    if span and not _is_late(build, span) and "\n" in build.text[: span[0]].lstrip():
        yield _finding(rule, build, build.text[slice(*span)], span[0])


def _is_late(build: Build, span: tuple[int, int]) -> bool:
    start, end = span
    folds = build.channel.fold and build.channel.length(build.text[:end]) > build.channel.fold
    return bool(folds) or any(at < start for at, _url in build.links())


def _statement(rule: Rule, build: Build, _every: Sequence[Rule]) -> Iterator[Finding]:
    said = _even(build.text)
    for platform in build.platforms:
        if platform.statement and _even(platform.statement) not in said:
            yield _finding(rule, build, platform.statement, platform=platform.named(chosen()))


def _even(words: str) -> str:
    return re.sub(r"[\W_]+", " ", matching.folded(words).text).strip()


def _length(rule: Rule, build: Build, _every: Sequence[Rule]) -> Iterator[Finding]:
    count, most = build.channel.length(build.text), build.channel.caption
    if count > most:
        yield _finding(rule, build, count=f"{count:,}", most=f"{most:,}")


def _fold(rule: Rule, build: Build, _every: Sequence[Rule]) -> Iterator[Finding]:
    most = build.channel.fold
    first = next(iter(build.links()), None)
    if most and first and build.channel.length(build.text[: first[0]]) >= most:
        yield _finding(rule, build, first[1], first[0], most=most)


def _no_link(rule: Rule, build: Build, _every: Sequence[Rule]) -> Iterator[Finding]:
    if not build.channel.link:
        for at, url in build.links()[:1]:
            yield _finding(rule, build, url, at, rule=_(build.channel.link_rule))


def _shortener(rule: Rule, build: Build, _every: Sequence[Rule]) -> Iterator[Finding]:
    if build.channel.short_links:
        return
    for at, url in build.links():
        host = host_of(url if "://" in url else f"https://{url}")
        if any(host == one or host.endswith(f".{one}") for one in rule.hosts):
            yield _finding(rule, build, host, at)
    for at, host in matching.bare_hosts(build.text, rule.hosts):
        yield _finding(rule, build, host, at)


_KINDS: dict[str, Callable[[Rule, Build, Sequence[Rule]], Iterator[Finding]]] = {
    "label": _missing,
    "label-unclear": _unclear,
    "label-late": _late,
    "label-not-first": _not_first,
    "statement": _statement,
    "length": _length,
    "fold": _fold,
    "no-link": _no_link,
    "shortener": _shortener,
}
