"""The package's block parser, made to go line by line, and the blocks that aren't lists, tables or boxes.

The package cuts a text at blank lines and then looks at each piece. Officers put a list straight after a paragraph
and a heading straight after a list, so ours sees lines, and each processor takes as many as are its own.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from xml.etree.ElementTree import Element, SubElement

from markdown.blockparser import BlockParser
from markdown.blockprocessors import BlockProcessor

from reportgen.compose.markdown.inlines import inline_text
from reportgen.compose.markdown.lines import Line, indent_of, is_blank, is_words, number_of

_DEEPEST = 16
"""How deep blocks may stand in one another: Word has nine levels of list. Deeper marks are words."""

_HEADING = re.compile(r" {0,3}(#{1,6})[ \t]+(.*)", re.DOTALL)
_HEADING_ID = re.compile(r"[ \t]*\{#([^\s{}#]+)\}$")
_RULE = re.compile(r" *(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,})")
_QUOTE_LINE = re.compile(r" *> ?(.*)", re.DOTALL)
_QUOTE = re.compile(r" *>(?: ?(?=>)| |$)(.*)", re.DOTALL)


class LineProcessor(BlockProcessor):
    """A block processor that is asked about a line with those around it."""

    parser: "LineParser"

    ends_paragraph = True
    """Whether such a block may start straight after a line of a paragraph."""

    ends_entry = True
    """Whether such a block, where it is not indented, ends the list entry that it stands straight after."""

    def test(self, parent: Element, block: str) -> bool:
        """Leave the question to `run`, which sees more than one line."""
        return True

    def run(self, parent: Element, blocks: list[str]) -> bool:
        """Take lines and add what they mean to the parent; return False and take none where they are not its own."""
        if not self.starts(parent, blocks, 0):
            return False
        self.build(parent, blocks)
        return True

    def starts(self, parent: Element, lines: list[str], at: int) -> bool:
        """Tell whether such a block starts at a line; where `at` is above 0, the line before is of a paragraph."""
        raise NotImplementedError

    def build(self, parent: Element, lines: list[str]) -> None:
        """Take the lines of the block that starts here, and add it to the parent."""
        raise NotImplementedError


class LineParser(BlockParser):
    """The package's parser, going line by line."""

    def parseBlocks(self, parent: Element, blocks: list[str]) -> None:  # noqa: N802 - the package's name
        """Parse lines into the parent. A line of words between blank ones is a paragraph, whatever else there is."""
        while blocks:
            if is_words(blocks[0]) and (len(blocks) == 1 or is_blank(blocks[1])):
                SubElement(parent, "p").text = inline_text(blocks.pop(0).strip(" 	"))
            elif is_blank(blocks[0]):
                del blocks[0]
            else:
                self._parse_block(parent, blocks)

    def _parse_block(self, parent: Element, lines: list[str]) -> None:
        for processor in self.blockprocessors:
            if processor.test(parent, lines[0]) and processor.run(parent, lines) is not False:
                return

    def parseChunk(self, parent: Element, text: str) -> None:  # noqa: N802 - the package's name
        """Parse a text into the parent."""
        self.parseBlocks(parent, text.split("\n"))

    def parse_inside(self, kind: str, parent: Element, lines: list[str]) -> None:
        """Parse the lines of a block of that kind into its element."""
        with self._inside(kind):
            self.parseBlocks(parent, lines)

    @contextmanager
    def _inside(self, kind: str) -> Iterator[None]:
        self.state.set(kind)
        try:
            yield
        finally:
            self.state.reset()

    @property
    def may_nest(self) -> bool:
        """Tell whether another block may stand inside this one."""
        return len(self.state) < _DEEPEST

    @property
    def may_have_headings(self) -> bool:
        """Tell whether a heading may stand here: not in lists and quotes, where it would break the outline."""
        return not any(kind in ("list", "quote") for kind in self.state)

    def ends_paragraph(self, parent: Element, lines: list[str], at: int) -> bool:
        """Tell whether something other than a paragraph starts at a line that follows a paragraph's."""
        return any(
            processor.ends_paragraph and processor.starts(parent, lines, at) for processor in self._line_processors
        )

    def ends_entry(self, parent: Element, lines: list[str], at: int) -> bool:
        """Tell whether a line that is not indented starts something that no list entry holds."""
        return any(processor.ends_entry and processor.starts(parent, lines, at) for processor in self._line_processors)

    @cached_property
    def _line_processors(self) -> "tuple[LineProcessor, ...]":
        return tuple(found for found in self.blockprocessors if isinstance(found, LineProcessor))


