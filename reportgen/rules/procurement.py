"""Procurement: the law that governs, the ground for a change, what the contracts allow and who may decide it."""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Final

from reportgen.base.finding import Severity
from reportgen.base.source import FieldPath
from reportgen.check.case import Case
from reportgen.check.changes import (
    Change,
    is_light_touch,
    threshold_of,
    threshold_under,
    titles_of,
    values_of,
)
from reportgen.check.grounds import LIGHT_TOUCH, PERMITTED, Ground, laws_named
from reportgen.check.regime import regime_of, short_title_of, title_of
from reportgen.check.rule import CannotTell, InForce, Judged, NotApplicable, Problem, Rule, Theme
from reportgen.check.words import listed, months_of, pounds, say
from reportgen.law.tables import Threshold, limit, regimes, thresholds
from reportgen.model.contracts import Contract, Regime, ServiceType, Successor
from reportgen.model.council import BodyType, StandingOrder
from reportgen.model.decision import Decision
from reportgen.model.values import Day

NO_CHANGE: Final = NotApplicable("no extension is proposed")

_LIST_OF_GROUNDS: Final = {
    Regime.PCR2006: "regulation 72(1)(a) to (f) of the PCR 2015, by which such changes are commonly tested",
    Regime.PCR2015: "regulation 72(1)(a) to (f) of the PCR 2015",
    Regime.PA2023: "section 74(1)(b) or (c) of the PA 2023, or a paragraph of its Schedule 8",
    Regime.PSR: "regulation 13(1)(a) to (d), or 14, of the Provider Selection Regime",
}


# The law that governs -------------------------------------------------------------------------------------------


def _law_cited(case: Case) -> Iterator[Judged]:
    change = Change(case)
    judged = False
    for judge in (_ground_of_another_law, _new_procurement_of_another_law):
        for one in judge(case, change):
            judged = True
            if not isinstance(one, NotApplicable):
                yield one
    if not judged:
        yield NotApplicable("no procurement law is cited, or the contracts are for health care")


def _cited(change: Change) -> frozenset[Regime]:
    """Return the laws of the grounds relied on, or where none can be read, the law that is stated."""
    found = frozenset(ground.regime for ground in change.grounds)
    return found or (frozenset({change.stated.regime}) if change.stated.regime else frozenset())


def _ground_of_another_law(_case: Case, change: Change) -> Iterator[Judged]:
    cited = _cited(change)
    laws = {law for law in change.laws.values() if law is not Regime.PSR}
    if not cited or not laws:
        return
    yield NotApplicable("")
    if None in laws:
        unknown = [place for place, law in change.laws.items() if law is None]
        yield CannotTell(
            ("contracts", unknown[0], "procurement_started"),
            "the day on which the procurement of the contracts, or of their framework, began",
            f"It decides whether the {_said(cited)} is the law by which they may be changed.",
        )
    for law in sorted(law for law in laws if law is not None):
        if law is Regime.PCR2006 and Regime.PCR2015 in cited:
            yield _old_contracts(change)
        elif law not in cited:
            yield _another_law(change, law, cited)
    stated = change.stated.regime
    if change.grounds and stated and stated in laws and stated not in cited and len(laws) > 1:
        yield _another_law(change, stated, cited)
    elif change.grounds and stated and stated not in cited and stated not in laws and cited & laws:
        yield Problem(
            ("legal", "modification_ground", "regime"),
            f"The ground named, {listed(map(str, change.grounds))}, is one of the {_said(cited)}, and so is the law of "
            f"the contracts; {short_title_of(stated)} is stated as the law.",
            "mend the law that is stated",
        )


def _old_contracts(change: Change) -> CannotTell:
    return CannotTell(
        change.path,
        "legal advice that regulation 72 governs a change to contracts as old as these",
        "Their procurement began before 26 February 2015, under the Public Contracts Regulations 2006. Changes made "
        "since that day are commonly tested under regulation 72 of the PCR 2015, but the Regulations do not say so.",
    )


