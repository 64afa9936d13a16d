"""Statutory duties, and the comments of the officers who have a part in the decision by law."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from reportgen.base.finding import Severity
from reportgen.base.source import FieldPath
from reportgen.check.case import Case, Stage
from reportgen.check.changes import Change
from reportgen.check.rule import CannotTell, InForce, Judged, NotApplicable, Problem, Rule, Theme
from reportgen.check.texts import REFERENCE_MARK, Text
from reportgen.check.words import listed, say
from reportgen.model.contracts import ServiceGroup
from reportgen.model.council import BodyType
from reportgen.model.decision import Decision
from reportgen.model.duties import (
    Characteristic,
    Effect,
    Equality,
    EqualityStatus,
    ImplicationStatus,
    LegalClause,
    WhenConsidered,
)
from reportgen.model.header import ReportType, ServiceKind
from reportgen.model.meeting import Meeting
from reportgen.model.people import Comment
from reportgen.model.values import Prose

NO_DECISION: Final = NotApplicable("the paper is no report that asks for a decision")
_ASIDE: Final = frozenset({"glossary", "meta", "review_notes", "waive", "minutes"})


def _is_decided(case: Case) -> bool:
    """Return whether a paper asks for a decision, so that the duties of a decision maker attach to it."""
    decision = case.decision
    return decision.report.type is ReportType.DECISION and decision.meeting.body_type is not BodyType.SCRUTINY


def _clauses(case: Case, statute: str) -> tuple[LegalClause, ...]:
    """Return the provisions that are cited of a statute, by the words that its title begins with."""
    legal = case.decision.legal
    return tuple(clause for clause in (legal.clauses if legal else ()) if _is_titled(clause, statute))


def _is_titled(clause: LegalClause, statute: str) -> bool:
    return _plain(clause.statute).removeprefix("the ").startswith(statute)


def _plain(title: str) -> str:
    return re.sub(r"\W+", " ", title).strip().lower()


def _say(texts: Iterable[Text], pattern: re.Pattern[str]) -> bool:
    """Return whether any of some texts, those of the glossary left out, speaks of something."""
    return any(text.path[0] not in _ASIDE and pattern.search(text.plain) for text in texts)


def _has_said(prose: Prose | None) -> bool:
    return prose is not None and bool(str(prose).strip())


# Adult social care ----------------------------------------------------------------------------------------------

_CARE_ACT: Final = re.compile(r"(?<!community )\bcare act\b", re.I)
_DUTIES: Final = frozenset({1, 2, 5, 8, 18})
"""Care Act 2014: well-being, prevention, the market, how needs may be met, the duty to meet them."""
_SECTIONS: Final = re.compile(r"\b(?:sections?|ss?)\b[.\s]*((?:\d+[\d()a-z]*[\s,&]*(?:and|or|to)?[\s,&]*)+)", re.I)
_ADULTS: Final = (ServiceKind.ADULT_SOCIAL_CARE, ServiceKind.ADULTS_AND_CHILDREN)


def _care_duty(case: Case) -> Iterator[Judged]:
    if not _is_decided(case) or case.decision.report.service_kind not in _ADULTS:
        yield NO_DECISION if not _is_decided(case) else NotApplicable("the decision is not about adult social care")
        return
    if _sections_of_care_act(case) & _DUTIES:
        return
    named = bool(_clauses(case, "care act")) or _say(case.saying("care act"), _CARE_ACT)
    duties = "1 (well-being), 2 (prevention), 5 (the market), 8 (how needs are met) or 18 (the duty to meet needs)"
    if named:
        said = f"The Care Act 2014 is named without the section that the decision rests on: {duties}."
        yield Problem(_place_of_care_act(case), said, "name the section", severity=Severity.INFO)
    else:
        said = f"A decision on adult social care cites no duty of the Care Act 2014: section {duties}."
        yield Problem(("legal", "clauses"), said, "add the provision under `legal.clauses`")


def _place_of_care_act(case: Case) -> FieldPath:
    legal = case.decision.legal
    places = [n for n, clause in enumerate(legal.clauses if legal else ()) if _is_titled(clause, "care act")]
    return ("legal", "clauses", places[0]) if places else ("legal", "clauses")


def _sections_of_care_act(case: Case) -> set[int]:
    """Return the sections of the Care Act that are cited: in a provision, the power, or a sentence that names it."""
    legal = case.decision.legal
    told = [clause.provision or "" for clause in _clauses(case, "care act")]
    told += [legal.power] if legal and legal.power and _CARE_ACT.search(legal.power) else []
    for text in case.saying("care act"):
        if text.path[0] not in _ASIDE:
            told += [line for line in re.split(r"(?<=[.;])\s", text.plain) if _CARE_ACT.search(line)]
    return {int(number) for line in told for found in _SECTIONS.findall(line) for number in _first_numbers(found)}


def _first_numbers(numbers: str) -> list[str]:
    """Return the numbers of sections in a list of them, without those of subsections: 5 of `5(1) and (2)(b)`."""
    return re.findall(r"(?<![\d(])\d+", re.sub(r"\([^)]*\)", "", numbers))


CARE_DUTY: Final = Rule(
    id="CARE-DUTY",
    about=(Decision,),
    severity=Severity.WARNING,
    title="The duty towards adults who need care is cited",
    checks=(
        "A decision on adult social care cites section 1, 2, 5, 8 or 18 of the Care Act 2014, as a provision, as the "
        "power or in a sentence that names the Act. The Act alone, without one of these, is remarked on."
    ),
    why="Members must know which duty they are fulfilling; each asks for something else.",
    source="Care Act 2014, sections 1, 2, 5, 8 and 18.",
    in_force=InForce(date(2015, 4, 1)),
    check=_care_duty,
    bad="""\
