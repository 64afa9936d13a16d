"""What was done to a Word file that changes none of its words: it is told, and the file is not called unchanged."""

import copy
from dataclasses import replace

import pytest
from lxml import etree

from reportgen.pull.forms import pictures_changed
from reportgen.pull.word import Picture
from tests.pull.hands import Edit, Hand, W, above, cut_out, text_of
from tests.pull.paper import PAPER, lines_changed, pulled, pulled_back, word_file

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


def test_a_value_that_was_typed_over_in_bold_is_taken_without_it_and_says_so() -> None:
    found = pulled(lambda hand: dressed("Director of Care", "b")(hand.retype("Adult Social Care", "Care")))
    assert lines_changed(found) == ["-  report_of: Director of Adult Social Care", "+  report_of: Director of Care"]
    assert [change.note for change in found.changes] == [
        "Its words alone are taken: what is no text in the file carries no bold, italic or link."
    ]


def test_an_entry_that_stands_there_twice_is_told() -> None:
    found = pulled(doubled("Note the risks."))
    assert [(change.what.value, change.refusal) for change in found.changes] == [
        ("entry added", "These words stand in the list already, and the Word file has them once more.")
    ]


A_CHART, A_MAP = Picture("A chart of the costs", ("150", "70"), True), Picture("A map", ("900", "0badcafe"))


@pytest.mark.parametrize(
    ("theirs", "told"),
    [
        ((A_MAP, A_CHART), []),
        ((Picture("", A_MAP.content), A_CHART), []),
        ((Picture(), Picture()), []),
        ((A_MAP,), [("A chart of the costs", "this picture or chart was taken out: the paper will print it still")]),
        (
            (A_MAP, replace(A_CHART, content=("151", "70"))),
            [
                (
                    "A chart of the costs",
                    "the figures of this chart were changed: change them in the file, under `charts`",
                )
            ],
        ),
        (
            (Picture("A plan", ("7", "00ff00ff")), A_CHART),
            [("A map", "another picture stands in the place of this one: change it in the file by hand")],
        ),
        (
            (Picture("A map of the north", A_MAP.content), A_CHART),
            [("A map", "its description was changed to “A map of the north”: change `alt` in the file")],
        ),
        (
            (A_MAP, Picture("", ("7", "00ff00ff")), A_CHART),
            [("A picture", "a picture that was put in: add it to the file by hand")],
        ),
    ],
)
def test_what_was_done_to_pictures_is_told(theirs: tuple[Picture, ...], told: list[tuple[str, str]]) -> None:
    assert [(one.text, one.where) for one in pictures_changed(theirs, (A_CHART, A_MAP))] == told


def test_the_figures_of_a_chart_are_read_from_the_word_file() -> None:
    chart = """charts:
  - id: answers
    title: Answers
    kind: column
    alt: Of 20 people, 15 said yes.
    series: [{name: People, points: [{label: "Yes", value: 15}, {label: "No", value: 5}]}]
"""
    text = f"{PAPER}{chart}"
    hand = Hand(word_file(text))
    (part,) = (name for name in hand.parts if name.startswith("word/charts/") and name.endswith(".xml"))
    assert pulled_back(hand.saved(), now=text).is_whole
    hand.parts[part] = hand.parts[part].replace(b"<c:v>15<", b"<c:v>16<")
    assert [one.where for one in pulled_back(hand.saved(), now=text).unplaced] == [
        "the figures of this chart were changed: change them in the file, under `charts`"
    ]
