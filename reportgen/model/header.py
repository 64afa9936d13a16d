"""The head of a report: the meeting it goes to, what it is called, who answers for it, why it is key."""

from typing import ClassVar

from reportgen.model.council import BodyType
from reportgen.model.people import Person
from reportgen.model.record import INTERNAL, NOTICE, Brief, Choice, Many, Record, optional, required, several
from reportgen.model.values import Clock, Count, Day, DaySpan, Line, Money, Prose, Ref, WebAddress, YesNo


class MeetingReference(Record):
    """The meeting at which the decision is to be taken."""

    body: Line = required("Body", "Who decides, as Cabinet or Overview and Scrutiny Committee.")
    body_type: BodyType = optional(
        "Kind of body", "What kind of body or person decides; executive where it is left out.", BodyType.EXECUTIVE
    )
    date: Day = required("Date", "The date of the meeting, as 2024-06-05.")
    time: Clock | None = optional("Time", "When the meeting begins, as 18:30.")
    place: Line | None = optional("Place", "Where it is held, as Council Chamber, Town Hall.")
    item_no: Line | None = optional("Item number", "The number of this item on the agenda, as 8.")
    exempt_item_no: Line | None = optional("Exempt item number", "The number of the item that holds its exempt part.")
    agenda_published: Day | None = optional(
        "Agenda published", "The date on which the agenda and report became public; five clear days are needed."
    )
    convened_short_notice: YesNo = optional(
        "Convened at short notice", "yes where the meeting itself was called at shorter notice.", False
    )
    late_item: YesNo = optional("Late item", "yes where the item was added after the agenda was published.", False)
    lateness_reason: Prose | None = optional("Reason for lateness", "Why the report is late.")
    urgency_reason: Prose | None = optional(
        "Reason for urgency", "Why the chair thinks that the item can't wait (LGA 1972, section 100B(4)(b))."
    )


class ReportType(Choice):
    """What the paper is for."""

    DECISION = "decision"
    UPDATE = "update"
    BRIEFING = "briefing"
    MINUTES = "minutes"


class Classification(Choice):
    """Whether the public may see the report."""

    OPEN = "open"
    PART_EXEMPT = "part_exempt"
    EXEMPT = "exempt"


class DecisionType(Choice):
    """Whether the decision is a key decision."""

    KEY = "key"
    NON_KEY = "non_key"


class ServiceKind(Choice):
    """The kind of service, which tells which duties the law puts on the council."""

    ADULT_SOCIAL_CARE = "adult_social_care"
    CHILDRENS_SERVICES = "childrens_services"
    ADULTS_AND_CHILDREN = "adults_and_children"
    HEALTH = "health"
    OTHER = "other"


class StrategicLink(Brief):
    """How the proposal serves an aim of the council. Plain text is the aim alone."""

    main: ClassVar[str] = "aim"
    called: ClassVar[str] = "Strategic link"

    aim: Line = required("Aim", "The aim or priority, as Independent lives.")
    plan: Line | None = optional("Plan", "The plan that sets the aim, as Westford Together 2030.")
    text: Prose | None = optional("Text", "How the proposal serves it.")


class Commitment(Brief):
    """Something that the report promises outside its recommendations."""

    called: ClassVar[str] = "Commitment"

    text: Prose = required("Text", "What is promised.")
    by: Day | None = optional("By", "The date by which it is to be done, as 2024-07.")
    owner: Person | None = optional("Owner", "The post that has promised it.")


class Clearance(Record):
    """An officer who has cleared the report before publication."""

    called: ClassVar[str] = "Clearance"

    by: Person = required("By", "Who cleared the report: a post, as Monitoring Officer.")
    on: Day | None = optional("On", "The date of clearance, as 2024-05-14.")
    note: Line | None = optional("Note", "A few words on the clearance.", **INTERNAL)


