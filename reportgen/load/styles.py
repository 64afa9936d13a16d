"""House styles from their files: each says only how it differs from the style that it extends."""

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Final, NamedTuple

from reportgen.base.finding import Finding, Severity, found_at
from reportgen.base.source import FieldPath, Location, Source, Span
from reportgen.base.suggest import did_you_mean, nearest
from reportgen.load import faults
from reportgen.load.structure import has_field, structure
from reportgen.load.yaml_file import read_source
from reportgen.model.decision import Decision
from reportgen.style.style import Style

DEFAULT: Final = "default"

_NOT_PUBLISHED: Final = "not for publication"

_LEGAL_LABELS: Final = {
    "marking": ("{paragraphs}", _NOT_PUBLISHED),
    "withheld_part": ("{what}", "{paragraphs}", _NOT_PUBLISHED),
    "withheld_value": ("{paragraphs}", _NOT_PUBLISHED),
    "exempt_begins": ("{paragraphs}", _NOT_PUBLISHED),
    "exempt_value": ("{paragraphs}", "{value}"),
    "withheld_section": ("{paragraphs}", _NOT_PUBLISHED),
    "withheld_appendix": ("{number}", "{paragraphs}", _NOT_PUBLISHED),
    "not_for_publication": (_NOT_PUBLISHED,),
}
"""What the labels must hold that say by law what is not published and why (SI 2012/2089, regulations 7(5) and 20)."""

_IN_WORDS: Final = ("in_words", "none_in_words")
"""What the labels end in that say how a group of fields reads on one line."""

_ALSO: Final = {"points_stem": ("introduced_by", "report_of")}
"""What labels may name that do not do so in the usual style."""

_BRACED = re.compile(r"\{(\w+)\}")
_STYLE_NAME = re.compile(r"[\w-]+")


def load_style(name: str, folders: Sequence[Path]) -> tuple[Style | None, tuple[Finding, ...]]:
    """Return the house style of a name, complete, or None and what is wrong with its files.

    Of several folders the first that holds `<name>.yaml` counts. A style extends `default` where it doesn't say what
    it extends; one that extends its own name builds on the next file of that name, as a council's own `default` on
    the shipped one. Groups of settings are merged name by name; a list replaces the list that it extends.
    """
    return _load(name, tuple(folders), _stamps(folders))[:2]


def style_as_named(findings: tuple[Finding, ...], name: str, named_in: Source) -> tuple[Finding, ...]:
    """Return what `load_style` found, a name that no style has at the line of the council's file that has it."""
    at = named_in.places.value(("style",))
    return tuple(
        found_at(named_in, at, found.rule, found.message, hint=found.hint, path=("style",))
        if at and found.rule == faults.STYLE_UNKNOWN and found.location == Location(f"{name}.yaml")
        else found
        for found in findings
    )


def style_sources(name: str, folders: Sequence[Path]) -> tuple[Source, ...]:
    """Return the files that a style is made of, its own first, then what it extends."""
    return _load(name, tuple(folders), _stamps(folders))[2]


def _stamps(folders: Sequence[Path]) -> tuple[tuple[str, int, int], ...]:
    """Return every file that a style could be made of, with the time it was changed and its size."""
    stamps = []
    for folder in folders:
        with suppress(OSError), os.scandir(folder) as entries:
            stats = [(entry.path, entry.stat()) for entry in entries if entry.name.endswith(".yaml")]
            stamps += sorted((path, stat.st_mtime_ns, stat.st_size) for path, stat in stats)
    return tuple(stamps)


@lru_cache(maxsize=32)
def _load(
    name: str, folders: tuple[Path, ...], _stamped: tuple[tuple[str, int, int], ...]
) -> tuple[Style | None, tuple[Finding, ...], tuple[Source, ...]]:
    """Return a style as `load_style` does, and its files: read once, as long as no file of styles changes."""
    files, findings = _chain(name, folders)
    sources = tuple(file.source for file in files)
    findings += [finding for file in files for finding in structure(file.source, Style)[1]]
    findings += [finding for file in files[:-1] for finding in _unknown_labels(file.source, files[-1].source)]
    findings += [finding for file in files[:-1] for finding in _unknown_words(file.source, files[-1].source)]
    findings += [finding for file in files for finding in (*_lacking_labels(file.source), *_sections(file.source))]
    if not files or any(finding.severity is Severity.ERROR for finding in findings):
        return None, tuple(findings), sources
    merged: object = {}
    for file in reversed(files):
        merged = _merged(merged, file.source.tree)
    tree = merged if isinstance(merged, dict) else {}
    style, faulty = structure(Source(files[0].source.file, files[0].source.text, {**tree, "id": name}), Style)
    return style, (*findings, *faulty, *(uncounted(dict(style.numbering), sources) if style else ())), sources


