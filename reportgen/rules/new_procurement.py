"""The new procurement: where it is announced, its standstill and notices, and what comes with a change of provider."""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Final

from reportgen.base.finding import Severity
from reportgen.base.source import FieldPath, show_path
from reportgen.check.case import Case
from reportgen.check.changes import threshold_of
from reportgen.check.rule import InForce, Judged, NotApplicable, Problem, Rule, Theme
from reportgen.check.words import days_of, listed, pounds, say
from reportgen.law.tables import Platform, limit, platforms, regimes
from reportgen.model.contracts import Regime, ServiceType, Successor
from reportgen.model.decision import Decision
from reportgen.model.story import Stage, StageKind
from reportgen.model.values import Day
from reportgen.model.working_days import is_working_day

NO_SUCCESSOR: Final = NotApplicable("no new procurement is planned")


def _law_of(successor: Successor, as_of: date) -> Regime | None:
    """Return the law of a new procurement: as stated, or that in force when it begins; None where that is open.

    One of which no day is told begins after the decision, so that the last law there is governs it if it is in force.
    """
    if successor.regime is not None:
        return successor.regime
    begins = successor.procurement_start
    days = (begins.earliest, begins.latest) if begins else (as_of, date.max)
    held = [row for row in regimes() if all(row.holds_on(day) for day in days)]
    return next((Regime(row.regime) for row in held if row.regime != Regime.PSR), None)


def _is_light_touch(case: Case) -> bool:
    """Return whether what is to be bought is a light touch service, as the present contracts are."""
    contracts = case.decision.contracts
    return bool(contracts) and all(contract.service_type is ServiceType.LIGHT_TOUCH for contract in contracts)


def _is_call_off(successor: Successor) -> bool:
    return bool(successor.route and re.search(r"call(?:ed)?[\s-]*off|further competition", successor.route, re.I))


# The platform ---------------------------------------------------------------------------------------------------


def _platform(case: Case) -> Iterator[Judged]:
    named = list(_places_named(case))
    if not named:
        yield NotApplicable("no platform for notices is named")
        return
    wrong = [one for one in named if one[3].end and _after(one[2], one[3].end, case.as_of)]
    if not wrong:
        return
    path, words, day, platform = wrong[0]
    others = [show_path(other) for other, *_ in wrong[1:]]
    when = f"planned for {say(day)}" if day else "of the new procurement"
    yield Problem(
        path,
        f"A notice {when} is to appear in the {platform.name}. Since 23:00 on {say(platform.end or date.min)} notices "
        f"of new procurements are published on {platform.instead}.",
        f"write {platform.instead}" + (f", here and at {listed(others)}" if others else ""),
        words=words,
    )


def _after(day: Day | None, end: date, as_of: date) -> bool:
    """Return whether a notice comes after the end of a platform; one that bears no day comes after the decision."""
    return (day.earliest if day else as_of) > end


def _places_named(case: Case) -> Iterator[tuple[FieldPath, str, Day | None, Platform]]:
    """Yield where a platform is named for a notice to come: the field, the word, the day, and the platform."""
    successor, begins = case.decision.successor, None
    if successor is not None:
        begins = successor.procurement_start
        for name in ("platform", "route"):
            yield from _named(("successor", name), getattr(successor, name), begins)
    for place, stage in enumerate(case.decision.timetable):
        if not stage.done:
            yield from _named(("timetable", place, "stage"), stage.stage, stage.start or stage.end or begins)
    legal = case.decision.legal
    for place, notice in enumerate(legal.notices if legal else ()):
        if not re.search(r"modif|change|award", notice.kind, re.I):
            yield from _named(("legal", "notices", place, "platform"), notice.platform, notice.date or begins)


def _named(path: FieldPath, text: str | None, day: Day | None) -> Iterator[tuple[FieldPath, str, Day | None, Platform]]:
    for platform, pattern in _patterns() if text else ():
        found = pattern.search(text or "")
        if found:
            yield path, found[0], day, platform


@cache
def _patterns() -> tuple[tuple[Platform, re.Pattern[str]], ...]:
    """Return the platforms, each with what finds its names. TED is a name as well; in capitals it is the platform."""
    return tuple(
        (platform, re.compile("|".join(rf"\b{_either_case(word)}\b" for word in platform.words)))
        for platform in platforms()
    )


def _either_case(word: str) -> str:
    return re.escape(word) if word.isupper() else f"(?i:{re.escape(word)})"