def _another_law(change: Change, law: Regime, cited: frozenset[Regime]) -> Problem:
    held = [(place, contract) for place, contract in change.contracts if change.laws[place] is law]
    which = listed(titles_of(held)) if len(held) < len(change.contracts) else "The contracts"
    row = next(row for row in regimes() if row.regime == law)
    stretch = [f"no later than {say(row.end)}" if row.start is None and row.end else ""]
    stretch += [f"between {say(row.start)} and {say(row.end)}" if row.start and row.end else ""]
    stretch += [f"on or after {say(row.start)}" if row.start and not row.end else ""]
    named = listed(map(str, change.grounds)) if change.grounds else f"the {_said(cited)}"
    path: FieldPath = change.path if change.grounds else ("legal", "modification_ground", "regime")
    return Problem(
        path,
        f"{which} {'is' if len(held) == 1 and held != list(change.contracts) else 'are'} governed by the "
        f"{title_of(law)}, since the procurement began {''.join(stretch)}; the change is based on {named}"
        f"{' of the ' + _said(cited) if change.grounds else ''}.",
        f"name {_LIST_OF_GROUNDS[law]}, or mend the dates of the procurement",
    )


def _said(laws: frozenset[Regime]) -> str:
    return listed(short_title_of(law) for law in sorted(laws))


def _new_procurement_of_another_law(case: Case, _change: Change) -> Iterator[Judged]:
    successor = case.decision.successor
    begins = successor.procurement_start if successor else None
    if successor is None or begins is None or _is_call_off(successor):
        return
    governing = {law for law in _laws_on(begins) if law is not Regime.PSR}
    stated = successor.regime
    if stated is not None and stated is not Regime.PSR:
        yield NotApplicable("")
        if stated not in governing:
            yield Problem(
                ("successor", "regime"),
                f"The new procurement begins {_on(begins)}, so that it is governed by the "
                f"{listed((title_of(law) for law in sorted(governing)), 'or')}; "
                f"the law stated is the {title_of(stated)}.",
                "name the law in force on that day",
            )
        elif len(governing) > 1:
            yield CannotTell(
                ("successor", "procurement_start"),
                "the day on which the new procurement begins",
                f"The law changes in the course of {say(begins)}.",
            )
        return
    for text in case.texts:
        if text.path[0] == "successor":
            wrong = sorted(laws_named(text.plain) - governing - {Regime.PSR})
            for law in wrong:
                yield Problem(
                    text.path,
                    f"The new procurement begins {_on(begins)}, so that it is governed by the "
                    f"{listed((title_of(one) for one in sorted(governing)), 'or')}; "
                    f"the law named is the {title_of(law)}.",
                    "name the law in force on that day",
                )


def _is_call_off(successor: Successor) -> bool:
    return bool(successor.route and re.search(r"call(?:ed)?[\s-]*off|further competition", successor.route, re.I))


def _laws_on(day: Day) -> set[Regime]:
    """Return the laws under which a procurement may be that begins on a day, each that holds on some day it can be."""
    return {
        Regime(row.regime)
        for row in regimes()
        if (row.start is None or row.start <= day.latest) and (row.end is None or day.earliest <= row.end)
    }


def _on(day: Day) -> str:
    return f"{'on' if day.exact else 'in'} {say(day)}"


PROC_REGIME: Final = Rule(
    id="PROC-REGIME",
    about=(Decision,),
    severity=Severity.ERROR,
    title="The right procurement law is cited",
    checks=(
        "A contract keeps for life the law under which its procurement, or that of its framework, began: the Public "
        "Contracts Regulations 2006 before 26 February 2015, those of 2015 from then to 23 February 2025, the "
        "Procurement Act 2023 since. The ground for the change is one of that law. A new procurement is under the law "
        "in force when it begins. Whether regulation 72 governs a change to a contract of before 2015 can't be told "
        "from the Regulations. Without a stated day, the start of the contract tells where it leaves no doubt. "
        "Health care services are judged by PSR-13 instead."
    ),
    why="A change that is made on a ground of another law is made on none.",
    source=(
        "Procurement Act 2023 (Commencement No. 3 and Transitional and Saving Provisions) Regulations 2024 "
        "(SI 2024/716), regulation 5, as amended by SI 2024/959; Procurement Act 2023, Schedule 11, paragraph 5."
    ),
    check=_law_cited,
    bad="contracts: [{id: north, procured_under: pcr2015}]",
    good="contracts: [{id: north, procured_under: pa2023}]",
)


