"""The meeting: one file, kept by democratic services, from which the agenda and the minutes are written."""

from typing import ClassVar

from reportgen.model.council import BodyType
from reportgen.model.header import PrivateMeeting, ReviewNote, Waiver
from reportgen.model.outcome import Interest, Point, Question, Resolutions
from reportgen.model.people import Person
from reportgen.model.record import INTERNAL, NOTICE, Brief, Choice, Many, Record, optional, required, several
from reportgen.model.values import Clock, Count, Day, Exemptible, Line, Paragraph, Prose, Ref, WebAddress, YesNo


class Attendee(Brief):
    """Someone at the meeting, or who should have been. Plain text is the name or post."""

    main: ClassVar[str] = "member"
    called: ClassVar[str] = "Attendee"

    member: Line = required("Member", "The post or name as it is to be printed, as Leader of the Council.")
    role: Line | None = optional("Role", "What they are in this meeting, as Chair.")
    arrived: Clock | None = optional("Arrived", "When they came, if late.")
    left: Clock | None = optional("Left", "When they went, if early.")


class Substitute(Record):
    """A member who stands in for another."""

    called: ClassVar[str] = "Substitute"

    member: Line = required("Member", "Who came.")
    replaces: Line = required("Replaces", "Whom they stood in for.")


class Attendance(Record):
    """Who was there, and who was not."""

    present: Many[Attendee] = several("Present", "Members of the body who were there in person.")
    virtually: Many[Attendee] = several("Virtually", "Members who took part from elsewhere, without a vote.")
    in_attendance: Many[Attendee] = several("In attendance", "Others who were there, members and officers.")
    apologies: Many[Attendee] = several("Apologies", "Members who sent apologies.")
    absent: Many[Attendee] = several("Absent", "Members who were absent without apologies.")
    substitutes: Many[Substitute] = several("Substitutes", "Who stood in for whom.")


class PreviousMinutesOutcome(Choice):
    """What became of the minutes of the last meeting."""

    APPROVED = "approved"
    CORRECTED = "corrected"
    DEFERRED = "deferred"


class PreviousMinutes(Record):
    """The minutes of an earlier meeting, put to this one."""

    called: ClassVar[str] = "Minutes"

    date: Day = required("Date", "The date of that meeting.")
    outcome: PreviousMinutesOutcome = optional(
        "Outcome", "approved, corrected or deferred.", PreviousMinutesOutcome.APPROVED
    )
    corrections: Many[Prose] = several("Corrections", "What was corrected, one an entry.")


class Address(Record):
    """A deputation, a petition, or a question from the public or from a member."""

    called: ClassVar[str] = "Submission"

    title: Line = required("Title", "What it is about.")
    by: Line | None = optional("By", "Who brought it, as a resident of Northshire.")
    text: Prose | None = optional("Text", "What was said or asked.")
    answer: Prose | None = optional("Answer", "What was answered.")
    signatures: Count | None = optional("Signatures", "How many signed, for a petition.")
    outcome: Line | None = optional("Outcome", "What follows from it.")


class VoteMethod(Choice):
    """How a vote was taken."""

    ASSENT = "assent"
    HANDS = "hands"
    RECORDED = "recorded"
    BALLOT = "ballot"


class CastingVote(Choice):
    """Which way the chair's casting vote went."""

    FOR = "for"
    AGAINST = "against"


class Vote(Record):
    """A vote: how it was taken, the numbers, and the names where they are recorded."""

    method: VoteMethod = optional("Method", "assent, hands, recorded (by name) or ballot.", VoteMethod.ASSENT)
    in_favour: Count | None = optional("For", "How many voted for.", alias="for")
    against: Count | None = optional("Against", "How many voted against.")
    abstained: Count | None = optional("Abstained", "How many abstained.")
    names_for: Many[Line] = several("Names for", "Who voted for, in a recorded vote.")
    names_against: Many[Line] = several("Names against", "Who voted against.")
    names_abstained: Many[Line] = several("Names abstaining", "Who abstained.")
    casting_vote: CastingVote | None = optional("Casting vote", "for or against, where the chair gave one.")
    casting_member: Line | None = optional("Cast by", "Who gave the casting vote.")


class MotionOutcome(Choice):
    """What became of a motion."""

    CARRIED = "carried"
    LOST = "lost"
    WITHDRAWN = "withdrawn"
    ACCEPTED = "accepted"


