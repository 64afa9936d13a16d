"""Where pages break: short tables stay whole, and of a long one no row stands alone under its head."""

import io
from dataclasses import replace

import pytest
from pypdf import PdfReader

from reportgen.document.nodes import Column, Heading, LineBreak, Table
from reportgen.document.specimen import para, row, text
from tests.write.pdf.making import of, written


def pages(before: int, rows: int) -> list[str]:
    """Return the words of each page of a paper: lines of a paragraph, then a table under a heading."""
    table = Table(
        (Column(), Column()), (row("Year", "Cost", header=True),), tuple(row(f"row-{n}.", "£1") for n in range(rows))
    )
    paper = of(
        Heading(1, text("A")), para(*[LineBreak()] * before, "a"), Heading(2, text("Costs")), para("In all."), table
    )
    return [page.extract_text() for page in PdfReader(io.BytesIO(written(paper))).pages]


@pytest.mark.parametrize("before", range(35, 41))
def test_a_short_table_stands_on_one_page_with_its_heading(before: int) -> None:
    assert [
        page.count("row-") for page in pages(before, 6) if "row-" in page or "Year" in page or "In all" in page
    ] == [6]


@pytest.mark.parametrize("before", range(35, 41))
def test_two_rows_of_a_long_table_stand_with_its_head_and_heading(before: int) -> None:
    found = [page for page in pages(before, 30) if "row-" in page or "Year" in page or "In all" in page]
    assert found[0].count("row-") >= 2 and "Costs" in found[0]
    assert sum(page.count("row-") for page in found) == 30 and all("Year" in page for page in found)


def test_a_long_title_is_in_two_lines_at_the_head_of_a_page() -> None:
    title = "Extension of the contracts for home care in the north and the south"
    paper = replace(of(*[para("a") for _ in range(60)]), title=title, running_title=title, classification="Open")
    second = PdfReader(io.BytesIO(written(paper))).pages[1].extract_text()
    assert "Extension of the contracts for home\ncare in the north and the south" in second
