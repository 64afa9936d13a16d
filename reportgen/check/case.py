"""A case: a decision or meeting as rules see it, with its council, the day, and what was worked out of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property

from reportgen.base.source import FieldPath
from reportgen.check.exempt_parts import ExemptPart, exempt_parts
from reportgen.check.texts import Text, texts_in
from reportgen.model.audience import Audience, Withholding, is_open, withhold
from reportgen.model.call_in import EXECUTIVE
from reportgen.model.contracts import Contract
from reportgen.model.council import Council, ExecutiveModel
from reportgen.model.decision import Decision
from reportgen.model.derive import Derived, derive, stated_or_derived
from reportgen.model.exempt_values import Secrets, says_nothing, secrets_of
from reportgen.model.meeting import Meeting
from reportgen.model.papers import papers_in
from reportgen.model.references import ProseReference, Resolved, resolve, split
from reportgen.model.values import Day, Money


class Stage(StrEnum):
    """How far a paper has come: a draft, or one that is about to be published."""

    DRAFT = "draft"
    PUBLISH = "publish"


@dataclass(frozen=True)
class Case:
    """A subject before the rules. `as_of` is the day whose law it is judged by.

    `section_numbers` gives the numbers of sections and paragraphs as its document prints them; only a rule that needs
    them asks, since the document has to be composed for it.
    """

    subject: Decision | Meeting
    council: Council
    as_of: date
    stage: Stage = Stage.DRAFT
    section_numbers: Callable[[], frozenset[str]] = field(default=frozenset, repr=False, compare=False)

    @property
    def decision(self) -> Decision:
        """Return the decision. Raises TypeError for a meeting, which a rule about decisions is never given."""
        if isinstance(self.subject, Decision):
            return self.subject
        raise TypeError("a rule about decisions was given a meeting")

    @property
    def meeting(self) -> Meeting:
        """Return the meeting. Raises TypeError for a decision, which a rule about meetings is never given."""
        if isinstance(self.subject, Meeting):
            return self.subject
        raise TypeError("a rule about meetings was given a decision")

    @cached_property
    def papers(self) -> tuple[tuple[FieldPath, Decision], ...]:
        """Return the decisions in the items of a meeting, each with the path at which it stands."""
        return tuple(papers_in(self.subject))

    @cached_property
    def derived(self) -> Mapping[FieldPath, Derived]:
        """Return what was worked out for a decision, by the path at which it would be written."""
        return derive(self.subject) if isinstance(self.subject, Decision) else {}

    def value(self, *path: str | int) -> object:
        """Return what is written at a path; where nothing is, what was worked out for it; else None."""
        return stated_or_derived(self.subject, self.derived, path)

    def worked_out(self, *path: str | int) -> object:
        """Return what was worked out for a path, whatever is written there; None where nothing was."""
        found = self.derived.get(path)
        return found.value if found else None

    def day(self, *path: str | int) -> Day | None:
        """Return the date at a path, stated or worked out, if there is one."""
        found = self.value(*path)
        return found if isinstance(found, Day) else None

    def exact(self, *path: str | int) -> date | None:
        """Return the date at a path if it is known to the day."""
        found = self.day(*path)
        return found.exact if found else None

    def money(self, *path: str | int) -> Money | None:
        """Return the sum at a path, stated or worked out, if there is one."""
        found = self.value(*path)
        return found if isinstance(found, Money) else None

    @cached_property
    def texts(self) -> tuple[Text, ...]:
        """Return every text that the subject's own file holds, prose and single lines, in the order of the fields."""
        return tuple(texts_in(self.subject))

    @cached_property
    def read_texts(self) -> tuple[Text, ...]:
        """Return the texts that are read for their words: no quotations, and no lines all in capitals."""
        return tuple(text for text in self.texts if not text.is_quotation and not text.written.isupper())

    @cached_property
    def is_open(self) -> bool:
        """Return whether nothing in the subject is exempt or internal."""
        return is_open(self.subject)

    @cached_property
    def exempt_parts(self) -> tuple[ExemptPart, ...]:
        """Return what is marked exempt in the subject's own file."""
        return () if self.is_open else exempt_parts(self.subject)

    @cached_property
    def wording(self) -> str:
        """Return all texts in their author's own words, quotations left out, to be searched in one go."""
        return "\n".join(text.plain for text in self.texts if not text.is_quotation)

    @cached_property
    def lowered(self) -> str:
        """Return the wording in small letters."""
        return self.wording.lower()

    def saying(self, *words: str) -> tuple[Text, ...]:
        """Return the texts in which any of some words stands, which are given in small letters."""
        held = [word for word in words if word in self.lowered]
        return tuple(text for text in self.texts if any(word in text.lowered for word in held)) if held else ()

    @cached_property
    def withholding(self) -> Withholding[Decision | Meeting]:
        """Return the subject as the public may see it, with what was taken out."""
        return Withholding(self.subject) if self.is_open else withhold(self.subject, Audience.PUBLIC)

    @property
    def public(self) -> Decision | Meeting:
        """Return the subject as the public may see it."""
        return self.withholding.subject

    @cached_property
    def secrets(self) -> Secrets:
        """Return what no public text of the subject may say."""
        return Secrets() if self.is_open or says_nothing(self.subject) else secrets_of(self.subject, self.public)

    def named(self, written: str) -> tuple[object, ...]:
        """Return the values that the references in a text of the decision name, in order."""
        found = []
        for piece in split(written):
            if isinstance(piece, ProseReference) and not piece.is_place:
                resolved = resolve(piece, self.subject, self.derived)
                if isinstance(resolved, Resolved):
                    found.append(resolved.value)
        return tuple(found)

    @cached_property
    def is_executive(self) -> bool:
        """Return whether the executive decides: a cabinet, a committee of it, one of its members, or an officer.

        A council with the committee system has no executive.
        """
        subject = self.subject
        body = subject.body_type if isinstance(subject, Meeting) else subject.meeting.body_type
        return body in EXECUTIVE and self.council.executive_model is not ExecutiveModel.COMMITTEE

    @cached_property
    def extended(self) -> tuple[tuple[int, Contract], ...]:
        """Return the contracts that the extension covers, each with its place in the list.

        Those are the ones that its scope names, by themselves or by a lot; without a scope, all that are the
        council's own.
        """
        extension = self.decision.extension
        if extension is None:
            return ()
        names = {entry.contract for entry in extension.scope} | {entry.lot for entry in extension.scope}
        return tuple(
            (place, contract)
            for place, contract in enumerate(self.decision.contracts)
            if (contract.id in names or any(lot in names for lot in contract.lots))
            or (not extension.scope and contract.held_by is None)
        )
