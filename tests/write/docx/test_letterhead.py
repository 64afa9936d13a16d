"""Any council's letterhead serves, ours are made from their styles, and an exempt copy says so on every page."""

import io
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from docx.enum.section import WD_SECTION
from hypothesis import given, settings
from hypothesis import strategies as st
from openxml_audit import OpenXmlValidator

from reportgen.document.nodes import Heading, Paragraph, Series
from reportgen.load.styles import load_style
from reportgen.style.style import Style
from reportgen.write.docx import WRITER
from reportgen.write.docx.letterhead import make_letterhead
from reportgen.write.docx.template import read_letterhead
from reportgen.write.writer import LetterheadError
from tests.office import NAMES, changed, judge, numbers_of, paragraphs_of, parts_of, repacked, root_of
from tests.specimen import SCHEMES, Counter, para, specimen, text
from tests.write.docx.trees import STYLES, document, letterhead, written

MARKING = "Not for publication: paragraph 3 of Schedule 12A"
DRAFT = "Draft, not cleared"


@pytest.mark.parametrize("name", ["default", "bury"])
def test_letterhead_that_we_ship_is_made_from_its_style(name: str) -> None:
    style, _ = load_style(name, [STYLES])
    assert style is not None
    assert (STYLES / f"{name}.docx").read_bytes() == make_letterhead(style), "run make letterheads"


OWN_LOOK = Style(look={"heading_colour": "#5C2D91", "font": "Georgia"})


def test_a_look_reaches_word_without_a_letterhead_of_its_own() -> None:
    styles = parts_of(WRITER.write(document(), OWN_LOOK, letterhead()).content)["word/styles.xml"].decode()
    assert '<w:color w:val="5C2D91"/>' in styles and 'w:ascii="Georgia"' in styles


@pytest.mark.parametrize("name", ["default.docx", "bury.docx"])
def test_a_letterhead_of_the_councils_own_wins_over_the_look(name: str) -> None:
    own = (STYLES / name).read_bytes()
    own = changed(own, "Page ", "Side ", "word/footer1.xml") if name == "default.docx" else own
    styles = parts_of(WRITER.write(document(), OWN_LOOK, own).content)["word/styles.xml"].decode()
    assert "5C2D91" not in styles and "Georgia" not in styles


def saved(file: docx.document.Document) -> bytes:
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


def plain() -> bytes:
    """Return a letterhead with no slots: python-docx's own empty document."""
    return saved(docx.Document())


def with_pages() -> bytes:
    """Return one with a cover, first pages, left and right pages, and two sections with headers of their own."""
    file = docx.Document()
    file.settings.odd_and_even_pages_header_footer = True
    file.add_paragraph("Northshire Council")
    for section in (file.sections[0], file.add_section(WD_SECTION.NEW_PAGE)):
        section.different_first_page_header_footer = True
        for header in (section.header, section.first_page_header, section.even_page_header):
            header.is_linked_to_previous = False
            header.paragraphs[0].text = "A header"
    return saved(file)


@pytest.mark.parametrize("make", [letterhead, plain, with_pages])
def test_marking_and_draft_stand_on_every_kind_of_page(make: object) -> None:
    content = written(replace(specimen(), marking=MARKING, draft=DRAFT), on=make())  # type: ignore[operator]
    running = {
        name: paragraphs_of(content, name)
        for name in parts_of(content)
        if "/header" in name or "/footer" in name or "reportgen-" in name
    }
    running = {name: words for name, words in running.items() if not name.endswith(".rels")}
    for name, words in running.items():
        assert (MARKING if "header" in name else DRAFT) in words, name
    assert not paged_without(content)


def paged_without(content: bytes) -> list[str]:
    """Return the kinds of page that have no header of their own and no earlier section to have one from."""
    sections = list(root_of(content).iter(f"{{{NAMES['w']}}}sectPr"))
    settings = root_of(content, "word/settings.xml")
    pages = ["default"]
    pages += ["even"] if settings.find("w:evenAndOddHeaders", NAMES) is not None else []
    pages += ["first"] if any(section.find("w:titlePg", NAMES) is not None for section in sections) else []
    there = sections[0].xpath("./w:headerReference/@w:type", namespaces=NAMES)
    return [page for page in pages if page not in there]


def test_public_copy_carries_no_marking_and_no_empty_line_for_it() -> None:
    content = written(replace(specimen(), marking="", draft=""))
    assert paragraphs_of(content, "word/header1.xml") == ["Northshire Council\tOpen"]
    assert paragraphs_of(content, "word/footer1.xml") == ["Northshire Council\tPage 1 of 1"]


def test_header_names_the_paper_on_later_pages() -> None:
    assert paragraphs_of(written(specimen()), "word/header2.xml") == ["Care at home\tOpen"]


LONG = "Homecare: extension of the four zoned contracts, and of the contract for reablement, to the end of March 2027"


def test_long_title_is_cut_at_a_word_in_the_head_of_a_page() -> None:
    content = written(replace(document(para("Words")), title=LONG))
    assert paragraphs_of(content, "word/header2.xml") == [
        "Homecare: extension of the four zoned contracts, and of the contract for reablement, to…\t"
    ]
    assert LONG in parts_of(content)["docProps/core.xml"].decode()


