"""The stages in order: load, model, check, compose, write. What the command line and the tests both call.

Nothing here prints, reads a clock or writes a file: what is built comes back as bytes with the names to write
them under.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from importlib import import_module
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Final

from reportgen import __version__, rules
from reportgen import write as writers
from reportgen.base.discovery import module_names
from reportgen.base.finding import Finding, Outcome, Severity, found_at, sorted_findings
from reportgen.base.source import Location, Source, Sources, real_path
from reportgen.base.suggest import did_you_mean
from reportgen.check import runner
from reportgen.check.case import Case, Stage
from reportgen.check.rule import Rule, Theme
from reportgen.check.runner import run_rules, themes_in
from reportgen.compose.compose import Commission, Composed, compose, subject_folder
from reportgen.compose.found import found_in_field
from reportgen.compose.leaks import leaks
from reportgen.compose.minutes import MINUTES, RECORD, lacks
from reportgen.compose.templates import SUFFIX, shipped_templates
from reportgen.document.nodes import Document, Heading, Paragraph, Provenance
from reportgen.document.walk import walk
from reportgen.load import faults as load_faults
from reportgen.load.outcomes import with_agenda, with_outcome
from reportgen.load.styles import load_style, style_as_named, style_sources
from reportgen.load.subjects import Loaded, find_council_file, load_subject
from reportgen.model.audience import Audience, is_open, withhold
from reportgen.model.decision import Decision
from reportgen.model.exempt_values import secrets_of
from reportgen.model.fingerprint import fingerprint
from reportgen.model.meeting import Meeting
from reportgen.model.walk import texts_in
from reportgen.radar.deadlines import deadlines
from reportgen.radar.found import Found
from reportgen.style.style import Style
from reportgen.write.writer import Fault, LetterheadError, Output, Writer

if TYPE_CHECKING:
    from reportgen.write.pdf.pages import Spot

BRIEFING: Final = "briefing"
SLIDES: Final = "pptx"


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is asked for: formats, and for one kind, style, audience and date only where they are named.

    `as_of` is the date that the documents carry; without it they carry the date of the meeting, so that the same
    file gives the same bytes on any day. `templates` are folders whose files win over the shipped ones. `rules` are
    those of the catalogue that are to be run, all of them unless some are named. Where `held` is given, the file is
    taken to hold that, whatever stands on disk. `commit` is the git commit that holds the very file, if any. With
    `trace` the documents know the lines of templates and house styles that their words come from.
    """

    formats: tuple[str, ...] = ("docx",)
    kind: str | None = None
    style: str | None = None
    audience: Audience = Audience.PUBLIC
    as_of: date | None = None
    templates: tuple[Path, ...] = ()
    stage: Stage = Stage.DRAFT
    rules: tuple[Rule, ...] | None = None
    held: bytes | None = None
    commit: str = ""
    trace: bool = False


@dataclass(frozen=True, slots=True)
class BuiltFile:
    """One file to write: its name under the output folder, `<council>/<file stem>/<kind>.<suffix>`, and its bytes."""

    name: PurePosixPath
    content: bytes


@dataclass(frozen=True, slots=True)
class Built:
    """What a build of one decision or meeting gives: findings, and files (none where it can't be built).

    `unwritten` are the formats that it can't be written in, where it can in others.
    """

    findings: tuple[Finding, ...]
    files: tuple[BuiltFile, ...]
    unwritten: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Checked:
    """What is wrong with a file, and whether the rules have judged it: not where what it says can't all be read."""

    findings: tuple[Finding, ...]
    judged: bool


def check(path: Path, shown: str, order: Order | None = None) -> tuple[Finding, ...]:
    """Return what is wrong with the decision or meeting file at `path`, as `checked` finds it."""
    return checked(path, shown, order).findings


