"""What cannot be done to a deal, each with its code."""

from sharecli.errors import NotFound, Refused, Taken


class DealOver(Refused):
    """The deadline has passed, or the deal was filled or closed."""

    code = "deal-over"


class DealFull(Refused):
    """Every place is taken."""

    code = "deal-full"


class JoinedAlready(Taken):
    """They are in the group, or have paid."""

    code = "joined-already"


class HelpedAlready(Taken):
    """They have helped with this bargain."""

    code = "helped-already"


class OwnBargain(Refused):
    """Nobody helps with a bargain of their own."""

    code = "own-bargain"


class NotAMember(NotFound):
    """They are not in the group."""

    code = "not-a-member"


class NoRefundDue(Refused):
    """Nothing is owed to them."""

    code = "no-refund-due"
