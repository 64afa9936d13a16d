"""The story: engagement, evidence, charts and tables, the plan, and the sections that a report adds of its own."""

from typing import Annotated, ClassVar

from pydantic import AfterValidator

from reportgen.model.record import Brief, Choice, Many, Record, naming, numbered, optional, required, several
from reportgen.model.values import Count, Day, Exemptible, Line, Percent, Prose, Quantity, Ref, YesNo


class EngagementStatus(Choice):
    """How far a piece of engagement has come."""

    PLANNED = "planned"
    UNDER_WAY = "under_way"
    DONE = "done"


class EngagementStrand(Exemptible):
    """Whom the council asked, how, and how many answered."""

    called: ClassVar[str] = "Strand"

    id: Ref | None = optional("Id", "A short name to refer to it by, as survey.")
    who: Line = required("Who", "Who was asked, as people who use the service.")
    method: Line | None = optional("Method", "How, as an anonymous survey.")
    start: Day | None = optional("Start", "When it began.")
    end: Day | None = optional("End", "When it ended.")
    status: EngagementStatus | None = optional("Status", "planned, under_way or done.")
    population: Count | None = optional("Out of", "How many there are in all, as 820.")
    invited: Count | None = optional("Invited", "How many were asked, as 200.")
    responded: Count | None = optional("Responded", "How many answered, as 49.")
    response_rate: Percent | None = optional(
        "Response rate", "Left out, it is worked out from how many were asked and answered."
    )
    feeds: Line | None = optional("Feeds", "What it is to inform, as the specification.")
    text: Prose | None = optional("Text", "More about it.")


class Theme(Brief):
    """Something that people told the council. Plain text is the theme itself."""

    main: ClassVar[str] = "title"
    called: ClassVar[str] = "Theme"

    title: Line = required("Title", "The theme in a few words, as Recruitment and retention.")
    text: Prose | None = optional("Text", "What was said.")
    who: Line | None = optional("Who", "Who said it, as providers.")


class Quotation(Exemptible):
    """Words of a person who answered."""

    called: ClassVar[str] = "Quotation"

    text: Prose = required("Text", "The words, without quotation marks.")
    speaker: Line | None = optional("Speaker", "Who spoke, never by name, as a relative.")
    consent: YesNo = optional("Consent", "yes where the speaker agreed to be quoted.", False)


class Engagement(Record):
    """Whom the council asked and what it heard."""

    summary: Prose | None = optional("Summary", "The engagement in short.")
    strands: Many[EngagementStrand] = several("Strands", "Each piece of engagement.")
    themes: Many[Theme] = several("Themes", "What was heard, by theme.")
    quotes: Many[Quotation] = several("Quotations", "Words of people who answered, by their leave.")
    limits: Prose | None = optional("Limits", "What the findings can't show, as late or uneven answers.")


class Evidence(Exemptible, Brief):
    """Something that the report rests on. Plain text is its title."""

    main: ClassVar[str] = "title"
    called: ClassVar[str] = "Evidence"

    id: Ref | None = optional("Id", "A short name to refer to it by.")
    title: Line = required("Title", "What it is, as Provider performance returns.")
    kind: Line | None = optional("Kind", "What kind, as benchmarking, survey or projection.")
    date: Day | None = optional("Date", "Its date.")
    used_for: Line | None = optional("Used for", "What it shows.")
    source: Line | None = optional("Source", "Who made it.")
    is_published_work: YesNo = optional(
        "Published work", "yes for a published book or the like, which need not be a background paper.", False
    )
    text: Prose | None = optional("Text", "What was found.")


class ChartKind(Choice):
    """How figures are drawn. There is no pie: angles can't be compared, and bars say the same to every reader."""

    BAR = "bar"
    COLUMN = "column"
    LINE = "line"


class ChartPoint(Record):
    """One figure in a chart."""

    called: ClassVar[str] = "Point"

    label: Line = required("Label", "What it is, in full, as Family member or friend.")
    value: Quantity = required("Value", "How much, as 26.")


class ChartSeries(Record):
    """A row of figures in a chart."""

    called: ClassVar[str] = "Series"

    name: Line = required("Name", "What the figures are, as Responses.")
    points: Many[ChartPoint] = several("Points", "The figures, each with its label.")


class Chart(Exemptible):
    """A chart, with its figures and what it shows in words for those who can't see it."""

    called: ClassVar[str] = "Chart"

    id: Ref = required("Id", "A short name to refer to it by, as respondents.")
    title: Line = required("Title", "What it shows, as Who answered the survey.")
    kind: ChartKind = optional("Kind", "bar, column or line; bars for shares of a whole too.", ChartKind.BAR)
    series: Many[ChartSeries] = several("Series", "The figures.")
    no_figures: Line | None = optional(
        "No figures", "Why the chart has no figures, where they are not to be had. It is printed in the chart's place."
    )
    unit: Line | None = optional("Unit", "What the figures count, as people or %.")
    alt: Line | None = optional("Alternative text", "What it shows, in a sentence, for readers who can't see it.")
    source: Line | None = optional("Source", "Where the figures come from.")
    as_at: Day | None = optional("As at", "The date of the figures.")
    total: Quantity | None = optional("Total", "All figures together. Left out, it is worked out.")
    mean: Quantity | None = optional("Mean", "The average, as 4.22, where it is given.")
    note: Prose | None = optional("Note", "A few words under the chart.")
    section: Line | None = optional("Section", "The id of the section in which it stands.")


class TableRow(Exemptible):
    """A row of a table."""

    called: ClassVar[str] = "Row"

    cells: Many[Prose] = several("Cells", "The cells from left to right; Markdown, lists included.")


