"""The page that is shown while a text is written says of each piece which field it comes from, and is else the same."""

import re
from pathlib import Path

import pytest

from reportgen.pipeline import Order, build, preview
from tests.serve.browser import PAPER, Served

DECISIONS = Path(__file__).parent.parent.parent / "decisions"
FILES = sorted(
    path.relative_to(DECISIONS).as_posix()
    for path in DECISIONS.rglob("*.yaml")
    if path.name != "council.yaml" and ".schemas" not in path.parts
)
_FIELD = re.compile(r' data-path="[^"]*"')
_SPAN = re.compile(
    r'<span data-path="[^"]*">((?:(?!</?span).|<span class="hidden">(?:(?!</?span).)*</span>)*)</span>', re.S
)


@pytest.mark.parametrize("file", FILES)
def test_without_its_fields_it_is_the_page_that_is_written(file: str) -> None:
    path = DECISIONS / file
    page = _FIELD.sub("", _SPAN.sub(r"\1", preview(path, file, Order()).page))
    assert page == build(path, file, Order(formats=("html",))).files[0].content.decode()


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ("Care at home", "report.title"),
        ("Agree the extension.", "recommendations[1].text"),
        ("The market is thin.", "reasons"),
        ("5 June 2024", "meeting.date"),
        ("Cabinet", "meeting.body"),
    ],
)
def test_a_piece_leads_to_its_field(asked: Served, words: str, field: str) -> None:
    page = asked.post("preview", file="northshire/care.yaml", text=PAPER).told["html"]
    assert re.search(rf'data-path="{re.escape(field)}"[^>]*>(?:<[^>]*>[^<]*</[^>]*>)?{re.escape(words)}<', page)


def test_a_file_that_is_taken_away_has_none(asked: Served) -> None:
    assert b"data-path" not in asked.get("api/build", file="northshire/care.yaml", format="html").body