def checked(path: Path, shown: str, order: Order | None = None) -> Checked:
    """Return what is wrong with the decision or meeting file at `path`: the file, its council, the rules, its document.

    The document is composed as for a build, so that a reference that leads nowhere is found, and its tables measured
    for the usual format, so that one without room on its page is; nothing is written.
    """
    drafted = _draft(path, shown, order or Order(formats=()))
    if drafted.style is None:
        return Checked(drafted.findings, drafted.judged)
    named = filter(None, (drafted.style.letterhead, drafted.style.deck, drafted.style.logo))
    missing = [found for name in named for found in _letterhead(name, drafted.style, drafted.folders)[1]]
    if drafted.document is None or missing:
        return Checked(sorted_findings((*drafted.findings, *missing)), drafted.judged)
    misfits = _misfits(drafted, drafted.document, drafted.style)
    return Checked(sorted_findings((*drafted.findings, *misfits)), drafted.judged)


@dataclass(frozen=True, slots=True)
class Preview:
    """What a text gives while it is written: all that a check finds, its places, its document and that as a page.

    There is no source where the text can't be read as YAML, no document and no page where none can be made of it. The
    rules have judged it (`judged`) unless what it says could not all be read.
    """

    findings: tuple[Finding, ...]
    source: Source | None = None
    document: Document | None = None
    page: str = ""
    judged: bool = True


def _go_on() -> None:
    """Go on: nobody has changed their mind."""


def preview(path: Path, shown: str, order: Order, go_on: Callable[[], None] = _go_on) -> Preview:
    """Return the document of the decision or meeting file at `path` as a page of HTML, with what `check` finds.

    `go_on` is called between the stages, and may raise whatever is to end the work of one that nobody waits for.
    """
    drafted = _draft(path, shown, replace(order, formats=("html",)), go_on)
    source = drafted.source or load_subject(path, shown, order.held).source
    go_on()
    if drafted.document is None or drafted.style is None:
        return Preview(drafted.findings, source, judged=drafted.judged)
    from reportgen.write.html import preview_page

    page = preview_page(drafted.document, drafted.style)
    findings = (*drafted.findings, *_misfits(drafted, drafted.document, drafted.style))
    return Preview(sorted_findings(findings), source, drafted.document, page)


@dataclass(frozen=True, slots=True)
class Pages:
    """The pages of a document as its PDF file has them, as SVG; where there are none, `findings` say why."""

    findings: tuple[Finding, ...]
    drawings: tuple[str, ...] = ()
    spots: tuple["Spot", ...] = ()


def pages(path: Path, shown: str, order: Order) -> Pages:
    """Return the document of the decision or meeting file at `path` page by page, and where its fields stand there."""
    return laying_out(path, shown, order)()


def laying_out(path: Path, shown: str, order: Order) -> Callable[[], Pages]:
    """Compose the document as for `pages`, and return what lays it out when it is called.

    That takes the longest, and may go on beside what else is composed.
    """
    drafted = _draft(path, shown, replace(order, formats=("pdf",)))
    document, style = drafted.document, drafted.style
    if document is None or style is None:
        return lambda: Pages(drafted.findings)
    from reportgen.write import pdf

    letterheads, faults = _letterheads(style, drafted.folders, Order(formats=("pdf",)))
    name = pdf.WRITER.letterhead(style)

    def laid_out() -> Pages:
        if faults:
            return Pages(faults)
        try:
            made = pdf.drawn_pages(document, style, letterheads.get(name, b""))
        except LetterheadError as fault:
            return Pages((Finding("LETTERHEAD", Severity.ERROR, _place(name), str(fault)),))
        unfit = [_unfit(fault, drafted) for fault in made.faults]
        return Pages(sorted_findings((*drafted.findings, *unfit)), made.drawings, made.spots)

    return laid_out


