"""What was pulled, as an officer reads it in a terminal: field by field, what stood there and what stands there now.

Words that were taken out stand in [-…-], words that were put in in {+…+}; long stretches that stayed are shortened.
"""

from collections.abc import Iterator, Sequence
from textwrap import wrap
from typing import Final

from reportgen.base.source import Source, show_path
from reportgen.pull.changes import Change, Pulled, Remark, Unplaced, What
from reportgen.pull.comments import findings_of, signed
from reportgen.pull.lines import cut
from reportgen.pull.matching import in_steps

_WIDTH: Final = 100
_KEPT: Final = 8
"""How many words stay beside a change where many more did not change."""
_LABEL: Final = 9
_MOST_SHOWN: Final = 50
"""How many paragraphs of one change, and how many passages without a place, are shown; JSON holds all of them."""
_MOST_MARKED: Final = 200_000
"""Of how many characters the words that differ are looked for; longer texts are shown as they are."""


def report(pulled: Pulled, word_file: str, *, applying: bool) -> str:
    """Return what was pulled from a Word file, as text; `applying` says whether the changes are being made."""
    parts = [_head(pulled, word_file)]
    parts += [_remark(finding.message, finding.hint) for finding in pulled.findings]
    parts += ["\n".join(_change(change, pulled, applying=applying)) for change in pulled.changes]
    if pulled.remarks:
        parts.append("\n".join(_comments(pulled.remarks, pulled.source)))
    if pulled.unplaced:
        parts.append("\n".join(_unplaced(pulled.unplaced)))
    parts.append(closing(pulled, applying=applying))
    return "\n\n".join(_printable(part) for part in parts) + "\n"


def _head(pulled: Pulled, word_file: str) -> str:
    saved = signed(pulled.saved_by, pulled.saved_on) if pulled.saved_by else ""
    return f"{word_file} against {pulled.source.file}" + (f"\nLast saved by {saved}." if saved else "")


def _remark(message: str, hint: str) -> str:
    shown = "\n".join(wrap(message, _WIDTH, initial_indent="Note: ", subsequent_indent="      "))
    return shown + (f"\n      {hint}" if hint else "")


def closing(pulled: Pulled, *, applying: bool) -> str:
    """Return the line that counts what there is."""
    ready, refused = len(pulled.ready), len(pulled.changes) - len(pulled.ready)
    if not pulled.changes and not pulled.unplaced:
        comments = _count(len(pulled.remarks), "comment")
        if not pulled.remarks:
            return "Nothing was changed."
        there = "stands" if len(pulled.remarks) == 1 else "stand"
        how = "it" if len(pulled.remarks) == 1 else "them"
        told = f"{comments} {there} in the file" if applying else f"{comments}: --apply brings {how} into the file"
        return f"No words were changed; {told}."
    can = "applied" if applying else "can be applied"
    parts = [f"{_count(ready, 'change')} {can}"]
    if refused:
        parts.append(f"{_count(refused, 'change')} not")
    if pulled.unplaced:
        parts.append(f"{_count(len(pulled.unplaced), 'passage')} without a place in the file")
    hint = "" if applying or not ready else " Nothing was written: --apply writes what can be applied."
    return f"{', '.join(parts)}.{_counted_comments(pulled)}{hint}"


def _counted_comments(pulled: Pulled) -> str:
    return f" {_count(len(pulled.remarks), 'comment')}." if pulled.remarks else ""


def _count(number: int, what: str) -> str:
    return f"1 {what}" if number == 1 else f"{number} {what}s"


# Changes -----------------------------------------------------------------------------------------------------------


def _change(change: Change, pulled: Pulled, *, applying: bool) -> Iterator[str]:
    place = where(change, pulled.source)
    by = signed(change.author, change.date)
    yield f"{place}: {change.what.value}{f', by {by}' if by else ''}{_sure(change)}"
    if change.conflict:
        now, word = _both_marked(change)
        if change.base:
            yield from _line("then", change.base)
        yield from _line("file now", now)
        yield from _line("Word", word)
        yield from _line("conflict", change.refusal)
        return
    if change.what is What.MOVED:
        yield from _line("text", change.before)
    else:
        before, after = marked(change.before, change.after)
        if before:
            yield from _line("before", before)
        if after or not before or change.after == "":
            yield from _line("after", after or "(taken out)")
    if change.note:
        yield from _line("note", change.note)
    if change.edit is None:
        yield from _line("refused", change.refusal)
    elif applying:
        yield from _line("applied", f"to `{show_path(change.path)}`")


