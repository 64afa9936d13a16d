"""A value that is typed in another form than the paper prints is taken, with how it will be printed."""

import pytest

from tests.pull.paper import lines_changed, pulled


@pytest.mark.parametrize(
    ("typed", "note"), [("24/09/2025", "It will print as 24 September 2025."), ("24 September 2025", "")]
)
def test_a_value_in_another_form_says_how_it_will_print(typed: str, note: str) -> None:
    found = pulled(lambda hand: hand.retype("17 September 2025", typed))
    assert lines_changed(found) == ["-  date: 2025-09-17", "+  date: 2025-09-24"]
    assert [change.note for change in found.changes] == [note]
    assert found.is_whole
