"""What is no Word file, or one made to do harm: each is refused in a sentence, within bounds, with nothing fetched."""

import io
import zipfile

import pytest

from reportgen.pull import package
from reportgen.pull.pull import CannotPullError, read_edited
from tests.pull.wordfile import packed, paragraph, word_file

OLE = bytes.fromhex("d0cf11e0a1b11ae1")
GOOD = word_file(paragraph("Good words."))


def refusal(content: bytes) -> str:
    with pytest.raises(CannotPullError) as caught:
        read_edited(content)
    return caught.value.message


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "This is not a Word file: it is empty."),
        (b"%PDF-1.7 ...", "This is not a Word file: it is a PDF."),
        (b"{\\rtf1 ...}", "This is not a Word file: it is rich text (.rtf)."),
        (b"<html></html>", "This is not a Word file: it is a web page."),
        (b"just words", "This is not a Word file: it is of another kind, or damaged."),
        (OLE + b"\0" * 600, "This is a file of an old Word (.doc), or none of Word's."),
        (
            OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"),
            "The Word file is protected with a password, so that nothing of it can be read.",
        ),
        (GOOD[: len(GOOD) // 2], "The Word file is damaged: it can't be unpacked."),
        (packed({"a.txt": "no Word"}), "This is not a Word file: it has no text of a document in it."),
        (packed({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<a/>"}),
         "This is an OpenDocument file (.odt)."),
    ],
    ids=["empty", "pdf", "rtf", "page", "words", "old", "protected", "cut off", "archive", "odt"],
)  # fmt: skip
def test_what_is_no_word_file_is_said_to_be_none(content: bytes, message: str) -> None:
    assert refusal(content) == message


def test_a_damaged_part_is_named() -> None:
    assert refusal(word_file("<w:p>")) == ("The Word file is damaged: its part `word/document.xml` can't be read.")


def test_packed_bytes_that_were_changed_are_a_damaged_part() -> None:
    at = GOOD.index(b"word/document.xml") + len("word/document.xml") + 20
    assert "can't be unpacked" in refusal(GOOD[:at] + b"\xff\xff\xff\xff\xff" + GOOD[at + 5 :])


def test_a_bomb_is_not_unpacked() -> None:
    assert refusal(word_file("<!-- " + " " * 60_000_000 + "-->")) == (
        "The Word file unpacks to far more than a report could hold, as a file made to do harm does; "
        "it was not unpacked."
    )


def test_a_bomb_that_lies_about_its_size_is_unpacked_no_further_than_it_says() -> None:
    bomb = bytearray(word_file("<!-- " + " " * 60_000_000 + "-->"))
    with zipfile.ZipFile(io.BytesIO(bytes(bomb))) as archive:
        size = archive.getinfo("word/document.xml").file_size
    lied = bytes(bomb).replace(size.to_bytes(4, "little"), (90_000).to_bytes(4, "little"))
    assert "is damaged" in refusal(lied)


def test_a_file_of_thousands_of_parts_is_not_unpacked() -> None:
    assert "far more than a report could hold" in refusal(
        packed({f"part{at}": "" for at in range(package.MOST_PARTS + 1)})
    )


def test_a_file_of_many_megabytes_is_not_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "LARGEST_FILE", 100)
    assert refusal(GOOD).startswith("The Word file is larger than")


ENTITIES = '<!DOCTYPE a [<!ENTITY b "bbbbbbbbbb"><!ENTITY c "&b;&b;&b;&b;"><!ENTITY d SYSTEM "file:///etc/hostname">]>'


def test_entities_are_refused_before_any_is_expanded() -> None:
    assert refusal(word_file(paragraph("&c;&d;"), before=ENTITIES)) == (
        "The Word file declares entities of its own, which no Word does and which can be made to do harm; "
        "it was not read."
    )


def test_elements_nested_without_end_are_refused() -> None:
    deep = "<w:sdt><w:sdtContent>" * 5000 + "</w:sdtContent></w:sdt>" * 5000
    assert refusal(word_file(deep)) == "The Word file is damaged: its part `word/document.xml` can't be read."


def test_macros_are_told_of_and_not_run() -> None:
    macro = "application/vnd.ms-word.document.macroEnabled.main+xml"
    edited = read_edited(word_file(paragraph("Words."), kind=macro))
    assert edited.word.lines[0].text == "Words."
    assert edited.word.remarks == ("The Word file holds macros: they were not run, and nothing of them comes back.",)


def test_what_leads_out_of_the_file_is_told_of_and_not_fetched() -> None:
    leads = (
        '<Relationship Id="x1" TargetMode="External" Target="https://example.org/template.dotm" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"/>'
        '<Relationship Id="x2" TargetMode="External" Target="https://example.org/page" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"/>'
    )
    edited = read_edited(word_file(paragraph("Words."), relations=leads))
    assert edited.word.remarks == (
        "The Word file leads to something outside it (`https://example.org/template.dotm`), which was not fetched.",
    )


def test_the_template_that_settings_attach_is_told_of_and_not_fetched() -> None:
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="x1" TargetMode="External" Target="https://example.org/letter.dotm" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"/></Relationships>'
    )
    made = io.BytesIO(word_file(paragraph("Words.")))
    with zipfile.ZipFile(made, "a") as archive:
        archive.writestr("word/_rels/settings.xml.rels", relations)
    assert read_edited(made.getvalue()).word.remarks == (
        "The Word file leads to something outside it (`https://example.org/letter.dotm`), which was not fetched.",
    )


def test_strict_open_xml_is_read_like_the_usual_one() -> None:
    content = word_file(paragraph("Words."))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    strict = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
    usual = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    files["word/document.xml"] = files["word/document.xml"].replace(usual, strict)
    assert read_edited(packed(files)).word.lines[0].text == "Words."
