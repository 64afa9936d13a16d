"""What the body of a Word file holds for each node."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.document.nodes import (
    Box,
    Cell,
    Column,
    Counting,
    Emphasis,
    Entry,
    Figure,
    Heading,
    Inline,
    LineBreak,
    Link,
    List,
    PageBreak,
    Picture,
    Quote,
    Reference,
    Role,
    Row,
    Strong,
    Table,
)  # fmt: skip
from reportgen.style.style import Style
from reportgen.write._columns import Needs, column_widths
from reportgen.write._metrics import widest_word
from reportgen.write.docx import WRITER
from reportgen.write.docx.parts import safe_address
from reportgen.write.docx.survey import bookmark_name
from tests.office import NAMES, W, numbers_of, paragraphs_of, parts_of, root_of, words_of
from tests.specimen import Counter, cell, para, png, row, specimen, text
from tests.write.docx.trees import document, letterhead, written, written_specimen


def styles_of(content: bytes) -> list[tuple[str, str]]:
    """Return the style of each paragraph, and its words."""
    return [
        ("".join(p.xpath("./w:pPr/w:pStyle/@w:val", namespaces=NAMES)), words_of(p))
        for p in root_of(content).iter(f"{{{W}}}p")
    ]


def xml_of(content: bytes) -> str:
    return parts_of(content)["word/document.xml"].decode("utf-8")


def inside(content: bytes) -> str:
    """Return the XML of the body without the settings of its pages."""
    return xml_of(content).partition("<w:body>")[2].partition("<w:sectPr")[0]


def test_heading_levels_follow_the_title() -> None:
    content = written(
        document(
            Heading(1, text("Paper")), Heading(2, text("Section")), Heading(3, text("Part")), Heading(2, text("Next"))
        )
    )
    assert styles_of(content) == [
        ("Title", "Paper"),
        ("Heading1", "Section"),
        ("Heading2", "Part"),
        ("Heading1", "Next"),
    ]


def test_heading_level_is_never_skipped() -> None:
    content = written(document(Heading(1, text("Paper")), Heading(4, text("Deep")), Heading(9, text("Deeper"))))
    assert [style for style, _ in styles_of(content)] == ["Title", "Heading1", "Heading2"]


def test_weight_and_links() -> None:
    content = written(
        document(
            para(
                "a ",
                Strong(text("b", Emphasis(text("c")))),
                Link(text("d"), "https://example.org/x y"),
                LineBreak(),
                "e",
            )
        )
    )
    assert inside(content) == (
        '<w:p><w:pPr><w:pStyle w:val="BodyText"/></w:pPr><w:r><w:t xml:space="preserve">a </w:t></w:r>'
        '<w:r><w:rPr><w:b/><w:bCs/></w:rPr><w:t xml:space="preserve">b</w:t></w:r>'
        '<w:r><w:rPr><w:b/><w:bCs/><w:i/><w:iCs/></w:rPr><w:t xml:space="preserve">c</w:t></w:r>'
        '<w:hyperlink r:id="rId10" w:history="1"><w:r><w:rPr><w:rStyle w:val="Hyperlink"/></w:rPr>'
        '<w:t xml:space="preserve">d</w:t></w:r></w:hyperlink>'
        '<w:r><w:br/></w:r><w:r><w:t xml:space="preserve">e</w:t></w:r></w:p>'
    )
    assert (
        'Target="https://example.org/x%20y" TargetMode="External"'
        in parts_of(content)["word/_rels/document.xml.rels"].decode()
    )


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("https://example.org/a?b=c#d", "https://example.org/a?b=c#d"),
        ("mailto:team@example.org", "mailto:team@example.org"),
        ("https://example.org/£", "https://example.org/%C2%A3"),
        ("javascript:alert(1)", ""),
        ("file:///etc/passwd", ""),
        ("http://[bad", ""),
        ("https://example.org:port/", ""),
        ("https:", ""),
        ("words", ""),
    ],
)
def test_only_sound_addresses_are_followed(address: str, kept: str) -> None:
    assert safe_address(address) == kept


def test_words_of_an_unsound_link_stay() -> None:
    assert paragraphs_of(written(document(para("see ", Link(text("here"), "javascript:x"))))) == ["see here"]


def reference(*words: Inline) -> str:
    counter = Counter()
    outline = counter.open(replace(specimen("shared-run").series[0]))
    blocks = (
        Heading(2, text("Background"), "background", counter.next(outline, 0)),
        Heading(2, text("Summary"), "summary"),
        para(*words),
        counter.list(Counting.LOWER_ALPHA, (para("one"),), pattern="(%1)", ids=("a",)),
    )
    body = inside(written(document(*blocks, series=tuple(counter.series))))
    return body[body.index("Summary") :].partition("</w:p>")[2].partition("</w:p>")[0]


@pytest.mark.parametrize(
    ("target", "shown", "code"),
    [
        ("background", "1", r" REF _Ref_background \r \h "),
        ("background", "section 1", r" REF _Ref_background \r \h "),
        ("a", "(a)", r" REF _Ref_a \r \h "),
        ("summary", "Summary", r" REF _Ref_summary \h "),
    ],
)
def test_reference_is_a_field_that_word_can_update(target: str, shown: str, code: str) -> None:
    xml = reference(Reference(target, shown))
    assert f'<w:instrText xml:space="preserve">{code}</w:instrText>' in xml
    assert words_of_xml(xml) == shown


@pytest.mark.parametrize(
    ("target", "shown"), [("background", "the background"), ("summary", "above"), ("background", "11")]
)
def test_words_that_an_update_would_replace_are_a_link(target: str, shown: str) -> None:
    xml = reference(Reference(target, shown))
    assert f'w:anchor="_Ref_{target}"' in xml
    assert "instrText" not in xml
    assert words_of_xml(xml) == shown


def test_reference_to_nothing_is_words() -> None:
    assert "instrText" not in reference(Reference("gone", "5"))


def words_of_xml(xml: str) -> str:
    from lxml import etree

    return words_of(etree.fromstring(f'<w:p xmlns:w="{W}">{xml.partition(">")[2]}</w:p>'))


def test_bookmark_names_are_words_own() -> None:
    assert bookmark_name("risk-register", set()) == "_Ref_risk_register"
    assert bookmark_name("risk register", {"_ref_risk_register"}) == "_Ref_risk_register_2"
    long = bookmark_name("a" * 60, set())
    assert len(long) == 40
    assert long != bookmark_name("a" * 61, set())


def test_page_break_goes_to_the_next_paragraph() -> None:
    content = written(document(para("one"), PageBreak(), para("two"), para("three")))
    assert inside(content).count("<w:pageBreakBefore/>") == 1
    assert paragraphs_of(content) == ["one", "two", "three"]


def test_entry_that_opens_with_a_list_keeps_its_number() -> None:
    counter = Counter()
    inner = counter.list(Counting.LOWER_ALPHA, (para("deep"),), pattern="(%1)", depth=1)
    outer = counter.list(Counting.DECIMAL, (inner,), (), (para("third"),))
    content = written(document(outer, series=tuple(counter.series)))
    assert numbers_of(content) == [("1.", ""), ("(a)", "deep"), ("2.", ""), ("3.", "third")]


def test_entry_without_a_number_has_none() -> None:
    content = written(document(List(Counting.DECIMAL, (Entry((para("plain"),)),))))
    assert numbers_of(content) == []
    assert paragraphs_of(content) == ["plain"]


def test_second_paragraph_of_an_entry_stands_under_the_first() -> None:
    counter = Counter()
    content = written(document(counter.list(Counting.BULLET, (para("one"), para("two"))), series=tuple(counter.series)))
    assert styles_of(content) == [("ListBullet", "one"), ("ListContinue", "two")]
    assert "<w:ind " not in inside(content)


@pytest.mark.parametrize(
    ("role", "style"),
    [
        (Role.NOTE, "ReportNote"),
        (Role.WITHHELD, "Withheld"),
        (Role.REVIEW, "ReviewNote"),
        (Role.RECOMMENDATIONS, "BodyText"),
    ],
)
def test_box_dresses_its_paragraphs(role: Role, style: str) -> None:
    assert styles_of(written(document(Box(role, (para("words"),))))) == [(style, "words")]


def test_recommendations_have_a_style_of_their_own() -> None:
    counter = Counter()
    asked = counter.list(Counting.DECIMAL, (para("agree."),))
    assert styles_of(written(document(Box(Role.RECOMMENDATIONS, (asked,)), series=tuple(counter.series)))) == [
        ("Recommendation", "agree.")
    ]


def test_quote() -> None:
    assert styles_of(written(document(Quote((para("words"),))))) == [("Quote", "words")]


# Tables --------------------------------------------------------------------------------------------------------


def grid(**more: Any) -> Table:
    return Table(
        (Column(3), Column(1)), (row("Zone", "Cost", header=True),), (row(cell("North", header=True), "£1"),), **more
    )


def test_table_fills_the_page_and_repeats_its_head() -> None:
    xml = inside(written(document(grid(caption=text("Cost by zone"), summary="What each costs"))))
    assert '<w:tblW w:w="9412" w:type="dxa"/>' in xml
    assert '<w:gridCol w:w="7059"/><w:gridCol w:w="2353"/>' in xml
    assert xml.count("<w:tblHeader/>") == 1
    assert xml.count("<w:cantSplit/>") == 2
    assert 'w:firstRow="1" w:lastRow="0" w:firstColumn="1"' in xml
    assert '<w:tblCaption w:val="Cost by zone"/><w:tblDescription w:val="What each costs"/>' in xml
    assert xml.startswith('<w:p><w:pPr><w:pStyle w:val="Caption"/></w:pPr>')


def kept_rows(table: Table) -> list[bool]:
    """Return of each row of a table in Word whether it stands on the page of the next."""
    rows = root_of(written(document(para("Costs:"), table, para("After.")))).iter(f"{{{W}}}tr")
    found = [[bool(p.xpath("./w:pPr/w:keepNext", namespaces=NAMES)) for p in r.iter(f"{{{W}}}p")] for r in rows]
    assert all(len(set(kept)) == 1 for kept in found)
    return [kept[0] for kept in found]


def test_a_short_table_stays_on_one_page_and_a_long_one_leaves_no_row_alone() -> None:
    head, one = (row("Zone", "Cost", header=True),), row("North", cell("£1", "a year"))
    columns = (Column(3), Column(1))
    assert kept_rows(Table(columns, head, (one,) * 4)) == [True] * 4 + [False]
    assert kept_rows(Table(columns, head, (one,) * 20)) == [True] * 2 + [False] * 17 + [True, False]


def test_a_short_paragraph_stays_with_the_table_after_it() -> None:
    content = written(document(para("Costs:"), grid(), para("a " * 200), grid()))
    leading = root_of(content).xpath("//w:body/w:p[w:r]", namespaces=NAMES)
    assert [bool(p.xpath("./w:pPr/w:keepNext", namespaces=NAMES)) for p in leading] == [True, False]


def test_table_dressed_by_its_style_has_no_shading_of_its_own() -> None:
    assert "<w:shd " not in inside(written(document(grid())))


def test_table_without_caption_says_what_its_columns_are() -> None:
    assert '<w:tblCaption w:val="Zone, Cost"/>' in inside(written(document(grid())))


def test_tables_that_follow_one_another_stay_two() -> None:
    content = written(document(grid(), grid()))
    assert [child.tag.partition("}")[2] for child in root_of(content)[0]] == ["tbl", "p", "tbl", "p", "sectPr"]


@pytest.mark.parametrize("shares", [(1, 1, 1), (0, 0), (5, 0.0001, 2), (1e9, 1), (0.1,) * 9])
def test_widths_fill_the_room(shares: tuple[float, ...]) -> None:
    widths = column_widths(tuple(Column(share) for share in shares), 9412)
    assert sum(widths) == 9412
    assert min(widths) >= 240


RISKS = ("Risk", "Likelihood", "Impact", "Score", "Mitigation", "Residual", "Owner", "Review date")
RISK_SHARES = (3, 1, 1, 0.8, 4, 0.9, 1.5, 1.2)


@settings(max_examples=60, derandomize=True, deadline=None, database=None)
@given(
    st.sets(st.integers(0, 7), min_size=1),
    st.sampled_from(["Arial", "Georgia", "Calibri"]),
    st.sampled_from([9.0, 10.0, 11.0]),
)
def test_no_word_that_heads_a_risk_table_is_broken(kept: set[int], font: str, size: float) -> None:
    labels = [RISKS[at] for at in sorted(kept)]
    words = tuple(round(20 * widest_word([label], size - 1, bold=True, font=font)) for label in labels)
    for side in (100, 40):
        if (least := Needs(words, (0,) * len(words)).least(side, 9412)) is not None:
            break
    assert least is not None
    widths = column_widths(tuple(Column(RISK_SHARES[at]) for at in sorted(kept)), 9412, least)
    assert sum(widths) == 9412
    assert all(width >= word + 2 * side for width, word in zip(widths, words, strict=True))


def risks(labels: tuple[str, ...], shares: tuple[float, ...]) -> Table:
    cells = tuple(Cell((para("Words of a risk that go on for longer than a line does"),)) for _ in labels)
    return Table(tuple(map(Column, shares)), (row(*labels, header=True),), (Row(cells),))


def test_all_eight_columns_of_risks_stand_on_the_page() -> None:
    output = WRITER.write(document(risks(RISKS, RISK_SHARES)), Style(), letterhead())
    widths = [
        int(found.get(f"{{{W}}}w")) / 20 for found in root_of(output.content).xpath("//w:gridCol", namespaces=NAMES)
    ]
    assert output.faults == ()
    assert sum(widths) == pytest.approx(9412 / 20, abs=1)
    assert all(width >= widest_word([label], 10, bold=True) + 4 for width, label in zip(widths, RISKS, strict=True))


def test_table_that_no_page_holds_is_told() -> None:
    output = WRITER.write(document(risks(("Procurement",) * 12, (1.0,) * 12)), Style(), letterhead())
    (fault,) = output.faults
    assert fault.code == "TABLE-FIT"
    assert fault.message == ("A table of 12 columns is too wide for the page: in Word some of its words are broken.")


def bulleted(*entries: Entry) -> List:
    return List(Counting.BULLET, entries)


@pytest.mark.parametrize("role", [Role.WITHHELD, Role.NOTE, Role.REVIEW])
def test_box_stands_round_every_paragraph_and_entry_in_it(role: Role) -> None:
    held = (para("First"), bulleted(Entry((para("One"), para("more"))), Entry((para("Two"),))), para("Last"))
    content = written(document(Box(role, held), para("After")))
    style = {Role.WITHHELD: "Withheld", Role.NOTE: "ReportNote", Role.REVIEW: "ReviewNote"}[role]
    framed = [
        bool(p.xpath(f"./w:pPr/w:pBdr/w:left|./w:pPr/w:pStyle[@w:val='{style}']", namespaces=NAMES))
        for p in root_of(content).iter(f"{{{W}}}p")
    ]
    assert framed == [True] * 5 + [False]


def test_list_ends_in_the_space_of_a_paragraph() -> None:
    inner = bulleted(Entry((para("Two"),)), Entry((para("Three"),)))
    content = written(document(bulleted(Entry((para("One"), inner))), para("After")))
    after = [
        p.xpath("string(./w:pPr/w:spacing/@w:after)", namespaces=NAMES) for p in root_of(content).iter(f"{{{W}}}p")
    ]
    assert after == ["", "", "140", ""]


def test_row_that_is_short_or_long_still_fills_its_table() -> None:
    ragged = Table(
        (Column(),) * 3,
        (),
        (Row((Cell((para("one"),)),)), Row(tuple(Cell((para(str(at)),), span=2) for at in range(3)))),
    )
    rows = root_of(written(document(ragged))).iter(f"{{{W}}}tr")
    spans = [
        [cell.xpath("string(./w:tcPr/w:gridSpan/@w:val)", namespaces=NAMES) for cell in row.iter(f"{{{W}}}tc")]
        for row in rows
    ]
    assert spans == [["", "2"], ["2", ""]]


def test_cell_that_ends_in_a_table_ends_in_a_paragraph() -> None:
    outer = Table((Column(),), (row("Head", header=True),), (row(cell(grid())), row(Cell(()))))
    for found in root_of(written(document(outer))).iter(f"{{{W}}}tc"):
        assert found[-1].tag == f"{{{W}}}p"


# Figures -------------------------------------------------------------------------------------------------------


def test_picture_is_kept_once_and_fits_the_page() -> None:
    figure = Figure(Picture(png(), "image/png", 4800, 2400), "Two bands.")
    content = written(document(figure, figure))
    assert [name for name in parts_of(content) if "media" in name] == ["word/media/rg-image1.png"]
    sizes = root_of(content).xpath("//wp:extent/@cx", namespaces=NAMES)
    assert [int(size) for size in sizes] == [9412 * 635] * 2


def test_picture_of_another_kind_is_refused() -> None:
    with pytest.raises(ValueError, match="image/tiff"):
        written(document(Figure(Picture(b"II*", "image/tiff", 1, 1), "A scan.")))


# The whole file ------------------------------------------------------------------------------------------------


def test_same_document_gives_the_same_bytes() -> None:
    assert WRITER.write(specimen(), Style(), letterhead()) == WRITER.write(specimen(), Style(), letterhead())


def test_properties_hold_the_paper_and_no_clock() -> None:
    core = parts_of(written_specimen())["docProps/core.xml"].decode("utf-8")
    assert core.partition("<dc:title>")[2] == (
        "Care at home: extending the four zoned contracts</dc:title><dc:subject>Cabinet, 24 October 2024</dc:subject>"
        "<dc:creator>Northshire Council</dc:creator><cp:keywords>care at home, contract extension</cp:keywords>"
        "<cp:lastModifiedBy>Northshire Council</cp:lastModifiedBy><dc:language>en-GB</dc:language>"
        '<dcterms:created xsi:type="dcterms:W3CDTF">2024-10-24T00:00:00Z</dcterms:created>'
        '<dcterms:modified xsi:type="dcterms:W3CDTF">2024-10-24T00:00:00Z</dcterms:modified></cp:coreProperties>'
    )


def test_no_part_tells_of_the_record_or_its_fields() -> None:
    assert not [name for name, content in parts_of(written_specimen()).items() if b"cost_max" in content]


def test_what_stands_before_a_place_to_sign_stays_on_its_page() -> None:
    lines = [para("Last words."), *(replace(para("....."), role=Role.SIGNATURE) for _ in range(2))]
    content = written(document(*lines))
    kept = [bool(p.xpath("./w:pPr/w:keepNext", namespaces=NAMES)) for p in root_of(content).iter(f"{{{W}}}p")]
    assert kept == [True, True, False]
