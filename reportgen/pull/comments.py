"""Comments of a Word file: on which field each stands, as findings, and as lines of the decision file."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from textwrap import wrap
from typing import Final

from reportgen.base.finding import Finding, Severity, found_at
from reportgen.base.source import FieldPath, Source, show_path
from reportgen.document.anchors import Anchor
from reportgen.document.nodes import Heading
from reportgen.edit.edits import Edit, Insert, Put
from reportgen.load.text import UNPRINTABLE
from reportgen.pull.changes import Remark
from reportgen.pull.lines import Printed
from reportgen.pull.placing import Placed
from reportgen.pull.word import Comment, WordFile

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_QUOTED = 60
_WIDTH: Final = 100
"""How long a line of a comment may be in a file."""


def remarks_of(
    word: WordFile, where: Placed, ids: Mapping[str, Anchor], lines: Mapping[str, Sequence[Printed]]
) -> Iterator[Remark]:
    """Yield the comments of a file with the fields that they stand on, answers after what they answer."""
    stands: dict[int, str] = {at: name for name, places in where.lines.items() for at in places}
    by_id = {comment.id: comment for comment in word.comments}
    first = [comment for comment in word.comments if comment.answers not in by_id]
    for comment in first:
        path = _path_of(comment, stands, ids, lines)
        thread = [comment, *(answer for answer in word.comments if _root(answer, by_id) == comment.id)]
        for one in thread:
            author, text, words = map(_printable, (one.author, one.text, comment.words))
            yield Remark(path, author, one.date, text, words, one.resolved, answers=one is not comment)


def _printable(text: str) -> str:
    """Return a text without the characters that no file of ours may hold, such as those that turn its direction."""
    return UNPRINTABLE.sub("", text)


def _root(comment: Comment, by_id: Mapping[str, Comment]) -> str:
    """Return the comment that begins the thread of an answer; nothing for one that answers none."""
    seen: set[str] = set()
    at = comment
    while at.answers in by_id and at.id not in seen:
        seen.add(at.id)
        at = by_id[at.answers]
    return at.id if at is not comment else ""


def _path_of(
    comment: Comment, stands: Mapping[int, str], ids: Mapping[str, Anchor], lines: Mapping[str, Sequence[Printed]]
) -> FieldPath:
    """Return the field that a comment stands on: that of its words, else of its stretch, else of the one before."""
    if comment.line < 0:
        return ()
    for at in range(comment.line, -1, -1):
        anchor = ids.get(stands.get(at, ""))
        if anchor is None:
            continue
        if at == comment.line and _on_template(comment, anchor, lines.get(anchor.id, ())):
            return _field_of_section(at, stands, ids)
        if at == comment.line:
            for line in lines.get(anchor.id, ()):
                for token in line.tokens:
                    source = token.source
                    if source is not None and (source.within or source.path) and _starts(comment.words, source.text):
                        return source.within or source.path
        if anchor.path:
            return anchor.path
    return ()


def _on_template(comment: Comment, anchor: Anchor, lines: Sequence[Printed]) -> bool:
    """Tell whether a comment stands on words of a template that are no part of a table, and on no value among them."""
    tokens = [token.source for line in lines for token in line.tokens if token.source is not None]
    fields = [source for source in tokens if source.path or source.within]
    if anchor.cell is not None or not tokens or len(fields) == len(tokens) or any(one.within for one in fields):
        return False
    start = " ".join(comment.words.split()[:4])
    return not any(start and start in " ".join(source.text.split()) for source in fields)


def _field_of_section(at: int, stands: Mapping[int, str], ids: Mapping[str, Anchor]) -> FieldPath:
    """Return the field whose words come first after a line, up to the next heading; nothing where none does."""
    for later in sorted(place for place in stands if place > at):
        anchor = ids.get(stands[later])
        if anchor is not None and any(isinstance(block, Heading) for block in anchor.blocks):
            return ()
        if anchor is not None and anchor.path:
            return anchor.path[:1]
    return ()


def _starts(words: str, text: str) -> bool:
    """Tell whether a comment's words stand in a piece, or begin in it."""
    flat = " ".join(text.split())
    start = " ".join(words.split()[:4])
    return bool(start) and (start in flat or (len(flat) > 2 and words.startswith(flat)))


def findings_of(remarks: Sequence[Remark], source: Source) -> tuple[Finding, ...]:
    """Return comments as findings at the lines of the fields that they stand on."""
    return tuple(
        found_at(
            source, source.span(remark.path) if remark.path else None, "COMMENT", sentence(remark),
            severity=Severity.INFO, path=remark.path,
        )
        for remark in remarks
    )  # fmt: skip


def sentence(remark: Remark) -> str:
    """Return a comment in one sentence: who, when, on which words, what."""
    done = " (resolved)" if remark.resolved else ""
    who_on_what = _who_on_what(replace(remark, resolved=False))
    return f"{who_on_what}: “{' / '.join(remark.text.splitlines())}”{done}"


