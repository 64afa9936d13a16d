"""What is said of a Word file that is to be a letterhead: what it offers and lacks, and what is used for what."""

import io
import json
import re
import subprocess
import tempfile
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner

from reportgen.cli import commands
from reportgen.compose.templates import shipped_templates
from reportgen.load.styles import load_style
from reportgen.write.docx import WRITER
from tests.office import changed, judge, parts_of, repacked
from tests.specimen import specimen
from tests.tools import need

SHIPPED = shipped_templates() / "styles"
STYLES, NUMBERING = "word/styles.xml", "word/numbering.xml"
LISTS = """<w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="multilevel"/>
<w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/><w:pStyle w:val="Heading1"/><w:lvlText w:val="%1"/></w:lvl>
<w:lvl w:ilvl="1"><w:numFmt w:val="decimal"/><w:pStyle w:val="NumberedParagraph"/><w:lvlText w:val="%1.%2"/></w:lvl>
<w:lvl w:ilvl="2"><w:numFmt w:val="lowerRoman"/><w:lvlText w:val="(%3)"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>"""


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def ours() -> bytes:
    return (SHIPPED / "default.docx").read_bytes()


def said_of(content: bytes, *words: str, expect: int = 0) -> str:
    """Return what the doctor prints of a Word file."""
    Path("own.docx").write_bytes(content)
    done = CliRunner().invoke(commands, ["doctor", "own.docx", *words])
    assert (done.exit_code, done.stderr) == (expect, "")
    return done.stdout


def section(said: str, title: str) -> list[str]:
    """Return the lines below a title, without their indent."""
    _, _, rest = said.partition(f"{title}\n")
    return [line.strip() for line in rest.split("\n\n")[0].splitlines()]


def used_for(said: str, use: str) -> str:
    """Return the line on the style that serves for a use, blanks run together."""
    lines = section(said, "Styles: a use, as `word_styles:` calls it, and the style that serves")
    return next(" ".join(line.split()) for line in lines if line.startswith(f"{use} "))


def written_on(letterhead: bytes) -> bytes:
    """Return a paper that holds everything, on a letterhead."""
    style, _ = load_style("default", [SHIPPED])
    assert style is not None
    return WRITER.write(specimen(), style, letterhead).content


# What a file offers ---------------------------------------------------------------------------------------------


def test_our_own_letterhead_lacks_nothing() -> None:
    said = said_of(ours())
    assert said.startswith("own.docx can be used as a letterhead.\n")
    assert section(said, "Page")[:2] == [
        "Paper     A4, upright: 21.0 by 29.7 cm",
        "Margins   top 2.8, right 2.2, bottom 2.2, left 2.2 cm",
    ]
    assert section(said, "To make it better") == ["Nothing."]
    assert "stands in for" not in said


def test_headers_footers_slots_and_fields_are_told() -> None:
    said = said_of(ours())
    assert section(said, "Headers and footers")[3:5] == [
        "Footer, ordinary pages  “Page 1 of 1”; slots draft, council; fields PAGE, NUMPAGES",
        "Footer, first page      “Page 1 of 1”; slots draft, council; fields PAGE, NUMPAGES",
    ]
    assert "title           header of ordinary pages" in section(said, "Slots")


def test_a_header_that_word_does_not_show_is_told() -> None:
    said = said_of(changed(ours(), "<w:titlePg/>", ""))
    assert "- Not shown, as Word is not told to use it: header of first page, footer of first page." in said


def test_a_file_without_numbering_gets_lists_of_ours() -> None:
    parts = parts_of(ours())
    del parts[NUMBERING]
    for name, line in (("word/_rels/document.xml.rels", "numbering.xml"), ("[Content_Types].xml", "numbering.xml")):
        parts[name] = re.sub(rb"<(Relationship|Override) [^>]*%s[^>]*/>" % line.encode(), b"", parts[name])
    said = said_of(repacked(parts))
    assert section(said, "Lists") == ["None. Papers bring lists of their own, numbered as the house style says."]
    assert judge(written_on(repacked(parts))) == []


