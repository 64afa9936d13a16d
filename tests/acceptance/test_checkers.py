"""What others' checkers say of the papers, and every paper in every house style."""

from pathlib import Path

import pytest
from openxml_audit import OpenXmlValidator

from reportgen.base.finding import Severity
from reportgen.pipeline import Order, build, styles
from tests.acceptance.papers import DECISIONS, FORMATS
from tests.acceptance.reading import nodes
from tests.office import judge
from tests.tools import axe, html_validate, markdownlint, need, ooxml_validator, vnu

PAPERS = ("rutland/homecare-2018", "tower-hamlets/domiciliary-care-2021")
EVERY = ("bury/care-at-home-2024", *PAPERS)


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


@pytest.mark.parametrize("style", styles())
@pytest.mark.parametrize("name", EVERY)
def test_every_paper_can_be_had_in_every_style(name: str, style: str) -> None:
    made = build(DECISIONS / f"{name}.yaml", name, Order(rules=(), formats=FORMATS, style=style))
    assert [found for found in made.findings if found.severity is Severity.ERROR] == []
    files = {file.name.suffix: file.content for file in made.files}
    assert judge(files[".docx"]) == []
    assert all(found["text"] for found in nodes(files[".json"], "reference"))
