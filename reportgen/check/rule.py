"""What a rule is: what it looks for, why, on what authority, and when that is in force."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from reportgen.base.finding import Severity
from reportgen.base.source import FieldPath
from reportgen.check.case import Case, Stage


@dataclass(frozen=True, slots=True)
class Problem:
    """A fault that a rule finds: where, what, and how to mend it. The runner adds the rule and the line.

    `words` are the words in the field that it is about, so that the finding points at them. `severity` is given where
    this fault weighs less or more than the rule's own.
    """

    path: FieldPath
    message: str
    hint: str = ""
    words: str = ""
    severity: Severity | None = None


@dataclass(frozen=True, slots=True)
class CannotTell:
    """Something that a rule could not judge: what is missing for it, and why it matters. Never a pass.

    `missing` is a noun phrase, as "the date on which the agenda was published"; `because` a sentence more, where the
    figures that are there can be told.
    """

    path: FieldPath
    missing: str
    because: str = ""


@dataclass(frozen=True, slots=True)
class NotApplicable:
    """That a rule has nothing to judge in a subject, and why: "nothing here is exempt"."""

    why: str


Judged = Problem | CannotTell | NotApplicable
"""What a rule may say of a subject. A rule that says nothing has passed it."""


@dataclass(frozen=True, slots=True)
class InForce:
    """The days on which a rule holds, both counted; without one of them, from or for ever."""

    start: date | None = None
    end: date | None = None

    def __contains__(self, day: date) -> bool:
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)


ALWAYS = InForce()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule of the catalogue.

    `id` is for ever. `about` are the kinds of subject that it judges. `title` says in a few words what is right where
    it passes; `checks` exactly what it looks for; `why` what is at stake; `source` the statute and section,
    regulation or practice that it stands on. `to_confirm` says what of the source was not read in the law itself.
    `bad` and `good` are passages of a decision or meeting file that fail and pass it. A rule `from_stage` publish
    leaves drafts alone, because what it asks for can't be known earlier.
    """

    id: str
    about: tuple[type[Any], ...]
    severity: Severity
    title: str
    checks: str
    why: str
    source: str
    check: Callable[[Case], Iterator[Judged]]
    bad: str
    good: str
    in_force: InForce = ALWAYS
    to_confirm: str = ""
    from_stage: Stage = Stage.DRAFT
    can_be_waived: bool = True


@dataclass(frozen=True, slots=True)
class Theme:
    """The rules of one theme, which one module of the catalogue holds: its name, its title, and the rules."""

    name: str
    title: str
    rules: tuple[Rule, ...]
