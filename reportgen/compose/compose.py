"""Model to tree: one subject, one kind, one style, one audience give one document.

The stages: take out what the audience may not see, derive, render the template, read its text, put the values in,
relate headings, number, resolve references, judge accessibility.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache, partial
from pathlib import Path, PurePath
from typing import Final, Literal

from reportgen.base.finding import Finding, Severity, found_at
from reportgen.base.source import Location, Source, Sources
from reportgen.base.suggest import did_you_mean
from reportgen.compose.accessibility import Barred, judge_access
from reportgen.compose.agenda import AgendaNumbers, agenda_numbers, twice_numbered, with_numbers
from reportgen.compose.describe import (
    classed,
    classification_of,
    date_carried,
    entry_name,
    item_prefix,
    keywords_of,
    marking,
    stated_number,
    subject_of,
    title_of,
    withheld_part,
)
from reportgen.compose.exempt_marks import mark_exempt
from reportgen.compose.faults import ProseError
from reportgen.compose.fill import fill_value
from reportgen.compose.found import found_in_field, found_in_style
from reportgen.compose.functions import Labels, functions
from reportgen.compose.header import FIELDS
from reportgen.compose.holes import fill_blocks, renumber_tokens
from reportgen.compose.kept_places import keep_places
from reportgen.compose.leaks import leaks, leaks_in_name, once_a_place
from reportgen.compose.markdown import TemplateFault, read_blocks
from reportgen.compose.minutes import MINUTE, MINUTES, REPORT, lacks, minute_functions, sections_name
from reportgen.compose.number import number_blocks, number_notes, targets
from reportgen.compose.prose import spoken
from reportgen.compose.refer import (
    Dangling,
    hidden_places,
    numbers_by_id,
    places_elsewhere,
    resolve_references,
    target_of,
)
from reportgen.compose.relate import identify, relate_headings
from reportgen.compose.templates import (
    SUFFIX,
    ReportEnvironment,
    TemplateError,
    environment,
    has_template,
    line_of_text,
    render,
    render_marked,
)
from reportgen.compose.trace import labelled, traced, with_marks
from reportgen.compose.view import Scope, View
from reportgen.compose.withheld_note import with_exempt_note, with_section_numbers, with_withheld_note
from reportgen.document.nodes import UNKNOWN, Block, Document, Origin, Provenance, Series
from reportgen.document.walk import references
from reportgen.model.audience import Audience, Withholding, withhold
from reportgen.model.council import Council
from reportgen.model.decision import Decision
from reportgen.model.exempt_values import leaks_in_record, secrets_of
from reportgen.model.meeting import Meeting
from reportgen.model.notes import MARK, Noted, read_notes
from reportgen.model.papers import PAPER, derive_whole, owners_in
from reportgen.model.resolved import resolved as resolved_record
from reportgen.model.values import Exemption, Money
from reportgen.model.walk import value_at
from reportgen.model.withheld import Withheld
from reportgen.style.style import Numbering, Style

Subject = Decision | Meeting

BRIEFING: Final = "briefing"
AGENDA: Final = "agenda"
"""It says of each item that is not for publication at its own place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Commission:
    """What is to be composed: kind, style, audience, where templates are found, and what the document carries.

    `open_findings` counts errors and warnings, for the footer of an internal copy; `as_of` is the date the document
    carries, the meeting's where it is left out. `style_sources` are the files of the style, its own first; `provenance`
    is what the document is to know of where it comes from. With `trace` its blocks know the lines of the templates too.
    """

    kind: str
    style: Style
    audience: Audience = Audience.PUBLIC
    folders: tuple[Path, ...]
    as_of: date | None = None
    open_findings: int = 0
    with_record: bool = False
    style_sources: tuple[Source, ...] = ()
    provenance: Provenance = UNKNOWN
    trace: bool = False


@dataclass(frozen=True, slots=True)
class Composed:
    """A document, or none and the findings that say why."""

    document: Document | None
    findings: tuple[Finding, ...] = ()


def subject_folder(subject: Subject) -> Literal["decision", "meeting"]:
    """Return the folder of templates for a subject."""
    return "decision" if isinstance(subject, Decision) else "meeting"


