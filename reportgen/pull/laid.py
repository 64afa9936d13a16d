"""A document laid out for comparing: its stretches with their lines, and the same lines in a Word file written now."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from reportgen.base.finding import Finding
from reportgen.base.source import FieldPath, Source
from reportgen.document.anchors import Anchor, anchor_hash, anchored
from reportgen.document.anchors import Source as From
from reportgen.load.subjects import Loaded
from reportgen.model.decision import Decision
from reportgen.model.derive import Derived, derive
from reportgen.pipeline import Order, template_folders, word_copy
from reportgen.pull.align import fields_in
from reportgen.pull.lines import Printed, lines_of
from reportgen.pull.word import Line, Picture, read_word


@dataclass(frozen=True)
class Laid:
    """A document as it would be built: its stretches by id, their lines, and those lines in the Word file.

    `style` is the name of its house style, `templates` the folders of templates that are not the program's own.
    """

    loaded: Loaded
    source: Source
    anchors: tuple[Anchor, ...]
    lines: Mapping[str, tuple[Printed, ...]]
    own: Mapping[str, tuple[Line, ...]]
    labels: Mapping[str, str] = field(default_factory=dict)
    margins: frozenset[str] = frozenset()
    style: str = ""
    templates: tuple[Path, ...] = ()
    shipped: tuple[Path, ...] = ()
    pictures: tuple[Picture, ...] = ()
    _hashes: dict[str, str] = field(default_factory=dict)

    def hash_of(self, anchor: Anchor) -> str:
        """Return the hash of a stretch as a manifest holds it."""
        if anchor.id not in self._hashes:
            self._hashes[anchor.id] = anchor_hash(anchor.blocks)
        return self._hashes[anchor.id]

    @cached_property
    def by_id(self) -> Mapping[str, Anchor]:
        """The stretches by their ids."""
        return {anchor.id: anchor for anchor in self.anchors}

    @cached_property
    def prose(self) -> Mapping[FieldPath, tuple[Printed, ...]]:
        """The lines of each field of prose, where the document prints it first."""
        found: dict[FieldPath, tuple[Printed, ...]] = {}
        for anchor in self.anchors:
            for path, lines in fields_in(self.lines[anchor.id]).items():
                found.setdefault(path, lines)
        return found

    @cached_property
    def values(self) -> Mapping[FieldPath, str]:
        """What each field that a template prints is printed as, where that is done first."""
        found: dict[FieldPath, str] = {}
        for anchor in self.anchors:
            for line in self.lines[anchor.id]:
                for token in line.tokens:
                    if token.source is not None and token.source.source in (From.VALUE, From.WORKED_OUT):
                        found.setdefault(token.source.path, token.source.text)
        return found

    @cached_property
    def derived(self) -> Mapping[FieldPath, Derived]:
        """How each figure was worked out that the file doesn't state."""
        return derive(self.loaded.subject) if isinstance(self.loaded.subject, Decision) else {}


def lay_out(path: Path, shown: str, order: Order, *, in_word: bool = True) -> Laid | tuple[Finding, ...]:
    """Return the document of a file laid out, or what keeps it from having one; `in_word` with its lines in Word."""
    copy = word_copy(path, shown, replace(order, rules=()))
    if copy.document is None or copy.loaded.source is None:
        return copy.findings
    anchors = anchored(copy.document)
    lines = {anchor.id: lines_of(anchor) for anchor in anchors}
    own: dict[str, list[Line]] = {anchor.id: [] for anchor in anchors}
    word = read_word(copy.content) if in_word else None
    for line in word.lines if word is not None else ():
        if line.text and line.anchors and line.anchors[0][0] in own:
            own[line.anchors[0][0]].append(line)
    told = {name: tuple(of) for name, of in own.items()}
    labels = copy.style.labels if copy.style is not None else {}
    margins = frozenset(word.margins) if word is not None else frozenset()
    council = copy.loaded.council
    style = order.style or (council.style if council is not None else "")
    *own_folders, shipped = template_folders(path)
    folders = (*order.templates, *own_folders)
    pictures = word.pictures if word is not None else ()
    return Laid(
        copy.loaded, copy.loaded.source, anchors, lines, told, labels, margins, style, folders, (shipped,), pictures
    )
