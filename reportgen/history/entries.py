"""The history of a decision, meeting or council file: its commits, each with the facts that it changed."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Final

from reportgen.history.facts import Difference, differences
from reportgen.history.repository import MOST_COMMITS, Commit, HistoryError, Repository, repository_of
from reportgen.load.subjects import COUNCIL_FILE, find_council_file, find_decision, kind_of
from reportgen.load.yaml_file import MOST_BYTES, source_from
from reportgen.model.council import Council
from reportgen.model.record import Record
from reportgen.style.style import Style

NOT_READ: Final = "The file could not be read then"
_AT_ONCE: Final = 50
_SAME: Final = "Nothing that the file says: only how it is written."


@dataclass(frozen=True, slots=True)
class Entry:
    """One commit of a file, with what it changed; None for what is not committed yet.

    `note` says what there is to say besides: that the file begins here, was renamed, or could not be read.
    """

    commit: Commit | None
    differences: tuple[Difference, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class History:
    """The entries of a file's history, newest first; `note` says why there may be older ones that are not here.

    `beside` are the files that it takes words from, as a decision does from its council's, by their names from the top
    of the repository, and how many commits have changed each in that time: what these changed is not told here.
    """

    entries: tuple[Entry, ...]
    note: str = ""
    beside: tuple[tuple[str, int], ...] = ()


def history_of(
    repository: Repository,
    path: Path,
    style: Style,
    since: str | None = None,
    until: str | None = None,
    *,
    titles: bool = False,
) -> History:
    """Return the history of a file, between two revisions where they are named; else up to what it says now.

    Fields are called by their keys, with `titles` as the form calls them.
    Raises HistoryError where git can't be read or a revision isn't there.
    """
    commits = repository.commits(path, None, until or "HEAD")
    wanted = repository.commits(path, since, until or "HEAD") if since is not None else commits
    made = _Making(repository, path, style, commits, titles)
    within = {commit.hash for commit in wanted}
    entries = [made.entry(commit) for commit in commits if commit.hash in within]
    if until is None:
        entries = [*_uncommitted(repository, path, made), *entries]
    if not entries:
        between = " between these revisions" if since is not None or until is not None else ""
        return History((), f"No commit{between} has changed this file.")
    first = since or (commits[-1].hash if commits else None)
    beside = tuple(_beside(repository, path, first, until)) if first is not None else ()
    return History(tuple(entries), _cut(repository, commits, since), beside)


def _beside(repository: Repository, path: Path, since: str, until: str | None) -> Iterator[tuple[str, int]]:
    """Yield the files that a file takes words from, and how many commits changed them since a revision."""
    council = find_council_file(path) if path.name != COUNCIL_FILE else None
    for file in (*([council] if council else []), *_papers_of(path)):
        if repository_of(file) == repository and (commits := repository.commits(file, since, until or "HEAD")):
            yield repository.name(file), len(commits)


def _uncommitted(repository: Repository, path: Path, made: "_Making") -> Iterator[Entry]:
    """Yield what a file says now and no commit does."""
    kept = repository.content_at("HEAD", path) if repository.head else None
    if not path.exists():
        if kept is not None:
            yield Entry(None, (), "The file is gone from the folder; git still keeps it.")
        return
    try:
        now = path.read_bytes()
    except OSError as fault:
        raise HistoryError(f"`{path}` can't be read: {fault.strerror}.") from fault
    if kept is None:
        yield Entry(None, (), "The whole file: git doesn't keep it yet.")
    elif repository.is_in_conflict(path):
        yield Entry(None, (), "git has put two versions into the file, between <<<<<<< and >>>>>>>: settle them first.")
    elif kept.replace(b"\r\n", b"\n") != now.replace(b"\r\n", b"\n"):
        yield made.changed(None, kept, now)


def _papers_of(path: Path) -> tuple[Path, ...]:
    """Return the files of the decisions that the items of a meeting name, as far as they are there."""
    tree = _tree(path.read_bytes()) if path.is_file() else None
    items = tree.get("items") if isinstance(tree, dict) else None
    entries = [item for item in items if isinstance(item, dict)] if isinstance(items, list) else []
    found = (find_decision(path, name) for item in entries if isinstance(name := item.get("decision"), str))
    return tuple(dict.fromkeys(one for one in found if isinstance(one, Path)))


def _cut(repository: Repository, commits: tuple[Commit, ...], since: str | None) -> str:
    if len(commits) >= MOST_COMMITS:
        return f"Only the latest {MOST_COMMITS:,} commits are looked at."
    if since is None and repository.is_shallow:
        return "This copy was made without the older commits: `git fetch --unshallow` brings them."
    return ""


@dataclass
class _Making:
    """What the entries of one file's history are made from."""

    repository: Repository
    path: Path
    style: Style
    commits: tuple[Commit, ...]
    titles: bool = False
    _held: dict[str, bytes] = field(default_factory=dict)

    def said(self, content: str) -> bytes | None:
        """Return what the file said by git's hash of it, fetched with what will be asked for next."""
        if content not in self._held:
            every = [one for commit in self.commits for one in (commit.content, *commit.before)]
            at = every.index(content) if content in every else len(every)
            self._held = dict(self.repository.contents([content, *every[at : at + _AT_ONCE]]))
        return self._held.get(content)

    def entry(self, commit: Commit) -> Entry:
        """Return what a commit changed against the commit before it; of a merge, what neither side had."""
        if not commit.content:
            name = self.repository.renamed_to(commit.hash, commit.name)
            return Entry(commit, (), f"Renamed to {name}." if name else "The file was deleted.")
        now = self.said(commit.content)
        older = [self.said(one) for one in commit.before]
        if now is None or None in older:
            return Entry(commit, (), "This copy of the repository lacks what the file said.")
        if not older:
            return Entry(commit, (), self._beginning(commit) if self._is_read(now) else self._unread(now))
        made = [self.changed(commit, one, now) for one in older if one is not None]
        if len(made) == 1:
            return self._renamed(made[0], commit)
        settled = [one for one in made[0].differences if all(_holds(other, one) for other in made[1:])]
        notes = [one.note for one in made if one.note]
        return Entry(
            commit, tuple(settled), notes[0] if notes and not settled else "Two versions were brought together."
        )

    def _beginning(self, commit: Commit) -> str:
        if commit is self.commits[-1] and self.repository.is_shallow:
            return "What the file said when this copy of the repository was made: older commits are not in it."
        return "The file begins here."

    def changed(self, commit: Commit | None, old: bytes, new: bytes) -> Entry:
        """Return what a file says newly; against the last version that can be read, where the one before can't."""
        if not self._is_read(new):
            return Entry(commit, (), self._unread(new))
        note = ""
        if not self._is_read(old):
            known = self._last_read_before(commit)
            if known is None:
                return Entry(commit, (), "The file can be read again; no earlier version can.")
            old, at = known
            note = f"Told against {at}: the file could not be read in between."
        found = differences(_tree(old), _tree(new), self.kind, self.style, titles=self.titles)
        return Entry(commit, found, note or ("" if found else _SAME))

    @cached_property
    def kind(self) -> type[Record]:
        """Return the kind of file that it is, by the newest version that shows it."""
        if self.path.name == COUNCIL_FILE:
            return Council
        newest = [self.path.read_bytes()] if self.path.is_file() else []
        for content in (*newest, *(self.said(one.content) or b"" for one in self.commits)):
            kind = kind_of(_tree(content))
            if kind is not None:
                return kind
        raise HistoryError(f"`{self.path}` is neither a decision, a meeting nor a council's file, in any version.")

    def _last_read_before(self, commit: Commit | None) -> tuple[bytes, str] | None:
        older = self.commits if commit is None else self.commits[self.commits.index(commit) + 1 :]
        for one in older:
            content = self.said(one.content)
            if content is not None and self._is_read(content):
                return content, one.short
        return None

    def _renamed(self, entry: Entry, commit: Commit) -> Entry:
        after = self.commits[self.commits.index(commit) + 1 :]
        if not after or after[0].name == commit.name:
            return entry
        said = f"Renamed from {after[0].name}."
        return Entry(commit, entry.differences, said if entry.note in ("", _SAME) else f"{said} {entry.note}")

    def _is_read(self, content: bytes) -> bool:
        return isinstance(_tree(content), dict)

    def _unread(self, content: bytes) -> str:
        _, findings = source_from(content[:MOST_BYTES], self.path.name)
        if not findings or len(content) > MOST_BYTES:
            return f"{NOT_READ}."
        return f"{NOT_READ}: line {findings[0].location.line}: {findings[0].message}"


@lru_cache(maxsize=8)
def _tree(content: bytes) -> object:
    """Return what a content says as YAML; nothing where it can't be read."""
    if len(content) > MOST_BYTES:
        return None
    source, _ = source_from(content, "")
    return source.tree if source is not None else None


def _holds(entry: Entry, one: Difference) -> bool:
    return any(other.path == one.path and other.after == one.after for other in entry.differences)