def test_the_levels_of_a_list_and_their_styles_are_told() -> None:
    with_lists = re.sub(rb"/>$", b">" + LISTS.replace("\n", "").encode(), parts_of(ours())[NUMBERING].rstrip())
    said = said_of(repacked(parts_of(ours()) | {NUMBERING: with_lists}))
    assert section(said, "Lists") == [
        "1        1 → heading 1, 1.1 → Numbered Paragraph (of 3 levels)",
        "They stay for use in Word. Papers bring lists of their own: the house style says how they are numbered",
        "(`numbering:`, `lists:`), so that the numbers are the same in Word, on the web and in references.",
    ]


def test_what_would_make_it_better_is_told() -> None:
    other = changed(ours(), '<w:pgSz w:w="11906" w:h="16838"/>', '<w:pgSz w:w="12240" w:h="15840"/>')
    other = changed(other, '<w:lang w:val="en-GB"', '<w:lang w:val="cy-GB"', STYLES)
    other = changed(other, "<w:body>", "<w:body><w:p><w:r><w:t>A cover of its own</w:t></w:r></w:p>")
    for footer in ("word/footer1.xml", "word/footer2.xml"):
        other = changed(other, " PAGE ", " DATE ", footer)
    assert section(said_of(other), "To make it better") == [
        "- The paper is not A4: in Word, choose Layout, Size, A4.",
        "- Its words are in another language (cy-GB): papers are marked as English all the same.",
        "- It holds words of its own, which stand in every paper: “A cover of its own”",
        "- No header or footer counts pages: in Word, choose Insert, Page Number.",
    ]


def test_pages_of_no_stated_size_are_a4() -> None:
    bare = re.sub(r"<w:pg(Sz|Mar) [^>]*/>", "", parts_of(ours())["word/document.xml"].decode("utf-8"))
    other = repacked(parts_of(ours()) | {"word/document.xml": bare.encode("utf-8")})
    assert section(said_of(other), "Page")[0] == "Paper     A4, upright: 21.0 by 29.7 cm"
    written = parts_of(written_on(other))["word/document.xml"].decode("utf-8")
    assert re.search(r'<w:footerReference [^>]*/><w:pgSz w:w="11906" w:h="16838"/><w:pgMar [^>]*/><w:cols', written)


# Styles ---------------------------------------------------------------------------------------------------------


def german() -> bytes:
    """Return our letterhead with German names, as programs other than Word write them."""
    parts = parts_of(ours())
    text = parts[STYLES].decode("utf-8")
    for level in (1, 2, 3, 4):
        text = text.replace(f'w:styleId="Heading{level}"', f'w:styleId="berschrift{level}"')
        text = text.replace(f'<w:name w:val="heading {level}"/>', f'<w:name w:val="Überschrift {level}"/>')
    return repacked(parts | {STYLES: text.replace('w:val="Body Text"/>', 'w:val="Textkörper"/>').encode("utf-8")})


def test_headings_of_another_language_are_known_by_their_level() -> None:
    said = said_of(german())
    assert used_for(said, "heading_2") == "heading_2 Überschrift 2 known by its level in the outline"
    assert used_for(said, "body") == "body Normal stands in for Body Text"
    assert section(said, "To make it better") == ["Nothing."]
    written = written_on(german())
    assert b'<w:pStyle w:val="berschrift2"/>' in parts_of(written)["word/document.xml"]
    assert judge(written) == []


def test_headings_are_known_by_words_own_name_whatever_their_id() -> None:
    named = parts_of(german())[STYLES].decode("utf-8").replace("Überschrift ", "heading ")
    said = said_of(repacked(parts_of(german()) | {STYLES: named.encode("utf-8")}))
    assert used_for(said, "heading_1") == "heading_1 heading 1"


def test_a_heading_may_have_its_level_from_the_style_that_it_is_based_on() -> None:
    parts = parts_of(german())
    based = (
        '<w:style w:type="paragraph" w:styleId="Thema"><w:name w:val="Thema"/><w:basedOn w:val="berschrift9"/>'
        "</w:style>"
        '<w:style w:type="paragraph" w:styleId="berschrift9"><w:name w:val="Basis"/></w:style></w:styles>'
    )
    text = parts[STYLES].decode("utf-8").replace('<w:outlineLvl w:val="0"/>', "").replace("</w:styles>", based)
    assert used_for(said_of(repacked(parts | {STYLES: text.encode("utf-8")})), "heading_1") == (
        "heading_1 Normal stands in for heading 1"
    )
    text = text.replace('<w:name w:val="Basis"/>', '<w:name w:val="Basis"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr>')
    text = text.replace('w:type="paragraph" w:styleId="berschrift9"', 'w:type="character" w:styleId="berschrift9"')
    assert used_for(said_of(repacked(parts | {STYLES: text.encode("utf-8")})), "heading_1") == (
        "heading_1 Thema known by its level in the outline"
    )