class Motion(Exemptible):
    """A motion or an amendment."""

    called: ClassVar[str] = "Motion"

    id: Ref | None = optional("Id", "A short name to refer to it by.")
    text: Prose | None = optional("Text", "The motion. Left out, it is the recommendations of the report.")
    proposer: Line | None = optional("Proposed by", "Who moved it.")
    seconder: Line | None = optional("Seconded by", "Who seconded it.")
    amends: Ref | None = optional("Amends", "The id of the motion that it would change, for an amendment.")
    vote: Vote | None = optional("Vote", "The vote on it.")
    outcome: MotionOutcome | None = optional("Outcome", "carried, lost, withdrawn or accepted.")


class Action(Record):
    """Something that an officer is to do."""

    called: ClassVar[str] = "Action"

    text: Prose = required("Text", "What is to be done.")
    owner: Person = required("Owner", "The post that is to do it.")
    by: Day | None = optional("By", "The date by which it is to be done.")


class AgendaItem(Exemptible):
    """A matter on the agenda. What its decision file says is not written again here; only what changed is."""

    called: ClassVar[str] = "Item"

    id: Ref | None = optional("Id", "A short name to refer to it by.")
    number: Line | None = optional("Number", "The number on the agenda. Left out, it is one more than the item before.")
    minute_number: Line | None = optional("Minute number", "The number of the minute, where it is not worked out.")
    title: Line | None = optional("Title", "The title. Left out, it is that of the decision's report.")
    decision: Line | None = optional(
        "Decision file", "The file of the decision that it takes, as home-support-2024 or ../home-support-2024.yaml."
    )
    report_of: Person | None = optional("Report of", "Who put the report forward, where there is no decision file.")
    introduced_by: Person | None = optional("Introduced by", "Who introduced it.")
    urgent: YesNo = optional("Urgent", "yes for urgent business added at the meeting.", False)
    urgency_reason: Prose | None = optional("Reason for urgency", "Why the chair took it as urgent.")
    private: YesNo = optional("In private", "yes where it was taken without press and public.", False)
    paragraphs: Many[Paragraph] = several(
        "Paragraphs", "The paragraphs of Schedule 12A, where it was taken in private."
    )
    intro: Prose | None = optional("Introduction", "How it was introduced.")
    points: Many[Point] = several("Discussion", "What was said, one point an entry.")
    questions: Many[Question] = several("Questions", "Questions and answers.")
    exempt_considered: Line | None = optional("Exempt item", "The id or number of the exempt item considered with it.")
    motions: Many[Motion] = several("Motions", "Motions and amendments, with their votes.")
    resolutions: Resolutions = several("Resolutions", "What was resolved, where it is not just what was recommended.")
    as_recommended: YesNo = optional("As recommended", "yes where every recommendation was agreed as it stood.", False)
    reasons: Prose | None = optional("Reasons", "The reasons, where they differ from those of the report.")
    alternatives: Prose | None = optional("Alternatives", "Alternatives considered at the meeting itself.")
    actions: Many[Action] = several("Actions", "What officers are to do.")
    call_in_applies: YesNo | None = optional("Call-in", "Whether the decision may be called in.")
    text: Prose | None = optional("Text", "The minute of an item that needs no more than a paragraph.")


class Exclusion(Record):
    """The resolution to exclude press and public (SI 2012/2089, regulation 4; LGA 1972, section 100A(4))."""

    called: ClassVar[str] = "Exclusion"

    number: Line | None = optional("Number", "The number on the agenda. Left out, it is one more than the item before.")
    minute_number: Line | None = optional("Minute number", "The number of the minute, where it is not worked out.")
    items: Many[Line] = several("Items", "The ids or agenda numbers of the items taken in private.")
    paragraphs: Many[Paragraph] = several("Paragraphs", "The paragraphs of Schedule 12A.")
    text: Prose | None = optional("Text", "The resolution, where the council's own wording is not to be used.")
    time: Clock | None = optional("Time", "When it was passed.")
    readmitted: Clock | None = optional("Public back", "When press and public came back, if they did.")
    proposer: Line | None = optional("Proposed by", "Who moved it.")
    seconder: Line | None = optional("Seconded by", "Who seconded it.")


