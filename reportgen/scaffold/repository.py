"""A new repository for one council: folders, house style, editor, git and CI settings."""

from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import PurePosixPath

from reportgen import __version__
from reportgen.scaffold.names import council_id, in_the_name_of
from reportgen.scaffold.schemas import schema_files
from reportgen.scaffold.starter import council_file

Files = list[tuple[PurePosixPath, bytes]]

_OURS = resources.files("reportgen.scaffold")
_MEETINGS = """\
# Meetings

One file a meeting, called by its date and body. To start one, type

    reportgen new meeting {folder}/2025-03-05-cabinet.yaml
"""


def repository_files(council: str) -> Files:
    """Return the files of a new repository, by their names below its folder."""
    decisions = PurePosixPath("decisions")
    own = decisions / council_id(council)
    return [
        *(_with_version(*file) for file in _copied(_OURS / "repository", PurePosixPath(), council)),
        (own / "council.yaml", council_file(council, "../.schemas", style=council_id(council))),
        (own / "meetings" / "README.md", _MEETINGS.format(folder=own / "meetings").encode()),
        *((decisions / ".schemas" / name, content) for name, content in schema_files()),
    ]


def _with_version(name: PurePosixPath, content: bytes) -> tuple[PurePosixPath, bytes]:
    """Return a file of ours; the one that says what is installed has an address in it that nothing is installed from.

    A name alone would be looked for on the public index, where another program bears it.
    """
    address = f"reportgen @ https://example.org/reportgen-{__version__}-py3-none-any.whl\n"
    return (name, content + address.encode()) if name.name == "requirements.txt" else (name, content)


def _copied(folder: Traversable, name: PurePosixPath, council: str) -> Files:
    """Return the files below a folder of ours, in order. A name that begins with `dot-` begins with a dot there."""
    found: Files = []
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        own = name / in_the_name_of(council, entry.name.replace("dot-", ".", 1))
        if entry.is_dir():
            found += _copied(entry, own, council)
        else:
            found.append((own, in_the_name_of(council, entry.read_text("utf-8")).encode()))
    return found