legal: {power: ~, comment: ~, clauses: [{statute: Care Act 2014, proposition: The Council supports the market.}]}
""",
    good="legal: {power: ~, comment: ~, clauses: [{statute: Care Act 2014, provision: s.2(2)(a)}]}",
)

_MARKET: Final = re.compile(
    r"\bmarket\b[^.]{0,60}\b(?:sustain|choice|stable|stability|diverse|diversity|capacity)"
    r"|\b(?:sustain|choice|stable|stability|diverse|diversity|capacity)\w*\b[^.]{0,60}\bmarket\b"
    r"|\bsustainab\w+[^.]{0,40}\bproviders?\b|\bworkforce\b",
    re.I,
)


def _care_market(case: Case) -> Iterator[Judged]:
    decision = case.decision
    if not _is_decided(case) or decision.report.service_kind not in _ADULTS:
        yield NO_DECISION if not _is_decided(case) else NotApplicable("the decision is not about adult social care")
        return
    why = _providers_change(case)
    if why is None:
        yield NotApplicable("the number of providers stays the same")
        return
    implications = decision.implications
    if implications is not None and implications.market is not None and _has_said(implications.market.text):
        return
    weighed = [clause for clause in _clauses(case, "care act") if re.search(r"\b5\b", clause.provision or "")]
    if weighed or _say(case.texts, _MARKET):
        return
    yield Problem(
        ("implications", "market"),
        f"The number of providers is to change (“{why}”), and nothing is said of the market: demand, how providers can "
        "carry on, their workforce, and choice.",
        "add `implications.market`: what section 5(2)(b), (d) and (f) ask to be weighed",
    )


def _providers_change(case: Case) -> str | None:
    decision = case.decision
    if decision.supplier_changes:
        return " ".join(str(decision.supplier_changes[0].text).split())
    return decision.successor.providers if decision.successor else None


CARE_MARKET: Final = Rule(
    id="CARE-MARKET",
    about=(Decision,),
    severity=Severity.WARNING,
    title="Effects on the care market are weighed",
    checks=(
        "Where suppliers are lost or brought in, or the number of providers of the new service is set, a decision on "
        "adult social care speaks of the market: under `implications.market`, by section 5 of the Care Act 2014, or in "
        "a text on a sustainable market, choice of provider or the workforce."
    ),
    why="Fewer providers may leave the Council without care to buy, and residents without a choice.",
    source="Care Act 2014, section 5(1) to (3).",
    in_force=InForce(date(2015, 4, 1)),
    check=_care_market,
    bad="""\
supplier_changes: [Two providers take the place of nine.]
implications: {market: ~}
legal: {clauses: ~}
risks: ~
""",
    good="""\