def _misfits(drafted: "_Draft", document: Document, style: Style) -> Iterator[Finding]:
    """Yield what has no room in a document in the usual format, or why its letterhead can't be used."""
    usual = Order()
    letterheads, _ = _letterheads(style, drafted.folders, usual)
    for writer in map(writer_of, usual.formats):
        name = writer.letterhead(style)
        try:
            faults = writer.misfits(document, style, letterheads.get(name, b""))
        except LetterheadError as fault:
            yield Finding("LETTERHEAD", Severity.ERROR, _place(name), str(fault))
        else:
            yield from (_unfit(fault, drafted) for fault in faults)


@dataclass(frozen=True, slots=True)
class WordCopy:
    """A decision or meeting with its document and the Word file of it as it would be built now.

    There is a document and content only where the file gives one; `findings` say why it gives none.
    """

    findings: tuple[Finding, ...]
    loaded: Loaded
    document: Document | None = None
    content: bytes = b""
    style: Style | None = None
    folder: PurePosixPath | None = None


def word_copy(path: Path, shown: str, order: Order) -> WordCopy:
    """Return what an edited Word file of the decision or meeting file at `path` is to be laid beside."""
    drafted = _draft(path, shown, replace(order, formats=("docx",)))
    loaded = drafted.loaded or load_subject(path, shown, order.held)
    if drafted.document is None or drafted.style is None:
        return WordCopy(drafted.findings, loaded)
    writer = writer_of("docx")
    letterheads, faults = _letterheads(drafted.style, drafted.folders, Order())
    if faults:
        return WordCopy(faults, loaded)
    try:
        output = writer.write(drafted.document, drafted.style, letterheads.get(writer.letterhead(drafted.style), b""))
    except LetterheadError as fault:
        place = _place(writer.letterhead(drafted.style))
        return WordCopy((Finding("LETTERHEAD", Severity.ERROR, place, str(fault)),), loaded)
    return WordCopy(drafted.findings, loaded, drafted.document, output.content, drafted.style, drafted.folder)


def record_mark(path: Path, shown: str, order: Order) -> str:
    """Return the hash of what the readers of a copy may know of a file; empty of one that can't be read."""
    loaded = load_subject(path, shown, order.held)
    if order.kind in (MINUTES, RECORD):
        loaded = with_outcome(loaded, path)
    return mark_of(loaded.subject, order.audience) if loaded.subject is not None else ""


def mark_of(record: Decision | Meeting, audience: Audience) -> str:
    """Return the hash of what an audience may know of a record, which a Word copy of it bears."""
    return fingerprint(withhold(record, audience).subject)


def exempt_in(document: Document, record: Decision | Meeting) -> tuple[str, ...]:
    """Return the sums, names and figures exempt in a record that a document says, as an older version's may."""
    secrets = secrets_of(record, withhold(record, Audience.PUBLIC).subject)
    return tuple(dict.fromkeys(words for _, words in leaks(secrets, document)))


def public_texts(record: Decision | Meeting) -> tuple[str, ...]:
    """Return all texts of a record that the public may read, whether a document prints them or not."""
    return tuple(texts_in(withhold(record, Audience.PUBLIC).subject))


def build(path: Path, shown: str, order: Order) -> Built:
    """Return the documents of the decision or meeting file at `path`; findings name the file as `shown`."""
    drafted = _draft(path, shown, order)
    if drafted.document is None or drafted.style is None or drafted.folder is None:
        return Built(drafted.findings, ())
    letterheads, faults = _letterheads(drafted.style, drafted.folders, order)
    if faults:
        return Built(sorted_findings((*drafted.findings, *faults)), ())
    files: list[BuiltFile] = []
    findings = list(drafted.findings)
    unwritten: list[str] = []
    for name in order.formats:
        writer = writer_of(name)
        letterhead = letterheads.get(writer.letterhead(drafted.style), b"")
        try:
            output = writer.write(drafted.document, drafted.style, letterhead)
        except LetterheadError as fault:
            place = _place(writer.letterhead(drafted.style))
            findings.append(Finding("LETTERHEAD", Severity.ERROR, place, str(fault)))
            unwritten.append(name)
            continue
        if not order.trace and any(_is_untraced(fault) for fault in output.faults):
            return build(path, shown, replace(order, trace=True))
        findings += [_unfit(fault, drafted) for fault in output.faults]
        if any(fault.stops for fault in output.faults):
            unwritten.append(name)
            continue
        files += _named(drafted.folder, drafted.document, writer, output)
    return Built(sorted_findings(findings), tuple(files), tuple(unwritten))


