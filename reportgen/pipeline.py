"""The stages in order: load, model, check, compose, write. What the command line and the tests both call.

Nothing here prints, reads a clock or writes a file: what is built comes back as bytes with the names to write
them under.
"""

from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath

from reportgen.base.finding import Finding
from reportgen.model.audience import Audience


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is asked for: formats, and for one kind, style, audience and date only where they are named.

    `as_of` is the date that the documents carry; without it they carry the date of the meeting, so that the same
    file gives the same bytes on any day. `templates` are folders whose files win over the shipped ones.
    """

    formats: tuple[str, ...] = ("docx",)
    kind: str | None = None
    style: str | None = None
    audience: Audience = Audience.PUBLIC
    as_of: date | None = None
    templates: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class BuiltFile:
    """One file to write: its name under the output folder, `<council>/<file stem>/<kind>.<suffix>`, and its bytes."""

    name: PurePosixPath
    content: bytes


@dataclass(frozen=True, slots=True)
class Built:
    """What a build of one decision or meeting gives: findings, and files (none where it can't be built)."""

    findings: tuple[Finding, ...]
    files: tuple[BuiltFile, ...]


def build(path: Path, shown: str, order: Order) -> Built:
    """Return the documents of the decision or meeting file at `path`; findings name the file as `shown`."""
    raise NotImplementedError


def check(path: Path, shown: str) -> tuple[Finding, ...]:
    """Return what is wrong with the decision or meeting file at `path`, its council file included."""
    raise NotImplementedError


def kinds(subject: str, templates: tuple[Path, ...] = ()) -> tuple[str, ...]:
    """Return the names of the kinds of document that there are for a `decision` or a `meeting`."""
    raise NotImplementedError


def formats() -> dict[str, str]:
    """Return the formats that can be written: name and suffix."""
    raise NotImplementedError
