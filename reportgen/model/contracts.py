"""What exists now (contracts, lots, suppliers), what is proposed (the extension), and what comes after."""

from typing import ClassVar

from reportgen.model.record import Brief, Choice, Many, Record, naming, optional, required, several
from reportgen.model.values import (
    Count,
    Day,
    Exemptible,
    FinancialYear,
    Line,
    Money,
    Months,
    Percent,
    Prose,
    Quantity,
    Ref,
    YesNo,
)


class ServiceGroup(Choice):
    """Whom a contract serves."""

    ADULT = "adult"
    CHILD = "child"
    MENTAL_HEALTH = "mental_health"
    LEARNING_DISABILITY = "learning_disability"
    OTHER = "other"


class ServiceType(Choice):
    """What a contract is for, as procurement law sees it."""

    LIGHT_TOUCH = "light_touch"
    SERVICES = "services"
    GOODS = "goods"
    WORKS = "works"
    HEALTH = "health"


class Route(Choice):
    """How work is bought under a contract."""

    FRAMEWORK = "framework"
    CALL_OFF = "call_off"
    SPOT = "spot"
    BLOCK = "block"
    OTHER = "other"


class Regime(Choice):
    """The procurement law that governs a contract."""

    PCR2006 = "pcr2006"
    PCR2015 = "pcr2015"
    PA2023 = "pa2023"
    PSR = "psr"


class ContractOption(Exemptible):
    """An option in a contract to go on for longer."""

    called: ClassVar[str] = "Option to extend"

    months: Months = required("Months", "How many months the option allows in all, as 24.")
    step_max: Months | None = optional(
        "Longest step", "The longest single extension in months, where there is a limit."
    )
    exercised: Months = optional("Months used", "How many of those months earlier extensions have used, as 0.", 0)
    clause: Line | None = optional("Clause", "The clause that holds the option, as 4.2.")
    conditions: Prose | None = optional("Conditions", "What the clause asks for.")


class ContractNotice(Record):
    """The notice that a contract asks for before it is extended or ends."""

    months: Months | None = optional("Months", "How many months' notice, as 3.")
    before: Line | None = optional("Before", "What the notice comes before, as the expiry date.")
    form: Line | None = optional("Form", "How notice is given, as in writing.")
    by: Line | None = optional("By", "Who gives notice, as the Council at its sole discretion.")
    clause: Line | None = optional("Clause", "The clause that asks for it, as 4.3.")
    deadline: Day | None = optional(
        "Deadline", "The last day for notice. Leave it out to have it worked out from the end and the months."
    )


class Modification(Exemptible):
    """A change already made to a contract."""

    called: ClassVar[str] = "Modification"

    on: Day = required("On", "When the change was made.")
    text: Prose | None = optional("Text", "What was changed.")
    months: Months | None = optional("Months", "How many months it added, outside the contract's own options.")
    value: Money | None = optional("Value", "How much it added.")
    ground: Line | None = optional("Ground", "The ground it relied on, as regulation 72(1)(b).")


class Clause(Record):
    """A clause of a contract that the report relies on."""

    called: ClassVar[str] = "Clause"

    number: Line = required("Number", "The number of the clause, as 4.2.")
    title: Line | None = optional("Title", "What it is about, as Extension.")
    text: Prose | None = optional("Text", "What it says, in short.")


class RegisterEntry(Record):
    """The contract's entry in the public contracts register (Local Government Transparency Code 2015)."""

    ref: Line | None = optional("Reference", "The number in the register.")
    title: Line | None = optional("Title", "The title in the register.")
    published: Day | None = optional("Published", "When the entry was published or last brought up to date.")


