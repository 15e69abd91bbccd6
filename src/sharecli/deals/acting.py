"""What people do to a deal, each under the write lock: join, pay, leave, help, close, get money back."""

from collections.abc import Callable
from dataclasses import replace

from sharecli.deals import records
from sharecli.deals.model import Deal, Event, How, Kind, Member, Standing, State
from sharecli.deals.refusals import (
    DealFull,
    DealOver,
    HelpedAlready,
    JoinedAlready,
    NoRefundDue,
    NotAMember,
    OwnBargain,
)
from sharecli.language import _
from sharecli.people import records as people
from sharecli.people.records import PersonUnknown
from sharecli.period import local, stamp
from sharecli.settings import records as settings
from sharecli.shell.desk import Desk

Judge = Callable[[Standing], list[Event]]


def opened(desk: Desk, deal: Deal, *, leader: str = "") -> Standing:
    """Keep a new deal; a group's leader, if there is one, is its first member.

    Raises:
        DealTaken: another has its code.
        PersonUnknown: nobody goes by the leader's word.
    """
    word = known(desk, leader) if leader else ""
    with desk.store.writing() as db:
        number = records.keep(db, replace(deal, owner=word if deal.kind is Kind.bargain else ""))
        if word and deal.kind is Kind.group:
            records.add(db, number, Event("joined", word, deal.opened_at))
    return records.find(desk.store, deal.code, now=desk.now())


def join(desk: Desk, code: str, person: str, *, paid: bool) -> Standing:
    """Somebody joins a group.

    Raises:
        DealOver: too late.
        DealFull: every place is taken.
        JoinedAlready: they are in it.
    """
    word = known(desk, person)

    def judge(there: Standing) -> list[Event]:
        if there.state is State.filled:
            message = _("the group “{deal}” is full: {size} of {size}")
            again = f"sharecli deal group open {there.deal.product} --price … --size {there.deal.size}"
            raise DealFull(message.format(deal=there.deal.code, size=there.deal.size), hint=again)
        _still_open(desk, there)
        if any(one.person == word for one in there.inside):
            message = _("“{person}” is in the group “{deal}” already; a person has one place")
            raise JoinedAlready(message.format(person=word, deal=there.deal.code), hint=_show(there))
        now = stamp(desk.now())
        # Who left and comes back before the money did has paid.
        pays = paid and not any(one.person == word and one.paid for one in there.members)
        return [Event("joined", word, now), *([Event("paid", word, now)] if pays else [])]

    return _done(desk, code, Kind.group, judge)


def pay(desk: Desk, code: str, person: str) -> Standing:
    """A member has paid.

    Raises:
        NotAMember: they are not in it.
        JoinedAlready: they have paid.
        DealOver: the deal came to nothing.
    """
    word = known(desk, person, forgotten=True)

    def judge(there: Standing) -> list[Event]:
        one = _member(there, word)
        if there.state is State.failed or (there.state is State.closed and there.how is How.off):
            _still_open(desk, there)
        if one.left:
            raise _no_member(there, word)
        if one.paid:
            message = _("“{person}” has paid already").format(person=word)
            raise JoinedAlready(message, hint=_show(there))
        return [Event("paid", word, stamp(desk.now()))]

    return _done(desk, code, Kind.group, judge)


def leave(desk: Desk, code: str, person: str) -> Standing:
    """A member leaves; where they led, the next member leads, and the deadline stays.

    Raises:
        NotAMember: they are not in it.
        DealOver: the deal came to nothing, so that there is nothing to leave.
    """
    word = known(desk, person, forgotten=True)

    def judge(there: Standing) -> list[Event]:
        if _member(there, word).left:
            raise _no_member(there, word)
        if there.state is State.failed or (there.state is State.closed and there.how is How.off):
            _still_open(desk, there)
        return [Event("left", word, stamp(desk.now()))]

    return _done(desk, code, Kind.group, judge)


