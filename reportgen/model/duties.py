"""What the law asks the council to weigh, and what its officers say of it."""

from typing import ClassVar

from reportgen.model.contracts import Regime
from reportgen.model.people import Comment
from reportgen.model.record import Brief, Choice, Many, Record, optional, required, several
from reportgen.model.values import Count, Day, Exemptible, Line, Prose, Ref, WebAddress, YesNo


class LegalClause(Exemptible):
    """A provision of law that the decision rests on."""

    called: ClassVar[str] = "Provision"

    id: Ref | None = optional("Id", "A short name to refer to it by.")
    statute: Line = required("Statute", "The exact title and year, as Care Act 2014.")
    provision: Line | None = optional("Provision", "The section or regulation, as section 2(2)(a).")
    proposition: Prose | None = optional("Proposition", "What it says, and what follows for this decision.")
    applies_to: Line | None = optional("Applies to", "What it applies to, as adults only.")


class Limb(Record):
    """One limb of a test in law, answered."""

    called: ClassVar[str] = "Limb"

    limb: Line = required("Limb", "The limb, as (8)(a).")
    answer: Line = required("Answer", "yes or no, or a few words.")
    reason: Prose | None = optional("Reason", "Why, with the evidence.")


class ModificationGround(Record):
    """The ground on which procurement law lets a contract be changed."""

    regime: Regime | None = optional("Regime", "The law that the ground comes from, as pcr2015.")
    ground: Line | None = optional("Ground", "The ground, as regulation 72(1)(a) or section 74(1)(b).")
    clause: Line | None = optional("Clause", "The clause of the contract that provides for it, as 4.2.")
    tender_notice: Line | None = optional("Tender notice", "The notice that provided for it, where one must.")
    text: Prose | None = optional("Text", "How the ground is met.")
    limbs: Many[Limb] = several("Limbs", "Each limb of the test, with its answer.")
    nature_changed: YesNo | None = optional(
        "Nature changed", "yes where the overall nature, the scope or the character of the contract becomes another."
    )
    balance_shifted: YesNo | None = optional(
        "Balance shifted", "yes where the economic balance of the contract shifts in favour of the supplier."
    )
    notice_ref: Line | None = optional("Notice", "The number of the notice of the change.")
    notice_date: Day | None = optional("Notice published", "When the notice of the change was published.")
    notice_platform: Line | None = optional("Platform", "Where it was published, as Find a Tender.")
    copy_published: Day | None = optional(
        "Copy published", "When a copy of the changed contract was or is to be published, where one must be."
    )


class Standstill(Record):
    """A pause before a change or award is made."""

    offered: YesNo = optional("Offered", "Whether there is one.", False)
    published: Day | None = optional("Notice published", "The day on which the notice was published.")
    ends: Day | None = optional("Ends", "The last day of the pause.")


class LawNotice(Record):
    """A notice that procurement law asks for."""

    called: ClassVar[str] = "Notice"

    kind: Line = required("Kind", "Which notice, as contract change notice.")
    ref: Line | None = optional("Reference", "Its number.")
    date: Day | None = optional("Date", "When it was or is to be published.")
    platform: Line | None = optional("Platform", "Where, as Find a Tender.")


class Tupe(Brief):
    """Whether staff move to a new employer (Transfer of Undertakings Regulations 2006)."""

    applies: YesNo | None = optional("Applies", "Whether staff may transfer.")
    text: Prose | None = optional("Text", "What is said of it.")


class Considered(Brief):
    """Something that was weighed. Plain text is what was found."""

    text: Prose | None = optional("Text", "What was considered and found.")
    ref: Line | None = optional("Reference", "The number of the assessment or screening.")
    date: Day | None = optional("Date", "When it was done.")


class Legal(Record):
    """The law: powers, duties, the ground for a change, and the comment of the legal officer."""

    power: Line | None = optional("Power", "The power relied on, as section 1 of the Localism Act 2011.")
    clauses: Many[LegalClause] = several("Provisions", "The provisions that the decision rests on.")
    points: Many[Prose] = several("Implications", "The legal implications, one numbered paragraph an entry.")
    modification_ground: ModificationGround | None = optional(
        "Ground for the change", "Why the contract may be changed."
    )
    standing_order: Line | None = optional("Standing order", "The contract standing order relied on, as 10.02.1(b).")
    contract_history: Prose | None = optional("History of the contracts", "How the contracts were let and extended.")
    tupe: Tupe | None = optional("TUPE", "Whether staff may transfer to a new employer.")
    social_value: Considered | None = optional(
        "Social value", "What was considered under the Public Services (Social Value) Act 2012."
    )
    subsidy: Considered | None = optional("Subsidy", "What was considered under the Subsidy Control Act 2022.")
    standstill: Standstill | None = optional("Standstill", "A pause before the change or award is made.")
    notices: Many[LawNotice] = several("Notices", "Notices published or planned under procurement law.")
    threshold: Line | None = optional("Threshold", "The procurement threshold quoted, as £663,540 including VAT.")
    comment: Comment | None = optional("Legal comment", "The comment of the monitoring officer or legal services.")


class EqualityStatus(Choice):
    """How equality was assessed."""

    FULL = "full"
    SCREENING = "screening"
    NOT_NEEDED = "not_needed"
    ASSERTED = "asserted"


