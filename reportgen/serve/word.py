"""An edited Word file that is dropped on the page: what was done to it, and the chosen changes put into the text."""

import secrets
import threading
from collections import OrderedDict
from dataclasses import replace
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import Any, Final

from reportgen.base.source import FieldPath, Source, show_path
from reportgen.edit.merge import merged
from reportgen.edit.splice import CannotSpliceError, Edit, Put, Remove
from reportgen.load.yaml_file import source_from
from reportgen.pull.changes import Change, Pulled, Remark
from reportgen.pull.comments import with_comments
from reportgen.pull.pull import CannotPullError, Edited, applied, pull, read_edited
from reportgen.pull.trial import after_edits
from reportgen.serve.building import must_be_paper
from reportgen.serve.folder import Folder, held, plain
from reportgen.serve.refused import Refused
from reportgen.serve.told import change_told, findings_told
from reportgen.serve.writing import source_of

MOST_BYTES: Final = 20_000_000
_MOST_KEPT: Final = 8
"""How many Word files are remembered between showing what was done to them and applying it."""
_ITS_OWN_PAGE: Final = "open the paper that it was made from, and drop it there"
_SURE, _LIKELY = 0.95, 0.7


@lru_cache(maxsize=4)
def dropped_in(folder: Path) -> "Dropped":
    """Return what is remembered of the Word files that were dropped in a folder."""
    return Dropped(Folder(folder))


def read(folder: Path, place: Path, file: str, content: bytes) -> dict[str, Any]:
    """Return what was done to a Word file, and remember it."""
    return dropped_in(folder).read(place, file, content)


def apply(
    folder: Path, name: str, file: str, text: str, chosen: list[Any], settled: list[Any], *, with_remarks: bool
) -> dict[str, Any]:
    """Return a text with chosen changes of a Word file that is remembered."""
    return dropped_in(folder).apply(name, file, text, chosen, settled, with_remarks=with_remarks)


class Dropped:
    """The Word files that were dropped lately, read."""

    def __init__(self, folder: Folder) -> None:
        self._folder = folder
        self._kept: OrderedDict[str, tuple[str, Pulled]] = OrderedDict()
        self._lock = threading.Lock()

    def read(self, place: Path, file: str, content: bytes) -> dict[str, Any]:
        """Return what was done to a Word file of this paper. Raises Refused for one that can't be read or isn't."""
        must_be_paper(place)
        try:
            edited = read_edited(content)
            self._check_paper(edited, file)
            pulled = pull(edited, place, file)
        except CannotPullError as fault:
            more = {"findings": findings_told(fault.findings, "", file)} if fault.findings else {}
            raise Refused(422, fault.message, fault.hint, more) from fault
        name = secrets.token_urlsafe(12)
        with self._lock:
            self._kept[name] = (file, pulled)
            while len(self._kept) > _MOST_KEPT:
                self._kept.popitem(last=False)
        return {"pull": name, **_told(pulled)}

    def _check_paper(self, edited: Edited, file: str) -> None:
        """Raise Refused for a Word file that was made from another paper of the folder."""
        source = PurePosixPath(edited.manifest.source if edited.manifest is not None else file)
        if source.name == PurePosixPath(file).name:
            return
        others = [other for other in self._folder.files() if PurePosixPath(other).name == source.name]
        if others:
            raise Refused(422, f"The Word file was made from another paper, `{others[0]}`.", _ITS_OWN_PAGE)

    def apply(
        self, name: str, file: str, text: str, chosen: list[Any], settled: list[Any], *, with_remarks: bool
    ) -> dict[str, Any]:
        """Return a text with the chosen changes of a Word file in it, and its comments above their fields if wanted.

        `settled` says of fields that were changed on both sides what is to stand: the words of the Word file, or those
        that come with it. Raises Refused where they can't be put there.
        """
        with self._lock:
            known, pulled = self._kept.get(name, ("", None))
        if pulled is None or known != file:
            raise Refused(404, "This Word file is no longer remembered.", "drop it here again")
        if not all(type(at) is int and 0 <= at < len(pulled.changes) for at in chosen):
            raise Refused(400, "These are not changes of this Word file.", "drop it here again")
        before = plain(text)
        over = dict(_settled(one, pulled) for one in settled)
        changes = [
            replace(change, edit=over.get(at, change.edit))
            for at, change in enumerate(pulled.changes)
            if at in over or at in chosen
        ]
        after = _with(pulled, changes, file, before)
        if with_remarks and pulled.remarks:
            edits = [change for change in changes if change.edit is not None]
            remarks = [replace(remark, path=after_edits(remark.path, edits)) for remark in pulled.remarks]
            after = with_comments(source_of(file, after), remarks)
        return {"text": after, "change": change_told(before, after)}


