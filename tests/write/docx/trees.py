"""What the tests of the Word writer share: documents written, and what a tree says that a file must show."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

from reportgen.document.nodes import Block, Document, Heading, List, Paragraph, Provenance, Series
from reportgen.document.walk import children, plain_text
from reportgen.style.style import Style
from reportgen.write.docx import WRITER
from reportgen.write.docx.letterhead import make_letterhead
from tests.specimen import specimen

STYLES = Path(__file__).parents[3] / "templates" / "styles"


@cache
def letterhead() -> bytes:
    return make_letterhead(Style())


def written(document: Document, *, on: bytes = b"") -> bytes:
    """Return a document as a Word file, on the usual letterhead where no other is given."""
    return WRITER.write(document, Style(), on or letterhead()).content


@cache
def written_specimen(scheme: str = "below-subsections") -> bytes:
    return written(replace(specimen(scheme), provenance=MADE_FROM))


MADE_FROM = Provenance(generator="reportgen", council="northshire", source="northshire/care.yaml", record="0" * 64)
"""What a document is made from that knows it, so that its stretches have anchors."""


def document(*blocks: Block, series: tuple[Series, ...] = ()) -> Document:
    """Return a small document of some blocks."""
    return Document(
        kind="report", title="Small", blocks=blocks, series=series, council="Northshire", created="2024-06-05"
    )


def expected_numbers(blocks: Iterable[Block]) -> Iterator[tuple[str, str]]:
    """Yield the numbers that a tree gives its headings, paragraphs and entries, with the words after each."""
    for block in blocks:
        if isinstance(block, Heading | Paragraph) and block.number is not None:
            yield block.number.text, plain_text(block.children)
        if isinstance(block, List):
            for entry in block.entries:
                if entry.number is not None:
                    yield entry.number.text, _first_words(entry.blocks)
                yield from expected_numbers(entry.blocks)
        else:
            yield from expected_numbers(children(block))


def _first_words(blocks: tuple[Block, ...]) -> str:
    """Return the words on the line of an entry's number: none where it opens with a list or a table without caption."""
    first = blocks[0] if blocks else None
    if isinstance(first, Heading | Paragraph):
        return plain_text(first.children)
    if first is None or isinstance(first, List):
        return ""
    return plain_text(getattr(first, "caption", ())) or _first_words(getattr(first, "blocks", ()))
