"""Numbers and references, worked out once on the tree for all formats.

The outline (sections, sub-headings, numbered paragraphs) is one series; each list is a series of its own, so it
starts again. The rules are those of Word's multilevel lists: a level starts again whenever a level above it counts.
"""

import itertools
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from reportgen.base.source import FieldPath
from reportgen.document.nodes import (
    Block,
    Box,
    Counting,
    Entry,
    Figure,
    Heading,
    Inline,
    Level,
    List,
    Note,
    Number,
    Paragraph,
    Quote,
    Role,
    Row,
    Series,
    Table,
)
from reportgen.document.rewrite import map_inlines
from reportgen.document.walk import children, notes, plain_text, walk
from reportgen.style.style import ListForm, Style

StatedNumber = Callable[[FieldPath], int | None]
"""Tells the number that the record itself gives the entry of a list, such as recommendation 3."""

_FORMS: Mapping[ListForm, tuple[Counting, str]] = {
    ListForm.BULLETS: (Counting.BULLET, ""),
    ListForm.ONE_DOT: (Counting.DECIMAL, "%1."),
    ListForm.ONE_BRACKET: (Counting.DECIMAL, "%1)"),
    ListForm.ALPHA: (Counting.LOWER_ALPHA, "(%1)"),
    ListForm.ALPHA_BRACKET: (Counting.LOWER_ALPHA, "%1)"),
    ListForm.ROMAN: (Counting.LOWER_ROMAN, "(%1)"),
    ListForm.ROMAN_DOT: (Counting.LOWER_ROMAN, "%1."),
}


def count(number: int, counting: Counting) -> str:
    """Return a number as a level counts it: 4 is `4`, `d`, `D`, `iv` or `IV`. Letters go on as Word's do: z, aa, bb."""
    match counting:
        case Counting.DECIMAL:
            return str(number)
        case Counting.LOWER_ALPHA | Counting.UPPER_ALPHA:
            letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
            return letter if counting is Counting.LOWER_ALPHA else letter.upper()
        case Counting.LOWER_ROMAN | Counting.UPPER_ROMAN:
            roman = _roman(number)
            return roman if counting is Counting.LOWER_ROMAN else roman.upper()
        case Counting.BULLET:
            return ""