class Table(Exemptible):
    """A table of the report's own."""

    called: ClassVar[str] = "Table"

    id: Ref = required("Id", "A short name to refer to it by, as ratings.")
    title: Line = required("Title", "What it shows.")
    columns: Many[Line] = several("Columns", "The headings of the columns.")
    rows: Many[TableRow] = several("Rows", "The rows.")
    note: Prose | None = optional("Note", "A few words under the table.")
    source: Line | None = optional("Source", "Where it comes from.")
    section: Line | None = optional("Section", "The id of the section in which it stands.")


class Held(Choice):
    """What is held elsewhere in the file and may stand in a section of the report's own."""

    BENEFITS = "benefits"
    COPRODUCTION = "coproduction"
    ENGAGEMENT = "engagement"
    GOVERNANCE = "governance"
    LIMITS = "limits"
    THEMES = "themes"
    NEXT_DECISIONS = "next_decisions"


class Section(Exemptible):
    """A section of the report that has no field of its own; it may hold others."""

    called: ClassVar[str] = "Section"

    id: Ref | None = optional("Id", "A short name to refer to it by, as {{ section.model }}.")
    title: Line = required("Title", "The heading, as Findings of the review.")
    text: Prose | None = optional("Text", "The text, in Markdown.")
    holds: Many[Held] = several(
        "Holds", "What stands here after the text, as benefits; it then has no section of its own."
    )
    after: Prose | None = optional("After", "The text that follows what the section holds, tables and charts too.")
    place: Line | None = optional("Place", "Where it stands, where a style knows more than one place, as background.")
    notes: Prose | None = optional(
        "Notes", "What the presenter says, where the section is a slide. It goes out with the slides, so it is public."
    )
    sections: "Many[Section]" = several("Sections", "Sections within this one.")


class StageKind(Choice):
    """What happens in a stage of a plan."""

    ENGAGEMENT = "engagement"
    SPECIFICATION = "specification"
    APPROVAL = "approval"
    DECISION = "decision"
    NOTICE = "notice"
    TENDER = "tender"
    EVALUATION = "evaluation"
    AWARD = "award"
    STANDSTILL = "standstill"
    MOBILISATION = "mobilisation"
    COMMENCEMENT = "commencement"
    OTHER = "other"


class Stage(Record):
    """A step in a plan, done or to come."""

    called: ClassVar[str] = "Stage"

    id: Ref | None = optional("Id", "A short name to refer to it by.")
    stage: Line = required("Stage", "The step in a few words, as Tender.")
    kind: StageKind | None = optional("Kind", "What happens in it, so that dates can be checked.")
    start: Day | None = optional("Start", "When it begins, as 2024-02 where only the month is known.")
    end: Day | None = optional("End", "When it ends; leave it out for a single day or month.")
    actions: Prose | None = optional("Actions", "What is done, in Markdown, lists included.")
    needs_approval: YesNo = optional("Needs this decision", "yes where it can't begin before the decision.", False)
    done: YesNo = optional("Done", "yes where it has been done.", False)
    depends_on: Many[Ref] = several("Depends on", "The ids of stages that must end before it.", **naming("timetable"))
    part: Line | None = optional("Part", "The part of the plan it belongs to, as review or procurement.")


class Group(Record):
    """A group that steers the work."""

    called: ClassVar[str] = "Group"

    name: Line = required("Name", "Its name, as Project board.")
    members: Many[Line] = several("Members", "Who sits on it, by post or body.")
    role: Prose | None = optional("Role", "What it does.")


class Governance(Record):
    """How the work is steered."""

    text: Prose | None = optional("Text", "How the work is steered.")
    groups: Many[Group] = several("Groups", "The board and working groups.")


class Coproduction(Record):
    """What is worked out together with those who use the service."""

    text: Prose | None = optional("Text", "How it is done.")
    areas: Many[Prose] = several("Areas", "What is worked out together, one an entry.")
    partners: Many[Line] = several("Partners", "Who takes part, by body.")


class AppendixContent(Choice):
    """What an appendix holds, so that its exemption can be checked."""

    PRICES = "prices"
    BIDS = "bids"
    CLIENTS = "clients"
    STAFF = "staff"
    LABOUR_RELATIONS = "labour_relations"
    LEGAL_ADVICE = "legal_advice"
    ENFORCEMENT = "enforcement"
    CRIME = "crime"
    OTHER = "other"


class Appendix(Exemptible):
    """An appendix to the report."""

    called: ClassVar[str] = "Appendix"

    id: Ref | None = optional("Id", "A short name to refer to it by.")
    number: Line | None = optional("Number", "Its number or letter, as 1 or A. Left out, it is its place in the list.")
    title: Line = required("Title", "The title. For an exempt appendix `public_title` says what the public may read.")
    text: Prose | None = optional("Text", "The appendix itself, where it stands in this file.")
    file: Line | None = optional("File", "The name of the file that holds it, where it is a file of its own.")
    marked: YesNo = optional(
        "Marked", "yes where an exempt appendix that is a file of its own bears its marking on every page.", False
    )
    content: AppendixContent | None = optional("What it holds", "So that the exemption can be checked.")
    registered_info: YesNo = optional(
        "Registered information", "yes where it must be registered by law, which paragraph 3 does not cover.", False
    )


class GlossaryTerm(Record):
    """A term and what it means."""

    called: ClassVar[str] = "Term"

    term: Line = required("Term", "The term in full, as Care Quality Commission.")
    acronym: Line | None = optional("Acronym", "Its acronym, as CQC.")
    meaning: Line | None = optional("Meaning", "What it means.")


Appendices = Annotated[Many[Appendix], AfterValidator(numbered)]
