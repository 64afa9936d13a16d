"""What was done to a Word file that changes none of its words, and so no field: told, since nothing of it comes back.

Words struck through by formatting, pictures put in and taken out, paragraphs made headings, cut in two or doubled, and
words of a template made bold.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from reportgen.document.anchors import Anchor
from reportgen.pull.changes import Unplaced
from reportgen.pull.laid import Laid
from reportgen.pull.lines import words_of
from reportgen.pull.word import Line, Picture, WordFile

_HEADING = re.compile(r"heading (\d)")
_BY_A_PROGRAM: Final = 0.5
"""The share of the lines of one style whose weight differs, above which no person changed it: LibreOffice did."""


def forms_changed(
    word: WordFile,
    laid: Laid,
    ids: Mapping[str, Anchor],
    stretches: Mapping[str, Sequence[Line]],
    told: str,
    is_printed: Callable[[str], bool],
    pictures: Sequence[Picture],
) -> Iterator[Unplaced]:
    """Yield what was changed in how a file looks and not in what it says.

    `stretches` are the lines of each stretch that no change is told of, `told` is what all the changes say,
    `is_printed` tells of a line whether the paper prints it by now as often as the Word file has it, `pictures` are
    those that we wrote.
    """
    yield from _struck(word)
    yield from pictures_changed(word.pictures, pictures)
    weighed: dict[tuple[str, bool], list[tuple[Line, Line]]] = defaultdict(list)
    flattened = _flattens_tables(word)
    has_headings = any(_HEADING.match(line.style) for line in word.lines)
    for name, lines in stretches.items():
        own = laid.own.get(ids[name].id, ()) if name in ids else ()
        pairs = _pairs(own, [line for line in lines if line.text])
        yield from _counted(own, [line for line in lines if line.text], told, is_printed)
        for ours, theirs in pairs:
            at_edge = theirs.cell is not None and 0 in (theirs.cell.row, theirs.cell.column)
            if not (flattened and at_edge):
                weighed[ours.style, at_edge].append((ours, theirs))
            if has_headings and (words := _releveled(ours, theirs)) and f"# {theirs.text}" not in told:
                yield _unplaced(theirs, words)
    for of_style in weighed.values():
        changed = [theirs for ours, theirs in of_style if _weight(ours) != _weight(theirs)]
        if len(changed) == 1 or len(changed) < _BY_A_PROGRAM * len(of_style):
            for line in changed:
                yield _unplaced(line, "only the weight of its words was changed: how it looks is the template's to say")


def _unplaced(line: Line, where: str) -> Unplaced:
    hand = max(line.hands, default=None)
    return Unplaced(line.text, where, hand.author if hand else "", hand.date if hand else "")


def _pairs(own: Sequence[Line], lines: Sequence[Line]) -> list[tuple[Line, Line]]:
    """Return the lines that say the same, ours first."""
    free = list(own)
    found = []
    for line in lines:
        ours = next((one for one in free if one.text == line.text), None)
        if ours is not None:
            free.remove(ours)
            found.append((ours, line))
    return found


def _struck(word: WordFile) -> Iterator[Unplaced]:
    for line in word.lines:
        words = " ".join("".join(run.text for run in line.runs if run.struck).split())
        if words:
            reason = "struck through by formatting, which takes nothing out: delete the words if they are to go"
            yield Unplaced(words, reason)


def pictures_changed(theirs: Sequence[Picture], ours: Sequence[Picture]) -> Iterator[Unplaced]:
    """Yield the pictures that came, went, or stand in the place of another.

    A program may drop the words that describe a picture: it is known by what it shows first.
    """
    came, left = list(theirs), list(ours)
    pairs: list[tuple[Picture, Picture]] = []
    for is_one in (_is_same, _shows_same, _is_described_alike):
        for one in list(came):
            other = next((picture for picture in left if is_one(one, picture)), None)
            if other is not None:
                pairs.append((one, other))
                came.remove(one)
                left.remove(other)
    pairs += zip(came, left, strict=False)
    for one, other in pairs:
        if words := _changed(one, other):
            yield Unplaced(other.shows or one.shows or "A picture", words)
    for one in came[len(left) :]:
        yield Unplaced(one.shows or "A picture", "a picture that was put in: add it to the file by hand")
    for one in left[len(came) :]:
        yield Unplaced(one.shows or "A picture", "this picture or chart was taken out: the paper will print it still")


def _is_same(one: Picture, other: Picture) -> bool:
    return one == other


def _shows_same(one: Picture, other: Picture) -> bool:
    return bool(one.content) and one.content == other.content


def _is_described_alike(one: Picture, other: Picture) -> bool:
    return bool(one.shows) and one.shows == other.shows


def _changed(theirs: Picture, ours: Picture) -> str:
    """Return what was done to a picture, empty where nothing was."""
    if theirs.content and ours.content and theirs.content != ours.content:
        if theirs.is_chart and ours.is_chart:
            return "the figures of this chart were changed: change them in the file, under `charts`"
        return "another picture stands in the place of this one: change it in the file by hand"
    if theirs.shows and ours.shows and theirs.shows != ours.shows:
        return f"its description was changed to “{theirs.shows}”: change `alt` in the file"
    return ""


def _releveled(ours: Line, theirs: Line) -> str:
    was, now = _HEADING.match(ours.style), _HEADING.match(theirs.style)
    if (was and was[1]) == (now and now[1]):
        return ""
    if was is None:
        return "made a heading: in a text of the file, a heading is a line that begins with ##"
    return "its heading was moved to another level" if now is not None else "it was a heading, and is none any more"


def _counted(
    own: Sequence[Line], lines: Sequence[Line], told: str, is_printed: Callable[[str], bool]
) -> Iterator[Unplaced]:
    """Yield words that were cut into several lines or that stand there more than once, where no change tells it."""
    if not own or len(lines) <= len(own) or all(is_printed(line.text) for line in lines):
        return
    wanted = Counter(line.text for line in own)
    seen: Counter[str] = Counter()
    for line in lines:
        seen[line.text] += 1
        if line.text in wanted and seen[line.text] == wanted[line.text] + 1 and line.text not in told:
            yield _unplaced(line, "it stands here twice now")
    parts = [line.text for line in lines if line.text not in wanted]
    whole = [line.text for line in own if line.text not in seen]
    if parts and " ".join(parts) == " ".join(whole) and not any(part in told for part in parts):
        yield Unplaced(" | ".join(parts), "cut into more paragraphs than the paper prints")


def _flattens_tables(word: WordFile) -> bool:
    """Tell whether what saved the file writes out the weight of first rows and columns, as Word never does."""
    root = word.package.part("docProps/app.xml")
    by = "".join(str(text) for text in root.itertext()) if root is not None else ""
    return "LibreOffice" in by or not by


def _weight(line: Line) -> tuple[tuple[bool, bool], ...]:
    return tuple((token.bold, token.italic) for token in words_of(line).tokens if not token.is_space)
