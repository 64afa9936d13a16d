"""Footnotes in an edited Word file: changed, put in and taken out there, and what becomes of them in the text."""

import copy

from lxml import etree

from tests.pull.hands import Hand, W
from tests.pull.paper import PAPER, lines_changed, pulled_back, told, word_file

NOTED = PAPER.replace(
    "  Care goes on.\n\n  Prices are held.\n",
    """\
  Care goes on.[^ons] So it should.[^2]

  Prices are held.[^2]

  [^ons]: Office for *National* Statistics, by {{ extension.cost_max }}.

  [^2]: The [plan](https://example.org/plan), page 12.
""",
)
NOTES = "word/footnotes.xml"


def hand_of(text: str = NOTED) -> Hand:
    return Hand(word_file(text))


def retyped(hand: Hand, old: str, new: str, most: int = -1) -> Hand:
    """Type over words of footnotes."""
    assert old.encode() in hand.parts[NOTES]
    hand.parts[NOTES] = hand.parts[NOTES].replace(old.encode(), new.encode(), most)
    return hand


def marks(hand: Hand) -> list[etree._Element]:
    return [mark.getparent() for mark in hand.root.iter(f"{W}footnoteReference")]


def back(hand: Hand, text: str = NOTED) -> list[str]:
    found = pulled_back(hand.saved(), now=text)
    assert found.unplaced == () and not [change for change in found.changes if change.refusal], told(found)
    return lines_changed(found)


def test_where_nobody_changed_one_nothing_has_changed() -> None:
    assert back(hand_of()) == []


def test_words_of_a_footnote_are_typed_over_beside_a_reference() -> None:
    assert back(retyped(hand_of(), ", by ", ", table 3, by at most ")) == [
        "-  [^ons]: Office for *National* Statistics, by {{ extension.cost_max }}.",
        "+  [^ons]: Office for _National_ Statistics, table 3, by at most {{ extension.cost_max }}.",
    ]


def test_a_footnote_that_is_marked_twice_and_changed_in_both_places_is_still_one() -> None:
    assert back(retyped(hand_of(), "page 12", "page 14")) == [
        "-  [^2]: The [plan](https://example.org/plan), page 12.",
        "+  [^2]: The [plan](https://example.org/plan), page 14.",
    ]


def test_changed_in_one_place_it_is_another_with_the_next_free_number() -> None:
    assert back(retyped(hand_of(), "page 12", "page 14", 1)) == [
        "-  Care goes on.[^ons] So it should.[^2]",
        "+  Care goes on.[^ons] So it should.[^1]",
        "+  [^1]: The [plan](https://example.org/plan), page 14.",
    ]


def test_a_footnote_that_was_taken_out_takes_its_words_with_it() -> None:
    hand = hand_of()
    first = marks(hand)[0]
    first.getparent().remove(first)
    assert back(hand) == [
        "-  Care goes on.[^ons] So it should.[^2]",
        "+  Care goes on. So it should.[^2]",
        "-",
        "-  [^ons]: Office for *National* Statistics, by {{ extension.cost_max }}.",
    ]


def put_in(hand: Hand, words: str) -> Hand:
    """Put a footnote in behind the first there is, as Word does: a mark, and words under a number of their own."""
    mark = copy.deepcopy(marks(hand)[0])
    mark.find(f"{W}footnoteReference").set(f"{W}id", "77")
    marks(hand)[-1].addnext(mark)
    note = f'<w:footnote w:id="77"><w:p><w:r><w:footnoteRef/></w:r>{words}</w:p></w:footnote></w:footnotes>'
    hand.parts[NOTES] = hand.parts[NOTES].replace(b"</w:footnotes>", note.encode())
    return hand


def test_a_footnote_that_was_put_in_has_the_next_free_number() -> None:
    may = "<w:r><w:rPr><w:b/></w:rPr><w:t>May</w:t></w:r>"
    words = f"<w:r><w:t> As in </w:t></w:r>{may}<w:r><w:t>, 1 [of 2].</w:t></w:r>"
    assert back(put_in(hand_of(), words.replace("<w:t>", '<w:t xml:space="preserve">'))) == [
        "-  Prices are held.[^2]",
        "+  Prices are held.[^2][^1]",
        "+  [^1]: As in **May**, 1 [of 2].",
    ]


def test_a_reference_in_a_footnote_that_was_typed_over_is_refused() -> None:
    found = pulled_back(retyped(hand_of(), "£4,380,000", "£5,000,000").saved(), now=NOTED)
    assert any(change.refusal for change in found.changes), told(found)


def test_a_footnote_without_words_is_refused() -> None:
    found = pulled_back(put_in(hand_of(), "").saved(), now=NOTED)
    assert [change.refusal for change in found.changes] == [
        "A footnote has no words: write what it says, or take its mark out."
    ]


def test_footnotes_of_tracked_changes_are_read_in_both_views() -> None:
    hand = hand_of()
    mark = marks(hand)[0]
    deleted = etree.Element(f"{W}del")
    mark.addprevious(deleted)
    deleted.append(mark)
    content = hand.saved()
    assert lines_changed(pulled_back(content, now=NOTED))[0] == "-  Care goes on.[^ons] So it should.[^2]"
    assert lines_changed(pulled_back(content, original=True, now=NOTED)) == []
