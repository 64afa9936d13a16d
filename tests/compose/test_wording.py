"""Sentences of the house style, with the record's values in them."""

import pytest

from reportgen.compose.faults import ComposeError
from reportgen.compose.wording import sentence
from reportgen.document.nodes import Text
from reportgen.document.walk import plain_text
from reportgen.style.style import Style


@pytest.mark.parametrize(
    ("label", "things", "said"),
    [
        ("Moved by {who}.", {"who": "A"}, "Moved by A."),
        ("Moved by {who}[, seconded by {other}].", {"who": "A", "other": "B"}, "Moved by A, seconded by B."),
        ("Moved by {who}[, seconded by {other}].", {"who": "A"}, "Moved by A."),
        ("[At {time} ]{who} left.", {"who": "A", "time": ""}, "A left."),
        ("[From {a} to {b}.]", {"a": "1"}, ""),
        ("For: {names}.", {"names": ["A", "B", "C"]}, "For: A, B and C."),
        ("For: {names}.", {"names": ["A"]}, "For: A."),
        ("{count} for", {"count": 0}, "0 for"),
        ("{who}", {"who": (Text("{other} [x]"),)}, "{other} [x]"),
    ],
)
def test_a_part_without_its_value_is_left_out(label: str, things: dict[str, object], said: str) -> None:
    assert plain_text(sentence("made", things, Style(labels={"made": label}))) == said


def test_a_label_that_the_style_lacks_is_told() -> None:
    with pytest.raises(ComposeError, match="The house style has no label `made`"):
        sentence("made", {}, Style())