def _both_marked(change: Change) -> tuple[str, str]:
    """Return what the file and what the Word file say, each with the words marked that it has anew."""
    if not change.base:
        return marked(change.before, change.after)
    return marked(change.base, change.before)[1], marked(change.base, change.after)[1]


def where(change: Change, source: Source) -> str:
    """Return where a change belongs: the file, its line, the field."""
    span = source.span(change.path) if change.path else None
    field = show_path(change.path)
    if span is None:
        return field or "the document"
    return f"{source.file}:{source.location(span.start).line}: {field}"


def _sure(change: Change) -> str:
    return f" (found by its words, {change.sureness:.0%} sure)" if change.sureness < 1 else ""


def _line(label: str, text: str) -> Iterator[str]:
    lead = f"  {label:<{_LABEL}}"
    for at, paragraph in enumerate(_first_of(text)):
        first = lead if at == 0 else " " * len(lead)
        yield from wrap(
            paragraph, _WIDTH, initial_indent=first, subsequent_indent=" " * len(lead), break_long_words=False,
            break_on_hyphens=False,
        ) or [first.rstrip() if at == 0 else ""]  # fmt: skip


def _first_of(text: str) -> list[str]:
    """Return the first lines of a text, with how many paragraphs more there are."""
    lines = text.split("\n")
    said = [at for at, line in enumerate(lines) if line.strip()]
    if len(said) <= _MOST_SHOWN:
        return lines
    return [*lines[: said[_MOST_SHOWN]], f"… and {len(said) - _MOST_SHOWN:,} more paragraphs"]


def marked(before: str, after: str) -> tuple[str, str]:
    """Return two versions of a text with the words marked that differ, and what is far from them left out."""
    if not before or not after or len(before) + len(after) > _MOST_MARKED:
        return before, after
    ours, theirs = cut(before), cut(after)
    # Where little stayed, every word would be marked; the two texts alone are plainer.
    one, other = [], []
    for is_same, first, last, start, end in in_steps(ours, theirs, str.isspace):
        gone, come = "".join(ours[first:last]), "".join(theirs[start:end])
        if is_same:
            one.append(gone)
            other.append(come)
        else:
            one.append(_bracketed(gone, "[-", "-]"))
            other.append(_bracketed(come, "{+", "+}"))
    return _shortened(one, "[-"), _shortened(other, "{+")


def _bracketed(text: str, begins: str, ends: str) -> str:
    """Return words in brackets, each paragraph in its own, the spaces round them outside."""
    shown = []
    for line in text.split("\n"):
        words = line.strip()
        shown.append(line.replace(words, f"{begins}{words}{ends}", 1) if words else line)
    return "\n".join(shown)


def _shortened(parts: Sequence[str], mark: str) -> str:
    """Return a text with the middle of long stretches left out that are far from a change."""
    shown = []
    for at, part in enumerate(parts):
        if mark in part:
            shown.append(part)
            continue
        words = part.split(" ")
        first, last = at > 0, at < len(parts) - 1
        keep = _KEPT * (first + last)
        if keep and len(words) > keep + 4:
            begin = words[:_KEPT] if first else []
            end = words[-_KEPT:] if last else []
            part = " ".join([*begin, "…", *end])
        shown.append(part)
    return "".join(shown)


# Comments and the rest ---------------------------------------------------------------------------------------------


def _comments(remarks: Sequence[Remark], source: Source) -> Iterator[str]:
    yield "Comments"
    for remark, found in zip(remarks, findings_of(remarks, source), strict=True):
        lead = "    " if remark.answers else "  "
        place = f"{found.location.file}:{found.location.line}: " if found.location.line else f"{source.file}: "
        field = f"{show_path(remark.path)}: " if remark.path else ""
        yield from wrap(
            place + field + found.message, _WIDTH, initial_indent=lead, subsequent_indent="    ",
            break_long_words=False,
        )  # fmt: skip


def _unplaced(passages: Sequence[Unplaced]) -> Iterator[str]:
    yield "Without a place in the file: put these in by hand"
    for passage in passages[:_MOST_SHOWN]:
        by = signed(passage.author, passage.date)
        text = f"{passage.where}{f', by {by}' if by else ''}: “{passage.text}”"
        yield from wrap(text, _WIDTH, initial_indent="  ", subsequent_indent="    ", break_long_words=False)
    if len(passages) > _MOST_SHOWN:
        yield f"  … and {len(passages) - _MOST_SHOWN:,} more passages"


def _printable(text: str) -> str:
    return "".join(c if c.isprintable() or c == "\n" else "\ufffd" for c in text.replace("\t", " "))