def _named(folder: PurePosixPath, document: Document, writer: Writer, output: Output) -> Iterator[BuiltFile]:
    yield BuiltFile(folder / f"{document.stem}.{writer.suffix}", output.content)
    for companion, content in output.companions:
        yield BuiltFile(folder / companion, content)


def _is_untraced(fault: Fault) -> bool:
    """Tell whether words of a template, it is not known which, are why nothing is written."""
    return fault.stops and not fault.origin.path and not fault.origin.template


def _unfit(fault: Fault, drafted: "_Draft") -> Finding:
    """Return a finding for what a format has no room for: a warning where it is written all the same.

    Words that stand in no field of the paper, such as its council's name, may be those of the council's file.
    """
    path, words = fault.origin.path, fault.words
    severity = Severity.ERROR if fault.stops else Severity.WARNING
    if not path and fault.origin.template:
        place = Location(f"templates/{fault.origin.template}", fault.origin.line, 1)
        return Finding(fault.code, severity, place, fault.message, fault.hint)
    loaded = drafted.loaded
    held: Source | Sources = Sources(drafted.source or Source("", ""), loaded.papers if loaded else {})
    council = loaded.council_source if loaded else None
    if not path and words and council is not None and re.search(words, council.text):
        held = council
    found = found_in_field(held, path, fault.code, fault.message, hint=fault.hint, words=words)
    return replace(found, severity=severity)


@dataclass(frozen=True, slots=True)
class _Draft:
    """A subject as far as it could be taken: all that was found, and its document if there is one to write.

    `judged` says whether the rules have been run.
    """

    findings: tuple[Finding, ...]
    document: Document | None = None
    style: Style | None = None
    folders: tuple[Path, ...] = ()
    folder: PurePosixPath | None = None
    source: Source | None = None
    loaded: Loaded | None = None
    judged: bool = True


def _draft(path: Path, shown: str, order: Order, go_on: Callable[[], None] = _go_on) -> _Draft:
    """Load, model, check, compose: everything but writing.

    The rules judge what the file itself says, as `check` does, whichever kind of document is made of it: the file of
    the meeting that took the decision is judged by itself, and what it says has no place in this one.
    """
    own = load_subject(path, shown, order.held)
    go_on()
    loaded = with_outcome(own, path) if order.kind in (MINUTES, RECORD) else own
    if loaded.subject is None or loaded.council is None or loaded.source is None:
        return _Draft(sorted_findings(loaded.findings), source=loaded.source, judged=False)
    if _stops(loaded.findings):
        judged_anyhow = _judged_at_odds(with_agenda(own, path), order)
        found = sorted_findings((*loaded.findings, *(judged_anyhow or ())))
        return _Draft(found, source=loaded.source, judged=judged_anyhow is not None)
    folders = (*order.templates, *own_templates(path), shipped_templates())
    style, style_findings = load_style(order.style or loaded.council.style, [folder / "styles" for folder in folders])
    if order.style is None and loaded.council_source is not None:
        style_findings = style_as_named(style_findings, loaded.council.style, loaded.council_source)
    kind = order.kind or default_kind(loaded.subject)
    can_compose = style is not None and kind in kinds(subject_folder(loaded.subject), folders)
    composing = _Composing(loaded, style, kind, order, folders, source_name(path)) if style else None
    section_numbers = cache(composing.section_numbers) if composing and can_compose else frozenset
    subject = with_agenda(own, path).subject or loaded.subject
    case = Case(subject, loaded.council, date_judged(subject), order.stage, section_numbers)
    judged = _judge(case, loaded.source, order)
    go_on()
    findings = [*loaded.findings, *judged, *style_findings]
    if order.stage is Stage.PUBLISH and order.formats and _stops(judged):
        return _Draft(sorted_findings(findings))
    if style is None or composing is None or _stops(style_findings):
        return _Draft(sorted_findings(findings))
    if not order.formats and not can_compose:
        return _Draft(sorted_findings(findings))
    composed = composing.composed(order.audience, findings)
    document = None if _stops(composed.findings) or _leaks(findings, order) else composed.document
    findings += _untold(composed.findings, findings)
    folder = PurePosixPath(file_name(loaded.council.id), file_name(path.stem))
    return _Draft(sorted_findings(findings), document, style, folders, folder, loaded.source, loaded)


