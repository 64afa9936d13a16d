"""Which version of a file is meant, and whose it is: the one in a commit, or the one that stands on the disk."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from reportgen.history.repository import Commit, HistoryError, Repository, repository_of

UNCOMMITTED: Final = "Working copy"
"""Whose changes those are that are in no commit yet, as Word shows it beside them."""


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a file: where it lies to be read, the commit that it comes from, who made it, when.

    `commit` is None for what is in no commit; `moment` where it is not known. `revision` is the hash of the revision
    that was named, of which the commit is the last to have changed the file; empty for a file as it stands.
    """

    path: Path
    commit: Commit | None = None
    author: str = UNCOMMITTED
    moment: datetime | None = None
    revision: str = ""

    @property
    def hash(self) -> str:
        """Return the hash of its commit; empty for what is in none."""
        return self.commit.hash if self.commit is not None else ""


def version_at(repository: Repository, path: Path, named: str, folder: Path) -> Version | None:
    """Return the version of a file at a revision, laid under a folder with all that it stands on.

    None where the file was not in that revision. Raises HistoryError.
    """
    found = repository.subject_at(named, path, folder)
    if found is None:
        return None
    revision = repository.revision(named)
    last = next(iter(repository.commits(path, until=named)), None)
    return _made(found, last, revision) if last is not None else Version(found, revision=revision)


def version_now(path: Path) -> Version:
    """Return the version that is on the disk: its commit's, where it is unchanged since, or nobody's yet."""
    repository = repository_of(path)
    try:
        held = repository.commit_holding(path) if repository is not None else None
        commits = repository.commits(path) if repository is not None and held is not None else ()
    except HistoryError:
        commits = ()
    last = next((commit for commit in commits if commit.hash == held), None) if commits else None
    if last is not None:
        return _made(path, last)
    # What is in no commit yet was last changed when it was last saved, by the clock of this place.
    saved = datetime.fromtimestamp(int(path.stat().st_mtime), UTC).astimezone()
    return Version(path, moment=saved)


def _made(path: Path, last: Commit, revision: str = "") -> Version:
    return Version(path, last, last.author, last.date, revision)
