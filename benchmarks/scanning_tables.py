"""Counts trials and puts the counts into the tables of docs/scanning.md."""

from collections.abc import Callable, Iterable, Sequence
from itertools import product

from readers import READERS
from trials import HARSH, OFFERED, PLAIN, Trial

from codes import Harm, Kind
from sharecli.codes.qr import LEAST_PX, QUIET
from sharecli.colour import contrast

KINDS = (*PLAIN, *OFFERED)


def ordinary(one: Trial, *, px: bool = True, blur: bool = True, quality: bool = True) -> bool:
    """Whether the harm is no worse than what a good code has to bear, in the respects asked for."""
    return (
        (not px or one.px >= LEAST_PX)
        and (not blur or one.harm.blur <= HARSH.blur)
        and (not quality or one.harm.quality == 0 or one.harm.quality >= HARSH.quality)
    )


def by(
    trials: Iterable[Trial], value: Callable[[Trial], float], columns: Sequence[tuple[float, str]]
) -> str:  # fmt: skip
    """What two of three read of each kind, by one respect."""
    tried = list(trials)
    rows = []
    for kind in KINDS:
        own = [one for one in tried if one.kind == kind]
        rows.append([str(kind), *(_enough([one for one in own if value(one) == at]) for at, _words in columns)])
    return _table(["level, style", *(words for _at, words in columns)], rows)


def readers(trials: Sequence[Trial]) -> str:
    """What each decoder reads of each kind."""
    rows = []
    for kind in KINDS:
        own = [one for one in trials if one.kind == kind and ordinary(one)]
        rows.append([str(kind), *_each(own), _enough(own)])
    return _table(["level, style", *READERS, "two of three"], rows)


def logos(trials: Sequence[Trial], shares: Sequence[float]) -> str:
    """What is left when so much is covered: read by two, kept by the gate."""
    rows = []
    for level in "LMQH":
        for harm, words in ((Harm(), "clean"), (HARSH, "blurred and pressed")):
            row = [f"{level}, {words}"]
            for covered in shares:
                own = [one for one in trials if one.kind == Kind(level, cover=covered) and one.harm == harm]
                row.append(f"{_enough(own)}, {_kept(own)}")
            rows.append(row)
    return _table(["level", *(f"{one * 100:.0f} %" for one in shares)], rows)


def zones(trials: Sequence[Trial], grounds: Sequence[str]) -> str:
    """Quiet zones on grounds: each decoder, and the gate."""
    rows = []
    for quiet in range(QUIET + 1):
        row = [str(quiet)]
        for ground in grounds:
            own = [one for one in trials if (one.quiet, one.ground) == (quiet, ground)]
            row += [", ".join(_each(own)), _kept(own)]
        rows.append(row)
    return _table(["modules", *(words for one in grounds for words in (f"on {one}", "the gate keeps"))], rows)


def colors(trials: Sequence[Trial], hexes: Sequence[str]) -> str:
    """Colours in good light and bad: each decoder."""
    rows = []
    for color, inverted in [*((one, False) for one in hexes), ("#000000", True)]:
        words = "black, inverted" if inverted else f"`{color}`"
        row = [words, "" if inverted else f"{contrast(color, '#ffffff'):.1f}"]
        mine = [one for one in trials if (one.kind.color, one.harm.inverted) == (color, inverted)]
        for dim, blur in product((False, True), (0, HARSH.blur)):
            row.append(", ".join(_each([one for one in mine if (one.harm.dim, one.harm.blur) == (dim, blur)])))
        rows.append(row)
    return _table(["colour", "contrast", "clean", "blurred and pressed", "bad light", "bad light, both"], rows)


def gate(trials: Sequence[Trial]) -> str:
    """What the gate keeps and refuses, and how many of these two and three decoders read."""
    asked = [one for one in trials if one.kept is not None]
    ours = [one for one in asked if one.kind.offered]
    groups = {
        "as sharecli draws them": [one for one in ours if one.harm == Harm()],
        "the same, made worse": [one for one in ours if one.harm != Harm()],
        "what sharecli does not draw": [one for one in asked if not one.kind.offered],
    }
    rows = []
    for words, own in groups.items():
        for kept, verdict in ((True, "kept"), (False, "refused")):
            part = [one for one in own if one.kept is kept]
            two, three = (_percent([len(one.read) >= least for one in part]) for least in (2, 3))
            rows.append([words, verdict, f"{len(part):,}", two, three])
    return _table(["pictures", "the gate", "how many", "read by two", "read by three"], rows)


def _each(trials: Sequence[Trial]) -> list[str]:
    return [_percent([name in one.read for one in trials]) for name in READERS]


def _enough(trials: Sequence[Trial]) -> str:
    return _percent([one.enough for one in trials])


def _kept(trials: Sequence[Trial]) -> str:
    return _percent([one.kept is True for one in trials])


def _percent(answers: Sequence[bool]) -> str:
    """Whole percent; 100 only where none is missing, 0 only where there is none."""
    if not answers:
        return ""
    if all(answers):
        return "100 %"
    return f"{min(max(round(100 * sum(answers) / len(answers)), any(answers)), 99)} %"


def _table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = ["| " + " | ".join(columns) + " |", "|" + " --- |" * len(columns)]
    return "\n".join([*lines, *("| " + " | ".join(row) + " |" for row in rows)])
