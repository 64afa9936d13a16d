"""What the tests of slides share: documents as slides and as files, on the usual template."""

from functools import cache

from reportgen.document.nodes import Block, Box, Document, Heading, Paragraph, Role
from reportgen.style.style import Style
from reportgen.write.pptx import WRITER
from reportgen.write.pptx.deck import Deck, Geometry
from reportgen.write.pptx.geometry import read_geometry
from reportgen.write.pptx.slides import slides
from reportgen.write.pptx.template import make_deck_template
from tests.specimen import para, specimen, text


@cache
def template() -> bytes:
    return make_deck_template(Style())


def geometry() -> Geometry:
    return read_geometry(template())


def deck(*blocks: Block, **more: str) -> Deck:
    """Return a small document as slides."""
    return slides(document(*blocks, **more), Style(), geometry())


def document(*blocks: Block, **more: str) -> Document:
    said = {"kind": "briefing", "title": "Small", "council": "Northshire", "created": "2024-06-05"}
    return Document(blocks=blocks, **{**said, **more})  # type: ignore[arg-type]  # only texts are given


def written(made: Document, *, on: bytes = b"") -> bytes:
    return WRITER.write(made, Style(), on or template()).content


@cache
def written_specimen() -> bytes:
    return written(specimen("none"))


def section(words: str, *blocks: Block) -> tuple[Block, ...]:
    return (Heading(2, text(words)), *blocks)


def sentences(
    count: int, words: str = "The council buys care at home from forty-one providers in the borough. "
) -> str:
    return "".join(f"{at}. {words}" for at in range(1, count + 1)).strip()


def columns(left: list[str], right: list[str]) -> Box:
    """Return two columns of paragraphs."""
    sides = (Box(Role.COLUMN, tuple(Paragraph(para(words).children) for words in side)) for side in (left, right))
    return Box(Role.COLUMNS, tuple(sides))
