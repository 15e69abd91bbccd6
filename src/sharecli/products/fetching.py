"""Fetches a picture from the web, by the rules of every visit."""

from dataclasses import dataclass

from sharecli import pictures
from sharecli.language import _
from sharecli.pictures import Picture
from sharecli.products import visiting
from sharecli.products.visiting import Errand, FetchFailed, said
from sharecli.text import clean

LARGEST = 10 * 1024 * 1024
"""Bytes."""

MOST_REDIRECTS = 3

_OK = 200


@dataclass(frozen=True, slots=True)
class Messenger(visiting.Messenger):
    """Goes and fetches pictures."""

    def fetch(self, url: str) -> Picture:
        """The picture at an address.

        Raises:
            BadAddress: not https, or not on the public internet; of a redirect, too.
            FetchFailed: nobody there, the wrong certificate, an error, too slow, too large, too many redirects.
            BadPicture: what came is no picture.
            BadValue: not an address at all.
        """
        hint = _("save the picture yourself and name the file: sharecli product edit CODE --image FILE")
        errand = Errand("image/jpeg,image/png,image/webp", LARGEST, MOST_REDIRECTS, hint, whole=True)
        answer = self.visit(url, errand)
        there = said(answer.url)
        if answer.status != _OK:
            status = f"{answer.status} {clean(answer.reason, limit=60)}".strip()
            raise FetchFailed(_("“{url}” answers {status}").format(url=there, status=status), hint=hint)
        if answer.cut:
            message = _("“{url}” is larger than {most} MB").format(url=there, most=LARGEST // 1024 // 1024)
            raise FetchFailed(message, hint=hint)
        if answer.broken:
            raise FetchFailed(_("“{url}” broke off in the middle").format(url=there), hint=hint)
        return pictures.read_bytes(answer.content, name=said(visiting.https(url, hint=hint)), hint=hint)


def fetch(url: str, messenger: Messenger | None = None) -> Picture:
    """The picture at an address, as :meth:`Messenger.fetch` gets it."""
    return (messenger or Messenger()).fetch(url)