class Characteristic(Choice):
    """A protected characteristic (Equality Act 2010, section 4)."""

    AGE = "age"
    DISABILITY = "disability"
    GENDER_REASSIGNMENT = "gender_reassignment"
    MARRIAGE_CIVIL_PARTNERSHIP = "marriage_civil_partnership"
    PREGNANCY_MATERNITY = "pregnancy_maternity"
    RACE = "race"
    RELIGION_BELIEF = "religion_belief"
    SEX = "sex"
    SEXUAL_ORIENTATION = "sexual_orientation"


class Effect(Choice):
    """How a group of people is affected."""

    POSITIVE = "positive"
    NEUTRAL = "neutral"
    NEGATIVE = "negative"
    MIXED = "mixed"


class EqualityImpact(Exemptible):
    """How people who share a protected characteristic are affected."""

    called: ClassVar[str] = "Impact"

    characteristic: Characteristic = required("Characteristic", "The protected characteristic, as age.")
    effect: Effect = required("Effect", "positive, neutral, negative or mixed.")
    text: Prose | None = optional("Text", "What the effect is.")
    mitigation: Prose | None = optional("Mitigation", "What is done about it.")


class WhenConsidered(Choice):
    """When the equality duty was considered."""

    NOW = "now"
    AT_AWARD = "at_award"
    LATER = "later"


class Equality(Record):
    """How the public sector equality duty was met (Equality Act 2010, section 149)."""

    status: EqualityStatus | None = optional("Status", "full, screening, not_needed or asserted (said without any).")
    ref: Line | None = optional("Reference", "The number or appendix of the assessment.")
    date: Day | None = optional("Date", "When it was made.")
    reason: Line | None = optional("Reason", "Why none is needed, where that is so.")
    considered: WhenConsidered | None = optional(
        "Considered", "Whether the duty was met now, at award, or will be later."
    )
    text: Prose | None = optional("Text", "What was found.")
    impacts: Many[EqualityImpact] = several("Impacts", "How people who share each characteristic are affected.")
    conclusion: Prose | None = optional("Conclusion", "What follows from it.")


class ImplicationStatus(Choice):
    """Whether there is anything to say."""

    CONSIDERED = "considered"
    NONE = "none"
    NOT_APPLICABLE = "not_applicable"


class Implication(Brief):
    """What the decision means for one matter. Plain text is the statement."""

    status: ImplicationStatus = optional("Status", "considered, none or not_applicable.", ImplicationStatus.CONSIDERED)
    text: Prose | None = optional("Text", "The statement, in Markdown.")
    ref: Line | None = optional("Reference", "The number of an assessment, as a DPIA.")
    date: Day | None = optional("Date", "When it was assessed.")
    author: Line | None = optional("Author", "Who says so: a post.")


class OtherImplication(Record):
    """An implication for a matter that has no field of its own."""

    called: ClassVar[str] = "Implication"

    title: Line = required("Title", "The matter, as Rural impact.")
    text: Prose = required("Text", "The statement, in Markdown.")


class Implications(Record):
    """What the decision means for the matters that reports must speak of."""

    crime: Implication | None = optional(
        "Community safety", "Crime and disorder (Crime and Disorder Act 1998, section 17)."
    )
    health: Implication | None = optional("Health and wellbeing", "Public health and wellbeing.")
    environment: Implication | None = optional("Environment", "The environment, climate and carbon.")
    safeguarding: Implication | None = optional("Safeguarding", "Safeguarding adults and children.")
    data: Implication | None = optional("Data protection", "Personal information; the reference of a DPIA.")
    best_value: Implication | None = optional("Best value", "Best value (Local Government Act 1999, section 3).")
    consultation: Implication | None = optional("Consultation", "Consultation that the law asks for.")
    risk: Implication | None = optional("Risk management", "How risks are managed.")
    hr: Implication | None = optional("Staffing", "The council's own staff.")
    property: Implication | None = optional("Property", "Land and buildings.")
    it: Implication | None = optional("Technology", "Information technology.")
    human_rights: Implication | None = optional("Human rights", "The Human Rights Act 1998.")
    market: Implication | None = optional("Care market", "The market for care (Care Act 2014, section 5).")
    social_value: Implication | None = optional("Social value", "Social, economic and environmental well-being.")
    procurement: Implication | None = optional("Procurement", "How things are bought.")
    other: Many[OtherImplication] = several("Other implications", "Matters that have no field of their own.")


class LinkedPaper(Brief):
    """A paper linked to the report: one linked, supporting, or in the background. Plain text is its title."""

    main: ClassVar[str] = "title"
    called: ClassVar[str] = "Paper"

    title: Line = required("Title", "The title of the paper.")
    ref: Line | None = optional("Reference", "Its number, as 106/2016.")
    date: Day | None = optional("Date", "Its date.")
    url: WebAddress | None = optional("On the web", "Where it can be read, as https://www.example.org/papers/106.")
    location: Line | None = optional("Location", "Where it can be seen, if not on the web.")


class BackgroundPaper(LinkedPaper, Exemptible):
    """A paper that the report relies on to a material extent (LGA 1972, section 100D)."""

    called: ClassVar[str] = "Background paper"

    is_published_work: YesNo = optional(
        "Published work", "yes for a published book or the like, which need not be listed.", False
    )
    pages: Count | None = optional("Pages", "How many pages it has.")
