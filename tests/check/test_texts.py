"""Texts as rules read them: the author's own words, without references, mark-up, addresses and quotations."""

import pytest

from reportgen.check.texts import REFERENCE_MARK, Text, texts_in
from reportgen.model.decision import Decision

PLAIN = [
    ("It ends on {{ extension.end | date }}.", f"It ends on {REFERENCE_MARK}."),
    ("A **bold** word and *another*, and snake_case.", "A bold word and another, and snake_case."),
    ("See [the notice](https://www.example.org/n) or write to care@example.org.", "See the notice or write to  ."),
    ("Said:\n\n> They told me nothing.\n\nThat is all.", "Said:\n\n>\n\nThat is all."),
    ("Run `reportgen check`.", "Run  ."),
    ("5 * 3 = 15", "5 * 3 = 15"),
]


@pytest.mark.parametrize(("written", "plain"), PLAIN)
def test_mark_up_references_and_quotations_are_no_words_of_the_author(written: str, plain: str) -> None:
    assert Text((), written).plain == plain


def test_a_quotation_has_no_words_of_the_author() -> None:
    assert Text((), "They were very good good.", is_quotation=True).plain == ""


def test_paragraphs_lists_and_rows_are_parted() -> None:
    written = "One\nline.\n\n- first\n- second\n  goes on\n1. third\n\n| a | b |\n| c | d |"
    assert Text((), written).paragraphs == (
        "One line.", "- first", "- second goes on", "1. third", "| a | b |", "| c | d |",
    )  # fmt: skip


def test_ids_dates_and_addresses_are_no_texts() -> None:
    decision = Decision.model_validate(
        {
            "meeting": {"body": "Cabinet", "date": "2025-09-17"},
            "report": {
                "title": "Care",
                "report_of": {"post": "Director of Care", "email": "d@example.org"},
                "wards": ["East", "West"],
            },
            "recommendations": [{"id": "note", "text": "Note the report."}],
            "reasons": ["First.", {"text": "Second.", "exempt": "3"}],
        }
    )
    assert [(text.path, text.written, text.is_line) for text in texts_in(decision)] == [
        (("meeting", "body"), "Cabinet", True),
        (("report", "title"), "Care", True),
        (("report", "report_of", "post"), "Director of Care", True),
        (("report", "wards", 0), "East", True),
        (("report", "wards", 1), "West", True),
        (("recommendations", 0, "number"), "1", True),
        (("recommendations", 0, "text"), "Note the report.", False),
        (("reasons", 0), "First.", False),
        (("reasons", 1, "text"), "Second.", False),
    ]