def test_body_follows_what_the_letterhead_holds(tmp_path: Path) -> None:
    content = written(document(para("The paper")), on=with_pages())
    assert [words for words in paragraphs_of(content) if words] == ["Northshire Council", "The paper"]


@pytest.mark.parametrize("make", [plain, with_pages])
def test_council_letterhead_without_our_styles_is_valid(make: object, tmp_path: Path) -> None:
    path = tmp_path / "paper.docx"
    path.write_bytes(written(specimen("none"), on=make()))  # type: ignore[operator]
    found = {error.description for error in OpenXmlValidator().validate(str(path)).errors}
    # List 0 is no list: it takes away the number that a style brings (ECMA-376, 17.9.18). This validator doesn't know.
    assert found - {"Numbering definition '0' referenced but not found"} == set()
    assert judge(path.read_bytes()) == []


def test_nothing_of_the_letterheads_maker_is_left() -> None:
    parts = parts_of(written(specimen(), on=plain()))
    assert not [name for name in parts if "stylesWithEffects" in name or "thumbnail" in name]
    assert b"2013" not in parts["docProps/core.xml"]


def test_styles_of_the_councils_own_are_used_by_name() -> None:
    file = docx.Document()
    file.styles.add_style("Report Text", 1)
    style = Style(word_styles={"body": "Report Text"})
    content = WRITER.write(document(para("words")), style, saved(file)).content
    assert root_of(content).xpath("//w:pStyle/@w:val", namespaces=NAMES) == ["ReportText"]


def test_style_that_is_named_and_missing_is_stood_in_for() -> None:
    content = WRITER.write(document(para("words")), Style(word_styles={"body": "Gone"}), letterhead()).content
    assert root_of(content).xpath("//w:pStyle/@w:val", namespaces=NAMES) == ["BodyText"]


def test_numbers_that_a_letterheads_styles_bring_are_taken_away() -> None:
    parts = parts_of(plain())
    styles = parts["word/styles.xml"].replace(
        b'<w:name w:val="Body Text"/>',
        b'<w:name w:val="Body Text"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>',
        1,
    )
    assert styles != parts["word/styles.xml"]
    content = written(document(para("words")), on=repacked(parts | {"word/styles.xml": styles}))
    assert numbers_of(content) == []


def test_lists_of_the_letterhead_stay_beside_ours() -> None:
    counter = Counter()
    outline = counter.open(Series(SCHEMES["sections"].levels, outline=True))
    blocks = (Heading(2, text("One"), "", counter.next(outline, 0)), Paragraph(text("words")))
    content = written(document(*blocks, series=tuple(counter.series)), on=plain())
    before = len(root_of(plain(), "word/numbering.xml").findall("w:num", NAMES))
    assert len(root_of(content, "word/numbering.xml").findall("w:num", NAMES)) == before + 1
    assert numbers_of(content) == [("1", "One")]


def test_language_of_the_document_is_set_in_any_letterhead() -> None:
    content = written(replace(document(para("words")), language="cy-GB"), on=plain())
    assert root_of(content, "word/styles.xml").xpath("./w:docDefaults//w:lang/@w:val", namespaces=NAMES) == ["cy-GB"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "can't be read as a Word file"),
        (b"PK not a zip", "can't be read as a Word file"),
        (repacked({"word/document.xml": b"<w/>"}), "can't be read as a Word file"),
        (changed(plain(), "<w:body>", "<w:bdy>"), "can't be read as a Word file"),
    ],
)
def test_file_that_is_no_letterhead_says_so(content: bytes, said: str) -> None:
    with pytest.raises(LetterheadError, match=said):
        read_letterhead(content)


def test_macros_are_refused() -> None:
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    macro = "application/vnd.ms-word.document.macroEnabled.main+xml"
    with pytest.raises(LetterheadError, match="macros"):
        read_letterhead(changed(letterhead(), kind, macro, "[Content_Types].xml"))


def test_strict_file_is_refused() -> None:
    parts = parts_of(letterhead())
    strict = parts["word/document.xml"].replace(
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    with pytest.raises(LetterheadError, match="Strict Open XML"):
        read_letterhead(repacked(parts | {"word/document.xml": strict}))


PARTS = sorted(parts_of(plain()))
SPOILT = (b"", b"<a/>", b"<w:p", b"\x00\x01", b"<?xml version='1.0' encoding='utf-99'?><a/>", None)


@settings(derandomize=True, max_examples=120, deadline=None)
@given(st.sampled_from(PARTS), st.sampled_from(SPOILT) | st.integers(0, 4000))
def test_spoilt_letterhead_is_said_to_be_so_or_serves(name: str, spoilt: bytes | int | None) -> None:
    parts = parts_of(plain())
    if spoilt is None:
        del parts[name]
    else:
        parts[name] = parts[name][:spoilt] if isinstance(spoilt, int) else spoilt
    try:
        content = written(document(para("words")), on=repacked(parts))
    except LetterheadError as error:
        assert "letterhead" in str(error)
    else:
        assert "words" in paragraphs_of(content)


@settings(derandomize=True, max_examples=40, deadline=None)
@given(st.integers(0, 7000))
def test_letterhead_that_is_cut_short_says_so(length: int) -> None:
    with pytest.raises(LetterheadError, match="can't be read as a Word file"):
        read_letterhead(letterhead()[:length])
