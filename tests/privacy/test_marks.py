"""A member who reads from the exempt copy in public sees, and hears, where to stop."""

import io
import json
import zipfile
from html import unescape

import pytest

from reportgen.compose.templates import shipped_templates
from reportgen.document.nodes import Document
from reportgen.load.styles import load_style
from reportgen.model.audience import Audience
from reportgen.pipeline import writer_of
from tests.compose.conftest import SMALL, Make
from tests.compose.trees import tree
from tests.pdf import text_of

BEGINS, ENDS = "Exempt: paragraph 3 of Part 1 of Schedule 12A – not for publication", "End of the exempt part"
HEAD = "sections: {report: [title, narrative, risks, proposal, appendices]}\n"


@pytest.mark.parametrize(
    ("more", "marked"),
    [
        # A passage, with the list in it and its number.
        (
            'narrative: [{title: Bids, text: [A., {text: "B.\\n\\n- C.", exempt: 3}, D.]}]',
            f"p 1.1 A.\nbox.exempt\n  p **{BEGINS}**\n  p 1.2 B.\n  - • p C.\n  p **{ENDS}**\np 1.3 D.",
        ),
        # A section: its heading too.
        (
            "narrative: [{id: bids, title: Bids, text: A., exempt: 3}]",
            f"h2#bids 1 {{Bids}} [exempt: paragraph 3]\nbox.exempt\n  p **{BEGINS}**\n  p 1.1 A.\n  p **{ENDS}**",
        ),
        # Two exempt rows together, and a passage in a cell.
        (
            "risks: [{text: A., impact: x}, {text: B., impact: y, exempt: 3}, {text: C., impact: y, exempt: 3},"
            " {text: [D., {text: E., exempt: 3}], impact: z}]",
            f"p A. | p {{x}}\np **{BEGINS}**\np B. | p {{y}}\np C. | p {{y}}\np **{ENDS}**\n"
            "p D. / p [exempt, paragraph 3: E.] | p {z}",
        ),
        # A sum, and one that follows from it.
        (
            'extension: {months: 12, end: 2025-10-24, cost_max: {amount: "1,000", exempt: 3}}\n'
            'contracts: [{id: a, title: A, start: 2020-10-25, current_end: 2024-10-24, value_original: "2,000"}]',
            "p Maximum cost | p {[exempt, paragraph 3: £1,000]}\n"
            "p Total value with the extension | p {[exempt, paragraph 3: £3,000]}",
        ),
        # An appendix.
        (
            "appendices: [{title: A}, {title: B, text: C., exempt: [3, 5]}]",
            "p#appendix-1 1.1 Appendix {1}: {A}\nbox.exempt\n"
            f"  p **{BEGINS.replace('paragraph 3', 'paragraphs 3 and 5')}**\n"
            f"  p#appendix-2 1.2 Appendix {{2}}: {{B}} (Not for publication)\n  p 1.3 C.\n  p **{ENDS}**",
        ),
        # Marked without a paragraph.
        (
            "narrative: [{id: bids, title: Bids, text: A., exempt: yes}]",
            "p **Exempt – not for publication**",
        ),
    ],
)
def test_what_is_exempt_is_set_apart(more: str, marked: str, make: Make) -> None:
    assert marked in tree(make(f"{SMALL}{more}\n", style=HEAD, audience=Audience.EXEMPT))


def test_an_entry_of_a_list_stands_between_brackets(make: Make) -> None:
    paper = SMALL.replace("- text: Note the risks.", "- {text: Note the risks., exempt: 3}")
    assert "2. p [exempt, paragraph 3: Note the risks.]" in tree(make(paper, audience=Audience.EXEMPT))


def test_a_copy_without_exempt_matter_and_a_public_one_are_not_marked(make: Make) -> None:
    assert "xempt" not in tree(make(SMALL, audience=Audience.EXEMPT))
    public = tree(make(f"{SMALL}narrative: [{{title: A, text: [B., {{text: C., exempt: 3}}]}}]\n", style=HEAD))
    assert "1.2" in public and "box.exempt" not in public and "[exempt" not in public


SET_APART = f"""{SMALL}narrative: [{{title: Bids, text: [A., {{text: Secret words., exempt: 3}}, D.]}}]
risks: [{{text: One., impact: x}}, {{text: Secret row., impact: y, exempt: 3}}, {{text: Two., impact: z}}]
"""


def written(document: Document, suffix: str) -> str:
    """Return the words of a file as they follow one another."""
    style = load_style("default", [shipped_templates() / "styles"])[0]
    assert style is not None
    template = shipped_templates() / f"styles/default.{suffix}"
    content = writer_of(suffix).write(document, style, template.read_bytes() if template.exists() else b"").content
    if suffix == "pdf":
        return " ".join(text_of(content).split())
    if suffix not in ("docx", "pptx"):
        return unescape(content.decode())
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        parts = [name for name in file.namelist() if name == "word/document.xml" or name.startswith("ppt/slides/slide")]
        return unescape("".join(file.read(part).decode() for part in sorted(parts, key=lambda part: (len(part), part))))


@pytest.mark.parametrize("suffix", ["docx", "pptx", "html", "md", "json", "pdf"])
def test_every_format_says_so_before_and_after(suffix: str, make: Make) -> None:
    document = make(SET_APART, style=HEAD, audience=Audience.EXEMPT).document
    assert document is not None
    text = written(document, suffix)
    at = [text.index(words) for words in (BEGINS, "Secret words.", ENDS, "D.")]
    assert at == sorted(at)
    row = text[text.index("One.", at[-1]) :]
    assert [row.index(words) for words in (BEGINS, "Secret row.", ENDS, "Two.")] == sorted(
        row.index(words) for words in (BEGINS, "Secret row.", ENDS, "Two.")
    )


def test_a_style_can_change_how_it_looks(make: Make) -> None:
    document = make(SET_APART, style=HEAD, audience=Audience.EXEMPT).document
    assert document is not None
    assert '<w:pStyle w:val="Exempt"/>' in written(document, "docx")
    assert '<div class="box exempt" role="note">' in written(document, "html")
    assert f"> **{BEGINS}**" in written(document, "md")
    assert json.loads(written(document, "json"))["document"]["blocks"][3]["role"] == "exempt"
