"""What was done to a Word file that changes none of its words: it is told, and the file is not called unchanged."""

import copy

import pytest
from lxml import etree

from tests.pull.hands import Edit, Hand, W, above, cut_out, text_of
from tests.pull.paper import pulled

PICTURE = (
    f'<w:r xmlns:w="{W[1:-1]}"><w:drawing><docPr descr="A map of the homes"/>'
    '<blip xmlns="http://schemas.openxmlformats.org/drawingml/2006/main"/></w:drawing></w:r>'
)


def dressed(words: str, how: str) -> Edit:
    """Return what gives words a dress: b, i, strike, dstrike."""

    def dress(hand: Hand) -> Hand:
        paragraph = hand.paragraph(words)
        for run in cut_out(paragraph, text_of(paragraph).index(words), len(words)):
            properties = run.find(f"{W}rPr")
            if properties is None:
                properties = etree.Element(f"{W}rPr")
                run.insert(0, properties)
            etree.SubElement(properties, f"{W}{how}")
        return hand

    return dress


def styled(words: str, style: str) -> Edit:
    """Return what gives a paragraph another style."""

    def style_it(hand: Hand) -> Hand:
        next(hand.paragraph(words).iter(f"{W}pStyle")).set(f"{W}val", style)
        return hand

    return style_it


def doubled(words: str) -> Edit:
    """Return what puts a paragraph in once more behind itself."""

    def double(hand: Hand) -> Hand:
        hand.paragraph(words).addnext(copy.deepcopy(hand.paragraph(words)))
        return hand

    return double


def cut_in_two(words: str, at: str) -> Edit:
    """Return what presses Enter in a paragraph."""

    def cut(hand: Hand) -> Hand:
        first = hand.paragraph(words)
        second = copy.deepcopy(first)
        first.addnext(second)
        start = text_of(first).index(at)
        gone = [*cut_out(first, start, len(text_of(first)) - start), *cut_out(second, 0, start)]
        for run in gone:
            above(run).remove(run)
        return hand

    return cut


def pictured(hand: Hand) -> Hand:
    """Put a picture in."""
    hand.paragraph("Care goes on").append(etree.fromstring(PICTURE))
    return hand


MADE_A_HEADING = "made a heading: in a text of the file, a heading is a line that begins with ##"
STRUCK = "struck through by formatting, which takes nothing out: delete the words if they are to go"
WEIGHT = "only the weight of its words was changed: how it looks is the template's to say"


@pytest.mark.parametrize(
    ("edit", "told"),
    [
        (dressed("goes on", "strike"), ("goes on", STRUCK)),
        (dressed("Maximum", "dstrike"), ("Maximum", STRUCK)),
        (pictured, ("A map of the homes", "a picture that was put in: add it to the file by hand")),
        (styled("Prices are held", "Heading2"), ("Prices are held.", MADE_A_HEADING)),
        (styled("Timetable", "Heading2"), ("Timetable", "its heading was moved to another level")),
        (styled("Timetable", "BodyText"), ("Timetable", "it was a heading, and is none any more")),
        (dressed("Maximum cost", "b"), ("Maximum cost", WEIGHT)),
        (dressed("Open", "b"), ("Open", WEIGHT)),
        (cut_in_two("Score: 8", "8"), ("Score: | 8", "cut into more paragraphs than the paper prints")),
    ],
)
def test_what_changes_no_words_is_told(edit: Edit, told: tuple[str, str]) -> None:
    found = pulled(edit)
    assert [(passage.text, passage.where) for passage in found.unplaced] == [told]
    assert (found.changes, found.is_whole) == ((), False)


def test_an_entry_that_stands_there_twice_is_told() -> None:
    found = pulled(doubled("Note the risks."))
    assert [(change.what.value, change.refusal) for change in found.changes] == [
        ("entry added", "These words stand in the list already, and the Word file has them once more.")
    ]


def test_a_picture_of_ours_that_was_taken_out_is_told() -> None:
    from reportgen.pull.forms import pictures_changed
    from reportgen.pull.word import Picture

    ours = (Picture("A chart of the costs"), Picture("A map"))
    assert [passage.text for passage in pictures_changed((Picture("A map"),), ours)] == ["A chart of the costs"]
    assert not list(pictures_changed((Picture(), Picture()), ours))
