"""What a public redline would give away: words that were public once, and that the newer version keeps exempt."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from reportgen.document.nodes import Document
from reportgen.document.walk import words

_SENTENCE_END: Final = re.compile(r"(?<=[.!?;:])\s+")
_TELLING: Final = re.compile(r"\S\s+\S|\d")
"""What says something: two words, or a figure. One word, as the head of a column, stands in any paper."""


def no_longer_public(old: Document, new: Document, exempt: Document, public: Iterable[str] = ()) -> tuple[str, ...]:
    """Return the sentences of an older public copy that only the exempt copy of the newer version holds.

    A redline of the two public copies would show them as taken out. `public` are texts of the newer record that anybody
    may read, though this document doesn't print them.
    """
    texts = (*words(new.blocks), *public)
    kept = set(_sentences(words(exempt.blocks))) - set(_sentences(texts))
    return tuple(dict.fromkeys(said for said in _sentences(words(old.blocks)) if said in kept))


def _sentences(texts: Iterable[str]) -> Iterator[str]:
    for said in texts:
        for sentence in _SENTENCE_END.split(" ".join(said.split())):
            if _TELLING.search(sentence):
                yield sentence
