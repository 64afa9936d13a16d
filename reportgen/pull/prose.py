"""Edited lines of a field of prose, back into the Markdown that its author would have typed.

References stay references, and what nobody changed keeps the author's own line ends, markers and blank lines. What is
returned has been read back, and says what stands in the Word file.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Final

from reportgen.compose.markdown import read_blocks
from reportgen.document.anchors import Source
from reportgen.document.nodes import Block, List, Quote
from reportgen.model.notes import MARK
from reportgen.model.references import ProseReference, split
from reportgen.pull.lines import BREAK, PLAIN, Printed, Shape, Token, dress, is_plain, plain_lines, same, weighed
from reportgen.pull.matching import matching
from reportgen.pull.notes import MARKED, apart, have_notes, named, names_after, parted, together
from reportgen.pull.word import NOTE_BEGINS, NOTE_ENDS

_FIRST_HOLE: Final = 0xF0000
# A backslash stands for itself before another, and would take away the meaning of any other mark behind it.
_SPECIAL = re.compile(r"[`*_\[\]<>|~#@:]")
# Those but for the marks that mean something only in addresses and at the edge of a box.
_USUAL = re.compile(r"[`*_\[\]<>|~#]")
_MARK = re.compile(r"[!-/:-@\[\]-`{-~]")
_STARTS = re.compile(r"^(\s*\(?[0-9a-zA-Z]{0,4})([-+–•.)])(?=\s|$)")
_BULLET = re.compile(r"^\s*([-*+•–])\s", re.MULTILINE)
_HEADING = re.compile(r"^ {0,3}(#{1,6})[ \t]+(.*?)[ \t]*#*[ \t]*$", re.MULTILINE)
# The line under the head of a table, which has a bar somewhere.
_RULE = re.compile(r"^(?=.*\|)[ \t|:-]*-[ \t|:-]*$", re.MULTILINE)
_CHUNK = re.compile(r"(\s*)(\{\{.*?\}\}\S*|\S+)", re.DOTALL)


Escaping = Callable[[Printed], re.Pattern[str] | None]
"""Tells of a line which marks are escaped in it."""


class CannotWriteError(ValueError):
    """Edited words that can't be written as Markdown; the message says why."""


def rewritten(written: str, printed: Sequence[Printed], edited: Sequence[Printed]) -> str:
    """Return the Markdown of a field after an edit: what was written, what that printed, and what stands there now.

    Raises CannotWriteError where no Markdown would print it.
    """
    if not (have_notes(printed) or have_notes(edited)):
        return _rewritten(written, printed, edited)
    text, old, new = parted(written), apart(printed), apart(edited)
    if len(text.names) != len(old.words):
        raise CannotWriteError("Which of the footnotes of the text stands where can't be told.")
    names = names_after(old.words, text.names, new.words, tuple(text.typed))
    body = _rewritten(text.body, named(old.lines, text.names), named(new.lines, names))
    before = dict(zip(reversed(text.names), reversed(old.words), strict=True))
    after = dict(zip(names, new.words, strict=True))
    # Those that were there keep their order, the new ones follow them.
    order = [*(name for name in text.typed if name in after), *(name for name in after if name not in text.typed)]
    definitions = {
        name: _definition(name, text.typed.get(name, ""), before.get(name, ()), after[name]) for name in order
    }
    return together(text, body, definitions)


def _definition(name: str, typed: str, old: tuple[Token, ...], new: tuple[Token, ...]) -> str:
    """Return the words of a footnote behind its name: as they were typed, where nobody changed them."""
    if typed and weighed(old) == weighed(new):
        return typed
    if not new:
        raise CannotWriteError("A footnote has no words: write what it says, or take its mark out.")
    said = typed.partition("]:")[2].strip()
    words = _rewritten(said, (Printed(PLAIN, old),) if said else (), (Printed(PLAIN, new),))
    return f"[^{name}]: {words}"


