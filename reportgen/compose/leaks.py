"""The last guard before a public copy is written: no exempt sum, name or figure may stand in its words.

What the public may not see was taken out of the record before anything was composed. An officer may still have typed
it into public prose, which this finds (SI 2012/2089, regulation 20(2)).
"""

import re
from collections.abc import Iterable, Iterator

from reportgen.base.source import FieldPath
from reportgen.document.nodes import Block, Chart, Document, Figure, List, Table
from reportgen.document.walk import inlines_of, notes_in, plain_text, walk
from reportgen.model.exempt_values import Secrets, found_in


def leaks(secrets: Secrets, document: Document) -> Iterator[tuple[FieldPath, str]]:
    """Yield each secret that a document says, with the field that says it; no field for the document's properties."""
    if secrets.are_none:
        return
    for words in (document.title, document.subject, *document.keywords):
        yield from (((), found) for found in found_in(words, secrets))
    for block in walk(document.blocks):
        for words in _words_of(block):
            yield from ((_origin_path(block), found) for found in found_in(words, secrets))


def leaks_in_name(secrets: Secrets, stem: str) -> Iterator[str]:
    """Yield each secret that the name of a file says, under which public copies are written."""
    said = (span for name in (stem, stem.title()) for span in secrets.spans(name))
    yield from dict.fromkeys(stem[start:end] for start, end in said)


def once_a_place(said: Iterable[tuple[FieldPath, str]]) -> list[tuple[FieldPath, str]]:
    """Return leaks without those that say what another says in a field inside theirs, or in any field at all."""
    listed = sorted(set(said), key=lambda one: (-len(one[0]), str(one)))
    kept: list[tuple[FieldPath, str]] = []
    for path, words in listed:
        plain = _plain(words)
        if not any(known[: len(path)] == path and _plain(other) == plain for known, other in kept):
            kept.append((path, words))
    return sorted(kept, key=str)


def _plain(words: str) -> str:
    return re.sub(r"\s", "", words).casefold().removeprefix("£")


def _words_of(block: Block) -> Iterator[str]:
    """Yield what a block says to a reader: its words, and those of a picture, chart or table about itself."""
    yield plain_text(inlines_of(block))
    yield from (plain_text(note.children) for note in notes_in(inlines_of(block)))
    yield getattr(block, "id", "")
    if isinstance(block, List):
        yield from (entry.id for entry in block.entries)
    if isinstance(block, Table):
        yield block.summary
    if isinstance(block, Figure):
        yield block.alternative
        if isinstance(block.image, Chart):
            yield from (block.image.title, *block.image.categories)
            yield from (text for run in block.image.series for text in (run.name, *run.shown))


def _origin_path(block: Block) -> FieldPath:
    """Return the field that a block comes from."""
    origin = getattr(block, "origin", None)
    return origin.path if origin is not None else ()