supplier_changes: [Two providers take the place of nine.]
implications: {market: "Demand is steady, and both providers can carry on and keep their staff."}
""",
)

# Children -------------------------------------------------------------------------------------------------------

_CHILDREN_ACTS: Final = (
    "children act",
    "children's act",
    "children’s act",
    "children and",
    "chronically",
    "breaks for",
    "childcare act",
    "education act",
    "standards and framework act",
    "national health service act",
    "public health functions",
)
_CHILDREN: Final = re.compile(
    r"\bchildren(?:'s|’s)? act (?:1989|2004)|\bchildren and (?:families|social work) act|"
    r"\bchronically sick and disabled persons act|\bbreaks for carers of disabled children|\bchildcare act|"
    r"\beducation (?:and \w+ )?act|\bschool standards and framework act|\bnational health service act|"
    r"\bpublic health functions",
    re.I,
)


def _child_basis(case: Case) -> Iterator[Judged]:
    if not _is_decided(case):
        yield NO_DECISION
        return
    kinds = (ServiceKind.CHILDRENS_SERVICES, ServiceKind.ADULTS_AND_CHILDREN)
    groups = {group for contract in case.decision.contracts for group in contract.service_groups}
    if case.decision.report.service_kind not in kinds and ServiceGroup.CHILD not in groups:
        yield NotApplicable("no children are in scope")
        return
    if _say(case.saying(*_CHILDREN_ACTS), _CHILDREN):
        return
    adults = (
        "; the Care Act 2014, Part 1, which is cited, is for adults and carers" if _clauses(case, "care act") else ""
    )
    yield Problem(
        ("legal", "clauses"),
        f"Children are in scope, and no power to provide for them is cited{adults}.",
        "add the provision, as section 17 of the Children Act 1989, under `legal.clauses`",
    )


CHILD_BASIS: Final = Rule(
    id="CHILD-BASIS",
    about=(Decision,),
    severity=Severity.WARNING,
    title="Children's care has a power of its own",
    checks=(
        "Where children are in scope, by the kind of service or the client groups of a contract, an Act on children, "
        "education or the health service, or the Chronically Sick and Disabled Persons Act 1970, is named somewhere in "
        "the file."
    ),
    why="What Part 1 of the Care Act allows, it allows for adults and carers.",
    source="Children Act 1989, section 17; Chronically Sick and Disabled Persons Act 1970, section 2.",
    to_confirm="Both are from memory; that Part 1 of the Care Act is for adults and carers was read.",
    check=_child_basis,
    bad="report: {service_kind: adults_and_children}",
    good="""\
report: {service_kind: adults_and_children}
legal:
  clauses:
    - {statute: Care Act 2014, provision: section 18}
    - {statute: Children Act 1989, provision: section 17}
