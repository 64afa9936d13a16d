"""The pages of the PDF file as drawings, for whoever is still writing, and where on them each field stands."""

import json
from dataclasses import dataclass

import typst

from reportgen.base.source import FieldPath
from reportgen.document.nodes import Document
from reportgen.style.style import Style
from reportgen.write.pdf.access import faults_of
from reportgen.write.pdf.content import Content, labels_of
from reportgen.write.pdf.paper import fonts, paper_of, program, source_of
from reportgen.write.writer import Fault


@dataclass(frozen=True, slots=True)
class Spot:
    """Where what a field says begins: the page, from 1, and the place on it in points from its left and top edge."""

    path: FieldPath
    page: int
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Pages:
    """The pages of a document as SVG and where fields stand on them; none where `faults` keep it from being made."""

    drawings: tuple[str, ...] = ()
    spots: tuple[Spot, ...] = ()
    faults: tuple[Fault, ...] = ()


def pages_of(document: Document, style: Style, logo: bytes) -> Pages:
    """Return the pages as the PDF file has them, `logo` being the picture at its head, empty where there is none.

    Raises LetterheadError where the logo is no picture.
    """
    if faults := faults_of(document):
        return Pages(faults=faults)
    fields: list[FieldPath] = []
    content = Content(style, labels_of(document.blocks), fields=fields)
    source = source_of(program(), paper_of(document, style, logo, content))
    # Typst takes several files as a dictionary, which its stub leaves out.
    made = typst.compile(source, font_paths=fonts(), ignore_system_fonts=True, format="svg")  # type: ignore[call-overload]
    found = typst.query(source, "<field>", field="value", font_paths=fonts(), ignore_system_fonts=True)  # type: ignore[type-var]
    drawn = made if isinstance(made, list) else [made]
    spots = [Spot(fields[at], page, _points(x), _points(y)) for at, page, x, y in json.loads(found)]
    return Pages(tuple(bytes(page).decode() for page in drawn), tuple(spots), tuple(content.faults))


def _points(length: str) -> float:
    """Return a length as Typst writes it, `123.4pt`, in points."""
    return round(float(length.removesuffix("pt")), 1)