# The ground -----------------------------------------------------------------------------------------------------


def _every_change_has_a_ground(case: Case) -> Iterator[Judged]:
    change = Change(case)
    if not change.is_proposed:
        yield NO_CHANGE
        return
    if change.contracts and all(_is_below_threshold(case, contract) for _, contract in change.contracts):
        yield NotApplicable("the contracts are below the procurement threshold, with the extension too")
        return
    free = change.under(Regime.PA2023)
    if free and is_light_touch(free) and len(free) == len(change.contracts) and not change.stated.ground:
        yield NotApplicable("light touch contracts under the Procurement Act 2023 need no ground (section 74(2))")
        return
    if not change.grounds:
        if change.stated.ground or not change.in_words:
            yield _no_ground(case, change)
        return
    open_grounds = [ground for ground in change.grounds if not ground.whole]
    if open_grounds:
        yield _half_a_ground(change, open_grounds[0])
    if LIGHT_TOUCH in change.grounds and change.contracts and not is_light_touch(change.contracts):
        heavy = [one for one in change.contracts if one[1].service_type is not ServiceType.LIGHT_TOUCH]
        yield Problem(
            change.path,
            f"The change is based on section 74(2), which is for light touch contracts; {listed(titles_of(heavy))} "
            f"{'is' if len(heavy) == 1 else 'are'} not entered as light touch.",
            f"name {_LIST_OF_GROUNDS[Regime.PA2023]}, or mend `service_type`",
        )


def _is_below_threshold(case: Case, contract: Contract) -> bool:
    """Return whether a contract was never a public contract, as far as its sums tell, and the change makes it none."""
    change = Change(case)
    stated = contract.estimated_value or contract.value_original
    if stated is None or change.cost is None or regime_of(contract, case.as_of) is Regime.PSR:
        return False
    began = contract.procurement_started or contract.tendered or contract.start
    threshold = threshold_of(contract, began.earliest if began else case.as_of)
    now = threshold_of(contract, case.as_of)
    if threshold is None or now is None:
        return False
    # A sum net of VAT may be a fifth more with it, and the threshold may hold VAT.
    with_vat = Decimal("1.2")
    return stated.amount * with_vat < threshold and (stated.amount + change.cost.amount) * with_vat < now


def _no_ground(case: Case, change: Change) -> Problem:
    laws = {law for law in change.laws.values() if law is not None}
    choice = listed((_LIST_OF_GROUNDS[law] for law in sorted(laws)), "and, for the others,") if laws else ""
    asked = change.months
    what = f"The extension by {months_of(asked)}" if asked else "The change" if asked == 0 else "The extension"
    written = change.stated.ground
    within = case.decision.extension is not None and case.decision.extension.within_terms
    if written:
        said = f"{what} is based on “{written}”, which names no ground of procurement law."
    elif within:
        said = f"{what} is said to be within the contracts, but the ground that allows it is not cited."
    else:
        said = f"{what} is given no ground in procurement law; without one it has to be a new procurement."
    hint = f"under `legal.modification_ground`, name {choice or 'the provision that allows the change'}"
    return Problem(change.path, said, hint, severity=Severity.WARNING if within and not written else None)


def _half_a_ground(change: Change, ground: Ground) -> Problem:
    if ground == PERMITTED:
        said, hint = "Section 74(1)(a) leads to Schedule 8, and no paragraph of it is named.", "name the paragraph"
    else:
        said = f"{str(ground).capitalize()} holds several grounds, and the report doesn't say which it relies on."
        hint = f"name {_LIST_OF_GROUNDS[ground.regime]}"
    return Problem(change.path, said, hint)


