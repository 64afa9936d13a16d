"""Word files that were made in a house style, or as a kind of document, that isn't there any more."""

import pytest

from reportgen.pipeline import Order, word_copy
from reportgen.pull.pull import CannotPullError
from tests.pull.hands import Hand
from tests.pull.paper import folder, lines_changed, pulled_back


def made(name: str, value: str, style: str = "default") -> Hand:
    """Return the paper's Word file in a style, that says another thing of what it was made as."""
    hand = Hand(word_copy(folder() / "care.yaml", "care.yaml", Order(rules=(), style=style)).content)
    was = {"style": style, "kind": "report"}[name]
    for part, content in hand.parts.items():
        if part.startswith("customXml/item"):
            hand.parts[part] = content.replace(f' {name}="{was}"'.encode(), f' {name}="{value}"'.encode())
    return hand


@pytest.mark.parametrize("style", ["default", "rutland"])
def test_a_file_in_a_style_that_is_gone_is_laid_beside_the_paper_in_its_own(style: str) -> None:
    found = pulled_back(made("style", "acme", style).retype("Care goes on.", "Care stays.").saved())
    assert lines_changed(found) == ["-  Care goes on.", "+  Care stays."]
    assert found.is_whole
    assert (found.findings[0].message, found.findings[0].hint) == (
        "The Word file was made in the house style `acme`, which isn't here any more: it was compared with the paper "
        "in `default`. What the two styles print differently may be told as a change.",
        "put `templates/styles/acme.yaml` back to have it compared in its own style",
    )


def test_a_file_that_says_another_style_than_its_own_adds_no_rows() -> None:
    assert pulled_back(made("style", "rutland").saved()).changes == ()


def test_a_file_of_a_kind_that_is_gone_says_which_it_was() -> None:
    with pytest.raises(CannotPullError) as caught:
        pulled_back(made("kind", "memo").saved())
    assert (caught.value.message, caught.value.hint, caught.value.findings) == (
        "The Word file was made as a `memo`, and there is no template of that name here any more.",
        "put `memo.md.j2` back in your `templates` folder; there are `agenda`, `briefing`, `decision-record`, "
        "`minutes`, `report`",
        (),
    )
