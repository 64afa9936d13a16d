"""What members choose between, what they are asked to decide, and what may go wrong."""

from typing import Annotated, ClassVar

from pydantic import AfterValidator

from reportgen.model.people import Person
from reportgen.model.record import Brief, Choice, Many, Record, naming, numbered, optional, required, several
from reportgen.model.values import Day, Exemptible, Line, Money, Months, Prose, Ref, YesNo

_NUMBER = "Its number. Left out, it is its place in the list, which stays the same when another is withheld."


class Criterion(Record):
    """How an option does by one yardstick."""

    called: ClassVar[str] = "Criterion"

    criterion: Line = required("Criterion", "The yardstick, as staff paid the living wage.")
    answer: Line = required("Answer", "How the option does, as yes, no or a sum.")
    note: Line | None = optional("Note", "A few words on the answer.")


class Option(Exemptible):
    """A way open to the council: the one proposed, or one considered and rejected."""

    called: ClassVar[str] = "Option"

    id: Ref | None = optional("Id", "A short name to refer to it by, as do-nothing.")
    number: Line | None = optional("Number", _NUMBER)
    title: Line = required("Title", "The option in a few words, as Let the contracts end.")
    is_do_nothing: YesNo = optional("Do nothing", "yes for the option of doing nothing.", False)
    is_preferred: YesNo = optional("Preferred", "yes for the one option that is recommended.", False)
    summary: Prose | None = optional("Summary", "What the option is.")
    effects: Many[Prose] = several("Effects", "What would follow from it, one effect an entry.")
    rejected_because: Prose | None = optional(
        "Rejected because", "Why it is not recommended. The record of the decision needs it."
    )
    months: Months | None = optional("Months", "The length of an extension that the option means, as 12.")
    end: Day | None = optional("End", "The last day that the option means.")
    cost: Money | None = optional("Cost", "What it would cost.")
    cost_basis: Line | None = optional("Basis of the cost", "What the cost covers, so that options can be compared.")
    criteria: Many[Criterion] = several("Criteria", "How it does by each yardstick, where options are compared so.")


class Delegation(Record):
    """A decision handed on to an officer."""

    role: Line = required("Post", "The one post that may decide, as Director of Adult Social Care.")
    consult: Many[Line] = several("In consultation with", "The posts to be consulted.")
    scope: Prose | None = optional("Scope", "What exactly may be decided.")
    limit: Money | None = optional("Limit in money", "The most that may be committed.")
    limit_text: Line | None = optional("Other limit", "Any other limit, in words.")
    by: Day | None = optional("By", "The date by which it is to be decided, as 2024-07-12.")
    is_key: YesNo | None = optional("Key decision", "Whether the delegated decision is itself a key decision.")
    record_planned: YesNo | None = optional("Record planned", "Whether a written record of it is planned.")


class Recommendation(Exemptible):
    """What members are asked to decide."""

    called: ClassVar[str] = "Recommendation"

    id: Ref | None = optional("Id", "A short name to refer to it by.")
    number: Line | None = optional("Number", _NUMBER)
    verb: Line | None = optional("Verb", "The verb it begins with, as Approve, where `text` goes on from it.")
    text: Prose = required("Text", "What is to be decided; it must stand alone: what, for how long, at what cost.")
    delegate: Delegation | None = optional("Delegation", "To whom the decision is handed on, and within what limits.")
    refs: Many[Line] = several("See", "Sections or appendices to see, as section:legal or appendix:1.")
    contracts: Many[Ref] = several("Contracts", "The ids of the contracts it is about.", **naming("contracts"))
    lots: Many[Ref] = several("Lots", "The ids of the lots it is about.", **naming("lots"))


class RiskKind(Choice):
    """Whether an uncertainty may do harm or good."""

    RISK = "risk"
    OPPORTUNITY = "opportunity"


class Risk(Exemptible):
    """Something that may go wrong, or right, and what is done about it."""

    called: ClassVar[str] = "Risk"

    id: Ref | None = optional("Id", "A short name to refer to it by.")
    number: Line | None = optional("Number", _NUMBER)
    kind: RiskKind = optional("Kind", "risk or opportunity.", RiskKind.RISK)
    title: Line | None = optional("Title", "The risk in a few words.")
    text: Prose = required("Text", "What may happen, and what would follow.")
    likelihood: Line | None = optional("Likelihood", "How likely it is, in the council's own scale, as 3 or Medium.")
    impact: Line | None = optional("Impact", "How much it would matter, in the council's own scale, as 4 or High.")
    score: Line | None = optional("Score", "The score, as 12. Left out, it is worked out where both are numbers.")
    mitigation: Prose | None = optional("Mitigation", "What is done about it.")
    residual: Line | None = optional("Residual score", "The score that remains after that.")
    owner: Person | None = optional("Owner", "The post that answers for it.")
    review: Day | None = optional("Review", "When it is looked at again.")


class Benefit(Brief):
    """Something good that is to come of it. Plain text is the benefit itself."""

    called: ClassVar[str] = "Benefit"

    text: Prose = required("Text", "The benefit.")
    title: Line | None = optional("Title", "The benefit in a few words.")


class CorporateStrand(Record):
    """How the proposal serves one strand of the council's strategy."""

    called: ClassVar[str] = "Strand"

    strand: Line = required("Strand", "The name of the strand, as Local.")
    text: Prose = required("Text", "How the proposal serves it.")


Options = Annotated[Many[Option], AfterValidator(numbered)]
Recommendations = Annotated[Many[Recommendation], AfterValidator(numbered)]
Risks = Annotated[Many[Risk], AfterValidator(numbered)]
