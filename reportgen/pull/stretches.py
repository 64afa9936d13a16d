"""The stretches of a document and the Word file that was made of it: which is which, and what is looked for there."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from reportgen.base.source import show_path
from reportgen.document.anchors import Anchor, Holds
from reportgen.pull.laid import Laid
from reportgen.pull.manifest import Manifest, Said
from reportgen.pull.placing import Stretch, texts_of
from reportgen.pull.word import WordFile

_Word = tuple[str, str]
"""A field of an entry without places in lists, and the hash of what it says."""
_Words = Counter[_Word]


def stretches_by_id(manifest: Manifest | None, laid: Laid) -> dict[str, Anchor]:
    """Return the stretches of a document by the ids that the Word file has for them: the same words, the same field."""
    if manifest is None or not manifest.blocks:
        return dict(laid.by_id)
    entries = _entries_by_name(manifest, laid)
    by_words: dict[tuple[str, str, str], list[Anchor]] = {}
    for anchor in laid.anchors:
        path = show_path(anchor.path)
        by_words.setdefault((_entry_of(path), _pattern(path), laid.hash_of(anchor)), []).append(anchor)
    found: dict[str, Anchor] = {}
    taken: set[str] = set()
    for exact in (True, False):
        for said in manifest.blocks:
            entry = _entry_of(said.path)
            alike = by_words.get((entries.get(entry, entry), _pattern(said.path), said.sha256), [])
            free = [one for one in alike if one.id not in taken and (one.id == said.id or not exact)]
            if said.id not in found and free:
                found[said.id] = free[0]
                taken.add(free[0].id)
    return found


def successor(manifest: Manifest, laid: Laid, said: Said, ids: Mapping[str, Anchor]) -> Anchor | None:
    """Return the stretch that stands for one of which the document has the words no more, None where none does.

    It is of the same field, in the entry that says most of what the entry said; of several, the one in its place.
    """
    entry = _entry_of(said.path)
    path = _entries_by_name(manifest, laid).get(entry, entry) + said.path[len(entry) :]
    alike = [anchor for anchor in laid.anchors if said.path and show_path(anchor.path) == path]
    places = [block.id for block in manifest.blocks if block.path == said.path]
    if len(alike) == len(places):
        return alike[places.index(said.id)]
    known = {anchor.id for anchor in ids.values()}
    return next((anchor for anchor in alike if anchor.id not in known), alike[0] if alike else None)


def _entries_by_name(manifest: Manifest, laid: Laid) -> dict[str, str]:
    """Return which entry of a list each that the Word file names is now: the one that says most of what it said.

    Each entry of the document stands for one only. One that says nothing of what an entry said is that entry where
    both are in the same place and nothing else is; an entry that has been taken out of the file stands for none, and
    is given the name that no field has.
    """
    said: dict[str, _Words] = {}
    says: dict[str, _Words] = {}
    for block in manifest.blocks:
        said.setdefault(_entry_of(block.path), Counter())[_pattern(block.path), block.sha256] += 1
    for anchor in laid.anchors:
        path = show_path(anchor.path)
        says.setdefault(_entry_of(path), Counter())[_pattern(path), laid.hash_of(anchor)] += 1
    if said == says:
        return {}
    holding: dict[_Word, list[str]] = {}
    for entry, words in says.items():
        for word in words:
            holding.setdefault(word, []).append(entry)
    found = {"": ""}
    for depth in sorted({entry.count("[") for entry in said} - {0}):
        own = [entry for entry in said if entry.count("[") == depth]
        pairs = [
            ((said[entry] & says[other]).total(), entry == other, -at, entry, other)
            for at, entry in enumerate(own)
            for other in _candidates(entry, said[entry], says, holding)
            if found.get(_entry_of(entry[:-1]), _entry_of(entry[:-1])) == _entry_of(other[:-1])
        ]
        taken: set[str] = set()
        for _, _, _, entry, other in sorted(pairs, key=lambda pair: pair[:3], reverse=True):
            if entry not in found and other not in taken:
                found[entry] = other
                taken.add(other)
        found.update({entry: _GONE for entry in own if entry not in found})
    return found


_GONE: Final = "(taken out)"
_MOST_ALIKE: Final = 20
"""Words that stand in more entries than this tell none of them from the others."""


def _candidates(
    entry: str, words: _Words, says: Mapping[str, _Words], holding: Mapping[_Word, Sequence[str]]
) -> set[str]:
    """Return the entries of the document that may stand for one: that of its place, and those that share words."""
    found = {entry} if entry in says else set()
    for word in words:
        found |= set(holding.get(word, ())) if len(holding.get(word, ())) <= _MOST_ALIKE else set()
    return found


def _entry_of(path: str) -> str:
    """Return the entry of a list that a field stands in, up to its place; empty for a field of none."""
    return path[: path.rfind("]") + 1]


def _pattern(path: str) -> str:
    """Return a path without the places in its lists."""
    return "".join(char for char in path if not char.isdecimal())


def wanted(manifest: Manifest | None, ids: Mapping[str, Anchor], laid: Laid) -> list[Stretch]:
    """Return the stretches to be looked for in a Word file, in their order, each with what we printed there."""
    names = [said.id for said in manifest.blocks] if manifest is not None and manifest.blocks else list(ids)
    wanted = []
    for name in names:
        anchor = ids.get(name)
        if anchor is None:
            wanted.append(Stretch(name, ()))
            continue
        lines = laid.lines[anchor.id]
        grows = anchor.holds is not Holds.WORDS and anchor.holds is not Holds.NOTICE and anchor.entry is None
        prose = any(t.source is not None and t.source.within for line in lines for t in line.tokens)
        has_table = any(line.shape.kind == "cell" for line in lines)
        wanted.append(Stretch(name, texts_of(lines), anchor.cell is not None, grows and prose, has_table))
    return wanted


def with_known_anchors(word: WordFile, manifest: Manifest | None) -> WordFile:
    """Return the Word file without its anchors where nothing says what they stand for.

    An id is a count in one document: in a copy for other readers, or of another version, it stands for something else.
    """
    if manifest is not None and manifest.blocks:
        return word
    return replace(word, lines=tuple(replace(line, anchors=()) for line in word.lines))