""",
)

# The public sector equality duty ----------------------------------------------------------------------------------


def _equality(case: Case) -> Equality:
    return case.decision.equality or Equality()


def _psed_present(case: Case) -> Iterator[Judged]:
    if not _is_decided(case):
        yield NO_DECISION
        return
    equality = _equality(case)
    path: FieldPath = ("equality", "status")
    match equality.status:
        case None:
            yield Problem(
                path,
                "The report does not say how the equality duty was met: by a full assessment, by a screening, or why "
                "by none.",
                "under `equality` give its `status`: full, screening, or not_needed with a `reason`",
            )
        case EqualityStatus.ASSERTED:
            yield Problem(
                path,
                "It is said that nobody is affected, and no assessment or screening shows it.",
                "make a screening and give its number and date, or write why none is needed",
            )
        case EqualityStatus.NOT_NEEDED if not equality.reason:
            yield Problem(
                path,
                "No assessment is said to be needed, and no reason is given.",
                "add `reason`, or make a screening",
            )
        case EqualityStatus.FULL | EqualityStatus.SCREENING if not equality.ref and not equality.date:
            what = "full assessment" if equality.status is EqualityStatus.FULL else "screening"
            yield Problem(
                path,
                f"A {what} is spoken of, and neither its number nor its date is given.",
                "add `ref` and `date`",
                severity=Severity.WARNING,
            )
        case _:
            pass


PSED_PRESENT: Final = Rule(
    id="PSED-PRESENT",
    about=(Decision,),
    severity=Severity.ERROR,
    title="The equality duty is addressed with evidence",
    checks=(
        "A decision says whether equality was assessed in full, screened, or needs no assessment and why. That nobody "
        "is affected is not enough by itself. An assessment or screening with neither number nor date is a warning."
    ),
    why="A decision taken without regard to the duty can be quashed, however right it is otherwise.",
    source="Equality Act 2010, section 149(1).",
    in_force=InForce(date(2011, 4, 5)),
    check=_psed_present,
    bad="equality: {status: asserted, ref: ~, date: ~}",
    good="equality: {status: screening, ref: EQ-2025-17, date: 2025-08-20}",
)

_DUTY: Final = re.compile(r"\bequality\b|\bsection 149\b|\bs\.?\s?149\b|\bPSED\b|\bprotected characteristic", re.I)
_AT_AWARD: Final = re.compile(
    r"\b(?:first|initial|original)(?:ly)?\b[^.]{0,30}\b(?:award|let\b|procure|tender)"
    r"|\bat the time of (?:the |its )?(?:contract )?(?:award|tender|procurement)"
    r"|\b(?:when|at|before)\b[^.]{0,40}\bcontracts?\b[^.]{0,20}\b(?:was|were|being)\b[^.]{0,15}\b(?:award|let\b|procured)",
    re.I,
)
_AND_NOW: Final = re.compile(
    r"\b(?:now|again|still|remain\w*|current(?:ly)?|today|benchmark\w*|compar\w+|this (?:year|extension|decision))\b",
    re.I,
)
"""What shows that a text that looks back at the award speaks of this decision too."""
_LATER: Final = re.compile(
    r"\b(?:assessment|screening|EQ?IA|EqIA|analysis)\b[^.]{0,50}\bwill (?:then |later |also )?be "
    r"(?:carried out|made|done|completed|undertaken|prepared)",
    re.I,
)


def _psed_now(case: Case) -> Iterator[Judged]:
    if not _is_decided(case) or case.decision.equality is None:
        yield NO_DECISION if not _is_decided(case) else NotApplicable("PSED-PRESENT asks for the equality duty first")
        return
    equality = _equality(case)
    path: FieldPath = ("equality", "considered")
    match equality.considered:
        case WhenConsidered.AT_AWARD:
            yield _not_now(path, "The equality duty is said to have been met when the contract was awarded.")
        case WhenConsidered.LATER:
            yield _not_now(path, "The equality duty is said to be met later.")
        case WhenConsidered.NOW:
            pass
        case _:
            yield from _told_elsewhere(case, equality)


def _told_elsewhere(case: Case, equality: Equality) -> Iterator[Problem]:
    for text in case.texts:
        if text.path[0] not in ("equality", "legal") or text.path[:2] == ("legal", "clauses"):
            continue
        for paragraph in text.paragraphs:
            about = text.path[0] == "equality" or _DUTY.search(paragraph)
            if about and _looks_back(paragraph) and _DUTY.search(paragraph):
                yield _not_now(text.path, "The equality duty is said to have been met when the contract was awarded.")
                return
            if about and equality.ref is None and _LATER.search(paragraph):
                yield _not_now(text.path, "Equality is said to be assessed later, after the decision.")
                return


def _looks_back(paragraph: str) -> bool:
    """Return whether a paragraph rests on the award of the contract alone."""
    return bool(_AT_AWARD.search(paragraph)) and not _AND_NOW.search(paragraph)


def _not_now(path: FieldPath, said: str) -> Problem:
    return Problem(
        path,
        f"{said} The duty is a continuing one: decision makers have to consider it before they decide, and as they do.",
        "consider it for this decision, and write `considered: now`",
    )


PSED_NOW: Final = Rule(
    id="PSED-NOW",
    about=(Decision,),
    severity=Severity.WARNING,
    title="The equality duty is met for this decision",
    checks=(
        "`equality.considered` does not say that the duty was met at award or will be met later. Where it says "
        "nothing, the texts on equality and law don't either."
    ),
    why="What was right at the first award says nothing of those who would be affected now.",
    source="Equality Act 2010, section 149; R (Brown) v DWP [2008]; Bracking v DWP [2013].",
    to_confirm="Bracking is from memory.",
    in_force=InForce(date(2011, 4, 5)),
    check=_psed_now,
    bad="equality: {considered: at_award}",
    good="equality: {considered: now}",
)

_EIGHT: Final = tuple(one for one in Characteristic if one is not Characteristic.MARRIAGE_CIVIL_PARTNERSHIP)


def _psed_list(case: Case) -> Iterator[Judged]:
    equality = _equality(case)
    if not equality.impacts:
        yield NotApplicable("no impacts are listed")
        return
    given = {impact.characteristic for impact in equality.impacts}
    missing = [one for one in _EIGHT if one not in given]
    if missing:
        yield Problem(
            ("equality", "impacts"),
            f"The table of impacts leaves out {listed(map(_named, missing))}.",
            "add a row for each, `neutral` where there is no effect",
        )
    elif Characteristic.MARRIAGE_CIVIL_PARTNERSHIP not in given:
        yield Problem(
            ("equality", "impacts"),
            "The table of impacts leaves out marriage and civil partnership, which counts for the first limb of the "
            "duty only: eliminating discrimination at work.",
            "add a row for it",
            severity=Severity.INFO,
        )


def _named(characteristic: Characteristic) -> str:
    words = {
        Characteristic.PREGNANCY_MATERNITY: "pregnancy and maternity",
        Characteristic.RELIGION_BELIEF: "religion or belief",
    }
    return words.get(characteristic, characteristic.value.replace("_", " "))


PSED_LIST: Final = Rule(
    id="PSED-LIST",
    about=(Decision,),
    severity=Severity.WARNING,
    title="The table of impacts has every characteristic",
    checks=(
        "Where impacts are listed by protected characteristic, all eight that section 149(7) names have a row. The "
        "ninth, marriage and civil partnership, which counts for section 149(1)(a) only, is remarked on."
    ),
    why="A row that is missing is a group that nobody thought of.",
    source="Equality Act 2010, sections 4 to 12 and 149(7).",
    to_confirm="Section 149(7) was read in secondary sources.",
    in_force=InForce(date(2011, 4, 5)),
    check=_psed_list,
    bad="equality: {impacts: [{characteristic: age, effect: neutral}, {characteristic: sex, effect: neutral}]}",
    good="""\