def _roman(number: int) -> str:
    words = (
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    )
    roman = ""
    for size, word in words:
        roman += word * (number // size)
        number %= size
    return roman


def outline_levels(style: Style) -> tuple[Level, ...]:
    """Return the levels of the outline in a style: section, sub-heading or paragraph, paragraph under a sub-heading."""
    first = "%1." if style.numbering.sections == "1." else "%1"
    return (
        Level(Counting.DECIMAL, first),
        Level(Counting.DECIMAL, "%1.%2"),
        Level(Counting.DECIMAL, "%1.%2.%3"),
    )


@dataclass(slots=True)
class _Counter:
    """Where the outline stands while a document is being numbered; `bullets` are the bulleted lists round a place."""

    style: Style
    stated: StatedNumber
    series: list[Series] = field(default_factory=list)
    counts: list[int] = field(default_factory=lambda: [0, 0, 0])
    in_section: bool = False
    in_subsection: bool = False
    bullets: int = 0

    def next(self, level: int) -> Number:
        """Count one more at a level of the outline; the levels below start again."""
        self.counts[level] += 1
        self.counts[level + 1 :] = [0] * (len(self.counts) - level - 1)
        pattern = self.series[0].levels[level].pattern
        for at, number in enumerate(self.counts):
            pattern = pattern.replace(f"%{at + 1}", str(number))
        return Number(0, level, pattern)


def number_blocks(
    blocks: tuple[Block, ...], style: Style, stated: StatedNumber
) -> tuple[tuple[Block, ...], tuple[Series, ...]]:
    """Return the blocks with their numbers, and the series that the numbers belong to (the outline first)."""
    counter = _Counter(style, stated, [Series(outline_levels(style), outline=True)])
    numbered = tuple(inner for block in blocks for inner in _outline(block, counter))
    return numbered, tuple(counter.series)


def _outline(block: Block, counter: _Counter) -> tuple[Block, ...]:
    numbering = counter.style.numbering
    match block:
        case Heading(level=2):
            counter.in_section = numbering.sections != "none" and not _is_named(block.id, numbering.unnumbered)
            counter.in_subsection = False
            return (replace(block, number=counter.next(0)) if counter.in_section else block,)
        case Heading(level=3):
            counter.in_subsection = counter.in_section and numbering.subsections != "none"
            return (replace(block, number=counter.next(1)) if counter.in_subsection else block,)
        case Paragraph(role=Role.BODY) if counter.in_section and numbering.paragraphs != "none":
            deeper = counter.in_subsection and numbering.under_subsections == "1.1.1"
            number = counter.next(2 if deeper else 1)
            return (Paragraph(block.children, block.role, block.id, number, block.origin),)
        case Box() if _form_of(block.role, counter.style) is ListForm.PLAIN:
            # What is no list in this style is text like any other, and counts with it.
            texts = (text for held in block.blocks for text in _unlisted(held))
            return tuple(inner for text in texts for inner in _outline(text, counter))
        case _:
            return _inside(block, counter, 0, None)


def counted_blocks(blocks: tuple[Block, ...], style: Style) -> frozenset[int]:
    """Return which blocks of a document take a number of the outline as paragraphs, each by its identity."""
    if style.numbering.paragraphs == "none":
        return frozenset()
    found: set[int] = set()
    in_section = False
    for block in blocks:
        if isinstance(block, Heading) and block.level == 2:
            in_section = style.numbering.sections != "none" and not _is_named(block.id, style.numbering.unnumbered)
        elif in_section:
            found.update(id(counted) for counted in _counted(block, style))
    return frozenset(found)


def _counted(block: Block, style: Style) -> Iterator[Paragraph]:
    match block:
        case Paragraph(role=Role.BODY):
            yield block
        case Box() if _form_of(block.role, style) is ListForm.PLAIN:
            for held in block.blocks:
                entries = held.entries if isinstance(held, List) else (Entry((held,)),)
                for inner in (inner for entry in entries for inner in entry.blocks):
                    yield from _counted(inner, style)


def _unlisted(block: Block) -> tuple[Block, ...]:
    """Return the blocks of a list's entries, each entry's id on its first paragraph; any other block as it is."""
    if not isinstance(block, List):
        return (block,)
    return tuple(_with_id(inner, entry.id, at) for entry in block.entries for at, inner in enumerate(entry.blocks))


def _is_named(section: str, names: tuple[str, ...]) -> bool:
    """Return whether a style names a section, by its id (`background-papers`) or its name (`background_papers`)."""
    return section.replace("-", "_") in {name.replace("-", "_") for name in names}


def _inside(block: Block, counter: _Counter, depth: int, form: ListForm | None) -> tuple[Block, ...]:
    """Number what is inside a block: its lists, at a depth of lists, in the form that the style has for them."""
    match block:
        case List():
            return _list(block, counter, depth, form)
        case Quote():
            return (replace(block, blocks=_all_inside(block.blocks, counter, depth, None)),)
        case Box():
            return (
                replace(block, blocks=_all_inside(block.blocks, counter, depth, _form_of(block.role, counter.style))),
            )
        case Table() if any(isinstance(inner, (List, Quote, Box, Table)) for inner in children(block)):
            return (replace(block, head=_rows(block.head, counter), body=_rows(block.body, counter)),)
        case _:
            return (block,)


def _all_inside(blocks: tuple[Block, ...], counter: _Counter, depth: int, form: ListForm | None) -> tuple[Block, ...]:
    return tuple(inner for block in blocks for inner in _inside(block, counter, depth, form))


def _rows(rows: tuple[Row, ...], counter: _Counter) -> tuple[Row, ...]:
    return tuple(
        replace(
            row, cells=tuple(replace(cell, blocks=_all_inside(cell.blocks, counter, 0, None)) for cell in row.cells)
        )
        for row in rows
    )


def _form_of(role: Role, style: Style) -> ListForm | None:
    return {
        Role.RECOMMENDATIONS: style.lists.recommendations,
        Role.RESOLUTIONS: style.lists.resolutions,
        Role.LEGAL: style.lists.legal,
        Role.OPTIONS: style.lists.options,
    }.get(role)


def _list(block: List, counter: _Counter, depth: int, form: ListForm | None) -> tuple[Block, ...]:
    if form is ListForm.PLAIN:
        return _all_inside(_unlisted(block), counter, depth, None)
    if form:
        counting, pattern = _FORMS[form]
    elif block.counting is Counting.DECIMAL and block.pattern in ("", "%1."):
        counting, pattern = _FORMS.get(counter.style.lists.numbers, (block.counting, block.pattern))
    else:
        counting, pattern = block.counting, block.pattern
    return tuple(
        _run(replace(block, counting=counting, pattern=pattern, entries=run, start=start), counter, depth)
        for start, run in _runs(block, counter.stated if form else lambda _: None)
    )


def _with_id(block: Block, entry_id: str, at: int) -> Block:
    """Keep the id of an entry that is no longer one on its first paragraph."""
    return replace(block, id=entry_id) if entry_id and at == 0 and isinstance(block, Paragraph) else block


def _runs(block: List, stated: StatedNumber) -> list[tuple[int, tuple[Entry, ...]]]:
    """Cut a list where the record's own numbers leave one out, so that recommendation 3 stays 3 when 2 is withheld."""
    runs: list[tuple[int, list[Entry]]] = []
    expected = block.start
    for entry in block.entries:
        number = stated(entry.origin.path) or expected
        if not runs or number != expected:
            runs.append((number, []))
        runs[-1][1].append(entry)
        expected = number + 1
    return [(start, tuple(entries)) for start, entries in runs]


def _run(block: List, counter: _Counter, depth: int) -> List:
    bullets = counter.style.lists.bullets
    is_bullet = block.counting is Counting.BULLET
    pattern = bullets[min(counter.bullets, len(bullets) - 1)] if is_bullet else block.pattern or "%1."
    series = len(counter.series)
    counter.series.append(Series((Level(block.counting, pattern, block.start),), depth))
    counter.bullets += is_bullet
    entries = tuple(
        replace(
            entry,
            blocks=_all_inside(entry.blocks, counter, depth + 1, None),
            number=Number(series, 0, pattern.replace("%1", count(block.start + at, block.counting))),
        )
        for at, entry in enumerate(block.entries)
    )
    counter.bullets -= is_bullet
    return replace(block, pattern="" if block.counting is Counting.BULLET else pattern, entries=entries)


def number_notes(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Return blocks with their footnotes counted from 1, in reading order."""
    if not any(True for _ in notes(blocks)):
        return blocks
    counts = itertools.count(1)

    def counted(inline: Inline) -> Inline:
        return replace(inline, number=next(counts)) if isinstance(inline, Note) else inline

    return map_inlines(blocks, counted)


@dataclass(frozen=True, slots=True)
class Target:
    """A place that can be referred to: its number where it has one, and the words that a reference prints without.

    `within` is the number of the section in which a heading without a number of its own stands.
    """

    number: str
    words: str
    within: str = ""


def quoted(title: str) -> str:
    """Return the title of a place as a sentence names it: `“Market”`."""
    return f"“{title}”" if title else ""


def targets(blocks: tuple[Block, ...]) -> dict[str, Target]:
    """Return every place of a document that has an id, with what a reference to it prints."""
    found: dict[str, Target] = {}
    section = ""
    for block in walk(blocks):
        if isinstance(block, Heading) and (block.number is not None or block.level <= 2):
            section = _bare(block.number)
        if not isinstance(block, Paragraph) or block.id:
            found.update(_named(block, section))
    return found


def _named(block: Block, section: str) -> Iterator[tuple[str, Target]]:
    match block:
        case Heading() if block.id:
            yield block.id, Target(_bare(block.number), quoted(plain_text(block.children)), section)
        case Paragraph() if block.id:
            yield block.id, Target(_bare(block.number), plain_text(block.children))
        case List():
            yield from ((entry.id, Target(_bare(entry.number), "")) for entry in block.entries if entry.id)
        case Table() | Figure() if block.id:
            yield block.id, Target("", quoted(plain_text(block.caption)))
        case Box() if block.id:
            yield block.id, Target("", "")
        case _:
            return


def _bare(number: Number | None) -> str:
    """Return a number as a reference prints it: Word drops the full stop at its end, and a bullet is no number."""
    text = number.text.rstrip(".") if number else ""
    return text if any(letter.isalnum() for letter in text) else ""
