"""Decision and meeting files with their council's file: from a path to a subject, and all that is wrong with it."""

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import islice
from os.path import relpath
from pathlib import Path
from typing import Final

from reportgen.base.finding import Finding, Severity, found_at, sorted_findings
from reportgen.base.source import FieldPath, Location, Source, Span, real_path
from reportgen.base.suggest import nearest
from reportgen.load import faults
from reportgen.load.references import line_references, reference_faults, single_braces
from reportgen.load.structure import fields_at, structure
from reportgen.load.yaml_file import read_source, source_from
from reportgen.model.council import Council
from reportgen.model.decision import Decision
from reportgen.model.fault import ModelFault
from reportgen.model.faults import faults as model_faults
from reportgen.model.meeting import Meeting
from reportgen.model.meeting_faults import meeting_faults
from reportgen.model.papers import PAPER, join_papers

COUNCIL_FILE: Final = "council.yaml"
SUFFIXES: Final = (".yaml", ".yml")

_MOST_FINDINGS: Final = 500
"""Of one kind in one file: whoever has mended so many has a look at what is left."""

_MEETING_SIGNS = frozenset(fields_at(Meeting, ())) - frozenset(fields_at(Decision, ()))
_DECISION_SIGNS = frozenset(fields_at(Decision, ())) - frozenset(fields_at(Meeting, ()))


@dataclass(frozen=True, slots=True)
class Loaded:
    """What one file holds, its council, and what was found on the way; no subject where it can't be made out.

    A meeting holds the decisions that its items take; `papers` are their files, by the path at which each stands.
    """

    subject: Decision | Meeting | None
    council: Council | None
    source: Source | None
    council_source: Source | None
    findings: tuple[Finding, ...]
    papers: Mapping[FieldPath, Source] = field(default_factory=dict)


def load_subject(path: Path, shown: str, held: bytes | None = None) -> Loaded:
    """Return the decision or meeting in a file, with the council that the nearest council.yaml describes.

    `shown` is the file's name in findings; the council file's name is made from it. Where `held` is given, the file is
    taken to hold that, whatever stands on disk: a text that somebody is still writing.
    """
    if misnamed(path):
        return Loaded(None, None, None, None, (_misnamed(path, shown),))
    source, findings = read_source(path, shown) if held is None else source_from(held, shown)
    subject: Decision | Meeting | None = None
    if source is not None:
        kind = kind_of(source.tree)
        if kind is None:
            findings += (_neither(source),)
        else:
            subject, faulty = structure(source, kind)
            findings += (*faulty, *_faults(source, subject, kind))
    papers: dict[FieldPath, Source] = {}
    if isinstance(subject, Meeting) and source is not None:
        subject, papers, faulty = _with_papers(subject, path, source)
        findings += faulty
    council, council_source, more = _council_of(path, shown)
    return Loaded(subject, council, source, council_source, sorted_findings((*findings, *more)), papers)


def kind_of(tree: object) -> type[Decision] | type[Meeting] | None:
    """Return whether a file's values are those of a decision or of a meeting, by its names; None for neither."""
    names = set(tree) if isinstance(tree, dict) else set()
    meeting, decision = len(names & _MEETING_SIGNS), len(names & _DECISION_SIGNS)
    if meeting == decision == 0:
        return None
    return Meeting if meeting > decision else Decision


def find_council_file(path: Path) -> Path | None:
    """Return the council.yaml in a file's folder or the nearest above it, no higher than a folder that holds `.git`."""
    for folder in path.absolute().parents:
        if (folder / COUNCIL_FILE).is_file():
            return folder / COUNCIL_FILE
        if (folder / ".git").exists():
            return None
    return None


def misnamed(path: Path) -> bool:
    """Return whether a file's name is that of a YAML file with `.txt` after it, which is how Notepad saves."""
    return path.suffix.lower() == ".txt" and Path(path.stem).suffix.lower() in SUFFIXES


def _misnamed(path: Path, shown: str) -> Finding:
    message = "The name of this file ends in `.txt`, so it is not read: an editor such as Notepad has put that there."
    hint = f"rename it to `{path.stem}`; in Notepad, choose All files under Save as type"
    return Finding(faults.FILE_NAME, Severity.ERROR, Location(shown), message, hint)


# The decisions of a meeting -------------------------------------------------------------------------------------


def _with_papers(
    meeting: Meeting, path: Path, source: Source
) -> tuple[Meeting, dict[FieldPath, Source], tuple[Finding, ...]]:
    """Return a meeting with the decisions that its items name, their files, and what is wrong with either."""
    decisions: dict[int, Decision] = {}
    papers: dict[FieldPath, Source] = {}
    findings: list[Finding] = []
    for place, item in enumerate(meeting.items):
        if item.decision is None:
            continue
        named: FieldPath = ("items", place, "decision")
        found = find_decision(path, item.decision)
        if isinstance(found, ModelFault):
            findings.append(_as_finding(source, ModelFault(named, found.message, found.hint)))
            continue
        beside = Path(relpath(found, real_path(path).parent)).as_posix()
        shown = posixpath.normpath(posixpath.join(posixpath.dirname(source.file), beside))
        decision, paper, faulty = _read_decision(found, shown)
        findings += faulty
        if decision is not None and paper is not None:
            decisions[place] = decision
            papers["items", place, PAPER] = paper
        elif not faulty:
            message = f"`{item.decision}` is no decision, so an item can't take it."
            hint = "name the file that has `report:` and `recommendations:`"
            findings.append(_as_finding(source, ModelFault(named, message, hint)))
    joined = join_papers(meeting, decisions)
    findings += [_as_finding(source, fault) for fault in meeting_faults(joined)]
    return joined, papers, tuple(findings)


