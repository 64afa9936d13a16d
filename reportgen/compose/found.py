"""What composing finds, at the words that it is about: in the decision, in the house style, or in a template."""

import re
from collections.abc import Sequence

from reportgen.base.finding import Finding, found_at
from reportgen.base.source import FieldPath, Source, Sources, Span


def found_in_field(
    files: Source | Sources, path: FieldPath, rule: str, message: str, *, hint: str = "", words: str = ""
) -> Finding:
    """Return a finding at a field of the file that holds it, or at the first words in it that match a pattern."""
    source, path = files.holding(path)
    return found_at(source, _at_words(source, source.span(path), words), rule, message, hint=hint, path=path)


def _at_words(source: Source, span: Span | None, pattern: str) -> Span | None:
    found = re.compile(pattern).search(source.text, span.start, span.end) if span and pattern else None
    return Span(found.start(), found.end()) if found else span


def found_in_style(sources: Sequence[Source], path: FieldPath, rule: str, message: str, *, hint: str = "") -> Finding:
    """Return a finding at a setting of a house style: in the first of its files that says it."""
    for source in sources:
        if span := source.places.value(path):
            return found_at(source, span, rule, message, hint=hint, path=path)
    return found_at(sources[0] if sources else Source("", ""), None, rule, message, hint=hint, path=path)
