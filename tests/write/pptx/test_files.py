"""The PowerPoint file: what a reader finds in it, that it is valid, and that any text comes out as it went in."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from pptx.enum.shapes import PP_PLACEHOLDER

from reportgen.document.nodes import Document, Heading
from reportgen.document.walk import words
from reportgen.style.style import Style
from reportgen.write.pptx import WRITER
from reportgen.write.pptx.template import make_deck_template
from reportgen.write.writer import LetterheadError
from tests.office import parts_of, repacked
from tests.slides import audited, judge_deck, opened, overflows, seen, squeezed
from tests.specimen import para, specimen, text
from tests.tools import need, ooxml_validator
from tests.write.pptx.decks import columns, document, section, sentences, template, written, written_specimen
from tests.write.shapes import documents

STYLES = Path(__file__).parents[3] / "templates" / "styles"


def test_what_a_reader_finds() -> None:
    slides = seen(written_specimen())
    by_title = {slide.title: slide for slide in slides}
    assert slides[0].title == "Care at home: extending the four zoned contracts"
    assert by_title["Money (1 of 2)"].tables[0][:3] == (
        ("Zone", "Lots", "Cost in each year", ""),
        ("", "", "2025/26", "2026/27"),
        ("North", "2", "£4,100,000", "£4,437,840"),
    )
    assert by_title["What people said (1 of 4)"].alternatives == (
        "Bar chart: 12 people who use care, 8 family members and 3 others answered.",
    )
    assert (1, "short visits;") in by_title["Background (1 of 6)"].paragraphs


def test_charts_are_powerpoints_own_with_their_figures() -> None:
    charts = [shape.chart for slide in opened(written_specimen()).slides for shape in slide.shapes if shape.has_chart]
    assert [[tuple(series.values) for series in chart.plots[0].series] for chart in charts] == [
        [(12, 8, 3)],
        [(52.5, 30, 17.5), (40, None, 60)],
        [(3100, 3350, 3600)],
    ]
    book = charts[0].part.chart_workbook.xlsx_part.blob
    assert b"Family" in parts_of(book)["xl/worksheets/sheet1.xml"]


def test_properties_say_whose_it_is() -> None:
    said = opened(written(specimen("none"))).core_properties
    assert (said.title, said.author) == ("Care at home: extending the four zoned contracts", "Northshire Council")
    assert said.language == "en-GB"
    assert said.created is not None and said.created == said.modified


def test_layouts_and_placeholders_are_real() -> None:
    made = opened(written(document(*section("Why", para("Because.")), *section("Sides", columns(["a"], ["b"])))))
    assert [slide.slide_layout.name for slide in made.slides] == ["Title Slide", "Title and Content", "Two Content"]
    for slide in made.slides:
        assert all(shape.is_placeholder for shape in slide.shapes)
        assert slide.shapes[0].placeholder_format.type in (PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE)


def test_every_slide_carries_footer_number_and_marking() -> None:
    marked = document(*section("Why", para("Because.")), classification="Open", marking="NOT FOR PUBLICATION")
    slides = seen(written(marked))
    assert [slide.running for slide in slides] == [("Northshire | Open", "1"), ("Northshire | Open", "2")]
    assert all((0, "NOT FOR PUBLICATION") in slide.paragraphs for slide in slides)
    assert not any("NOT FOR PUBLICATION" in slide.words for slide in seen(written_specimen()))


def test_numbered_lists_go_on_over_slides() -> None:
    from reportgen.document.nodes import Counting
    from tests.specimen import Counter

    entries = [(para(sentences(2)),) for _ in range(12)]
    content = written(document(*section("Steps", Counter().list(Counting.DECIMAL, *entries))))
    starts = [[mark.get("startAt") for mark in slide._element.iter("{*}buAutoNum")] for slide in opened(content).slides]
    assert starts == [[], ["1"] * 6, ["7"] * 6]


def test_the_same_document_gives_the_same_bytes() -> None:
    assert written(specimen("none")) == written_specimen()
    assert all(entry != b"" for entry in parts_of(written_specimen()).values())


@pytest.mark.parametrize("scheme", ["none", "below-subsections", "letters"])
def test_a_specimen_is_sound_and_valid(scheme: str, tmp_path: Path) -> None:
    need("ooxml-validator")
    path = tmp_path / "specimen.pptx"
    path.write_bytes(written(specimen(scheme)))
    assert judge_deck(path.read_bytes()) == []
    assert [audited(path), ooxml_validator(path), overflows(path)] == [[], [], []]


@pytest.mark.parametrize("name", sorted(path.name for path in STYLES.glob("*.pptx")))
def test_a_template_that_we_ship_is_valid_and_that_of_its_style(name: str, tmp_path: Path) -> None:
    need("ooxml-validator")
    path = tmp_path / name
    path.write_bytes(written(specimen("none"), on=(STYLES / name).read_bytes()))
    assert overflows(path) == []
    for file in (STYLES / name, path):
        assert [audited(file), ooxml_validator(file)] == [[], []]


MUTANTS = {
    "two slides of one name": ("Money (2 of 2)", "Money (1 of 2)", "two slides are called"),
    "no alternative text": (' descr="Bar chart', ' name2="', "has no alternative text"),
    "no header row": ('firstRow="1"', 'firstRow="0"', "has no headings"),
    "small letters": ('sz="1800"', 'sz="1400"', "has letters of 14 points"),
    "words in no language": ('<a:rPr lang="en-GB"/><a:t>By zone', "<a:rPr/><a:t>By zone", "has words in no language"),
}


@pytest.mark.parametrize("fault", MUTANTS)
def test_the_judge_sees(fault: str) -> None:
    old, new, said = MUTANTS[fault]
    parts = parts_of(written_specimen())
    spoilt = {name: content.replace(old.encode(), new.encode()) for name, content in parts.items()}
    assert spoilt != parts
    assert any(said in found for found in judge_deck(repacked(spoilt)))


# Templates -----------------------------------------------------------------------------------------------------


def test_a_councils_own_template_is_used_by_the_names_of_its_layouts(tmp_path: Path) -> None:
    from pptx import Presentation

    path = tmp_path / "council.pptx"
    Presentation().save(str(path))  # PowerPoint's own layouts, 4:3
    content = written(specimen("none"), on=path.read_bytes())
    names = {slide.layout for slide in seen(content)}
    assert names == {"Title Slide", "Title and Content"}
    assert [fault for fault in judge_deck(content) if "python-pptx" not in fault] == []


@pytest.mark.parametrize("spoilt", [b"", b"PK\x03\x04 no zip", b"<xml/>"])
def test_what_is_no_template_is_said_so(spoilt: bytes) -> None:
    with pytest.raises(LetterheadError, match="no PowerPoint file that can be read"):
        WRITER.write(document(), Style(), spoilt)


def test_a_template_that_lacks_a_layout_says_which() -> None:
    parts = parts_of(template())
    name = "ppt/slideLayouts/slideLayout2.xml"
    parts[name] = parts[name].replace(b'name="Title and Content"', b'name="Agenda"')
    with pytest.raises(LetterheadError, match="no layout “Title and Content”"):
        WRITER.write(document(), Style(), repacked(parts))


def test_a_template_is_made_of_the_styles_look() -> None:
    made = parts_of(make_deck_template(Style(look={"accent": "#7A1F3D", "font": "Verdana"})))
    theme = made["ppt/theme/theme1.xml"].decode()
    assert '<a:accent1><a:srgbClr val="7A1F3D"/>' in theme and 'typeface="Verdana"' in theme


def test_a_look_reaches_powerpoint_without_a_template_of_its_own() -> None:
    own_look = Style(look={"accent": "#7A1F3D"})
    accent = '<a:accent1><a:srgbClr val="7A1F3D"/>'
    made = parts_of(WRITER.write(document(), own_look, template()).content)["ppt/theme/theme1.xml"].decode()
    assert accent in made
    own = make_deck_template(Style(look={"accent": "#00594F"}))
    kept = parts_of(WRITER.write(document(), own_look, own).content)["ppt/theme/theme1.xml"].decode()
    assert accent not in kept


# Any text ------------------------------------------------------------------------------------------------------


@settings(max_examples=40, derandomize=True, deadline=None, database=None)
@given(documents)
def test_any_text_comes_out_as_it_went_in(made: Document) -> None:
    content = written(made)
    found = squeezed("".join(slide.words for slide in seen(content)))
    for said in words(made.blocks):
        assert squeezed(said) in found or all(squeezed(part) in found for part in said.split())
    titles = [slide.title for slide in seen(content)]
    assert len(set(titles)) == len(titles) and all(title.strip() for title in titles)


@pytest.mark.parametrize("said", ["x" * 4000, "word " * 2000, "W" * 300 + " " + "i" * 300, "&<>\"'\x00\x0b\ufffe\t"])
def test_long_and_odd_words_survive(said: str) -> None:
    content = written(document(Heading(2, text(said)), para(said)))
    assert squeezed(said) in squeezed("".join(words for slide in seen(content) for _, words in slide.paragraphs))
