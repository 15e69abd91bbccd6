"""The report as one HTML file: nothing is fetched, everything is escaped, and it prints to one A4 page."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from html import escape

from rich.cells import cell_len

from sharecli.earnings import svg
from sharecli.earnings.model import TIMES, Curve, Report, Sums, percent
from sharecli.earnings.spans import called
from sharecli.language import _, chosen, plural
from sharecli.money import grouped
from sharecli.period import EVER
from sharecli.text import clean

_MOST_CHARTS = 3
_TILES_IN_A_ROW, _MOST_TILES = 4, 8
_WIDTH, _GAP, _TILE_EDGE = 688, 8, 26
_BIG, _SMALL = 11, 7
"""Points of a page across, between tiles, of a tile's edges; and of a letter in it, at most."""
_FEWEST_ROWS = 6
"""A chart makes way where fewer would be left."""
_LONGEST = 80
_NOTE = 100
"""Letters of a note on one line, at least."""
_PAGE, _HEAD, _TILE, _CHART, _ROW, _LINE = 1000, 100, 84, 146, 23, 15
"""Points of the screen that a page has (A4 less its margins), and what takes how much of its height."""

_STYLE = """
@page { size: A4; margin: 13mm 14mm; }
* { box-sizing: border-box; }
html { color: #1d2433; background: #fff; }
body { font: 12px/1.4 system-ui, "Noto Sans", "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif;
  max-width: 182mm; margin: 0 auto; padding: 8px 0; -webkit-print-color-adjust: exact; print-color-adjust: exact; }
h1 { font-size: 22px; margin: 0; }
.under { color: #5d6679; margin: 2px 0 12px; }
.tiles { display: flex; flex-wrap: wrap; gap: 8px; margin-bottom: 12px; }
.tile { border: 1px solid #d9deea; border-radius: 6px; padding: 8px 12px; flex: 1 1 150px; }
.tile b { display: block; font-size: 18px; font-variant-numeric: tabular-nums; }
.tile span { color: #5d6679; white-space: nowrap; }
h2 { font-size: 12px; color: #5d6679; font-weight: 600; margin: 0 0 2px; }
figure { margin: 0 0 10px; break-inside: avoid; }
figure svg { width: 100%; height: auto; display: block; }
svg text { font-size: 10px; fill: #5d6679; }
svg line { stroke: #d9deea; stroke-width: 1; }
.earned { fill: #1f6f5c; } .coming { fill: #a9d3c4; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
th, td { text-align: left; padding: 2px 6px; border-bottom: 1px solid #eceff5; overflow-wrap: anywhere; }
th { color: #5d6679; font-weight: 600; }
.n { text-align: right; white-space: nowrap; overflow-wrap: normal; }
td.bar { width: 22%; } td.bar svg { width: 100%; height: 9px; display: block; }
.k { white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
tr { break-inside: avoid; } .total td { font-weight: 700; border-bottom: 0; }
tr:not(.total) + .total td { border-top: 1px solid #1d2433; }
.notes { color: #5d6679; margin: 10px 0 0; padding: 0; list-style: none; font-size: 10px; }
"""


def page(made: Report, curves: Sequence[Curve], *, today: date, name: str, notes: Sequence[str]) -> str:
    """The whole file.

    Args:
        made: the report.
        curves: by currency, those that earned most first.
        today: the seller's day.
        name: the seller's, or empty.
        notes: sentences for the foot.
    """
    title = _("Earnings") if made.span == EVER else _("Earnings {period}").format(period=called(made.span))
    charts = [chart for curve in curves[:_MOST_CHARTS] if (chart := _figure(curve))]
    while charts and _room(made, len(charts), notes) < _FEWEST_ROWS:
        charts.pop()
    rows = max(_room(made, len(charts), notes), 3)
    words = [_("by {keys}").format(keys=" / ".join(_(by.value) for by in made.bys)), str(today)]
    under = " · ".join(escape(clean(word)) for word in ([name] if name else []) + words)
    language = "zh-CN" if chosen() != "en" else "en"
    foot = "".join(f"<li>{escape(clean(note))}</li>" for note in notes)
    # The policy keeps a browser from fetching anything, even if a word of a report were to ask for it.
    return (
        f'<!DOCTYPE html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
        f'<h1>{escape(title)}</h1>\n<p class="under">{under}</p>\n'
        f'<div class="tiles">{_tiles(made.totals[:_MOST_TILES])}</div>\n{"".join(charts)}\n'
        f"{_table(made, rows)}\n"
        f"{f'<ul class=notes>{foot}</ul>' if foot else ''}\n</body>\n</html>\n"
    )


