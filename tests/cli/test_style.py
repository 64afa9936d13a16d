"""A house style checked and shown from the command line."""

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from reportgen.cli import commands
from reportgen.compose.templates import shipped_templates
from reportgen.document.nodes import Role
from reportgen.house.preview import specimen_in
from reportgen.load.styles import load_style
from reportgen.pipeline import formats, styles
from reportgen.write._colour import contrast
from tests.office import changed, judge, numbers_of, parts_of

SHIPPED = shipped_templates() / "styles"
OWN = Path("templates/styles")


@pytest.fixture(autouse=True)
def _in_a_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    OWN.mkdir(parents=True)


def run(*words: str, expect: int = 0) -> Result:
    done = CliRunner().invoke(commands, ["style", *words])
    assert done.exit_code == expect, done.output
    return done


def put(text: str, name: str = "northshire") -> None:
    (OWN / f"{name}.yaml").write_text(text, "utf-8")


# Checking ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", styles())
def test_every_shipped_style_is_sound(name: str) -> None:
    assert run("check", name, "--fail-on", "info").stdout == "Nothing wrong found.\n"


def test_a_style_may_be_named_by_its_file_wherever_it_stands() -> None:
    Path("elsewhere").mkdir()
    Path("elsewhere/westford.yaml").write_text("letterhead: own.docx\nlook: {accent: '#DDDDDD'}\n", "utf-8")
    Path("elsewhere/own.docx").write_bytes((SHIPPED / "default.docx").read_bytes())
    done = run("check", "elsewhere/westford.yaml", expect=1)
    assert done.stdout.startswith("elsewhere/westford.yaml:2:16: STYLE-CONTRAST error: Links are hard to read")
    assert done.stdout.endswith("\n1 error.\n")


def test_the_level_that_fails_can_be_chosen() -> None:
    put("labels: {raesons: Why}\n")
    run("check", "northshire")
    run("check", "northshire", "--fail-on", "warning", expect=1)


def test_findings_come_as_json_too() -> None:
    put("header: [[dat]]\n")
    told = json.loads(run("check", "northshire", "--format", "json", expect=1).stdout)
    assert [(f["rule"], f["file"], f["path"]) for f in told["findings"]] == [
        ("STYLE-HEADER", "templates/styles/northshire.yaml", "header[1][1]")
    ]


def test_a_section_of_the_councils_own_is_a_section() -> None:
    put("sections: {report: [title, welsh_summary]}\n")
    assert "There is no section `welsh_summary`." in run("check", "northshire", expect=1).stdout
    part = Path("templates/parts/welsh_summary.md.j2")
    part.parent.mkdir()
    part.write_text("## Crynodeb\n", "utf-8")
    run("check", "northshire")


@pytest.mark.parametrize(
    ("letterhead", "said"),
    [
        (b"not a Word file", "The letterhead can't be read as a Word file."),
        (bytes.fromhex("D0CF11E0A1B11AE1"), "The letterhead is a document of an older Word (.doc)."),
    ],
)
def test_a_letterhead_that_cannot_be_used_is_told_at_its_line(letterhead: bytes, said: str) -> None:
    put("extends: default\nletterhead: own.docx\n")
    (OWN / "own.docx").write_bytes(letterhead)
    assert f"northshire.yaml:2:13: LETTERHEAD error: {said}" in run("check", "northshire", expect=1).stdout


def test_what_a_letterhead_lacks_is_told() -> None:
    default = (SHIPPED / "default.docx").read_bytes()
    bare = changed(default, 'w:val="heading 2"', 'w:val="Zwischentitel"', "word/styles.xml")
    bare = changed(bare, '<w:outlineLvl w:val="1"/>', "", "word/styles.xml")
    bare = changed(bare, 'w:val="Report Lead"', 'w:val="Opening"', "word/styles.xml")
    (OWN / "own.docx").write_bytes(bare)
    put("letterhead: own.docx\n")
    assert re.findall(r"(\w+): (The letterhead.*)", run("check", "northshire").stdout) == [
        ("warning", "The letterhead `own.docx` has no style for headings of these levels: heading 2."),
        ("info", "The letterhead `own.docx` lacks styles that others stand in for: Report Lead."),
    ]
    put("letterhead: own.docx\nword_styles: {heading_2: zwischentitel, lead: Opening}\n")
    assert run("check", "northshire").stdout == "Nothing wrong found.\n"


@pytest.mark.parametrize("setting", ["table_head_text", "table_head_fill", "text_colour", "heading_colour", "accent"])
def test_the_colour_that_is_proposed_can_be_read(setting: str) -> None:
    put(f'look: {{{setting}: "#8899AA"}}\n')
    said = run("check", "northshire", expect=1).stdout
    proposed = re.findall(rf'write `{setting}: "(#[0-9A-F]{{6}})"`', said)
    assert contrast("#8899AA", "#FFFFFF") < 4.5
    put(f'look: {{{setting}: "{proposed[-1]}"}}\n')
    run("check", "northshire")


# Showing -------------------------------------------------------------------------------------------------------


def test_a_preview_that_not_everybody_could_read_is_told_at_the_bullets() -> None:
    put('extends: default\nlists: {bullets: ["\U0001f600"]}\n')
    done = run("preview", "northshire", "--format", "pdf", "--out", "seen", expect=1)
    assert ":2:" in done.output and "No font of the PDF has" in done.output
    assert not Path("seen").exists()


