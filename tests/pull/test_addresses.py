"""Addresses that stand in the words by themselves are links in the Word file, and come back as they were typed."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.pull.hands import Hand, W, text_of
from tests.pull.paper import PAPER, lines_changed, pulled_back, told, word_file

TEXT = PAPER.replace(
    "  report_of: Director of Adult Social Care\n",
    """\
  report_of: {post: Director of Adult Social Care, email: care@example.org}
  contacts_for_documents:
    post: Democratic Services
    email: democracy@example.org
""",
).replace(
    "  Care goes on.\n",
    "  Care goes on: see www.example.org/care, (https://example.org/a_b) and care@example.org.\n",
)
TEXT += """\
background_papers:
  - {title: The survey, location: "https://example.org/survey; ask survey@example.org."}
"""


def linked(hand: Hand) -> list[str]:
    """Return the words of the links of a Word file that lead out of it."""
    return ["".join(t.text or "" for t in link.iter(f"{W}t")) for link in hand.root.iter(f"{W}hyperlink")]


def test_each_is_a_link_without_the_punctuation_around_it() -> None:
    assert sorted(set(linked(Hand(word_file(TEXT))))) == [
        "care@example.org",
        "democracy@example.org",
        "https://example.org/a_b",
        "https://example.org/survey",
        "survey",
        "survey@example.org",
        "www.example.org/care",
    ]


def test_a_file_that_nobody_edited_changes_nothing() -> None:
    found = pulled_back(word_file(TEXT), now=TEXT)
    assert (told(found), found.unplaced) == ([], ())


def unlinked(hand: Hand) -> Hand:
    """Take the links off, as `Remove Hyperlink` does."""
    for link in list(hand.root.iter(f"{W}hyperlink")):
        if "survey" not in text_of(link):
            for run in list(link):
                link.addprevious(run)
            link.getparent().remove(link)  # type: ignore[union-attr]
    return hand


CASES: dict[str, tuple[Callable[[Hand], Any], list[str]]] = {
    "words beside addresses": (
        lambda hand: hand.retype("Care goes on", "Care stays"),
        [
            "-  Care goes on: see www.example.org/care, (https://example.org/a_b) and care@example.org.",
            "+  Care stays: see www.example.org/care, (https://example.org/a_b) and care@example.org.",
        ],
    ),
    "an address typed in prose": (
        lambda hand: hand.retype("Prices are held.", "Prices are held: www.example.org/b and clerk@example.org."),
        ["-  Prices are held.", "+  Prices are held: www.example.org/b and clerk@example.org."],
    ),
    "links taken off": (unlinked, []),
    "the words of a link in a field": (
        lambda hand: hand.retype("democracy@example.org", "clerk@example.org"),
        ["-    email: democracy@example.org", "+    email: clerk@example.org"],
    ),
    "the words of a link in prose": (
        lambda hand: hand.retype("www.example.org/care", "www.example.org/home"),
        [
            "-  Care goes on: see www.example.org/care, (https://example.org/a_b) and care@example.org.",
            "+  Care goes on: see www.example.org/home, (https://example.org/a_b) and care@example.org.",
        ],
    ),
}


@pytest.mark.parametrize(("edit", "lines"), CASES.values(), ids=CASES)
def test_what_is_typed_comes_back_as_it_reads(edit: Callable[[Hand], Any], lines: list[str]) -> None:
    found = pulled_back(edit(Hand(word_file(TEXT))).saved(), now=TEXT)
    assert (lines_changed(found), found.unplaced) == (lines, ())
