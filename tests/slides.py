"""What a PowerPoint file gives to who opens it, read with python-pptx; and what no validator sees in one."""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ooxml_integrity import check_pptx
from openxml_audit import OpenXmlValidator
from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER

from tests.office import parts_of

RUNNING = (PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER)


@dataclass(frozen=True)
class Seen:
    """One slide as a reader has it: layout, title, paragraphs (level and words), tables, notes, and what runs along."""

    layout: str
    title: str
    paragraphs: tuple[tuple[int, str], ...]
    tables: tuple[tuple[tuple[str, ...], ...], ...]
    alternatives: tuple[str, ...]
    notes: str
    running: tuple[str, ...]

    @property
    def words(self) -> str:
        cells = [cell for table in self.tables for row in table for cell in row]
        return "\n".join((self.title, *(words for _, words in self.paragraphs), *cells, *self.alternatives, self.notes))


def opened(content: bytes) -> Any:
    return Presentation(io.BytesIO(content))


def seen(content: bytes) -> list[Seen]:
    return [_seen(slide) for slide in opened(content).slides]


def _seen(slide: Any) -> Seen:
    paragraphs: list[tuple[int, str]] = []
    tables, alternatives, running = [], [], []
    for shape in slide.shapes:
        if shape.is_placeholder and shape.placeholder_format.type in RUNNING:
            running.append(shape.text_frame.text)
        elif getattr(shape, "has_table", False) and shape.has_table:
            tables.append(tuple(tuple(cell.text for cell in row.cells) for row in shape.table.rows))
        elif shape.has_text_frame and shape != slide.shapes.title:
            paragraphs += [(p.level, p.text.replace("\v", "\n")) for p in shape.text_frame.paragraphs]
        if described := shape._element.xpath(".//p:cNvPr/@descr"):
            alternatives += described
    notes = slide.notes_slide.notes_text_frame.text if slide.has_notes_slide else ""
    title = slide.shapes.title.text_frame.text
    return Seen(
        slide.slide_layout.name, title, tuple(paragraphs), tuple(tables), tuple(alternatives), notes, tuple(running)
    )


def lines_of(content: bytes) -> Iterator[str]:
    """Yield the words of a deck: a line for each title, paragraph, row of a table and note."""
    for slide in seen(content):
        yield slide.title
        yield from (words for _, words in slide.paragraphs)
        for table in slide.tables:
            yield from (" ".join(row).replace("\n", " ") for row in table)
        yield from slide.notes.splitlines()


# The judge -----------------------------------------------------------------------------------------------------


def judge_deck(content: bytes) -> list[str]:
    """Return what is wrong with a deck that validators pass over, a line a fault; none where it is sound."""
    deck = opened(content)
    titles = [slide.shapes.title.text_frame.text if slide.shapes.title else "" for slide in deck.slides]
    faults = [f"two slides are called {title}" for title in sorted({t for t in titles if titles.count(t) > 1})]
    faults += [f"slide {at} has no title" for at, title in enumerate(titles, 1) if not title.strip()]
    for at, slide in enumerate(deck.slides, 1):
        faults += [f"slide {at}: {fault}" for fault in _of_slide(slide)]
    properties = deck.core_properties
    faults += [
        f"the properties have no {name}"
        for name in ("title", "author", "language", "created")
        if not getattr(properties, name)
    ]
    made = b"".join(part for name, part in parts_of(content).items() if name.endswith(".xml"))
    return faults + [f"{mark} is left in the file" for mark in ("python-pptx", "{{", "{%") if mark.encode() in made]


def _of_slide(slide: Any) -> Iterator[str]:
    shapes = list(slide.shapes)
    if shapes and shapes[0] != slide.shapes.title:
        yield "the title is not read first"
    for shape in shapes:
        if shape.is_placeholder and shape.has_text_frame and not shape.text_frame.text.strip():
            yield f"{shape.name} is an empty placeholder"
        frame = shape._element.tag.endswith(("}graphicFrame", "}pic"))
        if frame and not shape._element.xpath(".//p:cNvPr/@descr[normalize-space()]"):
            yield f"{shape.name} has no alternative text"
        if (
            getattr(shape, "has_table", False)
            and shape.has_table
            and not (shape.table.first_row or shape.table.first_col)
        ):
            yield f"{shape.name} has no headings"
        running = shape.is_placeholder and shape.placeholder_format.type in RUNNING
        small = [int(size) for size in shape._element.xpath(".//a:rPr/@sz") if int(size) < 1800]
        if small and not running and shape.name != "Marking":
            yield f"{shape.name} has letters of {small[0] / 100:g} points"
        if shape._element.xpath(".//a:normAutofit | .//a:spAutoFit"):
            yield f"{shape.name} shrinks or grows"
        for language in shape._element.xpath(".//a:rPr[not(@lang)]"):
            yield f"{shape.name} has words in no language: {language.getparent().xpath('string()')}"


def overflows(path: Path) -> list[str]:
    """Return what does not fit, stands off the slide or on something else."""
    return [str(finding) for finding in check_pptx(path)]


def audited(path: Path) -> list[str]:
    return [error.description for error in OpenXmlValidator().validate(str(path)).errors]


def squeezed(text: str) -> str:
    """Return text without spaces and what no file can hold: a slide may break words and lines anywhere."""
    return re.sub(r"[\s\u00a0\x00-\x1f\ud800-\udfff\ufffe\uffff]+", "", text)
