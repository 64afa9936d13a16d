"""The names of Word styles: the ones our letterheads hold, which are Word's own wherever Word has one.

A council's own letterhead may call them something else: `word_styles` of the house style says which of its styles
serves for a name below (`body: Report Text`). A style that a letterhead lacks is stood in for by the next of its kind.
"""

from collections.abc import Mapping

PARAGRAPH_STYLES: Mapping[str, tuple[str, ...]] = {
    # Roles of paragraphs
    "body": ("Body Text",),
    "title": ("Title", "heading 1"),
    "subtitle": ("Subtitle",),
    "banner": ("Banner",),
    "lead": ("Report Lead", "Body Text"),
    "stem": ("Report Stem", "Body Text"),
    "note": ("Report Note", "Body Text"),
    "caption": ("caption", "Body Text"),
    "signature": ("Signature", "Body Text"),
    "recommendations": ("Recommendation", "List Number", "Body Text"),
    "resolutions": ("Resolution", "List Number", "Body Text"),
    "withheld": ("Withheld", "Report Note", "Body Text"),
    "exempt": ("Exempt", "Withheld", "Report Note", "Body Text"),
    "review": ("Review Note", "Report Note", "Body Text"),
    "contact": ("Contact", "Body Text"),
    "notes": ("Report Note", "Body Text"),
    # Headings, by their level in Word
    "heading_1": ("heading 1",),
    "heading_2": ("heading 2", "heading 1"),
    "heading_3": ("heading 3", "heading 2", "heading 1"),
    "heading_4": ("heading 4", "heading 3", "heading 2", "heading 1"),
    # Numbered paragraphs, by their level in the outline
    "numbered_1": ("Numbered Paragraph", "Body Text"),
    "numbered_2": ("Numbered Paragraph 2", "Numbered Paragraph", "Body Text"),
    "numbered_3": ("Numbered Paragraph 3", "Numbered Paragraph", "Body Text"),
    # Lists, by their depth
    "bullet_1": ("List Bullet", "List Paragraph", "Body Text"),
    "bullet_2": ("List Bullet 2", "List Bullet", "List Paragraph", "Body Text"),
    "bullet_3": ("List Bullet 3", "List Bullet", "List Paragraph", "Body Text"),
    "number_1": ("List Number", "List Paragraph", "Body Text"),
    "number_2": ("List Number 2", "List Number", "List Paragraph", "Body Text"),
    "number_3": ("List Number 3", "List Number", "List Paragraph", "Body Text"),
    "continue_1": ("List Continue", "Body Text"),
    "continue_2": ("List Continue 2", "List Continue", "Body Text"),
    "continue_3": ("List Continue 3", "List Continue", "Body Text"),
    # The rest
    "quote": ("Quote", "Body Text"),
    "figure": ("Figure", "Body Text"),
    "footnote": ("footnote text", "Body Text"),
    "table_text": ("Table Text",),
    "table_heading": ("Table Heading", "Table Text"),
    "table_heading_below": ("Table Heading Below", "Table Heading", "Table Text"),
    "table_label": ("Table Label", "Table Text"),
    "table_number": ("Table Number", "Table Text"),
    "table_centred": ("Table Centred", "Table Text"),
    "table_list": ("Table List", "Table Text"),
    "marking": ("Marking", "header"),
    "draft": ("Draft", "footer"),
}
"""For each use, the names of the styles that serve, the best first. Where none is there, the default style does."""

CHARACTER_STYLES: Mapping[str, tuple[str, ...]] = {
    "hyperlink": ("Hyperlink",),
    "footnote_mark": ("footnote reference",),
}
TABLE_STYLES: Mapping[str, tuple[str, ...]] = {
    "table": ("Report Table", "Table Grid"),
    "header_table": ("Header Table", "Report Table", "Table Grid"),
}
