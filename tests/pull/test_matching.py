"""What two texts share is what `difflib` finds, and a long text takes no longer for having many words in common."""

from difflib import SequenceMatcher

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.pull.matching import Same, in_steps, likeness, matching

WORDS = st.lists(st.sampled_from(["the", "of", "care", "price", " ", " ", ",", "2026"]), max_size=24)


def found_by_difflib(one: list[str], other: list[str], junk: bool) -> SequenceMatcher[str]:
    return SequenceMatcher(" ".__eq__ if junk else None, one, other, autojunk=False)


@settings(max_examples=1500, derandomize=True, deadline=None)
@given(WORDS, WORDS, st.booleans())
def test_the_same_is_found_as_difflib_finds(one: list[str], other: list[str], junk: bool) -> None:
    known = found_by_difflib(one, other, junk)
    is_junk = " ".__eq__ if junk else None
    assert [tuple(same) for same in matching(one, other, is_junk)] == [
        tuple(b) for b in known.get_matching_blocks()[:-1]
    ]
    assert [tuple(step) for step in in_steps(one, other, is_junk)] == [
        (kind == "equal", *places) for kind, *places in known.get_opcodes()
    ]


@settings(max_examples=500, derandomize=True, deadline=None)
@given(WORDS, st.integers(0, 23), WORDS)
def test_a_text_with_some_words_changed_too(one: list[str], at: int, typed: list[str]) -> None:
    other = [*one[:at], *typed[:3], *one[at + 2 :]]
    known = found_by_difflib(one, other, True)
    assert [tuple(same) for same in matching(one, other, " ".__eq__)] == [
        tuple(block) for block in known.get_matching_blocks()[:-1]
    ]


@settings(max_examples=300, derandomize=True, deadline=None)
@given(WORDS, WORDS)
def test_how_alike_two_texts_are(one: list[str], other: list[str]) -> None:
    ratio = found_by_difflib(one, other, False).ratio()
    assert likeness(one, other) == pytest.approx(ratio)
    assert likeness(one, other, 0.5) == (pytest.approx(ratio) if ratio >= 0.5 else pytest.approx(0, abs=0.5))


def test_words_that_stand_everywhere_tie_no_texts_together() -> None:
    one, other = ["the"] * 3000 + ["end"], ["a", *["the"] * 3000, "end"]
    assert matching(one, other) == [Same(0, 1, 3001)]
