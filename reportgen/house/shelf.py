"""Where a house style and what it stands on are looked for."""

from dataclasses import dataclass
from pathlib import Path

from reportgen.compose.templates import shipped_templates
from reportgen.load.styles import style_names
from reportgen.pipeline import own_templates


@dataclass(frozen=True, slots=True)
class Shelf:
    """Folders of templates, the first with a file wins; `beside` is the folder of a style named by its file."""

    templates: tuple[Path, ...]
    beside: Path | None = None

    @property
    def styles(self) -> tuple[Path, ...]:
        """The folders in which styles, letterheads and slide templates stand."""
        folders = tuple(folder / "styles" for folder in self.templates)
        return tuple(dict.fromkeys((self.beside, *folders))) if self.beside else folders

    def names(self) -> tuple[str, ...]:
        """Return the names of the styles that there are."""
        return style_names(self.styles)

    def find(self, name: str) -> Path | None:
        """Return the Office file of a name, or None where no folder of styles has it."""
        return next((folder / name for folder in self.styles if (folder / name).is_file()), None)

    def office_files(self, suffix: str) -> tuple[str, ...]:
        """Return the names of the Office files that end so."""
        return tuple(sorted({found.name for folder in self.styles for found in folder.glob(f"*{suffix}")}))


def shelf_of(file: Path) -> Shelf:
    """Return the shelf on which a style file stands."""
    return Shelf((*own_templates(file.absolute()), shipped_templates()), file.parent.absolute())


def shelf_at(folder: Path) -> Shelf:
    """Return the shelf of a repository, seen from a folder in it."""
    return Shelf((*own_templates(folder / "style"), shipped_templates()))
