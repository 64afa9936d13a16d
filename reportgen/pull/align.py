"""An edited stretch laid against what we printed: which words of which field were changed, and into what.

Lines are paired first (the same words, wherever they stand now; then the most alike), and words inside them after.
Every word of the edited stretch then belongs to one piece of what we printed, or was put in beside one.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from reportgen.base.source import FieldPath
from reportgen.document.anchors import Piece, Source
from reportgen.pull.lines import BREAK, PLAIN, Printed, Shape, Token, dress, glued
from reportgen.pull.matching import Step, likeness, matching

_ALIKE: Final = 0.5
"""How alike two paragraphs are, at the least, to be two versions of one."""
_END = Token("\x00")
"""Stands between two lines where several are compared as one."""


@dataclass(frozen=True, slots=True)
class Overtyped:
    """A value, reference or word of ours that was typed over: the piece, what stood there, what stands there now."""

    piece: Piece
    before: tuple[Token, ...]
    after: tuple[Token, ...]
    within: FieldPath = ()


@dataclass(frozen=True, slots=True)
class Aligned:
    """What an edited stretch says of each field of prose in it, and what was typed over beside it.

    `prose` holds, by field, its lines as they now are; words that we printed in them keep their source. `lost` are
    references whose words went with the text round them.
    """

    prose: dict[FieldPath, tuple[Printed, ...]]
    overtyped: tuple[Overtyped, ...]
    lost: tuple[Piece, ...]


def aligned(printed: Sequence[Printed], edited: Sequence[Printed]) -> Aligned:
    """Return what the edited lines of a stretch say, by the fields that its printed lines come from."""
    stream: list[_Step] = []
    both = False
    for ours, theirs in _groups(printed, edited):
        # Lines that are versions of one another are compared by themselves, though all words of both changed.
        stream += [_Cut()] if both and ours and theirs else []
        both = bool(ours and theirs)
        stream += _compared(ours, theirs)
    return _gathered(_in_gaps(stream), printed)


def fields_in(printed: Sequence[Printed]) -> dict[FieldPath, tuple[Printed, ...]]:
    """Return the lines of each field of prose in a stretch that we printed."""
    found: dict[FieldPath, list[tuple[Shape, list[Token]]]] = {}
    for line in printed:
        begins: Shape | None = line.shape
        for token in line.tokens:
            field = token.source.within if token.source is not None else ()
            if field:
                lines = found.setdefault(field, [])
                if begins is not None or not lines:
                    lines.append((begins or PLAIN, []))
                lines[-1][1].append(token)
            begins = None
    return {field: _lines(lines) for field, lines in found.items()}


def _lines(found: Iterable[tuple[Shape, Sequence[Token]]]) -> tuple[Printed, ...]:
    lines = ((shape, trimmed(words)) for shape, words in found)
    return tuple(Printed(shape, words) for shape, words in lines if words)


# Lines -------------------------------------------------------------------------------------------------------------


def _groups(
    printed: Sequence[Printed], edited: Sequence[Printed]
) -> Iterator[tuple[tuple[Printed, ...], tuple[Printed, ...]]]:
    """Yield the lines that are versions of one another, in the order of the edited ones."""
    partner = _partners(printed, edited)
    joined = _split_and_joined(printed, edited, partner)
    told: set[int] = set()
    at = 0
    while at < len(edited):
        end = at + 1
        while end < len(edited) and (at, end) in joined:
            end += 1
        ours = [partner[at]] if at in partner else []
        if ours:
            more = ours[0] + 1
            while (-1, more) in joined and more not in partner.values():
                ours.append(more)
                more += 1
        told.update(ours)
        yield tuple(printed[one] for one in ours), tuple(edited[at:end])
        at = end
    gone = tuple(printed[at] for at in range(len(printed)) if at not in told)
    if gone:
        yield gone, ()


def _partners(printed: Sequence[Printed], edited: Sequence[Printed]) -> dict[int, int]:
    """Return, by edited line, the printed line that it is a version of."""
    partner: dict[int, int] = {}
    ours, theirs = [line.text for line in printed], [line.text for line in edited]
    for same in matching(ours, theirs):
        partner.update((same.other + step, same.one + step) for step in range(same.size))
    taken = set(partner.values())
    for at, text in enumerate(theirs):
        # A paragraph that was moved is the same paragraph.
        if at not in partner:
            moved = next((one for one, mine in enumerate(ours) if mine == text and one not in taken), None)
            if moved is not None:
                partner[at] = moved
                taken.add(moved)
    left = [at for at in range(len(ours)) if at not in taken]
    right = [at for at in range(len(theirs)) if at not in partner]
    scored = sorted(
        ((-_alike(printed[one], edited[other]), abs(one - other), one, other) for one in left for other in right)
        if len(left) * len(right) <= _MOST_PAIRS
        else ((-1.0, 0, one, other) for one, other in zip(left, right, strict=False))
    )
    for score, _, one, other in scored:
        enough = -score >= _ALIKE or (len(left) == len(right) == 1)
        if enough and one not in taken and other not in partner:
            partner[other] = one
            taken.add(one)
    left = [at for at in left if at not in taken]
    right = [at for at in right if at not in partner]
    if len(left) == len(right):
        # As many were typed over as were printed: each is the one in its place.
        partner.update(zip(right, left, strict=True))
    return partner


_MOST_PAIRS: Final = 400


def _alike(one: Printed, other: Printed) -> float:
    words = [t.text for t in one.tokens if not t.is_space], [t.text for t in other.tokens if not t.is_space]
    return likeness(*words, least=_ALIKE)


def _split_and_joined(
    printed: Sequence[Printed], edited: Sequence[Printed], partner: dict[int, int]
) -> set[tuple[int, int]]:
    """Return the edited lines that go on with the one before them, as (first, this), and printed ones, as (-1, this).

    A paragraph that was cut in two, or two that became one, are compared as one with the end of a line in it.
    """
    found: set[tuple[int, int]] = set()
    for at, one in partner.items():
        end = at + 1
        while end < len(edited) and end not in partner:
            whole = tuple(token for line in edited[at : end + 1] for token in line.tokens)
            so_far = tuple(token for line in edited[at:end] for token in line.tokens)
            if _alike(printed[one], Printed(PLAIN, whole)) <= _alike(printed[one], Printed(PLAIN, so_far)):
                break
            found.add((at, end))
            end += 1
        more = one + 1
        while more < len(printed) and more not in partner.values():
            whole = tuple(token for line in printed[one : more + 1] for token in line.tokens)
            so_far = tuple(token for line in printed[one:more] for token in line.tokens)
            if _alike(Printed(PLAIN, whole), edited[at]) <= _alike(Printed(PLAIN, so_far), edited[at]):
                break
            found.add((-1, more))
            more += 1
    return found


# Words -------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Start:
    """A line of theirs begins."""

    shape: Shape


@dataclass(frozen=True, slots=True)
class _Cut:
    """What stands before and what stands behind are compared apart."""


@dataclass(frozen=True, slots=True)
class _Keep:
    """A word of ours that stands in theirs."""

    ours: Token
    theirs: Token


@dataclass(frozen=True, slots=True)
class _Gone:
    """A word of ours that theirs has no more."""

    ours: Token


@dataclass(frozen=True, slots=True)
class _Put:
    """A word that theirs has put in."""

    theirs: Token


@dataclass(frozen=True, slots=True)
class _Gap:
    """A place where words went, came, or both; lines may begin in it."""

    gone: tuple[Token, ...]
    put: "tuple[_Start | _Put, ...]"

    @property
    def typed(self) -> tuple[Token, ...]:
        """The words that came."""
        return tuple(step.theirs for step in self.put if isinstance(step, _Put))

    @property
    def typed_in_lines(self) -> tuple[Token, ...]:
        """The words that came, with a break wherever another line begins."""
        found = [Token(BREAK) if isinstance(step, _Start) else step.theirs for step in self.put]
        return tuple(found)


_Step = _Start | _Cut | _Keep | _Gone | _Put


def _compared(printed: Sequence[Printed], edited: Sequence[Printed]) -> Iterator[_Step]:
    ours, theirs = _run_on(printed), _cut_as(_run_on(edited), glued(printed))
    found: list[_Keep | _Gone | _Put] = []
    for is_same, one, one_end, two, two_end in _steps(ours, theirs):
        if is_same:
            found += [_Keep(mine, other) for mine, other in zip(ours[one:one_end], theirs[two:two_end], strict=True)]
        else:
            found += [_Gone(mine) for mine in ours[one:one_end]]
            found += [_Put(other) for other in theirs[two:two_end]]
    shapes = iter([line.shape for line in edited])
    if edited:
        yield _Start(next(shapes))
    for step in _whole_pieces(found):
        if isinstance(step, (_Keep, _Put)) and step.theirs.text == _END.text:
            yield _Start(next(shapes))
        elif not (isinstance(step, _Gone) and step.ours.text == _END.text):
            yield step


def _steps(ours: Sequence[Token], theirs: Sequence[Token]) -> Iterator[Step]:
    """Yield both texts cut where they begin or cease to be the same.

    Spaces alone never tie two texts together, nor do they part words that stand side by side in both.
    """
    mine, other = _words(ours), _words(theirs)
    pairs = [
        (mine[same.one + step], other[same.other + step])
        for same in matching([ours[at].text for at in mine], [theirs[at].text for at in other])
        for step in range(same.size)
    ]
    at = at_other = 0
    for first, first_other, size in _runs(_with_spaces(pairs, ours, theirs)):
        if (at, at_other) != (first, first_other):
            yield Step(False, at, first, at_other, first_other)
        at, at_other = first + size, first_other + size
        yield Step(True, first, at, first_other, at_other)
    if (at, at_other) != (len(ours), len(theirs)):
        yield Step(False, at, len(ours), at_other, len(theirs))


def _words(tokens: Sequence[Token]) -> list[int]:
    return [at for at, token in enumerate(tokens) if not token.is_space]


def _with_spaces(
    pairs: Iterable[tuple[int, int]], ours: Sequence[Token], theirs: Sequence[Token]
) -> Iterator[tuple[int, int]]:
    """Yield the words that both texts have, with the spaces beside them that both have."""
    last, last_other = -1, -1
    for at, other in pairs:
        room, before = min(at - last, other - last_other) - 1, 0
        while before < room and _are_spaces(ours, at - before - 1, theirs, other - before - 1):
            before += 1
        last, last_other = at, other
        while _are_spaces(ours, last + 1, theirs, last_other + 1):
            last, last_other = last + 1, last_other + 1
        yield from zip(range(at - before, last + 1), range(other - before, last_other + 1), strict=True)


def _are_spaces(ours: Sequence[Token], at: int, theirs: Sequence[Token], other: int) -> bool:
    return at < len(ours) and other < len(theirs) and ours[at].is_space and theirs[other].is_space


def _runs(pairs: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int, int]]:
    """Yield where stretches begin in both texts that go on side by side, with how long each is."""
    run: tuple[int, int, int] | None = None
    for at, other in pairs:
        if run is not None and (at, other) == (run[0] + run[2], run[1] + run[2]):
            run = (run[0], run[1], run[2] + 1)
            continue
        if run is not None:
            yield run
        run = (at, other, 1)
    if run is not None:
        yield run


def _run_on(lines: Sequence[Printed]) -> list[Token]:
    found: list[Token] = []
    for at, line in enumerate(lines):
        found += [_END] if at else []
        found += line.tokens
    return found


def _cut_as(tokens: list[Token], parts: Mapping[str, tuple[str, ...]]) -> list[Token]:
    """Return words cut where ours are that two pieces make together."""
    if not parts:
        return tokens
    return [replace(token, text=text) for token in tokens for text in parts.get(token.text, (token.text,))]


def _whole_pieces(steps: "list[_Keep | _Gone | _Put]") -> "list[_Keep | _Gone | _Put]":
    """Return steps in which each value and reference is wholly the same or wholly changed.

    What was typed right before or behind a value is typed over it: "Interim Director of Finance".
    """
    beside = _typed_beside(steps)
    places: dict[int, list[int]] = {}
    for at, step in enumerate(steps):
        if not isinstance(step, _Put) and _is_one(step.ours):
            places.setdefault(step.ours.piece, []).append(at)
    spans = [
        (min(at[0], *run), max(at[-1] + 1, *run)) for piece, at in places.items() for run in [beside.get(piece, at)]
    ]
    broken = [(start, end) for start, end in spans if not all(isinstance(step, _Keep) for step in steps[start:end])]
    for start, end in reversed(broken):
        span = steps[start:end]
        gone: list[_Keep | _Gone | _Put] = [_Gone(step.ours) for step in span if not isinstance(step, _Put)]
        put = [_Put(step.theirs) for step in span if not isinstance(step, _Gone)]
        steps[start:end] = [*gone, *put]
    return steps


def _typed_beside(steps: "Sequence[_Keep | _Gone | _Put]") -> dict[int, list[int]]:
    """Return where words were put in right beside a value, by the piece that it is; beside prose they are prose."""
    found: dict[int, list[int]] = {}
    at = 0
    while at < len(steps):
        end = at
        while end < len(steps) and isinstance(steps[end], _Put):
            end += 1
        put = [step.theirs for step in steps[at:end] if isinstance(step, _Put)]
        if any(not token.is_space for token in put) and all(token.text != _END.text for token in put):
            before, after = _kept(steps, at - 1, -1), _kept(steps, end, 1)
            piece = _piece_beside(before, after)
            if piece is not None:
                found.setdefault(piece, []).extend((at, end))
        at = end + 1
    return found


def _kept(steps: "Sequence[_Keep | _Gone | _Put]", at: int, way: int) -> Token | None:
    """Return the word that stands next to a place in a line, where it is one of ours."""
    while 0 <= at < len(steps):
        step = steps[at]
        if not isinstance(step, _Keep) or step.ours.text in (_END.text, BREAK):
            return None
        if not step.ours.is_space:
            return step.ours
        at += way
    return None


def _piece_beside(before: Token | None, after: Token | None) -> int | None:
    for token, other in ((before, after), (after, before)):
        is_value = token is not None and token.source is not None and not token.source.within
        if is_value and token is not None and _is_one(token) and (other is None or not _is_prose(other)):
            return token.piece
    return None


def _is_prose(token: Token) -> bool:
    return token.source is not None and bool(token.source.within)


def _is_one(token: Token) -> bool:
    return token.source is not None and token.source.source not in (Source.PROSE, Source.WORDS)


def _in_gaps(stream: Sequence[_Step]) -> "Iterator[_Start | _Keep | _Gap]":
    """Yield steps with what went and came at one place together; a line that begins before kept words stands alone."""
    gone: list[Token] = []
    put: list[_Start | _Put] = []
    for step in (*stream, None):
        if isinstance(step, _Gone):
            gone.append(step.ours)
        elif isinstance(step, (_Put, _Start)):
            put.append(step)
        else:
            last = [put.pop()] if put and isinstance(put[-1], _Start) else []
            first = [put.pop(0)] if put and isinstance(put[0], _Start) and not gone else []
            yield from (step for step in first if isinstance(step, _Start))
            if gone or put:
                yield _Gap(tuple(gone), tuple(put))
            yield from (step for step in last if isinstance(step, _Start))
            gone, put = [], []
            if isinstance(step, _Keep):
                yield step


# Fields ------------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Gathering:
    """What is known so far: the lines of each field of prose, what was typed over, the field that goes on.

    `begins` is what the line is that has just begun, until its first word has been taken.
    """

    prose: dict[FieldPath, list[tuple[Shape, list[Token]]]]
    overtyped: list[Overtyped]
    lost: list[Piece]
    open: FieldPath = ()
    begins: Shape | None = None

    def say(self, path: FieldPath, token: Token) -> None:
        """Take a word into a field."""
        lines = self.prose[path]
        if self.begins is not None or not lines:
            lines.append((self.begins or PLAIN, []))
        self.begins, self.open = None, path
        lines[-1][1].append(token)

    def pass_over(self) -> None:
        """Go past a word that is in no field of prose."""
        self.begins = None


def _gathered(stream: "Iterator[_Start | _Keep | _Gap]", printed: Sequence[Printed]) -> Aligned:
    tokens = [token for line in printed for token in line.tokens if token.source is not None]
    found = _Gathering({token.source.within: [] for token in tokens if token.source and token.source.within}, [], [])
    steps = list(stream)
    weighty: list[Token] = []
    for at, step in enumerate(steps):
        match step:
            case _Start():
                found.begins = step.shape
            case _Keep():
                _keep(found, step, weighty)
            case _Gap():
                following = next((one.ours for one in steps[at + 1 :] if isinstance(one, _Keep)), None)
                goes_on = at + 1 < len(steps) and isinstance(steps[at + 1], _Keep)
                _change(found, step, following, starts=found.begins is not None and goes_on)
    for piece, _ in _by_piece(weighty):
        # The words stayed, and the spaces between them: their weight alone was changed.
        words = (Token(piece.text.strip()),)
        found.overtyped.append(Overtyped(piece, words, words, piece.within))
    lines = {path: _lines(of) for path, of in found.prose.items()}
    return Aligned(lines, tuple(found.overtyped), tuple(found.lost))


def _keep(found: _Gathering, step: _Keep, weighty: list[Token]) -> None:
    ours, theirs = step.ours, step.theirs
    if ours.source is not None and ours.source.within:
        same = ours.bold == theirs.bold and ours.italic == theirs.italic and ours.address == theirs.address
        kept = ours if same else replace(ours, bold=theirs.bold, italic=theirs.italic, address=theirs.address)
        found.say(ours.source.within, kept)
        return
    found.pass_over()
    if dress(ours) != dress(theirs) and not ours.is_space and ours.text != BREAK:
        weighty.append(ours)


def _change(found: _Gathering, gap: _Gap, following: Token | None, *, starts: bool) -> None:
    """Take in words that went and words that came at one place."""
    gone = [token for token in gap.gone if not token.is_space and token.source is not None]
    free = [token for token in gone if token.source is not None and token.source.source is Source.PROSE]
    fixed = [token for token in gone if token not in free]
    if free and (apart := _values_typed_over(fixed, gap)):
        found.overtyped += apart[1]
        gap = apart[0]
        fixed = [token for token in fixed if token.source not in [over.piece for over in apart[1]]]
    typed = [token for token in gap.typed if not token.is_space]
    references = [token for token in fixed if token.source is not None and token.source.within]
    if fixed and not free and (typed or len(references) < len(fixed)):
        _type_over(found, fixed, gap)
        return
    for piece, tokens in _by_piece(fixed):
        if piece.within:
            found.lost.append(piece)
        else:
            found.overtyped.append(Overtyped(piece, tuple(tokens), ()))
    field = next((token.source.within for token in free if token.source is not None), ())
    field = field or _nearest(found, following, starts=starts)
    if typed and not field:
        found.overtyped.append(Overtyped(Piece("", Source.WORDS), (), gap.typed_in_lines))
        return
    for step in gap.put:
        if isinstance(step, _Start):
            found.begins = step.shape
        elif field:
            found.say(field, step.theirs)


_VALUE = re.compile(
    r"[0-9]{1,2} [A-Z][a-z]+ [0-9]{4}"
    r"|£ ?[0-9](?:[0-9.,]*[0-9])?(?: ?(?:m|bn|k|million|billion)\b)?"
    r"|[0-9](?:[0-9.,]*[0-9])?(?: ?%)?"
)


def _values_typed_over(fixed: Sequence[Token], gap: _Gap) -> tuple[_Gap, list[Overtyped]] | None:
    """Return a gap with its references kept and what was typed over them, where as many values were typed in it.

    "£4,380,000 in all" made "£4.5m altogether" is a sum typed over a reference, and words beside it.
    """
    pieces = [(piece, tokens) for piece, tokens in _by_piece(fixed) if piece.within]
    if not pieces or not all(_VALUE.search(piece.text) for piece, _ in pieces):
        return None
    text = "".join(token.text for token in gap.typed)
    values = list(_VALUE.finditer(text))
    if len(values) != len(pieces):
        return None
    put: list[_Start | _Put] = []
    over: list[Overtyped] = []
    waiting = list(zip(pieces, values, strict=True))
    at = 0
    for step in gap.put:
        if isinstance(step, _Start):
            put.append(step)
            continue
        start, at = at, at + len(step.theirs.text)
        inside = next((value for value in values if value.start() <= start < value.end()), None)
        if inside is None:
            put.append(step)
        elif waiting and waiting[0][1] is inside:
            (piece, tokens), _ = waiting.pop(0)
            put += [_Put(token) for token in tokens]
            over.append(Overtyped(piece, tuple(tokens), (Token(inside[0]),), piece.within))
    return _Gap(gap.gone, tuple(put)), over


def _nearest(found: _Gathering, following: Token | None, *, starts: bool) -> FieldPath:
    """Return the field that words put in belong to: the one that goes on, else the one that begins next.

    At the start of a line that goes on with words of ours, it is theirs.
    """
    begins = following.source.within if following is not None and following.source is not None else ()
    return (begins or found.open) if starts else (found.open or begins)


def _type_over(found: _Gathering, fixed: Sequence[Token], gap: _Gap) -> None:
    """Note what was typed over values, references and words of the template, and leave those as they were."""
    for at, (piece, tokens) in enumerate(_by_piece(fixed)):
        found.overtyped.append(Overtyped(piece, tuple(tokens), gap.typed_in_lines if at == 0 else (), piece.within))
    for token in gap.gone:
        if token.source is not None and token.source.within:
            found.say(token.source.within, token)
        else:
            found.pass_over()


def _by_piece(tokens: Sequence[Token]) -> Iterator[tuple[Piece, list[Token]]]:
    groups: dict[int, list[Token]] = {}
    for token in tokens:
        groups.setdefault(token.piece, []).append(token)
    for group in groups.values():
        if group[0].source is not None:
            yield group[0].source, group


def trimmed(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """Return words without the spaces and breaks before the first and after the last."""
    kept = list(tokens)
    while kept and (kept[-1].is_space or kept[-1].text == BREAK):
        kept.pop()
    while kept and (kept[0].is_space or kept[0].text == BREAK):
        kept.pop(0)
    return tuple(kept)
