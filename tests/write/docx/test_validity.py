"""A Word file is valid to both validators and to our own judge, and the judge can find what it looks for."""

from pathlib import Path

import pytest
from openxml_audit import OpenXmlValidator

from tests.office import changed, judge
from tests.specimen import SCHEMES, specimen
from tests.tools import need, ooxml_validator
from tests.write.docx.trees import STYLES, written, written_specimen

VALIDATOR = OpenXmlValidator()


@pytest.mark.parametrize("scheme", SCHEMES)
def test_specimen_is_sound(scheme: str) -> None:
    assert judge(written_specimen(scheme)) == []


@pytest.mark.parametrize("scheme", SCHEMES)
def test_specimen_passes_openxml_audit(scheme: str, tmp_path: Path) -> None:
    path = tmp_path / "specimen.docx"
    path.write_bytes(written_specimen(scheme))
    assert [error.description for error in VALIDATOR.validate(str(path)).errors] == []


@pytest.mark.parametrize("scheme", ["none", "below-subsections", "shared-run"])
def test_specimen_passes_the_open_xml_sdk(scheme: str, tmp_path: Path) -> None:
    need("ooxml-validator")
    path = tmp_path / "specimen.docx"
    path.write_bytes(written_specimen(scheme))
    assert ooxml_validator(path) == []


@pytest.mark.parametrize("name", sorted(path.name for path in STYLES.glob("*.docx")))
def test_letterhead_that_we_ship_is_valid(name: str, tmp_path: Path) -> None:
    need("ooxml-validator")
    path = tmp_path / name
    path.write_bytes(written(specimen("paragraphs"), on=(STYLES / name).read_bytes()))
    assert judge(path.read_bytes()) == []
    for file in (STYLES / name, path):
        assert [error.description for error in VALIDATOR.validate(str(file)).errors] == []
        assert ooxml_validator(file) == []


MUTANTS = {
    "a bookmark that never ends": ('<w:bookmarkEnd w:id="1001"/>', "", "never ends"),
    "a field that never ends": ('<w:fldChar w:fldCharType="end"/>', "", "a field never ends"),
    "a field in a footer that never ends": (
        '<w:fldChar w:fldCharType="end"/>',
        "",
        "a field never ends",
        "word/footer1.xml",
    ),
    "a reference to nothing": ("REF _Ref_background", "REF _Ref_gone", "leads to no place: _Ref_gone"),
    "a link to nothing": ('w:anchor="_Ref_', 'w:anchor="_Ref_gone_', "leads to no place"),
    "text outside w:t": ("<w:r><w:t ", "<w:r>loose<w:t ", "text in a run without w:t: loose"),
    "no alternative text": (' descr="Bar chart', ' name2="', "no alternative text: Chart"),
    "a table without a header row": ("<w:tblHeader/>", "", "has no header row: Zone"),
    "a table without alternative text": (
        '<w:tblCaption w:val="Report to',
        '<w:tblStyle w:val="',
        "no alternative text: Report to",
    ),
    "a cell without a paragraph": (
        "</w:p></w:sdtContent></w:sdt></w:tc>",
        "</w:p><w:tbl><w:tr/></w:tbl></w:sdtContent></w:sdt></w:tc>",
        "does not end in a paragraph",
    ),
    "a row short of a cell": ('<w:gridSpan w:val="3"/>', "", "does not fill its table: Wards"),
    "a heading that is skipped": (
        '<w:outlineLvl w:val="1"/>',
        '<w:outlineLvl w:val="3"/>',
        "is skipped before: What",
        "word/styles.xml",
    ),
    "an empty paragraph for space": ("<w:sectPr>", "<w:p/><w:p/><w:sectPr>", "stands as space"),
    "no language": ('<w:lang w:val="en-GB"', "<w:lang", "has no language", "word/styles.xml"),
    "no title": (
        "<dc:title>Care at home: extending the four zoned contracts</dc:title>",
        "",
        "no title",
        "docProps/core.xml",
    ),
    "no author": ("<dc:creator>Northshire Council</dc:creator>", "", "no creator", "docProps/core.xml"),
    "a mark of a template": ("Prices &amp; terms", "{{ prices }}", "a mark of a template"),
    "a slot": (
        '<w:t xml:space="preserve">Open',
        '<w:t xml:space="preserve">rg/slot/x',
        "a mark of a template",
        "word/header1.xml",
    ),
    "two drawings of one number": ('<wp:docPr id="1002"', '<wp:docPr id="1001"', "two drawings have the number 1001"),
    "two bookmarks of one name": ('w:name="_Ref_cost"', 'w:name="_Ref_title"', "two bookmarks are called _Ref_title"),
    "a bookmark that Word has no name for": ('w:name="_Ref_cost"', 'w:name="3 Ref"', "has no name for Word"),
}


@pytest.mark.parametrize("fault", MUTANTS)
def test_judge_finds(fault: str) -> None:
    old, new, said, *part = MUTANTS[fault]
    content = changed(written_specimen(), old, new, *part)
    assert any(said in found for found in judge(content)), judge(content)
