"""What became of a decision where that stands in the file of its meeting alone, so that nobody types it twice."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

from reportgen.base.source import real_path
from reportgen.load.structure import structure
from reportgen.load.subjects import SUFFIXES, Loaded, find_council_file, find_decision, kind_of
from reportgen.load.yaml_file import read_source
from reportgen.model.decision import Decision
from reportgen.model.meeting import AgendaItem, Meeting
from reportgen.model.outcome import DecisionOutcome, ItemMinutes, RecommendationOutcome, Resolution

MEETINGS: Final = "meetings"
"""The folder in a council's own in which the files of its meetings are kept."""


def with_outcome(loaded: Loaded, path: Path) -> Loaded:
    """Return what a decision file holds, with what its meeting's file says became of it where its own says nothing.

    That is the last meeting of the council that takes the decision and says so. What is exempt as a whole there, and a
    meeting's file that can't be read, say nothing.
    """
    decision = loaded.subject
    if not isinstance(decision, Decision) or (decision.minutes is not None and decision.minutes.resolutions):
        return loaded
    taken = sorted(_taken(path), key=lambda one: one[0].date.earliest)
    if not taken:
        return loaded
    meeting, item = taken[-1]
    made = decision.model_copy(
        update={
            "meeting": decision.meeting.model_copy(update={"item_no": decision.meeting.item_no or item.number}),
            "minutes": _minutes(decision, item),
            "decision": _outcome(decision, meeting, item),
        }
    )
    return replace(loaded, subject=made)


def with_agenda(loaded: Loaded, path: Path) -> Loaded:
    """Return what a decision file holds, with the day on which the agenda of its meeting was published.

    Its own file says it; else the file of the council's meeting on that day that takes the decision.
    """
    decision = loaded.subject
    if not isinstance(decision, Decision) or decision.meeting.agenda_published is not None:
        return loaded
    for meeting, _ in _taking(path):
        if meeting.agenda_published is not None and meeting.date.earliest == decision.meeting.date.earliest:
            known = decision.meeting.model_copy(update={"agenda_published": meeting.agenda_published})
            return replace(loaded, subject=decision.model_copy(update={"meeting": known}))
    return loaded


def _taken(path: Path) -> Iterator[tuple[Meeting, AgendaItem]]:
    """Yield the items that take the decision in a file and say what became of it, each with its meeting."""
    for meeting, item in _taking(path):
        if (item.as_recommended or item.resolutions) and item.exempt is None:
            yield meeting, item


def _taking(path: Path) -> Iterator[tuple[Meeting, AgendaItem]]:
    """Yield the items that take the decision in a file, each with its meeting."""
    for file in _meeting_files(path):
        if not _names(file, path.stem):
            continue
        source, _ = read_source(file, file.name)
        if source is None or path.stem not in source.text or kind_of(source.tree) is not Meeting:
            continue
        meeting, faults = structure(source, Meeting)
        for item in meeting.items if meeting is not None and not faults else ():
            if meeting and item.decision and find_decision(file, item.decision) == real_path(path):
                yield meeting, item


def _names(file: Path, stem: str) -> bool:
    """Return whether a file may name another, before it is read as YAML: of most meetings that is no."""
    try:
        return not stem.isascii() or stem.encode() in file.read_bytes()
    except OSError:
        return False


def _meeting_files(path: Path) -> Iterator[Path]:
    council = find_council_file(path)
    top = real_path(council).parent if council else real_path(path).parent
    for folder in real_path(path).parents:
        if folder.is_relative_to(top) and (folder / MEETINGS).is_dir():
            yield from (file for file in sorted((folder / MEETINGS).iterdir()) if file.suffix.lower() in SUFFIXES)


def _minutes(decision: Decision, item: AgendaItem) -> ItemMinutes:
    """Return the minute of an item; what the decision's own file says of it comes after what the meeting's says."""
    own = decision.minutes or ItemMinutes()
    return own.model_copy(
        update={
            "number": item.minute_number or own.number,
            "intro": item.intro or own.intro,
            "introduced_by": item.introduced_by or own.introduced_by,
            "points": item.points or own.points,
            "questions": item.questions or own.questions,
            "resolutions": item.resolutions or _as_recommended(decision),
            "alternatives": item.alternatives or own.alternatives,
        }
    )


def _as_recommended(decision: Decision) -> tuple[Resolution, ...]:
    return tuple(
        Resolution(number=one.number, recommendation=one.number, outcome=RecommendationOutcome.AGREED)
        for one in decision.recommendations
    )


def _outcome(decision: Decision, meeting: Meeting, item: AgendaItem) -> DecisionOutcome:
    """Return how the decision was taken: what its own file says, else the day of the meeting and what was declared."""
    own = decision.decision or DecisionOutcome()
    declared = meeting.declarations
    if declared is not None:
        declared = tuple(one for one in declared if one.item is None or one.item in (item.id, item.number))
    return own.model_copy(
        update={
            "date": own.date or meeting.date,
            "interests": own.interests if own.interests is not None else declared,
            "reasons": item.reasons or own.reasons,
        }
    )