class EventKind(Choice):
    """What happened in the course of a meeting."""

    ARRIVED = "arrived"
    LEFT = "left"
    ADJOURNED = "adjourned"
    RESUMED = "resumed"
    ORDER_CHANGED = "order_changed"
    EXTENDED = "extended"
    DISTURBANCE = "disturbance"


class MeetingEvent(Record):
    """Something that happened in the course of the meeting."""

    called: ClassVar[str] = "Event"

    kind: EventKind = required("Kind", "arrived, left, adjourned, resumed, order_changed, extended or disturbance.")
    time: Clock | None = optional("Time", "When.")
    who: Line | None = optional("Who", "Whom it concerns.")
    before_item: Line | None = optional("Before item", "The number of the item before which it happened.")
    text: Prose | None = optional("Text", "More about it.")


class NextMeeting(Record):
    """The next meeting."""

    date: Day = required("Date", "Its date.")
    time: Clock | None = optional("Time", "When it begins.")
    place: Line | None = optional("Place", "Where it is held.")


class Meeting(Record):
    """One meeting of one body: what its agenda and minutes are written from."""

    council: Ref | None = optional("Council", "The council's id. Left out, the nearest council.yaml tells.")
    body: Line = required("Body", "The body that meets, as Cabinet.")
    body_type: BodyType = optional("Kind of body", "What kind of body it is.", BodyType.EXECUTIVE)
    title: Line | None = optional("Title", "The title of the meeting, where it is not just the body.")
    number: Line | None = optional("Number", "The number of the meeting in the year, where minute numbers hold it.")
    date: Day = required("Date", "The date of the meeting, as 2023-12-05.")
    start: Clock | None = optional("Start", "When it began, or is to begin, as 18:30.")
    finish: Clock | None = optional("Finish", "When it ended.")
    place: Line | None = optional("Place", "Where it was held.")
    virtual_address: WebAddress | None = optional("On the web", "Where it can be watched.")
    agenda_published: Day | None = optional("Agenda published", "When the agenda became public.", **NOTICE)
    supplement_published: Day | None = optional("Supplement published", "When a second agenda became public.")
    chair: Line | None = optional("Chair", "Who presided.")
    contact: Person | None = optional("Contact", "Whom to ask about the meeting.")
    attendance: Attendance | None = optional("Attendance", "Who was there, and who was not.")
    declarations: Many[Interest] | None = optional(
        "Declarations of interest", "Interests declared; `none` where there were none."
    )
    declarations_item: Line | None = optional("Number of declarations", "The number of the item for declarations.")
    urgent_business: Prose | None = optional("Urgent business", "What was said of urgent business.")
    previous_minutes: Many[PreviousMinutes] = several("Earlier minutes", "Minutes of earlier meetings put to this one.")
    questions: Many[Address] | None = optional(
        "Public questions", "Questions from the public; `none` where there were none."
    )
    member_questions: Many[Address] | None = optional(
        "Members' questions", "Questions from members of the council; `none` where there were none."
    )
    deputations: Many[Address] | None = optional("Deputations", "Deputations received; `none` where there were none.")
    petitions: Many[Address] | None = optional("Petitions", "Petitions received; `none` where there were none.")
    private_meeting: PrivateMeeting | None = optional("Private meeting", "The notices of a part in private.")
    items: Many[AgendaItem] = several("Items", "The items of business, in the order of the agenda.")
    exclusions: Many[Exclusion] = several("Exclusion of press and public", "Resolutions to exclude them.")
    events: Many[MeetingEvent] = several("Events", "Arrivals, departures, adjournments, changes of order.")
    any_other: Prose | None = optional("Other business", "Anything else that was dealt with.")
    closing: Prose | None = optional("Close", "How the meeting closed, where more is to be said than when.")
    next_meeting: NextMeeting | None = optional("Next meeting", "When the body meets next.")
    signature: Line | None = optional("Signed by", "Who is to sign the minutes, as Chair.")
    first_minute: Count | None = optional("First minute number", "The number of the first minute, where it runs on.")
    draft: YesNo = optional("Draft", "yes until the next meeting has approved the minutes.", True)
    waive: Many[Waiver] = several("Waivers", "Rules that this file breaks with good reason.", **INTERNAL)
    review_notes: Many[ReviewNote] = several("Review notes", "Notes to the clerk.", **INTERNAL)