def compose(subject: Subject, council: Council, source: Source | Sources, commission: Commission) -> Composed:
    """Return the document of a subject that has no faults, for the audience; faults of templates are findings.

    `source` is the file that the subject was read from; of a meeting with the decisions it takes, all their files.
    """
    source = Sources(source) if isinstance(source, Source) else source
    made = environment(commission.folders)
    missing = _missing_templates(subject, commission, made) or lacks(subject, commission.kind, source)
    if missing:
        return Composed(None, missing)
    given, subject = subject, classed(subject)
    numbers = agenda_numbers(subject, commission.style) if isinstance(subject, Meeting) else {}
    try:
        subject = with_numbers(subject, numbers) if isinstance(subject, Meeting) else subject
        withholding = withhold(subject, commission.audience)
        blocks = _render(withholding, council, commission, made, numbers)
        if commission.trace:
            blocks = traced(blocks, _render(withholding, council, commission, made, numbers, marked=True))
        blocks = relate_headings(blocks)
        if _has_members_copy(withholding, commission):
            of_members = replace(commission, audience=Audience.EXEMPT)
            whole = _render(withhold(subject, Audience.EXEMPT), council, of_members, made, numbers)
            numbered_as = _numbered_as(commission.style, commission.kind)
            blocks = keep_places(blocks, relate_headings(whole), withholding.withheld, numbered_as)
    except TemplateError as fault:
        return Composed(None, (fault.finding(),))
    except ProseError as fault:
        return Composed(None, (found_in_field(source, fault.path, "REFERENCE", fault.message, hint=fault.hint),))
    composed = _finish(blocks, subject, withholding, council, source, commission)
    if not commission.trace and any(found.path[:1] == ("sections",) for found in composed.findings):
        # Words of a template are at fault. To be told its line costs a second rendering.
        return compose(given, council, source, replace(commission, trace=True))
    if commission.kind != AGENDA or not isinstance(subject, Meeting):
        return composed
    hint = "give it a number that is free, or leave `number` out: then it follows what stands before it"
    twice = (
        replace(found_in_field(source, path, "AGENDA-NUMBER", message, hint=hint), severity=Severity.WARNING)
        for path, message in twice_numbered(subject, numbers)
    )
    return replace(composed, findings=(*composed.findings, *twice))


def _has_members_copy(withholding: Withholding[Subject], commission: Commission) -> bool:
    """Return whether a public copy is of a paper of which members have another, whose numbers it must share.

    Minutes, agendas and records have a notice at the place of each item and resolution by themselves.
    """
    of_part = any(part.path for part in withholding.withheld) and all(part.path for part in withholding.withheld)
    return commission.audience is Audience.PUBLIC and commission.kind in (REPORT, BRIEFING) and of_part


def _render(
    withholding: Withholding[Subject],
    council: Council,
    commission: Commission,
    made: ReportEnvironment,
    numbers: AgendaNumbers,
    *,
    marked: bool = False,
) -> tuple[Block, ...]:
    """Return the blocks of a kind's template with the values in them, and marks of its lines. Raises TemplateError."""
    subject, style = withholding.subject, commission.style
    owners = owners_in(subject)
    by_item = {withholding.path_of(owner.path)[:2]: owner for owner in owners if owner.path}
    scope = Scope(fill_value, style, subject, derive_whole(owners), withholding.path_of, owners=by_item)
    shown = View(subject, (), scope)
    folder = subject_folder(subject)
    name = f"{folder}/{commission.kind}{SUFFIX}"
    context = {
        folder: shown,
        "council": View(council, (), scope, foreign=True),
        "style": style,
        "labels": Labels(style, scope),
        "sections": style.sections.get(sections_name(subject, commission.kind), ()),
        "audience": commission.audience.value,
        "withheld": [View(withheld_part(part, style), (), scope, foreign=True) for part in withholding.withheld],
        **functions(shown, style),
        **minute_functions(shown, council, style, numbers),
    }
    text = _marked_text(made, name, context, scope) if marked else render(made, name, context)
    noted = read_notes(text)
    for misnoted in () if marked else noted.faults[:1]:
        file, line = line_of_text(made, name, context, misnoted.line)
        raise TemplateError(file, line, f"{misnoted.message}.", misnoted.hint)
    blocks: list[Block] = []
    for first_line, stretch in _stretches(noted.text):
        plain, order = renumber_tokens(_with_notes(stretch, noted))
        try:
            read = _read(plain)
        except TemplateFault as fault:
            if marked:
                continue
            file, line = line_of_text(made, name, context, first_line + fault.line)
            raise TemplateError(file, line, fault.message, fault.hint) from fault
        blocks.extend(fill_blocks(read, [scope.holes[at] for at in order]))
    return tuple(blocks)