def _room(made: Report, charts: int, notes: Sequence[str]) -> int:
    """How many rows fit on the page beside everything else."""
    shown = made.totals[:_MOST_TILES]
    tiles = -(-len(shown) // _in_a_row(shown))
    lines = sum(-(-len(note.encode()) // _NOTE) for note in notes)
    left = _PAGE - _HEAD - tiles * _TILE - charts * _CHART - lines * _LINE
    return left // _ROW - 2 * len(made.totals)


def _tiles(totals: Sequence[Sums]) -> str:
    basis = _WIDTH // _in_a_row(totals) - _GAP
    return "".join(
        f'<div class="tile" style="flex-basis: {basis}px"><span>{escape(_("earned"))}</span>'
        f"<b>{escape(_sum(one))}</b><span>{escape(_behind(one))}</span></div>"
        for one in totals
    )


def _in_a_row(totals: Sequence[Sums]) -> int:
    """How many tiles stand side by side without a word of any being cut."""
    widest = max((max(cell_len(_sum(one)) * _BIG, cell_len(_behind(one)) * _SMALL) for one in totals), default=0)
    return max(min(_WIDTH // (widest + _TILE_EDGE + _GAP), _TILES_IN_A_ROW), 1)


def _sum(one: Sums) -> str:
    return f"{grouped(one.earned, one.currency)} {one.currency}"


def _behind(one: Sums) -> str:
    coming = _("{amount} coming").format(amount=grouped(one.coming, one.currency))
    orders = plural("{count} order", "{count} orders", one.orders).format(count=f"{one.orders:,}")
    return f"{coming} · {orders}"


def _figure(curve: Curve) -> str:
    heights = [max(one, 0) + more for one, more in zip(curve.earned, curve.coming, strict=True)]
    top = f"{grouped(max(heights, default=0), curve.currency)} {curve.currency}"
    drawn = svg.columns(curve.steps, curve.earned, curve.coming, top=top)
    words = _("{currency}: earned (dark) and coming (light)").format(currency=curve.currency)
    return f"<figure><h2>{escape(words)}</h2>{drawn}</figure>\n" if drawn else ""


def _table(made: Report, most: int) -> str:
    pairs = list(zip(made.rows, made.before or (None,) * len(made.rows), strict=True))
    places = _chosen(made, most)
    shown = [pair for place, pair in enumerate(pairs) if place in places]
    rest = [pair for place, pair in enumerate(pairs) if place not in places]
    largest: dict[str, int] = {}
    for one, _before in shown:
        largest[one.currency] = max(largest.get(one.currency, 0), max(one.earned, 0) + one.coming)
    compared = made.compared is not None
    body = [_row(one, before, largest[one.currency], compared=compared) for one, before in shown]
    before_of_rest: dict[str, int] = {}
    for one, before in rest:
        if before is not None:
            before_of_rest[one.currency] = before_of_rest.get(one.currency, 0) + before
    body += [
        _rest(one, before_of_rest.get(one.currency), len(made.bys), compared=compared)
        for one in _others([one for one, _before in rest])
    ]
    body += [
        _total(one, before, len(made.bys), compared=compared)
        for one, before in zip(made.totals, made.totals_before or (None,) * len(made.totals), strict=True)
    ]
    heads = [f"<th>{escape(_(by.value))}</th>" for by in made.bys]
    numbers = ["orders", "earned", "worth", "before", "%"] if compared else ["orders", "coming", "earned"]
    heads += ["<th></th>", *(f'<th class="n">{escape(_(word))}</th>' for word in numbers), "<th></th>"]
    return f"<table><thead><tr>{''.join(heads)}</tr></thead><tbody>{''.join(body)}</tbody></table>"


def _chosen(made: Report, most: int) -> set[int]:
    """Which rows are shown: as many of each currency, the first of them; the latest, where they come by time.

    A row of nothing, now and then, is none of them while there are others.
    """
    timed = all(by in TIMES for by in made.bys)
    ranks: list[tuple[bool, int, int]] = []
    counts: dict[str, int] = {}
    before = made.before or (None,) * len(made.rows)
    for place, one in sorted(enumerate(made.rows), reverse=timed):
        empty = not (one.earned or one.coming or before[place])
        if not empty:
            counts[one.currency] = counts.get(one.currency, 0) + 1
        ranks.append((empty, counts.get(one.currency, 0), place))
    return {place for _empty, _rank, place in sorted(ranks)[:most]}


def _row(one: Sums, before: int | None, largest: int, *, compared: bool) -> str:
    # A key is cut where it would take a second line, or the page would be longer than it was reckoned.
    most = 62 // len(one.names)
    words = (escape(clean(key, limit=_LONGEST)) or "–" for key in one.names)
    keys = "".join(f'<td class="k" style="max-width: {most}mm">{word}</td>' for word in words)
    drawn = svg.bar(one.earned, one.coming, largest)
    return f'<tr>{keys}{_cells(one, before, str(one.orders), compared=compared)}<td class="bar">{drawn}</td></tr>'


def _rest(one: Sums, before: int | None, width: int, *, compared: bool) -> str:
    keys = f'<td colspan="{width}">{escape(one.key)}</td>'
    return f"<tr>{keys}{_cells(one, before, '', compared=compared)}<td></td></tr>"


def _total(one: Sums, before: int | None, width: int, *, compared: bool) -> str:
    keys = f'<td colspan="{width}">{escape(_("total"))}</td>'
    return f'<tr class="total">{keys}{_cells(one, before, str(one.orders), compared=compared)}<td></td></tr>'


def _cells(one: Sums, before: int | None, orders: str, *, compared: bool) -> str:
    cells = [orders, grouped(one.coming, one.currency), grouped(one.earned, one.currency)]
    if compared:
        then = ["–", "–"] if before is None else [grouped(before, one.currency), percent(one.worth, before) or "–"]
        cells = [orders, grouped(one.earned, one.currency), grouped(one.worth, one.currency), *then]
    return f"<td>{one.currency}</td>" + "".join(f'<td class="n">{cell}</td>' for cell in cells)


def _others(rest: Sequence[Sums]) -> list[Sums]:
    """What has no row of its own, by currency; its orders are not added up, one may stand under two keys."""
    found: dict[str, Sums] = {}
    counts: dict[str, int] = {}
    for one in rest:
        counts[one.currency] = counts.get(one.currency, 0) + 1
        there = found.get(one.currency)
        found[one.currency] = one if there is None else replace(
            there, pending=there.pending + one.pending, confirmed=there.confirmed + one.confirmed,
            settled=there.settled + one.settled, paid=there.paid + one.paid, reversed=there.reversed + one.reversed,
        )  # fmt: skip
    return [
        replace(one, key=_("{count} others").format(count=counts[currency]), keys=()) for currency, one in found.items()
    ]
