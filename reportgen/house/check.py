"""What is wrong with a house style: in its files, in the sections and fields that it names, in what it stands on."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath

from reportgen.base.finding import Finding, Severity, found_at, sorted_findings
from reportgen.base.source import FieldPath, Source
from reportgen.base.suggest import did_you_mean
from reportgen.compose.header import FIELDS
from reportgen.compose.minutes import MINUTE
from reportgen.compose.templates import SUFFIX
from reportgen.house.shelf import Shelf
from reportgen.load.styles import load_style, style_sources, uncounted
from reportgen.pipeline import kinds
from reportgen.style.style import is_file_name
from reportgen.write._colour import TEXT_RATIO, WHITE, contrast, readable
from reportgen.write.docx.examine import CHOSEN, style_names, style_uses
from reportgen.write.docx.template import read_letterhead
from reportgen.write.writer import LetterheadError

PAGE = "the page"
_PAIRS = (
    ("table_head_text", "table_head_fill", "The words of header rows"),
    ("text_colour", "label_fill", "The words of label cells"),
    ("text_colour", PAGE, "The text"),
    ("heading_colour", PAGE, "Headings"),
    ("accent", PAGE, "Links"),
)
"""What is read against what: settings of the look, and what they colour."""

_HEADINGS = ("heading_1", "heading_2", "heading_3")


def check_style(name: str, shelf: Shelf) -> tuple[Finding, ...]:
    """Return what is wrong with the house style of a name, each fault at its line in the file that has it."""
    style, findings = load_style(name, shelf.styles)
    said = _Said(name, style_sources(name, shelf.styles), shelf)
    if not said.sources:
        return sorted_findings(findings)
    return sorted_findings(
        (
            *findings,
            *(uncounted(said.group("numbering"), said.sources) if style is None else ()),
            *_unknown_sections(said),
            *_unknown_fields(said),
            *_low_contrasts(said),
            *_unknown_uses(said),
            *_letterhead_faults(said),
            *_deck_faults(said),
        )
    )


@dataclass(frozen=True)
class _Said:
    """What the files of a style say, its own first; read even where something else in them is wrong."""

    name: str
    sources: tuple[Source, ...]
    shelf: Shelf

    def at(self, *path: str | int) -> object:
        """Return the value at a path in the first file that has one."""
        return next((value for source in self.sources if (value := _value(source.tree, path)) is not None), None)

    def group(self, *path: str) -> Mapping[str, object]:
        """Return a group of settings, each from the first file that has it."""
        groups = [group for source in reversed(self.sources) if isinstance(group := _value(source.tree, path), dict)]
        return {name: value for group in groups for name, value in group.items() if value is not None}

    def finding(
        self, path: FieldPath, rule: str, message: str, hint: str = "", *, severity: Severity = Severity.ERROR,
        key: bool = False,
    ) -> Finding:  # fmt: skip
        """Return a finding at a setting, in the first file that has it."""
        source = next((source for source in self.sources if source.places.value(path)), self.sources[0])
        span = source.span(path, key=key) if source.places.value(path) else None
        return found_at(source, span, rule, message, hint=hint, severity=severity, path=path)

    @cached_property
    def parts(self) -> frozenset[str]:
        """The names of the sections that there are."""
        folders = [folder / "styles" / self.name for folder in self.shelf.templates] + [*self.shelf.templates]
        files = [file.name for folder in folders for file in (folder / "parts").glob(f"*{SUFFIX}")]
        return frozenset(name.removesuffix(SUFFIX) for name in files)


def _value(tree: object, path: Sequence[str | int]) -> object:
    for step in path:
        if isinstance(tree, dict):
            tree = tree.get(step)
        elif isinstance(tree, list) and isinstance(step, int) and step < len(tree):
            tree = tree[step]
        else:
            return None
    return tree


def _entries(found: object) -> Iterator[tuple[int, str]]:
    """Yield the words of a list with their positions; what is no word is a fault of its own."""
    if isinstance(found, list):
        yield from ((place, entry) for place, entry in enumerate(found) if isinstance(entry, str))


def _unknown_sections(said: _Said) -> Iterator[Finding]:
    templates = said.shelf.templates
    known = (*kinds("decision", templates), *kinds("meeting", templates), MINUTE)
    for kind, listed in said.group("sections").items():
        if kind not in known:
            hint = did_you_mean(kind, known) or f"there are {', '.join(sorted(set(known)))}"
            message = f"There is no kind of document `{kind}`."
            yield said.finding(("sections", kind), "STYLE-SECTION", message, hint, severity=Severity.WARNING, key=True)
        for place, part in _entries(listed):
            if part not in said.parts:
                hint = did_you_mean(part, said.parts) or f"there are {', '.join(sorted(said.parts))}"
                yield said.finding(("sections", kind, place), "STYLE-SECTION", f"There is no section `{part}`.", hint)


def _unknown_fields(said: _Said) -> Iterator[Finding]:
    rows = said.at("header")
    for row, names in enumerate(rows if isinstance(rows, list) else ()):
        for place, name in _entries(names):
            if name not in FIELDS:
                message = f"`{name}` is not a field of the header table."
                hint = did_you_mean(name, FIELDS) or f"there are {', '.join(FIELDS)}"
                yield said.finding(("header", row, place), "STYLE-HEADER", message, hint)


def _low_contrasts(said: _Said) -> Iterator[Finding]:
    """Yield a finding for words that can't be read well against what is behind them (WCAG 2.2, 1.4.3, level AA)."""
    for words, ground, shown in _PAIRS:
        colour, behind = said.at("look", words), WHITE if ground == PAGE else said.at("look", ground)
        if not (_is_colour(colour) and _is_colour(behind)):
            continue
        colour, behind = str(colour).upper(), str(behind).upper()
        ratio = contrast(colour, behind)
        if ratio < TEXT_RATIO:
            message = (
                f"{shown} are hard to read: `{colour}` on `{behind}` has a contrast of {_rounded_down(ratio)} to 1, "
                f"and {TEXT_RATIO} to 1 is the least."
            ).replace("The text are", "The text is")
            on_own = _stated_first(said, words, ground)
            setting, better = (
                (words, readable(colour, behind)) if on_own == words else (ground, readable(behind, colour))
            )
            hint = f'write `{setting}: "{better}"`, or another colour further from it (WCAG 2.2, 1.4.3)'
            yield said.finding(("look", setting), "STYLE-CONTRAST", message, hint)


