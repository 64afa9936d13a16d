"""What each audience's copy says of itself, and what it holds: public, exempt and internal."""

import io
import json
import zipfile

import pytest

from reportgen.compose.templates import shipped_templates
from reportgen.document.nodes import Document
from reportgen.document.walk import words
from reportgen.load.styles import load_style
from reportgen.model.audience import Audience
from reportgen.pipeline import writer_of
from tests.compose.conftest import SMALL, Make
from tests.compose.trees import tree

PAPER = (
    SMALL
    + """\
risks:
- {text: Providers leave., mitigation: Pay more.}
- {text: One provider is short of money., mitigation: Watch its accounts., exempt: [3, 5]}
review_notes:
- {text: Check the dates., by: Monitoring Officer}
"""
)
MARKING = (
    "NOT FOR PUBLICATION: contains exempt information under paragraphs 3 and 5 of Part 1 of Schedule 12A "
    "to the Local Government Act 1972"
)
SECRET, NOTE, DRAFT = "One provider is short of money.", "Check the dates.", "Draft; open findings: 4"


def copy(make: Make, audience: Audience, paper: str = PAPER) -> Document:
    composed = make(paper, audience=audience, open_findings=4)
    assert composed.document is not None and not composed.findings, composed.findings
    return composed.document


def outputs(document: Document) -> dict[str, str]:
    """Return the text of each format; of a Word file that of each part."""
    style = load_style("default", [shipped_templates() / "styles"])[0]
    assert style is not None
    letterhead = (shipped_templates() / "styles/default.docx").read_bytes()
    found = {}
    for name in ("docx", "html", "json", "md"):
        content = writer_of(name).write(document, style, letterhead).content
        if name != "docx":
            found[name] = content.decode()
            continue
        with zipfile.ZipFile(io.BytesIO(content)) as file:
            found |= {part: file.read(part).decode() for part in file.namelist() if part.endswith(".xml")}
    return found


@pytest.mark.parametrize(
    ("audience", "stem", "held"),
    [
        (Audience.PUBLIC, "report", (False, False)),
        (Audience.EXEMPT, "report.exempt", (True, False)),
        (Audience.INTERNAL, "report.internal", (True, True)),
    ],
)
def test_who_sees_what(audience: Audience, stem: str, held: tuple[bool, bool], make: Make) -> None:
    document = copy(make, audience)
    said = "\n".join(words(document.blocks))
    assert (document.stem, (SECRET in said, NOTE in said)) == (stem, held)
    assert document.marking == ("" if audience is Audience.PUBLIC else MARKING)
    assert document.draft == (DRAFT if audience is Audience.INTERNAL else "")


def test_a_public_copy_says_what_was_left_out(make: Make) -> None:
    said = list(words(copy(make, Audience.PUBLIC).blocks))
    assert "Risk 2: not for publication, paragraphs 3 and 5" in said


def test_an_exempt_copy_of_a_paper_without_exempt_matter_is_not_marked(make: Make) -> None:
    assert copy(make, Audience.EXEMPT, SMALL).marking == ""


def test_an_exempt_copy_is_marked_on_each_page_of_each_format(make: Make) -> None:
    found = outputs(copy(make, Audience.EXEMPT))
    headers = [part for part in found if part.startswith("word/") and "header" in part]
    assert len(headers) >= 2
    assert [part for part in headers if MARKING not in found[part]] == []
    assert MARKING in found["md"].split("#")[0]
    assert MARKING in found["html"].split("<h1")[0]
    assert json.loads(found["json"])["document"]["marking"] == MARKING


def test_an_internal_copy_says_that_it_is_a_draft_in_its_footers(make: Make) -> None:
    found = outputs(copy(make, Audience.INTERNAL))
    footers = [part for part in found if part.startswith("word/") and "footer" in part]
    assert len(footers) >= 2
    assert [part for part in footers if DRAFT not in found[part]] == []
    assert [name for name in ("md", "html", "json") if DRAFT not in found[name] or NOTE not in found[name]] == []


@pytest.mark.parametrize("audience", [Audience.PUBLIC, Audience.EXEMPT])
def test_no_other_copy_holds_notes_or_counts_findings(audience: Audience, make: Make) -> None:
    found = outputs(copy(make, audience))
    assert [name for name, text in found.items() if "open findings" in text or NOTE in text] == []


def test_a_public_copy_holds_no_marking_and_nothing_exempt(make: Make) -> None:
    found = outputs(copy(make, Audience.PUBLIC))
    assert [name for name, text in found.items() if "NOT FOR PUBLICATION" in text or SECRET in text] == []


def test_a_style_without_a_place_for_what_is_withheld_says_it_after_the_header(make: Make) -> None:
    style = "sections: {report: [title, header, summary, risks]}"
    composed = make(PAPER, style=style)
    assert composed.document is not None
    said = list(words(composed.document.blocks))
    header, note = said.index("Care at home"), said.index("Risk 2: not for publication, paragraphs 3 and 5")
    assert header < note < said.index("Risk assessment")


WHY = f"""\
{SMALL}
extension: {{end: 2025-10-24, months: 12, cost_max: {{amount: '1,234,999', exempt: {{paragraphs: 3, reason: A tender
  is open}}}}}}
narrative:
- {{title: What is proposed, text: Much.}}
- title: What Splash asks
  text: More.
  exempt:
    paragraphs: [3, 5]
    reason: Splash has asked for this.
    public_interest: {{for: Others would bid higher., against: It is public money., conclusion: The first weighs more.}}
    until: 2026-01-31
- {{title: What comes next, text: [Much., {{text: More., exempt: 5}}]}}
"""


def test_the_members_copy_says_why_something_is_exempt(make: Make) -> None:
    style = "sections: {report: [title, narrative, proposal]}\nnumbering: {sections: '1'}"
    note = tree(make(WHY, style=style, audience=Audience.EXEMPT)).split("h2")[0]
    assert (
        note
        == """\
h1#care-at-home {Care at home}
box.note
  p This copy holds exempt information (Schedule 12A to the Local Government Act 1972), for these reasons:
  - • p **Maximum cost (Extension)** (paragraph 3): A tender is open.
  - • p **Section 2** (paragraphs 3 and 5): Splash has asked for this. For withholding it: Others would bid higher. \
For disclosing it: It is public money. On balance: The first weighs more. It may become public on 31 January 2026.
"""
    )


def test_no_public_copy_says_why(make: Make) -> None:
    composed = make(WHY, audience=Audience.PUBLIC, with_record=True)
    assert composed.document is not None
    found = outputs(composed.document)
    reasons = ("tender", "Splash", "Others would bid", "public money", "weighs more")
    assert [(name, words) for name, text in found.items() for words in reasons if words in text] == []
