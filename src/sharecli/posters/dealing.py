"""What a poster says of a deal as it stands now, in the poster's language."""

from datetime import UTC, tzinfo

from sharecli.deals.model import Kind, Standing, State
from sharecli.deals.refusals import DealOver
from sharecli.errors import Usage
from sharecli.language import _
from sharecli.lettering import wording
from sharecli.money import Money
from sharecli.period import local
from sharecli.posters.model import Shown
from sharecli.products.model import Product

_LOCALES = {"zh": "zh_CN", "zh-Hant": "zh_TW", "en": "en_US"}


def suited(standing: Standing, goods: list[Product]) -> None:
    """Refuse a deal that a poster cannot tell of.

    Args:
        standing: the deal as it stands now.
        goods: the products that posters are made of.

    Raises:
        Usage: it is another product's.
        DealOver: it failed or was closed: nobody can join or help any more, however it was decided.
    """
    deal = standing.deal
    for one in goods:
        if one.code != deal.product:
            message = _("the deal “{deal}” is about “{product}”, and not about “{other}”")
            raise Usage(
                message.format(deal=deal.code, product=deal.product, other=one.code),
                hint=f"sharecli poster make {deal.product} --deal {deal.code}",
            )
    if standing.state in {State.failed, State.closed}:
        message = _("“{deal}” is over, and a poster of it would promise what nobody can have")
        raise DealOver(message.format(deal=deal.code), hint=f"sharecli deal show {deal.code}")


def shown(standing: Standing, product: Product, *, language: str, locale: str, zone: tzinfo | None) -> Shown:
    """What a poster says of a deal.

    Args:
        standing: the deal as it stands now.
        product: whose former price stands at the top of the ladder, where it is higher.
        language: of the poster.
        locale: the seller's, or empty.
        zone: the seller's clock; None for UTC.

    Raises:
        BadData: the seller's own ``words.toml`` is broken.
    """
    deal = standing.deal
    spoken, words = wording.deal_words(language)

    def written(micros: int) -> str:
        return wording.price(Money(micros, deal.currency), language=language, locale=locale).text

    group = deal.kind is Kind.group
    price = deal.goal if group else standing.price
    start = (words["alone" if group else "start"], written(deal.start))
    goal = (words["group"].replace("{size}", str(deal.size)) if group else words["floor"], written(deal.goal))
    was = product.was
    higher = was is not None and was.currency == deal.currency and was.micros > deal.start
    ladder = [*([(words["was"], written(was.micros))] if higher and was else []), start, goal]
    if standing.missing:
        status = words["missing" if group else "left"].replace("{count}", str(standing.missing))
        status = status.replace("{amount}", written(standing.left))
    else:
        status = words["filled" if group else "reached"]
    return Shown(
        price=Money(price, deal.currency),
        former=Money(deal.start, deal.currency),
        ladder=tuple(ladder),
        status=status,
        until=words["until"].replace("{time}", _moment(deal.closes_at, spoken, zone)),
        now=goal[0] if group else words["now"],
        alone=start[0],
        missing=standing.missing,
        size=deal.size,
    )


def _moment(stamped: str, language: str, zone: tzinfo | None) -> str:
    """A day and a time as a language writes them, such as “Oct 16, 12:00”."""
    from zoneinfo import ZoneInfo

    from babel.dates import format_skeleton

    clock: ZoneInfo = zone if isinstance(zone, ZoneInfo) else ZoneInfo("UTC")
    when = local(stamped, clock)
    day = format_skeleton("MMMd", when.replace(tzinfo=UTC), locale=_LOCALES.get(language, "en_US"))
    return f"{day} {when:%H:%M}" if language.startswith("zh") else f"{day}, {when:%H:%M}"
