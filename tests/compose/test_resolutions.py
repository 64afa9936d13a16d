"""What was recommended, as it reads once it is resolved."""

import pytest

from reportgen.compose.resolutions import turned
from reportgen.document.nodes import Emphasis, Paragraph, Text
from reportgen.document.walk import plain_text
from reportgen.style.style import ResolutionForm


@pytest.mark.parametrize(
    ("said", "to", "past", "capitals"),
    [
        ("Approve the plan.", "To approve the plan.", "Approved the plan.", "APPROVED the plan."),
        ("Approves the plan.", "To approve the plan.", "Approved the plan.", "APPROVED the plan."),
        ("approve it", "To approve it", "Approved it", "APPROVED it"),
        ("Note and approve it", "To note and approve it", "Noted and approved it", "NOTED and APPROVED it"),
        ("Notes and approves it", "To note and approve it", "Noted and approved it", "NOTED and APPROVED it"),
        ("Ratifies it", "To ratify it", "Ratified it", "RATIFIED it"),
        ("Agree, and report", "To agree, and report", "Agreed, and report", "AGREED, and report"),
        ("Note staff and others", "To note staff and others", "Noted staff and others", "NOTED staff and others"),
        ("That it be approved.", *["That it be approved."] * 3),
        ("The cost is £1.", *["The cost is £1."] * 3),
        ("Approval is given.", *["Approval is given."] * 3),
        ("", *[""] * 3),
    ],
)
def test_only_the_verb_changes(said: str, to: str, past: str, capitals: str) -> None:
    blocks = (Paragraph((Text(said),)), Paragraph((Text("Approve more."),)))
    forms = (ResolutionForm.TO, ResolutionForm.PAST, ResolutionForm.CAPITALS, ResolutionForm.PLAIN)
    made = [turned(blocks, form) for form in forms]
    assert [plain_text(one[0].children) for one in made] == [to, past, capitals, said]  # type: ignore[union-attr]
    assert [one[1] for one in made] == [blocks[1]] * 4


def test_words_with_a_weight_of_their_own_are_left() -> None:
    block = Paragraph((Emphasis((Text("Approve"),)), Text(" it")))
    assert turned((block,), ResolutionForm.TO) == (block,)
