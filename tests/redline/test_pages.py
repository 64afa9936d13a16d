"""A redline as Markdown and as a page: what is marked, and that a machine and a screen reader can tell."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings

from reportgen.document.nodes import Block, Document, Heading, Link, Note, Paragraph, Reference, Strong
from reportgen.document.walk import walk
from reportgen.redline.pages import markdown, page
from reportgen.redline.trees import MARKS, PUT_IN, TAKEN_OUT, marked
from reportgen.style.style import Style
from reportgen.write import html, md
from tests.redline.edits import SEVERAL, Edit, specimen_edited
from tests.redline.test_word import bullets, table
from tests.specimen import para, text
from tests.tools import axe, need, vnu
from tests.write.docx.trees import document

TOLD = "What changed from 1 May to 2 June, by Head of Commissioning."


def in_markdown(old: Block, new: Block) -> str:
    made = markdown(document(old), document(new), Style(), TOLD).content.decode()
    return made.partition("Northshire\n\n")[2].strip()


def test_words_are_marked_as_critic_markup() -> None:
    assert in_markdown(para("Approve 12 months."), para("Approve 18 months, no more.")) == (
        "Approve {--12--}{++18++} months{++, no more++}."
    )


def test_looks_and_links_stay_what_they_are() -> None:
    old = para("See ", Strong(text("the old notice")), " and ", Link(text("the plan"), "https://example.org/plan"), ".")
    new = para("See ", Strong(text("the new notice")), " and ", Link(text("the plan"), "https://example.org/plan"), ".")
    assert in_markdown(old, new) == "See **the {--old--}{++new++} notice** and [the plan](https://example.org/plan)."


def test_entries_and_rows_are_marked_whole() -> None:
    assert in_markdown(bullets("care;", "support."), bullets("care;", "advice;", "support.")) == (
        "- care;\n- {++advice;++}\n- support."
    )
    old, new = table(("Zone", "Cost"), ("North", "£4m")), table(("Zone", "Cost"), ("North", "£5m"), ("East", "£1m"))
    assert in_markdown(old, new).splitlines()[-2:] == ["| North | {--£4m--}{++£5m++} |", "| {++East++} | {++£1m++} |"]


def test_a_footnote_that_was_taken_out_is_told_by_its_words() -> None:
    old = para("Prices rise.", Note(text("Table 3."), 1), " So it is.", Note(text("Table 4."), 2))
    new = para("Prices rise.", Note(text("Table 5."), 1), " So it is.", Note(text("Table 4."), 2))
    assert in_markdown(old, new) == (
        "Prices rise.{-- \\[Table 3.\\]--}{++[^1]++} So it is.[^2]\n\n[^1]: Table 5.\n\n[^2]: Table 4."
    )


def test_what_was_taken_out_is_no_place_to_go_to() -> None:
    old = document(Heading(2, text("Costs"), "costs"), para("See ", Reference("costs", "Costs"), "."))
    new = document(para("Prices hold for the whole year."))
    made = marked(old, new)
    assert [getattr(block, "id", "") for block in walk(made.blocks)] == ["", "", ""]
    assert b"href" not in page(old, new, Style(), TOLD).content.partition(b"<main")[2]


def test_a_page_tells_in_words_what_colours_tell() -> None:
    made = page(document(para("Prices rise.")), document(para("Prices hold.")), Style(), TOLD).content.decode()
    assert (
        'Prices <del><span class="hidden">taken out: </span>rise<span class="hidden"> (end)</span></del>'
        '<ins><span class="hidden">added: </span>hold<span class="hidden"> (end)</span></ins>.'
    ) in made
    assert f"<p>{TOLD}</p>" in made
    assert "<title>Changes: Small" in made


def test_two_versions_that_say_the_same_have_no_marks() -> None:
    specimen = specimen_edited([])
    assert marked(specimen, specimen) == specimen


def settled(written: str, *, keeping: tuple[str, str], dropping: tuple[str, str]) -> str:
    """Return what is written of a marked document, with one kind of mark taken with its words and the other without."""
    without = re.sub(f"{dropping[0]}[^{dropping[1]}]*{dropping[1]}", "", written)
    return re.sub(f"[{''.join(keeping)}]", "", without)


def said(document: Document) -> list[str]:
    """Return the words of paragraphs and headings, without those that hold none."""
    lines = []
    for block in walk(document.blocks):
        if isinstance(block, Heading | Paragraph):
            lines.append("".join(_texts(block.children)))
    return lines


def _texts(inlines: tuple[object, ...]) -> list[str]:
    """Return words, those of footnotes as they are shown where one was taken out."""
    found: list[str] = []
    for inline in inlines:
        inner = _texts(inline.children) if hasattr(inline, "children") else [getattr(inline, "text", "\n")]
        found += [" [", *inner, "]"] if isinstance(inline, Note) else inner
    return found


@given(edits=SEVERAL)
@settings(derandomize=True, max_examples=40, deadline=None)
def test_both_versions_can_be_read_out_of_the_marks(edits: list[Edit]) -> None:
    old, new = specimen_edited([]), specimen_edited(edits)
    made = said(marked(old, new))
    after = [settled(line, keeping=PUT_IN, dropping=TAKEN_OUT) for line in made]
    before = [settled(line, keeping=TAKEN_OUT, dropping=PUT_IN) for line in made]
    assert [line for line in after if line.strip()] == [line for line in said(new) if line.strip()]
    assert [line for line in before if line.strip()] == [line for line in said(old) if line.strip()]


@given(edits=SEVERAL)
@settings(derandomize=True, max_examples=10, deadline=None)
def test_no_mark_is_left_as_it_is(edits: list[Edit]) -> None:
    old, new = specimen_edited([]), specimen_edited(edits)
    for made in (markdown(old, new, Style(), TOLD), page(old, new, Style(), TOLD)):
        assert not set(MARKS) & set(made.content.decode())


def test_characters_that_would_be_marks_are_dropped() -> None:
    made = markdown(document(para("Prices\ufdd0 rise.")), document(para("Prices\ufdd0 hold.")), Style(), TOLD)
    assert "Prices {--rise--}{++hold++}." in made.content.decode()


def test_a_version_that_is_the_same_is_written_as_it_always_is() -> None:
    same = specimen_edited([])
    assert marked(same, same) == same
    assert md.WRITER.write(same, Style(), b"").content in markdown(same, same, Style(), TOLD).content
    body = html.WRITER.write(same, Style(), b"").content.partition(b"<h1")[2]
    assert body in page(same, same, Style(), TOLD).content


@pytest.fixture(scope="module")
def changed_page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    edits: list[Edit] = [("change_words", at, at) for at in range(3, 60, 7)]
    edits += [("change_rows", 3, 2), ("change_entries", 4, 2), ("remove_block", 0, 9), ("add_block", 0, 6)]
    path = tmp_path_factory.mktemp("redline") / "redline.html"
    path.write_bytes(page(specimen_edited([]), specimen_edited(edits), Style(), TOLD).content)
    return path


def test_a_page_is_sound(changed_page: Path) -> None:
    need("vnu")
    assert vnu([changed_page]) == []


def test_a_page_is_accessible(changed_page: Path) -> None:
    need("axe")
    assert axe([changed_page]) == {changed_page.name: []}
