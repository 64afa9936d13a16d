"""What the form asks for is spliced into the text: the field changes, every comment and blank stays."""

from typing import Any

import pytest

from tests.serve.browser import PAPER, Served

FILE = "northshire/care.yaml"


def spliced(asked: Served, *edits: dict[str, Any], text: str = PAPER) -> dict[str, Any]:
    answer = asked.post("splice", file=FILE, text=text, edits=list(edits))
    assert answer.status == 200, answer.message
    told: dict[str, Any] = answer.told
    wide = text.encode("utf-16-le")
    change = told["change"]
    made = (
        wide[: 2 * change["from"]].decode("utf-16-le") + change["insert"] + wide[2 * change["to"] :].decode("utf-16-le")
    )
    assert made == told["text"]
    return told


def test_one_field_changes_and_its_comment_stays(asked: Served) -> None:
    told = spliced(asked, {"do": "put", "at": ["report", "title"], "value": "Care in the home"})
    assert told["text"] == PAPER.replace("title: Care at home", "title: Care in the home")
    assert told["change"]["insert"] == "in the"


def test_an_entry_is_added_moved_and_taken_out(asked: Served) -> None:
    second = {"do": "insert", "at": ["recommendations"], "index": 1, "value": {"text": "Note the risks."}}
    text = spliced(asked, second)["text"]
    assert "  - text: Agree the extension.\n  - text: Note the risks.\n" in text
    text = spliced(asked, {"do": "move", "at": ["recommendations", 1], "to": 0}, text=text)["text"]
    assert "  - text: Note the risks.\n  - text: Agree the extension.\n" in text
    assert spliced(asked, {"do": "remove", "at": ["recommendations", 0]}, text=text)["text"] == PAPER


def test_a_change_after_a_wide_character_is_in_its_place(asked: Served) -> None:
    text = PAPER.replace("# The", "# 🏛 The")
    told = spliced(asked, {"do": "put", "at": ["reasons"], "value": "Prices rise 🏛."}, text=text)
    assert told["text"] == text.replace("The market is thin.", "Prices rise 🏛.")


def test_a_text_that_cannot_be_read_is_not_changed(asked: Served) -> None:
    edit = {"do": "put", "at": ["reasons"], "value": "x"}
    answer = asked.post("splice", file=FILE, text=PAPER + '"', edits=[edit])
    assert answer.status == 422
    assert answer.told["fault"]["hint"].startswith("mend this first: line ")


@pytest.mark.parametrize(
    "edit",
    [
        "put",
        {},
        {"do": "shout", "at": ["reasons"]},
        {"do": "put", "at": "reasons", "value": "x"},
        {"do": "put", "at": [True], "value": "x"},
        {"do": "put", "at": ["reasons"], "value": 3},
        {"do": "put", "at": ["reasons"], "value": {"a": [1.5]}},
        {"do": "insert", "at": ["recommendations"], "value": "x"},
    ],
)
def test_a_change_that_is_none_is_refused(asked: Served, edit: object) -> None:
    assert asked.post("splice", file=FILE, text=PAPER, edits=[edit]).status == 400


@pytest.mark.parametrize(
    "edit",
    [
        {"do": "remove", "at": ["nothing", "there"]},
        {"do": "move", "at": ["recommendations", 7], "to": 0},
        {"do": "put", "at": ["reasons"], "value": "bell\x07"},
    ],
)
def test_a_change_that_cannot_be_made_is_a_sentence(asked: Served, edit: object) -> None:
    answer = asked.post("splice", file=FILE, text=PAPER, edits=[edit])
    assert answer.status == 422
    assert answer.message.endswith((".", "it"))
