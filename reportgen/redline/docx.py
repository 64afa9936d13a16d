"""The Word redline: the newer of two files of ours, with what differs from the older as tracked changes.

Tracked are words, one by one and in their looks; paragraphs with their ends; rows and tables; pictures and charts, the
older brought over; footnotes, whose marks are put in and taken out with their words; styles, places and numbers of
paragraphs. References are replaced whole. What was moved is taken out in one place and put in at the other. Not
tracked, and as in the newer version: headers and footers, the file's properties, the letterhead, widths of columns, and
the content controls by which `reportgen pull` finds its way, so that a redline that came back edited can be pulled.
"""

from reportgen.redline.word.merge import merged


def redline_docx(old: bytes, new: bytes, author: str, date: str) -> bytes:
    """Return the redline of two Word files that our writer made.

    `author` is shown beside each change, and `date` as Word writes it (2025-06-05T09:30:00Z, by the author's own
    clock); an empty one is left out.
    """
    return merged(old, new, author, date)
