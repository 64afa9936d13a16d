"""The places of what was withheld, kept in the public copy, so that all that follows has the number it has in both.

Members and the public speak of `paragraph 4.3` in the same meeting. The two copies are laid side by side: where the
members' one has a heading, paragraph, entry or row that the public one lacks, the public one gets a notice in its
place. Only how many there are is taken from the members' copy, and headings that are the house style's own words.
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from typing import TypeVar

from reportgen.base.source import FieldPath
from reportgen.compose.describe import paragraphs_in_words, withheld_part, withheld_value
from reportgen.compose.exempt_parts import ExemptParts
from reportgen.compose.number import counted_blocks
from reportgen.compose.wording import sentence
from reportgen.document.nodes import (
    NOWHERE,
    Block,
    Box,
    Cell,
    Entry,
    Figure,
    Heading,
    Inline,
    List,
    Origin,
    Paragraph,
    Quote,
    Role,
    Row,
    Table,
    Text,
    Value,
)
from reportgen.document.walk import inlines_of, plain_text
from reportgen.model.withheld import Withheld, is_passage
from reportgen.style.style import Style

Part = TypeVar("Part", Entry, Row)


def keep_places(
    public: tuple[Block, ...], whole: tuple[Block, ...], withheld: Sequence[Withheld], style: Style
) -> tuple[Block, ...]:
    """Return the blocks of a public copy with a notice wherever `whole`, the members' copy, has something more."""
    keeper = _Keeper(style, tuple(withheld), counted_blocks(whole, style) | counted_blocks(public, style))
    return _without_last(keeper.kept(whole, public), keeper.again)