equality:
  impacts:
    - {characteristic: age, effect: neutral}
    - {characteristic: disability, effect: neutral}
    - {characteristic: gender_reassignment, effect: neutral}
    - {characteristic: marriage_civil_partnership, effect: neutral}
    - {characteristic: pregnancy_maternity, effect: neutral}
    - {characteristic: race, effect: neutral}
    - {characteristic: religion_belief, effect: neutral}
    - {characteristic: sex, effect: neutral}
    - {characteristic: sexual_orientation, effect: neutral}
""",
)

_PROMISE: Final = re.compile(
    r"\bmitigat|\bactions? (?:will|is|are|has|have|would|to)\b|\bsteps (?:will|are|have)\b", re.I
)
_AFFECTED: Final = re.compile(r"\b(?:adverse|negative|affected|effects?|impacts?|disadvantage)", re.I)


def _psed_mitigation(case: Case) -> Iterator[Judged]:
    equality = _equality(case)
    for place, impact in enumerate(equality.impacts):
        harmful = impact.effect in (Effect.NEGATIVE, Effect.MIXED)
        if harmful and not _has_said(impact.mitigation):
            yield Problem(
                ("equality", "impacts", place),
                f"A {impact.effect.value} effect is found for {_named(impact.characteristic)}, and nothing is said of "
                "what is done about it.",
                "add `mitigation`",
            )
    if equality.impacts:
        return
    said = [text for text in (equality.text, equality.conclusion) if text is not None]
    promised = any(_PROMISE.search(str(text)) and _AFFECTED.search(str(text)) for text in said)
    if not promised:
        yield NotApplicable("no harm to any group is found")
    elif equality.ref:
        yield CannotTell(
            ("equality", "impacts"),
            "the list of effects on groups, with what is done about each",
            f"Effects are found and action is promised; {equality.ref} is said to hold them, and is not in this file.",
        )
    else:
        yield Problem(
            ("equality", "text"),
            "Effects on groups are found and action is promised, and none is listed.",
            "add `impacts`, each with its `mitigation`",
        )


PSED_MITIGATION: Final = Rule(
    id="PSED-MITIGATION",
    about=(Decision,),
    severity=Severity.ERROR,
    title="Harm to a group has something done about it",
    checks=(
        "Each negative or mixed impact says what is done about it. Where no impacts are listed and the text speaks of "
        "effects and of action, the action is listed; if it stands in an assessment that is only referred to, that "
        "can't be judged."
    ),
    why="To find harm and leave it is no regard; what is promised in general is not promised to anybody.",
    source="Equality Act 2010, section 149(3) and (4). Practice.",
    in_force=InForce(date(2011, 4, 5)),
    check=_psed_mitigation,
    bad="equality: {impacts: [{characteristic: age, effect: negative, text: Older residents lose a day centre.}]}",
    good="""\
equality:
  impacts:
    - {characteristic: age, effect: negative, text: A day centre closes., mitigation: Each is offered another.}
