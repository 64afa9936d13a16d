"""An edited Word file, pulled back: what changed in which field, and the decision file with that made.

The Word file says what it was made from and what each stretch said then. The document is composed anew from that
version of the decision file, each stretch of the Word file is laid beside its own, and every change is tried out on the
file as it stands now before it is offered.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Final

from reportgen import __version__
from reportgen.base.finding import Finding, Severity
from reportgen.base.source import Location, Source
from reportgen.compose.minutes import MINUTES
from reportgen.document.anchors import Anchor
from reportgen.edit.edits import Insert
from reportgen.edit.splice import CannotSpliceError, spliced
from reportgen.history.repository import HistoryError, repository_of
from reportgen.load.yaml_file import source_from
from reportgen.model.audience import Audience
from reportgen.model.meeting import Meeting
from reportgen.model.papers import PAPER
from reportgen.pipeline import Order, kinds, mark_of, record_mark, styles, template_folders
from reportgen.pull.changes import Change, Pulled, edits_of
from reportgen.pull.comments import remarks_of, review_notes, with_comments
from reportgen.pull.compare import Sides
from reportgen.pull.laid import Laid, lay_out
from reportgen.pull.manifest import Manifest, read_manifest
from reportgen.pull.moved import Moved
from reportgen.pull.package import UnreadableError
from reportgen.pull.placing import Placed, placed
from reportgen.pull.pulling import Pulling
from reportgen.pull.stretches import stretches_by_id, wanted, with_known_anchors
from reportgen.pull.trial import after_edits, tried
from reportgen.pull.word import WordFile, read_word

_MOST_VERSIONS: Final = 100
"""How many versions of a file, the newest first, are looked through for the one that a Word file was made from."""
_OF_PAPER: Final = re.compile(rf"items\[(\d+)\]\.{PAPER}\.")
"""The beginning of the path of what a meeting prints of a decision."""
_OURS: Final = 0.3
"""The share of what we print that a file must say, at the least, to be taken for an edited copy of it."""


class CannotPullError(Exception):
    """A Word file that can't be pulled; the message says why, the hint what to do."""

    def __init__(self, message: str, hint: str = "", findings: Sequence[Finding] = ()) -> None:
        super().__init__(message)
        self.message, self.hint, self.findings = message, hint, tuple(findings)


@dataclass(frozen=True, slots=True)
class Edited:
    """An edited Word file, read: what stands in it, and what it says that it was made from, if it says so."""

    word: WordFile
    manifest: Manifest | None


def read_edited(content: bytes, *, original: bool = False) -> Edited:
    """Return an edited Word file, read. Raises CannotPullError for one that can't be."""
    try:
        word = read_word(content, original=original)
        return Edited(word, read_manifest(word.package))
    except UnreadableError as fault:
        raise CannotPullError(fault.message, fault.hint) from None


def pull(edited: Edited, path: Path, shown: str, templates: Sequence[Path] = ()) -> Pulled:
    """Return what an edited Word file changes in the decision or meeting file at `path`, which findings call `shown`.

    Nothing is written. Raises CannotPullError where the two can't be laid side by side.
    """
    manifest = edited.manifest
    order = _in_a_style_there_is(_order(manifest, templates), path)
    now = _laid(path, shown, order)
    base = _base(manifest, now, path, shown, order)
    ids = stretches_by_id(manifest, base or now)
    _check_same_decision(manifest, ids, now, path, has_moved_on=base is not now)
    word = with_known_anchors(edited.word, manifest)
    where = placed(word.lines, wanted(manifest, ids, base or now))
    _check_ours(where, manifest, ids, base or now, shown)
    sides = _sides(base, now)
    pulling = Pulling(word, where, manifest, ids, sides, base is not None)
    changes = tried(pulling.changes(), now, path, order).changes
    by, on = _last_saved(word, now)
    return Pulled(
        source=now.source,
        changes=tuple(sorted(changes, key=lambda change: _line_of(change, now.source))),
        remarks=tuple(remarks_of(word, where, ids, sides.base.lines)),
        unplaced=tuple(pulling.unplaced()),
        findings=tuple(_told(edited, manifest, now, base, ids)),
        saved_by=by,
        saved_on=on,
    )


def applied(pulled: Pulled, chosen: Sequence[Change] | None = None) -> str:
    """Return the text of the decision file with the chosen changes made, all of those that can be by default.

    Raises CannotPullError where they can't be made together.
    """
    edits = edits_of(pulled.ready if chosen is None else chosen)
    try:
        return spliced(pulled.source, edits)
    except CannotSpliceError as fault:
        raise CannotPullError(str(fault)) from None


