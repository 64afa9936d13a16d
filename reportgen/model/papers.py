"""A meeting with the decisions that its items take: one record, in which each decision stands in its item.

What the decision file says is written there alone; `paper` is where it is found once the two are joined. It is no
field that a meeting file could fill in.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from reportgen.base.source import FieldPath
from reportgen.model.decision import Decision
from reportgen.model.derive import Derived, derive
from reportgen.model.meeting import AgendaItem, Meeting
from reportgen.model.record import Record, required

PAPER: Final = "paper"


class PaperedItem(AgendaItem):
    """An item of the agenda with the decision that it takes."""

    paper: Decision = required("Report", "The decision that the item takes, as its own file has it.")


@dataclass(frozen=True, slots=True)
class Owner:
    """The record that a text belongs to, what was worked out for it, and the path at which it stands."""

    record: Record
    derived: Mapping[FieldPath, Derived] = field(default_factory=dict)
    path: FieldPath = ()


def join_papers(meeting: Meeting, papers: Mapping[int, Decision]) -> Meeting:
    """Return a meeting with the decisions in their items; `papers` names them by the item's position from 0."""
    if not papers:
        return meeting
    items = tuple(
        PaperedItem.model_construct(**{**item.__dict__, PAPER: papers[place]}) if place in papers else item
        for place, item in enumerate(meeting.items)
    )
    return meeting.model_copy(update={"items": items})


def papers_in(subject: Record) -> Iterator[tuple[FieldPath, Decision]]:
    """Yield the decisions of a meeting, each with the path at which it stands."""
    if isinstance(subject, Meeting):
        for place, item in enumerate(subject.items):
            paper = item.paper if isinstance(item, PaperedItem) else None
            if isinstance(paper, Decision):
                yield ("items", place, PAPER), paper


def owners_in(subject: Record) -> tuple[Owner, ...]:
    """Return the record itself and the decisions in it, each with what was worked out for it.

    A reference in the text of an item means a field of the item's decision; elsewhere one of the record itself.
    """
    own: Mapping[FieldPath, Derived] = derive(subject) if isinstance(subject, Decision) else {}
    return (Owner(subject, own), *(Owner(paper, derive(paper), path) for path, paper in papers_in(subject)))


def derive_whole(owners: tuple[Owner, ...]) -> dict[FieldPath, Derived]:
    """Return every value that was worked out for some owners, by its path from the top."""
    return {(*owner.path, *path): worked for owner in owners for path, worked in owner.derived.items()}
