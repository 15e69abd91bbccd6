"""Looks ahead: what money on its way is likely worth, and how far goals are."""

from datetime import date
from zoneinfo import ZoneInfo

from sharecli.earnings import forecasting, past_records as records
from sharecli.earnings.adding import Asked, report
from sharecli.earnings.forecasting import ENOUGH, HIGH, LOW, Likely
from sharecli.earnings.goals import Progress
from sharecli.language import _
from sharecli.platforms import loader as platforms
from sharecli.platforms.model import HOLDING_DAYS
from sharecli.store.open import Store


def likely(store: Store, *, zone: ZoneInfo, today: date) -> list[Likely]:
    """What is due, by platform, currency and month; ``now`` first, what is not known last."""
    pasts: dict[tuple[str, str], list[forecasting.Past]] = {}
    sums: dict[tuple[str, str, str], list[int]] = {}
    for one in records.waiting(store, zone=zone, today=today):
        past = pasts.get((one.platform, one.currency))
        if past is None:
            past = records.past(store, one.platform, one.currency, most=forecasting.LATEST)
            pasts[one.platform, one.currency] = past
        typical = forecasting.typical_days(past)
        when = forecasting.due(one, holding=_holding(one.platform), typical=typical, today=today)
        there = sums.setdefault((one.platform, one.currency, when), [0, 0])
        there[0] += one.lines
        there[1] += one.promised
    found = []
    for (platform, currency, when), (lines, promised) in sums.items():
        past = pasts[platform, currency]
        worth = forecasting.worth(promised, lines, past, currency=currency, seed=f"{platform} {when}")
        middle, low, high = worth if worth is not None else (None, None, None)
        found.append(Likely(platform, currency, when, lines, promised, middle, low, high, len(past)))
    return sorted(found, key=lambda one: (one.currency, one.platform, one.due != "now", not one.due, one.due))


def _holding(platform: str) -> int:
    known = platforms.platforms().get(platform)
    return getattr(getattr(known, "payout", None), "holding_days", HOLDING_DAYS)


def remarks(found: list[Likely]) -> list[str]:
    """What has to be known of a forecast."""
    if not found:
        return []
    words = _(
        "likely is what became of each platform's latest promises; low and high hold {part} of 100 draws from them"
    )
    notes = [words.format(part=HIGH - LOW)]
    if any(one.likely is None for one in found):
        notes.append(_("too few to say: fewer than {count} orders are settled or void").format(count=ENOUGH))
    if any(not one.due for one in found):
        notes.append(_("“–” under due: held, or not confirmed and too few were settled to say how long it takes"))
    return notes


def progress(store: Store, *, zone: ZoneInfo, today: date) -> list[Progress]:
    """Every goal and how far it is."""
    found = []
    for goal in records.goals(store):
        totals = report(store, Asked((), goal.span, zone, today, currency=goal.currency)).totals
        earned = sum(one.earned for one in totals)
        found.append(Progress(goal, earned, sum(one.coming for one in totals), today))
    return found
