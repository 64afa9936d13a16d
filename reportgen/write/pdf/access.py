"""What would keep somebody from reading a PDF file: found in the tree, at the place that it came from."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from reportgen.document.nodes import (
    NOWHERE,
    Block,
    Box,
    Chart,
    Document,
    Emphasis,
    Figure,
    Heading,
    Inline,
    LineBreak,
    Link,
    List,
    Note,
    Origin,
    PageBreak,
    Paragraph,
    Quote,
    Reference,
    Strong,
    Table,
    Text,
    Value,
)
from reportgen.document.walk import place_of, walk
from reportgen.write.pdf.content import clean
from reportgen.write.writer import Fault

CODE = "OUTPUT-ACCESS"


def faults_of(document: Document) -> tuple[Fault, ...]:
    """Return what a PDF for everybody lacks: a title, alternative texts, header cells."""
    return tuple(_faults(document))


def _faults(document: Document) -> Iterator[Fault]:
    if not any(sign.isprintable() and not sign.isspace() for sign in document.title):
        headings = (block.origin for block in walk(document.blocks) if isinstance(block, Heading))
        yield _fault(
            next(headings, NOWHERE),
            "The document has no title, which a PDF for everybody must have.",
            "give it a title",
        )
    for block in walk(document.blocks):
        if isinstance(block, Figure) and not block.alternative.strip():
            yield _fault(
                block.origin,
                "A picture has no words that say what it shows to somebody who can't see it, so no PDF can be written.",
                "say what it shows in a sentence or two",
            )
        if isinstance(block, Table) and block.body and not _headed(block):
            yield _fault(
                place_of(block),
                "A table has no cells that say what its columns or rows are, so no PDF can be written.",
                "give it a first row, or a first column, of headings",
            )


def _headed(table: Table) -> bool:
    cells = (cell for row in (*table.head, *table.body) for cell in row.cells)
    return bool(table.head) or any(cell.header for cell in cells)


def _fault(origin: Origin, message: str, hint: str) -> Fault:
    return Fault(origin, message, hint, CODE, stops=True)


# Characters that no font has ----------------------------------------------------------------------------------------

_NAMED = 5
_ENOUGH = 40


def unprintable(document: Document, bullets: Iterable[str], prints: Callable[[str], bool]) -> tuple[Fault, ...]:
    """Return a fault for each place whose words can't be printed; `prints` says whether a text can be.

    `bullets` are the house style's, which stand in no field.

    A character that no font has would be an empty box to the eye, and nothing to a screen reader.
    """
    said = (*_texts(document), *((NOWHERE, bullet) for bullet in bullets))
    texts = [(origin, clean(text)) for origin, text in said]
    signs = sorted({sign for _, text in texts for sign in text if not sign.isascii()})
    lacking = set(_lacking(signs, prints))
    found: dict[Origin, str] = {}
    for origin, text in texts:
        if missing := "".join(sign for sign in text if sign in lacking):
            found[origin] = found.get(origin, "") + missing
    for origin in [one for one in found if any(_is_in(other, one) for other in found)]:
        # Its words are told at the fields in it; what else it says is left to be told when these are mended.
        del found[origin]
    # The title, which also runs along every page, is told where it stands as a heading.
    placed = {sign for origin, missing in found.items() if origin != NOWHERE for sign in missing}
    unplaced = "".join(sign for sign in found.pop(NOWHERE, "") if sign not in placed)
    if unplaced:
        found[NOWHERE] = unplaced
    return tuple(_unprinted(origin, "".join(dict.fromkeys(missing))) for origin, missing in found.items())


def _is_in(inner: Origin, outer: Origin) -> bool:
    """Tell whether a field stands in another."""
    return bool(outer.path) and len(inner.path) > len(outer.path) and inner.path[: len(outer.path)] == outer.path


def _unprinted(origin: Origin, missing: str) -> Fault:
    return replace(_fault(origin, *_told(missing)), words=f"[{re.escape(missing)}]")


def _told(missing: str) -> tuple[str, str]:
    named = ", ".join(f"`{sign}`" for sign in missing[:_NAMED]) + (" and others" if len(missing) > _NAMED else "")
    return (
        f"No font of the PDF has {named}: it would be an empty box, and nothing to a screen reader.",
        "write it in letters, or build the other formats, which have more fonts",
    )


def _lacking(signs: list[str], prints: Callable[[str], bool]) -> Iterator[str]:
    """Yield the characters that can't be printed, the first of them where there are many."""
    waiting, told = [signs], 0
    while waiting and told < _ENOUGH:
        some = waiting.pop()
        if not some or prints(" ".join(some)):
            continue
        if len(some) == 1:
            told += 1
            yield some[0]
            continue
        half = len(some) // 2
        waiting += [some[half:], some[:half]]


def _texts(document: Document) -> Iterator[tuple[Origin, str]]:
    front = (document.title, document.council, document.classification, document.marking, document.draft)
    yield from ((NOWHERE, text) for text in (*front, document.running_title))
    for block in document.blocks:
        yield from _texts_of(block, NOWHERE)


def _texts_of(block: Block, within: Origin) -> Iterator[tuple[Origin, str]]:  # noqa: C901 - one case for each block
    origin = _nearer(getattr(block, "origin", NOWHERE), within)
    match block:
        case Heading() | Paragraph():
            yield (origin, block.number.text if block.number else "")
            yield from _words(block.children, origin)
        case List():
            for entry in block.entries:
                yield (origin, entry.number.text if entry.number else "")
                for inner in entry.blocks:
                    yield from _texts_of(inner, _nearer(entry.origin, origin))
        case Quote() | Box():
            for inner in block.blocks:
                yield from _texts_of(inner, origin)
        case Table():
            yield from _words(block.caption, origin)
            for row in (*block.head, *block.body):
                for cell in row.cells:
                    for inner in cell.blocks:
                        yield from _texts_of(inner, _nearer(cell.origin, _nearer(row.origin, origin)))
        case Figure():
            yield from _words(block.caption, origin)
            if isinstance(block.image, Chart):
                yield from ((origin, text) for text in _chart_words(block.image))
        case PageBreak():
            pass


def _chart_words(chart: Chart) -> Iterator[str]:
    yield from (chart.title, chart.value_title, chart.category_title, *chart.categories)
    for series in chart.series:
        yield from (series.name, *series.shown)


def _words(inlines: Iterable[Inline], within: Origin) -> Iterator[tuple[Origin, str]]:
    for inline in inlines:
        match inline:
            case Text():
                yield within, inline.text
            case Value() | Reference():
                yield _nearer(inline.origin, within), inline.text
            case Strong() | Emphasis() | Link() | Note():
                yield from _words(inline.children, within)
            case LineBreak():
                pass


def _nearer(origin: Origin, within: Origin) -> Origin:
    """Return an origin, or that of what it stands in where it names no field."""
    return origin if origin.path else (within if within.path or not origin.template else origin)
