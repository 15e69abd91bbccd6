"""A caption, and what a rule says to it. Pure."""

from dataclasses import dataclass, field
from enum import StrEnum


class Severity(StrEnum):
    """How grave a finding is."""

    error = "error"
    warning = "warning"


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule says to a caption.

    Attributes:
        severity: an error keeps a caption from being written.
        rule: the rule's name, such as ``absolute-word``.
        words: what was found, as it stands there; empty where something is missing.
        at: where in the caption, in characters from 0.
        why: the reason, one clause.
        source: the rule's own source.
        line: of the caption, from 1.
        column: in that line, in characters from 1.
        origin: where the words come from in a caption that was written here: ``title``, ``note``, ``words`` (of
            the command), ``name`` or ``template``; else empty.
    """

    severity: Severity
    rule: str
    words: str
    at: int
    why: str
    source: str
    line: int = 1
    column: int = 1
    origin: str = ""

    def row(self) -> dict[str, str | int]:
        """The JSON contract: ``severity rule words line column why source``, and ``from`` where that is known."""
        row: dict[str, str | int] = {
            "severity": self.severity.value,
            "rule": self.rule,
            "words": self.words,
            "line": self.line,
            "column": self.column,
            "why": self.why,
            "source": self.source,
        }
        return row | {"from": self.origin} if self.origin else row


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule about captions, as its file says it.

    Attributes:
        name: a word; several rules may share one.
        kind: ``words``, or a rule about the caption's build: ``label``, ``label-unclear``, ``label-late``,
            ``label-not-first``, ``statement``, ``length``, ``fold``, ``no-link``, ``shortener``.
        severity: of its findings.
        source: the law or the platform's rule.
        why: the reason in English, with places such as ``{words}``.
        why_zh: the same in Chinese.
        words: what it looks for; ``…`` stands for up to ten characters.
        exceptions: phrases in which a word is meant otherwise.
        languages: of captions, or none for all.
        not_languages: of captions it has nothing to say to.
        channels: keys, or none for all.
        labels: language to the words of the ad label.
        hosts: of public shorteners.
        finds: examples of what it finds.
        passes: examples of what it lets pass.
    """

    name: str
    kind: str
    severity: Severity
    source: str
    why: str
    why_zh: str
    words: tuple[str, ...] = ()
    exceptions: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    not_languages: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    labels: dict[str, tuple[str, ...]] = field(default_factory=dict)
    hosts: tuple[str, ...] = ()
    finds: tuple[str, ...] = ()
    passes: tuple[str, ...] = ()

    def said(self, language: str) -> str:
        """The reason in a language (``zh_CN`` or ``en``)."""
        return self.why_zh if language.startswith("zh") else self.why

    def speaks_of(self, *, channel: str, language: str) -> bool:
        """Whether it applies to captions in a language on a channel."""
        spoken = language.partition("-")[0]
        return (
            (not self.channels or channel in self.channels)
            and (not self.languages or spoken in self.languages)
            and spoken not in self.not_languages
        )


@dataclass(frozen=True, slots=True)
class Caption:
    """A caption that was written.

    Attributes:
        text: what to post.
        language: as BCP 47 has it.
        product: the codes of the products it is about, one or several.
        channel: its key.
        tone: the template's word.
        link: the code of the link in it, or empty.
        labelled: whether the ad label was wanted.
        findings: what the rules say to it.
        forced: whether it was kept in spite of an error.
    """

    text: str
    language: str
    product: tuple[str, ...]
    channel: str
    tone: str
    link: str = ""
    labelled: bool = True
    findings: tuple[Finding, ...] = ()
    forced: bool = False

    @property
    def errors(self) -> tuple[Finding, ...]:
        """The findings for which it is refused."""
        return tuple(one for one in self.findings if one.severity is Severity.error)

    def row(self, *, flat: bool = False) -> dict[str, object]:
        """The JSON contract: ``product channel language tone link label forced text findings``.

        Args:
            flat: findings as a line of text each, for a table's cell.
        """
        told = [f"{one.severity}: {one.rule}: {one.words}" if flat else one.row() for one in self.findings]
        return {
            "product": list(self.product),
            "channel": self.channel,
            "language": self.language,
            "tone": self.tone,
            "link": self.link,
            "label": self.labelled,
            "forced": self.forced,
            "text": self.text,
            "findings": told,
        }
