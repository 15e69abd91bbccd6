"""What the rules of platforms and experience say to deals; told where one is opened, reckoned or put on a poster."""

from sharecli.deals.model import Kind
from sharecli.language import _

_WECHAT = "wechat"


def notes(kind: Kind, channel: str, *, opening: bool = False) -> list[str]:
    """What the seller should know before a deal is shown.

    Args:
        kind: of deal.
        channel: its key, or empty where none was said.
        opening: whether it is being opened, so that what holds everywhere is told, too.
    """
    found = []
    if channel.startswith(_WECHAT):
        found.append(_wechat(kind))
    if opening and kind is Kind.bargain:
        found.append(
            _("always say the true amount left and how many helpers it takes, as “sharecli deal show” does: in 2022 "
              "Pinduoduo was in dispute over a bargain that 60,000 people were said not to have finished")
        )  # fmt: skip
        if not channel:
            found.append(
                _("not for WeChat, which forbids friends' help and bargains (微信外部链接内容管理规范: 助力、砍价)")
            )
    if opening and kind is Kind.group:
        found.append(
            _(
                "only people who really joined count; made-up ones deceive them, and risk what faked orders do "
                "(反不正当竞争法)"
            )
        )
    return found


def _wechat(kind: Kind) -> str:
    if kind is Kind.bargain:
        return _(
            "warning: WeChat forbids asking friends for help, bargains and speed-ups (微信外部链接内容管理规范: 助力、"
            "砍价、加速); it stops such links and may block the domain or the account: keep this bargain off WeChat"
        )
    return _(
        "warning: WeChat forbids group-buys that are false, unclear or like a lottery (微信外部链接内容管理规范); "
        "say the price, the size, the deadline, and that the money comes back where it fails"
    )
