"""Word: the council's letterhead, filled by XML that is written directly.

python-docx opens a letterhead once; from then on a document is strings and a zip file (`package` puts it together,
`body` writes the blocks, `tables`, `chart` and `numbering` what stands in them).
"""

from reportgen.document.nodes import Document
from reportgen.style.style import Style
from reportgen.write.writer import Fault, Output, Writer


def write(document: Document, style: Style, letterhead: bytes) -> Output:
    """Return a document as a Word file on a letterhead.

    Raises `reportgen.write.writer.LetterheadError` where the letterhead can't be used.
    """
    # python-docx takes longer to import than a document takes to write.
    from reportgen.write.docx.letterhead import letterhead_for
    from reportgen.write.docx.package import write_docx

    return write_docx(document, style, letterhead_for(style, letterhead))


def misfits(document: Document, style: Style, letterhead: bytes) -> tuple[Fault, ...]:
    """Return the tables of a document that are too wide for the page of a letterhead.

    Raises `reportgen.write.writer.LetterheadError` where the letterhead can't be used.
    """
    from reportgen.write.docx.fit import tables_too_wide
    from reportgen.write.docx.letterhead import letterhead_for
    from reportgen.write.docx.template import read_letterhead

    return tuple(tables_too_wide(document, style, read_letterhead(letterhead_for(style, letterhead))))


WRITER = Writer("docx", "docx", write, letterhead=lambda style: style.letterhead, misfits=misfits)
