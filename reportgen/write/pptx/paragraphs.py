"""Paragraphs of slides as XML."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from reportgen.document.nodes import Counting
from reportgen.write._ooxml import attribute, escape
from reportgen.write.pptx.deck import INDENT, Line, Mark, Run
from reportgen.write.pptx.measure import SPACE_BEFORE, SPACE_BEFORE_LEAD
from reportgen.write.pptx.template import EMU

_AUTOMATIC = {
    Counting.DECIMAL: "arabic",
    Counting.LOWER_ALPHA: "alphaLc",
    Counting.UPPER_ALPHA: "alphaUc",
    Counting.LOWER_ROMAN: "romanLc",
    Counting.UPPER_ROMAN: "romanUc",
}
_MOST_START = 32_767
_FORMS = {"%1.": "Period", "%1)": "ParenR", "(%1)": "ParenBoth"}


@dataclass(frozen=True, slots=True)
class Hand:
    """How paragraphs are written in one place: their language, how links are tied, and what nothing above them says.

    `size` and `colour` are those of the letters, `side` is how lines stand, and `apart` sets paragraphs apart.
    """

    language: str
    link: Callable[[str], str]
    listed: bool = True
    size: float = 0.0
    side: str = ""
    bold: bool = False
    apart: bool = False
    colour: str = ""

    def write(self, lines: Sequence[Line]) -> str:
        """Return paragraphs as XML; one without words where there are none."""
        starts = _starts(lines)
        written = [self._paragraph(line, starts[at], first=at == 0) for at, line in enumerate(lines)]
        size = f' sz="{round(self.size * 100)}"' if self.size else ""
        return "".join(written) or f'<a:p><a:endParaRPr lang="{attribute(self.language)}"{size}/></a:p>'

    def _paragraph(self, line: Line, start: int, *, first: bool) -> str:
        above = SPACE_BEFORE_LEAD if line.lead else SPACE_BEFORE
        stated = not first and (self.apart or line.lead)
        space = f'<a:spcBef><a:spcPts val="{round(above * 100)}"/></a:spcBef>' if stated else ""
        properties = _properties(line, start, space, self.side) if self.listed else ""
        return f"<a:p>{properties}{''.join(self._run(run, line) for run in line.runs)}</a:p>"

    def _run(self, run: Run, line: Line) -> str:
        look = f'lang="{attribute(self.language)}"'
        look += f' sz="{round(self.size * 100)}"' if self.size else ""
        look += ' b="1"' if run.bold or line.lead or self.bold else ""
        look += ' i="1"' if run.italic else ""
        look += ' baseline="30000"' if run.raised else ""
        inner = f'<a:solidFill><a:srgbClr val="{self.colour}"/></a:solidFill>' if self.colour else ""
        if run.address:
            inner += f'<a:hlinkClick r:id="{self.link(run.address)}"/>'
        elif line.lead and not inner:
            inner = '<a:solidFill><a:schemeClr val="tx2"/></a:solidFill>'
        properties = f"<a:rPr {look}>{inner}</a:rPr>"
        parts = []
        for at, words in enumerate(run.text.split("\n")):
            if at:
                parts.append(f"<a:br>{properties}</a:br>")
            if words:
                parts.append(f"<a:r>{properties}<a:t>{escape(words)}</a:t></a:r>")
        return "".join(parts)


def _starts(lines: Sequence[Line]) -> list[int]:
    """Return, for each numbered paragraph, the number at which the run of numbers that it is in begins."""
    open_runs: dict[int, tuple[Mark, int]] = {}
    starts = []
    for line in lines:
        mark = line.mark
        for level in [level for level in open_runs if level > line.level or (level == line.level and mark is None)]:
            del open_runs[level]
        if mark is None:
            starts.append(0)
            continue
        last = open_runs.get(line.level)
        goes_on = last is not None and (last[0].counting, last[0].pattern) == (mark.counting, mark.pattern)
        start = last[1] if last is not None and goes_on and last[0].number + 1 == mark.number else mark.number
        open_runs[line.level] = (mark, start)
        starts.append(start)
    return starts


def _properties(line: Line, start: int, space: str, side: str) -> str:
    """Return the properties of a paragraph: how far in it stands, how its lines stand, and what marks it."""
    step = round(INDENT * EMU)
    level = f' lvl="{min(line.level, 8)}"' if line.level else ""
    stands = f' algn="{side}"' if side else ""
    if line.mark is None:
        margin = step * (line.level + 1) if line.hanging else step * line.level
        return f'<a:pPr marL="{margin}"{level} indent="0"{stands}>{space}<a:buNone/></a:pPr>'
    place_of = f'marL="{step * (line.level + 1)}"{level} indent="-{step}"{stands}'
    if line.mark.counting is Counting.BULLET:
        bullet = attribute(line.mark.text or "•")
        return f'<a:pPr {place_of}>{space}<a:buFont typeface="Arial"/><a:buChar char="{bullet}"/></a:pPr>'
    form = _FORMS.get(line.mark.pattern, "Period")
    at = f' startAt="{start}"' if 1 <= start <= _MOST_START else ""
    return (
        f'<a:pPr {place_of}>{space}<a:buFont typeface="+mj-lt"/>'
        f'<a:buAutoNum type="{_AUTOMATIC[line.mark.counting]}{form}"{at}/></a:pPr>'
    )