class BlankProcessor(LineProcessor):
    """Takes lines that show nothing."""

    ends_paragraph = False
    ends_entry = False

    def starts(self, parent: Element, lines: list[str], at: int) -> bool:
        """Tell whether a line shows nothing."""
        return is_blank(lines[at])

    def build(self, parent: Element, lines: list[str]) -> None:
        """Take the line."""
        del lines[0]


class RuleProcessor(LineProcessor):
    """Takes lines of dashes or stars, which separate and say nothing."""

    def starts(self, parent: Element, lines: list[str], at: int) -> bool:
        """Tell whether a line is three or more dashes or stars, and nothing else."""
        return _RULE.fullmatch(lines[at]) is not None

    def build(self, parent: Element, lines: list[str]) -> None:
        """Take the line."""
        del lines[0]


class HeadingProcessor(LineProcessor):
    """Reads `## Title`, in templates with `{#id}` after it."""

    def __init__(self, parser: LineParser, *, ids: bool) -> None:
        super().__init__(parser)
        self._ids = ids

    def starts(self, parent: Element, lines: list[str], at: int) -> bool:
        """Tell whether a line is a heading: one to six `#`, a space and words."""
        match = _HEADING.fullmatch(lines[at])
        return match is not None and not is_blank(match[2]) and self.parser.may_have_headings

    def build(self, parent: Element, lines: list[str]) -> None:
        """Add the heading."""
        match = _HEADING.fullmatch(lines.pop(0))
        if match is None:
            return
        hashes, words = match[1], match[2].rstrip(" \t")
        heading = SubElement(parent, "heading", level=str(len(hashes)))
        if words.endswith(f" {hashes}"):
            words = words[: -len(hashes)].rstrip(" \t")
        if self._ids and (found := _HEADING_ID.search(words)):
            heading.set("id", found[1])
            words = words[: found.start()]
        heading.text = inline_text(words)


class QuoteProcessor(LineProcessor):
    """Reads lines after `> `."""

    def starts(self, parent: Element, lines: list[str], at: int) -> bool:
        """Tell whether a quotation starts: `> ` and words, which after a line of a paragraph may be "more than"."""
        if not self.parser.may_nest or not lines[at].lstrip(" ").startswith(">"):
            return False
        match = _QUOTE.fullmatch(lines[at])
        goes_on = at + 1 < len(lines) and _QUOTE.fullmatch(lines[at + 1]) is not None
        if match is None or (is_blank(match[1]) and not goes_on):
            return False
        return at == 0 or goes_on or self.parser.state.isstate("quote") or lines[at - 1].rstrip().endswith(":")

    def build(self, parent: Element, lines: list[str]) -> None:
        """Add the quotation: what stands after `>`, and the lines that go on with its last paragraph."""
        inner = [""]
        while lines and not is_blank(lines[0]):
            match = _QUOTE_LINE.fullmatch(lines[0])
            if match is None and (is_blank(inner[-1]) or self.parser.ends_paragraph(parent, lines, 0)):
                break
            line = lines.pop(0)
            inner.append(Line(match[1], number_of(line)) if match else line)
        self.parser.parse_inside("quote", SubElement(parent, "quote"), inner[1:])


class ParagraphProcessor(LineProcessor):
    """Reads everything else: lines of words, up to a blank line or another block."""

    ends_paragraph = False
    ends_entry = False

    def starts(self, parent: Element, lines: list[str], at: int) -> bool:
        """Tell that any line may be words."""
        return True

    def build(self, parent: Element, lines: list[str]) -> None:
        """Add the paragraph. Its lines stay apart by line ends, which are spaces unless two spaces stand before."""
        end = 1
        while end < len(lines) and not is_blank(lines[end]) and not self.parser.ends_paragraph(parent, lines, end):
            end += 1
        SubElement(parent, "p").text = inline_text("\n".join([_trimmed(line) for line in lines[:end]]).rstrip(" "))
        del lines[:end]


def _trimmed(line: str) -> str:
    """Return a line without the spaces around it, but two at its end where they break the line."""
    return line.strip(" \t") + ("  " if line.endswith("  ") else "")


def is_indented(line: str, beyond: int) -> bool:
    """Tell whether a line stands further in than a column, by two or more."""
    return indent_of(line) >= beyond + 2