PLATFORM_FTS: Final = Rule(
    id="PLATFORM-FTS",
    about=(Decision,),
    severity=Severity.ERROR,
    title="Notices are planned for a platform that is in use",
    checks=(
        "A notice of a new procurement, as named under `successor`, in a stage of the timetable that isn't done or "
        "under `legal.notices`, is not to appear in the Official Journal of the European Union (OJEU, TED) where it "
        "is dated after 31 December 2020. Notices of the change or award of an older contract are left alone: they "
        "went on where its procurement was announced. Told once, with the other places in the hint."
    ),
    why="A procurement that is announced where the law no longer looks has not been announced.",
    source="Public Procurement (Amendment etc.) (EU Exit) Regulations 2020 (SI 2020/1319); PPN 08/20.",
    in_force=InForce(date(2020, 12, 31)),
    check=_platform,
    bad="successor: {platform: OJEU, procurement_start: 2026-02-02}",
    good="successor: {platform: Find a Tender, procurement_start: 2026-02-02}",
)


# The standstill -------------------------------------------------------------------------------------------------

_NO_STANDSTILL: Final = {
    Regime.PA2023: "no standstill is prescribed for light touch contracts under the Procurement Act 2023",
    Regime.PSR: "the standstill of the Provider Selection Regime is not judged here",
}
_SIGNED: Final = (StageKind.MOBILISATION, StageKind.COMMENCEMENT)


def _standstill(case: Case) -> Iterator[Judged]:
    successor, stages = case.decision.successor, case.decision.timetable
    award = next((place for place, stage in enumerate(stages) if stage.kind is StageKind.AWARD), None)
    if successor is None or award is None:
        yield NO_SUCCESSOR if successor is None else NotApplicable("the timetable has no award")
        return
    law = _law_of(successor, case.as_of)
    if law is Regime.PSR or (law is Regime.PA2023 and _is_light_touch(case)):
        yield NotApplicable(_NO_STANDSTILL[law])
        return
    after = [stage for stage in stages[award + 1 :] if stage.kind in _SIGNED]
    pause = next((stage for stage in stages if _is_standstill(stage)), None)
    row, kind = ("pa51-standstill", "working days") if law is Regime.PA2023 else ("pcr-standstill", "days")
    days = int(limit(row))
    if pause is None and not after:
        yield NotApplicable("the timetable ends with the award")
    elif pause is None:
        yield Problem(
            ("timetable", award),
            f"After “{stages[award].stage}” the timetable goes on to “{after[0].stage}” without a standstill of {days} "
            f"{kind} in which those who lost may challenge the award.",
            "add a stage of kind `standstill` between the award and the first day of the new contracts",
        )
    else:
        yield from _short(stages.index(pause), pause, days, kind)


def _is_standstill(stage: Stage) -> bool:
    return stage.kind is StageKind.STANDSTILL or "standstill" in stage.stage.lower()


def _short(place: int, pause: Stage, days: int, kind: str) -> Iterator[Judged]:
    first = pause.start.exact if pause.start else None
    last = pause.end.exact if pause.end else None
    if first is None or last is None:
        return
    span = [date.fromordinal(n) for n in range(first.toordinal(), last.toordinal() + 1)]
    given = sum(map(is_working_day, span)) if kind == "working days" else (last - first).days + 1
    if given < days:
        yield Problem(
            ("timetable", place),
            f"The standstill from {say(first)} to {say(last)} is of {given} {kind}; it has to be of {days} at least.",
            "lengthen it",
        )


NEWPROC_STANDSTILL: Final = Rule(
    id="NEWPROC-STANDSTILL",
    about=(Decision,),
    severity=Severity.WARNING,
    title="The timetable of the new procurement has a standstill",
    checks=(
        "A timetable that has an award and goes on to mobilisation or to the start of the new contracts has a stage "
        "for the standstill: at least ten days under the Public Contracts Regulations 2015, eight working days under "
        "the Procurement Act 2023, where both are stated to the day. Light touch contracts under the Act and health "
        "care services are left alone."
    ),
    why="A contract that is signed before the standstill is over can be declared ineffective.",
    source="Public Contracts Regulations 2015, regulations 85 to 87; Procurement Act 2023, section 51(2) and (3)(f).",
    to_confirm="Regulation 87 is from memory; for light touch contracts under the Regulations it is practice.",
    in_force=InForce(date(2015, 2, 26)),
    check=_standstill,
    bad="""\
successor: {regime: pcr2015}
timetable:
  - {stage: Award, kind: award, start: 2026-07}
  - {stage: Mobilisation, kind: mobilisation, start: 2026-08}
""",
    good="""\
successor: {regime: pcr2015}
timetable:
  - {stage: Award, kind: award, start: 2026-07-01}
  - {stage: Standstill, kind: standstill, start: 2026-07-02, end: 2026-07-13}
  - {stage: Mobilisation, kind: mobilisation, start: 2026-08}
""",
)


# Notices after the award ----------------------------------------------------------------------------------------