_AT_ODDS: Final = (load_faults.FIELD_CONFLICT, load_faults.REFERENCE_UNKNOWN)
"""The faults of a file that is read whole: nothing is lost of what it says, so that the rules can judge the rest."""


def _judged_at_odds(loaded: Loaded, order: Order) -> tuple[Finding, ...] | None:
    """Return what the rules find in a record that is at odds with itself, and makes no document for that.

    Nothing at all is returned of a record that was not read whole, which they can't judge.
    """
    if loaded.subject is None or loaded.council is None or loaded.source is None:
        return None
    if any(_stops([found]) and found.rule not in _AT_ODDS for found in loaded.findings):
        return None
    case = Case(loaded.subject, loaded.council, date_judged(loaded.subject), order.stage)
    return _judge(case, loaded.source, order)


_TELL_OF_LEAKS: Final = ("EXM-LEAK", "KEY-NOTICE-CLEAN")


def _leaks(findings: Sequence[Finding], order: Order) -> bool:
    """Return whether a rule has found that a public copy would give away what is exempt."""
    return order.audience is Audience.PUBLIC and any(found.rule in _TELL_OF_LEAKS for found in findings)


def _untold(composed: Sequence[Finding], told: Sequence[Finding]) -> Iterator[Finding]:
    """Yield what composing has found, without the leaks that a rule has told of at the same field."""
    places = {found.path for found in told if found.rule in _TELL_OF_LEAKS}
    yield from (found for found in composed if found.rule != "EXM-LEAK" or found.path not in places)


def _judge(case: Case, source: Source, order: Order) -> tuple[Finding, ...]:
    """Return what the rules of the catalogue find in a case."""
    waivers = getattr(case.subject, "waive", ())
    # To read the whole catalogue takes longer than a short file does.
    known = all_rules() if waivers else ()
    return run_rules(all_rules() if order.rules is None else order.rules, case, source, waivers, known)


def due(path: Path, shown: str) -> tuple[Found, ...]:
    """Return what is due by when in the decision or meeting file at `path`; nothing of one that can't be read."""
    loaded = with_agenda(load_subject(path, shown), path)
    if loaded.subject is None or loaded.council is None or loaded.source is None:
        return ()
    case, source = Case(loaded.subject, loaded.council, date_judged(loaded.subject)), loaded.source
    return tuple(
        Found(
            deadline,
            loaded.council.name,
            source.location(span.start) if (span := source.span(deadline.path)) else Location(shown),
        )
        for deadline in deadlines(case)
    )