def _with_notes(stretch: str, noted: Noted) -> str:
    """Return a stretch of a template's text with the words of its footnotes at its end, wherever they were given."""
    names = dict.fromkeys(mark[1] for mark in MARK.finditer(stretch)) if noted.marks else {}
    words = (f"\n\n[^{name}]: {' '.join(noted.words[name].split())}" for name in names if name in noted.words)
    return "".join((stretch, *words))


def _marked_text(made: ReportEnvironment, name: str, context: Mapping[str, object], scope: Scope) -> str:
    text, marks = render_marked(made, name, context)
    places = {mark: Origin(template=file, line=line) for mark, (file, line) in marks.items()}
    return with_marks(text, places, scope)


@lru_cache(maxsize=1024)
def _read(stretch: str) -> tuple[Block, ...]:
    """Read a stretch of a template's text. Decisions differ in their values, tokens here, so most are read once."""
    return read_blocks(stretch, template=True)


def _stretches(text: str) -> Iterator[tuple[int, str]]:
    """Yield a template's text cut before each heading that stands in no box, with the lines before each stretch."""
    open_boxes, start, at, start_line = 0, 0, 0, 0
    for line_number, line in enumerate(text.splitlines(keepends=True)):
        if line.startswith(":::"):
            open_boxes += -1 if line.strip() == ":::" else 1
        elif line.startswith("#") and open_boxes <= 0 and at > start:
            yield start_line, text[start:at]
            start, start_line = at, line_number
        at += len(line)
    if text[start:].strip():
        yield start_line, text[start:]


def _finish(
    blocks: tuple[Block, ...],
    whole: Subject,
    withholding: Withholding[Subject],
    council: Council,
    source: Sources,
    commission: Commission,
) -> Composed:
    """Number, resolve, judge; and put the document together."""
    subject, style = withholding.subject, commission.style
    resolved, series, dangling = _resolved(blocks, whole, withholding, commission)
    resolved = number_notes(resolved)
    findings = [
        found_in_field(source, d.origin.path, "REF-RESOLVES", d.message, hint=d.hint, words=d.pattern) for d in dangling
    ]
    findings += [_access(source, commission, fault) for fault in judge_access(resolved)]
    document = Document(
        kind=commission.kind,
        title=title_of(subject, style),
        blocks=resolved,
        series=series,
        council=council.name,
        subject=subject_of(subject, commission.kind, style),
        keywords=keywords_of(subject),
        created=date_carried(subject, commission.as_of),
        audience=commission.audience.value,
        classification=classification_of(subject, style),
        marking=_marking(whole, commission, style),
        draft=_draft(commission, style),
        provenance=commission.provenance,
        record=_record(subject, style, resolved) if commission.with_record else "",
    )
    if commission.audience is Audience.PUBLIC:
        findings += _own_titles(source, whole, withholding)
        findings += _leaks(source, whole, withholding, document)
    return Composed(document, tuple(findings))