PROC_GROUND: Final = Rule(
    id="PROC-GROUND",
    about=(Decision,),
    severity=Severity.ERROR,
    title="The extension has a ground in procurement law",
    checks=(
        "A decision that extends contracts names the ground that allows it, under the ground for the change, among "
        "the provisions that it rests on or in a text: regulation 72(1)(a) to (f) of the Public Contracts Regulations "
        "2015; section 74(1)(b), (c) or (2) of the Procurement Act 2023 or a paragraph of its Schedule 8; regulation "
        "13(1) or 14 of the Provider Selection Regime. Light touch contracts under the 2023 Act need none, nor do "
        "contracts below the threshold. A warning only where the extension is said to be within the contract."
    ),
    why="A change without a ground is a new contract, which has to be put out to competition.",
    source=(
        "Public Contracts Regulations 2015, regulation 72(1) and (9); Procurement Act 2023, section 74(1) and (2); "
        "SI 2023/1348, regulation 13."
    ),
    in_force=InForce(date(2015, 2, 26)),
    check=_every_change_has_a_ground,
    bad="""\
contracts: [{id: north, procured_under: pcr2015}, {id: south, procured_under: pcr2015}]
extension: {within_terms: no}
legal: {modification_ground: ~, clauses: ~}
""",
    good="""\
contracts: [{id: north, procured_under: pcr2015}, {id: south, procured_under: pcr2015}]
extension: {within_terms: no}
legal: {modification_ground: {regime: pcr2015, ground: regulation 72(1)(a), clause: "5.1"}}
""",
)


def _other_changes(case: Case) -> Iterator[Judged]:
    extension = case.decision.extension
    if extension is None or not extension.other_changes:
        yield NotApplicable("nothing but the term is changed")
        return
    free = Change(case).under(Regime.PA2023)
    if free and is_light_touch(free) and len(free) == len(case.extended):
        yield NotApplicable("light touch contracts under the Procurement Act 2023 need no ground (section 74(2))")
        return
    for place, changed in enumerate(extension.other_changes):
        if changed.ground is None:
            text = " ".join(str(changed.text).split())
            yield Problem(
                ("extension", "other_changes", place),
                f"This change to the contracts, besides their length, has no ground of its own: “{text}”",
                "add `ground`: the clause or provision that allows this change",
            )


PROC_ALL_CHANGES: Final = Rule(
    id="PROC-ALL-CHANGES",
    about=(Decision,),
    severity=Severity.WARNING,
    title="Every change to the contracts has its ground",
    checks=(
        "Each change to the contracts besides their length, as listed under the extension, names a ground of its own. "
        "A rise in prices by the contract's own rules is not taken for a change."
    ),
    why="Each change is tested for itself; a new duty can make an extension substantial that would not be by itself.",
    source="Public Contracts Regulations 2015, regulation 72(1) and (8); Procurement Act 2023, section 74(7) and (8).",
    in_force=InForce(date(2015, 2, 26)),
    check=_other_changes,
    bad="""\
contracts: [{id: north, procured_under: pcr2015}]
extension: {other_changes: [{text: Every provider adopts the electronic monitoring of visits.}]}
""",
    good="""\
contracts: [{id: north, procured_under: pcr2015}]
extension: {other_changes: [{text: Every provider keeps a policy on modern slavery., ground: clause 31}]}
""",
)


# What the contracts are -----------------------------------------------------------------------------------------


def _frameworks(case: Case) -> Iterator[Judged]:
    longest = int(limit("framework-months"))
    change = Change(case)
    judged = False
    for place, contract in enumerate(case.decision.contracts):
        months = _months_in_all(case, change, place, contract) if contract.is_framework else None
        if months is None or months <= longest:
            judged = judged or months is not None
            continue
        law = regime_of(contract, case.as_of)
        if contract.service_type in (ServiceType.LIGHT_TOUCH, ServiceType.HEALTH) and law not in (Regime.PCR2006, None):
            continue
        if contract.framework_justification is not None:
            judged = True
            continue
        judged = True
        over = months_of(months - longest)
        long = f"{contract.title} runs for {months_of(months)} in all, {over} more than four years"
        path: FieldPath = ("contracts", place, "framework_justification")
        if contract.service_type in (ServiceType.LIGHT_TOUCH, ServiceType.HEALTH):
            yield CannotTell(
                ("contracts", place),
                "the kind of its services under the law of its time",
                f"{long}. The limit of four years does not reach Part B services (Public Contracts Regulations 2006) "
                "or light touch services.",
            )
        else:
            yield Problem(path, f"{long}, and the file doesn't say why.", "add `framework_justification`: why it must")
    if not judged:
        yield NotApplicable("no framework is of a kind that four years limit")