def test_a_preview_is_written_in_each_format_and_its_paths_are_printed() -> None:
    put('extends: default\nnumbering: {sections: "1."}\n')
    done = run("preview", "northshire", *(word for name in formats() for word in ("--format", name)), "--out", "seen")
    assert done.stderr == ""
    paths = done.stdout.splitlines()
    assert {f"seen/style-preview/northshire.{form}" for form in formats()} <= set(paths)
    written = {path.as_posix() for path in Path("seen").rglob("*") if path.is_file()}
    assert set(paths) == written - {"seen/style-preview/.reportgen"}


def test_a_specimen_that_somebody_has_changed_is_left() -> None:
    put("look: {accent: '#1A5276'}\n")
    run("preview", "northshire", "--format", "md")
    written = Path("build/style-preview/northshire.md")
    mine = f"{written.read_text('utf-8')}\nToo pale.\n"
    written.write_text(mine, "utf-8")
    done = run("preview", "northshire", "--format", "md", expect=1)
    assert "build/style-preview/northshire (new).md" in done.stdout
    assert "northshire.md` was changed after reportgen wrote it, last on " in done.stderr
    assert "--discard-edits" in done.stderr
    assert "decision file" not in done.stderr
    assert written.read_text("utf-8") == mine
    run("preview", "northshire", "--format", "md", "--discard-edits")
    assert "Too pale" not in written.read_text("utf-8")
    assert [path.read_text("utf-8") for path in written.parent.glob("* (kept *).md")] == [mine]


def test_a_preview_is_numbered_as_the_style_says() -> None:
    put('numbering: {sections: "1.", subsections: "1.1", paragraphs: none}\nlists: {recommendations: (a)}\n')
    run("preview", "northshire", "--format", "docx", "--format", "md")
    shown = {words: number for number, words in numbers_of(Path("build/style-preview/northshire.docx").read_bytes())}
    assert shown["Background"] == "2."
    assert shown["What care at home is"] == "2.1"
    assert shown["delegate its detail to the director."] == "(b)"
    assert "By framework." not in shown
    assert "See 2, The contracts began" in Path("build/style-preview/northshire.md").read_text("utf-8")


@pytest.mark.parametrize("name", styles())
def test_a_preview_in_any_style_is_a_sound_word_file(name: str) -> None:
    run("preview", name)
    written = Path(f"build/style-preview/{name}.docx").read_bytes()
    assert judge(written) == []
    run("preview", name)
    assert Path(f"build/style-preview/{name}.docx").read_bytes() == written


def test_a_preview_shows_every_role() -> None:
    style, _ = load_style("default", [SHIPPED])
    assert style is not None
    shown = str(specimen_in(style).blocks)
    assert [role for role in Role if f"A paragraph whose role is {role.value}." not in shown] == []


def test_a_preview_stands_on_the_letterhead_beside_the_style() -> None:
    own = changed((SHIPPED / "default.docx").read_bytes(), "Page ", "Side ", "word/footer1.xml")
    (OWN / "own.docx").write_bytes(own)
    put("letterhead: own.docx\n")
    run("preview", "templates/styles/northshire.yaml")
    assert b"Side " in parts_of(Path("build/style-preview/northshire.docx").read_bytes())["word/footer1.xml"]


def test_without_its_letterhead_no_preview_is_written() -> None:
    put("letterhead: own.docx\n")
    done = run("preview", "northshire", "--format", "md", "--format", "docx", expect=1)
    assert done.stdout == ""
    assert done.stderr.startswith("templates/styles/northshire.yaml:1:13: LETTERHEAD error: There is no `own.docx`")
    assert not Path("build").exists()


def test_a_preview_that_cannot_be_written_says_so() -> None:
    Path("build").write_text("mine")
    assert "Error: cannot write `build`" in run("preview", "default", expect=2).stderr


# First Office files --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("word", "name"), [("letterhead", "northshire.docx"), ("deck", "northshire.pptx")])
def test_a_first_office_file_has_the_look_of_the_style_and_serves_it(word: str, name: str) -> None:
    look = 'look:\n  heading_colour: "#00594F"\n'
    put(look)
    made = run(word, "northshire", f"templates/styles/{name}")
    assert made.stdout == f"templates/styles/{name}\n"
    assert made.stderr == f"Keep it beside the style, and name it there: `{word}: {name}`.\n"
    parts = parts_of((OWN / name).read_bytes())
    assert any(b"00594F" in content for content in parts.values())
    put(f"{look}{word}: {name}\n")
    assert run("check", "northshire").stdout == "Nothing wrong found.\n"


def test_an_office_file_that_is_there_is_replaced_where_that_is_asked_for() -> None:
    Path("own.docx").write_bytes(b"mine")
    run("letterhead", "default", "own.docx", expect=2)
    assert Path("own.docx").read_bytes() == b"mine"
    run("letterhead", "default", "own.docx", "--replace")
    assert Path("own.docx").read_bytes() == (SHIPPED / "default.docx").read_bytes()


def test_a_faulty_style_gives_no_office_file() -> None:
    put("look:\n  fnt: Arial\n")
    assert "did you mean `font`?" in run("letterhead", "northshire", "own.docx", expect=1).stderr
    assert not Path("own.docx").exists()