def _rewritten(written: str, printed: Sequence[Printed], edited: Sequence[Printed]) -> str:
    """Return what `rewritten` does of a text in which footnotes are marks alone."""
    references = _references(written, printed)
    printed, edited = _with_headings(written, printed, edited)
    bullet = (found[1] if (found := _BULLET.search(written)) else "-").replace("–", "-").replace("•", "-")
    levels = _heading_levels(written, printed)
    _check_tables(edited)
    # An author who ends a line with two spaces goes on doing so.
    ends = "  \n" if "  \n" in written and "\\\n" not in written else "\\\n"
    rules = dict(zip(_tables(printed), _RULE.findall(written), strict=False))
    before = _markdown(printed, references, bullet, levels, rules, lambda _: None).replace("\\\n", ends)
    rules = _rules_after(rules, _tables(printed), _tables(edited))
    stayed = {line.text for line in printed}
    quoted = _quoted_lists(written)
    for escaping in (
        lambda _: None,
        lambda line: None if line.text in stayed else _USUAL,
        lambda line: None if line.text in stayed else _SPECIAL,
        # What nobody changed leads where it led: an address in it that is escaped would lead nowhere.
        lambda line: _USUAL if line.text in stayed else _SPECIAL,
    ):
        after = _markdown(edited, references, bullet, levels, rules, escaping).replace("\\\n", ends)
        for candidate in (_in_layout(written, before, after), after):
            if _reads_as(candidate, edited, references) and _quoted_lists(candidate) == quoted:
                return candidate
    if any("{{" in line.text or "}}" in line.text for line in _with_holes(edited, references)):
        raise CannotWriteError("`{{ }}` can't be typed in Word: write the words, or change it in the file.")
    raise CannotWriteError(
        "The words can't be written as text of the file in such a way that they would print as here."
    )


def as_markdown(edited: Sequence[Printed]) -> str:
    """Return lines that were put in anew as Markdown. Raises CannotWriteError where no Markdown would print them."""
    return rewritten("", (), edited)


def _references(written: str, printed: Sequence[Printed]) -> Mapping[int, str]:
    """Return, by the piece that it printed, each reference as the author wrote it."""
    pieces = dict.fromkeys(token.piece for line in printed for token in line.tokens if _is_reference(token))
    found = [written[part.start : part.end] for part in split(written) if isinstance(part, ProseReference)]
    if len(found) != len(pieces):
        raise CannotWriteError("Which of the references in the text printed which of the words can't be told.")
    return dict(zip(pieces, found, strict=True))


def _is_reference(token: Token) -> bool:
    return token.source is not None and bool(token.source.within) and token.source.source is not Source.PROSE


def _heading_levels(written: str, printed: Sequence[Printed]) -> Mapping[int, int]:
    """Return how deep headings were written, by how deep they are in the document."""
    deep = [len(marks) for marks, _ in _HEADING.findall(written)]
    shown = [line.shape.depth for line in printed if line.shape.kind == "heading"]
    return dict(zip(shown, deep, strict=False))


def _with_headings(
    written: str, printed: Sequence[Printed], edited: Sequence[Printed]
) -> tuple[Sequence[Printed], Sequence[Printed]]:
    """Return lines with the headings of a field as such where its place in the paper prints them as bold paragraphs.

    Raises CannotWriteError where it isn't known which paragraphs they are: elsewhere they may be printed as headings.
    """
    headings = _HEADING.findall(written)
    if not headings or any(line.shape.kind == "heading" for line in printed):
        return printed, edited
    places: dict[int, int] = {}
    for marks, words in headings:
        first = max(places, default=-1) + 1
        place = next((at for at in range(first, len(printed)) if _is_bold(printed[at], words)), None)
        if place is None:
            raise CannotWriteError("Its headings are printed as other text here: change it in the file.")
        places[place] = len(marks)
    by_words = {printed[at].text: depth for at, depth in places.items()}
    alike = len(edited) == len(printed)
    depths = [places.get(at) if alike else by_words.get(line.text) for at, line in enumerate(edited)]
    return (
        [_as_heading(line, places.get(at)) for at, line in enumerate(printed)],
        [_as_heading(line, depth) for line, depth in zip(edited, depths, strict=True)],
    )


