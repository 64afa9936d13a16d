"""PDF: laid out by Typst, tagged to PDF/UA-1 (ISO 14289-1), with fonts that travel with the program.

A fixed program (`paper.typ`) lays out what `content` gathers from the tree; no words of a paper reach it but as
strings. What can't be read by everybody is not written: it is a fault, with its place.
"""

from typing import TYPE_CHECKING

from reportgen.document.nodes import Document
from reportgen.style.style import Style
from reportgen.write.writer import Output, Writer

if TYPE_CHECKING:
    from reportgen.write.pdf.pages import Pages


def write(document: Document, style: Style, letterhead: bytes) -> Output:
    """Return a document as a tagged PDF file; `letterhead` is the logo at its head, empty where there is none.

    Raises `reportgen.write.writer.LetterheadError` where the logo is no picture.
    """
    # Typst takes longer to import than a document takes to write.
    from reportgen.write.pdf.paper import write_pdf

    return write_pdf(document, style, letterhead)


def drawn_pages(document: Document, style: Style, letterhead: bytes) -> "Pages":
    """Return the pages of that file as drawings, and where on them each field stands. Raises LetterheadError."""
    from reportgen.write.pdf.pages import pages_of

    return pages_of(document, style, letterhead)


WRITER = Writer("pdf", "pdf", write, letterhead=lambda style: style.logo)