class Report(Record):
    """What the paper is called, how it is classed, and who answers for it."""

    title: Line = required("Title", 'The title of the report, as "Care at home: extension of contracts".', **NOTICE)
    subtitle: Line | None = optional("Subtitle", "A second line under the title.")
    ref: Line | None = optional("Reference", "The report's or contract's own number, as 24/2018.", **NOTICE)
    type: ReportType = optional("Type", "What the paper is for; decision if left out.", ReportType.DECISION, **NOTICE)
    classification: Classification = optional(
        "Classification", "open, part_exempt or exempt.", Classification.OPEN, **NOTICE
    )
    decision_type: DecisionType | None = optional("Decision type", "key or non_key, as the header prints it.", **NOTICE)
    service: Line | None = optional("Service", "The service that the decision is about, as Care at Home.")
    service_kind: ServiceKind | None = optional("Kind of service", "Tells which statutory duties apply.")
    report_of: Person = required(
        "Report of", "Who puts the report forward: a post, as Director of Adult Social Care.", **NOTICE
    )
    introduced_by: Person | None = optional("Introduced by", "The cabinet member who introduces it.", **NOTICE)
    lead_member: Person | None = optional(
        "Lead member", "The cabinet member responsible, with `portfolio` where it is printed.", **NOTICE
    )
    authors: Many[Person] = several(
        "Authors", "The officers to ask about the report, with e-mail or telephone.", **NOTICE
    )
    contacts_for_documents: Person | None = optional(
        "Contact for documents", "Whom to ask for the background documents.", **NOTICE
    )
    wards: Many[Line] = several("Wards affected", "The wards affected, one a line; or `All wards` alone.", **NOTICE)
    strategic_links: Many[StrategicLink] = several("Strategic links", "The council's aims that the proposal serves.")
    accessible_format_contact: Line | None = optional(
        "Accessible formats", "Whom to ask for large print or braille, where it differs from the council's own."
    )
    summary: Prose | None = optional("Summary", "The executive summary, in Markdown.")
    purpose: Prose | None = optional("Purpose", "What the report is for, in a sentence or two.")
    commitments: Many[Commitment] = several("Commitments", "Promises that stand outside the recommendations.")
    clearances: Many[Clearance] = several("Clearances", "Who has cleared the report, and when.")
    keywords: Many[Line] = several("Keywords", "Words under which the published file should be found.")
    public_version: Line | None = optional(
        "Public version", "Where the public version or summary is, when the report as a whole is exempt.", **NOTICE
    )


class KeyReason(Choice):
    """What makes a decision key (SI 2012/2089, regulation 8(1))."""

    SPEND = "spend"
    SAVINGS = "savings"
    TWO_WARDS = "two_wards"


class WardEffect(Choice):
    """Whether the effect on communities in two or more wards is significant."""

    SIGNIFICANT = "significant"
    NOT_SIGNIFICANT = "not_significant"


class UrgencyRoute(Choice):
    """How a key decision may be taken without 28 clear days' notice."""

    GENERAL_EXCEPTION = "general_exception"
    SPECIAL_URGENCY = "special_urgency"


class Consenter(Choice):
    """Who may agree that a decision is urgent, in this order (SI 2012/2089, regulations 5(6) and 11(1))."""

    SCRUTINY_CHAIR = "scrutiny_chair"
    COUNCIL_CHAIR = "council_chair"
    COUNCIL_VICE_CHAIR = "council_vice_chair"


class GeneralException(Record):
    """The steps of the general exception (SI 2012/2089, regulation 10)."""

    chair_notified: Day | None = optional("Chair notified", "When the scrutiny chair was told in writing.")
    members_notified: Day | None = optional(
        "Members notified", "When each scrutiny member was told, where there is no chair."
    )
    notice_published: Day | None = optional("Notice published", "When the notice was made public.")
    reasons: Prose | None = optional("Reasons", "Why 28 clear days' notice was impracticable.")
    reasons_published: Day | None = optional("Reasons published", "When the reasons were made public.")


class SpecialUrgency(Record):
    """The steps of special urgency (SI 2012/2089, regulation 11)."""

    agreed_by: Consenter | None = optional("Agreed by", "Who agreed that the decision is urgent.")
    agreed_on: Day | None = optional("Agreed on", "When they agreed.")
    why_not_chair: Line | None = optional(
        "Why not the chair", "Why the scrutiny chair could not be asked, where another agreed."
    )
    reasons: Prose | None = optional("Reasons", "Why the decision is urgent and can't reasonably be deferred.")
    reasons_published: Day | None = optional("Reasons published", "When the reasons were made public.")
    council_report_due: Day | None = optional(
        "Report to council", "When the leader's report to council lists the decision (regulation 19)."
    )


class KeyNotice(Record):
    """The particulars of the public notice of a key decision (SI 2012/2089, regulation 9(1))."""

    statement: Prose | None = optional("Statement", "That a key decision is to be made.")
    matter: Prose | None = optional("Matter", "What is to be decided. It must disclose nothing exempt.")
    decision_maker: Line | None = optional("Decision maker", "The body or person who decides, as Cabinet.")
    decision_maker_title: Line | None = optional("Title", "The decision maker's title, where one person decides.")
    members: Many[Person] = several("Members", "The members of the body, by post.")
    decision_date: DaySpan | None = optional(
        "Date or period", "When it is to be decided: a date, or two with `to` between them."
    )
    documents: Many[Line] = several("Documents", "The documents to be submitted to the decision maker.")
    address: Line | None = optional("Address", "Where copies of the documents are to be had.")
    other_documents: Line | None = optional("Other documents", "That other documents may be submitted.")
    how_to_request: Line | None = optional("How to ask", "How to ask for those documents as they become available.")


