"""What would keep somebody from reading a PDF is told, with its place; and the file itself: its logo, its bytes."""

import io
from dataclasses import replace

import pikepdf
import pytest

from reportgen.document.nodes import (
    Box,
    Cell,
    Column,
    Counting,
    Entry,
    Figure,
    Heading,
    List,
    Origin,
    Picture,
    Role,
    Row,
    Table,
    Value,
)
from reportgen.document.specimen import cell, para, png, text
from reportgen.style.style import Lists, Look, Style
from reportgen.write.writer import LetterheadError
from tests.pdf import strings_of
from tests.specimen import specimen
from tests.write.pdf.making import of, output, written

AT = Origin(("charts", 0))
PICTURE = Picture(png(), "image/png", 48, 24)


def test_a_picture_without_words_stops_the_build_at_its_place() -> None:
    made = output(of(Heading(1, text("A")), Box(Role.NOTE, (Figure(PICTURE, " ", origin=AT),))))
    assert made.content == b""
    assert [(fault.origin, fault.stops, fault.message) for fault in made.faults] == [
        (
            AT,
            True,
            "A picture has no words that say what it shows to somebody who can't see it, so no PDF can be written.",
        )
    ]


def test_a_table_without_headers_stops_the_build_at_its_place() -> None:
    table = Table((Column(),), (), (Row((Cell((para("a"),)),)),), origin=AT)
    assert [(fault.origin, fault.message) for fault in output(of(Heading(1, text("A")), table)).faults] == [
        (AT, "A table has no cells that say what its columns or rows are, so no PDF can be written.")
    ]


def test_a_document_without_a_title_stops_the_build() -> None:
    made = output(replace(of(para("a")), title=" "))
    assert [fault.message for fault in made.faults] == [
        "The document has no title, which a PDF for everybody must have."
    ]


def test_characters_that_no_font_has_are_told_at_the_nearest_field() -> None:
    value = Value("so \U0001f600 \u4e2d\u6587", Origin(("reasons",)))
    cells = Row((cell("a", header=True), Cell((para("\U0001f600"),), origin=AT)))
    table = Table((Column(), Column()), (), (cells,), origin=Origin(("finance",)))
    made = output(of(Heading(1, text("A")), para("b ", value), table))
    assert [(fault.origin.path, fault.message) for fault in made.faults] == [
        (
            ("reasons",),
            "No font of the PDF has `\U0001f600`, `\u4e2d`, `\u6587`: it would be an empty box, and nothing to a screen"
            " reader.",
        ),
        (
            ("charts", 0),
            "No font of the PDF has `\U0001f600`: it would be an empty box, and nothing to a screen reader.",
        ),
    ]


def test_a_character_of_the_title_is_told_once_and_where_it_stands() -> None:
    made = output(replace(of(Heading(1, text("Care \U0001f600"), origin=AT)), title="Care \U0001f600"))
    assert [fault.origin for fault in made.faults] == [AT]


def test_a_bullet_that_no_font_has_is_told() -> None:
    style = Style(lists=Lists(bullets=("\U0001f600",)))
    listed = List(Counting.BULLET, (Entry((para("a"),)),))
    (fault,) = output(of(Heading(1, text("A")), listed), style=style).faults
    assert fault.stops and fault.message.startswith("No font of the PDF has `\U0001f600`")


def test_a_level_that_is_skipped_and_a_first_heading_below_the_title_are_put_right() -> None:
    made = written(of(Heading(3, text("A")), Heading(6, text("B")), Heading(2, text("C")), Heading(2, text(" "))))
    with pikepdf.open(io.BytesIO(made)) as file:
        assert [str(one.get("/S")) for one in file.objects if _is_heading(one)] == ["/H1", "/H2", "/H2"]


def _is_heading(thing: object) -> bool:
    return isinstance(thing, pikepdf.Dictionary) and str(thing.get("/S")) in ("/H1", "/H2", "/H3")


def test_every_font_is_one_that_travels_with_the_program() -> None:
    look = Look(font="Georgia", heading_font="Gill Sans MT")
    made = output(specimen("sections"), style=Style(look=look)).content
    with pikepdf.open(io.BytesIO(made)) as file:
        fonts = {
            str(one.FontName)[8:] for one in file.objects if isinstance(one, pikepdf.Dictionary) and "/FontName" in one
        }
    assert fonts and all(font.startswith(("LibertinusSerif", "LiberationSans", "DejaVuSansMono")) for font in fonts)


def test_the_logo_has_the_name_of_the_council_as_its_words() -> None:
    with_logo = output(specimen("none"), png()).content
    assert list(strings_of(with_logo)).count("Northshire Council") > list(strings_of(written(specimen("none")))).count(
        "Northshire Council"
    )


@pytest.mark.parametrize("content", [b"GIF89a", b"\x89PNG\r\n\x1a\nbroken"])
def test_a_logo_that_is_no_picture_is_told(content: bytes) -> None:
    with pytest.raises(LetterheadError, match="save it as PNG or JPEG"):
        output(specimen("none"), content)


def test_the_same_document_gives_the_same_bytes() -> None:
    assert written(specimen("paragraphs")) == written(specimen("paragraphs"))


def test_a_table_that_no_page_holds_is_told_and_printed() -> None:
    row = Row(tuple(cell("Unbreakable-word" * 3, header=True) for _ in range(12)))
    made = output(of(Heading(1, text("A")), Table((Column(),) * 12, (row,), (row,), origin=AT)))
    assert made.content and [(fault.code, fault.origin, fault.stops) for fault in made.faults] == [
        ("TABLE-FIT", AT, False)
    ]


def test_a_marking_stands_on_every_page_and_is_read_once() -> None:
    made = written(replace(specimen("none"), marking="NOT FOR PUBLICATION"))
    pages = [text for text in strings_of(made) if text.count("NOT FOR PUBLICATION") > 1]
    assert pages[0].count("NOT FOR PUBLICATION") == pages[0].count("Page ")
