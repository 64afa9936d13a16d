"""Two versions of a paper, out of git or as saved: what differs between them, in words, on the page and in Word."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import Any, Final

from reportgen import pipeline
from reportgen.check.words import say
from reportgen.history.facts import Difference, differences
from reportgen.history.repository import HistoryError, Repository, repository_of
from reportgen.load.subjects import COUNCIL_FILE, kind_of
from reportgen.model.audience import Audience, is_open
from reportgen.model.council import Council
from reportgen.pipeline import Order, WordCopy
from reportgen.redline import pages
from reportgen.redline.docx import redline_docx
from reportgen.redline.exempt import no_longer_public
from reportgen.redline.settle import has_changes
from reportgen.serve.building import Document, name_of, together
from reportgen.serve.past import differences_told
from reportgen.serve.refused import Refused

FORMATS: Final = ("docx", "html", "md")
_MOST_NAMED: Final = 3


_UNCOMMITTED: Final = "Working copy"
"""Whose changes those are that are in no commit yet, as Word shows it beside them."""


@dataclass(frozen=True, slots=True)
class _Version:
    """One version: its file, how it is called, its document as far as there is one, and who made it when."""

    path: Path
    called: str
    copy: WordCopy
    author: str = ""
    moment: datetime | None = None


@dataclass(frozen=True, slots=True)
class _Two:
    """The older and the newer version, and why they can't be shown in one document; empty where they can."""

    old: _Version
    new: _Version
    why: str
    hint: str = ""

    @property
    def told(self) -> str:
        """Return what was compared, in words."""
        by = f", by {self.new.author}" if self.new.author not in ("", _UNCOMMITTED) else ""
        return f"What changed from {self.old.called} to {self.new.called}{by}."


def compare(place: Path, file: str, since: str, until: str, order: Order) -> dict[str, Any]:
    """Return what differs between two versions, in words and as a page; `until` is empty for the file as saved.

    Where there is no page to show, `why` says so. Raises Refused where a version is not there.
    """
    with _versions(place, file, since, until, order) as two:
        html = None
        if not two.why and two.old.copy.document and two.new.copy.document and two.new.copy.style:
            made = pages.page(two.old.copy.document, two.new.copy.document, two.new.copy.style, two.told)
            html = made.content.decode()
        return {
            "html": html,
            "why": two.why,
            "hint": two.hint,
            "told": two.told,
            "differences": differences_told(_facts(place, file, two)),
        }


def redline(place: Path, file: str, since: str, until: str, order: Order, form: str) -> Document:
    """Return a document of the newer version with what differs from the older marked. Raises Refused."""
    if form not in FORMATS:
        raise Refused(400, "There is no redline in that format.", f"choose one of these: {', '.join(FORMATS)}")
    with _versions(place, file, since, until, order) as two:
        old, new = two.old.copy, two.new.copy
        if two.why or old.document is None or new.document is None or new.style is None:
            raise Refused(422, two.why, two.hint)
        # Word shows the clock of whoever made a change, though it writes a Z behind it.
        date = f"{two.new.moment:%Y-%m-%dT%H:%M:%SZ}" if two.new.moment else ""
        content = redline_docx(old.content, new.content, two.new.author, date)
        if not has_changes(content):
            message = f"Nothing differs between {two.old.called} and {two.new.called} in this document."
            raise Refused(422, message, "choose an older version")
        name = name_of(place, PurePosixPath(f"{new.document.stem}.redline.{form}"))
        if form == "docx":
            return Document(name, content)
        make = pages.markdown if form == "md" else pages.page
        made = make(old.document, new.document, new.style, two.told)
        return together(name, made.content, made.companions)