def _read_decision(path: Path, shown: str) -> tuple[Decision | None, Source | None, tuple[Finding, ...]]:
    """Return the decision in a file, its text, and all that is wrong with it; no decision where the file holds none."""
    source, findings = read_source(path, shown)
    if source is None or kind_of(source.tree) is not Decision:
        return None, source, findings
    decision, faulty = structure(source, Decision)
    return decision, source, (*findings, *faulty, *_faults(source, decision, Decision))


def _faults(
    source: Source, subject: Decision | Meeting | None, kind: type[Decision] | type[Meeting]
) -> tuple[Finding, ...]:
    """Return what is wrong with a record as a whole; of a file that makes none, what can be said of its references."""
    found = model_faults(subject) if subject is not None else ()
    if subject is None and kind is Decision:
        found = tuple(reference_faults(source.tree, kind))
    if subject is not None:
        found = (*found, *islice(line_references(source, subject), _MOST_FINDINGS))
    braces = islice(single_braces(source, kind), _MOST_FINDINGS)
    loose = [replace(_as_finding(source, fault), severity=Severity.WARNING) for fault in braces]
    return (*(_as_finding(source, fault) for fault in found[:_MOST_FINDINGS]), *loose)


def find_decision(meeting: Path, name: str) -> Path | ModelFault:
    """Return the file of a decision that an item names: a path from the meeting's file, or its name alone.

    A name alone is looked for beside the meeting and in the folders above, no higher than the council's own. Nothing
    outside the council's folder is read, so that no meeting can print what another council keeps.
    """
    council = find_council_file(meeting)
    top = real_path(council or meeting).parent
    folders = [folder for folder in real_path(meeting).parents if folder.is_relative_to(top)]
    known = sorted({file.stem for folder in folders for file in folder.iterdir() if _may_decide(file)})
    if "/" in name or name.lower().endswith(SUFFIXES):
        file = real_path(real_path(meeting).parent / name)
        if not file.is_relative_to(top):
            return ModelFault((), f"`{name}` is outside the council's folder.", f"keep the decision in {top.name}")
        candidates = [file]
    else:
        candidates = [file for folder in folders for file in sorted(folder.iterdir()) if file.stem == name]
        candidates = [file for file in candidates if file.suffix.lower() in SUFFIXES]
    for file in candidates:
        if file.is_file():
            return file
    guess = nearest(Path(name).stem, known)
    hint = f"did you mean `{guess}`?" if guess else "name it by its path from this file, as ../home-care.yaml"
    return ModelFault((), f"There is no decision file `{name}`.", hint)


def _may_decide(file: Path) -> bool:
    return file.suffix.lower() in SUFFIXES and file.name != COUNCIL_FILE


def _neither(source: Source) -> Finding:
    span = source.span(()) or Span(0, 0)
    first_line = Span(span.start, span.start + len(source.text[span.start : span.end].partition("\n")[0]))
    message = "This file is neither a decision nor a meeting."
    hint = "a decision has `report:` and `recommendations:`, a meeting has `body:` and `items:`"
    return found_at(source, first_line, faults.SUBJECT_KIND, message, hint=hint)


def _as_finding(source: Source, fault: ModelFault) -> Finding:
    """Return a fault of the record as a finding at its field, or at its words inside a text."""
    if fault.start is None or fault.end is None:
        span = source.places.value(fault.path) or source.span(fault.path, key=True)
        return found_at(source, span, faults.FIELD_CONFLICT, fault.message, hint=fault.hint, path=fault.path)
    span = _span_in_text(source, fault.path, fault.start, fault.end)
    return found_at(source, span, faults.REFERENCE_UNKNOWN, fault.message, hint=fault.hint, path=fault.path)


def _span_in_text(source: Source, path: FieldPath, start: int, end: int) -> Span | None:
    """Return where a stretch of a text stands in the file; the whole text where the file writes it differently."""
    whole = source.span(path)
    said: object = source.tree
    for step in path:
        if isinstance(said, dict):
            said = said.get(step)
        elif isinstance(said, list) and isinstance(step, int) and step < len(said):
            said = said[step]
    if whole is None or not isinstance(said, str) or not said[start:end]:
        return whole
    words, written = said[start:end], source.text[whole.start : whole.end]
    before = said.count(words, 0, start)
    parts = written.split(words, before + 1)
    if len(parts) < before + 2:
        return whole
    end = len(written) - len(parts[-1])
    return Span(whole.start + end - len(words), whole.start + end)


def _council_of(path: Path, shown: str) -> tuple[Council | None, Source | None, tuple[Finding, ...]]:
    found = find_council_file(path)
    if found is None:
        message = f"There is no {COUNCIL_FILE} beside this file or in a folder above it."
        hint = "`reportgen init` writes one; it names the council and holds its own rules and words"
        return None, None, (Finding(faults.COUNCIL_MISSING, Severity.ERROR, Location(shown), message, hint),)
    above = len(path.absolute().parent.parts) - len(found.parent.parts)
    council_shown = posixpath.normpath(posixpath.join(posixpath.dirname(shown), *[".."] * above, COUNCIL_FILE))
    stat = found.stat()
    return _read_council(found, council_shown, stat.st_mtime_ns, stat.st_size)


@lru_cache(maxsize=8)
def _read_council(
    path: Path, shown: str, _changed: int, _size: int
) -> tuple[Council | None, Source | None, tuple[Finding, ...]]:
    """Return a council's file, read once for all the decisions beside it as long as it stays unchanged."""
    source, findings = read_source(path, shown)
    if source is None:
        return None, None, findings
    council, faulty = structure(source, Council)
    return council, source, (*findings, *faulty)