def written(pulled: Pulled, comments: str) -> str:
    """Return the text of the decision file with every change made that can be, and with its comments.

    `comments` is `yaml` for lines above their fields, `review` for `review_notes`. Raises CannotPullError.
    """
    text = applied(pulled)
    if not pulled.remarks:
        return text
    edits = pulled.ready
    remarks = [replace(remark, path=after_edits(remark.path, edits)) for remark in pulled.remarks]
    source, _ = source_from(text.encode("utf-8"), pulled.source.file)
    if source is None:
        raise CannotPullError("The file can't be read once the changes are made.")
    if comments == "yaml":
        return with_comments(source, remarks)
    try:
        return spliced(source, review_notes(source, remarks))
    except CannotSpliceError as fault:
        raise CannotPullError(str(fault)) from None


# The two documents -------------------------------------------------------------------------------------------------


def _order(manifest: Manifest | None, templates: Sequence[Path]) -> Order:
    order = Order(templates=tuple(templates), rules=(), trace=True)
    if manifest is None:
        return order
    known = {audience.value: audience for audience in Audience}
    try:
        as_of = date.fromisoformat(manifest.as_of) if manifest.as_of else None
    except ValueError:
        as_of = None
    return replace(
        order,
        kind=manifest.kind or None,
        style=manifest.style or None,
        audience=known.get(manifest.audience, Audience.PUBLIC),
        as_of=as_of,
    )


def _in_a_style_there_is(order: Order, path: Path) -> Order:
    """Return an order in the decision's own house style where that which a Word file names is nowhere.

    Raises CannotPullError for a kind of document of which there is no template.
    """
    folders = (*order.templates, *template_folders(path))
    known = sorted({*kinds("decision", folders), *kinds("meeting", folders)})
    if order.kind is not None and order.kind not in known:
        raise CannotPullError(
            f"The Word file was made as a `{order.kind}`, and there is no template of that name here any more.",
            f"put `{order.kind}.md.j2` back in your `templates` folder; there are "
            f"{', '.join(f'`{kind}`' for kind in known)}",
        )
    return order if order.style in (None, *styles(folders)) else replace(order, style=None)


def _laid(path: Path, shown: str, order: Order) -> Laid:
    laid = lay_out(path, shown, order)
    if isinstance(laid, Laid):
        return laid
    raise CannotPullError(
        "The file has faults, so that no paper can be made of it to lay the Word file beside.",
        f"mend what `reportgen check {shown}` finds, then pull",
        laid,
    )


def _base(manifest: Manifest | None, now: Laid, path: Path, shown: str, order: Order) -> Laid | None:
    """Return the document that the Word file was made from; None where that version is nowhere to be found."""
    if manifest is None or not manifest.record or manifest.record == _mark(now, order):
        return now
    text = _version(manifest, path, shown, order)
    laid = lay_out(path, shown, replace(order, held=text)) if text is not None else None
    return laid if isinstance(laid, Laid) else None


def _mark(laid: Laid, order: Order) -> str:
    """Return the hash that a Word file of this document bears of what it was made from."""
    return mark_of(laid.loaded.subject, order.audience) if laid.loaded.subject is not None else ""


def _version(manifest: Manifest, path: Path, shown: str, order: Order) -> bytes | None:
    """Return the version of a file that a Word file was made from, out of git."""

    def is_it(content: bytes) -> bool:
        return record_mark(path, shown, replace(order, held=content)) == manifest.record

    try:
        repository = repository_of(path)
        if repository is None:
            return None
        if manifest.commit:
            content = repository.content_at(manifest.commit, path)
            if content is not None and is_it(content):
                return content
        versions = repository.contents([commit.content for commit in repository.commits(path)][:_MOST_VERSIONS])
    except HistoryError:
        return None
    return next((content for content in versions.values() if is_it(content)), None)


def _sides(base: Laid | None, now: Laid) -> Sides:
    if base is None or base is now:
        return Sides(now, now)
    return Sides(base, now, Moved(base.source.tree, now.source.tree))


def _check_same_decision(
    manifest: Manifest | None, ids: Mapping[str, Anchor], now: Laid, path: Path, *, has_moved_on: bool
) -> None:
    if manifest is None:
        return
    council = now.loaded.council.id if now.loaded.council is not None else ""
    other_council = bool(manifest.council) and manifest.council != council
    other_decision = len(ids) < len(manifest.blocks) / 2 or (path.parent / Path(manifest.source).name).is_file()
    of_another_name = Path(manifest.source).name != path.name and has_moved_on
    if other_council or (of_another_name and other_decision):
        raise CannotPullError(
            f"This Word file was made from `{manifest.source}`, not from `{now.source.file}`.",
            "pull it into the file that it was made from, which is found by itself without --into",
        )


