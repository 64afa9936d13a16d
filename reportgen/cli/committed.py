"""The commits that hold the files that are built, looked up while what builds them is still being imported."""

import threading
from collections.abc import Sequence
from pathlib import Path


class Committed:
    """Of each file, the commit that gave it what it says now: git is asked once for all, and waited for when wanted."""

    def __init__(self, files: Sequence[Path]) -> None:
        self._found: dict[Path, str] = {}
        self._looking: threading.Thread | None = None
        if any((folder / ".git").exists() for folder in {top for file in files for top in file.absolute().parents}):
            self._looking = threading.Thread(target=self._look, args=(tuple(files),), daemon=True)
            self._looking.start()

    def commit_of(self, file: Path) -> str:
        """Return the hash of the commit; empty for a file that says something else than any, or where git can't say."""
        if self._looking is not None:
            self._looking.join()
            self._looking = None
        return self._found.get(file, "")

    def _look(self, files: Sequence[Path]) -> None:
        from reportgen.history.repository import HistoryError, Repository, repository_of

        within: dict[Repository, list[Path]] = {}
        for file in files:
            repository = repository_of(file)
            if repository is not None:
                within.setdefault(repository, []).append(file)
        for repository, its in within.items():
            try:
                self._found |= repository.commits_holding(its)
            except (HistoryError, OSError):
                # A document says which commit it is made from where it can; it is made all the same.
                continue
