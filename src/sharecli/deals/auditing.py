"""Compares a bargain's cuts with those that its seed says. Pure."""

from sharecli.deals.model import Standing
from sharecli.errors import Refused, SharecliError
from sharecli.language import _
from sharecli.money import decimal_string


class CutsDiffer(Refused):
    """A cut is not the one that the seed says, or the cuts do not make up the whole."""

    code = "cuts-differ"


Row = dict[str, str | int | None]


def compared(there: Standing) -> tuple[list[Row], str, SharecliError | None]:
    """Every cut that was settled beside the one that was made, a sentence, and what is wrong.

    Each row has ``helper`` (a number from 1), ``person``, ``settled`` and ``made``, in the deal's currency; the last
    two are the same, and ``made`` is None for a helper who is still to come.
    """
    deal = there.deal
    settled = deal.cuts()

    def said(micros: int) -> str:
        return decimal_string(micros, deal.currency)

    rows: list[Row] = []
    for number, micros in enumerate(settled, start=1):
        made = there.cuts[number - 1] if number <= len(there.cuts) else None
        rows.append(
            {
                "helper": number,
                "person": made.person if made else None,
                "settled": said(micros),
                "made": said(made.micros) if made else None,
            }
        )
    wrong = [
        number for number, (one, micros) in enumerate(zip(there.cuts, settled, strict=False), start=1)
        if one.micros != micros
    ]  # fmt: skip
    whole = sum(settled) == deal.start - deal.goal and min(settled) >= deal.unit and len(settled) == deal.size
    twice = len({one.person for one in there.cuts}) != len(there.cuts) or len(there.cuts) > deal.size
    if wrong or twice or not whole:
        message = _("the cuts of “{deal}” are not those of its seed {seed}; the first that differs: {number}")
        error = CutsDiffer(
            message.format(deal=deal.code, seed=deal.seed, number=wrong[0] if wrong else len(there.cuts)),
            hint="sharecli db check",
        )
        return rows, error.message, error
    words = _(
        "the {size} cuts of the seed {seed} make {currency} {amount}, the least is {least}; made so far, each as "
        "settled: {made}"
    )
    sentence = words.format(
        size=deal.size, seed=deal.seed, currency=deal.currency, amount=said(sum(settled)), least=said(min(settled)),
        made=len(there.cuts),
    )  # fmt: skip
    return rows, sentence, None
