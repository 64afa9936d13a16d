"""Lines of a text: their ends, indents and numbers, and which text is plain."""

import re

BREAK = "\v"
"""A line break inside a paragraph, as Word pastes it."""

_LINE_ENDS = re.compile("\r\n?")
_PARAGRAPH_ENDS = re.compile("[\f\u2029]")
_DOUBTFUL = ("  \n", "|", "[", "@", "://", "www.", "WWW.", "<", "\\", "\t", "\r", "\f", "\v", *"\u2028\u2029\x02\x03")
_MARKUP_AT_LINE_START = re.compile(
    r"[ \u00a0]*(?:[-+–·#>•●▪◦‣■\uf0b7\uf0a7\uf0d8]|:::|o\s|\(?(?:[0-9]+|[ivxIVX]+|[a-zA-Z])[.)](?:\s|$))"
)

_BEGINS_OTHERWISE = re.compile(r"\s*(?:\*(?!\*[^\s*])|$)")
_NO_WORDS = re.compile(f"{_BEGINS_OTHERWISE.pattern}|{_MARKUP_AT_LINE_START.pattern}")


class TemplateFault(Exception):  # noqa: N818 - a fault of the template, as its author knows it
    """A fault in the Markdown of a template: the line (from 1), what is wrong, how to mend it."""

    def __init__(self, line: int, message: str, hint: str) -> None:
        super().__init__(message)
        self.line = line
        self.message = message
        self.hint = hint


class Line(str):
    """One line of a text, without its end, and its number, from 1."""

    __slots__ = ("number",)

    number: int

    def __new__(cls, text: str, number: int) -> "Line":
        """Return the line with its number."""
        line = super().__new__(cls, text)
        line.number = number
        return line


def number_of(line: str) -> int:
    """Return the number of a line, or 0 where it has none."""
    return line.number if isinstance(line, Line) else 0


def read_lines(text: str) -> list[str]:
    """Return the lines of a text, whatever ends them, indented by spaces: a tab moves to the next fourth column."""
    text = _PARAGRAPH_ENDS.sub("\n\n", _LINE_ENDS.sub("\n", text)).replace("\u2028", BREAK)
    return [Line(_without_tabs(line), number) for number, line in enumerate(text.split("\n"), 1)]


def _without_tabs(line: str) -> str:
    words = line.lstrip(" \t")
    return line[: len(line) - len(words)].expandtabs(4) + words


def is_blank(line: str) -> bool:
    """Tell whether a line shows nothing."""
    return not line or line.isspace()


def indent_of(line: str) -> int:
    """Return how many columns a line is indented."""
    return len(line) - len(line.lstrip(" "))


def is_words(line: str) -> bool:
    """Tell whether a line is sure to be words of a paragraph, bold and italic ones at most: no other mark begins it."""
    return not (_BEGINS_OTHERWISE.match(line) or _MARKUP_AT_LINE_START.match(line) or "|" in line or "\v" in line)


def sure_paragraphs(text: str) -> tuple[list[str], str]:
    """Return the paragraphs that a text begins with, each on one line, and the rest of it, from what may be more.

    They are sure to be words, bold and italic ones at most. The rest begins with the last paragraph before it, as what
    stands before a list may say what it is.
    """
    for mark in _DOUBTFUL:
        if mark in text:
            return [], text
    paragraphs: list[str] = []
    words: list[str] = []
    start = last = at = 0
    for line in text.split("\n"):
        if not _NO_WORDS.match(line):
            if not words:
                start = at
            words.append(line.strip(" "))
        elif not is_blank(line):
            return paragraphs[:-1], text[last:] if paragraphs else text
        elif words:
            paragraphs.append(" ".join(words))
            words, last = [], start
        at += len(line) + 1
    if words:
        paragraphs.append(" ".join(words))
    return paragraphs, ""
