"""The hash of a record: another for whatever its readers may know, the same for how it is written down."""

from pathlib import Path

import pytest

from reportgen.load.subjects import load_subject
from reportgen.model.audience import Audience, withhold
from reportgen.model.fingerprint import fingerprint

PAPER = """\
meeting: {body: Cabinet, date: 2025-09-17}
report: {title: Care, report_of: Director}
recommendations: [{verb: Approve, text: the care.}]
extension: {cost_max: {amount: £4m, exempt: 3}, months: 12}
reasons: Care goes on.
review_notes:
  - {text: Is this so?}
"""


def mark(folder: Path, text: str, audience: Audience = Audience.PUBLIC) -> str:
    (folder / "council.yaml").write_text("id: northshire\nname: Northshire Council\n")
    loaded = load_subject(folder / "care.yaml", "care.yaml", text.encode())
    assert loaded.subject is not None, [one.message for one in loaded.findings]
    return fingerprint(withhold(loaded.subject, audience).subject)


SAME = {
    "an exempt sum": ("£4m", "£5m"),
    "a comment": ("reasons:", "# Why?\nreasons:"),
    "a note of officers": ("Is this so?", "Is it not?"),
    "the layout": ("{title: Care, report_of: Director}", "\n  report_of: Director\n  title: Care"),
}
OTHER = {
    "a word": ("goes on", "ends"),
    "a number": ("months: 12", "months: 13"),
    "what is exempt": ("{amount: £4m, exempt: 3}", "£4m"),
    "a field more": ("report_of: Director", "report_of: Director, summary: All of it."),
}


@pytest.mark.parametrize(("old", "new"), SAME.values(), ids=SAME)
def test_what_the_public_may_not_know_does_not_change_it(tmp_path: Path, old: str, new: str) -> None:
    assert mark(tmp_path, PAPER.replace(old, new)) == mark(tmp_path, PAPER)


@pytest.mark.parametrize(("old", "new"), OTHER.values(), ids=OTHER)
def test_what_it_may_know_does(tmp_path: Path, old: str, new: str) -> None:
    assert mark(tmp_path, PAPER.replace(old, new)) != mark(tmp_path, PAPER)


def test_officers_know_their_notes(tmp_path: Path) -> None:
    text = PAPER.replace(*SAME["a note of officers"])
    assert mark(tmp_path, text, Audience.INTERNAL) != mark(tmp_path, PAPER, Audience.INTERNAL)
