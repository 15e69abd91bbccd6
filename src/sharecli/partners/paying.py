"""Pays partners and takes payments back: never more than is owed, unless the seller says ahead."""

from dataclasses import dataclass
from datetime import date

from sharecli import money, period
from sharecli.errors import BadValue, Refused, Taken, Usage
from sharecli.language import _
from sharecli.partners import binding, owing, records
from sharecli.partners.payment import Account, Payment
from sharecli.settings import records as settings
from sharecli.shell import typed
from sharecli.shell.desk import Desk
from sharecli.text import clean, one_line

_LONGEST_REFERENCE, _LONGEST_REASON = 100, 200


class MoreThanOwed(Refused):
    """More would be paid than is owed."""

    code = "more-than-owed"


class PartnerPaymentKnown(Taken):
    """A payment of that reference is recorded for that partner already."""

    code = "partner-payment-known"


class AmbiguousPayment(Usage):
    """Several payments have that number or reference."""

    code = "ambiguous-payment"


class PartnerPaymentVoid(Refused):
    """The payment is taken back already."""

    code = "partner-payment-void"


@dataclass(frozen=True, slots=True)
class Wish:
    """A payment as a seller typed it.

    Attributes:
        amount: such as ``12.50``, or empty for all.
        on: a day; today where empty.
        currency: an ISO 4217 code, or empty where only one is owed.
        reference: the number of the payment, or empty.
        ahead: whether more than is owed may be paid.
    """

    amount: str
    on: str = ""
    currency: str = ""
    reference: str = ""
    ahead: bool = False


def pay(desk: Desk, who: str, wish: Wish, *, dry_run: bool = False) -> tuple[Payment, Account]:
    """Record what was paid to a partner.

    Returns:
        The payment, and the account before it.

    Raises:
        NotFound: no such partner.
        Usage: several currencies are owed and none is said.
        BadValue: the amount or day is not one.
        MoreThanOwed: more than is owed, or nothing is.
        PartnerPaymentKnown: its reference is recorded already.
    """
    person = binding.partner(desk, who)
    day = _day(desk, wish.on)
    reference = _reference(wish.reference)
    if dry_run:
        account = _account(desk, person.word, wish)
        return _payment(desk, account, wish, day, reference), account
    _payment(desk, _account(desk, person.word, wish), wish, day, reference)  # what is wrong is told without a lock
    with desk.store.writing() as db:
        account = _account(desk, person.word, wish)
        one = _payment(desk, account, wish, day, reference)
        return records.keep_payment(db, one, person, earned=account.earned, at=desk.now()), account


def take_back(desk: Desk, said: str, reason: str, *, by_number: bool = False) -> Payment:
    """Record that a payment was a mistake; it is owed again.

    Args:
        desk: the file and the clock.
        said: the payment's number or reference.
        reason: why, in the seller's words.
        by_number: whether it is a number, and no reference.

    Raises:
        NotFound: no such payment.
        AmbiguousPayment: several may be meant; with the number of each.
        PartnerPaymentVoid: it is taken back already.
        BadValue: the reason is empty or too long.
    """
    why = one_line(reason)
    if not why or len(why) > _LONGEST_REASON:
        hint = f'sharecli partner unpay {clean(said, limit=60)} --reason "typed twice"'
        raise BadValue(_("the reason is empty or too long"), hint=hint)
    _meant(desk, said, by_number=by_number)  # what is wrong is told without a lock
    with desk.store.writing() as db:
        one = _meant(desk, said, by_number=by_number)
        if one.voided_at:
            message = _("payment {number} is taken back already").format(number=one.number)
            raise PartnerPaymentVoid(message, hint=f"sharecli partner show {one.person}")
        records.void(db, one, why, at=desk.now())
    return records.payments_called(desk.store, str(one.number), by_number=True)[0]


def _meant(desk: Desk, said: str, *, by_number: bool) -> Payment:
    found = records.payments_called(desk.store, said, by_number=by_number)
    if len(found) > 1:
        each = _("{number} ({partner}, {day}, {sum})")
        listed = [
            each.format(number=one.number, partner=one.person, day=one.paid_on,
                        sum=f"{money.grouped(one.micros, one.currency)} {one.currency}")
            for one in found
        ]  # fmt: skip
        words = _("several payments may be meant by “{word}”: {payments}")
        message = words.format(word=clean(said.strip(), limit=60), payments=", ".join(listed[:12]))
        raise AmbiguousPayment(message, hint='sharecli partner unpay NUMBER --number --reason "typed twice"')
    return found[0]


def _account(desk: Desk, word: str, wish: Wish) -> Account:
    every = owing.accounts(desk.store, records.book(desk.store), person=word)
    if wish.currency:
        code = money.known_currency(wish.currency)
        return next((one for one in every if one.currency == code), Account(word, code))
    open_ = [one for one in every if one.owed] or every
    if len(open_) > 1:
        words = ", ".join(f"{money.grouped(one.owed, one.currency)} {one.currency}" for one in open_)
        message = _("several currencies are open with “{word}”: {sums}").format(word=word, sums=words)
        raise Usage(message, hint=typed.again("--currency", open_[0].currency))
    return open_[0] if open_ else Account(word, settings.read(desk.store).currency)


def _payment(desk: Desk, account: Account, wish: Wish, day: date, reference: str) -> Payment:
    unit = account.currency
    micros = money.amount(wish.amount, unit, name="amount").micros if wish.amount else account.owed
    if wish.amount and micros == 0:
        raise BadValue(_("nothing would be paid"), hint=f"sharecli partner pay {account.person} --all")
    if micros <= 0 or (micros > account.owed and not wish.ahead):
        raise _too_much(account)
    same = (one for one in records.payments(desk.store, person=account.person) if not one.voided_at)
    if reference and any(one.reference == reference for one in same):
        message = _("the payment “{reference}” to “{word}” is recorded already")
        words = message.format(reference=clean(reference, limit=60), word=account.person)
        raise PartnerPaymentKnown(words, hint=f"sharecli partner show {account.person}")
    return Payment(0, account.person, unit, day, micros, reference)


def _too_much(account: Account) -> MoreThanOwed:
    unit, word = account.currency, account.person
    owed = f"{money.grouped(abs(account.owed), unit)} {unit}"
    hint = f"sharecli partner statement {word}"
    if account.owed < 0:
        message = _("“{word}” owes {sum} back; it is set off against what is earned next").format(word=word, sum=owed)
    elif account.owed == 0:
        message = _("nothing is owed to “{word}” in {currency}").format(word=word, currency=unit)
    else:
        message = _("{sum} is owed to “{word}”, and not more").format(sum=owed, word=word)
        hint = typed.again("--amount", money.decimal_string(account.owed, unit))
    return MoreThanOwed(message, hint=hint)


def _day(desk: Desk, on: str) -> date:
    today = desk.today(settings.read(desk.store).zone)
    day = period.a_day(on) if on else today
    if day > today:
        raise BadValue(_("the day {day} has not come yet").format(day=day), hint=typed.again("--on", str(today)))
    return day


def _reference(said: str) -> str:
    word = one_line(said)
    if len(word) > _LONGEST_REFERENCE:
        message = _("the reference “{reference}” is too long").format(reference=clean(word, limit=40))
        raise BadValue(message, hint=typed.again("--reference", "PAY-2026-10"))
    return word
