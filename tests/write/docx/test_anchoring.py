"""Anchors in a Word file: each stretch in a control and a bookmark, and in the list; what LibreOffice keeps of them."""

import io
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from reportgen.document.anchors import Anchor, anchor_hash, anchored
from reportgen.document.nodes import (
    Block,
    Cell,
    Column,
    Counting,
    Entry,
    List,
    Origin,
    Paragraph,
    Row,
    Table,
    Text,
    Value,
)
from reportgen.document.walk import inlines_of, plain_text, walk
from tests.office import judge, paragraphs_of, parts_of, root_of, saved_by_libreoffice, w, words_of
from tests.specimen import SCHEMES, specimen
from tests.write.docx.trees import MADE_FROM, document, letterhead, written

PATH = ("risks", 0, "text")
PROSE = tuple(Paragraph((Text(words, PATH),), origin=Origin(PATH)) for words in ("One.", "Two."))
LISTED = List(Counting.BULLET, (Entry((Paragraph((Text("a", PATH),)),), origin=Origin(PATH)),), origin=Origin(PATH))
NOTICE = Paragraph((Value("exempt", Origin(("risks", 1, "text"), withheld=True)),))


def file(*blocks: Block) -> bytes:
    """Return a Word file of some blocks that knows what it was made from."""
    return written(replace(document(*blocks), provenance=MADE_FROM))


def controls(content: bytes) -> list[tuple[str, str, list[str]]]:
    """Return the title, the tag and the paragraphs of each control."""
    return [
        (
            control.find(f"{w('sdtPr')}/{w('alias')}").get(w("val")),
            control.find(f"{w('sdtPr')}/{w('tag')}").get(w("val")),
            [words_of(paragraph) for paragraph in control.iter(w("p"))],
        )
        for control in root_of(content).iter(w("sdt"))
    ]


def test_a_field_of_prose_stands_in_one_control_that_names_it() -> None:
    assert controls(file(Paragraph((Text("Ours."),)), *PROSE, LISTED, NOTICE)) == [
        ("Wording of the template [b001]", "rg:b001:", ["Ours."]),
        ("Risks 1, text [b002]", "rg:b002:risks[1].text", ["One.", "Two.", "a"]),
        ("Left out of this copy [b003]", "rg:b003:", ["exempt"]),
    ]


def test_a_bookmark_stands_round_the_same_words() -> None:
    body = root_of(file(*PROSE, NOTICE)).find(w("body"))
    marks = [
        (node.get(w("name"), "").strip("_") or "end") if "bookmark" in node.tag else node.text
        for node in body.iter(w("bookmarkStart"), w("bookmarkEnd"), w("t"))
    ]
    assert marks == ["rg_b001", "One.", "Two.", "end", "rg_b002", "exempt", "end"]


def test_the_list_says_which_field_each_is_and_a_hash_of_it_and_no_word() -> None:
    assert parts_of(file(*PROSE, NOTICE))["customXml/item1.xml"].decode() == (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<manifest xmlns="urn:reportgen:manifest:1" generator="reportgen" council="northshire" '
        f'source="northshire/care.yaml" record="{"0" * 64}" kind="report" audience="public">'
        f'<block id="b001" path="risks[1].text" sha256="{anchor_hash(PROSE)}"/>'
        f'<block id="b002" sha256="{anchor_hash((NOTICE,))}"/></manifest>'
    )


def test_a_document_that_does_not_know_what_it_was_made_from_has_no_anchors() -> None:
    parts = parts_of(written(document(*PROSE)))
    assert b"<w:sdt>" not in parts["word/document.xml"]
    assert not [name for name in parts if name.startswith("customXml")]


def test_a_long_path_is_cut_to_what_word_takes() -> None:
    path = ("narrative", 3, "sections", 2, "sections", 1, "particulars_of_the_service", 11, "text")
    ((title, tag, _),) = controls(file(Paragraph((Text("One.", path),), origin=Origin(path))))
    assert (len(title), len(tag)) == (63, 63)
    assert title.endswith("particulars of the service 12, text [b001]")


def test_tables_keep_a_paragraph_between_them_and_cells_end_in_one() -> None:
    typed = Table((Column(),), (), (Row((Cell((Paragraph((Text("a", PATH),)),)),)),), origin=Origin(PATH))
    ours = Table((Column(),), (), (Row((Cell((typed,)),)), Row((Cell(()),))))
    content = file(typed, ours, typed)
    assert [fault for fault in judge(content) if "paragraph" in fault] == []
    body = root_of(content).find(w("body"))
    assert [words_of(paragraph) for paragraph in body.iterchildren(w("p"))] == ["", ""]


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_stretch_of_a_document_has_its_control_its_bookmark_and_its_line(scheme: str) -> None:
    whole = replace(specimen(scheme), provenance=MADE_FROM)
    content, anchors = written(whole), anchored(whole)
    ids = [anchor.id for anchor in anchors]
    assert [tag.split(":")[1] for _, tag, _ in controls(content)] == ids
    assert [title[-5:-1] for title, _, _ in controls(content)] == ids
    names = [mark.get(w("name")) for mark in root_of(content).iter(w("bookmarkStart"))]
    assert sorted(name for name in names if name.startswith("_rg_")) == [f"_rg_{name}" for name in ids]
    listed = etree.fromstring(parts_of(content)["customXml/item1.xml"])
    assert [block.get("id") for block in listed] == ids
    numbers = [
        number.get(w("val")) for number in root_of(content).iter(w("id")) if number.getparent().tag == w("sdtPr")
    ]
    assert len(set(numbers)) == len(ids)
    for (_, _, paragraphs), anchor in zip(controls(content), anchors, strict=True):
        assert "".join("".join(paragraphs).split()) == "".join(_plain(anchor).split())


def _plain(anchor: Anchor) -> str:
    return "".join(plain_text(inlines_of(block)) for block in walk(anchor.blocks))


def test_a_letterhead_s_own_part_keeps_its_name() -> None:
    parts = dict(parts_of(letterhead()))
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as made:
        for name, content in parts.items():
            if name == "word/_rels/document.xml.rels":
                kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/customXml"
                own = f'<Relationship Id="rId99" Type="{kind}" Target="../customXml/item1.xml"/></Relationships>'
                content = content.replace(b"</Relationships>", own.encode())
            made.writestr(name, content)
        made.writestr("customXml/item1.xml", "<council/>")
    content = written(replace(document(*PROSE), provenance=MADE_FROM), on=buffer.getvalue())
    assert parts_of(content)["customXml/item1.xml"] == b"<council/>"
    assert b"urn:reportgen:manifest:1" in parts_of(content)["customXml/item2.xml"]


def test_what_libreoffice_keeps_of_them(tmp_path: Path) -> None:
    whole = replace(specimen("paragraphs"), provenance=MADE_FROM)
    content, ids = written(whole), [anchor.id for anchor in anchored(whole)]
    saved = saved_by_libreoffice(content, tmp_path)
    xml = parts_of(saved)["word/document.xml"].decode()
    assert re.findall(r'w:alias w:val="[^"]*\[(b\d+)\]"', xml) == ids
    assert "<w:tag " not in xml
    assert len(set(re.findall(r"_rg_(b\d+)", xml))) >= len(ids) - 3
    assert len(etree.fromstring(parts_of(saved)["customXml/item1.xml"])) == len(ids)
    before, after = ([words.strip() for words in paragraphs_of(one) if words] for one in (content, saved))
    assert after == before
