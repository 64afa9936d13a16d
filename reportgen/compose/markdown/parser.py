"""The `markdown` package with our extensions, and a text taken through it."""

from functools import cache
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import Pattern
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import InlineProcessor as InlineTreeprocessor
from markdown.util import ETX, STX, Registry

from reportgen.compose.markdown import inlines
from reportgen.compose.markdown.blocks import (
    BlankProcessor,
    HeadingProcessor,
    LineParser,
    ParagraphProcessor,
    QuoteProcessor,
    RuleProcessor,
)
from reportgen.compose.markdown.boxes import BoxProcessor
from reportgen.compose.markdown.lines import read_lines
from reportgen.compose.markdown.lists import ListProcessor
from reportgen.compose.markdown.notes import with_tokens
from reportgen.compose.markdown.tables import TableProcessor
from reportgen.compose.markdown.tree import TreeReader
from reportgen.document.addresses import MAIL_ADDRESS
from reportgen.document.nodes import Block
from reportgen.model.notes import read_notes


class LinesPreprocessor(Preprocessor):
    """Cuts a text into lines as we do. The package's own would drop characters and look for HTML."""

    def run(self, lines: list[str]) -> list[str]:
        """Return the lines of the text."""
        return read_lines("\n".join(lines))


class OfficersMarkdown(Extension):
    """Puts our dialect in the place of the package's: lists as people type them, and no HTML, code or pictures."""

    def __init__(self, *, template: bool) -> None:
        super().__init__()
        self._template = template

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the package's name
        """Replace every part of the package's dialect."""
        md.preprocessors = Registry()
        md.preprocessors.register(LinesPreprocessor(md), "lines", 10)
        md.parser = self._block_parser(md)
        md.inlinePatterns = _inline_patterns(md)
        md.treeprocessors = Registry()
        md.treeprocessors.register(InlineTreeprocessor(md), "inline", 10)

    def _block_parser(self, md: Markdown) -> LineParser:
        parser = LineParser(md)
        blocks = parser.blockprocessors
        tables = TableProcessor(parser, template=self._template)
        blocks.register(BlankProcessor(parser), "blank", 80)
        if self._template:
            blocks.register(BoxProcessor(parser, tables), "box", 70)
        blocks.register(HeadingProcessor(parser, ids=self._template), "heading", 60)
        blocks.register(RuleProcessor(parser), "rule", 50)
        blocks.register(tables, "table", 40)
        blocks.register(QuoteProcessor(parser), "quote", 30)
        blocks.register(ListProcessor(parser), "list", 20)
        blocks.register(ParagraphProcessor(parser), "paragraph", 10)
        return parser


def _inline_patterns(md: Markdown) -> "Registry[Pattern]":
    patterns: Registry[Pattern] = Registry()
    patterns.register(inlines.EscapeProcessor(inlines.ESCAPED, md), "escape", 70)
    patterns.register(inlines.LinkProcessor(inlines.LINK, md), "link", 60)
    patterns.register(inlines.AddressProcessor(inlines.BRACKETED_ADDRESS, md), "bracketed", 50)
    patterns.register(inlines.AddressProcessor(inlines.WEB_ADDRESS, md), "web", 40)
    patterns.register(inlines.AddressProcessor(MAIL_ADDRESS, md), "mail", 30)
    patterns.register(inlines.BreakProcessor(inlines.BREAK, md), "break", 20)
    patterns.register(inlines.EmphasisProcessor(inlines.EMPHASIS, md), "emphasis", 10)
    return patterns


@cache
def _reader(template: bool) -> Markdown:
    return Markdown(extensions=[OfficersMarkdown(template=template)])


def parse(text: str, *, template: bool) -> tuple[Block, ...]:
    """Return the blocks of a text; raise TemplateFault for a fault in a template's boxes."""
    md = _reader(template)
    md.reset()
    md.parser.state.clear()
    text, restored = _without_control_codes(text)
    noted = read_notes(text)
    tokens = with_tokens(noted)
    lines = [tokens.text]
    for preprocessor in md.preprocessors:
        lines = preprocessor.run(lines)
    linked = bool(noted.words) or inlines.may_be_linked("\n".join(lines))
    root = Element("div")
    md.parser.parseBlocks(root, lines)
    notes = SubElement(root, "notes")
    for name, words in noted.words.items():
        SubElement(notes, "note", name=name).text = inlines.inline_text(words)
    if linked:
        for treeprocessor in md.treeprocessors:
            treeprocessor.run(root)
    root.remove(notes)
    return TreeReader(restored, linked=linked, notes=notes, tokens=tokens.names).blocks(root)


def _without_control_codes(text: str) -> tuple[str, dict[int, str]]:
    """Return a text with others in the place of the two control codes that the package uses, and the way back."""
    if STX not in text and ETX not in text:
        return text, {}
    unused = (chr(code) for code in range(0xE000, 0xF8FF) if chr(code) not in text)
    stand_ins = {code: next(unused, "") for code in (STX, ETX)}
    for code, stand_in in stand_ins.items():
        text = text.replace(code, stand_in)
    return text, {ord(stand_in): code for code, stand_in in stand_ins.items() if stand_in}
