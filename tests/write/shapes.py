"""The shape of a document: its blocks, and each character with its weight and its link.

A shape is drawn from a tree here and from a written file in the tests of its format; the two must be equal. White space
is left out, since every format may fold it, and so are blocks that hold no character.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st

from reportgen.document.addresses import in_links
from reportgen.document.nodes import (
    Block,
    Box,
    Cell,
    Column,
    Counting,
    Document,
    Emphasis,
    Entry,
    Heading,
    Inline,
    LineBreak,
    Link,
    List,
    Number,
    Paragraph,
    Quote,
    Reference,
    Role,
    Row,
    Strong,
    Table,
    Text,
    Value,
)
from tests.specimen import LIST_FORMS, counted

Shape = tuple[Any, ...]


@dataclass(frozen=True)
class Format:
    """What a format makes of the things that it can't say as the tree does."""

    own_numbers: frozenset[tuple[Counting, str]]
    """The ways of counting whose numbers are the format's own list markers."""
    other_list: str
    """What a list is whose numbers are text."""


def letters(text: str, strong: bool = False, em: bool = False, link: str = "") -> list[Shape]:
    """Return the characters of a text that are no white space, with their weight and link."""
    return [(char, strong, em, link) for char in text if not char.isspace()]


def inline_letters(inlines: Iterable[Inline], strong: bool = False, em: bool = False, link: str = "") -> list[Shape]:
    found: list[Shape] = []
    for inline in inlines:
        match inline:
            case Value() if not link and (pieces := in_links(inline)):
                found += inline_letters(pieces, strong, em)
            case Text() | Value() | Reference():
                found += letters(inline.text, strong, em, link)
            case Strong():
                found += inline_letters(inline.children, True, em, link)
            case Emphasis():
                found += inline_letters(inline.children, strong, True, link)
            case Link():
                found += inline_letters(inline.children, strong, em, link or inline.address)
            case LineBreak():
                pass
    return found


def tree_shape(blocks: Iterable[Block], form: Format) -> list[Shape]:
    """Return the shape that a tree has in a format."""
    return [shape for block in blocks for shape in _block(block, form)]


def _block(block: Block, form: Format) -> list[Shape]:
    match block:
        case Heading():
            return [(f"h{block.level}", _numbered(block))] if _numbered(block) else []
        case Paragraph():
            return [("p", _numbered(block))] if _numbered(block) else []
        case Quote():
            inner = tree_shape(block.blocks, form)
            return [("quote", inner)] if inner else []
        case Box():
            return tree_shape(block.blocks, form)
        case List():
            own = block.counting is Counting.BULLET or (block.counting, block.pattern) in form.own_numbers
            kind = "ul" if block.counting is Counting.BULLET else "ol" if own else form.other_list
            start = block.start if own and kind == "ol" else 1
            return [(kind, start, [_entry(entry, own, form) for entry in block.entries])]
        case Table():
            rows = [[_cell(cell) for cell in row.cells] for row in (*block.head, *block.body)]
            return [("table", rows)]
        case _:
            raise TypeError(block)


def _numbered(block: Heading | Paragraph) -> list[Shape]:
    return letters(block.number.text if block.number else "") + inline_letters(block.children)


def _cell(cell: Cell) -> list[Shape]:
    return [letter for block in cell.blocks for letter in inline_letters(getattr(block, "children", ()))]


def _entry(entry: Entry, own: bool, form: Format) -> list[Shape]:
    inner = tree_shape(entry.blocks, form)
    if own or entry.number is None:
        return inner
    label = letters(entry.number.text)
    if isinstance(entry.blocks[0], Paragraph):
        return [("p", label + _numbered(entry.blocks[0])), *tree_shape(entry.blocks[1:], form)]
    return [("p", label), *inner]


# Trees that hold any text --------------------------------------------------------------------------------------

