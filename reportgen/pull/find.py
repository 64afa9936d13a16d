"""The decision file that a Word file was made from, looked for by the name that the Word file bears."""

from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath
from typing import Final

_MOST_FOLDERS: Final = 5_000
_NO_DECISIONS: Final = {"templates", "node_modules", "build", "dist", "__pycache__"}


def files_named(name: str, folders: Iterable[Path]) -> tuple[Path, ...]:
    """Return the files that bear a name such as `northshire/home-care-2025.yaml`, below the first folder that has any.

    A name that would lead out of a folder is nobody's.
    """
    wanted = PurePosixPath(name)
    if not name or wanted.is_absolute() or ".." in wanted.parts or "\\" in name:
        return ()
    for folder in dict.fromkeys(folders):
        if (folder / wanted).is_file():
            return (folder / wanted,)
        found = tuple(below / wanted for below in _folders_below(folder) if (below / wanted).is_file())
        if found:
            return found
    return ()


def _folders_below(folder: Path) -> Iterator[Path]:
    """Yield the folders below one, the nearest first; hidden ones and those that hold no decisions aside."""
    waiting, count = [folder], 0
    while waiting:
        deeper: list[Path] = []
        for each in waiting:
            try:
                inside = sorted(path for path in each.iterdir() if path.is_dir() and not path.is_symlink())
            except OSError:
                continue
            for path in inside:
                count += 1
                if count > _MOST_FOLDERS:
                    return
                if not path.name.startswith(".") and path.name not in _NO_DECISIONS:
                    yield path
                    deeper.append(path)
        waiting = deeper