def _resolved(
    blocks: tuple[Block, ...], whole: Subject, withholding: Withholding[Subject], commission: Commission
) -> tuple[tuple[Block, ...], tuple[Series, ...], list[Dangling]]:
    """Return blocks with the notes on what is exempt, numbers, and references; and the references that lead nowhere."""
    style, is_report = commission.style, commission.kind == REPORT
    is_public = commission.audience is Audience.PUBLIC
    exempt = withholding if is_public else withhold(whole, Audience.PUBLIC)
    if not is_public:
        blocks = with_exempt_note(blocks, _reasons(whole, exempt, commission.kind), style)
    elif not _has_withheld_note(whole, commission):
        blocks = with_withheld_note(blocks, exempt.withheld, style)
    named = identify(blocks, partial(entry_name, whole))
    numbered, series = number_blocks(named, _numbered_as(style, commission.kind), partial(stated_number, whole))
    if is_report:
        numbered = with_section_numbers(numbered, exempt.withheld, style)
    hidden = dict(hidden_places(whole, withholding.withheld, style))
    if not is_report:
        hidden = {**places_elsewhere(withholding.subject, style), **hidden}
    resolved, dangling = resolve_references(numbered, targets(numbered), hidden, style, numbers_by_id(whole))
    if not is_public:
        resolved = _marked(resolved, whole, exempt, style)
    return (labelled(resolved, style, commission.style_sources) if commission.trace else resolved), series, dangling


def _reasons(whole: Subject, exempt: Withholding[Subject], kind: str) -> list[tuple[Withheld, Exemption]]:
    """Return what is exempt with the marks that say why: of a decision in its report, of a meeting in its papers.

    What is exempt with something else, as a chart in an exempt section, has no mark of its own.
    """
    found = []
    for part in exempt.withheld:
        mark = getattr(value_at(whole, part.path), "exempt", None)
        if isinstance(mark, Exemption) and (kind == REPORT or (isinstance(whole, Meeting) and PAPER not in part.path)):
            found.append((part, mark))
    return found


def _marked(blocks: tuple[Block, ...], whole: Subject, public: Withholding[Subject], style: Style) -> tuple[Block, ...]:
    """Return the blocks of a copy that holds exempt matter with that matter marked, and what follows from it."""
    if not public.withheld:
        return blocks
    sums = [part for part in public.withheld if isinstance(value_at(whole, part.path), Money)]
    parts = [part for part in public.withheld if part not in sums]
    followed = derive_whole(owners_in(public.subject)).items()
    worked = [
        replace(found.value, path=public.path_of(path)) for path, found in followed if isinstance(found.value, Withheld)
    ]
    return mark_exempt(blocks, parts, (*sums, *worked), style)


def _has_withheld_note(subject: Subject, commission: Commission) -> bool:
    """Return whether the style gives a document a place to say what was withheld."""
    parts = {part for _, _, part in _parts(subject, commission)}
    return commission.kind == AGENDA or not parts.isdisjoint({"withheld", "minute_withheld"})


def _marking(whole: Subject, commission: Commission, style: Style) -> str:
    """Return what every page of a copy that holds exempt matter says; empty where it holds none."""
    if commission.audience is Audience.PUBLIC:
        return ""
    withheld = withhold(whole, Audience.PUBLIC).withheld
    return marking((number for part in withheld for number in part.paragraphs), style) if withheld else ""


def _draft(commission: Commission, style: Style) -> str:
    if commission.audience is not Audience.INTERNAL:
        return ""
    return style.label("draft_footer").replace("{findings}", str(commission.open_findings))


def _numbered_as(style: Style, kind: str) -> Style:
    """Return the style by which a kind is numbered: a report has an outline, what is said of it elsewhere has none."""
    return style if kind == REPORT else style.model_copy(update={"numbering": Numbering()})


def _record(subject: Subject, style: Style, blocks: tuple[Block, ...]) -> str:
    """Return the record as JSON; what the texts of an item refer to is looked up in the decision that it takes."""
    printed = {inline.target: inline.text for inline in references(blocks)}

    def places(prefix: str) -> Callable[[str, str], str]:
        return lambda kind, name: printed.get(prefix + target_of(kind, name).replace("_", "-"), name)

    top, *papers = owners_in(subject)
    plain = resolved_record(subject, derive_whole((top, *papers)))
    for paper in papers:
        place = paper.path[1]
        plain["items"][place] = spoken(
            plain["items"][place], paper.record, paper.derived, style, places(item_prefix(paper.path))
        )
    return json.dumps(spoken(plain, subject, top.derived, style, places("")), ensure_ascii=False)