""",
)

# Best value -----------------------------------------------------------------------------------------------------

_BEST_VALUE: Final = re.compile(r"\bbest value\b", re.I)


def _best_value(case: Case) -> Iterator[Judged]:
    if not _is_decided(case):
        yield NO_DECISION
        return
    implications = case.decision.implications
    stated = implications.best_value if implications else None
    field = stated.text if stated is not None and stated.status is ImplicationStatus.CONSIDERED else None
    if field is not None:
        told: list[tuple[FieldPath, str]] = [(("implications", "best_value"), " ".join(str(field).split()))]
    else:
        told = [
            (text.path, paragraph)
            for text in case.saying("best value")
            if text.path[0] not in _ASIDE and text.path[:2] != ("legal", "clauses")
            for paragraph in text.paragraphs
            if _BEST_VALUE.search(paragraph)
        ]
    old = [(path, paragraph) for path, paragraph in told if _looks_back(paragraph)]
    if not told:
        yield Problem(
            ("implications", "best_value"),
            "Nothing is said of best value: what price, quality and the other ways open to the Council are now.",
            "add `implications.best_value`",
        )
    elif len(old) == len(told):
        yield Problem(
            old[0][0],
            "Best value is argued from the award of the contract; prices, quality and alternatives may have changed "
            "since.",
            "say why this decision is best value now",
        )


BV_CURRENT: Final = Rule(
    id="BV-CURRENT",
    about=(Decision,),
    severity=Severity.WARNING,
    title="Best value is reasoned for this decision",
    checks=(
        "A decision speaks of best value, under `implications.best_value` or elsewhere, and not only of the value that "
        "was had when the contract was first awarded. What `legal.clauses` say of the duty in general does not count."
    ),
    why="The duty is to secure continuous improvement: an old bargain need not be a good one now.",
    source="Local Government Act 1999, section 3(1) and (2); statutory guidance of 8 May 2024.",
    in_force=InForce(date(2000, 4, 1)),
    check=_best_value,
    bad="implications: {best_value: Best value was shown when the contract was first awarded.}",
    good="implications: {best_value: "
    '"Prices are in the lower half of those of our neighbours, and each other way costs more."}',
)


# Community safety -----------------------------------------------------------------------------------------------

_CRIME: Final = re.compile(r"\bcrime\b|\bcommunity safety\b", re.I)


def _crime(case: Case) -> Iterator[Judged]:
    implications = case.decision.implications
    if not _is_decided(case):
        yield NO_DECISION
        return
    if implications is not None and implications.crime is not None:
        return
    if _say(case.saying("crime", "community safety"), _CRIME):
        return
    if not case.council.community_safety:
        yield NotApplicable("council.yaml does not ask for it in each report")
        return
    yield Problem(
        ("implications", "crime"),
        "Nothing is said of crime and disorder, which the Council asks for in each report.",
        "add `implications.crime`",
    )


CRIME_17: Final = Rule(
    id="CRIME-17",
    about=(Decision,),
    severity=Severity.INFO,
    title="Community safety is considered",
    checks=(
        "Where council.yaml has `community_safety: yes`, each decision speaks of crime and disorder, under "
        "`implications.crime` or elsewhere."
    ),
    why="The Council has to do all that it reasonably can to prevent crime in all that it does.",
    source="Crime and Disorder Act 1998, section 17(1).",
    in_force=InForce(date(1998, 9, 30)),
    check=_crime,
    bad="implications: {crime: ~}",
    good="implications: {crime: The extension has no effect on crime and disorder.}",
)

# Officers' comments -----------------------------------------------------------------------------------------------

_FIGURE: Final = re.compile(rf"£\s?\d|{REFERENCE_MARK}|\b20\d\d/\d\d\b")


def _cfo_comment(case: Case) -> Iterator[Judged]:
    if not _is_decided(case):
        yield NO_DECISION
        return
    finance = case.decision.finance
    comment = finance.s151_comment if finance else None
    path: FieldPath = ("finance", "s151_comment")
    if comment is None or not _has_said(comment.text):
        stated = finance is not None and _has_said(finance.statement)
        more = " The financial statement has no author and no date of clearance." if stated else ""
        said = f"There is no comment of the chief finance officer.{more}"
        yield Problem(path, said, "add `finance.s151_comment` with its text, author and date of clearance")
        return
    yield from _signed(case, path, comment, "chief finance officer", case.council.titles.chief_finance_officer)
    text = comment.text
    if text is not None and not _FIGURE.search(_plain_of(case, (*path, "text"))):
        yield Problem(
            (*path, "text"),
            "The comment of the chief finance officer names neither a sum nor a year.",
            "say which budget of which year bears the cost, and how much it is",
        )


def _plain_of(case: Case, path: FieldPath) -> str:
    return "\n".join(text.plain for text in case.texts if text.path[: len(path)] == path)


def _signed(case: Case, path: FieldPath, comment: Comment, who: str, post: str | None) -> Iterator[Problem]:
    """Yield what is missing of a comment's author and clearance; a clearance in the head of the report counts."""
    cleared = [one for one in case.decision.report.clearances if post and one.by.post.lower() == post.lower()]
    if comment.author is None and not cleared:
        yield Problem(path, f"The comment of the {who} has no author.", "add `author`: the post")
    when = comment.cleared_on or next((one.on for one in cleared if one.on), None)
    if when is None and case.stage is Stage.PUBLISH:
        yield Problem(
            path,
            f"The comment of the {who} has no date of clearance.",
            "add `cleared_on`",
            severity=Severity.INFO,
        )
    elif when is not None and when.earliest > case.as_of:
        yield Problem(
            (*path, "cleared_on") if comment.cleared_on else path,
            f"The comment of the {who} is cleared on {say(when)}, after the decision of {say(case.as_of)}.",
            "mend the date",
        )