@dataclass(frozen=True, slots=True)
class _Composing:
    """What is composed of a subject, each document once: the rules may ask for it before it is to be written."""

    loaded: Loaded
    style: Style
    kind: str
    order: Order
    folders: tuple[Path, ...]
    source_name: str
    made: dict[Audience, Composed] = field(default_factory=dict)

    def composed(self, audience: Audience, findings: Sequence[Finding] = ()) -> Composed:
        """Return the document for an audience; only an internal copy says how much was found, and is made anew."""
        loaded = self.loaded
        if loaded.subject is None or loaded.council is None or loaded.source is None:
            return Composed(None)
        if audience not in self.made or audience is Audience.INTERNAL:
            order = replace(self.order, audience=audience)
            commission = replace(
                _commission(self.style, self.kind, order, self.folders, findings),
                provenance=_provenance(loaded.subject, loaded.council.id, self.source_name, self.style, order),
            )
            sources = Sources(loaded.source, loaded.papers)
            self.made[audience] = compose(loaded.subject, loaded.council, sources, commission)
        return self.made[audience]

    def section_numbers(self) -> frozenset[str]:
        """Return the numbers of sections and paragraphs, those of exempt ones among them."""
        subject, audience = self.loaded.subject, self.order.audience
        same = subject is not None and audience is Audience.PUBLIC and is_open(subject)
        composed = self.composed(audience if same else Audience.EXEMPT)
        blocks = walk(composed.document.blocks) if composed.document else ()
        numbered = (block.number for block in blocks if isinstance(block, (Heading, Paragraph)) and block.number)
        return frozenset(number.text.rstrip(". )") for number in numbered)


def date_judged(subject: Decision | Meeting) -> date:
    """Return the day whose law a subject is judged by: that of the decision, or of the meeting that is to take it."""
    if isinstance(subject, Meeting):
        return subject.date.earliest
    taken = subject.decision.date if subject.decision is not None else None
    return (taken or subject.meeting.date).earliest


@cache
def themes() -> tuple[Theme, ...]:
    """Return the themes of the rule catalogue."""
    return themes_in(rules)


@cache
def all_rules() -> tuple[Rule, ...]:
    """Return every rule of the catalogue, by theme."""
    return tuple(rule for theme in themes() for rule in theme.rules)


DOCUMENT_FAULTS: Final[dict[str, str]] = {
    "AGENDA-NUMBER": "Two matters on the agenda of a meeting would have the same number.",
    "EXM-TITLE": "A report that is exempt as a whole has no `public_title`, so that its own title would be published.",
    "LETTERHEAD": "The Word file, slides or logo that a house style names are not there, or can't be used.",
    "NO-OUTCOME": "A record or minute is asked for, and nothing says what became of the recommendations.",
    "REFERENCE": "A name in the file, such as that of an item, leads to nothing, or can't be printed where it stands.",
    "SLIDE-FIT": "Something is too large for a slide even by itself.",
    "STYLE-CONTRAST": "Two colours of a house style are too near for words to be read (WCAG 2.2: 4.5 to 1).",
    "STYLE-HEADER": "A row of a house style's header table asks for something that no header has.",
    "STYLE-WORD": "A Word style that a house style names, or that papers need, is not in its letterhead.",
    "TABLE-FIT": "A table is too wide for the page: some of its words are broken.",
    "TEMPLATE": "A template can't be read, or asks for something that there isn't.",
}
"""What composing, writing and looking at a house style find: name to one line of explanation."""


def faults() -> dict[str, str]:
    """Return what else can be found, besides what the catalogue's rules find: name to one line of explanation."""
    return dict(sorted({**load_faults.FAULTS, **runner.FAULTS, **DOCUMENT_FAULTS}.items()))


def _stops(findings: tuple[Finding, ...] | list[Finding]) -> bool:
    """Return whether there is a fault that leaves nothing to build from."""
    return any(f.severity is Severity.ERROR and f.outcome is Outcome.FAIL for f in findings)


def _commission(
    style: Style, kind: str, order: Order, folders: tuple[Path, ...], findings: Sequence[Finding]
) -> Commission:
    counted = [f for f in findings if f.outcome is Outcome.FAIL and f.severity is not Severity.INFO]
    return Commission(
        kind=kind,
        style=style,
        audience=order.audience,
        folders=(*(folder / "styles" / style.id for folder in folders), *folders),
        as_of=order.as_of,
        open_findings=len(counted),
        with_record="json" in order.formats,
        trace=order.trace,
        style_sources=style_sources(style.id, [folder / "styles" for folder in folders]),
    )


