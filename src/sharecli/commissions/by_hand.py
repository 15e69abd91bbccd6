"""What a seller's own word changes about a line: one machine of states, and refusals that say what to do. Pure.

``pending → confirmed → settled → paid``; ``held`` and back, and ``void``, before settlement only. From settlement on
nothing is edited: what comes or goes is an adjustment with a reason.
"""

from typing import TYPE_CHECKING

from sharecli import money
from sharecli.commissions import ledger
from sharecli.commissions.ledger import Change
from sharecli.commissions.life import Balance
from sharecli.commissions.model import State
from sharecli.errors import BadValue, Refused
from sharecli.language import _

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

REASONS = tuple(one for one in ledger.REASONS if one != "undone")
"""Why money came or went, where a seller says it."""

_EARNED = (State.settled, State.paid)
_BEFORE = (State.pending, State.confirmed)


class StateForbids(Refused):
    """Where the commission stands, that cannot happen to it."""

    code = "state-forbids"


def confirm(line: Balance, at: str) -> list[Change]:
    """The buyer has kept the goods.

    Raises:
        StateForbids: it is not pending.
    """
    if line.state is not State.pending:
        raise _forbidden(line, _("commission {number} is {state}: it cannot be confirmed"))
    return [Change(State.confirmed, at=at)]


def settle(line: Balance, at: str, amount: int | None) -> list[Change]:
    """The platform owes it for certain; an order that was void comes back where money comes.

    Raises:
        StateForbids: it is held, or settled already, or void and without an amount.
        BadValue: nothing says how much.
    """
    if line.state not in _BEFORE and not (line.state is State.void and amount is not None):
        raise _forbidden(line, _("commission {number} is {state}: it cannot be settled"))
    settled = line.estimate if amount is None else amount
    if settled is None:
        message = _("how much was settled of commission {number}?").format(number=line.number)
        raise BadValue(message, hint=f"sharecli commission settle {_name(line)} --amount 25.80")
    return [Change(State.settled, settled=settled, at=at)]


def hold(line: Balance, at: str) -> list[Change]:
    """The platform holds it back: a dispute.

    Raises:
        StateForbids: it is not pending or confirmed.
    """
    if line.state not in _BEFORE:
        raise _forbidden(line, _("commission {number} is {state}: it cannot be held"))
    return [Change(State.held, at=at)]


def release(line: Balance, at: str, before: State) -> list[Change]:
    """The dispute is over: it stands again where it stood before.

    Raises:
        StateForbids: it is not held.
    """
    if line.state is not State.held:
        raise _forbidden(line, _("commission {number} is {state}: there is nothing to release"))
    # When it was confirmed is known already; the holding period does not begin again.
    return [Change(before, at=at if before is State.pending else "")]


def void(line: Balance, at: str, reason: str) -> list[Change]:
    """It will not be paid.

    Raises:
        StateForbids: it is settled, or void already.
    """
    if line.state not in (*_BEFORE, State.held):
        sentence = _("commission {number} is {state}: it cannot be made void")
        everything = f"{line.said(line.base)}" if line.base else "129 --of 129"
        raise _forbidden(line, sentence, earned=f"sharecli commission adjust {_name(line)} --refunded {everything}")
    return [Change(State.void, reason=reason, at=at)]


def adjust(line: Balance, at: str, amount: int, reason: str) -> list[Change]:
    """Money that came or went after settlement.

    Raises:
        StateForbids: it is not settled.
    """
    if line.state not in _EARNED:
        raise _forbidden(line, _("commission {number} is {state}: only what is settled is adjusted"))
    return [Change(None, adjustment=amount, reason=reason, at=at)] if amount else []


def on_its_day(line: Balance, at: str, last: str, zone: "ZoneInfo") -> str:
    """The moment at which something happened to a line, once it is certain that it can have.

    Args:
        line: as it stands.
        at: when it happened, UTC as stored.
        last: when it came into its state, as far as that was told, or empty.
        zone: the seller's clock; days are compared, for most are told without one.

    Raises:
        BadValue: it was not ordered then, or it had not come where it stands.
    """
    day = line.day_of(at, zone)
    for word, moment in (("ordered", line.ordered_at), (line.state.value, last)):
        if moment and day < (then := line.day_of(moment, zone)):
            message = _("commission {number} was {state} on {then}, and {day} is before that").format(
                number=line.number, state=_(word), then=then, day=day
            )
            raise BadValue(message, hint=f"--on {then}")
    return at


def taken_back(line: Balance, *, refunded: int, base: int, so_far: int) -> int:
    """What a refund takes back now, in micros; all refunds of the line together take their share and never more.

    ``floor(settled x refunded / base) - what refunds took before``, to the currency's minor unit, or to the micro where
    what was settled is finer; exactly what is left of it where the buyer got everything back.

    Args:
        line: settled.
        refunded: micros that the buyer got back so far, all refunds together.
        base: micros that the commission is reckoned from.
        so_far: micros that refunds took back before.
    """
    whole = max(line.net + so_far, 0)  # what was settled, with every correction that is no refund
    unit = 10 ** (6 - money.digits(line.currency))
    if whole % unit:
        unit = 1
    share = whole if refunded >= base else whole * refunded // base // unit * unit
    return max(share - so_far, 0)  # a refund never gives money back: that would be a correction


def base_of(line: Balance, said: int | None, *, refunded: int) -> int:
    """What the commission is reckoned from, in micros.

    Raises:
        BadValue: nothing says it, or it is known to be another figure.
    """
    if said is not None and line.base and said != line.base:
        message = _("commission {number} is reckoned from {base}, not from {said}").format(
            number=line.number, base=line.said(line.base), said=line.said(said)
        )
        command = f"sharecli commission adjust {_name(line)} --refunded {line.said(refunded)}"
        raise BadValue(message, hint=_("leave --of out: {command}").format(command=command))
    known = line.base if line.base is not None else line.price * line.quantity if line.price is not None else None
    base = known if said is None else said
    if not base or base < 0:
        message = _("what was the price of commission {number}? nothing says it").format(number=line.number)
        hint = f"sharecli commission adjust {_name(line)} --refunded {line.said(refunded)} --of 129"
        raise BadValue(message, hint=hint)
    return base


def checked_refund(line: Balance, refunded: int, base: int) -> int:
    """What the buyer got back so far, in micros.

    Raises:
        BadValue: more than the buyer paid, or less than was known before.
    """
    hint = _("say all refunds of the line together: --refunded {amount}")
    if refunded > base:
        message = _("{refunded} is more than the {base} that the commission is reckoned from").format(
            refunded=line.said(refunded), base=line.said(base)
        )
        raise BadValue(message, hint=hint.format(amount=line.said(base)))
    if line.refunded is not None and refunded < line.refunded:
        message = _("{before} were refunded before, and refunds only grow").format(before=line.said(line.refunded))
        raise BadValue(message, hint=hint.format(amount=line.said(line.refunded)))
    return refunded


def _name(line: Balance) -> str:
    return str(line.number)


def _forbidden(line: Balance, sentence: str, *, earned: str = "") -> StateForbids:
    correction = f"sharecli commission adjust {_name(line)} --amount -1.00 --reason correction"
    ways = {
        State.pending: f"sharecli commission void {_name(line)} --reason refund",
        State.confirmed: f"sharecli commission settle {_name(line)}",
        State.held: f"sharecli commission release {_name(line)}",
        State.settled: earned or correction,
        State.paid: earned or correction,
        State.void: f"sharecli commission settle {_name(line)} --amount 25.80",
    }
    return StateForbids(sentence.format(number=line.number, state=_(line.state.value)), hint=ways[line.state])
