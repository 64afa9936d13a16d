"""What a rule is: what it looks for, why, on what authority, and when that is in force."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from reportgen.base.finding import Severity
from reportgen.base.source import FieldPath


@dataclass(frozen=True, slots=True)
class Problem:
    """A fault that a rule finds: where, what, and how to mend it. The runner adds the rule, its weight and the line."""

    path: FieldPath
    message: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class CannotTell:
    """Something that a rule could not judge, and what is missing for it. Never a pass."""

    path: FieldPath
    missing: str


@dataclass(frozen=True, slots=True)
class InForce:
    """The days on which a rule holds, both counted; without one of them, from or for ever."""

    start: date | None = None
    end: date | None = None

    def __contains__(self, day: date) -> bool:
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)


ALWAYS = InForce()


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What a rule may know besides its subject: the council's own settings, and the day on which to judge.

    Without a day, every rule is taken to be in force.
    """

    council: Any = None
    as_of: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule of the catalogue.

    `id` is for ever. `about` is the kind of subject that it judges, such as Decision; `source` is the statute and
    section, regulation or practice that it stands on; `title` says what is wrong when it fails.
    """

    id: str
    about: type[Any]
    severity: Severity
    theme: str
    title: str
    why: str
    source: str
    check: Callable[[Any, Circumstances], Iterator[Problem | CannotTell]]
    in_force: InForce = ALWAYS
    can_be_waived: bool = True


@dataclass(frozen=True, slots=True)
class Theme:
    """The rules that one module of the catalogue holds."""

    name: str
    rules: tuple[Rule, ...]