class Contract(Exemptible):
    """A contract, or a set of contracts on the same terms."""

    called: ClassVar[str] = "Contract"

    id: Ref = required("Id", "A short name to refer to it by, as lot-1.")
    title: Line = required("Title", "What it is called, as Care at Home, Lot 1.")
    service: Line | None = optional("Service", "What is bought, as home care and reablement.")
    service_groups: Many[ServiceGroup] = several("Client groups", "Whom it serves.")
    service_type: ServiceType = optional(
        "Type of service", "What procurement law takes it for; home care is light_touch.", ServiceType.LIGHT_TOUCH
    )
    route: Route | None = optional("Route", "How work is bought under it.")
    procured_under: Regime | None = optional("Procured under", "The law it was let under, where that is settled.")
    procurement_started: Day | None = optional(
        "Procurement started", "When the procurement, or that of its framework, began. It settles which law applies."
    )
    tendered: Day | None = optional("Tendered", "When it was put out to tender, as 2013.")
    is_framework: YesNo = optional("Framework", "yes where it is a framework agreement.", False)
    framework_justification: Prose | None = optional(
        "Justification", "Why a framework runs for more than four years, where it does."
    )
    held_by: Line | None = optional("Held by", "Who is party to it, where that is not this council.")
    lots: Many[Ref] = several("Lots", "The ids of the lots that it covers.", **naming("lots"))
    number_of_contracts: Count | None = optional(
        "Number of contracts", "How many contracts this stands for, as 12 where each provider has its own."
    )
    start: Day | None = optional("Start", "The first day of the contract, as 2021-10-25.")
    initial_months: Months | None = optional("Initial term", "The first term in months, as 36.")
    initial_end: Day | None = optional(
        "End of the initial term", "Leave it out to have it worked out from the start and the months."
    )
    options: Many[ContractOption] = several("Options to extend", "What the contract allows beyond its first term.")
    months_left: Months | None = optional(
        "Months of option left", "Leave it out to have it worked out from the options and what was used."
    )
    max_months: Months | None = optional("Maximum term", "The longest that the contract may run in months, as 60.")
    max_end: Day | None = optional("Latest end", "Leave it out to have it worked out from the maximum term.")
    current_end: Day | None = optional(
        "Current end", "The last day as things stand. Leave it out to have it worked out from the terms used."
    )
    exclusive: YesNo | None = optional("Exclusive", "Whether the provider alone may be given the work.")
    volume_guarantee: YesNo | None = optional("Volume guaranteed", "Whether any amount of work is promised.")
    notice: ContractNotice | None = optional("Notice", "The notice that an extension or end needs.")
    clauses: Many[Clause] = several("Clauses", "Clauses that the report relies on.")
    performance_remedies: Many[Line] = several("Remedies", "What the council may do about poor performance.")
    modifications: Many[Modification] = several("Earlier changes", "Changes already made outside the options.")
    value_original: Money | None = optional("Original value", "The value at award, for the whole first term.")
    value_indexed: Money | None = optional(
        "Original value, indexed", "The original value brought up to date by the contract's own indexation clause."
    )
    value_total: Money | None = optional("Value to date", "The value with all changes and extensions so far.")
    bundled_hours: YesNo | None = optional("Bundled hours", "Whether hours are bought in bundles.")
    payment_basis: Line | None = optional("Payment", "How it is paid for, as only for hours called off and delivered.")
    supplier_count: Count | None = optional("Number of suppliers", "How many suppliers hold it.")
    health_service: YesNo = optional("Health service", "yes where it is a health care service under the PSR.", False)
    estimated_value: Money | None = optional("Estimated value", "The value estimated before procurement.")
    tender_notice_ref: Line | None = optional("Tender notice", "The number of the notice that announced it.")
    register_entry: RegisterEntry | None = optional("Contracts register", "Its entry in the public register.")


class LotStatus(Choice):
    """Whether a lot exists or is proposed."""

    CURRENT = "current"
    PROPOSED = "proposed"


class Lot(Exemptible):
    """A part of a service that is bought separately."""

    called: ClassVar[str] = "Lot"

    id: Ref = required("Id", "A short name to refer to it by, as lot-1.")
    title: Line | None = optional("Title", "What it is called, as Lot 1.")
    role: Prose | None = optional("Role", "What its suppliers are for, as primary providers in their zones.")
    zones: Many[Line] = several("Zones", "The areas that it covers, one a line.")
    supplier_count: Count | None = optional("Number of suppliers", "How many suppliers it has, as 8.")
    status: LotStatus = optional("Status", "Whether it exists or is proposed.", LotStatus.CURRENT)
    share: Percent | None = optional("Share of work", "The share of all work that it is to have, as 80%.")
    service_groups: Many[ServiceGroup] = several("Client groups", "Whom it serves.")


class Rating(Choice):
    """A rating by the Care Quality Commission."""

    OUTSTANDING = "outstanding"
    GOOD = "good"
    REQUIRES_IMPROVEMENT = "requires_improvement"
    INADEQUATE = "inadequate"
    NOT_RATED = "not_rated"


class Supplier(Exemptible):
    """A supplier, by name where the name may be known."""

    called: ClassVar[str] = "Supplier"

    id: Ref | None = optional("Id", "A short name to refer to it by.")
    name: Line | None = optional("Name", "The supplier's name. Mark the supplier exempt where it is not public.")
    lot: Ref | None = optional("Lot", "The id of its lot.", **naming("lots"))
    contract: Ref | None = optional("Contract", "The id of its contract.", **naming("contracts"))
    cqc_rating: Rating | None = optional("CQC rating", "Its latest rating by the Care Quality Commission.")
    rated_on: Day | None = optional("Rated on", "The date of the rating.")
    suspended: YesNo = optional("Suspended", "yes where it gets no new work at present.", False)
    suspension_lifted: YesNo = optional("Suspension lifted", "yes where an earlier suspension has ended.", False)
    meets_obligations: YesNo | None = optional("Meets obligations", "Whether it does what its contract asks.")
    local: YesNo | None = optional("Local", "Whether it is registered in the council's area.")
    value: Money | None = optional("Value", "What its contract is worth.")
    unit_price: Money | None = optional("Unit price", "What it is paid for each hour or visit.")
    zones: Many[Line] = several("Zones", "The areas that it serves.")


