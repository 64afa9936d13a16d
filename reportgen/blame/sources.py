"""Where each stretch of a document comes from, as git and the templates know it."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from reportgen.base.source import FieldPath, Sources
from reportgen.blame.lines import Lines, lines_of
from reportgen.document.anchors import Anchor, Holds, Piece, Source, anchored, pieces
from reportgen.document.nodes import NOWHERE, Block, Document, List, Origin
from reportgen.document.walk import inlines_of, plain_text, walk
from reportgen.history.repository import Commit, HistoryError, Repository, repository_of
from reportgen.model.derive import Derived

_NUMBER: Final = re.compile(r"\(?[0-9]+(?:\.[0-9]+)*\.?\)?")
"""What a paragraph's number looks like."""
_NO_FIGURE_BEFORE: Final = r"(?<![\w£€$.,/-])"
_NO_FIGURE_AFTER: Final = r"(?![\w%/-]|[.,][0-9]|\s*(?:%|per cent\b|thousand\b|million\b|billion\b))"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a file: its number from 1, its words as they stand, and the commit that it is from, if any."""

    number: int
    words: str
    commit: Commit | None


@dataclass(frozen=True, slots=True)
class Place:
    """One place that words come from: lines of a file, and the commits that those lines are from, newest first.

    `path` is the field as the file has it, empty of a template or house style. A line that is in no commit counts as
    newest: None. `worked_out` says how a value that nobody wrote is worked out; it has no lines. `note` says what else
    is to be known, as that a template comes with reportgen. `lines` are told where one field is asked for.
    """

    path: FieldPath = ()
    file: str = ""
    first: int = 0
    last: int = 0
    commits: tuple[Commit | None, ...] = ()
    worked_out: str = ""
    note: str = ""
    lines: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Stretch:
    """A paragraph, heading, entry or cell of a document: its number and words, and the places that these come from.

    `id` is that of the anchor in Word, which the paragraphs of one field of prose share. `fixed_in_table` is true of
    the words that head the columns and rows of tables.
    """

    id: str
    number: str
    words: str
    holds: Holds
    places: tuple[Place, ...]
    fixed_in_table: bool = False


@dataclass(slots=True)
class Tracing:
    """What is asked about one subject: its files, what was worked out, where templates are found; git, asked once.

    The last of the folders holds the templates that come with reportgen.
    """

    sources: Sources
    worked_out: Mapping[FieldPath, Derived]
    templates: Sequence[Path]
    _known: dict[Path, tuple[Commit | None, ...]] = field(default_factory=dict)

    def field(self, path: FieldPath) -> Place:
        """Return the lines of a field and their commits, or how it is worked out. Raises HistoryError."""
        source, own = self.sources.holding(path)
        if source.places.value(own) is None and path in self.worked_out:
            return Place(path, worked_out=self.worked_out[path].how or "from other fields of the file")
        span = source.places.value(written_at(source.tree, own))
        if span is None:
            return Place(path, note="filled in, as the file leaves it out")
        path = self._written(path)
        said = source.text[span.start : span.end].rstrip()
        first = source.location(span.start).line
        last = first + said.count("\n")
        return Place(path, source.file, first, last, _newest(self._lines(Path(source.file))[first - 1 : last]))

    def by_line(self, path: FieldPath) -> Place:
        """Return the same with each line of the field. Raises HistoryError."""
        place = self.field(path)
        if not place.first:
            return place
        source, _ = self.sources.holding(path)
        words = source.text.split("\n")[place.first - 1 : place.last]
        commits = self._lines(Path(place.file))[place.first - 1 : place.last]
        told = zip(range(place.first, place.last + 1), words, commits, strict=True)
        return replace(place, lines=tuple(Line(at, said.rstrip(), commit) for at, said, commit in told))

    def _written(self, path: FieldPath) -> FieldPath:
        """Return a field as the file has it."""
        source, own = self.sources.holding(path)
        return path[: len(path) - len(own) + len(written_at(source.tree, own))]

    def template(self, origin: Origin) -> Place | None:
        """Return the line of a template or house style and its commit; None where no line is known."""
        if not origin.template:
            return None
        found = next((path for folder in self.templates if (path := folder / origin.template).is_file()), None)
        named = f"templates/{origin.template}"
        if found is None:
            return Place(file=named, first=origin.line, last=origin.line)
        if found.is_relative_to(self.templates[-1]):
            return Place(file=named, first=origin.line, last=origin.line, note="comes with reportgen")
        try:
            commits = self._lines(found)[origin.line - 1 : origin.line]
        except HistoryError:
            commits = ()
        return Place(file=named, first=origin.line, last=origin.line, commits=commits)

    def stretches(self, document: Document) -> Iterator[Stretch]:
        """Yield the stretches of a document that was composed with the lines of its templates, in reading order."""
        for anchor in anchored(document):
            fixed = anchor.holds is Holds.WORDS and anchor.cell is not None
            parts = [part for part in _parts(anchor) if part.told]
            own = self._own_lines(parts) if len(parts) > 1 else (None,) * len(parts)
            for part, lines in zip(parts, own, strict=True):
                places = self._places(anchor, part, lines)
                yield Stretch(anchor.id, part.number, part.words, anchor.holds, places, fixed)

    def _places(self, anchor: Anchor, part: "_Part", lines: Lines | None) -> tuple[Place, ...]:
        if anchor.holds is Holds.NOTICE:
            return ()
        paths = [path for piece in part.told for path in (piece.within, piece.path) if path and not _is_withheld(piece)]
        places = [self.field(path) for path in dict.fromkeys(paths)]
        if lines is not None:
            own = self._written(part.field)
            places = [self._narrowed(place, lines) if place.path == own else place for place in places]
        origins = [_origin(block) for block in walk(part.blocks)]
        line = next((found for origin in origins if (found := self.template(origin))), None)
        if line and any(piece.source is Source.WORDS for piece in part.told):
            places.append(line)
        return tuple(places)

    def _own_lines(self, parts: Sequence["_Part"]) -> tuple[Lines | None, ...]:
        """Return the lines of the file that each paragraph of one field is on; None where they can't be told."""
        fields = {part.field for part in parts}
        if len(fields) > 1 or fields == {()}:
            return (None,) * len(parts)
        source, own = self.sources.holding(fields.pop())
        span = source.places.value(written_at(source.tree, own))
        if span is None:
            return (None,) * len(parts)
        first = source.location(span.start).line
        printed = [[piece.text for piece in part.told if piece.source is Source.PROSE] for part in parts]
        return lines_of(source.text[span.start : span.end], first, printed)

    def _narrowed(self, place: Place, lines: Lines) -> Place:
        if not place.first:
            return place
        commits = _newest(self._lines(Path(place.file))[lines.first - 1 : lines.last])
        return replace(place, first=lines.first, last=lines.last, commits=commits)

    def _lines(self, path: Path) -> tuple[Commit | None, ...]:
        """Return the commit of each line of a file. Raises HistoryError for a file that is in no repository."""
        if path not in self._known:
            self._known[path] = _repository(path).blame(path)
        return self._known[path]


