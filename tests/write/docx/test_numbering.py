"""The numbers that Word shows are ours: by Word's rules worked out from the file, and as LibreOffice prints them."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.document.nodes import Block, Counting, Heading, List, Paragraph, Series, Table
from tests.office import numbers_of, pdf_texts, root_of, w
from tests.specimen import LIST_FORMS, SCHEMES, Counter, cell, para, row, specimen, text
from tests.write.docx.trees import document, expected_numbers, written, written_specimen


@pytest.mark.parametrize("scheme", SCHEMES)
def test_file_numbers_as_the_tree_does(scheme: str) -> None:
    shown = [number for number, _ in numbers_of(written_specimen(scheme))]
    assert shown == [number for number, _ in expected_numbers(specimen(scheme).blocks)]


@st.composite
def lists(draw: st.DrawFn, counter: Counter, depth: int) -> List:
    counting, pattern = draw(st.sampled_from((*LIST_FORMS, (Counting.BULLET, "•"))))
    # A list opens its series before the lists inside it, as numbering does.
    entries: list[tuple[Block, ...]] = []
    for at in range(draw(st.integers(1, 3))):
        blocks: list[Block] = [para(f"entry {at}")]
        inner = draw(st.sampled_from(("none", "none", "list", "paragraph", "table") if depth < 3 else ("none",)))
        if inner == "list":
            blocks.append(draw(lists(counter, depth + 1)))
        if inner == "paragraph":
            blocks.append(para("more of it"))
        if inner == "table":
            blocks.append(Table(text_columns, (row("Zone", header=True),), (row(cell(draw(lists(counter, 0)))),)))
        entries.append(tuple(blocks))
    return counter.list(counting, *entries, pattern=pattern, start=draw(st.integers(1, 4)), depth=depth)


text_columns = specimen("none").blocks[3].columns[:1]  # type: ignore[union-attr]


@st.composite
def numbered(draw: st.DrawFn) -> tuple[tuple[Block, ...], tuple[Series, ...]]:
    scheme = SCHEMES[draw(st.sampled_from([name for name in SCHEMES if name != "none"]))]
    counter = Counter()
    outline = counter.open(Series(scheme.levels, outline=True))
    # As in any paper, a sub-heading stands in a section, and what is under it comes after it.
    blocks: list[Block] = [Heading(2, text("first"), "", counter.next(outline, scheme.section))]
    in_subsection = False
    for kind in draw(
        st.lists(st.sampled_from(("section", "subsection", "paragraph", "under", "list", "bare")), max_size=10)
    ):
        words = text(f"{kind} {len(blocks)}")
        match kind:
            case "section":
                in_subsection = False
                blocks.append(Heading(2, words, "", counter.next(outline, scheme.section)))
            case "subsection":
                in_subsection = True
                blocks.append(Heading(3, words, "", counter.next(outline, scheme.subsection)))
            case "paragraph":
                blocks.append(Paragraph(words, number=counter.next(outline, scheme.paragraph)))
            case "under" if in_subsection:
                blocks.append(Paragraph(words, number=counter.next(outline, scheme.under_subsection)))
            case "list":
                blocks.append(draw(lists(counter, 0)))
            case _:
                blocks.append(Heading(2, words))
    return tuple(blocks), tuple(counter.series)


@settings(derandomize=True, max_examples=150, deadline=None)
@given(numbered())
def test_any_tree_is_numbered_alike(tree: tuple[tuple[Block, ...], tuple[Series, ...]]) -> None:
    blocks, series = tree
    assert numbers_of(written(document(*blocks, series=series))) == list(expected_numbers(blocks))


def test_libreoffice_prints_the_same_numbers(tmp_path: Path) -> None:
    printed = pdf_texts({scheme: written_specimen(scheme) for scheme in SCHEMES}, tmp_path)
    for scheme, page in printed.items():
        at = 0
        for number, words in expected_numbers(specimen(scheme).blocks):
            if number == "•":
                continue
            line = re.compile(rf"^\s*{re.escape(number)}\s+{re.escape(' '.join(words.split()[:3]))}", re.MULTILINE)
            found = line.search(page, at)
            assert found, f"{scheme}: {number} {words[:40]} is not printed after {page[max(0, at - 80) : at]!r}"
            at = found.end()


def test_sections_added_in_word_get_the_next_number() -> None:
    heading = Heading(2, text("Background"), "", Counter().next(0, None))
    assert heading.number is None
    counter = Counter()
    outline = counter.open(Series(SCHEMES["sections"].levels, outline=True))
    content = written(
        document(Heading(2, text("Background"), "", counter.next(outline, 0)), series=tuple(counter.series))
    )
    style = root_of(content, "word/styles.xml").find(f"{w('style')}[@{w('styleId')}='Heading1']")
    assert style.find(f"{w('pPr')}/{w('numPr')}/{w('numId')}").get(w("val")) == "1"
    assert root_of(content).find(f".//{w('numPr')}") is None


def test_each_counted_list_has_a_definition_of_its_own() -> None:
    counter = Counter()
    twice = [counter.list(Counting.DECIMAL, (para("one"),), (para("two"),)) for _ in range(2)]
    content = written(document(twice[0], para("between"), twice[1], series=tuple(counter.series)))
    definitions = [found.get(w("val")) for found in root_of(content, "word/numbering.xml").iter(w("abstractNumId"))]
    assert definitions == ["1", "2"]
    assert [number for number, _ in numbers_of(content)] == ["1.", "2.", "1.", "2."]
