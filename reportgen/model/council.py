"""The council: what is local to it, its own rules and words."""

import re
from typing import Annotated, ClassVar

from pydantic import AfterValidator

from reportgen.base.suggest import nearest
from reportgen.model.people import Person
from reportgen.model.record import Brief, Choice, Many, Record, optional, refusal, required, several, shorten
from reportgen.model.values import Clock, Count, Day, Days, Email, Line, Money, Months, Prose, Ref, WebAddress, YesNo


class ExecutiveModel(Choice):
    """How the council's executive is made up (Local Government Act 2000, Part 1A)."""

    LEADER_CABINET = "leader_cabinet"
    MAYOR_CABINET = "mayor_cabinet"
    COMMITTEE = "committee"


class BodyType(Choice):
    """What kind of body or person decides."""

    EXECUTIVE = "executive"
    EXECUTIVE_COMMITTEE = "executive_committee"
    INDIVIDUAL_MEMBER = "individual_member"
    OFFICER = "officer"
    SCRUTINY = "scrutiny"
    COUNCIL = "council"
    COMMITTEE = "committee"


class DayBasis(Choice):
    """Whether days are counted by the calendar or as working days."""

    CALENDAR = "calendar"
    WORKING = "working"


class CountedFrom(Choice):
    """The day from which a period runs."""

    DECISION = "decision"
    PUBLICATION = "publication"


class Weekday(Choice):
    """A day of the week."""

    MONDAY = "monday"
    TUESDAY = "tuesday"
    WEDNESDAY = "wednesday"
    THURSDAY = "thursday"
    FRIDAY = "friday"
    SATURDAY = "saturday"
    SUNDAY = "sunday"


class KeyThresholds(Record):
    """When a decision of this council is a key decision (SI 2012/2089, regulation 8)."""

    spend_threshold: Money | None = optional(
        "Spending threshold", "The sum from which spending makes a decision key, as £500,000; see the constitution."
    )
    savings_threshold: Money | None = optional(
        "Savings threshold", "The sum from which savings make a decision key, where it differs from spending."
    )
    wards: Count = optional("Wards", "The number of wards significantly affected that makes a decision key.", 2)
    text: Prose | None = optional("Wording", "How the council's reports explain what a key decision is.")


class CallInSettings(Record):
    """How long scrutiny members may call a decision in (Local Government Act 2000, section 9F)."""

    days: Days = optional("Days", "The length of the call-in period in days, as 5.", 5)
    basis: DayBasis = optional("Day basis", "Whether the days are working days or calendar days.", DayBasis.WORKING)
    counted_from: CountedFrom = optional(
        "Counted from", "Whether the period runs from the decision or its publication.", CountedFrom.PUBLICATION
    )
    ends_at: Clock | None = optional("Ends at", "The time at which the period ends on its last day, as 17:00.")
    requested_by: Line | None = optional("Who may call in", "Who may ask for a call-in, as five members.")
    text: Prose | None = optional("Wording", "How the council's decision records explain call-in.")


class PublicationSettings(Record):
    """How the council publishes."""

    decision_days: Days = optional(
        "Days to publish a decision", "The working days within which a decision is published, as 2.", 2
    )
    clear_days: Days = optional("Clear days", "The clear days for which an agenda is public before a meeting, as 5.", 5)
    clear_days_basis: DayBasis = optional(
        "Clear day basis", "Whether the council counts clear days by the calendar or as working days.", DayBasis.WORKING
    )


class StandingOrder(Record):
    """A contract standing order or procedure rule that reports cite."""

    called: ClassVar[str] = "Standing order"

    number: Line = required("Number", "The number of the rule, as 10.02.1(b).")
    title: Line | None = optional("Title", "What the rule is about, as Extension of contracts.")
    authority: Line | None = optional("Authority", "Who may decide under it, as Cabinet.")
    over: Money | None = optional("Over", "The value above which the rule applies.")
    up_to: Money | None = optional("Up to", "The value up to which the rule applies.")
    text: Prose | None = optional("Text", "What the rule says, in short.")


