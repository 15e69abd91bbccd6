"""A file once more, when nothing has happened to the ledger since: only where its lines lead may be another now."""

from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, pairwise

from sharecli.channels import loader as channels
from sharecli.commissions import batch_records, entry_records, records
from sharecli.commissions.attribution import Map, Origin
from sharecli.shell.desk import Desk

_MOST_WORDS = 6
"""Words of a sub-id as it is kept, beyond which nobody tries how they were parted."""


@dataclass(frozen=True, slots=True)
class Retold:
    """What a file brings that was imported before.

    Attributes:
        before: that import.
        leads: the numbers of lines that lead somewhere else now, with their product, link and channel.
    """

    before: batch_records.Batch
    leads: list[entry_records.Lead]

    def counts(self) -> dict[str, int]:
        """Rows by what became of them."""
        again, count = self.before.again(), len(self.leads)
        return again | {"updated": count, "unchanged": again["unchanged"] - count}


def retold(desk: Desk, mark: str, platform: str) -> Retold | None:
    """What a file brings by what was kept of its lines; None where only the file itself can tell.

    Args:
        desk: whose file it is.
        mark: the file's fingerprint.
        platform: a platform's key.
    """
    before = batch_records.unmoved(desk.store, mark)
    if before is None:
        return None
    origins = records.origins(desk.store, channels.channels().values())

    @lru_cache(maxsize=4096)
    def led(item: str, sub_id: str) -> Origin | None:
        return _led(origins, platform, item, sub_id)

    leads: list[entry_records.Lead] = []
    for one in records.half_known(desk.store, before.number):
        origin = led(one.item, one.sub_id) if one.told_by == mark else None
        if origin is None:
            return None
        now = records.joined(one.origin, origin)
        if now != one.origin:
            leads.append((now.product, now.link, now.channel, one.number))
    return Retold(before, leads)


def _led(origins: Map, platform: str, item: str, sub_id: str) -> Origin | None:
    """Where a line came from; None where that depends on how the platform's words were parted, which is not kept."""
    words = sub_id.split(" ") if sub_id else []
    if len(words) > _MOST_WORDS or len(sub_id) >= entry_records.LONGEST_SUB_ID:
        return None
    found = set()
    for count in range(len(words) or 1):
        for cuts in combinations(range(1, len(words)), count):
            ends = [0, *cuts, len(words)]
            parted = tuple(" ".join(words[a:b]) for a, b in pairwise(ends) if words)
            found.add(origins.origin(platform, item, parted))
    return found.pop() if len(found) == 1 else None
