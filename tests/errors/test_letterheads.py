"""Letterheads that can't be used: each with the exact text that whoever keeps the house style gets, and no file.

`letterheads/NAME.txt` is what is said of the letterhead that `LETTERHEADS` makes. REPORTGEN_UPDATE=1 writes them anew.
"""

import io
import os
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from reportgen.check.report_text import report
from reportgen.compose.templates import shipped_templates
from reportgen.pipeline import Order, build
from tests.office import MAIN, changed, parts_of, repacked

SAID = Path(__file__).parent / "letterheads"
GOOD = (shipped_templates() / "styles/default.docx").read_bytes()
TYPES = "[Content_Types].xml"
COMPOUND = bytes.fromhex("D0CF11E0A1B11AE1")
PAPER = """\
meeting: {body: Cabinet, date: 2024-06-05}
report: {title: Care at home, report_of: Director of Adult Social Care}
recommendations: [{text: Approve the plan.}]
reasons: Time is needed to plan a better service.
"""


def bomb() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts_of(GOOD).items():
            file.writestr(name, content)
        file.writestr("word/media/image1.png", bytes(65 * 1024 * 1024))
    return made.getvalue()


def without(part: str) -> bytes:
    return repacked({name: content for name, content in parts_of(GOOD).items() if name != part})


def with_entities() -> bytes:
    """Return a letterhead whose words are ten to the power of ten letters, once they are written out."""
    entities = '<!ENTITY a0 "aaaaaaaaaa">' + "".join(f'<!ENTITY a{at} "{f"&a{at - 1};" * 10}">' for at in range(1, 10))
    document = parts_of(GOOD)[MAIN].decode()
    start = document.index("<w:document")
    spoilt = f"<!DOCTYPE x [{entities}]>{document[start:]}".replace("The paper", "&a9;", 1)
    return repacked(parts_of(GOOD) | {MAIN: spoilt.encode()})


LETTERHEADS: Mapping[str, Callable[[], bytes]] = {
    "empty": lambda: b"",
    "plain-text": lambda: b"Northshire Council\n",
    "pdf": lambda: b"%PDF-1.7\n",
    "locked-by-password": lambda: COMPOUND + bytes(4096) + "EncryptedPackage".encode("utf-16-le"),
    "word-2003": lambda: COMPOUND + bytes(4096),
    "cut-short": lambda: GOOD[: len(GOOD) // 2],
    "zip-of-something-else": lambda: repacked({"notes.txt": b"Notes"}),
    "spreadsheet": lambda: repacked(
        {name.replace("word/", "xl/"): content for name, content in parts_of(GOOD).items()}
    ),
    "without-document": lambda: without(MAIN),
    "without-content-types": lambda: without(TYPES),
    "broken-document": lambda: changed(GOOD, "</w:body>", "</w:bodi>"),
    "document-of-another-kind": lambda: changed(changed(GOOD, "<w:body>", "<w:page>"), "</w:body>", "</w:page>"),
    "macros": lambda: changed(
        GOOD,
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
        "application/vnd.ms-word.document.macroEnabled.main+xml",
        TYPES,
    ),
    "unpacks-to-a-giant": bomb,
}


def built(letterhead: bytes, folder: Path) -> tuple[str, int]:
    """Return what is said of a letterhead, with the place of the test taken out of it, and the files that it gives."""
    (folder / "templates/styles").mkdir(parents=True)
    (folder / "templates/styles/northshire.docx").write_bytes(letterhead)
    (folder / "templates/styles/northshire.yaml").write_text("letterhead: northshire.docx\n")
    (folder / "council.yaml").write_text("id: northshire\nname: Northshire Council\nstyle: northshire\n")
    (folder / "care.yaml").write_text(PAPER)
    made = build(folder / "care.yaml", "care.yaml", Order(rules=(), formats=("docx",)))
    return report(made.findings).replace(f"{folder.as_posix()}/", ""), len(made.files)


@pytest.mark.parametrize("name", LETTERHEADS)
def test_a_letterhead_that_can_not_be_used_is_told_in_words(name: str, tmp_path: Path) -> None:
    said, files = built(LETTERHEADS[name](), tmp_path)
    expected = SAID / f"{name}.txt"
    if os.environ.get("REPORTGEN_UPDATE"):
        expected.write_text(said, encoding="utf-8")
    assert (said, files) == (expected.read_text(encoding="utf-8"), 0)


def test_no_text_is_left_of_a_letterhead_that_is_gone() -> None:
    assert sorted(path.stem for path in SAID.glob("*.txt")) == sorted(LETTERHEADS)


def test_a_good_letterhead_is_used(tmp_path: Path) -> None:
    assert built(GOOD, tmp_path)[1] == 1


def test_words_that_write_themselves_out_are_left_as_they_are(tmp_path: Path) -> None:
    _, files = built(with_entities(), tmp_path)
    assert files <= 1