_HOSTILE = "*_`[]()<>#+-=|\\!&;~.:1290aA \n\t\"'$@{}/%^ü£“–\u00a0日́"
_PHRASES = (
    "1. one",
    "1) one",
    "- dash",
    "# head",
    "## ",
    "> said",
    "---",
    "***",
    "===",
    "| a | b |",
    "|---|---|",
    "    code",
    "```",
    "~~~",
    "<b>bold</b>",
    "<!-- x -->",
    "</style><script>alert(1)</script>",
    "&amp; &lt; &#35; &copy;",
    "[text](https://example.org)",
    "![x](y.png)",
    "[x]: https://example.org",
    "**bold** _it_ __b__ *i*",
    "a*b*c a_b_c _a",
    "{{ name }} {% if %}",
    "https://example.org/a_b_",
    "\\",
    "\\|",
    "2024. was",
    "a  \nb",
    "<br>",
    "[ ] task",
    "[^1]",
    "::: note",
    "**Note**",
    "&#0;",
)
_texts = st.one_of(
    st.text(alphabet=_HOSTILE, max_size=12),
    st.sampled_from(_PHRASES),
    st.text(alphabet=st.characters(exclude_categories=("Cc", "Cs", "Cn", "Co")), max_size=8),
    st.tuples(st.sampled_from(_PHRASES), st.text(alphabet=_HOSTILE, max_size=4)).map("".join),
)
_addresses = st.sampled_from(
    (
        "https://example.org/a?b=1&copy=2&lt;=3",
        "https://example.org/(a)_(b)*c*",
        'https://example.org/"q"\'s',
        "http://example.org/[x]|y`z`",
        "https://example.org/<x>\\y",
        "mailto:care@example.org",
    )
)
_leaves = st.one_of(_texts.map(Text), _texts.map(Value), _texts.map(lambda text: Reference("nowhere", text)))
_inline = st.recursive(
    st.one_of(_leaves, _leaves, st.just(LineBreak())),
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map(lambda some: Strong(tuple(some))),
        st.lists(inner, min_size=1, max_size=3).map(lambda some: Emphasis(tuple(some))),
        st.tuples(st.lists(inner, min_size=1, max_size=2), _addresses).map(lambda two: Link(tuple(two[0]), two[1])),
    ),
    max_leaves=5,
)
_inlines = st.lists(_inline, min_size=1, max_size=5).map(tuple)
_numbers = st.sampled_from((None, "1", "1.", "2.1", "3.3.1", "(a)", "1)", "-", "iv."))
_paragraphs = st.tuples(_inlines, _numbers).map(
    lambda two: Paragraph(two[0], number=Number(0, 0, two[1]) if two[1] else None)
)
_plain = _inlines.map(Paragraph)
_headings = st.tuples(st.integers(1, 6), _inlines).map(lambda two: Heading(two[0], two[1]))


def _list_of(entries: list[tuple[Block, ...]], form: tuple[Counting, str], start: int) -> List:
    counting, pattern = form
    numbered = tuple(
        Entry(blocks, number=Number(0, 0, pattern.replace("%1", counted(counting, start + at))))
        for at, blocks in enumerate(entries)
    )
    bullets = counting is Counting.BULLET
    return List(counting, numbered, 1 if bullets else start, "" if bullets else pattern)


def _lists(inner: st.SearchStrategy[Block]) -> st.SearchStrategy[Block]:
    entry = st.tuples(_plain, st.lists(inner, max_size=2)).map(lambda two: (two[0], *two[1]))
    entry = st.one_of(entry, st.lists(inner, min_size=1, max_size=2).map(tuple))
    forms = st.sampled_from((*LIST_FORMS, (Counting.BULLET, "•"), (Counting.BULLET, "•")))
    return st.builds(_list_of, st.lists(entry, min_size=1, max_size=3), forms, st.integers(1, 3))


@st.composite
def _tables(draw: st.DrawFn) -> Table:
    count = draw(st.integers(1, 3))
    cells = st.lists(_plain, min_size=1, max_size=2).map(tuple)

    def row(header: bool) -> Row:
        return Row(tuple(Cell(draw(cells), header) for _ in range(count)))

    head = (row(True),)
    return Table((Column(),) * count, head, tuple(row(False) for _ in range(draw(st.integers(0, 2)))))


_blocks: st.SearchStrategy[Block] = st.recursive(
    st.one_of(_paragraphs, _paragraphs, _headings, _tables()),
    lambda inner: st.one_of(
        _lists(inner),
        st.lists(inner, min_size=1, max_size=2).map(lambda some: Quote(tuple(some))),
        st.lists(inner, min_size=1, max_size=2).map(lambda some: Box(Role.RECOMMENDATIONS, tuple(some))),
    ),
    max_leaves=6,
)
documents = st.tuples(st.lists(_blocks, min_size=1, max_size=4), _texts).map(
    lambda two: Document(kind="report", title=two[1], council=two[1], subject=two[1], blocks=tuple(two[0]))
)
"""Documents of every kind of block, with any text in any of them."""
