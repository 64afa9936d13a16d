"""The members and the public of a meeting speak of the same numbers: what is withheld keeps its place."""

import itertools
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from reportgen.compose.compose import Commission, compose
from reportgen.compose.templates import shipped_templates
from reportgen.document.nodes import Block, Box, Document, Heading, List, Paragraph
from reportgen.document.walk import children
from reportgen.load.styles import load_style
from reportgen.load.subjects import load_subject
from reportgen.model.audience import Audience
from tests.compose.conftest import SMALL, Make
from tests.compose.trees import tree
from tests.privacy.everything import everything

STYLES = ("default", "bury", "hackney", "haringey", "rutland", "tower-hamlets")


def copy_of(folder: Path, decision: object, style: str, audience: Audience, kind: str = "report") -> Document:
    """Return a paper in one of the house styles that are there."""
    (folder / "council.yaml").write_text("id: northshire\nname: Northshire Council\n")
    (folder / "care.yaml").write_text(json.dumps(decision), encoding="utf-8")
    loaded = load_subject(folder / "care.yaml", "care.yaml")
    read, _ = load_style(style, [shipped_templates() / "styles"])
    assert loaded.subject and loaded.council and loaded.source and read
    folders = (shipped_templates() / "styles" / style, shipped_templates())
    commission = Commission(kind=kind, style=read, audience=audience, folders=folders)
    composed = compose(loaded.subject, loaded.council, loaded.source, commission)
    assert composed.document is not None
    return composed.document


def numbers(document: Document) -> list[str]:
    """Return each number of the outline; of a section that is withheld as a whole that of its heading alone."""
    found: list[str] = []
    blocks = [inner for block in document.blocks for inner in (children(block) if isinstance(block, Box) else (block,))]
    sections = {block.origin.path[:2] for block in blocks if isinstance(block, Heading) and block.level == 2}
    for block in blocks:
        within = isinstance(block, Paragraph | Heading) and block.origin.path[:2] == ("narrative", 1) in sections
        is_place = not within or (isinstance(block, Heading) and block.level == 2)
        if isinstance(block, Heading | Paragraph) and block.number is not None and is_place:
            found.append(block.number.text)
    return found


def lasting(exempt: Document, public: Document) -> set[str]:
    """Return the numbers at the ends of sections that the members' copy alone has."""
    ours, theirs = numbers(public), [*numbers(exempt), ""]
    found: set[str] = set()
    for number, after in reversed(list(itertools.pairwise(theirs))):
        ends = after in found or number.partition(".")[0] != after.partition(".")[0]
        if ends and number not in ours:
            found.add(number)
    return found


def listed(blocks: tuple[Block, ...]) -> Iterator[tuple[str, str]]:
    """Yield the id and the number of each recommendation."""
    for block in blocks:
        if isinstance(block, List):
            yield from ((e.id, e.number.text) for e in block.entries if e.id.startswith("recommendation") and e.number)
        yield from listed(children(block))


@pytest.mark.parametrize("style", STYLES)
def test_of_a_report_with_every_field_both_copies_have_the_same_numbers(tmp_path: Path, style: str) -> None:
    decision, _ = everything()
    public, exempt = (copy_of(tmp_path, decision, style, one) for one in (Audience.PUBLIC, Audience.EXEMPT))
    assert [number for number in numbers(exempt) if number not in lasting(exempt, public)] == numbers(public)
    assert list(listed(public.blocks)) == list(listed(exempt.blocks)) != []


def test_of_a_briefing_both_copies_have_the_same_numbers(tmp_path: Path) -> None:
    texts = [{"text": "Approve it."}, {"text": "Pay Splash Ltd.", "exempt": 3}, {"text": "Note it."}]
    decision = {**json.loads(json.dumps(everything()[0])), "recommendations": texts}
    copies = (Audience.PUBLIC, Audience.EXEMPT)
    public, exempt = (copy_of(tmp_path, decision, "default", one, "briefing") for one in copies)
    assert [number for _, number in listed(public.blocks)] == ["1.", "2.", "3."]
    assert list(listed(public.blocks)) == list(listed(exempt.blocks))


NARRATIVE = (
    SMALL
    + """\
narrative:
- {id: what, title: What is proposed, text: "See {{ section.price }}, {{ section.bid }} and {{ section.next }}."}
- id: price
  title: What Splash Ltd asks
  exempt: 3
  text: Much.
  sections: [{id: bid, title: The bid, text: More.}]
- id: next
  title: What comes next
  text:
  - Before it.
  - text: |-
      It ends.

      - a
      - b

      It begins.
    exempt: [3, 5]
  - {text: "- Its last part.", exempt: 3}
  - After it.
appendices:
- {title: A map}
- {title: The prices of Splash Ltd, exempt: {paragraphs: 3, public_title: Prices, public_reason: A tender is open.}}
- {title: The last report}
"""
)
NUMBERED = "sections: {report: [title, withheld, narrative, appendices]}\nnumbering: {sections: '1', paragraphs: '1.1'}"
PUBLIC = """\
h1#care-at-home {Care at home}
box.withheld
  p Exempt information has been left out of this copy (Schedule 12A to the Local Government Act 1972):
  - • p {Section 2: not for publication, paragraph 3}
  - • p {Second passage of section 3 (paragraphs 3.2 to 3.3): not for publication, paragraphs 3 and 5}
  - • p {Third passage of section 3: not for publication, paragraph 3}
  - • p {Prices: not for publication, paragraph 3}
h2#what 1 {What is proposed}
p 1.1 See [2], [2] and [3].
h2#withheld-2 2 {Not for publication}
p 2.1 {This section is not for publication: paragraph 3 of Part 1 of Schedule 12A to the Local Government Act 1972.}
h2#next 3 {What comes next}
p 3.1 Before it.
p 3.2 {[not for publication: paragraphs 3 and 5]}
p 3.3 {[not for publication: paragraphs 3 and 5]}
p.note {[not for publication: paragraph 3]}
p 3.4 After it.
h2#appendices 4 Appendices
p#appendix-1 4.1 Appendix {1}: {A map}
p#appendix-2 4.2 {Appendix 2, Prices: not for publication, paragraph 3. A tender is open.}
p#appendix-3 4.3 Appendix {3}: {The last report}"""