def _is_bold(line: Printed, words: str = "") -> bool:
    """Tell whether a line is a paragraph in bold that says these words, or anything."""
    is_weighed = all(token.bold or token.is_space for token in line.tokens)
    return line.shape == PLAIN and is_weighed and (not words or line.text == " ".join(words.split()))


def _as_heading(line: Printed, depth: int | None) -> Printed:
    if depth is None or not _is_bold(line):
        return line
    tokens = tuple(replace(token, bold=False) for token in line.tokens)
    return replace(line, shape=Shape("heading", depth), tokens=tokens)


# Lines to Markdown -------------------------------------------------------------------------------------------------


def _markdown(
    lines: Sequence[Printed],
    references: Mapping[int, str],
    bullet: str,
    levels: Mapping[int, int],
    rules: Mapping[int, str],
    escaping: Escaping,
) -> str:
    chunks: list[str] = []
    counts: dict[int, int] = {}
    indents: dict[int, int] = {}
    for (in_table, count), group in groupby(lines, _table_of):
        if in_table:
            chunks.append(_table(list(group), references, rules.get(count, ""), escaping))
            continue
        for line in group:
            words = _line(line.tokens, references, escaping(line))
            shape = line.shape
            if shape.kind != "entry":
                for deep in [deep for deep in counts if deep > shape.depth or shape.kind != "continued"]:
                    del counts[deep]
            if shape.kind == "entry":
                for deep in [deep for deep in counts if deep > shape.depth]:
                    del counts[deep]
                counts[shape.depth] = counts.get(shape.depth, 0) + 1
                mark = bullet if shape.mark in ("", "-") else _counted(shape.mark, counts[shape.depth])
                indent = indents.get(shape.depth - 1, 0) if shape.depth > 1 else 0
                indents[shape.depth] = indent + len(mark) + 1
                chunks.append(f"\v{_hung(' ' * indent + mark + ' ', words)}")
            elif shape.kind == "continued":
                chunks.append(_hung(" " * indents.get(shape.depth, 2), words))
            elif shape.kind == "heading":
                chunks.append(f"{'#' * levels.get(shape.depth, 2)} {words}")
            elif shape.kind == "quote":
                chunks.append("\n".join(f"> {part}" for part in words.split("\n")))
            else:
                chunks.append(words)
    # Entries of a list stand close; everything else stands apart.
    text = "\n\n".join(chunks)
    text = re.sub(r"(?m)^(\v[^\n]*(?:\n(?!\n)[^\n]*)*)\n\n(?=\v)", r"\1\n", text)
    return text.replace("\v", "")


def _counted(mark: str, count: int) -> str:
    """Return the mark of an entry of a list, from that of its first: (a), then (b)."""
    match = re.search(r"[0-9]+|[a-zA-Z]+", mark)
    if match is None:
        return mark
    first = match[0]
    if first.isdecimal():
        shown = str(int(first) + count - 1)
    elif first.lower() == "i":
        shown = _ROMAN[min(count, len(_ROMAN)) - 1]
    else:
        shown = chr((ord(first[0].lower()) - ord("a") + count - 1) % 26 + ord("a"))
    return mark.replace(first, shown.upper() if first.isupper() else shown, 1)


_ROMAN: Final = (
    "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv", "xvi", "xvii",
    "xviii", "xix", "xx",
)  # fmt: skip


def _hung(mark: str, words: str) -> str:
    return mark + words.replace("\n", "\n" + " " * len(mark))


def _table_of(line: Printed) -> tuple[bool, int]:
    """Return whether a line stands in a table, and in which of them."""
    is_cell = line.shape.kind == "cell"
    return is_cell, line.shape.depth if is_cell else 0


def _check_tables(edited: Sequence[Printed]) -> None:
    """Raise CannotWriteError for a table that Markdown has no form for."""
    cells: set[tuple[int, tuple[int, int] | None]] = set()
    for line in edited:
        if line.shape.kind != "cell":
            continue
        cell = (line.shape.depth, line.shape.cell)
        why = line.shape.mark
        if cell in cells or any(token.text == BREAK for token in line.tokens):
            why = "a cell of it holds several lines"
        if why:
            raise CannotWriteError(f"A table in the text can't be written in the file: {why}.")
        cells.add(cell)