def _after_award(case: Case) -> Iterator[Judged]:
    successor, stages = case.decision.successor, case.decision.timetable
    award = next((place for place, stage in enumerate(stages) if stage.kind is StageKind.AWARD), None)
    if successor is None or award is None or _law_of(successor, case.as_of) is not Regime.PA2023:
        yield NotApplicable("no award under the Procurement Act 2023 is planned")
        return
    light = "-light-touch" if _is_light_touch(case) else ""
    planned = " ".join([*(stage.stage for stage in stages), *_notices(case)]).lower()
    missing = []
    if not re.search(r"contract details|details notice", planned):
        days = int(limit(f"pa53-details{light}"))
        missing.append(f"a contract details notice within {days_of(days)} of the contracts being entered into")
    if successor.value is not None and successor.value.amount > limit("pa52-indicators-value"):
        if not re.search(r"cop(?:y|ies)", planned):
            missing.append(f"a copy of the contracts within {days_of(int(limit(f'pa53-copy{light}')))}")
        if not light and not re.search(r"indicator|\bkpi", planned):
            missing.append("three key performance indicators")
    if missing:
        worth = f" of {successor.value}" if successor.value else ""
        yield Problem(
            ("timetable", award),
            f"After the award of the new contracts{worth} the law asks for {listed(missing)}; the timetable and the "
            "notices don't plan it.",
            "add a stage for each, or an entry under `legal.notices`",
        )


def _notices(case: Case) -> list[str]:
    legal = case.decision.legal
    return [notice.kind for notice in legal.notices] if legal else []


NEWPROC_NOTICES: Final = Rule(
    id="NEWPROC-NOTICES",
    about=(Decision,),
    severity=Severity.INFO,
    title="What has to be published after the award is planned",
    checks=(
        "Where the timetable of a procurement under the Procurement Act 2023 has an award, the timetable or the "
        "notices name a contract details notice; where the new contracts are worth more than £5 million, a copy of "
        "them too, and, unless they are light touch, key performance indicators. Payments (section 70) are not looked "
        "for."
    ),
    why="These notices fall due when everybody is busy with mobilisation.",
    source="Procurement Act 2023, sections 52 and 53.",
    to_confirm="That section 53(3) asks for a copy of light touch contracts within 180 days was read in part only.",
    in_force=InForce(date(2025, 2, 24)),
    check=_after_award,
    bad="timetable: [{stage: Award by Cabinet, kind: award, start: 2026-06-17}]",
    good="""\
successor: {value: £4m}
timetable:
  - {stage: Award by Cabinet, kind: award, start: 2026-06-17}
  - {stage: Contract details notice, kind: notice, start: 2026-08-03}
""",
)


# Social value ---------------------------------------------------------------------------------------------------

_BOUGHT: Final = (ServiceType.LIGHT_TOUCH, ServiceType.SERVICES, ServiceType.HEALTH)


def _social_value(case: Case) -> Iterator[Judged]:
    successor, decision = case.decision.successor, case.decision
    if successor is None or not (
        successor.procurement_start or any(s.kind is StageKind.TENDER for s in decision.timetable)
    ):
        yield NotApplicable("no procurement is planned step by step")
        return
    if _is_call_off(successor) or not any(contract.service_type in _BOUGHT for contract in decision.contracts):
        yield NotApplicable("what is to be bought is a call-off, or no service")
        return
    begins = successor.procurement_start.earliest if successor.procurement_start else case.as_of
    threshold = threshold_of(decision.contracts[0], begins)
    if successor.value and threshold and successor.value.amount < threshold:
        yield NotApplicable(f"the new contracts are worth less than {pounds(threshold)}")
        return
    said = [text for text in case.saying("social value") if text.path[:2] != ("legal", "clauses")]
    legal, implications = decision.legal, decision.implications
    fields = (legal.social_value if legal else None, implications.social_value if implications else None)
    if not said and not any(field is not None and field.text is not None for field in fields):
        yield Problem(
            ("legal", "social_value"),
            "A new procurement of services is planned, and nothing is said of the social value that it might have, nor "
            "of whether to consult on it; both have to be considered before it begins.",
            "add `legal.social_value`: what was considered, and whether to consult",
        )
        return
    told = " ".join([*(text.plain for text in said), *(str(field.text) for field in fields if field and field.text)])
    if not re.search(r"\bconsult", told, re.I):
        yield Problem(
            ("legal", "social_value"),
            "Social value is spoken of, but not whether to consult on it.",
            "say whether a consultation on social value was considered",
            severity=Severity.INFO,
        )


SV_ACT: Final = Rule(
    id="SV-ACT",
    about=(Decision,),
    severity=Severity.WARNING,
    title="Social value is considered before services are bought",
    checks=(
        "Where a new procurement of services is planned in dated steps, the report says what social value was "
        "considered and whether to consult on it. An extension by itself, a call-off from a framework, and a "
        "procurement below the threshold are left alone, and so is one that is only announced."
    ),
    why="It has to be considered before the procurement begins; afterwards nothing can be made good.",
    source="Public Services (Social Value) Act 2012, section 1(1), (3) and (6) to (8).",
    to_confirm="Read as enacted; later amendments were not looked for.",
    in_force=InForce(date(2013, 1, 31)),
    check=_social_value,
    bad="legal: {social_value: ~}",
    good="legal: {social_value: Social value was considered; a consultation on it was not thought of use.}",
)


