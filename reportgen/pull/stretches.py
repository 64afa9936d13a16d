"""The stretches of a document and the Word file that was made of it: which is which, and what is looked for there."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from reportgen.base.source import show_path
from reportgen.document.anchors import Anchor, Holds
from reportgen.pull.laid import Laid
from reportgen.pull.manifest import Manifest, Said
from reportgen.pull.placing import Stretch, texts_of
from reportgen.pull.word import WordFile


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
    """Return which entry of a list each that the Word file names is now: the one that says most of what it said."""
    said: dict[str, Counter[tuple[str, str]]] = {}
    says: dict[str, Counter[tuple[str, str]]] = {}
    for block in manifest.blocks:
        said.setdefault(_entry_of(block.path), Counter())[_pattern(block.path), block.sha256] += 1
    for anchor in laid.anchors:
        path = show_path(anchor.path)
        says.setdefault(_entry_of(path), Counter())[_pattern(path), laid.hash_of(anchor)] += 1
    if said == says:
        return {}
    lists: dict[str, list[str]] = {}
    for entry in says:
        lists.setdefault(_pattern(entry), []).append(entry)
    return {
        entry: max(
            lists.get(_pattern(entry), [entry]),
            key=lambda other: ((says.get(other, Counter()) & words).total(), other == entry),
        )
        for entry, words in said.items()
    }


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


def with_known_anchors(word: WordFile, manifest: Manifest | None, ids: Mapping[str, Anchor], laid: Laid) -> WordFile:
    """Return the Word file without its anchors where nothing says what they stand for and they don't fit."""
    if manifest is not None and manifest.blocks:
        return word
    told = [(line, ids[line.anchors[0][0]]) for line in word.lines if line.anchors and line.anchors[0][0] in ids]
    fits = sum(line.text in texts_of(laid.lines[anchor.id]) for line, anchor in told)
    if fits * 2 >= len(told):
        return word
    return replace(word, lines=tuple(replace(line, anchors=()) for line in word.lines))