def _check_ours(where: Placed, manifest: Manifest | None, ids: Mapping[str, Anchor], laid: Laid, shown: str) -> None:
    if manifest is not None:
        return
    worded = [name for name, anchor in ids.items() if laid.lines[anchor.id]]
    share = sum(name in where.lines for name in worded) / max(1, len(worded))
    if share < _OURS:
        raise CannotPullError(
            f"The Word file says little of what the paper of `{shown}` says ({share:.0%} of its passages were found).",
            "is this the file that it was made from? If it is, too much was rewritten to be placed",
        )


# What else there is to say -----------------------------------------------------------------------------------------


def _told(
    edited: Edited, manifest: Manifest | None, now: Laid, base: Laid | None, ids: Mapping[str, Anchor]
) -> Iterator[Finding]:
    file = Location(now.source.file)

    def remark(rule: str, message: str, hint: str = "", severity: Severity = Severity.INFO) -> Finding:
        return Finding(rule, severity, file, message, hint)

    for words in edited.word.remarks:
        yield remark("PULL-FILE", words, severity=Severity.WARNING)
    if manifest is None:
        yield remark(
            "PULL-ANCHORS",
            "The Word file has lost what says what it was made from, as happens in Google Docs: its passages were "
            "found by their words, and compared with the file as it stands now.",
            "look at each change before it is applied",
            Severity.WARNING,
        )
        return
    if manifest.style and manifest.style != now.style:
        yield remark(
            "PULL-STYLE",
            f"The Word file was made in the house style `{manifest.style}`, which isn't here any more: it was compared "
            f"with the paper in `{now.style}`. What the two styles print differently may be told as a change.",
            f"put `templates/styles/{manifest.style}.yaml` back to have it compared in its own style",
            Severity.WARNING,
        )
    if manifest.generator and __version__ not in manifest.generator:
        yield remark("PULL-VERSION", f"The Word file was made by {manifest.generator}; this is {__version__}.")
    if base is not now:
        known = "" if base is not None else " That version isn't in git, so what it said is known by its marks alone."
        what, hint = _what_moved_on(manifest, now, ids)
        yield remark("PULL-MOVED-ON", f"{what} changed since the Word file was made.{known}", hint)
    elif len(ids) < len(manifest.blocks):
        count = len(manifest.blocks) - len(ids)
        passages = "1 passage is" if count == 1 else f"{count} passages are"
        yield remark("PULL-TEMPLATE", f"The templates have changed since: {passages} printed otherwise now.")


def _what_moved_on(manifest: Manifest, now: Laid, ids: Mapping[str, Anchor]) -> tuple[str, str]:
    """Return what is another than when a Word file was made, and what to do about minutes whose decision it is.

    A meeting prints what its decisions say: where all passages that are printed otherwise are of one of these, it is
    that which has moved on.
    """
    meeting = now.loaded.subject
    if not isinstance(meeting, Meeting) or not now.loaded.papers:
        return "The file has", ""
    changed = [_OF_PAPER.match(said.path) for said in manifest.blocks if said.id not in ids]
    places = {int(found[1]) - 1 for found in changed if found is not None}
    names = [item.decision for at, item in enumerate(meeting.items) if at in places and item.decision]
    if None in changed or not names:
        return "The file, or that of a decision which the meeting takes, has", ""
    hint = (
        "minutes built now say what the decision says now; to keep what was resolved, write it as `text:` under its "
        "entry of `resolutions:`"
    )
    said = " and ".join(f"`{name}`" for name in names)
    of_one = f"The decision {said}, which the meeting takes, has"
    of_several = f"The decisions {said}, which the meeting takes, have"
    return of_one if len(names) == 1 else of_several, hint if manifest.kind == MINUTES else ""


def _line_of(change: Change, source: Source) -> int:
    """Return where in the file a change belongs, for their order; those that belong nowhere come last."""
    edit = change.edit
    span = source.span(change.path) if change.path else None
    if isinstance(edit, Insert):
        before, last = source.places.value((*edit.path, edit.at)), source.places.value((*edit.path, edit.at - 1))
        if before is not None or last is not None:
            return before.start if before is not None else last.end if last is not None else 0
    return span.start if span is not None else len(source.text)


def _last_saved(word: WordFile, now: Laid) -> tuple[str, str]:
    """Return who saved the Word file last, and when, as the file itself says; nothing where that was reportgen."""
    try:
        root = word.package.part("docProps/core.xml")
    except UnreadableError:
        return "", ""
    said = {str(child.tag).rpartition("}")[2]: (child.text or "").strip() for child in root} if root is not None else {}
    by = " ".join(said.get("lastModifiedBy", "").split())
    council = now.loaded.council.name if now.loaded.council is not None else ""
    return ("", "") if by in ("", council) else (by, said.get("modified", ""))
