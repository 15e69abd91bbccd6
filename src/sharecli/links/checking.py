"""Visits where links lead, politely: each page once, one request a second and host, a few hosts at a time."""

import contextlib
import queue
import threading
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urljoin, urlsplit

from sharecli.language import _
from sharecli.links.judging import State, Verdict, judge, text_of
from sharecli.links.model import Link
from sharecli.links.reading import refresh_of
from sharecli.links.tagging import Tagging, seller_of
from sharecli.platforms import loader as platforms
from sharecli.platforms.model import host_of
from sharecli.products.visiting import BadAddress, Errand, FetchFailed, Messenger
from sharecli.text import clean

PAUSE = 1.0
"""Seconds between two requests to one host."""

AT_ONCE = 6
"""Hosts that are visited at the same time."""

MOST_REDIRECTS = 6
_MOST_REFRESHES, _OK = 2, 200
LARGEST = 2 * 1024 * 1024
"""Bytes of a page that are looked at; what tells whether a thing is sold stands far before."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A link and what its destination is.

    Attributes:
        link: the link.
        verdict: of the page it leads to.
        page: what was visited: the destination without the tags that would count as a buyer's visit.
        asked: whether anybody could be asked; without a network nobody can.
    """

    link: Link
    verdict: Verdict
    page: str
    asked: bool = True

    def row(self) -> dict[str, Any]:
        """The JSON contract: ``code product channel state status redirects why page``."""
        return {
            "code": self.link.code,
            "product": self.link.product,
            "channel": self.link.channel,
            "state": self.verdict.state.value,
            "status": self.verdict.status or None,
            "redirects": self.verdict.redirects,
            "why": self.verdict.why or None,
            "page": self.page,
        }


def pages_of(links: Sequence[Link]) -> dict[str, list[Link]]:
    """The pages that links lead to, without our own tags: links that differ in those alone share one."""
    pages: dict[str, list[Link]] = defaultdict(list)
    for link in links:
        seller = seller_of(link.destination, link.platform)
        tags = {} if seller.signs(link.destination) else seller.tags_for(link.destination)
        pages[Tagging(link.destination.partition("?")[0], tags).bare(link.destination)].append(link)
    return dict(pages)


def checked(pages: dict[str, list[Link]], messenger: Messenger, *, pause: float = PAUSE) -> Iterator[list[Checked]]:
    """What becomes of each page's links, as the pages answer.

    Args:
        pages: from :func:`pages_of`.
        messenger: goes there.
        pause: seconds between two requests to one host.
    """
    by_host: dict[str, list[str]] = defaultdict(list)
    for page in pages:
        by_host[host_of(page)].append(page)
    hosts: queue.SimpleQueue[list[str]] = queue.SimpleQueue()
    for some in by_host.values():
        hosts.put(some)
    found: queue.SimpleQueue[tuple[str, Verdict, bool]] = queue.SimpleQueue()
    over = threading.Event()

    def work() -> None:
        with contextlib.suppress(queue.Empty):
            while not over.is_set():
                asked = False
                for page in hosts.get_nowait():
                    # What is not asked needs no rest; and it ends at once when nobody waits for an answer any more.
                    goes = urlsplit(page).scheme == "https"
                    if asked and goes and over.wait(pause):
                        return
                    asked = asked or goes
                    found.put((page, *_visited(page, pages[page][0], messenger)))

    for _worker in range(min(AT_ONCE, len(by_host))):
        # Daemons: a page that is waited for must not keep the program from ending.
        threading.Thread(target=work, daemon=True, name="sharecli-check").start()
    try:
        for _page in pages:
            page, verdict, was_asked = found.get()
            yield [Checked(link, verdict, page, was_asked) for link in pages[page]]
    finally:
        over.set()


def _visited(page: str, link: Link, messenger: Messenger) -> tuple[Verdict, bool]:
    """What a page is, and whether anybody could be asked."""
    errand = Errand("text/html,*/*;q=0.5", LARGEST, MOST_REDIRECTS, "", agent="(link check by the links' owner)")
    try:
        alive = seller_of(page, link.platform).alive.over(platforms.platforms()[platforms.OWN_SHOP].alive)
        answer = messenger.visit(page, errand)
        for _step in range(_MOST_REFRESHES):
            there = refresh_of(text_of(answer)) if answer.status == _OK else ""
            if not there or (next_page := urljoin(answer.url, there)) == answer.url:
                break
            after = messenger.visit(next_page, errand)
            answer = replace(after, redirects=answer.redirects + after.redirects + 1)
        return judge(answer, alive, page), True
    except BadAddress as error:
        return Verdict(State.unknown, 0, 0, clean(error.message, limit=160)), True
    except FetchFailed as error:
        state = State.unknown if error.slow or error.offline else State.unreachable
        return Verdict(state, 0, 0, clean(error.message, limit=160)), not error.offline
    except Exception as error:  # noqa: BLE001 - one page's oddity is not the others', and somebody waits for an answer
        return Verdict(State.unknown, 0, 0, clean(str(error), limit=160) or _("it cannot be visited")), True
