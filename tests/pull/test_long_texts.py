"""A text of many paragraphs that was pasted in is told in short; JSON holds the whole of it."""

from reportgen.pull.report_json import report as as_json
from reportgen.pull.report_text import report
from tests.pull.hands import Hand
from tests.pull.paper import pulled


def pasted(hand: Hand) -> Hand:
    """Paste 80 paragraphs in."""
    for number in range(80, 0, -1):
        hand.put_in("Prices are held.", f"Pasted paragraph {number}.")
    return hand


def test_many_paragraphs_are_told_in_short() -> None:
    found = pulled(pasted)
    shown = report(found, "care.docx", applying=False)
    assert ("Pasted paragraph 48." in shown, "Pasted paragraph 49." in shown) == (True, False)
    assert "… and 32 more paragraphs" in shown
    assert "Pasted paragraph 80." in as_json(found, "care.docx", applying=False)