def _settled(asked: object, pulled: Pulled) -> tuple[int, Edit]:
    """Return which conflict somebody has settled, and the change that this comes to."""
    at = asked.get("id") if isinstance(asked, dict) else None
    words = asked.get("words") if isinstance(asked, dict) else None
    over = pulled.changes[at].over if type(at) is int and 0 <= at < len(pulled.changes) else None
    if type(at) is not int or over is None or not isinstance(words, str | None):
        raise Refused(400, "These are not changes of this Word file.", "drop it here again")
    if words is None or not isinstance(over, Put):
        return at, over
    if not words.strip():
        return at, Remove(over.path)
    held = over.value if isinstance(over.value, str) else ""
    return at, Put(over.path, plain(words).rstrip() + held[len(held.rstrip()) :])


def _with(pulled: Pulled, chosen: list[Change], file: str, text: str) -> str:
    """Return the text of the browser with the chosen changes, which were found in the file as it was saved then."""
    try:
        made = plain(applied(pulled, chosen))
    except CannotPullError as fault:
        raise Refused(422, fault.message, fault.hint) from fault
    saved = plain(pulled.source.text)
    if text == saved:
        return made
    base, word = (source_from(held(one), file)[0] for one in (saved, made))
    if base is None or word is None:
        raise Refused(
            422, "The saved file can't be read as it stands.", "mend it and save it, then drop the file again"
        )
    try:
        both = merged(base, word, source_of(file, text))
    except CannotSpliceError as fault:
        raise Refused(422, str(fault)) from fault
    if both.conflicts:
        fields = ", ".join(show_path(one.path) for one in both.conflicts)
        message = f"What is changed in the Word file was changed here too and is not saved: {fields}."
        raise Refused(422, message, "leave these out, or save first and drop the file again")
    return both.text


def _told(pulled: Pulled) -> dict[str, Any]:
    source = pulled.source
    return {
        "source": source.file,
        "saved_by": pulled.saved_by,
        "saved_on": pulled.saved_on,
        "changes": [_change(at, change, source) for at, change in enumerate(pulled.changes)],
        "comments": [_comment(remark, source) for remark in pulled.remarks],
        "unplaced": [
            {"words": one.text, "why": one.where, "author": one.author, "date": one.date} for one in pulled.unplaced
        ],
        "findings": findings_told(pulled.findings, plain(source.text), source.file),
    }


def _change(at: int, change: Change, source: Source) -> dict[str, Any]:
    sure = "sure" if change.sureness >= _SURE else "likely" if change.sureness >= _LIKELY else "unsure"
    return {
        "id": at,
        "path": show_path(change.path),
        "at": list(change.path),
        "line": _line(change.path, source),
        "what": change.what.value,
        "before": change.before,
        "after": change.after,
        "base": change.base,
        "author": change.author,
        "date": change.date,
        "sureness": sure,
        "can_apply": change.edit is not None,
        "refusal": change.refusal,
        "note": change.note,
        "conflict": change.conflict,
        "can_settle": change.over is not None,
        "over": change.over.value if isinstance(change.over, Put) and isinstance(change.over.value, str) else None,
    }


def _comment(remark: Remark, source: Source) -> dict[str, Any]:
    return {
        "path": show_path(remark.path),
        "at": list(remark.path),
        "line": _line(remark.path, source),
        "author": remark.author,
        "date": remark.date,
        "text": remark.text,
        "words": remark.words,
        "resolved": remark.resolved,
        "answers": remark.answers,
    }


def _line(path: FieldPath, source: Source) -> int:
    span = source.span(path) if path else None
    return source.location(span.start).line if span is not None else 0