def _who_on_what(remark: Remark) -> str:
    who = signed(remark.author, remark.date) or "Somebody"
    verb = "answered" if remark.answers else "commented"
    words = remark.words if len(remark.words) <= _QUOTED else f"{remark.words[:_QUOTED].rsplit(' ', 1)[0]} …"
    on = f" on “{words}”" if words and not remark.answers else ""
    done = " (resolved)" if remark.resolved else ""
    return f"{who} {verb}{on}{done}"


def signed(author: str, date: str) -> str:
    """Return who did something and when, as a reader says it: Director of Finance, 12 September 2025."""
    return ", ".join(filter(None, (author, day(date))))


def day(date: str) -> str:
    """Return the day of an ISO date and time in words; nothing for one that is none."""
    parts = date[:10].split("-")
    if len(parts) != 3 or not all(part.isdecimal() for part in parts) or not 1 <= int(parts[1]) <= 12:
        return ""
    return f"{int(parts[2])} {_MONTHS[int(parts[1]) - 1]} {parts[0]}"


# In the decision file ----------------------------------------------------------------------------------------------


def with_comments(source: Source, remarks: Sequence[Remark]) -> str:
    """Return the text of a file with each comment in lines of its own above the field that it stands on.

    One that is there already is not put there again, however its lines were broken.
    """
    newline = "\r\n" if "\r\n" in source.text else "\n"
    above: dict[int, dict[str, tuple[str, ...]]] = {}
    for remark in remarks:
        span = source.span(remark.path, key=True) if remark.path else None
        offset = span.start if span is not None else _first_line(source.text)
        at = source.text.rfind("\n", 0, offset) + 1
        line = source.text[at:].split("\n", 1)[0]
        indent = line[: len(line) - len(line.lstrip(" "))]
        lines = tuple(_comment_lines(remark, indent))
        above.setdefault(at, {}).setdefault(_words_of(lines), lines)
    text = source.text
    for at in sorted(above, reverse=True):
        before = text[:at].splitlines()
        standing: list[str] = []
        while before and before[-1].lstrip().startswith("#"):
            standing.insert(0, before.pop())
        there = _words_of(standing)
        new = [line for words, lines in above[at].items() if words not in there for line in lines]
        text = text[:at] + "".join(f"{line}{newline}" for line in new) + text[at:]
    return text


def _comment_lines(remark: Remark, indent: str) -> Iterator[str]:
    """Yield a comment as lines of a file: in one where it fits, else who and when first, and the words under that.

    No word of it can begin a line of its own: every line begins with the mark of a comment.
    """
    whole = f"{indent}# {' '.join(sentence(remark).split())}"
    paragraphs = [words for line in remark.text.splitlines() if (words := " ".join(line.split()))]
    if len(whole) <= _WIDTH and len(paragraphs) < 2:
        yield whole
        return
    yield from _wrapped(f"{' '.join(_who_on_what(remark).split())}:", f"{indent}# ", f"{indent}#   ")
    for at, words in enumerate(paragraphs):
        if at:
            yield f"{indent}#"
        yield from _wrapped(words, f"{indent}#   ", f"{indent}#   ")


def _wrapped(words: str, first: str, then: str) -> list[str]:
    return wrap(
        words, max(_WIDTH, len(then) + 40), initial_indent=first, subsequent_indent=then, break_long_words=False,
        break_on_hyphens=False,
    )  # fmt: skip


def _words_of(lines: Iterable[str]) -> str:
    """Return what lines of comments say, on one line."""
    return " ".join(" ".join(line.strip().lstrip("#") for line in lines).split())


def review_notes(source: Source, remarks: Sequence[Remark]) -> tuple[Edit, ...]:
    """Return the changes that put comments among the file's `review_notes`, without those that are there already."""
    held = source.tree.get("review_notes") if isinstance(source.tree, dict) else None
    standing = [note for note in held if isinstance(note, dict)] if isinstance(held, list) else []
    known = {(str(note.get("text", "")).strip(), str(note.get("at", ""))) for note in standing}
    new = []
    for remark in remarks:
        text = " / ".join(remark.text.splitlines())
        text = f"On “{remark.words}”: {text}" if remark.words and not remark.answers else text
        note = {
            "text": text,
            "at": show_path(remark.path),
            "by": remark.author,
            "on": remark.date[:10] if day(remark.date) else "",
            "resolved": "yes" if remark.resolved else "",
        }
        note = {name: value for name, value in note.items() if value}
        if (text, note.get("at", "")) not in known:
            new.append(note)
    at = len(held) if isinstance(held, list) else 0
    if not new:
        return ()
    if not isinstance(held, list):
        return (Put(("review_notes",), new),)
    return tuple(Insert(("review_notes",), at, note) for note in new)


def _first_line(text: str) -> int:
    """Return where the first line begins that is no comment."""
    at = 0
    for line in text.splitlines(keepends=True):
        if line.strip() and not line.lstrip().startswith("#"):
            return at
        at += len(line)
    return 0