@dataclass(slots=True)
class _Keeper:
    """One pass over two copies. `counted` are the blocks that take a number of the outline, by identity."""

    style: Style
    withheld: tuple[Withheld, ...]
    counted: frozenset[int]
    section: FieldPath = ()
    """Of a section that is withheld as a whole, its path, while what stands in it is passed."""
    again: set[int] = field(default_factory=set)
    """The notices, by identity, that only hold the number of something whose notice stands before them."""
    parts: ExemptParts = field(init=False)
    _labels: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        self.parts = ExemptParts(self.withheld)
        self._labels = frozenset(self.style.labels.values())

    def kept(self, whole: Sequence[Block], public: Sequence[Block]) -> tuple[Block, ...]:
        """Return the blocks of the public copy and the notices that stand between them."""
        merged: list[Block] = []
        said = {part.path for block in public if (part := self.parts.of_block(block))}
        for same, theirs, ours in _runs([self.sign(b) for b in whole], [self.sign(b) for b in public]):
            run, shown = whole[theirs], public[ours]
            if same:
                for block, mine in zip(run, shown, strict=True):
                    self._enter(block)
                    merged.append(self._both(block, mine))
            else:
                merged += self._apart(run, shown, said)
        return tuple(self._with_words(merged))

    def sign(self, block: Block) -> Hashable:
        """Return what a block is known by in both copies."""
        kind = type(block).__name__ if isinstance(block, Heading | Table) or id(block) in self.counted else ""
        if part := self.parts.of(getattr(block, "origin", NOWHERE)):
            return ("withheld", kind, part.path)
        origin: Origin = getattr(block, "origin", NOWHERE)
        words = plain_text(inlines_of(block)) if not origin.path else ""
        level = block.level if isinstance(block, Heading) else 0
        role = block.role if isinstance(block, Box | Table | Paragraph) else ""
        return (type(block).__name__, level, role, origin.path, words)

    def sign_part(self, part: Entry | Row) -> Hashable:
        """Return what an entry or a row is known by in both copies."""
        if hidden := self.parts.of(part.origin):
            return ("withheld", hidden.path)
        if isinstance(part, Entry):
            return (part.origin.path, "" if part.origin.path else _words(part.blocks))
        label = next((_words(cell.blocks) for cell in part.cells if cell.header and not cell.origin.path), "")
        return (part.origin.path, part.cells[-1].origin.path if part.cells else (), label)

    # Both copies -----------------------------------------------------------------------------------------------

    def _both(self, block: Block, mine: Block) -> Block:
        """Return the public copy's form of a block that both have, with the places kept inside it."""
        match block, mine:
            case Box(), Box():
                return replace(mine, blocks=self.kept(block.blocks, mine.blocks))
            case Quote(), Quote():
                return replace(mine, blocks=self.kept(block.blocks, mine.blocks))
            case List(), List():
                return replace(mine, entries=self._entries(block, mine))
            case Table(), Table():
                return replace(mine, body=self._rows(block, mine))
            case _:
                return mine

    def _entries(self, block: List, mine: List) -> tuple[Entry, ...]:
        merged: list[Entry] = []
        for same, theirs, ours in _runs(
            [self.sign_part(e) for e in block.entries], [self.sign_part(e) for e in mine.entries]
        ):
            run, shown = block.entries[theirs], mine.entries[ours]
            if same:
                pairs = zip(run, shown, strict=True)
                merged += [replace(one, blocks=self.kept(entry.blocks, one.blocks)) for entry, one in pairs]
                continue
            merged += shown
            for entry in run:
                if part := self.parts.of(entry.origin):
                    count = max(1, sum(id(inner) in self.counted for inner in entry.blocks))
                    notices = tuple(self._notice(part) for _ in range(count))
                    merged.append(Entry(notices, origin=Origin(part.path, withheld=True)))
        return tuple(merged)

    def _rows(self, block: Table, mine: Table) -> tuple[Row, ...]:
        merged: list[Row] = []
        for same, theirs, ours in _runs(
            [self.sign_part(r) for r in block.body], [self.sign_part(r) for r in mine.body]
        ):
            merged += mine.body[ours]
            for row in () if same else block.body[theirs]:
                if part := self.parts.of_row(row):
                    cell = Cell((self._notice(part),), span=len(mine.columns), origin=Origin(part.path, withheld=True))
                    merged.append(Row((cell,), Origin(part.path, withheld=True)))
        return tuple(merged)

    # One copy alone --------------------------------------------------------------------------------------------

    def _apart(self, run: Sequence[Block], shown: Sequence[Block], said: set[FieldPath]) -> list[Block]:
        """Return what the public copy shows for a stretch in which the copies differ, and what is owed beside it.

        `said` are the paths of what has a notice here, to which those that are owed are added.
        """
        made: list[Block] = []
        ours = [part.path if (part := self.parts.of_block(block)) else () for block in shown]
        notices = {path: [block for block, its in zip(shown, ours, strict=True) if its == path] for path in ours}
        kept = notices.pop((), [])
        owed = Counter(part.path for block in run if id(block) in self.counted and (part := self.parts.of_block(block)))
        first = next((part for block in run if (part := self.parts.of_block(block))), None)
        for block in run:
            self._enter(block)
            part = self.parts.of_block(block)
            path = part.path if part else ()
            if part and path == self.section:
                continue
            if isinstance(block, Heading):
                made += self._heading(block, part, is_first=part is not None and path not in said)
            elif id(block) in self.counted:
                if notices.get(path):
                    made.append(notices[path].pop(0))
                else:
                    made.append(self._named_notice(part or first or self._any(), is_said=path in said))
            elif part and not owed[path] and (notices.get(path) or path not in said):
                # What it stands for has no number, as a list or a table has none.
                mine = notices[path].pop(0) if notices.get(path) else self._notice(part)
                made.append(replace(mine, role=Role.NOTE) if isinstance(mine, Paragraph) else mine)
            said.update((path,) if part else ())
        spare = sum(id(block) in self.counted for block in kept)
        left = [block for blocks in notices.values() for block in blocks]
        return [*kept, *_without(made, spare), *left]

    def _enter(self, block: Block) -> None:
        if isinstance(block, Heading) and block.level <= 2:
            part = self.parts.of(block.origin)
            self.section = part.path if part else ()

    def _heading(self, block: Heading, part: Withheld | None, *, is_first: bool) -> list[Block]:
        """Return what keeps the place of a heading: itself where its words are public, else words that say nothing."""
        words = block.children if not part and self._is_public(block.children) else ()
        is_counted = block.level == 2 or (block.level == 3 and self.style.numbering.subsections != "none")
        if not words and not is_first and not is_counted:
            return []
        name = block.id if block.id.replace("-", "_") in self.style.labels else ""
        neutral = (Text(self._title(part)),)
        return [
            Heading(block.level, words or neutral, name, origin=Origin(part.path, withheld=True) if part else NOWHERE)
        ]

    def _title(self, part: Withheld | None) -> str:
        """Return what a heading may say of what is withheld. A section's place in the file is not its number."""
        if part is None or "narrative" in part.path:
            return (part.public_title if part else "") or self.style.label("not_for_publication")
        return part.title

    def _is_public(self, words: tuple[Inline, ...]) -> bool:
        """Return whether the words of a heading are the house style's, or the values of public fields alone."""
        if plain_text(words) in self._labels:
            return True
        return all(
            isinstance(inline, Value) and inline.origin.path and not inline.origin.derived
            and not self.parts.of(inline.origin)
            for inline in words
        )  # fmt: skip

    def _with_words(self, blocks: Sequence[Block]) -> Iterable[Block]:
        """Yield blocks with a notice under each heading that has nothing under it."""
        for block, after in zip(blocks, (*blocks[1:], None), strict=True):
            yield block
            last = after is None or (
                isinstance(after, Heading) and isinstance(block, Heading) and after.level <= block.level
            )
            if isinstance(block, Heading) and block.level > 1 and last:
                yield self._notice(self.parts.of(block.origin) or self._any())

    def _notice(self, part: Withheld) -> Paragraph:
        origin = Origin(part.path, withheld=True)
        return Paragraph((Value(withheld_value(part, self.style), origin),), origin=origin)

    def _named_notice(self, part: Withheld, *, is_said: bool) -> Paragraph:
        """Return a notice that is a paragraph by itself: it says what is withheld, unless the place of that tells it.

        A passage stands among the others of its text. A section's place in the file is not its number. What has its
        notice already isn't named again.
        """
        origin = Origin(part.path, withheld=True)
        if part.path and (is_passage(part) or "narrative" in part.path):
            return Paragraph((Value(withheld_value(part, self.style), origin),), origin=origin)
        if part.path and not is_said:
            return Paragraph((Value(withheld_part(part, self.style), origin),), origin=origin)
        paragraphs = {"paragraphs": paragraphs_in_words(part.paragraphs)}
        words = plain_text(sentence("withheld_here", paragraphs, self.style))
        notice = Paragraph((Value(words, origin),), origin=origin)
        if part.path:
            self.again.add(id(notice))
        return notice

    def _any(self) -> Withheld:
        """Return what stands for something that is withheld since it follows from what is: all paragraphs there are."""
        paragraphs = sorted({number for part in self.withheld for number in part.paragraphs})
        return Withheld(tuple(paragraphs), (), "")