def _tables(lines: Sequence[Printed]) -> dict[int, frozenset[str]]:
    """Return what the cells of each table say, by its count."""
    found: dict[int, set[str]] = {}
    for line in lines:
        if line.shape.kind == "cell":
            found.setdefault(line.shape.depth, set()).add(line.text)
    return {count: frozenset(cells) for count, cells in found.items()}


def _rules_after(
    rules: Mapping[int, str], printed: Mapping[int, frozenset[str]], edited: Mapping[int, frozenset[str]]
) -> dict[int, str]:
    """Return, by table, the author's line under its head: that of the table which said most of what it says now."""
    found: dict[int, str] = {}
    left = dict(rules)
    for count, cells in edited.items():
        best = max(left, key=lambda one: len(printed[one] & cells), default=None)
        if best is not None and printed[best] & cells:
            found[count] = left.pop(best)
    return found


def _rule(written: str, columns: int) -> str:
    """Return the line under the head of a table: the author's, with the columns that there are now."""
    parts = written.strip().strip("|").split("|") if written else []
    if len(parts) == columns:
        return written.strip()
    kept = parts if len(parts) < columns else []
    return f"|{'|'.join([*kept, *[' --- '] * (columns - len(kept))])}|"


def _table(lines: Sequence[Printed], references: Mapping[int, str], rule: str, escaping: Escaping) -> str:
    cells: dict[tuple[int, int], list[str]] = {}
    for line in lines:
        if line.shape.cell is not None:
            words = _line(line.tokens, references, escaping(line)).replace("\\\n", " ")
            cells.setdefault(line.shape.cell, []).append(words.replace("|", "\\|"))
    rows = max(row for row, _ in cells) + 1
    columns = max(*(column + 1 for _, column in cells), *(line.shape.width for line in lines))
    shown = [f"| {' | '.join(' '.join(cells.get((r, c), ())) for c in range(columns))} |" for r in range(rows)]
    return "\n".join((shown[0], _rule(rule, columns), *shown[1:]))


def _line(tokens: Sequence[Token], references: Mapping[int, str], escaped: re.Pattern[str] | None) -> str:
    if is_plain(tokens):
        text = _dressed(tokens, references, escaped) if tokens else ""
    else:
        groups = groupby(_spaced(tokens), _dress_of)
        text = "".join(_dressed(list(group), references, escaped) for _, group in groups)
    return _STARTS.sub(r"\1\\\2", text) if escaped else text


def _dress_of(token: Token) -> tuple[object, ...]:
    return (token.text == BREAK, *dress(token))


def _spaced(tokens: Sequence[Token]) -> Iterator[Token]:
    """Yield words with each space dressed as both its neighbours are, and plain where they differ."""
    for at, token in enumerate(tokens):
        if token.is_space and 0 < at < len(tokens) - 1:
            before, after = tokens[at - 1], tokens[at + 1]
            if dress(before) == dress(after) == dress(token):
                yield token
                continue
            yield Token(
                token.text,
                before.bold and after.bold,
                before.italic and after.italic,
                before.address if before.address == after.address else "",
                token.source,
                token.piece,
            )
        else:
            yield token


def _dressed(tokens: Sequence[Token], references: Mapping[int, str], escaped: re.Pattern[str] | None) -> str:
    if tokens[0].text == BREAK:
        return "\\\n" * len(tokens)
    words = ""
    said: int | None = None
    for token in tokens:
        if token.piece in references and _is_reference(token):
            words += references[token.piece] if said != token.piece else ""
            said = token.piece
        elif mark := MARKED.fullmatch(token.text):
            words += f"[^{mark[1]}]"
            said = None
        else:
            text = " " if token.is_space else token.text
            after_mark = escaped and words.endswith("\\") and not escaped.match(text) and _MARK.match(text)
            words += "\\" if after_mark else ""
            words += escaped.sub(r"\\\g<0>", text) if escaped else text
            said = None
    first = tokens[0]
    if not words.strip():
        return words
    before, inner, after = words[: len(words) - len(words.lstrip())], words.strip(), words[len(words.rstrip()) :]
    inner = f"_{inner}_" if first.italic else inner
    inner = f"**{inner}**" if first.bold else inner
    if first.address and inner not in (first.address, first.address.removeprefix("mailto:")):
        inner = f"[{inner}]({first.address})"
    return before + inner + after