@contextmanager
def _versions(place: Path, file: str, since: str, until: str, order: Order) -> Iterator[_Two]:
    """Give two versions of a file, each made by its own council's file, house style and templates."""
    order = replace(order, formats=("docx",), held=None)
    try:
        repository = repository_of(place)
        if repository is None:
            message = "This folder is not kept in git, so there are no older versions."
            raise Refused(422, message, "`git init` in the folder of your decisions begins to keep them")
        with tempfile.TemporaryDirectory(prefix="reportgen-") as folder:
            top = Path(folder)
            if until:
                new = _committed(repository, place, until, top / "new", order)
            else:
                new = _saved(repository, place, file, order)
            subject = new.copy.loaded.subject
            kind = order.kind or (pipeline.default_kind(subject) if subject is not None else None)
            old = _committed(repository, place, since, top / "old", replace(order, kind=kind))
            yield _Two(old, new, *_why_not(old, new, order))
    except HistoryError as fault:
        raise Refused(422, str(fault)) from fault


def _committed(repository: Repository, place: Path, named: str, folder: Path, order: Order) -> _Version:
    """Return a version that is in a commit, laid in a folder with all that it stands on."""
    folder.mkdir()
    path = repository.subject_at(named, place, folder)
    if path is None:
        raise Refused(422, "The file was not there in that version.", "choose a later one")
    last = next(iter(repository.commits(place, until=named)), None)
    short = repository.revision(named)[:8]
    called = f"version {short} of {say(last.date.date())}" if last is not None else f"version {short}"
    copy = pipeline.word_copy(path, path.name, replace(order, commit=last.hash if last else ""))
    return _Version(path, called, copy, last.author if last else "", last.date if last else None)


def _saved(repository: Repository, place: Path, file: str, order: Order) -> _Version:
    """Return the version that is on disk: its commit's where it is unchanged since, or nobody's yet."""
    if not place.is_file():
        raise Refused(404, f"There is no file `{file}` any more.", "look for it on the home page")
    held = repository.commit_holding(place)
    last = next((commit for commit in repository.commits(place) if commit.hash == held), None) if held else None
    # A moment that git doesn't know is that of the last saving, by the clock of this place.
    moment = last.date if last else datetime.fromtimestamp(int(place.stat().st_mtime), UTC).astimezone()
    copy = pipeline.word_copy(place, file, replace(order, commit=held or ""))
    return _Version(place, "the file as saved now", copy, last.author if last else _UNCOMMITTED, moment)


def _why_not(old: _Version, new: _Version, order: Order) -> tuple[str, str]:
    """Return why two versions can't be shown in one document, and what to do; empty where they can."""
    for version in (old, new):
        if version.copy.document is None:
            hint = "mend its faults and save it" if version is new else "choose another version"
            return f"No document can be made of {version.called}: it has faults.", hint
    exempt = _exempt_now(old, new, order)
    if not exempt:
        return "", ""
    more = f" and {len(exempt) - _MOST_NAMED} more" if len(exempt) > _MOST_NAMED else ""
    named = "; ".join(exempt[:_MOST_NAMED])
    message = f"The older version says in public what is exempt now: {named}{more}. It would stand there as taken out."
    return message, "choose the copy for members, which may hold it"


def _exempt_now(old: _Version, new: _Version, order: Order) -> list[str]:
    """Return what was public in the older version and is exempt by now (SI 2012/2089, regulation 20)."""
    subject, before, after = new.copy.loaded.subject, old.copy.document, new.copy.document
    if order.audience is not Audience.PUBLIC or subject is None or is_open(subject):
        return []
    if before is None or after is None:
        return []
    found = list(pipeline.exempt_in(before, subject))
    exempt = pipeline.word_copy(new.path, new.path.name, replace(order, audience=Audience.EXEMPT)).document
    if exempt is None:
        return found
    return [*found, *no_longer_public(before, after, exempt, pipeline.public_texts(subject))]


def _facts(place: Path, file: str, two: _Two) -> tuple[Difference, ...]:
    """Return the facts that differ between two versions."""
    sources = [version.copy.loaded.source for version in (two.old, two.new)]
    trees = [source.tree if source is not None else None for source in sources]
    kind = Council if place.name == COUNCIL_FILE else kind_of(trees[1]) or kind_of(trees[0])
    if kind is None:
        return ()
    return differences(trees[0], trees[1], kind, pipeline.style_for(place, file), titles=True)
