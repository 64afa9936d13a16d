"""The decision: one file, from which every document about it is written."""

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field, ValidatorFunctionWrapHandler, WrapValidator, model_validator
from pydantic_core import PydanticCustomError, PydanticKnownError

from reportgen.model.choices import Benefit, CorporateStrand, Options, Recommendations, Risks
from reportgen.model.contracts import Contract, Extension, Lot, Successor, Supplier, SupplierChange
from reportgen.model.council import BodyType, Vocabulary
from reportgen.model.duties import BackgroundPaper, Equality, Implications, Legal, LinkedPaper
from reportgen.model.finance import DemandForecast, Finance, Measure, Monitoring, Performance
from reportgen.model.header import (
    DecisionReference,
    Key,
    MeetingReference,
    PrivateMeeting,
    Provenance,
    Report,
    ReportType,
    ReviewNote,
    Waiver,
)
from reportgen.model.outcome import CallIn, DecisionOutcome, ItemMinutes
from reportgen.model.record import INTERNAL, NOTICE, Choice, Many, optional, refusal, required, several
from reportgen.model.story import (
    Appendices,
    Chart,
    Coproduction,
    Engagement,
    Evidence,
    GlossaryTerm,
    Governance,
    Section,
    Stage,
    Table,
)
from reportgen.model.values import Exemptible, Prose, Ref

_INFORMS = object()
"""What stands in a record that only informs for the recommendations and reasons that it does not have."""

_INFORMING = (ReportType.UPDATE, ReportType.BRIEFING)


def _only_informs(written: Mapping[str, object]) -> bool:
    """Return whether a paper, as it is written, may only inform: an update, a briefing or a paper for scrutiny."""
    report, meeting = written.get("report"), written.get("meeting")
    kind = report.get("type") if isinstance(report, Mapping) else None
    body = meeting.get("body_type") if isinstance(meeting, Mapping) else None
    return any(_is(kind, known) for known in _INFORMING) or _is(body, BodyType.SCRUTINY)


def _is(written: object, known: Choice) -> bool:
    try:
        return type(known).read(written) is known
    except PydanticCustomError:
        return False


def _recommended(written: object, read: ValidatorFunctionWrapHandler) -> object:
    """Return the recommendations that are written; none at all only where a paper informs."""
    if written is _INFORMS:
        return ()
    asked = read(written)
    if not asked:
        hint = "for a paper that only informs write `type: update` under `report:`"
        raise refusal("blank", "A paper that asks for a decision has one recommendation or more.", hint)
    return asked


def _reasoned(written: object, read: ValidatorFunctionWrapHandler) -> object:
    """Return the reasons that are written; none only where a paper informs."""
    if written is _INFORMS:
        return None
    if written is None:
        raise PydanticKnownError("missing")
    return read(written)