def style_names(folders: Sequence[Path]) -> tuple[str, ...]:
    """Return the names of the house styles in the folders."""
    return tuple(sorted({path.stem for folder in folders for path in folder.glob("*.yaml")}))


class _StyleFile(NamedTuple):
    name: str
    folder: int
    source: Source


def _chain(name: str, folders: Sequence[Path]) -> tuple[list[_StyleFile], list[Finding]]:
    """Return the files that make a style, its own first, and what keeps them from being found and read."""
    files: list[_StyleFile] = []
    found: list[Finding] = []
    first = 0
    while True:
        folder = _folder_of(name, folders, first)
        if folder is None:
            return files, [*found, _unknown_style(name, folders, files)]
        if any((file.name, file.folder) == (name, folder) for file in files):
            return [], [_cycle(name, files)]
        path = folders[folder] / f"{name}.yaml"
        source, findings = read_source(path, path.as_posix())
        if source is None or any(finding.severity is Severity.ERROR for finding in findings):
            return [], [*found, *findings]
        found += findings
        files.append(_StyleFile(name, folder, source))
        extended = source.tree.get("extends") if isinstance(source.tree, dict) else None
        if not isinstance(extended, str) and name == DEFAULT:
            return files, found
        parent = extended if isinstance(extended, str) else DEFAULT
        first = folder + 1 if parent == name else 0
        name = parent


def _folder_of(name: str, folders: Sequence[Path], first: int) -> int | None:
    """Return the place of the first folder, from one on, that holds a style; None where none does."""
    if not _STYLE_NAME.fullmatch(name):
        return None
    return next((n for n, folder in enumerate(folders) if n >= first and (folder / f"{name}.yaml").is_file()), None)


def _unknown_style(name: str, folders: Sequence[Path], files: Sequence[_StyleFile]) -> Finding:
    names = style_names(folders)
    known = ", ".join(f"`{known}`" for known in names)
    hint = did_you_mean(name, names) or (f"there are {known}" if known else "")
    message = f"There is no house style `{name}`."
    if not files:
        return Finding(faults.STYLE_UNKNOWN, Severity.ERROR, Location(f"{name}.yaml"), message, hint)
    source = files[-1].source
    if name == files[-1].name:
        message, hint = f"House style `{name}` extends itself.", f"extend `{DEFAULT}`, or leave the line out"
        return found_at(source, source.span(("extends",)), faults.STYLE_CYCLE, message, hint=hint, path=("extends",))
    at = source.places.value(("extends",)) or source.span(())
    return found_at(source, at, faults.STYLE_UNKNOWN, message, hint=hint, path=("extends",))


def _cycle(name: str, files: Sequence[_StyleFile]) -> Finding:
    source = files[-1].source
    names = [file.name for file in files]
    circle = " extends ".join(f"`{step}`" for step in [*names[names.index(name) :], name])
    message = f"House styles extend one another in a circle: {circle}."
    hint = f"extend `{DEFAULT}`, or leave the line out"
    return found_at(source, source.span(("extends",)), faults.STYLE_CYCLE, message, hint=hint, path=("extends",))


def _unknown_labels(source: Source, base: Source) -> Iterator[Finding]:
    """Yield a finding for each label that no document has, and for each field that a wording names and none has.

    A label is one that the style at the root has, or the place of a field in a decision: `contracts.initial_months`.
    """
    known = _labels(base)
    for label, words in _labels(source).items():
        path = ("labels", label)
        *place, last = label.split(".")
        if place and last in _IN_WORDS and has_field(Decision, place):
            yield from _unknown_names(source, label, place, str(words))
        elif known and label not in known and not (place and has_field(Decision, (*place, last))):
            hint = did_you_mean(label, known) or f"{base.file} lists the labels"
            message = f"No document has a label `{label}`."
            at = source.span(path, key=True)
            yield found_at(source, at, faults.STYLE_LABEL, message, hint=hint, severity=Severity.WARNING, path=path)


