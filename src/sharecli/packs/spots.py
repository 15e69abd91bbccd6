"""Finds where something shall be shared: a group with its channel, or a channel alone."""

from sharecli.channels import loader as channels
from sharecli.errors import Refused, Usage
from sharecli.language import _
from sharecli.links import choosing
from sharecli.packs import content_records
from sharecli.packs.model import Spot
from sharecli.people import group_records
from sharecli.people.model import Group
from sharecli.shell.desk import Desk


class GroupArchived(Refused):
    """The seller posts there no more."""

    code = "group-archived"


def spot_of(
    desk: Desk, *, channel: str = "", group: str = "", person: str = "", content: str = "", paste: str = "--channel {}"
) -> Spot:
    """Where something shall be shared, in the words of a command or of a plan.

    Args:
        desk: the file.
        channel: a key or a name, or empty for the group's.
        group: a word or a name, or empty for the channel as such.
        person: whose link, or empty.
        content: a piece of content or a campaign that links have, or empty.
        paste: how a channel is typed there, with ``{}`` for its key.

    Raises:
        Usage: neither channel nor group, or the group is on another channel.
        NotFound: there is no such channel, group or content.
        GroupArchived: the group is off the list.
        BadValue: the person's word is none.
    """
    word = choosing.people_of([person] if person else [])[0]
    campaign = content_records.campaign_known(desk.store, content) if content.strip() else ""
    if not group:
        if not channel:
            raise Usage(_("where? neither a group nor a channel was named"), hint="--group tea-friends")
        return Spot(channels.find(channel, paste=paste), None, word, campaign)
    found = in_use(desk, group)
    if channel and channels.find(channel, paste=paste).key != found.channel:
        message = _("“{group}” is on {channel}").format(group=found.word, channel=found.channel)
        raise Usage(message, hint=_("leave one of the two out"))
    return Spot(channels.find(found.channel), found, word, campaign)


def in_use(desk: Desk, word: str) -> Group:
    """The group of that word or name.

    Raises:
        NotFound: with the closest words.
        GroupArchived: it is off the list.
    """
    found = group_records.group(desk.store, word)
    if found.archived:
        message = _("“{group}” is archived").format(group=found.word)
        raise GroupArchived(message, hint=f"sharecli group edit {found.word} --restore")
    return found
