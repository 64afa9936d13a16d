"""The PDF file: the content of a document, laid out by the fixed program, with the tags that this leaves out."""

import json
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import typst

from reportgen.document.nodes import Document, Paragraph, Role
from reportgen.document.walk import walk
from reportgen.style.style import Style
from reportgen.write._running_title import shortened
from reportgen.write.pdf.access import faults_of, unprintable
from reportgen.write.pdf.content import PAGE_WIDTH, POINTS_PER_CM, Content, Place, clean, labels_of
from reportgen.write.pdf.look import look_of
from reportgen.write.pdf.tags import with_tags
from reportgen.write.writer import LetterheadError, Output

_HERE = Path(__file__).parent
_PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")


def write_pdf(document: Document, style: Style, logo: bytes) -> Output:
    """Return a document as a PDF file; without a file, and with faults that stop the build, where it can't be one.

    Raises LetterheadError where the logo is no picture.
    """
    if faults := faults_of(document):
        return Output(b"", faults=faults)
    content = Content(style, labels_of(document.blocks))
    paper = paper_of(document, style, logo, content)
    try:
        laid_out = _compiled(program(), paper)
    except typst.TypstError as fault:
        if found := unprintable(document, style.lists.bullets, lambda text: _prints(text, style)):
            return Output(b"", faults=found)
        if logo and "image" in str(fault):
            raise LetterheadError(_NO_LOGO) from fault
        raise
    return Output(with_tags(laid_out, content.tables, content.lists), faults=tuple(content.faults))


def paper_of(document: Document, style: Style, logo: bytes, content: Content) -> dict[str, Any]:
    """Return all that the program lays out, gathering a document's content. Raises LetterheadError."""
    room = PAGE_WIDTH - 2 * style.look.margin * POINTS_PER_CM
    content.room = room
    blocks = content.blocks(document.blocks, Place(room))
    return _front(document, style, _logo(logo)) | {"blocks": blocks, "places": content.places}


def source_of(program: bytes, content: Mapping[str, Any]) -> dict[str, bytes]:
    """Return a program and its content as the files that Typst is given."""
    return {"main.typ": program, "content.json": json.dumps(content, ensure_ascii=False).encode()}


def _compiled(program: bytes, content: Mapping[str, Any]) -> bytes:
    """Return what a program makes of its content. Raises typst.TypstError."""
    # Typst takes several files as a dictionary, which its stub leaves out.
    made = typst.compile(  # type: ignore[call-overload]
        source_of(program, content), font_paths=fonts(), ignore_system_fonts=True, pdf_standards=["ua-1"]
    )
    return bytes(made)


_TRIAL = b"""#let trial = json("content.json")
#set document(title: "Trial")
#set text(font: trial.fonts)
#text(weight: "bold", trial.text)
"""


def _prints(text: str, style: Style) -> bool:
    """Return whether the fonts have every character of a text."""
    trial = {"fonts": look_of(style.look)["fonts"], "text": text}
    try:
        _compiled(_TRIAL, trial)
    except typst.TypstError:
        return False
    return True


@cache
def program() -> bytes:
    """Return the program that lays out every paper."""
    return (_HERE / "paper.typ").read_bytes()


@cache
def fonts() -> typst.Fonts:
    """Return the fonts that travel with this program, and no others."""
    return typst.Fonts(include_system_fonts=False, font_paths=[str(_HERE / "fonts")])


_NO_LOGO = "The logo is no picture that a PDF can hold: save it as PNG or JPEG, and name that file in the house style."


def _logo(logo: bytes) -> list[int]:
    if logo and not logo.startswith(_PICTURES):
        raise LetterheadError(_NO_LOGO)
    return list(logo)


def _front(document: Document, style: Style, logo: list[int]) -> dict[str, Any]:
    """Return what a paper says besides its blocks: its properties, and the head and foot of its pages."""
    language, _, region = document.language.partition("-")
    return {
        "title": clean(document.title),
        "author": clean(document.council),
        "subject": clean(document.subject),
        "keywords": [clean(word) for word in document.keywords],
        "created": _day(document.created),
        "language": [language, region] if region else [language],
        "council": clean(document.council),
        "classification": clean(document.classification),
        "bannered": any(isinstance(block, Paragraph) and block.role is Role.BANNER for block in walk(document.blocks)),
        "marking": clean(document.marking),
        "draft": clean(document.draft),
        "running_title": _running(clean(shortened(document.running_title or document.title)), document.classification),
        "logo": logo,
        "look": look_of(style.look),
    }


_LONG_LINE = 7


def _running(title: str, beside: str) -> list[str]:
    """Return the lines of a title at the head of a page.

    None is as long as a sentence: checkers take a long line that stands outside the tags for prose that is kept from
    screen readers. These read the title where it stands first.
    """
    words = title.split()
    lines = 1 if len(words) + len(beside.split()) <= _LONG_LINE else max(2, -(-len(words) // _LONG_LINE))
    return [" ".join(words[at * len(words) // lines : (at + 1) * len(words) // lines]) for at in range(lines)]


def _day(created: str) -> list[int]:
    if not created:
        return []
    day = date.fromisoformat(created)
    return [day.year, day.month, day.day]