# A change of provider -------------------------------------------------------------------------------------------

_TUPE: Final = re.compile(r"\bTUPE\b|[Tt]ransfer of [Uu]ndertakings")
_ASIDE: Final = frozenset({"glossary", "meta", "review_notes"})


def _tupe(case: Case) -> Iterator[Judged]:
    decision = case.decision
    why = ""
    path: FieldPath = ("legal", "tupe")
    if decision.supplier_changes:
        why = f"Suppliers change (“{' '.join(str(decision.supplier_changes[0].text).split())}”)"
    elif decision.extension is not None:
        chosen = [entry for entry in decision.extension.scope if entry.condition is not None]
        why = "Not every contract is to be extended" if chosen else ""
    if not why:
        yield NotApplicable("the providers stay the same")
        return
    if decision.legal is not None and decision.legal.tupe is not None:
        return
    texts = case.saying("tupe", "transfer of undertakings")
    if any(text.path[0] not in _ASIDE and _TUPE.search(text.plain) for text in texts):
        return
    yield Problem(
        path,
        f"{why}, and nothing is said of the staff who do the work now: whether they pass to another provider under "
        "TUPE.",
        "add `legal.tupe`: whether it applies, and what follows",
    )


TUPE_FLAG: Final = Rule(
    id="TUPE-FLAG",
    about=(Decision,),
    severity=Severity.WARNING,
    title="A change of provider raises TUPE",
    checks=(
        "Where a supplier is lost, replaced or brought in, or not every contract is to be extended, the file says "
        "under `legal.tupe`, or in any text but the glossary, whether staff transfer. Where all suppliers stay the "
        "same, nothing is asked."
    ),
    why="Staff transfer with the work by law, and the new provider has to know before it names its price.",
    source="Transfer of Undertakings (Protection of Employment) Regulations 2006, regulations 3(1)(b), 4 and 13.",
    to_confirm="Regulation 13 is from memory.",
    in_force=InForce(date(2006, 4, 6)),
    check=_tupe,
    bad="""\
supplier_changes: [The provider in the south gives up its contract.]
legal: {tupe: ~}
""",
    good="""\
supplier_changes: [The provider in the south gives up its contract.]
legal: {tupe: {applies: yes, text: Care workers in the south pass to the new provider.}}
""",
)


# Subsidies ------------------------------------------------------------------------------------------------------


def _subsidy(case: Case) -> Iterator[Judged]:
    decision = case.decision
    support = decision.finance.supplier_support if decision.finance else ()
    if not support:
        yield NotApplicable("suppliers get nothing beyond the price of the service")
        return
    if decision.legal is not None and decision.legal.subsidy is not None:
        return
    text = " ".join(str(support[0].text).split())
    worth = sum((one.money.amount for one in support if one.money), Decimal(0))
    summed = f", {pounds(worth)} in all," if worth else ""
    yield Problem(
        ("finance", "supplier_support"),
        f"Suppliers get help{summed} beyond the price of the service (“{text}”), and nothing is said of whether it is "
        "a subsidy.",
        "add `legal.subsidy`: what was assessed under the subsidy control principles",
    )


SUBSIDY_FLAG: Final = Rule(
    id="SUBSIDY-FLAG",
    about=(Decision,),
    severity=Severity.INFO,
    title="Help beyond the price is assessed as a subsidy",
    checks=(
        "Where grants, free premises or other help for suppliers are entered under `finance.supplier_support`, the "
        "file says under `legal.subsidy` what was assessed."
    ),
    why="A subsidy that was not assessed may have to be paid back.",
    source="Subsidy Control Act 2022, sections 2, 12, 33 and 36.",
    to_confirm="The sections are from memory; the day of commencement from secondary sources.",
    in_force=InForce(date(2023, 1, 4)),
    check=_subsidy,
    bad="""\
finance: {supplier_support: [{text: A grant to keep small providers going., money: "£60,000"}]}
legal: {subsidy: ~}
""",
    good="""\
finance: {supplier_support: [{text: A grant to keep small providers going., money: "£60,000"}]}
legal: {subsidy: The grant is below the level of minimal financial assistance.}
""",
)

THEME: Final = Theme(
    "new-procurement",
    "The new procurement, and a change of provider",
    (PLATFORM_FTS, NEWPROC_STANDSTILL, NEWPROC_NOTICES, SV_ACT, TUPE_FLAG, SUBSIDY_FLAG),
)
