"""What a seller should know of what was just published."""

from collections import Counter
from typing import TYPE_CHECKING

from sharecli.language import _, plural
from sharecli.period import local
from sharecli.redirects.publishing.model import Why

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from sharecli.redirects.publishing.outcome import Published


def remarks(made: "Published", *, zone: "ZoneInfo") -> list[str]:
    """One sentence each: what stays out, what leads to its fallback, and what the engine cannot know."""
    said = []
    for why, count in sorted(Counter(made.plan.left_out.values()).items()):
        said.append(plural("{count} link is left out: {why}", "{count} links are left out: {why}", count).format(
            count=count, why=_reason(why)))  # fmt: skip
    for why, count in sorted(Counter(made.plan.fallen_back.values()).items()):
        said.append(plural("{count} link leads to its fallback: {why}", "{count} links lead to their fallback: {why}",
            count).format(count=count, why=_reason(why)))  # fmt: skip
    name = made.engine.name
    if made.plan.dated and made.plan.changes_at:
        sentence = plural(
            "{engine} knows no clock: {count} link opens or closes later, the next at {at}; publish again then",
            "{engine} knows no clock: {count} links open or close later, the next at {at}; publish again then",
            made.plan.dated,
        )
        at = local(made.plan.changes_at, zone).strftime("%Y-%m-%d %H:%M")
        said.append(sentence.format(engine=name, count=made.plan.dated, at=at))
    if made.plan.counted:
        sentence = plural(
            "{engine} does not count: {count} link lets any number of people through",
            "{engine} does not count: {count} links let any number of people through",
            made.plan.counted,
        )
        if made.engine.log:
            sentence = plural(
                "{engine} does not count: {count} link lets people through until its log is imported (sharecli clicks "
                "import) and you publish again",
                "{engine} does not count: {count} links let people through until its log is imported (sharecli clicks "
                "import) and you publish again",
                made.plan.counted,
            )
        said.append(sentence.format(engine=name, count=made.plan.counted))
    if made.engine.advised and len(made.plan.redirects) > made.engine.advised:
        words = _("{engine} becomes slow with more than {most:,} redirects: {source}")
        said.append(words.format(engine=name, most=made.engine.advised, source=made.engine.source))
    if not made.engine.log:
        said.append(_("{engine} hands out no log: clicks on these links stay unknown").format(engine=name))
    return said


def _reason(why: Why) -> str:
    return {
        Why.retired: _("retired"),
        Why.not_yet: _("not open yet"),
        Why.over: _("closed by its date"),
        Why.full: _("as many people as it lets through"),
        Why.stays_long: _("the platform forbids short links"),
        Why.unsafe: _("no web address to lead to"),
        Why.taken: _("the host needs a page of that name"),
    }[why]
