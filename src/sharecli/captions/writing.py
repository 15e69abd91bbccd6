"""Writes captions from templates, fits them to their channel, and refuses those in which a rule finds an error."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sharecli.captions import allowing, fields, render, templates
from sharecli.captions.fields import Subject
from sharecli.captions.lint import lint
from sharecli.captions.matching import folded
from sharecli.captions.model import Caption, Finding, Severity
from sharecli.channels.model import Channel
from sharecli.errors import NotFound, Refused
from sharecli.language import _
from sharecli.lettering import wording
from sharecli.platforms import loader as platforms
from sharecli.platforms.model import Platform
from sharecli.products.model import Product
from sharecli.settings.model import Settings
from sharecli.shell.typed import again
from sharecli.text import clean

TONE = "friendly"
TOGETHER = "list"
"""The tone of a caption about several products."""
_LABELS = {"label-missing", "label-unclear", "label-late", "label-not-first"}


class CaptionRefused(Refused):
    """A rule finds an error in a caption."""

    code = "caption-refused"


@dataclass(frozen=True, slots=True)
class Wish:
    """How captions are wanted.

    Attributes:
        tone: a template's word.
        language: as BCP 47 has it, or empty: by the title.
        link: whether the link stands in the text; None for what the channel allows.
        label: whether the ad label stands there.
        allow: phrases in which no word is a finding, beside the seller's list.
        note: instead of the product's own, or empty.
    """

    tone: str = TONE
    language: str = ""
    link: bool | None = None
    label: bool = True
    allow: tuple[str, ...] = ()
    note: str = ""


def caption(
    product: Product,
    link_url: str,
    *,
    channel: Channel,
    settings: Settings,
    tone: str = TONE,
    language: str = "",
    link_code: str = "",
    force: bool = False,
) -> Caption:
    """The caption of one product on a channel.

    Raises:
        CaptionRefused: a rule finds an error, and nothing is forced.
        BadData: a template or a rule file is broken.
        NotFound: no such tone or language.
    """
    wish = Wish(tone=tone, language=language)
    written = written_for([Subject(product, link_url, link_code)], channel=channel, settings=settings, wish=wish)
    return passed([written], force=force)[0]


def written_for(subjects: Sequence[Subject], *, channel: Channel, settings: Settings, wish: Wish) -> Caption:
    """One caption about these products, checked; as much of the note as fits.

    Raises:
        BadData: a template or a rule file is broken.
        NotFound: no such tone or language.
    """
    first = subjects[0].product
    language = language_named(wish.language) if wish.language else wording.language_of(
        first.title, locale=settings.locale, currency=first.currency, more=first.note
    )  # fmt: skip
    template = templates.fitting(wish.tone, channel=channel.key, language=language)
    label = settings.label or wording.label(channel, language)
    note = wish.note or first.note
    sellers = [platforms.detect(one.url) for one in subjects]
    sellers += [
        platforms.platforms()[key] for one in subjects if (key := one.product.platform) in platforms.platforms()
    ]
    link = channel.link if wish.link is None else wish.link
    statements = list(dict.fromkeys(one.statement for one in sellers if one.statement))
    around = fields.around(
        channel=channel, language=language, settings=settings, label=label if wish.label else "", statements=statements
    )
    text = ""
    while True:
        each = [
            fields.one(
                one,
                channel=channel,
                language=language,
                settings=settings,
                link=link,
                note=note if one is subjects[0] else one.product.note,
            )
            for one in subjects
        ]
        text = render.texts(template, [{**around, **each[0], "products": each}])[0]
        excess = channel.length(text) - channel.caption
        if excess <= 0 or not note:
            break
        note = note[: len(note) - excess - 1].rstrip() + "…" if len(note) > excess + 1 else ""
    made = Caption(
        text, language, tuple(one.product.code for one in subjects), channel.key, template.tone,
        " ".join(one.code for one in subjects if one.code) if link else "", wish.label,
    )  # fmt: skip
    return replace(made, findings=_findings(made, subjects, channel, sellers, settings, wish, label))


def _findings(
    made: Caption,
    subjects: Sequence[Subject],
    channel: Channel,
    sellers: Sequence[Platform],
    settings: Settings,
    wish: Wish,
    label: str,
) -> tuple[Finding, ...]:
    unique = tuple({one.key: one for one in sellers}.values())
    found = lint(
        made.text, channel=channel, language=made.language, platforms=unique, label=label,
        url=subjects[0].url if made.link else "", allow=allowing.phrases(wish.allow),
    )  # fmt: skip
    origins = [("title", one.product.title) for one in subjects]
    origins += [("words", wish.note), *(("note", one.product.note) for one in subjects), ("name", settings.name)]
    told = []
    for one in found:
        waived = not made.labelled and one.rule in _LABELS
        severity = Severity.warning if waived else one.severity  # the seller took the label away, which is on record
        told.append(replace(one, severity=severity, origin=_origin(one, origins)))
    return tuple(told)


def _origin(one: Finding, origins: Sequence[tuple[str, str]]) -> str:
    words = "".join(folded(one.words.removesuffix("…")).text.split())
    if not words:
        return "template"
    within = (where for where, text in origins if words in "".join(folded(text).text.split()))
    return next(within, "template")


def passed(written: Sequence[Caption], *, force: bool) -> list[Caption]:
    """The captions, where no rule finds an error in them; those that are forced say so.

    Raises:
        CaptionRefused: naming the first error, where its words come from, and the rule.
    """
    faulty = [one for one in written if one.errors]
    if faulty and not force:
        raise _refusal(faulty[0], faulty[0].errors[0])
    return [replace(one, forced=bool(one.errors)) for one in written]


def _refusal(made: Caption, error: Finding) -> CaptionRefused:
    places = {
        "title": _("in the title"), "note": _("in the note"), "words": _("in your --words"), "name": _("in your name"),
    }  # fmt: skip
    words = _("the caption of “{product}” breaks a rule: {what} ({where}): {why}; {source}")
    message = words.format(
        product=made.product[0],
        what=f"“{error.words}”" if error.words else error.rule,
        where=places.get(error.origin, _("in the template “{tone}”").format(tone=made.tone)),
        why=error.why,
        source=error.source,
    )
    mend = {
        "title": f"sharecli product edit {made.product[0]} --title …",
        "note": f"sharecli product edit {made.product[0]} --note …",
        "words": again("--words", "…"),
        "name": "sharecli config set name …",
    }.get(error.origin, "sharecli caption templates")
    hint = _("mend it: {command}; or keep it as it is: {forced}")
    return CaptionRefused(message, hint=hint.format(command=mend, forced=again("--force")))


def language_named(words: str) -> str:
    """A language that there are words for, as BCP 47 has it: ``zh``, ``zh-Hant``, ``en``.

    Raises:
        NotFound: there are no words in it.
    """
    said = words.strip()
    found = wording.language_of("", locale=said)
    if said.replace("_", "-").partition("-")[0].lower() != found.partition("-")[0]:
        message = _("there are no words in the language “{language}”").format(language=clean(said, limit=40))
        raise NotFound(message, hint=again("--language", "zh"))
    return found
