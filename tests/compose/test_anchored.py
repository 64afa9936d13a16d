"""What composing says of a document's anchored stretches: one for a field of prose, with its references apart."""

from reportgen.document.anchors import Anchor, anchor_text, anchored, pieces
from reportgen.document.walk import inlines_of
from tests.compose.conftest import SMALL, Make

TYPED = "reasons: Time is needed to plan a better service.\n"
REASONS = "reasons: |\n  It ends on {{ meeting.date }}.\n\n  - One.\n"


def anchors(make: Make, reasons: str, template: str = "{{ decision.reasons }}") -> tuple[Anchor, ...]:
    """Return the anchors of a report of its reasons alone."""
    composed = make(SMALL.replace(TYPED, reasons), template)
    assert composed.document is not None
    return anchored(composed.document)


def test_a_report_s_prose_is_one_anchor_with_its_references_apart(make: Make) -> None:
    composed = make(
        SMALL.replace("reasons: Time is needed to plan a better service.\n", REASONS), "{{ decision.reasons }}"
    )
    assert composed.document is not None
    (anchor,) = anchored(composed.document)
    assert (anchor.path, anchor.holds.value) == (("reasons",), "prose")
    assert anchor_text(anchor.blocks) == "It ends on 5 June 2024.\n\n- One."


def test_words_of_a_template_beside_prose_are_told_apart(make: Make) -> None:
    (anchor,) = anchors(make, REASONS, "Why: {{ decision.reasons }} So {{ decision.meeting.body }} decides.")[:1]
    assert anchor.holds.value == "values"
    assert [(piece.text, piece.source.value) for block in anchor.blocks[:1] for piece in pieces(inlines_of(block))] == [
        ("Why: ", "words"),
        ("It ends on ", "prose"),
        ("5 June 2024", "reference"),
        (".", "prose"),
    ]


def test_a_passage_that_is_withheld_leaves_a_notice_that_has_no_field(make: Make) -> None:
    reasons = "reasons:\n- One.\n- {text: Two., exempt: 3}\n- Three.\n"
    told = [(anchor.holds.value, anchor.path) for anchor in anchors(make, reasons)]
    assert told == [("prose", ("reasons", 0)), ("notice", ()), ("prose", ("reasons", 2))]