def _unknown_names(source: Source, label: str, place: Sequence[str], words: str) -> Iterator[Finding]:
    """Yield a finding for each field that the wording of a group of fields names and the group does not have."""
    for name in re.findall(r"\{(\w+)\}", words):
        if not has_field(Decision, (*place, name)):
            path = ("labels", label)
            message = f"`{'.'.join(place)}` has no field `{name}`."
            hint = "your editor lists its fields in a decision's file"
            at = source.places.value(path) or source.span(path, key=True)
            yield found_at(source, at, faults.STYLE_LABEL, message, hint=hint, severity=Severity.WARNING, path=path)


def _unknown_words(source: Source, base: Source) -> Iterator[Finding]:
    """Yield a finding for each word in braces that a style puts into a label, and that nothing is printed for there."""
    known = _labels(base)
    for label, words in _labels(source).items():
        usual = known.get(label)
        # Wordings of groups of fields may name any of these: see `_unknown_names`.
        if not isinstance(words, str) or not isinstance(usual, str) or label.endswith(_IN_WORDS):
            continue
        may = dict.fromkeys((*_BRACED.findall(usual), *_ALSO.get(label, ())))
        path = ("labels", label)
        place = source.places.value(path) or source.span(path, key=True)
        for word in dict.fromkeys(_BRACED.findall(words)):
            if word not in may:
                named = ", ".join(f"{{{one}}}" for one in may)
                near = nearest(word, may)
                hint = f"did you mean {{{near}}}?" if near else f"it can name {named}" if may else "leave it out"
                message = f"The label `{label}` names {{{word}}}, which is nothing that can be printed there."
                start = source.text.find(f"{{{word}}}", place.start, place.end) if place else -1
                at = Span(start, start + len(word) + 2) if start >= 0 else place
                yield found_at(source, at, faults.STYLE_LABEL, message, hint=hint, path=path)


def _lacking_labels(source: Source) -> Iterator[Finding]:
    """Yield a finding for each label that leaves out what the law has it say."""
    for label, wanted in _LEGAL_LABELS.items():
        words = _labels(source).get(label)
        if isinstance(words, str):
            lacking = [f"`{one}`" for one in wanted if one not in words and one not in words.casefold()]
            if lacking:
                path = ("labels", label)
                message = f"The label `{label}` must say {' and '.join(lacking)}: the law asks for it."
                hint = "add it to the words, or leave the line out to have the usual ones"
                at = source.places.value(path) or source.span(path, key=True)
                yield found_at(source, at, faults.STYLE_LABEL, message, hint=hint, path=path)


def _sections(source: Source) -> Iterator[Finding]:
    """Yield a finding for each kind of document without a section, and for each section that stands twice in one."""
    groups = source.tree.get("sections") if isinstance(source.tree, dict) else None
    for kind, listed in groups.items() if isinstance(groups, dict) else ():
        if listed == []:
            message, hint = f"`{kind}` has no sections.", "list them, or leave the line out to have the usual ones"
            path: FieldPath = ("sections", kind)
            yield found_at(source, source.span(path), faults.STYLE_SECTION, message, hint=hint, path=path)
        for place, part in enumerate(listed if isinstance(listed, list) else ()):
            if isinstance(part, str) and part in listed[:place]:
                path = ("sections", kind, place)
                message, hint = f"The section `{part}` stands twice in `{kind}`.", "take one of the two out"
                yield found_at(source, source.span(path), faults.STYLE_SECTION, message, hint=hint, path=path)


def uncounted(numbering: Mapping[str, object], sources: Sequence[Source]) -> Iterator[Finding]:
    """Yield a finding for numbers that a style asks for and that can't be counted, as sections have none."""
    for setting in ("subsections", "paragraphs"):
        if numbering.get(setting) != "none" and numbering.get("sections") == "none":
            places = [("numbering", setting), ("numbering", "sections")]
            source, path = next((s, path) for s in sources for path in places if s.places.value(path))
            message = (
                f"Numbers like `{numbering.get(setting)}` count within a section, and sections have no number here."
            )
            hint = f'write `sections: "1"` or `{setting}: none` under `numbering:`'
            at = source.places.value(path)
            yield found_at(source, at, faults.STYLE_NUMBERING, message, hint=hint, severity=Severity.WARNING, path=path)


def _labels(source: Source) -> dict[str, object]:
    labels = source.tree.get("labels") if isinstance(source.tree, dict) else None
    return labels if isinstance(labels, dict) else {}


def _merged(base: object, change: object) -> object:
    """Return a change laid over what it changes: groups name by name, anything else as a whole, blanks not at all."""
    if isinstance(base, dict) and isinstance(change, dict):
        changed = {key: _merged(base.get(key), value) for key, value in change.items() if value is not None}
        return {**base, **changed}
    return change
