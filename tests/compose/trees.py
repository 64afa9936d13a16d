"""A tree as text, for reading: `h2#risks 3. Risks`, `- (a) one`, `| cell | cell |`, `{value of the record}`."""

from collections.abc import Iterator, Sequence

from reportgen.check.report_text import report
from reportgen.compose.compose import Composed
from reportgen.document.nodes import (
    Block,
    Box,
    Emphasis,
    Figure,
    Heading,
    Inline,
    LineBreak,
    Link,
    List,
    Note,
    Number,
    PageBreak,
    Paragraph,
    Quote,
    Reference,
    Role,
    Strong,
    Table,
    Text,
    Value,
)


def tree(composed: Composed) -> str:
    """Return the tree of a document that has been composed without a fault."""
    assert not composed.findings, report(composed.findings)
    assert composed.document is not None
    return "\n".join(lines(composed.document.blocks))


def lines(blocks: Sequence[Block]) -> Iterator[str]:
    """Yield the lines of a tree; what stands in a block is indented."""
    for block in blocks:
        match block:
            case Heading():
                yield f"h{block.level}#{block.id} {counted(block.number)}{said(block.children)}"
            case Paragraph():
                role = "" if block.role is Role.BODY else f".{block.role}"
                yield f"p{role}{f'#{block.id}' if block.id else ''} {counted(block.number)}{said(block.children)}"
            case List():
                for entry in block.entries:
                    first, *rest = lines(entry.blocks)
                    yield f"- {f'#{entry.id} ' if entry.id else ''}{counted(entry.number)}{first}"
                    yield from (f"  {line}" for line in rest)
            case Table():
                for row in (*block.head, *block.body):
                    yield " | ".join(" / ".join(lines(cell.blocks)) for cell in row.cells)
            case Quote() | Box():
                yield f"box.{block.role}" if isinstance(block, Box) else "quote"
                yield from (f"  {line}" for line in lines(block.blocks))
            case Figure():
                yield f"figure {block.alternative}"
            case PageBreak():
                yield "page break"


def counted(number: Number | None) -> str:
    """Return a number as it stands before words."""
    return f"{number.text} " if number else ""


def said(inlines: Sequence[Inline]) -> str:
    """Return the words of a line, with what they are."""
    return "".join(map(_said, inlines))


def _said(inline: Inline) -> str:
    match inline:
        case Text():
            return inline.text
        case Value():
            return f"{{{inline.text}}}"
        case Reference():
            return f"[{inline.text}]"
        case Strong():
            return f"**{said(inline.children)}**"
        case Emphasis():
            return f"*{said(inline.children)}*"
        case Link():
            return f"<{said(inline.children)} to {inline.address}>"
        case LineBreak():
            return "⏎"
        case Note():
            return f"[^{inline.number}: {said(inline.children)}]"