class CostPart(Exemptible):
    """A part of a cost."""

    called: ClassVar[str] = "Part of the cost"

    label: Line = required("Label", "What the part is for, as Adults.")
    money: Money = required("Sum", "How much, as £14,011,000.")
    year: FinancialYear | None = optional("Financial year", "The year in which it falls, as 2024/25.")
    note: Line | None = optional("Note", "A few words on the part.")


class ExtensionScope(Record):
    """A contract or lot that the extension covers."""

    called: ClassVar[str] = "Contract or lot"

    contract: Ref | None = optional("Contract", "The id of a contract.", **naming("contracts"))
    lot: Ref | None = optional("Lot", "The id of a lot.", **naming("lots"))
    condition: Prose | None = optional("Condition", "On what terms it is extended, as only providers who perform.")
    count: Count | None = optional("Number", "How many contracts of it are to be extended, where that is known.")


class Instrument(Choice):
    """The document that brings an extension about."""

    DEED = "deed"
    LETTER = "letter"
    VARIATION = "variation"


class OtherChange(Exemptible):
    """A change to the contract besides its length."""

    called: ClassVar[str] = "Change"

    text: Prose = required("Text", "What is to change.")
    ground: Line | None = optional("Ground", "The ground in procurement law that allows it.")
    value: Money | None = optional("Value", "What it adds to the cost.")


class Extension(Exemptible):
    """The extension that is proposed. Two of start, months and end are enough.

    With other changes and none of the three, the contracts are changed and go on for as long as they were to.
    """

    months: Months | None = optional("Months", "How many months, as 12.")
    start: Day | None = optional("Start", "The first day. Left out, it is the day after the contracts now end.")
    end: Day | None = optional("End", "The last day. Left out, it is worked out from the start and the months.")
    scope: Many[ExtensionScope] = several("What it covers", "The contracts or lots covered; all, where it is left out.")
    number_of_contracts: Count | None = optional("Number of contracts", "How many contracts are extended, as 12.")
    cost_max: Money | None = optional("Maximum cost", "The most that the extension can cost, as £15,064,920.")
    cost_likely: Money | None = optional("Likely cost", "What it is likely to cost, as {amount: £12.3m, approx: yes}.")
    cost_basis: Line | None = optional("Basis of the cost", "What the cost assumes, as all hours being used.")
    cost_parts: Many[CostPart] = several("Parts of the cost", "The sums that make up the maximum cost.")
    total_before: Money | None = optional("Value so far", "The value of the contracts before this extension.")
    total_after: Money | None = optional("Value with the extension", "The total value once this extension is added.")
    purpose: Prose | None = optional("Purpose", "What the time is for.")
    within_terms: YesNo | None = optional(
        "Within the contract", "Whether the contracts provide for this extension by an option."
    )
    instrument: Instrument | None = optional("Instrument", "How it is done: deed, letter or variation.")
    sealed: YesNo | None = optional("Sealed", "Whether the instrument is to be sealed.")
    notice_planned: Day | None = optional("Notice to be served", "When notice is to be given to providers.")
    deed_planned: Day | None = optional("Deed to be made", "When the deed is to be made.")
    implemented_from: Day | None = optional("Carried out from", "The first day on which anything is done about it.")
    other_changes: Many[OtherChange] = several("Other changes", "What else changes in the contracts.")

    @property
    def only_changes(self) -> bool:
        """Return whether it changes the contracts and leaves their term as it is."""
        return self.months is None and self.start is None and self.end is None and bool(self.other_changes)


class Successor(Exemptible):
    """What comes after the extension."""

    route: Line | None = optional("Route", "How the new service is to be bought, as open tender for a framework.")
    regime: Regime | None = optional("Regime", "The procurement law that will apply.")
    procurement_start: Day | None = optional("Procurement starts", "When the new procurement begins.")
    start: Day | None = optional("Start", "When the new contracts begin, as 2019-04-01.")
    platform: Line | None = optional("Platform", "Where it is advertised, as Find a Tender.")
    model: Prose | None = optional("Model", "How the new service is to work.")
    value: Money | None = optional("Value", "What it is expected to cost.")
    providers: Line | None = optional("Providers", "How many providers there are to be, as two in each zone.")
    share: Quantity | None = optional("Share of lead providers", "The share of work of the lead providers, in percent.")


class SupplierChange(Brief):
    """A change of supplier that the decision brings."""

    called: ClassVar[str] = "Change of supplier"

    text: Prose = required("Text", "Who is lost, replaced or brought in.")
    count: Count | None = optional("Number", "How many suppliers.")
