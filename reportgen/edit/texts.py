r"""One text as YAML: plain, in quotation marks, or as a block after `|` or `>`, and in which of these it may stand.

`Form` is what stands after a field's colon or a list's dash: what begins on that line, and whole lines below it.
"""

import re
from dataclasses import dataclass
from typing import Final

from reportgen.edit.edits import CannotSpliceError
from reportgen.load.text import UNPRINTABLE, character_hint, character_name

LONG: Final = 80
"""A text of more characters than this is not left beside its field's name where the file has no habit of its own."""

_BLANK: Final = frozenset(("", "~", "null"))
_INDICATORS: Final = frozenset(",[]{}#&*!|>'\"%@`“‘„=")
_NOT_PLAIN: Final = re.compile(r":(?=\s|$)|\s#|[\t\n\r]|^\s|\s$|^(?:---|\.\.\.|<<)")
_NOT_PLAIN_IN_BRACKETS: Final = re.compile(r"[,\[\]{}]|:[,\[\]{}]|^[-?:]")
_ESCAPES: Final = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}
_WIDE_BLANK: Final = re.compile(r"[^\S \n]")
_BLANK_AT_AN_END: Final = re.compile(r"(?m)^[^\S\n]|[^\S\n]$")
_SPACE_TO_BREAK: Final = re.compile(r"(?<=\S) (?=\S)")


@dataclass(frozen=True, slots=True)
class Form:
    """A value as it stands after a colon or dash: on that line, and in lines of their own below."""

    inline: str
    lines: tuple[str, ...] = ()


def check_text(text: str) -> None:
    """Raise CannotSpliceError for a character that no file of ours may hold."""
    if match := UNPRINTABLE.search(text):
        what, mend = character_name(match.group()), character_hint(match.group())
        raise CannotSpliceError(f"The text holds {what}, which no document can: {mend}.")


def may_be_plain(text: str, *, in_brackets: bool = False) -> bool:
    """Return whether a text without quotation marks is read as itself, and by no program as anything else."""
    if text.lower() in _BLANK or text[0] in _INDICATORS or _NOT_PLAIN.search(text) or _WIDE_BLANK.search(text[:1]):
        return False
    if text[0] in "-?:" and not text[1:2].strip():
        return False
    return not (in_brackets and _NOT_PLAIN_IN_BRACKETS.search(text))


def quoted(text: str, mark: str, *, kept: bool = False) -> str:
    """Return a text in quotation marks, of the kind given where it can be read in them or they are to be `kept`."""
    if re.search(r"[\n\t\r]", text) or (mark == '"' and (kept or "'" in text or not re.search(r'["\\]', text))):
        return '"' + "".join(_ESCAPES.get(character, character) for character in text) + '"'
    return "'" + text.replace("'", "''") + "'"


def on_a_line(text: str, style: str, mark: str, *, in_brackets: bool = False) -> str:
    """Return a text on one line: in the style it had where that still fits (`"`, `'` or plain), or in marks."""
    if style in ("'", '"'):
        return quoted(text, style, kept=True)
    return text if may_be_plain(text, in_brackets=in_brackets) else quoted(text, mark)


def may_be_block(text: str) -> bool:
    """Return whether a text can stand after `|`: it has something to read, and no line end but YAML's own."""
    return bool(text.strip(" \n\t")) and "\r" not in text


def block(text: str, style: str, indent: int, parent: int) -> Form:
    """Return a text after `|` or `>`, its lines indented by so many characters, in a group or list indented less."""
    body = text.rstrip("\n")
    ends = len(text) - len(body)
    sign = str(indent - parent) if re.match(r"\n*[ \t]", text) else ""
    header = f"{style}{sign}{'-+'[ends > 1] if ends != 1 else ''}"
    lines = body.split("\n") + [""] * (ends - 1)
    return Form(header, tuple(" " * indent + line if line else "" for line in lines))


def may_be_folded(text: str) -> bool:
    """Return whether a text reads the same when its lines are folded after `>`: no line begins or ends with a blank."""
    return (
        may_be_block(text) and not re.search(r"(?m)^[^\S\n]|[^\S\n]$", text.strip("\n")) and not text.startswith("\n")
    )


def folded(text: str, indent: int, width: int, before: str = "") -> Form:
    """Return a text after `>`, in lines of at most so many characters, broken where the one before it was."""
    body = text.rstrip("\n")
    ends = len(text) - len(body)
    header = f">{'-+'[ends > 1] if ends != 1 else ''}"
    lines: list[str] = []
    for place, paragraph in enumerate(body.split("\n")):
        lines += [""] * bool(place)
        lines += wrapped(paragraph, width - indent, before) if paragraph else []
    lines += [""] * (ends - 1)
    return Form(header, tuple(" " * indent + line if line else "" for line in lines))


def wrapped(text: str, width: int, before: str = "") -> list[str]:
    r"""Return a text in lines, broken at single spaces only, and as the text before it (with its `\n`) while alike.

    So a word put right in a paragraph changes one line of the file, or the lines from there to where they fall into
    step again, and not the whole paragraph.
    """
    words = _SPACE_TO_BREAK.split(text)
    old_lines = [line.strip() for line in before.split("\n") if line.strip()]
    old_words = [_SPACE_TO_BREAK.split(line) for line in old_lines]
    alike = _alike_ends(words, [word for line in old_words for word in line])
    head, at = _whole_lines(old_words, alike[0])
    tail, upto = _whole_lines(old_words[::-1], min(alike[1], len(words) - at))
    middle = words[at : len(words) - upto]
    kept = [" ".join(line) for line in old_words[:head]]
    rest = [" ".join(line) for line in old_words[len(old_words) - tail :]] if tail else []
    return kept + _filled(middle, width) + rest


def _alike_ends(new: list[str], old: list[str]) -> tuple[int, int]:
    """Return how many words two texts have in common at their beginning, and then at their end."""
    most = min(len(new), len(old))
    first = next((n for n in range(most) if new[n] != old[n]), most)
    most -= first
    last = next((n for n in range(most) if new[-1 - n] != old[-1 - n]), most)
    return first, last


def _whole_lines(lines: list[list[str]], words: int) -> tuple[int, int]:
    """Return how many lines are made of so many words at most, and how many words they hold."""
    taken = held = 0
    for line in lines:
        if held + len(line) > words:
            break
        taken, held = taken + 1, held + len(line)
    return taken, held


def _filled(words: list[str], width: int) -> list[str]:
    lines: list[str] = []
    for word in words:
        if lines and len(lines[-1]) + 1 + len(word) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines
