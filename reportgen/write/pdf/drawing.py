"""Charts as Typst draws them: it paints the white edge of letters over the letters, so that paper stands in for it."""

import re
from html import unescape

from reportgen.write._metrics import width

_EDGED = re.compile(
    r'<text stroke="(?P<paper>#\w+)" stroke-width="4" stroke-linejoin="round" paint-order="stroke"'
    r' x="(?P<x>[\d.-]+)" y="(?P<y>[\d.-]+)"(?P<anchor> text-anchor="middle")?(?P<rest>[^>]*)>(?P<words>[^<]*)</text>'
)
_SIZE = 13.0
_ROUND = 2.0


def on_paper(drawing: str) -> str:
    """Return an SVG drawing in which words that have a white edge stand on a piece of white paper instead."""
    return _EDGED.sub(_on_paper, drawing)


def _on_paper(found: re.Match[str]) -> str:
    x, y = float(found["x"]), float(found["y"])
    wide = width(unescape(found["words"]), _SIZE)
    left = x - wide / 2 if found["anchor"] else x
    paper = (
        f'<rect x="{left - _ROUND / 2:.2f}" y="{y - _SIZE + 1:.2f}" width="{wide + _ROUND:.2f}"'
        f' height="{_SIZE + 2:.2f}" fill="{found["paper"]}"/>'
    )
    return (
        f'{paper}<text x="{found["x"]}" y="{found["y"]}"{found["anchor"] or ""}{found["rest"]}>{found["words"]}</text>'
    )
