"""The pages as they will be printed: those of the PDF file, and the place of each field on them."""

import io
import threading

import pypdf
import pytest

from reportgen.pipeline import Order, build, pages
from tests.serve.browser import PAPER, Answer, Served
from tests.serve.screens import FILE as LONG
from tests.serve.screens import PAPERS

FILE = "northshire/care.yaml"
EXEMPT = PAPER + "finance:\n  contract_value: {amount: £4.2m, exempt: 3}\n"


def test_they_are_the_pages_of_the_pdf_file() -> None:
    path = PAPERS / LONG
    made = pages(path, LONG, Order())
    pdf = pypdf.PdfReader(io.BytesIO(build(path, LONG, Order(formats=("pdf",))).files[0].content))
    assert len(made.drawings) == len(pdf.pages)
    for spot in made.spots:
        assert 1 <= spot.page <= len(pdf.pages)
        assert 0 < spot.x < 596 and 0 < spot.y < 842
    title = next(spot for spot in made.spots if spot.path == ("report", "title"))
    found: list[float] = []
    words = "Home care: extension of contracts"

    def look(text: str, cm: list[float], tm: list[float], font: object, size: float) -> None:
        if words in text:
            found.append(842 - cm[5] - tm[5] * cm[3])

    pdf.pages[title.page - 1].extract_text(visitor_text=look)
    assert found and abs(found[0] - title.y) < 30


def test_only_what_is_not_shown_yet_is_sent(asked: Served) -> None:
    first = asked.post("pages", file=FILE, text=PAPER).told
    assert first["status"] == "made"
    assert all(page["svg"].startswith("<svg ") for page in first["pages"])
    marks = [page["mark"] for page in first["pages"]]
    again = asked.post("pages", file=FILE, text=PAPER, shown=marks).told
    assert again["pages"] == [{"mark": mark, "svg": None} for mark in marks]
    other = asked.post("pages", file=FILE, text=PAPER.replace("thin", "thick"), shown=marks).told
    assert other["pages"][0]["svg"]


def test_what_is_exempt_leaves_no_trace_on_the_pages_for_the_public(asked: Served) -> None:
    def marks(reasons: str, audience: str) -> list[str]:
        exempt = PAPER.replace("reasons: The market is thin.", f"reasons: {{text: {reasons}, exempt: 3}}")
        told = asked.post("pages", file=FILE, text=exempt, audience=audience).told
        return [page["mark"] for page in told["pages"]]

    assert marks("Prices are high.", "public") == marks("Prices are low.", "public") != []
    assert marks("Prices are high.", "exempt") != marks("Prices are low.", "exempt")


def test_where_no_document_can_be_made_the_first_fault_is_told(asked: Served) -> None:
    told = asked.post("pages", file=FILE, text=PAPER.replace("2024-06-05", "2024-02-30")).told
    assert (told["status"], told["pages"]) == ("held", [])
    assert told["fault"]["message"] == "30 February 2024 is no date: February 2024 has 29 days."
    assert asked.post("pages", file="northshire/council.yaml", text="id: northshire\n").told["status"] == "held"


def test_previews_go_on_while_pages_are_laid_out(asked: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    done = threading.Event()
    monkeypatch.setattr(
        "reportgen.serve.pages.pages", lambda laid, wanted, shown: {"waited": done.wait(timeout=60), "status": "made"}
    )
    answers: list[Answer] = []
    drawing = threading.Thread(target=lambda: answers.append(asked.post("pages", file=FILE, text=PAPER)))
    drawing.start()
    try:
        assert asked.post("preview", file=FILE, text=PAPER).told["status"] == "made"
        assert answers == []
    finally:
        done.set()
        drawing.join()
    assert answers[0].told["waited"]


def test_of_a_very_long_document_the_first_pages_are_shown(asked: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reportgen.serve.pages._MOST", 1)
    text = PAPER.replace("The market is thin.", "|\n" + "  The market is thin.\n\n" * 80)
    told = asked.post("pages", file=FILE, text=text).told
    assert len(told["pages"]) == 1
    assert told["left"] >= 1
    assert {spot["page"] for spot in told["spots"]} == {1}


@pytest.mark.parametrize("words", ["<script>alert(1)</script>", "#import sys", "$x$ \\ @ref <label> \"'"])
def test_nothing_of_a_text_is_markup_on_a_page(asked: Served, words: str) -> None:
    told = asked.post("pages", file=FILE, text=PAPER.replace("The market is thin.", f"|\n  The {words} market.")).told
    assert told["status"] == "made"
    assert not any("<script" in page["svg"] or 'href="http' in page["svg"] for page in told["pages"])
