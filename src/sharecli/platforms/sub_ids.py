"""Sub-ids: the words by which a platform's report leads back to a link, each in its platform's own grammar. Pure."""

import re
from dataclasses import dataclass

PLACEHOLDERS = frozenset({"link", "channel", "campaign", "product", "account"})
"""What a tag may name. There is no person among them: whoever sees a link sees its tags."""


@dataclass(frozen=True, slots=True)
class SubId:
    """A word that a platform keeps for a seller, and what may stand in it.

    Attributes:
        name: the platform's own name of it: a parameter of the link, or a field that a person fills.
        allowed: its characters as a regular expression lists them between brackets, such as ``A-Za-z0-9_``; ASCII.
        longest: characters.
        enter: what a person enters by hand, with :data:`PLACEHOLDERS` in braces; empty where the link carries it.
        where: where to enter that, a clause in English; empty with ``enter``.
        source: who says so; ``unproven`` where nobody does.
    """

    name: str
    allowed: str
    longest: int
    enter: str = ""
    where: str = ""
    source: str = "unproven"

    def fit(self, word: str) -> str:
        """The word in this grammar: what is not allowed becomes an underscore or a hyphen, or is left out.

        Letters and digits of ASCII stay as they are, so that a report's sub-id still says which link it was.
        """
        if word.isascii() and word.isalnum():
            return word
        mark = next((mark for mark in "_-" if re.fullmatch(f"[{self.allowed}]", mark)), "")
        return re.sub(f"[^{self.allowed}]", mark if word.isascii() else "", word)
