"""A longer text of the form as it will be printed, with what its references print."""

import pytest

from tests.serve.browser import PAPER, Served

FILE = "northshire/care.yaml"


@pytest.mark.parametrize(
    ("words", "html"),
    [
        (
            "It is **thin**.\n\n- one\n- two",
            "<p>It is <strong>thin</strong>.</p>\n<ul>\n<li>one</li>\n<li>two</li>\n</ul>",
        ),
        ("On {{ meeting.date }}.", "<p>On 5 June 2024.</p>"),
        (
            "See {{ recommendation.1 }} and {{ section.reasons }}.",
            "<p>See 1 and “Reasons for the recommendations”.</p>",
        ),
        ("{{ nobody.knows }}", "<p>{{ nobody.knows }}</p>"),
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"),
        ("[here](javascript:alert)", "<p>[here](javascript:alert)</p>"),
    ],
)
def test_words_are_shown_as_they_are_printed(asked: Served, words: str, html: str) -> None:
    told = asked.post("prose", file=FILE, text=PAPER, at=["reasons"], words=words).told
    assert told == {"html": f"{html}\n", "fault": None}


def test_a_file_that_can_not_be_read_yet_shows_the_words_with_their_references_as_written(asked: Served) -> None:
    told = asked.post("prose", file=FILE, text="meeting: [", at=["reasons"], words="On *{{ meeting.date }}*.").told
    assert told["html"] == "<p>On <em>{{ meeting.date }}</em>.</p>\n"


@pytest.mark.parametrize("at", [None, "reasons", [1.5], [{}], [-1]])
def test_a_place_that_there_is_none_of_is_refused(asked: Served, at: object) -> None:
    assert asked.post("prose", file=FILE, text=PAPER, at=at, words="x").status == 400


def test_a_reference_that_is_half_typed_is_told(asked: Served) -> None:
    told = asked.post("prose", file=FILE, text=PAPER, at=["reasons"], words="On {{ meeting.dat").told
    assert told["html"] is None
    assert told["fault"]["message"]
