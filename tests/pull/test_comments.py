"""Comments in Word: findings at the line of what they stand on, and lines or notes in the file."""

from dataclasses import replace

import pytest

from reportgen.base.finding import Finding
from reportgen.base.source import show_path
from reportgen.load.yaml_file import source_from
from reportgen.pull.changes import Pulled
from reportgen.pull.comments import findings_of, with_comments
from reportgen.pull.pull import written
from reportgen.pull.report_text import closing
from tests.pull.hands import Hand
from tests.pull.paper import PAPER, folder, pulled, pulled_back, word_file
from tests.pull.wordfile import part


def added(found: Pulled, how: str) -> list[str]:
    """Return the lines that bringing comments into the paper's file adds; nothing else may change."""
    new, old = written(found, how).splitlines(), PAPER.splitlines()
    lines = [line for line in new if line not in old]
    assert [line for line in new if line in old] == old
    return lines


def test_a_comment_is_a_finding_at_the_line_of_its_field() -> None:
    found = pulled(lambda hand: hand.comment("Prices are held", "For how long?"))
    (finding,) = findings_of(found.remarks, found.source)
    assert isinstance(finding, Finding)
    assert (PAPER.splitlines()[finding.location.line - 1], show_path(finding.path)) == ("reasons: |", "reasons")
    assert finding.message == ("Director of Finance, 12 September 2025 commented on “Prices are held”: “For how long?”")


COMMENTED = {
    "prose": ("cost more", "report.summary"),
    "a reference in prose": ("£4,380,000", "report.summary"),
    "a value": ("17 September 2025", "meeting.date"),
    "a cell of two fields": ("Providers lose staff.", "risks[1].text"),
    "words of the template and a field": ("Approve", "recommendations[1].verb"),
}


@pytest.mark.parametrize(("words", "path"), COMMENTED.values(), ids=COMMENTED)
def test_a_comment_stands_on_the_field_of_its_words(words: str, path: str) -> None:
    found = pulled(lambda hand: hand.comment(words, "Is this so?"))
    assert [(show_path(one.path), one.words) for one in found.remarks] == [(path, words)]


def test_a_comment_on_words_of_no_field_is_told_of_the_file() -> None:
    found = pulled(lambda hand: hand.comment("is recommended to", "By whom?"))
    assert [one.text for one in found.remarks] == ["By whom?"]


def test_comments_become_lines_above_their_fields() -> None:
    found = pulled(lambda hand: hand.comment("Prices are held", "For how long?").comment("Meet each week.", "Minuted?"))
    assert added(found, "yaml") == [
        "# Director of Finance, 12 September 2025 commented on “Prices are held”: “For how long?”",
        "    # Director of Finance, 12 September 2025 commented on “Meet each week.”: “Minuted?”",
    ]


def test_comments_become_notes_to_the_author() -> None:
    found = pulled(lambda hand: hand.comment("Prices are held", "For how long?"))
    assert added(found, "review") == [
        "review_notes:",
        '  - text: "On “Prices are held”: For how long?"',
        "    at: reasons",
        "    by: Director of Finance",
        "    on: 2025-09-12",
    ]


@pytest.mark.parametrize("how", ["yaml", "review"])
def test_a_comment_with_a_character_that_no_file_may_hold_comes_without_it(how: str) -> None:
    found = pulled(lambda hand: hand.comment("Prices are held", "For how\u200f long?"))
    assert "For how long?" in added(found, how)[how == "review"]


@pytest.mark.parametrize("how", ["yaml", "review"])
def test_comments_that_are_in_the_file_are_not_put_there_again(how: str) -> None:
    hand = Hand(word_file()).comment("Prices are held", "For how long?")
    once = written(pulled_back(hand.saved()), how)
    assert written(pulled_back(hand.saved(), now=once), how) == once


