"""Files made to take long are told in short: whatever is in them, the time grows as they do, and nothing is lost."""

import copy
import time
from collections.abc import Callable

import pytest
from lxml import etree

from tests.pull.hands import Hand, W, above
from tests.pull.paper import pulled_back, word_file

SECONDS = 20
"""Far more than any of these takes on a slow machine, and far less than it took, or takes where pairs are looked at."""


def pasted(hand: Hand, count: int, words: Callable[[int], str]) -> Hand:
    model = hand.paragraph("Care goes on.")
    for at in range(count):
        new = copy.deepcopy(model)
        for mark in [*new.iter(f"{W}bookmarkStart"), *new.iter(f"{W}bookmarkEnd")]:
            above(mark).remove(mark)
        for text in new.iter(f"{W}t"):
            text.text = words(at)
        model.addnext(new)
    return hand


def marked(hand: Hand, count: int) -> Hand:
    """Begin so many bookmarks and comments, and end none of them, before so many runs."""
    paragraph = hand.paragraph("Care goes on.")
    for at in range(count):
        for name in ("bookmarkStart", "commentRangeStart"):
            mark = etree.SubElement(paragraph, f"{W}{name}")
            mark.set(f"{W}id", f"9{at}")
            mark.set(f"{W}name", f"_rg_b{at}")
        run = etree.SubElement(paragraph, f"{W}r")
        etree.SubElement(run, f"{W}t").text = "x"
    return hand


def nested(hand: Hand, depth: int) -> Hand:
    paragraph = hand.paragraph("Care goes on.")
    inner = etree.SubElement(paragraph, f"{W}smartTag")
    for _ in range(depth):
        inner = etree.SubElement(inner, f"{W}smartTag")
    return hand


def rows(hand: Hand, count: int) -> Hand:
    row = hand.row("Tender")
    for at in range(count):
        new = etree.Element(f"{W}tr")
        for words in (f"Stage {at}", "1 April 2026"):
            cell = etree.SubElement(new, f"{W}tc")
            run = etree.SubElement(etree.SubElement(cell, f"{W}p"), f"{W}r")
            etree.SubElement(run, f"{W}t").text = words
        row.addnext(new)
    return hand


HOSTILE: dict[str, Callable[[Hand], Hand]] = {
    "the same paragraph very often": lambda hand: pasted(hand, 5_000, lambda at: "Care goes on."),
    "many paragraphs": lambda hand: pasted(hand, 5_000, lambda at: f"Paragraph {at} of a long text about nothing."),
    "many paragraphs, no anchors": lambda hand: pasted(
        hand, 5_000, lambda at: f"Paragraph {at} of a long text about nothing."
    ).through_google(),
    "one very long paragraph": lambda hand: hand.retype("Care goes on.", "word and word " * 8_000),
    "the same word very often": lambda hand: hand.retype("Care goes on.", "care " * 25_000),
    "marks that never end": lambda hand: marked(hand, 3_000),
    "deep in one another": lambda hand: nested(hand, 200),
    "many rows": lambda hand: rows(hand, 600),
}


@pytest.mark.parametrize("edit", HOSTILE.values(), ids=HOSTILE)
def test_the_time_is_bounded_and_something_is_told(edit: Callable[[Hand], Hand]) -> None:
    content = edit(Hand(word_file())).saved()
    begun = time.process_time()
    found = pulled_back(content)
    assert time.process_time() - begun < SECONDS
    assert found.changes or found.unplaced or edit is HOSTILE["deep in one another"]


def test_more_than_can_be_laid_beside_a_text_is_told_whole_with_what_to_do() -> None:
    found = pulled_back(pasted(Hand(word_file()), 5_000, lambda at: f"Paragraph {at}.").saved())
    (change,) = found.changes
    assert (change.edit, change.after.count("Paragraph")) == (None, 5_000)
    assert change.refusal.startswith("5,000 paragraphs were put in here")
