"""`reportgen pull` on the command line: what it prints, what it writes, how it ends."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from reportgen.cli import commands
from tests.pull.hands import Hand
from tests.pull.paper import COUNCIL, PAPER, word_file
from tests.pull.wordfile import paragraph
from tests.pull.wordfile import word_file as other_file


@pytest.fixture(autouse=True)
def _a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    folder = Path("decisions/northshire")
    folder.mkdir(parents=True)
    (folder / "council.yaml").write_text(COUNCIL, "utf-8")
    (folder / "care.yaml").write_text(PAPER, "utf-8")


FILE = Path("decisions/northshire/care.yaml")


def run(*words: str) -> Result:
    return CliRunner().invoke(commands, ["pull", *words])


def edited(content: bytes, name: str = "edited.docx") -> str:
    Path(name).write_bytes(content)
    return name


def a_directors_edits() -> bytes:
    hand = Hand(word_file(), author="Director of Finance").retype("Prices are held.", "Prices are held for a year.")
    hand.retype("4,380,000", "4,500,000", within="by at most").retype("17 September", "24 September")
    return hand.comment("cost more", "Net of VAT?").retype("Risk assessment", "Risks").saved()


TOLD = """\
edited.docx against decisions/northshire/care.yaml

decisions/northshire/care.yaml:4: meeting.date: value, by Director of Finance, 12 September 2025
  before   [-17-] September 2025
  after    {+24+} September 2025

decisions/northshire/care.yaml:24: reasons: text, by Director of Finance, 12 September 2025
  before   Care goes on.

           Prices are held.
  after    Care goes on.

           Prices are held {+for a year+}.

decisions/northshire/care.yaml:44: extension.cost_max: reference, by Director of Finance, 12 September 2025
  before   £[-4,380,000-]
  after    £{+4,500,000+}
  refused  `report.summary` refers here to `extension.cost_max` (line 44), which other places may
           print too: if it is wrong, change it there, and all of them will say so.

the document: wording of the template, by Director of Finance, 12 September 2025
  before   # [-Risk assessment-]
  after    # {+Risks+}
  refused  These words are the house style's, as in every paper: set `risks` under `labels` in
           `templates/styles/default.yaml`.

Comments
  decisions/northshire/care.yaml:8: report.summary: Director of Finance, 12 September 2025 commented
    on “cost more”: “Net of VAT?”

