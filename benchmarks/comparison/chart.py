"""Bars in SVG, one panel an act, each on a logarithmic scale of its own words: the figure stands at every bar."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from html import escape

from benchmarks.comparison.report import NAMES, WHAT, median
from benchmarks.comparison.rounds import ORDER, Doing, Round

LABELS, BARS, FIGURES = 250, 380, 70  # widths
LINE, BAR, HEAD = 24, 16, 46  # heights
STYLE = """\
text { font: 14px system-ui, sans-serif; fill: #1c1c1a } .head { font-weight: 600 } .bar { fill: #9aa0a6 }
.ours { fill: #0b6e5f } .axis { stroke: #c9c9c4 }
@media (prefers-color-scheme: dark) { text { fill: #e8e6e1 } .bar { fill: #70757a } .ours { fill: #4fc3ae }
  .axis { stroke: #55554f } }"""


def chart(rounds: Sequence[Round]) -> str:
    """Requests a second at 16 connections."""
    parts: list[str] = []
    top = 0
    for what, words in WHAT.items():
        bars = [(who, median(rounds, Doing(who, what, 16))) for who in ORDER if Doing(who, what, 16) in rounds[0].loads]
        parts.extend(_panel(f"{words}, requests a second (logarithmic)", bars, top))
        top += HEAD + LINE * len(bars)
    width = LABELS + BARS + FIGURES
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {top + LINE // 2}" role="img">\n'
        f"<title>Requests a second at 16 connections, on a logarithmic scale</title>\n<style>{STYLE}</style>\n"
        + "\n".join(parts)
        + "\n</svg>\n"
    )


def _panel(words: str, bars: Sequence[tuple[str, float]], top: int) -> Iterator[str]:
    yield f'<text class="head" x="0" y="{top + 28}">{escape(words)}</text>'
    most = max(1, *(value for _who, value in bars))
    for number, (who, value) in enumerate(bars):
        y = top + HEAD + number * LINE
        width = max(2, BARS * math.log10(1 + value) / math.log10(1 + most))
        kind = "bar ours" if who in ("ours", "uncached") else "bar"
        yield f'<text x="0" y="{y + 13}">{escape(NAMES[who])}</text>'
        yield f'<rect class="{kind}" x="{LABELS}" y="{y}" width="{width:.0f}" height="{BAR}"/>'
        yield f'<text x="{LABELS + width + 6:.0f}" y="{y + 13}">{value:,.0f}</text>'
    bottom = top + HEAD + len(bars) * LINE - 4
    yield f'<path class="axis" d="M{LABELS} {top + HEAD - 6}V{bottom}"/>'