CFO_COMMENT: Final = Rule(
    id="CFO-COMMENT",
    about=(Decision,),
    severity=Severity.WARNING,
    title="The chief finance officer has commented",
    checks=(
        "A decision holds a comment of the chief finance officer that names its author and a sum or a year, and was "
        "cleared no later than the day of the decision. A paper to be published says when it was cleared. Whether its "
        "sums agree with the record, MONEY-SAME judges."
    ),
    why="Members may spend only on the advice of the officer who answers for the council's money.",
    source="Local Government Act 1972, section 151; Local Government Finance Act 1988, section 114A.",
    in_force=InForce(date(1974, 4, 1)),
    check=_cfo_comment,
    bad="finance: {s151_comment: ~}",
    good="""\
finance:
  s151_comment:
    author: Director of Finance
    cleared_on: 2025-09-01
    text: The cost of £4,380,000 is within the home care budgets of 2025/26 and 2026/27.
""",
)

_POWER: Final = re.compile(
    r"\b(?:sections?|ss?\.|regulations?|reg\.?|article|paragraphs?|part)\s*\d|\bAct,? (?:19|20)\d\d\b|\bpower\b"
    rf"|\b(?:act|section|regulations?) {REFERENCE_MARK}|{REFERENCE_MARK} (?:of the|act\b)",
    re.I,
)


def _legal_comment(case: Case) -> Iterator[Judged]:
    if not _is_decided(case):
        yield NO_DECISION
        return
    legal = case.decision.legal
    comment = legal.comment if legal else None
    path: FieldPath = ("legal", "comment")
    has_comment = comment is not None and _has_said(comment.text)
    if legal is None or not (has_comment or legal.points):
        said = "There is no legal comment: nobody says by which power the decision is taken."
        yield Problem(path, said, "add `legal.comment` with its text, author and date of clearance")
        return
    if comment is not None and has_comment:
        yield from _signed(case, path, comment, "legal officer", case.council.titles.monitoring_officer)
    told = "\n".join((_plain_of(case, path), _plain_of(case, ("legal", "points")), legal.power or ""))
    if not _POWER.search(told) and not Change(case).grounds and not any(one.provision for one in legal.clauses):
        yield Problem(
            path,
            "The legal comment names no power, and no ground for the change.",
            "name the provision that allows the decision",
        )


LEGAL_COMMENT: Final = Rule(
    id="LEGAL-COMMENT",
    about=(Decision,),
    severity=Severity.WARNING,
    title="There is a legal comment that names the power",
    checks=(
        "A decision holds a legal comment, or numbered legal implications, and they, the power, the provisions or the "
        "ground for the change name the law that allows it. A comment names its author and was cleared no later than "
        "the day of the decision; a paper to be published says when."
    ),
    why="A council can do only what a law allows it to do.",
    source="Local Government and Housing Act 1989, sections 5 and 5A; Localism Act 2011, section 1.",
    to_confirm="Section 5A and the Localism Act are from memory.",
    in_force=InForce(date(1990, 1, 16)),
    check=_legal_comment,
    bad="legal: {comment: ~, points: ~}",
    good="""\
legal:
  comment:
    author: Director of Law and Governance
    cleared_on: 2025-09-02
    text: Section 18 of the Care Act 2014 gives the Council the power.
""",
)

# Data protection ------------------------------------------------------------------------------------------------

_NEW_SYSTEM: Final = re.compile(
    r"\belectronic(?:ally)? (?:call |care |home ?care |visit )*monitor|\bmonitoring system|\bcase management system"
    r"|\bshared? (?:care )?records?\b|\bdata[- ]sharing\b|\bcare technolog|\btelecare\b|\bsensors?\b"
    r"|\bdigital care record",
    re.I,
)
_DPIA: Final = re.compile(r"\bDPIA\b|\bdata protection impact|\bprivacy impact|\bUK GDPR\b|\bdata protection\b", re.I)