def refunded(desk: Desk, code: str, person: str) -> Standing:
    """A member's money was given back.

    Raises:
        NotAMember: they never were in it.
        NoRefundDue: nothing is owed to them.
    """
    word = known(desk, person, forgotten=True)

    def judge(there: Standing) -> list[Event]:
        one = _member(there, word)
        if one not in there.refunds_due:
            if one.refunded:
                message = _("“{person}” has the money back already").format(person=word)
            elif one.paid:
                message = _("“{person}” is in the group and has paid; nothing is due before they leave")
            else:
                message = _("“{person}” has not paid, so nothing is due")
            raise NoRefundDue(message.format(person=word), hint=_show(there))
        return [Event("refunded", word, stamp(desk.now()))]

    return _done(desk, code, Kind.group, judge)


def cut(desk: Desk, code: str, person: str) -> Standing:
    """Somebody helps with a bargain; how much they cut was settled when it was opened.

    Raises:
        DealOver: too late, or the floor is reached.
        HelpedAlready: they have helped.
        OwnBargain: it is theirs.
    """
    word = known(desk, person)

    def judge(there: Standing) -> list[Event]:
        deal = there.deal
        _still_open(desk, there)
        if word == deal.owner:
            message = _("“{deal}” is the bargain of “{person}”, who cannot help with it")
            raise OwnBargain(message.format(deal=deal.code, person=word), hint=_show(there))
        if any(one.person == word for one in there.cuts):
            message = _("“{person}” has helped with “{deal}” already; a person helps once")
            raise HelpedAlready(message.format(person=word, deal=deal.code), hint=_show(there))
        return [Event("cut", word, stamp(desk.now()), micros=deal.cuts()[len(there.cuts)])]

    return _done(desk, code, Kind.bargain, judge)


def close(desk: Desk, code: str, kind: Kind, how: How) -> Standing:
    """The seller ends a deal that is not filled: calls it off, or keeps it going by an open decision of their own.

    A failed one can be decided on, too, as long as nobody got money back.

    Raises:
        DealOver: it was filled or closed, or it failed and is to be called off.
    """

    def judge(there: Standing) -> list[Event]:
        again = there.state is State.failed and how is not How.off and not any(one.refunded for one in there.members)
        if not again:
            _still_open(desk, there)
        return [Event("closed", "", stamp(desk.now()), how=how.value)]

    return _done(desk, code, kind, judge)


def known(desk: Desk, word_or_name: str, *, forgotten: bool = False) -> str:
    """The word of somebody in the seller's list.

    Args:
        desk: the file.
        word_or_name: as it was typed.
        forgotten: whether a forgotten person will do, whose money may still be owed.

    Raises:
        PersonUnknown: nobody goes by that.
        AmbiguousName: several do.
    """
    one = people.find(desk.store, word_or_name)
    if one.forgotten_at and not forgotten:
        raise PersonUnknown(_("“{word}” was forgotten").format(word=one.word), hint="sharecli person list")
    return one.word


def _done(desk: Desk, code: str, kind: Kind, judge: Judge) -> Standing:
    """Judge a deal and add what follows, with nobody else writing in between."""
    with desk.store.writing() as db:
        there = records.find(desk.store, code, now=desk.now(), kind=kind)
        for event in judge(there):
            records.add(db, there.deal.id, event)
    return records.find(desk.store, code, now=desk.now(), kind=kind)


def _still_open(desk: Desk, there: Standing) -> None:
    if there.state is State.open:
        return
    zone = settings.read(desk.store).zone
    when = f"{local(there.ended_at, zone):%Y-%m-%d %H:%M}"
    said = {
        State.failed: _("“{deal}” is over: its deadline was {when}"),
        State.filled: _("“{deal}” is over: it was filled at {when}"),
        State.closed: _("“{deal}” is over: you closed it at {when}"),
    }
    raise DealOver(said[there.state].format(deal=there.deal.code, when=when), hint=_show(there))


def _member(there: Standing, word: str) -> Member:
    for one in there.members:
        if one.person == word:
            return one
    raise _no_member(there, word)


def _no_member(there: Standing, word: str) -> NotAMember:
    message = _("“{person}” is not in the group “{deal}”").format(person=word, deal=there.deal.code)
    return NotAMember(message, hint=_show(there))


def _show(there: Standing) -> str:
    return f"sharecli deal show {there.deal.code}"