def _provenance(subject: Decision | Meeting, council: str, name: str, style: Style, order: Order) -> Provenance:
    seen = withhold(subject, order.audience) if "docx" in order.formats else None
    # The hash of a commit is one of the whole file too: whoever knew all else of it could try out what is left out.
    is_whole = seen is not None and not seen.withheld
    return Provenance(
        generator=f"reportgen {__version__}",
        council=council,
        source=name,
        record=fingerprint(seen.subject) if seen is not None else "",
        commit=order.commit if is_whole else "",
        style=style.id,
        as_of=order.as_of.isoformat() if order.as_of else "",
    )


def source_name(path: Path) -> str:
    """Return what a document calls the file that it was made from: its path from the folder of its council's folder.

    `northshire/home-care-2025.yaml` is the same on any machine and from any folder that the command is given in.
    """
    here = path.absolute()
    council = find_council_file(here)
    return here.relative_to(council.parent.parent if council else here.parent).as_posix()


def orders_of(path: Path, shown: str, order: Order) -> tuple[Order, ...]:
    """Return an order for each kind of document that a subject has what it takes for; the order itself if it is faulty.

    Minutes and records want what was decided, minutes of a meeting who was there. Slides are made of briefings only.
    """
    loaded = with_outcome(load_subject(path, shown, order.held), path)
    if loaded.subject is None or loaded.source is None or _stops(loaded.findings):
        return (order,)
    folders = (*order.templates, *own_templates(path), shipped_templates())
    sources = Sources(loaded.source, loaded.papers)
    ready = [
        kind for kind in kinds(subject_folder(loaded.subject), folders) if _is_ready(loaded.subject, kind, sources)
    ]
    orders = [(kind, tuple(form for form in order.formats if form != SLIDES or kind == BRIEFING)) for kind in ready]
    return tuple(replace(order, kind=kind, formats=formats) for kind, formats in orders if formats)


def _is_ready(subject: Decision | Meeting, kind: str, sources: Sources) -> bool:
    if isinstance(subject, Meeting) and kind == MINUTES and subject.attendance is None:
        return False
    return not lacks(subject, kind, sources)


def default_kind(subject: Decision | Meeting) -> str:
    """Return the kind that a subject is built as where none is named.

    That is the report of a decision, the minutes of a meeting that has been held, the agenda of one that has not: it
    has been held once its file says who was there.
    """
    if isinstance(subject, Decision):
        return "report"
    return "agenda" if subject.attendance is None else "minutes"


def _letterheads(style: Style, folders: tuple[Path, ...], order: Order) -> tuple[dict[str, bytes], tuple[Finding, ...]]:
    """Return, by name, the Office files of the style that the formats stand on, each from the first folder with it."""
    found: dict[str, bytes] = {}
    for name in filter(None, (writer_of(form).letterhead(style) for form in order.formats)):
        content, faults = _letterhead(name, style, folders)
        if faults:
            return {}, faults
        found[name] = content
    return found, ()


def _letterhead(name: str, style: Style, folders: tuple[Path, ...]) -> tuple[bytes, tuple[Finding, ...]]:
    """Return an Office file of a style, or what is wrong with it, at the line of the style that names it."""
    for folder in folders:
        try:
            return (folder / "styles" / name).read_bytes(), ()
        except FileNotFoundError:
            continue
        except OSError as fault:
            folder_or_closed = "it is a folder" if isinstance(fault, IsADirectoryError) else "you may not open it"
            message = f"The letterhead can't be read: {folder_or_closed}."
            hint = "ask whoever keeps your house style"
            return b"", (_at_style(name, style, folders, message, hint),)
    suffix = PurePosixPath(name).suffix or ".docx"
    known = sorted({found.name for folder in folders for found in (folder / "styles").glob(f"*{suffix}")})
    hint = did_you_mean(name, known) or f"letterheads that are there: {', '.join(known)}"
    what = "slide template" if name == style.deck else "logo" if name == style.logo else "letterhead"
    return b"", (_at_style(name, style, folders, f"There is no {what} `{name}`.", hint),)


