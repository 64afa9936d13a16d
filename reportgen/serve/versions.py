"""Two versions of a paper, out of git or as saved: what differs between them, in words, on the page and in Word."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Any

from reportgen import pipeline
from reportgen.history.facts import Difference, differences
from reportgen.history.repository import HistoryError, Repository, repository_of
from reportgen.history.said import day
from reportgen.history.versions import version_at, version_now
from reportgen.load.subjects import COUNCIL_FILE, kind_of
from reportgen.model.council import Council
from reportgen.pipeline import Order
from reportgen.redline import between
from reportgen.redline.between import Side
from reportgen.redline.settle import has_changes
from reportgen.serve.building import Document, must_be_paper, name_of, together
from reportgen.serve.past import differences_told
from reportgen.serve.refused import Refused


@dataclass(frozen=True, slots=True)
class _Two:
    """The older and the newer version, and why they can't be shown in one document; empty where they can."""

    old: Side
    new: Side
    why: str
    hint: str = ""


def compare(place: Path, file: str, since: str, until: str, order: Order) -> dict[str, Any]:
    """Return what differs between two versions, in words and as a page; `until` is empty for the file as saved.

    Where there is no page to show, `why` says so. Raises Refused where a version is not there.
    """
    with _versions(place, file, since, until, order) as two:
        told = between.told(two.old, two.new)
        made = between.on_page(two.old, two.new, "html", told) if not two.why else None
        return {
            "html": made.content.decode() if made is not None else None,
            "why": two.why,
            "hint": two.hint,
            "told": told,
            "differences": differences_told(_facts(place, file, two)),
        }


def redline(place: Path, file: str, since: str, until: str, order: Order, form: str) -> Document:
    """Return a document of the newer version with what differs from the older marked. Raises Refused."""
    must_be_paper(place)
    if form not in between.FORMATS:
        raise Refused(400, "There is no redline in that format.", f"choose one of these: {', '.join(between.FORMATS)}")
    with _versions(place, file, since, until, order) as two:
        document = two.new.copy.document
        if two.why or document is None:
            raise Refused(422, two.why, two.hint)
        name = name_of(place, PurePosixPath(f"{document.stem}.redline.{form}"))
        content = between.in_word(two.old, two.new)
        if not has_changes(content):
            message = f"Nothing differs between {two.old.called} and {two.new.called} in this document."
            raise Refused(422, message, "choose an older version", {"same": True})
        made = between.on_page(two.old, two.new, form, between.told(two.old, two.new)) if form != "docx" else None
        return Document(name, content) if made is None else together(name, made.content, made.companions)


@contextmanager
def _versions(place: Path, file: str, since: str, until: str, order: Order) -> Iterator[_Two]:
    """Give two versions of a file, each made by its own council's file, house style and templates."""
    order = replace(order, formats=("docx",), held=None)
    try:
        repository = repository_of(place)
        if repository is None:
            message = "This folder is not kept in git, so there are no older versions."
            raise Refused(422, message, "ask whoever looks after the folder to keep it in git")
        with tempfile.TemporaryDirectory(prefix="reportgen-") as folder:
            top = Path(folder)
            new = _committed(repository, place, until, top / "new", order) if until else _saved(place, file, order)
            old = _committed(repository, place, since, top / "old", between.for_older(new, order))
            yield _Two(old, new, *_why_not(old, new, order))
    except HistoryError as fault:
        raise Refused(422, str(fault)) from fault


def _committed(repository: Repository, place: Path, named: str, folder: Path, order: Order) -> Side:
    """Return a version that is in a commit, laid in a folder with all that it stands on."""
    folder.mkdir()
    version = version_at(repository, place, named, folder)
    if version is None:
        raise Refused(422, "The file was not there in that version.", "choose a later one")
    called = f"version {version.revision[:8]}"
    if version.moment is not None:
        called += f" of {day(version.moment)}"
    return between.side(version, called, place.name, order)


def _saved(place: Path, file: str, order: Order) -> Side:
    """Return the version that is on disk: its commit's where it is unchanged since, or nobody's yet."""
    if not place.is_file():
        raise Refused(404, f"There is no file `{file}` any more.", "look for it on the home page")
    return between.side(version_now(place), "the file as saved now", file, order)


def _why_not(old: Side, new: Side, order: Order) -> tuple[str, str]:
    """Return why two versions can't be shown in one document, and what to do; empty where they can."""
    for version in (old, new):
        if version.copy.document is None:
            hint = "mend its faults and save it" if version is new else "choose another version"
            return f"No document can be made of {version.called}: it has faults.", hint
    exempt = between.exempt_now(old, new, order)
    if not exempt:
        return "", ""
    message = f"The older version says in public what is exempt now: {exempt}. It would stand there as taken out."
    return message, "choose the copy for members, which may hold it"


def _facts(place: Path, file: str, two: _Two) -> tuple[Difference, ...]:
    """Return the facts that differ between two versions."""
    sources = [version.copy.loaded.source for version in (two.old, two.new)]
    trees = [source.tree if source is not None else None for source in sources]
    kind = Council if place.name == COUNCIL_FILE else kind_of(trees[1]) or kind_of(trees[0])
    if kind is None:
        return ()
    return differences(trees[0], trees[1], kind, pipeline.style_for(place, file), titles=True)