def test_a_house_style_may_name_the_styles() -> None:
    Path("templates/styles").mkdir(parents=True)
    Path("templates/styles/northshire.yaml").write_text("word_styles: {body: textkörper, lead: Vorspann}\n", "utf-8")
    said = said_of(german(), "--style", "northshire")
    assert used_for(said, "body") == "body Textkörper"
    assert used_for(said, "lead") == "lead Report Lead stands in for Vorspann"


@cache
def of_pandoc() -> bytes:
    need("pandoc")
    return subprocess.run(
        ["pandoc", "--print-default-data-file", "reference.docx"], capture_output=True, check=True
    ).stdout


@cache
def of_libreoffice() -> bytes:
    need("soffice")
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "own.html").write_text("<h1>One</h1><p>Two</p>", "utf-8")
        convert = ["--headless", "--infilter=HTML (StarWriter)", "--convert-to", "docx:Office Open XML Text"]
        subprocess.run(
            ["soffice", f"-env:UserInstallation=file://{folder}/profile", *convert, "--outdir", folder,
             f"{folder}/own.html"],
            capture_output=True, check=True, timeout=120,
        )  # fmt: skip
        return Path(folder, "own.docx").read_bytes()


def of_python_docx() -> bytes:
    made = io.BytesIO()
    docx.Document().save(made)
    return made.getvalue()


@pytest.mark.parametrize("default", [of_pandoc, of_libreoffice, of_python_docx], ids=lambda made: made.__name__)
def test_the_default_documents_of_others_can_be_used(default: Callable[[], bytes]) -> None:
    content = default()
    said = said_of(content)
    assert used_for(said, "heading_1").lower() == "heading_1 heading 1"
    assert used_for(said, "stem").endswith("stands in for Report Stem")
    # What the file's own words have wrong with them stays wrong.
    assert [fault for fault in judge(written_on(content)) if fault not in judge(content)] == []


# What can't be used ---------------------------------------------------------------------------------------------


def zipped(name: str) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as file:
        file.writestr(name, "nothing")
    return held.getvalue()


COMPOUND = bytes.fromhex("D0CF11E0A1B11AE1") + bytes(504)
MACROS = "application/vnd.ms-word.document.macroEnabled.main+xml"
ORDINARY = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", "The letterhead can't be read as a Word file."),
        (b"{\\rtf1 Rich text}", "The letterhead can't be read as a Word file."),
        (zipped("a.txt"), "The letterhead can't be read as a Word file."),
        (ours()[: len(ours()) // 2], "The letterhead can't be read as a Word file."),
        (changed(ours(), ORDINARY, MACROS, "[Content_Types].xml"), "The letterhead holds macros."),
        (COMPOUND + "EncryptedPackage".encode("utf-16-le"), "The letterhead is protected by a password."),
        (COMPOUND + "WordDocument".encode("utf-16-le"), "The letterhead is a document of an older Word (.doc)."),
    ],
    ids=["empty", "rich text", "zip", "cut short", "macros", "password", "old"],
)
def test_what_cannot_be_used_is_told_with_its_remedy(content: bytes, fault: str) -> None:
    said = said_of(content, expect=1)
    assert said.startswith(f"own.docx can't be used as a letterhead.\n\n{fault}")
    assert "save it again" in said
    told = json.loads(said_of(content, "--format", "json", expect=1))
    assert (told["usable"], told["found"]) == (False, None)
    assert told["fault"].startswith(fault)


# As JSON --------------------------------------------------------------------------------------------------------


def test_other_programs_get_json() -> None:
    told = json.loads(said_of(ours(), "--format", "json"))
    assert (told["file"], told["usable"], told["advice"]) == ("own.docx", True, [])
    found = told["found"]
    assert (found["language"], found["page"]["width"], found["slots"]) == ("en-GB", 21.0, ["body"])
    assert {"use": "body", "style": "Body Text", "wanted": "Body Text", "by_outline": False} in found["uses"]