def _dpia(case: Case) -> Iterator[Judged]:
    decision = case.decision
    if not _is_decided(case):
        yield NO_DECISION
        return
    why = ""
    extension = decision.extension
    for change in extension.other_changes if extension else ():
        why = why or (" ".join(str(change.text).split()) if _NEW_SYSTEM.search(str(change.text)) else "")
    if not why and decision.supplier_changes:
        why = " ".join(str(decision.supplier_changes[0].text).split())
    if not why:
        yield NotApplicable("no new provider and no new system is to handle personal information")
        return
    stated = decision.implications.data if decision.implications else None
    if stated is not None and (stated.ref or _has_said(stated.text)):
        return
    if _say(case.texts, _DPIA):
        return
    yield Problem(
        ("implications", "data"),
        f"Information on residents' health is to be handled in a new way (“{why}”), and no data protection impact "
        "assessment, nor a screening for one, is spoken of.",
        "add `implications.data` with the number of the assessment or screening",
    )


DPIA_FLAG: Final = Rule(
    id="DPIA-FLAG",
    about=(Decision,),
    severity=Severity.WARNING,
    title="Data protection is considered",
    checks=(
        "Where a supplier is lost, replaced or brought in, or a change to the contracts brings in a system that "
        "watches or records care, the file speaks of data protection, under `implications.data` or elsewhere. A bare "
        "extension is left alone."
    ),
    why="Health information on many people may not be handled in a new way without an assessment beforehand.",
    source="UK GDPR, article 35(1) and (3)(b).",
    in_force=InForce(date(2018, 5, 25)),
    check=_dpia,
    bad="""\
extension: {other_changes: [{text: Providers adopt the electronic monitoring of visits., ground: clause 9}]}
implications: {data: ~}
""",
    good="""\
extension: {other_changes: [{text: Providers adopt the electronic monitoring of visits., ground: clause 9}]}
implications: {data: {status: considered, ref: DP-88}}
""",
)

# Accessible documents -------------------------------------------------------------------------------------------

_LINKED: Final = re.compile(r"(?<!!)\[([^\]\n]*)\]\(((?:[^()\s]|\([^()\s]*\))+)[^)\n]*\)")
_ADDRESSES: Final = ("http://", "https://", "mailto:")
_TELLS_NOTHING: Final = re.compile(
    r"(?:click |see |read |press )?(?:here|this|link|this link|more|read more|this page|this document|https?://\S+)\.?",
    re.I,
)


def _output_access(case: Case) -> Iterator[Judged]:
    for text in case.texts:
        if text.is_line or "](" not in text.written:
            continue
        for label, address in _LINKED.findall(text.written):
            if not _TELLS_NOTHING.fullmatch(label.strip()):
                continue
            if not address.lower().startswith(_ADDRESSES):
                yield Problem(
                    text.path,
                    f"“{label}” is no link: its address ({address}) is not one of the web or of mail, so both are "
                    "printed as they are typed.",
                    "give it an address that begins with https:// or mailto:, and a text that names the page",
                    words=f"[{label}]",
                )
            else:
                yield Problem(
                    text.path,
                    f"The link “{label}” doesn't say where it leads ({address}): read out by itself it means nothing.",
                    "let its text name the page, as [Northshire Plan 2025](…)",
                    words=f"[{label}]",
                )


OUTPUT_ACCESS: Final = Rule(
    id="OUTPUT-ACCESS",
    about=(Decision, Meeting),
    severity=Severity.WARNING,
    title="The documents can be read by everybody",
    checks=(
        "The text of each link tells where it leads. When the document is made, it is looked for headings that skip a "
        "level, tables without a header row and pictures without words, and what is found bears this rule's name too. "
        "Its language, its tags and its bookmarks every format writes by itself."
    ),
    why="Residents who hear a paper, or magnify it, have the same right to it as those who see it.",
    source="SI 2018/952 (WCAG 2.2, success criteria 1.3.1 and 2.4.4); Equality Act 2010, sections 20 and 29.",
    to_confirm="The regulations were read in part; the detail is from memory.",
    in_force=InForce(date(2020, 9, 23)),
    check=_output_access,
    bad='conclusion: "The plan can be read [here](https://www.example.org/plan)."',
    good='conclusion: "See the [Northshire Plan 2025](https://www.example.org/plan)."',
)

THEME: Final = Theme(
    "duties",
    "Statutory duties and officers' comments",
    (
        CARE_DUTY,
        CARE_MARKET,
        CHILD_BASIS,
        PSED_PRESENT,
        PSED_NOW,
        PSED_LIST,
        PSED_MITIGATION,
        BV_CURRENT,
        CRIME_17,
        CFO_COMMENT,
        LEGAL_COMMENT,
        DPIA_FLAG,
        OUTPUT_ACCESS,
    ),
)
