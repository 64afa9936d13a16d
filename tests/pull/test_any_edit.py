"""Any edit of prose comes back as that edit, in its field: the paper built anew says what the Word file says."""

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from reportgen.document.anchors import Anchor, Source, anchored
from reportgen.pipeline import Order, word_copy
from reportgen.pull.lines import Printed, lines_of
from reportgen.pull.pull import applied
from reportgen.pull.word import read_word
from tests.pull.hands import Hand
from tests.pull.paper import folder, pulled_back, word_file

WORDS = st.text(st.sampled_from("abc Zé£0189.,;:!?'’“”-–()[]{}*_`#~<>&|\\/@%+=\u00a0"), min_size=1, max_size=24).filter(
    lambda text: text.strip() and "{{" not in text and "}}" not in text
)


def prose() -> list[tuple[Anchor, int, int, Printed]]:
    """Return every word of prose of the paper: its stretch, its line, its place in the line."""
    copy = word_copy(folder() / "care.yaml", "care.yaml", Order(rules=()))
    assert copy.document is not None
    return [
        (anchor, at, place, line)
        for anchor in anchored(copy.document)
        for at, line in enumerate(lines_of(anchor))
        for place, token in enumerate(line.tokens)
        if token.source is not None and token.source.source is Source.PROSE and token.text.isalnum()
    ]


PLACES = prose()


@st.composite
def edits(draw: st.DrawFn) -> list[tuple[str, int, int, int, str]]:
    """Return words to be typed over: stretch, line, from which character, how many, and what is typed."""
    found: dict[tuple[str, int], tuple[str, int, int, int, str]] = {}
    for _ in range(draw(st.integers(1, 3))):
        anchor, at, place, line = draw(st.sampled_from(PLACES))
        end = place + 1
        while end < len(line.tokens) and draw(st.booleans()) and _same_field(line, place, end):
            end += 1
        start = sum(len(token.text) for token in line.tokens[:place])
        length = sum(len(token.text) for token in line.tokens[place:end])
        found[anchor.id, at] = (anchor.id, at, start, length, draw(WORDS))
    return list(found.values())


def _same_field(line: Printed, place: int, end: int) -> bool:
    one, other = line.tokens[place].source, line.tokens[end].source
    return one is not None and other is not None and one == other


def made(edits_of: list[tuple[str, int, int, int, str]], author: str) -> bytes:
    hand = Hand(word_file(), author=author)
    for name, at, start, length, words in edits_of:
        hand.retype_at(hand.stretch(name)[at], start, length, words)
    return hand.saved()


def said(content: bytes) -> list[str]:
    """Return what a Word file says, line by line, with its weight and addresses; spaces are not told."""
    return [
        "".join("".join(f"{run.text}{'*' * run.bold}{'_' * run.italic}{run.address}" for run in line.runs).split())
        for line in read_word(content).lines
        if line.text
    ]


@pytest.mark.parametrize("author", ["", "Director of Finance"], ids=["typed", "tracked"])
@settings(
    max_examples=25,
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    phases=[Phase.explicit, Phase.generate],
)
@given(edits())
def test_building_from_the_file_gives_what_was_typed(
    author: str, edits_of: list[tuple[str, int, int, int, str]]
) -> None:
    edited = made(edits_of, author)
    found = pulled_back(edited)
    assert found.unplaced == ()
    assert [change.refusal for change in found.changes if change.edit is None] == []
    built = word_copy(folder() / "care.yaml", "care.yaml", Order(rules=(), held=applied(found).encode()))
    assert said(built.content) == said(edited)
    touched = {name for name, *_ in edits_of}
    fields = {
        token.source.within for a, _, _, line in PLACES if a.id in touched for token in line.tokens if token.source
    }
    assert {change.path for change in found.changes} <= fields