def test_an_answer_stands_behind_its_comment_and_a_resolved_one_says_so() -> None:
    hand = (
        Hand(word_file())
        .comment("Prices are held", "For how long?")
        .comment("Care goes on", "A year.", "Head of Service")
    )
    comments = hand.parts["word/comments.xml"].decode()
    for at in ("1", "2"):
        comments = comments.replace(f'w:id="{at}"', f'w:id="{at}" x="{at}"', 1)
    comments = comments.replace("<w:p>", '<w:p w14:paraId="A1">', 1).replace("<w:p>", '<w:p w14:paraId="A2">', 1)
    comments = comments.replace(
        "<w:comments ", '<w:comments xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    )
    hand.parts["word/comments.xml"] = comments.encode()
    states = '<w15:commentEx w15:paraId="A1" w15:done="1"/><w15:commentEx w15:paraId="A2" w15:paraIdParent="A1"/>'
    hand.parts["word/commentsExtended.xml"] = part("commentsExtended", states).encode()
    kind = "http://schemas.microsoft.com/office/2011/relationships/commentsExtended"
    leads = f'<Relationship Id="rIdStates" Type="{kind}" Target="commentsExtended.xml"/></Relationships>'
    relations = hand.parts["word/_rels/document.xml.rels"].decode().replace("</Relationships>", leads)
    hand.parts["word/_rels/document.xml.rels"] = relations.encode()
    found = pulled_back(hand.saved())
    assert [(one.author, show_path(one.path), one.resolved, one.answers) for one in found.remarks] == [
        ("Director of Finance", "reasons", True, False),
        ("Head of Service", "reasons", False, True),
    ]
    assert [finding.message for finding in findings_of(found.remarks, found.source)] == [
        "Director of Finance, 12 September 2025 commented on “Prices are held”: “For how long?” (resolved)",
        "Head of Service, 12 September 2025 answered: “A year.”",
    ]


def test_no_paragraph_of_a_comment_becomes_a_line_of_the_file() -> None:
    hand = Hand(word_file()).comment("Prices are held", "One.</w:t></w:r></w:p><w:p><w:r><w:t>reasons: no")
    found = pulled_back(hand.saved())
    assert added(found, "yaml") == [
        "# Director of Finance, 12 September 2025 commented on “Prices are held”:",
        "#   One.",
        "#",
        "#   reasons: no",
    ]
    assert folder().is_dir()


@pytest.mark.parametrize(
    ("words", "path"),
    [
        ("is recommended to", "recommendations"),
        ("Timetable", "timetable"),
        ("Cabinet is recommended", "recommendations"),
    ],
)
def test_a_comment_on_words_of_a_template_stands_on_the_field_that_its_section_begins_with(
    words: str, path: str
) -> None:
    found = pulled(lambda hand: hand.comment(words, "By whom?"))
    assert [show_path(one.path) for one in found.remarks] == [path]


LONG = "Is this the price of the year, or of all of them? " * 3


def test_a_long_comment_is_broken_at_a_hundred_characters_with_who_and_when_first() -> None:
    found = pulled(lambda hand: hand.comment("Meet each week.", LONG))
    assert added(found, "yaml") == [
        "    # Director of Finance, 12 September 2025 commented on “Meet each week.”:",
        "    #   Is this the price of the year, or of all of them? Is this the price of the year, or of all",
        "    #   of them? Is this the price of the year, or of all of them?",
    ]


def test_a_comment_whose_lines_somebody_broke_otherwise_is_not_put_there_again() -> None:
    hand = Hand(word_file()).comment("Meet each week.", LONG)
    once = written(pulled_back(hand.saved()), "yaml")
    broken = once.replace("    #   of them? Is this", "    #   of them?\n    #   Is this")
    assert broken != once
    assert written(pulled_back(hand.saved(), now=broken), "yaml") == broken


@pytest.mark.parametrize("mark", ["\u2028", "\u0085", "\x0b", "\r", "\n"])
def test_no_kind_of_line_end_lets_a_comment_out_of_its_lines(mark: str) -> None:
    found = pulled(lambda hand: hand.comment("Prices are held", "x"))
    (remark,) = found.remarks
    words = f"One.{mark}reasons: no{mark}# {mark}- x"
    text = with_comments(found.source, [replace(remark, text=words, author=f"Clerk{mark}b: c", words=f"a{mark}d: e")])
    again, faults = source_from(text.encode(), "care.yaml")
    assert again is not None and again.tree == found.source.tree, faults


def test_comments_alone_are_no_words_changed() -> None:
    found = pulled(lambda hand: hand.comment("Prices are held", "x"))
    assert closing(found, applying=True) == "No words were changed; 1 comment stands in the file."
    assert closing(found, applying=False) == "No words were changed; 1 comment: --apply brings it into the file."
