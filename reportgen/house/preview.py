"""A house style shown: the specimen of every node and role, numbered and dressed as the style says."""

from dataclasses import replace
from pathlib import PurePosixPath

from reportgen.base.finding import Finding, Severity, found_at, sorted_findings
from reportgen.compose.number import number_blocks, targets
from reportgen.compose.refer import resolve_references
from reportgen.document.nodes import Document
from reportgen.document.specimen import Outline, Unnumbered, specimen_blocks, specimen_document
from reportgen.house.shelf import Shelf
from reportgen.load.styles import load_style, style_sources
from reportgen.pipeline import Built, BuiltFile, writer_of
from reportgen.style.style import Style
from reportgen.write.writer import Fault, LetterheadError

FOLDER = PurePosixPath("style-preview")


def specimen_in(style: Style) -> Document:
    """Return the specimen as a style numbers it; its kind, and so its file, has the style's name."""
    blocks, series = number_blocks(specimen_blocks(Unnumbered(), Outline()), style, lambda _: None)
    resolved, _ = resolve_references(blocks, targets(blocks), {}, style)
    return replace(specimen_document(resolved, series), kind=style.id)


def preview(name: str, shelf: Shelf, formats: tuple[str, ...]) -> Built:
    """Return the specimen in a house style, `style-preview/<style>.<suffix>`; none where something is wrong with it."""
    style, findings = load_style(name, shelf.styles)
    if style is None:
        return Built(sorted_findings(findings), ())
    document = specimen_in(style)
    files: list[BuiltFile] = []
    for form in formats:
        writer = writer_of(form)
        wanted = writer.letterhead(style)
        try:
            output = writer.write(document, style, _office_file(wanted, shelf))
        except LetterheadError as fault:
            return Built(sorted_findings((*findings, _unfit(name, wanted, str(fault), shelf))), ())
        if stopping := [fault for fault in output.faults if fault.stops]:
            return Built(sorted_findings((*findings, *(_stopped(name, fault, shelf) for fault in stopping))), ())
        files.append(BuiltFile(FOLDER / f"{document.stem}.{writer.suffix}", output.content))
        files += (BuiltFile(FOLDER / companion, content) for companion, content in output.companions)
    return Built(sorted_findings(findings), tuple(files))


def _office_file(name: str, shelf: Shelf) -> bytes:
    """Return the Office file that a format stands on, empty where it stands on none. Raises LetterheadError."""
    if not name:
        return b""
    path = shelf.find(name)
    if path is None:
        raise LetterheadError(f"There is no `{name}` beside the style.")
    try:
        return path.read_bytes()
    except OSError as fault:
        raise LetterheadError(f"`{name}` can't be read: you may not open it.") from fault


def _unfit(style: str, name: str, message: str, shelf: Shelf) -> Finding:
    """Return a finding at the line that names an Office file."""
    hint = f"`reportgen style check {style}` says more"
    for source in style_sources(style, shelf.styles):
        for setting in ("letterhead", "deck", "logo"):
            if isinstance(source.tree, dict) and source.tree.get(setting) == name:
                span = source.span((setting,))
                return found_at(source, span, "LETTERHEAD", message, hint=hint, severity=Severity.ERROR)
    return found_at(style_sources(style, shelf.styles)[0], None, "LETTERHEAD", message, hint=hint)


def _stopped(style: str, fault: Fault, shelf: Shelf) -> Finding:
    """Return a finding for what keeps a format from being written: of the specimen's words, bullets are the style's."""
    sources = style_sources(style, shelf.styles)
    for source in sources:
        if span := source.span(("lists", "bullets")):
            return found_at(source, span, fault.code, fault.message, hint=fault.hint, severity=Severity.ERROR)
    return found_at(sources[0], None, fault.code, fault.message, hint=fault.hint, severity=Severity.ERROR)