2 changes can be applied, 2 changes not. 1 comment. Nothing was written: --apply writes what can be applied.
"""


def test_it_shows_field_by_field_what_was_changed_and_writes_nothing() -> None:
    done = run(edited(a_directors_edits()))
    assert done.output == TOLD
    assert done.exit_code == 1
    assert FILE.read_text("utf-8") == PAPER


def test_apply_writes_what_can_be_applied_and_the_comments() -> None:
    done = run(edited(a_directors_edits()), "--apply")
    assert done.output.endswith("2 changes applied, 2 changes not. 1 comment.\n")
    assert done.exit_code == 1
    comment = "  # Director of Finance, 12 September 2025 commented on “cost more”: “Net of VAT?”\n"
    expected = PAPER.replace("2025-09-17", "2025-09-24").replace("Prices are held.", "Prices are held for a year.")
    assert FILE.read_text("utf-8") == expected.replace("  summary: |", f"{comment}  summary: |", 1)


def test_a_file_that_nobody_changed_ends_well() -> None:
    done = run(edited(word_file()))
    assert (done.output, done.exit_code) == (
        "edited.docx against decisions/northshire/care.yaml\n\nNothing was changed.\n",
        0,
    )


def test_what_can_all_be_applied_ends_well() -> None:
    name = edited(Hand(word_file()).retype("Prices are held.", "Prices fall.").saved())
    assert run(name).exit_code == 0
    assert run(name, "--apply").exit_code == 0
    assert FILE.read_text("utf-8") == PAPER.replace("Prices are held.", "Prices fall.")


def test_what_is_open_elsewhere_may_have_changes_that_are_not_seen() -> None:
    name = edited(Hand(word_file()).saved())
    Path(f".~lock.{name}#").write_text(",Director of Finance,desk,12.09.2025 10:30,;", "utf-8")
    done = run(name)
    assert done.output == (
        "edited.docx against decisions/northshire/care.yaml\n\n"
        "Note: The Word file is open in another program, by Director of Finance: changes that aren't saved\n"
        "      there yet are not seen here.\n"
        "      save it there, then pull again\n\n"
        "Nothing was changed.\n"
    )
    assert done.exit_code == 0


def test_as_json() -> None:
    told = json.loads(run(edited(a_directors_edits()), "--format", "json").output)
    assert [(change["path"], change["line"], change["can_be_applied"]) for change in told["changes"]] == [
        ("meeting.date", 4, True),
        ("reasons", 24, True),
        ("extension.cost_max", 44, False),
        ("", 0, False),
    ]
    assert told["comments"][0]["message"].startswith("Director of Finance, 12 September 2025 commented")


def test_line_ends_and_byte_order_mark_stay() -> None:
    FILE.write_bytes(b"\xef\xbb\xbf" + PAPER.replace("\n", "\r\n").encode())
    run(edited(Hand(word_file()).retype("Meet each week.", "Meet each day.").saved()), "--apply")
    expected = PAPER.replace("Meet each week.", "Meet each day.").replace("\n", "\r\n")
    assert FILE.read_bytes() == b"\xef\xbb\xbf" + expected.encode()


REFUSED = {
    "no such file": (
        lambda: ["missing.docx"],
        "Error: There is no file `missing.docx`.",
    ),
    "not a Word file": (
        lambda: [edited(b"%PDF-1.7")],
        "Error: This is not a Word file: it is a PDF.\n  choose the .docx that was edited",
    ),
    "not ours": (
        lambda: [edited(other_file(paragraph("Dear Sir")))],
        "Error: The Word file doesn't say what it was made from: it isn't reportgen's, or has been through a program "
        "that drops this, as Google Docs does.\n  name the decision file with --into FILE",
    ),
    "not ours, into a file": (
        lambda: [edited(other_file(paragraph("Dear Sir"))), "--into", str(FILE)],
        "Error: The Word file says little of what the paper of `decisions/northshire/care.yaml` says "
        "(0% of its passages were found).\n"
        "  is this the file that it was made from? If it is, too much was rewritten to be placed",
    ),
    "of another decision": (
        lambda: [edited(word_file()), "--into", another()],
        "Error: This Word file was made from `northshire/care.yaml`, not from `decisions/northshire/roads.yaml`.\n"
        "  pull it into the file that it was made from, which is found by itself without --into",
    ),
    "of a decision that says nearly the same": (
        lambda: [edited(word_file()), "--into", another(PAPER.replace("Care at home", "Care in homes"))],
        "Error: This Word file was made from `northshire/care.yaml`, not from `decisions/northshire/roads.yaml`.",
    ),
    "made from a file that isn't here": (
        lambda: [edited(word_file()), away()][:1],
        "Error: The Word file was made from `northshire/care.yaml`, which is nowhere below",
    ),
    "several that it may be made from": (
        lambda: [edited(word_file()), copies()][:1],
        "Error: Several files may be what the Word file was made from: `a/northshire/care.yaml`, "
        "`b/northshire/care.yaml`.\n  name one: --into FILE",
    ),
    "a file with faults": (
        lambda: [edited(word_file()), spoilt()][:1],
        "Error: The file has faults, so that no paper can be made of it to lay the Word file beside.",
    ),
}


ROADS = """\
meeting: {body: Cabinet, date: 2025-10-15}
report: {title: Roads, report_of: Director of Roads}
recommendations:
  - text: Mend the roads.
reasons: They have holes.
"""


def another(text: str = ROADS) -> str:
    path = FILE.with_name("roads.yaml")
    path.write_text(text, "utf-8")
    return str(path)


def away() -> str:
    FILE.rename("elsewhere.yaml")
    return ""


def copies() -> str:
    for name in ("a", "b"):
        Path(name, "northshire").mkdir(parents=True)
        Path(name, "northshire/care.yaml").write_text(PAPER, "utf-8")
    return away()


def spoilt() -> str:
    FILE.write_text(PAPER.replace("date: 2025-09-17", "date: some day"), "utf-8")
    return ""


@pytest.mark.parametrize(("words", "message"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_pulled_is_said_in_a_sentence(words: object, message: str) -> None:
    done = run(*words())  # type: ignore[operator]  # makes the words
    assert message in done.output
    assert done.exit_code == 2
