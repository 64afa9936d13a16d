"""A document as a PDF file, in the default look."""

from reportgen.document.nodes import Block, Document
from reportgen.document.specimen import specimen_document
from reportgen.style.style import Style
from reportgen.write.pdf import write
from reportgen.write.writer import Output


def output(document: Document, logo: bytes = b"", style: Style | None = None) -> Output:
    return write(document, style or Style(), logo)


def written(document: Document) -> bytes:
    """Return the file; a test that expects one sees what is in its way."""
    made = output(document)
    assert made.faults == ()
    return made.content


def of(*blocks: Block) -> Document:
    return specimen_document(blocks, ())
