"""The same Word file, pulled once more after all it says was put into the file: nothing is left to do."""

from copy import deepcopy
from pathlib import Path

import pytest
from lxml import etree

from reportgen.pull.pull import applied, pull, read_edited
from tests.history.repositories import new_repository
from tests.pull.hands import Edit, Hand, W, cut_out, text_of
from tests.pull.paper import COUNCIL, PAPER, told, word_file


def cut_in_two(words: str) -> Edit:
    """Press Enter before words of a paragraph."""

    def cut(hand: Hand) -> Hand:
        paragraph = hand.paragraph(words)
        at = text_of(paragraph).index(words)
        new = etree.Element(f"{W}p")
        if (properties := paragraph.find(f"{W}pPr")) is not None:
            new.append(deepcopy(properties))
        new.extend(cut_out(paragraph, at, len(text_of(paragraph)) - at))
        paragraph.addnext(new)
        return hand

    return cut


def doubled(words: str) -> Edit:
    """Copy a paragraph behind itself."""

    def double(hand: Hand) -> Hand:
        paragraph = hand.paragraph(words)
        paragraph.addnext(deepcopy(paragraph))
        return hand

    return double


def typed(words: str, over: str) -> Edit:
    return lambda hand: hand.retype(words, over)


EDITS = {
    "a paragraph cut in two": (cut_in_two("are held."), "  Prices\n\n  are held.\n"),
    "a paragraph copied": (doubled("Care goes on."), "  Care goes on.\n\n  Care goes on.\n"),
    "days of a stretch": (typed("2 February to 31 March 2026", "2 Feb - 3 Apr 2026"), "end: 2026-04-03"),
    "a day": (typed("17 September 2025", "24th September 2025"), "date: 2025-09-24"),
    "a text": (typed("Keep four weeks", "Keep five weeks"), "Keep five weeks"),
}


@pytest.mark.parametrize(("edit", "written"), EDITS.values(), ids=EDITS)
def test_what_is_in_the_file_is_not_told_again(edit: Edit, written: str, tmp_path: Path) -> None:
    made = new_repository(tmp_path)
    path = tmp_path / "northshire" / "care.yaml"
    path.parent.mkdir(exist_ok=True)
    path.with_name("council.yaml").write_text(COUNCIL, "utf-8")
    path.write_text(PAPER, "utf-8")
    made.commit("first")
    edited = read_edited(edit(Hand(word_file())).saved())
    once = pull(edited, path, "care.yaml")
    assert once.is_whole
    path.write_text(applied(once), "utf-8")
    assert written in path.read_text("utf-8")
    again = pull(edited, path, "care.yaml")
    assert (told(again), again.unplaced) == ([], ())
    assert again.is_whole