def _own_titles(source: Sources, whole: Subject, withholding: Withholding[Subject]) -> Iterator[Finding]:
    """Yield a warning for each report that is exempt as a whole and whose own title the public is told."""
    for part in withholding.withheld:
        report = value_at(whole, part.path)
        if isinstance(report, Decision) and not part.public_title:
            message = "This report is exempt as a whole, and the public is told its title."
            hint = "add `public_title:` under `exempt:`: this title again, if it discloses nothing, or one that doesn't"
            at = (*part.path, "report", "title")
            yield replace(found_in_field(source, at, "EXM-TITLE", message, hint=hint), severity=Severity.WARNING)


def _leaks(source: Sources, whole: Subject, withholding: Withholding[Subject], document: Document) -> Iterator[Finding]:
    """Yield a finding for each secret in a public document, and in texts of the record that go with it as JSON."""
    secrets = secrets_of(whole, withholding.subject)
    said = [*leaks(secrets, document)]
    said += [(withholding.path_of(path), words) for path, words in leaks_in_record(secrets, withholding.subject)]
    for words in leaks_in_name(secrets, PurePath(source.own.file).stem):
        message = f"“{words}” is exempt in this file and stands in its name, which is that of the folder of its copies."
        yield found_at(source.own, None, "EXM-LEAK", message, hint="give the file a name that discloses nothing")
    for path, words in once_a_place(said):
        message = f"“{words}” is exempt elsewhere in this file, and this text would publish it."
        hint = "take it out of public text, or mark the text exempt"
        pattern = re.sub(r"(?:\\\s|\s)+", r"\\s+", re.escape(words))
        yield found_in_field(source, path, "EXM-LEAK", message, hint=hint, words=pattern)


def _access(source: Sources, commission: Commission, barred: Barred) -> Finding:
    """Return what a screen reader could not make sense of, at its words or else at the house style that has it."""
    origin, message, hint, words = barred
    if origin.path:
        return found_in_field(source, origin.path, "OUTPUT-ACCESS", message, hint=hint, words=words)
    if origin.template:
        place = Location(f"templates/{origin.template}", origin.line, 1)
        return Finding("OUTPUT-ACCESS", Severity.ERROR, place, message, hint)
    return found_in_style(commission.style_sources, ("sections", commission.kind), "OUTPUT-ACCESS", message, hint=hint)


def _missing_templates(subject: Subject, commission: Commission, made: ReportEnvironment) -> tuple[Finding, ...]:
    """Return a finding for a kind that has no template, and for each section or header field that there is none of."""
    style, kind, files = commission.style, commission.kind, commission.style_sources
    folder = subject_folder(subject)
    if not has_template(made, f"{folder}/{kind}{SUFFIX}"):
        return (found_in_style(files, (), "STYLE-SECTION", f"There is no document `{kind}` for a {folder}."),)
    findings = []
    for named, place, part in _parts(subject, commission):
        if not has_template(made, f"parts/{part}{SUFFIX}"):
            known = [name[6 : -len(SUFFIX)] for name in made.list_templates() if name.startswith("parts/")]
            message = f"There is no section `{part}`."
            hint = did_you_mean(part, known) or f"there are {', '.join(sorted(known))}"
            findings.append(found_in_style(files, ("sections", named, place), "STYLE-SECTION", message, hint=hint))
    for row, names in enumerate(style.header):
        for place, name in enumerate(names):
            if name not in FIELDS:
                message = f"`{name}` is not a field of the header table."
                hint = did_you_mean(name, FIELDS) or f"there are {', '.join(FIELDS)}"
                findings.append(found_in_style(files, ("header", row, place), "STYLE-HEADER", message, hint=hint))
    return tuple(findings)


def _parts(subject: Subject, commission: Commission) -> Iterator[tuple[str, int, str]]:
    """Yield the sections that a kind has in a style: the name of the list, the position, the section."""
    kind = sections_name(subject, commission.kind)
    for named in (kind, MINUTE) if kind == MINUTES else (kind,):
        for place, part in enumerate(commission.style.sections.get(named, ())):
            yield named, place, part
