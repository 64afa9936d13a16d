"""The texts of a record as rules read them: what its author says, without references, mark-up and quotations."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any, Final, get_args

from reportgen.base.source import FieldPath
from reportgen.model.notes import NAME
from reportgen.model.papers import PAPER
from reportgen.model.record import Record, by_attribute
from reportgen.model.story import Quotation
from reportgen.model.values import Money, Prose, Reader, read_line
from reportgen.model.walk import SINGLE

REFERENCE_MARK: Final = "\ufffc"
"""What stands in a plain text for a reference to the record, `{{ extension.end }}`."""

_DIGIT = re.compile(r"[0-9]")
_REFERENCE = re.compile(r"\{\{.*?\}\}", re.DOTALL)
_QUOTED = re.compile(r"^[ \t]*>.*$", re.MULTILINE)
_LINK = re.compile(r"!?\[([^\]\n]*)\]\([^)\n]*\)")
_CODE = re.compile(r"`[^`\n]*`")
_ADDRESS = re.compile(r"(?:https?://|mailto:|www\.)\S+|\S+@[\w-]+(?:\.[\w-]+)+")
_NOTE = re.compile(rf"\[\^{NAME}\]:?")
_EMPHASIS = re.compile(r"(?<!\w)[*_]{1,3}(?=\S)|(?<=\S)[*_]{1,3}(?!\w)")


@dataclass(frozen=True)
class Text:
    """A text of a file: where it stands and what is written there. A line is a short text that is no Markdown."""

    path: FieldPath
    written: str
    is_line: bool = False
    is_quotation: bool = False

    @cached_property
    def plain(self) -> str:
        """Return the text in its author's own words: references are a mark, quotations and addresses are blank.

        Lines stay lines, and those of a quotation its sign, so that paragraphs, lists and quotations can be told apart.
        """
        if self.is_quotation:
            return ""
        text = _REFERENCE.sub(REFERENCE_MARK, self.written) if "{{" in self.written else self.written
        if "@" in text or "://" in text or "www." in text or "mailto:" in text:
            text = _ADDRESS.sub(" ", text) if self.is_line else _ADDRESS.sub(" ", _LINK.sub(r"\1", text))
        if self.is_line:
            return text
        if ">" in text:
            text = _QUOTED.sub(">", text)
        if "](" in text:
            text = _LINK.sub(r"\1", text)
        if "[^" in text:
            text = _NOTE.sub("", text)
        if "`" in text:
            text = _CODE.sub(" ", text)
        return _EMPHASIS.sub("", text) if "*" in text or "_" in text else text

    @cached_property
    def lowered(self) -> str:
        """Return the plain text in small letters."""
        return self.plain.lower()

    @cached_property
    def has_digits(self) -> bool:
        """Return whether a digit is typed in the text."""
        return _DIGIT.search(self.plain) is not None

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """Return the plain text's paragraphs, list entries and table rows, each on one line."""
        found = re.split(r"\n\s*\n|\n(?=\s*(?:[-*•–|]|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)])\s)", self.plain)
        return tuple(line for line in (" ".join(part.split()) for part in found) if line)


_WITHOUT_WORDS: Final = (SINGLE - {str}) | {Money}
"""Types of value that hold no text, by far the most there are."""


def texts_in(record: Record, path: FieldPath = ()) -> Iterator[Text]:
    """Yield the texts of a record: prose by passage, and the single lines, ids and addresses left out.

    The papers that a meeting takes are judged in files of their own.
    """
    quoted = isinstance(record, Quotation)
    known, lines = by_attribute(type(record)), _line_fields(type(record))
    for attribute, value in record.__dict__.items():
        if not value or type(value) in _WITHOUT_WORDS or attribute == PAPER:
            continue
        is_line = attribute in lines
        if isinstance(value, (Prose, Record, tuple)):
            here = (*path, known[attribute].key)
            yield from _texts(value, here, is_line=is_line, is_quotation=quoted)
        elif is_line and isinstance(value, str):
            yield Text((*path, known[attribute].key), value, is_line=True, is_quotation=quoted)


def _texts(value: object, path: FieldPath, *, is_line: bool, is_quotation: bool) -> Iterator[Text]:
    if isinstance(value, Prose):
        for passage in value.passages:
            yield Text((*path, *passage.steps), passage.text, is_quotation=is_quotation)
    elif isinstance(value, Record):
        yield from texts_in(value, path)
    elif isinstance(value, tuple):
        for place, element in enumerate(value):
            if isinstance(element, str):
                if is_line:
                    yield Text((*path, place), element, is_line=True, is_quotation=is_quotation)
            else:
                yield from _texts(element, (*path, place), is_line=is_line, is_quotation=is_quotation)


@cache
def _line_fields(kind: type[Record]) -> frozenset[str]:
    """Return the attributes of a kind of record that hold a line of text, or a list of them."""
    return frozenset(name for name, field in kind.model_fields.items() if _is_line((field.annotation, *field.metadata)))


def _is_line(marks: tuple[Any, ...]) -> bool:
    for mark in marks:
        if isinstance(mark, Reader):
            if mark.read is read_line:
                return True
        elif _is_line(get_args(mark)):
            return True
    return False
