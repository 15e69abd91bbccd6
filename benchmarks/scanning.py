"""Measures which codes scan: level, style, logo, size, blur, JPEG and turn, read by three decoders.

`--write` writes docs/scanning.md. Ends with 1 if sharecli's gate keeps a file of sharecli's that fewer than two of the
three decoders read, or refuses one whose modules and quiet zone are large enough.
"""

import argparse
import sys
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from string import Template

import scanning_tables as tables
from beside import machine, wanted
from readers import have_zbar, versions
from trials import BLURS, PIXELS, QUALITIES, TURNS, Trial, colors, lengths, logos, matrix, zones

from codes import Harm
from sharecli.codes.qr import LEAST_PX, QUIET

WORDS = Path(__file__).with_suffix(".md")
PAGE = Path(__file__).parent.parent / "docs" / "scanning.md"
SHARES = (0.02, 0.04, 0.06, 0.08, 0.10, 0.12, 0.16, 0.20)
COLORS = ("#000000", "#1f3a5f", "#7a1f1f", "#0b6e4f", "#c8402f", "#ff2442", "#8a8a8a", "#949494")
GROUNDS = ("black", "noise")


def main() -> int:
    """Try everything, print the page or write it; a promise that is broken ends it with 1."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="write docs/scanning.md")
    write = parser.parse_args().write
    if not have_zbar():
        wanted("zbarimg", "zbar-tools")
    if not have_zbar():
        print("libzbar is not here (apt-get install libzbar0): whether two of three decoders read a code stays untold")
        return 0
    found = {
        "matrix": matrix(),
        "lengths": lengths(),
        "logos": logos(SHARES),
        "colors": colors(COLORS),
        "zones": zones(GROUNDS),
    }
    page = _page(found)
    if write:
        PAGE.write_text(page, "utf-8")
    print(f"wrote {PAGE}" if write else page)
    print(machine("zxing-cpp", "pillow", "opencv-python-headless"))
    broken = _broken([one for trials in found.values() for one in trials])
    for sentence in broken:
        print(sentence, file=sys.stderr)
    return 1 if broken else 0


def _broken(trials: Sequence[Trial]) -> list[str]:
    """What sharecli promises and does not keep, in sentences."""
    ours = [one for one in trials if one.kind.offered and one.harm == Harm()]
    sentences = [f"kept, but read by {one.letters} alone: {one}" for one in ours if one.kept and not one.enough]
    # Without this, a gate that refuses everything would pass.
    whole = [one for one in ours if one.px >= LEAST_PX and one.quiet == QUIET]
    return sentences + [f"refused as sharecli draws it: {one}" for one in whole if one.kept is False]


def _page(found: Mapping[str, Sequence[Trial]]) -> str:
    tried = found["matrix"]
    every = [one for trials in found.values() for one in trials]
    return Template(WORDS.read_text("utf-8")).substitute(
        count=f"{len(every):,}",
        versions=versions(),
        date=f"{datetime.now(UTC):%Y-%m-%d}",
        pixels=tables.by(
            (one for one in tried if tables.ordinary(one, px=False)),
            lambda one: one.px,
            [(at, f"{at} px") for at in PIXELS],
        ),
        blurs=tables.by(
            (one for one in tried if tables.ordinary(one, blur=False)),
            lambda one: one.harm.blur,
            [(at, f"σ {at:g}") for at in BLURS],
        ),
        qualities=tables.by(
            (one for one in tried if tables.ordinary(one, quality=False)),
            lambda one: one.harm.quality,
            [(at, f"q {at}" if at else "no JPEG") for at in QUALITIES],
        ),
        turns=tables.by(
            (one for one in tried if tables.ordinary(one)),
            lambda one: one.harm.turned,
            [(at, f"{at}°") for at in TURNS],
        ),
        readers=tables.readers(tried),
        logos=tables.logos(found["logos"], SHARES),
        zones=tables.zones(found["zones"], GROUNDS),
        colors=tables.colors(found["colors"], COLORS),
        gate=tables.gate(every),
    )


if __name__ == "__main__":
    sys.exit(main())
