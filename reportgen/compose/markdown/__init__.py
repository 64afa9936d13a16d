"""Markdown as officers write it, read into the tree.

The `markdown` package reads it, by extensions of ours: `lines` and `markers` know what a line is, `blocks`, `lists`,
`tables` and `boxes` what lines make together, `inlines` what stands inside a line, and `tree` turns the package's
element tree into ours. No HTML is written or read on the way. Plain, bold and italic words (`weight`) need none of this
and skip the package.
"""

from reportgen.compose.markdown.lines import TemplateFault, sure_paragraphs
from reportgen.compose.markdown.weight import weighed
from reportgen.document.nodes import Block, Paragraph

__all__ = ["TemplateFault", "is_allowed_address", "read_blocks"]


def read_blocks(text: str, *, template: bool = False) -> tuple[Block, ...]:
    """Return the blocks that a text means.

    Any text is good prose: what isn't markup is words. A template may also have `::: role` boxes and headings with
    `{#id}`; a fault in these raises TemplateFault. Private-use characters from U+F0000 on stand for values that come
    later, and are kept wherever they stand.
    """
    paragraphs, rest = sure_paragraphs(text)
    if not rest:
        return tuple([Paragraph(weighed(words)) for words in paragraphs])
    # The package costs 20 ms to import: text that needs no parser doesn't pay for it.
    from reportgen.compose.markdown.parser import parse

    if template:
        # A fault is told by its line in the whole text.
        return parse(text, template=True)
    return (*[Paragraph(weighed(words)) for words in paragraphs], *parse(rest, template=False))


def is_allowed_address(address: str) -> bool:
    """Tell whether a link may lead to an address: http, https and mailto only, in whatever case."""
    return address.lower().startswith(("http://", "https://", "mailto:")) and not address.endswith(":")