# Layout ------------------------------------------------------------------------------------------------------------


def _in_layout(written: str, before: str, after: str) -> str:
    """Return the Markdown of an edit with the author's own spaces and line ends between words that nobody touched."""
    source, old, new = _CHUNK.findall(written), _CHUNK.findall(before), _CHUNK.findall(after)
    to_source = _matches([word for _, word in old], [word for _, word in source])
    to_old = _matches([word for _, word in new], [word for _, word in old])
    kept = {to_source[place] for place in to_old.values() if place in to_source}
    shown: list[str] = []
    last = -1
    for at, (space, word) in enumerate(new):
        place = to_source.get(to_old.get(at, -1), -1)
        # The space before a word that stays, next to one that stays or was replaced, is the author's own; so is that
        # before the first of the words that replace one.
        beside = place if place >= 0 and (place == last + 1 or place - 1 not in kept) else -1
        if place < 0 and last + 1 < len(source) and last + 1 not in kept and (last >= 0 or at == 0):
            beside = last + 1
        beside = 0 if at == 0 and source else beside
        shown.append((source[beside][0] if beside >= 0 else space) + word)
        last = place if place >= 0 else len(source)
    return "".join(shown)


def _matches(one: Sequence[str], other: Sequence[str]) -> dict[int, int]:
    return {same.one + step: same.other + step for same in matching(one, other) for step in range(same.size)}


# Reading back ------------------------------------------------------------------------------------------------------


def _reads_as(text: str, edited: Sequence[Printed], references: Mapping[int, str]) -> bool:
    """Tell whether Markdown, read as prose is, says what stands in the edited lines."""
    holes: list[str] = []
    parts: list[str] = []
    for part in split(text):
        if isinstance(part, str):
            parts.append(part)
        elif isinstance(part, ProseReference):
            parts.append(chr(_FIRST_HOLE + len(holes)))
            holes.append(text[part.start : part.end])
        else:
            return False
    # The words of footnotes are read by themselves: here each is a mark.
    marked = MARK.sub(lambda mark: f"{NOTE_BEGINS}{mark[1]}{NOTE_ENDS}", "".join(parts))
    read = plain_lines(read_blocks(marked))
    return same(read, _with_holes(edited, references))


def _quoted_lists(text: str) -> int:
    """Return how many quotations have a list in them: the lines of a list don't tell that they stand in one."""
    return _quoted_lists_in(read_blocks(text)) if ">" in text else 0


def _quoted_lists_in(blocks: Sequence[Block]) -> int:
    count = 0
    for block in blocks:
        if isinstance(block, Quote):
            count += any(isinstance(inner, List) for inner in block.blocks) + _quoted_lists_in(block.blocks)
        elif isinstance(block, List):
            count += sum(_quoted_lists_in(entry.blocks) for entry in block.entries)
    return count


def _with_holes(edited: Sequence[Printed], references: Mapping[int, str]) -> list[Printed]:
    """Return edited lines with one private character for each reference, as the text has that is read back."""
    count = 0
    lines = []
    for line in edited:
        tokens: list[Token] = []
        said: int | None = None
        for token in line.tokens:
            if token.piece in references and _is_reference(token):
                if said != token.piece:
                    tokens.append(replace(token, text=chr(_FIRST_HOLE + count), source=None))
                    count += 1
                said = token.piece
            else:
                said = None
                tokens.append(token)
        lines.append(Printed(line.shape, tuple(tokens)))
    return lines