def _months_in_all(case: Case, change: Change, place: int, contract: Contract) -> int | None:
    allowed = case.value("contracts", place, "max_months")
    known = [allowed] if isinstance(allowed, int) else []
    if contract.initial_months is not None and change.months and any(one == place for one, _ in change.contracts):
        used = sum(option.exercised for option in contract.options)
        used += sum(modification.months or 0 for modification in contract.modifications)
        known.append(contract.initial_months + used + change.months)
    return max(known, default=None)


FRAME_4: Final = Rule(
    id="FRAME-4",
    about=(Decision,),
    severity=Severity.WARNING,
    title="No framework runs for more than four years without a reason",
    checks=(
        "A framework whose longest term, or whose term with this extension, is more than 48 months states why. "
        "Frameworks for light touch services are outside the limit, and those for Part B services under the "
        "Regulations of 2006 were."
    ),
    why="Four years is the longest that a framework may shut others out, save for a reason in its subject matter.",
    source="Public Contracts Regulations 2015, regulation 33(3); Procurement Act 2023, section 47(1) to (3), (5)(c).",
    to_confirm="Whether regulation 33(3) reaches light touch frameworks is argued; here it is taken not to.",
    in_force=InForce(date(2015, 2, 26)),
    check=_frameworks,
    bad="contracts: [{id: north, service_type: goods, is_framework: yes, initial_months: 72, max_months: 84}]",
    good="""\
contracts:
  - id: north
    service_type: goods
    is_framework: yes
    max_months: 72
    framework_justification: The beds are made to measure, and makers need six years to recover the tools.
""",
)


def _live(case: Case) -> Iterator[Judged]:
    change = Change(case)
    if not change.is_proposed:
        yield NO_CHANGE
        return
    taken = case.decision.decision.date if case.decision.decision else None
    day = taken or case.decision.meeting.date
    ends = {case.day("contracts", place, "current_end"): place for place, _ in reversed(change.contracts)}
    known = [(end, place) for end, place in ends.items() if end is not None]
    if not known:
        yield NotApplicable("the end of no contract is known")
    for end, place in known:
        path: FieldPath = ("contracts", place, "current_end")
        if day.earliest > end.latest:
            yield Problem(
                path,
                f"The decision is taken {_on(day)}, and the contracts ended {_on(end)}: a contract that has ended "
                "can't be extended.",
                "mend the dates; if they are right, a new contract has to be let",
            )
        elif day.latest > end.earliest:
            missing = "the day on which the contracts end" if day.exact else "the day of the decision"
            yield CannotTell(path, missing, f"The decision is taken {_on(day)}, and they end {_on(end)}.")


CONTRACT_LIVE: Final = Rule(
    id="CONTRACT-LIVE",
    about=(Decision,),
    severity=Severity.ERROR,
    title="Only a live contract is extended",
    checks=(
        "No contract that the extension covers has ended before the day of the decision. Whether the decision can be "
        "carried out before the contracts end, once the time for a call-in is over, CALLIN-IN-TIME judges."
    ),
    why="An extension of a contract that is over is a new contract, let without competition.",
    source="Contract law; Public Contracts Regulations 2015, regulation 72, which speaks of changes during the term.",
    check=_live,
    bad="contracts: [{id: north, current_end: 2025-09-16}]",
    good="contracts: [{id: north, current_end: 2025-11-30}]",
)


# Thresholds -----------------------------------------------------------------------------------------------------

_FIGURE = re.compile(r"£\s?(\d{1,3}(?:,\d{3})+|\d{5,})(?![\d,.]*\d|\s?(?:m|k|bn)\b)")
_NET = re.compile(r"\b(?:net|exclu(?:ding|sive)|without|ex\.?)\b[^.;]{0,12}\bVAT\b|\bVAT[- ]exclusive", re.I)
_GROSS = re.compile(r"\b(?:inclu(?:ding|sive)|with|inc\.?|gross)\b[^.;]{0,12}\bVAT\b|\bVAT[- ]inclusive", re.I)


