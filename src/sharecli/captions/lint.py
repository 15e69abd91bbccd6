"""Checks a caption against the rules: words here, the label and links in their own room. Never legal advice."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from sharecli.captions import matching, rules
from sharecli.captions.build import Build, of_the_build
from sharecli.captions.model import Finding, Rule, Severity
from sharecli.channels.model import Channel
from sharecli.language import chosen
from sharecli.platforms.model import Platform
from sharecli.text import clean


def lint(
    text: str,
    *,
    channel: Channel,
    language: str,
    platforms: Sequence[Platform] = (),
    url: str = "",
    label: str = "",
    allow: Collection[str] = (),
) -> list[Finding]:
    """What the rules say to a caption, in the order of the text; what is missing comes first.

    Args:
        text: the caption.
        channel: where it is posted.
        language: of its readers, as BCP 47 has it.
        platforms: that its links lead to, whose statements it needs.
        url: the link that it was written with; else the links in it are found by themselves.
        label: the seller's own word for the ad label, or empty.
        allow: phrases in which no word is a finding.

    Raises:
        BadData: a rule file is broken.
    """
    every = [one for one in rules.rules() if one.speaks_of(channel=channel.key, language=language)]
    build = Build(text, channel=channel, language=language, platforms=tuple(platforms), url=url, label=label)
    findings = [
        one
        for rule in every
        for one in (_of_words(rule, text, allow) if rule.kind == "words" else of_the_build(rule, build, every))
    ]
    return [_placed(one, text) for one in _gravest(findings, text)]


def _of_words(rule: Rule, text: str, allow: Collection[str]) -> list[Finding]:
    read = matching.folded(matching.without_urls(text))
    spans = matching.found(read, rule.words, (*rule.exceptions, *allow), rules.variants())
    places = (read.span(*span) for span in spans)
    why = rule.said(chosen())
    return [Finding(rule.severity, rule.name, text[start:end], start, why, rule.source) for start, end in places]


def _gravest(findings: list[Finding], text: str) -> list[Finding]:
    """In the order of the text, a warning left out where an error speaks of the same words, and no word told twice."""
    kept: list[Finding] = []
    told: set[int] = set()
    for one in sorted(findings, key=lambda one: (one.severity is Severity.warning, -len(one.words))):
        there = text.startswith(one.words, one.at)  # a sentence that is missing takes no place
        places = range(one.at, one.at + len(one.words) if there else one.at)
        if told.isdisjoint(places):
            kept.append(one)
            told.update(places)
    return sorted(kept, key=lambda one: (one.at, one.rule))


def _placed(one: Finding, text: str) -> Finding:
    before = text[: one.at]
    column = one.at - (before.rfind("\n") + 1) + 1
    words = clean(" ".join(one.words.split()), limit=80)
    return replace(one, words=words, line=before.count("\n") + 1, column=column)
