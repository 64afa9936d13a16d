"""What came of it: the decision, its call-in, and the minute of the item."""

from typing import Annotated, ClassVar

from pydantic import AfterValidator

from reportgen.model.people import Person
from reportgen.model.record import NOTICE, Brief, Choice, Many, Record, naming, numbered, optional, required, several
from reportgen.model.values import Day, Exemptible, Line, Paragraph, Prose, Ref, YesNo


class InterestKind(Choice):
    """What kind of interest a member has declared."""

    DISCLOSABLE_PECUNIARY = "disclosable_pecuniary"
    OTHER_REGISTRABLE = "other_registrable"
    NON_REGISTRABLE = "non_registrable"
    PERSONAL = "personal"
    PREJUDICIAL = "prejudicial"


class InterestAction(Choice):
    """What a member did about an interest."""

    STAYED = "stayed"
    STAYED_NO_VOTE = "stayed_no_vote"
    LEFT = "left"


class Interest(Record):
    """An interest that a member declared, and what followed."""

    called: ClassVar[str] = "Interest"

    member: Line = required("Member", "Who declared it: a post or name.")
    kind: InterestKind | None = optional("Kind", "What kind of interest it is.")
    interest: Line | None = optional("Interest", "What the interest is.")
    item: Line | None = optional("Item", "The number of the item that it touches, or its id.")
    action: InterestAction | None = optional("Action", "What the member did: stayed, stayed_no_vote or left.")
    dispensation: Line | None = optional("Dispensation", "The dispensation granted, or that there is none.")


class DecisionOutcome(Record):
    """The decision as it was taken (SI 2012/2089, regulations 12 and 13)."""

    date: Day | None = optional("Date", "When it was taken.", **NOTICE)
    maker: Line | None = optional("Decision maker", "Who took it, where that is not the body of the meeting.", **NOTICE)
    published: Day | None = optional("Published", "When the record of it was published.", **NOTICE)
    interests: Many[Interest] | None = optional("Interests", "Interests declared, or `none`.", **NOTICE)
    dispensations: Many[Line] | None = optional("Dispensations", "Dispensations noted, or `none`.", **NOTICE)
    alternatives_rejected: Many[Ref] = several(
        "Alternatives rejected", "The ids or numbers of the options considered and rejected.", **naming("options")
    )
    reasons: Prose | None = optional("Reasons", "The reasons, where they differ from those of the report.")
    effective_from: Day | None = optional("Takes effect", "When it takes effect. Left out, it is worked out.", **NOTICE)
    urgent: YesNo = optional("Urgent", "yes where it was taken as urgent.", False, **NOTICE)


class CallInWaiver(Record):
    """That a decision can't be called in, who agreed, and why."""

    reason: Line | None = optional("Reason", "Why call-in would harm the council's or the public's interest.")
    agreed_by: Line | None = optional("Agreed by", "Who agreed, as the chair of scrutiny.")
    on: Day | None = optional("On", "When they agreed.")


class CallIn(Record):
    """Whether and until when the decision may be called in."""

    applies: YesNo = optional("Applies", "Whether it may be called in.", True)
    expires: Day | None = optional("Ends", "The last day for a call-in.")
    waived: CallInWaiver | None = optional("Exempt from call-in", "Why it can't be called in, and who agreed.")
    called_in: Day | None = optional("Called in", "When it was called in, if it was.")


class Point(Brief):
    """Something said at the meeting. Plain text is what was said."""

    called: ClassVar[str] = "Point"

    text: Prose = required("Text", "What was said, in reported speech.")
    speaker: Line | None = optional("Speaker", "Who said it: a post.")


class Question(Exemptible):
    """A question asked at the meeting, with the answers."""

    called: ClassVar[str] = "Question"

    asked_by: Many[Line] = several("Asked by", "Who asked: posts or names.")
    question: Prose | None = optional("Question", "What was asked.")
    answers: Many[Point] = several("Answers", "What was answered, and by whom.")


class ExemptConsidered(Record):
    """Exempt information that was considered with the item."""

    item_no: Line | None = optional("Item", "The number of the exempt item, as 28.")
    paragraphs: Many[Paragraph] = several("Paragraphs", "The paragraphs of Schedule 12A.")


class RecommendationOutcome(Choice):
    """What became of a recommendation."""

    AGREED = "agreed"
    AMENDED = "amended"
    REJECTED = "rejected"
    DEFERRED = "deferred"
    WITHDRAWN = "withdrawn"
    NOTED = "noted"


class Resolution(Exemptible):
    """What was resolved: a recommendation agreed, changed or not, or something moved at the meeting."""

    called: ClassVar[str] = "Resolution"

    number: Line | None = optional("Number", "Its number. Left out, it is its place in the list.")
    recommendation: Line | None = optional(
        "Recommendation", "The number or id of the recommendation it disposes of.", **naming("recommendations")
    )
    outcome: RecommendationOutcome | None = optional(
        "Outcome", "agreed, amended, rejected, deferred, withdrawn or noted."
    )
    text: Prose | None = optional("Text", "What was resolved, where it differs from the recommendation.")
    moved_at_meeting: YesNo = optional("Moved at the meeting", "yes where no recommendation asked for it.", False)


Resolutions = Annotated[Many[Resolution], AfterValidator(numbered)]


class ItemMinutes(Record):
    """The minute of this one item."""

    number: Line | None = optional("Minute number", "The number of the minute, as CAB/45.")
    intro: Prose | None = optional("Introduction", "How the item was introduced.")
    introduced_by: Person | None = optional("Introduced by", "Who introduced it.")
    points: Many[Point] = several("Points", "What was outlined, one point an entry.")
    questions: Many[Question] = several("Questions", "Questions and answers.")
    exempt_considered: ExemptConsidered | None = optional("Exempt information", "The exempt item considered with it.")
    resolutions: Resolutions = several("Resolutions", "What was resolved.")
    alternatives: Prose | None = optional("Alternatives", "Alternatives considered at the meeting itself.")
    note: Prose | None = optional("Note", "Anything else.")
