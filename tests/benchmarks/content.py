"""The paper that every tool builds: one cabinet report of an invented council, and as many seeded others as wanted.

Each paper has the same shape (13 sections, 60 numbered paragraphs of which 14 deeper with bold lead-ins, a header
table of 10 rows, a timetable, a finance table, a table of 10 risks in 7 columns, 2 bullet lists, 4 recommendations,
one chart) and its own dates, sums and service. Every paragraph, bullet and risk also ends in a note with a
number of its own, so that no two papers share one: a tool that keeps what it has read gains nothing by it.
"""

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).parent
FOLDER = HERE / "northshire"

_SERVICES = (
    "home care framework", "supported living contract", "school transport service", "leisure centre operation",
    "highways maintenance contract", "household recycling service", "parks and open spaces contract",
)  # fmt: skip
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_POSTS = ("Director of Place", "Director of Adult Services", "Head of Procurement", "Service Manager, Contracts")
_STAGES = (
    ("Cabinet decision", 0), ("End of call-in period", 1), ("Extension signed and sealed", 1),
    ("Market engagement closes", 2), ("Tender notice published", 4), ("Bids returned", 6),
    ("Cabinet award decision", 8), ("Standstill ends and contract signed", 9), ("New contract begins", 12),
)  # fmt: skip
_LINES = ("Approved budget", "Forecast: present contract", "Forecast: extension", "Forecast: new contract", "Variance")


@dataclass(slots=True)
class Group:
    """A numbered sub-heading and the paragraphs under it, each a lead-in in bold and its text."""

    title: str
    points: list[tuple[str, str]] = field(default_factory=list)


@dataclass(slots=True)
class Section:
    """A section: paragraphs, then bullets, then a table or a chart, then groups. References stand as `{{ name }}`."""

    title: str
    paragraphs: list[str] = field(default_factory=list)
    bullets: list[str] = field(default_factory=list)
    table: str = ""
    groups: list[Group] = field(default_factory=list)


@dataclass(slots=True)
class Grid:
    """A table: caption, headings, rows of texts."""

    caption: str
    head: list[str]
    rows: list[list[str]]


@dataclass(slots=True)
class Paper:
    """One report. `facts` are the values that the text of the decision file refers to instead of repeating them."""

    name: str
    title: str
    header: list[tuple[str, str]]
    recommendations: list[tuple[str, str]]
    sections: list[Section]
    tables: dict[str, Grid]
    chart: tuple[str, str, list[str], dict[str, list[int]]]
    facts: dict[str, str]
    iso: dict[str, str]

    def printed(self, text: str) -> str:
        """Return a text with its references as they are to be printed."""
        return re.sub(r"\{\{ ([a-z_.]+) \}\}", lambda match: self.facts[match[1]], text)

    def strings(self) -> Iterator[str]:
        """Yield every text that a document made of this paper must show."""
        yield self.title
        for label, value in self.header:
            yield from (label, value)
        for verb, text in self.recommendations:
            yield f"{verb} {self.printed(text)}"
        for section in self.sections:
            yield section.title
            yield from map(self.printed, (*section.paragraphs, *section.bullets))
            for group in section.groups:
                yield group.title
                for lead, text in group.points:
                    yield f"{lead} {self.printed(text)}"
        for grid in self.tables.values():
            yield from (grid.caption, *grid.head, *(cell for row in grid.rows for cell in row))
        yield self.chart[0]


