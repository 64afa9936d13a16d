"""What a director does to the Word file of Northshire's report in the walk-through of the README."""

from pathlib import Path

from reportgen.pipeline import Order, word_copy
from tests.pull.hands import Hand

PAPER = Path("decisions/northshire/home-care-2025.yaml")


def sent(root: Path) -> bytes:
    """Return the report as the officer sends it."""
    return word_copy(root / PAPER, PAPER.as_posix(), Order(rules=())).content


def sent_back(root: Path) -> bytes:
    """Return the report as it comes back: tracked changes and a comment."""
    hand = Hand(sent(root), author="Director of Finance", date="2025-09-02T09:40:00Z")
    summary = "The home care contracts end"
    hand.retype("allow an extension", "allow one extension of twelve months", within=summary)
    hand.retype("4,380,000", "4,400,000", within=summary)
    hand.put_in(summary, "The cost is within the budgets of both years.")
    return hand.comment("will not be ready", "Is this date firm?").saved()