def _at_style(name: str, style: Style, folders: tuple[Path, ...], message: str, hint: str) -> Finding:
    for source in style_sources(style.id, [folder / "styles" for folder in folders]):
        for setting in ("letterhead", "deck", "logo"):
            if source.places.value((setting,)) and isinstance(source.tree, dict) and source.tree.get(setting) == name:
                at = source.places.value((setting,))
                return found_at(source, at, "LETTERHEAD", message, hint=hint, path=(setting,))
    return Finding("LETTERHEAD", Severity.ERROR, _place(name), message, hint)


def _place(name: str) -> Location:
    return Location(f"templates/styles/{name}")


TEMPLATE_FOLDERS = ("styles", "decision", "meeting", "parts")
"""What a folder `templates` holds one of, at least, where it is a council's own."""


def own_templates(path: Path) -> tuple[Path, ...]:
    """Return the `templates` folder of the repository that a file is in, where it has one beside or above the file."""
    for folder in real_path(path).parents:
        own = folder / "templates"
        if own.is_dir() and any((own / part).is_dir() for part in TEMPLATE_FOLDERS):
            return () if own == shipped_templates() else (own,)
        if (folder / ".git").exists():
            break
    return ()


def template_folders(path: Path) -> tuple[Path, ...]:
    """Return the folders of templates for a file: the one of its own repository, and last that which comes with us."""
    return (*own_templates(path), shipped_templates())


def file_name(name: str) -> str:
    """Return a name fit for a file or folder on any system: nothing in it leads out of the output folder."""
    safe = re.sub(r"[^\w.\- ]+", "-", name, flags=re.ASCII).strip(". -")
    return safe or "unnamed"


def kinds(subject: str, templates: tuple[Path, ...] = ()) -> tuple[str, ...]:
    """Return the names of the kinds of document that there are for a `decision` or a `meeting`."""
    folders = [folder / subject for folder in (*templates, shipped_templates())]
    return tuple(sorted({file.name.removesuffix(SUFFIX) for folder in folders for file in folder.glob(f"*{SUFFIX}")}))


def styles(templates: tuple[Path, ...] = ()) -> tuple[str, ...]:
    """Return the names of the house styles that there are."""
    folders = [folder / "styles" for folder in (*templates, shipped_templates())]
    return tuple(sorted({file.stem for folder in folders for file in folder.glob("*.yaml")}))


def style_for(path: Path, shown: str) -> Style:
    """Return the style in which what is said of a file is printed: its council's, or the default where that is faulty.

    Raises FileNotFoundError where the default that comes with reportgen is not there.
    """
    shipped = shipped_templates() / "styles"
    council = load_subject(path, shown).council
    folders = [folder / "styles" for folder in (*own_templates(path), shipped_templates())]
    style = load_style(council.style, folders)[0] if council is not None else None
    usual = style or load_style("default", [shipped])[0]
    if usual is None:
        raise FileNotFoundError(shipped)
    return usual


@cache
def _writers() -> dict[str, str]:
    """Return the modules that write a format, by the format's name, which is the module's."""
    return {name: f"{writers.__name__}.{name}" for name in module_names(writers) if name != "writer"}


def formats() -> tuple[str, ...]:
    """Return the names of the formats that can be written."""
    return tuple(_writers())


@cache
def writer_of(name: str) -> Writer:
    """Return the writer of a format, imported when it is first asked for."""
    writer = import_module(_writers()[name]).WRITER
    if not isinstance(writer, Writer):
        raise TypeError(f"{name} exports no WRITER")
    return writer