def _thresholds(case: Case) -> Iterator[Judged]:
    known = {amount for row in thresholds() for amount in _amounts(row)}
    quoted = list(_quoted(case, known))
    if not quoted:
        yield NotApplicable("no procurement threshold is quoted")
        return
    rows = _rows_that_count(case)
    if not rows:
        yield CannotTell(quoted[0][0], "the day on which the procurement began or is to begin")
        return
    right = {amount for row in rows for amount in _amounts(row)}
    for path, written, amount, goes_on in quoted:
        if amount not in right:
            now = rows[-1]
            basis = "including VAT" if now.vat_included else "net of VAT"
            yield Problem(
                path,
                f"{pounds(amount)} is not the procurement threshold that applies here: it is "
                f"{pounds(now.services)} for services and goods, {pounds(now.light_touch)} for light touch services "
                f"and {pounds(now.works)} for works, {basis}, for a procurement begun {_when(now)}.",
                "quote the threshold in force when the procurement began or begins",
                words=written,
            )
            continue
        bases = {row.vat_included for row in rows if amount in _amounts(row)}
        if (bases == {True} and _NET.search(goes_on)) or (bases == {False} and _GROSS.search(goes_on)):
            wrong, right_basis = ("net of", "include") if True in bases else ("including", "are net of")
            yield Problem(
                path,
                f"The threshold of {pounds(amount)} is quoted {wrong} VAT; thresholds for procurements begun "
                f"{'since' if True in bases else 'before'} 1 January 2022 {right_basis} it.",
                "mend the basis, and compare a value on the same basis",
                words=written,
            )


def _amounts(row: Threshold) -> tuple[Decimal, ...]:
    return row.services, row.light_touch, row.works


def _when(row: Threshold) -> str:
    if row.start and row.end:
        return f"from {say(row.start)} to {say(row.end)}"
    return f"since {say(row.start)}" if row.start else f"until {say(row.end)}" if row.end else "at any time"


def _quoted(case: Case, known: set[Decimal]) -> Iterator[tuple[FieldPath, str, Decimal, str]]:
    """Yield each threshold that is quoted: where, the words, the figure, and what its clause goes on to say.

    What stands under `legal.threshold` is one; elsewhere a figure is taken for one if it ever was one, and the
    paragraph speaks of a threshold.
    """
    for text in case.texts:
        if "£" not in text.written:
            continue
        is_field = text.path == ("legal", "threshold")
        for paragraph in text.paragraphs:
            if not is_field and "threshold" not in paragraph.lower():
                continue
            for match in _FIGURE.finditer(paragraph):
                amount = Decimal(match[1].replace(",", ""))
                if is_field or amount in known:
                    yield text.path, match[0], amount, re.split(r"[;.](?!\d)", paragraph[match.start() :])[0]


def _rows_that_count(case: Case) -> list[Threshold]:
    """Return the rows in force when a procurement of this decision began or is to begin, the latest last."""
    successor = case.decision.successor
    days = [contract.procurement_started or contract.tendered or contract.start for contract in case.decision.contracts]
    days.append(successor.procurement_start if successor else None)
    known = [day for day in days if day is not None]
    return [
        row
        for row in thresholds()
        if any(
            (row.start is None or row.start <= day.latest) and (row.end is None or day.earliest <= row.end)
            for day in known
        )
        or (known and row.holds_on(case.as_of))
    ]


THRESH_DATED: Final = Rule(
    id="THRESH-DATED",
    about=(Decision,),
    severity=Severity.WARNING,
    title="A threshold that is quoted is the one of its day",
    checks=(
        "A procurement threshold under `legal.threshold`, or in a paragraph that speaks of one, is one of those in "
        "force when the contracts were procured, on the day of the decision, or when the new procurement begins; and "
        "what is said of VAT is so: thresholds are net of VAT until 31 December 2021 and include it from 2022."
    ),
    why="Against a threshold of another year a contract may seem small that is not.",
    source=(
        "Public Contracts Regulations 2015, regulations 5 and 6, as amended by SI 2021/1221 and SI 2023/1117; "
        "Procurement Act 2023, Schedule 1, as amended by SI 2025/163 and SI 2025/1200."
    ),
    to_confirm="The figures for 2024 were read in SI 2023/1117, the others in published tables that agree.",
    check=_thresholds,
    bad='legal: {threshold: "£189,330"}',
    good='legal: {threshold: "£663,540 including VAT"}',
)