def _without_last(blocks: Sequence[Block], again: set[int]) -> tuple[Block, ...]:
    """Return blocks without the notices that hold a number at the end of a section, where no number comes after it."""
    kept: list[Block] = []
    is_last = True
    for block, before in reversed(list(zip(blocks, (None, *blocks), strict=False))):
        if isinstance(block, Heading) and block.level <= 2:
            is_last = True
        elif id(block) in again and is_last and not isinstance(before, Heading):
            continue
        elif not isinstance(block, Table | Figure | List):
            is_last = False
        kept.append(block)
    return tuple(reversed(kept))


def _runs(theirs: Sequence[Hashable], ours: Sequence[Hashable]) -> Iterable[tuple[bool, slice, slice]]:
    """Yield the stretches of two sequences: whether they are the same, and where each stands."""
    for tag, a, b, c, d in SequenceMatcher(None, *_told_apart(theirs, ours), autojunk=False).get_opcodes():
        yield tag == "equal", slice(a, b), slice(c, d)


def _told_apart(theirs: Sequence[Hashable], ours: Sequence[Hashable]) -> tuple[list[Hashable], list[Hashable]]:
    """Return two sequences in which each of what occurs as often in both, as a text's paragraphs, is known by its turn.

    They stand in one order in both copies; thousands of them that are all alike would each be held against each.
    """
    before, after = Counter(theirs), Counter(ours)
    alike = {sign for sign, number in before.items() if number > 1 and after[sign] == number}

    def in_turn(signs: Sequence[Hashable]) -> list[Hashable]:
        turns: Counter[Hashable] = Counter()
        told: list[Hashable] = []
        for sign in signs:
            turns[sign] += 1
            told.append((sign, turns[sign]) if sign in alike else sign)
        return told

    return in_turn(theirs), in_turn(ours)


def _without(made: list[Block], spare: int) -> list[Block]:
    """Return notices less as many as the public copy has numbers of its own in their place, those of no field first."""
    for known in (False, True):
        for block in list(made):
            plain = isinstance(block, Paragraph) and block.role is Role.BODY
            if spare and plain and bool(getattr(block, "origin", NOWHERE).path) is known:
                made.remove(block)
                spare -= 1
    return made


def _words(blocks: Iterable[Block]) -> str:
    return " ".join(plain_text(inlines_of(block)) for block in blocks)
