"""Lines of a text: their ends, indents and numbers, and which text is plain."""

import re

BREAK = "\v"
"""A line break inside a paragraph, as Word pastes it."""

_LINE_ENDS = re.compile("\r\n?")
_PARAGRAPH_ENDS = re.compile("[\f\u2029]")
_MARKUP = re.compile("[\\\\*_\\[<|@\t\r\f\v\u2028\u2029\x02\x03]")
_MARKUP_AT_LINE_START = re.compile(
    r"[ \u00a0]*(?:[-+–·#>•●▪◦‣■\uf0b7\uf0a7\uf0d8]|:::|o\s|\(?(?:[0-9]+|[ivxIVX]+|[a-zA-Z])[.)](?:\s|$))"
)

_BEGINS_OTHERWISE = re.compile(r"\s*(?:\*(?!\*[^\s*])|$)")


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


def plain_paragraphs(text: str) -> list[str] | None:
    """Return the paragraphs of a text that has no character that could be markup; None where one could be."""
    if _MARKUP.search(text) or "://" in text:
        return None
    if "\n" not in text:
        if _MARKUP_AT_LINE_START.match(text):
            return None
        return [] if is_blank(text) else [text.strip(" ")]
    if "  \n" in text:
        return None
    paragraphs: list[str] = []
    words: list[str] = []
    for line in text.split("\n"):
        if _MARKUP_AT_LINE_START.match(line):
            return None
        if not is_blank(line):
            words.append(line.strip(" "))
        elif words:
            paragraphs.append(" ".join(words))
            words = []
    if words:
        paragraphs.append(" ".join(words))
    return paragraphs