def test_what_is_withheld_keeps_its_number_and_references_to_it_agree(make: Make) -> None:
    assert tree(make(NARRATIVE, style=NUMBERED)) == PUBLIC
    members = tree(make(NARRATIVE, style=NUMBERED, audience=Audience.EXEMPT)).splitlines()
    assert [
        line.removesuffix(" [exempt: paragraph 3]") for line in members if line.startswith(("h2", "p 1", "p 3.4"))
    ] == [
        "h2#what 1 {What is proposed}",
        "p 1.1 See [2], [2, “The bid”] and [3].",
        "h2#price 2 {What Splash Ltd asks}",
        "h2#next 3 {What comes next}",
        "p 3.4 After it.",
        "h2#appendices 4 Appendices",
    ]


@pytest.mark.parametrize(
    ("more", "lines"),
    [
        # A section of which nothing is public, and one after it.
        (
            "risks: [{text: They leave., exempt: 3}]\nconclusion: It is done.",
            "h2#risks 1 Risk assessment\np.note {[not for publication: paragraph 3]}\nh2#conclusion 2 Conclusion",
        ),
        # A row.
        (
            "risks: [{text: A., impact: x}, {text: B., impact: y, exempt: 5}, {text: C., impact: z}]",
            "p A. | p {x}\np {[not for publication: paragraph 5]}\np C. | p {z}",
        ),
        # An entry of a list within a section.
        (
            "benefits: [{text: One.}]\nevidence: [{title: A}, {title: B, exempt: 4}, {title: C}]",
            "- • p **{A}**\n- • p {[not for publication: paragraph 4]}\n- • p **{C}**",
        ),
        # A section with a title for the public, in a style without numbers for paragraphs.
        (
            "narrative: [{title: Splash Ltd, text: X., exempt: {paragraphs: 3, public_title: Bids}}]",
            "h2#withheld-1 1 {Bids}\np 1.1 {This section is not for publication: paragraph 3 of Part 1",
        ),
        # A sentence that goes with an exempt sum: that it is withheld is said in words.
        (
            "extension: {end: 2025-10-24, months: 12, cost_max: {amount: '1,234,999', exempt: 3}}\nfinance: {}\n",
            "p 1.1 {What stands here in the members' copy is not for publication: paragraph 3.}",
        ),
        # A section marked exempt without a paragraph.
        (
            "narrative: [{title: Splash Ltd, text: X., exempt: yes}]",
            "p 1.1 {This section is not for publication.}",
        ),
    ],
)
def test_each_keeps_its_place(more: str, lines: str, make: Make) -> None:
    style = "sections: {report: [title, narrative, evidence, finance, finance_particulars, risks, conclusion]}"
    style += "\nnumbering: {sections: '1', paragraphs: '1.1'}"
    assert lines in tree(make(f"{SMALL}{more}\n", style=style))


def test_what_an_exempt_section_holds_is_exempt_with_it_and_nowhere_else(make: Make) -> None:
    more = """\
benefits: [{text: A secret good.}]
tables: [{id: a, title: A secret table, columns: [A], rows: [{cells: [Secret]}], section: inner}]
charts: []
timetable: [{stage: A secret stage, part: inner}]
narrative:
- {id: outer, title: Outer, exempt: 3, sections: [{id: inner, title: A secret title, text: X., holds: [benefits]}]}
- {id: after, title: After, text: "As {{ table.a }} says."}
"""
    composed = make(SMALL + more)
    assert "secret" not in tree(composed).lower() and "secret" not in str(composed.document).lower()
    assert "As {[not for publication: paragraph 3]} says." in tree(composed)


PAPERS = """\
appendices:
- {title: Screening}
- {title: Prices of Splash Ltd, text: "One.\\n\\nTwo.", exempt: {paragraphs: 3, public_title: Commercial information}}
"""


@pytest.mark.parametrize(
    ("more", "lines"),
    [
        (
            "",
            [
                "p#appendix-1 1.1 Appendix {1}: {Screening}",
                "p#appendix-2 1.2 {Appendix 2, Commercial information: not for publication, paragraph 3.}",
            ],
        ),
        (
            "- {title: Map}",
            [
                "p#appendix-1 1.1 Appendix {1}: {Screening}",
                "p#appendix-2 1.2 {Appendix 2, Commercial information: not for publication, paragraph 3.}",
                "p 1.3 {What stands here in the members' copy is not for publication: paragraph 3.}",
                "p 1.4 {What stands here in the members' copy is not for publication: paragraph 3.}",
                "p#appendix-3 1.5 Appendix {3}: {Map}",
            ],
        ),
    ],
)
def test_a_withheld_appendix_is_named_once(more: str, lines: list[str], make: Make) -> None:
    style = "sections: {report: [title, appendices]}\nnumbering: {sections: '1', paragraphs: '1.1'}"
    assert tree(make(f"{SMALL}{PAPERS}{more}\n", style=style)).split("\n")[-len(lines) :] == lines