def _stated_first(said: _Said, words: str, ground: str) -> str:
    """Return which of two settings the style's own files say first, the colour of the words where both do."""
    for source in said.sources:
        for setting in (words, ground):
            if _value(source.tree, ("look", setting)) is not None:
                return setting
    return words


def _is_colour(found: object) -> bool:
    return (
        isinstance(found, str)
        and len(found) == 7
        and found[0] == "#"
        and all(digit in "0123456789abcdefABCDEF" for digit in found[1:])
    )


def _rounded_down(ratio: float) -> str:
    return f"{int(ratio * 10) / 10:.1f}"


def _unknown_uses(said: _Said) -> Iterator[Finding]:
    for use in said.group("word_styles"):
        if use not in CHOSEN:
            message = f"`{use}` is not a use that a Word style can be chosen for."
            hint = did_you_mean(use, CHOSEN) or f"there are {', '.join(CHOSEN)}"
            yield said.finding(("word_styles", use), "STYLE-WORD", message, hint, key=True)


def _letterhead_faults(said: _Said) -> Iterator[Finding]:
    """Yield what is wrong with the letterhead, and what the style asks of it that it doesn't have."""
    path = _office_file(said, "letterhead")
    if isinstance(path, Finding):
        yield path
    elif path is not None:
        try:
            yield from _lacking(said, path.name, path.read_bytes())
        except LetterheadError as fault:
            yield said.finding(("letterhead",), "LETTERHEAD", str(fault))
        except OSError:
            hint = "ask whoever keeps your house style"
            yield said.finding(
                ("letterhead",), "LETTERHEAD", "The letterhead can't be read: you may not open it.", hint
            )


def _deck_faults(said: _Said) -> Iterator[Finding]:
    path = _office_file(said, "deck")
    if isinstance(path, Finding):
        yield path


def _office_file(said: _Said, setting: str) -> Path | Finding | None:
    """Return the Office file that a setting names, or what is wrong with its name; None where it names none."""
    name = said.at(setting)
    if not isinstance(name, str) or not is_file_name(name):
        return None
    if path := said.shelf.find(name):
        return path
    what = {"letterhead": "letterhead", "deck": "slide template"}[setting]
    known = said.shelf.office_files(PurePosixPath(name).suffix or ".docx")
    hint = did_you_mean(name, known) or f"put it beside the style; there are {', '.join(known)}"
    return said.finding((setting,), "LETTERHEAD", f"There is no {what} `{name}`.", hint)


def _lacking(said: _Said, name: str, content: bytes) -> Iterator[Finding]:
    """Yield the styles that the house style names and the letterhead lacks, then those that others stand in for."""
    chosen = {use: str(style) for use, style in said.group("word_styles").items() if use in CHOSEN}
    for use, style in chosen.items():
        known = style_names(content, CHOSEN[use])
        if style.lower() not in {found.lower() for found in known}:
            message = f"The letterhead `{name}` has no {CHOSEN[use]} style `{style}`."
            hint = did_you_mean(style, known) or f"`reportgen doctor {name}` lists the styles that it has"
            yield said.finding(("word_styles", use), "STYLE-WORD", message, hint)
    table = read_letterhead(content).styles
    lacks = [found for found in style_uses(table, {}) if found.use not in chosen and not table.holds(found.use)]
    headings = [found.wanted for found in lacks if found.use in _HEADINGS]
    if headings:
        message = f"The letterhead `{name}` has no style for headings of these levels: {', '.join(headings)}."
        hint = "without them Word shows no outline, and screen readers find no headings: add them in Word"
        yield said.finding(("letterhead",), "STYLE-WORD", message, hint, severity=Severity.WARNING)
    others = [found.wanted for found in lacks if found.use not in _HEADINGS]
    if others:
        named = ", ".join(dict.fromkeys(others))
        message = f"The letterhead `{name}` lacks styles that others stand in for: {named}."
        hint = f"`reportgen doctor {name}` says which; name your own under `word_styles:`"
        yield said.finding(("letterhead",), "STYLE-WORD", message, hint, severity=Severity.INFO)