class Boilerplate(Record):
    """A text that stands in each of the council's reports."""

    called: ClassVar[str] = "Standing text"

    id: Ref = required("Id", "The name by which templates ask for the text, as other-implications.")
    text: Prose = required("Text", "The text, in Markdown.")


class Acronym(Brief):
    """An acronym that every reader of the council's reports knows. Plain text is the acronym alone."""

    main: ClassVar[str] = "acronym"
    called: ClassVar[str] = "Acronym"

    acronym: Line = required("Acronym", "The letters, as NHS.")
    meaning: Line | None = optional("Meaning", "What they stand for.")


class FormatContact(Brief):
    """Whom to ask for large print, braille or another language. Plain text is the whole sentence."""

    text: Line | None = optional("Text", "The sentence that reports print, as a whole.")
    post: Line | None = optional("Post", "Who answers, as Democratic Services.")
    email: Email | None = optional("E-mail", "The e-mail address to write to.")
    phone: Line | None = optional("Telephone", "The telephone number, as 01632 960002.")


class OfficerTitles(Record):
    """What the council calls the officers that the law names."""

    head_of_paid_service: Line | None = optional(
        "Head of paid service", "The post that is head of paid service, as Chief Executive."
    )
    chief_finance_officer: Line | None = optional(
        "Chief finance officer", "The post with the duties of section 151 of the Local Government Act 1972."
    )
    monitoring_officer: Line | None = optional(
        "Monitoring officer", "The post that is monitoring officer, as Director of Law and Governance."
    )
    proper_officer: Line | None = optional(
        "Proper officer", "The post that publishes agendas and notices, as Head of Democratic Services."
    )
    director_adults: Line | None = optional(
        "Director of adult social services", "The post with the duties of section 6 of the 1970 Act."
    )
    director_children: Line | None = optional(
        "Director of children's services", "The post with the duties of section 18 of the Children Act 2004."
    )
    scrutiny_officer: Line | None = optional("Statutory scrutiny officer", "The post that supports scrutiny.")
    democratic_services: Line | None = optional("Democratic services", "The post or team that clerks meetings.")


class Vocabulary(Record):
    """The words that the council uses for what all reports speak of."""

    service: Line | None = optional("Service", "What the service is called, as homecare or care at home.")
    people: Line | None = optional("People", "What people who use services are called, as residents or customers.")
    providers: Line | None = optional("Providers", "What suppliers of care are called, as providers or agencies.")
    extension: Line | None = optional("Extension", "What a longer term is called, as extension.")
    executive: Line | None = optional("Executive", "What the executive is called in a sentence, as Cabinet.")
    members: Line | None = optional("Members", "What elected members are called, as councillors or members.")


class Body(Record):
    """A body of the council: the cabinet, a committee."""

    called: ClassVar[str] = "Body"

    id: Ref = required("Id", "A short name, as cabinet.")
    name: Line = required("Name", "The name of the body, as Cabinet.")
    body_type: BodyType = optional("Kind of body", "What kind of body it is.", BodyType.EXECUTIVE)
    members: Many[Person] = several("Members", "Its members, by post; a notice of a key decision lists them.")
    chair: Line | None = optional("Chair", "Who presides, as Leader of the Council.")
    quorum: Count | None = optional("Quorum", "How many members must be there.")


MINUTE_NUMBERS = ("n", "letter", "item", "meeting", "year", "yy")
"""What the pattern of a minute number may name."""


def _known_names(pattern: str) -> str:
    """Return the pattern of a minute number; refuse one that names what there isn't."""
    for name in re.findall(r"\{([^{}]*)\}", pattern):
        if name not in MINUTE_NUMBERS:
            guess = nearest(name, MINUTE_NUMBERS)
            known = ", ".join(f"{{{one}}}" for one in MINUTE_NUMBERS)
            hint = f"did you mean `{{{guess}}}`?" if guess else f"use {known}"
            raise refusal("pattern", f"`{{{shorten(name)}}}` is no part of a minute number.", hint)
    return pattern


