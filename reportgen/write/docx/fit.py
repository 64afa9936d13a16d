"""Whether tables have room on the page, found without writing them."""

from collections.abc import Iterator
from functools import partial
from typing import Final

from reportgen.document.nodes import Document, Table
from reportgen.document.walk import walk
from reportgen.style.style import Style
from reportgen.write._columns import too_wide, unbroken
from reportgen.write.docx.styles import letters_serving
from reportgen.write.docx.template import TemplateImage
from reportgen.write.writer import Fault

CLOSE_SIDE: Final = 40
"""Between the side of a cell and its words, in twips, where a table has more columns than the page has room for."""
SLACK: Final = 15
"""Letterheads of other makers leave this much more beside the words of a cell than ours do."""


def tables_too_wide(document: Document, style: Style, template: TemplateImage) -> Iterator[Fault]:
    """Yield a fault for each table that no page of a letterhead holds unbroken."""
    letters_of = partial(letters_serving, template.styles, style)
    for table in walk(document.blocks):
        if isinstance(table, Table) and table.columns:
            must = unbroken(table, letters_of)
            if sum(must) + 2 * (CLOSE_SIDE + SLACK) * len(must) > template.text_width:
                yield too_wide(table, "Word")