def paper(seed: int) -> Paper:
    """Return one of the papers."""
    made = random.Random(seed)
    year, day, month = made.randint(2024, 2027), made.randint(1, 28), made.randint(0, 11)
    cost = made.randint(800, 9000) * 1000 + made.randint(0, 999)
    service = made.choice(_SERVICES)
    facts = {
        "extension.end": f"31 March {year + 2}",
        "extension.cost_max": _pounds(cost),
        "successor.start": f"1 April {year + 2}",
        "finance.uplift.percent": f"{made.randint(20, 45) / 10}%",
        "engagement.strands.letters.responded": str(made.randint(120, 900)),
    }
    dates = [(stage, day, (month + later) % 12, year + (month + later) // 12) for stage, later in _STAGES]
    iso = {
        "meeting": _iso(*dates[0][1:]),
        "end": f"{year + 2}-03-31",
        "start": f"{year + 2}-04-01",
        "review": f"{year + 1}-06-30",
        **{stage: _iso(*date) for stage, *date in dates},
    }
    return Paper(
        name=f"paper-{seed:04d}",
        title=f"Extension and re-tender of the {service}",
        header=[
            ("Report to", "Cabinet"),
            ("Date", _day(*dates[0][1:])),
            ("Agenda item", str(made.randint(4, 19))),
            ("Report reference", f"{made.randint(1, 240):03d}/{year}"),
            ("Report of", made.choice(_POSTS)),
            ("Lead member", "Cabinet Member for Corporate Services"),
            ("Key decision", "Yes"),
            ("Forward plan reference", f"FP/{made.randint(100, 999)}/{year}"),
            ("Wards affected", "All wards"),
            ("Classification", "Open"),
        ],
        recommendations=[
            (
                "Approve",
                f"the extension of the {service} for twelve months, to {{{{ extension.end }}}}, "
                "at a cost of {{ extension.cost_max }}.",
            ),
            (
                "Approve",
                "the start of a tender for a new contract, to begin on {{ successor.start }} "
                "on the terms set out in section 4.",
            ),
            (
                "Delegate",
                "to the Director, in consultation with the Lead Member, the settling of the lots "
                "and the award criteria.",
            ),
            ("Note", "the outcome of consultation and of the equality impact assessment."),
        ],
        sections=_sections(made, service, cost, year),
        tables={
            "timetable": Grid("", ["Date", "Actions"], [[_day(*date), stage] for stage, *date in dates]),
            "finance": _finance(made, cost, year),
            "risks": _risks(made, year),
        },
        chart=_chart(made),
        facts=facts,
        iso=iso,
    )  # fmt: skip


def _sections(made: random.Random, service: str, cost: int, year: int) -> list[Section]:
    """Return the sections of paper.md with this paper's values, the notes of its own, and the last, of the risks."""
    values = {
        "service": service, "total": "{{ extension.cost_max }}", "end": "{{ extension.end }}",
        "start": "{{ successor.start }}", "uplift": "{{ finance.uplift.percent }}",
        "replies": "{{ engagement.strands.letters.responded }}", "endmonth": f"March {year + 1}",
        "awarded": f"{made.choice(_MONTHS)} {year - 3}", "sites": made.randint(3, 40), "users": made.randint(90, 999),
        "growth": made.randint(20, 79) / 10, "punct": made.randint(850, 960) / 10,
        "complaints": made.randint(6, 14) / 10, "link": made.randint(5, 12), "month1": made.choice(_MONTHS[:5]),
        "month2": made.choice(_MONTHS[5:]), "rate": made.randint(18, 48),
        "inhouse": _pounds(made.randint(9, 40) * 100_000), "onepc": _pounds(cost // 100),
        "contingency": _pounds(cost // 20), "tender": _pounds(made.randint(30, 90) * 1000),
        "miles": f"{made.randint(12, 90) * 1000:,}", "oldref": f"{made.randint(10, 199)}/{year - 3}",
    }  # fmt: skip
    sections: list[Section] = []
    for line in (FOLDER / "paper.md").read_text(encoding="utf-8").splitlines():
        said = line.format(**values)
        if line.startswith("# "):
            sections.append(Section(said[2:]))
        elif line.startswith("## "):
            sections[-1].groups.append(Group(said[3:]))
        elif line.startswith("- "):
            sections[-1].bullets.append(_noted(said[2:], made))
        elif line.startswith("**"):
            lead, _, text = said[2:].partition("** ")
            sections[-1].groups[-1].points.append((lead, _noted(text, made)))
        elif line:
            sections[-1].paragraphs.append(_noted(said, made))
    sections.append(Section("Principal risks"))
    for number, name in ((3, "chart"), (5, "timetable"), (8, "finance"), (13, "risks")):
        sections[number - 1].table = name
    return sections


def _noted(text: str, made: random.Random) -> str:
    return f"{text.removesuffix('.')} (note {made.randint(10_000, 99_999)})."


def _finance(made: random.Random, cost: int, year: int) -> Grid:
    head = ["Line", *(f"{year + at}/{(year + at + 1) % 100:02d}" for at in range(3))]
    rows = [
        [line, *(_pounds(cost // 3 + made.randint(0, 90_000) + 10_000 * at) for _ in range(3))]
        for at, line in enumerate(_LINES)
    ]
    return Grid("Forecast against budget", head, rows)


def _risks(made: random.Random, year: int) -> Grid:
    head = ["Risk or opportunity", "Likelihood", "Impact", "Score", "Mitigation", "Owner", "Next review"]
    rows = []
    for line in (FOLDER / "risks.txt").read_text(encoding="utf-8").splitlines():
        risk, likely, impact, mitigation, owner = line.split(" | ")
        score = str(int(likely) * int(impact))
        rows.append([risk, likely, impact, score, _noted(mitigation, made), owner, f"30 June {year + 1}"])
    return Grid("", head, rows)


def _chart(made: random.Random) -> tuple[str, str, list[str], dict[str, list[int]]]:
    planned = [made.randint(200, 300) + 10 * quarter for quarter in range(8)]
    return (
        "Hours planned and delivered by quarter",
        "Column chart of hours planned and delivered in eight quarters; delivery fell short in the third and seventh.",
        [f"Q{quarter % 4 + 1} of year {quarter // 4 + 1}" for quarter in range(8)],
        {
            "Planned": planned,
            "Delivered": [hours - (60 if at in (2, 6) else 5) for at, hours in enumerate(planned)],
        },
    )


def _pounds(sum_: int) -> str:
    return f"£{sum_:,}"


def _day(day: int, month: int, year: int) -> str:
    return f"{day} {_MONTHS[month]} {year}"


def _iso(day: int, month: int, year: int) -> str:
    return f"{year}-{month + 1:02d}-{day:02d}"