def written_at(tree: object, path: FieldPath) -> FieldPath:
    """Return where a file has what a path leads to: a group that it writes as a single text is that text."""
    held: Any = tree
    for length, step in enumerate(path):
        if isinstance(held, str):
            return path[:length]
        entry = isinstance(held, list) and isinstance(step, int) and step < len(held)
        if not entry and not (isinstance(held, dict) and step in held):
            break
        held = held[step]
    return path


def chosen(stretches: Iterable[Stretch], asked: str) -> tuple[Stretch, ...]:
    """Return the stretches that bear a number, such as `4.2`; where none does, those that have the words in them.

    What looks like a number of a paragraph is looked for among words as a whole word only: 2.2 is not in £2.25m.
    """
    listed = tuple(stretches)
    numbered = tuple(one for one in listed if one.number and one.number.strip("().") == asked.strip().strip("()."))
    words = " ".join(asked.casefold().split())
    if _NUMBER.fullmatch(words):
        whole = re.compile(rf"{_NO_FIGURE_BEFORE}{re.escape(words.strip('().'))}{_NO_FIGURE_AFTER}")
        return numbered or tuple(one for one in listed if whole.search(one.words.casefold()))
    return numbered or tuple(one for one in listed if words in one.words.casefold())


def _repository(path: Path) -> Repository:
    repository = repository_of(path)
    if repository is None:
        raise HistoryError(
            f"`{path}` is in no git repository, so nothing is kept of who wrote it: `git init` in the folder of your "
            "decisions begins one."
        )
    return repository


def _newest(commits: Sequence[Commit | None]) -> tuple[Commit | None, ...]:
    """Return commits each once, the newest first, what is not committed yet before all."""
    once = dict.fromkeys(commits)
    dated = sorted((commit for commit in once if commit), key=lambda commit: commit.date, reverse=True)
    return (None, *dated) if None in once else tuple(dated)


def _is_withheld(piece: Piece) -> bool:
    return piece.source is Source.WITHHELD


def _origin(block: Block) -> Origin:
    return getattr(block, "origin", NOWHERE)


# Paragraphs of one field ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Part:
    """One printed paragraph of an anchor: its number, its blocks, and the pieces that they are made of."""

    number: str
    blocks: tuple[Block, ...]
    told: tuple[Piece, ...]

    @property
    def words(self) -> str:
        return " ".join(" ".join(plain_text(inlines_of(block)) for block in walk(self.blocks)).split())

    @property
    def field(self) -> FieldPath:
        """The field of prose that the words are of; empty where there is none."""
        return next((piece.within for piece in self.told if piece.within), ())


def _parts(anchor: Anchor) -> Iterator[_Part]:
    """Yield the paragraphs of an anchor, and the entries of its lists; a cell is one whatever is in it."""
    entry = anchor.entry.entry.number if anchor.entry else None
    number = entry.text if entry else ""
    if anchor.cell is not None:
        yield _part(anchor.blocks, number)
        return
    for block in anchor.blocks:
        if isinstance(block, List):
            for at, one in enumerate(block.entries):
                yield _part(one.blocks, one.number.text if one.number else number if not at else "")
        else:
            yield _part((block,), number)
        number = ""


def _part(blocks: tuple[Block, ...], number: str) -> _Part:
    own = getattr(blocks[0], "number", None) if blocks else None
    told = (piece for block in walk(blocks) for piece in pieces(inlines_of(block)))
    return _Part(own.text if own else number, blocks, tuple(piece for piece in told if piece.text.strip()))
