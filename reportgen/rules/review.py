"""Reviewers' notes: whether the author has dealt with them."""

from collections.abc import Iterator
from typing import Final

from reportgen.base.finding import Severity
from reportgen.check.case import Case
from reportgen.check.rule import Judged, NotApplicable, Problem, Rule, Theme
from reportgen.model.decision import Decision
from reportgen.model.meeting import Meeting

_MOST_NAMED: Final = 12


def _waiting(case: Case) -> Iterator[Judged]:
    notes = case.subject.review_notes
    if not notes:
        yield NotApplicable("there are no reviewers' notes")
    waiting = [place for place, note in enumerate(notes) if not note.resolved]
    if not waiting:
        return
    numbers = ", ".join(str(place + 1) for place in waiting[:_MOST_NAMED])
    more = f" and {len(waiting) - _MOST_NAMED} more" if len(waiting) > _MOST_NAMED else ""
    message = f"Of {len(notes)} reviewers' notes {len(waiting)} have not been dealt with: {numbers}{more}."
    if len(notes) == 1:
        message = "A reviewer's note has not been dealt with."
    yield Problem(
        ("review_notes", waiting[0]), message, "once a note is dealt with write `resolved: yes` under it, or delete it"
    )


REVIEW_OPEN: Final = Rule(
    id="REVIEW-OPEN",
    about=(Decision, Meeting),
    severity=Severity.INFO,
    title="Reviewers' notes are dealt with",
    checks=(
        "Each entry of `review_notes` says `resolved: yes`. They are told together, at the first that waits, with the "
        "numbers of the others. A note is printed in no copy, so that it stops no document."
    ),
    why="What a solicitor or an accountant has asked and nobody answered is asked again at the meeting.",
    source="Practice.",
    check=_waiting,
    bad="review_notes: [{text: Is this the outturn?, by: Director of Finance}]",
    good="review_notes: [{text: Is this the outturn?, by: Director of Finance, resolved: yes}]",
)

THEME: Final = Theme("review", "Reviewers' notes", (REVIEW_OPEN,))
