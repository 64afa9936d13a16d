"""Numbers in words, there and back."""

from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.model.number_words import in_words, numbers_in_words

BELOW = 10**12


@given(st.integers(1, 2000) | st.integers(1, BELOW - 1))
@settings(derandomize=True, max_examples=300, deadline=None)
def test_a_number_in_words_is_read_as_the_same_number(number: int) -> None:
    (read,) = numbers_in_words(in_words(number))
    assert read.value == number