class MinuteNumbering(Record):
    """How the council numbers its minutes."""

    pattern: Annotated[Line, AfterValidator(_known_names)] = optional(
        "Pattern",
        "How a minute number is written, as {n}. or {n}/{yy} or CAB/{n} or {meeting}({letter}). "
        "{n} is the running number and {letter} the same as a letter, {item} the number on the agenda, "
        "{meeting} the number of the meeting, {year} its year and {yy} the last two digits of it.",
        "{n}.",
    )
    start: Count = optional("Start", "The number at which the municipal year begins.", 1)


class Council(Record):
    """A council: what every one of its decision files relies on. It is written once, in council.yaml."""

    id: Ref = required("Id", "A short name that stands in file names, as westford.")
    name: Line = required("Name", "The name as it is printed, as Westford Borough Council.")
    short_name: Line | None = optional("Short name", "The name in running text, as Westford.")
    executive_model: ExecutiveModel = optional(
        "Executive model",
        "leader_cabinet, mayor_cabinet or committee: who takes executive decisions, and how reports speak of them.",
        ExecutiveModel.LEADER_CABINET,
    )
    style: Ref = optional("House style", "The name of the house style that its documents are written in.", "default")
    website: WebAddress | None = optional("Website", "The council's address on the web, as https://www.example.org.")
    address: Line | None = optional("Address", "The postal address, where papers can be seen.")
    key: KeyThresholds = optional("Key decisions", "When a decision is a key decision.", factory=KeyThresholds)
    call_in: CallInSettings = optional("Call-in", "How long a decision may be called in.", factory=CallInSettings)
    publication: PublicationSettings = optional(
        "Publication", "How agendas and decisions are published.", factory=PublicationSettings
    )
    meeting_weekdays: Many[Weekday] = several("Meeting days", "The days of the week on which the executive meets.")
    meeting_dates: Many[Day] = several(
        "Meeting dates", "The dates on which the executive meets, where they are fixed; else its meeting days count."
    )
    meeting_time: Clock | None = optional("Meeting time", "When meetings usually begin, as 18:30.")
    meeting_place: Line | None = optional("Meeting place", "Where meetings are usually held, as Town Hall, Westford.")
    polling_days: Many[Day] = several(
        "Polling days", "The days of local elections and by-elections in the council's area, as 2025-05-01."
    )
    bodies: Many[Body] = several("Bodies", "The cabinet and committees, with their members.")
    wards: Many[Line] = several("Wards", "The names of all wards.")
    standing_orders: Many[StandingOrder] = several("Standing orders", "The contract rules that reports cite.")
    boilerplate: Many[Boilerplate] = several("Standing texts", "Texts that stand in each report, by id.")
    required_sections: Many[Line] = several(
        "Required sections",
        "The fields that each report must fill in, as risks, legal.comment or implications.crime, one a line.",
    )
    template_instructions: Many[Line] = several(
        "Template instructions", "Instructions in the council's own form that must never be printed."
    )
    delegation_words: Many[Line] = several(
        "Delegation wording", "Words that the constitution asks for in a delegation, as in consultation with."
    )
    delegation_consults: YesNo = optional(
        "Delegations name a consultee", "yes where each delegation must name whom to consult.", False
    )
    community_safety: YesNo = optional(
        "Community safety", "yes where each report must speak of it (Crime and Disorder Act 1998, section 17).", False
    )
    acronyms: Many[Acronym] = several("Known acronyms", "Acronyms that need no explanation in this council's reports.")
    accessible_format_contact: FormatContact | None = optional(
        "Accessible formats", "Whom to ask for a report in large print, braille or another language."
    )
    titles: OfficerTitles = optional(
        "Titles of officers", "What the council calls its statutory officers.", factory=OfficerTitles
    )
    vocabulary: Vocabulary = optional("Vocabulary", "The council's own words for things.", factory=Vocabulary)
    minute_numbering: MinuteNumbering = optional("Minute numbers", "How minutes are numbered.", factory=MinuteNumbering)
    data_age_months: Months = optional(
        "Age of figures", "The months after which a figure is old enough to be remarked on.", 6
    )