# Who may decide -------------------------------------------------------------------------------------------------

_RANKS: Final = (
    (re.compile(r"\bcabinet member|portfolio holder|lead member|individual member", re.I), 1),
    (re.compile(r"\bcouncil\b", re.I), 4),
    (re.compile(r"\bcabinet|executive\b(?! director)|mayor", re.I), 3),
    (re.compile(r"\bdirector|officer|head of|manager|chief", re.I), 0),
)
_RANK_OF_BODY: Final = {
    BodyType.OFFICER: 0,
    BodyType.INDIVIDUAL_MEMBER: 1,
    BodyType.EXECUTIVE_COMMITTEE: 2,
    BodyType.EXECUTIVE: 3,
    BodyType.COUNCIL: 4,
}


def _standing_order(case: Case) -> Iterator[Judged]:
    change = Change(case)
    if not change.is_proposed:
        yield NO_CHANGE
        return
    cited = change.legal.standing_order
    if not cited:
        known = [f"{order.number} ({order.title})" if order.title else order.number for order in _orders(case)]
        hint = f"add `legal.standing_order`; council.yaml has {listed(known, 'or')}" if known else ""
        yield Problem(
            ("legal", "standing_order"),
            "The report does not say under which contract standing order the contracts are extended.",
            hint or "add `legal.standing_order`: the number of the rule, as 18.2",
        )
        return
    order = next((order for order in _orders(case) if _bare(order.number) == _bare(cited)), None)
    if order is not None:
        yield from _band(case, change, order)


def _orders(case: Case) -> tuple[StandingOrder, ...]:
    return case.council.standing_orders


def _bare(number: str) -> str:
    return re.sub(r"^(?:cso|rule|standing order|contract standing order)|[\s.]+$|\s", "", number.lower())


def _band(case: Case, change: Change, order: StandingOrder) -> Iterator[Problem]:
    path: FieldPath = ("legal", "standing_order")
    cost = change.cost
    if cost and order.over and cost.amount <= order.over.amount:
        yield Problem(
            path,
            f"Standing order {order.number} is for more than {order.over}; the extension costs {cost}.",
            "cite the rule for this sum",
        )
    elif cost and order.up_to and cost.amount > order.up_to.amount:
        yield Problem(
            path,
            f"Standing order {order.number} is for up to {order.up_to}; the extension costs {cost}, "
            f"{pounds(cost.amount - order.up_to.amount)} more.",
            "cite the rule for this sum, and take the decision to whom it names",
        )
    body = case.decision.meeting
    needed = next((rank for pattern, rank in _RANKS if order.authority and pattern.search(order.authority)), 0)
    if order.authority and _RANK_OF_BODY.get(body.body_type, 4) < needed:
        yield Problem(
            path,
            f"Standing order {order.number} leaves this to {order.authority}; {body.body} is to decide.",
            f"take the decision to {order.authority}",
        )


CSO_REF: Final = Rule(
    id="CSO-REF",
    about=(Decision,),
    severity=Severity.WARNING,
    title="The contract standing order is cited, and fits",
    checks=(
        "A decision that extends contracts cites a contract standing order. Where council.yaml holds that rule, the "
        "cost is within its band and nobody lower decides than the rule names."
    ),
    why="Standing orders are the council's own law on contracts; what is decided against them may be undone.",
    source="The council's constitution; Local Government Act 1972, section 135.",
    to_confirm="Section 135 is from memory.",
    check=_standing_order,
    bad="legal: {standing_order: ~}",
    good='legal: {standing_order: "18.2"}',
)


# The public register --------------------------------------------------------------------------------------------


