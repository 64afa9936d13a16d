"""What others' checkers say of the papers, and every document in every house style and format."""

from pathlib import Path

import pytest
from openxml_audit import OpenXmlValidator

from reportgen.pipeline import Order, build, orders_of, styles
from tests.acceptance.papers import DECISIONS, FORMATS
from tests.acceptance.reading import nodes
from tests.office import judge
from tests.pdf import breaches
from tests.slides import audited, judge_deck, overflows
from tests.tools import axe, html_validate, markdownlint, need, ooxml_validator, vnu

PAPERS = ("bury/care-at-home-2024", "rutland/homecare-2018", "tower-hamlets/domiciliary-care-2021")


@pytest.fixture(scope="module", params=PAPERS)
def folder(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that holds a report in every format."""
    found = tmp_path_factory.mktemp("paper")
    for file in build(DECISIONS / f"{request.param}.yaml", request.param, Order(rules=(), formats=FORMATS)).files:
        (found / file.name.name).write_bytes(file.content)
    return found


def test_html_passes_its_checkers(folder: Path) -> None:
    for tool in ("axe", "vnu", "html-validate"):
        need(tool)
    pages = [folder / "report.html"]
    assert [*axe(pages).values(), vnu(pages), html_validate(pages)] == [[], [], []]


def test_markdown_passes_its_checker(folder: Path) -> None:
    need("markdownlint")
    assert markdownlint([folder / "report.md"]) == []


def test_word_passes_both_validators(folder: Path) -> None:
    need("ooxml-validator")
    assert ooxml_validator(folder / "report.docx") == []
    assert list(OpenXmlValidator().validate(folder / "report.docx").errors) == []


SUBJECTS = sorted(path for path in DECISIONS.rglob("*.yaml") if path.name != "council.yaml")
ALL_FORMATS = (*FORMATS, "pptx")
SOUND = {".docx": judge, ".pdf": breaches, ".pptx": judge_deck}


@pytest.mark.parametrize("style", styles())
@pytest.mark.parametrize("path", SUBJECTS, ids=[path.stem for path in SUBJECTS])
def test_every_document_of_every_file_can_be_had_in_every_style(path: Path, style: str) -> None:
    orders = orders_of(path, path.name, Order(rules=(), formats=ALL_FORMATS, style=style))
    assert len(orders) > 1
    for order in orders:
        made = build(path, path.name, order)
        assert made.findings == ()
        files = {file.name.suffix: file.content for file in made.files}
        assert files.keys() >= {f".{form}" for form in order.formats}
        assert [fault for suffix in SOUND.keys() & files.keys() for fault in SOUND[suffix](files[suffix])] == []
        assert all(found["text"] for found in nodes(files[".json"], "reference"))


@pytest.mark.parametrize("path", SUBJECTS, ids=[path.stem for path in SUBJECTS])
def test_every_office_file_passes_both_validators_and_no_slide_overflows(path: Path, tmp_path: Path) -> None:
    need("ooxml-validator")
    for order in orders_of(path, path.name, Order(rules=(), formats=("docx", "pptx"))):
        for made in build(path, path.name, order).files:
            file = tmp_path / made.name.name
            file.write_bytes(made.content)
            assert [audited(file), ooxml_validator(file)] == [[], []]
            assert file.suffix == ".docx" or overflows(file) == []