class Key(Record):
    """Whether this is a key decision, why, and how the public was told."""

    is_key: YesNo = required("Key decision", "yes or no.", **NOTICE)
    reasons: Many[KeyReason] = several("Reasons", "What makes it key: spend, savings or two_wards.", **NOTICE)
    ward_effect: WardEffect | None = optional(
        "Effect on wards", "Whether the effect on two or more wards is significant.", **NOTICE
    )
    savings: Money | None = optional("Savings", "The savings that make it key.")
    forward_plan_ref: Line | None = optional(
        "Forward plan reference", "The number in the forward plan, as FP/2024/031.", **NOTICE
    )
    notice_published: Day | None = optional(
        "Notice published", "The date on which the notice was published; 28 clear days are needed.", **NOTICE
    )
    notice_address: WebAddress | None = optional("Notice on the web", "Where the notice can be read.", **NOTICE)
    urgency_route: UrgencyRoute | None = optional(
        "Urgency route", "general_exception or special_urgency, where 28 clear days were not given.", **NOTICE
    )
    general_exception: GeneralException | None = optional("General exception", "The steps taken.", **NOTICE)
    special_urgency: SpecialUrgency | None = optional("Special urgency", "The steps taken.", **NOTICE)
    notice: KeyNotice | None = optional("Notice", "The particulars that the public notice gives.", **NOTICE)


class PrivateAgreement(Record):
    """The agreement to meet in private without 28 clear days' notice (SI 2012/2089, regulation 5(6))."""

    by: Consenter | None = optional("Agreed by", "Who agreed that the meeting is urgent.")
    on: Day | None = optional("Agreed on", "When they agreed.")
    reasons: Prose | None = optional("Reasons", "Why the meeting is urgent and can't reasonably be deferred.")
    reasons_published: Day | None = optional("Reasons published", "When the reasons were made public.")


class PrivateMeeting(Record):
    """The notices of a meeting, or part of one, in private (SI 2012/2089, regulation 5)."""

    notice1_published: Day | None = optional(
        "First notice", "The date of the first notice; 28 clear days before the meeting."
    )
    notice1_reasons: Prose | None = optional("Reasons in the first notice", "Why the meeting is to be in private.")
    notice2_published: Day | None = optional(
        "Second notice", "The date of the second notice; five clear days before the meeting."
    )
    notice2_reasons: Prose | None = optional("Reasons in the second notice", "Why the meeting is still to be private.")
    representations: Prose | None = optional(
        "Representations", "What was said against meeting in private; `None received` if nothing was."
    )
    response: Prose | None = optional("Response", "The council's answer to the representations.")
    agreement: PrivateAgreement | None = optional("Agreement", "Who agreed to do without 28 clear days, and why.")


class DecisionReference(Brief):
    """A decision taken before, or one still to come. Plain text is what was decided."""

    called: ClassVar[str] = "Decision"

    text: Prose | None = optional("Text", "What was decided, or is to be.")
    body: Line | None = optional("Body", "Who decided, as Cabinet.")
    date: Day | None = optional("Date", "When, as 2016-05.")
    ref: Line | None = optional("Reference", "The report or minute number, as 106/2016.")
    title: Line | None = optional("Title", "The title of the report.")
    address: WebAddress | None = optional("On the web", "Where it can be read.")
    branches: Many[Prose] = several("Either, or", "The ways in which a decision still to come may go.")
    id: Ref | None = optional("Id", "A short name to refer to it by.")


class Waiver(Record):
    """A rule that this file breaks with good reason."""

    called: ClassVar[str] = "Waiver"

    rule: Line = required("Rule", "The name of the rule, as KEY-REASON.")
    reason: Line = required("Reason", "Why the rule should not stop this decision.")
    by: Line = required("By", "The post that accepts this.")
    on: Day = required("On", "When it was accepted.")
    path: Line | None = optional("Field", "The field that it is about, where the rule looks at many.")


class ReviewNote(Brief):
    """A reviewer's note to the author. It is in no copy for the public or for members."""

    called: ClassVar[str] = "Note"

    text: Prose = required("Text", "The note.")
    at: Line | None = optional("Field", "The field that it is about, as risks[3].mitigation.")
    by: Line | None = optional("By", "Who wrote it: a post.")
    on: Day | None = optional("On", "When it was written.")
    resolved: YesNo = optional("Resolved", "yes once it has been dealt with.", False)


class Provenance(Record):
    """Where the file came from."""

    source: Line | None = optional("Source", "What the file was written from.")
    created: Day | None = optional("Created", "When it was first written.")
    author: Line | None = optional("Author", "The post that keeps it.")
    version: Line | None = optional("Version", "The draft or version, as Draft 3.")
    revisions: Count | None = optional("Revisions", "How many times it has been revised.")
    note: Line | None = optional("Note", "Anything else about the file.")