class Decision(Exemptible):
    """One decision of a council, with everything that its report, notice, minutes and record are written from.

    Marked `exempt` itself, or classed as exempt, all of it but what a public notice may say is withheld.
    """

    council: Ref | None = optional("Council", "The council's id. Left out, the nearest council.yaml tells.", **NOTICE)
    meeting: MeetingReference = required("Meeting", "The meeting at which it is to be decided.", **NOTICE)
    report: Report = required("Report", "The title, classification and people of the report.", **NOTICE)
    key: Key | None = optional("Key decision", "Whether it is a key decision, and how the public was told.", **NOTICE)
    private_meeting: PrivateMeeting | None = optional(
        "Private meeting", "The notices of a part of the meeting in private.", **NOTICE
    )
    recommendations: Annotated[Recommendations, WrapValidator(_recommended)] = required(
        "Recommendations",
        "What members are asked to decide, or `none` in a paper that only informs.",
    )
    reasons: Annotated[Prose | None, WrapValidator(_reasoned)] = Field(
        None,
        title="Reasons",
        description="Why it is recommended. The record of the decision needs them; a paper that only informs does not.",
        validate_default=True,
    )
    options: Options = several("Options", "The ways considered, with why each other one was rejected.")
    conclusion: Prose | None = optional("Conclusion", "The conclusion of the report.")
    contracts: Many[Contract] = several("Contracts", "The contracts as they stand.")
    lots: Many[Lot] = several("Lots", "The lots of the service.")
    suppliers: Many[Supplier] = several("Suppliers", "The suppliers, where they are held one by one.")
    supplier_counts: Many[Measure] = several("Numbers of suppliers", "How many suppliers of each kind there are.")
    supplier_changes: Many[SupplierChange] = several("Changes of supplier", "Suppliers lost, replaced or brought in.")
    extension: Extension | None = optional("Extension", "The extension that is proposed.")
    successor: Successor | None = optional("Successor", "What comes after it.")
    finance: Finance | None = optional("Finance", "The money.")
    measures: Many[Measure] = several("Figures", "The numbers that the report rests on.")
    performance: Many[Performance] = several("Performance", "How well the service does, with what is aimed at.")
    monitoring: Many[Monitoring] = several("Monitoring", "What is done to see that contracts are kept.")
    demand_forecast: Many[DemandForecast] = several("Demand", "How much of the service will be needed.")
    risks: Risks = several("Risks", "What may go wrong, and what is done about it.")
    benefits: Many[Benefit] = several("Benefits", "What good is to come of it.")
    corporate_strands: Many[CorporateStrand] = several("Corporate priorities", "How it serves each strand of strategy.")
    legal: Legal | None = optional("Legal", "The law.")
    equality: Equality | None = optional("Equality", "How the public sector equality duty was met.")
    implications: Implications | None = optional("Implications", "What it means for other matters.")
    engagement: Engagement | None = optional("Engagement", "Whom the council asked and what it heard.")
    coproduction: Coproduction | None = optional("Co-production", "What is worked out with those who use the service.")
    governance: Governance | None = optional("Governance", "How the work is steered.")
    evidence: Many[Evidence] = several("Evidence", "What the report rests on.")
    charts: Many[Chart] = several("Charts", "Charts, with their figures.")
    tables: Many[Table] = several("Tables", "Tables of the report's own.")
    narrative: Many[Section] = several("Narrative", "Sections that have no field of their own.")
    eligibility_explainer: Prose | None = optional("Eligibility", "The statutory test of eligibility, explained.")
    timetable: Many[Stage] = several("Timetable", "The plan, step by step.")
    prior_decisions: Many[DecisionReference] = several("Earlier decisions", "Decisions that led to this one.")
    next_decisions: Many[DecisionReference] = several("Decisions to come", "Decisions that will follow.")
    decision: DecisionOutcome | None = optional("Decision", "The decision as it was taken.", **NOTICE)
    call_in: CallIn | None = optional("Call-in", "Whether and until when it may be called in.", **NOTICE)
    minutes: ItemMinutes | None = optional("Minutes", "The minute of this item.")
    appendices: Appendices = several("Appendices", "The appendices; mark those that are not for publication.")
    background_papers: Many[BackgroundPaper] = several(
        "Background papers", "The papers relied on; `none` where there are none."
    )
    linked_reports: Many[LinkedPaper] = several("Linked reports", "Reports linked to this one.")
    supporting_documents: Many[LinkedPaper] = several("Supporting documents", "Documents published beside it.")
    glossary: Many[GlossaryTerm] = several("Glossary", "Terms and acronyms, explained.")
    glossary_note: Prose | None = optional("Note on the glossary", "What the report prints above its glossary.")
    vocabulary: Vocabulary | None = optional(
        "Vocabulary", "Words for this report, where they differ from the council's."
    )
    waive: Many[Waiver] = several("Waivers", "Rules that this file breaks with good reason.", **INTERNAL)
    review_notes: Many[ReviewNote] = several("Review notes", "Reviewers' notes to the author.", **INTERNAL)
    meta: Provenance | None = optional("About this file", "Where the file came from.", **INTERNAL)

    @model_validator(mode="before")
    @classmethod
    def _informing(cls, written: object) -> object:
        if not isinstance(written, Mapping) or not _only_informs(written):
            return written
        asked = written.get("recommendations")
        is_none = asked == [] or (isinstance(asked, str) and asked.strip().lower() in ("none", "n/a"))
        found = {**written, "recommendations": _INFORMS} if is_none else dict(written)
        return found if found.get("reasons") is not None else {**found, "reasons": _INFORMS}