def _register(case: Case) -> Iterator[Judged]:
    change = Change(case)
    least = limit("register-value")
    if not change.is_proposed or not change.contracts:
        yield NotApplicable("no contract is changed")
        return
    if change.cost is not None and change.cost.amount <= least:
        yield NotApplicable(f"the contracts are worth no more than {pounds(least)}")
        return
    missing = [(place, contract) for place, contract in change.contracts if contract.register_entry is None]
    if missing:
        yield Problem(
            ("contracts", missing[0][0], "register_entry"),
            f"No entry in the public contracts register is given for {listed(titles_of(missing))}; every contract "
            f"worth more than {pounds(least)} has one, which a longer term changes.",
            "add `register_entry` with its number and title, and bring the entry up to date after the decision",
        )


TRANSP_REGISTER: Final = Rule(
    id="TRANSP-REGISTER",
    about=(Decision,),
    severity=Severity.INFO,
    title="The contracts are in the public register",
    checks="Each contract that the decision changes has its entry in the council's public contracts register.",
    why="The public may see what the council has bought, from whom and until when; an extension makes the entry wrong.",
    source="Local Government Transparency Code 2015, made under section 2 of the LGPLA 1980.",
    to_confirm="The Code was not read, only pages that explain it; nor was the day from which it holds.",
    in_force=InForce(date(2015, 4, 1)),
    check=_register,
    bad="contracts: [{id: north, register_entry: ~}]",
    good="contracts: [{id: north, register_entry: {ref: CR-2025-101, title: Home care in the north}}]",
)


# A contract that grows into a public contract ---------------------------------------------------------------------


def _convertible(case: Case) -> Iterator[Judged]:
    change = Change(case)
    held = change.under(Regime.PA2023)
    if not held or is_light_touch(held):
        yield NotApplicable("no ordinary contract under the Procurement Act 2023 is changed")
        return
    before, cost = values_of(held, "value_original", "estimated_value"), change.cost
    if before is None or cost is None:
        path: FieldPath = ("contracts", held[0][0], "value_original")
        yield CannotTell(path, "what the contract is worth, or what the change adds")
        return
    threshold = threshold_under(Regime.PA2023, held[0][1], case.as_of)
    if threshold is None or before >= threshold or len(held) > 1:
        yield NotApplicable("the contract was a public contract before")
        return
    after = before + cost.amount
    if after >= threshold and not change.grounds:
        yield Problem(
            change.path,
            f"{held[0][1].title} is worth {pounds(before)}, below the threshold of {pounds(threshold)}; with "
            f"{cost} more it is worth {pounds(after)}, and becomes a public contract. No ground is given for it.",
            f"name {_LIST_OF_GROUNDS[Regime.PA2023]}",
        )


PA_CONVERTIBLE: Final = Rule(
    id="PA-CONVERTIBLE",
    about=(Decision,),
    severity=Severity.WARNING,
    title="A small contract that becomes a public contract has a ground",
    checks=(
        "Where one contract under the Procurement Act 2023 is below the threshold and the change takes it to the "
        "threshold or over, the change has a ground. Sums are compared as they are stated. Light touch contracts need "
        "no ground."
    ),
    why="From that moment it is a convertible contract, to which the rules on changes apply (sections 74 to 77).",
    source="Procurement Act 2023, section 74(1).",
    in_force=InForce(date(2025, 2, 24)),
    check=_convertible,
    bad="""\
extension: {scope: [{contract: north}], cost_parts: ~, cost_max: £50k}
contracts: [{id: north, service_type: services, value_original: £190k, estimated_value: £190k}]
legal: {modification_ground: ~, clauses: ~}
""",
    good="""\
extension: {scope: [{contract: north}], cost_parts: ~, cost_max: £50k}
contracts: [{id: north, service_type: services, value_original: £190k, estimated_value: £190k}]
legal: {modification_ground: {regime: pa2023, ground: section 74(1)(c)}}
""",
)

THEME: Final = Theme(
    "procurement",
    "Procurement law and the ground for a change",
    (
        PROC_REGIME,
        PROC_GROUND,
        PROC_ALL_CHANGES,
        FRAME_4,
        CONTRACT_LIVE,
        THRESH_DATED,
        CSO_REF,
        TRANSP_REGISTER,
        PA_CONVERTIBLE,
    ),
)
