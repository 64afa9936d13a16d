"""What pulling a Word file gives: changes of fields, comments, and what could not be placed. Values, all of them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from reportgen.base.finding import Finding
from reportgen.base.source import FieldPath, Source
from reportgen.edit.edits import Edit
from reportgen.pull.lines import Printed


class What(StrEnum):
    """What a change is of."""

    PROSE = "text"
    VALUE = "value"
    REFERENCE = "reference"
    COMPUTED = "computed figure"
    WORDING = "wording of the template"
    LEFT_OUT = "part left out of this copy"
    ROW_ADDED = "row added"
    ROW_REMOVED = "row removed"
    ENTRY_ADDED = "entry added"
    ENTRY_REMOVED = "entry removed"
    MOVED = "moved"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One change to one field.

    `before` is what the decision file says now, `after` what the Word file says, `base` what both said when the Word
    file was made, where that is another thing than `before`. A change with an `edit` can be applied; one without says
    in `refusal` why not. `conflict` is true where both sides changed the field. `sureness` is from 0 to 1.
    `note` says what else an officer should know of it. `also` is what is to be done with `edit`: of two days that are
    printed as one stretch of time, the second.
    """

    path: FieldPath
    what: What
    before: str
    after: str
    base: str = ""
    author: str = ""
    date: str = ""
    sureness: float = 1.0
    edit: Edit | None = None
    also: tuple[Edit, ...] = ()
    refusal: str = ""
    note: str = ""
    conflict: bool = False
    wanted: tuple[Printed, ...] = field(default=(), repr=False, compare=False)
    """What the field is to print once the change is applied, for the proof of it."""
    over: Edit | None = field(default=None, repr=False, compare=False)
    """Of a conflict, what puts the words of the Word file in place of the file's, once a person has chosen them."""
    otherwise: Edit | None = field(default=None, repr=False, compare=False)
    """What to do in place of `edit` where that prints other words: £450,000, where the author wrote £400k."""


def edits_of(changes: Iterable[Change]) -> list[Edit]:
    """Return all that is to be done for changes, in their order."""
    return [edit for change in changes if change.edit is not None for edit in (change.edit, *change.also)]


@dataclass(frozen=True, slots=True)
class Unplaced:
    """Words of the Word file that belong to no field: where they stand, in words, and who put them there."""

    text: str
    where: str
    author: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment of the Word file: on which field, and on which words of it."""

    path: FieldPath
    author: str
    date: str
    text: str
    words: str
    resolved: bool = False
    answers: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Pulled:
    """What people did to a Word file, as far as it concerns the file it was made from.

    `source` is that file as it stands now; `findings` are what there is to say of the Word file as a whole.
    """

    source: Source
    changes: tuple[Change, ...] = ()
    remarks: tuple[Remark, ...] = ()
    unplaced: tuple[Unplaced, ...] = ()
    findings: tuple[Finding, ...] = ()
    saved_by: str = ""
    saved_on: str = ""

    @property
    def ready(self) -> tuple[Change, ...]:
        """The changes that can be applied."""
        return tuple(change for change in self.changes if change.edit is not None)

    @property
    def is_whole(self) -> bool:
        """Tell whether everything that was done has a place in the file."""
        return not self.unplaced and all(change.edit is not None for change in self.changes)
