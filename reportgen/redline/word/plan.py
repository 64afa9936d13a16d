"""What becomes of each block of two versions: kept (with its own changes inside), taken out or put in.

A story (the body, a cell) ends in a paragraph whose end no change can take away or bring, so the last paragraphs of
both versions need one: where they don't belong together, a paragraph's end moves from one to the other.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import Any

from reportgen.redline.align import Pair, aligned
from reportgen.redline.word.blocks import TC, TR, Block, Drawn, Flat, flat, likeness_of, row_likeness, style_of

_CAPTION = "Caption"


@dataclass(frozen=True, slots=True, eq=False)
class Row:
    """A row of the older or newer version, or of both, with the stories of its cells."""

    old: Any
    new: Any
    cells: "tuple[Story, ...]"


@dataclass(frozen=True, slots=True, eq=False)
class Step:
    """A block of the older or newer version, or of both; a table with its rows."""

    old: Block | None
    new: Block | None
    rows: tuple[Row, ...] = ()

    @property
    def block(self) -> Block:
        """The newer version's block, or the older's where it has none."""
        if (block := self.new or self.old) is None:
            raise ValueError("a step without a block")
        return block

    @property
    def is_kept(self) -> bool:
        """Whether both versions have it."""
        return self.old is not None and self.new is not None


@dataclass(frozen=True, slots=True, eq=False)
class Story:
    """The blocks of a body or cell in the order of the merged file.

    `turn` is the step from which the ends of paragraphs move by one, since all that follows it is put in (or all
    taken out) and the story's last end must stay; -1 where none moves.
    """

    old: Flat
    new: Flat
    steps: tuple[Step, ...]
    turn: int = -1

    def kept(self) -> Iterator[tuple[Block, Block]]:
        """Yield the paragraphs that both versions have, those in tables among them, older and newer."""
        for step in self.steps:
            if step.old is not None and step.new is not None and step.block.is_paragraph:
                yield step.old, step.new
            for row in step.rows:
                for cell in row.cells:
                    yield from cell.kept()


def story(old: Any, new: Any, drawn: tuple[Drawn, Drawn]) -> Story:
    """Return what becomes of the blocks of a body or cell; None where a version has no such cell."""
    before, after = flat(old), flat(new)
    whole = old is not None and new is not None
    pairs = aligned(
        [likeness_of(block, drawn[0]) for block in before.blocks],
        [likeness_of(block, drawn[1]) for block in after.blocks],
    )
    pairs = _captioned(pairs, before.blocks, after.blocks)
    turn = -1
    if whole and before.blocks and after.blocks:
        pairs, turn = _ended(pairs, before.blocks, after.blocks)
    return Story(before, after, tuple(_step(pair, before.blocks, after.blocks, drawn) for pair in pairs), turn)


def _captioned(pairs: list[Pair], olds: Sequence[Block], news: Sequence[Block]) -> list[Pair]:
    """Return the pairs with a caption that goes where its table does: so no two tables touch, one out and one in."""
    made: list[Pair] = []
    for old, new in pairs:
        come = old is None and new is not None and not news[new].is_paragraph
        gone = made[-1][0] if come and made and made[-1][1] is None else None
        before = made[-2] if gone is not None and not olds[gone].is_paragraph and len(made) > 1 else (None, None)
        if before[0] is not None and before[1] is not None and style_of(olds[before[0]].element) == _CAPTION:
            made[-2:] = [(before[0], None), (gone, None), (None, before[1])]
        made.append((old, new))
    return made


def _step(pair: Pair, olds: Sequence[Block], news: Sequence[Block], drawn: tuple[Drawn, Drawn]) -> Step:
    old = None if pair[0] is None else olds[pair[0]]
    new = None if pair[1] is None else news[pair[1]]
    step = Step(old, new)
    if step.block.is_paragraph:
        return step
    tables = old.element if old else None, new.element if new else None
    return replace(step, rows=tuple(_rows(*tables, drawn)))


def _rows(old: Any, new: Any, drawn: tuple[Drawn, Drawn]) -> Iterator[Row]:
    olds, news = [[] if table is None else table.findall(TR) for table in (old, new)]
    for at_old, at_new in aligned([*map(row_likeness, olds)], [*map(row_likeness, news)]):
        before = None if at_old is None else olds[at_old]
        after = None if at_new is None else news[at_new]
        cells = [[] if row is None else row.findall(TC) for row in (before, after)]
        each = zip_longest(*cells)
        yield Row(before, after, tuple(story(one, other, drawn) for one, other in each))


def _ended(pairs: list[Pair], olds: Sequence[Block], news: Sequence[Block]) -> tuple[list[Pair], int]:
    """Return the pairs with an end of the story that both versions have, and the step from which ends move."""
    last = max((at for at, pair in enumerate(pairs) if None not in pair), default=-1)
    tail = pairs[last + 1 :]
    if not tail:
        return pairs, -1
    only_old = [old for old, new in tail if new is None and old is not None]
    only_new = [new for old, new in tail if old is None and new is not None]
    plain = all(olds[at].is_paragraph for at in only_old) and all(news[at].is_paragraph for at in only_new)
    old, new = pairs[last] if last >= 0 else (None, None)
    ends = old is not None and new is not None and news[new].is_paragraph
    if ends and plain and not (only_old and only_new):
        return pairs, last
    if old is not None and new is not None and not (only_old and only_new):
        # A table among what was added or taken away: its neighbour can't lend it an end.
        only_old, only_new = [old, *only_old], [new, *only_new]
        last -= 1
    whole = [*pairs[: last + 1], *((at, None) for at in only_old[:-1]), *((None, at) for at in only_new[:-1])]
    return [*whole, (only_old[-1], only_new[-1])], -1
